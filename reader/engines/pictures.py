"""The pictures of a story, each with the words that belong to it.

Whatever a site wraps a picture and its caption in (a table of two rows, a box with a line below
the picture), the words follow the picture and stand in one small box with it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from reader.engines.addresses import date_in
from reader.parse.blocks import credit_of, image_of
from reader.parse.links import path_of
from reader.parse.noise import rule_of
from reader.parse.tree import is_hidden
from reader.text import clean

if TYPE_CHECKING:
    from reader.model import Image
    from reader.parse.tree import Element

_LONGEST_CAPTION = 400
"""Characters of all captions in one box."""
_LONGEST_NOTE = 30
"""Characters of a line below a caption: who took the picture."""
_MOST = 100
_NOT_STORY = frozenset(["a", "script", "style", "form", "select", "input", "head", "title"])
_WHOLE = frozenset(["body", "html"])
_BOXES = frozenset(["table", "div", "figure", "center", "section", "dl", "li"])


def pictures_around(
    tree: Element,
    head: Element | None,
    body: Element | None,
    url: str,
    captions: Collection[Element] = (),
) -> tuple[Image, ...]:
    """The pictures of a story that stand outside its text: between headline and text, or beside
    the text.
    """
    outside = _outside(tree, head, body, url)
    if not outside:
        return ()
    walls = _walls(head, body)
    found: dict[str, Image] = {}
    seen: set[Element] = set()
    for picture in outside[:_MOST]:
        box: Element = picture
        while (parent := box.getparent()) is not None and parent not in walls:
            box = parent
        if box in seen:
            continue
        seen.add(box)
        for image in _told(box, url, captions):
            found.setdefault(image.url or image.caption, image)
    return tuple(found.values())


def _outside(tree: Element, head: Element | None, body: Element | None, url: str) -> list[Element]:
    """Pictures behind the headline that are not in the text; without a headline, those beside the
    text.
    """
    loose = [p for p in tree.iter("img") if p.get("usemap") is None]
    if body is not None:
        loose = [p for p in loose if not _is_in(p, body)]
    if not loose:
        return []
    around = _common(head, body) if body is not None else _with_picture(head, loose, url)
    if around is not None and around.tag not in _WHOLE:
        loose = [p for p in loose if _is_in(p, around)]
    if around is None or not loose:
        return []
    is_whole_page = around.tag in _WHOLE
    tags = {str(mark.tag) for mark in (head, body) if mark is not None}
    behind: list[Element] = []
    has_head, has_body = head is None, False
    for element in around.iter("img", *tags):
        if element is head:
            has_head = True
        elif element is body:
            has_body = True
        elif element in loose and has_head and not (has_body and is_whole_page):
            behind.append(element)
    if body is None and is_whole_page:
        # No text says where the story ends: only what was uploaded on the day is its.
        return [p for p in behind if _is_of_the_day(p, url)]
    return behind


def _is_in(element: Element, box: Element) -> bool:
    return box in element.iterancestors()


def _common(head: Element | None, body: Element) -> Element | None:
    """The innermost element that holds headline and text."""
    if head is None:
        return body.getparent()
    above = set(head.iterancestors())
    return next((e for e in body.iterancestors() if e in above), None)


def _with_picture(head: Element | None, loose: list[Element], url: str) -> Element | None:
    """The innermost element around a headline without a text that holds a picture too."""
    if head is None:
        return None
    for around in head.iterancestors():
        if any(p in loose and image_of(p, url) for p in around.iter("img")):
            return around
    return None


def _is_of_the_day(picture: Element, url: str) -> bool:
    """Whether the address of a picture has the day of the page's address in it."""
    day = date_in(path_of(url))
    return day is not None and date_in(picture.get("src") or "") == day


def _walls(head: Element | None, body: Element | None) -> set[Element]:
    """Elements that hold more than a picture: all that the headline or the text stands in."""
    walls: set[Element] = set()
    for element in (head, body):
        if element is not None:
            walls.update(element.iterancestors())
    return walls


def _told(box: Element, url: str, captions: Collection[Element]) -> list[Image]:
    """The pictures in a box in order, the words behind each being its caption."""
    images: list[Image] = []
    words: list[list[str]] = []
    for element in box.iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag == "img":
            image = image_of(element, url)
            if image:
                images.append(image)
                words.append([])
        elif element.text and tag not in ("script", "style") and words:
            words[-1].append(element.text)
        if element.tail and element is not box and words:
            words[-1].append(element.tail)
    told = []
    for image, pieces in zip(images, words, strict=True):
        caption = _caption(pieces)
        told.append(
            replace(image, caption=caption, credit=credit_of(caption)) if caption else image
        )
    return told


def _caption(pieces: list[str]) -> str:
    text = clean("".join(pieces))
    return "" if len(text) > _LONGEST_CAPTION or rule_of(text) else text


def captioned(body: Element, url: str, captions: Collection[Element] = ()) -> None:
    """Moves the words that stand in one small box with a picture of the text onto the picture
    itself, from where it is read with its caption.
    """
    for picture in list(body.iter("img"))[:_MOST]:
        box = _box_of(picture, body)
        if box is None:
            continue
        _move_words(box)
    for element in captions:
        before = next(element.iterancestors("div", "td", "p"), element).getprevious()
        shown = next(before.iter("img"), None) if before is not None else None
        if shown is not None and element.getparent() is not None:
            shown.set("data-original-title", clean("".join(element.itertext())))
            _empty(element)


def _box_of(picture: Element, body: Element) -> Element | None:
    """The widest box within the text that holds the picture, its caption, and no more."""
    box: Element | None = None
    for parent in picture.iterancestors():
        if parent is body:
            break
        if parent.tag in _BOXES:
            if not _is_short(parent) or not _is_led_by_picture(parent):
                break
            box = parent
    return box


def story_weight(element: Element) -> int:
    """How much of a story an element may be: its characters outside links and outside the boxes
    of its pictures.
    """
    boxes: set[Element] = set()
    for picture in islice(element.iter("img"), _MOST):
        box = _box_of(picture, element)
        if box is not None:
            boxes.add(box)
        elif _is_short(element) and _is_captions_only(element):
            return 0
    total = 0
    stack = [element]
    while stack:
        piece = stack.pop()
        if piece is not element and piece.tail:
            total += len(piece.tail.strip())
        if piece in boxes or piece.tag in _NOT_STORY or is_hidden(piece):
            continue
        if piece.text:
            total += len(piece.text.strip())
        stack.extend(child for child in piece if isinstance(child.tag, str))
    return total


def _is_captions_only(box: Element) -> bool:
    """Whether nothing stands in a box but pictures, each with one line below it."""
    lines = sum(1 for piece in box.itertext() if piece.strip())
    return lines <= sum(1 for _ in box.iter("img")) and _is_led_by_picture(box)


def _is_short(element: Element) -> bool:
    """Whether all the words of an element may be captions."""
    total = 0
    for piece in element.itertext():
        total += len(piece.strip())
        if total > _LONGEST_CAPTION:
            return False
    return True


def _is_led_by_picture(box: Element) -> bool:
    """Whether a picture comes before any words, and each is followed by one line, at most with a
    short one below it.
    """
    lines: list[int] = []
    pictures = 0
    for element in box.iter():
        if element.tag == "img":
            if element.get("data-original-title"):
                # It has its caption with it: the words around it are the story's.
                return False
            pictures += 1
        for words in (element.text, element.tail if element is not box else None):
            if words and words.strip():
                if not pictures:
                    return False
                lines.append(len(words.strip()))
    short = sum(1 for length in lines if length <= _LONGEST_NOTE)
    return 0 < len(lines) <= 2 * pictures and len(lines) - short <= pictures


def _move_words(box: Element) -> None:
    picture: Element | None = None
    words: dict[Element, list[str]] = {}
    for element in box.iter():
        if element.tag == "img":
            picture = element
            words.setdefault(element, [])
        elif picture is not None and element.text:
            words[picture].append(element.text)
        if element is not box and element.tail and picture is not None:
            words[picture].append(element.tail)
    for element, pieces in words.items():
        caption = clean("".join(pieces))
        if caption:
            element.set("data-original-title", caption)
    _empty(box)


def _empty(box: Element) -> None:
    for element in box.iter():
        if element.text:
            element.text = None
        if element is not box and element.tail:
            element.tail = None
