"""What a person takes from others' feeds for a newspaper of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed that somebody reads, and how it went when it was last asked for."""

    url: str
    title: str = ""
    """As the feed calls itself, or a list of subscriptions it; "" until either has."""
    section: str = ""
    """The group that it stands in, `Science/Space` where that stands in another; "" for none."""
    homepage: str = ""
    language: str = ""
    """BCP 47, of the feed's texts; "" until they were seen."""
    tried_at: datetime | None = None
    """When it was last asked for, UTC."""
    fetched_at: datetime | None = None
    """When it last came, UTC."""
    failure: str = ""
    """Why it did not come the last time, as a clause; "" where it did."""

    @property
    def name(self) -> str:
        """What it is called in a list, and its section in the newspaper."""
        return self.title or self.url.partition("://")[2].removesuffix("/")
