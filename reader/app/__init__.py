"""The app: newsstand, issue, article, and what opens on top of them.

Importing this package imports no Textual: a command that prints and leaves does not pay for it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.app.firstframe import FirstFrame
    from reader.config import Downloads, Pictures, WebArchive
    from reader.library import Library
    from reader.papers import Paper

__all__ = ["Start", "run_app"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where the app opens: the newsstand, an issue, or an article of it."""

    newspaper_id: str = ""
    day: date | None = None
    """The issue's day; with a newspaper and without a day its newest issue opens."""
    key: str = ""
    """The article's key."""


def run_app(
    library: Library,
    *,
    papers: tuple[Paper, ...] = (),
    today: Callable[[], date] | None = None,
    base_url: str = "",
    start: Start | None = None,
    keymap: Mapping[str, str] | None = None,
    theme: str = "",
    measure: int = 0,
    language: str = "auto",
    archive: WebArchive | None = None,
    pictures: Pictures | None = None,
    downloads: Downloads | None = None,
    quota: int = 0,
    notice: str = "",
    first_frame: FirstFrame | None = None,
) -> int:
    """Run the app until it is left; returns the exit status.

    `today` fixes the date for every newspaper; without it today is what the clock says where the
    newspaper is printed. `keymap` (a command's id, and its keys parted by commas) and `theme` are a
    person's own, from the configuration, as are `measure` in cells, the interface's `language`
    (`auto` for the locale's), `archive`, which is asked for days that a site no longer serves, and
    what is wanted of `pictures` and of `downloads`, and the `quota` in bytes. `notice` is a
    sentence to show first. `first_frame` is what stands
    on the terminal before the app does, and takes what will stand there next time. A fault of ours
    is raised when the terminal is restored.
    """
    # Importing Textual makes some hundred thousand objects that all stay: collecting while they
    # come in costs an eighth of the start. The app switches it on again after its first picture.
    gc.disable()
    try:
        from reader.app.app import ReaderApp

        app = ReaderApp(
            library,
            papers=papers,
            today=today,
            base_url=base_url,
            start=start or Start(),
            keymap=keymap,
            theme=theme,
            measure=measure,
            tongue=language,
            archive=archive,
            pictures=pictures,
            downloads=downloads,
            quota=quota,
            notice=notice,
            first_frame=first_frame,
        )
        status = app.run()
        if app.fault is not None:
            raise app.fault
        return status or app.return_code or 0
    finally:
        gc.enable()
