"""The machine that reads a newspaper by following its links.

The first page of an issue links every other page and its own articles; each page lists its
articles twice, as headlines and as areas of a map over the page's picture. What families of sites
differ in is a profile. Addresses are followed, never counted up, and only those of the day: a
front page often links yesterday's stories too, and a site often answers with another day's issue
where it has none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reader.engines.addresses import date_in, host_of, with_day
from reader.engines.assembly import Assembly, Entry, Sheet
from reader.engines.exchange import no_issue
from reader.engines.imprints import printed_days
from reader.engines.nodes import Bearings, Listed, Node, PageLink, read_node, same_page
from reader.engines.onepage import read_whole
from reader.engines.pagelinks import asked_as, page_key
from reader.engines.profiles import Profile, profile_of
from reader.engines.storypage import read_story
from reader.errors import Absence, NotPublished, ParseError
from reader.lang import say
from reader.model import Article, Issue, Newspaper, Request, Response, Stock
from reader.parse.fields import title_of
from reader.parse.html import Source, source_of, tree_of
from reader.parse.links import openable
from reader.parse.noise import Ledger
from reader.parse.page import STAND_IN_HEADLINE
from reader.parse.tree import Element, attr

if TYPE_CHECKING:
    from reader.engines.exchange import Era, Tally

_ERROR = re.compile(
    r"\b40[34]\b|错误跳转|页面不存在|頁面不存在|找不到|not found|forbidden|无法访问|访问出错",
    re.IGNORECASE,
)
_NOTHING_THEN = re.compile(
    r"期[刋刊](?:不存在|未)|没有(?:找到)?(?:该|当)[天日期]|(?:该|当)[天日期].{0,6}(?:没有|无|未)"
    r".{0,4}(?:报纸|出版|数据)|(?:無|无|没有)(?:此|该|這|这)(?:期|日)",
)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s;>]+)", re.IGNORECASE)
_LOCATION = re.compile(
    r"location(?:\.href)?\s*=\s*['\"]([^'\"\s]{1,500})['\"]"
    r"|location\.(?:replace|assign)\(\s*['\"]([^'\"\s]{1,500})['\"]"
)
_MOST_HOPS = 5
_SMALLEST_PAGE = 4096
"""Bytes: an answer below this that lists nothing is a shell."""


class LinkedPages:
    """Reads one issue from its first page on."""

    def __init__(self, newspaper: Newspaper, era: Era, day: date, base_url: str) -> None:
        self._newspaper = newspaper
        self._day = day
        self._front = base_url
        self._profile: Profile = profile_of(era)
        self._bearings = Bearings(day=day, host=host_of(base_url))
        self._assembly = Assembly(newspaper.id, day, base_url)
        self._slugs: dict[str, str] = {}
        self._asked: set[str] = {page_key(base_url)}
        self._aside: set[str] = set()
        """Slugs of articles that are listed, and that no page has shown to be its own yet."""
        self._hops = 0
        self._is_begun = False
        self._is_undated = date_in(page_key(base_url)) is None
        self._newest: date | None = None
        """The day of the issue that an address without a date led to, where it is another."""

    def recall(self, stock: Stock) -> None:
        """Takes in what is here already."""
        self._assembly.recall(stock)

    def start(self) -> tuple[Request, ...]:
        """The first page of the issue."""
        return (Request(url=self._front),)

    def read(self, request: Request, response: Response) -> tuple[Request, ...]:
        """Takes a page or an article in."""
        source = self._source(response)
        slug = self._slugs.get(request.url)
        if slug is not None:
            self._assembly.add(self._article(source, slug), is_page=True)
            return ()
        if self._is_begun:
            return self._read_page(request, response, source)
        return self._read_front(request, response, source)

    def miss(self, request: Request, reason: str) -> None:
        """Takes in that a page or an article did not come; raises `NotPublished` where it was the
        first page, looked for where the newest issue's is.
        """
        if self._newest is not None and not self._is_begun:
            raise self._another_day(request.url, self._newest)
        name = self._slugs.get(request.url) or page_key(request.url)
        self._assembly.miss(name, request.url, reason)

    def issue(self) -> Issue:
        """The issue so far."""
        return self._assembly.issue()

    def tally(self) -> Tally:
        """How far it is."""
        return self._assembly.tally()

    def _source(self, response: Response) -> Source:
        kind = response.content_type
        if self._profile.encoding:
            kind = f"text/html; charset={self._profile.encoding}"
        return source_of(response.body, response.url, kind)

    # -- articles --------------------------------------------------------------------

    def _article(self, source: Source, slug: str) -> Article:
        title = self._assembly.listed_title(slug)
        article = read_story(
            source,
            slug=slug,
            title=title,
            site_name=self._newspaper.name,
            places=self._profile.places,
        )
        if title and article.headline == STAND_IN_HEADLINE:
            article = replace(article, headline=title)
        return article

    # -- the first page --------------------------------------------------------------

    def _read_front(
        self, request: Request, response: Response, source: Source
    ) -> tuple[Request, ...]:
        other = date_in(page_key(response.url))
        if other is not None and other != self._day:
            return (Request(url=self._turned(response.url, other)),)
        tree = tree_of(source, Ledger(is_detailed=False))
        node = self._node(tree, response.url)
        if not node.pages:
            onward = self._onward(tree, source, response.url, is_empty=not node.articles)
            if not onward and not node.articles:
                onward = self._from_newest(tree, node, response.url)
            if onward and self._hops < _MOST_HOPS:
                self._hops += 1
                self._bearings = Bearings(day=self._day, host=host_of(onward))
                return (Request(url=onward),)
        self._check_day(tree, node, response)
        self._is_begun = True
        self._bearings.host = host_of(response.url)
        return self._take(request, response, node)

    def _node(self, tree: Element, url: str) -> Node:
        if self._profile.is_one_page:
            whole = read_whole(tree, url, self._profile, self._bearings)
            if whole.articles:
                return whole
        return read_node(tree, url, self._profile, self._bearings)

    def _onward(self, tree: Element, source: Source, url: str, *, is_empty: bool) -> str:
        """Where a page that only sends on leads to; "" where it does not, or where it has been.

        Only one that lists nothing is believed to send on by a frame or a script.
        """
        targets = [
            found[1]
            for meta in tree.iter("meta")
            if attr(meta, "http-equiv").lower() == "refresh"
            and (found := _REFRESH.search(attr(meta, "content")))
        ]
        if is_empty:
            targets += [attr(frame, "src") for frame in tree.iter("frame")]
            targets += [found[1] or found[2] for found in _LOCATION.finditer(source.text[:20_000])]
            frames = (openable(attr(frame, "src"), url) for frame in tree.iter("iframe"))
            targets += [frame for frame in frames if host_of(frame) == host_of(url)]
        for target in targets:
            onward = openable(target, url)
            if not onward or page_key(onward) in self._asked:
                continue
            other = date_in(page_key(onward))
            if other is not None and other != self._day:
                onward = self._turned(onward, other)
            self._asked.add(page_key(onward))
            return onward
        return ""

    def _turned(self, url: str, other: date) -> str:
        """The address of another day's first page with the day's date in it, where an address
        without a date led there: a site that only says where its newest issue is keeps the
        others beside it. Raises `NotPublished` where there is no such way.
        """
        if not self._is_undated or self._newest is not None:
            raise self._another_day(url, other)
        self._newest = other
        return with_day(url, other, self._day)

    def _from_newest(self, tree: Element, node: Node, url: str) -> str:
        """Where the day's first page must be, from a page that lists another day's pages; "" where
        it lists none, or where an address with a date led to it.
        """
        if not node.other_days or not self._is_undated or self._newest is not None:
            return ""
        other = node.other_days.most_common(1)[0][0]
        bearings = Bearings(day=other, host=host_of(url))
        theirs = read_node(tree, url, self._profile, bearings).pages
        first = next((page.url for page in theirs if page.url), "")
        return self._turned(first, other) if first else ""

    def _check_day(self, tree: Element, node: Node, response: Response) -> None:
        """Raises `NotPublished` where this is not the day's issue, and `ParseError` where it may
        be and cannot be read.
        """
        days = printed_days(tree, self._profile)
        if days and self._day not in days and len(set(days)) == 1:
            raise self._another_day(response.url, days[0])
        if node.pages or node.articles:
            return
        if node.other_days:
            raise self._another_day(response.url, node.other_days.most_common(1)[0][0])
        if _NOTHING_THEN.search("".join(tree.itertext())[:20_000]):
            raise no_issue(self._newspaper, self._day, response.url)
        if _ERROR.search(title_of(tree)):
            raise no_issue(self._newspaper, self._day, response.url, Absence.ERROR_PAGE)
        if len(response.body) < _SMALLEST_PAGE or not days:
            raise no_issue(self._newspaper, self._day, response.url)
        raise ParseError(
            say(
                "The front page of {name} on {day} is not as it used to be; the site "
                "may have changed.",
                name=self._newspaper.name,
                day=self._day,
            ),
            url=response.url,
        )

    def _another_day(self, url: str, other: date) -> NotPublished:
        return no_issue(self._newspaper, self._day, url, Absence.ANOTHER_DAY, other_day=other)

    # -- pages -----------------------------------------------------------------------

    def _read_page(
        self, request: Request, response: Response, source: Source
    ) -> tuple[Request, ...]:
        other = date_in(page_key(response.url))
        if other not in (None, self._day):
            raise ParseError(
                say("the site answered with a page of {other}", other=other), url=response.url
            )
        node = read_node(
            tree_of(source, Ledger(is_detailed=False)), response.url, self._profile, self._bearings
        )
        if not node.articles and not node.pages:
            raise ParseError(say("the page lists no articles"), url=response.url)
        if not node.articles and page_key(response.url) != page_key(request.url):
            raise ParseError(say("the site sent on to a page without articles"), url=response.url)
        return self._take(request, response, node)

    def _take(self, request: Request, response: Response, node: Node) -> tuple[Request, ...]:
        """Puts what a page says into the issue, and answers what it leads to."""
        own = self._own_sheet(request, response, node)
        for page in node.pages:
            sheet = self._assembly.sheet(page.key, number=page.number, name=page.name, url=page.url)
            sheet.number = sheet.number or page.number
            sheet.name = sheet.name or page.name
        self._complete(own, node)
        requests = self._enter(own, node)
        if node.pages and not (own.entries or own.number or own.name):
            # A list of the whole issue that is no page of it.
            self._assembly.sheets.pop(own.key, None)
        for page in self._leads(own, node):
            if page.key not in self._asked and page.url:
                self._asked.add(page.key)
                requests.append(Request(url=page.url))
        return tuple(requests)

    def _own_sheet(self, request: Request, response: Response, node: Node) -> Sheet:
        """The sheet that a page is: the one that was asked for, the one at its address, or the
        one of its number.
        """
        sheets = self._assembly.sheets
        if node.is_whole and node.pages:
            return self._assembly.sheet(node.pages[0].key)
        listed = {page.key for page in node.pages}
        for key in (page_key(request.url), page_key(response.url)):
            if key in sheets or key in listed:
                page = next((p for p in node.pages if p.key == key), None)
                self._asked.add(key)
                return self._assembly.sheet(key, url=page.url if page else response.url)
        twin = same_page(node.pages, node.number) if node.number else None
        if twin is not None and twin.key not in self._asked:
            self._asked.add(twin.key)
            for page in node.pages:
                # So that the sheets keep the list's order.
                self._assembly.sheet(page.key, url=page.url)
            return self._assembly.sheet(twin.key, url=twin.url)
        # A list may leave out the page that it stands on.
        return self._assembly.sheet(page_key(response.url), url=response.url)

    @staticmethod
    def _complete(sheet: Sheet, node: Node) -> None:
        sheet.number = sheet.number or node.number
        sheet.name = sheet.name or node.name
        sheet.image_url = node.image_url or sheet.image_url
        sheet.pdf_url = node.pdf_url or sheet.pdf_url

    def _enter(self, own: Sheet, node: Node) -> list[Request]:
        """Lists a page's articles on its sheet, and those of a list of the whole issue on
        theirs.
        """
        fresh: list[Entry] = []
        groups: dict[str, list[Listed]] = {}
        for listed in node.articles:
            groups.setdefault(listed.page or own.key, []).append(listed)
        groups.setdefault(own.key, [])
        for key, group in groups.items():
            if key not in self._assembly.sheets:
                key = own.key
            sheet = self._assembly.sheets[key]
            was_read = sheet.is_read
            entries = [Entry(slug=a.slug, url=a.url, title=a.title, area=a.area) for a in group]
            fresh += self._assembly.enter(sheet, entries)
            if sheet is not own:
                sheet.is_read = was_read or "#" in key
            for listed in group:
                is_sure = listed.slug in self._aside and not listed.is_aside
                self._assembly.place(listed.slug, sheet.key, listed.area, is_sure=is_sure)
        self._aside -= {listed.slug for listed in node.articles if not listed.is_aside}
        self._aside |= {e.slug for e in fresh} & {a.slug for a in node.articles if a.is_aside}
        order = {listed.slug: n for n, listed in enumerate(node.articles)}
        if any(entry.slug not in order for entry in own.entries) or len(fresh) < len(order):
            last = len(order)
            own.entries.sort(key=lambda entry: order.get(entry.slug, last))
        for key, pdf in node.pdfs.items():
            if key in self._assembly.sheets and not self._assembly.sheets[key].pdf_url:
                self._assembly.sheets[key].pdf_url = pdf
        requests = []
        for entry in fresh:
            request = Request(url=asked_as(entry.url))
            if request.url not in self._slugs:
                self._slugs[request.url] = entry.slug
                requests.append(request)
        return requests

    def _leads(self, own: Sheet, node: Node) -> list[PageLink]:
        """The pages to ask for because of this one. Only where no list names them is the way to
        the next and the last page taken.
        """
        if len(node.pages) > 1:
            return node.pages
        for page in node.ways:
            if page.key not in self._assembly.sheets:
                self._assembly.sheet(page.key, url=page.url)
                self._assembly.move(page.key, beside=own.key, is_after=page.way > 0)
        return [*node.pages, *node.ways]
