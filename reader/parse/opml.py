"""Lists of subscriptions, as feed readers give them to each other (OPML)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from reader.errors import ParseError
from reader.lang import say
from reader.model import Subscription
from reader.parse.links import openable
from reader.parse.tree import xml_parser
from reader.parse.xml import mended, xml_text
from reader.text import clean, shown

__all__ = ["Subscriptions", "looks_like_opml", "subscriptions_of"]

MOST_FEEDS = 5_000
_MOST_OUTLINES = 100_000
_LONGEST = 300
_LONGEST_LIST = 4_000_000
"""Characters of a list that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriptions:
    """What a list holds."""

    feeds: tuple[Subscription, ...] = ()
    """In its order, each address once; `section` is the folder that it stands in."""
    skipped: tuple[tuple[str, str], ...] = ()
    """What was left out, by its name, and why."""


def looks_like_opml(body: bytes) -> bool:
    """Whether a file's first bytes are those of a list of subscriptions."""
    head = body[:65_536].replace(b"\x00", b"").lower()
    return b"<opml" in head or (b"<outline" in head and b"xmlurl" in head)


def subscriptions_of(body: bytes, name: str = "") -> Subscriptions:
    """The feeds of a list; `ParseError` where these bytes are none."""
    text = xml_text(body, name)
    skipped: list[tuple[str, str]] = []
    if len(text) > _LONGEST_LIST:
        skipped.append((shown(name, 80), say("it goes on for too long to be read to its end")))
    text = mended(text[:_LONGEST_LIST])
    parser = xml_parser(is_lenient=True, is_huge=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise ParseError(say("This list of subscriptions is too broken to be read."))
    feeds: dict[str, Subscription] = {}
    folders: list[str] = []
    count = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str) or _local(element.tag) != "outline":
            continue
        if event == "end":
            folders.pop()
            continue
        count += 1
        said = {_local(key): str(value) for key, value in element.attrib.items()}
        title = clean(said.get("title") or said.get("text") or "")[:_LONGEST]
        address = said.get("xmlurl", "")
        # A folder's name stands between slashes in the path of those within it.
        folders.append("" if address else title.replace("/", "／"))
        if count > _MOST_OUTLINES:
            skipped.append((shown(name, 80), say("it goes on for too long to be read to its end")))
            break
        if not address:
            continue
        url = openable(address)
        if not url:
            skipped.append((title or shown(address, 80), say("its address is not one of the web")))
        elif url in feeds:
            skipped.append((title or shown(url, 80), say("it stands in the list twice")))
        elif len(feeds) >= MOST_FEEDS:
            skipped.append((title or shown(url, 80), say("the list is too long")))
        else:
            feeds[url] = Subscription(
                url=url,
                title=title,
                section="/".join(filter(None, folders))[:_LONGEST],
                homepage=openable(said.get("htmlurl", "")),
            )
    return Subscriptions(feeds=tuple(feeds.values()), skipped=tuple(skipped))


def _local(name: str | bytes) -> str:
    words = name if isinstance(name, str) else name.decode("utf-8", "replace")
    return words.rpartition("}")[2].lower()
