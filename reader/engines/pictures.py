"""The pictures of a story, each with the words that belong to it.

Whatever a site wraps a picture and its caption in (a table of two rows, a box with a line below
the picture), the words follow the picture and stand in one small box with it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.parse.blocks import credit_of, image_of
from reader.parse.noise import rule_of
from reader.text import clean

if TYPE_CHECKING:
    from reader.model import Image
    from reader.parse.tree import Element

_LONGEST_CAPTION = 400
"""Characters of all captions in one box."""
_MOST = 100
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
    outside = _outside(tree, head, body)
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


def _outside(tree: Element, head: Element | None, body: Element | None) -> list[Element]:
    """Pictures behind the headline that are not in the text; without a headline, those beside the
    text.
    """
    pictures = list(tree.iter("img"))
    if not pictures:
        return []
    inside = set(body.iter("img")) if body is not None else set()
    loose = [p for p in pictures if p not in inside and p.get("usemap") is None]
    if not loose:
        return []
    around = _common(head, body)
    if around is None:
        return []
    if around.tag not in ("body", "html"):
        within = set(around.iter("img"))
        loose = [p for p in loose if p in within]
    marks = {element for element in (head, body) if element is not None}
    behind: list[Element] = []
    wanted = set(loose)
    has_head, has_body = head is None, False
    for element in around.iter("img", *{str(mark.tag) for mark in marks}):
        if element is head:
            has_head = True
        elif element is body:
            has_body = True
        elif element in wanted and has_head and not (has_body and around.tag in ("body", "html")):
            behind.append(element)
    return behind


def _common(head: Element | None, body: Element | None) -> Element | None:
    """The innermost element that holds headline and text."""
    if body is None:
        parent = head.getparent() if head is not None else None
        # A story of pictures alone may have no text to stand beside.
        return parent.getparent() if parent is not None and parent.tag != "body" else parent
    if head is None:
        return body.getparent()
    above = set(head.iterancestors())
    return next((e for e in body.iterancestors() if e in above), None)


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
            if _length(parent) > _LONGEST_CAPTION or not _is_led_by_picture(parent):
                break
            box = parent
    return box


def _length(element: Element) -> int:
    return sum(len(piece.strip()) for piece in element.itertext())


def _is_led_by_picture(box: Element) -> bool:
    """Whether a picture comes before any words, and no more than two lines follow each."""
    lines = pictures = 0
    for element in box.iter():
        if element.tag == "img":
            pictures += 1
        has_words = bool(element.text and element.text.strip())
        has_more = bool(element is not box and element.tail and element.tail.strip())
        if has_words or has_more:
            if not pictures:
                return False
            lines += has_words + has_more
    return 0 < lines <= 2 * pictures


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
