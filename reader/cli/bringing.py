"""`reader fetch`: issues from a newspaper's site."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.adding import is_address, meant_by, settle
from reader.cli.archive import Offer, Way, archive_of, way_of
from reader.cli.feeds import tell_remarks
from reader.cli.names import known_papers, today_at, typed
from reader.cli.printing import why_of
from reader.cli.running import (
    DONE,
    FAILED,
    IN_PART,
    NO_ISSUE,
    TERMINATED,
    check_mirror,
    library_file,
)
from reader.errors import (
    FetchError,
    NotPublished,
    ParseError,
    Removed,
    Unreachable,
    UsageError,
)
from reader.export import origin_words
from reader.lang import say, say_n
from reader.model import State
from reader.papers import OWN

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import Issue, Listing, Progress

MOST_DAYS = 366
"""Of one range: every day is at least one request to a newspaper's site."""


def fetch(options: argparse.Namespace) -> int:
    """`reader fetch PAPER|URL [DATE|FROM..TO]`."""
    from reader.config import read_config
    from reader.library import Library
    from reader.papers import paper_named

    check_mirror(options)
    words, meant = typed(options.paper), None
    if is_address(words):
        meant = meant_by(words, options.base_url)
        paper = meant.paper
        if meant.finding is not None:
            settle(meant.finding, is_agreed=options.yes, tell=terminal.tell)
    else:
        paper = paper_named(words, known_papers())
    config = read_config()
    paper = paper.slowed(config.at_once, config.per_second)
    archive = archive_of(options, config)
    today = today_at(paper.newspaper)
    when = typed(options.when)
    if not when and meant is not None and meant.day is not None:
        days: tuple[date, ...] = (min(meant.day, today),)
    else:
        days = days_of(when or "today", today)
    with Library.open(library_file(options)) as library:
        if options.restore:
            for day in days:
                library.restore(paper.id, day)
        way = way_of(
            paper,
            library,
            options.base_url,
            archive,
            config,
            is_range=len(days) > 1,
            ask_all=options.again,
        )
        # A paper whose definition was not written down could not be named in the offered command.
        is_unnamed = meant is not None and meant.finding is not None and not options.yes
        offer = Offer(paper, today, config, library, archive, is_made=is_unnamed)
        try:
            status = asyncio.run(_fetch(library, days, way, offer))
            library.indexing.take_in()
            return status
        except asyncio.CancelledError:
            return TERMINATED
        except KeyboardInterrupt:
            terminal.tell(say("Stopped; what had arrived is in the library."))
            raise


def days_of(words: str, today: date) -> tuple[date, ...]:
    """The days meant by a date or by `FROM..TO`, oldest first."""
    from reader.dates import parse_day, parse_range

    first, last = (
        parse_range(words, today=today) if ".." in words else (parse_day(words, today=today),) * 2
    )
    if first > today:
        raise UsageError(say("{day} is still to come; today is {today}.", day=first, today=today))
    last = min(last, today)
    count = (last - first).days + 1
    if count > MOST_DAYS:
        raise UsageError(
            say("That is {n} days; at most {most} are fetched at a time.", n=count, most=MOST_DAYS)
        )
    return tuple(first + timedelta(days=n) for n in range(count))


async def _fetch(library: Library, days: tuple[date, ...], way: Way, offer: Offer) -> int:
    end_on_sigterm()
    ticker = terminal.Ticker()

    def report(progress: Progress) -> None:
        ticker.show(_doing(progress))

    status = DONE
    fetched = failed = 0
    absent: list[NotPublished] = []
    try:
        async with way as bring:
            for day in days:
                try:
                    issue = await bring(day, report)
                except NotPublished as error:
                    ticker.clear()
                    terminal.tell(offer.after(error, day))
                    absent.append(error)
                    continue
                except Removed as error:
                    ticker.clear()
                    terminal.tell(error)
                    if len(days) == 1:
                        return FAILED
                    continue
                except (FetchError, ParseError) as error:
                    ticker.clear()
                    terminal.tell(offer.after(error, day))
                    # A site that is down is down for the other days too.
                    if isinstance(error, Unreachable) or len(days) == 1:
                        return FAILED
                    failed += 1
                    continue
                ticker.clear()
                fetched += 1
                if _report_issue(issue, library.ledger(issue.newspaper_id, issue.date)):
                    status = IN_PART
    finally:
        ticker.clear()
    if failed:
        return IN_PART if fetched else FAILED
    if absent and not fetched:
        return NO_ISSUE
    return status


def _report_issue(issue: Issue, ledger: Sequence[Listing]) -> bool:
    """Prints the issue's line; whether something is missing in it."""
    missing = [line for line in ledger if line.state.is_missing]
    here = sum(line.state is State.STORED and not line.is_page for line in ledger)
    terminal.write(f"{issue.newspaper_id} {issue.date.isoformat()} {here}/{here + len(missing)}\n")
    terminal.flush()
    if origin := origin_words(issue.url):
        terminal.tell(
            say("{issue} is {origin}.", issue=f"{issue.newspaper_id} {issue.date}", origin=origin)
        )
    if missing:
        gap = missing[0]
        first = f"{gap.title or gap.url} ({why_of(gap)})"
        terminal.tell(
            say_n(
                "{day}: {n} could not be brought in: {first}. The same command asks for it again.",
                "{day}: {n} could not be brought in, the first is {first}. The same command asks "
                "for them again.",
                len(missing),
                day=issue.date,
                first=first,
            )
        )
    if issue.newspaper_id == OWN:
        tell_remarks(ledger)
    return bool(missing)


def _doing(progress: Progress) -> str:
    parts = [progress.newspaper_id, progress.date.isoformat()]
    if progress.pages:
        parts.append(say("page {done}/{all}", done=progress.pages_done, all=progress.pages))
    if progress.articles:
        parts.append(
            say("article {done}/{all}", done=progress.articles_done, all=progress.articles)
        )
    if progress.failed:
        parts.append(say("{n} failed", n=progress.failed))
    return " ".join([*parts, progress.doing])


def end_on_sigterm() -> None:
    """Within an event loop SIGTERM cancels what runs, so that connections close and what came is
    stored."""
    task = asyncio.current_task()
    if task is not None:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
