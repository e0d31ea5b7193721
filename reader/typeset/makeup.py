"""Where stories stood on a printed page, as a plan of slots.

The theory. The corners of all places together draw lines across the page, upright ones and level
ones. Lines that lie closer than a cell are one line: print parts its columns by white, cells part
them by a rule, and what two drawings of one edge differ by means nothing. Between the lines lie
slots; each belongs to the story whose place covers its middle, and where places lie on each other
to the smaller one. That much is the page's plan, and it knows no cells.

What belongs to nobody was a picture, an advertisement or the paper's name. Where a story's place
has a bay that nobody else's reaches into, the bay held its picture and is part of it; a strip that
is too thin to hold anything is part of the story beside it. The rest stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.typeset.bays import Slot, Slots, fill, pieces

if TYPE_CHECKING:
    from reader.model import Point

_LEAST_EXTENT = 0.004
"""Of the page: a place that is narrower or lower is a slip of the drawing."""
_LEAST_NOTCH_X, _LEAST_NOTCH_Y = 0.06, 0.05
"""A corner cut out of a place counts where it is that large; smaller ones hold no type."""
_SAME_PLACE = 0.8
"""Places that have so much in common were given to several stories together."""
_LEAST_LEFT = 0.2
"""A story of whose place others leave less has no place of its own."""


Span = tuple[int, int, int, int]
"""A block of slots, by the numbers of its lines: left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A page cut into slots."""

    xs: tuple[float, ...]
    """The upright lines, 0..1 of the page's width, ascending."""
    ys: tuple[float, ...]
    """The level lines, 0..1 of its height."""
    slots: tuple[tuple[int, ...], ...]
    """Row by row, left to right, whose each slot is: a place's number, -1 for nobody's. There is
    one row, and one slot a row, less than there are lines."""

    @property
    def owners(self) -> tuple[int, ...]:
        """The numbers of the places that are on it, ascending."""
        return tuple(sorted({owner for row in self.slots for owner in row if owner >= 0}))

    def spans(self, owner: int) -> list[Span]:
        """A place as blocks of slots, from the top.

        A block is as high as the place keeps to the same columns.
        """
        spans: list[Span] = []
        above: list[tuple[int, int]] = []
        top = 0
        for y, row in enumerate((*self.slots, ())):
            here = _runs(row, owner)
            if here != above:
                spans += [(left, top, right, y) for left, right in above]
                above, top = here, y
        return spans


def plan_of(
    places: Sequence[Sequence[Point]], *, near_x: float = 0.025, near_y: float = 0.02
) -> Plan:
    """The plan of a page with these places, which are named by their numbers.

    `near_x` and `near_y` say how close two edges are that count as one. A place without extent, or
    hidden behind others, is not on the plan.
    """
    known = {n: place for n, place in enumerate(map(_tidied, places)) if place}
    known = _shared_out(known)
    xs = _lines([_edges(place, 0) for place in known.values()], near_x)
    ys = _lines([_edges(place, 1) for place in known.values()], near_y)
    columns = sorted(set(xs.values()))
    rows = sorted(set(ys.values()))
    width, height = max(0, len(columns) - 1), max(0, len(rows) - 1)
    slots = [[-1] * width for _ in range(height)]
    snapped = {n: [(xs[x], ys[y]) for x, y in place] for n, place in known.items()}
    for n in sorted(snapped, key=lambda n: (-_extent(snapped[n]), n)):
        for x, y in _covered(snapped[n], columns, rows):
            slots[y][x] = n
    _keep_whole(slots, columns, rows, {n: _size(snapped[n], columns, rows) for n in snapped})
    fill(slots, columns, rows)
    return _cropped(columns, rows, slots)


# -- the places ------------------------------------------------------------------


def _tidied(place: Sequence[Point]) -> list[Point]:
    """A place's corners on the page, small notches left out; [] where it has no extent."""
    corners = [(min(1.0, max(0.0, x)), min(1.0, max(0.0, y))) for x, y in place]
    if len(corners) < 3:
        return []
    xs = _merged([x for x, _ in corners], _LEAST_NOTCH_X)
    ys = _merged([y for _, y in corners], _LEAST_NOTCH_Y)
    if not xs or not ys:
        return []
    return [(xs[x], ys[y]) for x, y in corners]


def _merged(values: Sequence[float], least: float) -> dict[float, float]:
    """What becomes of each value where steps smaller than `least` are left out; the outermost
    stay. {} where there is no extent at all.
    """
    first, last = min(values), max(values)
    if last - first < _LEAST_EXTENT:
        return {}
    kept = [first]
    for value in sorted(set(values)):
        if value - kept[-1] >= least and last - value >= least:
            kept.append(value)
    kept.append(last)
    return {value: min(kept, key=lambda line: abs(line - value)) for value in values}


def _edges(place: Iterable[Point], axis: int) -> list[float]:
    return sorted({point[axis] for point in place})


def _extent(place: Sequence[Point]) -> float:
    """The surface of the block around it."""
    xs, ys = _edges(place, 0), _edges(place, 1)
    return (xs[-1] - xs[0]) * (ys[-1] - ys[0])


def _shared_out(places: dict[int, list[Point]]) -> dict[int, list[Point]]:
    """The places, one given to several stories divided among them, in order from the top."""
    groups: list[list[int]] = []
    for n, place in places.items():
        group = next((group for group in groups if _is_same(places[group[0]], place)), None)
        if group is None:
            groups.append([n])
        else:
            group.append(n)
    result = dict(places)
    for group in groups:
        if len(group) > 1:
            xs, ys = _edges(places[group[0]], 0), _edges(places[group[0]], 1)
            step = (ys[-1] - ys[0]) / len(group)
            for k, n in enumerate(group):
                top, bottom = ys[0] + k * step, ys[0] + (k + 1) * step
                result[n] = [(xs[0], top), (xs[-1], top), (xs[-1], bottom), (xs[0], bottom)]
    return result


def _is_same(one: Sequence[Point], other: Sequence[Point]) -> bool:
    common = 1.0
    for axis in (0, 1):
        first, second = _edges(one, axis), _edges(other, axis)
        common *= max(0.0, min(first[-1], second[-1]) - max(first[0], second[0]))
    return common >= _SAME_PLACE * max(_extent(one), _extent(other))


# -- the lines -------------------------------------------------------------------


def _lines(edges: Sequence[Sequence[float]], near: float) -> dict[float, float]:
    """The line that each edge becomes part of. The two outermost edges of a place never fall
    together.
    """
    values = sorted({value for place in edges for value in place})
    sides: dict[float, list[float]] = {}
    for place in edges:
        sides.setdefault(place[0], []).append(place[-1])
    groups = [[value] for value in values]
    # The closest first: what belongs together is found before what only happens to lie near.
    while True:
        best = -1
        least = near
        for n, (one, other) in enumerate(pairwise(groups)):
            gap = other[0] - one[-1]
            if gap < least and other[-1] - one[0] <= near and not _parts(one, other, sides):
                best, least = n, gap
        if best < 0:
            break
        groups[best : best + 2] = [groups[best] + groups[best + 1]]
    return {value: (group[0] + group[-1]) / 2 for group in groups for value in group}


def _parts(one: list[float], other: list[float], sides: dict[float, list[float]]) -> bool:
    """Whether a place begins in the one group and ends in the other."""
    return any(end <= other[-1] for start in one for end in sides.get(start, ()))


# -- the slots -------------------------------------------------------------------


def _covered(place: Sequence[Point], columns: Sequence[float], rows: Sequence[float]) -> list[Slot]:
    """The slots whose middle a place covers, windings that cross themselves included."""
    middles = [(a + b) / 2 for a, b in pairwise(columns)]
    found: list[Slot] = []
    edges = [(a, b) for a, b in zip(place, [*place[1:], place[0]], strict=True) if a[1] != b[1]]
    for y, (top, bottom) in enumerate(pairwise(rows)):
        level = (top + bottom) / 2
        crossings = sorted(
            (x1 + (level - y1) / (y2 - y1) * (x2 - x1), 1 if y2 > y1 else -1)
            for (x1, y1), (x2, y2) in edges
            if min(y1, y2) <= level < max(y1, y2)
        )
        winding = 0
        for (left, step), (right, _) in pairwise(crossings):
            winding += step
            if winding:
                found += [(x, y) for x, middle in enumerate(middles) if left <= middle < right]
    return found or _hull(place, columns, rows)


def _hull(place: Sequence[Point], columns: Sequence[float], rows: Sequence[float]) -> list[Slot]:
    """The slots of the block around a place that is too thin to cover the middle of any."""
    xs, ys = _edges(place, 0), _edges(place, 1)
    return [
        (x, y)
        for y, (top, bottom) in enumerate(pairwise(rows))
        if ys[0] <= top and bottom <= ys[-1]
        for x, (left, right) in enumerate(pairwise(columns))
        if xs[0] <= left and right <= xs[-1]
    ]


def _size(place: Sequence[Point], columns: Sequence[float], rows: Sequence[float]) -> float:
    """The surface of a place as the slots have it."""
    return sum(
        (columns[x + 1] - columns[x]) * (rows[y + 1] - rows[y])
        for x, y in _covered(place, columns, rows)
    )


def _keep_whole(
    slots: Slots,
    columns: Sequence[float],
    rows: Sequence[float],
    sizes: dict[int, float],
) -> None:
    """Of a place that others cut into pieces, keep the largest; nothing, where it is small."""
    parts: dict[int, list[tuple[float, list[Slot]]]] = {}
    for piece in pieces(slots):
        x, y = piece[0]
        surface = sum((columns[x + 1] - columns[x]) * (rows[y + 1] - rows[y]) for x, y in piece)
        parts.setdefault(slots[y][x], []).append((surface, piece))
    for n, found in parts.items():
        found.sort(key=lambda one: -one[0])
        kept = found[0][0] >= _LEAST_LEFT * sizes[n]
        for _, piece in found[kept:]:
            for x, y in piece:
                slots[y][x] = -1


def _cropped(columns: list[float], rows: list[float], slots: Slots) -> Plan:
    """The plan without its empty margins, and without lines at which nothing changes."""
    ys = [y for y, row in enumerate(slots) if any(owner >= 0 for owner in row)]
    xs = [x for x in range(len(columns) - 1) if any(row[x] >= 0 for row in slots)]
    if not xs or not ys:
        return Plan((), (), ())
    slots = [row[xs[0] : xs[-1] + 1] for row in slots[ys[0] : ys[-1] + 1]]
    columns, rows = columns[xs[0] : xs[-1] + 2], rows[ys[0] : ys[-1] + 2]
    turned, rows = _without_repeats(slots, rows)
    across, columns = _without_repeats([list(row) for row in zip(*turned, strict=True)], columns)
    return Plan(tuple(columns), tuple(rows), tuple(zip(*across, strict=True)))


def _without_repeats(
    slots: list[list[int]], lines: list[float]
) -> tuple[list[list[int]], list[float]]:
    kept = [n for n, row in enumerate(slots) if n == 0 or row != slots[n - 1]]
    return [slots[n] for n in kept], [*(lines[n] for n in kept), lines[-1]]


def _runs(row: Sequence[int], owner: int) -> list[tuple[int, int]]:
    """The stretches of a row that are the owner's, each by its two lines."""
    if owner not in row:
        return []
    runs: list[tuple[int, int]] = []
    start = -1
    for x, here in enumerate((*row, -2)):
        if here == owner and start < 0:
            start = x
        elif here != owner and start >= 0:
            runs.append((start, x))
            start = -1
    return runs
