"""One's own newspaper, from feeds on loopback."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from werkzeug import Request as Asked
from werkzeug import Response as Answer

from reader.delivery import Errand, carry_out, deliver_apart, fetcher_for
from reader.delivery.feeds import feed_found, feeds_named
from reader.delivery.issue import deliver
from reader.delivery.newsday import MOST_OF_A_FEED
from reader.errors import FetchError, NotPublished, ParseError, Refused, Removed, UsageError
from reader.model import Issue, Progress, State, Subscription
from reader.papers import OWN, own_paper

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer

    from reader.library import Library

AT = datetime(2024, 7, 6, 1, tzinfo=UTC)
STORY = "The council met on Tuesday evening to talk about the bridge and decided nothing at all. "
PAGE = f"<html><head><title>T</title></head><body><article><h1>T</h1>{'<p>' + STORY * 4 + '</p>'}"


def today() -> date:
    return datetime.now().astimezone().date()


def item(number: int, link: str, *, whole: bool = True, days_ago: int = 0) -> str:
    moment = datetime.now(UTC) - timedelta(days=days_ago)
    content = f"<content:encoded><![CDATA[<p>{STORY}{number}</p>]]></content:encoded>"
    return (
        f"<item><title>Story {number}</title><link>{link}</link><guid>tag:{link}</guid>"
        f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f"<description>The beginning of {number} ...</description>{content if whole else ''}</item>"
    )


def rss(title: str, *items: str) -> str:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><language>en</language>{''.join(items)}</channel></rss>"
    )


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    return httpserver


def serve(site: HTTPServer, path: str, body: str, **more: object) -> str:
    site.expect_request(path).respond_with_data(body, **more)  # type: ignore[arg-type]
    return site.url_for(path)


def subscribe(library: Library, *urls: str) -> None:
    library.feeds.add([Subscription(url=url) for url in urls], at=AT)


async def bring(library: Library, day: date | None = None, **more: object) -> Issue:
    paper = own_paper()
    async with fetcher_for(paper, library) as fetcher:
        return await deliver(
            paper,
            day or today(),
            fetcher=fetcher,
            library=library,
            **more,  # type: ignore[arg-type]
        )


def headlines(issue: Issue) -> dict[str, list[str]]:
    return {one.name: [each.headline for each in one.articles] for one in issue.sections}


async def test_every_feed_is_a_section_in_the_order_of_the_list(site, library) -> None:
    a = serve(site, "/a", rss("Beta", item(1, site.url_for("/1")), item(2, site.url_for("/2"))))
    b = serve(site, "/b", rss("Alpha", item(3, site.url_for("/3"))))
    subscribe(library, a, b)
    issue = await bring(library)
    assert headlines(issue) == {"Beta": ["Story 1", "Story 2"], "Alpha": ["Story 3"]}
    assert issue.gaps == ()
    assert [feed.title for feed in library.feeds.all()] == ["Beta", "Alpha"]
    newspaper = library.newspaper(OWN)
    assert newspaper is not None
    assert (newspaper.name, newspaper.language) == ("My newspaper", "en")


async def test_nothing_is_brought_in_twice(site, library) -> None:
    subscribe(library, serve(site, "/a", rss("A", item(1, site.url_for("/1")))))
    first = await bring(library)
    again = await bring(library)
    assert headlines(again) == headlines(first)
    versions = library.versions(first.key(next(first.articles)))
    assert versions == ()


async def test_yesterday_s_entries_do_not_come_again(site, library, path) -> None:
    subscribe(library, serve(site, "/a", rss("A", item(1, site.url_for("/1")))))
    issue = await bring(library)
    # A day passes: what was today's is yesterday's.
    yesterday = today() - timedelta(days=1)
    with library._connection.writing() as sql:
        sql.execute("UPDATE feed_entry SET day = ?", (int(f"{yesterday:%Y%m%d}"),))
    library.remove_issue(OWN, issue.date, at=AT)
    library.restore(OWN, issue.date)
    with pytest.raises(NotPublished, match="nothing new in your feed"):
        await bring(library)


async def test_a_story_in_two_feeds_is_printed_once(site, library) -> None:
    url = site.url_for("/1")
    subscribe(
        library,
        serve(site, "/a", rss("A", item(1, url))),
        serve(site, "/b", rss("B", item(1, url), item(2, site.url_for("/2")))),
    )
    issue = await bring(library)
    found = [each.headline for each in issue.articles]
    assert sorted(found) == ["Story 1", "Story 2"]


async def test_two_feeds_of_one_title_are_two_sections(site, library) -> None:
    subscribe(library, serve(site, "/a", rss("Blog", item(1, site.url_for("/1")))))
    subscribe(library, serve(site, "/b", rss("Blog", item(2, site.url_for("/2")))))
    await bring(library)
    issue = await bring(library)
    assert len(issue.sections) == 2


async def test_a_beginning_is_read_to_its_end_on_its_page(site, library) -> None:
    serve(site, "/1", PAGE, content_type="text/html")
    subscribe(library, serve(site, "/a", rss("A", item(1, site.url_for("/1"), whole=False))))
    issue = await bring(library)
    (article,) = issue.articles
    assert article.headline == "Story 1"
    assert article.text.count("council") == 4
    site.clear_log()
    await bring(library)
    assert "/1" not in [request.path for request, _ in site.log]


async def test_a_page_that_fails_leaves_the_summary_which_says_so(site, library) -> None:
    subscribe(library, serve(site, "/a", rss("A", item(1, site.url_for("/1"), whole=False))))
    site.expect_oneshot_request("/1").respond_with_data("", status=404)
    issue = await bring(library)
    (article,) = issue.articles
    assert "The beginning of 1" in article.text
    assert "Only the summary" in article.text
    assert "404" in article.text
    (line,) = [line for line in library.ledger(OWN, today()) if line.slug]
    assert (line.state, "404" in line.reason) == (State.STORED, True)
    serve(site, "/1", PAGE, content_type="text/html")
    (article,) = (await bring(library)).articles
    assert "council" in article.text
    assert "Only the summary" not in article.text


async def test_a_feed_that_fails_is_a_gap_by_its_name_and_can_be_asked_again(site, library) -> None:
    a = serve(site, "/a", rss("A", item(1, site.url_for("/1"))))
    library.feeds.add([Subscription(url=a), Subscription(url=site.url_for("/b"), title="B")], at=AT)
    site.expect_oneshot_request("/b").respond_with_data("", status=404)
    issue = await bring(library)
    (gap,) = issue.gaps
    assert (gap.title, gap.state, "404" in gap.reason) == ("B", State.FAILED, True)
    assert "404" in library.feeds.all()[1].failure
    serve(site, "/b", rss("B", item(2, site.url_for("/2"))))
    issue = await bring(library)
    assert issue.gaps == ()
    assert headlines(issue) == {"A": ["Story 1"], "B": ["Story 2"]}
    assert library.feeds.all()[1].failure == ""


@pytest.mark.parametrize(
    "body", ["<html><body>404</body></html>", "<rss", "\x00\x01", "{", "<!DOCTYPE rss [<!ENTITY"]
)
async def test_a_feed_that_is_none_costs_no_other(site, library, body) -> None:
    subscribe(
        library,
        serve(site, "/bad", body),
        serve(site, "/a", rss("A", item(1, site.url_for("/1")))),
    )
    issue = await bring(library)
    assert headlines(issue) == {"A": ["Story 1"]}
    assert len(issue.gaps) <= 1


async def test_where_no_feed_can_be_read_there_is_no_issue(site, library) -> None:
    site.expect_request("/a").respond_with_data("", status=404)
    subscribe(library, site.url_for("/a"))
    with pytest.raises(FetchError, match="could not be read"):
        await bring(library)
    assert library.issue(OWN, today()) is None


async def test_without_feeds_one_is_told_how_to_have_some(library) -> None:
    with pytest.raises(UsageError, match="reader feeds add"):
        await bring(library)


async def test_an_issue_ends_and_says_what_it_left_out(site, library) -> None:
    items = [item(n, site.url_for(f"/{n}")) for n in range(MOST_OF_A_FEED + 5)]
    subscribe(library, serve(site, "/a", rss("A", *items)))
    issue = await bring(library)
    assert sum(1 for _ in issue.articles) == MOST_OF_A_FEED
    line = next(line for line in library.ledger(OWN, today()) if line.is_page)
    assert "5 more entries" in line.reason
    assert issue.gaps == ()


async def test_a_day_that_is_past_takes_what_is_dated_so(site, library) -> None:
    items = (item(1, site.url_for("/1")), item(2, site.url_for("/2"), days_ago=40))
    subscribe(library, serve(site, "/a", rss("A", *items)))
    assert headlines(await bring(library)) == {"A": ["Story 1"]}
    then = (datetime.now(UTC) - timedelta(days=40)).astimezone().date()
    assert headlines(await bring(library, then)) == {"A": ["Story 2"]}
    with pytest.raises(NotPublished, match="any more"):
        await bring(library, then - timedelta(days=1))


async def test_what_was_removed_stays_out(site, library) -> None:
    items = (item(1, site.url_for("/1")), item(2, site.url_for("/2")))
    subscribe(library, serve(site, "/a", rss("A", *items)))
    issue = await bring(library)
    library.remove_article(issue.key(next(issue.articles)), at=AT)
    assert headlines(await bring(library)) == {"A": ["Story 2"]}
    library.remove_issue(OWN, today(), at=AT)
    with pytest.raises(Removed):
        await bring(library)


async def test_a_feed_is_asked_on_condition_that_it_changed(site, library) -> None:
    seen: list[str | None] = []

    def answer(request: Asked) -> Answer:
        seen.append(request.headers.get("If-None-Match"))
        if seen[-1] == '"1"':
            return Answer(status=304)
        return Answer(rss("A", item(1, "https://a.example/1")), headers={"ETag": '"1"'})

    site.expect_request("/a").respond_with_handler(answer)
    subscribe(library, site.url_for("/a"))
    await bring(library)
    issue = await bring(library)
    assert seen == [None, '"1"']
    assert headlines(issue) == {"A": ["Story 1"]}


async def test_what_robots_txt_keeps_programs_out_of_is_not_asked(httpserver, library) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /a\n")
    subscribe(library, httpserver.url_for("/a"))
    with pytest.raises(FetchError, match=r"robots\.txt"):
        await bring(library)
    assert {request.path for request, _ in httpserver.log} == {"/robots.txt"}


async def test_a_feed_leads_to_no_other_door_of_this_computer(site, library) -> None:
    other = "http://127.0.0.1:1/admin"
    subscribe(library, serve(site, "/a", rss("A", item(1, other, whole=False))))
    (article,) = (await bring(library)).articles
    assert article.text == "The beginning of 1 ..."
    async with fetcher_for(own_paper(), library) as fetcher:
        from reader.model import Request

        with pytest.raises(Refused):
            await fetcher.fetch(Request(url=other))


async def test_a_mirror_is_asked_in_place_of_every_host(site, library) -> None:
    serve(site, "/feed.xml", rss("A", item(1, "https://blog.example/1", whole=False)))
    serve(site, "/1", PAGE, content_type="text/html")
    subscribe(library, "https://blog.example/feed.xml")
    paper, base = own_paper(), site.url_for("/")
    async with fetcher_for(paper, library, base_url=base) as fetcher:
        issue = await deliver(paper, today(), fetcher=fetcher, library=library, base_url=base)
    (article,) = issue.articles
    assert article.url == "https://blog.example/1"
    assert "council" in article.text


async def test_what_has_come_can_be_read_while_the_rest_arrives(site, library) -> None:
    a = serve(site, "/a", rss("A", item(1, site.url_for("/1"))))
    seen: list[int] = []

    def slow(_: Asked) -> Answer:
        import time

        for _ in range(1200):
            issue = library.issue(OWN, today())
            if issue is not None and any(issue.articles):
                seen.append(sum(1 for _ in issue.articles))
                break
            time.sleep(0.05)
        return Answer(rss("B", item(2, site.url_for("/2"))))

    site.expect_request("/b").respond_with_handler(slow)
    subscribe(library, a, site.url_for("/b"))
    told: list[Progress] = []
    issue = await bring(library, report=told.append)
    assert seen == [1]
    assert sum(1 for _ in issue.articles) == 2
    assert told[0].doing.startswith("feed 1 of 2")
    assert told[-1].is_finished
    stored = [key for one in told for key in one.stored]
    assert len(set(stored)) == 2


async def test_what_had_come_stays_when_it_is_called_off(site, library) -> None:
    a = serve(site, "/a", rss("A", item(1, site.url_for("/1"))))
    is_asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def never(_: Asked) -> Answer:
        import time

        loop.call_soon_threadsafe(is_asked.set)
        time.sleep(0.5)
        return Answer("", status=500)

    site.expect_request("/b").respond_with_handler(never)
    subscribe(library, a, site.url_for("/b"))
    is_stored = asyncio.Event()

    def hear(progress: Progress) -> None:
        if progress.stored:
            is_stored.set()

    task = asyncio.create_task(bring(library, report=hear))
    await is_asked.wait()
    await is_stored.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    issue = library.issue(OWN, today())
    assert issue is not None
    assert headlines(issue) == {"A": ["Story 1"]}
    assert [gap.state for gap in issue.gaps] == [State.WAITING]


async def test_another_process_does_the_same(site, library, path: Path) -> None:
    subscribe(library, serve(site, "/a", rss("A", item(1, site.url_for("/1")))))
    errand = Errand(paper=own_paper(), day=today(), library=path)
    told: list[Progress] = []
    brought = await deliver_apart(errand, told.append)
    assert (brought.stories, brought.gaps) == (1, 0)
    assert told
    assert (await carry_out(errand, lambda _: None)).stories == 1


# -- subscribing -------------------------------------------------------------------


async def test_a_page_that_names_its_feed_leads_to_it(site) -> None:
    serve(site, "/rss", rss("A", item(1, site.url_for("/1"))))
    head = (
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments">'
        '<link rel="alternate" type="application/rss+xml" href="rss">'
        '<link rel="alternate" hreflang="fr" href="/fr">'
        '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">'
    )
    page = f"<!DOCTYPE html><html><head>{head}</head><body>Hello</body></html>"
    serve(site, "/", page, content_type="text/html")
    feed = await feed_found(site.url_for("/"))
    assert (feed.url, feed.title) == (site.url_for("/rss"), "A")
    assert list(feeds_named(page.encode(), "https://a.example/")) == [
        "https://a.example/rss",
        "https://a.example/comments",
    ]


async def test_a_page_without_a_feed_is_one_sentence(site) -> None:
    serve(site, "/", "<html><body>Hello</body></html>", content_type="text/html")
    with pytest.raises(ParseError, match="no feed at"):
        await feed_found(site.url_for("/"))


@pytest.mark.parametrize(
    "words", ["exec:id", "file:///etc/passwd", "", "javascript:alert(1)", "a b"]
)
async def test_what_is_no_address_is_not_asked(words: str) -> None:
    with pytest.raises((UsageError, FetchError)):
        await feed_found(words)
