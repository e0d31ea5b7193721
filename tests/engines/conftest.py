"""Driving an engine without a network, and small pages made by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from reader.engines import Engine, Era, engine_for
from reader.model import Article, Issue, Newspaper, Paragraph, Request, Response

DAY = date(2024, 7, 5)
FOLDER = "http://paper.example/html/2024-07/05/"
PAPER = Newspaper(id="kjrb", name="科技日报")
FOUNDER = Era(engine="founder-classic", entry=FOLDER + "node_2.htm")
API = Era(
    engine="stdaily-api",
    entry="http://paper.example/stdailynewspaperapi",
    settings={"code": "KJRB", "site_id": "s1"},
)


class Site:
    """Answers from memory; an address without an answer is missed."""

    def __init__(self, era: Era = FOUNDER, day: date = DAY) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.engine: Engine = engine_for(PAPER, era, day, era.entry)

    def put(self, name: str, body: str | bytes | Mapping[str, object]) -> None:
        """An answer, under the last part of its address or the id that a question names."""
        if isinstance(body, Mapping):
            body = json.dumps(body, ensure_ascii=False)
        self.pages[name] = body.encode() if isinstance(body, str) else body

    def name_of(self, request: Request) -> str:
        """What an answer to a request is kept under."""
        if not request.json_body:
            return request.url.rsplit("/", 1)[-1]
        asked = json.loads(request.json_body)
        return str(asked.get("id") or asked.get("periodTime"))

    def run(self) -> Issue:
        """Asks everything the engine wants to know."""
        waiting = list(self.engine.start())
        while waiting:
            request = waiting.pop(0)
            name = self.name_of(request)
            self.asked.append(name)
            if name in self.pages:
                response = Response(url=request.url, body=self.pages[name])
                waiting += self.engine.read(request, response)
            else:
                self.engine.miss(request, "the site answered 503")
        return self.engine.issue()


@pytest.fixture
def site() -> Site:
    """A Founder classic site."""
    return Site()


@pytest.fixture
def api() -> Site:
    """The JSON site."""
    return Site(API)


@pytest.fixture
def story() -> Callable[..., Article]:
    """Makes an article of paragraphs."""

    def make(slug: str, headline: str, *paragraphs: str, **fields: object) -> Article:
        blocks = fields.pop("blocks", tuple(Paragraph(text=text) for text in paragraphs))
        return Article(slug=slug, headline=headline, blocks=blocks, **fields)  # type: ignore[arg-type]

    return make
