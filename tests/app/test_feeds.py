"""One's own newspaper in the app: when it is on the stand, and how a feed is added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from reader.app.app import ReaderApp
from reader.app.screens.issue import IssueScreen
from reader.app.screens.subscribing import FeedField
from reader.app.widgets.stand import Stand
from reader.config import Pictures
from reader.model import Subscription
from reader.papers import OWN, own_paper

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer

    from reader.library import Library

AT = datetime(2024, 7, 6, 1, tzinfo=UTC)
FEED = """<rss><channel><title>The Blog</title><language>en</language>
<item><title>News of today</title><guid>tag:1</guid>
<description>{}</description></item></channel></rss>"""
Seen = Callable[[ReaderApp], str]


def app_on(library: Library) -> ReaderApp:
    today = datetime.now().astimezone().date()
    return ReaderApp(
        library, papers=(own_paper(),), today=lambda: today, pictures=Pictures(fetch=False)
    )


def ids(app: ReaderApp) -> list[str]:
    items = app.screen_stack[0].query_one(Stand)._items
    return [item.newspaper.id for item in items if item.newspaper]


async def settled(app: ReaderApp, pilot: Any) -> None:
    await app.workers.wait_for_complete()
    for _ in range(3):
        await pilot.pause()


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/feed").respond_with_data(FEED.format("words " * 300))
    return httpserver


async def test_without_feeds_there_is_no_newspaper_of_one_s_own(library: Library) -> None:
    app = app_on(library)
    async with app.run_test():
        assert OWN not in ids(app)


async def test_with_a_feed_there_is_one_that_can_be_fetched(library: Library) -> None:
    library.feeds.add([Subscription(url="https://a.example/feed")], at=AT)
    app = app_on(library)
    async with app.run_test():
        assert OWN in ids(app)


async def test_an_address_is_typed_and_its_feed_is_fetched_and_read(
    library: Library, site: HTTPServer, seen: Seen, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await pilot.press("a")
        assert isinstance(app.screen, FeedField)
        assert "Add a feed" in seen(app)
        await pilot.press(*site.url_for("/feed"), "enter")
        await settled(app, pilot)
        assert [feed.title for feed in library.feeds.all()] == ["The Blog"]
        assert app.screen_stack[0].query_one(Stand).newspaper.id == OWN
        assert "The Blog is in your newspaper" in seen(app)
        await pilot.press("t")
        await settled(app, pilot)
        assert isinstance(app.screen, IssueScreen)
        assert "News of today" in seen(app)


async def test_what_is_no_feed_is_said_and_not_added(library: Library, seen: Seen) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"exec:id", "enter")
        await settled(app, pilot)
        assert "no address of a feed" in seen(app) or "exec" in seen(app)
        assert library.feeds.is_empty()


async def test_escape_leaves_the_field_and_nothing_is_asked(library: Library) -> None:
    app = app_on(library)
    async with app.run_test() as pilot:
        await pilot.press("a", "x", "escape")
        assert not isinstance(app.screen, FeedField)
        assert library.feeds.is_empty()


async def test_a_feed_that_failed_is_named_in_the_issue_and_r_asks_again(
    library: Library, site: HTTPServer, seen: Seen
) -> None:
    site.expect_oneshot_request("/late").respond_with_data("", status=404)
    site.expect_request("/late").respond_with_data(
        FEED.format("later " * 300).replace("tag:1", "l")
    )
    library.feeds.add(
        [
            Subscription(url=site.url_for("/feed")),
            Subscription(url=site.url_for("/late"), title="Late feed"),
        ],
        at=AT,
    )
    app = app_on(library)
    async with app.run_test(size=(100, 40)) as pilot:
        app.screen_stack[0].query_one(Stand).mark_newspaper(OWN)
        await pilot.press("t")
        await settled(app, pilot)
        assert isinstance(app.screen, IssueScreen)
        assert "Late feed" in seen(app)
        assert "1 failed" in seen(app)
        await pilot.press("r")
        await settled(app, pilot)
        assert "1 failed" not in seen(app)
    assert all(not feed.failure for feed in library.feeds.all())
