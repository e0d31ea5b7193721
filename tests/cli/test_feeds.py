"""`reader feeds`, `reader fetch own`, and `reader import` of feeds and lists of them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.lang import speak
from reader.library import Library
from reader.model import Subscription

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer

AT = datetime(2024, 7, 6, 1, tzinfo=UTC)
LIST = """<opml version="2.0"><body><outline text="One" xmlUrl="https://one.example/feed"/>
<outline text="Science"><outline text="Two" xmlUrl="https://two.example/feed"/></outline>
<outline text="Runs" xmlUrl="exec:id"/><outline text="Router" xmlUrl="http://192.168.1.1/feed"/>
<outline text="Myself" xmlUrl="http://127.0.0.1:8000/feed"/></body></opml>"""
FEED = """<rss version="2.0"><channel><title>Blog</title><language>en</language>
<item><title>One</title><link>https://blog.example/1</link>
<pubDate>Sat, 06 Jul 2024 12:00:00 GMT</pubDate><description>The first of them.</description></item>
<item><title>Two</title><link>https://blog.example/2</link>
<pubDate>Sun, 07 Jul 2024 12:00:00 GMT</pubDate>
<description>The second of them.</description></item>
<item><title>Three</title><link>https://blog.example/3</link>
<description>Without a date.</description></item></channel></rss>"""


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    return httpserver


def written(tmp_path: Path, name: str, words: str) -> str:
    path = tmp_path / name
    path.write_text(words, encoding="utf-8")
    return str(path)


def test_without_feeds_one_is_told_how_to_have_some(reader) -> None:
    said = reader("feeds")
    assert (said.status, said.out) == (0, "")
    assert "reader feeds add" in said.err
    said = reader("fetch", "own")
    assert said.status == 1
    assert "reader feeds add" in said.err
    assert reader("feeds", "export").status == 1


def test_a_list_of_another_reader_is_subscribed_once(reader, tmp_path) -> None:
    path = written(tmp_path, "list.opml", LIST)
    said = reader("import", path)
    assert said.status == 0
    assert said.out == "https://one.example/feed\tOne\nhttps://two.example/feed\tTwo\n"
    assert "2 feeds are new" in said.err
    assert "Runs: its address is not one of the web" in said.err
    assert "Router: its address is private" in said.err
    assert "Myself: its address is private" in said.err
    said = reader("import", path)
    assert (said.status, said.out) == (0, "")
    assert "2 were there already" in said.err


def test_the_list_goes_out_as_it_came_in(reader, tmp_path) -> None:
    reader("import", written(tmp_path, "list.opml", LIST))
    out = reader("feeds", "export").out
    other = written(tmp_path, "other.opml", out)
    said = reader("import", other, "--library", str(tmp_path / "other.db"))
    assert said.out == "https://one.example/feed\tOne\nhttps://two.example/feed\tTwo\n"
    again = reader("feeds", "export", "--library", str(tmp_path / "other.db"))
    assert again.out == out


def test_a_feed_s_entries_go_into_the_issues_of_their_days(reader, tmp_path) -> None:
    path = written(tmp_path, "feed.xml", FEED)
    today = datetime.now().astimezone().date()
    said = reader("import", path)
    assert said.status == 0
    assert said.out == f"own 2024-07-06 1\nown 2024-07-07 1\nown {today} 1\n"
    again = reader("import", path)
    assert again.out == said.out
    assert reader("issues", "own").out.count("1 article") == 3
    assert "The first of them." in reader("show", "own", "2024-07-06", "1").out


def test_a_feed_brings_back_what_was_removed(reader, tmp_path, library) -> None:
    path = written(tmp_path, "feed.xml", FEED)
    reader("import", path)
    library.remove_issue("own", date(2024, 7, 6), at=AT)
    reader("import", path)
    assert library.issue("own", date(2024, 7, 6)) is not None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty.xml", "<rss><channel><title>x</title></channel></rss>"),
        ("broken.opml", "<opml"),
        ("feed.xml", "<rss>" + "<" * 50),
    ],
)
def test_a_file_that_holds_nothing_is_one_sentence(reader, tmp_path, name, words) -> None:
    said = reader("import", written(tmp_path, name, words))
    assert said.status == 1 or "0 feeds are new" in said.err
    assert said.err.count("\n") == 1


def test_what_a_list_names_is_run_by_nobody(reader, tmp_path) -> None:
    touched = tmp_path / "touched"
    words = f"<opml><body><outline text='a' xmlUrl='exec:touch {touched}'/></body></opml>"
    said = reader("import", written(tmp_path, "list.opml", words))
    assert "a: its address is not one of the web." in said.err
    assert reader("fetch", "own").status == 1
    assert not touched.exists()


def test_pages_and_feeds_are_brought_in_together(reader, tmp_path) -> None:
    story = "<div class=article-content><p>人们站在桥上看江水东流。</p></div>"
    page = f"<html><body><h1>大桥昨日通车</h1>{story}"
    said = reader(
        "import", written(tmp_path, "feed.xml", FEED), written(tmp_path, "page.html", page)
    )
    assert said.status == 0
    assert "own 2024-07-06 1" in said.out
    assert "saved" in said.out


def test_feeds_are_added_listed_fetched_and_removed(reader, site) -> None:
    here = FEED.replace("https://blog.example/", site.url_for("/"))
    site.expect_request("/feed").respond_with_data(here)
    link = "<link rel=alternate type=application/rss+xml href=/feed>"
    site.expect_request("/").respond_with_data(
        f"<!DOCTYPE html><html><head>{link}</head>", content_type="text/html"
    )
    url = site.url_for("/feed")
    said = reader("feeds", "add", site.url_for("/"), "--section", "Science")
    assert (said.status, said.out) == (0, f"{url}\tBlog\n")
    assert "among your feeds already" in reader("feeds", "add", url).err
    listed = reader("feeds").out
    assert listed == f"Science\n  Blog\n    {url}\n    not fetched yet\n"
    fetched = reader("feeds", "fetch")
    assert fetched.status == 0
    assert fetched.out.startswith("own ")
    assert "last fetched" in reader("feeds").out
    assert reader("fetch", "own").status == 0
    (record,) = json.loads(reader("feeds", "list", "--format", "json").out)
    assert (record["title"], record["section"], record["failure"]) == ("Blog", "Science", "")
    assert json.loads(reader("feeds", "list", "--format", "jsonl").out) == record
    said = reader("feeds", "remove", "blog")
    assert (said.status, "no longer" in said.err) == (0, True)
    assert reader("feeds").out == ""


def test_what_is_left_out_and_what_is_short_is_said_after_a_fetch(reader, site) -> None:
    items = "".join(
        f"<item><title>Number {n}</title><link>{site.url_for(f'/{n}')}</link>"
        f"<description>{'words ' * 300}</description></item>"
        for n in range(60)
    )
    short = f"<item><title>Short</title><link>{site.url_for('/short')}</link></item>"
    site.expect_request("/feed").respond_with_data(
        f"<rss><channel><title>Blog</title>{short}{items}</channel></rss>"
    )
    reader("feeds", "add", site.url_for("/feed"))
    said = reader("fetch", "own")
    assert said.status == 0
    assert "Blog: 11 more entries were left out" in said.err
    assert "Of one story there is the summary alone: Short" in said.err


def test_one_of_several_that_cannot_be_had_is_named_and_the_others_are_added(reader, site) -> None:
    site.expect_request("/feed").respond_with_data(FEED)
    site.expect_request("/none").respond_with_data("", status=404)
    said = reader("feeds", "add", site.url_for("/none"), site.url_for("/feed"))
    assert said.status == 3
    assert "404" in said.err
    assert said.out.endswith("\tBlog\n")
    assert reader("feeds", "add", "exec:id").status == 1


def test_a_feed_is_removed_by_what_no_other_is_called(reader, library) -> None:
    library.feeds.add(
        [
            Subscription(url="https://a.example/f", title="Alpha news"),
            Subscription(url="https://b.example/f", title="Beta news"),
        ],
        at=AT,
    )
    said = reader("feeds", "remove", "news")
    assert said.status == 1
    assert "Alpha news, Beta news" in said.err
    said = reader("feeds", "remove", "Gamma")
    assert "None of your feeds" in said.err
    assert reader("feeds", "remove", "alpha").status == 0
    assert [feed.title for feed in library.feeds.all()] == ["Beta news"]


def test_a_failure_stands_in_the_list(reader, library) -> None:
    library.feeds.add([Subscription(url="https://a.example/f", title="Alpha")], at=AT)
    library.feeds.failed("https://a.example/f", "the site answered 503", at=AT)
    assert "failed: the site answered 503" in reader("feeds").out


def test_your_own_newspaper_is_one_of_those_that_are_known(reader, library) -> None:
    assert "My newspaper" in reader("papers", "show", "own").out
    assert json.loads(reader("papers", "show", "own", "--format", "json").out)["eras"] == []
    assert "reader fetch own" in reader("issues", "own").err
    said = reader("papers", "check", "own")
    assert (said.status, "reader feeds" in said.out + said.err) == (0, True)


def test_in_chinese_it_is_called_so(reader, monkeypatch) -> None:
    monkeypatch.setenv("READER_LANG", "zh")
    try:
        assert "我的报纸" in reader("papers", "show", "own").out
        assert "还没有订阅源" in reader("feeds").err
    finally:
        speak("en")
