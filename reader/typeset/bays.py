"""What of a page's plan belongs to nobody, and which of it is part of a story all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

_SMALL = 0.25
"""A corner that is missing from a place counts for nothing below so much of the place."""
_THIN_X, _THIN_Y = 0.05, 0.05
"""Of the page: strips of less hold no advertisement and no picture."""

Slots = list[list[int]]
Slot = tuple[int, int]
"""Column and row."""


def pieces(slots: Sequence[Sequence[int]]) -> Iterator[list[Slot]]:
    """The slots of each owner that hang together, nobody's left out."""
    seen: set[Slot] = set()
    for y, row in enumerate(slots):
        for x, owner in enumerate(row):
            if owner >= 0 and (x, y) not in seen:
                piece = _piece(slots, (x, y), (0, 0, len(row), len(slots)))
                seen.update(piece)
                yield piece


def _piece(
    slots: Sequence[Sequence[int]], start: Slot, bounds: tuple[int, int, int, int]
) -> list[Slot]:
    """What hangs together with a slot inside of bounds: left, top, right, bottom."""
    left, top, right, bottom = bounds
    owner = slots[start[1]][start[0]]
    piece, seen = [start], {start}
    for x, y in piece:
        for a, b in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            is_inside = left <= a < right and top <= b < bottom
            if is_inside and slots[b][a] == owner and (a, b) not in seen:
                seen.add((a, b))
                piece.append((a, b))
    return piece


def fill(slots: Slots, columns: Sequence[float], rows: Sequence[float]) -> None:
    """Give the bays of stories and the thin strips between them to the stories."""
    widths = [b - a for a, b in pairwise(columns)]
    heights = [b - a for a, b in pairwise(rows)]
    sizes: dict[int, float] = {}
    blocks: dict[int, tuple[int, int, int, int]] = {}
    for piece in pieces(slots):
        x, y = piece[0]
        xs, ys = [x for x, _ in piece], [y for _, y in piece]
        blocks[slots[y][x]] = (min(xs), min(ys), max(xs) + 1, max(ys) + 1)
        sizes[slots[y][x]] = sum(widths[x] * heights[y] for x, y in piece)
    order = sorted(blocks, key=lambda owner: (sizes[owner], owner))
    for owner in order:
        _fill_bays(slots, owner, blocks[owner], sizes[owner], widths, heights)
    for owner in order:
        _fill_strips(slots, owner, blocks[owner], widths, heights)


def _fill_bays(
    slots: Slots,
    owner: int,
    block: tuple[int, int, int, int],
    size: float,
    widths: Sequence[float],
    heights: Sequence[float],
) -> None:
    left, top, right, bottom = block
    done: set[Slot] = set()
    for y in range(top, bottom):
        for x in range(left, right):
            if slots[y][x] >= 0 or (x, y) in done:
                continue
            piece = _piece(slots, (x, y), block)
            done.update(piece)
            surface = sum(widths[x] * heights[y] for x, y in piece)
            sides = _sides(slots, piece, owner)
            if (sides >= 2 and surface <= _SMALL * size) or (sides >= 3 and surface <= size):
                for a, b in piece:
                    slots[b][a] = owner


def _sides(slots: Slots, piece: Sequence[Slot], owner: int) -> int:
    """On how many of its four sides a piece has the owner beside it."""
    held = set()
    for x, y in piece:
        for side, (a, b) in enumerate(((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1))):
            if 0 <= b < len(slots) and 0 <= a < len(slots[0]) and slots[b][a] == owner:
                held.add(side)
    return len(held)


def _fill_strips(
    slots: Slots,
    owner: int,
    block: tuple[int, int, int, int],
    widths: Sequence[float],
    heights: Sequence[float],
) -> None:
    """Let a story that is one block grow over the thin strips along its sides."""
    left, top, right, bottom = block
    if any(slots[y][x] != owner for y in range(top, bottom) for x in range(left, right)):
        return
    across = range(left, right)

    def row(y: int) -> list[int]:
        return slots[y][left:right]

    above = _strip(top - 1, -1, heights, _THIN_Y, row)
    below = _strip(bottom, 1, heights, _THIN_Y, row)
    for y in (*above, *below):
        for x in across:
            slots[y][x] = owner
    down = range(top - len(above), bottom + len(below))

    def column(x: int) -> list[int]:
        return [slots[y][x] for y in down]

    before = _strip(left - 1, -1, widths, _THIN_X, column)
    behind = _strip(right, 1, widths, _THIN_X, column)
    for x in (*before, *behind):
        for y in down:
            slots[y][x] = owner


def _strip(
    start: int, step: int, sizes: Sequence[float], thin: float, line: Callable[[int], list[int]]
) -> list[int]:
    """The rows or columns of slots from `start` on that are nobody's, where they are few and
    something lies behind them.
    """
    found: list[int] = []
    n, size = start, 0.0
    while 0 <= n < len(sizes) and all(owner < 0 for owner in line(n)):
        found.append(n)
        size += sizes[n]
        n += step
    is_between = 0 <= n < len(sizes)
    return found if size < thin and is_between else []
