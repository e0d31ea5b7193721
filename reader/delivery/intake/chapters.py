"""The stories on the pages of a book: ours, calibre's, or anybody's."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

from reader.model import (
    Article,
    Block,
    Heading,
    Image,
    Mark,
    MarkKind,
    Paragraph,
    Quote,
    text_of,
)
from reader.parse.blocks import blocks_of
from reader.parse.bylines import byline_in_text
from reader.parse.html import source_of
from reader.parse.language import language_of
from reader.parse.links import openable
from reader.parse.noise import Ledger
from reader.parse.page import STAND_IN_HEADLINE
from reader.parse.printed import date_within, page_label, printed_date
from reader.parse.slugs import slug_of
from reader.parse.tree import attr, inner_strings, parsed, select, xml_parser
from reader.text import clean

if TYPE_CHECKING:
    from datetime import date

    from reader.parse.tree import Element

HOST = ".invalid"
"""What a picture of a book is kept under is an address at a name that can never be anybody's."""

_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_FURNITURE = re.compile(r"\b(?:calibre_?-?navbar\w*|calibre_feed_list|navbar)\b", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[\W_]+")
_MOST_PIECES = 400
_HEAD = ("h1", "nav", "p.date", "p.others")
"""What the page before an issue or a section has in a book that this program wrote."""


@dataclass(slots=True, kw_only=True)
class Story:
    """A story of a book, and where the page itself says that it stood."""

    article: Article
    newspaper: str = ""
    day: date | None = None
    page: str = ""
    section: str = ""


def tree_of_page(body: bytes) -> Element:
    """The page's tree; `ParseError` where it is no text."""
    text = _DOCTYPE.sub("", source_of(body, "", "").text, count=1)
    declared = re.match(r"\s*<\?xml[^>]{0,200}\?>", text)
    plain = text[declared.end() :] if declared else text
    parser = xml_parser()
    try:
        root = etree.fromstring(_NAMED.sub(_character, plain).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return parsed(plain)
    for node in root.iter():
        if isinstance(node.tag, str) and "}" in node.tag:
            node.tag = node.tag.rpartition("}")[2]
    return root


def _character(found: re.Match[str]) -> str:
    """What HTML calls by a name, for XML, which knows five names only."""
    if found[1] in _XML_NAMES:
        return found[0]
    return html.unescape(found[0]) if html.unescape(found[0]) != found[0] else ""


def pieces_of(tree: Element, fragments: list[str]) -> list[tuple[str, Element]]:
    """The page cut before each of these places in it, in the page's order: what the place is
    called, "" for what stands before the first, and the piece."""
    wanted = dict.fromkeys(fragments[:_MOST_PIECES])
    # The elements are held: one that nobody holds is made anew when it is met again.
    nodes = list(tree.iter())
    cuts: dict[str, int] = {}
    for at, node in enumerate(nodes):
        name = attr(node, "id") or attr(node, "name") if isinstance(node.tag, str) else ""
        if name in wanted:
            cuts.setdefault(name, at)
    bounds = [0, *cuts.values(), len(nodes)]
    return [
        (name, _between(tree, bounds[at], bounds[at + 1])) for at, name in enumerate(["", *cuts])
    ]


def _between(tree: Element, first: int, end: int) -> Element:
    """A copy of a tree with the words of the elements from one to another alone."""
    from copy import deepcopy

    copied = deepcopy(tree)
    nodes = list(copied.iter())
    last_inside = -1
    for at, node in enumerate(nodes):
        if first <= at < end:
            last_inside = at
            continue
        if isinstance(node.tag, str):
            node.text = None
            if node.tag == "img":
                node.tag = "span"
        if at > last_inside >= 0 or at < first:
            node.tail = None
    return copied


def story_of(tree: Element, label: str, base: str) -> Story | None:
    """The story on a page, or a piece of one; None where there are neither words nor pictures.
    `label` is what the contents call it, `base` the address that its pictures are kept under."""
    for element in select(tree, "article"):
        if select(element, "header p.place"):
            return _our_story(element, base)
    if _is_our_head(tree):
        return None
    url = _origin(tree)
    furniture = {
        node
        for node in tree.iter()
        if isinstance(node.tag, str)
        and (node.tag in ("nav", "head", "title") or _FURNITURE.search(attr(node, "class")))
    }
    ledger = Ledger(is_detailed=False)
    blocks = _without_inner_links(blocks_of(tree, base, ledger, furniture), base)
    headline, blocks = _headed(label or _title(tree), blocks)
    if not any(map(text_of, blocks)) and not any(isinstance(b, Image) for b in blocks):
        return None
    byline = byline_in_text([text_of(block) for block in blocks if isinstance(block, Paragraph)])
    declared = attr(tree, "lang") or attr(tree, "{http://www.w3.org/XML/1998/namespace}lang")
    return Story(
        article=Article(
            slug=slug_of(url, headline, blocks),
            headline=headline or STAND_IN_HEADLINE,
            byline=byline,
            blocks=blocks,
            url=url,
            language=language_of(headline, blocks, declared),
        )
    )


def _title(tree: Element) -> str:
    for heading in select(tree, "h1, h2, title"):
        if words := clean(inner_strings(heading)):
            return words
    return ""


def _headed(label: str, blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """The headline, and the blocks without the one at their beginning that repeats it."""
    headline = clean(label)
    kept = list(blocks)
    for at, block in enumerate(kept[:3]):
        if isinstance(block, Heading | Paragraph):
            letters, wanted = (_NOT_LETTERS.sub("", w).lower() for w in (block.text, headline))
            if letters and (letters == wanted or (not headline and isinstance(block, Heading))):
                headline = headline or block.text
                if len(kept) > 1:
                    del kept[at]
                break
    return headline, tuple(kept)


def _origin(tree: Element) -> str:
    """Where calibre took the story from."""
    for link in select(tree, "a[rel~=calibre-downloaded-from]"):
        if url := openable(attr(link, "href")):
            return url
    for bar in select(tree, "[class*=calibre_navbar]"):
        if "calibre" in inner_strings(bar):
            for link in reversed(select(bar, "a")):
                url = openable(attr(link, "href"))
                if url and "calibre-ebook.com" not in url:
                    return url
    return ""


def _without_inner_links(blocks: tuple[Block, ...], base: str) -> tuple[Block, ...]:
    """The blocks without links from page to page of the book, which lead nowhere outside."""
    site = urljoin(base, "/")
    return tuple(
        replace(block, marks=_outward(block.marks, site))
        if isinstance(block, Paragraph | Heading | Quote) and block.marks
        else block
        for block in blocks
    )


def _outward(marks: tuple[Mark, ...], site: str) -> tuple[Mark, ...]:
    return tuple(
        mark for mark in marks if mark.kind is not MarkKind.LINK or not mark.href.startswith(site)
    )


# -- our own ---------------------------------------------------------------------


def _is_our_head(tree: Element) -> bool:
    """Whether the page stands before an issue or a section, and tells nothing itself."""
    for head in select(tree, "body > section.head:only-child"):
        known = {node for part in _HEAD for node in select(head, f"section.head > {part}")}
        return all(node in known for node in head)
    return False


def _our_story(element: Element, base: str) -> Story | None:
    """A story of a book that this program wrote, field for field."""

    def field(kind: str) -> str:
        found = select(element, f"header p.{kind}")
        return clean(inner_strings(found[0])) if found else ""

    heads = select(element, "header h1")
    headline = clean(inner_strings(heads[0])) if heads else ""
    sources = select(element, "p.source a")
    url = openable(attr(sources[-1], "href")) if sources else ""
    skipped = {*select(element, "header"), *select(element, "p.source, p.tags, aside.note")}
    blocks = blocks_of(element, base, Ledger(is_detailed=False), skipped)
    blocks = _without_inner_links(blocks, base)
    declared = attr(element, "lang")
    newspaper, day, page, section = _place(field("place"))
    article = Article(
        slug=slug_of(url, headline, blocks),
        headline=headline or STAND_IN_HEADLINE,
        kicker=field("kicker"),
        deck=field("deck"),
        byline=field("byline"),
        dateline=field("dateline"),
        blocks=blocks,
        url=url,
        language=declared or language_of(headline, blocks),
    )
    return Story(article=article, newspaper=newspaper, day=day, page=page, section=section)


def _place(words: str) -> tuple[str, date | None, str, str]:
    """Newspaper, day, page and section of `科技日报 · 2024年7月6日 星期六 · 第01版 要闻`."""
    parts = words.split(" · ")
    for at, part in enumerate(parts):
        printed = printed_date(part) or date_within(part)
        if printed is not None and printed.day is not None:
            label = " ".join(parts[at + 1 :]).partition(" → ")[0]
            return " · ".join(parts[:at]), printed.day, *place_in_issue(label)
    return parts[0] if words else "", None, "", ""


def place_in_issue(label: str) -> tuple[str, str]:
    """Number and name of `第01版 要闻` or `Page A3 World`."""
    return page_label(re.sub(r"^Page (\S+)\s*", r"\1 ", label))
