"""What one answer of an unknown site shows: where it leads, what it says, what day it is of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from reader.errors import ParseError
from reader.parse.anchors import Anchor, anchors_of, sent_on_to
from reader.parse.html import Source, source_of, tree_of
from reader.parse.noise import Ledger
from reader.parse.printed import date_within, printed_date
from reader.parse.tree import Element, attr
from reader.text import clean

if TYPE_CHECKING:
    from reader.model import Response

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "br",
        "option",
        "select",
        "frameset",
        "noframes",
        "title",
    ]
)
_UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "textarea"))
_FEW_WORDS = 400
"""Characters: a page with more is one to stay on, whatever its scripts do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text within one block."""

    text: str
    linked: int
    """Characters of it that stand in links."""
    element: Element
    """The innermost element that holds all of it."""


@dataclass(eq=False)
class Reading:
    """An answer, taken apart as far as somebody asks."""

    url: str
    """Where it was found."""
    asked: str
    """Where it was asked for."""
    source: Source
    root: Element

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """Every way on, in the page's order."""
        return tuple(anchors_of(self.root, self.url))

    @cached_property
    def frames(self) -> tuple[str, ...]:
        """The addresses of its frames."""
        return tuple(anchor.url for anchor in self.anchors if anchor.kind == "frame")

    @cached_property
    def title(self) -> str:
        """The words of its `title`."""
        for element in self.root.iter("title"):
            return clean(" ".join(element.itertext()))
        return ""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its visible text, block by block."""
        return tuple(_lines(self.root))

    @cached_property
    def prose(self) -> Counter[str]:
        """Its lines that are mostly no links and long enough to tell something."""
        return Counter(
            line.text
            for line in self.lines
            if len(line.text) >= 20 and line.linked <= len(line.text) / 3
        )

    @cached_property
    def texts(self) -> frozenset[str]:
        """Its lines, folded for comparison."""
        return frozenset(folded(line.text) for line in self.lines)

    @cached_property
    def forward(self) -> str:
        """Where it sends a visitor on; "" where there is something to stay for."""
        target = sent_on_to(self.root, self.url)
        words = sum(len(line.text) for line in self.lines)
        by_meta = any(
            attr(meta, "http-equiv").lower() == "refresh" for meta in self.root.iter("meta")
        )
        few_links = sum(1 for a in self.anchors if a.kind != "frame") <= 8
        return target if target and few_links and (words < _FEW_WORDS or by_meta) else ""

    @cached_property
    def printed_day(self) -> date | None:
        """The first date its text gives."""
        for text in (self.title, *(line.text for line in self.lines)):
            if len(text) > 200 or not re.search(r"[0-9〇一二三四五六七八九]", text):
                continue
            found = printed_date(text) or date_within(text)
            if found and found.day:
                return found.day
        return None

    @cached_property
    def language(self) -> str:
        """What the page itself calls its language; "" where it does not."""
        found = attr(self.root, "lang") or attr(self.root, "xml:lang")
        return clean(found)[:12]


def reading_of(response: Response, asked: str = "") -> Reading | None:
    """The answer as a page; None where it is none."""
    try:
        source = source_of(response.body, response.url, response.content_type)
    except ParseError:
        return None
    if not source.is_html or source.is_too_large_for_a_tree:
        return None
    return Reading(
        url=response.url,
        asked=asked or response.url,
        source=source,
        root=tree_of(source, Ledger()),
    )


def folded(text: str) -> str:
    """Letters and digits only, small: what two spellings of a headline share."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _lines(root: Element) -> list[Line]:
    lines: list[Line] = []
    pieces: list[tuple[str, bool, Element]] = []

    def end() -> None:
        text = clean("".join(piece for piece, _, _ in pieces))
        if text:
            linked = sum(len(clean(piece)) for piece, is_linked, _ in pieces if is_linked)
            lines.append(Line(text, linked, _holder([e for p, _, e in pieces if p.strip()])))
        pieces.clear()

    stack: list[tuple[Element, bool, bool]] = [(root, False, False)]
    while stack:
        element, is_linked, is_leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if is_leaving:
            if tag in _BLOCKS:
                end()
            parent = element.getparent()
            if element.tail and parent is not None:
                pieces.append((element.tail, is_linked, parent))
            continue
        if not tag or tag in _UNSEEN:
            parent = element.getparent()
            if element.tail and parent is not None:
                pieces.append((element.tail, is_linked, parent))
            continue
        if tag in _BLOCKS:
            end()
        inside = is_linked or tag == "a" or tag == "option" or element.get("onclick") is not None
        if element.text:
            pieces.append((element.text, inside, element))
        stack.append((element, is_linked, True))
        stack.extend((child, inside, False) for child in reversed(element))
    end()
    return lines


def _holder(elements: list[Element]) -> Element:
    """The innermost element around all of them."""
    first = elements[0]
    if len(elements) == 1 or all(element is first for element in elements):
        return first
    chain = [first, *first.iterancestors()]
    for other in elements[1:]:
        above = {id(element) for element in (other, *other.iterancestors())}
        while id(chain[0]) not in above and len(chain) > 1:
            chain.pop(0)
    return chain[0]
