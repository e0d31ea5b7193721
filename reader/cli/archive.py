"""`reader fetch --archive`: which archive, the way there, and the offer to go it."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from reader.errors import UsageError
from reader.lang import say

if TYPE_CHECKING:
    from reader.config import Config
    from reader.errors import ReaderError
    from reader.library import Library
    from reader.model import Issue, Progress
    from reader.papers import Paper
    from reader.parse.memento import Archive

Report = Callable[["Progress"], None]
Bring = Callable[[date, Report], Coroutine[Any, Any, "Issue"]]
Way = AbstractAsyncContextManager[Bring]


def archive_of(options: argparse.Namespace, config: Config) -> Archive | None:
    """The archive that was asked for, by its address or as the configured one; None for none."""
    from reader.parse.memento import archive_at

    if options.archive is None:
        return None
    if options.base_url:
        raise UsageError(
            say("--archive asks an archive and --base-url a mirror: give one of them.")
        )
    archive = archive_at(options.archive or config.archive.address)
    if archive is None:
        raise UsageError(
            say(
                "--archive takes the http or https address of a web archive, such as "
                "https://web.archive.org/web/."
            )
        )
    return archive


@asynccontextmanager
async def way_of(
    paper: Paper,
    library: Library,
    base_url: str,
    archive: Archive | None,
    config: Config,
    *,
    is_range: bool = False,
    ask_all: bool = False,
) -> AsyncIterator[Bring]:
    """How an issue is brought in: from the site or its mirror, or from the archive. Of a range the
    days known to be without an issue are passed over; with `ask_all` nothing is."""
    from reader.delivery import (
        DayBook,
        archive_fetcher_for,
        deliver,
        deliver_from_archive,
        fetcher_for,
    )

    if archive is None:
        days = DayBook(paper, library, mirror=base_url, is_for_many=is_range)
        async with fetcher_for(paper, library, base_url=base_url) as fetcher:
            yield lambda day, report: deliver(
                paper,
                day,
                fetcher=fetcher,
                library=library,
                base_url=base_url,
                ask_all=ask_all,
                days=days,
                report=report,
            )
        return
    async with archive_fetcher_for(
        archive, at_once=config.archive.at_once, per_second=config.archive.per_second
    ) as fetcher:
        yield lambda day, report: deliver_from_archive(
            paper,
            day,
            fetcher=fetcher,
            archive=archive,
            library=library,
            ask_all=ask_all,
            report=report,
        )


@dataclass(slots=True)
class Offer:
    """What is said after a failure: that an archive may have the day. Said once."""

    paper: Paper
    today: date
    config: Config
    library: Library
    archive: Archive | None
    """The one that is being asked; then there is nothing to offer."""
    is_made: bool = False

    def after(self, error: ReaderError, day: date) -> str:
        """The error's sentence, with the offer where it is worth making."""
        from reader.delivery import may_be_archived
        from reader.parse.memento import archive_at

        archive = archive_at(self.config.archive.address)
        if (
            self.is_made
            or self.archive is not None
            or archive is None
            or not self.config.archive.is_offered
            or not may_be_archived(self.paper, day, error, self.today, self.library)
        ):
            return str(error)
        self.is_made = True
        command = f"reader fetch {self.paper.id} {day.isoformat()} --archive"
        return say(
            "{failure}; `{command}` asks {archive} for its copy.",
            failure=str(error).rstrip(".。"),
            command=command,
            archive=archive.name,
        )
