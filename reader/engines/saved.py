"""One saved page or answer of a site that this reader reads issues of by the day: its articles."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.engines.article_pages import Known, article_at
from reader.engines.dated_layouts import NAVER, OF_ARTICLE
from reader.engines.dated_links import LinkShape, day_in
from reader.engines.exchange import Era
from reader.engines.json_layouts import USUAL
from reader.engines.json_pages import JsonPages, likely_in
from reader.engines.keypath import days_at, values_at, word_at, words_at
from reader.engines.stdaily import read_article
from reader.engines.told import Told, article_told, json_of, title_of
from reader.errors import NotPublished, ParseError
from reader.lang import say
from reader.model import Newspaper, Request
from reader.parse.noise import Ledger
from reader.parse.page import Page
from reader.parse.printed import printed_date
from reader.parse.slugs import slug_of
from reader.text import clean, is_blank

if TYPE_CHECKING:
    from reader.model import Response

_NAVER_STORY = LinkShape("article/{any}/{id}")
_NAVER_PRINTED = LinkShape("article/newspaper/{any}/{id}")
_NAVER_TIME = re.compile(r'data-date-time\s*=\s*"([0-9]{4}-[0-9]{2}-[0-9]{2})')
_DAYS = "issueDate|paperDate|periodTime|releaseDate|date|createTime"


def read_json(response: Response) -> Page:
    """The articles in an answer; `ParseError` where it holds none."""
    answer = json_of(response)
    if values_at(answer, "obj.articleVo"):
        return read_article(response)
    if values_at(answer, "paperInfo[].xyList[]"):
        return _issue_in(answer, response)
    told = likely_in(answer)
    title, body = words_at(told, USUAL["title"]), words_at(told, USUAL["body"], "\n")
    if is_blank(title) or is_blank(body):
        raise ParseError(say("This JSON holds no article."), url=response.url)
    ledger = Ledger()
    byline = words_at(told, USUAL["byline"], ", ")
    slug = slug_of(response.url, title_of(title))
    story = Told(slug=slug, url=response.url, title=title, byline=byline, body=body)
    days = days_at(told, _DAYS)
    return Page(
        articles=(article_told(story, ledger=ledger),),
        date=next(iter(days)) if len(days) == 1 else None,
        url=response.url,
        removals=ledger.removals,
    )


def _issue_in(answer: object, response: Response) -> Page:
    """The issue that 解放军报 and its sisters keep in one file."""
    days = days_at(answer, "paperDate|paperInfo[].paperData")
    if len(days) != 1:
        raise ParseError(say("This JSON holds an issue without its date."), url=response.url)
    (day,) = days
    paper = Newspaper(id="issue", name=clean(word_at(answer, "paperName|paperInfo[0].paperName")))
    era = Era(engine="jfjb-json", entry=response.url)
    engine = JsonPages(paper, era, day, response.url)
    try:
        engine.read(Request(url=response.url), response)
    except NotPublished as error:
        raise ParseError(say("This JSON holds no article."), url=response.url) from error
    articles = tuple(engine.issue().articles)
    return Page(articles=articles, date=day, newspaper_name=paper.name, url=response.url)


def is_naver_story(text: str) -> bool:
    """Whether a page is an article as 네이버 shows it."""
    return 'id="dic_area"' in text and "media_end_" in text


def read_naver_story(response: Response, text: str) -> Page:
    """An article of a Korean newspaper on a page of Naver's, whose source is `text`."""
    selectors = {name: NAVER[name] for name in OF_ARTICLE if name in NAVER}
    parts = _NAVER_PRINTED.parts_of(response.url) or _NAVER_STORY.parts_of(response.url)
    article = article_at(response, selectors, Known(slug=parts.id if parts else "", language="ko"))
    if not article.slug:
        article = replace(article, slug=slug_of("", article.headline, article.blocks))
    shown = _NAVER_TIME.search(text)
    written = printed_date(shown[1]) if shown else None
    day = day_in(response.url) or (written.day if written else None)
    return Page(articles=(article,), date=day, url=response.url)
