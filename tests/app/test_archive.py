"""Days that a site no longer serves: the offer, and the key that takes it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from reader.app.app import ReaderApp
from reader.app.widgets.masthead import Tally
from reader.config import WebArchive
from reader.errors import NotArchived, NotPublished, ReaderError
from reader.lang import speak
from reader.model import Issue
from reader.papers import paper_named, stand_of_papers

if TYPE_CHECKING:
    from reader.library import Library

TODAY = date(2024, 7, 9)
GONE = date(2016, 7, 6)
COPY = "https://web.archive.org/web/20160708040000/http://paper.example/2016-07/06/node_2.htm"
OFFER = "A asks the Internet Archive for its copy."
IssueOf = Callable[..., Issue]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, issue_of: IssueOf) -> dict[str, Any]:
    """A site that has nothing and an archive that has every day, unless it holds an `error`."""
    notes: dict[str, Any] = {"archive": []}

    @asynccontextmanager
    async def nobody(*args: Any, **pace: Any) -> Any:
        if args and hasattr(args[0], "address"):
            notes["archive"].append((args[0].address, pace))
        yield object()

    async def deliver(paper: Any, day: date, **_: Any) -> Issue:
        raise notes.get("site", NotPublished(f"{paper.newspaper.name} has no issue on {day}."))

    async def deliver_from_archive(paper: Any, day: date, *, library: Library, **_: Any) -> Issue:
        if "error" in notes:
            raise notes["error"]
        issue = replace(issue_of(paper.newspaper, day, 4), url=COPY)
        library.store(paper.newspaper, issue, at=datetime(2024, 7, 9, 4, tzinfo=UTC))
        return issue

    monkeypatch.setattr("reader.delivery.deliver", deliver)
    monkeypatch.setattr("reader.delivery.deliver_from_archive", deliver_from_archive)
    monkeypatch.setattr("reader.delivery.fetcher_for", nobody)
    monkeypatch.setattr("reader.delivery.archive_fetcher_for", nobody)
    return notes


def app_with(library: Library, archive: WebArchive | None = None) -> ReaderApp:
    kjrb = paper_named("kjrb", stand_of_papers())
    return ReaderApp(library, papers=(kjrb,), today=lambda: TODAY, archive=archive)


async def opened(app: ReaderApp, pilot: Any, day: date = GONE) -> str:
    newspaper = app.newspaper_named("kjrb")
    assert newspaper is not None
    app.open_day(newspaper, day)
    return await at_rest(app, pilot)


async def at_rest(app: ReaderApp, pilot: Any) -> str:
    """Waits for the deliveries; what the place says then."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()
    assert app.place is not None
    return app.place.sentence


async def test_a_day_that_is_gone_is_offered_and_one_key_brings_it(
    library: Library, asked: dict[str, Any], seen: Callable[[ReaderApp], str]
) -> None:
    app = app_with(library)
    async with app.run_test(size=(140, 45)) as pilot:
        assert OFFER in await opened(app, pilot)
        await pilot.press("A")
        await at_rest(app, pilot)
        assert app.place is not None
        assert (app.place.PLACE, app.place.issue_day) == ("issue", GONE)
        assert "from the Internet Archive's copy of 2016-07-08" in seen(app)
    assert [address for address, _ in asked["archive"]] == ["https://web.archive.org/web/"]


async def test_an_archive_of_ones_own_is_named_and_asked_at_its_pace(
    library: Library, asked: dict[str, Any]
) -> None:
    own = WebArchive(address="http://localhost:8080/c", at_once=3, per_second=2.0)
    app = app_with(library, own)
    async with app.run_test() as pilot:
        assert "A asks localhost:8080 for its copy." in await opened(app, pilot)
        await pilot.press("A")
        await at_rest(app, pilot)
    pace = {"at_once": 3, "per_second": 2.0}
    assert asked["archive"] == [("http://localhost:8080/c/", pace)]


async def test_what_the_archive_lacks_is_one_sentence_without_the_offer(
    library: Library, asked: dict[str, Any]
) -> None:
    asked["error"] = NotArchived("The Internet Archive has no copy of it.")
    app = app_with(library)
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("A")
        sentence = await at_rest(app, pilot)
    assert sentence.startswith("The Internet Archive has no copy of it.")
    assert OFFER not in sentence


@pytest.mark.parametrize(
    ("archive", "error", "day"),
    [
        (WebArchive(is_offered=False), NotPublished("x."), GONE),
        (WebArchive(), NotPublished("x."), TODAY),
        (WebArchive(), ReaderError("x."), GONE),
    ],
)
async def test_where_it_is_of_no_use_nothing_is_offered(
    library: Library, asked: dict[str, Any], archive: WebArchive, error: ReaderError, day: date
) -> None:
    asked["site"] = error
    app = app_with(library, archive)
    async with app.run_test() as pilot:
        assert OFFER not in await opened(app, pilot, day)


async def test_without_an_offer_the_key_asks_for_the_day_that_is_open(
    library: Library, asked: dict[str, Any]
) -> None:
    app = app_with(library)
    async with app.run_test() as pilot:
        await opened(app, pilot, date(2024, 7, 6))
        await pilot.press("A")
        await at_rest(app, pilot)
    assert len(asked["archive"]) == 1


async def test_an_address_that_is_none_is_a_sentence(
    library: Library, asked: dict[str, Any]
) -> None:
    app = app_with(library, WebArchive(address="http://a..b/"))
    async with app.run_test() as pilot:
        await opened(app, pilot, date(2024, 7, 6))
        await pilot.press("A")
        sentence = await at_rest(app, pilot)
    assert "reader.toml" in sentence
    assert asked["archive"] == []


def test_where_an_issue_came_from_is_left_out_first() -> None:
    ways = Tally(pages=8, articles=61, printed=61, read=1, origin="from there").words()
    assert ways[0].endswith("from there")
    assert not ways[-1].endswith("from there")
    assert sorted(ways, key=len, reverse=True)[0] == ways[0]


async def test_the_offer_is_made_in_chinese(library: Library, asked: dict[str, Any]) -> None:
    speak("zh")
    app = app_with(library)
    async with app.run_test() as pilot:
        assert "按 A 向互联网档案馆要存档。" in await opened(app, pilot)
