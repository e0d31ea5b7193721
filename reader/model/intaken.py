"""What files were brought into the library, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An issue that articles of a file went into, and how many."""

    newspaper_id: str
    date: date
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Intaken:
    """A file that was brought in, whole or up to a place."""

    name: str
    brought_at: datetime
    place: int = 0
    """How far it was read, in the file's own measure."""
    is_whole: bool = True
    issues: tuple[Filed, ...] = ()
    """The issues that its articles went into."""
