"""Issues of known truth brought over loopback into a real library."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.delivery import deliver, fetcher_for, page_from_web
from reader.delivery.run import reason_of
from reader.errors import NotPublished, ParseError, ReaderError, Refused, Unreachable
from reader.fetch import Fetcher
from reader.library import Library
from reader.model import Issue, Progress, Request, Role

if TYPE_CHECKING:
    from reader.papers import Paper

Hurry = Callable[..., Fetcher]
DAY = date(2026, 11, 24)
DAYS = [date(2026, 11, 23), DAY]
FAMILIES = ["F2", "F4a"]


def stored(library: Library, day: date = DAY) -> Issue:
    issue = library.issue("kjrb", day)
    assert issue is not None
    return issue


def wrong(press_kit: Any, press: Any, issue: Issue) -> dict[str, float]:
    """The rates that are not perfect, and how much there is too much."""
    score = press_kit.score_issues([issue], {str(issue.date): press.truth(issue.date).to_dict()})
    rates = score.rates()
    perfect = dict.fromkeys(rates, 1.0) | {"lost rate": 0.0, "added rate": 0.0}
    faults = {name: rate for name, rate in rates.items() if rate != perfect[name]}
    return faults | {name: float(count) for name, count in score.extra.items()}


@pytest.fixture(params=FAMILIES)
def press(request: pytest.FixtureRequest, press_kit: Any) -> Any:
    return press_kit.Press(press_kit.spec_for(request.param), seed=7)


@pytest.fixture
def old_press(press_kit: Any) -> Any:
    return press_kit.Press(press_kit.spec_for("F2"), seed=7)


# -- a whole issue


async def test_an_issue_in_the_library_is_the_printed_one(
    press_kit: Any, press: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    with press_kit.serve(press, DAYS) as running:
        async with hurry(library) as fetcher:
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
    assert wrong(press_kit, press, stored(library)) == {}


async def test_a_whole_issue_has_no_gaps(
    press_kit: Any, press: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    with press_kit.serve(press, DAYS) as running:
        async with hurry(library) as fetcher:
            issue = await deliver(
                paper, DAY, fetcher=fetcher, library=library, base_url=running.url
            )
    assert (issue.gaps, stored(library).gaps) == ((), ())


async def test_the_last_report_says_that_everything_came(
    press_kit: Any, press: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    reports: list[Progress] = []
    with press_kit.serve(press, DAYS) as running:
        async with hurry(library) as fetcher:
            await deliver(
                paper,
                DAY,
                fetcher=fetcher,
                library=library,
                base_url=running.url,
                report=reports.append,
            )
    last = reports[-1]
    assert last.is_finished
    assert (last.articles_done, last.pages_done) == (last.articles, last.pages)


async def test_the_reports_name_every_stored_article(
    press_kit: Any, press: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    reports: list[Progress] = []
    with press_kit.serve(press, DAYS) as running:
        async with hurry(library) as fetcher:
            await deliver(
                paper,
                DAY,
                fetcher=fetcher,
                library=library,
                base_url=running.url,
                report=reports.append,
            )
    issue = stored(library)
    named = {key for report in reports for key in report.stored}
    assert {issue.key(article) for article in issue.articles} <= named


async def test_a_mirror_may_stand_in_a_folder(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    base = "/mirror/http_www.kjrb.com/kjrb"
    press = press_kit.Press(press_kit.spec_for("F2", base=base), seed=7)
    with press_kit.serve(press, DAYS) as running:
        async with hurry(library) as fetcher:
            await deliver(
                paper, DAY, fetcher=fetcher, library=library, base_url=f"{running.url}/mirror/"
            )
    assert wrong(press_kit, press, stored(library)) == {}


async def test_the_paper_s_own_fetcher_may_ask_the_mirror_only(
    press_kit: Any, old_press: Any, paper: Paper, library: Library
) -> None:
    with press_kit.serve(old_press, DAYS) as running:
        async with fetcher_for(paper, library, base_url=running.url) as fetcher:
            with pytest.raises(Refused):
                await fetcher.fetch(Request(url="http://127.0.0.1:9/x"))
    assert running.log == []


# -- again


async def test_a_second_delivery_is_answered_not_modified(
    press_kit: Any, old_press: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    with press_kit.serve(old_press, DAYS) as running:
        async with hurry(library) as fetcher:
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
        first = len(running.log)
        async with hurry(library) as fetcher:
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
    pages = [entry for entry in running.log[first:] if "/html/" in entry.path]
    assert {entry.status for entry in pages} == {304}


async def test_a_second_delivery_changes_nothing(
    press_kit: Any, press: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    with press_kit.serve(press, DAYS) as running:
        async with hurry(library) as fetcher:
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
            before = stored(library)
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
    assert stored(library) == before


async def test_what_somebody_read_and_kept_outlives_another_delivery_and_the_site(
    press_kit: Any, press: Any, paper: Paper, path: Path, hurry: Hurry, at: datetime
) -> None:
    with press_kit.serve(press, DAYS) as running, Library.open(path) as library:
        async with hurry(library) as fetcher:
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
            keys = [library_key(stored(library), n) for n in range(3)]
            library.mark_read(keys[0], at=at)
            library.bookmark(keys[1], at=at, note="江")
            library.remember_position(keys[2], 12)
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
    with Library.open(path) as library:
        kept = library.bookmarks()
        assert (
            library.read_state(keys[0]).is_read,
            [bookmark.key for bookmark in kept],
            library.read_state(keys[2]).position,
            kept[0].article == library.article(keys[1]),
        ) == (True, [keys[1]], 12, True)


def library_key(issue: Issue, n: int) -> str:
    return issue.key([a for a in issue.articles if a.role is Role.STORY][n])


# -- when it goes wrong


async def test_a_site_that_fails_now_and_then_is_overcome(
    press_kit: Any, press: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    kinds = ("503", "500", "reset", "cut")
    with press_kit.serve(press, DAYS, fail_rate=0.05, fail_kinds=kinds, retry_after=0) as running:
        async with hurry(library) as fetcher:
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
    assert any(entry.fault for entry in running.log)
    assert wrong(press_kit, press, stored(library)) == {}


async def test_what_failed_for_a_moment_is_asked_for_once_more_at_the_end(
    press_kit: Any, old_press: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    with press_kit.serve(old_press, DAYS) as running:
        whole, broken = running.family.reply, old_press.truth(DAY).articles[3].parts[0].path
        asked: list[str] = []

        def reply(request: Any) -> Any:
            asked.append(request.path)
            if request.path == broken and asked.count(broken) == 1:
                raise BrokenPipeError
            return whole(request)

        running.family.reply = reply
        async with hurry(library, attempts=1) as fetcher:
            issue = await deliver(
                paper, DAY, fetcher=fetcher, library=library, base_url=running.url
            )
    assert (issue.gaps, asked.count(broken)) == ((), 2)


async def test_an_address_out_of_reach_does_not_hide_the_issue_at_another(
    press_kit: Any, old_press: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    api, pages = paper.eras
    with press_kit.serve(old_press, DAYS) as running, socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        dead = replace(api, entry=f"http://127.0.0.1:{bound.getsockname()[1]}/api")
        live = replace(pages, entry=running.url + "/http_www" + pages.entry.split("/http_www")[1])
        async with hurry(library, attempts=1) as fetcher:
            await deliver(replace(paper, eras=(dead, live)), DAY, fetcher=fetcher, library=library)
    assert wrong(press_kit, old_press, stored(library)) == {}


async def test_where_every_address_is_out_of_reach_that_is_said(
    paper: Paper, library: Library, hurry: Hurry
) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{bound.getsockname()[1]}/api"
        eras = tuple(replace(era, entry=dead) for era in paper.eras)
        async with hurry(library, attempts=1) as fetcher:
            with pytest.raises(Unreachable):
                await deliver(replace(paper, eras=eras), DAY, fetcher=fetcher, library=library)


async def cut_short(
    press_kit: Any, press: Any, paper: Paper, library: Library, hurry: Hurry, after: int
) -> tuple[str, ...]:
    """Cancels a delivery when so many articles have come; answers what is kept."""
    enough = asyncio.Event()

    def report(progress: Progress) -> None:
        if progress.articles_done >= after:
            enough.set()

    with press_kit.serve(press, DAYS, latency_ms=15) as running:
        async with hurry(library) as fetcher:
            task = asyncio.create_task(
                deliver(
                    paper,
                    DAY,
                    fetcher=fetcher,
                    library=library,
                    base_url=running.url,
                    report=report,
                )
            )
            await enough.wait()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
    return tuple(article.slug for article in stored(library).articles)


async def test_a_cancelled_delivery_keeps_what_came(
    press_kit: Any, press: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    kept = await cut_short(press_kit, press, paper, library, hurry, after=8)
    assert len(kept) >= 7


@pytest.mark.parametrize("after", [6, 20, 30])
async def test_a_later_delivery_completes_a_cancelled_one_without_stray_halves(
    press_kit: Any, press: Any, paper: Paper, library: Library, hurry: Hurry, after: int
) -> None:
    await cut_short(press_kit, press, paper, library, hurry, after=after)
    with press_kit.serve(press, DAYS) as running:
        async with hurry(library) as fetcher:
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
    assert wrong(press_kit, press, stored(library)) == {}


async def test_what_a_cancelled_delivery_brought_stays_marked_when_it_is_completed(
    press_kit: Any, press: Any, paper: Paper, library: Library, hurry: Hurry, at: datetime
) -> None:
    await cut_short(press_kit, press, paper, library, hurry, after=8)
    key = library_key(stored(library), 0)
    library.mark_read(key, at=at)
    with press_kit.serve(press, DAYS) as running:
        async with hurry(library) as fetcher:
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
    assert library.read_state(key).is_read


async def test_pages_that_appear_late_come_with_a_later_delivery(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    press = press_kit.Press(press_kit.spec_for("F2", late_pages=2), seed=7)
    with press_kit.serve(press, DAYS) as running:
        async with hurry(library) as fetcher:
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
            early = len(stored(library).sections)
            running.publish()
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url)
    assert len(stored(library).sections) == early + 2
    assert wrong(press_kit, press, stored(library)) == {}


@pytest.mark.parametrize("missing", ["404", "403", "error200", "newest"])
async def test_a_day_without_an_issue_is_said(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry, missing: str
) -> None:
    press = press_kit.Press(press_kit.spec_for("F2", missing=missing), seed=7)
    with press_kit.serve(press, DAYS) as running:
        async with hurry(library) as fetcher:
            with pytest.raises(NotPublished, match="no issue on 2026-11-22"):
                await deliver(
                    paper,
                    date(2026, 11, 22),
                    fetcher=fetcher,
                    library=library,
                    base_url=running.url,
                )
    assert library.newest() is None


async def test_the_newest_issue_in_another_s_place_is_not_taken(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    press = press_kit.Press(press_kit.spec_for("F4a"), seed=7)
    with press_kit.serve(press, DAYS) as running:
        async with hurry(library) as fetcher:
            with pytest.raises(NotPublished):
                await deliver(
                    paper,
                    date(2026, 11, 22),
                    fetcher=fetcher,
                    library=library,
                    base_url=running.url,
                )
    assert library.newest() is None


async def test_a_server_that_is_down_is_out_of_reach(
    paper: Paper, library: Library, hurry: Hurry
) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        async with hurry(library, attempts=1) as fetcher:
            with pytest.raises(Unreachable, match=r"^[^\n]{20,200}\.$"):
                await deliver(
                    paper,
                    DAY,
                    fetcher=fetcher,
                    library=library,
                    base_url=f"http://127.0.0.1:{port}",
                )


async def test_a_site_that_goes_away_in_the_middle_leaves_gaps_and_what_came(
    press_kit: Any, old_press: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    with press_kit.serve(old_press, DAYS, fail_rate=0.0) as running:
        family = running.family
        whole = family.reply

        def reply(request: Any) -> Any:
            if len(running.log) > 20:
                raise BrokenPipeError
            return whole(request)

        family.reply = reply
        async with hurry(library, attempts=1) as fetcher:
            issue = await deliver(
                paper, DAY, fetcher=fetcher, library=library, base_url=running.url
            )
    assert (len(list(issue.articles)) > 5, len(issue.gaps) > 5) == (True, True)


async def test_a_site_out_of_reach_is_not_asked_for_the_rest(
    press_kit: Any,
    old_press: Any,
    paper: Paper,
    library: Library,
    hurry: Hurry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    whole = Fetcher.fetch

    async def fetch(self: Fetcher, request: Request) -> Any:
        asked.append(request.url)
        if len(asked) > 20:
            raise Unreachable("The site could not be reached.", url=request.url)
        return await whole(self, request)

    monkeypatch.setattr(Fetcher, "fetch", fetch)
    with press_kit.serve(old_press, DAYS) as running:
        async with hurry(library, attempts=1) as fetcher:
            issue = await deliver(
                paper, DAY, fetcher=fetcher, library=library, base_url=running.url
            )
    given_up = [gap for gap in issue.gaps if "could not be reached any more" in gap.reason]
    assert given_up
    assert not {gap.url for gap in given_up} & set(asked)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ReaderError("The site answered 503."), "the site answered 503"),
        (ReaderError("HTTP is not spoken here."), "HTTP is not spoken here"),
        (ParseError("the page lists no articles"), "the page lists no articles"),
        (ReaderError(""), ""),
    ],
)
def test_a_reason_is_one_clause(error: ReaderError, reason: str) -> None:
    assert reason_of(error) == reason


# -- one page of the web


async def test_any_page_of_the_web_can_be_read(
    press_kit: Any, old_press: Any, hurry: Hurry
) -> None:
    with press_kit.serve(old_press, DAYS) as running:
        path = next(a.parts[0].path for a in old_press.truth(DAY).articles if a.text)
        async with hurry(None) as fetcher:
            page = await page_from_web(running.url + path, fetcher)
    assert (page.date, page.url) == (DAY, running.url + path)
