"""What holds of set lines whatever the text, the measure and the style."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.cells import graphemes, width_in_cells
from reader.typeset import Style, break_text, justified, lines_from
from reader.typeset.edge import HANGING

from .conftest import any_text, measures, prose, prose_of, running_text, styles, whole_lines
from .kinsoku import breaches

slowly = settings(deadline=None)
"""The first word of a language costs its patterns."""
texts = st.one_of(prose, running_text, any_text)


@slowly
@given(texts, measures, styles)
def test_no_line_is_wider_than_its_measure_and_what_may_hang(
    text: str, measure: int, style: Style
) -> None:
    for span in break_text(text, measure, style=style):
        line = text[span.start : span.end]
        if len(list(graphemes(line))) == 1:
            continue  # a character wider than the line stands alone
        width = width_in_cells(line + span.hyphen)
        assert width <= measure + style.hang
        if width > measure:
            assert line[-1] in HANGING
            assert width_in_cells(line[:-1]) <= measure


@slowly
@given(texts, measures, styles)
def test_joining_the_lines_gives_the_text_back(text: str, measure: int, style: Style) -> None:
    spans = break_text(text, measure, style=style)
    done = 0
    for span in spans:
        assert span.start < span.end
        assert not text[done : span.start].strip()
        assert not span.hyphen or text[span.end - 1 : span.end + 1].isalpha()
        done = span.end
    assert not text[done:].strip()
    for span, following in pairwise(spans):
        assert not span.hyphen or span.end == following.start


@slowly
@given(texts, measures, styles)
def test_no_character_that_a_reader_sees_is_torn(text: str, measure: int, style: Style) -> None:
    places = {0}
    for cluster in graphemes(text):
        places.add(max(places) + len(cluster))
    for span in break_text(text, measure, style=style):
        assert {span.start, span.end} <= places


@slowly
@given(prose, measures, styles)
def test_no_rule_is_broken_where_a_place_in_the_line_would_have_kept_them_all(
    text: str, measure: int, style: Style
) -> None:
    spans = break_text(text, measure, style=style)
    assert breaches(whole_lines(text, spans)) == []


@slowly
@given(prose, measures, styles)
def test_lines_one_by_one_are_the_lines_all_at_once(text: str, measure: int, style: Style) -> None:
    spans = break_text(text, measure, style=style)
    assert list(lines_from(text, measure, style=style)) == spans


@slowly
@given(prose, measures, styles)
def test_cells_are_added_between_words_of_the_line_and_fill_it(
    text: str, measure: int, style: Style
) -> None:
    spans = break_text(text, measure, style=style)
    for n, span in enumerate(spans):
        places = justified(text, span, measure)
        assert not (places and n == len(spans) - 1)
        width = width_in_cells(text[span.start : span.end] + span.hyphen)
        if places:
            assert width + len(places) == measure
        assert list(places) == sorted(set(places))
        assert all(span.start < at < span.end and text[at - 1].isspace() for at in places)


@slowly
@given(prose_of("en"), st.integers(12, 80), styles)
def test_hyphens_are_two_in_a_row_at_most_and_none_before_the_last_word(
    text: str, measure: int, style: Style
) -> None:
    spans = break_text(text, measure, style=style)
    signs = "".join("-" if span.hyphen else "." for span in spans)
    assert "---" not in signs
    for span in spans:
        assert not span.hyphen or any(map(str.isspace, text[span.end :].rstrip()))
