"""What a page is called in a list of pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines.labels import label_of, plain_number, way_of


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("第01版：要 闻", ("01", "要闻")),
        ("第A01版：头版", ("A01", "头版")),
        ("A02： 要闻", ("A02", "要闻")),
        ("06版:冰点周刊", ("06", "冰点周刊")),
        ("(GA01) 封面", ("GA01", "封面")),
        ("[02]：要闻", ("02", "要闻")),
        ("第02版 理论", ("02", "理论")),
        ("01 - 封面", ("01", "封面")),
        ("A01 头版", ("A01", "头版")),
        ("第４版：Opinion", ("4", "Opinion")),
        ("第十二版：副刊", ("12", "副刊")),
        ("第04版：Home News", ("04", "Home News")),
        ("03", ("03", "")),
        ("头版", ("", "头版")),
        ("下一版", ("", "")),
        ("4下一版", ("", "")),
        ("返回目录", ("", "")),
        ("01版 PDF下载", ("01", "")),
        ("", ("", "")),
    ],
)
def test_a_label_gives_number_and_name(words: str, label: tuple[str, str]) -> None:
    assert label_of(words) == label


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("01版：头版", "01"),
        ("01 - 封面", "01"),
        ("3年来最大降幅", ""),
        ("12.5亿元", ""),
        ("A股三大指数", ""),
        ("2026年11月24日", ""),
        ("5G", ""),
        ("10 大新闻", ""),
    ],
)
def test_a_heading_is_a_label_only_if_nothing_else_is_written_so(words: str, number: str) -> None:
    assert label_of(words, is_strict=True)[0] == number


@pytest.mark.parametrize(("words", "way"), [("下一版 >", 1), ("<上一版", -1), ("要闻", 0)])
def test_a_way_leads_on_or_back(words: str, way: int) -> None:
    assert way_of(words) == way


@pytest.mark.parametrize(("number", "same"), [("01", "1"), ("a03", "A3"), ("", ""), ("A", "A")])
def test_numbers_are_compared_without_what_fills_them_up(number: str, same: str) -> None:
    assert plain_number(number) == same


@given(st.text(max_size=40))
def test_any_words_have_a_number_and_a_name(words: str) -> None:
    number, name = label_of(words)
    assert len(number) <= 9
    assert name == name.strip()
