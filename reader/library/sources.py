"""The pages that issues were read from, so that a better parser can read them again.

The pages of one issue are much alike, so they are packed as one: sorted by address, behind a list
of what they are. Packing is done before the library is held up, and what would be more than a
newspaper's is not kept.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from reader.library.codec import storable
from reader.library.issues import day_number, day_of, moment
from reader.model import SourcePage

if TYPE_CHECKING:
    from reader.library.connection import Connection

MOST_BYTES = 96 * 1024**2
"""Of the pages of one issue, unpacked."""
_FORM = b"\x01"
_FILTERS: list[dict[str, Any]] = [{"id": lzma.FILTER_LZMA2, "preset": 1, "dict_size": 8 * 1024**2}]
"""Of the first form, for good: what was packed with them is unpacked with them."""
_WIDTH = 4


class Sources:
    """The pages kept of each issue."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(
        self, newspaper_id: str, day: date, pages: Sequence[SourcePage], *, at: datetime
    ) -> None:
        """Keep pages with those that are kept of the issue, in place of those of the same
        question."""
        if not pages:
            return
        newer = {(page.asked, page.json_body): page for page in pages}
        kept = {(page.asked, page.json_body): page for page in self.pages(newspaper_id, day)}
        together = tuple({**kept, **newer}.values())
        if together == tuple(kept.values()):
            return
        content = packed(together)
        if content is None:
            return
        with self._connection.writing() as sql:
            sql.execute(
                """INSERT OR REPLACE INTO source (newspaper_id, day, kept_at, content)
                   VALUES (?, ?, ?, ?)""",
                (storable(newspaper_id), day_number(day), moment(at), content),
            )

    def pages(self, newspaper_id: str, day: date) -> tuple[SourcePage, ...]:
        """What is kept of an issue, in the order in which it was asked for; () where nothing is,
        or nothing that can be read."""
        with self._connection.reading() as sql:
            row = sql.execute(
                "SELECT content FROM source WHERE newspaper_id = ? AND day = ?",
                (storable(newspaper_id), day_number(day)),
            ).fetchone()
        return () if row is None else unpacked(row[0])

    def days(self, newspaper_id: str = "") -> tuple[tuple[str, date], ...]:
        """The issues of which pages are kept, of one newspaper or of all, oldest first."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                """SELECT newspaper_id, day FROM source WHERE ?1 IN ('', newspaper_id)
                   ORDER BY newspaper_id, day""",
                (storable(newspaper_id),),
            ).fetchall()
        return tuple((str(paper), day_of(day)) for paper, day in rows)


def packed(pages: Sequence[SourcePage]) -> bytes | None:
    """Pages as one; None where they are more than are kept."""
    if sum(len(page.body) for page in pages) > MOST_BYTES:
        return None
    # A place in the list tells the order in which they were asked for.
    order = sorted(range(len(pages)), key=lambda n: (pages[n].url, n))
    listed = [
        [n, page.asked, page.json_body, page.url, page.content_type, len(page.body)]
        for n in order
        for page in [pages[n]]
    ]
    head = json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    data = b"".join([len(head).to_bytes(_WIDTH, "big"), head, *(pages[n].body for n in order)])
    return _FORM + lzma.compress(data, lzma.FORMAT_RAW, filters=_FILTERS)


def unpacked(content: bytes) -> tuple[SourcePage, ...]:
    """What `packed` was given; () where it cannot be read."""
    try:
        if content[:1] != _FORM:
            return ()
        unpacker = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=_FILTERS)
        data = unpacker.decompress(content[1:], 2 * MOST_BYTES)
        end = _WIDTH + int.from_bytes(data[:_WIDTH], "big")
        listed = json.loads(data[_WIDTH:end].decode("utf-8", "surrogatepass"))
        found: dict[int, SourcePage] = {}
        for n, asked, json_body, url, content_type, length in listed:
            body, end = data[end : end + length], end + length
            if len(body) < length:
                return ()
            found[n] = SourcePage(
                asked=asked, json_body=json_body, url=url, content_type=content_type, body=body
            )
    except (lzma.LZMAError, ValueError, TypeError, RecursionError, MemoryError):
        return ()
    return tuple(found[n] for n in sorted(found))
