"""What a search is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Order(StrEnum):
    """Which of the articles that were found come first."""

    BEST = "best"
    """Those that say it in their headline or more often, of these the newest."""
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where is searched; without any of these the whole library."""

    newspaper_id: str = ""
    date: date | None = None
    """One issue of that newspaper."""
    is_bookmarks: bool = False
    """Only what is bookmarked, also where its issue is gone."""


Span = tuple[int, int]
"""Where a lit word begins and ends, in characters, end excluded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found, with what a list shows of it."""

    key: str
    newspaper_id: str
    newspaper: str
    """The newspaper's name in its own language."""
    date: date
    headline: str
    headline_lit: tuple[Span, ...] = ()
    section: str = ""
    page: str = ""
    byline: str = ""
    language: str = ""
    snippet: str = ""
    """Some hundred characters of the text around the first words found; "" where only the
    headline has them."""
    snippet_lit: tuple[Span, ...] = ()
    offset: int = 0
    """Where in the article's text the first of them is, to open it there."""
    is_read: bool = False
    is_bookmarked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to a search."""

    hits: tuple[Hit, ...] = ()
    """In the order asked for."""
    is_all: bool = True
    """Whether there is nothing else; else it was broken off, or there is more than was asked
    for."""
    remarks: tuple[str, ...] = ()
    """A sentence each on what of the query was hardly meant as it was read."""
