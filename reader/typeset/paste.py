"""Paste-up: a composed page put down on the grid of cells, with the rules between its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.cells import width_in_cells
from reader.typeset.heads import BULLET, Grade, SetLine, spaced
from reader.typeset.lines import Run
from reader.typeset.sheet import Box, Placed, Rect, Sheet, Stroke

if TYPE_CHECKING:
    from reader.typeset.grid import Grid, Group
    from reader.typeset.stack import Fill, Filled, Item
    from reader.typeset.wide import Wide

_PAD = 1
"""Cells at each side of a story that are lit with it."""


@dataclass(frozen=True, slots=True)
class Band:
    """A screenful: `rows` rows of a grid, a rule under them."""

    grid: Grid
    groups: tuple[Group, ...]
    rows: int
    wides: tuple[tuple[Wide, int], ...]
    """Each with its first row."""
    columns: tuple[Filled, ...]
    price: float

    @property
    def keys(self) -> frozenset[str]:
        """The stories on it."""
        items = (item.story.key for filled in self.columns for item in filled.stack.items)
        return frozenset((*items, *(wide.story.key for wide, _ in self.wides)))


@dataclass(frozen=True, slots=True)
class Labels:
    """The page's own words."""

    briefs: str
    more: str
    """With `{n}` where the number of stories on the screens below stands."""


def pasted(bands: Sequence[Band], width: int, height: int, labels: Labels) -> Sheet:
    """The bands one under another."""
    boxes: list[Box] = []
    strokes: list[Stroke] = []
    lines: list[Placed] = []
    top = 0
    left = sum(len(band.keys) for band in bands)
    for band in bands:
        paste = _Paste(band, top, labels.briefs)
        boxes += paste.boxes
        strokes += paste.strokes
        lines += paste.lines
        top += band.rows + 1
        left -= len(band.keys)
        if left:
            words = f" {labels.more.replace('{n}', str(left))} ▾ "
            at = band.grid.right - width_in_cells(words) - 2
            lines.append(Placed(max(0, at), top - 1, (Run(words, "foot"),)))
    return Sheet(
        width=width,
        height=max(height, top),
        boxes=tuple(boxes),
        strokes=tuple(strokes),
        lines=tuple(lines),
    )


class _Paste:
    """One band on its way to the sheet, `top` rows down."""

    def __init__(self, band: Band, top: int, briefs: str) -> None:
        self._band = band
        self._top = top
        self._briefs = briefs
        self.boxes: list[Box] = []
        self.strokes: list[Stroke] = []
        self.lines: list[Placed] = []
        self._rule_off()
        for wide, y in band.wides:
            self.boxes.append(self._wide(wide, top + y))
        for filled in band.columns:
            self._column(filled)

    # -- rules --

    def _rule_off(self) -> None:
        """The rule under everything, those between columns, those under wide stories."""
        band, grid, top = self._band, self._band.grid, self._top
        foot = top + band.rows
        self.strokes.append(Stroke(grid.left, foot, grid.right - grid.left))
        wides = {wide.group: (wide, y) for wide, y in band.wides}
        for group in band.groups:
            if group.first:
                x = grid.rule_before(group.first)
                self.strokes.append(Stroke(x, top, band.rows + 1, is_upright=True))
            wide, y = wides.get(group, (None, 0))
            first, last = top, foot
            if wide is not None:
                if wide.rows >= band.rows:
                    continue
                at = top + (y - 1 if group.is_at_foot else wide.rows)
                first, last = (top, at) if group.is_at_foot else (at, foot)
                self.strokes.append(self._across(group, at))
            for n, _ in group.parts[1:]:
                x = grid.rule_before(n)
                self.strokes.append(Stroke(x, first, last - first + 1, is_upright=True))

    def _across(self, group: Group, y: int) -> Stroke:
        """A rule over a group's columns, from the rule before them to the one behind them."""
        grid = self._band.grid
        end = group.first + group.count
        x = grid.rule_before(group.first)
        right = grid.rule_before(end) + 1 if end < len(grid.xs) else grid.right
        return Stroke(x, y, right - x)

    # -- stories --

    def _wide(self, wide: Wide, y: int) -> Box:
        grid, group = self._band.grid, wide.group
        x = grid.xs[group.first]
        span = grid.span(group.count)
        lines = [_placed(x, y + n, line) for n, line in enumerate(wide.head.lines)]
        text = wide.copy.set(wide.stop) if wide.stop else []
        first = y + len(wide.head.lines) + wide.white
        picture, beside = None, 0
        if wide.picture is not None:
            beside = wide.picture.count
            left = grid.xs[group.first + group.count - beside]
            width = grid.span(beside)
            picture = Rect(left, first, width, wide.picture.rows)
            lines += [
                Placed(left, picture.bottom + n, (Run(words, "caption"),))
                for n, words in enumerate(wide.picture.caption)
            ]
        taken = wide.picture.height if wide.picture else 0
        heights = [
            wide.text_rows - (taken if n >= group.count - beside else 0) for n in range(group.count)
        ]
        # What is too little for all columns is too little for the last ones, a row each.
        hole = sum(heights) - len(text)
        at = 0
        for n, rows in enumerate(heights):
            left = grid.xs[group.first + n]
            start = first + wide.text_rows - rows
            share = rows - _share(hole, group.count, n)
            has_foot_row = n == group.count - 1 and wide.stop and wide.stop.has_own_row
            for k, line in enumerate(text[at : at + share]):
                is_foot = has_foot_row and at + k == len(text) - 1
                row = start + rows - 1 if is_foot else start + k
                lines.append(_placed(left, row, line))
            at += share
        return Box(
            key=wide.story.key,
            rects=(Rect(x - _PAD, y, span + 2 * _PAD, wide.rows),),
            lines=tuple(lines),
            sign=(x - _PAD, y + wide.head.sign),
            picture=picture,
        )

    def _column(self, filled: Filled) -> None:
        """Stories under each other with rules between, briefs under their label; what rows are
        left over are white beside the rules."""
        grid, space, stack = self._band.grid, filled.space, filled.stack
        x, y = grid.xs[space.column], self._top + space.y
        count = len(stack.items)
        white = stack.white
        gaps = _gaps(filled.stories, count - filled.stories)
        given = _given(white, gaps)
        for n, (item, fill) in enumerate(zip(stack.items, stack.fills, strict=True)):
            is_brief = n >= filled.stories
            if n:
                y += given[n - 1][0]
            if n and (not is_brief or n == filled.stories):
                self.strokes.append(Stroke(x, y, grid.span(space.span)))
                y += 1
            if is_brief and n == filled.stories:
                in_rule = n > 0 or space.y > 0
                self.lines.append(self._label(x, y - in_rule, in_rule=in_rule))
                y += not in_rule
            if n:
                y += given[n - 1][1]
            self.boxes.append(self._item(item, fill, x, y, grid.span(space.span)))
            y += fill.rows

    def _label(self, x: int, y: int, *, in_rule: bool) -> Placed:
        words = spaced(self._briefs)
        return Placed(x + in_rule, y, (Run(f" {words} " if in_rule else words, "label"),))

    def _item(self, item: Item, fill: Fill, x: int, y: int, measure: int) -> Box:
        hang = width_in_cells(BULLET) if item.grade is Grade.BRIEF else 0
        lines = [_placed(x, y + n, line) for n, line in enumerate(item.head.lines)]
        if fill.stop:
            first = y + len(item.head.lines)
            lines += [
                _placed(x + hang, first + n, line)
                for n, line in enumerate(item.copy.set(fill.stop))
            ]
        return Box(
            key=item.story.key,
            rects=(Rect(x - _PAD, y, measure + 2 * _PAD, fill.rows),),
            lines=tuple(lines),
            sign=(x - _PAD, y + item.head.sign),
        )


def _placed(x: int, y: int, line: SetLine) -> Placed:
    indent, runs = line
    return Placed(x + indent, y, runs)


def _share(hole: int, count: int, n: int) -> int:
    """How many rows of a hole fall to column `n` of so many: the last ones get them."""
    each, more = divmod(hole, count)
    return each + (n >= count - more)


def _gaps(stories: int, briefs: int) -> list[int]:
    """For each place between two items, how many rows of white it may take."""
    return [2] * (stories - 1) + ([2] if stories and briefs else []) + [1] * (briefs - 1)


def _given(white: int, gaps: Sequence[int]) -> list[tuple[int, int]]:
    """Rows of white before and behind what parts two items: first one for each, from the top."""
    before = [0] * len(gaps)
    behind = [0] * len(gaps)
    for rows, least in ((before, 1), (behind, 2)):
        for n, most in enumerate(gaps):
            if white and most >= least:
                rows[n] += 1
                white -= 1
    return list(zip(before, behind, strict=True))
