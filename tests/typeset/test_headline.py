"""`reader.typeset.break_evenly`: how headlines are broken."""

from __future__ import annotations

import pytest
from hypothesis import given

from reader.text.cells import width_in_cells
from reader.typeset import break_evenly, break_text

from .conftest import measures, running_text


def broken(text: str, measure: int) -> list[str]:
    return [text[start:end] for start, end in break_evenly(text, measure)]


@given(running_text, measures)
def test_a_headline_takes_as_few_lines_as_other_text_and_loses_nothing(
    text: str, measure: int
) -> None:
    lines = break_evenly(text, measure)
    plainly = break_text(text, measure)
    assert len(lines) == len(plainly)
    widest = max((width_in_cells(text[start:end]) for start, end in plainly), default=0)
    done = 0
    for start, end in lines:
        assert not text[done:start].strip()
        assert width_in_cells(text[start:end]) <= max(measure, widest)
        done = end
    assert not text[done:].strip()


@pytest.mark.parametrize(
    ("measure", "lines"),
    [
        (40, ["Ways to Advance Sino-Korean", "Sci-tech Collaboration"]),
        (40, ["中国空间站迎来第八批航天员：", "神舟二十号发射成功"]),
        (34, ["我国科学家研制出新一代", "高温超导材料并实现应用"]),
        (36, ["最新技術を紹介するロボティクスの", "展示会が東京で開幕"]),
    ],
)
def test_a_headline_breaks_where_a_reader_pauses(measure: int, lines: list[str]) -> None:
    headline = (" " if lines[0].isascii() else "").join(lines)
    assert broken(headline, measure) == lines


def test_no_character_is_left_alone_on_the_last_line() -> None:
    headline = "我国首次火星探测任务天问一号探测器成功发射升空"
    for measure in range(8, len(headline) * 2):
        assert len(broken(headline, measure)[-1]) > 1


def test_a_headline_with_a_word_wider_than_the_measure_is_set_all_the_same() -> None:
    assert broken("Donaudampfschifffahrt", 8) == ["Donaudam", "pfschiff", "fahrt"]


def test_an_overlong_headline_is_set_like_other_text() -> None:
    text = "科学技术" * 80
    assert break_evenly(text, 200) == break_text(text, 200)
