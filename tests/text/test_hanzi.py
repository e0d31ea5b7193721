"""Simplified and traditional characters."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import (
    Article,
    Image,
    Items,
    Line,
    Newspaper,
    Outline,
    Paragraph,
    SectionOutline,
    Table,
)
from reader.text import hanzi
from reader.text.hanzi import NotInstalled, Script, article_in, in_script, outline_in, script_of

HAN = st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF) | st.sampled_from("ab 。"))
SIMPLIFIED, TRADITIONAL = "头发干燥，皇后出发去后面。", "頭髮乾燥，皇后出發去後面。"


def test_characters_are_chosen_by_phrase() -> None:
    assert in_script(SIMPLIFIED, Script.TRADITIONAL) == TRADITIONAL
    assert in_script(TRADITIONAL, Script.SIMPLIFIED) == SIMPLIFIED


@pytest.mark.parametrize("script", Script)
@given(HAN)
def test_no_place_in_a_text_moves(script: Script, text: str) -> None:
    assert len(in_script(text, script)) == len(text)


def test_a_text_that_would_become_longer_is_done_by_the_character(monkeypatch) -> None:
    longer = {"计算机": "電腦系統", "计": "計", "算": "算", "机": "機", "～": "--"}
    monkeypatch.setattr(hanzi, "_converter", lambda _: lambda text: longer.get(text, text))
    assert in_script("计算机", Script.TRADITIONAL) == "計算機"
    assert in_script("～", Script.TRADITIONAL) == "～"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (SIMPLIFIED, Script.SIMPLIFIED),
        (TRADITIONAL, Script.TRADITIONAL),
        ("中文", None),
        ("Plain words", None),
        ("", None),
        ("简体的报纸里有一个「龍」字", Script.SIMPLIFIED),
    ],
)
def test_the_script_of_a_text_is_told(text: str, script: Script | None) -> None:
    assert script_of(text) is script


def test_all_of_an_article_is_turned_but_its_addresses() -> None:
    article = Article(
        slug="a",
        headline="头条",
        kicker="国务院",
        deck="发展",
        byline="记者 张伟",
        blocks=(
            Paragraph(text=SIMPLIFIED),
            Items(items=("第一项", "开始")),
            Table(rows=(("数据", "1"),)),
            Image(url="https://paper.example/头.jpg", caption="图为会场", credit="记者"),
        ),
    )
    turned = article_in(article, Script.TRADITIONAL)
    assert (turned.headline, turned.kicker, turned.deck) == ("頭條", "國務院", "發展")
    assert turned.blocks == (
        Paragraph(text=TRADITIONAL),
        Items(items=("第一項", "開始")),
        Table(rows=(("數據", "1"),)),
        Image(url="https://paper.example/头.jpg", caption="圖爲會場", credit="記者"),
    )
    assert len(turned.text) == len(article.text)
    assert article_in(article, Script.SIMPLIFIED) is article


def test_an_issues_sections_and_headlines_are_turned() -> None:
    line = Line(key="k/2024-07-06/a", slug="a", headline="头条", byline="记者")
    section = SectionOutline(name="要闻", page="01", lines=(line,))
    paper = Newspaper(id="k", name="报纸")
    outline = Outline(newspaper=paper, date=date(2024, 7, 6), sections=(section,))
    turned = outline_in(outline, Script.TRADITIONAL)
    assert [one.name for one in turned.sections] == ["要聞"]
    assert [(one.headline, one.byline, one.key) for one in turned.lines] == [
        ("頭條", "記者", line.key)
    ]
    assert outline_in(outline, Script.SIMPLIFIED) is outline


def test_without_the_extra_it_is_said(monkeypatch) -> None:
    hanzi._converter.cache_clear()
    monkeypatch.setitem(sys.modules, "opencc", None)
    with pytest.raises(NotInstalled):
        hanzi.load()
    assert not hanzi.is_loaded()
