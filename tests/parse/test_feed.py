"""Feeds of every make, and what only looks like one."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import feedparser  # noqa: F401 - what the first example takes is no import
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import ParseError
from reader.model import Image, MarkKind, Paragraph
from reader.parse import feed as parsing
from reader.parse.feed import MOST_ENTRIES, article_of, feed_of, looks_like_a_feed

URL = "https://blog.example/feed.xml"

RSS_091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">
<rss version="0.91"><channel><title>Caf&eacute; News</title><link>https://blog.example/</link>
<language>en</language>
<item><title>One &amp; two</title><link>https://blog.example/1</link>
<description>The first.</description></item></channel></rss>"""
RSS_10 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://blog.example/"><title>Caf\u00e9 News</title>
<link>https://blog.example/</link><dc:language>en</dc:language></channel>
<item rdf:about="https://blog.example/1"><title>One &amp; two</title>
<link>https://blog.example/1</link><dc:date>2024-07-06T08:00:00+08:00</dc:date>
<dc:creator>Ann</dc:creator><description>The first.</description></item></rdf:RDF>"""
RSS_20 = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Caf\u00e9 News</title><link>https://blog.example/</link><language>en-gb</language>
<item><title>One &amp;amp; two</title><link>/1</link><guid isPermaLink="false">g-1</guid>
<pubDate>Sat, 06 Jul 2024 08:00:00 +0800</pubDate><author>ann@blog.example (Ann)</author>
<description>The first.</description>
<content:encoded><![CDATA[<p>The <b>first</b>.</p><p>All of it.</p>]]></content:encoded>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Caf\u00e9 News</title>
<link href="https://blog.example/"/><link rel="self" href="https://blog.example/feed.xml"/>
<entry><id>tag:blog.example,2024:1</id><title type="html">One &amp;amp; two</title>
<link rel="alternate" href="https://blog.example/1"/><updated>2024-07-06T00:00:00Z</updated>
<author><name>Ann</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The first.</p></div></content>
</entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Caf\u00e9 News",
        "home_page_url": "https://blog.example/",
        "language": "en",
        "items": [
            {
                "id": "https://blog.example/1",
                "url": "https://blog.example/1",
                "title": "One & two",
                "content_html": "<p>The first.</p>",
                "date_published": "2024-07-06T08:00:00+08:00",
                "authors": [{"name": "Ann"}],
            }
        ],
    }
)
MAKES = {"0.91": RSS_091, "1.0": RSS_10, "2.0": RSS_20, "atom": ATOM, "json": JSON_FEED}


def rss(*items: str, head: str = "") -> bytes:
    body = f"<channel><title>T</title>{''.join(items)}</channel>"
    return f"{head}<rss version='2.0'>{body}</rss>".encode()


def item(body: str) -> str:
    return f"<item><title>A title</title><link>https://blog.example/1</link>{body}</item>"


@pytest.mark.parametrize("make", MAKES)
def test_every_make_of_feed_says_the_same(make: str) -> None:
    feed = feed_of(MAKES[make].encode(), URL)
    (entry,) = feed.entries
    article, _ = article_of(entry, "s")
    assert (feed.title, feed.homepage) == ("Caf\u00e9 News", "https://blog.example/")
    assert (article.headline, article.url) == ("One & two", "https://blog.example/1")
    assert article.text.startswith("The first.")
    assert looks_like_a_feed(MAKES[make].encode())


@pytest.mark.parametrize("make", ["1.0", "2.0", "atom", "json"])
def test_the_moment_and_the_author_of_an_entry_are_read(make: str) -> None:
    (entry,) = feed_of(MAKES[make].encode(), URL).entries
    assert entry.published == datetime(2024, 7, 6, tzinfo=UTC)
    assert entry.byline == "Ann"


def test_content_comes_before_the_summary_and_is_all_of_it() -> None:
    (entry,) = feed_of(RSS_20.encode(), URL).entries
    article, is_whole = article_of(entry, "s")
    assert article.text == "The first.\n\nAll of it."
    assert article.blocks[0].marks[0].kind is MarkKind.STRONG
    assert is_whole


@pytest.mark.parametrize("end", ["\u2026", "[...]", "Read more", "阅读全文"])
def test_a_text_that_breaks_off_is_not_all_of_it(end: str) -> None:
    (entry,) = feed_of(rss(item(f"<description>{'words ' * 400}{end}</description>")), URL).entries
    assert not article_of(entry, "s")[1]


def test_a_long_summary_is_taken_for_the_story() -> None:
    (entry,) = feed_of(rss(item(f"<description>{'字' * 700}</description>")), URL).entries
    assert article_of(entry, "s")[1]


@pytest.mark.parametrize("label", ["gb2312", "gbk", "utf-8"])
def test_a_chinese_feed_is_read_whatever_it_calls_its_encoding(label: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{label}"?><rss><channel><title>街坊新闻</title>'
        "<language>zh-cn</language><item><title>老街的面馆今天重新开张</title>"
        "<description>送报的人骑车经过，街上的店铺依次亮起灯来。</description></item>"
        "</channel></rss>"
    )
    feed = feed_of(text.encode("gbk"), URL)
    article, _ = article_of(feed.entries[0], "s")
    assert feed.title == "街坊新闻"
    assert article.headline == "老街的面馆今天重新开张"
    assert article.language == "zh"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-07-06 23:30:00", datetime(2024, 7, 6, 23, 30)),  # noqa: DTZ001
        ("2024-07-06T23:30:00Z", datetime(2024, 7, 6, 23, 30, tzinfo=UTC)),
        ("2024年07月06日", datetime(2024, 7, 6, 12)),  # noqa: DTZ001
        (
            "Sat, 6 Jul 2024 23:30 +0800",
            datetime(2024, 7, 6, 23, 30, tzinfo=timezone(timedelta(hours=8))),
        ),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_without_a_zone_names_none(written: str, moment: datetime | None) -> None:
    (entry,) = feed_of(rss(item(f"<pubDate>{written}</pubDate>")), URL).entries
    assert entry.published == moment


def test_only_addresses_of_the_web_leave_a_feed() -> None:
    body = (
        "<description><![CDATA[<a href='javascript:alert(1)'>a</a> <a href='file:///etc/passwd'>b</a>"
        " <a href='exec:rm'>c</a> <a href='/2'>d</a><img src='file:///x.png'><img src='p.png'>"
        "<script>alert(1)</script><iframe src='x'></iframe>]]></description>"
        "<enclosure url='exec:reboot' type='image/png'/>"
    )
    (entry,) = feed_of(rss(item(body)), URL).entries
    article, _ = article_of(entry, "s")
    links = [m.href for b in article.blocks if isinstance(b, Paragraph) for m in b.marks if m.href]
    pictures = [block.url for block in article.blocks if isinstance(block, Image)]
    assert links == ["https://blog.example/2"]
    assert [url for url in pictures if url] == ["https://blog.example/p.png"]
    assert "alert" not in article.text


@pytest.mark.parametrize("address", ["exec:id", "file:///etc/passwd", "javascript:1", "//["])
def test_an_entry_without_an_address_to_open_has_none(address: str) -> None:
    raw = rss(f"<item><title>A</title><link>{address}</link></item>")
    assert feed_of(raw, URL).entries[0].url == ""


def test_a_picture_beside_the_text_comes_before_it() -> None:
    body = "<enclosure url='https://blog.example/p.jpg' type='image/jpeg' length='1'/>"
    (entry,) = feed_of(rss(item(body + "<description>Words.</description>")), URL).entries
    assert isinstance(article_of(entry, "s")[0].blocks[0], Image)


def test_no_control_character_is_left_in_what_is_shown() -> None:
    raw = rss("<item><title>A\x1b[31m\u202e&#27;[0m title</title><description>&lt;p&gt;x\x9b2J")
    feed = feed_of(raw, URL)
    article, _ = article_of(feed.entries[0], "s")
    shown = article.headline + article.text.replace("\n", "")
    assert not [c for c in shown if unicodedata.category(c) == "Cc" or c == "\u202e"]


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "&a;&a;&a;&a;&a;&a;&a;">' for n in range(9)),
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;',
        "<!ENTITY a '" + "x" * 100_000 + "'>",
    ],
)
def test_what_a_document_type_declares_is_never_filled_in(subset: str) -> None:
    raw = rss("<item><title>[&a;]</title></item>", head=f"<!DOCTYPE rss [{subset}]>")
    assert feed_of(raw, URL).entries[0].headline == "[&a;]"


def test_a_second_document_type_declares_nothing_either() -> None:
    second = "<!-- <!DOCTYPE x> --><!DOCTYPE rss [<!ENTITY a 'ha'>]>"
    raw = rss("<item><title>[&a;]</title></item>", head=second)
    assert "ha" not in "".join(entry.headline for entry in feed_of(raw, URL).entries)


def test_what_is_not_well_formed_is_read_as_far_as_it_goes_and_said() -> None:
    feed = feed_of(b"<rss><channel><item><title>One</title></item><item><title>Two</titl", URL)
    assert feed.entries[0].headline == "One"
    assert feed.remarks


def test_a_namespace_that_nobody_declared_costs_nothing() -> None:
    raw = rss(item("<content:encoded>&lt;p&gt;All of it.&lt;/p&gt;</content:encoded>"))
    assert feed_of(raw, URL).entries[0].headline == "A title"


def test_of_a_hundred_thousand_entries_the_first_are_read_and_the_rest_counted() -> None:
    feed = feed_of(rss(item("") * 100_000), URL)
    assert len(feed.entries) == MOST_ENTRIES
    assert feed.left_out == 100_000 - MOST_ENTRIES
    assert str(feed.left_out) in feed.remarks[0]


def test_a_headline_without_end_is_cut() -> None:
    feed = feed_of(rss(f"<item><title>{'a' * 10_000_000}</title></item>"), URL)
    assert len(feed.entries[0].headline) == 500


def test_what_would_take_too_long_is_cut_at_an_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_HEAVIEST", 300)
    feed = feed_of(rss(item("<a/>") * 20), URL)
    assert 0 < len(feed.entries) < 20
    assert len(feed.entries) + feed.left_out == 20


@pytest.mark.parametrize("sign", ["&", "&a;", " a='b'", "<", "<b>", "<!--"])
def test_a_sign_without_end_is_read_up_to_a_bound(
    sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "_HEAVIEST", 1000)
    given_on: list[str] = []
    monkeypatch.setattr(parsing, "_told", lambda text, _: given_on.append(text) or {})
    feed_of(f"<rss><channel><item><title>{sign * 100_000}".encode(), URL)
    assert len(given_on[0]) < 20_000


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><head><title>x</title></head><body><p>rss</p></body></html>",
        b"just words",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"{}",
        b'{"version": "2"}',
        b"[" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
    ],
)
def test_what_is_no_feed_is_one_sentence(body: bytes) -> None:
    with pytest.raises(ParseError) as raised:
        feed_of(body, URL)
    assert str(raised.value).count("\n") == 0


def test_a_page_about_feeds_is_not_taken_for_one() -> None:
    assert not looks_like_a_feed(b"<!DOCTYPE html><html><body>&lt;rss&gt; <feed></body></html>")
    assert looks_like_a_feed("<?xml version='1.0'?><!-- x --><rss>".encode("utf-16"))
    assert looks_like_a_feed(b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '>'>]>\n<rss>")


PIECES = st.sampled_from(
    [
        *(
            "<rss>",
            "<channel>",
            "<item>",
            "</item>",
            "<title>",
            "</title>",
            "<![CDATA[",
            "]]>",
            "&",
        ),
        *(
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry>",
            "<content type='xhtml'>",
            "<!--",
        ),
        *("<link href='", "'/>", "<pubDate>Sat, 99 Foo", "<guid>", "\x00", "\x1b[2J", "标题", "<"),
        *("<!DOCTYPE", "<!ENTITY x 'y'>", "&x;", "&#0;", "&#x110000;", "xml:base='file:///'>"),
        *('{"version":"https://jsonfeed.org/version/1","items":[', '{"id":1},', "]}", "null"),
    ]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400) | st.lists(PIECES, max_size=30).map("".join).map(str.encode))
def test_any_bytes_are_a_feed_or_one_sentence(body: bytes) -> None:
    looks_like_a_feed(body)
    try:
        feed = feed_of(body, URL)
    except ParseError:
        return
    for entry in feed.entries:
        article, _ = article_of(entry, "s")
        assert article.headline
        assert not entry.url or entry.url.startswith(("http://", "https://"))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=30).map("".join))
def test_anything_after_a_feed_s_beginning_is_entries_or_one_sentence(rest: str) -> None:
    feed = feed_of(b"<rss><channel><item><title>One</title></item>" + rest.encode(), URL)
    assert all(article_of(entry, "s")[0].headline for entry in feed.entries)
