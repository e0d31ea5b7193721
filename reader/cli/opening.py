"""`reader open URL`: an article, or the whole issue that an address leads to; nothing is kept."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.adding import found_at, known_at, newest
from reader.cli.names import known_papers, today_at, typed
from reader.errors import ParseError, ReaderError, UsageError
from reader.lang import say
from reader.text import shown

if TYPE_CHECKING:
    from reader.model import Issue, Newspaper, Response
    from reader.papers import Paper


def issues_at(source: str, today: date) -> tuple[tuple[Newspaper, Issue], ...]:
    """What an address leads to: the article that stands there, or else the issue."""
    from reader.discovery.explore import is_mostly_links
    from reader.parse.links import openable

    url = typed(source)
    if not openable(url):
        raise UsageError(say("{url} is no address that can be opened.", url=shown(url, 120)))
    papers = known_papers()
    known = known_at(url, papers)
    if known is not None and not known.is_article:
        return (
            _issue_of(known.paper, known.day or newest(url) or today_at(known.paper.newspaper)),
        )
    response = asyncio.run(_fetched(url))
    if known is None and is_mostly_links(response):
        try:
            finding = found_at(url, papers)
        except ReaderError as error:
            return _page(response, papers, today, error)
        return (_issue_of(finding.paper, finding.day),)
    if known is not None and (issue := _article_of(known.paper, response, known.day or today)):
        return (issue,)
    return _page(response, papers, today, None)


async def _fetched(url: str) -> Response:
    from reader.fetch import Fetcher
    from reader.model import Request

    async with Fetcher() as fetcher:
        return await fetcher.fetch(Request(url=url))


def _page(
    response: Response, papers: tuple[Paper, ...], today: date, failure: ReaderError | None
) -> tuple[tuple[Newspaper, Issue], ...]:
    """The page as any page with a story; what was wrong with the site where it is none."""
    from dataclasses import replace

    from reader.delivery import issues_of
    from reader.engines import read_page

    try:
        page = read_page(response.body, response.url, response.content_type)
    except ParseError:
        if failure is not None:
            raise failure from None
        raise
    return issues_of([replace(page, url=response.url)], papers, today)


def _article_of(paper: Paper, response: Response, day: date) -> tuple[Newspaper, Issue] | None:
    """The article as its paper's definition reads it; None for a paper whose engine tells nothing
    of a page by itself.
    """
    era = paper.eras_for(day)[0]
    if era.engine != "linked-pages":
        return None
    from reader.engines.charting import Chart, read_story
    from reader.model import Issue, Section
    from reader.parse.html import source_of

    source = source_of(response.body, response.url, response.content_type)
    article = read_story(source, Chart.of(era.settings))
    section = Section(name="", articles=(article,))
    issue = Issue(newspaper_id=paper.id, date=day, sections=(section,))
    return paper.newspaper, issue


def _issue_of(paper: Paper, day: date) -> tuple[Newspaper, Issue]:
    """The whole issue, brought into a library that goes away again."""
    from reader.delivery import deliver, fetcher_for
    from reader.library import Library

    ticker = terminal.Ticker()

    async def bring(library: Library) -> Issue:
        async with fetcher_for(paper, library) as fetcher:
            return await deliver(
                paper,
                day,
                fetcher=fetcher,
                library=library,
                keeps_pages=False,
                report=lambda progress: ticker.show(
                    f"{paper.newspaper.name} {day.isoformat()}"
                    f" {progress.articles_done}/{progress.articles}"
                ),
            )

    try:
        with (
            tempfile.TemporaryDirectory(prefix="reader-") as folder,
            Library.open(Path(folder) / "opened.db") as library,
        ):
            issue = asyncio.run(bring(library))
    finally:
        ticker.clear()
    return paper.newspaper, issue
