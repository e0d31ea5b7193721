"""Days known to be without an issue, as a definition writes them: `01-01` for every year,
`2026-02-17..2026-02-23` for once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(r"(?:([1-9]\d{3})-)?(\d{2})-(\d{2})", re.ASCII)
_SOME_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Days known to be without an issue: one, or all from one to another."""

    first: tuple[int, int, int]
    """Year, month, day; year 0 where it is so every year."""
    last: tuple[int, int, int]

    def covers(self, day: date) -> bool:
        """Whether a day is one of them; a yearly span may go over the new year."""
        if self.first[0]:
            return self.first <= (day.year, day.month, day.day) <= self.last
        first, last, that = self.first[1:], self.last[1:], (day.month, day.day)
        return first <= that <= last if first <= last else that >= first or that <= last

    @property
    def words(self) -> str:
        """As a definition writes it."""
        ends = [_written(end) for end in (self.first, self.last)]
        return ends[0] if ends[0] == ends[1] else f"{ends[0]}..{ends[1]}"


def closure_of(words: str) -> Closure:
    """The days that are meant; `ValueError` ends a sentence that begins with the words."""
    first, dots, last = (part.strip() for part in words.partition(".."))
    begin, end = _day_of(first), _day_of(last if dots else first)
    if begin is None or end is None or bool(begin[0]) != bool(end[0]):
        raise ValueError(
            "which is no day; write 2026-02-17, or 01-01 for every year, or two of them with .."
            " between."
        )
    if begin[0] and begin > end:
        raise ValueError("which ends before it begins.")
    return Closure(first=begin, last=end)


def _day_of(words: str) -> tuple[int, int, int] | None:
    """Year, or 0 for every year, month and day; None where there is no such day."""
    found = _DAY.fullmatch(words)
    if found is None:
        return None
    year, month, day = int(found[1] or 0), int(found[2]), int(found[3])
    try:
        date(year or _SOME_LEAP_YEAR, month, day)
    except ValueError:
        return None
    return year, month, day


def _written(end: tuple[int, int, int]) -> str:
    year, month, day = end
    return f"{f'{year:04d}-' if year else ''}{month:02d}-{day:02d}"
