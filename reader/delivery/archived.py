"""Issues that a site no longer serves, from a web archive's copies of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from reader.delivery.issue import Report, deliver
from reader.engines import engine_for
from reader.errors import (
    Absence,
    NotArchived,
    NotPublished,
    ParseError,
    ReaderError,
    Refused,
    Unreachable,
)
from reader.papers import entry_for

if TYPE_CHECKING:
    from reader.fetch import Fetcher
    from reader.library import Library
    from reader.model import Issue
    from reader.papers import Paper
    from reader.parse.memento import Archive

_AT_ONCE, _PER_SECOND = 1, 1.0
"""What a public archive is asked for, which serves everybody and stops those who ask for more."""
_OWN_AT_ONCE, _OWN_PER_SECOND = 8, 1000.0
"""The same for one on this computer."""
_GONE = frozenset((401, 403, 404, 410, 451))


def archive_fetcher_for(
    archive: Archive, *, at_once: int | None = None, per_second: float | None = None
) -> Fetcher:
    """A fetcher that may ask the archive and nobody else; what is None is the usual pace."""
    from reader.fetch import Fetcher, Pace

    own = _is_loopback(archive.host)
    return Fetcher(
        Pace(
            at_once=at_once or (_OWN_AT_ONCE if own else _AT_ONCE),
            per_second=per_second or (_OWN_PER_SECOND if own else _PER_SECOND),
        ),
        allowed_hosts={archive.host},
    )


async def deliver_from_archive(
    paper: Paper,
    day: date,
    *,
    fetcher: Fetcher,
    archive: Archive,
    library: Library,
    report: Report = lambda _: None,
) -> Issue:
    """Brings the issue of `day` into the library from the copies that an archive has of it.

    The issue's `url` is the copy's own, so that it can be told where it came from. Raises
    `NotArchived` where there is no copy of its first page, else what `deliver` does.
    """
    from reader.fetch import ArchiveFetcher

    copies = ArchiveFetcher(
        fetcher,
        archive,
        day,
        ZoneInfo(paper.newspaper.time_zone),
        store=None if library.is_read_only else library,
    )

    def marked(issue: Issue) -> Issue:
        return replace(issue, url=copies.source) if copies.source else issue

    return await deliver(
        paper, day, fetcher=copies, library=library, is_own_site=False, report=report, mark=marked
    )


def may_be_archived(paper: Paper, day: date, error: ReaderError, today: date) -> bool:
    """Whether an archive is worth asking for a day that the site did not give, `error` being its
    answer: the paper was printed that day, and what the site is made of can be copied."""
    if day >= today or paper.is_without_issue(day):
        return False
    match error:
        case NotArchived():
            return False
        case NotPublished():
            is_gone = error.absence is not Absence.NOT_YET
        case Refused():
            is_gone = error.status in _GONE
        case _:
            is_gone = isinstance(error, Unreachable | ParseError)
    return is_gone and any(
        not request.json_body
        for era in paper.eras_for(day)
        for request in engine_for(paper.newspaper, era, day, entry_for(era, day)).start()[:1]
    )


def _is_loopback(netloc: str) -> bool:
    host = urlsplit(f"//{netloc}").hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
