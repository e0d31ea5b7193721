"""How much room a picture gets in a column: its shape in cells, which are taller than wide."""

from __future__ import annotations

from typing import NamedTuple

CELL = (8, 16)
"""Pixels of a cell, where the terminal does not say: twice as tall as wide."""
UNSEEN = (3, 2)
"""The shape of a picture that nobody has seen yet: that of a photograph."""
_OF_THE_SCREEN = 0.6
_FEWEST_ROWS = 3
_WIDEST, _TALLEST = 5.0, 1.2
"""Cells across a row of a picture five wide where it is two high, and of one three wide where it is
five high."""


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


def across_a_row(size: tuple[int, int]) -> float:
    """How many cells a picture of so many pixels is wide for each row that it is high. One that is
    drawn out further than a page can use is taken for less so; one of no size for unseen."""
    width, height = size if min(size) > 0 else UNSEEN
    return min(_WIDEST, max(_TALLEST, width / height * CELL[1] / CELL[0]))


def rows_across(cells: int, size: tuple[int, int]) -> int:
    """The rows of a picture of so many pixels that goes over so many cells, or is as large as it is
    where that is less."""
    rows = round(cells / across_a_row(size))
    return min(rows, max(1, size[1] // CELL[1])) if min(size) > 0 else rows


class Window(NamedTuple):
    """A part of a picture, and the room that it is shown in."""

    box: tuple[int, int, int, int]
    """Left, top, right and bottom of the part, in pixels of the picture."""
    cells: int
    rows: int


def window_of(
    size: tuple[int, int],
    room: tuple[int, int],
    closeness: float,
    centre: tuple[float, float],
    *,
    cell: tuple[int, int] = CELL,
) -> Window:
    """What is seen of a picture of `size` pixels in a `room` of cells and rows, `closeness` times
    as large as where all of it is seen, around a point of it (0..1 across and down) as far as the
    picture goes.
    """
    width, height = size
    across, down = room[0] * cell[0], room[1] * cell[1]
    scale = min(across / width, down / height) * max(1.0, closeness)
    part = (min(width, max(1, round(across / scale))), min(height, max(1, round(down / scale))))
    left = min(max(0, round(centre[0] * width - part[0] / 2)), width - part[0])
    top = min(max(0, round(centre[1] * height - part[1] / 2)), height - part[1])
    return Window(
        (left, top, left + part[0], top + part[1]),
        max(1, min(room[0], round(part[0] * scale / cell[0]))),
        max(1, min(room[1], round(part[1] * scale / cell[1]))),
    )
