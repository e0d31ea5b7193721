"""Which days of a month had an issue, where a family's sites say it themselves.

Founder's systems keep a `period.xml` beside each month's folders, which the calendar on the page
is drawn from; the JSON of 科技日报 answers the same question, and so does a list of issues that a
definition names. Other families tell nothing, and what was tried is all that is known of them.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit, urlunsplit

from reader.engines.places import filled
from reader.errors import ParseError
from reader.model import Request

if TYPE_CHECKING:
    from reader.engines.exchange import Era
    from reader.model import Newspaper, Response

_PERIOD = re.compile(
    r"<period_date>\s*(\d{4})-(\d{1,2})-(\d{1,2})\b[^<]{0,40}</period_date>", re.IGNORECASE
)
_LARGEST = 2_000_000
"""Characters of a month's list that are looked at."""
_WITH_PERIODS = frozenset(["founder", "founder-classic", "founder-nbs", "cms-content"])


class Calendar(Protocol):
    """A site's own list of its issues, asked for by the month."""

    def requests(self, month: date) -> tuple[Request, ...]:
        """What to ask to know the days of the month that `month` is in."""
        ...

    def days(self, request: Request, response: Response) -> frozenset[date]:
        """The days with an issue that an answer names; `ParseError` where it is no such list."""
        ...


def calendar_for(newspaper: Newspaper, era: Era, base_url: str = "") -> Calendar | None:
    """The calendar of a newspaper's site; None where its family has none.

    `base_url` is a mirror that the site is asked through, "" for the site itself.
    """
    entry = _through(base_url, era.entry)
    if era.engine == "stdaily-api":
        from reader.engines.stdaily import StdailyCalendar

        return StdailyCalendar(era, entry)
    if era.settings.get("issues_address"):
        from reader.engines.json_calendar import JsonCalendar

        return JsonCalendar(newspaper, era, entry)
    if era.engine in _WITH_PERIODS and (address := _periods_of(entry)):
        return PeriodCalendar(newspaper, address)
    return None


def _through(mirror: str, address: str) -> str:
    """An address on a mirror: with its scheme and host, below its path."""
    if not mirror:
        return address
    theirs, parts = urlsplit(mirror), urlsplit(address)
    path = theirs.path.rstrip("/") + parts.path
    return urlunsplit((theirs.scheme, theirs.netloc, path, parts.query, ""))


def _periods_of(entry: str) -> str:
    """The address of a month's `period.xml`, by the address of an issue: beside the folders of
    its days. "" where the month has no folder of its own.
    """
    month, mark, _ = entry.partition("/{day}/")
    if not mark or not month.endswith("{month}"):
        return ""
    return f"{month}/period.xml"


class PeriodCalendar:
    """Founder's `period.xml`."""

    def __init__(self, newspaper: Newspaper, address: str) -> None:
        self._newspaper = newspaper
        self._address = address

    def requests(self, month: date) -> tuple[Request, ...]:
        """The one file of the month."""
        return (Request(url=filled(self._address, month.replace(day=1))),)

    def days(self, request: Request, response: Response) -> frozenset[date]:
        """The days it lists."""
        text = response.body[:_LARGEST].decode("ascii", "replace")
        if "<period" not in text:
            raise ParseError(
                f"The calendar of {self._newspaper.name} is not the list of days it used to be.",
                url=response.url,
            )
        days: set[date] = set()
        for found in _PERIOD.finditer(text):
            try:
                days.add(date(int(found[1]), int(found[2]), int(found[3])))
            except ValueError:
                continue
        return frozenset(days)
