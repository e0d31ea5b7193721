from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.typeset.pictures import fitted, most_rows, room_for_unseen


def test_a_wide_picture_fills_the_measure_and_keeps_its_shape() -> None:
    assert fitted(1600, 800, 72, 30) == (72, 18)


def test_a_tall_picture_fills_the_rows() -> None:
    assert fitted(600, 1200, 72, 20) == (20, 20)


def test_a_small_picture_is_not_blown_up_unless_it_may_grow() -> None:
    assert fitted(80, 80, 72, 30) == (10, 5)
    assert fitted(80, 80, 72, 30, may_grow=True) == (60, 30)


def test_the_shape_of_the_terminals_cells_counts() -> None:
    assert fitted(1000, 500, 40, 40, cell=(10, 20)) == (40, 10)
    assert fitted(1000, 500, 40, 40, cell=(10, 10)) == (40, 20)


def test_room_is_left_for_text_on_any_screen() -> None:
    assert [most_rows(rows) for rows in (1, 16, 24, 50)] == [3, 9, 14, 30]


def test_a_picture_still_to_come_gets_the_room_of_a_photograph() -> None:
    assert room_for_unseen(72, 14) == (42, 14)
    assert room_for_unseen(24, 14) == (24, 8)


@given(*[st.integers(1, 20_000)] * 2, *[st.integers(1, 300)] * 2)
def test_a_picture_never_leaves_its_room(width: int, height: int, cells: int, rows: int) -> None:
    across, down = fitted(width, height, cells, rows)
    assert 1 <= across <= cells
    assert 1 <= down <= rows
