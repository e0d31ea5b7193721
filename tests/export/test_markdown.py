"""`reader.export.markdown`: what a parser of Markdown reads is what the article says."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.export import Printed
from reader.export.markdown import article, escaped
from reader.model import (
    Article,
    Block,
    Heading,
    Image,
    Items,
    Mark,
    MarkKind,
    Paragraph,
    Quote,
    Table,
)
from reader.text import clean_lines

if TYPE_CHECKING:
    from markdown_it.token import Token

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def printed(*blocks: Block, **fields: object) -> Printed:
    story = Article(slug="a", headline=str(fields.pop("headline", "Headline")), blocks=blocks)
    return Printed(id="a", article=story, **fields)  # type: ignore[arg-type]


def tokens_of(markdown: str) -> list[Token]:
    return PARSER.parse(markdown)


def kinds_of(markdown: str) -> set[str]:
    found = set()
    for token in tokens_of(markdown):
        found.add(token.type)
        found.update(child.type for child in token.children or ())
    return found


def words_of(markdown: str) -> str:
    """What a reader sees, a line an inline group."""
    return "\n".join(
        "".join(
            "\n" if child.type in ("hardbreak", "softbreak") else child.content
            for child in token.children or ()
        )
        for token in tokens_of(markdown)
        if token.type == "inline"
    )


PLAIN = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"}

TRAPS = [
    "# not a heading",
    "1. not a list",
    "2024) not a list",
    "- not a list",
    "+ not a list",
    "* not a list",
    "> not a quotation",
    "---",
    "===",
    "***",
    "```",
    "~~~",
    "~~gone~~",
    "<script>alert(1)</script>",
    "<https://example.com>",
    "[link](https://example.com)",
    "![picture](https://example.com/a.jpg)",
    "[a]: https://example.com",
    "*stars* and _lines_ and **both**",
    "`code`",
    "&lt;b&gt; &#60; AT&T",
    "a | b\n--- | ---\n1 | 2",
    "one\\\ntwo",
    "back\\slash",
    "a trailing #",
    "$x$",
    "a\n===",
    "a\n---",
]


@pytest.mark.parametrize("text", TRAPS)
def test_text_is_never_markup(text: str) -> None:
    markdown = article(printed(Paragraph(text=text)))
    assert kinds_of(markdown) <= PLAIN | {"hardbreak"}
    assert words_of(markdown) == f"Headline\n{text}"


@pytest.mark.parametrize("text", [text for text in TRAPS if "\n" not in text])
def test_a_headline_is_never_markup(text: str) -> None:
    markdown = article(printed(headline=text))
    assert kinds_of(markdown) <= PLAIN
    assert words_of(markdown) == text


@given(st.text(min_size=1, max_size=60).map(clean_lines).filter(bool))
def test_any_text_comes_back_from_the_parser(text: str) -> None:
    markdown = article(printed(Paragraph(text=text.replace("\n\n", "\n"))))
    assert words_of(markdown) == "Headline\n" + text.replace("\n\n", "\n")
    assert kinds_of(markdown) <= PLAIN | {"hardbreak"}


@given(st.text(alphabet="*_`[]()!<>&#-+=1.~|\\ax \n$:/", min_size=1, max_size=40))
def test_any_punctuation_comes_back_from_the_parser(raw: str) -> None:
    text = clean_lines(raw).replace("\n\n", "\n")
    if not text:
        return
    markdown = article(printed(Paragraph(text=text)))
    assert words_of(markdown) == "Headline\n" + text
    assert kinds_of(markdown) <= PLAIN | {"hardbreak"}


def test_a_bare_address_does_not_look_like_one() -> None:
    assert escaped("see https://example.com") == "see https\\://example.com"
    assert escaped("see www.example.com") == "see www\\.example.com"


def test_emphasis_and_links_of_the_article_are_kept() -> None:
    text = "bold, leaning, linked"
    marks = (
        Mark(start=0, end=4, kind=MarkKind.STRONG),
        Mark(start=6, end=13, kind=MarkKind.EMPHASIS),
        Mark(start=15, end=21, kind=MarkKind.LINK, href="https://example.com/a_(b)?c=<d>"),
    )
    markdown = article(printed(Paragraph(text=text, marks=marks)))
    assert "**bold**, *leaning*, [linked](https://example.com/a_%28b%29?c=%3Cd%3E)" in markdown
    assert {"strong_open", "em_open", "link_open"} <= kinds_of(markdown)
    assert words_of(markdown) == "Headline\n" + text


def test_a_link_after_an_exclamation_mark_is_no_picture() -> None:
    mark = Mark(start=1, end=5, kind=MarkKind.LINK, href="https://example.com/")
    assert "image" not in kinds_of(article(printed(Paragraph(text="!here", marks=(mark,)))))


@given(
    st.text(alphabet="a* 版。「」\n", max_size=12),
    st.lists(st.tuples(st.integers(-2, 14), st.integers(-2, 14), st.sampled_from(MarkKind))),
)
def test_no_mark_changes_the_words(raw: str, spans: list[tuple[int, int, MarkKind]]) -> None:
    text = clean_lines(raw).replace("\n\n", "\n")
    if not text:
        return
    marks = tuple(
        Mark(start=start, end=end, kind=kind, href="https://example.com/")
        for start, end, kind in spans
        if kind not in (MarkKind.SUBSCRIPT, MarkKind.SUPERSCRIPT)
    )
    markdown = article(printed(Paragraph(text=text, marks=marks)))
    assert words_of(markdown) == "Headline\n" + text


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "https:", "//x"])
def test_an_address_that_is_none_leaves_the_words(href: str) -> None:
    mark = Mark(start=0, end=4, kind=MarkKind.LINK, href=href)
    markdown = article(printed(Paragraph(text="here", marks=(mark,)), Image(url=href)))
    assert not {"link_open", "image"} & kinds_of(markdown)


def test_every_kind_of_block_has_its_form() -> None:
    markdown = article(
        printed(
            Heading(text="Sub"),
            Quote(text="said\nso"),
            Items(items=("one", "two")),
            Items(items=("first", "second"), is_ordered=True),
            Table(rows=(("a|b", "c"), ("d",)), has_header=True),
            Image(url="https://example.com/a.jpg", caption="words", credit="who"),
        )
    )
    assert {
        "blockquote_open",
        "bullet_list_open",
        "ordered_list_open",
        "table_open",
        "image",
    } <= kinds_of(markdown)
    assert "![words who](https://example.com/a.jpg)" in markdown
    assert "| a\\|b | c |\n| --- | --- |\n| d |  |" in markdown


def test_a_table_without_a_header_keeps_its_first_row_as_a_row() -> None:
    markdown = article(printed(Table(rows=(("a", "b"),))))
    assert "|  |  |\n| --- | --- |\n| a | b |" in markdown


def test_kicker_deck_byline_and_place_stand_around_the_headline() -> None:
    story = Article(slug="a", headline="头条", kicker="引题", deck="副题", byline="本报记者 李明")
    day = datetime.date(2024, 7, 6)
    whole = Printed(
        id="a",
        article=story,
        newspaper="科技日报",
        date=day,
        page="01",
        section="要闻",
        note="why",
    )
    assert article(whole, level=3) == (
        "*引题*\n\n### 头条\n\n*副题*\n\n本报记者 李明\n\n"
        "*科技日报, 2024-07-06, 01 要闻*\n\n> why\n"
    )


def test_no_control_character_goes_out() -> None:
    markdown = article(printed(Paragraph(text="a\x1b[2Jb\u202ec"), headline="x\x07y\u2066"))
    assert not {"\x1b", "\x07", "\u202e", "\u2066"} & set(markdown)
