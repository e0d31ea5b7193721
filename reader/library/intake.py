"""What files were brought in, by what is in them, so that the same is not brought in twice and a
long import goes on where it was.

A file is remembered with the issues that its articles went into. It counts as brought in as long as
they are all here and nothing was taken out of them: who removed something and imports it again
wants it back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from reader.library.codec import storable
from reader.library.issues import day_number, day_of, moment
from reader.model import Filed, Intaken

if TYPE_CHECKING:
    from reader.library.connection import Connection

T = TypeVar("T")

_WHOLE = "whole"
_AT = "at "
_LONGEST_NAME = 400


class Intake:
    """The files that were brought into a library."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, digest: bytes) -> Intaken | None:
        """What has come of the file of that digest; None where nothing of it is known, or where
        something of it was taken out since."""
        with self._connection.reading() as sql:
            row = sql.execute(
                "SELECT name, outcome, brought_at FROM brought_in WHERE digest = ?", (digest,)
            ).fetchone()
            if row is None or _is_missed(sql, digest):
                return None
            issues = sql.execute(
                """SELECT newspaper_id, day, articles FROM brought_issue WHERE digest = ?
                   ORDER BY newspaper_id, day""",
                (digest,),
            ).fetchall()
        name, outcome, brought_at = row
        place = 0
        if outcome.startswith(_AT):
            with suppress(ValueError):
                place = int(outcome.removeprefix(_AT))
        return Intaken(
            name=name,
            place=place,
            is_whole=outcome == _WHOLE,
            brought_at=datetime.fromisoformat(brought_at),
            issues=tuple(
                Filed(newspaper_id=newspaper_id, date=day_of(day), articles=articles)
                for newspaper_id, day, articles in issues
            ),
        )

    def note(
        self,
        digest: bytes,
        name: str,
        filed: Sequence[Filed],
        *,
        at: datetime,
        place: int = 0,
        is_whole: bool,
    ) -> None:
        """Remember that the articles of a file went into these issues, and how far it was read:
        all of it, or up to a place in it. Counts add up."""
        with self._connection.writing() as sql:
            sql.execute(
                """INSERT INTO brought_in (digest, name, outcome, brought_at) VALUES (?, ?, ?, ?)
                   ON CONFLICT (digest) DO UPDATE SET name = excluded.name,
                       outcome = excluded.outcome, brought_at = excluded.brought_at""",
                (
                    digest,
                    storable(name)[:_LONGEST_NAME],
                    _WHOLE if is_whole else f"{_AT}{place}",
                    moment(at),
                ),
            )
            sql.executemany(
                """INSERT INTO brought_issue (digest, newspaper_id, day, articles)
                   VALUES (?, ?, ?, ?) ON CONFLICT (digest, newspaper_id, day)
                   DO UPDATE SET articles = articles + excluded.articles""",
                [
                    (digest, storable(one.newspaper_id), day_number(one.date), one.articles)
                    for one in filed
                ],
            )

    def forget(self, digest: bytes) -> None:
        """Let a file be brought in anew."""
        with self._connection.writing() as sql:
            sql.execute("DELETE FROM brought_issue WHERE digest = ?", (digest,))
            sql.execute("DELETE FROM brought_in WHERE digest = ?", (digest,))

    def together(self, job: Callable[[], T]) -> T:
        """Do what the job writes in one transaction, all of it or nothing."""
        with self._connection.writing():
            return job()


def _is_missed(sql: sqlite3.Connection, digest: bytes) -> bool:
    """Whether an issue that a file went into is gone, or something was taken out of it."""
    row = sql.execute(
        """SELECT 1 FROM brought_issue AS b WHERE digest = ?
           AND (NOT EXISTS (SELECT 1 FROM issue
                            WHERE newspaper_id = b.newspaper_id AND day = b.day)
                OR EXISTS (SELECT 1 FROM removal
                           WHERE newspaper_id = b.newspaper_id AND day = b.day))
           LIMIT 1""",
        (digest,),
    ).fetchone()
    return row is not None


class Spool:
    """Where the last capture of each address stands in a large archive, in a file that goes away
    by itself: an archive may hold more pages than memory has room for."""

    def __init__(self) -> None:
        # The empty name is SQLite's for a private file, which it deletes when it is closed.
        self._sql = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._sql.execute("PRAGMA journal_mode = OFF")
        self._sql.execute("PRAGMA synchronous = OFF")
        self._sql.execute(
            """CREATE TABLE capture (key TEXT PRIMARY KEY, url TEXT NOT NULL,
                   place INTEGER NOT NULL, within INTEGER NOT NULL, taken TEXT NOT NULL,
                   rank INTEGER NOT NULL, target TEXT NOT NULL,
                   is_used INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"""
        )
        self._sql.execute("CREATE INDEX capture_in_order ON capture (place, within)")

    def put(
        self,
        key: str,
        url: str,
        place: tuple[int, int],
        taken: str,
        rank: int,
        target: str = "",
    ) -> None:
        """Note a capture of an address; `key` is the address as it is compared. The one of the
        higher rank counts, of two of one rank the one taken last, of two taken at once the one
        that stands last."""
        self._sql.execute(
            """INSERT INTO capture (key, url, place, within, taken, rank, target)
               VALUES (?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (key) DO UPDATE SET url = excluded.url, place = excluded.place,
                   within = excluded.within, taken = excluded.taken, rank = excluded.rank,
                   target = excluded.target
               WHERE (excluded.rank, excluded.taken, excluded.place, excluded.within)
                   > (rank, taken, place, within)""",
            (storable(key), storable(url), *place, taken, rank, storable(target)),
        )

    def at(self, key: str) -> tuple[tuple[int, int], str] | None:
        """The place of the capture of an address that counts, and where that leads, "" where it
        is no redirect."""
        row = self._sql.execute(
            "SELECT place, within, target FROM capture WHERE key = ?", (storable(key),)
        ).fetchone()
        return None if row is None else ((row[0], row[1]), row[2])

    def use(self, keys: Sequence[str]) -> None:
        """Mark addresses as read already."""
        self._sql.executemany(
            "UPDATE capture SET is_used = 1 WHERE key = ?", [(storable(key),) for key in keys]
        )

    def unused(self, rank: int, after: tuple[int, int]) -> list[tuple[str, tuple[int, int], str]]:
        """The next captures of at least that rank behind a place, in the order of their places:
        address, place, when it was taken; [] at the end."""
        return [
            (url, (place, within), taken)
            for url, place, within, taken in self._sql.execute(
                """SELECT url, place, within, taken FROM capture
                   WHERE (place, within) > (?, ?) AND rank >= ? AND is_used = 0
                   ORDER BY place, within LIMIT 200""",
                (*after, rank),
            )
        ]

    def addresses(self, after: str) -> list[tuple[str, str]]:
        """The next addresses, each as it is compared and as it is, in the order of the former; []
        at the end."""
        return self._sql.execute(
            "SELECT key, url FROM capture WHERE key > ? ORDER BY key LIMIT 1000",
            (storable(after),),
        ).fetchall()

    def close(self) -> None:
        """Let go of it."""
        self._sql.close()
