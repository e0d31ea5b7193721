"""A site nobody described is found out from any of its addresses, and then read whole."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import pytest

from reader.discovery import Finding, find
from reader.engines import engine_for
from reader.errors import ReaderError, Refused
from reader.model import Issue, Request, Response
from reader.papers import Paper, entry_for

from .layouts import LAYOUTS, Layout
from .layouts_more import MORE
from .printing import NEWEST

TODAY = date(2026, 11, 26)
HERE, THERE = "http://paper.example", "http://read.example"
ENTRIES = ("home", "page", "article", "bookmark")


def answer(site: Layout, request: Request) -> Response | ReaderError:
    parts = urlsplit(request.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    made = site.made_there if parts.netloc == "read.example" else site.made
    if path not in made:
        return Refused("there is nothing", url=request.url, status=404)
    text = made[path].replace("{other}", THERE).replace("{here}", HERE)
    body = text.encode(site.encoding, "xmlcharrefreplace")
    return Response(url=request.url, body=body, content_type="text/html")


def discover(site: Layout, entry: str) -> tuple[Finding, int]:
    address = getattr(site, entry).replace("{other}", THERE)
    way = find(HERE + address if address.startswith("/") else address, TODAY)
    count = 1
    request = next(way)
    while True:
        try:
            request = way.send(answer(site, request))
        except StopIteration as end:
            return end.value, count
        count += 1


def deliver(site: Layout, paper: Paper, day: date) -> Issue:
    era = paper.eras_for(day)[0]
    engine = engine_for(paper.newspaper, era, day, entry_for(era, day))
    waiting = list(engine.start())
    while waiting:
        request = waiting.pop(0)
        response = answer(site, request)
        if isinstance(response, ReaderError):
            engine.miss(request, str(response))
        else:
            waiting += engine.read(request, response)
    return engine.issue()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("make", [*LAYOUTS, *MORE], ids=lambda make: make.__name__)
def test_every_page_and_article_of_a_site_is_found(make: object, entry: str) -> None:
    site = make()  # type: ignore[operator]
    finding, requests = discover(site, entry)
    assert requests <= 25
    assert finding.is_dated is site.has_dates
    days = (NEWEST, site.edition.days[2]) if site.has_dates else (NEWEST,)
    for day in days:
        issue = deliver(site, finding.paper, day)
        leaves = site.edition.leaves(day)
        told = {a.headline: squeezed(a.text) for a in issue.articles}
        assert told == {s.title: squeezed(s.text) for s in site.edition.stories(day)}
        assert [section.name for section in issue.sections] == [leaf.name for leaf in leaves]
        assert not issue.gaps
