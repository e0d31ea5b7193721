"""Bringing bookmarks in: this reader's own in any of its formats, and those of browsers and
bookmarking services.

What a file is, is seen by what is in it. Files are read line by line and kept bookmark by bookmark,
so one of any size can be brought in, and brought in again: what is here already stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from reader.delivery.clippings.records import MOST_RECORD, clipping_of, unpacked, value_of
from reader.errors import ParseError, UsageError
from reader.lang import say
from reader.library.records import FORMAT, MARK, VERSION
from reader.model import Article, Bookmark, Clipping, Newspaper, Section
from reader.parse.links import openable
from reader.parse.netscape import Entries, Entry
from reader.text import shown
from reader.text.tags import joined

if TYPE_CHECKING:
    from reader.library import Library

_AT_ONCE = 100
"""Bookmarks that are kept in one transaction."""
_SEEN = 4096
"""Bytes by which a file's format is seen."""
_LINE = 1 << 20
"""Characters of a line of a browser's file; what is longer is read in pieces."""
_JSON_HEAD = re.compile(
    r'\{"format": ?"reader-bookmarks", ?"version": ?([0-9]{1,6}), ?"bookmarks":'
)
_LATEST = 253_402_300_799
"""The last second of the year 9999."""


@dataclass(slots=True)
class Report:
    """What came of a file."""

    path: Path
    counts: Counter[str] = field(default_factory=Counter)
    """How many were `new`, `joined`, the `same` or `skipped`."""
    skipped: list[str] = field(default_factory=list)
    """What was left out, and why: a sentence each, the first of them."""


MOST_SENTENCES = 20


@dataclass(frozen=True, slots=True)
class _Left:
    """Something that is left out."""

    name: str
    why: str


def import_clippings(
    path: Path, library: Library, *, at: datetime, source: BinaryIO | None = None
) -> Report:
    """Bring the bookmarks of a file into the library (`source` where it is open already). Raises
    `UsageError` where it cannot be read or holds none, `LibraryError` where it cannot be kept."""
    report = Report(path)
    batch: list[Clipping] = []

    def keep() -> None:
        for outcome in library.clippings.bring_in(_known(batch, library), at=at):
            report.counts[outcome.value] += 1
        batch.clear()

    try:
        if source is not None:
            _read(source, path, report, batch, keep, at)
        else:
            with path.open("rb") as file:
                _read(file, path, report, batch, keep, at)
    except OSError as error:
        why = shown(error.strerror or str(error))
        raise UsageError(say("{file} cannot be read: {why}.", file=shown(path), why=why)) from error
    return report


def _read(
    file: BinaryIO,
    path: Path,
    report: Report,
    batch: list[Clipping],
    keep: Any,
    at: datetime,
) -> None:
    for found in _found_in(file, path, at):
        if isinstance(found, _Left):
            report.counts["skipped"] += 1
            if len(report.skipped) < MOST_SENTENCES:
                report.skipped.append(
                    say("{name} was left out: {why}.", name=found.name, why=found.why)
                )
            continue
        batch.append(found)
        if len(batch) >= _AT_ONCE:
            keep()
    if batch:
        keep()


def _known(batch: list[Clipping], library: Library) -> list[Clipping]:
    """Pages of the web that are articles here are those articles."""
    links = [clipping.bookmark.article.url for clipping in batch if clipping.bookmark.is_link]
    keys = library.clippings.keys_of(links) if links else {}
    found = []
    for clipping in batch:
        link = clipping.bookmark
        key = keys.get(link.article.url, "") if link.is_link else ""
        found.append(_of_article(clipping, key, library) if key else clipping)
    return found


def _of_article(clipping: Clipping, key: str, library: Library) -> Clipping:
    """The bookmark of an article that is here, with what the link says of it."""
    link = clipping.bookmark
    here = library.bookmark_of(key)
    if here is not None:
        return Clipping(bookmark=replace(here, note=link.note, tags=link.tags))
    copy = library.clippings.copy_of(key)
    if copy is None:
        return clipping
    newspaper, section, article = copy
    return Clipping(
        bookmark=replace(
            link,
            key=key,
            newspaper=newspaper,
            date=datetime.fromisoformat(key.split("/")[1]).date(),
            section=section,
            article=article,
        )
    )


# -- what is in a file -----------------------------------------------------------


def _found_in(file: BinaryIO, path: Path, at: datetime) -> Iterator[Clipping | _Left]:
    first = file.readline(_SEEN)
    head = _text(first).lstrip("\ufeff \t\r\n")
    while not head and first:
        first = file.readline(_SEEN)
        head = _text(first).lstrip("\ufeff \t\r\n")
    rest = _lines(first, file)
    if head.startswith(("{", "[")):
        yield from _from_json(head, rest, path)
    elif head.startswith("---"):
        yield from _from_markdown(rest)
    elif head.startswith("<"):
        yield from _from_html(rest, path, at)
    else:
        raise UsageError(
            say(
                "{file} holds no bookmarks: this reader's JSON, Markdown or HTML, or a browser's "
                "bookmark file is needed.",
                file=shown(path),
            )
        )


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("gb18030", "replace")


def _lines(first: bytes, file: BinaryIO, most: int = _LINE) -> Iterator[str]:
    yield _text(first)
    while line := file.readline(most):
        yield _text(line)


def _from_json(head: str, rest: Iterator[str], path: Path) -> Iterator[Clipping | _Left]:
    found = _JSON_HEAD.match(head)
    if found is None or head.rstrip() != found[0] + " [":
        yield from _from_whole_json(rest, path)
        return
    if int(found[1]) > VERSION:
        raise UsageError(
            say(
                "{file} was written by a newer reader; bring this one up to date.", file=shown(path)
            )
        )
    next(rest)
    number, record = 0, ""
    for line in _whole_lines(rest):
        record = line.strip()
        if record in ("]}", ""):
            continue
        number += 1
        yield _kept(record.removesuffix(","), number)
    if record != "]}":
        yield _Left(say("bookmark {n}", n=number + 1), say("the file ends in the middle"))


def _whole_lines(pieces: Iterable[str]) -> Iterator[str]:
    """The lines that pieces make; of one that is too long so much as shows that it is."""
    parts: list[str] = []
    size = 0
    for piece in pieces:
        if size <= MOST_RECORD:
            parts.append(piece)
            size += len(piece)
        if piece.endswith("\n"):
            yield "".join(parts)
            parts, size = [], 0
    if parts:
        yield "".join(parts)


def _kept(record: str, number: int) -> Clipping | _Left:
    try:
        return clipping_of(value_of(record))
    except ParseError as error:
        return _Left(say("bookmark {n}", n=number), str(error))


def _from_whole_json(rest: Iterator[str], path: Path) -> Iterator[Clipping | _Left]:
    """What another program has laid out in its own way."""
    parts: list[str] = []
    size = 0
    for piece in rest:
        parts.append(piece)
        size += len(piece)
        if size > MOST_RECORD:
            raise UsageError(say("{file} is too large to be read at once.", file=shown(path)))
    try:
        value = value_of("".join(parts))
    except ParseError as error:
        raise UsageError(
            say("{file} cannot be read: {why}.", file=shown(path), why=error)
        ) from error
    if isinstance(value, dict) and value.get("format") == FORMAT:
        value = value.get("bookmarks")
    if not isinstance(value, list):
        raise UsageError(say("{file} is JSON, but holds no bookmarks.", file=shown(path)))
    for number, record in enumerate(value, 1):
        try:
            yield clipping_of(record)
        except ParseError as error:
            yield _Left(say("bookmark {n}", n=number), str(error))


def _from_markdown(lines: Iterable[str]) -> Iterator[Clipping | _Left]:
    number, size = 0, 0
    data: list[str] | None = None
    for line in lines:
        if data is None:
            if line.startswith(f"<!-- {MARK}"):
                number, size, data = number + 1, 0, []
        elif line.strip() == "-->":
            yield _in_comment("".join(data), say("bookmark {n}", n=number))
            data = None
        elif size <= MOST_RECORD:
            data.append(line.strip())
            size += len(line)
    if data is not None:
        yield _Left(say("bookmark {n}", n=number), say("the file ends in the middle"))


def _in_comment(data: str, name: str) -> Clipping | _Left:
    try:
        return clipping_of(unpacked(data))
    except ParseError as error:
        return _Left(name, str(error))


def _from_html(lines: Iterable[str], path: Path, at: datetime) -> Iterator[Clipping | _Left]:
    count = 0
    for entry in Entries(MARK).read(lines):
        count += 1
        name = shown(entry.title or entry.address, 60) or say("bookmark {n}", n=count)
        if entry.data:
            found = _in_comment(entry.data, name)
            yield _with_edits(found, entry) if isinstance(found, Clipping) else found
            continue
        url = openable(entry.address)
        if not url:
            yield _Left(name, say("its address is none of the web"))
            continue
        yield _link(entry, url, at)
    if not count:
        raise UsageError(say("{file} holds no bookmarks.", file=shown(path)))


def _with_edits(clipping: Clipping, entry: Entry) -> Clipping:
    """With the tags and the note that another program gave it since it was written."""
    bookmark = clipping.bookmark
    tags = joined([*bookmark.tags, *entry.tags])
    note = bookmark.note
    if entry.note and " ".join(entry.note.split()) not in " ".join(note.split()):
        note = f"{note}\n\n{entry.note}" if note else entry.note
    return replace(clipping, bookmark=replace(bookmark, tags=tags, note=note))


def _link(entry: Entry, url: str, at: datetime) -> Clipping:
    """A page of the web, of which only the address is known."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    # Some programs count in thousandths or millionths of a second.
    seconds = entry.added
    while seconds > _LATEST:
        seconds //= 1000
    made_at = datetime.fromtimestamp(seconds, UTC) if seconds else at
    day = made_at.date()
    newspaper = Newspaper(
        id="web-" + (re.sub("[^a-z0-9]+", "-", host.lower()).strip("-")[:60] or "page"),
        name=host,
        language="",
        time_zone="UTC",
    )
    slug = blake2b(url.encode(), digest_size=8).hexdigest()
    return Clipping(
        bookmark=Bookmark(
            key=f"{newspaper.id}/{day.isoformat()}/{slug}",
            newspaper=newspaper,
            date=day,
            section=Section(name=""),
            article=Article(slug=slug, headline=entry.title or url, url=url),
            made_at=made_at,
            note=entry.note,
            tags=entry.tags,
        )
    )
