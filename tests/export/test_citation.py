"""`reader.export.citation`: exact references, of several papers and of hostile headlines."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export import Printed
from reader.export.citation import CitationStyle, citation, cite_key, pages_of
from reader.model import Article

TODAY = date(2024, 7, 9)
GBT, BIBTEX, CSL, MARKDOWN = CitationStyle


def printed(headline: str, byline: str = "", **more: Any) -> Printed:
    place = {
        "newspaper_id": "kjrb",
        "newspaper": "科技日报",
        "language": "zh",
        "date": date(2024, 7, 6),
        "section": "要闻",
        "page": "01",
        **{name: more.pop(name) for name in list(more) if name in Printed.__slots__},
    }
    more.setdefault("url", "https://paper.example/2024/a_1.htm")
    article = Article(slug="content_1", headline=headline, byline=byline, **more)
    return Printed(id="kjrb/2024-07-06/content_1", article=article, **place)


CHINESE = printed("以科技创新引领产业创新", "本报记者 张三 李四")
ENGLISH = Printed(
    id="x",
    article=Article(
        slug="content_9",
        headline="Ways to Advance Sino-Korean Sci-tech Collaboration",
        byline="By GONG Qian",
        language="en",
        url="https://paper.example/9.htm",
    ),
    newspaper_id="kjrb",
    newspaper="科技日报",
    language="zh",
    date=date(2024, 7, 6),
    section="Opinion",
    page="03",
)
JAPANESE = printed(
    "平和のために",
    "山田太郎記者",
    newspaper="しんぶん赤旗",
    newspaper_id="akahata",
    language="ja",
    url="",
)
KOREAN = printed(
    "과학기술의 길",
    "홍길동 기자",
    newspaper="한겨레",
    newspaper_id="hani",
    language="ko",
    page="A03",
    url="",
)


# -- GB/T 7714 ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "reference"),
    [
        (
            CHINESE,
            "张三, 李四. 以科技创新引领产业创新[N/OL]. 科技日报, 2024-07-06(1)[2024-07-09]."
            " https://paper.example/2024/a_1.htm.",
        ),
        (
            ENGLISH,
            "GONG Qian. Ways to Advance Sino-Korean Sci-tech Collaboration[N/OL]. 科技日报,"
            " 2024-07-06(3)[2024-07-09]. https://paper.example/9.htm.",
        ),
        (JAPANESE, "山田太郎. 平和のために[N]. しんぶん赤旗, 2024-07-06(1)."),
        (KOREAN, "홍길동. 과학기술의 길[N]. 한겨레, 2024-07-06(A3)."),
        (
            printed("四人合写", "本报记者 张三 李四 王五 赵六", url=""),
            "张三, 李四, 王五, 等. 四人合写[N]. 科技日报, 2024-07-06(1).",
        ),
        (
            printed("Four", "By A. Bee, Cy Dee, E. F. Gee and H. Jay", language="en", url=""),
            "BEE A, DEE C, GEE E F, et al. Four[N]. 科技日报, 2024-07-06(1).",
        ),
        (printed("无名", "本报讯", url=""), "无名[N]. 科技日报, 2024-07-06(1)."),
        (printed("论", "本报评论员", url=""), "本报评论员. 论[N]. 科技日报, 2024-07-06(1)."),
        (
            printed("分页", url="", printed_on=("01", "04")),
            "分页[N]. 科技日报, 2024-07-06(1, 4).",
        ),
        (printed("Done.", url="", page=""), "Done[N]. 科技日报, 2024-07-06."),
        (printed("x", url="", newspaper="", date=None, page=""), "x[N]."),
        (printed("x", url="javascript:alert(1)"), "x[N]. 科技日报, 2024-07-06(1)."),
    ],
)
def test_gbt_is_written_as_the_standard_says(one: Printed, reference: str) -> None:
    assert citation(one, GBT, accessed=TODAY) == reference


# -- BibTeX ------------------------------------------------------------------------


def test_bibtex_of_a_chinese_story() -> None:
    assert citation(CHINESE, BIBTEX, accessed=TODAY) == (
        "@article{kjrb20240706content1,\n"
        "  author       = {张三 and 李四},\n"
        "  title        = {{以科技创新引领产业创新}},\n"
        "  journal      = {科技日报},\n"
        "  date         = {2024-07-06},\n"
        "  year         = {2024},\n"
        "  month        = jul,\n"
        "  pages        = {1},\n"
        "  url          = {https://paper.example/2024/a_1.htm},\n"
        "  urldate      = {2024-07-09},\n"
        "  langid       = {chinese},\n"
        "  entrysubtype = {newspaper},\n"
        "}"
    )


def test_bibtex_escapes_what_tex_obeys() -> None:
    hostile = printed('{50%} "of" $x_y\\z~^ & #1', "新华社", url="https://p.example/a{b}_c%20d")
    text = citation(hostile, BIBTEX)
    title = next(row for row in text.split("\n") if "title" in row)
    assert title == (
        r"  title        = {{\textbraceleft{}50\%\textbraceright{}"
        r' "of" \$x\_y\textbackslash{}z\textasciitilde{}\textasciicircum{} \& \#1}},'
    )
    assert "  author       = {{新华社}}," in text
    assert "  url          = {https://p.example/a%7Bb%7D_c%20d}," in text
    assert "urldate" not in text


def test_bibtex_gives_family_and_given_names_apart() -> None:
    assert "{GONG, Qian}" in citation(ENGLISH, BIBTEX)


@pytest.mark.parametrize(
    ("headline", "key"),
    [
        ("Ways to Advance", "kjrb20240706ways"),
        ("The 9th “Summit”", "kjrb20240706th"),
        ("A Café", "kjrb20240706caf"),
        ("科技AI", "kjrb20240706content1"),
        ("", "kjrb20240706content1"),
    ],
)
def test_a_cite_key_is_ascii_and_says_paper_and_day(headline: str, key: str) -> None:
    assert cite_key(printed(headline)) == key


# -- CSL-JSON ----------------------------------------------------------------------


def test_csl_has_the_fields_of_a_newspaper_article() -> None:
    assert json.loads(citation(CHINESE, CSL, accessed=TODAY)) == [
        {
            "id": "kjrb20240706content1",
            "type": "article-newspaper",
            "title": "以科技创新引领产业创新",
            "container-title": "科技日报",
            "author": [{"family": "张", "given": "三"}, {"family": "李", "given": "四"}],
            "issued": {"date-parts": [[2024, 7, 6]]},
            "page": "1",
            "section": "要闻",
            "URL": "https://paper.example/2024/a_1.htm",
            "accessed": {"date-parts": [[2024, 7, 9]]},
            "language": "zh",
        }
    ]


def test_csl_leaves_out_what_is_not_known() -> None:
    bare = printed("[ 1, 2, 3 ]", url="", newspaper="", date=None, page="", section="")
    assert json.loads(citation(bare, CSL, accessed=TODAY)) == [
        {
            "id": "kjrbcontent1",
            "type": "article-newspaper",
            "title": "[ 1, 2, 3 ]",
            "language": "zh",
        }
    ]
    assert '"literal": "山田太郎"' in citation(JAPANESE, CSL)


# -- Markdown ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "reference"),
    [
        (
            CHINESE,
            "张三、李四：[以科技创新引领产业创新](https://paper.example/2024/a_1.htm)，"
            "《科技日报》，2024年7月6日，第01版",
        ),
        (
            ENGLISH,
            "GONG Qian, [Ways to Advance Sino-Korean Sci-tech Collaboration]"
            "(https://paper.example/9.htm), *科技日报*, 6 July 2024, page 3",
        ),
        (JAPANESE, "山田太郎、平和のために、『しんぶん赤旗』、2024年7月6日、1面"),
        (KOREAN, "홍길동, 과학기술의 길, 《한겨레》, 2024년 7월 6일, A3면"),
        (
            printed("分页", url="", printed_on=("01", "04")),
            "分页，《科技日报》，2024年7月6日，第01、04版",
        ),
        (
            printed("[a](http://b) *c*", url=""),
            r"\[a\](http\://b) \*c\*，《科技日报》，2024年7月6日，第01版",
        ),
    ],
)
def test_markdown_links_the_headline_and_names_paper_day_and_page(
    one: Printed, reference: str
) -> None:
    assert citation(one, MARKDOWN) == reference


# -- all of them -------------------------------------------------------------------


def test_pages_are_those_that_print_split_it_over() -> None:
    assert pages_of(printed("x", printed_on=("01", "04"))) == ("01", "04")
    assert pages_of(printed("x")) == ("01",)
    assert pages_of(printed("x", page="")) == ()


@pytest.mark.parametrize("style", CitationStyle)
@given(headline=st.text(max_size=60), byline=st.text(max_size=40), name=st.text(max_size=20))
def test_any_text_makes_a_reference_that_a_terminal_may_show(
    style: CitationStyle, headline: str, byline: str, name: str
) -> None:
    text = citation(printed(headline, byline, newspaper=name), style, accessed=TODAY)
    assert "\x1b" not in text
    assert "\r" not in text
    if style is BIBTEX:
        assert text.count("{") == text.count("}")
    elif style is CSL:
        assert json.loads(text)[0]["type"] == "article-newspaper"
    else:
        assert "\n" not in text
