"""Bookmarks go out in every format and come back as they were; what is hostile does not come in."""

from __future__ import annotations

import base64
import io
import json
import tempfile
import zlib
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.delivery.clippings import import_clippings
from reader.errors import UsageError
from reader.export.clippings import FORMS
from reader.library import Library
from reader.model import (
    Article,
    Bookmark,
    Clipping,
    Heading,
    Highlight,
    Image,
    Issue,
    Items,
    Mark,
    MarkKind,
    Newspaper,
    Paragraph,
    Picture,
    Quote,
    Role,
    Section,
    Table,
    Version,
)
from reader.text import clean, clean_lines
from reader.text.tags import joined, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator

AT = datetime(2024, 7, 6, 1, 30, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


def taken(library: Library, text: str | bytes, name: str = "bookmarks") -> Counter[str]:
    content = text.encode() if isinstance(text, str) else text
    report = import_clippings(Path(name), library, at=AT, source=io.BytesIO(content))
    return report.counts


# -- there and back --------------------------------------------------------------

SIGNS = "月球样品研究AI 12，。“”<>&\"'-!#*_`\\[]()|~$é한글🚀\n"
lines = st.text(st.one_of(st.sampled_from(SIGNS), st.characters()), max_size=60).map(clean)
several = st.text(st.one_of(st.sampled_from(SIGNS), st.characters()), max_size=120).map(clean_lines)
hosts = st.sampled_from(["https://paper.example/", "http://a.example/x?y=1&z=2#q"])
addresses = st.one_of(st.just(""), st.builds(lambda h, n: f"{h}{n}", hosts, st.integers(0, 99)))
moments = st.integers(0, 4_000_000_000_000).map(lambda ms: AT + timedelta(milliseconds=ms))
days = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, tuple[Mark, ...]]:
    text = draw(several)
    marks = []
    if text:
        for _ in range(draw(st.integers(0, 2))):
            start = draw(st.integers(0, len(text) - 1))
            kind = draw(st.sampled_from(MarkKind))
            href = draw(addresses) if kind is MarkKind.LINK else ""
            end = draw(st.integers(start + 1, len(text)))
            marks.append(Mark(start=start, end=end, kind=kind, href=href))
    return text, tuple(marks)


blocks = st.one_of(
    st.builds(lambda p: Paragraph(text=p[0], marks=p[1]), passages()),
    st.builds(lambda p: Heading(text=p[0], marks=p[1]), passages()),
    st.builds(lambda p: Quote(text=p[0], marks=p[1]), passages()),
    st.builds(Items, items=st.lists(several, max_size=3).map(tuple), is_ordered=st.booleans()),
    st.builds(
        Table,
        rows=st.lists(st.lists(lines, max_size=3).map(tuple), max_size=3).map(tuple),
        has_header=st.booleans(),
    ),
    st.builds(Image, url=addresses, caption=lines, credit=lines),
)


@st.composite
def articles(draw: st.DrawFn, slug: str = "a") -> Article:
    return Article(
        slug=slug,
        headline=draw(lines),
        kicker=draw(lines),
        deck=draw(lines),
        byline=draw(lines),
        dateline=draw(lines),
        url=draw(addresses),
        language=draw(st.sampled_from(["", "zh-Hans", "en"])),
        role=draw(st.sampled_from(Role)),
        area=draw(st.sampled_from([(), ((0.0, 0.25), (1.0, 1 / 3))])),
        printed_on=draw(st.sampled_from([(), ("01", "04")])),
        blocks=draw(st.lists(blocks, min_size=1, max_size=5).map(tuple)),
    )


@st.composite
def clippings(draw: st.DrawFn, slug: str = "a") -> Clipping:
    day = draw(days)
    article = draw(articles(slug))
    later = sorted(
        draw(st.lists(st.tuples(moments, articles(slug)), max_size=2)), key=lambda one: one[0]
    )
    lit = draw(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9), several), max_size=3))
    highlights = {
        (start, words): Highlight(
            start=start, end=start + size, passage=words, made_at=draw(moments), note=draw(several)
        )
        for start, size, words in lit
        if words
    }
    bookmark = Bookmark(
        key=f"kjrb/{day.isoformat()}/{slug}",
        newspaper=Newspaper(
            id="kjrb",
            name=draw(lines) or "科技日报",
            english_name=draw(lines),
            icp=draw(lines)[:40].strip(),
        ),
        date=day,
        section=Section(name=draw(lines), page=draw(st.sampled_from(["", "01"]))),
        article=article,
        made_at=draw(moments),
        note=draw(several),
        tags=joined(map(tag_of, draw(st.lists(lines, max_size=4)))),
        highlights=tuple(sorted(highlights.values(), key=lambda one: (one.start, one.end))),
        later=tuple(Version(article=text, replaced_at=at) for at, text in later),
    )
    texts = (article, *(version.article for version in bookmark.later))
    urls = dict.fromkeys(image.url for text in texts for image in text.images if image.url)
    pictures = [
        Picture(url=url, media_type="image/jpeg", content=draw(st.binary(min_size=1, max_size=40)))
        for url in urls
    ]
    return Clipping(bookmark=bookmark, pictures=tuple(pictures))


@pytest.mark.parametrize("form", FORMS)
@given(first=clippings("a"), second=clippings("b"))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_round_trip_loses_nothing(form: str, first: Clipping, second: Clipping) -> None:
    second_urls = {picture.url for picture in second.pictures}
    first = Clipping(
        bookmark=first.bookmark,
        # One address has one picture.
        pictures=tuple(p for p in first.pictures if p.url not in second_urls),
    )
    with tempfile.TemporaryDirectory() as folder:
        with Library.open(Path(folder) / "one.db") as one:
            one.clippings.bring_in([first, second], at=AT)
            before = [one.clippings.clipping(key) for key in one.clippings.keys()]  # noqa: SIM118
            assert {c.bookmark for c in before if c} == {first.bookmark, second.bookmark}
            text = "".join(FORMS[form](c for c in before if c is not None))
        with Library.open(Path(folder) / "other.db") as other:
            assert taken(other, text) == {"new": 2}
            after = [other.clippings.clipping(key) for key in other.clippings.keys()]  # noqa: SIM118
            assert after == before
            assert taken(other, text) == {"same": 2}


def bookmarked(library: Library) -> Clipping:
    article = Article(
        slug="a",
        headline="嫦娥六号 <b>带回</b> -->",
        url="https://paper.example/1.htm",
        blocks=(Paragraph(text="本报讯 <!-- reader-bookmark\n--> [x](javascript:y)"),),
    )
    issue = Issue(
        newspaper_id="kjrb",
        date=date(2024, 7, 6),
        sections=(Section(name="要闻", page="01", articles=(article,)),),
    )
    library.store(Newspaper(id="kjrb", name="科技日报"), issue, at=AT)
    key = "kjrb/2024-07-06/a"
    library.bookmark(key, at=AT, note='为什么 <script>"x"</script>\n<!-- reader-bookmark')
    library.clippings.tag(key, ["航天", "a&b"])
    clipping = library.clippings.clipping(key)
    assert clipping is not None
    return clipping


def test_the_bookmark_file_is_what_browsers_read(library: Library) -> None:
    text = "".join(FORMS["html"]([bookmarked(library)]))
    assert text.startswith("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n")
    assert (
        '<DT><A HREF="https://paper.example/1.htm" ADD_DATE="1720229400" TAGS="a&amp;b,航天">'
        "嫦娥六号 &lt;b&gt;带回&lt;/b&gt; --&gt;</A>\n"
    ) in text
    assert "<DD>为什么 &lt;script&gt;" in text
    assert "<script" not in text
    assert text.count("<!--") == text.count("-->") == 1


def test_what_another_program_changed_in_the_bookmark_file_is_taken(
    library: Library, tmp_path: Path
) -> None:
    text = "".join(FORMS["html"]([bookmarked(library)]))
    text = text.replace('TAGS="', 'TAGS="new,').replace("<DD>", "<DD>Edited. ")
    with Library.open(tmp_path / "other.db") as other:
        taken(other, text)
        (kept,) = other.bookmarks()
    assert kept.tags == ("a&b", "new", "航天")
    assert kept.note.startswith("为什么")
    assert "Edited." in kept.note


# -- of browsers -----------------------------------------------------------------

FIREFOX = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file.
     It will be read and overwritten.
     DO NOT EDIT! -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>
<DL><p>
    <DT><H3 ADD_DATE="1700000000" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks Toolbar</H3>
    <DL><p>
        <DT><A HREF="https://www.a.org/a?b&amp;c" ADD_DATE="1700000001" TAGS="one,two">A &amp; B</A>
        <DD>First line
second line
        <DT><H3>Moon</H3>
        <DL><p>
            <DT><A HREF="http://example.net/" ADD_DATE="1700000002000">Net</A>
        </DL><p>
    </DL><p>
    <DT><A HREF="javascript:alert(1)" ADD_DATE="1">Evil</A>
    <DT><A HREF="place:sort=8">Most visited</A>
    <DT><A HREF="file:///etc/passwd">File</A>
    <HR>
    <DT><A HREF="https://last.example/">&#x1b;[31mLast\x1b]52;c;x\x07</A>
</DL>
"""


def test_a_browsers_file_gives_links_with_their_notes_tags_and_folders(library: Library) -> None:
    assert taken(library, FIREFOX) == {"new": 3, "skipped": 3}
    last, net, first = library.bookmarks()
    assert (first.article.headline, first.article.url) == (
        "A & B",
        "https://www.a.org/a?b&c",
    )
    assert (first.tags, first.note) == (("one", "two"), "First line\nsecond line")
    assert first.made_at == datetime(2023, 11, 14, 22, 13, 21, tzinfo=UTC)
    assert first.newspaper.name == "a.org"
    assert first.is_link
    assert (net.tags, net.made_at.year) == (("Moon",), 2023)
    assert "\x1b" not in last.article.headline
    assert (last.made_at, last.tags) == (AT, ())
    assert taken(library, FIREFOX) == {"same": 3, "skipped": 3}


def test_links_go_out_and_come_back(library: Library, tmp_path: Path) -> None:
    taken(library, FIREFOX)
    found = [library.clippings.clipping(key) for key in library.clippings.keys()]  # noqa: SIM118
    for form, written in FORMS.items():
        with Library.open(tmp_path / f"{form}.db") as other:
            taken(other, "".join(written(c for c in found if c)))
            assert other.bookmarks() == library.bookmarks()


def test_a_link_to_an_article_that_is_here_bookmarks_that_article(library: Library) -> None:
    whole = bookmarked(library).bookmark
    library.unbookmark(whole.key)
    text = '<DL><DT><A HREF="https://paper.example/1.htm" ADD_DATE="9" TAGS="x">y</A><DD>n'
    assert taken(library, text) == {"new": 1}
    (kept,) = library.bookmarks()
    assert (kept.key, kept.article) == (whole.key, whole.article)
    assert (kept.tags, kept.note) == (("x",), "n")
    assert taken(library, text) == {"same": 1}
    library.remove_issue("kjrb", date(2024, 7, 6), at=AT)
    assert taken(library, text.replace('"x"', '"z"')) == {"joined": 1}
    assert library.bookmarks()[0].tags == ("x", "z")


# -- what is hostile -------------------------------------------------------------


def record() -> dict[str, object]:
    return {
        "key": "kjrb/2024-07-06/a",
        "made_at": AT.isoformat(),
        "newspaper": {
            "id": "kjrb",
            "name": "科技日报",
            "english_name": "",
            "language": "zh",
            "time_zone": "",
            "homepage": "",
            "icp": "",
            "closed_weekdays": [],
        },
        "section": {
            "name": "",
            "page": "",
            "url": "",
            "page_image_url": "javascript:1",
            "page_pdf_url": "",
        },
        "article": {"slug": "a", "headline": "x", "blocks": [["paragraph", "y"]]},
    }


def document(*records: object) -> str:
    return json.dumps({"format": "reader-bookmarks", "version": 1, "bookmarks": list(records)})


def test_another_programs_layout_of_the_same_json_is_read(library: Library) -> None:
    assert taken(library, document(record())) == {"new": 1}
    assert taken(library, json.dumps([record()], indent=4)) == {"same": 1}


def test_texts_are_cleaned_and_addresses_are_of_the_web(library: Library) -> None:
    evil = record()
    evil["note"] = "\x1b[2Jnote\u202e"
    evil["tags"] = ["a,b", "\x07#c"]
    evil["article"] = {
        "slug": "a",
        "headline": "\x1b]52;c;x\x07headline",
        "url": "javascript:alert(1)",
        "area": [[1e999, 0]],
        "blocks": [
            ["paragraph", "text", [[0, 4, "link", "file:///etc/passwd"], [2, 900, "strong"]]],
            ["image", "ftp://x.example/", "\x1bc", ""],
        ],
    }
    evil["pictures"] = [
        {"url": "https://other.example/", "media_type": "image/png", "content": "AAAA"}
    ]
    assert taken(library, document(evil)) == {"new": 1}
    (kept,) = library.bookmarks()
    assert kept.note == "[2Jnote"
    assert kept.tags == ("a b", "c")
    assert kept.article.headline == "]52;c;xheadline"
    assert (kept.article.url, kept.article.area) == ("", ())
    assert kept.article.blocks == (
        Paragraph(text="text", marks=(Mark(start=0, end=4, kind=MarkKind.LINK),)),
        Image(url="", caption="c"),
    )
    assert kept.section.page_image_url == ""
    assert library.picture("https://other.example/") is None


BAD = [
    {"key": "../../etc/x"},
    {"key": "other/2024-07-06/a"},
    {"key": "kjrb/2024-13-06/a"},
    {"key": "kjrb/2024-07-06/"},
    {"key": 7},
    {"made_at": "then"},
    {"note": ["x"]},
    {"note": "x" * 200_000},
    {"tags": "x"},
    {"tags": ["x"] * 1000},
    {"article": None},
    {"article": {"slug": "a", "headline": "x", "blocks": [["paragraph", "y" * 5_000_000]]}},
    {"article": {"slug": "a", "headline": "x", "blocks": [["paragraph", ""]] * 30_000}},
    {"highlights": [{"start": "1"}]},
    {"later": [{"arrived_at": AT.isoformat()}]},
    {"pictures": [{"url": "u", "media_type": "image/png", "content": "!"}]},
]


@pytest.mark.parametrize("change", BAD, ids=lambda change: next(iter(change)))
def test_what_is_no_bookmark_is_left_out_and_the_next_comes_in(
    library: Library, change: dict[str, object]
) -> None:
    good = record() | {"key": "kjrb/2024-07-06/b"}
    assert taken(library, document(record() | change, good)) == {"skipped": 1, "new": 1}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "{",
        "[" * 100_000,
        '{"format": "reader-bookmarks", "version": 1, "bookmarks": 7}',
        '{"a": ' + "9" * 6000 + "}",
        '{"roots": {}}',
        "<html><p>nothing",
        "\x00\x01\x02",
        "---\ntitle: x\n---\n<a",
    ],
    ids=lambda text: text[:10],
)
def test_what_holds_no_bookmarks_brings_nothing_in(library: Library, text: str) -> None:
    with suppress(UsageError):
        assert not taken(library, text)
    assert library.bookmarks() == ()


def test_a_file_of_a_newer_reader_is_refused(library: Library) -> None:
    with pytest.raises(UsageError, match="newer"):
        taken(library, '{"format": "reader-bookmarks", "version": 2, "bookmarks": [\n{}\n]}')


@pytest.mark.parametrize(
    "data",
    [
        base64.b64encode(zlib.compress(b"\0" * 200_000_000)).decode(),
        base64.b64encode(zlib.compress(b"[" * 200_000)).decode(),
        "AAAA",
        "!!",
        "",
    ],
    ids=["bomb", "deep", "garbage", "not-base64", "empty"],
)
def test_damaged_or_hostile_data_costs_its_bookmark_only(library: Library, data: str) -> None:
    bad = f"<!-- reader-bookmark\n{data}\n-->\n"
    good = "".join(FORMS["md"]([bookmarked(library)]))
    library.unbookmark("kjrb/2024-07-06/a")
    assert taken(library, "---\n" + bad + good) == {"skipped": 1, "new": 1}


@pytest.mark.parametrize("form", FORMS)
def test_a_file_cut_short_gives_what_is_whole_in_it(
    library: Library, tmp_path: Path, form: str
) -> None:
    one = bookmarked(library)
    text = "".join(FORMS[form]([one, one]))
    with Library.open(tmp_path / "other.db") as other:
        counts = taken(other, text[: len(text) * 3 // 4])
        assert counts["new"] == 1
        assert len(other.bookmarks()) == 1


def test_what_is_kept_is_newest_last_made(library: Library) -> None:
    records = [
        record() | {"key": f"kjrb/2024-07-06/{n}", "made_at": (AT + timedelta(n)).isoformat()}
        for n in range(250)
    ]
    assert taken(library, document(*records)) == {"new": 250}
    assert [kept.key.rpartition("/")[2] for kept in library.bookmarks()[:2]] == ["249", "248"]
