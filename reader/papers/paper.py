"""A newspaper and how its site is read, as values; where they come from is another module's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.model import Role, State

if TYPE_CHECKING:
    from reader.engines.exchange import Era
    from reader.model import Issue, Listing, Newspaper, Section
    from reader.papers.closures import Closure

KINDS = ("daily", "several-weekly", "weekly", "fortnightly", "monthly")
"""How often a newspaper appears."""
CONFIDENCES = ("high", "medium", "low")

DEFAULT_AT_ONCE = 2
DEFAULT_PER_SECOND = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNames:
    """What is to be made of the names the site gives its pages."""

    replace: Mapping[str, str] = field(default_factory=dict)
    """A whole name → what it is called instead."""
    drop: tuple[str, ...] = ()
    """Words that are taken out of every name."""
    advertisement: tuple[str, ...] = ()
    """Whole names of pages on which everything is advertisement."""

    def name_of(self, printed: str) -> str:
        """A page's name after these rules."""
        name = self.replace.get(printed, printed)
        if name != printed:
            return name
        for words in self.drop:
            name = name.replace(words, "")
        name = name.strip()
        return self.replace.get(name, name)

    def applied(self, issue: Issue) -> Issue:
        """The issue with its pages named so, and what stands on pages of advertisement marked."""
        if not (self.replace or self.drop or self.advertisement):
            return issue
        sold = {
            article.slug
            for section in issue.sections
            if self._is_sold(section.name)
            for article in section.articles
        }
        return replace(
            issue,
            sections=tuple(self._of(section) for section in issue.sections),
            ledger=tuple(self._listed(listing, sold) for listing in issue.ledger),
        )

    def _is_sold(self, printed: str) -> bool:
        return not {printed, self.name_of(printed)}.isdisjoint(self.advertisement)

    def _of(self, section: Section) -> Section:
        name = self.name_of(section.name)
        if self._is_sold(section.name):
            articles = tuple(replace(a, role=Role.ADVERTISEMENT) for a in section.articles)
            return replace(section, name=name, articles=articles)
        return section if name == section.name else replace(section, name=name)

    def _listed(self, listing: Listing, sold: Collection[str]) -> Listing:
        if listing.is_page:
            return replace(listing, title=self.name_of(listing.title))
        if listing.name not in sold:
            return listing
        state = State.NO_STORY if listing.state is State.STORED else listing.state
        return replace(listing, role=Role.ADVERTISEMENT, state=state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A newspaper and how its site is read."""

    newspaper: Newspaper
    eras: tuple[Era, ...]
    """No two cover the same day."""
    at_once: int = DEFAULT_AT_ONCE
    """Requests to one of its hosts that may be open at a time."""
    per_second: float = DEFAULT_PER_SECOND
    """Requests to one of its hosts that may begin in a second."""
    is_paced: bool = False
    """Whether the definition itself names a pace."""
    other_names: tuple[str, ...] = ()
    """Further names it is looked for by."""
    group: str = ""
    """The house it belongs to."""
    region: str = ""
    """Where it is printed."""
    kind: str = "daily"
    """One of `KINDS`."""
    no_issue: tuple[Closure, ...] = ()
    appears: time | None = None
    """When an issue is usually up, by the paper's own clock."""
    hosts: tuple[str, ...] = ()
    """Hosts it links to besides those its addresses name."""
    page_names: PageNames = field(default_factory=PageNames)
    confidence: str = ""
    """One of `CONFIDENCES`, or "" where nobody said: that its site is read this way today."""
    seen: date | None = None
    """The newest day on which its site was seen to be so."""
    source: str = ""
    """How that is known, in a few words."""
    is_own: bool = False
    """Whether a person defined it, and it did not come with the reader."""

    @property
    def id(self) -> str:
        """The newspaper's id."""
        return self.newspaper.id

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it may be called, its id first."""
        own = (self.id, self.newspaper.name, self.newspaper.english_name, *self.other_names)
        return tuple(name for name in own if name)

    def eras_for(self, day: date) -> tuple[Era, ...]:
        """The eras to try for a day: the one that covers it first, then the rest, nearest first."""
        return tuple(sorted(self.eras, key=lambda era: (not era.covers(day), _distance(era, day))))

    def is_without_issue(self, day: date) -> bool:
        """Whether it is known that nothing is printed on a day."""
        return day.weekday() in self.newspaper.closed_weekdays or any(
            closure.covers(day) for closure in self.no_issue
        )

    def slowed(self, at_once: int | None, per_second: float | None) -> Paper:
        """The paper, asked for no more than that; None where that is nobody's wish."""
        if at_once is None and per_second is None:
            return self
        return replace(
            self,
            at_once=min(self.at_once, at_once or self.at_once),
            per_second=min(self.per_second, per_second or self.per_second),
            is_paced=True,
        )

    def all_hosts(self) -> frozenset[str]:
        """Every host its addresses name, with the port where one is named, and its further ones."""
        addresses = [
            address
            for era in self.eras
            for address in (era.entry, era.newest, *era.settings.values())
            if address.startswith(("http://", "https://"))
        ]
        return frozenset(filter(None, (*map(host_of, addresses), *self.hosts)))


def host_of(address: str) -> str:
    """The host an address is at, with its port where one is named: another port is another site."""
    try:
        parts = urlsplit(address)
        return f"{parts.hostname or ''}:{parts.port}" if parts.port else parts.hostname or ""
    except ValueError:
        return ""


def _distance(era: Era, day: date) -> int:
    if era.covers(day):
        return 0
    edges = [edge for edge in (era.first, era.last) if edge]
    return min(abs((day - edge).days) for edge in edges)
