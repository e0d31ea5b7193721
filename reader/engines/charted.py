"""Any site whose definition says what its addresses look like: the engine `linked-pages`.

Pages are the links that fit the one template, articles those that fit the other, both of the
issue's day; selectors narrow them down where a site uses one shape of address for more than one
thing. Nothing else is taken for granted: not where a link stands, nor what it is called, nor that
it is an `a` at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from reader.engines.areas import corners_of
from reader.engines.assembly import Assembly, Entry, Sheet
from reader.engines.charting import Chart, read_story
from reader.engines.exchange import Era, Tally, no_issue
from reader.engines.fitting import Fit, Template
from reader.engines.labels import plain_number
from reader.errors import Absence, ParseError
from reader.lang import say
from reader.model import Issue, Newspaper, Request, Response, Stock
from reader.parse.anchors import Anchor, anchors_of, sent_on_to
from reader.parse.blocks import line_of
from reader.parse.html import Source, source_of, tree_of
from reader.parse.links import openable, path_of
from reader.parse.noise import Ledger
from reader.parse.page import STAND_IN_HEADLINE
from reader.parse.printed import date_within, printed_date, section_name
from reader.parse.tree import Element, attr, select, select_one
from reader.text import clean, is_blank

_HEADINGS = ("h2", "h3", "h4", "h5", "dt", "legend", "caption")
_MOST_FRAMES = 4
_MOST_HOPS = 4
_FIT_FOR_SLUG = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LABEL = re.compile(
    r"\W*(?:第\s*)?(?:(?:page|section|part|p)\b\.?\s*)?(?P<number>[A-Za-z]{0,5}\s?[0-9]{1,4})?"
    r"\s*(?:版面|版|面|頁|页|면)?\s*[)\]）】]?\s*[:：.、|｜·–—-]*\s*(?P<name>.*?)\W*",
    re.IGNORECASE | re.DOTALL,
)
_TURN = re.compile(
    r"[上下前后後]一?[版页頁面]|(?:前|次)の?(?:面|ページ)|(?:이전|다음|앞|뒤)\s?(?:면|페이지)"
    r"|\b(?:next|prev(?:ious)?)\b|返回|もどる|戻る|돌아가|\bback\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\W*(?:第\s*)?(?:[A-Za-z]{0,3}\s?[0-9]{1,3}\s*(?:版|面|면|頁|页)|[A-Z]{1,2}[0-9]{1,3}\b|0[0-9]\b"
    r"|(?:page|section|p\.)\s*[A-Za-z]{0,2}[0-9])",
    re.IGNORECASE,
)
_LONGEST_NAME = 30


@dataclass(slots=True, kw_only=True)
class _Asked:
    """What a request was for."""

    slug: str = ""
    """Of the article; "" for a page."""
    is_page: bool = False
    """Whether it is one of the issue's pages, and not only leads to them."""
    hops: int = 0


class ChartedSite:
    """Reads one issue from wherever its definition says that it begins."""

    def __init__(self, newspaper: Newspaper, era: Era, day: date, base_url: str) -> None:
        self._newspaper = newspaper
        self._day = day
        self._entry = base_url
        self._chart = Chart.of(era.settings)
        self._pages = Template(self._chart.page_address, day)
        self._articles = Template(self._chart.article_address, day, names_article=True)
        self._is_dated = self._pages.is_dated or era.entry != base_url
        self._assembly = Assembly(newspaper.id, day, base_url)
        self._asked: dict[str, _Asked] = {}
        self._is_begun = False
        own = self._pages.fits(base_url)
        self._issue_key = own.rest if own else None

    def recall(self, stock: Stock) -> None:
        """Takes in what is here already."""
        self._assembly.recall(stock)

    def start(self) -> tuple[Request, ...]:
        """Where the issue begins."""
        self._asked[self._entry] = _Asked(is_page=self._pages.fits(self._entry) is not None)
        return (Request(url=self._entry),)

    def read(self, request: Request, response: Response) -> tuple[Request, ...]:
        """Takes a page or an article in."""
        asked = self._asked.get(request.url, _Asked())
        kind = response.content_type
        if self._chart.encoding:
            kind = f"text/html; charset={self._chart.encoding}"
        source = source_of(response.body, response.url, kind)
        if asked.slug:
            title = self._assembly.listed_title(asked.slug)
            article = read_story(
                source,
                self._chart,
                slug=asked.slug,
                title=title,
                site_name=self._newspaper.name,
            )
            if article.headline == STAND_IN_HEADLINE and title:
                article = replace(article, headline=title)
            self._assembly.add(article)
            return ()
        return self._read_list(request, source, asked)

    def miss(self, request: Request, reason: str) -> None:
        """Takes in that a page or an article did not come."""
        asked = self._asked.get(request.url, _Asked())
        self._assembly.miss(asked.slug or _key(request.url), request.url, reason)

    def issue(self) -> Issue:
        """The issue so far."""
        return self._assembly.issue()

    def tally(self) -> Tally:
        """How far it is."""
        return self._assembly.tally()

    # -- a list of pages, of articles, or of both -------------------------------------

    def _read_list(self, request: Request, source: Source, asked: _Asked) -> tuple[Request, ...]:
        tree = tree_of(source, Ledger())
        anchors = tuple(anchors_of(tree, source.url))
        pages = self._page_links(tree, anchors)
        entries = self._entries(tree, anchors)
        if not self._is_begun:
            onward = self._onward(tree, source, anchors, asked, is_empty=not (pages or entries))
            if onward:
                return onward
            self._check_day(tree, source, anchors, is_empty=not (pages or entries))
            self._is_begun = True
        is_page = asked.is_page or self._pages.fits(source.url) is not None
        is_list = is_page or (bool(entries) and not pages)
        if not (pages or entries) and not is_page and asked.hops == 0:
            raise ParseError(say("the page lists no articles"), url=source.url)
        key = _key(request.url) if _key(request.url) in self._assembly.sheets else _key(source.url)
        if is_list:
            self._sheet_of(source.url if key == _key(source.url) else request.url, "")
        for anchor in pages:
            self._sheet_of(anchor.url, anchor.text)
        requests: list[Request] = []
        if is_list:
            sheet = self._assembly.sheet(key)
            self._complete(sheet, tree, source.url)
            requests += self._take(sheet, tree, entries, anchors, is_alone=not pages)
        for anchor in pages:
            requests += self._ask(anchor.url, _Asked(is_page=True))
        for anchor in anchors:
            if anchor.kind == "frame" and not entries and self._is_ours(anchor.url, source.url):
                requests += self._ask(anchor.url, _Asked(hops=asked.hops + 1))
        return tuple(requests)

    def _ask(self, url: str, asked: _Asked) -> list[Request]:
        if url in self._asked or any(_same(url, known) for known in self._asked):
            return []
        self._asked[url] = asked
        return [Request(url=url)]

    def _is_ours(self, url: str, here: str) -> bool:
        frames = sum(1 for asked in self._asked.values() if asked.hops)
        return frames < _MOST_FRAMES and urlsplit(url).netloc == urlsplit(here).netloc

    def _onward(
        self,
        tree: Element,
        source: Source,
        anchors: tuple[Anchor, ...],
        asked: _Asked,
        *,
        is_empty: bool,
    ) -> tuple[Request, ...]:
        """Where a page leads that is not the issue itself: on, or into its frames."""
        if not is_empty or asked.hops >= _MOST_HOPS:
            return ()
        target = sent_on_to(tree, source.url)
        if target and target not in self._asked:
            self._asked[target] = _Asked(
                hops=asked.hops + 1, is_page=self._pages.fits(target) is not None
            )
            return (Request(url=target),)
        requests: list[Request] = []
        for anchor in anchors:
            if anchor.kind == "frame" and self._is_ours(anchor.url, source.url):
                requests += self._ask(anchor.url, _Asked(hops=asked.hops + 1))
        return tuple(requests)

    def _check_day(
        self, tree: Element, source: Source, anchors: tuple[Anchor, ...], *, is_empty: bool
    ) -> None:
        """Raises where the answer is no issue, or another day's."""
        if not is_empty and self._is_dated and (self._pages.is_dated or self._articles.is_dated):
            return
        other = None
        if self._pages.is_dated or self._articles.is_dated:
            loose = [Template(self._chart.page_address), Template(self._chart.article_address)]
            days = [fit.day for t in loose for a in anchors if (fit := t.fits(a.url)) and fit.day]
            other = max(set(days), key=days.count) if days else None
        printed = _printed_day(tree, self._chart.date)
        other = other or printed
        if other is not None and other != self._day:
            raise no_issue(self._newspaper, self._day, source.url, Absence.ANOTHER_DAY, other)
        if is_empty:
            raise no_issue(self._newspaper, self._day, source.url, Absence.ERROR_PAGE)

    def _page_links(self, tree: Element, anchors: Iterable[Anchor]) -> list[Anchor]:
        """The links to pages of the issue, each once, under the name that tells most."""
        chosen = _chosen(tree, self._chart.pages)
        found: dict[str, Anchor] = {}
        for anchor in anchors:
            if chosen is not None and not _is_in(anchor.element, chosen):
                continue
            fit = self._pages.fits(anchor.url)
            if fit is None or not self._is_of_issue(fit, anchor.text):
                continue
            known = found.get(_key(anchor.url))
            if known is None or (_is_name(anchor.text) and not _is_name(known.text)):
                found[_key(anchor.url)] = anchor
        return list(found.values())

    def _is_of_issue(self, fit: Fit, text: str) -> bool:
        """Whether a page whose address names no day is of this issue: where there are numbers in it
        beside the page's, they are those of the first page that was seen.
        """
        if self._pages.is_dated or not fit.rest:
            return True
        if self._issue_key is None and (_is_name(text) or not text):
            self._issue_key = fit.rest
        return self._issue_key in (None, fit.rest)

    def _entries(
        self, tree: Element, anchors: Iterable[Anchor]
    ) -> dict[str, tuple[Entry, Element]]:
        """What a page lists, each article once, with the element that names it best."""
        chosen = _chosen(tree, self._chart.articles)
        size = self._chart.map_size or _map_size(tree)
        found: dict[str, tuple[Entry, Element]] = {}
        # A list is in the paper's order, a map in nobody's.
        for anchor in sorted(anchors, key=lambda anchor: anchor.kind == "area"):
            is_area = anchor.kind == "area"
            if chosen is not None and not is_area and not _is_in(anchor.element, chosen):
                continue
            fit = self._articles.fits(anchor.url)
            if fit is None or anchor.kind == "frame":
                continue
            if self._pages.fits(anchor.url) is not None and chosen is None:
                continue
            slug = _slug(fit.page if "{page}" in self._articles.text else "", fit.id, anchor.url)
            area = corners_of(attr(anchor.element, "coords"), size) if is_area and size else ()
            known = found.get(slug)
            if known is None:
                entry = Entry(slug=slug, url=anchor.url, title=anchor.text, area=area)
                found[slug] = (entry, anchor.element)
                continue
            known[0].area = known[0].area or area
            if is_blank(known[0].title):
                known[0].title = anchor.text
        return found

    def _take(
        self,
        sheet: Sheet,
        tree: Element,
        entries: dict[str, tuple[Entry, Element]],
        anchors: Sequence[Anchor],
        *,
        is_alone: bool,
    ) -> list[Request]:
        """Enters what a page lists; where it lists the whole issue, under its pages or headings."""
        by_page = self._under_pages(tree, anchors, entries)
        if by_page:
            return [r for key, e in by_page.items() for r in self._enter_at(key, sheet, e)]
        groups = self._under_headings(tree, entries) if is_alone and self._is_alone() else {}
        if len(groups) < 2:
            return self._enter(sheet, [entry for entry, _ in entries.values()])
        requests: list[Request] = []
        for n, (name, listed) in enumerate(groups.items()):
            part = sheet if n == 0 else self._assembly.sheet(f"{sheet.key}#{n}", url=sheet.url)
            part.number, part.name = _split_label(name)
            requests += self._enter(part, listed)
        return requests

    def _under_pages(
        self,
        tree: Element,
        anchors: Sequence[Anchor],
        entries: dict[str, tuple[Entry, Element]],
    ) -> dict[str, list[Entry]]:
        """Articles by the page whose link they stand under, where a list of the whole issue names
        each page before its articles; nothing where it does not.
        """
        wanted = {element: entry for entry, element in entries.values()}
        named = {
            anchor.element: _key(anchor.url)
            for anchor in anchors
            if self._pages.fits(anchor.url) and _is_name(anchor.text)
        }
        groups: dict[str, list[Entry]] = {}
        here = ""
        for element in tree.iter():
            here = named.get(element, here)
            if element in wanted:
                groups.setdefault(here, []).append(wanted[element])
        is_whole = "" not in groups and len(groups) >= max(2, len(set(named.values())) // 2)
        return groups if is_whole else {}

    def _enter_at(self, key: str, sheet: Sheet, entries: list[Entry]) -> list[Request]:
        there = self._assembly.sheets.get(key)
        if there is None:
            url = next((e.url for e in entries), sheet.url)
            there = self._assembly.sheet(key, url=url)
        was_read = there.is_read
        requests = self._enter(there, entries)
        there.is_read = was_read or there is sheet
        return requests

    def _is_alone(self) -> bool:
        return len(self._assembly.sheets) <= 1

    def _enter(self, sheet: Sheet, entries: list[Entry]) -> list[Request]:
        requests: list[Request] = []
        for entry in self._assembly.enter(sheet, entries):
            requests += self._ask(entry.url, _Asked(slug=entry.slug))
        return requests

    def _under_headings(
        self, tree: Element, entries: dict[str, tuple[Entry, Element]]
    ) -> dict[str, list[Entry]]:
        """Articles by the heading they stand under, where headings part the list."""
        wanted = {element: entry for entry, element in entries.values()}
        headings = _chosen(tree, self._chart.sections)
        groups: dict[str, list[Entry]] = {}
        name = ""
        for element in tree.iter():
            if element in wanted:
                groups.setdefault(name, []).append(wanted[element])
            is_heading = element in headings if headings is not None else element.tag in _HEADINGS
            if is_heading and not any(inner in wanted for inner in element.iter()):
                name = line_of(element)[: 2 * _LONGEST_NAME] or name
        return groups

    # -- what a page is called --------------------------------------------------------

    def _sheet_of(self, url: str, text: str) -> None:
        number, name = self._label(url, text)
        sheet = self._assembly.sheet(_key(url), number=number, name=name, url=url)
        # What a link calls the page is as printed; its address is only where it is kept.
        sheet.number = number if number and (name or not sheet.number) else sheet.number
        sheet.name = sheet.name or name

    def _label(self, url: str, text: str) -> tuple[str, str]:
        """Number and name of a page, by its address and by the words on a link to it."""
        fit = self._pages.fits(url)
        code = fit.page.upper() if fit else ""
        if not _is_name(text):
            return code, ""
        found = _LABEL.fullmatch(text)
        said = (found["number"] or "").replace(" ", "").upper() if found else ""
        if not said:
            return code, section_name(text) if len(text) <= _LONGEST_NAME else ""
        name = clean(found["name"]) if found else ""
        # `A03` in the address says more than a bare 3 on the link; any other code is the site's.
        is_fuller = (
            code[:1].isalpha()
            and said.isdigit()
            and plain_number(code).endswith(plain_number(said))
        )
        return (code if is_fuller else said), section_name(name[:_LONGEST_NAME])

    def _complete(self, sheet: Sheet, tree: Element, url: str) -> None:
        """Adds to a sheet what its own page says of it."""
        if not sheet.name or not sheet.number:
            number, name = self._own_label(sheet, tree)
            sheet.number = sheet.number or number
            sheet.name = sheet.name or name
        picture = next((img for img in tree.iter("img") if img.get("usemap") is not None), None)
        if picture is not None:
            sheet.image_url = openable(attr(picture, "src"), url)
        for anchor in tree.iter("a"):
            href = openable(attr(anchor, "href"), url)
            if path_of(href).lower().endswith(".pdf"):
                sheet.pdf_url = sheet.pdf_url or href
                break

    def _own_label(self, sheet: Sheet, tree: Element) -> tuple[str, str]:
        if self._chart.page_name:
            element = select_one(tree, self._chart.page_name)
            text = line_of(element)
            found = _LABEL.fullmatch(text)
            if found and found["number"]:
                return found["number"].replace(" ", "").upper(), clean(found["name"])
            return "", text[:_LONGEST_NAME]
        for element in tree.iter(
            "h1", "h2", "h3", "h4", "strong", "b", "font", "div", "span", "td"
        ):
            text = clean(element.text or "")
            if not text or len(text) > _LONGEST_NAME or _TURN.search(text):
                continue
            found = _LABEL.fullmatch(text)
            if not found or not found["number"] or not found["name"]:
                continue
            if sheet.number and plain_number(found["number"]) == plain_number(sheet.number):
                return "", clean(found["name"])
        return "", ""


def _printed_day(tree: Element, css: str) -> date | None:
    elements = select(tree, css)[:5] if css else list(tree.iter())[:2000]
    for element in elements:
        text = clean(line_of(element) if css else (element.text or ""))
        if 6 <= len(text) <= 120:
            found = printed_date(text) or date_within(text)
            if found and found.day:
                return found.day
    return None


def _chosen(tree: Element, css: str) -> frozenset[Element] | None:
    return frozenset(select(tree, css)) if css else None


def _is_in(element: Element, chosen: frozenset[Element]) -> bool:
    return element in chosen or any(above in chosen for above in element.iterancestors())


def _map_size(tree: Element) -> tuple[float, float] | None:
    for picture in tree.iter("img"):
        if picture.get("usemap") is None:
            continue
        sides = [attr(picture, side).removesuffix("px") for side in ("width", "height")]
        if all(side.isdecimal() and 50 <= int(side) <= 20_000 for side in sides):
            return float(sides[0]), float(sides[1])
    return None


def _key(url: str) -> str:
    """What names a page while it is read: its address without scheme and fragment."""
    return re.sub(r"^https?:", "", url.partition("#")[0], flags=re.IGNORECASE)


def _same(one: str, other: str) -> bool:
    return _key(one) == _key(other)


def _slug(page: str, identifier: str, url: str) -> str:
    """What names an article for good: what stands in its places."""
    name = f"{page}-{identifier}" if page and identifier else page or identifier
    if not name:
        name = re.sub(r"^https?://[^/]*", "", url)
    if _FIT_FOR_SLUG.fullmatch(name) and not name.startswith("-"):
        return name
    return "t" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]


def _split_label(text: str) -> tuple[str, str]:
    """Number and name in a heading over a page's articles: `01版 要闻` → ("01", "要闻")."""
    found = _LABEL.fullmatch(text)
    number = (found["number"] or "").replace(" ", "").upper() if found else ""
    if found is None or not number or not _NUMBERED.match(text):
        return "", text[:_LONGEST_NAME]
    return number, section_name(found["name"])[:_LONGEST_NAME]


def _is_name(text: str) -> bool:
    return bool(text) and len(text) <= 60 and _TURN.search(text) is None and not printed_date(text)
