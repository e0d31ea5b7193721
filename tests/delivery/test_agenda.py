"""What a download asks for next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from reader.delivery.agenda import MOST_TRIES, days_wanted, known_days, next_day, site_groups
from reader.errors import Absence, UsageError
from reader.model import DayState, Download, DownloadDay, PrintDay

if TYPE_CHECKING:
    from reader.papers import Paper

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
TODAY = date(2026, 11, 24)
FIRST = date(2026, 11, 20)
WISH = Download(number=1, newspaper_id="kjrb", first=FIRST, last=TODAY, asked_at=NOW)


def came_to(day: date, state: DayState, *, tries: int = 0, after_days: int = 5) -> DownloadDay:
    at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC) + timedelta(days=after_days)
    return DownloadDay(day=day, state=state, tries=tries, tried_at=at)


def asked(paper: Paper, *known: DownloadDay, tried: tuple[date, ...] = ()) -> date | None:
    return next_day(WISH, {one.day: one for one in known}, tried, paper)


def test_the_newest_day_comes_first(paper: Paper) -> None:
    assert asked(paper) == TODAY
    assert asked(paper, came_to(TODAY, DayState.DONE)) == TODAY - timedelta(days=1)


@pytest.mark.parametrize("state", [DayState.DONE, DayState.NONE_PRINTED, DayState.DROPPED])
def test_what_is_done_is_not_asked_for(paper: Paper, state: DayState) -> None:
    days = [FIRST + timedelta(days=n) for n in range(5)]
    assert asked(paper, *(came_to(day, state) for day in days)) is None


def test_a_day_that_was_under_way_is_asked_for_again(paper: Paper) -> None:
    assert asked(paper, came_to(TODAY, DayState.UNDER_WAY), tried=(TODAY,)) == TODAY


@pytest.mark.parametrize("state", [DayState.FAILED, DayState.IN_PART])
def test_what_failed_is_tried_once_a_run_and_not_for_ever(paper: Paper, state: DayState) -> None:
    assert asked(paper, came_to(TODAY, state, tries=1)) == TODAY
    assert asked(paper, came_to(TODAY, state, tries=1), tried=(TODAY,)) != TODAY
    assert asked(paper, came_to(TODAY, state, tries=MOST_TRIES)) != TODAY


def test_a_day_found_without_an_issue_too_early_is_asked_for_again(paper: Paper) -> None:
    none = DayState.NONE_PRINTED
    assert asked(paper, came_to(TODAY, none, after_days=0)) == TODAY
    assert asked(paper, came_to(TODAY, none, after_days=0), tried=(TODAY,)) != TODAY
    assert asked(paper, came_to(TODAY, none, after_days=2)) != TODAY


def test_days_to_come_are_not_wanted(paper: Paper) -> None:
    assert days_wanted(paper, FIRST, date(2027, 1, 1), today=TODAY) == (FIRST, TODAY)
    with pytest.raises(UsageError, match="still to come"):
        days_wanted(paper, date(2026, 12, 1), date(2026, 12, 2), today=TODAY)


def test_days_before_the_first_era_are_not_wanted(paper: Paper) -> None:
    begins = replace(paper, eras=(replace(paper.eras[-1], first=date(2009, 1, 1), last=None),))
    assert days_wanted(begins, date(1900, 1, 1), FIRST, today=TODAY) == (date(2009, 1, 1), FIRST)
    with pytest.raises(UsageError, match="2009-01-01"):
        days_wanted(begins, date(1900, 1, 1), date(1900, 1, 2), today=TODAY)


def test_what_is_known_need_not_be_asked(paper: Paper) -> None:
    def told(day: date, absence: str, mirror: str = "") -> PrintDay:
        return PrintDay(day=day, absence=absence, mirror=mirror, known_at=NOW)

    days = [
        told(date(2026, 11, 1), Absence.NO_ISSUE),
        told(date(2026, 11, 2), ""),
        told(date(2026, 11, 3), Absence.NO_ISSUE, mirror="http://127.0.0.1:1/"),
        told(date(2026, 11, 23), Absence.NO_ISSUE),
        told(date(2026, 11, 5), Absence.NO_ISSUE),
    ]
    whole = {date(2026, 11, 4), date(2026, 11, 5), TODAY}
    known = known_days(paper, {day.day: day for day in days}, whole, mirror="", now=NOW)
    # Neither today's, which grows, nor what was found out too early.
    assert known == {
        date(2026, 11, 1): DayState.NONE_PRINTED,
        date(2026, 11, 4): DayState.DONE,
        date(2026, 11, 5): DayState.DONE,
    }


def test_papers_that_share_a_host_are_one_group(paper: Paper) -> None:
    def at(name: str, *hosts: str) -> Paper:
        newspaper = replace(paper.newspaper, id=name)
        return replace(paper, newspaper=newspaper, eras=(), hosts=hosts)

    papers = [at("a", "x"), at("b", "y"), at("c", "z"), at("d", "x", "y"), at("e")]
    groups = site_groups(papers)
    assert groups["a"] == groups["b"] == groups["d"]
    assert len({groups["a"], groups["c"], groups["e"]}) == 3
