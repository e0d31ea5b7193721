"""Which days were printed: told by the site, learnt from trying, and what a reader is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from reader.delivery import deliver
from reader.delivery.calendar import (
    DayBook,
    absence_sentence,
    absence_told_apart,
    days_told,
    is_settled,
)
from reader.delivery.rehearsal import Step, rehearse
from reader.errors import Absence, NotPublished, Refused
from reader.lang import speak
from reader.model import PrintDay

if TYPE_CHECKING:
    from reader.fetch import Fetcher
    from reader.library import Library
    from reader.papers import Paper

SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)  # noon in Shanghai
Hurry = Callable[..., "Fetcher"]


@pytest.fixture(autouse=True)
def _english() -> Any:
    speak("en")
    yield
    speak("en")


def found(absence: Absence | str, *, days_later: int, day: date = SUNDAY) -> PrintDay:
    at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC) + timedelta(days=days_later)
    return PrintDay(day=day, absence=str(absence), known_at=at)


# -- rules ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "is_so"),
    [
        (found("", days_later=5), False),
        (found(Absence.NO_ISSUE, days_later=0), False),
        (found(Absence.NO_ISSUE, days_later=1), False),
        (found(Absence.NO_ISSUE, days_later=2), True),
        (found(Absence.ANOTHER_DAY, days_later=2), True),
        (found(Absence.ERROR_PAGE, days_later=2), True),
        (found(Absence.ERROR_PAGE, days_later=-40 + 42, day=date(2026, 9, 1)), False),
        (found(Absence.NOT_YET, days_later=9), False),
    ],
)
def test_only_what_was_found_out_late_enough_holds(
    paper: Paper, known: PrintDay, is_so: bool
) -> None:
    assert is_settled(known, paper, NOW) is is_so


@pytest.mark.parametrize(
    ("day", "hour", "absence"),
    [
        (date(2026, 11, 26), 7, Absence.NOT_YET),
        (date(2026, 11, 26), 9, Absence.ANOTHER_DAY),
        (date(2026, 11, 25), 7, Absence.ANOTHER_DAY),
    ],
)
def test_today_s_issue_is_not_up_yet_early_in_the_morning_over_there(
    paper: Paper, day: date, hour: int, absence: Absence
) -> None:
    now = datetime(2026, 11, 26, hour, tzinfo=UTC) - timedelta(hours=8)
    error = NotPublished("", day=day, absence=Absence.ANOTHER_DAY)
    everyday = replace(paper, appears=time(8), no_issue=())
    assert absence_told_apart(error, everyday, day, now) is absence


def test_a_list_of_a_month_that_is_over_tells_of_every_day() -> None:
    told = days_told(
        [date(2026, 10, 1), date(2026, 10, 3), date(2026, 9, 30)],
        date(2026, 10, 1),
        date(2026, 11, 26),
        mirror="",
        now=NOW,
    )
    assert len(told) == 31
    assert [day.day.day for day in told if day.is_printed] == [1, 3]


def test_a_list_of_this_month_tells_nothing_of_the_days_after_its_newest() -> None:
    told = days_told([SUNDAY], date(2026, 11, 1), date(2026, 11, 26), mirror="", now=NOW)
    assert [day.day for day in told][-1] == SUNDAY


def test_an_empty_list_is_no_list() -> None:
    assert days_told([], date(2026, 10, 1), date(2026, 11, 26), mirror="", now=NOW) == []


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            NotPublished("", near=(date(2026, 11, 21), MONDAY)),
            "科技日报 has no issue on 2026-11-22 (Sunday); the nearest: 2026-11-21, 2026-11-23.",
        ),
        (
            NotPublished("", absence=Absence.ANOTHER_DAY, other_day=MONDAY),
            "科技日报 has no issue on 2026-11-22 (Sunday): the site answers with that of"
            " 2026-11-23.",
        ),
        (
            NotPublished("", absence=Absence.ERROR_PAGE),
            "科技日报 has no issue on 2026-11-22 (Sunday): the site answers with an error page.",
        ),
        (
            NotPublished("", absence=Absence.NOT_YET, near=(date(2026, 11, 21),)),
            "The issue of 科技日报 of today, 2026-11-22 (Sunday), is not up yet; it usually is by"
            " 08:00 where the paper is printed; the nearest: 2026-11-21.",
        ),
    ],
)
def test_each_kind_of_absence_is_one_sentence(
    paper: Paper, error: NotPublished, sentence: str
) -> None:
    said = absence_sentence(error, replace(paper, appears=time(8)), SUNDAY, is_stored=False)
    assert said == sentence


def test_the_sentences_are_spoken_in_chinese_too(paper: Paper) -> None:
    speak("zh")
    for absence in Absence:
        error = NotPublished("", absence=absence, other_day=MONDAY, near=(MONDAY,))
        said = absence_sentence(error, paper, SUNDAY, is_stored=True)
        assert "星期日" in said
        assert not any(word in said for word in ("issue", "site", "nearest", "library"))


# -- with a site ---------------------------------------------------------------


def wall(press_kit: Any, family: str, **changes: Any) -> Any:
    return press_kit.Press(press_kit.spec_for(family, **changes), seed=7)


@pytest.mark.parametrize(
    ("missing", "absence"),
    [
        ("404", Absence.NO_ISSUE),
        ("403", Absence.NO_ISSUE),
        ("error200", Absence.ERROR_PAGE),
        ("newest", Absence.ANOTHER_DAY),
    ],
)
async def test_each_way_to_have_no_issue_is_told_apart_with_the_nearest_issues(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry, missing: str, absence: Absence
) -> None:
    days = [date(2026, 11, 20), date(2026, 11, 21), MONDAY, date(2026, 11, 24)]
    press = wall(press_kit, "F2", missing=missing, no_issue_weekdays=())
    with press_kit.serve(press, days) as running:
        async with hurry(library) as fetcher:
            with pytest.raises(NotPublished) as caught:
                await deliver(
                    paper,
                    SUNDAY,
                    fetcher=fetcher,
                    library=library,
                    base_url=running.url,
                    days=DayBook(paper, library, mirror=running.url, now=NOW),
                )
    assert caught.value.absence is absence
    assert caught.value.near == (date(2026, 11, 21), MONDAY)
    assert "2026-11-21, 2026-11-23" in str(caught.value)


async def test_the_first_day_there_is_has_no_days_before_it(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    with press_kit.serve(wall(press_kit, "F2"), [MONDAY]) as running:
        async with hurry(library) as fetcher:
            with pytest.raises(NotPublished, match="no issue on 0001-01-01"):
                await deliver(
                    paper, date.min, fetcher=fetcher, library=library, base_url=running.url
                )


async def test_an_old_day_that_had_none_is_not_asked_for_again_unless_everything_is(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    with press_kit.serve(wall(press_kit, "F2"), [MONDAY]) as running:
        async with hurry(library) as fetcher:
            asked, offers = [], []
            for ask_all in (False, False, True):
                book = DayBook(paper, library, mirror=running.url, now=NOW)
                with pytest.raises(NotPublished) as caught:
                    await deliver(
                        paper,
                        SUNDAY,
                        fetcher=fetcher,
                        library=library,
                        base_url=running.url,
                        ask_all=ask_all,
                        days=book,
                    )
                offers.append(
                    "2026-11-26, and `reader fetch kjrb 2026-11-22 --again`" in str(caught.value)
                )
                asked.append(sum("/22/" in entry.path for entry in running.log))
    assert asked[0] == asked[1] < asked[2]
    assert offers == [False, True, False]


async def test_what_a_mirror_did_not_have_is_nothing_about_the_site(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    library.learn("kjrb", [found(Absence.NO_ISSUE, days_later=3)])
    with press_kit.serve(wall(press_kit, "F2", no_issue_weekdays=()), [SUNDAY]) as running:
        async with hurry(library) as fetcher:
            issue = await deliver(
                paper, SUNDAY, fetcher=fetcher, library=library, base_url=running.url
            )
    assert issue.date == SUNDAY


async def test_over_a_range_the_site_s_calendar_is_asked_once_and_spares_the_other_days(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    printed = [date(2026, 10, 12), date(2026, 10, 14), date(2026, 10, 16)]
    came: list[date] = []
    with press_kit.serve(wall(press_kit, "F4a"), printed) as running:
        async with hurry(library) as fetcher:
            book = DayBook(paper, library, mirror=running.url, is_for_many=True, now=NOW)
            for number in range(12, 18):
                day = date(2026, 10, number)
                try:
                    await deliver(
                        paper,
                        day,
                        fetcher=fetcher,
                        library=library,
                        base_url=running.url,
                        days=book,
                    )
                    came.append(day)
                except NotPublished:
                    pass
    bodies = [entry.body for entry in running.log if entry.path.endswith("/periodTime")]
    months = [entry for entry in running.log if entry.path.endswith("/date")]
    assert (came, len(bodies), len(months)) == (printed, 3, 1)


async def test_a_closed_weekday_is_not_tried_in_a_range_where_the_site_tells_nothing(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    closed = replace(
        paper, newspaper=replace(paper.newspaper, closed_weekdays=frozenset({6})), eras=paper.eras
    )
    with press_kit.serve(wall(press_kit, "F2"), [MONDAY]) as running:
        running.family.reply = lambda request: (_ for _ in ()).throw(AssertionError(request.path))
        async with hurry(library) as fetcher:
            book = DayBook(closed, library, mirror=running.url, is_for_many=True, now=NOW)
            book._asked.add(SUNDAY.replace(day=1))
            with pytest.raises(NotPublished, match="no issue on 2026-11-22"):
                await book.check(SUNDAY, fetcher)


async def test_an_issue_that_is_here_stays_when_its_site_lets_it_go(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    press = wall(press_kit, "F2", no_issue_weekdays=())
    with press_kit.serve(press, [SUNDAY]) as running:
        async with hurry(library) as fetcher:
            await deliver(paper, SUNDAY, fetcher=fetcher, library=library, base_url=running.url)
    before = library.issue("kjrb", SUNDAY)
    with press_kit.serve(press, [MONDAY]) as running:
        async with hurry(library) as fetcher:
            with pytest.raises(NotPublished, match="what the library has of it stays"):
                await deliver(paper, SUNDAY, fetcher=fetcher, library=library, base_url=running.url)
    assert library.issue("kjrb", SUNDAY) == before
    assert library.print_days("kjrb", SUNDAY, SUNDAY)[SUNDAY].is_printed


# -- where the first page is not where it was thought to be ------------------------


def begins_elsewhere(paper: Paper) -> Paper:
    """The paper with another first page in its eras' entries than its site has."""
    eras = tuple(
        replace(
            era,
            entry=era.entry.replace("/node_2.htm", "/node_77.htm"),
            newest="http://paper.example/http_www.kjrb.com/kjrb/paperindex.htm",
        )
        for era in paper.eras
        if era.engine == "founder-classic"
    )
    assert eras
    return replace(paper, eras=eras)


@pytest.mark.parametrize("has_calendar", [True, False])
@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 24)])
async def test_an_issue_is_found_whose_first_page_has_another_name(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry, day: date, has_calendar: bool
) -> None:
    press = wall(press_kit, "F2", no_issue_weekdays=())
    with press_kit.serve(press, [date(2026, 11, 20), MONDAY, date(2026, 11, 24)]) as running:
        answer = running.family.reply

        def reply(request: Any) -> Any:
            if request.path.endswith("/period.xml") and not has_calendar:
                request = replace(request, path="/nothing-here")
            return answer(request)

        running.family.reply = reply
        async with hurry(library) as fetcher:
            wanted = {"fetcher": fetcher, "base_url": running.url}
            elsewhere = begins_elsewhere(paper)
            issue = await deliver(elsewhere, day, library=library, **wanted)
            steps: list[Step] = []
            assert await rehearse(elsewhere, day, report=steps.append, **wanted)
        months = [entry for entry in running.log if entry.path.endswith("/period.xml")]
    assert (issue.date, issue.gaps) == (day, ())
    assert len(issue.sections) == len(press.truth(day).pages)
    assert library.print_days("kjrb", day, day)[day].is_printed
    assert len(months) <= 2, "the calendar was asked more than once"
    assert "/node_77.htm has no issue, but the site leads to it: " in steps[0].said


async def test_a_first_page_that_its_calendar_names_and_that_fails_is_no_day_without_an_issue(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    with press_kit.serve(wall(press_kit, "F2"), [MONDAY]) as running:
        answer = running.family.reply

        def reply(request: Any) -> Any:
            got = answer(request)
            return replace(got, status=500) if request.path.endswith("/node_2.htm") else got

        running.family.reply = reply
        async with hurry(library) as fetcher:
            with pytest.raises(Refused, match=r"first page: .*node_2\.htm answered 500"):
                await deliver(
                    begins_elsewhere(paper),
                    MONDAY,
                    fetcher=fetcher,
                    library=library,
                    base_url=running.url,
                )
