"""What the newsstand will look like next time, taken when the app is left.

The newsstand is drawn once more for that, unseen, behind the screen that is being left: the mark
where a start puts it, the tallies as they have become by now.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from textual.driver import Driver

    from reader.app.app import ReaderApp

__all__ = ["FirstFrame", "driver_under", "leave"]

LONGEST_S = 0.25
"""How long leaving may take for it. It takes a tenth of that."""


class FirstFrame(Protocol):
    """The picture shown before the app is there, as whoever runs the app keeps it."""

    @property
    def is_shown(self) -> bool:
        """Whether it is on the terminal now."""
        ...

    def taken_over(self) -> list[Any] | None:
        """Called when the app has the terminal; the attributes with which it is to leave it."""
        ...

    def keep(self, rows: Sequence[str], *, width: int, until: float) -> None:
        """Take the rows for the next start; they are true until that moment."""
        ...


def driver_under(frame: FirstFrame | None) -> type[Driver] | None:
    """The driver that comes up under a first frame or none; None for Textual's choice."""
    if os.name != "posix" or (frame is None and os.environ.get("TEXTUAL_DRIVER")):
        return None
    from reader.app.driver import QuietDriver

    return QuietDriver


async def leave(app: ReaderApp, frame: FirstFrame) -> None:
    """Hand over what the newsstand looks like, and end the app; whatever happens, it ends."""
    fault = app.fault
    try:
        # It is there for a fast start and for nothing else: no fault of it is worth a word.
        with suppress(Exception):
            async with asyncio.timeout(LONGEST_S):
                rows = await _newsstand(app)
                frame.keep(rows, width=app.size.width, until=_end_of_today(app))
    finally:
        app.fault = fault
        app.exit(0)


async def _newsstand(app: ReaderApp) -> list[str]:
    from reader.app.driver import QuietDriver
    from reader.app.screens.newsstand import NewsstandScreen

    if isinstance(app._driver, QuietDriver):
        app._driver.is_still = True
    # An article puts its place away when it goes, and the newsstand tells of that.
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    stand = app.screen
    if not isinstance(stand, NewsstandScreen):
        raise TypeError
    stand.start_over()
    # Each part takes in that it got the focus or lost it, and then the whole is laid out.
    await asyncio.gather(*(part.wait_for_refresh() for part in stand.walk_children()))
    await stand.wait_for_refresh()
    strips = stand._compositor.render_strips(app.size)
    return [strip.render(app.console) for strip in strips]


def _end_of_today(app: ReaderApp) -> float:
    """When it is another day here, or where one of the newspapers is printed."""
    zones = {paper.newspaper.time_zone for paper in app.papers}
    zones.update(newspaper.time_zone for newspaper in app.library.newspapers())
    ends = [_midnight_after(datetime.now().astimezone())]
    for zone in zones:
        with suppress(ValueError, OSError, LookupError):
            ends.append(_midnight_after(datetime.now(ZoneInfo(zone))))
    return min(ends)


def _midnight_after(now: datetime) -> float:
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo).timestamp()
