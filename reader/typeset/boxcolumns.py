"""The columns of a place: where its head stands, and what is left of it for pictures and text.

A place is a few blocks of cells. One that bends is divided where it bends, and each part is divided
into columns of readable width; they are filled from left to right, as print fills them. Where parts
are too narrow for that, the place is filled block by block from the top.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reader.typeset.sheet import Rect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAD = 1
"""Cells between a rule and type."""
ROOM_FOR_PAD = 8
_GUTTER = 2 * PAD + 1
_COLUMN = {True: 24, False: 28}
"""Cells of the narrowest column that a place is divided into: of ideographs, of letters."""
_AIRY_COLUMN = {True: 34, False: 38}
"""The same where there is more room than text: few lines in many columns are crumbs."""
_COLUMN_ROWS = 4
"""Columns that are lower are no columns: the text goes across."""
_NARROWEST = 12
"""Cells of the narrowest part of a place that is a column by itself."""


def padded(rect: Rect) -> Rect:
    """A block without the white beside its rules."""
    pad = PAD if rect.width >= ROOM_FOR_PAD else 0
    return Rect(rect.x + pad, rect.y, rect.width - 2 * pad, rect.height)


def head_block(inner: Sequence[Rect]) -> Rect:
    """The block under whose top edge the headline stands: the first that is wide enough, with all
    that lies below it.
    """
    widest = max(rect.width for rect in inner)
    enough = min(widest, max(_NARROWEST, round(0.6 * widest)))
    first = next(rect for rect in inner if rect.width >= enough)
    bottom = first.bottom
    for rect in sorted(inner, key=lambda rect: rect.y):
        if rect.y == bottom and rect.x <= first.x and first.right <= rect.right:
            bottom = rect.bottom
    return Rect(first.x, first.y, first.width, bottom - first.y)


def columns_of(
    inner: Sequence[Rect],
    head: Rect,
    taken: Sequence[Rect],
    wide: bool,
    *,
    is_airy: bool = False,
) -> list[Rect]:
    """The columns of what is not taken of a place, in the order in which they are read; fewer and
    wider ones where it `is_airy`."""
    least = (_AIRY_COLUMN if is_airy else _COLUMN)[wide]
    slabs = _slabs(inner)
    columns: list[Rect] = []
    if len(inner) > 1 and any(right - left < _NARROWEST for left, right in slabs):
        for rect in inner:
            if rect.y >= head.y:
                columns += _free_columns([rect], taken, rect.x, rect.right, least)
        return columns
    for left, right in slabs:
        columns += _free_columns(inner, taken, left, right, least)
    return columns


def _slabs(inner: Sequence[Rect]) -> list[tuple[int, int]]:
    """The columns between the bends of a place, white between them as beside the rule of what it
    bends around.
    """
    lefts, rights = {rect.x for rect in inner}, {rect.right for rect in inner}
    edges = sorted(lefts | rights)
    slabs: list[tuple[int, int]] = []
    for left, right in pairwise(edges):
        start = left + (_GUTTER if left in rights and left not in lefts else 0)
        end = right - (_GUTTER if right in lefts and right not in rights else 0)
        slabs.append((start, end))
    return slabs


def _free_columns(
    inner: Sequence[Rect], taken: Sequence[Rect], left: int, right: int, least: int
) -> list[Rect]:
    """What is free of a slab, divided into columns of `least` cells or more where they are high
    enough to be read as columns.
    """
    free = list(free_rows(inner, taken, left, right))
    is_low = len(free) == 1 and free[0][1] - free[0][0] < _COLUMN_ROWS
    count = 1 if is_low else max(1, (right - left + _GUTTER) // (least + _GUTTER))
    width, spare = divmod(right - left - (count - 1) * _GUTTER, count)
    columns: list[Rect] = []
    x = left
    for n in range(count):
        own = width + (n < spare)
        columns += [
            Rect(x, top, own, bottom - top) for top, bottom in free_rows(inner, taken, x, x + own)
        ]
        x += own + _GUTTER
    return columns


def free_rows(
    inner: Sequence[Rect], taken: Sequence[Rect], left: int, right: int
) -> Iterator[tuple[int, int]]:
    """The rows of a place that are free between two columns, as stretches from the top."""
    start = -1
    first, last = min(rect.y for rect in inner), max(rect.bottom for rect in inner)
    for y in range(first, last + 1):
        row = Rect(left, y, right - left, 1)
        is_free = any(
            rect.y <= y < rect.bottom and rect.x <= left and right <= rect.right for rect in inner
        ) and not any(rect.meets(row) for rect in taken)
        if is_free and start < 0:
            start = y
        elif not is_free and start >= 0:
            yield start, y
            start = -1
