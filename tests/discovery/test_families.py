"""A paper nobody knows on a site of a known family: its engine is found, and reads it whole."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from reader.discovery import find
from reader.engines import engine_for
from reader.errors import ReaderError, Refused
from reader.model import Issue, Request, Response
from reader.papers import Paper, entry_for

HERE = "http://paper.example"
DAY = date(2026, 11, 24)
FAMILIES = {
    "F1": "founder",
    "F1-zqb": "founder",
    "F1-gmw": "founder",
    "F2": "founder-classic",
    "F2-table": "founder-classic",
    "F2b": "founder-nbs",
    "F3": "paper-index",
    "F3-fzrb": "paper-index",
}


def answer(site: Any, request: Request, hops: int = 0) -> Response | ReaderError:
    asked = import_module("printing.site").Request
    parts = urlsplit(request.url)
    reply = site.reply(asked("GET", parts.path or "/", parts.query, {"user-agent": "reader"}))
    if reply.status in (301, 302) and hops < 5:
        there = urljoin(request.url, reply.headers["Location"])
        return answer(site, replace(request, url=there), hops + 1)
    if reply.status != 200:
        return Refused("refused", url=request.url, status=reply.status)
    return Response(url=request.url, body=reply.body, content_type=reply.ctype)


def delivered(site: Any, paper: Paper, day: date) -> Issue:
    era = paper.eras[0]
    engine = engine_for(paper.newspaper, era, day, entry_for(era, day))
    waiting = list(engine.start())
    while waiting:
        request = waiting.pop(0)
        response = answer(site, request)
        if isinstance(response, ReaderError):
            engine.miss(request, "it did not come")
        else:
            waiting += engine.read(request, response)
    return engine.issue()


@pytest.mark.parametrize("entry", ["home", "article"])
@pytest.mark.parametrize("name", FAMILIES)
def test_an_unknown_paper_of_a_known_family(
    name: str, entry: str, press_kit: SimpleNamespace
) -> None:
    assert "press" in sys.modules
    press = press_kit.Press(press_kit.spec_for(name), seed=23)
    site = press.site(press_kit.days("2026-11-16..2026-11-24"))
    site.origins[""] = HERE
    truth = press.truth(DAY)
    story = next(a for a in truth.articles if a.role == "article")
    way = find(HERE + ("/" if entry == "home" else story.parts[0].path), date(2026, 11, 26))
    request = next(way)
    while True:
        try:
            request = way.send(answer(site, request))
        except StopIteration as end:
            finding = end.value
            break
    assert finding.paper.eras[0].engine == FAMILIES[name]
    other = date(2026, 11, 20)
    issues = [delivered(site, finding.paper, day) for day in (DAY, other)]
    printed = {str(day): press.truth(day).to_dict() for day in (DAY, other)}
    rates = press_kit.score_issues(issues, printed).rates()
    assert rates["pages found"] == rates["articles found"] == rates["title exact"] == 1.0
    assert rates["text exact"] >= 0.97
