"""A copy of a newspaper's own site, read by the engine that reads the site: the issue comes out as
if it had been fetched, with its pages, their order and their places on the sheet.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.delivery.issue import deliver
from reader.discovery.known import place_of
from reader.errors import FetchError, ParseError, Refused, Removed
from reader.lang import say
from reader.model import Filed, Issue, Request, Response
from reader.papers.paper import host_of

if TYPE_CHECKING:
    from reader.delivery.intake.entry import Site
    from reader.library import Library
    from reader.model import Article
    from reader.papers import Paper
    from reader.parse.page import Page

_MOST_ISSUES = 100_000
_MOST_LISTS = 64


class _Copy:
    """Answers from a copy of a site what an engine asks of the site; a `Transport`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.used: list[str] = []

    async def fetch(self, request: Request) -> Response:
        """The page as it was copied; `Refused` where it was not."""
        response = None if request.json_body else self._site.response(request.url)
        if response is None:
            raise Refused(say("it is not in what was imported"), url=request.url, status=404)
        self.used += [request.url, response.url]
        return response


def issues_in(
    site: Site, papers: Sequence[Paper], today: date, *, base_url: str = ""
) -> tuple[tuple[Paper, date], ...]:
    """The issues of known papers whose pages stand in a copy, each paper's by date."""
    hosts: dict[str, tuple[Paper, ...]] = {}
    for paper in papers:
        for host in {*paper.all_hosts(), host_of(paper.newspaper.homepage)}:
            hosts[_bare(host)] = (*hosts.get(_bare(host), ()), paper)
    mirror = _bare(urlsplit(base_url).netloc) if base_url else ""
    found: dict[tuple[str, date], Paper] = {}
    for url in site.addresses():
        host = _bare(urlsplit(url).netloc)
        likely = tuple(papers) if mirror and host == mirror else hosts.get(host, ())
        if not likely:
            continue
        place = place_of(url, likely, today, base_url=base_url)
        if place is not None and place.day is not None and place.day <= today:
            found.setdefault((place.paper.id, place.day), place.paper)
            if len(found) > _MOST_ISSUES:
                break
    return tuple((paper, day) for (_, day), paper in sorted(found.items(), key=lambda i: i[0]))


def _bare(host: str) -> str:
    host = host.lower()
    for port in (":80", ":443"):
        host = host.removesuffix(port)
    return host.removeprefix("www.")


def bring_issues(
    site: Site,
    issues: Sequence[tuple[Paper, date]],
    library: Library,
    *,
    base_url: str = "",
) -> Iterator[tuple[Filed, Issue] | str]:
    """Stores each issue as its paper's engine reads it from the copy, and answers it; what is in
    the copy and makes no issue is left to be read page by page. A sentence where a person's will or
    the library stands against it.
    """
    with asyncio.Runner() as runner:
        for paper, day in issues:
            copy = _Copy(site)
            library.restore(paper.id, day)
            try:
                issue = runner.run(
                    deliver(
                        paper,
                        day,
                        fetcher=copy,
                        library=library,
                        base_url=base_url,
                        is_own_site=False,
                    )
                )
            except Removed as error:
                yield str(error)
                continue
            except (FetchError, ParseError):
                continue
            count = sum(1 for _ in issue.articles)
            if not count:
                continue
            site.use(copy.used)
            yield Filed(newspaper_id=paper.id, date=day, articles=count), replace(issue, ledger=())


class Copied:
    """The issues that were read from a copy, beside which stand pages that say the same again: for
    other screens, for the printer, under an older address."""

    def __init__(self, library: Library, base_url: str) -> None:
        self._library = library
        self._mirror = _bare(urlsplit(base_url).netloc) if base_url else ""
        self._papers: dict[str, set[str]] = {}
        """The papers that have issues in the copy, by their hosts."""
        self._lists: dict[tuple[str, date], frozenset[str]] = {}

    def add(self, paper: Paper) -> None:
        """Takes note of a paper that the copy has issues of."""
        for host in filter(None, {*map(_bare, paper.all_hosts()), self._mirror}):
            self._papers.setdefault(host, set()).add(paper.id)

    def covers(self, url: str) -> bool:
        """Whether an address is one of those papers' sites, whose other pages are no news."""
        return bool(url) and _bare(urlsplit(url).netloc) in self._papers

    def doubted(self, page: Page) -> str:
        """Why a page is left out that no issue asked for; "" for one that is to be kept."""
        if not self.covers(page.url):
            return ""
        ids = self._papers[_bare(urlsplit(page.url).netloc)]
        if page.date is None and not page.days:
            return say("It is a page of a newspaper's site and no article of an issue.")
        if page.date is not None and all(
            any(self._has(each, page.date, article) for each in ids) for article in page.articles
        ):
            return say("Its article came with the issue already.")
        return ""

    def _has(self, newspaper_id: str, day: date, article: Article) -> bool:
        known = self._lists.get((newspaper_id, day))
        if known is None:
            if len(self._lists) >= _MOST_LISTS:
                self._lists.clear()
            ledger = self._library.ledger(newspaper_id, day)
            is_listed = any(line.is_page for line in ledger)
            lines = [line for line in ledger if not line.is_page and not line.state.is_missing]
            names = {line.name for line in lines} | {_letters(line.title) for line in lines}
            known = self._lists[newspaper_id, day] = frozenset(names if is_listed else ())
        return article.slug in known or _letters(article.headline) in known


def _letters(headline: str) -> str:
    return "".join(filter(str.isalnum, headline)).lower()
