"""What a page prints about itself outside its links: which page it is, and of which day."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from reader.engines.labels import label_of
from reader.parse.blocks import line_of
from reader.parse.tree import select

if TYPE_CHECKING:
    from reader.engines.profiles import Profile
    from reader.parse.tree import Element

_PRINTED = re.compile(r"第\s*([A-Za-z]{0,5}\d{1,4})\s*版\s*[:：]?\s*([^\s<>|｜（）()]{0,30})")
_YMD = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*年\s*(1[0-2]|0?[1-9])\s*月\s*(3[01]|[12]\d|0?[1-9])\s*日"
)


def text_outside_links(tree: Element) -> str:
    """The words of a page that belong to no link, a line for every piece."""
    pieces: list[str] = []
    for element in tree.iter():
        tag = element.tag
        if not isinstance(tag, str) or tag in ("script", "style", "option", "title"):
            pass
        elif element.text and element.text.strip() and not _in_link(element):
            pieces.append(element.text.strip())
        if element.tail and element.tail.strip() and not _in_link(element.getparent()):
            pieces.append(element.tail.strip())
    return "\n".join(pieces)


def _in_link(element: Element | None) -> bool:
    for _ in range(4):
        if element is None:
            return False
        if element.tag in ("a", "script", "style"):
            return True
        element = element.getparent()
    return False


def printed_days(tree: Element, profile: Profile) -> list[date]:
    """The days a page gives outside its links, as far as they are whole dates."""
    if profile.date:
        text = "\n".join(map(line_of, select(tree, profile.date)))
    else:
        text = text_outside_links(tree)
    days: list[date] = []
    for found in _YMD.finditer(text):
        try:
            days.append(date(int(found[1]), int(found[2]), int(found[3])))
        except ValueError:
            continue
    return days


def printed_label(text: str) -> tuple[str, str]:
    """Number and name of the first page that a text names: `第01版：要闻`; ("", "") where it names
    none.
    """
    for found in _PRINTED.finditer(text):
        number, name = label_of(found[0])
        if number:
            return number, name
    return "", ""
