"""Trying whether a newspaper can be read: entry, pages, articles, one text, and which of these is
the first that fails. Nothing is kept.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reader.engines import engine_for
from reader.engines.calendars import calendar_for, other_entries
from reader.engines.exchange import no_issue
from reader.errors import FetchError, NotPublished, ParseError, Refused
from reader.model import label_of
from reader.papers import entry_for
from reader.text import shown

if TYPE_CHECKING:
    from reader.delivery.site import Transport
    from reader.engines import Engine, Era
    from reader.model import Article, Issue, Request, Response
    from reader.papers import Paper

_MISSING = frozenset({403, 404, 410})
_MOST_PAGES = 3
"""Read in search of one that lists articles: a title page may have none."""
_MOST_ARTICLES = 5
"""Read in search of one with a text: the first may be a picture."""
_SHORTEST_TEXT = 20
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step, and what came of it in one sentence."""

    name: str
    """`entry`, `pages`, `articles` or `text`."""
    is_right: bool
    said: str


class _Broken(Exception):
    """The step that is being tried failed, with the sentence for it."""


async def rehearse(
    paper: Paper,
    day: date,
    *,
    fetcher: Transport,
    base_url: str = "",
    report: Callable[[Step], None],
) -> bool:
    """Goes the way to one article of the issue of `day`, tells of every step as it is done, and
    answers whether all of them went well; the first that does not is the last.

    Raises `NotPublished` where the paper had no issue that day.
    """
    era = paper.eras_for(day)[0]
    rehearsal = _Rehearsal(paper, era, day, fetcher, base_url)
    for name, step in (
        ("entry", rehearsal.entry),
        ("pages", rehearsal.pages),
        ("articles", rehearsal.articles),
        ("text", rehearsal.text),
    ):
        try:
            said = await step()
        except _Broken as broken:
            report(Step(name=name, is_right=False, said=str(broken)))
            return False
        except NotPublished:
            raise
        except (FetchError, ParseError) as fault:
            report(Step(name=name, is_right=False, said=_with_address(fault)))
            return False
        report(Step(name=name, is_right=True, said=said))
    return True


class _Rehearsal:
    def __init__(
        self, paper: Paper, era: Era, day: date, fetcher: Transport, base_url: str
    ) -> None:
        self._paper = paper
        self._day = day
        self._fetcher = fetcher
        self._era = era
        self._base_url = base_url
        self._waiting: deque[Request] = deque()
        self._begin(entry_for(era, day, base_url))

    def _begin(self, entry: str) -> None:
        self._engine: Engine = engine_for(self._paper.newspaper, self._era, self._day, entry)
        self._waiting.clear()
        self._last = entry

    async def entry(self) -> str:
        """The first address answers, and what it sends on to; else another that the site names."""
        try:
            return await self._enter()
        except NotPublished:
            wrong = self._last
            for other in await self._other_entries():
                self._begin(other)
                with suppress(FetchError, ParseError):
                    found = await self._enter()
                    return f"{shown(wrong, 120)} has no issue, but the site leads to it: {found}"
            raise

    async def _other_entries(self) -> tuple[str, ...]:
        listed: dict[date, str] = {}
        calendar = calendar_for(self._paper.newspaper, self._era, self._base_url)
        if calendar is not None:
            with suppress(FetchError, ParseError):
                for request in calendar.requests(self._day):
                    answer = await self._fetcher.fetch(request)
                    listed.update(calendar.days(request, answer))
        return other_entries(self._era, self._day, listed, self._base_url)

    async def _enter(self) -> str:
        asked: list[str] = []
        size = 0
        self._waiting.extend(self._engine.start())
        while self._waiting and not (asked and self._is_begun()):
            request = self._waiting.popleft()
            response = await self._ask_first(request)
            asked.append(request.url)
            size += len(response.body)
        onward = f", by way of {_count(len(asked), 'address', 'addresses')}" if asked[1:] else ""
        return f"{shown(asked[-1], 120)} answered with {_bytes(size)}{onward}."

    async def pages(self) -> str:
        """The pages are listed."""
        if not self._is_begun():
            raise _Broken(
                f"{shown(self._last, 120)} lists nothing; look at it in a browser: the site may"
                " have changed, or the era's entry or page_address may be wrong."
            )
        pages = self._issue().sections
        named = [label for section in pages if (label := label_of(section))]
        first = f"; the first is {shown(named[0], 60)}" if named else ", without a name"
        return f"{_count(len(pages), 'page', 'pages')} listed{first}."

    async def articles(self) -> str:
        """A page lists articles."""
        read = 1
        while self._waiting and not self._engine.tally().articles and read < _MOST_PAGES:
            await self._ask(self._waiting.popleft())
            read += 1
        listed = [listing for listing in self._issue().ledger if not listing.is_page]
        count = max(self._engine.tally().articles, len(listed))
        if not count:
            raise _Broken(
                f"{_count(read, 'page was', 'pages were')} read and no article found on"
                f" {'it' if read == 1 else 'them'}, the last {shown(self._last, 120)}; the site may"
                " have changed, or the era's article_address or articles may be wrong."
            )
        title = next((listing.title for listing in listed if listing.title), "")
        first = f"; the first is “{shown(title, 60)}”" if title else ""
        return f"{_count(count, 'article', 'articles')} listed so far{first}."

    async def text(self) -> str:
        """An article has a text."""
        fault: FetchError | ParseError | None = None
        for _ in range(_MOST_ARTICLES):
            if (article := self._readable()) is not None:
                return _described(article)
            if not self._waiting:
                break
            try:
                await self._ask(self._waiting.popleft())
            except (FetchError, ParseError) as error:
                fault = fault or error
        if (article := self._readable()) is not None:
            return _described(article)
        if fault is not None:
            raise fault
        raise _Broken(
            f"no text was found in the articles that were read, the last"
            f" {shown(self._last, 120)}; the era's body may be wrong."
        )

    async def _ask_first(self, request: Request) -> Response:
        try:
            return await self._ask(request)
        except Refused as refused:
            if refused.status in _MISSING:
                self._engine.miss(request, f"the site answered {refused.status}")
                raise no_issue(self._paper.newspaper, self._day, request.url) from refused
            raise

    async def _ask(self, request: Request) -> Response:
        self._last = request.url
        response = await self._fetcher.fetch(request)
        more = await asyncio.to_thread(self._engine.read, request, response)
        self._waiting.extendleft(reversed(more))
        return response

    def _is_begun(self) -> bool:
        tally = self._engine.tally()
        return bool(tally.pages or tally.articles)

    def _issue(self) -> Issue:
        return self._paper.page_names.applied(self._engine.issue())

    def _readable(self) -> Article | None:
        return next(
            (a for a in self._issue().articles if len(a.text.strip()) >= _SHORTEST_TEXT), None
        )


def _with_address(fault: FetchError | ParseError) -> str:
    """What went wrong, and at which address; what a page lacks is said without it."""
    said = str(fault).rstrip(".")
    address = fault.url.partition("://")[2]
    if isinstance(fault, ParseError) and address and address not in said:
        return f"{said}: {shown(fault.url, 120)}; look at it in a browser."
    return f"{said}."


def _described(article: Article) -> str:
    by = f", {shown(article.byline, 60)}" if article.byline else ""
    pictures = sum(1 for _ in article.images)
    more = f", {_count(pictures, 'picture', 'pictures')}" if pictures else ""
    return f"“{shown(article.headline, 80)}”{by}: {len(article.text):,} characters{more}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _bytes(size: int) -> str:
    return f"{size / 1000:,.1f} kB" if size >= 1000 else f"{size} bytes"
