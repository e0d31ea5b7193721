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
    rows_wanted,
    set_story,
    shortened,
    size_of,
    title_of,
)
from reader.typeset.cellgrid import CellGrid, Distance, least_size, settled
from reader.typeset.headline import break_evenly
from reader.typeset.heads import spaced
from reader.typeset.lines import Run
from reader.typeset.makeup import Plan, Span, plan_of
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
    would have their places.
    """
    if width < LEAST_WIDTH or height < LEAST_HEIGHT or not stories:
        return 0.0
    placed = len(plan_of([story.area for story in stories]).owners)
    return placed / len(stories)


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
        room = _Room(plan, stories)
        columns = room.columns(width)
        if columns:
            break
        left_out.add(room.least)
    rest = [story for n, story in enumerate(stories) if n not in room.spans]
    strip = _Strip(rest, width, language)
    rows = room.rows(columns, height - strip.height)
    grid = CellGrid(plan, columns, rows)
    boxes = [set_story(stories[n], grid.rects(n), size) for n, size in room.sizes.items()]
    bottom = rows[-1] + 1
    strip_boxes, strip_strokes, strip_lines = strip.at(bottom)
    return Sheet(
        width=width,
        height=bottom + strip.height,
        boxes=(*boxes, *strip_boxes),
        strokes=(*grid.strokes(), *strip_strokes),
        lines=(*strip_lines, *_nameplate(grid.gap_at_head(), nameplate)),
    )


# -- how much room there must be -------------------------------------------------


class _Room:
    """What the places of a plan earn, and what they need."""

    def __init__(self, plan: Plan, stories: Sequence[Story]) -> None:
        self._plan = plan
        self._stories = stories
        self.spans = {owner: plan.spans(owner) for owner in plan.owners}
        self._surfaces = {owner: self._surface(spans) for owner, spans in self.spans.items()}
        self.sizes = {owner: self._size(owner) for owner in plan.owners}

    def _surface(self, spans: Sequence[Span]) -> float:
        xs, ys = self._plan.xs, self._plan.ys
        return sum(
            (xs[right] - xs[left]) * (ys[bottom] - ys[top]) for left, top, right, bottom in spans
        )

    def _size(self, owner: int) -> Size:
        xs, ys = self._plan.xs, self._plan.ys
        width = max(xs[right] - xs[left] for left, _, right, _ in self.spans[owner])
        page = xs[-1] - xs[0]
        return size_of(width / page, self._surfaces[owner] / (page * (ys[-1] - ys[0])))

    @property
    def least(self) -> int:
        """The story that can best do without its place."""
        return min(self._surfaces, key=lambda owner: (self._surfaces[owner], -owner))

    def columns(self, width: int) -> list[int]:
        """The columns of the upright lines; [] where the places cannot all have theirs."""
        for least in _WIDTHS:
            distances = [
                (left, right, least + 1)
                for spans in self.spans.values()
                for left, _, right, _ in spans
            ]
            columns = settled(self._plan.xs, width, distances)
            if columns:
                return columns
        return []

    def rows(self, columns: Sequence[int], height: int) -> list[int]:
        """The rows of the level lines: as many as there are on the screen where every story has
        its first lines then, else as many as that takes.
        """
        ys = self._plan.ys
        most = max(height, round(columns[-1] * _ASPECT))
        distances = self._heights(columns, 0)
        need = least_size(len(ys), distances)
        for level in range(1, 5):
            if need <= (height if level == 1 else _MOST_SCREENS * height):
                break
            distances = self._heights(columns, level)
            need = least_size(len(ys), distances)
        return settled(ys, max(need, min(height, most)), distances)

    def _heights(self, columns: Sequence[int], level: int) -> list[Distance]:
        distances: list[Distance] = []
        for owner, spans in self.spans.items():
            story, size = self._stories[owner], self.sizes[owner]
            widest = max(spans, key=lambda span: columns[span[2]] - columns[span[0]])
            for left, top, right, bottom in spans:
                rows = 1
                if (left, top, right, bottom) == widest:
                    rows = rows_wanted(story, columns[right] - columns[left] - 1, size, level)
                distances.append((top, bottom, max(rows, 1) + 1))
        return distances


# -- beside the stories ----------------------------------------------------------


def _nameplate(gap: Rect | None, words: Sequence[str]) -> list[Placed]:
    """The paper's name in the middle of a gap, with what stands under it, where it has room."""
    if gap is None or not words:
        return []
    name = spaced(words[0])
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
            (Run(line, "foot" if n else "headline lead"),),
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
        return boxes, strokes, [Placed(2, top, (Run(label, "label"),))]
