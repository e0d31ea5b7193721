"""One walk over a page: its lines in reading order, and every element as a span of lines.

What a reader takes for the story is decided line by line, and an element is only a run of lines
that begin and end together. So the tree is walked once and written down as two flat lists: the
*lines* (a paragraph, a heading, a list item, what stands between two line breaks), each with how
much of it is text and how much is link, and the *spots* (the elements), each with the first and
the last of its lines. Everything later is arithmetic over these lists.

Text is measured in *units*: one a Latin letter, two a Han character, kana or Hangul syllable, so
that a sentence weighs the same in every script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from reader.parse.noise import DROPPED_ELEMENTS
from reader.parse.vocabulary import AUTHOR, Standing, said_by
from reader.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.parse.tree import Element

_WIDE = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
_BLOCKS = frozenset(
    [
        *("p", "div", "section", "article", "main", "header", "footer", "aside", "nav"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "figure", "figcaption"),
        *("pre", "hr", "center", "address", "fieldset", "form", "details", "summary"),
        *("body", "html", "founder-content", "founder-title", "plaintext", "xmp", "listing"),
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_NOT_WALKED = frozenset(DROPPED_ELEMENTS) | {"nav", "br"}
"""A page's head has nothing to read, its navigation nothing of a story, and a break no parts."""


_KEPT_TAGS = frozenset(
    [
        "founder-title",
        "founder-introtitle",
        "founder-subtitle",
        "founder-author",
        "founder-date",
        "time",
        "strong",
    ]
)
Named = dict[str, list["Element"]]


@dataclass(slots=True)
class Spot:
    """An element of the page; words in the middle of a line have none."""

    element: Element
    tag: str
    parent: int
    """Its place in the list of spots; -1 for the root."""
    standing: Standing
    first: int
    """The first of its lines."""
    end: int = 0
    """One past the last of its lines."""
    last: int = 0
    """One past the last spot inside it."""


@dataclass(slots=True)
class Line:
    """A line of the page as a reader sees it."""

    text: str
    units: int
    linked: int
    """Units of it that are links."""
    spot: int
    """The block element it stands in."""
    tag: str
    """That element's, or the heading's it stands in."""


@dataclass(slots=True)
class Survey:
    """A page, written down flat."""

    spots: list[Spot] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    named: Named = field(default_factory=dict)
    """Elements by the keys of `vocabulary.ASKED`, and `AUTHOR`, in order; `<tag` for the tags in
    `_KEPT_TAGS`."""
    has_hidden: bool = False
    """Whether something was left out because the page hides it."""

    def is_in_furniture(self, place: int, levels: int) -> bool:
        """Whether one of an element's nearest holders, or itself, is called furniture."""
        for _ in range(levels):
            if place < 0:
                return False
            if self.spots[place].standing is Standing.FURNITURE:
                return True
            place = self.spots[place].parent
        return False


def units_of(text: str) -> int:
    """How much a text is, in units."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(len, _WIDE.findall(text)))


def survey_of(root: Element, *, with_hidden: bool = False) -> Survey:
    """The lines and elements below `root`; what the page hides is left out unless asked for."""
    survey = Survey()
    spots, lines, named = survey.spots, survey.lines, survey.named
    pieces: list[str] = []
    linked: list[str] = []
    anchors = 0
    furniture = 0  # how many holders of the place are called furniture
    home = 0  # the block element that gathered text stands in

    def flush() -> None:
        text = clean("".join(pieces))
        pieces.clear()
        if text:
            units = units_of(text)
            in_links = units_of("".join("".join(linked).split())) if linked else 0
            lines.append(Line(text, units, min(in_links, units), home, spots[home].tag))
        linked.clear()

    called_furniture = Standing.FURNITURE
    # The walk goes over every element of every page, so it is one loop: an entered element waits
    # on the stack with what is left of its brothers and with what held before it.
    stack: list[tuple[Iterator[Element], Element, int, int, bool, bool]] = []
    children = iter([root])
    while True:
        for child in children:
            tag: str = child.tag  # type: ignore[assignment]
            is_block = tag in _BLOCKS
            if pieces and (is_block or tag == "br"):
                flush()
            # Comments and the like have a function in place of a tag.
            is_walked = tag not in _NOT_WALKED and tag.__class__ is str
            said = said_by(child, tag) if is_walked else None
            if said is not None and (with_hidden or not said.is_hidden):
                standing = said.standing
                if said.asked:
                    for key in said.asked:
                        if key != AUTHOR or not furniture:
                            named.setdefault(key, []).append(child)
                if tag in _KEPT_TAGS:
                    named.setdefault(f"<{tag}", []).append(child)
                is_anchor = tag == "a"
                text = child.text
                if is_block or len(child):
                    place = len(spots)
                    above = stack[-1][2] if stack else -1
                    spots.append(Spot(child, tag, above, standing, len(lines)))
                    stack.append((children, child, place, home, is_block, is_anchor))
                    furniture += standing is called_furniture
                    anchors += is_anchor
                    if is_block:
                        home = place
                    if text and (pieces or not text.isspace()):
                        pieces.append(text)
                        if anchors:
                            linked.append(text)
                    children = iter(child)
                    break
                if not pieces:
                    # What stands in the middle of a line and has no parts needs no place.
                    at, place = len(lines), len(spots)
                    above = stack[-1][2] if stack else -1
                    spots.append(Spot(child, tag, above, standing, at, at, place + 1))
                if text and (pieces or not text.isspace()):
                    pieces.append(text)
                    if anchors or is_anchor:
                        linked.append(text)
            elif said is not None:
                survey.has_hidden = True
            text = child.tail
            if text and stack and (pieces or not text.isspace()):
                pieces.append(text)
                if anchors:
                    linked.append(text)
        else:
            if not stack:
                break
            children, element, place, before, is_block, is_anchor = stack.pop()
            if is_block:
                if pieces:
                    flush()
                home = before
            spot = spots[place]
            spot.end = len(lines)
            spot.last = len(spots)
            anchors -= is_anchor
            furniture -= spot.standing is called_furniture
            text = element.tail
            if text and stack and (pieces or not text.isspace()):
                pieces.append(text)
                if anchors:
                    linked.append(text)
    if pieces:
        flush()
    return survey


def named_elements(root: Element) -> Named:
    """The elements that fields are read from, by their keys; hidden ones too."""
    named: Named = {}
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        for key in said_by(element, tag).asked:
            named.setdefault(key, []).append(element)
        if tag in _KEPT_TAGS:
            named.setdefault(f"<{tag}", []).append(element)
    return named
