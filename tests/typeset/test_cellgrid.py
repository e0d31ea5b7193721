"""Lines on the grid of cells: their order is kept, and what must lie between them does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.typeset.cellgrid import CellGrid, Distance, least_size, settled
from reader.typeset.makeup import Plan
from reader.typeset.sheet import Rect, Sheet, rows

lines = st.lists(st.floats(0, 1, width=32), min_size=2, max_size=20, unique=True).map(sorted)


@st.composite
def asked(draw: st.DrawFn) -> tuple[list[float], list[Distance]]:
    found = draw(lines)
    pairs = st.tuples(st.integers(0, len(found) - 2), st.integers(1, len(found)), st.integers(1, 9))
    distances = [
        (first, min(len(found) - 1, first + step), least)
        for first, step, least in draw(st.lists(pairs, max_size=12))
    ]
    return found, distances


@given(asked(), st.integers(0, 60))
def test_lines_keep_their_order_and_their_distances(
    given: tuple[list[float], list[Distance]], more: int
) -> None:
    places, distances = given
    size = least_size(len(places), distances) + more
    cells = settled(places, size, distances)
    assert cells == sorted(cells)
    assert (cells[0], cells[-1]) == (0, size - 1)
    assert all(cells[second] - cells[first] >= least for first, second, least in distances)


@given(asked())
def test_what_does_not_fit_is_not_settled(given: tuple[list[float], list[Distance]]) -> None:
    places, distances = given
    assert settled(places, least_size(len(places), distances) - 1, distances) == []


def test_without_distances_lines_keep_their_proportions() -> None:
    assert settled([0.0, 0.25, 0.5, 1.0], 101, []) == [0, 25, 50, 100]


def test_a_line_is_pushed_from_both_sides_alike() -> None:
    first, left, right, last = settled([0.0, 0.49, 0.51, 1.0], 101, [(1, 2, 20)])
    assert right - left == 20
    assert (left - first) - (last - right) in (-1, 0, 1)


def test_rules_stand_between_stories_and_nothing_is_drawn_twice() -> None:
    plan = Plan((0.0, 0.5, 1.0), (0.0, 0.5, 1.0), ((0, 1), (0, 2)))
    grid = CellGrid(plan, [0, 6, 12], [0, 3, 6])
    sheet = Sheet(width=13, height=7, strokes=tuple(grid.strokes()))
    assert ["".join(piece.text for piece in row) for row in rows(sheet)] == [
        "┌─────┬─────┐",
        "│     │     │",
        "│     │     │",
        "│     ├─────┤",
        "│     │     │",
        "│     │     │",
        "└─────┴─────┘",
    ]


def test_the_cells_of_a_bend_hang_together_across_its_line() -> None:
    plan = Plan((0.0, 0.5, 1.0), (0.0, 0.5, 1.0), ((0, 0), (0, 1)))
    grid = CellGrid(plan, [0, 6, 12], [0, 3, 6])
    assert grid.rects(0) == (Rect(1, 1, 11, 2), Rect(1, 3, 5, 3))
    assert grid.rects(1) == (Rect(7, 4, 5, 2),)


def test_slots_without_cells_are_left_out() -> None:
    plan = Plan((0.0, 0.5, 0.51, 1.0), (0.0, 1.0), ((0, 1, 2),))
    grid = CellGrid(plan, [0, 6, 6, 12], [0, 3])
    assert grid.rects(1) == ()
    assert grid.rects(2) == (Rect(7, 1, 5, 2),)


def test_the_largest_gap_at_the_head_is_found() -> None:
    plan = Plan((0.0, 0.4, 0.6, 1.0), (0.0, 0.2, 1.0), ((-1, 0, -1), (0, 0, 1)))
    grid = CellGrid(plan, [0, 40, 60, 110], [0, 8, 40])
    assert grid.gap_at_head() == Rect(61, 0, 49, 8)
    full = Plan((0.0, 1.0), (0.0, 1.0), ((0,),))
    assert CellGrid(full, [0, 9], [0, 9]).gap_at_head() is None
