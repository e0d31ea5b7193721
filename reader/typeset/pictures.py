"""How much room a picture gets in a column: its shape in cells, which are taller than wide."""

from __future__ import annotations

CELL = (8, 16)
"""Pixels of a cell, where the terminal does not say: twice as tall as wide."""
UNSEEN = (3, 2)
"""The shape of a picture that nobody has seen yet: that of a photograph."""
_OF_THE_SCREEN = 0.6
_FEWEST_ROWS = 3


def most_rows(screen_rows: int) -> int:
    """The rows that a picture may fill on a screen of so many, so that text stands with it."""
    return max(_FEWEST_ROWS, int(screen_rows * _OF_THE_SCREEN))


def fitted(
    width: int,
    height: int,
    most_cells: int,
    most_rows: int,
    *,
    cell: tuple[int, int] = CELL,
    may_grow: bool = False,
) -> tuple[int, int]:
    """The cells and rows that a picture of `width` by `height` pixels fills: as large as the room
    lets it be, its shape kept, and no larger than it is unless it `may_grow`. At least one each.
    """
    across, down = width / cell[0], height / cell[1]
    scale = min(most_cells / across, most_rows / down)
    if not may_grow:
        scale = min(scale, 1.0)
    return (
        max(1, min(most_cells, round(across * scale))),
        max(1, min(most_rows, round(down * scale))),
    )


def room_for_unseen(
    most_cells: int, most_rows: int, *, cell: tuple[int, int] = CELL
) -> tuple[int, int]:
    """The room kept for a picture that is still to come."""
    return fitted(*UNSEEN, most_cells, most_rows, cell=cell, may_grow=True)
