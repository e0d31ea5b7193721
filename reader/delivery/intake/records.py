"""Articles that this program wrote as JSON, read back: a line each, or a list of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from reader.delivery.intake.entry import LARGEST_ENTRY, Found, digest_of_file, too_large
from reader.delivery.intake.gathering import SAVED
from reader.errors import ParseError
from reader.lang import say
from reader.model import (
    Article,
    Block,
    Heading,
    Image,
    Items,
    Mark,
    MarkKind,
    Newspaper,
    Paragraph,
    Quote,
    Role,
    Table,
)
from reader.parse.links import openable
from reader.parse.page import STAND_IN_HEADLINE, Page
from reader.parse.slugs import slug_of
from reader.text import clean, clean_lines, shown

if TYPE_CHECKING:
    from reader.papers import Paper

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_KEY = re.compile(r"[^/]{1,80}/[0-9]{4}-[0-9]{2}-[0-9]{2}/(?P<slug>[A-Za-z0-9_-]{1,80})")
_MOST_BLOCKS = 100_000


def are_records(head: bytes) -> bool:
    """Whether a file begins as ours do."""
    plain = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return plain.startswith((b"{", b"[")) and all(
        name in plain for name in (b'"id":', b'"newspaper":', b'"title":', b'"section":')
    )


class Records:
    """The articles of a file of ours; a `Source`."""

    is_in_order = True

    def __init__(self, path: Path, papers: Sequence[Paper]) -> None:
        self.digest = digest_of_file(path)
        self._name = shown(path.name, 120)
        self._papers = {paper.id: paper.newspaper for paper in papers}
        self._file: BinaryIO = path.open("rb")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def found(self, after: int = 0) -> Iterator[Found]:
        """Every article; a line that is none costs itself."""
        self._file.seek(0)
        is_list = self._file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
        self._file.seek(0 if is_list else after)
        if is_list:
            yield from self._all_of_one(self._file.read(LARGEST_ENTRY + 1))
            return
        number = 0
        while line := self._file.readline(LARGEST_ENTRY + 1):
            number += 1
            place = self._file.tell()
            name = self._name if after else say("{file} line {n}", file=self._name, n=number)
            if len(line) > LARGEST_ENTRY and not line.endswith(b"\n"):
                yield Found(name=name, place=place, failure=too_large())
                while line and not line.endswith(b"\n"):
                    line = self._file.readline(LARGEST_ENTRY)
                continue
            if line.strip():
                yield self._of(_loaded(line), name, place)

    def _all_of_one(self, body: bytes) -> Iterator[Found]:
        if len(body) > LARGEST_ENTRY:
            raise ParseError(too_large())
        found = _loaded(body)
        if not isinstance(found, list):
            yield self._of(found, self._name, len(body))
            return
        for number, each in enumerate(found, 1):
            name = say("{file} line {n}", file=self._name, n=number)
            # What comes as a whole is done as a whole.
            yield self._of(each, name, 0)

    def _of(self, record: object, name: str, place: int) -> Found:
        article = article_of(record)
        if article is None or not isinstance(record, dict):
            return Found(
                name=name, place=place, failure=say("This is no article that reader wrote down.")
            )
        day = None
        with suppress(ValueError):
            day = date.fromisoformat(_word(record, "date"))
        page = Page(
            articles=(article,),
            date=day,
            section=_word(record, "section"),
            page=_word(record, "page"),
            url=article.url,
        )
        newspaper = self._newspaper(_word(record, "newspaper")) if day else None
        return Found(name=name, place=place, page=page, newspaper=newspaper)

    def _newspaper(self, named: str) -> Newspaper | None:
        if named in self._papers:
            return self._papers[named]
        if named == SAVED.id or not named:
            return SAVED
        if _ID.fullmatch(named):
            # The library may know it by more than its id.
            return Newspaper(id=named, name=named)
        return next((one for one in self._papers.values() if one.name == named), SAVED)

    def picture(self, url: str) -> tuple[str, bytes] | None:
        """There are none."""
        return None


def _loaded(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def article_of(record: object) -> Article | None:
    """The article of a record as `reader.export.json` writes it; None where it is none."""
    if not isinstance(record, dict) or "title" not in record:
        return None
    given = record.get("blocks")
    if isinstance(given, list):
        blocks = tuple(block for each in given[:_MOST_BLOCKS] if (block := _block(each)))
    else:
        text = record.get("text")
        paragraphs = clean_lines(text).split("\n\n") if isinstance(text, str) else []
        blocks = tuple(Paragraph(text=words) for words in paragraphs if words)
    headline = _word(record, "title")
    if not headline and not blocks:
        return None
    url = openable(_word(record, "url"))
    key = _KEY.fullmatch(_word(record, "id"))
    role = _word(record, "role")
    printed_on = record.get("printed_on")
    return Article(
        slug=key["slug"] if key else slug_of(url, headline, blocks),
        headline=headline or STAND_IN_HEADLINE,
        kicker=_word(record, "kicker"),
        deck=_word(record, "deck"),
        byline=_word(record, "byline"),
        dateline=_word(record, "dateline"),
        language=_word(record, "language")[:35],
        blocks=blocks,
        url=url,
        role=Role(role) if role in set(Role) else Role.STORY,
        printed_on=tuple(
            clean(page)
            for page in (printed_on if isinstance(printed_on, list) else [])[:50]
            if isinstance(page, str)
        ),
    )


def _word(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    return clean_lines(value) if isinstance(value, str) else ""


def _block(given: object) -> Block | None:
    if not isinstance(given, dict):
        return None
    text = _word(given, "text")
    marks = _marks(given.get("marks"), len(text)) if text == given.get("text") else ()
    match given.get("kind"):
        case "paragraph" if text:
            return Paragraph(text=text, marks=marks)
        case "heading" if text:
            return Heading(text=text, marks=marks)
        case "quote" if text:
            return Quote(text=text, marks=marks)
        case "list":
            items = _texts(given.get("items"))
            return Items(items=items, is_ordered=given.get("ordered") is True) if items else None
        case "table":
            rows = given.get("rows")
            cells = tuple(_texts(row) for row in rows) if isinstance(rows, list) else ()
            return Table(rows=cells, has_header=given.get("header") is True) if cells else None
        case "image":
            return Image(
                url=openable(_word(given, "url")),
                caption=_word(given, "caption"),
                credit=_word(given, "credit"),
            )
        case _:
            return None


def _texts(given: object) -> tuple[str, ...]:
    if not isinstance(given, list):
        return ()
    return tuple(clean_lines(each) for each in given if isinstance(each, str))


def _marks(given: object, length: int) -> tuple[Mark, ...]:
    marks = []
    for each in given if isinstance(given, list) else []:
        if not isinstance(each, dict):
            continue
        start, end, kind = each.get("start"), each.get("end"), each.get("kind")
        if not (type(start) is int and type(end) is int and 0 <= start < end <= length):
            continue
        if kind in set(MarkKind):
            href = openable(_word(each, "href"))
            if href or kind != MarkKind.LINK:
                marks.append(Mark(start=start, end=end, kind=MarkKind(kind), href=href))
    return tuple(marks)
