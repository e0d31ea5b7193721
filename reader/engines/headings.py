"""What stands around a headline: whether it is the story's, and how far it reaches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.engines.labels import label_of
from reader.parse.noise import rule_of
from reader.parse.printed import printed_date
from reader.text import clean

if TYPE_CHECKING:
    from reader.parse.tree import Element

LONGEST_FIELD = 160
"""Characters of a kicker, deck or byline."""
_DIGIT = re.compile("[0-9０-９〇一二三]")
_FOOT = re.compile(r"版权所有|版權所有|[Cc]opyright|ICP备|ICP證|Allrightsreserved|未经.{0,6}授权")


def squeezed(text: str) -> str:
    """A text without its spaces, for comparing."""
    return "".join(text.split())


def agree(text: str, wanted: str) -> bool:
    """Whether two headlines are of one story: equal but for spaces, or the one cut short."""
    mine = squeezed(text)
    if not wanted or not mine:
        return not wanted
    if mine == wanted:
        return True
    cut = wanted.rstrip(".…")
    return len(cut) >= 4 and (mine.startswith(cut) or wanted.startswith(mine) or cut in mine)


def is_furniture(text: str) -> bool:
    """Whether a line beside a headline is the site's and not the story's."""
    return (
        len(text) > LONGEST_FIELD
        or bool(rule_of(text))
        or bool(label_of(text, is_strict=True)[0])
        or (_DIGIT.search(text) is not None and printed_date(text) is not None)
        or "上一" in text
        or "下一" in text
        or "返回" in text
    )


def whole_rung(head: Element) -> Element:
    """The outermost element that holds the headline and nothing else."""
    box = head
    parent = box.getparent()
    while parent is not None and parent.tag not in ("body", "html") and len(parent) == 1:
        if (parent.text or "").strip() or (box.tail or "").strip():
            break
        box, parent = parent, parent.getparent()
    return box


def said_apart(element: Element) -> str:
    """The words of an element, those of its children parted by spaces."""
    return clean("  ".join(element.itertext()))


def is_foot(text: str) -> bool:
    """Whether a line is of a site's foot: its rights and numbers."""
    return _FOOT.search(squeezed(text)) is not None
