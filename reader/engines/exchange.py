"""How an engine is talked to.

An engine knows one family of newspaper sites and nothing of networks: it says which requests
come first, takes in one answer after another, each of which may lead to more requests, and at
any moment tells the issue as far as it is known. So it is tested from files, and whoever drives
it decides how fast, in what order and how often.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from reader.errors import Absence, NotPublished
from reader.lang import say

if TYPE_CHECKING:
    from reader.model import Issue, Newspaper, Request, Response, Stock


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """How a newspaper's site is read from one date to another."""

    engine: str
    entry: str
    """Address of the first page of an issue, with the places of `reader.engines.places` in it, or
    of the API.
    """
    newest: str = ""
    """Address at which the newest issue begins, whatever its date; "" where none is known."""
    first: date | None = None
    last: date | None = None
    """Days between which this is known to work; None where open."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What the engine needs besides: selectors, codes; `reader.engines.settings` says which."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Sent with every request: the newspaper's own, and over them the era's."""
    confidence: str = ""
    """How sure it is that this reads the site: `high`, `medium`, `low`; "" as of the paper."""
    seen: date | None = None
    """The newest day on which it was seen to be so; None as of the paper."""

    def covers(self, day: date) -> bool:
        """Whether the site was read this way on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Engine(Protocol):
    """Reads one issue of one newspaper."""

    def recall(self, stock: Stock) -> None:
        """Takes in what the library has of the issue already, before anything is asked: it is
        asked for again only where `stock` or a page's list says so.
        """
        ...

    def start(self) -> tuple[Request, ...]:
        """The requests everything begins with; without an answer to them there is no issue."""
        ...

    def read(self, request: Request, response: Response) -> tuple[Request, ...]:
        """Takes in an answer and says what to ask next, in the order in which a person would
        read.

        Raises `NotPublished` where the answer shows that there is no issue that day,
        `ParseError` where it cannot be read.
        """
        ...

    def miss(self, request: Request, reason: str) -> None:
        """Takes in that a request will have no answer, and why."""
        ...

    def issue(self) -> Issue:
        """The issue as far as it is known."""
        ...

    def tally(self) -> Tally:
        """How far the issue is."""
        ...


def no_issue(
    newspaper: Newspaper,
    day: date,
    url: str = "",
    absence: Absence = Absence.NO_ISSUE,
    other_day: date | None = None,
) -> NotPublished:
    """What is raised where a newspaper had no issue on a day."""
    said = say("{name} has no issue on {day}", name=newspaper.name, day=day)
    if other_day is not None:
        said += say("; the site answers with the one of {day}", day=other_day)
    return NotPublished(said + say("."), url=url, day=day, absence=absence, other_day=other_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much of an issue was listed and how much has come."""

    pages: int = 0
    pages_done: int = 0
    articles: int = 0
    """Everything listed, notices and advertisements too."""
    articles_done: int = 0
    failed: int = 0
    page_label: str = ""
    """The page whose answer came last: `第03版 综合`."""
