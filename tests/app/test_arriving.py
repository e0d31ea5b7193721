"""An issue that is on its way, and a day that turns out to have none."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from reader.app.app import ReaderApp
from reader.app.widgets.month import MonthView
from reader.app.widgets.stand import Stand
from reader.errors import NotPublished
from reader.model import Issue, Listing, PrintDay, Progress, State

if TYPE_CHECKING:
    from reader.library import Library

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]

TODAY = date(2024, 7, 9)
NOON = datetime(2024, 7, 9, 4, tzinfo=UTC)
MONDAY = date(2024, 7, 8)


class NoNetwork:
    """In the place of a fetcher."""

    async def __aenter__(self) -> NoNetwork:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


def delivering(monkeypatch: pytest.MonkeyPatch, deliver: Any) -> None:
    monkeypatch.setattr("reader.delivery.deliver", deliver)
    monkeypatch.setattr("reader.delivery.fetcher_for", lambda *_args, **_kwargs: NoNetwork())


async def until(pilot: Any, is_so: Callable[[], bool]) -> None:
    for _ in range(200):
        if is_so():
            break
        await asyncio.sleep(0.01)
        await pilot.pause()
    assert is_so()


async def ended(app: ReaderApp, pilot: Any) -> None:
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def on_its_way(issue_of: Callable[..., Issue]) -> Any:
    """A delivery that stores the first stories of an issue and then waits for ever."""

    async def deliver(paper: Any, day: date, **kwargs: Any) -> Issue:
        waiting = Listing(name="late", state=State.WAITING, title="还在路上的", page="03")
        issue = replace(issue_of(paper.newspaper, day, 4), ledger=(waiting,))
        keys = kwargs["library"].store(paper.newspaper, issue, at=NOON)
        kwargs["report"](
            Progress(newspaper_id=paper.id, date=day, articles=9, articles_done=8, stored=keys)
        )
        await asyncio.Event().wait()
        raise AssertionError

    return deliver


async def test_an_issue_that_opens_on_its_way_calls_nothing_failed(
    app_on: AppOn,
    seen: Seen,
    library: Library,
    issue_of: Callable[..., Issue],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    delivering(monkeypatch, on_its_way(issue_of))
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: app.place is not None and app.place.PLACE == "issue")
        # Opened anew, with no report to come that could put right what it says.
        app.open_issue("kjrb", TODAY)
        await pilot.pause()
        text = seen(app)
        assert "8/9 articles" in text
        assert "failed" not in text
        assert "还在路上的" not in text
        await pilot.press("q")
        await pilot.pause()
        assert "8/9 articles · on its way" in seen(app)
        assert "missing" not in seen(app)
    again = app_on(library)
    async with again.run_test(size=(100, 30)) as pilot:
        assert "1 missing" in seen(again)
        again.open_issue("kjrb", TODAY)
        await pilot.pause()
        text = seen(again)
        assert "8/9 articles · 1 not fetched · r retries" in text
        assert "failed" not in text


async def test_nearest_issue_of_a_day_without_one_is_a_key_away(
    app_on: AppOn, seen: Seen, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[date] = []

    async def deliver(_paper: Any, day: date, **kwargs: Any) -> Issue:
        asked.append(day)
        kwargs["library"].learn("kjrb", [PrintDay(day=MONDAY, known_at=NOON)])
        raise NotPublished(f"No issue on {day}.", day=day, near=(MONDAY,))

    delivering(monkeypatch, deliver)
    monkeypatch.setattr("reader.delivery.may_be_archived", lambda *_: False)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("t")
        await ended(app, pilot)
        assert app.place is not None
        assert app.place.sentence == "No issue on 2024-07-09. Press , for the issue before."
        assert app.screen.query_one(MonthView).day == TODAY
        await pilot.press(".")
        await pilot.pause()
        assert app.place.sentence == "No issue after this day is known."
        await pilot.press(",")
        await until(pilot, lambda: app.place is not None and "2024-07-08." in app.place.sentence)
        assert asked == [TODAY, MONDAY]
        # From the day that was asked for last it goes on, to what the library has.
        await pilot.press(",")
        await until(pilot, lambda: app.place is not None and app.place.PLACE == "issue")
        assert app.place.issue_day == date(2024, 7, 6)


async def test_a_newspaper_chosen_by_name_is_the_one_that_is_marked(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def deliver(_paper: Any, day: date, **_kwargs: Any) -> Issue:
        raise NotPublished(f"No issue on {day}.", day=day)

    delivering(monkeypatch, deliver)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"people")
        await pilot.press("enter")
        await ended(app, pilot)
        marked = app.screen.query_one(Stand).newspaper
        assert marked is not None
        assert marked.id == "rmrb"


async def test_a_fault_while_an_end_is_put_into_words_is_told_and_leaves_nothing_waiting(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def deliver(_paper: Any, day: date, **_kwargs: Any) -> Issue:
        raise NotPublished(f"No issue on {day}.", day=day)

    def broken(*_: object) -> bool:
        raise ValueError

    delivering(monkeypatch, deliver)
    monkeypatch.setattr("reader.delivery.may_be_archived", broken)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("t")
        await ended(app, pilot)
        assert app.place is not None
        assert "A fault in the reader stopped this delivery" in app.place.sentence
        assert not app.deliveries.is_running("kjrb", TODAY)


async def test_an_issue_that_arrives_does_not_open_over_a_field_being_typed_into(
    app_on: AppOn, library: Library, issue_of: Callable[..., Issue], monkeypatch: pytest.MonkeyPatch
) -> None:
    may_come = threading.Event()
    told = threading.Event()

    async def deliver(paper: Any, day: date, **kwargs: Any) -> Issue:
        await asyncio.to_thread(may_come.wait, 10)
        issue = issue_of(paper.newspaper, day, 4)
        keys = kwargs["library"].store(paper.newspaper, issue, at=NOON)
        progress = Progress(newspaper_id=paper.id, date=day, articles=9, stored=keys)
        kwargs["report"](progress)
        await asyncio.to_thread(told.wait, 10)
        kwargs["report"](progress)
        await asyncio.Event().wait()
        raise AssertionError

    delivering(monkeypatch, deliver)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: app.deliveries.is_running("kjrb", TODAY))
        await pilot.press("d", "2", "0")
        asking = app.screen
        may_come.set()
        await until(pilot, lambda: app.place is not None and "of 9 articles" in app.place.sentence)
        assert app.screen is asking
        # Once the field is closed the next report opens it.
        await pilot.press("escape")
        told.set()
        await until(pilot, lambda: app.place is not None and app.place.PLACE == "issue")
        assert app.screen is app.place


async def test_longest_sentence_is_whole_on_the_smallest_screen(
    app_on: AppOn, seen: Seen, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        "科技日报 has no issue on 2024-07-09 (Tuesday): the site answers with that of 2024-07-08;"
        " the nearest: 2024-07-08; that was found out on 2024-07-10, and"
        " `reader fetch kjrb 2024-07-09 --again` asks once more."
    )

    async def deliver(_paper: Any, day: date, **_kwargs: Any) -> Issue:
        raise NotPublished(said, day=day, near=(MONDAY,))

    delivering(monkeypatch, deliver)
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.press("t")
        await ended(app, pilot)
        text = seen(app)
        assert "科技日报 has no issue" in text
        assert "Press , for the issue" in " ".join(text.split())
        assert "before." in text


async def test_todays_paper_that_is_here_in_part_opens_at_once_and_goes_on(
    app_on: AppOn, library: Library, issue_of: Callable[..., Issue], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[date] = []
    delivering(monkeypatch, on_its_way(issue_of))
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: app.place is not None and app.place.PLACE == "issue")

    async def deliver(paper: Any, day: date, **kwargs: Any) -> Issue:
        asked.append(day)
        issue: Issue = issue_of(paper.newspaper, day, 9)
        kwargs["library"].store(paper.newspaper, issue, at=NOON)
        return issue

    delivering(monkeypatch, deliver)
    again = app_on(library)
    async with again.run_test(size=(100, 30)) as pilot:
        await pilot.press("t")
        assert again.place is not None
        assert again.place.PLACE == "issue"
        await until(pilot, lambda: asked == [TODAY])


async def test_todays_paper_stays_as_it_is_where_it_is_open(
    app_on: AppOn, library: Library, issue_of: Callable[..., Issue], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def deliver(_paper: Any, day: date, **_kwargs: Any) -> Issue:
        raise AssertionError(day)

    delivering(monkeypatch, deliver)
    kjrb = app_on(library).newspaper_named("kjrb")
    assert kjrb is not None
    library.store(kjrb, issue_of(kjrb, TODAY), at=NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("t")
        await pilot.pause()
        screen = app.place
        await pilot.press("t")
        await pilot.pause()
        assert app.place is screen
        assert screen is not None
        assert screen.sentence == "This is today's issue."
        await pilot.press("enter", "t")
        await pilot.pause()
        assert app.place is not screen
        assert app.place is not None
        assert app.place.issue_day == TODAY


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Shanghai", date(2024, 7, 10)),
        ("America/New_York", date(2024, 7, 9)),
        ("Pacific/Kiritimati", date(2024, 7, 10)),
        ("Pacific/Pago_Pago", date(2024, 7, 9)),
    ],
)
def test_today_is_today_where_the_paper_is_printed(
    library: Library, monkeypatch: pytest.MonkeyPatch, zone: str, day: date
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return datetime(2024, 7, 9, 18, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr("reader.app.opening.datetime", Clock)
    app = ReaderApp(library)
    kjrb = app.newspaper_named("kjrb")
    assert kjrb is not None
    assert app.today_of(replace(kjrb, time_zone=zone)) == day


async def test_a_screen_that_nobody_sees_is_not_painted_and_one_under_the_palette_is(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        stand, issue = app.screen_stack
        assert issue.is_current
        assert not stand.is_current
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert issue.is_current
        await pilot.press("escape", "q")
        await pilot.pause()
        assert stand.is_current
