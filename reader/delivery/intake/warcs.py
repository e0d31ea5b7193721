"""A crawl in a WARC file, packed or not: its pages under their addresses, each as last taken.

The file is gone through twice. The first time only the records' heads are looked at, and where the
last capture of each address stands is written down; the second time the pages are read.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from reader.delivery.intake.addresses import key_of
from reader.delivery.intake.entry import (
    LARGEST_ENTRY,
    Found,
    digest_of_file,
    gunzipped,
    picture_type,
    sentence_of,
    too_large,
)
from reader.delivery.intake.saving import read_saved
from reader.delivery.intake.tape import Place, Tape, damaged
from reader.errors import ParseError, ReaderError
from reader.lang import say
from reader.library.intake import Spool
from reader.model import Response
from reader.parse.links import openable
from reader.text import shown

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_PAGE_TYPES = re.compile(r"text/|application/(?:xhtml|json|octet-stream|x-?html)|^$", re.IGNORECASE)
_NO_PAGE_TYPES = re.compile(r"text/(?:css|javascript|xml|vtt|calendar)", re.IGNORECASE)
_NO_PAGES = re.compile(
    r"\.(?:css|js|map|ico|woff2?|ttf|svg|xml|png|jpe?g|gif|webp|mp[34])(?:\?|$)", re.IGNORECASE
)
_NEXT_RECORD = re.compile(rb"\r?\n\r?\nWARC/[01]\.[0-9]+[ \t]*\r?\n")
_MOST_HOPS = 5
_DAMAGED = 20
"""So many damages in a row are told one by one."""

_OTHER, _REDIRECT, _CONVERTED, _PAGE = 0, 1, 2, 3
"""What a capture is worth beside another of its address: a page more than what was made of it, and
both more than what only leads elsewhere. A picture is none of them, and is looked up by its
address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What a record says of itself."""

    kind: str
    url: str
    taken: str
    length: int
    status: str = ""
    media_type: str = ""
    location: str = ""
    refers_to: str = ""


class Crawl:
    """The pages of a WARC file; a `Source` and a `Site`."""

    is_in_order = False

    def __init__(self, path: Path) -> None:
        # A library's log would reach the terminal, with whatever the file says.
        logging.getLogger("warcio").setLevel(logging.CRITICAL + 1)
        self.digest = digest_of_file(path)
        self._path = path
        self._tape = Tape(path)
        self._spool = Spool()
        self._complaints: list[Found] = []
        self._damages = 0
        self._is_packed_together = False
        self.count = 0
        """Records of pages that were seen."""
        try:
            self._survey()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._tape.close()
        self._spool.close()

    # -- the first time --

    def _survey(self) -> None:
        tape = self._tape
        is_more = self._next()
        while is_more:
            begin = tape.place
            self._is_packed_together |= bool(begin[1])
            tape.begin()
            try:
                record = _record_at(tape)
                head = _head_of(record)
                body = tape.place
                missing = _missing(tape, record, head)
            except ParseError as error:
                is_more = self._pick_up(begin, sentence_of(error))
                continue
            if missing:
                words = say("A record in it is cut short, and was read as far as it goes.")
                self._take(head, begin)
                is_more = self._pick_up(body if not tape.is_packed else begin, words)
                continue
            self._take(head, begin)
            is_more = self._next()

    def _next(self) -> bool:
        """Goes to the next record; whether there is one."""
        try:
            return self._tape.to_record()
        except ParseError as error:
            return self._pick_up(self._tape.place, sentence_of(error))

    def _pick_up(self, begin: Place, words: str) -> bool:
        """Goes on behind a damaged record; whether there is more."""
        self._damages += 1
        if self._damages <= _DAMAGED:
            self._complain(self._path.name, words)
        with suppress(ParseError):
            return self._tape.find_record(begin)
        return False

    def _complain(self, name: str, words: str) -> None:
        self._complaints.append(Found(name=shown(name, 120), failure=words))

    def _take(self, head: _Head, begin: Place) -> None:
        if head.kind not in ("response", "resource", "conversion", "revisit"):
            return
        url = openable(head.url)
        if not url:
            if head.url and not head.url.startswith(("dns:", "urn:", "metadata:", "about:")):
                self._complain(
                    head.url, say("That is no address of the web; what stands there was left out.")
                )
            return
        if head.kind == "revisit":
            # The same as was taken before: of another address it is told which, of this one it
            # stands there already.
            target = openable(head.refers_to)
            if target and key_of(target) != key_of(url):
                self._spool.put(key_of(url), url, begin, head.taken, _REDIRECT, target)
            return
        rank, target = _rank(head, url)
        if rank is None:
            return
        self.count += rank >= _CONVERTED
        self._spool.put(key_of(url), url, begin, head.taken, rank, target)

    # -- the second time --

    def found(self, after: int = 0) -> Iterator[Found]:
        """Every page as it was last taken, in the order of the file."""
        yield from self._complaints
        last: Place = (after - 1, 2**62)
        while rows := self._spool.unused(_CONVERTED, last):
            for url, place, taken in rows:
                last = place
                # Of what was packed together nothing is done before all of it is.
                done = place[0] + (not self._is_packed_together)
                try:
                    body, kind = self._body(place)
                    saved = read_saved(body, url, kind)
                except ReaderError as error:
                    yield Found(
                        name=shown(url, 200), place=done, url=url, failure=sentence_of(error)
                    )
                    continue
                yield Found(name=shown(url, 200), place=done, page=saved.page, taken=_moment(taken))

    def _body(self, place: Place) -> tuple[bytes, str]:
        """The answer's content and its media type; `ParseError` where it cannot be had."""
        self._tape.wind(place)
        record = _record_at(self._tape)
        parts: list[bytes] = []
        size = 0
        while piece := record.raw_stream.read(64 * 1024):
            size += len(piece)
            if size > LARGEST_ENTRY:
                raise ParseError(too_large())
            parts.append(piece)
        body = b"".join(parts)
        if record.raw_stream.limit > 0 and (swallowed := _NEXT_RECORD.search(body)):
            # It says that it is longer than it is: what follows is the next ones.
            body = body[: swallowed.start()]
        if record.http_headers is None:
            return body, record.content_type or ""
        kind = record.http_headers.get_header("content-type") or ""
        if _header(record.http_headers, "transfer-encoding").lower() == "chunked":
            from warcio.bufferedreaders import ChunkedDataReader

            body = ChunkedDataReader(io.BytesIO(body)).read()
        return _decoded(body, _header(record.http_headers, "content-encoding")), kind

    def picture(self, url: str) -> tuple[str, bytes] | None:
        """A picture of the crawl."""
        response = self.response(url)
        kind = picture_type(response.body) if response else ""
        return (kind, response.body) if response and kind else None

    # -- as a site --

    def addresses(self) -> Iterator[str]:
        """Every address a page was taken of, and when it was."""
        after = ""
        while rows := self._spool.addresses(after):
            yield from (url for _, url in rows)
            after = rows[-1][0]

    def response(self, url: str) -> Response | None:
        """The page at an address, as it was last taken; redirects are followed."""
        here = url
        for _ in range(_MOST_HOPS):
            found = self._spool.at(key_of(here))
            if found is None:
                return None
            place, target = found
            if target:
                here = target
                continue
            try:
                body, kind = self._body(place)
            except ReaderError:
                return None
            return Response(url=here, body=body, content_type=kind)
        return None

    def use(self, urls: list[str]) -> None:
        """These have been read: they are not found again."""
        self._spool.use([key_of(url) for url in urls])


def _rank(head: _Head, url: str) -> tuple[int | None, str]:
    """What a capture is worth beside others of its address, and where it leads; None for one that
    is worth nothing."""
    if head.status.startswith("3"):
        target = openable(urljoin(url, head.location)) if head.location else ""
        is_elsewhere = target and key_of(target) != key_of(url)
        return (_REDIRECT, target) if is_elsewhere else (None, "")
    if head.status and not head.status.startswith("2"):
        return None, ""
    if head.kind == "conversion":
        return _CONVERTED, ""
    kind = head.media_type
    is_page = _PAGE_TYPES.match(kind) and not _NO_PAGE_TYPES.match(kind)
    return (_PAGE if is_page and not _NO_PAGES.search(url) else _OTHER), ""


def _record_at(tape: Tape) -> ArcWarcRecord:
    """The record that begins here; `ParseError` where there is none that can be read."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.limitreader import LimitReader
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    loader = ArcWarcRecordLoader()
    try:
        record = loader.parse_record_stream(tape, no_record_parse=True)
        url = _header(record.rec_headers, "WARC-Target-URI").strip("<> \t")
        if record.rec_type in ("response", "revisit") and url.startswith(loader.HTTP_SCHEMES):
            record.http_headers = loader.load_http_headers(
                record.rec_type, url, record.raw_stream, record.length
            )
    except (
        ArchiveLoadFailed,
        StatusAndHeadersParserException,
        EOFError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
    ) as error:
        raise ParseError(damaged()) from error
    if not isinstance(record.raw_stream, LimitReader) or record.rec_headers is None:
        raise ParseError(damaged())
    declared = _header(record.rec_headers, "Content-Length")
    if not declared.isascii() or not declared.isdigit() or record.rec_type is None:
        raise ParseError(damaged())
    return record


def _head_of(record: ArcWarcRecord) -> _Head:
    answer = record.http_headers
    status = "" if answer is None else (answer.get_statuscode() or "")
    media_type = _header(answer, "content-type") or ("" if answer else record.content_type or "")
    headers = record.rec_headers
    return _Head(
        kind=str(record.rec_type),
        url=_header(headers, "WARC-Target-URI").strip("<> \t"),
        taken=_stamp(_header(headers, "WARC-Date")),
        length=record.length or 0,
        status=status,
        media_type=media_type,
        location=_header(answer, "location"),
        refers_to=_header(headers, "WARC-Refers-To-Target-URI").strip("<> \t"),
    )


def _header(headers: Any, name: str) -> str:
    return "" if headers is None else str(headers.get_header(name) or "").strip()


def _missing(tape: Tape, record: ArcWarcRecord, head: _Head) -> int:
    """Passes over what is left of a record; how much of it there is not."""
    left = int(record.raw_stream.limit)
    return left - tape.skip(left)


def _decoded(body: bytes, encodings: str) -> bytes:
    """The content as it was before it was packed for its way; `ParseError` where nobody knows
    how."""
    for encoding in reversed([word.strip().lower() for word in encodings.split(",") if word]):
        match encoding:
            case "identity" | "utf-8" | "":
                continue
            case "gzip" | "x-gzip":
                body = gunzipped(body) if body.startswith(b"\x1f\x8b") else body
            case "deflate":
                try:
                    body = gunzipped(body)
                except ParseError:
                    body = gunzipped(body, wbits=-15)
            case _ if body[:512].lstrip()[:1] in (b"<", b"{"):
                # Many crawlers keep the header of what they have unpacked.
                continue
            case _:
                raise ParseError(
                    say(
                        "It is packed as “{encoding}”, which is not read.",
                        encoding=shown(encoding, 20),
                    )
                )
    return body


def _stamp(words: str) -> str:
    """A moment as it is compared; "" for one that cannot be."""
    moment = _moment(words)
    return moment.isoformat() if moment else ""


def _moment(words: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(words)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC) if moment.date() > date(1990, 1, 1) else None
    except (ValueError, OverflowError):
        return None
