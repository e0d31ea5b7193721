"""What a person made: how far they read, and what they keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model.paper import Article, Newspaper, Section, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadState:
    """How far somebody is with an article."""

    key: str
    position: int = 0
    """Characters of the text that lie above the top of the screen."""
    read_at: datetime | None = None
    """When its end was reached or it was marked read, UTC; None while unread."""

    @property
    def is_read(self) -> bool:
        """Whether it counts as read."""
        return self.read_at is not None

    @property
    def is_begun(self) -> bool:
        """Whether it was opened and left part way."""
        return self.read_at is None and self.position > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a list shows of what somebody did with an article."""

    is_read: bool = False
    is_bookmarked: bool = False
    is_listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A passage that somebody lit in a bookmarked article."""

    start: int
    end: int
    """Offsets in characters of the article's `text`, end excluded."""
    passage: str
    """The words themselves, by which it is found again in another version of the text."""
    made_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """An article kept for good, with what it needs to be read without its issue."""

    key: str
    newspaper: Newspaper
    date: date
    section: Section
    """The page it stood on; its `articles` is ()."""
    article: Article
    made_at: datetime
    note: str = ""
    tags: tuple[str, ...] = ()
    """Sorted, each once."""
    highlights: tuple[Highlight, ...] = ()
    """Passages lit in the text, in its order."""
    later: tuple[Version, ...] = ()
    """What the paper made of the article after it was kept, the first change first, each text once
    and with the moment at which it came; `article` is and stays the text as it was kept, and the
    last of these is what the paper says now."""

    @property
    def is_link(self) -> bool:
        """Whether only an address is kept: a page of the web that came from another program."""
        return not self.article.blocks and bool(self.article.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookmarkLine:
    """A bookmark as a list shows it: everything but its texts."""

    key: str
    newspaper_id: str
    newspaper: str
    """The newspaper's name in its own language."""
    date: date
    headline: str
    made_at: datetime
    english_name: str = ""
    section: str = ""
    page: str = ""
    byline: str = ""
    url: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    highlights: int = 0
    is_changed: bool = False
    """Whether the paper changed its text after it was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as it came."""

    url: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """A bookmark on its way out of a library or into one, with its pictures."""

    bookmark: Bookmark
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """An article that somebody means to read, with what it needs to be read without its issue."""

    key: str
    newspaper: Newspaper
    date: date
    section: Section
    """The page it stood on; its `articles` is ()."""
    article: Article
    listed_at: datetime
    is_read: bool = False
    is_begun: bool = False
