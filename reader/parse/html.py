"""A page's bytes as a tree, within bounds.

The tree costs memory by the tag, so a page of a hundred thousand of them is not made into one:
its text is cut out by a single pass over the source instead. Nothing is lost silently either
way.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from reader.errors import ParseError
from reader.lang import say
from reader.model import Block, Paragraph
from reader.parse.encoding import LARGEST_PAGE, decode
from reader.parse.noise import Ledger, rule_of, without_records
from reader.parse.tree import Element, parsed
from reader.text import clean, is_blank

_MOST_TAGS = 120_000
_LARGEST_TREE = 8 * 1024 * 1024
_MOST_BLOCKS = 100_000
_LINES_TOGETHER = 1000

_HTML_LIKE = re.compile(
    r"<\s*(?:!doctype|html|head|body|p|div|table|title|meta|h[1-6]|span|br|a|article|founder"
    r"|script|frameset|iframe|ul|ol|dl|section|center|font)\b",
    re.IGNORECASE,
)
_ODD = re.compile("[\ufffd\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_NOT_TEXT = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "an archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"RIFF", "a media file"),
    (b"BZh", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\xfd7zXZ", "an archive"),
    (b"Rar!\x1a\x07", "an archive"),
    (b"\x28\xb5\x2f\xfd", "an archive"),
    (b"\xd0\xcf\x11\xe0", "an office file"),
)
_TAR = (257, b"ustar")
"""Where a tape archive says what it is."""
_ANY_MAGIC = tuple(magic for magic, _ in _NOT_TEXT)


def _named(what: str) -> str:
    """What a file is, in the language spoken."""
    return {
        "a picture": say("a picture"),
        "a PDF": say("a PDF"),
        "an archive": say("an archive"),
        "a database": say("a database"),
        "a program": say("a program"),
        "a media file": say("a media file"),
        "an office file": say("an office file"),
    }[what]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A decoded page."""

    text: str
    url: str
    is_damaged: bool = False

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences about what could not be read of it."""
        if not self.is_damaged:
            return ()
        return ("Some characters of this page could not be read; they show as \ufffd.",)

    @property
    def is_html(self) -> bool:
        """Whether this is markup and not plain text."""
        return _HTML_LIKE.search(self.text, 0, 20_000) is not None

    @property
    def is_too_large_for_a_tree(self) -> bool:
        """Whether the page has more tags than a tree may hold."""
        size = len(self.text)
        return size > _LARGEST_TREE or (size > _MOST_TAGS and self.text.count("<") > _MOST_TAGS)


def _not_text(body: bytes) -> str:
    """What the bytes are by the way they begin, "" where that may be text."""
    at, magic = _TAR
    if body.startswith(magic, at):
        return "an archive"
    if body.startswith(_ANY_MAGIC):
        is_binary = not body[:64].isascii() or b"\0" in body[:64]
        for magic, what in _NOT_TEXT:
            if body.startswith(magic) and (magic == b"%PDF" or is_binary):
                return what
    return ""


def source_of(body: bytes, url: str = "", content_type: str = "") -> Source:
    """The page's characters; `ParseError` where the bytes are empty, too many or no text at all."""
    if len(body) > LARGEST_PAGE:
        raise ParseError(
            say("This file is larger than any newspaper page; nothing was read from it."), url=url
        )
    if what := _not_text(body):
        raise ParseError(
            say("This is {what} and not a newspaper page.", what=_named(what)), url=url
        )
    decoded = decode(body, content_type)
    text = decoded.text
    if is_blank(text[:4096]) and not text.strip("\x00\ufeff \t\r\n\u3000\xa0"):
        raise ParseError(say("There is nothing to read in this page; it is empty."), url=url)
    head = text[:4096]
    if not _HTML_LIKE.search(head) and len(_ODD.findall(head)) > max(8, len(head) // 5):
        raise ParseError(say("This is not a newspaper page: its bytes are not text."), url=url)
    return Source(text=text, url=url, is_damaged=decoded.is_damaged)


def tree_of(source: Source, ledger: Ledger) -> Element:
    """The page as a tree, without the publishing system's records."""
    return parsed(without_records(source.text, ledger))


# -- without a tree --------------------------------------------------------------

_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template|svg|head|title|textarea|select)\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>|<[!?][^<>]*>")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
    ]
)
_TITLE = re.compile(r"<title[^>]*>([^<]{0,2000})", re.IGNORECASE)
_HEADLINE = re.compile(r"<h1[^>]*>(.{0,70000}?)</h1", re.IGNORECASE | re.DOTALL)


def flat_title(source: Source) -> str:
    """The title of a page too large for a tree."""
    found = _HEADLINE.search(source.text, 0, 200_000) or _TITLE.search(source.text, 0, 200_000)
    return clean(html.unescape(_TAG.sub(" ", found[1]))) if found else ""


def flat_blocks(source: Source, ledger: Ledger) -> tuple[Block, ...]:
    """The paragraphs of a page too large for a tree, in one pass over its source."""
    text = _UNSEEN.sub(" ", without_records(source.text, ledger))
    blocks: list[Block] = []
    pieces: list[str] = []
    overflow: list[str] = []

    def end_block() -> None:
        line = clean(html.unescape("".join(pieces)))
        pieces.clear()
        if is_blank(line):
            return
        rule = rule_of(line)
        if rule:
            ledger.note(rule, line)
        elif len(blocks) < _MOST_BLOCKS:
            blocks.append(Paragraph(text=line))
        else:
            overflow.append(line)
            if len(overflow) >= _LINES_TOGETHER:
                close_overflow()

    def close_overflow() -> None:
        # No story has so many paragraphs: what follows is kept, and no longer one by one.
        if overflow:
            blocks.append(Paragraph(text=" ".join(overflow)))
            overflow.clear()

    at = 0
    for tag in _TAG.finditer(text):
        if tag.start() > at:
            pieces.append(text[at : tag.start()])
        at = tag.end()
        if (tag[2] or "").lower() not in _INLINE:
            end_block()
    pieces.append(text[at:])
    end_block()
    close_overflow()
    return tuple(blocks)
