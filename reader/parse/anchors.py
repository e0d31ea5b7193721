"""Every way a page leads on: links, places on a picture, frames, lists to choose from, scripts.

Old sites open an article with `onclick`, choose a page from a `select` and send a visitor on with
a line of script; a reader that looks at `href` alone finds nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.parse.links import openable
from reader.parse.tree import Element, attr, strings_of
from reader.text import clean

_MOST = 5000
"""Links of a page that are looked at."""
_MOST_ELEMENTS = 60_000
_QUOTED = re.compile(r"""["']([^"'<>\s]{1,400})["']""")
_SENT_ON = re.compile(
    r"(?:(?:window|self|top|parent|document)\s*\.\s*)*location(?:\s*\.\s*href)?\s*"
    r"(?:=|\.\s*(?:replace|assign)\s*\()\s*[\"']([^\"'<>\s]{1,400})[\"']",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"^\s*([0-9.]{0,6})\s*[;,]?\s*url\s*=\s*[\"']?([^\"'>]+)", re.IGNORECASE)
_LONGEST_WAIT_S = 15
_LIKE_AN_ADDRESS = re.compile(r"[/?]|\.[a-z]{2,5}(?:[?#]|$)", re.IGNORECASE)
_LONGEST_SCRIPT = 500_000
_RECORD = re.compile(r"\{[^{}]{1,3000}\}")
_PAIR = re.compile(r"""["']?(\w{1,40})["']?\s*:\s*["']((?:\\.|[^"'\\]){1,1000})["']""")
_PAGE_ADDRESS = re.compile(
    r"""["']((?:[^"'<>\s\\]|\\/){0,300}(?:\.(?:s?html?|php|jsp|aspx?)(?:\?[^"'<>\s]{0,200})?"""
    r"""|/[^"'<>\s?]{0,100}\?[^"'<>\s]{3,200}))["']"""
)
_NAMES = frozenset(
    ("title", "name", "text", "headline", "label", "subject", "maintitle", "caption", "pagename")
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_OTHER_ATTRIBUTES = ("data-href", "data-url", "data-link", "daoxiang", "data-src-url")


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """One way on."""

    url: str
    """Absolute, checked, without a fragment."""
    text: str
    element: Element
    kind: str
    """`a`, `area`, `frame`, `option`, `script` for what is clicked, or `data` within a script."""


def anchors_of(root: Element, url: str) -> Iterator[Anchor]:
    """The ways on from a page, in the page's order; each with the words that stand on it."""
    base = _base_of(root, url)
    count = 0
    for n, element in enumerate(root.iter()):
        if n > _MOST_ELEMENTS or count >= _MOST:
            return
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag == "script":
            for found in _in_data(element, base):
                count += 1
                yield found
            continue
        anchor = anchor_of(element, base)
        if anchor is not None:
            count += 1
            yield anchor


def anchor_of(element: Element, base: str) -> Anchor | None:
    """The way on that an element is; None where it is none."""
    match element.tag:
        case "a" | "area":
            found = _address(attr(element, "href"), base) or _elsewhere(element, base)
            kind = str(element.tag)
        case "frame" | "iframe":
            found, kind = _address(attr(element, "src"), base), "frame"
        case "option":
            value = attr(element, "value")
            found = _address(value, base) if _LIKE_AN_ADDRESS.search(value) else ""
            kind = "option"
        case "head" | "html" | "body" | "link" | "script" | "img" | "form" | "input" | "meta":
            return None
        case _:
            if not element.attrib:
                return None
            found, kind = _elsewhere(element, base), "script"
    if not found:
        return None
    return Anchor(found, words_on(element), element, kind)


def _address(href: str, base: str) -> str:
    href = href.strip()
    if not href or href.startswith("#"):
        return ""
    if href.lower().startswith("javascript:"):
        return _quoted(href, base)
    return openable(href, base).partition("#")[0]


def _elsewhere(element: Element, base: str) -> str:
    """An address that an element has in another attribute than `href`."""
    for name in _OTHER_ATTRIBUTES:
        value = attr(element, name)
        if value and _LIKE_AN_ADDRESS.search(value):
            return _address(value, base)
    script = attr(element, "onclick")
    return _quoted(script, base) if script else ""


def _quoted(script: str, base: str) -> str:
    for found in _QUOTED.finditer(script[:2000]):
        if _LIKE_AN_ADDRESS.search(found[1]):
            return openable(found[1], base).partition("#")[0]
    return ""


def words_on(element: Element) -> str:
    """The words on a link: its headline where a summary follows, its text, its title, or what its
    picture shows.
    """
    for heading in element.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if words := clean(" ".join(strings_of(heading))):
            return words
    text = clean(" ".join(strings_of(element)))
    if text:
        return text
    for name in ("title", "alt", "data-title"):
        if words := clean(attr(element, name)):
            return words
    for picture in element.iter("img"):
        if words := clean(attr(picture, "alt") or attr(picture, "title")):
            return words
    return ""


def _in_data(script: Element, base: str) -> Iterator[Anchor]:
    """The addresses in data from which a script makes its lists, each with its name in there."""
    text = script.text or ""
    if len(text) > _LONGEST_SCRIPT or not _PAGE_ADDRESS.search(text):
        return
    known: set[str] = set()
    for record in _RECORD.finditer(text):
        values = {found[1].lower(): _unescaped(found[2]) for found in _PAIR.finditer(record[0])}
        addresses = [value for value in values.values() if _PAGE_ADDRESS.fullmatch(f'"{value}"')]
        url = openable(addresses[0], base).partition("#")[0] if addresses else ""
        if not url or url in known:
            continue
        known.add(url)
        said = [clean(v) for key, v in values.items() if key in _NAMES and v not in addresses]
        yield Anchor(url, max(said, key=len, default=""), script, "data")
    for found in _PAGE_ADDRESS.finditer(text):
        url = openable(_unescaped(found[1]), base).partition("#")[0]
        if url and url not in known:
            known.add(url)
            yield Anchor(url, "", script, "data")


def _unescaped(text: str) -> str:
    """A string of a script's without its escapes."""
    return _ESCAPE.sub(lambda e: chr(int(e[1], 16)) if e[1] else e[2], text)


def _base_of(root: Element, url: str) -> str:
    for element in root.iter("base"):
        href = openable(attr(element, "href"), url)
        if href:
            return href
    return url


# -- being sent on ---------------------------------------------------------------


def sent_on_to(root: Element, url: str) -> str:
    """Where a page that is nothing by itself sends its visitors; "" for a page to stay on."""
    for meta in root.iter("meta"):
        if attr(meta, "http-equiv").lower() != "refresh":
            continue
        found = _REFRESH.match(attr(meta, "content"))
        if found and float(found[1] or 0) <= _LONGEST_WAIT_S:
            target = openable(found[2].strip(), url).partition("#")[0]
            if target and target != url:
                return target
    scripts = _scripts(root)
    for script in scripts:
        found = _SENT_ON.search(script[:20_000])
        if found and (target := openable(found[1], url).partition("#")[0]) and target != url:
            return target
    return ""


def _scripts(root: Element) -> Iterable[str]:
    for script in root.iter("script"):
        text = script.text or ""
        # What a function with a name does, when something is clicked, sends nobody on.
        yield re.sub(r"function\s+\w[^{]{0,200}\{.*?\}", " ", text[:40_000], flags=re.DOTALL)
    for body in root.iter("body"):
        if onload := attr(body, "onload"):
            yield onload
