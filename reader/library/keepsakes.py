"""Pictures, raw answers of sites, and small settings: values by name."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import datetime

from reader.library.codec import storable
from reader.library.issues import moment
from reader.model import StoredResponse


def keep_picture(sql: sqlite3.Connection, url: str, media_type: str, content: bytes) -> None:
    """Keep a picture under its address; the last kept counts."""
    sql.execute(
        "INSERT OR REPLACE INTO picture (url, media_type, content) VALUES (?, ?, ?)",
        (url, storable(media_type), content),
    )


def picture(sql: sqlite3.Connection, url: str) -> tuple[str, bytes] | None:
    """Media type and content of a kept picture."""
    row = sql.execute("SELECT media_type, content FROM picture WHERE url = ?", (url,)).fetchone()
    return None if row is None else (str(row[0]), bytes(row[1]))


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


def keep_response(sql: sqlite3.Connection, response: StoredResponse) -> None:
    """Keep an answer as it came; the last of an address counts."""
    sql.execute(
        """INSERT OR REPLACE INTO response (url, content_type, etag, last_modified, fetched_at,
               body) VALUES (?, ?, ?, ?, ?, ?)""",
        (
            storable(response.url),
            storable(response.content_type),
            storable(response.etag),
            storable(response.last_modified),
            moment(response.fetched_at),
            zlib.compress(response.body),
        ),
    )


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
