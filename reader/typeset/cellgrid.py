"""A page's plan on the grid of cells: where its lines fall, what lies between, and the rules.

Every line gets a column or a row of its own, and no line ever overtakes another, so that what stood
left of another does so still. A place that is a hair's breadth in print must be wide enough to read
here: that is said as a least distance between two lines. Least distances push apart the lines that
are close; everything else keeps its proportions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.typeset.sheet import Rect, Stroke

if TYPE_CHECKING:
    from reader.typeset.makeup import Plan

Distance = tuple[int, int, int]
"""Two lines by their numbers, and by how many cells the second lies behind the first at least."""


def settled(lines: Sequence[float], size: int, distances: Sequence[Distance]) -> list[int]:
    """The cell of every line, none before the one before it, the first at 0 and the last at
    `size - 1`.

    [] where the distances do not fit into the size.
    """
    if len(lines) < 2 or least_size(len(lines), distances) > size:
        return []
    last = size - 1
    before: list[list[tuple[int, int]]] = [[] for _ in lines]
    behind: list[list[tuple[int, int]]] = [[] for _ in lines]
    for first, second, least in distances:
        before[second].append((first, least))
        behind[first].append((second, least))
    earliest, latest = _earliest(before), _latest(behind, last)
    whole = lines[-1] - lines[0]
    wanted = [(line - lines[0]) / whole * last for line in lines]
    forth: list[float] = []
    for n, cell in enumerate(wanted):
        low = max([forth[k] + least for k, least in before[n]] + forth[-1:], default=0)
        forth.append(min(max(cell, low), latest[n]))
    back = [float(last)] * len(lines)
    for n in range(len(lines) - 1, -1, -1):
        high = min(
            [back[k] - least for k, least in behind[n]] + back[n + 1 : n + 2], default=float(last)
        )
        back[n] = max(min(wanted[n], high), earliest[n])
    # The middle of two ways that keep all distances keeps them too, and so does rounding.
    return [int((a + b) / 2 + 0.5) for a, b in zip(forth, back, strict=True)]


def least_size(count: int, distances: Sequence[Distance]) -> int:
    """How many cells so many lines with these distances need."""
    before: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for first, second, least in distances:
        before[second].append((first, least))
    return _earliest(before)[-1] + 1


def _earliest(before: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    cells: list[int] = []
    for pairs in before:
        cells.append(max([cells[k] + least for k, least in pairs] + cells[-1:], default=0))
    return cells


def _latest(behind: Sequence[Sequence[tuple[int, int]]], last: int) -> list[int]:
    cells = [last] * len(behind)
    for n in range(len(behind) - 1, -1, -1):
        limits = [cells[k] - least for k, least in behind[n]]
        cells[n] = min(limits + cells[n + 1 : n + 2], default=last)
    return cells


class CellGrid:
    """A plan whose lines have their columns and rows."""

    def __init__(self, plan: Plan, columns: Sequence[int], rows: Sequence[int]) -> None:
        xs = [n for n, (a, b) in enumerate(pairwise(columns)) if a < b]
        ys = [n for n, (a, b) in enumerate(pairwise(rows)) if a < b]
        self._columns = [*(columns[n] for n in xs), columns[-1]]
        self._rows = [*(rows[n] for n in ys), rows[-1]]
        self._slots = [[plan.slots[y][x] for x in xs] for y in ys]

    def rects(self, owner: int) -> tuple[Rect, ...]:
        """The cells of a place, rules around it left out, as few blocks as its bends allow."""
        found: list[Rect] = []
        above: list[tuple[int, int]] = []
        top = 0
        for y, intervals in (*self._intervals(owner), (self._rows[-1] + 1, [])):
            if intervals != above:
                found += [Rect(left, top, right - left, y - top) for left, right in above]
                above, top = intervals, y
        return tuple(found)

    def _intervals(self, owner: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Of every row of cells, the stretches that are the place's."""
        below: list[tuple[int, int]] = []
        for n, (top, bottom) in enumerate(pairwise(self._rows)):
            above, below = below, self._stretches(self._slots[n], owner)
            # On a line between two rows of slots lies what is the place's on either side of it.
            yield (
                top,
                [
                    (max(a, c), min(b, d))
                    for a, b in above
                    for c, d in below
                    if max(a, c) < min(b, d)
                ],
            )
            for y in range(top + 1, bottom):
                yield y, below
        yield self._rows[-1], []

    def _stretches(self, row: Sequence[int], owner: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        start = -1
        for x, here in enumerate((*row, -2)):
            if here == owner and start < 0:
                start = x
            elif here != owner and start >= 0:
                left, right = self._columns[start] + 1, self._columns[x]
                if left < right:
                    found.append((left, right))
                start = -1
        return found

    def strokes(self) -> Iterator[Stroke]:
        """The rules around all places, each once, as long as they run straight."""
        nobody = [-1] * len(self._slots[0])
        for n, (above, below) in enumerate(pairwise([nobody, *self._slots, nobody])):
            for start, end in _edges(above, below):
                x = self._columns[start]
                yield Stroke(x, self._rows[n], self._columns[end] - x + 1)
        turned = [list(column) for column in zip(*self._slots, strict=True)]
        nobody = [-1] * len(self._slots)
        for n, (before, behind) in enumerate(pairwise([nobody, *turned, nobody])):
            for start, end in _edges(before, behind):
                y = self._rows[start]
                yield Stroke(self._columns[n], y, self._rows[end] - y + 1, is_upright=True)

    def gap_at_head(self) -> Rect | None:
        """The largest block without a story that begins at the page's head, its margins left out;
        None where there is none.
        """
        best: Rect | None = None
        start = -1
        for x, owner in enumerate((*self._slots[0], 0)):
            if owner < 0 and start < 0:
                start = x
            elif owner >= 0 and start >= 0:
                block = self._gap(start, x)
                if best is None or block.width * block.height > best.width * best.height:
                    best = block
                start = -1
        return best

    def _gap(self, start: int, end: int) -> Rect:
        bottom = 0
        while bottom < len(self._slots) and all(o < 0 for o in self._slots[bottom][start:end]):
            bottom += 1
        left, right = self._columns[start] + 1, self._columns[end]
        return Rect(left, self._rows[0], right - left, self._rows[bottom] - self._rows[0])


def _edges(one: Sequence[int], other: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches along which two rows of slots differ."""
    start = -1
    for n, (a, b) in enumerate((*zip(one, other, strict=True), (-1, -1))):
        if a != b and start < 0:
            start = n
        elif a == b and start >= 0:
            yield start, n
            start = -1
