"""A book of news: its contents are the sections, its title the newspaper, its date the issue's."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.delivery.intake.books import day_in
from reader.export.epub import write_epub
from reader.export.plates import Plates
from reader.export.volume import of_range
from reader.model import (
    Article,
    Heading,
    Image,
    Issue,
    Items,
    Mark,
    MarkKind,
    Newspaper,
    Paragraph,
    Quote,
    Role,
    Section,
)
from tests.delivery.intake.containers import TODAY, Told, zipped

if TYPE_CHECKING:
    from reader.library import Library

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0"'
    ' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile'
    ' full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
NAVBAR = '<div class="calibre_navbar">| <a href="../index.html">Section menu</a> |</div>'


def package(
    pages: list[str], *, title: str, metadata: str = "", version: str = "2.0", nav: str = ""
) -> str:
    items = "".join(
        f'<item id="i{n}" href="{page}" media-type="application/xhtml+xml"/>'
        for n, page in enumerate(pages)
    )
    refs = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    contents = (
        f'<item id="nav" href="{nav}" media-type="application/xhtml+xml" properties="nav"/>'
        if nav
        else '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    )
    return (
        f'<?xml version="1.0"?><package version="{version}" xmlns="http://www.idpf.org/2007/opf">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:language>en</dc:language>{metadata}</metadata>"
        f"<manifest>{items}{contents}</manifest><spine toc='ncx'>{refs}</spine></package>"
    )


def page(headline: str, *paragraphs: str, more: str = "") -> str:
    words = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title/></head><body>{NAVBAR}<h1>{headline}</h1>{words}{more}</body></html>"
    )


def point(label: str, src: str, within: str = "") -> str:
    return (
        f"<navPoint><navLabel><text>{label}</text></navLabel><content src='{src}'/>"
        f"{within}</navPoint>"
    )


def ncx(*points: str) -> str:
    return (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
        f"{''.join(points)}</navMap></ncx>"
    )


@pytest.fixture
def periodical(tmp_path: Path) -> Path:
    """A newspaper as calibre's recipes make one."""
    origin = (
        '<div class="calibre_navbar">This article was downloaded by <strong>calibre</strong> from'
        ' <a rel="calibre-downloaded-from" href="https://paper.example/a/77012">here</a></div>'
    )
    figure = '<p><img src="images/img1.png" alt=""/></p><p>After the picture.</p>'
    pages = ["index.html", "feed_0/index.html"]
    pages += [f"feed_0/article_{n}/index.html" for n in (0, 1)]
    pages += ["feed_0/article_1/index_split_001.html", "feed_1/index.html"]
    pages += ["feed_1/article_0/index.html"]
    content = {
        "index.html": page("The Evening Post", "All sections"),
        "feed_0/index.html": page("World", "A list of articles"),
        "feed_0/article_0/index.html": page(
            "Bridge opens", "The bridge opened on Friday.", more=figure + origin
        ),
        "feed_0/article_0/images/img1.png": PNG,
        "feed_0/article_1/index.html": page("Harvest begins", "The wheat is ripe&nbsp;now."),
        "feed_0/article_1/index_split_001.html": page("", "And so is the rye."),
        "feed_1/index.html": page("Arts", "A list of articles"),
        "feed_1/article_0/index.html": page("A play", "It was played well."),
    }
    metadata = (
        '<meta name="calibre:publication_type" content="periodical:newspaper:The Evening Post"/>'
        "<dc:date>2024-07-05T22:00:00+00:00</dc:date>"
    )
    contents = ncx(
        point(
            "World",
            "feed_0/index.html",
            point("Bridge opens", "feed_0/article_0/index.html")
            + point("Harvest begins", "feed_0/article_1/index.html"),
        ),
        point("Arts", "feed_1/index.html", point("A play", "feed_1/article_0/index.html")),
    )
    path = tmp_path / "post.epub"
    path.write_bytes(
        zipped(
            [
                ("mimetype", "application/epub+zip"),
                ("META-INF/container.xml", CONTAINER),
                (
                    "content.opf",
                    package(pages, title="The Evening Post [Sat, 06 Jul 2024]", metadata=metadata),
                ),
                ("toc.ncx", contents),
                *content.items(),
            ]
        )
    )
    return path


def issue_of(library: Library, newspaper_id: str, day: date) -> Issue:
    issue = library.issue(newspaper_id, day)
    assert issue is not None
    return issue


def test_a_periodical_of_calibre_is_an_issue_of_its_newspaper(
    library: Library, periodical: Path
) -> None:
    day = date(2024, 7, 6)
    told = Told(library, periodical)
    assert (told.filed, told.left_out) == ([("the-evening-post", day, 3)], [])
    issue = issue_of(library, "the-evening-post", day)
    assert [
        (section.name, [article.headline for article in section.articles])
        for section in issue.sections
    ] == [("World", ["Bridge opens", "Harvest begins"]), ("Arts", ["A play"])]
    newspaper = library.newspaper("the-evening-post")
    assert newspaper is not None
    assert (newspaper.name, newspaper.language) == ("The Evening Post", "en")


def test_a_story_of_calibre_has_its_words_its_address_and_its_picture(
    library: Library, periodical: Path
) -> None:
    Told(library, periodical)
    first, second, _ = issue_of(library, "the-evening-post", date(2024, 7, 6)).articles
    assert first.url == "https://paper.example/a/77012"
    assert first.text == "The bridge opened on Friday.\n\nAfter the picture."
    [image] = first.images
    assert library.picture(image.url) == ("image/png", PNG)
    assert second.text == "The wheat is ripe now.\n\nAnd so is the rye."


def test_a_book_that_was_exported_comes_back_as_the_issues_it_was_made_of(
    library: Library, tmp_path: Path
) -> None:
    paper = Newspaper(id="kjrb", name="科技日报", language="zh")
    link = Mark(start=0, end=2, kind=MarkKind.LINK, href="http://www.else.invalid/a/")
    stories = [
        Article(
            slug=f"content_{n}",
            headline=f"第{n}题",
            url=f"https://kjrb.example/content_{n}.htm",
            blocks=(Paragraph(text="正文一段。", marks=(link,)),),
            language="zh",
            printed_on=("03", "08") if n == 1 else (),
        )
        for n in (1, 2, 3)
    ]
    notice = Article(slug="ad", headline="广告", role=Role.NOTICE, language="zh")
    days = [date(2024, 7, 5), date(2024, 7, 6)]

    def printed(day: date) -> Issue:
        sections = (
            Section(name="文化", page="03", articles=tuple(stories)),
            Section(name="广告", page="04", articles=(notice,)),
        )
        return Issue(newspaper_id="kjrb", date=day, sections=sections)

    path = tmp_path / "two days.epub"
    with path.open("wb") as file:
        write_epub(of_range(paper, days, printed), file, Plates(lambda _url: None))
    told = Told(library, path)
    assert (told.filed, told.left_out) == ([("kjrb", day, 3) for day in days], [])
    for day in days:
        (section,) = issue_of(library, "kjrb", day).sections
        assert (section.name, section.page) == ("文化", "03")
        assert [article.headline for article in section.articles] == ["第1题", "第2题", "第3题"]
        assert {article.blocks for article in section.articles} == {stories[0].blocks}


def test_the_same_book_again_adds_nothing(library: Library, periodical: Path) -> None:
    Told(library, periodical)
    again = Told(library, periodical)
    assert (again.filed, again.known) == ([], ["post.epub"])


def test_an_epub_3_is_read_by_its_nav_and_cut_at_its_places(
    library: Library, tmp_path: Path
) -> None:
    nav = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        '<body><nav epub:type="toc"><ol><li><span>Opinion</span><ol>'
        '<li><a href="c.xhtml#one">First</a></li><li><a href="c.xhtml#two">Second</a></li>'
        "</ol></li></ol></nav></body></html>"
    )
    text = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><div><h2 id="one">First</h2>'
        '<p>Words of the <a href="#two">first</a>.</p><h2 id="two">Second</h2>'
        "<blockquote>Said.</blockquote><h3>Below</h3><ul><li>a</li><li>b</li></ul></div></body></html>"
    )
    path = tmp_path / "x.epub"
    metadata = "<dc:date>2023-01-02</dc:date>"
    path.write_bytes(
        zipped(
            [
                ("META-INF/container.xml", CONTAINER),
                (
                    "content.opf",
                    package(
                        ["c.xhtml"],
                        title="科技日报",
                        metadata=metadata,
                        version="3.0",
                        nav="nav.xhtml",
                    ),
                ),
                ("nav.xhtml", nav),
                ("c.xhtml", text),
            ]
        )
    )
    assert Told(library, path).filed == [("kjrb", date(2023, 1, 2), 2)]
    issue = issue_of(library, "kjrb", date(2023, 1, 2))
    assert [section.name for section in issue.sections] == ["Opinion"]
    first, second = issue.articles
    assert first.blocks == (Paragraph(text="Words of the first."),)
    assert second.blocks == (Quote(text="Said."), Heading(text="Below"), Items(items=("a", "b")))


def test_a_book_without_contents_has_a_story_a_page(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "x.epub"
    pages = {f"{n}.html": page(f"Story {n}", f"Words of story {n}.") for n in (1, 2)}
    path.write_bytes(
        zipped(
            [
                ("META-INF/container.xml", CONTAINER),
                ("content.opf", package(list(pages), title="通讯")),
                *pages.items(),
            ]
        )
    )
    [(newspaper_id, day, count)] = Told(library, path).filed
    assert (newspaper_id.startswith("book-"), day, count) == (True, TODAY, 2)


def test_what_a_book_names_and_does_not_have_is_told(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "x.epub"
    pages = ["../../../../etc/passwd", "file:///etc/passwd", "gone.html", "1.html"]
    path.write_bytes(
        zipped(
            [
                ("META-INF/container.xml", CONTAINER),
                ("content.opf", package(pages, title="A book")),
                ("1.html", page("Here", "Words.")),
            ]
        )
    )
    told = Told(library, path)
    assert len(told.left_out) == 3
    assert len(told.filed) == 1


def test_entities_are_neither_expanded_nor_looked_up(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "x.epub"
    bomb = (
        '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    )
    opf = package(["1.html"], title="T &b; &x;").replace("?>", "?>" + bomb, 1)
    story = page("Here", "Words &b; of &x; it.").replace("?>", "?>" + bomb, 1)
    path.write_bytes(
        zipped([("META-INF/container.xml", CONTAINER), ("content.opf", opf), ("1.html", story)])
    )
    Told(library, path)
    [entry] = library.stand()
    article = next(issue_of(library, entry.newspaper.id, TODAY).articles)
    assert "root:" not in article.text
    assert "aaaaaaaaaaa" not in article.text + entry.newspaper.name


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Fri, 05 Jul 2024", date(2024, 7, 5)),
        ("2024-07-05T22:00:00+00:00", date(2024, 7, 5)),
        ("2024年7月5日", date(2024, 7, 5)),
        ("0101-01-01T00:00:00+00:00", None),
        ("2024-02-30", None),
        ("", None),
    ],
)
def test_a_book_s_date_is_believed_where_it_is_one(words: str, day: date | None) -> None:
    assert day_in(words) == day


def test_pictures_of_a_book_have_addresses_of_nobody(library: Library, periodical: Path) -> None:
    Told(library, periodical)
    images = [
        block
        for article in issue_of(library, "the-evening-post", date(2024, 7, 6)).articles
        for block in article.blocks
        if isinstance(block, Image)
    ]
    assert [image.url.partition("/OEBPS")[0].split("/")[2][-8:] for image in images] == [".invalid"]
