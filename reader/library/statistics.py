"""What was read, counted by day, newspaper and section.

Only marks are counted: when an article was first read, where it stood and how long it was. How long
somebody took is written nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from reader.errors import LibraryError
from reader.library import marks, shelf
from reader.model import DayRead, ReadTally, Share, Streak

if TYPE_CHECKING:
    from reader.library.connection import Connection

AT_ONCE = 500
"""Marks looked at before whoever else wants the library has a turn."""
_NOBODY_KNOWS = -1

T = TypeVar("T", str, tuple[str, str])
Row: TypeAlias = tuple[str, str, str, int]
"""Key, when it was read, section, length."""


class Statistics:
    """The counts of one library."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tally(
        self,
        *,
        today: date,
        newspaper_id: str = "",
        year: int | None = None,
        zone: tzinfo | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> ReadTally:
        """What was read of all newspapers or one, ever or in one year.

        Days are those of `zone`, without one those of this machine. The streak is that of the
        newspapers counted whichever year is asked for. Where it is cancelled the rest is missing.
        """
        counting = _Counting(today, year, zone)
        after = ""
        while not is_cancelled():
            rows = self._next(after, newspaper_id)
            if not rows:
                break
            after = rows[-1][0]
            for row in self._completed(rows):
                counting.count(row)
        with self._connection.reading() as sql:
            names = {paper.id: paper.name for paper in shelf.newspapers(sql)}
        return counting.tally(names)

    def _next(self, after: str, newspaper_id: str) -> list[Row]:
        # "0" is what follows "/": every key of the newspaper lies between the two.
        first = max(after, f"{newspaper_id}/") if newspaper_id else after
        last = f"{newspaper_id}0" if newspaper_id else "\U0010ffff"
        with self._connection.reading() as sql:
            return sql.execute(
                """SELECT key, read_at, section, length FROM read_state
                   WHERE key > ? AND key < ? AND read_at IS NOT NULL ORDER BY key LIMIT ?""",
                (first, last, AT_ONCE),
            ).fetchall()

    def _completed(self, rows: Sequence[Row]) -> Iterable[Row]:
        """The same with section and length where they were not written down when it was read, as
        older versions did not; and written down from now on."""
        wanting = [row[0] for row in rows if not row[2] and not row[3]]
        if not wanting:
            return rows
        known: dict[str, tuple[str, int]] = {}
        # A part of the file that is damaged costs no more than what stood there; that something
        # cannot be written now costs nothing but looking once more the next time.
        with suppress(LibraryError), self._connection.reading() as sql:
            for key in wanting:
                known[key] = marks.where_and_how_long(sql, key) or ("", _NOBODY_KNOWS)
        if known and not self._connection.is_read_only:
            with suppress(LibraryError), self._connection.writing() as sql:
                sql.executemany(
                    """UPDATE read_state SET section = ?, length = ?
                       WHERE key = ? AND section = '' AND length = 0""",
                    [(*found, key) for key, found in known.items()],
                )
        return [(key, at, *known.get(key, (section, n))) for key, at, section, n in rows]


class _Counting:
    """Counts rows, and says what came of it."""

    def __init__(self, today: date, year: int | None, zone: tzinfo | None) -> None:
        self._today = today
        self._year = year
        self._zone = zone
        self._undated = 0
        self._articles: Counter[date] = Counter()
        self._characters: Counter[date] = Counter()
        self._by_section: Counter[tuple[str, str]] = Counter()
        self._lengths: Counter[tuple[str, str]] = Counter()

    def _day(self, read_at: str) -> date | None:
        """The day it was read on; None for one that is none, or has not come."""
        try:
            day = datetime.fromisoformat(read_at).astimezone(self._zone).date()
        except (ValueError, OverflowError, OSError):
            return None
        return day if day <= self._today else None

    def count(self, row: Row) -> None:
        """Count an article that was read."""
        key, read_at, section, length = row
        length = max(0, length)
        day = self._day(read_at)
        if day is not None:
            self._articles[day] += 1
            self._characters[day] += length
            if self._year is not None and day.year != self._year:
                return
        elif self._year is None:
            self._undated += 1
        else:
            return
        place = (key.partition("/")[0], section)
        self._by_section[place] += 1
        self._lengths[place] += length

    def tally(self, names: dict[str, str]) -> ReadTally:
        """All of it; `names` are those of the newspapers by id."""
        every = sorted(self._articles)
        days = tuple(
            DayRead(date=day, articles=self._articles[day], characters=self._characters[day])
            for day in every
            if self._year is None or day.year == self._year
        )
        by_paper: Counter[str] = Counter()
        lengths: Counter[str] = Counter()
        for place, count in self._by_section.items():
            by_paper[place[0]] += count
            lengths[place[0]] += self._lengths[place]
        return ReadTally(
            articles=by_paper.total(),
            characters=lengths.total(),
            days=days,
            undated=self._undated,
            newspapers=tuple(
                Share(
                    newspaper_id=paper,
                    newspaper=names.get(paper, paper),
                    articles=count,
                    characters=lengths[paper],
                )
                for paper, count in _most_first(by_paper)
            ),
            sections=tuple(
                Share(
                    newspaper_id=place[0],
                    newspaper=names.get(place[0], place[0]),
                    section=place[1],
                    articles=count,
                    characters=self._lengths[place],
                )
                for place, count in _most_first(self._by_section)
            ),
            streak=_streak_now(set(every), self._today),
            longest=_longest([day.date for day in days]),
            best=max(days, key=lambda day: (day.articles, day.date), default=None),
        )


def _most_first(counts: Counter[T]) -> list[tuple[T, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _streak_now(days: set[date], today: date) -> Streak:
    """The days in a row that end today or yesterday."""
    last = today if today in days else today - timedelta(days=1)
    first = last
    while first in days:
        first -= timedelta(days=1)
    count = (last - first).days
    return Streak(days=count, first=first + timedelta(days=1), last=last) if count else Streak()


def _longest(days: Sequence[date]) -> Streak:
    """The longest run of days, which are given in order; the last of several as long."""
    best, first = Streak(), None
    for n, day in enumerate(days):
        if first is None or (day - days[n - 1]).days != 1:
            first = day
        count = (day - first).days + 1
        if count >= best.days:
            best = Streak(days=count, first=first, last=day)
    return best
