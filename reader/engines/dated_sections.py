"""Papers whose issue is a list, or a list for every section, under the date.

A definition names the sections and how their addresses are made, says which links are articles (by
a template of their addresses, a selector, or both) and where an article's fields stand on its own
page; whatever it leaves out is found as on any page. Where the list itself is divided into printed
pages, or an article's address names its page, the issue has those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reader.engines.article_pages import Known, article_at
from reader.engines.assembly import Assembly, Entry, Sheet
from reader.engines.dated_layouts import LAYOUTS, OF_ARTICLE
from reader.engines.dated_links import LinkShape, Parts, day_in
from reader.engines.exchange import no_issue
from reader.engines.labels import label_of
from reader.engines.templates import Addresses
from reader.errors import Absence, ParseError
from reader.lang import say
from reader.model import Issue, Newspaper, Request, Response, Stock
from reader.parse.blocks import line_of
from reader.parse.html import source_of, tree_of
from reader.parse.links import openable, without_query
from reader.parse.noise import Ledger
from reader.parse.printed import date_within, printed_date
from reader.parse.slugs import slug_of
from reader.parse.tree import Element, attr, select, select_one
from reader.text import clean, is_blank

if TYPE_CHECKING:
    from reader.engines.exchange import Era, Tally

_MOST_LINKS = 2000
_MOST_LISTS = 60
"""Lists that an issue may have, pages of one list too."""
_A_SHELL = 100
"""Characters: a page with scripts and fewer words than that shows nothing without them."""
_A_LIST = 3
"""So many articles of one day are that day's list, and not a link to an older story."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SHEET = re.compile(r"\s*[면面版쪽]$")
"""What stands behind a page's number: A1면, 12面."""
_NOT_THERE = re.compile(r"answered (?:404|410)\b")
_PLACE = re.compile(r"\{([a-z][a-z0-9-]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list that was asked for."""

    section: str
    """The sheet it belongs to; "" where the list is the whole issue."""
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """A link on a list that is an article's."""

    entry: Entry
    page: str
    """The page's code in its address; "" where there is none."""


class DatedSections:
    """Reads one issue from its lists on."""

    def __init__(self, newspaper: Newspaper, era: Era, day: date, base_url: str) -> None:
        self._newspaper = newspaper
        self._day = day
        self._settings = {**LAYOUTS[era.engine], **era.settings}
        self._addresses = Addresses(era, day, base_url)
        self._assembly = Assembly(newspaper.id, day, base_url)
        self._sections = _named(self._of("sections"))
        self._shape = LinkShape(self._of("article_address"))
        self._has_pages = self._shape.has_page or bool(self._of("page_from"))
        self._selectors = {name: self._of(name) for name in OF_ARTICLE if self._of(name)}
        days = [day - timedelta(days=1), day] if self._of("eve") == "yes" else [day]
        self._days = frozenset(days)
        self._lists: dict[Request, _List] = {}
        self._articles: dict[Request, Entry] = {}
        self._slugs: dict[str, str] = {}
        """Addresses of articles, and what each is called."""

    def recall(self, stock: Stock) -> None:
        """Takes in what is here already."""
        self._assembly.recall(stock)

    def start(self) -> tuple[Request, ...]:
        """The first section, or the whole list: a paper has no issue without a front page."""
        first = next(iter(self._sections), "")
        request = Request(url=self._addresses.entry)
        self._lists[request] = _List(section=first, is_first=True)
        return (request,)

    def read(self, request: Request, response: Response) -> tuple[Request, ...]:
        """Takes in a list or an article's page."""
        if request in self._articles:
            entry = self._articles[request]
            known = Known(slug=entry.slug, title=entry.title, language=self._newspaper.language)
            self._assembly.add(article_at(response, self._selectors, known))
            return ()
        return self._read_list(self._lists.get(request, _List(section="", is_first=True)), response)

    def miss(self, request: Request, reason: str) -> None:
        """Takes in that a section or an article did not come."""
        if request in self._articles:
            self._assembly.miss(self._articles[request].slug, request.url, reason)
            return
        section = self._lists[request].section if request in self._lists else ""
        # Not every section is printed every day, and no list of them says when.
        if section and _NOT_THERE.search(reason):
            self._assembly.sheets.pop(section, None)
        else:
            self._assembly.miss(section or request.url, request.url, reason)

    def issue(self) -> Issue:
        """The issue so far."""
        return self._assembly.issue()

    def tally(self) -> Tally:
        """How far it is."""
        return self._assembly.tally()

    def _of(self, name: str) -> str:
        return self._settings.get(name, "")

    # -- lists -------------------------------------------------------------------

    def _list(self, url: str, asked: _List) -> tuple[Request, ...]:
        request = Request(url=url)
        if not url or request in self._lists or len(self._lists) >= _MOST_LISTS:
            return ()
        self._lists[request] = asked
        return (request,)

    def _read_list(self, asked: _List, response: Response) -> tuple[Request, ...]:
        source = source_of(response.body, response.url, response.content_type)
        tree = tree_of(source, Ledger())
        other = self._other_day_of(tree, response.url)
        links = [] if other else self._links_on(tree, response.url, asked)
        if not links and asked.is_first:
            other = other or self._other_day_linked(tree, response.url)
            if not other and "<script" in source.text and len(line_of(tree)) < _A_SHELL:
                raise ParseError(
                    say(
                        "the list of {name} is empty; its site leaves it to a script",
                        name=self._newspaper.name,
                    ),
                    url=response.url,
                )
            absence = Absence.ANOTHER_DAY if other else Absence.NO_ISSUE
            raise no_issue(self._newspaper, self._day, response.url, absence, other)
        requests = self._enter(asked, links, response.url)
        if asked.is_first:
            requests += self._other_sections()
        if not other and self._of("more"):
            for more in select(tree, self._of("more"))[:5]:
                url = self._addresses.mirrored(openable(attr(more, "href"), response.url))
                requests += self._list(url, replace(asked, is_first=False))
        return tuple(requests)

    def _other_sections(self) -> list[Request]:
        requests: list[Request] = []
        for code in [*self._sections][1:]:
            self._assembly.sheet(code, name=self._sections[code])
            url = self._addresses.at(self._of("section_address"), {"section": code})
            requests += self._list(url, _List(section=code))
        return requests

    def _other_day_of(self, tree: Element, url: str) -> date | None:
        """The day that a list says it is of, where that is not the issue's."""
        days = {day for day in (day_in(url), self._printed(tree)) if day}
        return min(days) if days and self._day not in days else None

    def _printed(self, tree: Element) -> date | None:
        for element in select(tree, self._of("date"))[:10] if self._of("date") else ():
            text = line_of(element)
            found = printed_date(text) or date_within(text)
            if found and found.day:
                return found.day
        return None

    def _other_day_linked(self, tree: Element, url: str) -> date | None:
        """The day whose articles a list links instead."""
        linked: dict[date, set[str]] = {}
        for element in self._elements(tree):
            address = openable(attr(element, "href"), url)
            parts = self._shape.parts_of(address)
            if parts and parts.day:
                linked.setdefault(parts.day, set()).add(address)
        return next((day for day in linked if len(linked[day]) >= _A_LIST), None)

    def _elements(self, root: Element) -> list[Element]:
        return select(root, self._of("articles") or "a[href]")[:_MOST_LINKS]

    def _enter(
        self, asked: _List, links: list[tuple[Sheet | None, _Link]], url: str
    ) -> list[Request]:
        by_sheet: dict[str, list[Entry]] = {}
        for sheet, link in links:
            at = sheet or self._sheet_of(link, asked)
            at.url = at.url or url
            by_sheet.setdefault(at.key, []).append(link.entry)
        requests: list[Request] = []
        for key, entries in by_sheet.items():
            for entry in self._assembly.enter(self._assembly.sheet(key), entries):
                request = Request(url=entry.url)
                self._articles[request] = entry
                requests.append(request)
        section = self._assembly.sheets.get(asked.section)
        if section is not None and not section.entries:
            # Nothing of its own, or divided into pages that are sheets themselves.
            del self._assembly.sheets[asked.section]
        if self._has_pages:
            self._in_order()
        return requests

    def _sheet_of(self, link: _Link, asked: _List) -> Sheet:
        name = self._sections.get(asked.section, "")
        if self._has_pages:
            return self._assembly.sheet(f"page {link.page}", number=link.page, name=name)
        return self._assembly.sheet(asked.section, name=name)

    def _in_order(self) -> None:
        """Puts pages that were named by their articles' addresses in the order of print."""
        sheets = self._assembly.sheets
        ordered = sorted(sheets.items(), key=lambda item: _rank(item[1].number))
        sheets.clear()
        sheets.update(ordered)

    # -- links -------------------------------------------------------------------

    def _links_on(self, tree: Element, url: str, asked: _List) -> list[tuple[Sheet | None, _Link]]:
        """Every article a list links, once, with the printed page it is listed under."""
        found: dict[str, tuple[Sheet | None, _Link]] = {}
        groups = select(tree, self._of("groups")) if self._of("groups") else [tree]
        for n, group in enumerate(groups, 1):
            sheet: Sheet | None = None
            for element in self._elements(group):
                link = self._link(element, url, asked)
                if link is None:
                    continue
                if self._of("groups") and sheet is None:
                    sheet = self._group(group, n)
                at, before = found.get(link.entry.url, (sheet, link))
                # A picture and a headline often link the same: the first with words names it.
                found[link.entry.url] = (at, link if is_blank(before.entry.title) else before)
        links = [*found.values()]
        if self._has_pages and not self._of("groups"):
            links.sort(key=lambda pair: (_rank(pair[1].page), _name_of(pair[1].entry.url)))
        return links

    def _group(self, group: Element, n: int) -> Sheet:
        """The sheet of a printed page that a list shows."""
        label = select_one(group, self._of("page_name")) if self._of("page_name") else None
        number, name = label_of(line_of(label))
        code = select_one(group, self._of("page")) if self._of("page") else None
        number = _SHEET.sub("", line_of(code))[:12] or number
        return self._assembly.sheet(f"{number or name or n}", number=number, name=name)

    def _link(self, element: Element, url: str, asked: _List) -> _Link | None:
        made = self._of("link_from")
        href = _PLACE.sub(lambda p: attr(element, p[1]), made) if made else attr(element, "href")
        address = self._addresses.mirrored(openable(href, url)).partition("#")[0]
        if not address or without_query(address) == without_query(url):
            return None
        parts = self._shape.parts_of(address)
        if self._of("article_address") and not (parts and self._is_of(parts, asked)):
            return None
        title = attr(element, self._of("title_from")) if self._of("title_from") else ""
        if self._of("title"):
            title = title or line_of(select_one(element, self._of("title")))
        title = clean(title) or line_of(element)
        if is_blank(title) and parts is None:
            return None
        page = parts.page if parts else ""
        if self._of("page_from"):
            page = clean(attr(element, self._of("page_from")))[:12]
        slug = self._slug(address, parts.id if parts else "", title)
        return _Link(entry=Entry(slug=slug, url=address, title=title), page=page)

    def _is_of(self, parts: Parts, asked: _List) -> bool:
        """Whether an address is of the issue's day and of the section that was asked for."""
        is_here = not (parts.section and asked.section) or parts.section == asked.section
        return is_here and (parts.day is None or parts.day in self._days)

    def _slug(self, address: str, named: str, title: str) -> str:
        if address not in self._slugs:
            taken = set(self._slugs.values())
            first = named if _ID.fullmatch(named) else slug_of(address, title)
            names = (first if n == 1 else f"{first}~{n}" for n in range(1, len(taken) + 2))
            self._slugs[address] = next(name for name in names if name not in taken)
        return self._slugs[address]


def _named(sections: str) -> dict[str, str]:
    """Codes and names of the sections, in order; a section without a name is called by its code."""
    named: dict[str, str] = {}
    for section in sections.split(","):
        code, equals, name = section.strip().partition("=")
        if code:
            named[code.strip()] = name.strip() if equals else code.replace("-", " ").title()
    return named


def _rank(code: str) -> tuple[str, int]:
    digits = re.sub(r"[^0-9]", "", code)[:9]
    return re.sub(r"[0-9]", "", code), int(digits) if digits else 10**9


def _name_of(url: str) -> str:
    return without_query(url).rsplit("/", 1)[-1]
