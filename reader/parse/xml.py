"""XML from outside as text that a parser may be given: decoded, without a document type, and with
every entity either a character or plain letters.

What a document type declares can grow without end when it is filled in, or name a file of this
computer; nobody needs it to read a feed. What is merely careless is mended here too (a bare `&`, an
entity of HTML's, a control character), because a strict parser gives up at the first of them.
"""

from __future__ import annotations

import html.entities
import re

from reader.parse.html import source_of

BEFORE_ROOT = re.compile(r"(?:\s|<\?[^>]*>|<!--.*?-->)*", re.DOTALL)
"""What may stand before the outermost element besides a document type."""
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITY = re.compile(r"&(#?)([A-Za-z0-9]{0,32})(;?)")
_OWN = frozenset(["amp", "lt", "gt", "quot", "apos"])
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_END = re.compile(r"[\[>]")
_END_OF_SUBSET = re.compile(r"\]\s*>")
_MARKUP_DECLARATION = re.compile(r"<!(?=DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)


def xml_text(body: bytes, url: str = "", content_type: str = "") -> str:
    """The document from its outermost element on; `ParseError` where the bytes are empty, too many
    or no text at all."""
    text = source_of(body, url, content_type).text.lstrip("\ufeff \t\r\n")
    text = _UNFIT.sub("", text)
    return _without_doctype(text)


def mended(text: str) -> str:
    """The document with every entity a character, one of XML's own, or plain letters."""
    return _ENTITY.sub(_mended, text)


def _without_doctype(text: str) -> str:
    """The one that may stand before the root is taken out; what else looks like one is letters."""
    before = BEFORE_ROOT.match(text)
    start = before.end() if before is not None else 0
    found = _DOCTYPE.match(text, start)
    rest = text[start:]
    if found is not None:
        end = _END.search(text, found.end())
        if end is not None and end[0] == "[":
            end = _END_OF_SUBSET.search(text, end.end())
        # One that never ends leaves nothing behind it to read.
        rest = "" if end is None else text[end.end() :]
    return _MARKUP_DECLARATION.sub("&lt;!", rest)


def _mended(found: re.Match[str]) -> str:
    number, name, end = found.groups()
    if number:
        return found[0] if end and _is_character(name) else "&amp;" + found[0][1:]
    if end and name in _OWN:
        return found[0]
    character = html.entities.html5.get(f"{name};") if end and name else None
    return character if character is not None else "&amp;" + found[0][1:]


def _is_character(number: str) -> bool:
    try:
        code = int(number[1:], 16) if number[:1] in "xX" else int(number)
    except ValueError:
        return False
    return 0 <= code < 0x110000 and _UNFIT.match(chr(code)) is None
