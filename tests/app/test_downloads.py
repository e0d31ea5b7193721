"""Downloads in the app: asked for, watched, paused, retried, given up."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from reader.app.marking import marking_of
from reader.app.screens.downloads import DownloadsScreen, RangeField, Wished, bar
from reader.errors import NotPublished, Unreachable
from reader.model import DayState
from tests.app.conftest import KJRB, NOON, TODAY, issue_of, screen_text

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.app.app import ReaderApp
    from reader.library import Library

AppOn = Callable[..., "ReaderApp"]
Deliver = Callable[..., Any]


@pytest.fixture
def delivering(monkeypatch: pytest.MonkeyPatch) -> Callable[[Deliver], None]:
    """Puts a delivery of the test's own in the place of the real one."""

    class Nothing:
        async def __aenter__(self) -> Nothing:
            return self

        async def __aexit__(self, *_: object) -> None:
            return None

    def put(deliver: Deliver) -> None:
        module = "reader.delivery.downloading"
        monkeypatch.setattr(f"{module}.deliver", deliver)
        monkeypatch.setattr(f"{module}.fetcher_for", lambda *_, **__: Nothing())
        monkeypatch.setattr(f"{module}.site_groups", lambda ps: {p.id: p.id for p in ps})
        monkeypatch.setattr(f"{module}.pace_of", lambda *_: None)
        monkeypatch.setattr(f"{module}.known_days", lambda *_, **__: {})
        monkeypatch.setattr("reader.delivery.days_wanted", lambda _paper, a, b, today: (a, b))

    return put


async def stored(_paper: Any, day: date, *, library: Library, **_: Any) -> Any:
    issue = issue_of(KJRB, day)
    await asyncio.to_thread(library.store, KJRB, issue, at=NOON)
    return issue


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await pilot.pause(0.02)


async def opened(app: ReaderApp, pilot: Pilot[Any]) -> DownloadsScreen:
    await pilot.press("D")
    await until(pilot, lambda: isinstance(app.screen, DownloadsScreen))
    await marking_of(app).finish()
    await pilot.pause()
    assert isinstance(app.screen, DownloadsScreen)
    return app.screen


def wishes(library: Library) -> dict[tuple[str, date, date], int]:
    return {(w.newspaper_id, w.first, w.last): w.number for w in library.downloads.all()}


def test_a_bar_is_as_long_as_what_is_done() -> None:
    assert bar(0, 10, 5) == "░░░░░"
    assert bar(10, 10, 5) == "█████"
    assert bar(1, 2, 5) == "██▌░░"
    assert bar(0, 0, 3) == bar(7, 3, 3) == "███"


async def test_this_issue_is_the_first_row_and_comes(
    library: Library, app_on: AppOn, delivering: Callable[[Deliver], None]
) -> None:
    delivering(stored)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        assert "This issue: 科技日报" in screen_text(app)
        assert "Nothing is being downloaded." in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: TODAY in library.month("kjrb", 2024, 7))
        await until(pilot, lambda: not app.is_downloading)
        await pilot.pause()
        assert wishes(library).keys() == {("kjrb", TODAY, TODAY)}
        assert app.place is not None
        assert "is here: 12 articles" in app.place.sentence
        assert "done" in screen_text(app)
        assert "Nothing is being downloaded." not in screen_text(app)
        await pilot.press("q")
        assert app.place is not None
        assert app.place.PLACE == "newsstand"


async def test_a_range_is_typed_and_said_before_it_is_asked_for(
    library: Library, app_on: AppOn, delivering: Callable[[Deliver], None]
) -> None:
    delivering(stored)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(app.screen, RangeField))
        await pilot.press(*"2024-07-32", "enter")
        assert isinstance(app.screen, RangeField)
        assert "2024-07-06" in screen_text(app)
        for _ in range(10):
            await pilot.press("backspace")
        await pilot.press(*"2024-07-07..", "enter")
        await until(pilot, lambda: wishes(library))
        assert wishes(library).keys() == {("kjrb", date(2024, 7, 7), TODAY)}
        await until(pilot, lambda: not app.is_downloading and library.downloads.all()[0].is_whole)


async def test_every_paper_for_today(
    library: Library, app_on: AppOn, delivering: Callable[[Deliver], None]
) -> None:
    delivering(stored)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        await pilot.press("j", "j", "enter")
        await until(pilot, lambda: wishes(library))
        # Those that have issues here; of the other one there is none yet.
        assert wishes(library).keys() == {("kjrb", TODAY, TODAY)}
        await until(pilot, lambda: not app.is_downloading)


async def test_what_went_wrong_is_named_and_retried(
    library: Library, app_on: AppOn, delivering: Callable[[Deliver], None]
) -> None:
    async def down(*_: Any, **__: Any) -> None:
        raise Unreachable("Could not reach kjrb.example.")

    delivering(down)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: library.downloads.all() and library.downloads.lacking(1))
        await until(pilot, lambda: not app.is_downloading)
        await marking_of(app).finish()
        await until(pilot, lambda: "✗" in screen_text(app))
        assert "Could not reach kjrb.example." in screen_text(app)
        delivering(stored)
        await pilot.press("G", "r")
        await until(pilot, lambda: library.downloads.all()[0].is_whole)
        await until(pilot, lambda: not app.is_downloading)


async def test_a_day_without_an_issue_is_told_like_any_other(
    library: Library, app_on: AppOn, delivering: Callable[[Deliver], None]
) -> None:
    async def absent(*_: Any, **__: Any) -> None:
        raise NotPublished("科技日报 has no issue on 2024-07-09.")

    delivering(absent)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.place is not None and "no issue" in app.place.sentence)
        await until(pilot, lambda: not app.is_downloading)


async def test_a_download_rests_goes_on_and_is_given_up(
    library: Library, app_on: AppOn, delivering: Callable[[Deliver], None]
) -> None:
    is_asked = threading.Event()

    async def slow(paper: Any, day: date, **more: Any) -> Any:
        is_asked.set()
        await asyncio.Event().wait()
        return await stored(paper, day, **more)

    delivering(slow)
    library.downloads.wish("kjrb", TODAY - timedelta(days=5), TODAY, at=NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot)
        await until(pilot, lambda: screen._rows.wishes)
        assert "unfinished" in screen_text(app)
        assert not app.is_downloading, "the network is not asked at the start"
        await pilot.press("G", "space")
        await until(pilot, is_asked.is_set)
        marked = screen._rows.marked
        assert isinstance(marked, Wished)
        await pilot.press("p")
        await until(pilot, lambda: not app.is_downloading)
        (wish,) = library.downloads.all()
        assert wish.is_paused
        assert library.downloads.days(wish.number)[TODAY].state is DayState.WAITING
        await marking_of(app).finish()
        await pilot.pause()
        assert "paused" in screen_text(app)
        await pilot.press("delete")
        await until(pilot, lambda: not library.downloads.all())


async def test_at_the_start_what_is_unfinished_is_spoken_of(
    library: Library, app_on: AppOn
) -> None:
    library.downloads.wish("kjrb", TODAY - timedelta(days=5), TODAY, at=NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.place is not None and "unfinished" in app.place.sentence)
        assert not app.is_downloading


async def test_an_issue_that_is_opened_is_not_the_next_to_make_room(
    library: Library, app_on: AppOn
) -> None:
    opened_at: list[tuple[str, date]] = []
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: app.place is not None and app.place.PLACE == "issue")
        await marking_of(app).finish()
        opened_at = list(app._opened)
    assert opened_at == [("kjrb", date(2024, 7, 6))]


@pytest.mark.parametrize("size", [(60, 16), (140, 45)])
async def test_it_fits_on_any_terminal(
    library: Library, app_on: AppOn, size: tuple[int, int]
) -> None:
    number = library.downloads.wish("kjrb", date(2020, 1, 1), TODAY, at=NOON).number
    for n in range(6):
        day = TODAY - timedelta(days=n)
        library.downloads.note(number, day, DayState.FAILED, reason="it was down. " * 9, at=NOON)
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        await until(pilot, lambda: screen._rows.wishes)
        await pilot.press("G")
        await pilot.pause()
        shown = screen_text(app)
        assert "✗" in shown
        assert "and 3 more days" in shown
