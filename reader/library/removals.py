"""What a person took out, and that it stays out.

A removal outlives what it removed: the next delivery of the issue finds it and leaves the article
where it is. Marks and bookmarks are not touched.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from reader.errors import LibraryError
from reader.lang import say
from reader.library import issues, shelf
from reader.library.issues import day_number, moment
from reader.library.reconcile import Known
from reader.text import shown

WHOLE_ISSUE = ""
"""The slug under which the removal of a whole issue stands."""


def removed_of(sql: sqlite3.Connection, newspaper_id: str, day: date) -> dict[str, Known]:
    """What was removed of an issue, by its slug in the library."""
    rows = sql.execute(
        """SELECT slug, source_slug, url, headline FROM removal
           WHERE newspaper_id = ? AND day = ?""",
        (newspaper_id, day_number(day)),
    )
    return {
        row[0]: Known(slug=row[0], source_slug=row[1], url=row[2], headline=row[3]) for row in rows
    }


def remove_issue(sql: sqlite3.Connection, newspaper_id: str, day: date, at: datetime) -> None:
    """Take the issue out for good."""
    _note(sql, newspaper_id, day, WHOLE_ISSUE, ("", "", "", ""), at)
    issues.remove_issue(sql, newspaper_id, day)


def remove_article(sql: sqlite3.Connection, key: str, at: datetime) -> None:
    """Take one article out for good; raises `LibraryError` where there is no such article."""
    row, parts = shelf.row_of(sql, key), shelf.parts_of(key)
    if row is None or parts is None:
        raise LibraryError(say("The article {key} is not in the library.", key=shown(key)))
    newspaper_id, day, slug = parts
    said = sql.execute(
        """SELECT a.source_slug, a.url, a.headline, s.page FROM article AS a
           JOIN section AS s ON s.issue = a.issue AND s.number = a.section WHERE a.number = ?""",
        (row[0],),
    ).fetchone()
    pictures = sql.execute(
        "SELECT url FROM article_picture WHERE article = ?", (row[0],)
    ).fetchall()
    _note(sql, newspaper_id, day, slug, said, at)
    sql.execute("DELETE FROM article WHERE number = ?", (row[0],))
    issues.drop_idle_pictures(sql, [url for (url,) in pictures])
    issues.tally(sql, newspaper_id, day)


def _note(
    sql: sqlite3.Connection,
    newspaper_id: str,
    day: date,
    slug: str,
    said: tuple[str, str, str, str],
    at: datetime,
) -> None:
    sql.execute(
        """INSERT OR REPLACE INTO removal (newspaper_id, day, slug, source_slug, url, headline,
               page, removed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (newspaper_id, day_number(day), slug, *said, moment(at)),
    )


def restore(sql: sqlite3.Connection, newspaper_id: str, day: date) -> int:
    """Let what was removed of an issue come back with its next delivery; how many removals there
    were."""
    forgotten = sql.execute(
        "DELETE FROM removal WHERE newspaper_id = ? AND day = ?", (newspaper_id, day_number(day))
    )
    return forgotten.rowcount


def forget(sql: sqlite3.Connection, newspaper_id: str, day: date, slug: str) -> None:
    """As if that had not been removed."""
    sql.execute(
        "DELETE FROM removal WHERE newspaper_id = ? AND day = ? AND slug = ?",
        (newspaper_id, day_number(day), slug),
    )


def is_removed(sql: sqlite3.Connection, newspaper_id: str, day: date) -> bool:
    """Whether the whole issue was removed."""
    row = sql.execute(
        "SELECT 1 FROM removal WHERE newspaper_id = ? AND day = ? AND slug = ?",
        (newspaper_id, day_number(day), WHOLE_ISSUE),
    ).fetchone()
    return row is not None
