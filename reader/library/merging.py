"""Joining a bookmark that comes from elsewhere with what is here.

Nothing that is here is overwritten: tags and highlights are those of both, of two notes both stay,
of two texts the one that is here stays the kept one and the other is pinned beside it. Bringing in
the same once more changes nothing.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from enum import Enum

from reader.library import codec, marks, pinned
from reader.library.codec import storable
from reader.library.issues import day_number, moment
from reader.model import Bookmark, Clipping, Version


class Outcome(Enum):
    """What came of a bookmark that was brought in."""

    NEW = "new"
    """It was not here."""
    JOINED = "joined"
    """It was here, and has gained something."""
    SAME = "same"
    """All of it was here."""


def bring_in(sql: sqlite3.Connection, clipping: Clipping, at: datetime) -> Outcome:
    """Take one in, inside the transaction that the caller began."""
    theirs = clipping.bookmark
    key = storable(theirs.key)
    if theirs.is_link:
        # Whatever it is called there, a page is kept once.
        known = sql.execute(
            """SELECT b.key FROM bookmark_line AS l JOIN bookmark AS b ON b.number = l.bookmark
               WHERE l.url = ? ORDER BY b.number LIMIT 1""",
            (storable(theirs.article.url),),
        ).fetchone()
        key = str(known[0]) if known is not None else key
    row = sql.execute("SELECT number FROM bookmark WHERE key = ?", (key,)).fetchone()
    if row is None:
        number, outcome = _insert(sql, theirs), Outcome.NEW
    else:
        number = int(row[0])
        outcome = Outcome.JOINED if _join(sql, number, theirs) else Outcome.SAME
    has_gained = False
    for picture in clipping.pictures:
        url = storable(picture.url)
        if sql.execute("SELECT 1 FROM picture WHERE url = ?", (url,)).fetchone() is None:
            sql.execute(
                "INSERT INTO picture (url, media_type, content) VALUES (?, ?, ?)",
                (url, storable(picture.media_type), picture.content),
            )
            has_gained = True
    if outcome is Outcome.NEW:
        # An issue that is here may have the paper's newer text already.
        pinned.catch_up(sql, number, key, at)
    return Outcome.JOINED if has_gained and outcome is Outcome.SAME else outcome


def _insert(sql: sqlite3.Connection, theirs: Bookmark) -> int:
    inserted = sql.execute(
        """INSERT INTO bookmark (key, newspaper_id, day, headline, made_at, note, copy)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            storable(theirs.key),
            storable(theirs.newspaper.id),
            day_number(theirs.date),
            storable(theirs.article.headline),
            moment(theirs.made_at),
            storable(theirs.note),
            codec.packed_copy(theirs.newspaper, theirs.section, theirs.article),
        ),
    )
    number = inserted.lastrowid or 0
    pinned.write_line(sql, number, theirs.newspaper, theirs.section, theirs.article)
    pinned.hold_pictures(sql, number, theirs.article)
    pinned.add_tags(sql, number, theirs.tags)
    for lit in theirs.highlights:
        pinned.add_highlight(sql, number, lit)
    if theirs.later:
        pinned.write_later(sql, number, theirs.later)
    return number


def _join(sql: sqlite3.Connection, number: int, theirs: Bookmark) -> bool:
    """Whether what is here has gained something."""
    is_mended = _mend(sql, number, theirs)
    try:
        ours = marks.numbered(sql, number)
    except codec.Unreadable:
        return is_mended
    note = pinned.joined_notes(ours.note, storable(theirs.note))
    if note != ours.note:
        sql.execute("UPDATE bookmark SET note = ? WHERE number = ?", (note, number))
    pinned.add_tags(sql, number, theirs.tags)
    has_lit = [pinned.add_highlight(sql, number, lit) for lit in theirs.highlights]
    has_text = _join_texts(sql, number, ours, theirs)
    has_tags = pinned.tags_of(sql, number) != ours.tags
    return is_mended or note != ours.note or has_tags or any(has_lit) or has_text


def _mend(sql: sqlite3.Connection, number: int, theirs: Bookmark) -> bool:
    """Put their text in the place of one here that cannot be read any more."""
    try:
        (copy,) = sql.execute("SELECT copy FROM bookmark WHERE number = ?", (number,)).fetchone()
        codec.unpacked_copy(copy)
    except (codec.Unreadable, TypeError):
        sql.execute(
            "UPDATE bookmark SET copy = ? WHERE number = ?",
            (codec.packed_copy(theirs.newspaper, theirs.section, theirs.article), number),
        )
        pinned.hold_pictures(sql, number, theirs.article)
        return True
    return False


def _join_texts(sql: sqlite3.Connection, number: int, ours: Bookmark, theirs: Bookmark) -> bool:
    if not theirs.article.blocks:
        return False
    known = {codec.digest_of(ours.article)}
    known |= {codec.digest_of(version.article) for version in ours.later}
    came = [Version(article=theirs.article, replaced_at=theirs.made_at), *theirs.later]
    new = []
    for version in came:
        digest = codec.digest_of(version.article)
        if digest not in known:
            known.add(digest)
            new.append(version)
    if not new:
        return False
    later = sorted([*ours.later, *new], key=lambda version: version.replaced_at)
    pinned.write_later(sql, number, later)
    return True
