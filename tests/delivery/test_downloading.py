"""Downloads against newspapers with a known truth, on loopback."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from reader.delivery import Downloader, who_downloads
from reader.delivery.lock import one_downloader
from reader.errors import LibraryError, Refused, UnderWay
from reader.fetch import Fetcher
from reader.library import Library
from reader.model import DayState, Downloading, PicturesWanted, PrintDay
from reader.papers import Paper, paper_named, stand_of_papers

Hurry = Callable[..., Fetcher]

LAST = date(2026, 11, 24)
DAYS = [LAST - timedelta(days=n) for n in range(3, -1, -1)]
NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)


@pytest.fixture
def rmrb() -> Paper:
    return paper_named("rmrb", stand_of_papers())


@pytest.fixture(autouse=True)
def _in_a_hurry(hurry: Hurry, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is not waited for."""

    def fetcher(_paper: Paper, store: Library | None, **_: str) -> Fetcher:
        return hurry(store)

    monkeypatch.setattr("reader.delivery.downloading.fetcher_for", fetcher)


@pytest.fixture
def press(press_kit: Any) -> Any:
    spec = press_kit.spec_for(
        "F1", pages=4, weekend_pages=4, articles=(3, 4), english_page=0, ad_page=0
    )
    return press_kit.Press(spec, seed=7)


@pytest.fixture
def site(press_kit: Any, press: Any) -> Iterator[Any]:
    with press_kit.serve(press, DAYS) as site:
        yield site


def downloader(library: Library, *papers: Paper, url: str = "", **more: Any) -> Downloader:
    return Downloader(library, papers, base_url=url, now=lambda: NOW, **more)


def states(library: Library, number: int = 1) -> dict[date, DayState]:
    return {day: one.state for day, one in library.downloads.days(number).items()}


def texts_asked(site: Any) -> Counter[str]:
    """How often each text was sent."""
    asked = site.paths(200)
    return Counter({path: n for path, n in asked.items() if "/content_" in path})


async def test_a_range_comes_whole_with_its_pictures_the_newest_first(
    library: Library, rmrb: Paper, site: Any
) -> None:
    library.downloads.wish("rmrb", DAYS[0], LAST, at=NOW)
    told: list[Downloading] = []
    report = lambda what: told.append(what) if isinstance(what, Downloading) else None  # noqa: E731
    done = await downloader(library, rmrb, url=site.url, report=report).run()
    assert done.states == {DayState.DONE: 4}
    assert [one.date for one in told if one.state is DayState.DONE] == DAYS[::-1]
    for day in DAYS:
        issue = library.issue("rmrb", day)
        assert issue is not None
        assert issue.gaps == ()
        pictures = {image.url for article in issue.articles for image in article.images}
        assert pictures
        assert all(library.picture(url) for url in pictures)
    assert any(one.pictures and one.pictures_done == one.pictures for one in told)
    assert library.downloads.all()[0].is_whole


async def test_pictures_can_be_left_out_and_those_of_pages_be_wanted_later(
    library: Library, rmrb: Paper, site: Any
) -> None:
    wish = library.downloads.wish("rmrb", LAST, LAST, pictures=PicturesWanted.NONE, at=NOW)
    await downloader(library, rmrb, url=site.url).run()
    assert not any(path.endswith((".jpg", ".png")) for path in site.paths())
    library.downloads.wish("rmrb", LAST, LAST, pictures=PicturesWanted.PAGES, at=NOW)
    await downloader(library, rmrb, url=site.url).run()
    assert states(library, wish.number) == {LAST: DayState.DONE}
    outline = library.outline("rmrb", LAST)
    assert outline is not None
    assert not library.downloads.missing_pictures("rmrb", LAST, PicturesWanted.PAGES)
    # The texts were not sent once more for that.
    assert set(texts_asked(site).values()) == {1}


async def test_what_is_done_is_not_asked_for_again(
    library: Library, rmrb: Paper, site: Any
) -> None:
    library.downloads.wish("rmrb", DAYS[0], LAST, at=NOW)
    await downloader(library, rmrb, url=site.url).run()
    before = len(site.log)
    again = await downloader(library, rmrb, url=site.url).run()
    # Nor by another wish for days that are here.
    library.downloads.wish("rmrb", DAYS[0], DAYS[2], at=NOW)
    await downloader(library, rmrb, url=site.url).run()
    assert len(site.log) == before
    assert again.states == {}


async def test_days_known_to_have_had_no_issue_are_not_asked_for(
    library: Library, rmrb: Paper, site: Any
) -> None:
    first = LAST - timedelta(days=3650)
    every = [first + timedelta(days=n) for n in range(3650)]
    library.learn(
        "rmrb",
        [
            PrintDay(day=day, absence="no-issue", mirror=site.url, known_at=NOW)
            for day in every
            if day not in DAYS
        ],
    )
    library.downloads.wish("rmrb", first, LAST, at=NOW)
    done = await downloader(library, rmrb, url=site.url).run()
    assert done.states == {DayState.DONE: 4}
    assert library.downloads.all()[0].is_whole


async def test_a_day_without_an_issue_is_no_failure(
    library: Library, rmrb: Paper, site: Any
) -> None:
    early = DAYS[0] - timedelta(days=1)
    library.downloads.wish("rmrb", early, early, at=NOW)
    done = await downloader(library, rmrb, url=site.url).run()
    assert done.states == {DayState.NONE_PRINTED: 1}
    assert done.lacking == []
    before = len(site.log)
    await downloader(library, rmrb, url=site.url).run()
    assert len(site.log) == before


async def test_a_site_that_stumbles_is_asked_until_everything_is_here(
    press_kit: Any, press: Any, library: Library, rmrb: Paper
) -> None:
    with press_kit.serve(press, DAYS, fail_rate=0.05, retry_after=0) as site:
        library.downloads.wish("rmrb", DAYS[2], LAST, at=NOW)
        await downloader(library, rmrb, url=site.url).run()
    assert states(library) == {DAYS[2]: DayState.DONE, LAST: DayState.DONE}


async def test_a_picture_that_does_not_come_is_named_and_comes_with_a_retry(
    library: Library, rmrb: Paper, site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = Fetcher.picture

    async def refused(_self: Fetcher, url: str) -> tuple[str, bytes]:
        raise Refused("the site answered 503", url=url, status=503)

    library.downloads.wish("rmrb", LAST, LAST, at=NOW)
    monkeypatch.setattr(Fetcher, "picture", refused)
    done = await downloader(library, rmrb, url=site.url).run()
    (lacking,) = done.lacking
    assert lacking.state is DayState.IN_PART
    assert "503" in lacking.reason
    monkeypatch.setattr(Fetcher, "picture", fetched)
    library.downloads.retry(1, at=NOW + timedelta(minutes=1))
    done = await downloader(library, rmrb, url=site.url).run()
    assert done.states == {DayState.DONE: 1}
    assert set(texts_asked(site).values()) == {1}


async def test_a_site_out_of_reach_costs_one_day_and_its_others_wait(
    library: Library, rmrb: Paper, unused_tcp_port: int
) -> None:
    library.downloads.wish("rmrb", DAYS[0], LAST, at=NOW)
    url = f"http://127.0.0.1:{unused_tcp_port}"
    done = await downloader(library, rmrb, url=url).run()
    assert done.states == {DayState.FAILED: 1}
    assert done.lacking[0].date == LAST
    (wish,) = library.downloads.all()
    assert (wish.waiting, wish.lacking) == (3, 1)
    # That says nothing of the day: it is tried as often as the site is found so.
    for _ in range(4):
        again = await downloader(library, rmrb, url=url).run()
        assert again.states == {DayState.FAILED: 1}


async def test_a_site_that_refuses_every_day_is_left_alone_and_its_days_are_not_lost(
    press_kit: Any, library: Library, rmrb: Paper
) -> None:
    spec = press_kit.spec_for("F1", missing="403")
    first = DAYS[0] - timedelta(days=40)
    with press_kit.serve(press_kit.Press(spec, seed=7), [LAST]) as site:
        library.downloads.wish("rmrb", first, LAST - timedelta(days=1), at=NOW)
        done = await downloader(library, rmrb, url=site.url).run()
    (wish,) = library.downloads.all()
    assert wish.lacking >= 10
    assert wish.waiting
    assert "refused" in done.lacking[0].reason


async def test_what_is_paused_while_it_runs_stops_and_goes_on(
    press_kit: Any, press: Any, library: Library, rmrb: Paper, path: Path
) -> None:
    with press_kit.serve(press, DAYS, latency_ms=30) as site:
        number = library.downloads.wish("rmrb", DAYS[0], LAST, at=NOW).number

        def report(what: object) -> None:
            if isinstance(what, Downloading) and what.articles_done:
                # As another process would.
                with Library.open(path) as other:
                    other.downloads.pause(number, is_paused=True)

        done = await downloader(library, rmrb, url=site.url, report=report).run()
        assert not library.downloads.all()[0].is_over
        assert DayState.FAILED not in done.states
        library.downloads.pause(number, is_paused=False)
        await downloader(library, rmrb, url=site.url).run()
    assert library.downloads.all()[0].is_whole
    assert set(texts_asked(site).values()) == {1}


async def test_a_wish_made_meanwhile_is_taken_up(
    library: Library, rmrb: Paper, site: Any, path: Path
) -> None:
    library.downloads.wish("rmrb", DAYS[0], DAYS[1], at=NOW)
    asked: list[date] = []

    def report(what: object) -> None:
        if isinstance(what, Downloading) and what.state is DayState.DONE:
            asked.append(what.date)
            if len(asked) == 1:
                with Library.open(path) as other:
                    other.downloads.wish("rmrb", LAST, LAST, at=NOW)

    await downloader(library, rmrb, url=site.url, report=report).run()
    assert asked == [DAYS[1], LAST, DAYS[0]]


async def test_sites_are_asked_at_once_and_the_papers_of_one_after_the_other(
    press_kit: Any, press: Any, library: Library, rmrb: Paper
) -> None:
    def at(name: str, url: str) -> Paper:
        era = replace(rmrb.eras[0], first=None, last=None)
        entry = era.entry.replace("https://paper.people.com.cn", url)
        assert url in entry
        newspaper = replace(rmrb.newspaper, id=name)
        return replace(
            rmrb, newspaper=newspaper, eras=(replace(era, entry=entry, newest=""),), hosts=()
        )

    running: Counter[str] = Counter()
    most: Counter[str] = Counter()

    def report(what: object) -> None:
        if isinstance(what, Downloading):
            group = what.newspaper_id[0]
            is_on = what.state is DayState.UNDER_WAY
            running[what.newspaper_id] = int(is_on)
            most["all"] = max(most["all"], running.total())
            most[group] = max(
                most[group], sum(n for name, n in running.items() if name[0] == group)
            )

    with (
        press_kit.serve(press, DAYS, latency_ms=20) as one,
        press_kit.serve(press, DAYS, latency_ms=20) as two,
    ):
        papers = [at("a1", one.url), at("a2", one.url), at("b1", two.url)]
        for paper in papers:
            library.downloads.wish(paper.id, LAST, LAST, at=NOW)
        done = await Downloader(library, papers, now=lambda: NOW, report=report).run()
    assert done.states == {DayState.DONE: 3}
    assert most["a"] == 1
    assert most["all"] == 2


async def test_a_quota_that_cannot_be_kept_to_ends_it_in_a_sentence(
    library: Library, rmrb: Paper, site: Any
) -> None:
    library.downloads.wish("rmrb", DAYS[0], LAST, at=NOW)
    with pytest.raises(LibraryError, match="quota"):
        await downloader(library, rmrb, url=site.url, quota=250_000).run()
    # What came is here, and what did not waits.
    (wish,) = library.downloads.all()
    assert wish.printed >= 1
    assert wish.waiting >= 1


# -- one at a time -----------------------------------------------------------------


def test_a_second_one_is_told_who_is_at_it(path: Path) -> None:
    with one_downloader(path):
        with pytest.raises(UnderWay, match=str(os.getpid())) as caught, one_downloader(path):
            pytest.fail("two at it")
        assert caught.value.process == os.getpid()
        assert who_downloads(path) is not None
    assert who_downloads(path) is None
    assert list(path.parent.iterdir()) == []


def test_a_file_left_behind_locks_nothing(path: Path) -> None:
    path.with_name("library.db-downloader").write_text("1 2026-11-24T00:00:00Z\n")
    assert who_downloads(path) is None
    with one_downloader(path):
        pass


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_after_a_kill_it_goes_on_and_asks_only_for_what_is_missing(
    press_kit: Any, press: Any, rmrb: Paper, tmp_path: Path
) -> None:
    path = tmp_path / "读报 的 书架" / "library.db"
    path.parent.mkdir()
    words = [sys.executable, "-m", "reader", "--library", str(path), "download"]
    own = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    with press_kit.serve(press, DAYS, latency_ms=20) as site:
        more = ["--base-url", site.url]
        wished = [*words, "rmrb", f"{DAYS[0]}..{LAST}", *more]
        child = subprocess.Popen(
            wished, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 60
        while len(texts_asked(site)) < 30 and time.monotonic() < until:
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
        child.wait()
        with Library.open(path) as library:
            assert library.integrity() == []
            issues = [issue for day in DAYS if (issue := library.issue("rmrb", day))]
            (wish,) = library.downloads.all()
            assert not wish.is_over
        here = {urlsplit(article.url).path for issue in issues for article in issue.articles}
        assert here
        asked = len(site.log)
        done = subprocess.run([*words, *more], env=own, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        with Library.open(path) as library:
            assert library.integrity() == []
            (wish,) = library.downloads.all()
            assert (wish.is_whole, wish.printed) == (True, 4)
        sent_again = Counter(
            entry.path
            for entry in site.log[asked:]
            if entry.status == 200 and "/content_" in entry.path
        )
    assert set(sent_again.values()) == {1}
    assert here.isdisjoint(sent_again)


async def test_a_cancelled_run_leaves_the_day_waiting(
    press_kit: Any, press: Any, library: Library, rmrb: Paper
) -> None:
    with press_kit.serve(press, DAYS, latency_ms=30) as site:
        library.downloads.wish("rmrb", DAYS[0], LAST, at=NOW)
        is_under_way = asyncio.Event()

        def report(what: object) -> None:
            if isinstance(what, Downloading) and what.articles_done:
                is_under_way.set()

        run = asyncio.create_task(downloader(library, rmrb, url=site.url, report=report).run())
        await is_under_way.wait()
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
    assert states(library)[LAST] is DayState.WAITING
    assert who_downloads(library.path) is None


async def test_one_issue_that_is_asked_for_by_itself_is_looked_at_again(
    library: Library, rmrb: Paper, site: Any
) -> None:
    day = DAYS[0]
    library.downloads.wish("rmrb", day, day, at=NOW)
    await downloader(library, rmrb, url=site.url).run()
    before = len(site.log)
    library.downloads.wish("rmrb", day, day, at=NOW)
    told: list[Downloading] = []
    report = lambda what: told.append(what) if isinstance(what, Downloading) else None  # noqa: E731
    await downloader(library, rmrb, url=site.url, report=report).run()
    assert len(site.log) > before
    assert set(texts_asked(site).values()) == {1}
    assert told[-1].state is DayState.DONE
    assert told[-1].articles > 5
