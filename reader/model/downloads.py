"""What a person wants brought in for good, and how far that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum


class PicturesWanted(IntEnum):
    """Which pictures of an issue are brought in with it."""

    NONE = 0
    ARTICLES = 1
    """Those of its articles."""
    PAGES = 2
    """Those, and the pictures of its printed pages."""


class DayState(StrEnum):
    """What has come of one day of a download."""

    WAITING = "waiting"
    UNDER_WAY = "under-way"
    DONE = "done"
    IN_PART = "in-part"
    """Something of it is here and something could not be brought in."""
    NONE_PRINTED = "none-printed"
    FAILED = "failed"
    DROPPED = "dropped"
    """It was brought in, and made room for another since."""

    @property
    def is_lacking(self) -> bool:
        """Whether it was tried and asking once more may help."""
        return self in (DayState.IN_PART, DayState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadDay:
    """A day of a download of which there is something to say."""

    day: date
    state: DayState
    reason: str = ""
    """Why something is missing, as one sentence."""
    tries: int = 0
    """How often it was asked for in vain."""
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A wish: every issue of a newspaper from one day to another."""

    number: int
    newspaper_id: str
    first: date
    last: date
    pictures: PicturesWanted = PicturesWanted.ARTICLES
    is_paused: bool = False
    asked_at: datetime
    """When a person last asked for it, UTC."""
    done: int = 0
    """Days whose issue is here, and days known to have had none."""
    lacking: int = 0
    """Days that were tried and are not here, or only in part."""
    printed: int = 0
    """Of `done`, the days with an issue."""
    last_tried_at: datetime | None = None

    @property
    def days(self) -> int:
        """How many days it is of."""
        return (self.last - self.first).days + 1

    @property
    def waiting(self) -> int:
        """Days that were not tried yet."""
        return self.days - self.done - self.lacking

    @property
    def is_over(self) -> bool:
        """Whether every day was tried."""
        return self.waiting <= 0

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing left to bring in."""
        return self.is_over and not self.lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """An issue that made room for others."""

    newspaper_id: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloading:
    """How far the issue is that a download is at, for those who watch."""

    number: int
    """The download's."""
    newspaper_id: str
    date: date
    doing: str = ""
    """The thing being fetched: `第03版 综合`."""
    articles_done: int = 0
    articles: int = 0
    pictures_done: int = 0
    pictures: int = 0
    failed: int = 0
    state: DayState = DayState.UNDER_WAY
    """Anything else where it has come to its end."""
    reason: str = ""
