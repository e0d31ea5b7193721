"""Newspapers whose reading site asks for JSON: pages, their articles, the articles' text.

One machine for all of them. A definition says where in the answers things stand (`keypath`) and
which addresses are asked (`templates`); what it does not say is looked for under the names such
answers use (`json_layouts`). An issue takes up to four steps, and most sites need fewer:

    issues    the issues of a month, each with its date and its id    `issues_address`
    index     the pages of the issue, often with their articles       `index_address`, or the entry
    page      the articles of one page                                `page_address`
    article   one article, in JSON or as a page of its own            `article_address`, or `link`

An address with a `…_body` of its own is asked by POST. Where the index holds the texts too,
nothing else is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from reader.engines.areas import corners_of
from reader.engines.article_pages import Known, article_at, language_in
from reader.engines.assembly import Assembly, Entry, Sheet
from reader.engines.dated_layouts import OF_ARTICLE
from reader.engines.dated_links import day_in
from reader.engines.exchange import no_issue
from reader.engines.json_layouts import LAYOUTS, PATHS, USUAL
from reader.engines.keypath import days_at, moves_of, values_at, word_at, words_at
from reader.engines.labels import label_of
from reader.engines.templates import Addresses
from reader.engines.told import (
    Told,
    article_told,
    json_after,
    json_of,
    says_nothing_there,
    title_of,
)
from reader.errors import Absence, ConfigError, ParseError
from reader.lang import say
from reader.model import Article, Image, Issue, Newspaper, Point, Request, Response, Stock
from reader.parse.blocks import credit_of
from reader.parse.links import openable
from reader.parse.slugs import slug_of
from reader.text import clean, is_blank

if TYPE_CHECKING:
    from reader.engines.exchange import Era, Tally

_GOOD = frozenset({"0", "1", "200", "success", "ok", "true"})
_NONE_THAT_DAY = re.compile(
    r"没有|不存在|未出版|无数据|暂无|not found|no data|no record", re.IGNORECASE
)
_OF_ISSUE = frozenset({"issues", "index"})
_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
_DIGITS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_MOST_SEARCHED = 2000
_MOST_OF_ONE_ID = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a request was for."""

    purpose: str
    name: str = ""
    """The sheet or article it is about."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What goes into the places of addresses further down."""
    title: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """A line of a page's list, with what is needed to bring its article in."""

    entry: Entry
    item: object
    request: Request | None
    byline: str


class JsonPages:
    """Reads one issue from answers in JSON."""

    def __init__(self, newspaper: Newspaper, era: Era, day: date, base_url: str) -> None:
        self._newspaper = newspaper
        self._day = day
        self._settings = settings_of(newspaper, era)
        self._selectors = {
            name: self._settings.get(f"{name}_on_page", "")
            for name in OF_ARTICLE
            if self._settings.get(f"{name}_on_page")
        }
        self._addresses = Addresses(era, day, base_url)
        self._assembly = Assembly(newspaper.id, day, base_url)
        self._asked: dict[Request, _Asked] = {}
        self._titles: dict[str, str] = {}

    def recall(self, stock: Stock) -> None:
        """Takes in what is here already."""
        self._assembly.recall(stock)

    def start(self) -> tuple[Request, ...]:
        """The month's issues where only they tell this one's id, else the pages."""
        if self._of("issues_address"):
            return self._ask(_Asked(purpose="issues"))
        return self._ask(_Asked(purpose="index"))

    def read(self, request: Request, response: Response) -> tuple[Request, ...]:
        """Takes an answer to any of the questions in."""
        asked = self._asked.get(request, _Asked(purpose="index"))
        mark = self._of("index_script")
        if asked.purpose in _OF_ISSUE and not mark:
            is_of_day = day_in(request.url) == self._day
            if says_nothing_there(response, is_of_day=is_of_day):
                absence = Absence.ERROR_PAGE
                raise no_issue(self._newspaper, self._day, response.url, absence)
        match asked.purpose:
            case "issues":
                return self._read_issues(self._answer(response), response.url)
            case "index":
                answer = json_after(response, mark) if mark else self._answer(response)
                return self._read_index(answer, asked, request, response.url)
            case "page":
                sheet = self._assembly.sheet(asked.name)
                answer = self._answer(response)
                return self._enter(sheet, answer, asked.values, response.url)
            case _:
                self._read_article(asked, response)
                return ()

    def miss(self, request: Request, reason: str) -> None:
        """Takes in that a page or an article did not come."""
        name = self._asked[request].name if request in self._asked else ""
        self._assembly.miss(name or request.url, request.url, reason)

    def issue(self) -> Issue:
        """The issue so far."""
        return self._assembly.issue()

    def tally(self) -> Tally:
        """How far it is."""
        return self._assembly.tally()

    # -- questions ---------------------------------------------------------------

    def _of(self, name: str) -> str:
        return self._settings.get(name, "")

    def _ask(self, asked: _Asked) -> tuple[Request, ...]:
        """The question that a purpose takes; () where its address has a place without a value."""
        values = {"code": self._of("code"), **asked.values}
        address = self._of(f"{asked.purpose}_address")
        if not address and asked.purpose == "article":
            address = "{link}"
        url = self._addresses.at(address, values) if address else self._addresses.entry
        if not url:
            return ()
        body = self._addresses.body(self._of(f"{asked.purpose}_body"), values)
        request = Request(url=url, json_body=body)
        self._asked.setdefault(request, asked)
        return (request,)

    # -- answers -----------------------------------------------------------------

    def _answer(self, response: Response) -> object:
        answer = json_of(response)
        if not isinstance(answer, Mapping):
            return answer
        said = clean(words_at(answer, "msg|message|error"))[:60]
        states = [words_at(answer, name).lower() for name in ("status", "code")]
        is_no = answer.get("success") is False
        if not is_no and not (said and any(state and state not in _GOOD for state in states)):
            return answer
        if _NONE_THAT_DAY.search(said):
            raise no_issue(self._newspaper, self._day, response.url)
        raise ParseError(
            say("the site refused the question ({said})", said=said or say("it did not say why")),
            url=response.url,
        )

    def _read_issues(self, answer: object, url: str) -> tuple[Request, ...]:
        for issue in values_at(answer, self._of("issues")):
            if self._day in days_at(issue, self._of("issue_day")):
                named = {"issue": word_at(issue, self._of("issue"))}
                return self._ask(_Asked(purpose="index", values=named))
        raise no_issue(self._newspaper, self._day, url)

    def _read_index(
        self, answer: object, asked: _Asked, request: Request, url: str
    ) -> tuple[Request, ...]:
        days = days_at(answer, self._of("issue_date"))
        if days and self._day not in days:
            other = Absence.ANOTHER_DAY
            raise no_issue(self._newspaper, self._day, url, other, min(days))
        pages = values_at(answer, self._of("pages"))
        if self._of("order"):
            pages = sorted(pages, key=lambda page: _rank(word_at(page, self._of("order"))))
        requests: list[Request] = []
        for n, page in enumerate(pages, 1):
            code, key = word_at(page, self._of("page")), word_at(page, self._of("page_id"))
            values = {**asked.values, "page": code, "page_id": key}
            sheet = self._sheet(page, key or code or str(n), code, url)
            if not self._of("page_address"):
                requests += self._enter(sheet, page, values, url)
                continue
            of_page = self._ask(_Asked(purpose="page", name=sheet.key, values=values))
            if of_page == (request,):
                requests += self._enter(sheet, answer, values, url)
            else:
                requests += of_page
        if not requests and not self._assembly.tally().articles:
            raise no_issue(self._newspaper, self._day, url)
        return tuple(dict.fromkeys(requests))

    def _sheet(self, page: object, key: str, code: str, url: str) -> Sheet:
        number, name = label_of(title_of(word_at(page, self._of("page_name"))))
        sheet = self._assembly.sheet(key, number=clean(code)[:12] or number, name=name)
        sheet.image_url = openable(word_at(page, self._of("page_image")), url)
        sheet.pdf_url = openable(word_at(page, self._of("page_pdf")), url)
        return sheet

    def _enter(
        self, sheet: Sheet, holder: object, values: Mapping[str, str], url: str
    ) -> tuple[Request, ...]:
        """Puts what a page lists on its sheet, takes in what is told there and says what to ask
        for the rest.
        """
        items = values_at(holder, self._of("articles"))
        if self._of("reversed") == "yes":
            items = items[::-1]
        listed = {one.entry.slug: one for item in items if (one := self._listed(item, values, url))}
        requests: list[Request] = []
        wanted = self._assembly.enter(sheet, [one.entry for one in listed.values()])
        for slug, one in listed.items():
            if one.entry in wanted and one.request is not None:
                requests.append(one.request)
            elif one.entry in wanted and (self._of("article_address") or self._of("link")):
                self._assembly.miss(slug, one.entry.url, "the site names no address for it")
            elif one.request is None and (one.entry in wanted or self._assembly.recalls(slug)):
                # What is told on the spot costs no question, so it may as well have changed.
                self._assembly.add(self._article(one.item, slug, one.entry.url, one.entry.title))
        return tuple(requests)

    def _listed(self, item: object, values: Mapping[str, str], url: str) -> _Listed | None:
        """A line of a page's list; None for a place on the page's map that is no article."""
        own = {
            **values,
            "id": word_at(item, self._of("id")),
            "link": word_at(item, self._of("link")).strip(),
        }
        is_elsewhere = bool(self._of("article_address") or self._of("link"))
        title = title_of(words_at(item, self._of("listed_title") or self._of("title")))
        body = "" if is_elsewhere else words_at(item, self._of("body"))
        if is_blank(title) and is_blank(body) and not (is_elsewhere and (own["id"] or own["link"])):
            return None
        of_article = _Asked(purpose="article", values=own)
        asked = self._ask(of_article) if is_elsewhere else ()
        slug = self._slug(own["id"], asked[0].url if asked else "", title, body)
        byline = clean(title_of(word_at(item, self._of("listed_byline"))))
        if asked:
            self._asked[asked[0]] = replace(of_article, name=slug, title=title, byline=byline)
        human = self._of("human_address")
        address = self._addresses.at(human, {"code": self._of("code"), **own}) if human else ""
        entry = Entry(
            slug=slug,
            url=address or (asked[0].url if asked else url),
            title=title,
            area=self._area(item),
        )
        return _Listed(entry=entry, item=item, request=asked[0] if asked else None, byline=byline)

    def _slug(self, named: str, url: str, title: str, body: str) -> str:
        slug = named if _ID.fullmatch(named) else slug_of(url, title or body[:400])
        # What a site names alike is one article only if it is called the same.
        for n in range(2, _MOST_OF_ONE_ID):
            if self._titles.setdefault(slug, title) == title:
                break
            slug = f"{slug.rsplit('~', 1)[0]}~{n}"
        return slug

    def _area(self, item: object) -> tuple[Point, ...]:
        coords = words_at(item, self._of("area"), ",")
        sides = self._of("area_size").split("x")
        if not coords or len(sides) != 2 or not all(s.isdecimal() and int(s) for s in sides):
            return ()
        return corners_of(coords, (float(sides[0]), float(sides[1])))

    # -- articles ----------------------------------------------------------------

    def _read_article(self, asked: _Asked, response: Response) -> None:
        mark = self._of("article_script")
        head = response.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
        if head.startswith(b"<") and not mark:
            self._assembly.add(article_at(response, self._selectors, self._known(asked, response)))
            return
        answer = json_after(response, mark) if mark else self._answer(response)
        told = values_at(answer, self._of("article")) or [likely_in(answer)]
        article = self._article(told[0], asked.name, self._home(asked, response), asked.title)
        if not article.blocks:
            raise ParseError(
                say(
                    "the site's answer holds no text of this article; it may keep it from "
                    "readers who have not signed in"
                ),
                url=response.url,
            )
        self._assembly.add(replace(article, byline=article.byline or asked.byline))

    def _known(self, asked: _Asked, response: Response) -> Known:
        return Known(
            slug=asked.name,
            title=asked.title,
            byline=asked.byline,
            url=self._home(asked, response),
            language=self._newspaper.language,
        )

    def _home(self, asked: _Asked, response: Response) -> str:
        """The address at which a person finds the article."""
        human = self._of("human_address")
        values = {"code": self._of("code"), **asked.values}
        return (self._addresses.at(human, values) if human else "") or response.url

    def _article(self, item: object, slug: str, url: str, title: str) -> Article:
        # A line may be called what its kind should say: 图片.
        kinds = set(self._of("picture_kinds").split())
        told = Told(
            slug=slug,
            url=url,
            title=words_at(item, self._of("title")),
            kicker=words_at(item, self._of("kicker")),
            deck=words_at(item, self._of("deck")),
            byline=words_at(item, self._of("byline"), ", "),
            dateline=words_at(item, self._of("dateline")),
            body=words_at(item, self._of("body"), "\n"),
            pictures=self._pictures(item, url),
            is_picture=not kinds.isdisjoint((word_at(item, self._of("kind")), title)),
        )
        article = article_told(told, title)
        language = language_in(self._newspaper.language, article.language)
        return replace(article, language=language)

    def _pictures(self, item: object, url: str) -> tuple[Image, ...]:
        pictures: list[Image] = []
        for picture in values_at(item, self._of("pictures")):
            address = openable(word_at(picture, self._of("picture_address")), url)
            caption = title_of(word_at(picture, self._of("picture_caption")))
            credit = title_of(word_at(picture, self._of("picture_credit"))) or credit_of(caption)
            if address or caption:
                pictures.append(Image(url=address, caption=caption, credit=credit))
        return tuple(pictures)


def settings_of(newspaper: Newspaper, era: Era) -> dict[str, str]:
    """What a definition says over what the family and such answers usually do; `ConfigError`
    where a place in an answer is written as none can be.
    """
    settings = {**USUAL, **LAYOUTS[era.engine], **era.settings}
    for name in PATHS:
        try:
            moves_of(settings.get(name, ""))
        except ValueError as fault:
            raise ConfigError(
                f"The definition of {newspaper.name} says {name} = “{clean(settings[name])[:60]}”, "
                "which is no place in an answer; write it like pages[].title.",
                key=f"eras.settings.{name}",
            ) from fault
    return settings


def _rank(code: str) -> tuple[str, float]:
    """Pages in the order of print: those with numbers alone, then A, B and so on."""
    digits = _DIGITS.search(code)
    return re.sub(r"[0-9.\s]", "", code), float(digits[0]) if digits else float("inf")


def likely_in(answer: object) -> object:
    """The object in an answer that holds a text, the nearest to the top; else the answer."""
    names = USUAL["body"].split("|")
    waiting: list[object] = [answer]
    for one in waiting:
        if isinstance(one, Mapping):
            if any(isinstance(one.get(name), str) and one[name] for name in names):
                return one
            inside = list(one.values())
        else:
            inside = one if isinstance(one, list) else []
        waiting += inside[: max(0, _MOST_SEARCHED - len(waiting))]
    return answer
