"""A page of the paper as a site shows it: which pages there are, what this one lists, and where
on the sheet it stands.

Links are known by the shape of their addresses and by the day in them; the words of a link say
what it is called. Nothing is counted up and no class is needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from reader.engines.addresses import Address, host_of, kinship
from reader.engines.areas import Area, areas_of, map_size
from reader.engines.imprints import printed_label, text_outside_links
from reader.engines.labels import label_of, plain_number, way_of
from reader.engines.pagelinks import Link, asked_as, links_of, page_key, path_in
from reader.parse.blocks import line_of
from reader.parse.links import openable
from reader.parse.tree import Element, attr, select_one

if TYPE_CHECKING:
    from reader.engines.profiles import Profile
    from reader.model import Point


@dataclass(slots=True, kw_only=True)
class PageLink:
    """A link to a page of the issue."""

    url: str
    key: str
    number: str = ""
    name: str = ""
    way: int = 0
    """1 for 下一版, -1 for 上一版."""

    @property
    def is_named(self) -> bool:
        """Whether the link says which page it leads to."""
        return bool(self.number or self.name)


@dataclass(slots=True, kw_only=True)
class Listed:
    """An article in a page's list."""

    slug: str
    url: str
    title: str = ""
    area: tuple[Point, ...] = ()
    page: str = ""
    """Key of the page under which a list of the whole issue names it; "" for this page."""
    is_aside: bool = False
    """Whether it stands neither on the page's map nor in the list of what does: then another page
    may be its own.
    """


@dataclass(slots=True, kw_only=True)
class Bearings:
    """What the pages read so far have told about where an issue's addresses lie."""

    day: date
    page_base: str = ""
    has_dated_pages: bool = False
    article_base: str = ""
    host: str = ""


@dataclass(slots=True, kw_only=True)
class Node:
    """What one page says."""

    pages: list[PageLink] = field(default_factory=list)
    ways: list[PageLink] = field(default_factory=list)
    """Links to the pages before and after this one."""
    articles: list[Listed] = field(default_factory=list)
    is_whole: bool = False
    """Whether the page is the whole issue, so that its pages have no addresses of their own."""
    other_days: Counter[date] = field(default_factory=Counter)
    """Days of other issues whose pages are linked under a page's name."""
    number: str = ""
    name: str = ""
    image_url: str = ""
    pdf_url: str = ""
    pdfs: dict[str, str] = field(default_factory=dict)
    """PDFs that stand beside the links of other pages, by those pages' keys."""


def read_node(tree: Element, url: str, profile: Profile, bearings: Bearings) -> Node:
    """What the page at `url` says. `bearings` learns from it where the issue's addresses lie."""
    links = list(links_of(tree, url, profile))
    node = Node()
    own = page_key(url)
    if not bearings.page_base:
        at = profile.pages.match(url)
        if at is not None and at.day == bearings.day:
            bearings.page_base, bearings.has_dated_pages = at.base, True
    _take_pages(node, links, url, bearings)
    _take_articles(node, links, tree, profile, bearings)
    _take_pdfs(node, links, own)
    picture = _picture(tree)
    if picture is not None:
        node.image_url = openable(attr(picture, "src"), url)
    node.number, node.name = _own_label(tree, profile, node, own)
    return node


# -- pages -----------------------------------------------------------------------


def _take_pages(node: Node, links: list[Link], url: str, bearings: Bearings) -> None:
    found: dict[str, PageLink] = {}
    elsewhere: dict[str, PageLink] = {}
    own = page_key(url)
    host = host_of(url)
    candidates: list[tuple[Link, Address, str, str, int]] = []
    for link in links:
        address = link.page
        if address is None:
            continue
        text = link.title
        number, name = label_of(text)
        if address.day is not None and address.day != bearings.day:
            if number:
                node.other_days[address.day] += 1
            continue
        if host_of(link.url) != host:
            continue
        candidates.append((link, address, number, name, way_of(text)))
    if not bearings.page_base:
        bearings.page_base = _page_base(own, candidates)
        bearings.has_dated_pages = any(
            c[1].day is not None for c in candidates if c[1].base == bearings.page_base
        )
    for link, address, number, name, way in candidates:
        if address.base != bearings.page_base:
            continue
        if bearings.has_dated_pages and address.day is None:
            continue
        key = link.key
        into = elsewhere if not (number or name) else found
        page = into.setdefault(key, PageLink(url=link.url.partition("#")[0], key=key, way=way))
        page.number = page.number or number
        page.name = page.name or name
        page.way = page.way or way
    codes = {c[0].key: c[1].page for c in candidates}
    for key, page in found.items():
        if not page.number and _is_printed(codes.get(key, "")):
            page.number = codes[key].upper()
        if page.number and page.name == page.number:
            page.name = ""
    node.pages = [page for page in found.values() if page.is_named]
    if node.pages and any(page.number for page in node.pages):
        # In a list of numbered pages, a link without a number leads to something else.
        node.pages = [page for page in node.pages if page.number]
    node.ways = [p for key, p in elsewhere.items() if p.way and key not in found]


def _page_base(own: str, candidates: list[tuple[Link, Address, str, str, int]]) -> str:
    """What the addresses of the issue's pages begin with: of the links that are called like
    pages, those nearest to the page they stand on.
    """
    weights: Counter[str] = Counter()
    for _, address, number, name, way in candidates:
        if number or name or way:
            weights[address.base] += 2 if number else 1
    if not weights:
        return ""
    return max(weights, key=lambda base: (kinship(own, base), weights[base]))


def _is_printed(code: str) -> bool:
    """Whether a code in an address is a page's number and not one of a database."""
    return bool(code) and (code[0] == "0" or code[0].isalpha()) and len(code) <= 6


# -- articles --------------------------------------------------------------------


def _take_articles(
    node: Node, links: list[Link], tree: Element, profile: Profile, bearings: Bearings
) -> None:
    today = [
        link
        for link in links
        if link.article is not None and link.article.day in (None, bearings.day)
    ]
    base = _article_base(today, bearings)
    pages = {page.key for page in node.pages}
    here = ""
    listed: dict[str, Listed] = {}
    under: dict[str, set[str]] = {}
    wanted = {id(link) for link in today if link.article and link.folder == base}
    for link in links:
        if link.page is not None:
            if link.key in pages and label_of(link.title) != ("", ""):
                here = link.key
            continue
        if id(link) not in wanted or link.is_area or link.article is None:
            continue
        title = link.title
        slug = link.slug
        entry = listed.get(slug)
        if entry is None:
            if not title:
                continue
            listed[slug] = Listed(slug=slug, url=asked_as(link.url), title=title, page=here)
            under.setdefault(here, set()).add(slug)
        elif not entry.title:
            entry.title = title
    is_whole = len(under.keys() - {""}) >= max(2, len(pages) / 2)
    areas = _areas(tree, links, wanted, profile)
    for entry in listed.values():
        if not is_whole:
            entry.page = ""
    for slug, (area, url) in areas.items():
        if slug in listed:
            listed[slug].area = area
        elif area or not listed:
            listed[slug] = Listed(slug=slug, url=asked_as(url), area=area)
    for link in links:
        # A link that shows a picture only, and that nothing else names.
        if id(link) in wanted and link.article is not None and not link.is_area:
            slug = link.slug
            if slug not in listed and not is_whole and not areas:
                listed[slug] = Listed(slug=slug, url=asked_as(link.url))
    if areas and not is_whole:
        text_links = [link for link in links if id(link) in wanted and not link.is_area]
        listed = _own_first(listed, text_links, areas.keys())
    node.articles = list(listed.values())


def _own_first(
    listed: dict[str, Listed], links: list[Link], mapped: Collection[str]
) -> dict[str, Listed]:
    """What a page lists, in the order of the list that names what stands on its map; what only
    other lists name (the most read, the whole issue) comes last and is told apart.
    """
    if len(links) <= len(mapped) and all(slug in mapped for slug in listed):
        return listed
    lists: dict[Element, dict[str, None]] = {}
    for link in links:
        if link.article is not None and link.title:
            lists.setdefault(_list_of(link.element), {})[link.slug] = None
    if not lists:
        return listed
    own = max(lists.values(), key=lambda slugs: (sum(s in mapped for s in slugs), -len(slugs)))
    if not any(slug in mapped for slug in own):
        return listed
    order = [*own, *(slug for slug in listed if slug in mapped and slug not in own)]
    for slug in listed:
        if slug not in mapped and slug not in own:
            listed[slug].is_aside = True
            order.append(slug)
    return {slug: listed[slug] for slug in order if slug in listed}


def _list_of(element: Element) -> Element:
    """The list that a link stands in."""
    for above in element.iterancestors("ul", "ol", "dl", "table", "body"):
        return above
    parent = element.getparent()
    return parent if parent is not None else element


def _article_base(today: list[Link], bearings: Bearings) -> str:
    """The path that the issue's articles have in common: of several, the one the map or the most
    of them have, nearest to the pages'.
    """
    bases = Counter(link.folder for link in today if link.article)
    if bearings.article_base in bases or not bases:
        return bearings.article_base
    mapped = {link.folder for link in today if link.article and link.is_area}
    # Nearly all are on one host: the last of each path says which.
    last = {link.folder: link.url for link in today if link.article}
    dated = {link.folder for link in today if link.article and link.article.day}
    chosen = max(
        bases,
        key=lambda base: (
            base in dated,
            base in mapped,
            host_of(last[base]) == bearings.host,
            kinship(path_in(bearings.page_base), base),
            bases[base],
        ),
    )
    if not bearings.article_base:
        bearings.article_base = chosen
        return chosen
    # Where the issue's own articles lie is known, and none is here.
    return bearings.article_base


def _areas(
    tree: Element, links: list[Link], wanted: set[int], profile: Profile
) -> dict[str, tuple[tuple[Point, ...], str]]:
    areas = [
        Area(link.slug, link.url, attr(link.element, "coords"))
        for link in links
        if link.is_area and link.article is not None and id(link) in wanted
    ]
    if not areas:
        return {}
    size = profile.map_size or map_size(_picture(tree), [area.coords for area in areas])
    return areas_of(areas, size)


def _picture(tree: Element) -> Element | None:
    """The picture of the page, which the map lies over."""
    return next((img for img in tree.iter("img") if img.get("usemap") is not None), None)


# -- PDFs ------------------------------------------------------------------------


def _take_pdfs(node: Node, links: list[Link], own: str) -> None:
    """A PDF beside a page's link is that page's; the first that stands alone is this page's."""
    named = {page.key for page in node.pages}
    pages = {
        id(link.element): link.key
        for link in links
        if link.page is not None and link.key in named and not way_of(link.title)
    }
    alone = ""
    for link in links:
        if link.page is not None or link.article is not None:
            continue
        key = _page_beside(link.element, pages)
        if key:
            node.pdfs.setdefault(key, link.url)
        elif not alone:
            alone = link.url
    node.pdf_url = alone or node.pdfs.get(own, "")


def _page_beside(element: Element, pages: dict[int, str]) -> str:
    """The page whose link shares a list's line with the element; "" where none or several do."""
    box = element.getparent()
    for _ in range(3):
        if box is None:
            return ""
        beside = {pages[id(a)] for a in box.iter("a") if id(a) in pages}
        if len(beside) == 1:
            return next(iter(beside))
        if beside:
            return ""
        box = box.getparent()
    return ""


# -- the page's own label and day --------------------------------------------------


def _own_label(tree: Element, profile: Profile, node: Node, own: str) -> tuple[str, str]:
    """What the page calls itself: as the list calls it, else as printed above it."""
    for page in node.pages:
        if page.key == own and page.number and page.name:
            return page.number, page.name
    if profile.page_name:
        label = select_one(tree, profile.page_name)
        if label is not None:
            return label_of(line_of(label))
    return printed_label(text_outside_links(tree))


def same_page(pages: Iterable[PageLink], number: str) -> PageLink | None:
    """The page of that number."""
    wanted = plain_number(number)
    return next((p for p in pages if p.number and plain_number(p.number) == wanted), None)
