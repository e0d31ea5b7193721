"""Lines chosen for a paragraph as a whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from reader.text.cells import width_in_cells
from reader.typeset import Style, break_text, justified

from .conftest import CLAUSES

JUSTIFIED = Style(language="en", is_justified=True)
ENGLISH = (
    "The ninth Trilateral Summit, held in May in Seoul, resumed negotiations that had been "
    "interrupted for four and a half years. Scientists from the three countries agreed that "
    "collaboration in artificial intelligence, biotechnology and environmental monitoring would be "
    "strengthened considerably over the coming decade, although details remain to be determined."
)


def ragged_cells(text: str, measure: int, style: Style) -> int:
    """Cells that lines lack which justification leaves ragged, squared and added up."""
    lacking = 0
    for span in break_text(text, measure, style=style)[:-1]:
        line = text[span.start : span.end] + span.hyphen
        if not justified(text, span, measure):
            lacking += max(0, measure - width_in_cells(line)) ** 2
    return lacking


def test_a_paragraph_as_a_whole_lacks_less_than_line_by_line() -> None:
    measures = range(24, 70)
    plain = Style(language="en", is_hyphenated=True)
    whole = replace(plain, is_justified=True)
    by_line, as_a_whole = (
        sum(ragged_cells(ENGLISH, measure, style) for measure in measures)
        for style in (plain, whole)
    )
    assert as_a_whole < by_line * 0.4


def test_a_line_gives_up_a_word_where_that_saves_a_worse_one() -> None:
    text = "a bit of it all was extraordinarily uninteresting to us"
    plain, whole = (
        [text[s.start : s.end] for s in break_text(text, 19, style=style)]
        for style in (Style(), JUSTIFIED)
    )
    assert plain == ["a bit of it all was", "extraordinarily", "uninteresting to us"]
    assert whole == ["a bit of it all", "was extraordinarily", "uninteresting to us"]


@pytest.mark.parametrize("style", [Style(), JUSTIFIED], ids=["ragged", "justified"])
def test_no_last_line_is_one_short_word_where_another_can_come_down(style: Style) -> None:
    for measure in range(24, 80):
        lines = break_text(ENGLISH + " It is so.", measure, style=style)
        last = lines[-1]
        assert " " in (ENGLISH + " It is so.")[last.start : last.end]
    text = "".join(CLAUSES["zh"][:1]) * 9 + "好。"
    for measure in range(20, 80):
        last = break_text(text, measure, style=style)[-1]
        assert last.end - last.start > 2


def test_hyphens_are_dearer_than_white_and_cheaper_than_holes() -> None:
    style = Style(language="en", is_justified=True, is_hyphenated=True)
    hyphens = {
        measure: sum(bool(s.hyphen) for s in break_text(ENGLISH, measure, style=style))
        for measure in (24, 72)
    }
    assert hyphens[24] > hyphens[72]
    assert ragged_cells(ENGLISH, 24, style) < ragged_cells(ENGLISH, 24, JUSTIFIED)


def test_chinese_takes_its_lines_one_by_one() -> None:
    text = "科学技术（GDP）是第一生产力，" * 30
    assert break_text(text, 40, style=Style(is_justified=True)) == break_text(text, 40)


def test_phrases_hold_together_where_the_line_can_bear_it() -> None:
    text = "我国科学家研制出新一代高温超导材料并实现应用，" * 4
    phrases = break_text(text, 30, style=Style(language="zh", by_phrases=True))
    for whole in ("材料", "实现", "应用", "高温"):
        for span, following in pairwise(phrases):
            around = text[span.end - 1] + text[following.start]
            assert around != whole
