"""The calendar of a paper: which days were printed, and what is said of a day that was not.

Where a site keeps a calendar of its own that is asked; else what was tried is remembered, and the
weekdays on which a paper is closed are taken from its definition. What was found out about a day
that was just over may change: an issue can be late, a site can stumble. Only what was found out
two days later counts for good, and an error page only for a month, because a site may mend it.
"""

from __future__ import annotations

import asyncio
import calendar
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reader.dates import weekday_name
from reader.engines.calendars import calendar_for, other_entries
from reader.errors import Absence, FetchError, NotPublished, ParseError
from reader.lang import language, say
from reader.model import PrintDay

if TYPE_CHECKING:
    from reader.delivery.site import Transport
    from reader.engines import Era
    from reader.library import Library
    from reader.papers import Paper

APPEARS_BY = time(8)
"""When a paper's issue is up by its own clock, where its definition does not say."""
_SETTLED_AFTER_DAYS = 2
_ERROR_PAGE_HOLDS_DAYS = 30
_NEAR_DAYS = 8
"""So far from a day the nearest issues of a daily or weekly lie."""


# -- pure ------------------------------------------------------------------------


def local_moment(paper: Paper, now: datetime) -> datetime:
    """The moment by the clock of the place where the paper is printed."""
    try:
        return now.astimezone(ZoneInfo(paper.newspaper.time_zone))
    except (ValueError, OSError):  # no such zone, or a system without its table
        return now.astimezone(UTC)


def is_settled(known: PrintDay, paper: Paper, now: datetime) -> bool:
    """Whether it need not be asked again that a day had no issue."""
    if known.is_printed or known.absence == Absence.NOT_YET:
        return False
    found_out = local_moment(paper, known.known_at).date()
    if (found_out - known.day).days < _SETTLED_AFTER_DAYS:
        return False
    is_error = known.absence == Absence.ERROR_PAGE
    return not is_error or (now - known.known_at).days < _ERROR_PAGE_HOLDS_DAYS


def absence_told_apart(error: NotPublished, paper: Paper, day: date, now: datetime) -> Absence:
    """How it showed that a day has no issue: today's may not be up yet, whatever the site says
    until then."""
    here = local_moment(paper, now)
    is_early = day == here.date() and here.time() < (paper.appears or APPEARS_BY)
    return Absence.NOT_YET if is_early and not paper.is_without_issue(day) else error.absence


def days_told(
    listed: Iterable[date], month: date, today: date, *, mirror: str, now: datetime
) -> list[PrintDay]:
    """What a site's list of a month's issues says of its days: those before the newest that it
    lists and does not name had none. An empty list is taken for no list."""
    named = {day for day in listed if (day.year, day.month) == (month.year, month.month)}
    if not named:
        return []
    last = calendar.monthrange(month.year, month.month)[1]
    end = month.replace(day=last)
    newest = end if (today - end).days >= _SETTLED_AFTER_DAYS else max(named)
    days = (month.replace(day=n) for n in range(1, last + 1))
    return [
        PrintDay(
            day=day,
            absence="" if day in named else Absence.NO_ISSUE.value,
            is_from_site=True,
            mirror=mirror,
            known_at=now,
        )
        for day in days
        if day in named or day <= newest
    ]


def absence_sentence(
    error: NotPublished,
    paper: Paper,
    day: date,
    *,
    is_stored: bool,
    found_out: date | None = None,
) -> str:
    """One sentence for a reader: how it is that there is no issue, and which are the nearest; where
    it was not asked for because that was `found_out` before, how it is asked for once more."""
    name = paper.newspaper.name
    words = {"name": name, "day": f"{day.isoformat()} ({weekday_name(day, language())})"}
    match error.absence:
        case Absence.NOT_YET:
            hour = f"{paper.appears or APPEARS_BY:%H:%M}"
            said = say(
                "The issue of {name} of today, {day}, is not up yet; it usually is by {hour}"
                " where the paper is printed",
                hour=hour,
                **words,
            )
        case Absence.ANOTHER_DAY if error.other_day is not None:
            said = say(
                "{name} has no issue on {day}: the site answers with that of {other}",
                other=error.other_day.isoformat(),
                **words,
            )
        case Absence.ANOTHER_DAY:
            said = say("{name} has no issue on {day}: the site answers with another day's", **words)
        case Absence.ERROR_PAGE:
            said = say("{name} has no issue on {day}: the site answers with an error page", **words)
        case _:
            said = say("{name} has no issue on {day}", **words)
    if error.near:
        days = say(", ").join(near.isoformat() for near in error.near)
        said += say("; the nearest: {days}", days=days)
    if found_out is not None:
        said += say(
            "; that was found out on {date}, and `reader fetch {id} {day} --again` asks once more",
            date=found_out.isoformat(),
            id=paper.id,
            day=day.isoformat(),
        )
    if is_stored:
        said += say("; what the library has of it stays")
    return said + say(".")


# -- with a site and a library ---------------------------------------------------


class DayBook:
    """What is known of a paper's days, and finding out more."""

    def __init__(
        self,
        paper: Paper,
        library: Library,
        *,
        mirror: str = "",
        is_for_many: bool = False,
        now: datetime | None = None,
    ) -> None:
        """`is_for_many` where a range of days is gone through: then the site's calendar is asked
        first, and a weekday on which the paper is closed is not tried."""
        self._paper = paper
        self._library = library
        self._mirror = mirror
        self._is_for_many = is_for_many
        self._now = now
        self._asked: set[date] = set()
        self._listed: dict[date, tuple[Era, Mapping[date, str]]] = {}
        """What the site's calendar said, by the first day of the month: the days with an issue, and
        where their first pages are."""

    @property
    def now(self) -> datetime:
        """This moment, UTC."""
        return self._now or datetime.now(UTC)

    @property
    def today(self) -> date:
        """The day where the paper is printed."""
        return local_moment(self._paper, self.now).date()

    async def check(self, day: date, fetcher: Transport) -> None:
        """Raises `NotPublished` where it is known that the day had no issue."""
        known = await self._known(day)
        if known is None and self._is_for_many:
            await self._ask_site(day, fetcher)
            known = await self._known(day)
        if known is not None and known.is_printed:
            return
        if known is not None and is_settled(known, self._paper, self.now):
            absence, other_day = Absence(known.absence), known.other_day
        elif known is None and self._is_for_many and self._paper.is_without_issue(day):
            absence, other_day = Absence.NO_ISSUE, None
        else:
            return
        # An issue that is here may have gaps, whatever its site says by now.
        if not await self._has(day):
            found_out = None
            if known is not None and not self._is_for_many:
                found_out = local_moment(self._paper, known.known_at).date()
            error = NotPublished("", day=day, absence=absence, other_day=other_day)
            raise await self._told(error, day, found_out)

    async def absent(self, error: NotPublished, day: date, fetcher: Transport) -> NotPublished:
        """Remembers that a day has no issue; the error as a reader is told of it."""
        absence = absence_told_apart(error, self._paper, day, self.now)
        if not self._library.is_read_only and not await self._has(day):
            found = PrintDay(
                day=day,
                absence=absence.value,
                other_day=error.other_day,
                mirror=self._mirror,
                known_at=self.now,
            )
            others = [day for day in (error.other_day,) if day is not None and day <= self.today]
            await asyncio.to_thread(
                self._library.learn, self._paper.id, [found, *map(self._printed, others)]
            )
        # The calendar is asked for the nearest issues, and knows better where it knows the day.
        await self._ask_site(day, fetcher)
        await self._ask_around(day, fetcher)
        return await self._told(
            NotPublished(
                str(error), url=error.url, day=day, absence=absence, other_day=error.other_day
            ),
            day,
        )

    async def other_ways(self, day: date, fetcher: Transport) -> list[tuple[Era, str]]:
        """Where the day's issue may begin when it is at none of the paper's entries, by what the
        site itself says."""
        await self._ask_site(day, fetcher)
        era, listed = self._listed.get(day.replace(day=1), (self._paper.eras_for(day)[0], {}))
        return [(era, entry) for entry in other_entries(era, day, listed, self._mirror)]

    def lists(self, day: date) -> bool:
        """Whether the site's calendar was asked and names the day."""
        _, listed = self._listed.get(day.replace(day=1), (None, {}))
        return day in listed

    async def printed(self, day: date) -> None:
        """Remembers that a day has an issue."""
        if not self._library.is_read_only:
            await asyncio.to_thread(self._library.learn, self._paper.id, [self._printed(day)])

    def _printed(self, day: date) -> PrintDay:
        return PrintDay(day=day, mirror=self._mirror, known_at=self.now)

    async def _known(self, day: date) -> PrintDay | None:
        days = await asyncio.to_thread(self._library.print_days, self._paper.id, day, day)
        known = days.get(day)
        return known if known is not None and known.mirror == self._mirror else None

    async def _has(self, day: date) -> bool:
        month = await asyncio.to_thread(self._library.month, self._paper.id, day.year, day.month)
        return day in month

    async def _told(
        self, error: NotPublished, day: date, found_out: date | None = None
    ) -> NotPublished:
        near = await asyncio.to_thread(self._library.printed_around, self._paper.id, day)
        if error.absence is Absence.NOT_YET:
            near = tuple(other for other in near if other < day)
        error.near = near
        is_stored = await self._has(day)
        sentence = absence_sentence(
            error, self._paper, day, is_stored=is_stored, found_out=found_out
        )
        return NotPublished(
            sentence,
            url=error.url,
            day=day,
            absence=error.absence,
            other_day=error.other_day,
            near=near,
        )

    async def _ask_around(self, day: date, fetcher: Transport) -> None:
        """Asks the calendar of the months beside, where the day's own names no day near it."""
        near = await asyncio.to_thread(self._library.printed_around, self._paper.id, day)
        before = date.fromordinal(max(1, day.toordinal() - _NEAR_DAYS))
        if before.month != day.month and not any(before <= other < day for other in near):
            await self._ask_site(before, fetcher)
        after = min(day + timedelta(days=_NEAR_DAYS), self.today)
        if after.month != day.month and not any(day < other <= after for other in near):
            await self._ask_site(after, fetcher)

    async def _ask_site(self, day: date, fetcher: Transport) -> None:
        """Learns the day's month from the site's own calendar, where it has one; once."""
        month = day.replace(day=1)
        if month in self._asked or self._library.is_read_only:
            return
        self._asked.add(month)
        for era in self._paper.eras_for(day):
            own = calendar_for(self._paper.newspaper, era, self._mirror)
            if own is None:
                continue
            listed: dict[date, str] = {}
            try:
                for request in own.requests(month):
                    listed |= own.days(request, await fetcher.fetch(request))
            except (FetchError, ParseError):
                # A calendar that cannot be read says nothing; the issue itself is tried.
                continue
            told = days_told(listed, month, self.today, mirror=self._mirror, now=self.now)
            if told:
                self._listed[month] = era, listed
                await asyncio.to_thread(self._learn, month, told)
                return

    def _learn(self, month: date, told: list[PrintDay]) -> None:
        """Remembers what a calendar says, but of days that were tried that they had no issue: what
        was seen of them says more, and an issue was seen to be one."""
        known = self._library.print_days(self._paper.id, month, told[-1].day)
        seen = {day for day, one in known.items() if one.is_printed or not one.is_from_site}
        seen.update(self._library.month(self._paper.id, month.year, month.month))
        self._library.learn(
            self._paper.id, [day for day in told if day.is_printed or day.day not in seen]
        )
