"""Issues that a site no longer serves, from a web archive's copies of it."""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reader.delivery.calendar import local_moment
from reader.delivery.issue import Report, deliver
from reader.delivery.site import MIRROR_AT_ONCE, is_loopback
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
from reader.parse.memento import origin_of

if TYPE_CHECKING:
    from reader.fetch import Fetcher
    from reader.library import Library
    from reader.model import Issue
    from reader.papers import Paper
    from reader.parse.memento import Archive

_AT_ONCE, _PER_SECOND = 1, 1.0
"""What a public archive is asked for, which serves everybody and stops those who ask for more."""
_GONE = frozenset((401, 403, 404, 410, 451))


def archive_fetcher_for(
    archive: Archive, *, at_once: int | None = None, per_second: float | None = None
) -> Fetcher:
    """A fetcher that may ask the archive and nobody else; what is None is the usual pace."""
    from reader.fetch import Fetcher, Pace

    is_own = is_loopback(archive.address)
    return Fetcher(
        Pace(
            at_once=at_once or (MIRROR_AT_ONCE if is_own else _AT_ONCE),
            per_second=per_second or (math.inf if is_own else _PER_SECOND),
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
    ask_all: bool = False,
    report: Report = lambda _: None,
) -> Issue:
    """Brings the issue of `day` into the library from the copies that an archive has of it.

    The `url` of an issue that was not here before is the copy's own, so that it can be told where
    it came from. Of the paper's days nothing is learnt. Raises `NotArchived` where there is no copy
    of its first page, or only of another day's, else what `deliver` does.
    """
    from reader.fetch import ArchiveFetcher

    before = await asyncio.to_thread(library.outline, paper.id, day)
    is_new = before is None or origin_of(before.url) is not None

    copies = ArchiveFetcher(
        fetcher,
        archive,
        day,
        local_moment(paper, datetime.now(UTC)).tzinfo or UTC,
        store=None if library.is_read_only else library,
    )

    def marked(issue: Issue) -> Issue:
        return replace(issue, url=copies.source) if copies.source and is_new else issue

    try:
        return await deliver(
            paper,
            day,
            fetcher=copies,
            library=library,
            ask_all=ask_all,
            is_own_site=False,
            report=report,
            mark=marked,
        )
    except NotArchived:
        raise
    except NotPublished as error:
        raise _other_day(paper, day, archive, error) from error


def _other_day(paper: Paper, day: date, archive: Archive, error: NotPublished) -> NotArchived:
    shows = f"the issue of {error.other_day}" if error.other_day else "no issue"
    return NotArchived(
        f"What {archive.name} has at the address of {paper.newspaper.name} of {day} is {shows}.",
        url=error.url,
        day=day,
        other_day=error.other_day,
    )


def may_be_archived(
    paper: Paper, day: date, error: ReaderError, today: date, library: Library
) -> bool:
    """Whether an archive is worth asking for a day that the site did not give, `error` being its
    answer: the paper was printed that day as far as is known, and what its site is made of can be
    copied."""
    if day >= today or paper.is_without_issue(day):
        return False
    known = library.print_days(paper.id, day, day).get(day)
    if known is not None and known.is_from_site and not known.is_printed:
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
