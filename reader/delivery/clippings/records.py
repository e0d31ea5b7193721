"""A record of a bookmark, as somebody's file has it, to a bookmark that may be kept.

A file from outside is believed nothing: texts are cleaned, addresses are those of the web or none,
what has no bounds there has some here. What this reader wrote comes through as it was.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, assert_never

from reader.errors import ParseError
from reader.lang import say
from reader.library.codec import Unreadable, article_from_json, copy_from_json
from reader.library.records import MOST_PICTURES
from reader.model import (
    Article,
    Block,
    Bookmark,
    Clipping,
    Heading,
    Highlight,
    Image,
    Items,
    Mark,
    Newspaper,
    Paragraph,
    Picture,
    Quote,
    Section,
    Table,
    Version,
)
from reader.parse.links import openable
from reader.text import clean, clean_lines
from reader.text.tags import joined, tag_of

MOST_RECORD = 2 * MOST_PICTURES
"""Characters of one record."""
_MOST_VALUES = 1_000_000
"""Values in one record: what a parser of JSON makes of each takes more room than it."""
_MOST_WORDS = 4_000_000
"""Characters of one text."""
_MOST_BLOCKS = 20_000
_MOST_TEXTS = 50
_MOST_HIGHLIGHTS = 5_000
_MOST_TAGS = 200
_LONGEST_NOTE = 100_000
_LONGEST_LINE = 20_000
_LONGEST_KEY = 300
_ID = re.compile(r"\w[\w.-]{0,99}")
_MEDIA_TYPE = re.compile(r"image/[a-z0-9.+-]{1,60}")
_FAILURES = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


def unpacked(data: str) -> Any:
    """The record in a comment; raises `ParseError`."""
    try:
        if len(data) > MOST_RECORD:
            raise _too_large()
        inflate = zlib.decompressobj()
        content = inflate.decompress(base64.b64decode(data, validate=True), MOST_RECORD)
        if inflate.unconsumed_tail:
            raise _too_large()
        text = content.decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError, ValueError) as error:
        raise ParseError(say("the data behind it is damaged")) from error
    return value_of(text)


def value_of(text: str) -> Any:
    """The value of a piece of JSON; raises `ParseError`."""
    if len(text) > MOST_RECORD or sum(map(text.count, "[{,")) > _MOST_VALUES:
        raise _too_large()
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError(say("it is not written as JSON is")) from error


def _too_large() -> ParseError:
    return ParseError(say("it is larger than a bookmark can be"))


def clipping_of(record: Any) -> Clipping:
    """The bookmark of a record; raises `ParseError`, with one clause."""
    try:
        return _clipping(record)
    except ParseError:
        raise
    except (Unreadable, *_FAILURES) as error:
        raise ParseError(say("it is no bookmark of this reader")) from error


def _clipping(record: Any) -> Clipping:
    newspaper, section, article = copy_from_json(record)
    key = clean(_words(record["key"], _LONGEST_KEY))
    newspaper_id, _, rest = key.partition("/")
    day, _, slug = rest.partition("/")
    if key != record["key"] or newspaper_id != newspaper.id or not _ID.fullmatch(newspaper_id):
        raise ValueError(key)
    if not slug:
        raise ValueError(key)
    bookmark = Bookmark(
        key=key,
        newspaper=_newspaper(newspaper),
        date=date.fromisoformat(day),
        section=_section(section),
        article=safe_article(article),
        made_at=_moment(record["made_at"]),
        note=clean_lines(_words(record.get("note", ""), _LONGEST_NOTE)),
        tags=joined(tag_of(_words(tag, 1000)) for tag in _some(record, "tags", _MOST_TAGS)),
        highlights=_highlights(record),
        later=tuple(
            Version(
                article=safe_article(article_from_json(each["article"])),
                replaced_at=_moment(each["arrived_at"]),
            )
            for each in _some(record, "later", _MOST_TEXTS)
        ),
    )
    return Clipping(bookmark=bookmark, pictures=tuple(_pictures(record, bookmark)))


def _some(record: Any, name: str, most: int) -> list[Any]:
    values = record.get(name, [])
    if not isinstance(values, list) or len(values) > most:
        raise ValueError(name)
    return values


def _words(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise TypeError(type(value).__name__)
    return value


def _moment(value: Any) -> datetime:
    at = datetime.fromisoformat(_words(value, 60))
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _highlights(record: Any) -> tuple[Highlight, ...]:
    found = []
    for each in _some(record, "highlights", _MOST_HIGHLIGHTS):
        passage = clean_lines(_words(each["passage"], _MOST_WORDS))
        start, end = int(each["start"]), int(each["end"])
        if passage and 0 <= start < end <= _MOST_WORDS:
            found.append(
                Highlight(
                    start=start,
                    end=end,
                    passage=passage,
                    made_at=_moment(each["made_at"]),
                    note=clean_lines(_words(each.get("note", ""), _LONGEST_NOTE)),
                )
            )
    return tuple(sorted(found, key=lambda lit: (lit.start, lit.end)))


def _pictures(record: Any, bookmark: Bookmark) -> list[Picture]:
    """The pictures that one of its texts shows; others have no business here."""
    articles = (bookmark.article, *(version.article for version in bookmark.later))
    wanted = {image.url for article in articles for image in article.images if image.url}
    found = []
    for each in _some(record, "pictures", 1000):
        url, media_type = _words(each["url"], 5000), _words(each["media_type"], 100)
        content = base64.b64decode(_words(each["content"], MOST_RECORD), validate=True)
        if url in wanted and content and _MEDIA_TYPE.fullmatch(media_type):
            found.append(Picture(url=url, media_type=media_type, content=content))
    return found


# -- what may be kept ------------------------------------------------------------


def _newspaper(paper: Newspaper) -> Newspaper:
    return Newspaper(
        id=paper.id,
        name=clean(paper.name[:_LONGEST_LINE]) or paper.id,
        english_name=clean(paper.english_name[:_LONGEST_LINE]),
        language=clean(paper.language[:60]),
        time_zone=clean(paper.time_zone[:100]),
        homepage=openable(paper.homepage),
        icp=clean(paper.icp[:100]),
        closed_weekdays=frozenset(n for n in paper.closed_weekdays if 0 <= n <= 6),
    )


def _section(section: Section) -> Section:
    return Section(
        name=clean(section.name[:_LONGEST_LINE]),
        page=clean(section.page[:60]),
        url=openable(section.url),
        page_image_url=openable(section.page_image_url),
        page_pdf_url=openable(section.page_pdf_url),
    )


def safe_article(article: Article) -> Article:
    """The article with its texts cleaned and its addresses such as may be opened."""
    if len(article.blocks) > _MOST_BLOCKS or len(article.text) > _MOST_WORDS:
        raise _too_large()
    is_area = all(math.isfinite(n) for point in article.area for n in point)
    return replace(
        article,
        slug=clean(article.slug[:_LONGEST_KEY]),
        headline=clean(article.headline[:_LONGEST_LINE]),
        kicker=clean(article.kicker[:_LONGEST_LINE]),
        deck=clean(article.deck[:_LONGEST_LINE]),
        byline=clean(article.byline[:_LONGEST_LINE]),
        dateline=clean(article.dateline[:_LONGEST_LINE]),
        language=clean(article.language[:60]),
        url=openable(article.url),
        area=article.area if is_area else (),
        printed_on=tuple(clean(page[:60]) for page in article.printed_on[:100]),
        blocks=tuple(map(_safe_block, article.blocks)),
    )


def _safe_block(block: Block) -> Block:
    match block:
        case Paragraph() | Heading() | Quote():
            text = clean_lines(block.text)
            # Where characters went, the marks would cover others.
            marks = _safe_marks(block.marks, len(text)) if text == block.text else ()
            return replace(block, text=text, marks=marks)
        case Items():
            return replace(block, items=tuple(map(clean_lines, block.items)))
        case Table():
            return replace(block, rows=tuple(tuple(map(clean_lines, row)) for row in block.rows))
        case Image():
            return Image(
                url=openable(block.url), caption=clean(block.caption), credit=clean(block.credit)
            )
        case _:
            assert_never(block)


def _safe_marks(marks: tuple[Mark, ...], length: int) -> tuple[Mark, ...]:
    return tuple(
        replace(mark, href=openable(mark.href))
        for mark in marks[:_MOST_BLOCKS]
        if 0 <= mark.start < mark.end <= length
    )
