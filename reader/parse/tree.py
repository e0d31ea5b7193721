"""A page's markup as a tree, quick for what sites send and whole for whatever else comes.

lxml reads a page in the tenth part of the time that Beautiful Soup takes. It also leaves out,
without a word, what is nested deeper than it will go. So its log is looked at, and a page that it
gave up on is read again by Beautiful Soup, which keeps everything, and is made flat where it is
too deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.etree import _Element as Element

__all__ = [
    "Element",
    "SelectorError",
    "attr",
    "inner_strings",
    "is_hidden",
    "parsed",
    "select",
    "select_one",
    "selector",
    "strings_of",
    "text_before",
]


_XML_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}>")
_END_OF_DOCUMENT = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_DEEPEST = 200
"""Levels of a tree made by hand; what stands deeper stands at this level, in its order."""
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,60}")
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE
)


def xml_parser(*, is_lenient: bool = False, is_huge: bool = False) -> etree.XMLParser:
    """A parser for XML from outside: it expands no entities, reads nothing but what it is given,
    and leaves out comments and instructions."""
    return etree.XMLParser(
        recover=is_lenient,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=is_huge,
        remove_comments=True,
        remove_pis=True,
    )


def parsed(markup: str) -> Element:
    """The root (`html`) of the tree of a page's markup, which may be a piece of one, or plain
    text.

    Comments are not part of it.
    """
    raw = markup.encode("utf-8", "replace")
    if b"\x00" in raw:
        raw = raw.replace(b"\x00", b"")
    raw = _without_ends(raw)
    declared = _XML_DECLARATION.match(raw)
    if declared:
        raw = raw[declared.end() :]
    if b"<" not in raw:
        raw = b"<p>" + raw + b"</p>"
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        # Nothing but comments, or nothing at all.
        root = None
    if root is None:
        root = etree.Element("html")
        etree.SubElement(root, "body")
    if _gave_up(parser):
        return _rebuilt(raw.decode("utf-8"))
    return root


def _without_ends(raw: bytes) -> bytes:
    """Markup without the tags that end a document: what stands behind them would be lost, and
    stories hold whole documents at times.
    """
    # Nearly always they stand at the very end: the pattern need not go over all that is before.
    small = raw.lower()
    found = [at for at in (small.find(b"</body"), small.find(b"</html")) if at >= 0]
    if not found:
        return raw
    first = min(found)
    return raw[:first] + _END_OF_DOCUMENT.sub(b"", raw[first:])


def _gave_up(parser: etree.HTMLParser) -> bool:
    """Whether the parser stopped at one of its limits; older ones name the limit in the message
    only.
    """
    last = parser.error_log.last_error
    if last is None:
        return False
    return last.type_name == "ERR_RESOURCE_LIMIT" or "XML_PARSE_HUGE" in last.message


def _rebuilt(markup: str) -> Element:
    """The tree of a page that nests deeper than lxml goes, made flat below `_DEEPEST`."""
    from bs4 import BeautifulSoup, Tag
    from bs4.element import CData, NavigableString, PreformattedString

    root = etree.Element("html")
    stack: list[tuple[object, Element, int]] = [
        (node, root, 0) for node in reversed(BeautifulSoup(markup, "lxml").contents)
    ]
    while stack:
        node, parent, depth = stack.pop()
        if isinstance(node, NavigableString):
            if isinstance(node, CData) or not isinstance(node, PreformattedString):
                _append_text(parent, _UNFIT.sub("", str(node)))
        elif isinstance(node, Tag):
            if node.name == "html" and parent is root:
                element = root
            else:
                element = etree.SubElement(
                    parent, node.name if _NAME.fullmatch(node.name) else "span"
                )
            for name, value in node.attrs.items():
                if _NAME.fullmatch(name):
                    words = value if isinstance(value, str) else " ".join(value)
                    element.set(name, _UNFIT.sub("", words))
            below = element if depth < _DEEPEST else parent
            stack.extend((child, below, depth + 1) for child in reversed(node.contents))
    return root


def _append_text(parent: Element, text: str) -> None:
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


# -- looking things up -----------------------------------------------------------


@lru_cache(maxsize=1024)
def selector(css: str) -> CSSSelector:
    """A compiled CSS selector; `SelectorError` where it is none."""
    return CSSSelector(css, translator="html")


def select(root: Element, css: str) -> list[Element]:
    """The elements in and below `root` that a selector means, in the page's order."""
    found: list[Element] = selector(css)(root)
    return found


def select_one(root: Element, css: str) -> Element | None:
    """The first of them."""
    found = selector(css)(root)
    return found[0] if found else None


def attr(element: Element, name: str) -> str:
    """An attribute's value; "" where there is none."""
    return element.get(name) or ""


def is_hidden(element: Element) -> bool:
    """Whether the page itself says that nobody should see this."""
    style = element.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    return element.get("hidden") is not None


def strings_of(element: Element) -> Iterator[str]:
    """Every piece of text below an element, scripts' too."""
    yield from element.itertext()


def inner_strings(element: Element) -> str:
    """All of it in one."""
    return "".join(element.itertext())


def text_before(element: Element) -> str:
    """The text between an element and what stands before it in the same element."""
    before = element.getprevious()
    if before is not None:
        return before.tail or ""
    parent = element.getparent()
    return (parent.text or "") if parent is not None else ""
