"""What a person has read, counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRead:
    """What was read on one day, by the reader's own clock."""

    date: date
    articles: int
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What was read of one newspaper, or of one of its sections."""

    newspaper_id: str
    newspaper: str
    """Its name in its own language."""
    section: str = ""
    """"" for the whole newspaper, and where nobody knows it any more."""
    articles: int
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """Days in a row on each of which something was read."""

    days: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTally:
    """All that was read, or what of it was asked for."""

    articles: int = 0
    characters: int = 0
    days: tuple[DayRead, ...] = ()
    """Those on which something was read, oldest first; none after today."""
    undated: int = 0
    """Articles in the count that are said to be read on a day that has not come, or on none: the
    clock was wrong then."""
    newspapers: tuple[Share, ...] = ()
    """Those read most first."""
    sections: tuple[Share, ...] = ()
    """Those read most first."""
    streak: Streak = Streak()
    """The one that lasts until today, or until yesterday while nothing is read yet today."""
    longest: Streak = Streak()
    """The longest; of several the last."""
    best: DayRead | None = None
    """The day of most articles; of several the last."""
