"""Which days a newspaper was printed on, as far as its site said so or it was tried.

An issue that is here needs no word of this. What is known of a day outlives its issue.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, datetime

from reader.library.codec import storable
from reader.library.issues import day_number, day_of, moment
from reader.model import PrintDay


def learn(sql: sqlite3.Connection, newspaper_id: str, days: Iterable[PrintDay]) -> None:
    """Remember what was found out; the last counts."""
    sql.executemany(
        """INSERT OR REPLACE INTO print_day (newspaper_id, day, absence, other_day, is_from_site,
               mirror, known_at) VALUES (?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                newspaper_id,
                day_number(day.day),
                storable(day.absence),
                None if day.other_day is None else day_number(day.other_day),
                int(day.is_from_site),
                storable(day.mirror),
                moment(day.known_at),
            )
            for day in days
        ],
    )


def print_days(
    sql: sqlite3.Connection, newspaper_id: str, first: date, last: date
) -> dict[date, PrintDay]:
    """What is known of the days from one to another."""
    rows = sql.execute(
        """SELECT day, absence, other_day, is_from_site, mirror, known_at FROM print_day
           WHERE newspaper_id = ? AND day BETWEEN ? AND ?""",
        (newspaper_id, day_number(first), day_number(last)),
    )
    return {
        day_of(row[0]): PrintDay(
            day=day_of(row[0]),
            absence=row[1],
            other_day=None if row[2] is None else day_of(row[2]),
            is_from_site=bool(row[3]),
            mirror=row[4],
            known_at=datetime.fromisoformat(row[5]),
        )
        for row in rows
    }


def printed_around(sql: sqlite3.Connection, newspaper_id: str, day: date) -> tuple[date, ...]:
    """The nearest days before and after that have an issue here, or are known to have had one."""
    before, after = sql.execute(
        """WITH printed (day) AS (
               SELECT day FROM issue WHERE newspaper_id = ?1
               UNION ALL SELECT day FROM print_day WHERE newspaper_id = ?1 AND absence = '')
           SELECT (SELECT max(day) FROM printed WHERE day < ?2),
                  (SELECT min(day) FROM printed WHERE day > ?2)""",
        (newspaper_id, day_number(day)),
    ).fetchone()
    return tuple(day_of(number) for number in (before, after) if number is not None)
