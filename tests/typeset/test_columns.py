"""`reader.typeset.columns`: lines made up into columns."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Article, Paragraph
from reader.typeset import Line, Run, set_article
from reader.typeset.columns import balanced_columns, columns_of, head_of, is_white

line = st.builds(
    Line,
    runs=st.sampled_from([(), (Run("x", "", 0),), (Run("x", "heading", 0),), (Run("─", "rule"),)]),
    block=st.integers(0, 4),
    start=st.sampled_from([-1, 0]),
    picture=st.sampled_from([-1, -1, -1, 2]),
)
some_lines = st.lists(line, max_size=80)


def paragraph(block: int, size: int) -> list[Line]:
    return [Line((Run("x", "", n),), n, n + 1, block) for n in range(size)]


@given(some_lines, st.integers(1, 30))
def test_every_line_stands_in_one_column_in_order_and_none_is_too_tall(
    lines: list[Line], height: int
) -> None:
    columns = columns_of(lines, height)
    seen = [n for start, end in columns for n in range(start, end)]
    assert seen == sorted(set(seen))
    assert all(is_white(lines[n]) for n in set(range(len(lines))) - set(seen))
    assert all(end - start <= height for start, end in columns)
    assert not any(is_white(lines[start]) for start, _ in columns[1:])


@given(some_lines, st.integers(1, 30), st.integers(1, 5))
def test_balancing_parts_the_same_lines_on_as_many_pages(
    lines: list[Line], height: int, count: int
) -> None:
    plainly, columns = columns_of(lines, height), balanced_columns(lines, height, count)
    assert -(-len(columns) // count) == -(-len(plainly) // count)
    seen = [n for start, end in columns for n in range(start, end)]
    assert all(is_white(lines[n]) for n in set(range(len(lines))) - set(seen))
    assert seen == sorted(set(seen))
    assert all(end - start <= height for start, end in columns)


def test_no_column_ends_with_a_sub_heading() -> None:
    lines = [*paragraph(0, 9), Line((Run("x", "heading", 0),), block=1), *paragraph(2, 20)]
    assert columns_of(lines, 10)[:2] == ((0, 9), (9, 19))


def test_a_picture_stands_with_its_caption() -> None:
    picture = [Line(block=1, picture=1)] * 4
    caption = Line((Run("c", "caption", 0),), block=1, field="caption")
    lines = [*paragraph(0, 8), Line(), *picture, caption, *paragraph(2, 20)]
    for height in range(10, 14):
        first, second = columns_of(lines, height)[:2]
        assert first == (0, 9)
        assert second[0] == 9


def test_no_line_of_a_paragraph_is_left_alone() -> None:
    lines = [*paragraph(0, 9), *paragraph(1, 6), *paragraph(2, 6)]
    for height in range(6, 21):
        for (_, end), (start, _) in pairwise(columns_of(lines, height)):
            block = [n for n, line in enumerate(lines) if line.block == lines[start].block]
            if lines[end - 1].block == lines[start].block:
                assert end - 1 != block[0]
                assert start != block[-1]


def test_columns_of_a_short_text_end_at_about_the_same_row() -> None:
    columns = balanced_columns(paragraph(0, 31), 40, 3)
    assert [end - start for start, end in columns] == [11, 11, 9]


def test_columns_of_the_last_page_end_at_about_the_same_row() -> None:
    columns = balanced_columns(paragraph(0, 100), 20, 4)
    assert [end - start for start, end in columns] == [20, 20, 20, 20, 5, 5, 5, 5]


@given(some_lines, st.integers(4, 30), st.integers(1, 5), st.integers(1, 3))
def test_what_stands_over_the_first_page_takes_its_height(
    lines: list[Line], height: int, count: int, head: int
) -> None:
    columns = balanced_columns(lines, height, count, first_height=height - head)
    assert all(end - start <= height - head for start, end in columns[:count])
    assert all(end - start <= height for start, end in columns)
    seen = [n for start, end in columns for n in range(start, end)]
    assert all(is_white(lines[n]) for n in set(range(len(lines))) - set(seen))


def test_the_head_of_an_article_ends_where_its_text_begins() -> None:
    story = Article(slug="a", headline="题", byline="某", blocks=(Paragraph(text="文。"),))
    lines = set_article(story, 40)
    assert lines[head_of(lines)].text == "文。"
    assert head_of(set_article(Article(slug="a", headline="题"), 40)) == 0


def test_nothing_still_makes_one_column() -> None:
    assert columns_of((), 10) == ((0, 0),)


def parted(lines: list[Line], n: int) -> None:
    lines[n] = Line((*lines[n].runs, Run("-")), lines[n].start, lines[n].end, lines[n].block)


def test_a_column_ends_a_line_earlier_rather_than_in_a_parted_word() -> None:
    lines = paragraph(0, 20)
    assert columns_of(lines, 8)[0] == (0, 8)
    parted(lines, 7)
    assert columns_of(lines, 8)[0] == (0, 7)
    parted(lines, 6)
    assert columns_of(lines, 8)[0] == (0, 8)
