"""How wide a column a terminal has room for, and what may hang beside it: the same for the article
view and for what is printed.
"""

from __future__ import annotations

from typing import NamedTuple

DEFAULT_MEASURE = 72
WIDEST = 160
"""Cells of the widest measure that one can choose."""
_MARGINS = 4
"""Cells that stay empty beside a column, both sides together…"""
_ROOM_FOR_MARGINS = 40
"""…where a terminal has so many."""
_MOST_HANGING = 2


class Column(NamedTuple):
    """A column of text, in cells."""

    measure: int
    hang: int
    """How far a comma or a full stop may hang over it."""


def widest_within(columns: int) -> int:
    """The widest measure in a terminal of so many columns."""
    return max(1, min(WIDEST, columns - (_MARGINS if columns >= _ROOM_FOR_MARGINS else 0)))


def column_within(columns: int, measure: int = DEFAULT_MEASURE) -> Column:
    """The column for a measure in a terminal of so many columns, where it stands in the middle."""
    measure = max(1, min(measure, widest_within(columns)))
    return Column(measure, hang_within(columns, measure))


def hang_within(columns: int, used: int) -> int:
    """How far a mark may hang over what takes `used` cells in the middle of a terminal."""
    beside = columns - used
    return max(0, min(_MOST_HANGING, beside - beside // 2))
