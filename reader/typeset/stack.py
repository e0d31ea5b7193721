"""Make-up: stories stacked in a column so that it ends where its neighbours end.

A story can take many heights, one for each sentence at which its text may stop. Which sums of
heights a stack can reach is kept as the bits of a number, so that it is known at once whether the
rest of a column can still be filled when one story in it is given its rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.typeset.copyfit import Copy
from reader.typeset.heads import BULLET, Grade, Head, head_of

if TYPE_CHECKING:
    from reader.typeset.copyfit import Stop
    from reader.typeset.grid import Grid
    from reader.typeset.sheet import Story

_LEAST_LINES = 2
"""Lines of text under which a story in a column looks like a mistake."""
_LEAST_BRIEF = 12
"""Characters of a first sentence that says something by itself."""
_MOST_BRIEF_ROWS = 5
"""Rows of text of a brief, at most."""
_HANG = len(BULLET)
_USUAL_BRIEF = 2
"""Rows of text of a brief where there is nothing to be said for more or fewer."""
_PART_FOR_BRIEFS = 0.7
"""Part of a column up to which briefs leave room for stories over them."""
_PRICE_BROKEN = 12.0
_PRICE_WHITE = 1.5


@dataclass(frozen=True, slots=True)
class Fill:
    """One way to set a story: so many rows in all, its text up to a stop."""

    rows: int
    stop: Stop | None = None


class Item:
    """A story as part of a column: its head, and the heights it can take."""

    def __init__(self, story: Story, head: Head, copy: Copy, grade: Grade) -> None:
        self.story = story
        self.head = head
        self.copy = copy
        self.grade = grade
        rows = len(head.lines)
        bare = Fill(rows)
        stops = copy.stops
        if grade is Grade.BRIEF:
            told = (s for s in stops if s.lines > 1 or s.end >= _LEAST_BRIEF)
            fills = [bare, *(Fill(rows + s.rows, s) for s in told if s.rows <= _MOST_BRIEF_ROWS)]
        else:
            fills = [Fill(rows + s.rows, s) for s in stops if s.lines >= _LEAST_LINES]
            fills = fills or [Fill(rows + s.rows, s) for s in stops[-1:]] or [bare]
        self.fills: tuple[Fill, ...] = tuple(fills)
        self.least, self.most = fills[0].rows, fills[-1].rows

    @cached_property
    def all_fills(self) -> tuple[Fill, ...]:
        """Every height, those too at which the text is broken off inside a sentence."""
        head = len(self.head.lines)
        clean = {fill.rows: fill for fill in self.fills}
        for rows in range(self.least + 1, self.most):
            stop = self.copy.broken_at(rows - head)
            if stop is not None:
                clean.setdefault(rows, Fill(rows, stop))
        return tuple(clean.values())

    def wanted(self, lines: float) -> float:
        """The rows it takes with about so many of its text."""
        return min(self.most, max(self.least, len(self.head.lines) + lines))


class Desk:
    """The stories of a page at one measure, each cut and headed once whatever is tried with it."""

    def __init__(self, grid: Grid, most: int) -> None:
        self.grid = grid
        self._most = most
        self._copies: dict[tuple[str, int], Copy] = {}
        self._items: dict[tuple[str, Grade, int], Item] = {}

    def copy(self, story: Story, measure: int) -> Copy:
        """A story's text at a measure."""
        found = self._copies.get((story.key, measure))
        if found is None:
            found = self._copies[story.key, measure] = Copy(story, measure, self._most)
        return found

    def item(self, story: Story, grade: Grade, span: int = 1) -> Item:
        """A story as part of a column as wide as so many of the grid's."""
        found = self._items.get((story.key, grade, span))
        if found is None:
            measure = self.grid.span(span)
            hang = _HANG if grade is Grade.BRIEF else 0
            copy = self.copy(story, measure - hang)
            found = Item(story, head_of(story, measure, grade), copy, grade)
            self._items[story.key, grade, span] = found
        return found


@dataclass(frozen=True, slots=True)
class Stack:
    """A column that is filled."""

    items: tuple[Item, ...]
    fills: tuple[Fill, ...]
    white: int
    """Rows that are left over, to be shared out between the stories."""
    price: float


def fill(items: Sequence[Item], wanted: Sequence[float], rows: int, most_white: int) -> Stack | int:
    """The items in exactly `rows` rows (what parts them not counted), each near the rows wanted of
    it; else how many rows there are too few (above 0) or how many cannot be filled (below 0).
    """
    least = sum(item.least for item in items)
    if least > rows:
        return least - rows
    most = sum(item.most for item in items)
    if most + most_white < rows:
        return most + most_white - rows
    for may_break in (False, True):
        ways = [item.all_fills if may_break else item.fills for item in items]
        reach = _reach(ways, rows)
        for white in range(min(most_white, rows) + 1):
            if reach[0] >> (rows - white) & 1:
                fills, price = _chosen(ways, wanted, rows - white, reach)
                return Stack(tuple(items), fills, white, price + white * _PRICE_WHITE)
    return least - rows


def _reach(ways: Sequence[tuple[Fill, ...]], rows: int) -> list[int]:
    """For each item, the sums that it and those after it can have, as bits."""
    reach = [1]
    mask = (1 << (rows + 1)) - 1
    for fills in reversed(ways):
        after = reach[-1]
        sums = 0
        for each in fills:
            if each.rows <= rows:
                sums |= after << each.rows
        reach.append(sums & mask)
    reach.reverse()
    return reach


def _chosen(
    ways: Sequence[tuple[Fill, ...]], wanted: Sequence[float], left: int, reach: list[int]
) -> tuple[tuple[Fill, ...], float]:
    """A way for each item, and what the whole costs."""
    chosen: list[Fill] = []
    price = 0.0
    for n, (fills, ideal) in enumerate(zip(ways, wanted, strict=True)):
        after = reach[n + 1]
        cheapest = min(
            (_cost(each, ideal), k)
            for k, each in enumerate(fills)
            if each.rows <= left and after >> (left - each.rows) & 1
        )
        price += cheapest[0]
        chosen.append(fills[cheapest[1]])
        left -= chosen[-1].rows
    return tuple(chosen), price


def _cost(fill: Fill, ideal: float) -> float:
    broken = _PRICE_BROKEN * (fill.stop is not None and not fill.stop.is_clean)
    return abs(fill.rows - ideal) / max(4.0, ideal) * 2 + broken


# -- the columns of a page -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Space:
    """A stretch of a column that is to be filled."""

    column: int
    y: int
    rows: int
    span: int = 1
    """Of how many of the grid's columns."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A stretch of a column with what stands in it: stories, then briefs under their label."""

    space: Space
    stack: Stack
    stories: int
    """How many of its items are no briefs."""


@dataclass(frozen=True, slots=True)
class Columns:
    """All stretches filled."""

    filled: tuple[Filled, ...]
    price: float


Ranked = Sequence[tuple["Story", float]]


def fill_spaces(
    desk: Desk, spaces: Sequence[Space], stories: Ranked, briefs: Ranked
) -> Columns | dict[Space, int]:
    """Stories and briefs in all the spaces, each space full to its end.

    Else how many rows of which spaces cannot be filled, or nothing where they are too much.
    """
    missing: dict[Space, int] = {}
    if not spaces:
        return missing
    blocks = _brief_blocks(desk, spaces, briefs, keeps_one=bool(stories))
    if blocks is None:
        return missing
    free = {s: s.rows - _rows_of(s, blocks.get(s, []), has_stories=bool(stories)) for s in spaces}
    narrowest = min(space.span for space in spaces)
    items = [desk.item(story, Grade.COLUMN, narrowest) for story, _ in stories]
    # A space of several columns holds as many times the text of one.
    whole = sum(rows * space.span for space, rows in free.items()) / narrowest
    wanted = _wanted(items, [worth for _, worth in stories], whole)
    stacks: dict[Space, list[tuple[Item, float]]] = {space: [] for space in spaces}
    for item, rows in zip(items, wanted, strict=True):
        # The greatest stories come first and take the heads of the columns, left to right.
        place = max(spaces, key=lambda s: (free[s], -s.y, -s.column))
        if place.span > narrowest:
            lines = (rows - len(item.head.lines)) * narrowest / place.span
            item = desk.item(item.story, Grade.COLUMN, place.span)
            rows = item.wanted(lines)
        free[place] -= rows + 1
        stacks[place].append((item, rows))
    price = 0.0
    filled = []
    for space in spaces:
        result = _fill_space(space, stacks[space], blocks.get(space, []))
        if isinstance(result, int):
            if result > 0:
                return {}
            missing[space] = -result
            continue
        price += result.stack.price
        filled.append(result)
    return missing or Columns(tuple(filled), price)


def _fill_space(
    space: Space, stories: list[tuple[Item, float]], briefs: list[Item]
) -> Filled | int:
    if not stories and not briefs:
        return -space.rows
    items = [item for item, _ in stories] + briefs
    wanted = [rows for _, rows in stories] + [brief.wanted(_USUAL_BRIEF) for brief in briefs]
    rules = max(0, len(stories) - 1) + (label_rows(space, bool(stories)) if briefs else 0)
    if rules >= space.rows:
        return 1
    stack = fill(items, wanted, space.rows - rules, white_places(len(stories), len(briefs)))
    return stack if isinstance(stack, int) else Filled(space, stack, len(stories))


def white_places(stories: int, briefs: int) -> int:
    """How many rows of a column may stay white: one at each side of a rule, one between briefs."""
    return max(1, 2 * (stories - 1) + max(0, briefs - 1) + (2 if stories and briefs else 1))


def label_rows(space: Space, has_stories: bool) -> int:
    """Rows of the label over briefs: it stands in the rule over them, which is there already where
    the space begins under another story."""
    return int(has_stories or space.y == 0)


def _rows_of(space: Space, briefs: Sequence[Item], *, has_stories: bool) -> float:
    if not briefs:
        return 0.0
    return sum(b.wanted(_USUAL_BRIEF) for b in briefs) + label_rows(space, has_stories)


def _brief_blocks(
    desk: Desk, spaces: Sequence[Space], briefs: Ranked, *, keeps_one: bool
) -> dict[Space, list[Item]] | None:
    """The briefs in as many columns as they need, from the last; None where they are too many."""
    left = [story for story, _ in briefs]
    blocks: dict[Space, list[Item]] = {}
    order = sorted(spaces, key=lambda space: (-space.column, -space.y))
    for n, space in enumerate(order):
        if not left:
            break
        if keeps_one and n == len(order) - 1:
            return None
        items = [desk.item(story, Grade.BRIEF, space.span) for story in left]
        room = space.rows - label_rows(space, keeps_one)
        if sum(item.least for item in items) > room * (_PART_FOR_BRIEFS if keeps_one else 1):
            used = list(accumulate(item.wanted(1) for item in items))
            items = items[: bisect_right(used, room)]
        blocks[space] = items
        left = left[len(items) :]
    return None if left else blocks


def _wanted(items: Sequence[Item], worths: Sequence[float], rows: float) -> list[float]:
    """The rows each story gets of so many, by its worth and as far as its text goes."""
    rows -= len(items)
    low, high = 0.0, 200.0
    for _ in range(14):
        middle = (low + high) / 2
        used = sum(item.wanted(worth * middle) for item, worth in zip(items, worths, strict=True))
        low, high = (middle, high) if used < rows else (low, middle)
    return [item.wanted(worth * low) for item, worth in zip(items, worths, strict=True)]
