"""What a download asks for next.

Pure: the wish and what has come of its days come in, a day comes out. Newest first: who wants ten
years wants yesterday's paper tonight and the oldest one some day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from reader.delivery.calendar import is_settled, local_moment
from reader.errors import UsageError
from reader.lang import say
from reader.model import DayState, Download, DownloadDay, PrintDay

if TYPE_CHECKING:
    from reader.papers import Paper

__all__ = ["MOST_TRIES", "days_wanted", "known_days", "next_day", "site_groups"]

MOST_TRIES = 3
"""So often a day is asked for in vain before a person has to ask for it."""
_SETTLED_AFTER_DAYS = 2
"""Days after which it counts for good that a day had no issue."""


def days_wanted(paper: Paper, first: date, last: date, *, today: date) -> tuple[date, date]:
    """The days that can be meant: none to come, none before the paper is known to have had a site.
    Raises `UsageError` where that is none at all."""
    begins = [era.first for era in paper.eras]
    known = [day for day in begins if day is not None]
    earliest = min(known) if known and len(known) == len(begins) else first
    if first > today:
        raise UsageError(say("{day} is still to come; today is {today}.", day=first, today=today))
    if last < earliest:
        raise UsageError(
            say(
                "{name} can be read from {earliest} on; {day} is before that.",
                name=paper.newspaper.name,
                earliest=earliest,
                day=last,
            )
        )
    return max(first, earliest), min(last, today)


def known_days(
    paper: Paper,
    told: Mapping[date, PrintDay],
    whole: Collection[date],
    *,
    mirror: str,
    now: datetime,
) -> dict[date, DayState]:
    """What need not be asked: days whose issue is here as a whole, but for today's, which grows;
    and days known to have had none."""
    today = local_moment(paper, now).date()
    known = {day: DayState.DONE for day in whole if day < today}
    known |= {
        day: DayState.NONE_PRINTED
        for day, one in told.items()
        if one.mirror == mirror and day not in whole and is_settled(one, paper, now)
    }
    return known


def next_day(
    wish: Download, days: Mapping[date, DownloadDay], tried: Collection[date], paper: Paper
) -> date | None:
    """The newest day of a wish that is to be asked for; None where there is none. `tried` are those
    that were asked for just now."""
    day = wish.last
    while day >= wish.first:
        known = days.get(day)
        if known is None or _is_open(known, paper, is_tried=day in tried):
            return day
        if day == date.min:
            return None
        day -= timedelta(days=1)
    return None


def _is_open(known: DownloadDay, paper: Paper, *, is_tried: bool) -> bool:
    match known.state:
        case DayState.WAITING | DayState.UNDER_WAY:
            return True
        case DayState.IN_PART | DayState.FAILED:
            return not is_tried and known.tries < MOST_TRIES
        case DayState.NONE_PRINTED if known.tried_at is not None:
            found_out = local_moment(paper, known.tried_at).date()
            return not is_tried and (found_out - known.day).days < _SETTLED_AFTER_DAYS
        case _:
            return False


def site_groups(papers: Iterable[Paper]) -> dict[str, str]:
    """By the paper's id the name of the group it belongs to: those that share a host are asked one
    after the other."""
    group_of_host: dict[str, str] = {}
    groups: dict[str, set[str]] = {}
    for paper in papers:
        hosts = paper.all_hosts()
        joined = {group_of_host[host] for host in hosts if host in group_of_host}
        members = {paper.id}.union(*(groups.pop(name) for name in joined))
        groups[paper.id] = members
        for host, name in list(group_of_host.items()):
            if name in joined:
                group_of_host[host] = paper.id
        group_of_host.update(dict.fromkeys(hosts, paper.id))
    return {member: name for name, members in groups.items() for member in members}
