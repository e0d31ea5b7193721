"""How much room the library takes, and what makes room for more.

The issue that was read the longest ago goes first, and one that never was as if it had been read
when it was stored. What a person made of it stays: marks, and the copies that bookmarks and the
reading list keep. Pages of the file that become free are written to again, so that a library at its
quota stays as large as it is; only `give_back` makes the file smaller, which takes as long as
copying it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from reader.library.downloads import downloads_in
from reader.library.issues import day_number, day_of, moment, remove_issue
from reader.model import DayState, Dropped

if TYPE_CHECKING:
    from reader.library.connection import Connection

__all__ = ["Room"]

BEING_READ = timedelta(hours=12)
"""So long after it was opened an issue counts as being read."""
_WORTH_GIVING_BACK = 8
"""A file of which so many parts are one free part is made smaller."""


class Room:
    """The room of a library; every method raises `LibraryError` or one of its kinds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def opened(self, newspaper_id: str, day: date, *, at: datetime) -> None:
        """Remember that an issue, or something of it, was opened."""
        with self._connection.writing() as sql:
            sql.execute(
                "UPDATE issue SET opened_at = ? WHERE newspaper_id = ? AND day = ?",
                (moment(at), newspaper_id, day_number(day)),
            )

    @property
    def bytes_used(self) -> int:
        """What is in the file, without its free pages."""
        with self._connection.reading() as sql:
            return _bytes_used(sql)

    def drop_to(
        self, quota: int, *, newspapers: Collection[str], at: datetime
    ) -> tuple[Dropped, ...]:
        """Drop issues of these newspapers, whose sites have them, until no more than `quota` bytes
        are used; which they were.

        What may not go stays, and more is used then: the issues of today and yesterday, those being
        read, what was never on a site, and what an unfinished download has brought, which would
        only ask for it again. Each goes for itself, so that nothing waits for all of them.
        """
        dropped: list[Dropped] = []
        while True:
            with self._connection.writing() as sql:
                if _bytes_used(sql) <= quota:
                    break
                one = next(_candidates(sql, newspapers, at), None)
                if one is None:
                    break
                _drop(sql, one)
                dropped.append(one)
        return tuple(dropped)

    def give_back(self) -> bool:
        """Make the file smaller where much of it is free; whether that was done."""
        with self._connection.alone() as sql:
            free, pages = _pragma(sql, "freelist_count"), _pragma(sql, "page_count")
            if free * _WORTH_GIVING_BACK < pages:
                return False
            sql.execute("VACUUM")
            sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return True


def _pragma(sql: sqlite3.Connection, name: str) -> int:
    return int(sql.execute(f"PRAGMA {name}").fetchone()[0])


def _bytes_used(sql: sqlite3.Connection) -> int:
    pages = _pragma(sql, "page_count") - _pragma(sql, "freelist_count")
    return pages * _pragma(sql, "page_size")


def _candidates(
    sql: sqlite3.Connection, newspapers: Collection[str], at: datetime
) -> Iterator[Dropped]:
    """The issues that may go, the first to go first."""
    unfinished = [one for one in downloads_in(sql) if not one.is_over]
    for newspaper_id, number, stored_at in sql.execute(
        """SELECT i.newspaper_id, i.day, i.stored_at FROM issue AS i
           JOIN print_day AS p ON p.newspaper_id = i.newspaper_id AND p.day = i.day
           WHERE p.absence = '' AND i.day < ? AND i.opened_at < ?
           ORDER BY iif(i.opened_at = '', i.stored_at, i.opened_at), i.day""",
        (day_number(at.date() - timedelta(days=1)), moment(at - BEING_READ)),
    ):
        day = day_of(number)
        is_wanted = any(
            one.newspaper_id == newspaper_id
            and one.first <= day <= one.last
            and moment(one.asked_at) <= stored_at
            for one in unfinished
        )
        if newspaper_id in newspapers and not is_wanted:
            yield Dropped(newspaper_id=newspaper_id, day=day)


def _drop(sql: sqlite3.Connection, one: Dropped) -> None:
    remove_issue(sql, one.newspaper_id, one.day)
    sql.execute(
        "DELETE FROM source WHERE newspaper_id = ? AND day = ?",
        (one.newspaper_id, day_number(one.day)),
    )
    sql.execute(
        """UPDATE download_day SET state = ?1 WHERE day = ?2 AND state IN (?3, ?4) AND download IN
               (SELECT number FROM download WHERE newspaper_id = ?5)""",
        (
            DayState.DROPPED,
            day_number(one.day),
            DayState.DONE,
            DayState.IN_PART,
            one.newspaper_id,
        ),
    )
