"""Where a search may look: the issues, newest first, and the bookmarks whose article is gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from reader.library import shelf
from reader.library.indexing import starts_of
from reader.library.issues import PER_DAY

if TYPE_CHECKING:
    from reader.model import Newspaper


@dataclass(frozen=True, slots=True)
class Place:
    """An issue, or a bookmark whose article is in none."""

    day: int
    newspaper_id: str
    issue: int = 0
    bookmark: int = 0
    key: str = ""
    """The bookmark's."""
    first: int = 0
    """The number of its first clump, where it is indexed."""
    length: int = 0
    """How many clumps; 0 where it has to be read itself."""
    starts: bytes = b""

    def articles_of(self, clump: int) -> tuple[int, int]:
        """The numbers of the first and the last article that a clump can have."""
        base, starts = self.day * PER_DAY, starts_of(self.starts)
        at = clump - self.first
        last = starts[at + 1] - 1 if at + 1 < len(starts) else PER_DAY - 1
        return base + starts[at], base + last


@dataclass(frozen=True, slots=True)
class Stock:
    """All places there are in a library, remembered for as long as nobody writes to it."""

    version: int
    places: tuple[Place, ...]
    papers: dict[str, Newspaper]
    runs: tuple[tuple[int, int], ...]
    """The number of the first clump of each place that is indexed, ascending, and where the place
    stands."""
    unindexed: tuple[int, ...]
    """Where the others stand."""

    @classmethod
    def of(cls, sql: sqlite3.Connection, known: Self | None) -> Self:
        """The places of now, which are those `known` where nothing has changed."""
        (version,) = sql.execute("PRAGMA data_version").fetchone()
        if known is not None and known.version == version:
            return known
        places = [
            Place(day, newspaper_id, issue, first=first, length=length, starts=starts)
            for issue, newspaper_id, day, first, length, starts in sql.execute(
                """SELECT i.number, i.newspaper_id, i.day, coalesce(r.first, 0),
                       coalesce(r.length, 0), coalesce(r.starts, x'') FROM issue AS i
                   LEFT JOIN indexed_run AS r ON r.issue = i.number AND i.is_indexed
                   ORDER BY i.day DESC, i.number DESC"""
            )
        ]
        lost = sql.execute(
            """SELECT b.day, b.newspaper_id, b.number, b.key, coalesce(r.first, 0),
                   coalesce(r.length, 0), coalesce(r.starts, x'') FROM bookmark AS b
               LEFT JOIN indexed_run AS r ON r.bookmark = b.number
               LEFT JOIN issue AS i ON i.newspaper_id = b.newspaper_id AND i.day = b.day
               LEFT JOIN article AS a ON a.issue = i.number
                   AND a.slug = substr(b.key, length(b.newspaper_id) + 13)
               WHERE a.number IS NULL"""
        ).fetchall()
        if lost:
            places += [
                Place(day, newspaper_id, 0, bookmark, key, first, length, starts)
                for day, newspaper_id, bookmark, key, first, length, starts in lost
            ]
            places.sort(key=lambda place: place.day, reverse=True)
        papers = {paper.id: paper for paper in shelf.newspapers(sql)}
        runs = sorted((place.first, at) for at, place in enumerate(places) if place.length)
        unindexed = tuple(at for at, place in enumerate(places) if not place.length)
        return cls(version, tuple(places), papers, tuple(runs), unindexed)

    def places_of(self, clumps: Sequence[int]) -> list[int]:
        """Where the places stand that have any of the clumps, and those that are not indexed; the
        newest first. What is left in the index of a run that is no more is in no place."""
        found = set(self.unindexed)
        runs = iter(self.runs)
        run = next(runs, None)
        for clump in clumps:
            while run is not None and run[0] + self.places[run[1]].length <= clump:
                run = next(runs, None)
            if run is None:
                break
            if run[0] <= clump:
                found.add(run[1])
        return sorted(found)
