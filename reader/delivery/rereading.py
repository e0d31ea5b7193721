"""Reading an issue again from the pages that were kept of it: no site is asked anything.

deliver: engine → question → site → page ─→ engine        rereading: engine → question
                                      └→ kept in the library → page ─→ engine
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.delivery.run import reason_of
from reader.engines import engine_for
from reader.errors import LibraryError, NotPublished, ParseError, ReaderError
from reader.lang import say
from reader.model import Response, SourcePage
from reader.papers import entry_for

if TYPE_CHECKING:
    from reader.delivery.site import Transport
    from reader.engines import Engine
    from reader.library import Library
    from reader.model import Issue, Request, Reread
    from reader.papers import Paper

_MOST_BYTES = 96 * 1024**2
"""So much of an issue's pages is remembered until they are put away."""


class Noting:
    """A transport that notes down every page that comes."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._pages: list[SourcePage] = []
        self._bytes = 0

    async def fetch(self, request: Request) -> Response:
        """The page; raises a kind of `FetchError`."""
        response = await self._transport.fetch(request)
        self._bytes += len(response.body)
        if self._bytes <= _MOST_BYTES:
            self._pages.append(
                SourcePage(
                    asked=request.url,
                    json_body=request.json_body,
                    url=response.url,
                    content_type=response.content_type,
                    body=response.body,
                )
            )
        return response

    def put_away(self, library: Library, newspaper_id: str, day: date) -> None:
        """Keep what came; where there is no issue there is nothing to keep it for."""
        pages, self._pages = self._pages, []
        if pages and self._bytes <= _MOST_BYTES and library.outline(newspaper_id, day) is not None:
            library.sources.keep(newspaper_id, day, pages, at=datetime.now(UTC))


class _Kept:
    """The pages kept, by what was asked for. A newspaper that has moved is known by its paths."""

    def __init__(self, pages: Sequence[SourcePage]) -> None:
        self._exact = {(page.asked, page.json_body): page for page in pages}
        self._by_path = {(_path_of(page.asked), page.json_body): page for page in pages}
        self.first = pages[0].asked

    def answer(self, request: Request) -> Response | None:
        """What the site answered; None where that was not kept."""
        page = self._exact.get((request.url, request.json_body)) or self._by_path.get(
            (_path_of(request.url), request.json_body)
        )
        if page is None:
            return None
        return Response(url=page.url, body=page.body, content_type=page.content_type)


def _path_of(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.path}?{parts.query}"


def read_again(paper: Paper, day: date, library: Library) -> Reread:
    """Read the issue again as today's definition and parser do, and store what they make of it.

    Raises `LibraryError` where no pages are kept, `ParseError` where nothing can be made of them.
    """
    pages = library.sources.pages(paper.id, day)
    if not pages:
        raise LibraryError(
            say("No pages are kept of {name} of {day}.", name=paper.newspaper.name, day=day)
        )
    kept = _Kept(pages)
    failure: ReaderError | None = None
    for engine in _engines(paper, day, kept.first):
        try:
            issue, absent = _read(engine, kept)
        except (NotPublished, ParseError) as error:
            failure = failure or error
            continue
        before = library.outline(paper.id, day)
        if any(True for _ in issue.articles):
            # Where it came from is another matter than how it is read.
            issue = replace(issue, url=before.url if before else "")
            issue = paper.page_names.applied(issue)
            return library.store_again(paper.newspaper, issue, absent=absent, at=datetime.now(UTC))
    raise failure or ParseError(
        say(
            "Nothing was found on the pages kept of {name} of {day}.",
            name=paper.newspaper.name,
            day=day,
        )
    )


def _engines(paper: Paper, day: date, first: str) -> Iterator[Engine]:
    """The ways in which the paper is read that day: from its address, on the site or mirror that
    was asked then, and from the one that was asked first."""
    scheme, _, rest = first.partition("://")
    there = f"{scheme}://{rest.partition('/')[0]}"
    for era in paper.eras_for(day):
        for entry in dict.fromkeys((entry_for(era, day, there), first, entry_for(era, day))):
            yield engine_for(paper.newspaper, era, day, entry)


def _read(engine: Engine, kept: _Kept) -> tuple[Issue, int]:
    """What an engine makes of the pages, and how many that it asked for were not kept."""
    waiting = deque(engine.start())
    asked: set[tuple[str, str]] = set()
    absent = 0
    while waiting:
        request = waiting.popleft()
        if (request.url, request.json_body) in asked:
            continue
        asked.add((request.url, request.json_body))
        response = kept.answer(request)
        if response is None:
            absent += 1
            engine.miss(request, "its page was not kept")
            continue
        try:
            waiting.extend(engine.read(request, response))
        except ParseError as error:
            engine.miss(request, reason_of(error))
    return engine.issue(), absent
