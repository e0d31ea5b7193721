"""The reading list: what somebody means to read, in the order in which they mean to read it.

It is today's, and what was not read of it stays for tomorrow. What was read stays for the rest of
the day and goes then: a list that shows its end is read to its end.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from reader.errors import LibraryError
from reader.lang import say
from reader.library import codec, marks, shelf
from reader.library.codec import storable
from reader.library.issues import day_number, day_of, moment
from reader.model import Article, ListEntry, Newspaper, Section
from reader.text import shown

_IS_OVER = "r.read_at IS NOT NULL AND r.read_at < ?1"
"""Read before today began, which is given in UTC as every moment is stored."""


def put_on(sql: sqlite3.Connection, key: str, at: datetime, *, since: datetime) -> None:
    """Put the article at the end of the list; one that is there stays where it is. What was read
    before `since` goes."""
    drop_read(sql, since)
    if is_on(sql, key):
        return
    kept = marks.copied(sql, key)
    parts = shelf.parts_of(key)
    if kept is None or parts is None:
        raise LibraryError(
            say(
                "The article {key} is not in the library; fetch its issue before you "
                "put it on the reading list.",
                key=shown(key),
            )
        )
    sql.execute(
        """INSERT INTO reading_list (key, place, newspaper_id, day, headline, listed_at, copy)
           VALUES (?, (SELECT coalesce(max(place), 0) + 1 FROM reading_list), ?, ?, ?, ?, ?)""",
        (
            key,
            parts[0],
            day_number(parts[1]),
            storable(kept.article.headline),
            moment(at),
            codec.packed_copy(kept.newspaper, kept.section, kept.article),
        ),
    )


def take_off(sql: sqlite3.Connection, key: str) -> None:
    """Take the article off the list, if it is on it."""
    sql.execute("DELETE FROM reading_list WHERE key = ?", (key,))


def is_on(sql: sqlite3.Connection, key: str) -> bool:
    """Whether the article is on the list."""
    return sql.execute("SELECT 1 FROM reading_list WHERE key = ?", (key,)).fetchone() is not None


def change_places(sql: sqlite3.Connection, key: str, other: str) -> None:
    """Let two articles of the list change places; nothing where one is not on it."""
    places = dict(
        sql.execute("SELECT key, place FROM reading_list WHERE key IN (?, ?)", (key, other))
    )
    if len(places) == 2:
        sql.executemany(
            "UPDATE reading_list SET place = ? WHERE key = ?",
            [(places[other], key), (places[key], other)],
        )


def drop_read(sql: sqlite3.Connection, since: datetime) -> None:
    """Let go of what was read before `since`."""
    sql.execute(
        f"""DELETE FROM reading_list WHERE key IN
                (SELECT r.key FROM read_state AS r WHERE {_IS_OVER})""",  # noqa: S608 - a constant of ours
        (moment(since),),
    )


def entries(sql: sqlite3.Connection, since: datetime) -> tuple[ListEntry, ...]:
    """The list in its order, without what was read before `since`. One whose copy is damaged is
    there with what is left of it."""
    rows = sql.execute(
        f"""SELECT l.key, l.newspaper_id, l.day, l.headline, l.listed_at, l.copy, r.read_at,
                r.position
            FROM reading_list AS l LEFT JOIN read_state AS r ON r.key = l.key
            WHERE NOT coalesce({_IS_OVER}, 0) ORDER BY l.place, l.key""",  # noqa: S608 - a constant of ours
        (moment(since),),
    ).fetchall()
    found = []
    for key, newspaper_id, day, headline, listed_at, copy, read_at, position in rows:
        at = datetime.fromisoformat(listed_at)
        try:
            newspaper, section, article = codec.unpacked_copy(copy)
        except (codec.Unreadable, TypeError):
            newspaper = shelf.newspaper(sql, newspaper_id) or Newspaper(
                id=newspaper_id, name=newspaper_id
            )
            section = Section(name="")
            article = Article(slug=key.rpartition("/")[2], headline=headline)
        found.append(
            ListEntry(
                key=key,
                newspaper=newspaper,
                date=day_of(day),
                section=section,
                article=article,
                listed_at=at,
                is_read=read_at is not None,
                is_begun=read_at is None and bool(position),
            )
        )
    return tuple(found)
