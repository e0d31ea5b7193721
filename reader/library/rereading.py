"""Storing an issue that was read again from the same pages by a better parser.

The paper changed nothing, so no text becomes an earlier version and none is pinned to a bookmark;
keys stay with their articles as with every delivery, and where somebody was in a text stays at the
same words.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from reader.library import codec, issues, shelf
from reader.model import Reread, State

if TYPE_CHECKING:
    from reader.model import Issue, Newspaper

_ANCHORS = (60, 30, 15, 8)
"""Characters by which a place is known again, the surest first."""


def store(
    sql: sqlite3.Connection, newspaper: Newspaper, issue: Issue, absent: int, at: datetime
) -> Reread:
    """Bring in what the pages say; the ledger stays, but for what turned out to be part of
    another story."""
    from dataclasses import replace

    prefix = f"{issue.id}/"
    here = _texts(sql, issue)
    places = dict(
        sql.execute(
            "SELECT key, position FROM read_state WHERE key >= ? AND key < ? AND position > 0",
            (prefix, prefix + "\U0010ffff"),
        ).fetchall()
    )
    absorbed = tuple(line for line in issue.ledger if line.state is State.ABSORBED)
    refused: dict[str, str] = {}
    touched = issues.store(
        sql, newspaper, replace(issue, ledger=absorbed), at, is_reread=True, refused=refused
    )
    for key in touched:
        if key in places and key in here:
            with suppress(codec.Unreadable):
                now = shelf.article(sql, key)
                if now is not None:
                    sql.execute(
                        "UPDATE read_state SET position = ? WHERE key = ?",
                        (moved(places[key], here[key], now.text), key),
                    )
    return Reread(
        newspaper_id=issue.newspaper_id,
        date=issue.date,
        articles=sum(1 for _ in issue.articles),
        changed=tuple(key for key in touched if key in here),
        fresh=tuple(key for key in touched if key not in here),
        refused=len(refused),
        absent=absent,
    )


def _texts(sql: sqlite3.Connection, issue: Issue) -> dict[str, str]:
    texts = {}
    number = issues.number_of_issue(sql, issue.newspaper_id, issue.date)
    for slug, content in sql.execute(
        """SELECT a.slug, b.content FROM article AS a LEFT JOIN body AS b ON b.article = a.number
           WHERE a.issue = ?""",
        (number,),
    ).fetchall():
        text = ""
        with suppress(codec.Unreadable, TypeError):
            text = codec.unpacked_article(content).text
        texts[f"{issue.id}/{slug}"] = text
    return texts


def moved(position: int, before: str, now: str) -> int:
    """Where the words at a place of a text are in another reading of it; as far down where they
    are not found."""
    if not before or before == now:
        return position
    likely = position * len(now) // len(before)
    for length in _ANCHORS:
        words = before[position : position + length]
        if len(words) < length:
            continue
        if (found := _nearest(words, now, likely)) is not None:
            return found
    return likely


def _nearest(words: str, text: str, place: int) -> int | None:
    after, before = text.find(words, place), text.rfind(words, 0, place + len(words))
    found = [at for at in (after, before) if at >= 0]
    return min(found, key=lambda at: abs(at - place), default=None)
