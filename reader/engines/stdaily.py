"""科技日报's JSON API, which its reading site has asked since 2025.

Four questions, each a POST: the month's issues, one issue's pages (`editionList`), a page's
articles, one article. The site answers with the newest issue where the day asked for has none,
so the date that comes back is compared. Pages come in no order and are sorted by their weight;
the text in a page's list is only the lead, so every article is asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from reader.engines.assembly import Assembly, Entry
from reader.engines.exchange import no_issue
from reader.engines.keypath import days_at
from reader.engines.labels import label_of
from reader.engines.told import (
    Told,
    article_told,
    json_of,
    says_nothing_there,
    title_of,
)
from reader.errors import Absence, ParseError
from reader.lang import say
from reader.model import Article, Image, Issue, Newspaper, Point, Request, Response, Stock
from reader.parse.blocks import credit_of
from reader.parse.links import openable
from reader.parse.noise import Ledger
from reader.parse.page import Page
from reader.parse.printed import printed_date
from reader.text import clean

if TYPE_CHECKING:
    from reader.engines.exchange import Era, Tally

_HEADERS = (("X-Requested-With", "XMLHttpRequest"), ("Accept", "application/json"))
_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")


class StdailyApi:
    """Reads one issue through the API."""

    def __init__(self, newspaper: Newspaper, era: Era, day: date, base_url: str) -> None:
        self._newspaper = newspaper
        self._day = day
        self._base = base_url.rstrip("/")
        self._site = era.settings.get("site_id", "")
        self._code = era.settings.get("code", "")
        self._assembly = Assembly(newspaper.id, day, base_url)
        self._purposes: dict[Request, tuple[str, str]] = {}

    def recall(self, stock: Stock) -> None:
        """Takes in what is here already."""
        self._assembly.recall(stock)

    def start(self) -> tuple[Request, ...]:
        """The pages of the issue."""
        body = {"code": self._code, "siteId": self._site, "periodTime": self._day.isoformat()}
        return (self._request("period/periodTime", body, "issue", ""),)

    def read(self, request: Request, response: Response) -> tuple[Request, ...]:
        """Takes an answer of any of the questions in."""
        purpose, name = self._purposes.get(request, ("issue", ""))
        if purpose == "issue" and says_nothing_there(response):
            raise no_issue(self._newspaper, self._day, response.url, Absence.ERROR_PAGE)
        answer = _answer(response)
        match purpose:
            case "issue":
                return self._read_issue(answer, response.url)
            case "page":
                return self._read_page(answer, name, response.url)
            case _:
                self._read_article(answer, name, response.url)
                return ()

    def miss(self, request: Request, reason: str) -> None:
        """Takes in that a page or an article did not come."""
        _, name = self._purposes.get(request, ("issue", ""))
        self._assembly.miss(name or request.url, request.url, reason)

    def issue(self) -> Issue:
        """The issue so far."""
        return self._assembly.issue()

    def tally(self) -> Tally:
        """How far it is."""
        return self._assembly.tally()

    def _request(self, path: str, body: Mapping[str, str], purpose: str, name: str) -> Request:
        request = _question(self._base, path, body)
        self._purposes[request] = (purpose, name)
        return request

    def _read_issue(self, answer: dict[str, Any], url: str) -> tuple[Request, ...]:
        period = answer.get("obj")
        if not isinstance(period, dict):
            raise no_issue(self._newspaper, self._day, url)
        days = days_at(period, "periodTime")
        if self._day not in days:
            absence = Absence.ANOTHER_DAY if days else Absence.NO_ISSUE
            other = min(days, default=None)
            raise no_issue(self._newspaper, self._day, url, absence, other)
        editions = [e for e in _list(period.get("editionList")) if _identifier(e.get("id"))]
        if not editions:
            raise no_issue(self._newspaper, self._day, url)
        requests: list[Request] = []
        for edition in sorted(editions, key=_weight):
            number, name = label_of(_text(edition.get("editionName")))
            key = _identifier(edition.get("id"))
            code = clean(_text(edition.get("editionCode"))) or number
            sheet = self._assembly.sheet(key, number=code, name=name)
            sheet.image_url = openable(_text(edition.get("editionImg")), url)
            sheet.pdf_url = openable(_text(edition.get("editionPdf")), url)
            body = {"siteId": self._site, "id": key}
            requests.append(self._request("article/editionId", body, "page", key))
        return tuple(requests)

    def _read_page(self, answer: dict[str, Any], key: str, url: str) -> tuple[Request, ...]:
        listed = answer.get("list")
        if not isinstance(listed, list):
            raise ParseError(say("the page lists no articles"), url=url)
        entries = [
            Entry(
                slug=_identifier(item.get("id")),
                url=url,
                title=title_of(_text(item.get("title"))),
                area=_corners(item.get("coordinate")),
            )
            for item in _list(listed)
            if _identifier(item.get("id"))
        ]
        fresh = self._assembly.enter(self._assembly.sheet(key), entries)
        return tuple(
            self._request(
                "article/articleId",
                {"code": self._code, "siteId": self._site, "id": entry.slug},
                "article",
                entry.slug,
            )
            for entry in fresh
        )

    def _read_article(self, answer: dict[str, Any], slug: str, url: str) -> None:
        obj = answer.get("obj")
        vo = obj.get("articleVo") if isinstance(obj, dict) else None
        if not isinstance(vo, dict):
            raise ParseError(say("the site does not know this article any more"), url=url)
        title = self._assembly.listed_title(slug)
        self._assembly.add(article_of(vo, slug, self._home(slug), Ledger(is_detailed=False), title))

    def _home(self, slug: str) -> str:
        """The address at which a person finds the article."""
        origin = self._base.split("/stdailynewspaperapi", 1)[0]
        return f"{origin}/statics/technology-site/index.html#/newsDetail?id={slug}"


class StdailyCalendar:
    """Which days of a month have an issue, by the API's own word."""

    def __init__(self, era: Era, base_url: str) -> None:
        self._base = base_url.rstrip("/")
        self._era = era

    def requests(self, month: date) -> tuple[Request, ...]:
        """The question that a month needs."""
        settings = self._era.settings
        body = {
            "code": settings.get("code", ""),
            "siteId": settings.get("site_id", ""),
            "date": f"{month:%Y-%m}-01",
        }
        return (_question(self._base, "period/date", body),)

    def days(self, request: Request, response: Response) -> Mapping[date, str]:
        """The days an answer names; `ParseError` where it is none."""
        answer = _answer(response)
        if not isinstance(answer.get("obj"), dict):
            raise ParseError(say("the site's calendar is not as it used to be"), url=response.url)
        return dict.fromkeys(days_at(answer, "obj.dateList[]"), "")


# -- answers ---------------------------------------------------------------------


def _question(base: str, path: str, body: Mapping[str, str]) -> Request:
    return Request(
        url=f"{base}/uv/article/{path}",
        json_body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        headers=_HEADERS,
    )


def _answer(response: Response) -> dict[str, Any]:
    answer = json_of(response)
    if not isinstance(answer, dict):
        raise ParseError(say("the site's answer is not as it used to be"), url=response.url)
    status = str(answer.get("status", "200"))
    if status != "200":
        said = clean(_text(answer.get("msg")))[:60] or clean(status)[:20]
        raise ParseError(
            say(
                "the site refused the question ({said}); the site_id or code in the "
                "newspaper's definition may be out of date",
                said=said,
            ),
            url=response.url,
        )
    return answer


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _identifier(value: object) -> str:
    text = str(value) if isinstance(value, str | int) else ""
    return text if _ID.fullmatch(text) else ""


def _weight(edition: dict[str, Any]) -> tuple[float, str]:
    weight = edition.get("weight")
    number = float(weight) if isinstance(weight, int | float) else float("inf")
    return number, _text(edition.get("editionCode"))


def _corners(value: object) -> tuple[Point, ...]:
    """Corners in percent of the page, as 0..1; () where they cannot be."""
    if not isinstance(value, list) or not 3 <= len(value) <= 200:
        return ()
    points: list[Point] = []
    for corner in value:
        if not isinstance(corner, list) or len(corner) != 2:
            return ()
        x, y = corner
        if not isinstance(x, int | float) or not isinstance(y, int | float):
            return ()
        if not (-2 <= x <= 102 and -2 <= y <= 102):
            return ()
        points.append(
            (round(min(1.0, max(0.0, x / 100)), 5), round(min(1.0, max(0.0, y / 100)), 5))
        )
    return tuple(points)


def article_of(
    vo: Mapping[str, Any], slug: str, url: str, ledger: Ledger, listed_title: str = ""
) -> Article:
    """The article in an answer's `articleVo`."""
    told = Told(
        slug=slug,
        url=url,
        title=_text(vo.get("title")),
        kicker=_text(vo.get("pretitle")),
        deck=_text(vo.get("subtitle")),
        byline=_text(vo.get("author")),
        body=_text(vo.get("content")) or _text(vo.get("txt")),
        pictures=_pictures(vo.get("picList"), url),
    )
    return article_told(told, listed_title, ledger)


def _pictures(value: object, url: str) -> tuple[Image, ...]:
    pictures: list[Image] = []
    for item in _list(value):
        address = openable(_text(item.get("url")), url)
        caption = clean(_text(item.get("picText")))
        if address or caption:
            pictures.append(Image(url=address, caption=caption, credit=credit_of(caption)))
    return tuple(pictures)


def read_article(response: Response) -> Page:
    """A saved answer with an article in it."""
    answer = _answer(response)
    obj = answer.get("obj")
    vo = obj.get("articleVo") if isinstance(obj, dict) else None
    if not isinstance(vo, dict):
        raise ParseError(say("This JSON holds no article."), url=response.url)
    ledger = Ledger()
    number, section = label_of(_text(vo.get("editionName")))
    printed = printed_date(_text(vo.get("periodTime"))[:10])
    article = article_of(vo, _identifier(vo.get("id")) or "article", response.url, ledger)
    return Page(
        articles=(article,),
        date=printed.day if printed else None,
        newspaper_id=clean(_text(vo.get("code"))).lower(),
        section=section,
        page=number,
        url=response.url,
        removals=ledger.removals,
    )
