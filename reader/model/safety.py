"""What keeps the library safe: backups, and what came back from one or was saved from damage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A small library that holds what a person made."""

    path: Path
    number: int
    """A later one has a higher one, whatever the clock said."""
    made_at: datetime
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """How much of what a person made."""

    bookmarks: int = 0
    read: int = 0
    """Articles read or begun."""
    listed: int = 0
    """Articles on the reading list."""
    others: int = 0
    """Settings, feeds, removals, downloads."""

    def __add__(self, other: Belongings) -> Belongings:
        return replace(
            self,
            bookmarks=self.bookmarks + other.bookmarks,
            read=self.read + other.read,
            listed=self.listed + other.listed,
            others=self.others + other.others,
        )

    @property
    def is_nothing(self) -> bool:
        """Whether there is none of it."""
        return not (self.bookmarks or self.read or self.listed or self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """What came of mending a damaged library."""

    kept_aside: Path
    """The damaged file, as it was."""
    saved: Belongings
    """What was read from the damaged file itself."""
    returned: Belongings
    """What came back from backups besides."""
    articles: int
    bare: int
    """Articles of which only the headline was left; they count as missing and can be fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A page that an issue was read from, as it came."""

    asked: str
    """The address that was asked for."""
    json_body: str = ""
    """What was sent with the question; "" where nothing was."""
    url: str
    """The address that answered."""
    content_type: str = ""
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading an issue's kept pages again changed."""

    newspaper_id: str
    date: date
    articles: int
    """Articles that the pages gave."""
    changed: tuple[str, ...] = ()
    """Keys of those whose text or headline is another now."""
    fresh: tuple[str, ...] = ()
    """Keys of those that were not here before."""
    refused: int = 0
    """Articles of which what was read is worse than what is here, which stayed."""
    absent: int = 0
    """Pages that the issue needs and that were not kept."""
