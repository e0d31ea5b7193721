"""Headlines over several columns."""

from __future__ import annotations

from reader.model import Article, Paragraph
from reader.text.cells import width_in_cells
from reader.typeset import set_article
from reader.typeset.display import displayed


def headline(words: str, measure: int, language: str = "zh") -> list[str]:
    article = Article(
        slug="a", kicker="引题", headline=words, blocks=(Paragraph(text="正文"),), language=language
    )
    lines = list(displayed(set_article(article, measure), measure))
    found = [line for line in lines if line.field == "headline"]
    for line in found:
        for run in line.runs:
            assert run.start < 0 or words[run.start :].startswith(run.text)
        assert abs(measure - line.indent - line.width) <= 1 or language == "en"
    assert [line.field for line in lines[:2]] == ["kicker", "headline"]
    assert lines[-1].text == "正文"
    return [line.text for line in found]


def test_a_headline_of_one_line_is_letter_spaced_and_its_numbers_stay_whole() -> None:
    assert headline("第21次会议召开", 40) == ["第 21 次 会 议 召 开"]


def test_one_that_would_need_another_line_is_left_as_it_is() -> None:
    words = "科学家取得重要进展"
    assert headline(words, width_in_cells(words) + 8) == [" ".join(words)]
    assert headline(words, width_in_cells(words) + 7) == [words]
    assert len(headline(words, 12)) == 2


def test_english_words_are_never_spread() -> None:
    assert headline("Ways to Advance", 60, "en") == ["Ways to Advance"]
