"""What a person made: how far they read, and what they keep.

Both hold on to the article's key and not to its row, so they outlive the issue.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.lang import say
from reader.library import codec, pinned, shelf
from reader.library.codec import storable
from reader.library.issues import (
    day_number,
    day_of,
    drop_idle_pictures,
    moment,
    number_of_issue,
    tally,
)
from reader.model import Article, Bookmark, Marks, Newspaper, ReadState, Section
from reader.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 2**53


def read_state(sql: sqlite3.Connection, key: str) -> ReadState:
    """How far somebody is with the article; at its beginning where nothing is known."""
    row = sql.execute("SELECT position, read_at FROM read_state WHERE key = ?", (key,)).fetchone()
    if row is None:
        return ReadState(key=key)
    read_at = None if row[1] is None else datetime.fromisoformat(row[1])
    return ReadState(key=key, position=row[0], read_at=read_at)


def marks_of(sql: sqlite3.Connection, keys: Iterable[str]) -> dict[str, Marks]:
    """What was done with each of these articles."""
    found = {}
    for key in keys:
        is_read, is_bookmarked, is_listed = sql.execute(
            """SELECT EXISTS (SELECT 1 FROM read_state WHERE key = ?1 AND read_at IS NOT NULL),
                   EXISTS (SELECT 1 FROM bookmark WHERE key = ?1),
                   EXISTS (SELECT 1 FROM reading_list WHERE key = ?1)""",
            (key,),
        ).fetchone()
        found[key] = Marks(
            is_read=bool(is_read), is_bookmarked=bool(is_bookmarked), is_listed=bool(is_listed)
        )
    return found


def remember_position(sql: sqlite3.Connection, key: str, position: int) -> None:
    """Where the article is to open next time."""
    position = max(0, min(position, _MOST))
    before = sql.execute("SELECT position FROM read_state WHERE key = ?", (key,)).fetchone()
    if before is None and position == 0:
        return
    sql.execute(
        """INSERT INTO read_state (key, position) VALUES (?, ?)
           ON CONFLICT (key) DO UPDATE SET position = excluded.position""",
        (key, position),
    )
    if before is None or (before[0] > 0) != (position > 0):
        tally_of(sql, key)


def mark_read(sql: sqlite3.Connection, key: str, at: datetime) -> None:
    """Read; the first time it was stays."""
    section, length = where_and_how_long(sql, key) or ("", 0)
    sql.execute(
        """INSERT INTO read_state (key, position, read_at, section, length) VALUES (?, 0, ?, ?, ?)
           ON CONFLICT (key) DO UPDATE SET read_at = excluded.read_at,
               section = excluded.section, length = excluded.length
           WHERE read_at IS NULL""",
        (key, moment(at), section, length),
    )
    tally_of(sql, key)


def where_and_how_long(sql: sqlite3.Connection, key: str) -> tuple[str, int] | None:
    """The section that an article stands in, by its name or else its page, and the characters of
    its text; None where it is not here. No text is read while its issue is here."""
    if (row := shelf.row_of(sql, key)) is not None:
        found: tuple[str, int] | None = sql.execute(
            """SELECT iif(s.name = '', s.page, s.name), a.length FROM article AS a
               JOIN section AS s ON s.issue = a.issue AND s.number = a.section
               WHERE a.number = ?""",
            (row[0],),
        ).fetchone()
        return found
    for (copy,) in sql.execute(shelf.COPIES, (key,)):
        with suppress(codec.Unreadable):
            _, section, article = codec.unpacked_copy(copy)
            return section.name or section.page, len(article.text)
    return None


def mark_unread(sql: sqlite3.Connection, key: str) -> None:
    """As if it had never been opened."""
    sql.execute("DELETE FROM read_state WHERE key = ?", (key,))
    tally_of(sql, key)


def tally_of(sql: sqlite3.Connection, key: str) -> None:
    """Count again what is said of the article's issue."""
    if (parts := shelf.parts_of(key)) is not None:
        tally(sql, parts[0], parts[1])


# -- bookmarks -----------------------------------------------------------------


def bookmark(sql: sqlite3.Connection, key: str, at: datetime, note: str) -> Bookmark:
    """Keep the article for good; one that is kept already stays as it was, but for a new note."""
    kept = bookmark_of(sql, key)
    if kept is not None:
        if note:
            annotate(sql, key, note)
        return replace(kept, note=note or kept.note)
    parts, copy = shelf.parts_of(key), copied(sql, key)
    if parts is None or copy is None:
        raise LibraryError(
            say(
                "The article {key} is not in the library; fetch its issue before you bookmark it.",
                key=shown(key),
            )
        )
    paper, section, article = copy.newspaper, copy.section, copy.article
    inserted = sql.execute(
        """INSERT INTO bookmark (key, newspaper_id, day, headline, made_at, note, copy)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            key,
            parts[0],
            day_number(parts[1]),
            storable(article.headline),
            moment(at),
            note,
            codec.packed_copy(paper, section, article),
        ),
    )
    number = inserted.lastrowid or 0
    pinned.hold_pictures(sql, number, article)
    pinned.write_line(sql, number, paper, section, article)
    return Bookmark(
        key=key,
        newspaper=paper,
        date=parts[1],
        section=section,
        article=article,
        made_at=datetime.fromisoformat(moment(at)),
        note=note,
    )


@dataclass(frozen=True, slots=True)
class Copy:
    """An article with what it needs to be read without its issue."""

    newspaper: Newspaper
    section: Section
    article: Article


def copied(sql: sqlite3.Connection, key: str) -> Copy | None:
    """What is kept of an article: as its issue has it, else as it was kept before."""
    row, parts = shelf.row_of(sql, key), shelf.parts_of(key)
    article = shelf.article(sql, key)
    if parts is None or article is None:
        return None
    if row is not None:
        paper = shelf.newspaper(sql, parts[0]) or Newspaper(id=parts[0], name=parts[0])
        return Copy(paper, shelf.section_of(sql, row[1], row[2]), article)
    for (copy,) in sql.execute(shelf.COPIES, (key,)):
        with suppress(codec.Unreadable):
            return Copy(*codec.unpacked_copy(copy))
    return None


def unbookmark(sql: sqlite3.Connection, key: str) -> None:
    """Let the article go, with the pictures that only its bookmark held."""
    pictures = sql.execute(
        """SELECT p.url FROM bookmark_picture AS p JOIN bookmark AS b ON b.number = p.bookmark
           WHERE b.key = ?""",
        (key,),
    ).fetchall()
    sql.execute("DELETE FROM bookmark WHERE key = ?", (key,))
    drop_idle_pictures(sql, [url for (url,) in pictures])


def annotate(sql: sqlite3.Connection, key: str, note: str) -> None:
    """Write the note of a bookmark; raises `LibraryError` where there is no such bookmark."""
    written = sql.execute("UPDATE bookmark SET note = ? WHERE key = ?", (note, key))
    if written.rowcount == 0:
        raise LibraryError(
            say(
                "The article {key} is not bookmarked; bookmark it to give it a note.",
                key=shown(key),
            )
        )


def bookmark_of(sql: sqlite3.Connection, key: str) -> Bookmark | None:
    """The bookmark of an article."""
    row = sql.execute("SELECT number FROM bookmark WHERE key = ?", (key,)).fetchone()
    return None if row is None else numbered(sql, row[0])


def bookmarks(sql: sqlite3.Connection) -> tuple[Bookmark, ...]:
    """Every bookmark, the last made first, whatever the clock said then.

    One whose copy is damaged is there with what is left of it; damage to one never hides the rest.
    """
    found: list[Bookmark] = []
    failure: Exception | None = None
    for number in numbers(sql):
        try:
            found.append(numbered(sql, number))
        except (ValueError, TypeError, LookupError, sqlite3.DatabaseError) as error:
            failure = error
    if failure is not None and not found:
        raise failure
    return tuple(found)


def numbers(sql: sqlite3.Connection) -> list[int]:
    """The bookmarks' numbers, the last made first. They are taken from an index, of which there are
    two, and not from the table, a walk along which would end at its first damaged page."""
    statements = (
        "SELECT number FROM bookmark INDEXED BY bookmark_of_issue",
        "SELECT number FROM bookmark INDEXED BY sqlite_autoindex_bookmark_1",
    )
    for statement in statements[:-1]:
        with suppress(sqlite3.DatabaseError):
            return sorted((number for (number,) in sql.execute(statement)), reverse=True)
    return sorted((number for (number,) in sql.execute(statements[-1])), reverse=True)


def numbered(sql: sqlite3.Connection, number: int) -> Bookmark:
    """The bookmark of that number; raises `codec.Unreadable` where nothing is left of it."""
    row = sql.execute(
        """SELECT key, newspaper_id, day, headline, made_at, note FROM bookmark
           WHERE number = ?""",
        (number,),
    ).fetchone()
    if row is None:
        raise codec.Unreadable("an index names a row that is not there")
    key, newspaper_id, day, headline, made_at, note = row
    try:
        at, date = datetime.fromisoformat(made_at), day_of(day)
    except (ValueError, TypeError) as error:
        raise codec.Unreadable(str(error)) from error
    try:
        (copy,) = sql.execute("SELECT copy FROM bookmark WHERE number = ?", (number,)).fetchone()
        newspaper, section, article = codec.unpacked_copy(copy)
    except (codec.Unreadable, TypeError, sqlite3.DatabaseError):
        newspaper = shelf.newspaper(sql, newspaper_id) or Newspaper(
            id=newspaper_id, name=newspaper_id
        )
        section, article = Section(name=""), _what_is_left(sql, key, headline)
    return Bookmark(
        key=key,
        newspaper=newspaper,
        date=date,
        section=section,
        article=article,
        made_at=at,
        note=note,
        tags=pinned.tags_of(sql, number),
        highlights=pinned.highlights_of(sql, number),
        later=pinned.later_of(sql, number),
    )


def _what_is_left(sql: sqlite3.Connection, key: str, headline: str) -> Article:
    """The article from its issue if that is still here, else its headline."""
    parts = shelf.parts_of(key)
    if parts is not None and number_of_issue(sql, parts[0], parts[1]) is not None:
        try:
            row = shelf.row_of(sql, key)
            if row is not None:
                return shelf.body(sql, row[0])
        except (codec.Unreadable, sqlite3.DatabaseError):
            pass
    return Article(slug="" if parts is None else parts[2], headline=headline)
