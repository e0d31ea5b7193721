"""Articles as JSON: one flat record an article, the same fields everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, assert_never

from reader.export import Printed, without_controls
from reader.model import Block, Heading, Image, Items, Mark, Paragraph, Quote, Table

Record = dict[str, Any]


def record_of(printed: Printed) -> Record:
    """The article's record. Absent text is "", absent groups are []; the date is ISO 8601."""
    article = printed.article
    record: Record = {
        "id": printed.id,
        "newspaper": printed.newspaper_id or printed.newspaper,
        "date": printed.date.isoformat() if printed.date else "",
        "section": printed.section,
        "page": printed.page,
        "kicker": article.kicker,
        "title": article.headline,
        "deck": article.deck,
        "byline": article.byline,
        "dateline": article.dateline,
        "language": article.language or printed.language,
        "text": article.text,
        "blocks": [_block(block) for block in article.blocks],
        "images": [
            {"url": image.url, "caption": image.caption, "credit": image.credit}
            for image in article.images
        ],
        "url": article.url,
    }
    return {name: _safe(value) for name, value in record.items()}


def whole_record_of(printed: Printed) -> Record:
    """All that is known of the article: its record, what kind of item it is, the pages that print
    split it over, and what the person made of it."""
    more: Record = {
        "role": str(printed.article.role),
        "printed_on": list(printed.article.printed_on),
        "note": printed.note,
        "tags": list(printed.tags),
        "highlights": [
            {
                "start": one.start,
                "end": one.end,
                "passage": one.passage,
                "note": one.note,
                "made_at": one.made_at.isoformat(),
            }
            for one in printed.highlights
        ],
        "bookmarked_at": printed.kept_at.isoformat() if printed.kept_at else "",
    }
    return record_of(printed) | {name: _safe(value) for name, value in more.items()}


def line(record: Record) -> str:
    """The record on one line, for JSON lines."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": "))


def document(records: Iterable[Record]) -> str:
    """A list of records, laid out to be looked at."""
    return json.dumps(list(records), ensure_ascii=False, indent=1)


def single(record: Record) -> str:
    """One record, laid out to be looked at."""
    return json.dumps(record, ensure_ascii=False, indent=1)


def _block(block: Block) -> Record:
    match block:
        case Paragraph(text=text, marks=marks):
            return {"kind": "paragraph", "text": text, "marks": [_mark(mark) for mark in marks]}
        case Heading(text=text, marks=marks):
            return {"kind": "heading", "text": text, "marks": [_mark(mark) for mark in marks]}
        case Quote(text=text, marks=marks):
            return {"kind": "quote", "text": text, "marks": [_mark(mark) for mark in marks]}
        case Items(items=items, is_ordered=is_ordered):
            return {"kind": "list", "ordered": is_ordered, "items": list(items)}
        case Table(rows=rows, has_header=has_header):
            return {"kind": "table", "header": has_header, "rows": [list(row) for row in rows]}
        case Image(url=url, caption=caption, credit=credit):
            return {"kind": "image", "url": url, "caption": caption, "credit": credit}
        case _:
            assert_never(block)


def _mark(mark: Mark) -> Record:
    record: Record = {"start": mark.start, "end": mark.end, "kind": str(mark.kind)}
    if mark.href:
        record["href"] = mark.href
    return record


def _safe(value: Any) -> Any:
    # JSON would write a control character as an escape, and whoever reads it back has it again.
    match value:
        case str():
            return without_controls(value)
        case list():
            return [_safe(item) for item in value]
        case dict():
            return {name: _safe(item) for name, item in value.items()}
        case _:
            return value
