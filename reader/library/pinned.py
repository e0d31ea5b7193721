"""What hangs on a bookmark: its tags, the passages lit in it, the texts that came after it was
made, its pictures, and its line in lists.

All of it goes with the bookmark's row and comes back with it (`reader.library.before`). Damage to
any of it costs what is damaged, and never the bookmark.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING

from reader.library import codec, shelf
from reader.library.codec import storable
from reader.library.issues import day_number, moment
from reader.model import Highlight, Version

if TYPE_CHECKING:
    from reader.model import Article, Newspaper, Section

MOST_LATER = 50
"""Later texts of one bookmark; of more than these the oldest go, the text that was kept never."""

TABLES = (
    "bookmark_picture",
    "bookmark_tag",
    "highlight",
    "bookmark_later",
    "bookmark_line",
)
"""What is taken down with a bookmark, and put back with it."""

_DAMAGE = (ValueError, TypeError, LookupError, sqlite3.DatabaseError)

# -- reading -------------------------------------------------------------------


def tags_of(sql: sqlite3.Connection, number: int) -> tuple[str, ...]:
    """A bookmark's tags."""
    with suppress(*_DAMAGE):
        rows = sql.execute(
            "SELECT tag FROM bookmark_tag WHERE bookmark = ? ORDER BY tag", (number,)
        )
        return tuple(str(tag) for (tag,) in rows)
    return ()


def highlights_of(sql: sqlite3.Connection, number: int) -> tuple[Highlight, ...]:
    """The passages lit in a bookmark, in the order of the text; those that can be read."""
    found = []
    with suppress(*_DAMAGE):
        for start, end, passage, note, made_at in sql.execute(
            """SELECT start, end, passage, note, made_at FROM highlight WHERE bookmark = ?
               ORDER BY start, end, number""",
            (number,),
        ):
            with suppress(*_DAMAGE):
                at = datetime.fromisoformat(made_at)
                found.append(
                    Highlight(start=start, end=end, passage=passage, note=note, made_at=at)
                )
    return tuple(found)


def later_of(sql: sqlite3.Connection, number: int) -> tuple[Version, ...]:
    """The texts that came after a bookmark was made; those that can be read."""
    found = []
    with suppress(*_DAMAGE):
        for arrived_at, content in sql.execute(
            """SELECT arrived_at, content FROM bookmark_later WHERE bookmark = ?
               ORDER BY number""",
            (number,),
        ):
            with suppress(*_DAMAGE):
                article, at = codec.unpacked_article(content), datetime.fromisoformat(arrived_at)
                found.append(Version(article=article, replaced_at=at))
    return tuple(found)


# -- writing -------------------------------------------------------------------


def write_line(
    sql: sqlite3.Connection, number: int, newspaper: Newspaper, section: Section, article: Article
) -> None:
    """Write what lists show of a bookmark."""
    sql.execute(
        """INSERT OR REPLACE INTO bookmark_line (bookmark, newspaper, english_name, section, page,
               byline, url) VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            number,
            storable(newspaper.name),
            storable(newspaper.english_name),
            storable(section.name),
            storable(section.page),
            storable(article.byline),
            storable(article.url),
        ),
    )


def hold_pictures(sql: sqlite3.Connection, number: int, article: Article) -> None:
    """Let the pictures of a text stay as long as its bookmark does."""
    sql.executemany(
        "INSERT OR IGNORE INTO bookmark_picture (bookmark, url) VALUES (?, ?)",
        [(number, storable(image.url)) for image in article.images if image.url],
    )


def add_tags(sql: sqlite3.Connection, number: int, tags: Iterable[str]) -> None:
    """Give a bookmark tags; one that it has in other letters, upper or lower case, stays."""
    known = {tag.casefold() for tag in tags_of(sql, number)}
    sql.executemany(
        "INSERT OR IGNORE INTO bookmark_tag (bookmark, tag) VALUES (?, ?)",
        [(number, storable(tag)) for tag in tags if tag and tag.casefold() not in known],
    )


def add_highlight(sql: sqlite3.Connection, number: int, lit: Highlight) -> bool:
    """Light a passage; one that is lit already only takes a note. Whether anything changed."""
    there = sql.execute(
        "SELECT number, note FROM highlight WHERE bookmark = ? AND start = ? AND passage = ?",
        (number, lit.start, storable(lit.passage)),
    ).fetchone()
    if there is not None:
        note = joined_notes(there[1], storable(lit.note))
        sql.execute("UPDATE highlight SET note = ? WHERE number = ?", (note, there[0]))
        return bool(note != there[1])
    sql.execute(
        """INSERT INTO highlight (bookmark, start, end, passage, note, made_at)
           VALUES (?, ?, ?, ?, ?, ?)""",
        (
            number,
            lit.start,
            lit.end,
            storable(lit.passage),
            storable(lit.note),
            moment(lit.made_at),
        ),
    )
    return True


def joined_notes(here: str, other: str) -> str:
    """Two notes to the same thing: both where they differ, one behind the other."""
    if not other or other in here:
        return here
    return f"{here}\n\n{other}" if here else other


def write_later(sql: sqlite3.Connection, number: int, texts: Iterable[Version]) -> None:
    """Write the later texts of a bookmark anew, and hold their pictures."""
    sql.execute("DELETE FROM bookmark_later WHERE bookmark = ?", (number,))
    for n, version in enumerate(tuple(texts)[-MOST_LATER:], 1):
        sql.execute(
            """INSERT INTO bookmark_later (bookmark, number, arrived_at, content)
               VALUES (?, ?, ?, ?)""",
            (number, n, moment(version.replaced_at), codec.packed_article(version.article)),
        )
        hold_pictures(sql, number, version.article)


# -- following what the paper makes of it --------------------------------------


def follow(
    sql: sqlite3.Connection, newspaper_id: str, day: date, keys: Collection[str], at: datetime
) -> None:
    """Pin the texts that just arrived of an issue to the bookmarks whose articles they are."""
    if not keys:
        return
    changed = frozenset(keys)
    rows = sql.execute(
        "SELECT number, key FROM bookmark WHERE newspaper_id = ? AND day = ?",
        (newspaper_id, day_number(day)),
    ).fetchall()
    for number, key in rows:
        if key in changed:
            catch_up(sql, number, key, at)


def catch_up(sql: sqlite3.Connection, number: int, key: str, at: datetime) -> None:
    """Pin the text that the issue has now, where it is another than the last one that is kept. The
    same text is kept once, where it came last."""
    from reader.engines.copies import says_else

    row = shelf.row_of(sql, key)
    if row is None:
        return
    try:
        now = shelf.body(sql, row[0])
        (copy,) = sql.execute("SELECT copy FROM bookmark WHERE number = ?", (number,)).fetchone()
        _, _, kept = codec.unpacked_copy(copy)
    except (codec.Unreadable, TypeError, sqlite3.DatabaseError):
        # With nothing to compare nothing is known to have changed.
        return
    later = later_of(sql, number)
    last = later[-1].article if later else kept
    if not says_else(now, last):
        return
    others = [version for version in later if says_else(now, version.article)]
    write_later(sql, number, [*others, Version(article=now, replaced_at=at)])
