"""Bringing one issue in: asks the engine what comes next, has it fetched, and stores what has
arrived as it goes.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from reader.delivery.calendar import DayBook
from reader.delivery.plan import stock_of
from reader.engines import Engine, engine_for, read_page
from reader.engines.exchange import no_issue
from reader.errors import (
    FetchError,
    NotPublished,
    ParseError,
    ReaderError,
    Refused,
    Removed,
    Unreachable,
)
from reader.model import Issue, Progress, Request, Response, Stock
from reader.papers import Paper, entry_for
from reader.papers.paper import host_of

if TYPE_CHECKING:
    from reader.fetch import Fetcher, Pace
    from reader.library import Library
    from reader.parse.page import Page

_STORE_EVERY_S = 0.5
_LOST_AFTER = 5
"""So many requests in a row without any answer, and the site counts as out of reach."""
_MISSING = frozenset({403, 404, 410})
MIRROR_AT_ONCE = 8
"""Requests that a copy on this computer is asked at a time."""

Report = Callable[[Progress], None]


class Transport(Protocol):
    """Brings the page at an address, from wherever that is done."""

    async def fetch(self, request: Request) -> Response:
        """The page; raises a kind of `FetchError`."""


def fetcher_for(paper: Paper, library: Library | None, *, base_url: str = "") -> Fetcher:
    """A fetcher that keeps the paper's pace and may ask its hosts, or the mirror's, and no
    others.
    """
    from reader.fetch import Fetcher

    hosts = {host_of(base_url)} if base_url else paper.all_hosts()
    store = library if library is not None and not library.is_read_only else None
    return Fetcher(pace_of(paper, base_url), store, allowed_hosts=hosts)


def pace_of(paper: Paper, base_url: str = "") -> Pace:
    """How fast a paper's hosts are asked. A mirror on this computer needs sparing only where the
    paper's definition, or a person, says so.
    """
    from reader.fetch import Pace

    if not paper.is_paced and is_loopback(base_url):
        return Pace(at_once=MIRROR_AT_ONCE, per_second=math.inf)
    return Pace(at_once=paper.at_once, per_second=paper.per_second)


def is_loopback(url: str) -> bool:
    """Whether an address is one of this computer's own."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


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
) -> Issue:
    """Brings the issue of `day` into the library and answers it as far as it came, its gaps
    named.

    Of an issue that is here only what is missing is asked for, and what may have changed (see
    `plan`); of a day that is known to have had no issue, nothing. With `ask_all` everything is.
    `days` is what is known of the paper's days, where several are brought in after another; what
    comes of it is remembered of the day where `is_own_site`. What arrives is stored as it goes, so
    that it can be read meanwhile and is kept whatever ends the delivery, cancelling included;
    `mark` is put on it before. Raises `NotPublished` where the paper had no issue that day,
    `Removed` where a person took it out, another `FetchError` or a `ParseError` where its first
    page could not be had.
    """
    book = days or DayBook(paper, library, mirror=base_url)
    if await asyncio.to_thread(library.is_removed, paper.id, day):
        raise Removed(
            f"You removed the issue of {paper.newspaper.name} of {day}, and it stays out; "
            f"`reader fetch {paper.id} {day} --restore` brings it back.",
            day=day,
        )
    if is_own_site and not ask_all:
        await book.check(day, fetcher)
    stock = await asyncio.to_thread(_stock, paper, day, library, book.today, ask_all=ask_all)
    try:
        issue = await _from_any_era(
            paper, day, stock, fetcher, library, base_url, report=report, mark=mark
        )
    except NotPublished as error:
        if is_own_site:
            raise await book.absent(error, day, fetcher) from error
        raise
    if is_own_site:
        await book.printed(day)
    return issue


async def _from_any_era(
    paper: Paper,
    day: date,
    stock: Stock,
    fetcher: Transport,
    library: Library,
    base_url: str,
    *,
    report: Report,
    mark: Callable[[Issue], Issue],
) -> Issue:
    """The issue as the site is read now, or was at another time."""
    absent: NotPublished | None = None
    failure: ReaderError | None = None
    for era in paper.eras_for(day):
        entry = entry_for(era, day, base_url)
        engine = engine_for(paper.newspaper, era, day, entry)
        engine.recall(stock)
        delivery = _Delivery(paper, day, engine, fetcher, library, report, mark)
        try:
            return await delivery.run()
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


def _stock(paper: Paper, day: date, library: Library, today: date, *, ask_all: bool) -> Stock:
    """What the library has of the issue, and which of it is to be asked for again."""
    issue = library.issue(paper.id, day)
    return stock_of(
        library.ledger(paper.id, day),
        () if issue is None else tuple(issue.articles),
        age_days=(today - day).days,
        is_told_of_changes=library.has_validator,
        ask_all=ask_all,
    )


class _Delivery:
    """One run of one engine."""

    def __init__(
        self,
        paper: Paper,
        day: date,
        engine: Engine,
        fetcher: Transport,
        library: Library,
        report: Report,
        mark: Callable[[Issue], Issue],
    ) -> None:
        self._paper = paper
        self._day = day
        self._engine = engine
        self._fetcher = fetcher
        self._library = library
        self._report = report
        self._mark = mark
        self._waiting: deque[Request] = deque()
        self._unanswered = 0
        self._stored_at = 0.0
        self._fresh: list[str] = []
        self._second_round: list[Request] = []
        self._has_news = False

    async def run(self) -> Issue:
        """Fetches until nothing is left to ask."""
        for request in self._engine.start():
            await self._first(request)
        while self._waiting and not (self._engine.tally().pages or self._engine.tally().articles):
            # It was only sent on: there is no issue either where there is nothing at the end.
            await self._first(self._waiting.popleft())
        try:
            await self._rest()
            # What failed for a moment's reason is asked for once more when everything else is here.
            self._waiting.extend(self._second_round)
            await self._rest()
        finally:
            # Also when cancelled: what arrived is kept. The library answers within its own
            # patience.
            issue = self._store()
        self._tell(is_finished=True)
        return issue

    async def _first(self, request: Request) -> None:
        self._report(
            Progress(newspaper_id=self._paper.id, date=self._day, doing=self._paper.newspaper.name)
        )
        try:
            response = await self._fetcher.fetch(request)
        except Refused as error:
            if error.status in _MISSING:
                self._engine.miss(request, reason_of(error))
                raise no_issue(self._paper.newspaper, self._day, request.url) from error
            raise
        self._waiting.extend(await asyncio.to_thread(self._engine.read, request, response))
        self._tell()

    async def _rest(self) -> None:
        running: dict[asyncio.Task[None], Request] = {}
        most = max(2, 2 * self._paper.at_once)
        try:
            while self._waiting or running:
                while self._waiting and len(running) < most:
                    request = self._waiting.popleft()
                    running[asyncio.create_task(self._one(request))] = request
                done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    del running[task]
                    task.result()
                if self._unanswered >= _LOST_AFTER:
                    self._give_up()
                if self._has_news and time.monotonic() - self._stored_at >= _STORE_EVERY_S:
                    await asyncio.to_thread(self._store)
                self._tell()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _one(self, request: Request) -> None:
        try:
            response = await self._fetcher.fetch(request)
            self._unanswered = 0
            more = await asyncio.to_thread(self._engine.read, request, response)
        except (FetchError, ParseError) as error:
            if isinstance(error, Unreachable):
                self._unanswered += 1
            if _may_pass(error):
                self._second_round.append(request)
            self._engine.miss(request, reason_of(error))
        else:
            if self._engine.tally().articles_done:
                self._waiting.extend(more)
            else:
                # The first page is to be read while the others are still being listed.
                self._waiting.extendleft(reversed(more))
            self._has_news = True

    def _give_up(self) -> None:
        self._second_round.clear()
        while self._waiting:
            self._engine.miss(self._waiting.popleft(), "the site could not be reached any more")

    def _store(self) -> Issue:
        issue = self._mark(self._paper.page_names.applied(self._engine.issue()))
        if any(section.articles for section in issue.sections) or issue.gaps:
            self._fresh += self._library.store(self._paper.newspaper, issue, at=datetime.now(UTC))
        self._stored_at = time.monotonic()
        self._has_news = False
        return issue

    def _tell(self, *, is_finished: bool = False) -> None:
        tally = self._engine.tally()
        stored, self._fresh = tuple(self._fresh), []
        self._report(
            Progress(
                newspaper_id=self._paper.id,
                date=self._day,
                doing=tally.page_label,
                pages_done=tally.pages_done,
                pages=tally.pages,
                articles_done=tally.articles_done,
                articles=tally.articles,
                failed=tally.failed,
                is_finished=is_finished,
                stored=stored,
            )
        )


def _may_pass(error: ReaderError) -> bool:
    """Whether another try, a minute later, may fare better."""
    if isinstance(error, Refused):
        return error.status >= 500 or error.status == 429
    return isinstance(error, Unreachable | ParseError)


def reason_of(error: ReaderError) -> str:
    """Why something is missing, as one clause."""
    text = str(error).rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


async def page_from_web(url: str, fetcher: Fetcher) -> Page:
    """The articles of any one page on the web."""
    response = await fetcher.fetch(Request(url=url))
    page = await asyncio.to_thread(read_page, response.body, response.url, response.content_type)
    return replace(page, url=response.url)
