"""The newsstand: what is on it, and where its keys lead."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from reader.app import Start
from reader.app.app import ReaderApp
from reader.app.deliveries import Deliveries, end_sentence
from reader.app.progress import Arrived, Finished, progress_line
from reader.app.widgets.glance import Glance
from reader.app.widgets.month import MonthView
from reader.app.widgets.spark import DAYS, spark
from reader.app.widgets.stand import Stand, letter_spaced, stand_items
from reader.delivery import Brought
from reader.errors import NotPublished, Unreachable
from reader.library import Library
from reader.model import DayTally, Issue, Listing, Newspaper, Progress, StandEntry, State
from reader.papers import Paper

TODAY = date(2024, 7, 9)
NEWEST = date(2024, 7, 6)
AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]


async def fetched(app: ReaderApp, pilot: Any) -> None:
    """Wait until no delivery is under way and its messages have been shown."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


# -- what is on it --


async def test_first_picture_shows_real_content(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size):
        text = seen(app)
    assert "N E W S S T A N D" in text
    assert "科技日报" in text
    assert "Science and Technology Daily" in text
    assert "latest Sat 6 Jul 2024 · 4 pages · 28 articles" in text
    assert "unread · 2 ★" in text


async def test_wide_stand_shows_the_month_beside_it(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)):
        text = seen(app)
    assert "July 2024" in text
    assert "2●" in text
    assert "4○" in text
    assert "5◐" in text
    assert "8·" in text
    assert "▐ 6○▌" in text


async def test_narrow_stand_shows_the_month_on_c_and_hides_it_again(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        assert "July 2024" not in seen(app)
        await pilot.press("c")
        await pilot.pause()
        assert "July 2024" in seen(app)
        assert app.screen.query_one(MonthView).has_focus
        await pilot.press("q")
        await pilot.pause()
        assert "July 2024" not in seen(app)
        assert app.screen.query_one(Stand).has_focus


async def test_headlines_of_the_newest_issue_are_on_the_stand(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)):
        assert "○ 要闻第1条：国务院常务会议研究部署科技创新" in seen(app)


async def test_papers_not_fetched_yet_stand_below_the_others(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)):
        text = seen(app)
    assert text.index("科技日报") < text.index("Not fetched yet") < text.index("人民日报")


async def test_first_start_says_how_to_get_a_real_newspaper(
    app_on: AppOn, seen: Seen, empty_library: Library, size: tuple[int, int]
) -> None:
    app = app_on(empty_library)
    async with app.run_test(size=size):
        text = seen(app)
    assert "样报" in text
    assert "This is the sample newspaper." in text
    assert "科技日报" in text


async def test_stand_without_anything_still_says_something(
    app_on: AppOn, seen: Seen, tmp_path: Any
) -> None:
    with Library.open(tmp_path / "nothing.db") as library:
        app = ReaderApp(library, today=lambda: TODAY)
        async with app.run_test(size=(60, 16)) as pilot:
            assert "There is no newspaper here yet" in seen(app)
            await pilot.press(*"jkgGctdDB", "enter")
            assert app.is_running


async def test_outside_text_is_never_markup_and_never_control(
    app_on: AppOn, seen: Seen, library: Library, issue_of: Callable[..., Issue]
) -> None:
    odd = Newspaper(id="odd", name="[bold]A[/] \x1b]0;x\x07B", english_name="[red]C")
    library.store(odd, issue_of(odd, NEWEST), at=_noon())
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("G", "k", "j")
        text = seen(app)
    assert "[bold]A[/] ]0;xB" in text
    assert "\x1b" not in text


def _noon() -> Any:
    from datetime import UTC, datetime

    return datetime(2024, 7, 9, 4, tzinfo=UTC)


def test_name_is_letter_spaced() -> None:
    assert letter_spaced("Newsstand") == "N E W S S T A N D"
    assert letter_spaced("报摊") == "报 摊"
    assert letter_spaced("my stand") == "M Y   S T A N D"


def test_sparkline_has_one_sign_a_day_and_gaps_where_no_issue_is() -> None:
    last = date(2024, 7, 6)
    tallies = [
        DayTally(date=last, articles=60, read=60),
        DayTally(date=last - timedelta(days=2), articles=30),
    ]
    signs = spark(tallies, last)
    assert len(signs) == DAYS
    assert signs[-1] == ("█", True)
    assert signs[-2] == (" ", False)
    assert signs[-3] == ("▅", False)


def test_sample_comes_after_what_a_person_fetched() -> None:
    sample = StandEntry(newspaper=Newspaper(id="sample", name="S"))
    real = StandEntry(newspaper=Newspaper(id="kjrb", name="K"))
    items = stand_items([sample, real], [])
    assert [item.newspaper.id for item in items if item.newspaper] == ["kjrb", "sample"]


def test_of_those_not_fetched_one_s_own_come_first_and_then_the_surest() -> None:
    papers = [
        Paper(
            newspaper=Newspaper(id=name, name=name, language=tongue),
            eras=(),
            confidence=sure,
            is_own=sure == "",
            seen=seen,
        )
        for name, tongue, sure, seen in (
            ("a", "zh", "low", None),
            ("sample", "zh", "", None),
            ("b", "zh", "high", date(2026, 9, 1)),
            ("c", "en", "", None),
            ("d", "zh", "medium", None),
            ("e", "ko", "high", None),
            ("f", "zh-Hant", "high", date(2026, 10, 1)),
            ("g", "fr", "high", None),
            ("h", "en", "low", None),
        )
    ]
    items = stand_items([], papers)
    assert [i.newspaper.id for i in items if i.newspaper] == [*"cbdafehg", "sample"]


# -- moving --


async def test_mark_skips_the_heading_and_keys_and_arrows_agree(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        stand = app.screen.query_one(Stand)
        for keys in (("j", "j", "k"), ("down", "down", "up"), ("G", "k"), ("end", "up")):
            await pilot.press("g", *keys)
            assert stand.newspaper is not None
            assert stand.newspaper.id == "sample"
        await pilot.press("G")
        assert stand.newspaper.id == "rmrb"
        await pilot.press("j")
        assert stand.newspaper.id == "rmrb"
        await pilot.press("home")
        assert stand.newspaper.id == "kjrb"


async def test_moving_the_mark_repaints_only_the_two_items(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        stand = app.screen.query_one(Stand)
        painted: list[tuple[int, int]] = []
        refresh_lines = stand.refresh_lines

        def noted(y_start: int, line_count: int = 1) -> None:
            painted.append((y_start, line_count))
            refresh_lines(y_start, line_count)

        monkeypatch.setattr(stand, "refresh_lines", noted)
        await pilot.press("j")
    assert painted == [(0, 3), (4, 3)]


async def test_month_and_headlines_follow_the_mark(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("j")
        app.screen.turn()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "样报 · July 2024" in seen(app)
        front = app.screen.query_one(Glance)
        assert front.outline is not None
        assert front.outline.newspaper.id == "sample"


async def test_q_leaves_the_reader_and_escape_does_not(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test() as pilot:
        await pilot.press("h", "left", "escape")
        await pilot.pause(0.2)
        assert app.is_running
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running
    assert app.return_value == 0


async def test_ctrl_q_leaves_from_within_a_field(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test() as pilot:
        await pilot.press("d", "6", "ctrl+q")
        await pilot.pause()
        assert not app.is_running


async def test_a_click_marks_and_a_second_one_opens(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        stand = app.screen.query_one(Stand)
        await pilot.click(Stand, offset=(6, 4))
        assert stand.newspaper is not None
        assert stand.newspaper.id == "sample"
        await pilot.click(Stand, offset=(6, 4))
        await pilot.pause()
        assert app.place is not None
        assert app.place.PLACE == "issue"


async def test_resizing_keeps_the_mark(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("j")
        for width, height in ((60, 16), (20, 5), (1, 1), (100, 30)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
        stand = app.screen.query_one(Stand)
        assert stand.newspaper is not None
        assert stand.newspaper.id == "sample"


async def test_resizing_over_an_issue_is_known_when_one_comes_back(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.resize_terminal(60, 16)
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        assert app.screen.has_class("-narrow", "-low")
        assert "July 2024" not in seen(app)


# -- in and out --


async def test_enter_opens_the_newest_issue_and_coming_out_leaves_the_mark(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "enter")
        await pilot.pause()
        place = app.place
        assert place is not None
        assert place.PLACE == "issue"
        assert place.newspaper is not None
        assert (place.newspaper.id, place.issue_day) == ("sample", NEWEST)
        await pilot.press("q")
        await pilot.pause()
        assert app.screen.query_one(Stand).mark == 1


async def test_start_at_a_day_opens_that_issue_over_the_stand(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library, start=Start(newspaper_id="kjrb", day=date(2024, 7, 4)))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert app.place is not None
        assert (app.place.PLACE, app.place.issue_day) == ("issue", date(2024, 7, 4))
        await pilot.press("q")
        await pilot.pause()
        assert app.place.PLACE == "newsstand"


async def test_start_at_an_article_opens_it_over_its_issue(app_on: AppOn, library: Library) -> None:
    app = app_on(library, start=Start(key="kjrb/2024-07-04/content_102"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        places = [getattr(screen, "PLACE", "") for screen in app.screen_stack]
    assert places == ["newsstand", "issue", "article"]


# -- deliveries --


def delivering(monkeypatch: pytest.MonkeyPatch, deliver: Any) -> None:
    """Put a delivery of ours in the place of the real one."""

    class Silent:
        async def __aenter__(self) -> Silent:
            return self

        async def __aexit__(self, *_: object) -> None:
            return None

    monkeypatch.setattr("reader.delivery.deliver", deliver)
    monkeypatch.setattr("reader.delivery.fetcher_for", lambda *_args, **_kwargs: Silent())


async def test_paper_not_fetched_yet_is_fetched_and_opens_with_its_first_article(
    app_on: AppOn,
    library: Library,
    issue_of: Callable[..., Issue],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    may_end = asyncio.Event()
    loop_of_delivery: list[asyncio.AbstractEventLoop] = []

    async def deliver(paper: Any, day: date, **kwargs: Any) -> Issue:
        loop_of_delivery.append(asyncio.get_running_loop())
        issue = issue_of(paper.newspaper, day, 4)
        keys = kwargs["library"].store(paper.newspaper, issue, at=_noon())
        kwargs["report"](
            Progress(
                newspaper_id=paper.newspaper.id,
                date=day,
                doing="第03版 综合",
                pages_done=2,
                pages=8,
                articles_done=24,
                articles=61,
                stored=keys,
            )
        )
        await may_end.wait()
        return issue

    delivering(monkeypatch, deliver)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("G", "enter")
        while app.place is None or app.place.PLACE != "issue":
            await pilot.pause()
        await pilot.pause()
        assert app.place.issue_day == TODAY
        assert "page 3 of 8 · 第03版 综合 · 24 of 61 articles" in app.place.sentence
        await pilot.press("D", "enter")
        await pilot.pause()
        assert len(loop_of_delivery) == 1
        await pilot.press("q")
        loop_of_delivery[0].call_soon_threadsafe(may_end.set)
        await fetched(app, pilot)
        assert "is here: 8 articles" in app.place.sentence


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            Unreachable("Could not reach digitalpaper.stdaily.com (no network)."),
            "Could not reach digitalpaper.stdaily.com (no network)."
            " The 18 issues you have are still here.",
        ),
        (
            NotPublished("科技日报 has no issue on 2024-07-09."),
            "科技日报 has no issue on 2024-07-09. Nearest in the library: Sat 6 Jul 2024."
            " Press , for the issue before.",
        ),
        (
            RuntimeError("boom"),
            "A fault in the reader stopped this delivery; what had come is kept."
            " Press D to try again.",
        ),
    ],
)
async def test_failed_delivery_is_one_sentence_where_one_is(
    app_on: AppOn,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    sentence: str,
) -> None:
    async def deliver(*_args: Any, **_kwargs: Any) -> Issue:
        raise error

    delivering(monkeypatch, deliver)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("t")
        await fetched(app, pilot)
        assert app.place is not None
        assert app.place.PLACE == "newsstand"
        assert app.place.sentence == sentence
        await pilot.press("j")
        assert app.screen.query_one(Stand).mark == 1
        await pilot.press("t")
        await fetched(app, pilot)


async def test_leaving_ends_a_delivery_that_is_under_way(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []

    async def deliver(*_args: Any, **kwargs: Any) -> Issue:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)
        raise AssertionError

    delivering(monkeypatch, deliver)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("t")
        await pilot.pause()
        assert app.deliveries.is_running("kjrb", TODAY)
        await pilot.press("q")
    assert ended == [True]
    assert not app.deliveries.is_running("kjrb", TODAY)


async def test_sample_cannot_be_fetched_and_says_what_there_is(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "t")
        await pilot.pause()
        assert app.place is not None
        assert "nowhere to fetch it from" in app.place.sentence
        assert "Nearest in the library: Sat 6 Jul 2024." in app.place.sentence


async def test_a_day_that_has_not_come_is_not_asked_for(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        newspaper = app.newspaper_named("kjrb")
        assert newspaper is not None
        app.open_day(newspaper, date(2024, 7, 10))
        await pilot.pause()
        assert app.place is not None
        assert "has not come yet" in app.place.sentence
        assert not app.deliveries.is_running("kjrb", date(2024, 7, 10))


def test_an_issue_is_taken_on_once(library: Library) -> None:
    deliveries = Deliveries(library, tell=lambda _: None)
    assert deliveries.claim("kjrb", TODAY)
    assert not deliveries.claim("kjrb", TODAY)
    assert deliveries.claim("kjrb", NEWEST)


def test_reports_of_one_issue_replace_each_other() -> None:
    first = Arrived(Progress(newspaper_id="a", date=TODAY))
    assert first.can_replace(Arrived(Progress(newspaper_id="a", date=TODAY)))
    assert not first.can_replace(Arrived(Progress(newspaper_id="b", date=TODAY)))
    assert not first.can_replace(Finished("a", TODAY, "", issue_exists=True))


def test_end_sentence_is_honest_about_what_failed(issue_of: Callable[..., Issue]) -> None:
    issue = replace(
        issue_of(Newspaper(id="kjrb", name="科技日报"), NEWEST, 4),
        ledger=(
            Listing(
                name="https://a.invalid/",
                state=State.FAILED,
                url="https://a.invalid/",
                reason="the site answered 503",
            ),
        ),
    )
    assert end_sentence(Brought.of(issue), "科技日报").endswith(
        "8 articles are here, 1 failed; D tries them again."
    )


def test_progress_line_names_what_is_fetched() -> None:
    progress = Progress(newspaper_id="kjrb", date=NEWEST)
    assert progress_line(progress, "科技日报").endswith("asking for the list of pages")
    half = replace(progress, doing="第03版 综合", pages=8, pages_done=7, articles=61)
    assert "page 8 of 8 · 第03版 综合 · 0 of 61 articles" in progress_line(half, "科技日报")
    whole = replace(half, pages_done=8, articles_done=24)
    assert progress_line(whole, "").endswith("2024 · 第03版 综合 · 24 of 61 articles")


# -- start --


def test_first_picture_needs_no_network_and_no_parser(tmp_path: Any) -> None:
    code = f"""
import asyncio, sys
from pathlib import Path
from reader.library import Library
from reader.app import Start
assert "textual" not in sys.modules
from reader.app.app import ReaderApp
async def main():
    with Library.open(Path({str(tmp_path / "l.db")!r})) as library:
        app = ReaderApp(library)
        async with app.run_test() as pilot:
            await pilot.pause()
            there = {{"httpx", "bs4", "lxml", "soupsieve", "reader.fetch"}} & set(sys.modules)
            print(sorted(there))
asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


async def test_every_theme_can_be_worn(app_on: AppOn, seen: Seen, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        for name in app.available_themes:
            app.theme = name
            await pilot.pause()
            assert "科技日报" in seen(app)


async def test_without_colours_the_mark_has_a_shape(
    app_on: AppOn, seen: Seen, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_on(library)
    async with app.run_test(size=(100, 30)):
        assert "▌ 科技日报" in seen(app)
