"""What one page of bytes says, before anybody knows which newspaper's issue it belongs to."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import Article
    from reader.parse.noise import Removal


STAND_IN_HEADLINE = "〔无题〕"
"""Shown for a story whose page gives it no headline a reader would see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The articles of one saved or fetched page, and what the page says about where they stood."""

    articles: tuple[Article, ...]
    date: datetime.date | None = None
    """The date printed on the page; None where there is none, or none that can be believed."""
    newspaper_id: str = ""
    newspaper_name: str = ""
    icp: str = ""
    """The registration number at the page's foot."""
    section: str = ""
    page: str = ""
    url: str = ""
    removals: tuple[Removal, ...] = ()
    remarks: tuple[str, ...] = ()
    """Sentences about what could not be believed or read."""
    days: tuple[datetime.date | None, ...] = ()
    """The date of each article, where a file holds stories of several days; else ()."""

    def day_of(self, n: int) -> datetime.date | None:
        """The date of the article at place `n`."""
        return self.days[n] if self.days else self.date
