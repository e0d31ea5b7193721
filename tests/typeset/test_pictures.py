from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Article, Image, Paragraph
from reader.typeset import set_article
from reader.typeset.pictures import fitted, most_rows, room_for_unseen, window_of


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


PICTURED = Article(
    slug="a",
    headline="Rain",
    language="en",
    blocks=(
        Paragraph(text="It rained. " * 12),
        Image(url="https://paper.example/1.jpg", caption="The river", credit="Photo: A. B."),
        Paragraph(text="It stopped."),
    ),
)


def test_a_picture_has_its_rows_and_its_caption_below_them() -> None:
    lines = set_article(PICTURED, 60, picture_rows={1: (30, 4)})
    rows = [n for n, line in enumerate(lines) if line.picture == 1]
    assert len(rows) == 4
    assert rows == list(range(rows[0], rows[0] + 4))
    below = lines[rows[-1] + 1]
    assert below.text == "The river Photo: A. B."
    assert below.field == "caption"
    assert below.indent == (60 - len(below.text)) // 2
    assert not lines[rows[0] - 1].runs


def test_a_long_caption_is_no_wider_than_its_picture_and_stands_under_it() -> None:
    image = Image(url="x", caption="A caption of some length, as editors write them. " * 3)
    article = Article(slug="a", headline="", blocks=(image,))
    set_lines = set_article(article, 80, picture_rows={0: (48, 2)})
    lines = [line for line in set_lines if line.field == "caption"]
    assert len(lines) > 2
    assert {line.indent for line in lines} == {16}
    assert max(line.width for line in lines) <= 64


def test_a_picture_without_room_says_why_in_its_mark() -> None:
    lines = set_article(PICTURED, 60, picture_notes={1: "too large"})
    assert "[Picture: too large] The river Photo: A. B." in [line.text for line in lines]
    assert all(line.picture < 0 for line in lines)


@pytest.mark.parametrize("measure", [1, 7, 30, 72])
def test_no_line_of_a_caption_is_wider_than_the_measure(measure: int) -> None:
    for line in set_article(PICTURED, measure, picture_rows={1: (min(20, measure), 3)}):
        assert line.width <= measure


def test_all_of_a_picture_is_seen_where_one_is_not_close() -> None:
    assert window_of((1000, 1500), (100, 40), 1.0, (0.5, 0.5)) == ((0, 0, 1000, 1500), 53, 40)


def test_closer_is_a_smaller_part_in_more_room() -> None:
    window = window_of((1000, 1500), (100, 40), 3.0, (0.5, 0.5))
    left, top, right, bottom = window.box
    assert (window.cells, window.rows) == (100, 40)
    assert bottom - top == 500
    assert (left + right) // 2 == 500
    assert (top + bottom) // 2 == 750


@given(*[st.floats(0, 1)] * 2, st.floats(1, 40), *[st.integers(1, 3000)] * 2)
def test_a_window_never_leaves_the_picture(
    x: float, y: float, closeness: float, width: int, height: int
) -> None:
    window = window_of((width, height), (80, 24), closeness, (x, y))
    left, top, right, bottom = window.box
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert 1 <= window.cells <= 80
    assert 1 <= window.rows <= 24
