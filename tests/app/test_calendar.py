"""The month, and going to a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from reader.app.app import ReaderApp
from reader.app.screens.calendar import GoToDate
from reader.app.widgets.month import (
    BEGUN,
    NO_ISSUE,
    NOTHING,
    PUBLISHED,
    READ,
    STORED,
    MonthView,
    month_after,
    sign_of,
)
from reader.errors import Absence
from reader.lang import speak
from reader.model import DayTally, PrintDay

if TYPE_CHECKING:
    from reader.library import Library

TODAY = date(2024, 7, 9)
AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]


@pytest.mark.parametrize(
    ("tally", "sign"),
    [
        (DayTally(date=TODAY, articles=9, read=9), READ),
        (DayTally(date=TODAY, articles=9, read=1), BEGUN),
        (DayTally(date=TODAY, articles=9, begun=1), BEGUN),
        (DayTally(date=TODAY, articles=9), STORED),
        (DayTally(date=TODAY, articles=0), STORED),
        (None, PUBLISHED),
    ],
)
def test_day_is_told_by_its_shape(tally: DayTally | None, sign: str) -> None:
    assert sign_of(TODAY, tally, today=TODAY) == sign


def test_day_to_come_and_closed_weekday_are_not_published() -> None:
    assert sign_of(date(2024, 7, 10), None, today=TODAY) == NOTHING
    assert sign_of(date(2024, 7, 7), None, today=TODAY, closed_weekdays={6}) == NOTHING
    assert sign_of(TODAY, None, today=TODAY, is_fetchable=False) == NOTHING


@pytest.mark.parametrize(
    ("absence", "sign"),
    [
        ("", PUBLISHED),
        (Absence.NO_ISSUE, NO_ISSUE),
        (Absence.ANOTHER_DAY, NO_ISSUE),
        (Absence.ERROR_PAGE, NO_ISSUE),
        (Absence.NOT_YET, NOTHING),
    ],
)
def test_what_is_known_of_a_day_goes_before_the_weekday_s_rule(absence: str, sign: str) -> None:
    sunday = date(2024, 7, 7)
    known = PrintDay(day=sunday, absence=absence, known_at=datetime(2024, 7, 9, tzinfo=UTC))
    assert sign_of(sunday, None, today=TODAY, closed_weekdays={6}, known=known) == sign
    stored = DayTally(date=sunday, articles=3)
    assert sign_of(sunday, stored, today=TODAY, known=known) == STORED


async def test_what_is_known_of_a_day_is_said_whole_in_both_languages(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    outline = library.outline("kjrb", date(2024, 7, 6))
    assert outline is not None
    for line in outline.lines:
        library.mark_read(line.key, at=datetime(2024, 7, 9, tzinfo=UTC))
    n = len(list(outline.lines))
    for language, words in (
        ("en", f"Sat 6 Jul 2024 · {n} of {n} read"),
        ("zh", f"7月6日 周六 · {n} 篇，已读 {n} 篇"),
    ):
        speak(language)  # type: ignore[arg-type]
        app = app_on(library)
        async with app.run_test(size=(140, 45)) as pilot:
            await pilot.pause()
            app.screen.query_one(MonthView).go_to(date(2024, 7, 6))
            await pilot.pause()
            assert words in seen(app)


async def test_days_known_to_be_without_an_issue_are_marked_and_explained(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.pause()
        assert "- no issue" not in seen(app)
    newspaper = library.stand()[0].newspaper
    stored = library.month(newspaper.id, 2024, 7)
    without = next(day for n in range(1, 10) if (day := date(2024, 7, n)) not in stored)
    library.learn(
        newspaper.id,
        [
            PrintDay(
                day=without,
                absence=Absence.NO_ISSUE,
                known_at=datetime(2024, 7, 9, tzinfo=UTC),
            )
        ],
    )
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.pause()
        text = seen(app)
        assert "- no issue" in text
        month = app.screen.query_one(MonthView)
        assert month.sign(without) == NO_ISSUE


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 12, 9), 1, date(2025, 1, 9)),
        (date(2024, 1, 9), -1, date(2023, 12, 9)),
        (date(1, 1, 9), -1, date(1, 12, 9)),
        (date(9998, 12, 9), 1, date(9998, 1, 9)),
    ],
)
def test_turning_the_page_stays_within_the_calendar(day: date, months: int, after: date) -> None:
    assert month_after(day, months) == after


async def test_arrows_and_letters_move_the_day(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("c")
        month = app.screen.query_one(MonthView)
        for keys, day in (
            ("h", 5),
            ("right", 6),
            ("k", None),
            ("down", 6),
            ("g", 1),
            ("G", 31),
        ):
            await pilot.press(keys)
            if day is not None:
                assert month.day == date(2024, 7, day)
        await pilot.press("<")
        assert month.day == date(2024, 6, 30)
        await pilot.press(">", ">")
        assert month.day == date(2024, 8, 30)


async def test_angle_brackets_turn_the_month_from_the_stand(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("<")
        await pilot.pause()
        assert "June 2024" in seen(app)


async def test_enter_on_a_stored_day_opens_its_issue_at_once(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("c", "h", "h", "enter")
        await pilot.pause()
        assert app.place is not None
        assert (app.place.PLACE, app.place.issue_day) == ("issue", date(2024, 7, 4))


async def test_calendar_day_is_kept_when_coming_back(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("c", "h", "h", "enter")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        month = app.screen.query_one(MonthView)
        assert month.day == date(2024, 7, 4)
        assert month.has_focus


async def test_click_on_a_day_marks_it(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.pause()
        month = app.screen.query_one(MonthView)
        left = month.content_region.x - month.region.x
        top = month.content_region.y - month.region.y
        await pilot.click(MonthView, offset=(left + 2, top + 4))
        assert month.day == date(2024, 7, 1)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2024-07-04", 4), ("6 July", 6), ("7月5日", 5), ("2024/7/3", 3)],
)
async def test_field_takes_a_date_in_every_form(
    app_on: AppOn, library: Library, typed: str, day: int
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("d")
        await pilot.pause()
        app.screen.query_one(Input).value = typed
        await pilot.pause()
        assert app.screen.query_one(MonthView).day == date(2024, 7, day)
        await pilot.press("enter")
        await pilot.pause()
        assert app.place is not None
        assert (app.place.PLACE, app.place.issue_day) == ("issue", date(2024, 7, day))


async def test_what_is_no_date_is_answered_in_place_with_one_sentence(
    app_on: AppOn, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await pilot.press("d", "x", "y", "enter")
        await pilot.pause()
        assert isinstance(app.screen, GoToDate)
        assert "xy" in app.screen.sentence
        await pilot.press("backspace")
        await pilot.pause()
        assert "xy" not in app.screen.sentence


async def test_a_day_known_to_be_without_an_issue_offers_the_nearest(
    app_on: AppOn, library: Library
) -> None:
    newspaper = library.stand()[0].newspaper
    stored = library.month(newspaper.id, 2024, 7)
    without = next(day for n in range(1, 10) if (day := date(2024, 7, n)) not in stored)
    known_at = datetime(2024, 7, 9, tzinfo=UTC)
    library.learn(
        newspaper.id, [PrintDay(day=without, absence=Absence.NO_ISSUE, known_at=known_at)]
    )
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("d", *without.isoformat())
        await pilot.pause()
        assert isinstance(app.screen, GoToDate)
        assert "no issue; the nearest: " in app.screen.sentence


async def test_escape_goes_back_to_the_same_spot(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "d")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert app.place is app.screen
        assert app.screen.rows.mark == 1  # type: ignore[attr-defined]


async def test_tab_leads_to_the_calendar_where_enter_opens(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("d", "tab", "h", "enter")
        await pilot.pause()
        assert app.place is not None
        assert (app.place.PLACE, app.place.issue_day) == ("issue", date(2024, 7, 5))


async def test_enter_in_an_empty_field_opens_the_day_of_the_calendar(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("d", "enter")
        await pilot.pause()
        assert app.place is not None
        assert app.place.issue_day == date(2024, 7, 6)


async def test_date_of_another_day_replaces_the_issue_that_is_open(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        app.screen.query_one(Input).value = "2024-07-03"
        await pilot.press("enter")
        await pilot.pause()
        places = [getattr(screen, "PLACE", "") for screen in app.screen_stack]
        assert places == ["newsstand", "issue"]
        assert app.place is not None
        assert app.place.issue_day == date(2024, 7, 3)


async def test_whole_legend_fits_the_smallest_screen_under_a_sentence_in_chinese(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    speak("zh")
    known = PrintDay(
        day=date(2024, 7, 1), absence=Absence.NO_ISSUE, known_at=datetime(2024, 7, 9, tzinfo=UTC)
    )
    library.learn("kjrb", [known])
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.press("c")
        app.announce("一句话。")
        await pilot.pause()
        assert "· 已出版，未取  - 无报" in seen(app)
