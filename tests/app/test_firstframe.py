"""What the newsstand will look like next time is taken when the app is left, never in its way."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import Any

import pytest

from reader.app import firstframe
from reader.app.firstframe import leave
from reader.app.widgets.stand import Nameplate

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Kept:
    """A first frame that only keeps."""

    is_shown = False

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.width = 0
        self.until = 0.0

    def taken_over(self) -> list[Any] | None:
        return None

    def keep(self, rows: Sequence[str], *, width: int, until: float) -> None:
        self.rows, self.width, self.until = list(rows), width, until

    @property
    def text(self) -> str:
        return "\n".join(COLOURS.sub("", row) for row in self.rows)


async def test_left_in_an_article_it_is_the_newsstand_of_a_new_start(
    library, app_on, seen, size: tuple[int, int], monkeypatch
) -> None:
    # Whoever leaves does not wait for a busy machine; this test does.
    monkeypatch.setattr(firstframe, "LONGEST_S", 20.0)
    kept, app = Kept(), app_on(library)
    async with app.run_test(size=size) as pilot:
        await pilot.press("c", "left", "enter", "enter", "ctrl+p")
        app.run_worker(leave(app, kept))
        await app.workers.wait_for_complete()
    async with app_on(library).run_test(size=size) as pilot:
        await pilot.pause()
        assert kept.text == seen(pilot.app)
        strips = pilot.app.screen._compositor.render_strips(pilot.app.size)
        assert kept.rows == [strip.render(pilot.app.console) for strip in strips]
    assert (kept.width, len(kept.rows)) == size
    assert time.time() < kept.until <= time.time() + 86400


@pytest.mark.parametrize("fault", ["it cannot be kept", "it takes too long"])
async def test_whatever_goes_wrong_the_app_is_left(
    library, app_on, monkeypatch, fault: str
) -> None:
    kept, app = Kept(), app_on(library)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(fault)

    if fault == "it cannot be kept":
        monkeypatch.setattr(kept, "keep", fail)
    else:
        monkeypatch.setattr(firstframe, "LONGEST_S", 0.0)
    async with app.run_test() as pilot:
        app.run_worker(leave(app, kept))
        await pilot.pause()
        await app.workers.wait_for_complete()
    assert app.return_value == 0
    assert kept.rows == []


async def test_a_newsstand_that_cannot_be_drawn_is_no_fault_of_leaving(
    library, app_on, monkeypatch
) -> None:
    kept, app = Kept(), app_on(library)

    def fail(_: object) -> None:
        raise RuntimeError

    async def run() -> None:
        async with app.run_test():
            monkeypatch.setattr(Nameplate, "render", fail)
            app.run_worker(leave(app, kept))
            await app.workers.wait_for_complete()

    # Textual raises again what happened in any widget, but only in a test.
    with pytest.raises(RuntimeError):
        await run()
    assert (app.return_value, app.fault) == (0, None)
    assert kept.rows == []


async def test_without_a_terminal_nothing_is_taken(library, app_on) -> None:
    kept, app = Kept(), app_on(library)
    app.first_frame = kept
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
    assert app.return_value == 0
    assert kept.rows == []
