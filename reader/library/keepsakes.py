"""Pictures, raw answers of sites, and small settings: values by name."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from reader.library.codec import storable
from reader.library.issues import moment
from reader.model import StoredResponse

RESPONSES_KEPT = timedelta(days=31)
"""So long a site may be asked whether a page has changed; older ones are asked for no more."""
RESPONSES_BYTES = 48 * 1024 * 1024
"""All answers together, as they are kept."""
_LOOK_EVERY = 500
"""Answers kept from one look for old ones to the next."""
PICTURES_BYTES = 256 * 1024 * 1024
"""All pictures together that neither a bookmark nor a download needs: what was looked at can be
fetched again."""
_WEIGH_EVERY = 16
"""Pictures kept from one look for old ones to the next."""


def keep_picture(sql: sqlite3.Connection, url: str, media_type: str, content: bytes) -> None:
    """Keep a picture under its address; the last kept counts. Every so often the oldest go that
    only were looked at."""
    kept = sql.execute(
        "INSERT OR REPLACE INTO picture (url, media_type, content) VALUES (?, ?, ?)",
        (url, storable(media_type), content),
    )
    if (kept.lastrowid or 0) % _WEIGH_EVERY == 0:
        _let_pictures_go(sql)


def _let_pictures_go(sql: sqlite3.Connection) -> None:
    """A kept picture gets a row behind all others, so the first rows are the oldest."""
    kept, too_many = 0, []
    for row, size in sql.execute(
        """SELECT rowid, length(content) FROM picture AS p
           WHERE NOT EXISTS (SELECT 1 FROM bookmark_picture WHERE url = p.url)
               AND NOT EXISTS (SELECT 1 FROM download_picture WHERE url = p.url)
           ORDER BY rowid DESC"""
    ):
        kept += size
        if kept > PICTURES_BYTES:
            too_many.append((row,))
    sql.executemany("DELETE FROM picture WHERE rowid = ?", too_many)


def picture(sql: sqlite3.Connection, url: str) -> tuple[str, bytes] | None:
    """Media type and content of a kept picture."""
    row = sql.execute("SELECT media_type, content FROM picture WHERE url = ?", (url,)).fetchone()
    return None if row is None else (str(row[0]), bytes(row[1]))


def picture_beginning(sql: sqlite3.Connection, url: str, length: int) -> bytes | None:
    """The first bytes of a kept picture, without reading the rest of it."""
    row = sql.execute("SELECT rowid FROM picture WHERE url = ?", (url,)).fetchone()
    if row is None:
        return None
    with sql.blobopen("picture", "content", row[0], readonly=True) as content:
        return content.read(length)


def recall(sql: sqlite3.Connection, name: str) -> str | None:
    """What was noted down under that name."""
    row = sql.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def note_down(sql: sqlite3.Connection, name: str, value: str) -> None:
    """Remember a small thing: a measure, a theme, the last place."""
    sql.execute(
        """INSERT INTO setting (name, value) VALUES (?, ?)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value""",
        (name, value),
    )


def packed_response(response: StoredResponse) -> tuple[object, ...]:
    """An answer as its row; packing takes a while, so it is done before the library is held up."""
    return (
        storable(response.url),
        storable(response.content_type),
        storable(response.etag),
        storable(response.last_modified),
        moment(response.fetched_at),
        zlib.compress(response.body),
    )


def keep_responses(sql: sqlite3.Connection, rows: Sequence[tuple[object, ...]]) -> None:
    """Keep answers as they came; the last of an address counts. Every so often the old ones go."""
    if not rows:
        return
    (before,) = sql.execute("SELECT coalesce(max(rowid), 0) FROM response").fetchone()
    sql.executemany(
        """INSERT OR REPLACE INTO response (url, content_type, etag, last_modified, fetched_at,
               body) VALUES (?, ?, ?, ?, ?, ?)""",
        rows,
    )
    (after,) = sql.execute("SELECT max(rowid) FROM response").fetchone()
    if before // _LOOK_EVERY != after // _LOOK_EVERY:
        newest = max(str(row[4]) for row in rows)
        _let_old_go(sql, moment(datetime.fromisoformat(newest) - RESPONSES_KEPT))


def _let_old_go(sql: sqlite3.Connection, oldest: str) -> None:
    """A kept answer gets a new row behind all others, so the first rows are the oldest."""
    kept = 0
    for row, fetched_at, size in sql.execute(
        "SELECT rowid, fetched_at, length(body) FROM response ORDER BY rowid DESC"
    ):
        kept += size
        if kept > RESPONSES_BYTES or fetched_at < oldest:
            sql.execute("DELETE FROM response WHERE rowid <= ?", (row,))
            return


def kept_addresses(sql: sqlite3.Connection, prefix: str, most: int) -> frozenset[str] | None:
    """Which addresses that begin so have an answer kept; None where there are more."""
    rows = sql.execute(
        "SELECT url FROM response WHERE url >= ? AND url < ? LIMIT ?",
        (prefix, prefix + "\U0010ffff", most + 1),
    ).fetchall()
    return None if len(rows) > most else frozenset(url for (url,) in rows)


def has_validator(sql: sqlite3.Connection, url: str) -> bool:
    """Whether the answer kept of an address can be asked for on condition that it changed."""
    row = sql.execute(
        "SELECT 1 FROM response WHERE url = ? AND (etag <> '' OR last_modified <> '')", (url,)
    ).fetchone()
    return row is not None


def response(sql: sqlite3.Connection, url: str) -> StoredResponse | None:
    """The answer last kept of an address."""
    row = sql.execute(
        """SELECT content_type, etag, last_modified, fetched_at, body FROM response
           WHERE url = ?""",
        (url,),
    ).fetchone()
    if row is None:
        return None
    return StoredResponse(
        url=url,
        content_type=row[0],
        etag=row[1],
        last_modified=row[2],
        fetched_at=datetime.fromisoformat(row[3]),
        body=zlib.decompress(row[4]),
    )
