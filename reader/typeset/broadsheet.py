"""The front page composed: a broadsheet's grid, filled so that its columns end together.

The theory. A page is a row of groups of columns. The lead has the first group: its headline goes
over all of the group's columns, its text runs through them, and under it each column takes smaller
stories. Other groups may have a wide story too, at their head or at their foot. What is short, and
what there is no better place for, becomes a brief: a line or two in the last column. What does not
fit on the screen goes on another one below, composed in the same way.

Of everything that can vary (how many columns, how they are grouped, how high the wide stories are,
how many stories are told and how many only named) some dozen pages are tried. Each has a price:
rows left white, texts broken off inside a sentence, headlines of many lines, stories that got less
than they are worth. The cheapest is printed. The same stories in the same room always make the same
page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from reader.typeset.grid import (
    WIDTH_FOR_COLUMNS,
    Grid,
    Group,
    grid_of,
    groupings,
    most_columns,
    usual_columns,
)
from reader.typeset.heads import Grade
from reader.typeset.paste import Band, Labels, pasted
from reader.typeset.stack import Columns, Desk, Space, fill_spaces
from reader.typeset.wide import Setter, Wide
from reader.typeset.worth import is_ideographic, is_short, ranked

if TYPE_CHECKING:
    from reader.typeset.sheet import Sheet, Story

_MEASURE = {True: 30, False: 36}
"""Cells of a column that reads well, in ideographs and in letters."""
_UNDER_WIDE = 7
"""Rows under a wide story that are worth dividing among others, a third of a low page."""
_LEAST_UNDER = 2
"""The same where there is little beside it: a label and a brief."""
_LEAST_HEIGHT = 6
_HEIGHTS = (0.4, 0.62, 1.0)
"""Parts of the page's height that its lead may take."""
_OTHER_HEIGHT = 0.45
"""The part that another wide story takes."""
_LINES = (4, 11)
"""Lines of text for a story in a column, by which it is reckoned how many can be told."""
_ROWS_OF_A_STORY = 9
"""Rows that a story takes of a column where there are many."""
_FEWEST = 4
"""Stories that are tried together on the smallest screen."""
_TRIES = 8
"""How often a page is divided anew when its stories do not fill it."""

_PRICE_UNUSED = 0.6
"""Of a row of a column under the end of the page."""
_PRICE_NARROW_LEAD = 5.0
"""Of a lead that is no wider than the others."""
_PRICE_DEFERRED = 5.0
"""Of a story that has to go on the next screen."""
_PRICE_MEASURE = 0.12
"""Of a cell, squared, by which a column is narrower or wider than reads well."""

Ranked = Sequence[tuple["Story", float]]


def compose(
    stories: Sequence[Story],
    width: int,
    height: int,
    *,
    briefs: str = "In brief",
    more: str = "{n} more",
) -> Sheet:
    """The stories on a page `width` cells wide. Its first `height` rows are a whole composition,
    each further screen is another. `briefs` is what their column is called, `more`
    what stands at the foot of a screen about those below."""
    bands: list[Band] = []
    left = ranked(stories)
    room = max(_LEAST_HEIGHT, height - 1)
    full = _full(stories, width, room)
    while left:
        # Many more than a screen holds would leave it room for their names only.
        band = _best(left if len(left) <= 2 * full else left[:full], width, room)
        bands.append(band)
        left = [each for each in left if each[0].key not in band.keys]
    return pasted(bands, width, height, Labels(briefs, more))


def _full(stories: Sequence[Story], width: int, height: int) -> int:
    """How many stories make a full screen, each with a few lines of its text."""
    measure = _MEASURE[is_ideographic(stories[0])] if stories else _MEASURE[False]
    columns = max(1, round(usual_columns(width, measure)))
    return max(_FEWEST, columns * height // _ROWS_OF_A_STORY)


def _best(stories: Ranked, width: int, height: int) -> Band:
    """The cheapest page of those that are tried."""
    best: Band | None = None
    told = sum(not is_short(story) for story, _ in stories)
    for grid in _grids(stories, width, height):
        desk = Desk(grid, height)
        for groups in groupings(grid, told):
            for page, chosen, briefs, deferred in _tried(desk, groups, stories, height):
                band = page.filled(chosen, briefs, deferred, best.price if best else inf)
                best = band or best
    return best or _alone(stories[0][0], width, height)


def _alone(story: Story, width: int, height: int) -> Band:
    """One story over the whole width, as much of it as there is room for."""
    desk = Desk(grid_of(width, 1, is_even=is_ideographic(story)), height)
    group = Group(0, 1, has_wide=True)
    setter = Setter(desk, group, story, height)
    rows = min(setter.most, max(setter.least, height))
    wide = setter.set(rows)
    while wide is None and rows > setter.least:
        rows -= 1
        wide = setter.set(rows)
    wides = ((wide, 0),) if wide else ()
    return Band(desk.grid, (group,), rows, wides, (), 0.0)


# -- what is tried ---------------------------------------------------------------


def _grids(stories: Ranked, width: int, height: int) -> Iterator[Grid]:
    """The grids worth a try: of a usual measure, and of as many columns as there is text for."""
    is_even = is_ideographic(stories[0][0])
    measure = _MEASURE[is_even]
    most = most_columns(width)
    usual = usual_columns(width, measure)
    counts = {max(1, min(most, int(usual))), max(1, min(most, round(usual + 0.3)))}
    cells = sum(len(p) for story, _ in stories for p in story.paragraphs) * (1 + is_even)
    filled = int((cells / measure + 5 * len(stories)) / height)
    told = sum(not is_short(story) for story, _ in stories)
    enough = max(1, min(filled + 1, told))
    if enough <= max(counts):
        counts = {enough, max(1, enough - 1), max(1, enough - 2)}
    for count in sorted(counts):
        yield grid_of(width, count, is_even=is_even)


def _tried(
    desk: Desk, groups: tuple[Group, ...], stories: Ranked, height: int
) -> Iterator[tuple[_Page, Ranked, Ranked, int]]:
    """The pages that this grouping gives, each with the stories told on it, those made briefs, and
    how many are left for another."""
    across = [group for group in groups if group.has_wide]
    top, rest = stories[: len(across)], stories[len(across) :]
    if len(top) < len(across) or any(is_short(story) for story, _ in top[1:]):
        return
    setters = {
        group: Setter(desk, group, story, height)
        for group, (story, _) in zip(across, top, strict=True)
    }
    told = [each for each in rest if not is_short(each[0])]
    seen: set[tuple[int, int, int]] = set()
    for part in _HEIGHTS:
        page = _Page(desk, groups, setters, height, part)
        for lines in _LINES:
            count, named = _shares(desk, told, rest, page.room - (len(groups) > 1), lines)
            if (page.room, count, named) in seen:
                continue
            seen.add((page.room, count, named))
            chosen = told[:count]
            keys = {story.key for story, _ in chosen}
            briefs = [each for each in rest if each[0].key not in keys][:named]
            yield page, chosen, briefs, len(rest) - count - len(briefs)


def _shares(desk: Desk, told: Ranked, rest: Ranked, room: int, lines: int) -> tuple[int, int]:
    """How many stories can be told in so many rows, and how many of the others at least named."""
    costs = [desk.item(story, Grade.COLUMN).wanted(lines) + 1 for story, _ in told]
    names = [desk.item(story, Grade.BRIEF).least for story, _ in rest]
    left = float(room - sum(names))
    count = 0
    while count < len(told) and left + names[count] >= costs[count]:
        left += names[count] - costs[count]
        count += 1
    if count:
        return count, len(rest) - count
    left, named = float(room), 0
    while named < len(rest) and left >= names[named]:
        left -= names[named]
        named += 1
    return 0, named


@dataclass(frozen=True, slots=True)
class _Division:
    wides: tuple[tuple[Wide, int], ...]
    """Wide stories, each with its first row."""
    spaces: tuple[Space, ...]


class _Page:
    """One way to divide a page: wide stories of some height, columns beside and under them."""

    def __init__(
        self,
        desk: Desk,
        groups: tuple[Group, ...],
        setters: dict[Group, Setter],
        height: int,
        part: float,
    ) -> None:
        self._desk = desk
        self._groups = groups
        self._setters = setters
        self._height = height
        self._is_ideographic = is_ideographic(next(iter(setters.values())).story)
        self._heights = {
            group: self._first_height(setter, part if group.first == 0 else _OTHER_HEIGHT)
            for group, setter in setters.items()
        }

    def _first_height(self, setter: Setter, part: float) -> int:
        rows = setter.near(min(setter.most, round(self._height * part)), setter.least)
        under = min(_UNDER_WIDE, self._height // 3)
        return rows if self._height - rows - 1 >= under else max(rows, self._height)

    @property
    def room(self) -> int:
        """Rows of all the columns beside the wide stories."""
        rows = self._height * sum(len(group.parts) for group in self._groups)
        for group, high in self._heights.items():
            rows -= min(self._height, high + 1) * len(group.parts)
        return rows

    def _divided(self, rows: int, heights: dict[Group, int]) -> _Division | int:
        """Wide stories and what columns are left; else how many rows the page is too high."""
        wides: list[tuple[Wide, int]] = []
        spaces: list[Space] = []
        for group in self._groups:
            setter = self._setters.get(group)
            if setter is None:
                spaces += [Space(column, 0, rows, span) for column, span in group.parts]
                continue
            high = heights[group]
            if rows - high - 1 < _LEAST_UNDER:
                high = rows
            wide = setter.set(high) if high <= setter.most else None
            if wide is None:
                return (high - setter.near(min(high, setter.most), setter.least)) or rows
            under = rows - high - 1
            wides.append((wide, rows - high if group.is_at_foot and under > 0 else 0))
            if under > 0:
                y = 0 if group.is_at_foot else high + 1
                spaces += [Space(column, y, under, span) for column, span in group.parts]
        return _Division(tuple(wides), tuple(spaces))

    def filled(self, stories: Ranked, briefs: Ranked, deferred: int, most: float) -> Band | None:
        """The page with these stories and briefs, if it costs less than `most`. Where they do not
        fill it, wide stories are made higher, and what else is missing makes it lower."""
        rows, heights = self._height, dict(self._heights)
        best: Band | None = None
        fixed = self._fixed + deferred * _PRICE_DEFERRED
        for _ in range(_TRIES):
            price = fixed + (self._height - rows) * len(self._desk.grid.xs) * _PRICE_UNUSED
            if rows < 1 or price >= most:
                break
            division = self._divided(rows, heights)
            if isinstance(division, int):
                rows -= division
                continue
            price += sum(wide.price for wide, _ in division.wides)
            if price >= most:
                break
            columns: Columns | dict[Space, int] = Columns((), 0.0)
            if division.spaces or stories or briefs:
                columns = fill_spaces(self._desk, division.spaces, stories, briefs)
            if isinstance(columns, Columns):
                price += columns.price
                band = Band(
                    self._desk.grid, self._groups, rows, division.wides, columns.filled, price
                )
                best, most = (band, price) if price < most else (best, most)
                if rows == self._height:
                    break
                # It is lower than the screen: a row less may end all of it with a sentence.
                rows -= 1
            elif columns:
                rows -= self._raised(columns, heights)
            else:
                break
        return best

    def _raised(self, missing: dict[Space, int], heights: dict[Group, int]) -> int:
        """Make those wide stories higher whose own columns are not filled; the rows that are
        missing all the same."""
        still = 0
        for group in self._groups:
            columns = range(group.first, group.first + group.count)
            short = max((n for space, n in missing.items() if space.column in columns), default=0)
            setter = self._setters.get(group)
            if short and setter is not None:
                high = heights[group]
                heights[group] = setter.near(min(high + short, setter.most), high)
                short -= heights[group] - high
            still = max(still, short)
        return still

    @property
    def _fixed(self) -> float:
        """What every page on this grid costs."""
        grid = self._desk.grid
        beside = self._height * (grid.width - (grid.right - grid.left)) // (grid.measure + 3)
        measure = _MEASURE[self._is_ideographic]
        is_narrow = len(grid.xs) > 1 and self._groups[0].count == 1
        has_columns = grid.width >= WIDTH_FOR_COLUMNS
        return (
            beside * _PRICE_UNUSED
            + is_narrow * _PRICE_NARROW_LEAD
            + has_columns * (grid.measure - measure) ** 2 * _PRICE_MEASURE
        )
