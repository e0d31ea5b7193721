"""What was read, counted by the reader's own days."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from reader.library import Library
from reader.model import Article, DayRead, Issue, Newspaper, Streak

if TYPE_CHECKING:
    from reader.model import ReadTally

Printed = Callable[..., Issue]
Told = Callable[..., Article]
TODAY = date(2024, 7, 9)
NOON = datetime(2024, 7, 9, 12, tzinfo=UTC)


@pytest.fixture
def stored(
    library: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> Library:
    library.store(
        paper,
        printed({"01": [told("a", text="一二三"), told("b", text="一二")], "02": [told("c")]}),
        at=at,
    )
    return library


def key(slug: str) -> str:
    return f"kjrb/2024-07-06/{slug}"


def counted(library: Library, **asked: object) -> ReadTally:
    return library.statistics.tally(today=TODAY, **{"zone": UTC, **asked})  # type: ignore[arg-type]


def read_on(library: Library, *days: date) -> None:
    for n, day in enumerate(days):
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        library.mark_read(f"kjrb/2024-07-06/x{n}", at=at)


def forgotten(path: Path) -> None:
    """As an older version left it."""
    with sqlite3.connect(path) as sql:
        sql.execute("UPDATE read_state SET section = '', length = 0")
    sql.close()


def kept_of(path: Path) -> list[tuple[str, int]]:
    with sqlite3.connect(path) as sql:
        found = sql.execute("SELECT section, length FROM read_state ORDER BY key").fetchall()
    sql.close()
    return found


# -- how much --


def test_nothing_read_is_nothing_counted(stored: Library) -> None:
    stored.remember_position(key("a"), 2)
    tally = counted(stored)
    assert (tally.articles, tally.days, tally.best) == (0, (), None)
    assert tally.streak == tally.longest == Streak()


def test_what_was_read_is_counted_by_day_newspaper_and_section(stored: Library) -> None:
    for slug in ("a", "b"):
        stored.mark_read(key(slug), at=NOON)
    tally = counted(stored)
    assert tally.days == (DayRead(date=TODAY, articles=2, characters=5),)
    assert [(one.newspaper, one.articles, one.characters) for one in tally.newspapers] == [
        ("科技日报", 2, 5)
    ]
    assert [(one.section, one.articles) for one in tally.sections] == [("第01版", 2)]


def test_what_is_unread_again_does_not_count(stored: Library) -> None:
    stored.mark_read(key("a"), at=NOON)
    stored.mark_unread(key("a"))
    assert counted(stored).articles == 0


def test_reading_again_counts_for_the_first_day(stored: Library) -> None:
    stored.mark_read(key("a"), at=NOON - timedelta(days=3))
    stored.mark_read(key("a"), at=NOON)
    assert [day.date for day in counted(stored).days] == [date(2024, 7, 6)]


def test_an_article_read_outlives_its_issue(stored: Library, day: date, at: datetime) -> None:
    stored.mark_read(key("a"), at=NOON)
    stored.remove_issue("kjrb", day, at=at)
    tally = counted(stored)
    assert (tally.articles, tally.characters) == (1, 3)
    assert tally.sections[0].section == "第01版"


def test_a_bookmark_tells_of_an_article_whose_issue_is_gone(
    stored: Library, day: date, at: datetime
) -> None:
    stored.bookmark(key("a"), at=at)
    stored.remove_issue("kjrb", day, at=at)
    stored.mark_read(key("a"), at=NOON)
    assert counted(stored).sections[0].section == "第01版"
    assert counted(stored).characters == 3


def test_undoing_unread_brings_back_where_it_stood(stored: Library) -> None:
    from reader.library.before import Kind, Part

    stored.mark_read(key("a"), at=NOON)
    before = counted(stored)
    _, was = stored.change((Part(Kind.READ, key("a")),), lambda lib: lib.mark_unread(key("a")))
    stored.put_back(was)
    assert counted(stored) == before


def test_one_newspaper_is_counted_alone(stored: Library, printed: Printed, told: Told) -> None:
    other = Newspaper(id="kjrb2", name="另一报")
    stored.store(other, printed({"01": [told("a")]}, newspaper_id="kjrb2"), at=NOON)
    stored.mark_read(key("a"), at=NOON)
    stored.mark_read("kjrb2/2024-07-06/a", at=NOON)
    assert [one.newspaper_id for one in counted(stored).newspapers] == ["kjrb", "kjrb2"]
    assert [one.newspaper_id for one in counted(stored, newspaper_id="kjrb").newspapers] == ["kjrb"]
    assert counted(stored, newspaper_id="kjr").articles == 0


# -- what older versions did not write down --


def test_an_older_mark_takes_what_the_library_knows_and_keeps_it(
    stored: Library, path: Path, day: date, at: datetime
) -> None:
    stored.mark_read(key("a"), at=NOON)
    forgotten(path)
    tally = counted(stored)
    assert (tally.characters, tally.sections[0].section) == (3, "第01版")
    stored.remove_issue("kjrb", day, at=at)
    assert counted(stored) == tally


def test_an_older_mark_of_which_nothing_is_known_counts_and_is_looked_up_once(
    stored: Library, path: Path
) -> None:
    stored.mark_read("gone/2020-01-01/a", at=NOON)
    tally = counted(stored)
    assert (tally.articles, tally.characters) == (1, 0)
    assert (tally.newspapers[0].newspaper, tally.sections[0].section) == ("gone", "")
    assert kept_of(path) == [("", -1)]
    assert counted(stored) == tally


def test_a_library_that_cannot_be_written_is_counted_all_the_same(
    stored: Library, path: Path
) -> None:
    stored.mark_read(key("a"), at=NOON)
    forgotten(path)
    with Library.open(path, read_only=True) as library:
        assert counted(library).characters == 3
    assert kept_of(path) == [("", 0)]


# -- days --


def test_a_day_is_the_readers_own(stored: Library) -> None:
    stored.mark_read(key("a"), at=datetime(2024, 7, 8, 20, tzinfo=UTC))
    assert [d.date for d in counted(stored, zone=ZoneInfo("Asia/Shanghai")).days] == [TODAY]
    west = timezone(timedelta(hours=-10))
    assert [d.date for d in counted(stored, zone=west).days] == [date(2024, 7, 8)]


def test_a_day_on_which_the_clock_changes_is_one_day(stored: Library) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for n, hour in enumerate((22, 0, 20)):
        day = date(2024, 3, 31 if n else 30)
        at = datetime(day.year, day.month, day.day, hour + (n == 0), tzinfo=UTC)
        stored.mark_read(f"kjrb/2024-07-06/x{n}", at=at)
    assert [(d.date.day, d.articles) for d in counted(stored, zone=berlin).days] == [(31, 3)]


def test_what_was_read_in_the_future_counts_but_on_no_day(stored: Library) -> None:
    stored.mark_read(key("a"), at=NOON)
    stored.mark_read(key("b"), at=NOON + timedelta(days=400))
    tally = counted(stored)
    assert (tally.articles, tally.undated, len(tally.days)) == (2, 1, 1)
    assert tally.best == tally.days[0]
    assert tally.streak.days == 1
    assert counted(stored, year=2025).articles == 0


def test_a_moment_that_is_none_is_on_no_day(stored: Library, path: Path) -> None:
    stored.mark_read(key("a"), at=NOON)
    for moment in ("gestern", "", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00"):
        with sqlite3.connect(path) as sql:
            sql.execute("UPDATE read_state SET read_at = ?", (moment,))
        sql.close()
        zone = timezone(timedelta(hours=14 if moment.startswith("9") else -11))
        tally = counted(stored, zone=zone)
        assert (tally.articles, tally.undated, tally.days) == (1, 1, ())


def test_a_year_is_counted_alone_and_the_streak_is_that_of_now(stored: Library) -> None:
    read_on(stored, date(2023, 12, 31), date(2024, 1, 1), date(2024, 7, 8), TODAY)
    tally = counted(stored, year=2023)
    assert [day.date for day in tally.days] == [date(2023, 12, 31)]
    assert (tally.articles, tally.longest.days, tally.streak.days) == (1, 1, 2)


# -- streaks --


@pytest.mark.parametrize(
    ("back", "now", "longest"),
    [
        ((0,), 1, 1),
        ((1,), 1, 1),
        ((2,), 0, 1),
        ((0, 1, 2), 3, 3),
        ((1, 2), 2, 2),
        ((0, 2, 3, 4), 1, 3),
        ((2, 3, 10, 11), 0, 2),
    ],
)
def test_days_in_a_row(stored: Library, back: tuple[int, ...], now: int, longest: int) -> None:
    read_on(stored, *(TODAY - timedelta(days=days) for days in back))
    tally = counted(stored)
    assert (tally.streak.days, tally.longest.days) == (now, longest)


def test_of_two_streaks_as_long_the_last_is_told(stored: Library) -> None:
    read_on(stored, *(TODAY - timedelta(days=days) for days in (2, 3, 10, 11)))
    assert counted(stored).longest == Streak(
        days=2, first=TODAY - timedelta(days=3), last=TODAY - timedelta(days=2)
    )


def test_counting_ends_when_it_is_cancelled(stored: Library) -> None:
    read_on(stored, TODAY)
    assert counted(stored, is_cancelled=lambda: True).articles == 0


def test_no_mark_is_counted_twice_or_left_out_where_there_are_many(stored: Library) -> None:
    from reader.library.statistics import AT_ONCE

    read_on(stored, *[TODAY] * (2 * AT_ONCE + 1))
    assert counted(stored).articles == 2 * AT_ONCE + 1
