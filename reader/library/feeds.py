"""The feeds that somebody reads, and which of their entries were in an issue already.

An entry is remembered for good by the digests of the names that it goes by, with the day to whose
issue it belongs: it comes once, whatever happens to the feed, to the issue or to the subscription.
What an issue takes in and what is remembered of it are one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from reader.library.codec import storable
from reader.library.issues import day_number, day_of, moment
from reader.library.issues import store as store_issue
from reader.model import Subscription

if TYPE_CHECKING:
    from reader.library.connection import Connection
    from reader.model import Issue, Newspaper

__all__ = ["Feeds"]

_COLUMNS = "url, title, section, homepage, language, tried_at, fetched_at, failure"
_MOST_PLACES = 500
"""Names that are looked up in one question."""


class Feeds:
    """The subscriptions of a library; its methods raise what the library's do."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # -- which there are -------------------------------------------------------

    def all(self) -> tuple[Subscription, ...]:
        """Every feed, in the order in which they stand in the newspaper."""
        with self._connection.reading() as sql:
            rows = sql.execute(f"SELECT {_COLUMNS} FROM feed ORDER BY place, url")  # noqa: S608
            return tuple(map(_subscription, rows.fetchall()))

    def is_empty(self) -> bool:
        """Whether there is none."""
        with self._connection.reading() as sql:
            return sql.execute("SELECT 1 FROM feed LIMIT 1").fetchone() is None

    def add(self, feeds: Iterable[Subscription], *, at: datetime) -> tuple[str, ...]:
        """Subscribe to feeds, at the end, or behind those of their group that were there before;
        the addresses that are new. One that is there stays as it is, but for a name where it had
        none."""
        added = []
        with self._connection.writing() as sql:
            groups = {row[0] for row in sql.execute("SELECT DISTINCT section FROM feed")} - {""}
            for feed in feeds:
                url = storable(feed.url)
                known = sql.execute("SELECT title FROM feed WHERE url = ?", (url,)).fetchone()
                if known is None:
                    _insert(sql, feed, at, is_known_group=storable(feed.section) in groups)
                    added.append(feed.url)
                elif not known[0] and feed.title:
                    sql.execute(
                        "UPDATE feed SET title = ? WHERE url = ?", (storable(feed.title), url)
                    )
        return tuple(added)

    def remove(self, urls: Iterable[str]) -> int:
        """Read these no longer; how many there were. What came of them stays."""
        with self._connection.writing() as sql:
            return sum(
                sql.execute("DELETE FROM feed WHERE url = ?", (storable(url),)).rowcount
                for url in urls
            )

    def failed(self, url: str, reason: str, *, at: datetime) -> None:
        """Remember why a feed did not come."""
        with self._connection.writing() as sql:
            sql.execute(
                "UPDATE feed SET tried_at = ?, failure = ? WHERE url = ?",
                (moment(at), storable(reason), storable(url)),
            )

    # -- what of them was printed ----------------------------------------------

    def days_of(self, names: Iterable[bytes]) -> dict[bytes, date]:
        """To which day's issue the entries belong that are known; those that are not are left
        out."""
        wanted = list(dict.fromkeys(names))
        known: dict[bytes, date] = {}
        with self._connection.reading() as sql:
            for start in range(0, len(wanted), _MOST_PLACES):
                part = wanted[start : start + _MOST_PLACES]
                places = ", ".join("?" * len(part))
                rows = sql.execute(
                    f"SELECT name, day FROM feed_entry WHERE name IN ({places})",  # noqa: S608
                    part,
                )
                known.update((name, day_of(day)) for name, day in rows.fetchall())
        return known

    def store(
        self,
        newspaper: Newspaper,
        issue: Issue | None,
        belonging: Mapping[bytes, date],
        *,
        came: Iterable[Subscription] = (),
        at: datetime,
    ) -> tuple[str, ...]:
        """Bring an issue in as `Library.store` does, and remember for good to which days its
        entries, and others, belong; the keys that are new or changed.

        Of the feeds that `came` it is remembered when, and what they call themselves; a title that
        one has stays.
        """
        with self._connection.writing() as sql:
            sql.executemany(
                "INSERT OR IGNORE INTO feed_entry (name, day) VALUES (?, ?)",
                [(name, day_number(day)) for name, day in belonging.items()],
            )
            for feed in came:
                _came(sql, feed, at)
            return store_issue(sql, newspaper, issue, at) if issue is not None else ()


def _came(sql: sqlite3.Connection, feed: Subscription, at: datetime) -> None:
    sql.execute(
        """UPDATE feed SET tried_at = ?1, fetched_at = ?1, failure = '',
               title = iif(title = '', ?2, title), homepage = iif(?3 = '', homepage, ?3),
               language = iif(?4 = '', language, ?4)
           WHERE url = ?5""",
        (
            moment(at),
            storable(feed.title),
            storable(feed.homepage),
            storable(feed.language),
            storable(feed.url),
        ),
    )


def _insert(
    sql: sqlite3.Connection, feed: Subscription, at: datetime, *, is_known_group: bool
) -> None:
    section = storable(feed.section)
    (place,) = sql.execute(
        "SELECT coalesce(max(place), 0) FROM feed WHERE ?1 IS NULL OR section = ?1",
        (section if is_known_group else None,),
    ).fetchone()
    if is_known_group:
        sql.execute("UPDATE feed SET place = place + 1 WHERE place > ?", (place,))
    sql.execute(
        """INSERT INTO feed (url, place, title, section, homepage, language, added_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            storable(feed.url),
            place + 1,
            storable(feed.title),
            section,
            storable(feed.homepage),
            storable(feed.language),
            moment(at),
        ),
    )


def _subscription(row: tuple[str, ...]) -> Subscription:
    return Subscription(
        url=row[0],
        title=row[1],
        section=row[2],
        homepage=row[3],
        language=row[4],
        tried_at=datetime.fromisoformat(row[5]) if row[5] else None,
        fetched_at=datetime.fromisoformat(row[6]) if row[6] else None,
        failure=row[7],
    )
