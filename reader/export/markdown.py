"""Articles as Markdown (CommonMark with the tables of GitHub).

The words come from outside, so every character that Markdown could take for markup is escaped:
what is emphasised, linked or a heading in the result was so in the article, and nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import assert_never
from urllib.parse import quote, urlsplit

from reader.export import Printed, without_controls
from reader.model import Block, Heading, Image, Items, Mark, MarkKind, Paragraph, Quote, Table

_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#|~$]")
_ENTITY = re.compile(r"&(?=[#A-Za-z])")
# Bare addresses become links on many sites. An escaped colon or dot breaks the pattern they look
# for and shows as itself.
_BARE_ADDRESS = re.compile(r":(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)
_LINE_START = re.compile(r"^([-+=:])", re.MULTILINE)
_NUMBER_START = re.compile(r"^(\d{1,9})([.)])", re.MULTILINE)
_IMAGE_START = re.compile(r"!(?=$|\\\[)")

_EMPHASIS = {MarkKind.STRONG: "**", MarkKind.EMPHASIS: "*"}


def escaped(text: str) -> str:
    """The text, readable as itself and as nothing else; its lines stay lines."""
    text = without_controls(text).replace("\t", " ")
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    text = _ENTITY.sub(r"\\&", text)
    text = _BARE_ADDRESS.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(r"\\\1", text)
    text = _NUMBER_START.sub(r"\1\\\2", text)
    return _IMAGE_START.sub(r"\\!", text)


PictureOf = Callable[[Image], str]
"""Where a picture lies, as it may stand between brackets; "" for one that is only told of."""


def article(printed: Printed, *, level: int = 1, picture_of: PictureOf | None = None) -> str:
    """One article; `level` is the rank of its headline. A picture is where `picture_of` says, else
    at its address on the web."""
    picture_of = picture_of or _web_picture
    story = printed.article
    parts: list[str] = []
    if story.kicker:
        parts.append(_emphasised(story.kicker))
    parts.append("#" * level + " " + one_line(story.headline))
    if story.deck:
        parts.append(_emphasised(story.deck))
    if story.byline:
        parts.append(one_line(story.byline))
    if printed.place:
        parts.append(_emphasised(printed.place))
    if printed.note:
        parts.append("\n".join("> " + escaped(row) for row in printed.note.splitlines()))
    parts += [words for block in story.blocks if (words := _block(block, level, picture_of))]
    if address := web_address(story.url):
        parts.append(f"<{address}>")
    return "\n\n".join(parts) + "\n"


def section_heading(name: str, page: str, *, level: int = 2) -> str:
    """The heading over a page's articles."""
    return "#" * level + " " + one_line(" ".join(part for part in (page, name) if part)) + "\n"


def title(words: str) -> str:
    """The first heading of a document."""
    return "# " + one_line(words) + "\n"


def _block(block: Block, level: int, picture_of: PictureOf) -> str:
    match block:
        case Paragraph(text=text, marks=marks):
            return _hard_lines(_marked(text, marks))
        case Heading(text=text, marks=marks):
            return "#" * min(6, level + 1) + " " + _marked(text.replace("\n", " "), marks)
        case Quote(text=text, marks=marks):
            return "\n".join("> " + row for row in _hard_lines(_marked(text, marks)).split("\n"))
        case Items(items=items, is_ordered=is_ordered):
            return "\n".join(
                (f"{number}. " if is_ordered else "- ") + one_line(item)
                for number, item in enumerate(items, 1)
            )
        case Table():
            return _table(block)
        case Image():
            return _picture(block, picture_of)
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    columns = max((len(row) for row in table.rows), default=0)
    if not columns:
        return ""
    rows = [[one_line(cell) for cell in row] + [""] * (columns - len(row)) for row in table.rows]
    if not table.has_header:
        # A table of Markdown has a header row; an empty one says that this table has none.
        rows.insert(0, [""] * columns)
    rows.insert(1, ["---"] * columns)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _web_picture(image: Image) -> str:
    return web_address(image.url)


def _picture(image: Image, picture_of: PictureOf) -> str:
    words = " ".join(part for part in (image.caption, image.credit) if part)
    address = picture_of(image)
    if address:
        return f"![{one_line(words)}]({address})"
    return _emphasised(words) if words else ""


def _marked(text: str, marks: tuple[Mark, ...]) -> str:
    """The text with its links and emphasis; a mark that another one overlaps or touches, or that
    Markdown could not close again, leaves its words plain."""
    pieces: list[str] = []
    done = 0
    taken = -1
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        start = max(0, mark.start)
        end = max(start, min(mark.end, len(text)))
        words = text[start:end]
        before, after = _around(mark, words)
        if start <= taken or not before or "\n" in words:
            continue
        pieces += [escaped(text[done:start]), before, escaped(words), after]
        done = taken = end
    pieces.append(escaped(text[done:]))
    return "".join(pieces)


def _around(mark: Mark, words: str) -> tuple[str, str]:
    if not words.strip():
        return "", ""
    if mark.kind is not MarkKind.LINK and not (words[0].isalnum() and words[-1].isalnum()):
        # Beside punctuation the stars of Markdown neither open nor close.
        return "", ""
    match mark.kind:
        case MarkKind.STRONG | MarkKind.EMPHASIS:
            sign = _EMPHASIS[mark.kind]
            return sign, sign
        case MarkKind.LINK:
            address = web_address(mark.href)
            return ("[", f"]({address})") if address else ("", "")
        case MarkKind.SUBSCRIPT:
            return "<sub>", "</sub>"
        case MarkKind.SUPERSCRIPT:
            return "<sup>", "</sup>"
        case _:
            assert_never(mark.kind)


def _emphasised(text: str) -> str:
    words = one_line(text)
    # Where the text begins or ends with a star of its own or a space, the sign would not close;
    # `one_line` has taken the spaces, and what is escaped counts as punctuation at the line's
    # edge, where that is allowed.
    return f"*{words}*" if words else ""


def one_line(text: str) -> str:
    """The text on one line, escaped."""
    return escaped(" ".join(text.split()))


def _hard_lines(text: str) -> str:
    return text.replace("\n", "\\\n")


def web_address(url: str) -> str:
    """The address as it may stand between brackets, or "" where it is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return (
        quote(url, safe=":/?#@!$&'+,;=%~-.[]", errors="replace")
        .replace("[", "%5B")
        .replace("]", "%5D")
    )
