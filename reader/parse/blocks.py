"""A piece of a page's tree as the blocks of a story.

The walk keeps a stack of its own, so that a page may nest as deep as it likes, and visits every
node once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice

from reader.model import Block, Heading, Image, Items, Mark, MarkKind, Paragraph, Quote, Table
from reader.parse.links import openable
from reader.parse.noise import DROPPED_ELEMENTS, Ledger, note_characters, rule_of
from reader.parse.tree import Element, attr, is_hidden
from reader.text import clean, inner, is_blank

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "figure",
        "figcaption",
        "pre",
        "hr",
        "center",
        "address",
        "fieldset",
        "form",
        "details",
        "summary",
        "body",
        "html",
        "founder-content",
        "founder-title",
        "plaintext",
        "xmp",
        "listing",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_INLINE = {
    "b": MarkKind.STRONG,
    "strong": MarkKind.STRONG,
    "i": MarkKind.EMPHASIS,
    "em": MarkKind.EMPHASIS,
    "cite": MarkKind.EMPHASIS,
    "sub": MarkKind.SUBSCRIPT,
    "sup": MarkKind.SUPERSCRIPT,
}
_SENTENCE_END = tuple("。！？；…，、,;")
_ICON = re.compile(r"(?:tplimg/|/icons?/|blank\.gif|spacer|1x1|pixel)", re.IGNORECASE)
_SOURCES = ("src", "data-src", "data-original")
_LONGEST_HEADING = 60
_DEEPEST_TABLE = 6


@dataclass(frozen=True, slots=True)
class _Place:
    """What a node inherits from where it stands."""

    marks: tuple[MarkKind, ...] = ()
    href: str = ""
    kind: str = "paragraph"
    is_centred: bool = False
    tables: int = 0
    """How many tables this stands in."""


_PLAIN = _Place()


class _End(Enum):
    """What is over where it is popped from the stack."""

    BLOCK = 1
    LIST = 2


class _Collector:
    """Gathers pieces of text into blocks."""

    def __init__(self, base: str, ledger: Ledger) -> None:
        self.base = base
        self.ledger = ledger
        self.blocks: list[Block] = []
        self._pieces: list[tuple[str, _Place]] = []
        self._lists: list[tuple[bool, list[str]]] = []

    def add(self, text: str, place: _Place) -> None:
        # White space at the start of a block is nothing.
        if self._pieces or not text.isspace():
            self._pieces.append((text, place))

    def end_block(self) -> None:
        """What was gathered becomes a block, if a reader would see anything."""
        pieces, self._pieces = self._pieces, []
        if not pieces:
            return
        text, marks = _joined(pieces)
        if is_blank(text):
            return
        block = _block(text, marks, pieces[0][1])
        rule = rule_of(text, is_heading=isinstance(block, Heading))
        if rule:
            self.ledger.note(rule, text)
        elif self._lists:
            self._lists[-1][1].append(text)
        else:
            self.blocks.append(block)

    def add_line(self, raw: str, place: _Place) -> None:
        """A block of one piece of text."""
        if self._pieces:
            self.end_block()
        text = clean(raw)
        if not text or (not text[0].isalnum() and is_blank(text)):
            return
        if place is not _PLAIN or self._lists or rule_of(text):
            self._pieces.append((raw, place))
            self.end_block()
        else:
            self.blocks.append(Paragraph(text=text))

    def open_list(self, is_ordered: bool) -> None:
        self.end_block()
        self._lists.append((is_ordered, []))

    def close_list(self) -> None:
        self.end_block()
        is_ordered, items = self._lists.pop()
        if self._lists:
            self._lists[-1][1].extend(items)
        elif items:
            self.blocks.append(Items(items=tuple(items), is_ordered=is_ordered))

    def add_block(self, block: Block) -> None:
        self.end_block()
        self.blocks.append(block)


def blocks_of(
    root: Element, base: str, ledger: Ledger, skipped: Collection[Element] = ()
) -> tuple[Block, ...]:
    """The blocks of everything below `root`, in order, without the elements in `skipped`;
    addresses are resolved against `base`.
    """
    collector = _Collector(base, ledger)
    if root.text:
        collector.add(root.text, _PLAIN)
    stack: list[tuple[Element | str | _End, _Place]] = []
    for child in root:
        if child.tag == "p" and len(child) == 0 and not child.keys() and not skipped:
            # Most of a story is paragraphs with nothing in them but text.
            collector.add_line(child.text or "", _PLAIN)
        else:
            stack.append((child, _PLAIN))
            _walk(stack, collector, skipped)
        tail = child.tail
        if tail:
            collector.add(tail, _PLAIN)
    collector.end_block()
    return tuple(collector.blocks)


def _walk(
    stack: list[tuple[Element | str | _End, _Place]],
    collector: _Collector,
    skipped: Collection[Element],
) -> None:
    """Takes in everything on the stack and what stands below it."""
    while stack:
        node, place = stack.pop()
        if isinstance(node, str):
            collector.add(node, place)
        elif node is _End.BLOCK:
            collector.end_block()
        elif node is _End.LIST:
            collector.close_list()
        elif node not in skipped:
            _enter(node, place, collector, stack)


def _push(
    stack: list[tuple[Element | str | _End, _Place]], element: Element, place: _Place
) -> None:
    """Puts what stands in an element (behind its first text) on the stack, last first."""
    for child in reversed(element):
        tail = child.tail
        if tail:
            stack.append((tail, place))
        stack.append((child, place))


def _enter(
    element: Element,
    place: _Place,
    collector: _Collector,
    stack: list[tuple[Element | str | _End, _Place]],
) -> None:
    """Takes an element in; what is to be visited because of it goes on the stack."""
    name = element.tag
    if not isinstance(name, str):
        return
    if name == "br":
        collector.end_block()
        return
    if name == "p" and len(element) == 0 and not element.keys():
        collector.add_line(element.text or "", place)
        return
    if name in DROPPED_ELEMENTS or is_hidden(element):
        note_dropped(element, collector.ledger)
        return
    if name == "img":
        image = image_of(element, collector.base)
        if image:
            collector.add_block(image)
        return
    if name == "table":
        # So deep only layout nests, and to look through every level would cost the square of them.
        table = _table(element) if place.tables < _DEEPEST_TABLE else None
        place = replace(place, tables=place.tables + 1)
        if table:
            collector.add_block(table)
            return
    if name == "figure":
        images = figure_of(element, collector.base)
        for image in images:
            collector.add_block(image)
        if images:
            return
    if name in ("ul", "ol"):
        collector.open_list(name == "ol")
        stack.append((_End.LIST, place))
        inside = place
    elif name in _BLOCKS:
        collector.end_block()
        stack.append((_End.BLOCK, place))
        inside = _block_place(element, place)
    else:
        inside = _inline_place(element, place, collector.base)
    _push(stack, element, inside)
    if element.text:
        collector.add(element.text, inside)


def note_dropped(element: Element, ledger: Ledger) -> None:
    """Records that a whole element was dropped."""
    name = str(element.tag)
    text = next((s for s in element.itertext() if s.strip()), "") if ledger.is_detailed else ""
    ledger.note(DROPPED_ELEMENTS.get(name, "hidden"), text or f"<{name}>")


def _block_place(element: Element, place: _Place) -> _Place:
    name = element.tag
    kind = place.kind
    if name in _HEADINGS:
        kind = "heading"
    elif name == "blockquote":
        kind = "quote"
    is_centred = place.is_centred or name == "center" or _is_centred(element)
    if kind == place.kind and is_centred == place.is_centred:
        return place
    return replace(place, kind=kind, is_centred=is_centred)


def _is_centred(element: Element) -> bool:
    align = element.get("align")
    if align and align.lower() == "center":
        return True
    style = element.get("style")
    return bool(style) and "text-align:center" in str(style).replace(" ", "").lower()


def _inline_place(element: Element, place: _Place, base: str) -> _Place:
    name = str(element.tag)
    mark = _INLINE.get(name)
    if mark and mark not in place.marks:
        return replace(place, marks=(*place.marks, mark))
    if name == "a":
        href = openable(attr(element, "href"), base)
        if href:
            return replace(place, href=href)
    return place


# -- text ------------------------------------------------------------------------


def _joined(pieces: list[tuple[str, _Place]]) -> tuple[str, tuple[Mark, ...]]:
    """The pieces as one clean line, and where their marks stand in it."""
    if len(pieces) == 1 and not pieces[0][1].marks and not pieces[0][1].href:
        return clean(pieces[0][0]), ()
    out: list[str] = []
    spans: list[tuple[int, int, _Place]] = []
    length = 0
    ends_in_space = True
    for raw, place in pieces:
        text = inner(raw)
        if ends_in_space:
            text = text.lstrip(" ")
        if not text:
            continue
        if place.marks or place.href:
            spans.append((length, length + len(text), place))
        out.append(text)
        length += len(text)
        ends_in_space = text.endswith(" ")
    if not out:
        return "", ()
    joined = "".join(out).rstrip(" ")
    text = clean(joined)
    if text != joined:
        # Cleaning sees across the seams (a joiner, a flood of marks): the text counts, the marks
        # go.
        return text, ()
    return text, tuple(_merged(spans, len(text))) if spans else ()


def _merged(spans: list[tuple[int, int, _Place]], end_of_text: int) -> Iterator[Mark]:
    """Marks of the spans, those that touch made one."""
    kinds = list(dict.fromkeys(kind for _, _, place in spans for kind in place.marks))
    for kind in kinds:
        for start, end in _runs((s, e) for s, e, place in spans if kind in place.marks):
            if start < min(end, end_of_text):
                yield Mark(start=start, end=min(end, end_of_text), kind=kind)
    for href in dict.fromkeys(place.href for _, _, place in spans if place.href):
        for start, end in _runs((s, e) for s, e, place in spans if place.href == href):
            if start < min(end, end_of_text):
                yield Mark(start=start, end=min(end, end_of_text), kind=MarkKind.LINK, href=href)


def _runs(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    last = 0
    for start, end in spans:
        if first is None:
            first, last = start, end
        elif start == last:
            last = end
        else:
            yield first, last
            first, last = start, end
    if first is not None:
        yield first, last


def _block(text: str, marks: tuple[Mark, ...], place: _Place) -> Block:
    match place.kind:
        case "heading":
            return Heading(text=text, marks=_without_strong(marks))
        case "quote":
            return Quote(text=text, marks=marks)
        case _:
            if marks and _is_heading(text, marks, place.is_centred):
                return Heading(text=text, marks=_without_strong(marks))
            return Paragraph(text=text, marks=marks)


def _is_heading(text: str, marks: tuple[Mark, ...], is_centred: bool) -> bool:
    """A short bold line alone is a sub-heading; centred or not, it never ends like a sentence."""
    if len(text) > _LONGEST_HEADING or text.endswith(_SENTENCE_END):
        return False
    bold = any(m.kind is MarkKind.STRONG and m.start == 0 and m.end == len(text) for m in marks)
    return bold and (is_centred or len(text) <= 30) and not text.endswith((".", ":", "："))


def _without_strong(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(m for m in marks if m.kind is not MarkKind.STRONG)


def line_of(element: Element | None, ledger: Ledger | None = None) -> str:
    """Everything an element says, as one clean line; what `br` parts is parted by a space."""
    if element is None:
        return ""
    raw = "".join(_seen_strings(element)) if len(element) else element.text or ""
    if ledger is not None:
        note_characters(raw, ledger)
    return clean(raw)


def _seen_strings(element: Element) -> Iterator[str]:
    """The strings below an element that a reader would see, with a space where a line ends."""
    if element.text:
        yield element.text
    stack: list[Element | str] = []
    _push_plain(stack, element)
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        name = node.tag
        if not isinstance(name, str) or name in DROPPED_ELEMENTS or is_hidden(node):
            continue
        if name == "br" or name in _BLOCKS:
            yield " "
        if node.text:
            yield node.text
        _push_plain(stack, node)


def _push_plain(stack: list[Element | str], element: Element) -> None:
    for child in reversed(element):
        tail = child.tail
        if tail:
            stack.append(tail)
        stack.append(child)


# -- tables and pictures ---------------------------------------------------------


def _table(element: Element) -> Table | None:
    """The table, or None where it only lays things out on the page."""
    if next(element.iterdescendants("table", "img"), None) is not None:
        return None
    rows: list[tuple[str, ...]] = []
    has_header = False
    for row in element.iterdescendants("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        has_header = has_header or (not rows and any(cell.tag == "th" for cell in cells))
        texts = [line_of(cell) for cell in cells]
        if any(texts):
            rows.append(tuple(texts))
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    if sum(len(cell) for row in rows for cell in row) > 400 * sum(map(len, rows)):
        return None
    return Table(rows=tuple(rows), has_header=has_header)


def image_of(element: Element, base: str, caption: str = "") -> Image | None:
    """The picture an `img` shows, or None for an icon or a picture without an address."""
    source = next(filter(None, map(element.get, _SOURCES)), "")
    url = openable(source, base)
    words = caption or clean(attr(element, "data-original-title") or attr(element, "alt"))
    if _ICON.search(source) or _small(element):
        return None
    if not url and not words:
        return None
    return Image(url=url, caption=words, credit=credit_of(words))


def _small(element: Element) -> bool:
    for side in ("width", "height"):
        value = attr(element, side)
        if value.isascii() and value.isdigit() and len(value) < 5 and int(value) <= 24:
            return True
    return False


def figure_of(element: Element, base: str) -> list[Image]:
    """The pictures of a figure; its caption goes with the last."""
    pictures = list(islice(element.iterdescendants("img"), 20))
    caption = line_of(next(element.iterdescendants("figcaption"), None))
    images = []
    for n, picture in enumerate(pictures):
        image = image_of(picture, base, caption if n == len(pictures) - 1 else "")
        if image:
            images.append(image)
    if not images and caption and pictures:
        images.append(Image(url="", caption=caption, credit=credit_of(caption)))
    return images


def led_by(pictures: tuple[Image, ...], blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The pictures, then the blocks without those that show one of them again."""
    if not pictures:
        return blocks
    known = {picture.url for picture in pictures}
    return (*pictures, *(b for b in blocks if not (isinstance(b, Image) and b.url in known)))


_AGENCY = "本报|新华社|中新社|人民网|光明网"
_CREDIT = re.compile(
    rf"(?:^|[\s。）)，])((?:(?:{_AGENCY})?(?:特约|实习)?(?:记者|通讯员)?\s?"
    r"(?:[^\s。，；：]{2,16}|[^\s。，；：]\s[^\s。，；：])\s?"
    r"(?:摄|绘|图|制图|供图))(?:[（(][^（）()]{1,20}[)）])?)。?$"
    r"|[(（]?((?:Photo(?:graph)?|PHOTO|Picture|Image|Drawing)\s?(?:by\s|:|：)\s?[^()（）]{2,60})[)）]?\.?$"
    r"|[（(]?((?:图|摄影|绘图|制图|供图)\s?[:：/／]\s?[^\s。，；：（）()]{1,24})[）)]?。?$"
)


def credit_of(caption: str) -> str:
    """Who took the picture, where the end of the caption says it; the caption keeps the words
    too.
    """
    found = _CREDIT.search(caption[-120:])
    return clean(found[1] or found[2] or found[3] or "") if found else ""
