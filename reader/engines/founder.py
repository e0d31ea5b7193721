"""Founder classic (方正): `html/2024-07/06/node_2.htm` and `content_12.htm?div=-1`.

A node page lists its own articles, twice over: as a list of headlines and as an image map over
the page's picture, whose areas are the articles' places in print. It also links every other page
of the issue. Addresses are followed, never counted up, and only within the folder of the day:
the first page often links yesterday's stories too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from reader.engines.assembly import Assembly, Entry, Sheet
from reader.engines.exchange import no_issue
from reader.errors import ParseError
from reader.model import (
    Article,
    Block,
    Image,
    Issue,
    Newspaper,
    Paragraph,
    Point,
    Request,
    Response,
)
from reader.parse.blocks import blocks_of, credit_of, image_of, led_by, line_of
from reader.parse.fields import title_of
from reader.parse.html import Source, source_of, tree_of
from reader.parse.language import language_of
from reader.parse.links import openable, path_of, without_query
from reader.parse.noise import Ledger, note_characters
from reader.parse.page import STAND_IN_HEADLINE, Page
from reader.parse.printed import PrintedDate, date_within, page_label, printed_date
from reader.parse.slugs import slug_of
from reader.parse.tree import Element, attr, inner_strings, select, select_one, text_before
from reader.text import is_blank

if TYPE_CHECKING:
    from reader.engines.exchange import Era, Tally

PAGES = "a#pageLink, #pageList a, .bmname a, .right_bmdh a, a.rigth_bmdh_href"
ARTICLES = ".zi-meat a, #titleList a, .title-list a, #articlelist a, ul a, table a"
KICKER = ".yinti, founder-introtitle"
HEADLINE = ".biaoti, founder-title"
DECK = ".futi, founder-subtitle"
BYLINE = ".author, founder-author"
PAGE_DATE = ".paperdate, .date, founder-date"
PAGE_NAME = ".banci"
PICTURES = ".picture table, table#newspic, .pci_c"
BODY = "#ozoom, founder-content, #ArticleContent, .article"

_NODE = re.compile(r"/node_\d+\.html?$", re.IGNORECASE)
_CONTENT = re.compile(r"/content_(?:\d+_)?(\d+)\.html?$", re.IGNORECASE)
_ERROR = re.compile(r"404|错误跳转|页面不存在|找不到|not found", re.IGNORECASE)
_LIMIT = 1000
_AREA_SIZE = (350.0, 550.0)
"""Width and height of the page pictures that the maps were drawn on, where the page does not
say.
"""


def slug_at(url: str) -> str:
    """`content_12` for an article's address, whichever page it is listed on; "" for any other
    address.
    """
    found = _CONTENT.search(path_of(url))
    return f"content_{found[1]}" if found else ""


class FounderClassic:
    """Reads one issue from its first node page on."""

    def __init__(self, newspaper: Newspaper, era: Era, day: date, base_url: str) -> None:
        self._newspaper = newspaper
        self._day = day
        self._front = base_url
        self._area_size = _area_size(era)
        self._assembly = Assembly(newspaper.id, day, base_url)
        self._asked: set[str] = {without_query(base_url)}

    def start(self) -> tuple[Request, ...]:
        """The first page of the issue."""
        return (Request(url=self._front),)

    def read(self, request: Request, response: Response) -> tuple[Request, ...]:
        """Takes a node page or an article page in."""
        slug = slug_at(request.url)
        if slug:
            source = source_of(response.body, response.url, response.content_type)
            article = replace(read_article(source).articles[0], slug=slug)
            title = self._assembly.listed_title(slug)
            if title and article.headline == STAND_IN_HEADLINE:
                article = replace(article, headline=title)
            self._assembly.add(article)
            return ()
        return self._read_node(request, response)

    def miss(self, request: Request, reason: str) -> None:
        """Takes in that a page or an article did not come."""
        name = slug_at(request.url) or without_query(request.url)
        self._assembly.miss(name, request.url, reason)

    def issue(self) -> Issue:
        """The issue so far."""
        return self._assembly.issue()

    def tally(self) -> Tally:
        """How far it is."""
        return self._assembly.tally()

    def _read_node(self, request: Request, response: Response) -> tuple[Request, ...]:
        source = source_of(response.body, response.url, response.content_type)
        tree = tree_of(source, Ledger())
        is_front = without_query(request.url) == without_query(self._front)
        folder = _folder(response.url)
        pages = list(_page_links(tree, response.url, folder))
        own = without_query(response.url)
        entries = list(_entries(tree, response.url, folder, self._area_size))
        if is_front:
            self._check_day(tree, response, has_content=bool(pages or entries))
            if own not in (url for url, _, _ in pages):
                # A list may leave out the page that it stands on.
                self._assembly.sheet(own, url=own)
            for url, number, name in pages:
                self._assembly.sheet(url, number=number, name=name, url=url)
        elif not entries and not pages:
            raise ParseError("the page lists no articles", url=response.url)
        sheet = self._assembly.sheet(own, url=own)
        _complete(sheet, tree, response.url)
        fresh = self._assembly.enter(sheet, entries)
        requests = [Request(url=entry.url) for entry in fresh]
        for url, _, _ in pages:
            if url not in self._asked and url != own:
                self._asked.add(url)
                requests.append(Request(url=url))
        return tuple(requests)

    def _check_day(self, tree: Element, response: Response, *, has_content: bool) -> None:
        text = title_of(tree)
        printed = _printed_on(tree)
        if printed is not None and printed.day and printed.day != self._day:
            raise no_issue(self._newspaper, self._day, response.url)
        if has_content:
            return
        if _ERROR.search(text) or len(response.body) < 4096 or printed is None:
            raise no_issue(self._newspaper, self._day, response.url)
        raise ParseError(
            f"The front page of {self._newspaper.name} on {self._day} is not as it used to be; "
            "the site may have changed.",
            url=response.url,
        )


def _area_size(era: Era) -> tuple[float, float]:
    words = era.settings.get("area_size", "").split("x")
    if len(words) == 2 and all(word.isdecimal() and int(word) for word in words):
        return float(words[0]), float(words[1])
    return _AREA_SIZE


# -- a node page -----------------------------------------------------------------


def _folder(url: str) -> str:
    return without_query(url).rsplit("/", 1)[0] + "/"


def _anchors(tree: Element, selector: str) -> Iterable[Element]:
    return select(tree, selector)[:_LIMIT]


def _page_links(tree: Element, url: str, folder: str) -> Iterable[tuple[str, str, str]]:
    """Address, number and name of every page of the issue that a node page links, in print
    order.
    """
    seen: set[str] = set()
    anchors = list(_anchors(tree, PAGES)) or [
        a for a in islice(tree.iter("a"), _LIMIT) if re.search(r"\d\s*版", line_of(a))
    ]
    for anchor in anchors:
        href = without_query(openable(attr(anchor, "href"), url))
        if not href.startswith(folder) or not _NODE.search(href) or href in seen:
            continue
        seen.add(href)
        number, name = page_label(line_of(anchor))
        yield href, number, name


def _complete(sheet: Sheet, tree: Element, url: str) -> None:
    """Adds to a sheet what its own page says of it."""
    label = select_one(tree, PAGE_NAME)
    if label is not None:
        number, name = page_label(line_of(label))
        sheet.number = sheet.number or number
        sheet.name = sheet.name or name
    for anchor in islice(tree.iter("a"), _LIMIT):
        href = openable(attr(anchor, "href"), url)
        if path_of(href).lower().endswith(".pdf"):
            sheet.pdf_url = href
            break
    picture = select_one(tree, "img[usemap]")
    if picture is not None:
        sheet.image_url = openable(attr(picture, "src"), url)


def _entries(tree: Element, url: str, folder: str, size: tuple[float, float]) -> Iterable[Entry]:
    """What a node page lists of its own day, in order, each with its place on the page."""
    areas = {e.slug: e for e in _areas(tree, url, folder, _map_size(tree) or size)}
    seen: dict[str, Entry] = {}
    for selector in (*ARTICLES.split(", "), "a"):
        for anchor in _anchors(tree, selector):
            href = openable(attr(anchor, "href"), url)
            slug = slug_at(href)
            if not slug or not href.startswith(folder) or slug in seen:
                continue
            area = areas[slug].area if slug in areas else ()
            seen[slug] = Entry(slug=slug, url=without_query(href), title=line_of(anchor), area=area)
        if seen:
            break
    # What only the map names comes after what the list names.
    return [*seen.values(), *(entry for slug, entry in areas.items() if slug not in seen)]


def _map_size(tree: Element) -> tuple[float, float] | None:
    picture = select_one(tree, "img[usemap]")
    if picture is None:
        return None
    sides = [attr(picture, side) for side in ("width", "height")]
    if all(side.isdecimal() and 50 <= int(side) <= 20_000 for side in sides):
        return float(sides[0]), float(sides[1])
    return None


def _areas(tree: Element, url: str, folder: str, size: tuple[float, float]) -> Iterable[Entry]:
    """Every article on the page's map, once, with its corners; impossible ones are left out."""
    known: set[str] = set()
    for area in islice(tree.iter("area"), _LIMIT):
        href = openable(attr(area, "href"), url)
        slug = slug_at(href)
        if not slug or slug in known or not href.startswith(folder):
            continue
        corners = corners_of(attr(area, "coords"), size)
        if corners:
            known.add(slug)
            yield Entry(slug=slug, url=without_query(href), area=corners)


def corners_of(coords: str, size: tuple[float, float]) -> tuple[Point, ...]:
    """A map area's corners, 0..1 of a page picture of that size; () where they cannot be."""
    words = re.split(r"[,\s]+", coords.strip().strip(","))
    if not 4 <= len(words) <= 400:
        return ()
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        return ()
    width, height = size
    points = [
        (round(x / width, 5), round(y / height, 5))
        for x, y in zip(numbers[::2], numbers[1::2], strict=False)
    ]
    if len(points) == 2:
        (left, top), (right, bottom) = points
        points = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if not all(-0.02 <= x <= 1.02 and -0.02 <= y <= 1.02 for x, y in points):
        return ()
    clamped = tuple((min(1.0, max(0.0, x)), min(1.0, max(0.0, y))) for x, y in points)
    wide = max(x for x, _ in clamped) - min(x for x, _ in clamped)
    high = max(y for _, y in clamped) - min(y for _, y in clamped)
    return clamped if wide > 0 and high > 0 else ()


# -- an article page -------------------------------------------------------------


def read_article(source: Source) -> Page:
    """An article's page with what it says of date and place; `ParseError` where it has no story."""
    ledger = Ledger()
    tree = tree_of(source, ledger)
    headline_tag = select_one(tree, HEADLINE)
    body = _body(tree)
    if headline_tag is None and body is None:
        raise ParseError("the page holds no article", url=source.url)
    headline = line_of(headline_tag)
    pictures = _pictures(tree, source.url)
    if body is not None:
        note_characters(inner_strings(body), ledger)
    blocks = blocks_of(body, source.url, ledger) if body is not None else ()
    blocks = led_by(pictures, blocks)
    byline = line_of(select_one(tree, BYLINE))
    byline, blocks = byline_within(byline, headline, blocks, ledger)
    if is_blank(headline) and not blocks:
        raise ParseError("the page holds no article", url=source.url)
    section, number = "", ""
    label = select_one(tree, PAGE_NAME)
    if label is not None:
        number, section = page_label(line_of(label))
    else:
        number, section = _label_beside(tree)
    printed = _printed_on(tree) or _dated_by_address(source.url)
    remarks = [printed.remark] if printed and printed.remark else []
    remarks.extend(source.remarks)
    article = Article(
        slug=slug_at(source.url) or slug_of(source.url, headline, blocks),
        headline=headline if not is_blank(headline) else STAND_IN_HEADLINE,
        kicker=line_of(select_one(tree, KICKER)),
        deck=line_of(select_one(tree, DECK)),
        byline=byline,
        blocks=blocks,
        url=source.url,
        language=language_of(headline, blocks),
    )
    return Page(
        articles=(article,),
        date=printed.day if printed else None,
        section=section,
        page=number,
        url=source.url,
        removals=ledger.removals,
        remarks=tuple(remarks),
    )


def _body(tree: Element) -> Element | None:
    for selector in BODY.split(", "):
        found = select_one(tree, selector)
        if found is not None:
            return found
    return None


def _pictures(tree: Element, url: str) -> tuple[Image, ...]:
    """The pictures above a story, each with the caption from the next row of its table."""
    pictures: list[Image] = []
    for table in select(tree, PICTURES)[:100]:
        waiting: list[Image] = []
        for row in islice(table.iter("tr"), 200):
            images = [image_of(img, url) for img in islice(row.iter("img"), 20)]
            here = [image for image in images if image]
            if here:
                pictures.extend(waiting)
                waiting = here
                continue
            caption = line_of(row)
            if caption and waiting:
                last = waiting[-1]
                waiting[-1] = replace(last, caption=caption, credit=credit_of(caption))
                pictures.extend(waiting)
                waiting = []
        pictures.extend(waiting)
    unique = {picture.url or picture.caption: picture for picture in pictures}
    return tuple(unique.values())


_NAMES = re.compile(
    r"(?:By\s+)?(?:□|■|●|文[/／]|作者[:：]|撰文[:：])?\s*"
    r"(?:(?:本报|新华社|人民日报)?(?:特约|实习|驻\S{1,8})?(?:记者|通讯员|评论员)\s*)?"
    r"(?:[\u4e00-\u9fff·]{2,6}(?:[\s、]+(?:通讯员\s*)?[\u4e00-\u9fff·]{2,6}){0,7}"
    r"|[A-Z][\w.'-]*(?:\s+(?:and|&|[A-Z][\w.'-]*)){1,8})"
)
_NO_NAMES = re.compile(
    r"[。，！？：；“”《》…]|^(?:导读|提要|编者按|摘要|核心提示|内容提要|新闻链接|延伸阅读)$"
)


def byline_within(
    byline: str, headline: str, blocks: tuple[Block, ...], ledger: Ledger
) -> tuple[str, tuple[Block, ...]]:
    """The byline where a site printed it as the first line of the text and left its own field
    empty.
    """
    if byline:
        return byline, blocks
    for at, block in enumerate(blocks):
        if isinstance(block, Image):
            continue
        rest = [b for b in blocks[at + 1 :] if not isinstance(b, Image)]
        if (
            isinstance(block, Paragraph)
            and rest
            and len(block.text) <= 60
            and block.text != headline
            and _NAMES.fullmatch(block.text)
            and not _NO_NAMES.search(block.text)
        ):
            ledger.note("byline-line", block.text)
            return block.text, blocks[:at] + blocks[at + 1 :]
        break
    return "", blocks


def _label_beside(tree: Element) -> tuple[str, str]:
    """Number and name of the page where they stand beside each other: `第01版：<strong>要
    闻</strong>`.
    """
    for strong in islice(tree.iter("strong"), 100):
        before = text_before(strong)
        if re.search(r"第\s*[A-Za-z]{0,2}\d{1,3}\s*版\s*[:：]?\s*$", before):
            return page_label(f"{before} {line_of(strong)}")
    return "", ""


def _printed_on(tree: Element) -> PrintedDate | None:
    for tag in select(tree, PAGE_DATE)[:20]:
        text = line_of(tag)
        found = printed_date(text) or date_within(text)
        if found:
            return found
    return None


def _dated_by_address(url: str) -> PrintedDate | None:
    found = re.search(r"/(\d{4})-(\d{2})/(\d{2})/", path_of(url))
    return printed_date("-".join(found.groups())) if found else None
