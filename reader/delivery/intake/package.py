"""How an EPUB says what is in it: its package, its order and its contents.

Everything is looked up among the archive's own entries: whatever a package names, nothing outside
of it is read. Its XML is read without entities, DTDs and the network.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from reader.errors import ParseError
from reader.lang import say
from reader.parse.tree import xml_parser
from reader.text import clean

if TYPE_CHECKING:
    from lxml.etree import _Element as Node

    from reader.delivery.intake.zips import Zipped

LARGEST_XML = 8 * 1024 * 1024
_MOST_ENTRIES = 20_000
_DEEPEST = 12
_CONTAINER = "META-INF/container.xml"
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_PAGE_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


@dataclass(slots=True)
class Entry:
    """A line of the contents."""

    label: str
    path: str = ""
    fragment: str = ""
    within: list[Entry] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Package:
    """What an EPUB says of itself."""

    title: str = ""
    language: str = ""
    publisher: str = ""
    dates: list[str] = field(default_factory=list)
    kind: str = ""
    """What calibre calls it: `periodical:magazine:The Paper`."""
    spine: list[str] = field(default_factory=list)
    """Paths of its pages in reading order, only of those that are there."""
    absent: list[str] = field(default_factory=list)
    """What it names and does not have."""
    contents: list[Entry] = field(default_factory=list)
    nav: str = ""
    """The path of the page that is the contents."""


def package_of(zipped: Zipped, places: dict[str, int]) -> Package:
    """The package of an EPUB whose entries stand at these places; `ParseError` where it is none."""
    container = _xml_at(_CONTAINER, zipped, places)
    if container is None:
        raise ParseError(
            say("This is no EPUB that can be read: it does not say where its contents are.")
        )
    for rootfile in _named(container, "rootfile"):
        path = posixpath.normpath(rootfile.get("full-path", ""))
        root = _xml_at(path, zipped, places) if path != _CONTAINER else None
        if root is not None and _local(root) == "package":
            return _read(root, posixpath.dirname(path), zipped, places)
    raise ParseError(
        say("This is no EPUB that can be read: the package that it names is not in it.")
    )


def _read(root: Node, folder: str, zipped: Zipped, places: dict[str, int]) -> Package:
    package = Package()
    for node in _named(root, "metadata"):
        _read_metadata(node, package)
    items: dict[str, tuple[str, str, str]] = {}
    for node in _named(root, "item"):
        path = resolved(node.get("href", ""), folder)
        items[node.get("id", "")] = path, node.get("media-type", ""), node.get("properties", "")
    toc = ""
    for spine in _named(root, "spine"):
        toc = toc or items.get(spine.get("toc", ""), ("", "", ""))[0]
        for ref in _named(spine, "itemref"):
            path, kind, _ = items.get(ref.get("idref", ""), ("", "", ""))
            if path and path in places and path not in package.spine:
                if kind in _PAGE_TYPES or path.lower().endswith((".xhtml", ".html", ".htm")):
                    package.spine.append(path)
            elif path not in package.spine:
                package.absent.append(clean(path or ref.get("idref", ""))[:200])
    for path, kind, properties in items.values():
        if "nav" in properties.split() and path in places:
            package.nav = package.nav or path
        if kind == "application/x-dtbncx+xml":
            toc = toc or path
    package.contents = _contents(package.nav, toc, zipped, places)
    return package


def _read_metadata(metadata: Node, package: Package) -> None:
    for node in metadata.iter():
        match _local(node):
            case "title" if not package.title:
                package.title = _words(node)
            case "language" if not package.language:
                package.language = _words(node)[:20]
            case "publisher" if not package.publisher:
                package.publisher = _words(node)
            case "date" if len(package.dates) < 20:
                package.dates.append(_words(node))
            case "meta" if node.get("name") == "calibre:publication_type":
                package.kind = clean(node.get("content", ""))
            case "meta" if node.get("property") == "dcterms:date":
                package.dates.append(_words(node))


def resolved(href: str, folder: str) -> str:
    """The path of what is named in a file of that folder; "" for what is not in the book."""
    path = unquote(href.partition("#")[0].partition("?")[0])
    if not path or ":" in path.partition("/")[0] or path.startswith("/") or "\0" in path:
        return ""
    path = posixpath.normpath(posixpath.join(folder, path))
    return "" if path.startswith("..") else path


# -- the contents ----------------------------------------------------------------


def _contents(nav: str, ncx: str, zipped: Zipped, places: dict[str, int]) -> list[Entry]:
    """The contents as the book nests them; [] where it has none that can be read."""
    if nav and (root := _xml_at(nav, zipped, places)) is not None:
        navs = _named(root, "nav")
        toc = next((n for n in navs if "toc" in _type_of(n)), navs[0] if navs else None)
        if toc is not None:
            found = _listed(toc, posixpath.dirname(nav), _nav_lines, _nav_label)
            if found:
                return found
    if ncx and (root := _xml_at(ncx, zipped, places)) is not None:
        for tree in _named(root, "navMap")[:1]:
            return _listed(tree, posixpath.dirname(ncx), _ncx_lines, _ncx_label)
    return []


def _listed(root: Node, folder: str, lines, label) -> list[Entry]:  # type: ignore[no-untyped-def]
    top: list[Entry] = []
    waiting = [(line, top, 0) for line in reversed(list(lines(root)))]
    count = 0
    while waiting and count < _MOST_ENTRIES:
        line, into, depth = waiting.pop()
        count += 1
        words, href = label(line)
        entry = Entry(words, resolved(href, folder), clean(href.partition("#")[2]))
        into.append(entry)
        if depth < _DEEPEST:
            waiting += [(each, entry.within, depth + 1) for each in reversed(list(lines(line)))]
    return top


def _nav_lines(node: Node) -> Iterator[Node]:
    for child in node:
        if _local(child) in ("ol", "ul"):
            yield from (line for line in child if _local(line) == "li")


def _nav_label(line: Node) -> tuple[str, str]:
    for child in line:
        if _local(child) in ("a", "span"):
            return _words(child), child.get("href", "")
        if _local(child) not in ("ol", "ul", ""):
            for link in _named(child, "a")[:1]:
                return _words(link), link.get("href", "")
    return "", ""


def _ncx_lines(node: Node) -> Iterator[Node]:
    return (child for child in node if _local(child) == "navPoint")


def _ncx_label(line: Node) -> tuple[str, str]:
    words = href = ""
    for child in line:
        if _local(child) == "navLabel":
            words = words or _words(child)
        elif _local(child) == "content":
            href = href or child.get("src", "")
    return words, href


# -- XML -------------------------------------------------------------------------


def _xml_at(path: str, zipped: Zipped, places: dict[str, int]) -> Node | None:
    """The root of an XML file of the book; None where there is none that can be read."""
    at = places.get(path)
    if at is None:
        return None
    body = _DOCTYPE.sub(b"", zipped.read(at, LARGEST_XML), count=1)
    parser = xml_parser(is_lenient=True)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _local(node: Node) -> str:
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _named(root: Node, name: str) -> list[Node]:
    return [node for node in root.iter() if _local(node) == name]


def _type_of(node: Node) -> list[str]:
    return [
        word
        for key, value in node.attrib.items()
        if str(key).endswith("type")
        for word in str(value).split()
    ]


def _words(node: Node) -> str:
    return clean("".join(map(str, node.itertext())))[:1000]
