"""Bringing one issue in: asks the engine what comes next, has it fetched, and stores what has
arrived as it goes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reader.delivery.calendar import DayBook
from reader.delivery.plan import stock_of
from reader.delivery.rereading import Noting
from reader.delivery.run import Report, Run
from reader.delivery.site import Headed, Mirror, Transport
from reader.engines import engine_for, read_page
from reader.engines.exchange import no_issue
from reader.errors import (
    FetchError,
    LibraryError,
    NotPublished,
    ParseError,
    ReaderError,
    Removed,
    Unreachable,
    UsageError,
)
from reader.lang import say
from reader.model import Issue, Request, Stock
from reader.papers import OWN, Paper, entry_for
from reader.parse.memento import origin_of

if TYPE_CHECKING:
    from reader.engines import Era
    from reader.fetch import Fetcher
    from reader.library import Library
    from reader.parse.page import Page

__all__ = ["Report", "Transport", "deliver", "page_from_web"]


async def deliver(
    paper: Paper,
    day: date,
    *,
    fetcher: Transport,
    library: Library,
    base_url: str = "",
    ask_all: bool = False,
    days: DayBook | None = None,
    is_own_site: bool = True,
    report: Report = lambda _: None,
    mark: Callable[[Issue], Issue] = lambda issue: issue,
    keeps_pages: bool | None = None,
) -> Issue:
    """Brings the issue of `day` into the library and answers it as far as it came, its gaps
    named.

    Of an issue that is here only what is missing is asked for, and what may have changed (see
    `plan`); of a day that is known to have had no issue, nothing. With `ask_all` everything is.
    `days` is what is known of the paper's days, where several are brought in after another; what
    comes of it is remembered of the day where `is_own_site`. What arrives is stored as it goes, so
    that it can be read meanwhile and is kept whatever ends the delivery, cancelling included;
    `mark` is put on it before. The pages are kept to be read again, unless `keeps_pages` or the
    configuration says no. Raises `NotPublished` where the paper had no issue that day,
    `Removed` where a person took it out, another `FetchError` or a `ParseError` where its first
    page could not be had.
    """
    are_kept = await asyncio.to_thread(_keeps_pages) if keeps_pages is None else keeps_pages
    book = days or DayBook(paper, library, mirror=base_url)
    if await asyncio.to_thread(library.is_removed, paper.id, day):
        raise Removed(
            say(
                "You removed the issue of {name} of {day}, and it stays out; "
                "`reader fetch {id} {day} --restore` brings it back.",
                name=paper.newspaper.name,
                day=day,
                id=paper.id,
            ),
            day=day,
        )
    if paper.id == OWN:
        return await _own(
            paper, day, fetcher, library, base_url, report=report, is_own_site=is_own_site
        )
    if is_own_site and not ask_all:
        await book.check(day, fetcher)
    stock, copy_url = await asyncio.to_thread(
        _stock, paper, day, library, book.today, ask_all=ask_all
    )

    def marked(issue: Issue) -> Issue:
        # What an archive gave is still its copy when the site is asked for what was missing.
        return mark(replace(issue, url=copy_url) if copy_url else issue)

    async def brought(ways: Iterable[tuple[Era, str]]) -> Issue:
        return await _by_any_way(
            paper,
            day,
            ways,
            stock,
            fetcher,
            library,
            base_url,
            report=report,
            mark=marked,
            keeps_pages=are_kept,
        )

    try:
        issue = await brought((era, entry_for(era, day, base_url)) for era in paper.eras_for(day))
    except NotPublished as absent:
        if not is_own_site:
            raise
        try:
            issue = await brought(await book.other_ways(day, fetcher))
        except (FetchError, ParseError) as failure:
            if book.lists(day) and not isinstance(failure, NotPublished):
                raise
            raise await book.absent(absent, day, fetcher) from absent
    if is_own_site:
        await book.printed(day)
    return issue


async def _own(
    paper: Paper,
    day: date,
    fetcher: Transport,
    library: Library,
    base_url: str,
    *,
    report: Report,
    is_own_site: bool,
) -> Issue:
    """The issue that a person's feeds make."""
    from reader.delivery.own import deliver_own

    if not is_own_site:
        raise UsageError(say("No archive has your own newspaper: it is made of today's feeds."))
    return await deliver_own(
        paper, day, fetcher=fetcher, library=library, base_url=base_url, report=report
    )


async def _by_any_way(
    paper: Paper,
    day: date,
    ways: Iterable[tuple[Era, str]],
    stock: Stock,
    fetcher: Transport,
    library: Library,
    base_url: str,
    *,
    report: Report,
    mark: Callable[[Issue], Issue],
    keeps_pages: bool,
) -> Issue:
    """The issue by the first way that leads to it: how the site is read, and where it begins."""
    absent: NotPublished | None = None
    failure: ReaderError | None = None
    for era, entry in ways:
        engine = engine_for(paper.newspaper, era, day, entry)
        engine.recall(stock)
        transport: Transport = Headed(fetcher, era.headers)
        if base_url:
            transport = Mirror(transport, base_url, paper)
        noting = Noting(transport) if keeps_pages else None
        try:
            run = Run(paper, day, engine, noting or transport, library, report=report, mark=mark)
            try:
                return await run.run()
            finally:
                if noting is not None:
                    # Also when cancelled: what came is in the library, and so are its pages.
                    await _put_away(noting, library, paper.id, day)
        except NotPublished as error:
            absent = absent or error
        except Unreachable as error:
            if base_url:
                raise
            failure = failure or error
        except (FetchError, ParseError) as error:
            failure = failure or error
    if absent is not None:
        raise absent
    raise failure or no_issue(paper.newspaper, day)


def _stock(
    paper: Paper, day: date, library: Library, today: date, *, ask_all: bool
) -> tuple[Stock, str]:
    """What the library has of the issue, and which of it is to be asked for again; the address of
    the copy in an archive that it is, "" where it is none."""
    issue = library.issue(paper.id, day)
    is_copy = issue is not None and not ask_all and origin_of(issue.url) is not None
    stock = stock_of(
        library.ledger(paper.id, day),
        () if issue is None else tuple(issue.articles),
        age_days=(today - day).days,
        is_told_of_changes=library.has_validator,
        ask_all=ask_all,
    )
    return stock, issue.url if issue is not None and is_copy else ""


def _keeps_pages() -> bool:
    from reader.config import read_config

    return read_config().keeps_pages


async def _put_away(noting: Noting, library: Library, newspaper_id: str, day: date) -> None:
    """In a thread, which is waited for also by who is called off meanwhile."""
    if library.is_read_only:
        return
    work = asyncio.create_task(asyncio.to_thread(noting.put_away, library, newspaper_id, day))
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.gather(work, return_exceptions=True)
        raise
    except LibraryError:
        # An issue that is here counts for more than that it can be read again.
        return


async def page_from_web(url: str, fetcher: Fetcher) -> Page:
    """The articles of any one page on the web."""
    response = await fetcher.fetch(Request(url=url))
    page = await asyncio.to_thread(read_page, response.body, response.url, response.content_type)
    return replace(page, url=response.url)
