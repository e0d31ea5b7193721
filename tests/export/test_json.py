"""`reader.export.json`: the record's fields and nothing but text in them."""

from __future__ import annotations

import datetime
import json

from hypothesis import given
from hypothesis import strategies as st

from reader.export import Printed
from reader.export.json import document, line, record_of, single
from reader.model import (
    Article,
    Heading,
    Image,
    Items,
    Mark,
    MarkKind,
    Paragraph,
    Quote,
    Table,
)

FIELDS = [
    "id",
    "newspaper",
    "date",
    "section",
    "page",
    "kicker",
    "title",
    "deck",
    "byline",
    "dateline",
    "language",
    "text",
    "blocks",
    "images",
    "url",
]


def test_a_record_has_exactly_the_fields_promised() -> None:
    assert list(record_of(Printed(id="a", article=Article(slug="a", headline="h")))) == FIELDS


def test_paragraphs_are_joined_by_a_blank_line_and_captions_are_no_text() -> None:
    story = Article(
        slug="a",
        headline="h",
        blocks=(
            Paragraph(text="one"),
            Image(url="https://example.com/a.jpg", caption="words", credit="who"),
            Paragraph(text="two"),
        ),
    )
    record = record_of(Printed(id="a", article=story))
    assert record["text"] == "one\n\ntwo"
    assert record["images"] == [
        {"url": "https://example.com/a.jpg", "caption": "words", "credit": "who"}
    ]


def test_every_kind_of_block_has_its_form() -> None:
    mark = Mark(start=0, end=3, kind=MarkKind.LINK, href="https://example.com/")
    story = Article(
        slug="a",
        headline="h",
        blocks=(
            Paragraph(text="one", marks=(mark,)),
            Heading(text="two"),
            Quote(text="three"),
            Items(items=("four",), is_ordered=True),
            Table(rows=(("five",),), has_header=True),
            Image(url=""),
        ),
    )
    blocks = record_of(Printed(id="a", article=story))["blocks"]
    assert [block["kind"] for block in blocks] == [
        "paragraph",
        "heading",
        "quote",
        "list",
        "table",
        "image",
    ]
    assert blocks[0]["marks"] == [
        {"start": 0, "end": 3, "kind": "link", "href": "https://example.com/"}
    ]
    assert blocks[3] == {"kind": "list", "ordered": True, "items": ["four"]}
    assert blocks[4] == {"kind": "table", "header": True, "rows": [["five"]]}


def test_the_date_is_iso_and_empty_where_unknown() -> None:
    story = Article(slug="a", headline="h")
    assert record_of(Printed(id="a", article=story))["date"] == ""
    day = datetime.date(2024, 7, 6)
    assert record_of(Printed(id="a", article=story, date=day))["date"] == "2024-07-06"


def test_an_article_without_a_language_has_its_newspapers() -> None:
    story = Article(slug="a", headline="h")
    assert record_of(Printed(id="a", article=story, language="zh"))["language"] == "zh"


def test_chinese_stays_chinese_and_a_line_is_one_line() -> None:
    record = record_of(Printed(id="a", article=Article(slug="a", headline="头条")))
    assert '"头条"' in line(record)
    assert "\n" not in line(record)
    assert json.loads(document([record, record])) == [record, record]
    assert json.loads(single(record)) == record


@given(st.text())
def test_no_control_character_goes_out_even_escaped(text: str) -> None:
    story = Article(slug="a", headline=text, blocks=(Paragraph(text=text + "\x1b[2J\u202e"),))
    record = json.loads(line(record_of(Printed(id=text, article=story))))
    for value in (record["id"], record["title"], record["text"], record["blocks"][0]["text"]):
        assert not any(ord(c) < 32 and c not in "\n\t" for c in value)
        assert not set(value) & {"\x1b", "\x7f", "\x9b", "\u202e", "\u2028", "\ufffe"}
