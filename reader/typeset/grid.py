"""A broadsheet's grid: how many columns a page has, where they stand, and how they are grouped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NARROWEST, WIDEST = 26, 44
"""Cells of a column on a page that has several."""
WIDEST_ALONE = 72
WIDTH_FOR_COLUMNS = 72
"""Cells of a page from which on it has more than one column."""
MOST_COLUMNS = 8
_GUTTER = 3
"""A rule with a cell of white at each side; what is left over makes it five."""
_MARGIN = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns of one measure, side by side in a page `width` cells wide."""

    width: int
    xs: tuple[int, ...]
    """Where each column begins."""
    measure: int
    gutter: int

    @property
    def left(self) -> int:
        """The first cell of the composition: the margin of its first column."""
        return self.xs[0] - _MARGIN

    @property
    def right(self) -> int:
        """One past its last."""
        return self.xs[-1] + self.measure + _MARGIN

    def span(self, count: int) -> int:
        """Cells of so many columns with what is between them."""
        return count * self.measure + (count - 1) * self.gutter

    def rule_before(self, column: int) -> int:
        """Where the upright rule before a column stands; at the edge the composition's first
        cell."""
        return self.xs[column] - (self.gutter + 1) // 2 if column else self.left


def grid_of(width: int, count: int, *, is_even: bool) -> Grid:
    """So many columns in a page, in its middle where they cannot be as wide as it is.

    `is_even` for text in characters of two cells, to which an odd cell is lost.
    """
    widest = WIDEST if count > 1 else WIDEST_ALONE
    room = max(1, width - 2 * _MARGIN)
    measure = min(widest, max(1, (room - (count - 1) * _GUTTER) // count))
    if is_even and measure > 2:
        measure -= measure % 2
    gutter = _GUTTER
    if count > 1 and room - count * measure >= (count - 1) * (_GUTTER + 2):
        gutter += 2
    used = count * measure + (count - 1) * gutter
    first = max(0, (width - used) // 2)
    step = measure + gutter
    return Grid(width, tuple(first + n * step for n in range(count)), measure, gutter)


def most_columns(width: int) -> int:
    """How many columns a page has room for."""
    if width < WIDTH_FOR_COLUMNS:
        return 1
    room = width - 2 * _MARGIN + _GUTTER
    return max(1, min(MOST_COLUMNS, room // (NARROWEST + _GUTTER)))


def usual_columns(width: int, measure: int) -> float:
    """How many columns of about that measure a page holds."""
    return (width - 2 * _MARGIN + _GUTTER) / (measure + _GUTTER)


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that belong together, under or over a story that goes across them."""

    first: int
    count: int
    has_wide: bool = False
    is_at_foot: bool = False
    """Whether the wide story stands under the columns."""
    strips: int = 0
    """How many columns there are under or over a wide story, where these are wider than the
    grid's: for the little that is left beside a story that takes the whole page. 0 for the
    grid's own."""

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """The columns beside the wide story: the first of the grid's that each covers, and how
        many of them."""
        strips = self.strips or self.count
        span = self.count // strips
        return tuple((self.first + n * span, span) for n in range(strips))


def groupings(grid: Grid, told: int) -> Iterator[tuple[Group, ...]]:
    """The ways to group a grid's columns for so many stories that are more than briefs, the lead
    among them and first."""
    count = len(grid.xs)
    if count > 1 and told <= count:
        # A single story with its briefs may have these over the whole page: they are a line each.
        widest = WIDEST_ALONE if told > 1 else grid.width
        for strips in _divisors(count):
            if grid.span(count // strips) <= widest:
                yield (Group(0, count, has_wide=True, strips=strips),)
    for lead in (2, 3, 4, 1):
        rest = count - lead
        if rest < 0 or (lead == 4 and count < 8) or (lead == 1 and count > max(2, told)):
            continue
        for strips in _divisors(lead):
            is_odd = strips < lead
            if is_odd and (not 0 < rest >= told - 2 or grid.span(lead // strips) > WIDEST_ALONE):
                continue
            for pairs in range(min(rest // 2, max(1, told) - 1) + 1):
                spans = (*[2] * pairs, *[1] * (rest - 2 * pairs))
                # Nothing is wider than the lead.
                if not (lead == 1 and pairs) and (rest < 4 or pairs or told <= count):
                    yield tuple(_grouped(lead, strips, spans))


def _divisors(count: int) -> list[int]:
    return [n for n in range(1, count + 1) if count % n == 0]


def _grouped(lead: int, strips: int, spans: tuple[int, ...]) -> Iterator[Group]:
    yield Group(0, lead, has_wide=True, strips=strips)
    first = lead
    for n, span in enumerate(spans):
        # One at the foot of the page balances the lead at its head.
        yield Group(first, span, has_wide=span > 1, is_at_foot=span > 1 and n % 2 == 0)
        first += span
