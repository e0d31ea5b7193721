"""Which days of a month had an issue, where a family's sites say it themselves.

Founder's systems keep a `period.xml` beside each month's folders, which the calendar on the page
is drawn from; the JSON of 科技日报 answers the same question, and so does a list of issues that a
definition names. Other families tell nothing, and what was tried is all that is known of them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit, urlunsplit

from reader.engines.addresses import date_in, host_of
from reader.engines.places import filled
from reader.errors import ParseError
from reader.lang import say
from reader.model import Request
from reader.parse.links import openable

if TYPE_CHECKING:
    from reader.engines.exchange import Era
    from reader.model import Newspaper, Response

_PERIOD = re.compile(
    r"<period_date>\s*(\d{4})-(\d{1,2})-(\d{1,2})\b[^<]{0,40}</period_date>", re.IGNORECASE
)
_END = re.compile(r"</period\s*>", re.IGNORECASE)
_FRONT = re.compile(r"<front_page>\s*([^<\s]{1,300})\s*</front_page>", re.IGNORECASE)
_LARGEST = 2_000_000
"""Characters of a month's list that are looked at."""
_WITH_PERIODS = frozenset(["founder", "founder-classic", "founder-nbs", "cms-content"])
_FROM_NEWEST = _WITH_PERIODS | {"linked-pages"}
"""Engines that find their way from the newest issue to another day's."""


class Calendar(Protocol):
    """A site's own list of its issues, asked for by the month."""

    def requests(self, month: date) -> tuple[Request, ...]:
        """What to ask to know the days of the month that `month` is in."""
        ...

    def days(self, request: Request, response: Response) -> Mapping[date, str]:
        """The days with an issue that an answer names, each with the address of its first page,
        "" where that is not said; `ParseError` where it is no such list.
        """
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


def other_entries(
    era: Era, day: date, listed: Mapping[date, str], base_url: str = ""
) -> tuple[str, ...]:
    """Where an issue may begin that is not at its era's entry, since the first page's name differs
    from paper to paper and changes over the years: the first page that the site's calendar names;
    where that does not know the day, where the newest issue begins.

    `listed` is what the calendar said of the day's month, empty where it said nothing.
    """
    front = listed.get(day, "")
    if front:
        return (front,) if front != _through(base_url, filled(era.entry, day)) else ()
    if listed and day not in listed and day < max(listed):
        return ()
    is_way = era.newest and era.engine in _FROM_NEWEST and era.newest != era.entry
    return (_through(base_url, filled(era.newest, day)),) if is_way else ()


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

    def days(self, request: Request, response: Response) -> Mapping[date, str]:
        """The days it lists, with the first pages it names."""
        text = response.body[:_LARGEST].decode("ascii", "replace")
        if "<period" not in text:
            raise ParseError(
                say(
                    "The calendar of {name} is not the list of days it used to be.",
                    name=self._newspaper.name,
                ),
                url=response.url,
            )
        days: dict[date, str] = {}
        for period in _END.split(text):
            for found in _PERIOD.finditer(period):
                try:
                    day = date(int(found[1]), int(found[2]), int(found[3]))
                except ValueError:
                    continue
                front = _FRONT.search(period)
                days[day] = self._front_page(front[1], day, response.url) if front else ""
        return days

    def _front_page(self, named: str, day: date, calendar_url: str) -> str:
        """The address of a day's first page, which is named as it lies in the day's folder or in
        the month's; "" where it is of another day or another site.
        """
        folder = calendar_url.rpartition("/")[0]
        for base in (f"{folder}/", f"{folder}/{day:%d}/"):
            url = openable(html.unescape(named), base)
            if url and date_in(url) == day and host_of(url) == host_of(calendar_url):
                return url
        return ""
