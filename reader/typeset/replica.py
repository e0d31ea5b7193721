"""A page as it was printed: every story a box where it stood.

The places of the stories are made up as a plan (`reader.typeset.makeup`), the plan is put on the
grid of cells (`reader.typeset.cellgrid`), and every story is set into its place
(`reader.typeset.boxtype`). What is decided here is how much room there must be: columns as wide as
they can all be, then rows until every headline is whole and followed by some text. Where that does
not go on one screen, the page is longer than the screen. What has no place on the page, or none
that can be kept, stands in a strip at its foot.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.text.cells import width_in_cells
from reader.typeset.boxtype import (
    Size,
    letter_spaced,
    rows_wanted,
    set_story,
    shortened,
    size_of,
    title_of,
)
from reader.typeset.cellgrid import CellGrid, Distance, least_size, settled
from reader.typeset.headline import break_evenly
from reader.typeset.lines import Run
from reader.typeset.makeup import Plan, plan_of
from reader.typeset.sheet import Box, Placed, Rect, Sheet, Story, Stroke, Weight

LEAST_WIDTH, LEAST_HEIGHT = 40, 10
"""Cells of the smallest page that is worth drawing so."""
_WIDTHS = (16, 13, 10, 8, 6, 4)
"""Inner cells that every place shall have at least; the first that goes is taken."""
_ASPECT = 0.72
"""Rows a column of cells, of a page that is neither stretched nor pressed: a broadsheet is 0.7
wide where it is 1 high, a cell 1 wide where it is 2 high."""
_MOST_SCREENS = 3
_STRIP = {"zh": "本版另有", "ja": "このほか", "ko": "이 밖에"}
_STRIP_COLUMN = 38


def suits(stories: Sequence[Story], width: int, height: int) -> float:
    """How well a page can be shown as printed on so many cells: the share of its stories that
    would have their places; 0 where nothing speaks for it.
    """
    if width < LEAST_WIDTH or height < LEAST_HEIGHT or not stories:
        return 0.0
    placed = len(plan_of([story.area for story in stories]).owners)
    return placed / len(stories) if placed > 1 else 0.0


def as_printed(
    stories: Sequence[Story],
    width: int,
    height: int,
    *,
    language: str = "",
    nameplate: Sequence[str] = (),
) -> Sheet | None:
    """The page of these stories, `width` cells wide, and `height` rows high or as many more as it
    takes; None where no story has a place, or the screen is too small for any.

    `nameplate` is the paper's name and what stands under it, set where print left room for it at
    the head of the page; it is not shown where there is no such room.
    """
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return None
    left_out: set[int] = set()
    while True:
        areas = [() if n in left_out else story.area for n, story in enumerate(stories)]
        plan = plan_of(areas, near_x=max(0.025, 1.5 / width), near_y=max(0.02, 1.5 / height))
        if not plan.owners:
            return None
        columns = _columns(plan, width)
        if columns:
            break
        left_out.add(min(plan.owners, key=lambda owner: (_surface(plan, owner), -owner)))
    rest = [story for n, story in enumerate(stories) if n not in plan.owners]
    strip = _Strip(rest, width, language)
    rows = _rows(plan, columns, stories, height - strip.height)
    grid = CellGrid(plan, columns, rows)
    boxes = [set_story(stories[n], grid.rects(n), _size(plan, n)) for n in plan.owners]
    bottom = rows[-1] + 1
    strip_boxes, strip_strokes, strip_lines = strip.at(bottom)
    lines = [*strip_lines, *_nameplate(grid.gap_at_head(), nameplate)]
    return Sheet(
        width=width,
        height=bottom + strip.height,
        boxes=(*boxes, *strip_boxes),
        strokes=(*grid.strokes(), *strip_strokes),
        lines=tuple(lines),
    )


# -- how much room there must be -------------------------------------------------


def _surface(plan: Plan, owner: int) -> float:
    return sum(
        (plan.xs[right] - plan.xs[left]) * (plan.ys[bottom] - plan.ys[top])
        for left, top, right, bottom in plan.spans(owner)
    )


def _size(plan: Plan, owner: int) -> Size:
    width = max(plan.xs[right] - plan.xs[left] for left, _, right, _ in plan.spans(owner))
    height = plan.ys[-1] - plan.ys[0]
    page = plan.xs[-1] - plan.xs[0]
    return size_of(width / page, _surface(plan, owner) / (page * height))


def _columns(plan: Plan, width: int) -> list[int]:
    """The columns of the upright lines; [] where the places cannot all have theirs."""
    spans = [span for owner in plan.owners for span in plan.spans(owner)]
    for least in _WIDTHS:
        distances = [(left, right, least + 1) for left, _, right, _ in spans]
        columns = settled(plan.xs, width, distances)
        if columns:
            return columns
    return []


def _rows(plan: Plan, columns: Sequence[int], stories: Sequence[Story], height: int) -> list[int]:
    """The rows of the level lines."""
    most = max(height, round(columns[-1] * _ASPECT))
    count = len(plan.ys)
    levels = [_heights(plan, columns, stories, level) for level in range(5)]
    for level, distances in enumerate(levels):
        need = least_size(count, distances)
        if need <= height or (level > 0 and need <= _MOST_SCREENS * height) or level == 4:
            size = max(need, min(height, most))
            return settled(plan.ys, size, distances)
    raise AssertionError


def _heights(
    plan: Plan, columns: Sequence[int], stories: Sequence[Story], level: int
) -> list[Distance]:
    distances: list[Distance] = []
    for owner in plan.owners:
        spans = plan.spans(owner)
        size = _size(plan, owner)
        widest = max(spans, key=lambda span: columns[span[2]] - columns[span[0]])
        for span in spans:
            left, top, right, bottom = span
            rows = 1
            if span == widest:
                rows = rows_wanted(stories[owner], columns[right] - columns[left] - 1, size, level)
            distances.append((top, bottom, max(rows, 1) + 1))
    return distances


# -- beside the stories ----------------------------------------------------------


def _nameplate(gap: Rect | None, words: Sequence[str]) -> list[Placed]:
    """The paper's name in the middle of a gap, with what stands under it, where it has room."""
    if gap is None or not words:
        return []
    name = letter_spaced(words[0])
    if width_in_cells(name) > gap.width:
        name = words[0]
    lines = [name, *words[1:]]
    if gap.height < 2 * len(lines) or any(width_in_cells(line) > gap.width for line in lines):
        lines = [name]
    if gap.height < 3 or width_in_cells(name) > gap.width:
        return []
    top = gap.y + (gap.height - len(lines)) // 2
    return [
        Placed(
            gap.x + (gap.width - width_in_cells(line)) // 2,
            top + n,
            (Run(line, "dateline" if n else "nameplate"),),
        )
        for n, line in enumerate(lines)
    ]


class _Strip:
    """The stories without a place, one line each, in columns."""

    def __init__(self, stories: Sequence[Story], width: int, language: str) -> None:
        self._stories = stories
        self._width = width
        self._label = _STRIP.get(language.split("-")[0].lower(), "Also on this page")
        self._count = max(1, width // _STRIP_COLUMN)
        self.height = 1 + -(-len(stories) // self._count) if stories else 0

    def at(self, top: int) -> tuple[list[Box], list[Stroke], list[Placed]]:
        """Its boxes, rules and words, on the rows from `top` on."""
        if not self._stories:
            return [], [], []
        column = self._width // self._count
        deep = self.height - 1
        boxes: list[Box] = []
        for n, story in enumerate(self._stories):
            x, y = n // deep * column, top + 1 + n % deep
            title = title_of(story)
            room = column - 4
            lines = [title[start:end] for start, end in break_evenly(title, room)]
            words = shortened(lines, 1, room)
            boxes.append(
                Box(
                    key=story.key,
                    rects=(Rect(x, y, column - 1, 1),),
                    lines=(Placed(x + 2, y, (Run(words[0], "headline"),)),),
                    sign=(x, y),
                )
            )
        label = f" {self._label} "
        strokes = [Stroke(0, top, self._width, weight=Weight.LIGHT)]
        return boxes, strokes, [Placed(2, top, (Run(label, "note"),))]
