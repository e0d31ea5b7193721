"""`reader.typeset.set_article`: a story as lines that know where they stand."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import (
    Article,
    Block,
    Heading,
    Image,
    Items,
    Mark,
    MarkKind,
    Paragraph,
    Quote,
    Table,
)
from reader.text.cells import graphemes
from reader.typeset import Line, Run, line_at, plain, set_article, words_of

from .conftest import measures, running_text

words = running_text.map(lambda text: " ".join(text.split()))
marks = st.lists(
    st.builds(
        Mark,
        start=st.integers(0, 60),
        end=st.integers(0, 80),
        kind=st.sampled_from(list(MarkKind)),
    ),
    max_size=4,
).map(tuple)
rows = st.lists(st.lists(words, max_size=4).map(tuple), max_size=4).map(tuple)
blocks = st.lists(
    st.one_of(
        st.builds(Paragraph, text=words, marks=marks),
        st.builds(Heading, text=words),
        st.builds(Quote, text=words, marks=marks),
        st.builds(Items, items=st.lists(words, max_size=4).map(tuple), is_ordered=st.booleans()),
        st.builds(Table, rows=rows, has_header=st.booleans()),
        st.builds(Image, url=st.just(""), caption=words, credit=words),
    ),
    max_size=6,
).map(tuple)
articles = st.builds(
    Article,
    slug=st.just("a"),
    headline=words,
    kicker=words,
    deck=words,
    byline=words,
    blocks=blocks,
    language=st.sampled_from(["", "zh", "ja", "ko", "en", "zh-Hant"]),
)

CHINESE = Article(
    slug="a",
    headline="科技日报的标题",
    kicker="引题",
    deck="副题一行",
    byline="本报记者 张三",
    dateline="北京7月5日电",
    language="zh",
    blocks=(
        Paragraph(text="九成以上的读者说，他们每天早上先看第一版，然后才看别的。"),
        Heading(text="小标题"),
        Paragraph(text="第二段。"),
        Image(url="https://example.com/1.jpg", caption="桥上的人", credit="李四摄"),
        Quote(text="引文。"),
        Items(items=("甲", "乙")),
    ),
)


def of(*blocks: Block, language: str = "en", measure: int = 30) -> list[str]:
    """The lines of an article without anything above its text."""
    article = Article(slug="a", headline="", blocks=blocks, language=language)
    lines = plain(set_article(article, measure)).split("\n")
    assert [line.strip() for line in lines[:2]] == ["────────", ""]
    return lines[2:]


# -- what holds for every article --------------------------------------------------


@given(articles, measures, st.booleans())
def test_no_line_is_wider_than_the_measure(article: Article, measure: int, shown: bool) -> None:
    for line in set_article(article, measure, show_pictures=shown, meta="2024年7月6日 · 4 min"):
        assert line.width <= measure or len(list(graphemes(line.text))) == 1


@given(articles, measures)
def test_lines_tell_where_in_the_text_they_stand(article: Article, measure: int) -> None:
    text = article.text
    lines = [line for line in set_article(article, measure) if line.start >= 0]
    for line in lines:
        assert 0 <= line.start <= line.end <= len(text)
        if isinstance(article.blocks[line.block], Table):
            continue
        shown = line.text
        assert shown.endswith(text[line.start : line.end])
    for line, following in pairwise(lines):
        assert line.end <= following.start


@given(articles, measures, st.booleans())
def test_every_run_is_what_stands_at_its_start_and_no_character_is_in_two(
    article: Article, measure: int, in_columns: bool
) -> None:
    done: set[tuple[str, int, int]] = set()
    lines = set_article(article, measure, meta="2024年7月6日 · 4 min", in_columns=in_columns)
    for line in lines:
        own = line.field != "meta"
        words = words_of(article, line.field, line.block) if line.field else article.text
        unit = (line.field, line.block if line.field == "caption" else -1)
        for run in line.runs:
            if run.start < 0 or not own:
                continue
            assert run.text
            assert words[run.start : run.start + len(run.text)] == run.text
            places = {(*unit, at) for at in range(run.start, run.start + len(run.text))}
            assert not places & done
            done |= places


@given(articles, measures)
def test_no_word_of_the_text_is_lost(article: Article, measure: int) -> None:
    covered = bytearray(len(article.text))
    lines = set_article(article, measure)
    for line in lines:
        if line.start >= 0:
            covered[line.start : line.end] = b"\x01" * (line.end - line.start)
    tables = [block for block in article.blocks if isinstance(block, Table)]
    if not tables:
        left = "".join(c for c, is_set in zip(article.text, covered, strict=True) if not is_set)
        assert not left.strip()
    # Cells stand among others and in labels: their characters are counted.
    everything = "".join(plain(lines).split())
    for table in tables:
        for cell in (cell for row in table.rows[table.has_header :] for cell in row):
            assert not set("".join(cell.split())) - set(everything)


@given(articles, measures)
def test_the_set_text_has_no_space_at_a_line_end(article: Article, measure: int) -> None:
    assert not [
        line for line in plain(set_article(article, measure)).split("\n") if line[-1:] == " "
    ]


def test_the_same_article_is_set_the_same() -> None:
    assert set_article(CHINESE, 40) == set_article(CHINESE, 40)


# -- what a reader sees ------------------------------------------------------------


def test_a_chinese_article_as_it_looks() -> None:
    assert plain(set_article(CHINESE, 40, meta="星期六")).split("\n") == [
        "                  引题",
        "             科技日报的标题",
        "                副题一行",
        "",
        "      本报记者 张三 · 北京7月5日电",
        "                 星期六",
        "                ────────",
        "",
        "    九成以上的读者说，他们每天早上先看第",
        "一版，然后才看别的。",
        "",
        "小标题",
        "    第二段。",
        "",
        "〔图〕 桥上的人 李四摄",
        "",
        "│ 引文。",
        "",
        "• 甲",
        "• 乙",
    ]


def test_styles_name_what_each_line_is() -> None:
    styles = {line.text: line.runs[-1].style for line in set_article(CHINESE, 40) if line.runs}
    assert styles["引题"] == "kicker"
    assert styles["科技日报的标题"] == "headline"
    assert styles["副题一行"] == "deck"
    assert styles["本报记者 张三 · 北京7月5日电"] == "byline"
    assert styles["小标题"] == "heading"
    assert styles["│ 引文。"] == "quote"
    assert styles["〔图〕 桥上的人 李四摄"] == "caption"
    assert styles["第二段。"] == ""


def test_what_stands_over_columns_is_centred_in_every_language() -> None:
    article = Article(slug="a", headline="Head", blocks=(Paragraph(text="One."),), language="en")
    alone = set_article(article, 20)
    assert (alone[0].indent, alone[1].indent, alone[1].width) == (0, 0, 8)
    over = set_article(article, 20, in_columns=True, head_measure=44)
    assert (over[0].indent, over[1].width) == (20, 44)


@pytest.mark.parametrize("measure", range(12, 60, 4))
def test_the_line_under_the_byline_is_broken_between_its_facts(measure: int) -> None:
    meta = "人民日报 · 2026年11月24日 星期二 · 第01版 → 第05版 · 3 分钟"
    lines = [
        line
        for line in set_article(Article(slug="a", headline="h"), measure, meta=meta)
        if line.field == "meta"
    ]
    assert all(line.width <= measure for line in lines)
    assert all(meta[line.runs[0].start :].startswith(line.text) for line in lines)
    if measure >= 24:
        assert " · ".join(line.text for line in lines) == meta


def test_english_paragraphs_are_parted_by_a_blank_line_and_not_indented() -> None:
    lines = of(Paragraph(text="One two."), Heading(text="Head"), Paragraph(text="Three."))
    assert lines == ["One two.", "", "Head", "Three."]


def test_the_papers_language_counts_where_the_article_has_none() -> None:
    article = Article(slug="a", headline="", blocks=(Paragraph(text="正文"),))
    assert set_article(article, 40, language="zh-Hant")[-1].indent == 4
    assert set_article(article, 40, language="en")[-1].indent == 0


def test_a_narrow_column_has_no_indent() -> None:
    assert set_article(CHINESE, 15)[-1].indent == 0


def test_hidden_pictures_leave_nothing_behind() -> None:
    hidden = plain(set_article(CHINESE, 40, show_pictures=False))
    assert "图" not in hidden
    assert "\n\n\n" not in hidden


@pytest.mark.parametrize(
    ("language", "mark"),
    [("zh", "〔图〕"), ("en", "[Picture]"), ("ko", "[사진]"), ("fr", "[Picture]")],
)
def test_a_picture_leaves_its_caption_under_a_mark(language: str, mark: str) -> None:
    image = Image(url="https://example.com/1.jpg", caption="Words by X", credit="X")
    assert of(image, language=language) == [f"{mark} Words by X"]
    assert of(Image(url="https://example.com/1.jpg"), language=language) == [mark]


def test_items_hang_behind_their_signs() -> None:
    items = Items(items=("one two three", "four"), is_ordered=True)
    assert of(items, measure=12) == ["1. one two", "   three", "2. four"]


def test_a_long_quotation_keeps_its_bar() -> None:
    assert of(Quote(text="one two three"), measure=10) == ["│ one two", "│ three"]


def test_a_table_that_fits_stands_in_columns() -> None:
    table = Table(rows=(("年份", "Papers"), ("2024", "一百二十"), ("2023",)), has_header=True)
    assert of(table) == ["年份  Papers", "─" * 14, "2024  一百二十", "2023"]


def test_the_last_column_runs_on_under_itself() -> None:
    table = Table(rows=(("a", "one two three four five six"),))
    assert of(table, measure=20) == ["a  one two three", "   four five six"]


def test_figures_end_at_one_edge_and_words_above_them_are_a_header() -> None:
    table = Table(rows=(("指标", "本期"), ("东屿区", "56"), ("合计", "1,234.5"), ("乙", "—")))
    assert of(table) == [
        "指标       本期",
        "─" * 15,
        "东屿区       56",
        "合计    1,234.5",
        "乙            —",
    ]


def test_the_widest_cells_of_a_table_run_on_over_several_lines() -> None:
    rows = (("甲公司", "受新产品带动，利润上升", "12"), ("乙", "下降", "3"))
    assert of(Table(rows=rows), measure=24) == [
        "甲公司  受新产品带    12",
        "        动，利润上升",
        "",
        "乙      下降           3",
    ]


def test_a_table_that_does_not_fit_is_told_row_by_row() -> None:
    table = Table(
        rows=(("Country", "Population of it"), ("China the great", "many"), ("Korea", "some")),
        has_header=True,
    )
    assert of(table, measure=20) == [
        "Country: China the",
        "         great",
        "Populat…: many",
        "",
        "Country: Korea",
        "Populat…: some",
    ]


def test_a_table_in_a_very_narrow_column_has_its_names_as_a_row() -> None:
    table = Table(rows=(("Country", "Papers"), ("Korea", "some")), has_header=True)
    assert of(table, measure=12)[:3] == ["Country", "Papers", ""]


@pytest.mark.parametrize("rows", [(), ((),), ((), ())])
def test_a_table_of_nothing_is_nothing(rows: tuple[tuple[str, ...], ...]) -> None:
    article = Article(slug="a", headline="Head", blocks=(Table(rows=rows),))
    assert plain(set_article(article, 40)) == "Head"


def test_an_article_of_a_headline_alone_has_no_rule() -> None:
    assert plain(set_article(Article(slug="a", headline="Head"), 40)) == "Head"


# -- marks -------------------------------------------------------------------------


def test_marks_become_runs_with_exact_borders() -> None:
    paragraph = Paragraph(
        text="plain bold both link",
        marks=(
            Mark(start=6, end=15, kind=MarkKind.STRONG),
            Mark(start=11, end=15, kind=MarkKind.EMPHASIS),
            Mark(start=16, end=99, kind=MarkKind.LINK, href="https://example.com/"),
            Mark(start=3, end=3, kind=MarkKind.SUBSCRIPT),
        ),
    )
    article = Article(slug="a", headline="", blocks=(paragraph,), language="en")
    assert set_article(article, 40)[-1].runs == (
        Run("plain ", "", 0),
        Run("bold ", "strong", 6),
        Run("both", "strong em", 11),
        Run(" ", "", 15),
        Run("link", "link", 16),
    )


def test_a_mark_goes_on_over_a_line_end() -> None:
    quote = Quote(text="aaa bbb", marks=(Mark(start=2, end=6, kind=MarkKind.STRONG),))
    article = Article(slug="a", headline="", blocks=(quote,), language="en")
    assert [line.runs for line in set_article(article, 8)[-2:]] == [
        (Run("│ ", "rule"), Run("aa", "quote", 0), Run("a", "quote strong", 2)),
        (Run("│ ", "rule"), Run("bb", "quote strong", 4), Run("b", "quote", 6)),
    ]


def test_ten_thousand_marks_take_no_longer_than_reading_them() -> None:
    text = "字" * 20_000
    many = tuple(Mark(start=n, end=n + 1, kind=MarkKind.STRONG) for n in range(0, 20_000, 2))
    began = time.process_time()
    set_article(Article(slug="a", headline="", blocks=(Paragraph(text=text, marks=many),)), 72)
    assert time.process_time() - began < 2


# -- coming back -------------------------------------------------------------------


def test_line_at_finds_the_line_that_holds_an_offset() -> None:
    lines = set_article(CHINESE, 40)
    for n, line in enumerate(lines):
        if 0 < line.start < line.end:
            assert line_at(lines, line.start) == n
            assert line_at(lines, line.end - 1) == n
    assert line_at(lines, 0) == 0
    assert line_at(lines, 10_000) == len(lines) - 1
    assert line_at((), 5) == 0
    assert line_at((Line(),), 5) == 0


def test_the_same_words_stay_in_view_at_another_measure() -> None:
    wide, narrow = set_article(CHINESE, 60), set_article(CHINESE, 20)
    for line in wide:
        if line.start > 0:
            there = narrow[line_at(narrow, line.start)]
            assert there.start <= line.start < there.end


def test_setting_ten_thousand_characters_anew_never_keeps_anyone_waiting() -> None:
    text = "记者从中国科学院获悉，“我们在2024年7月6日完成了第3次试验”，共行驶3.5公里。" * 5
    story = tuple(Paragraph(text=f"{n}{text}") for n in range(10_000 // len(text)))
    article = Article(slug="a", headline="标题", blocks=story, language="zh")
    set_article(article, 72)
    began = time.process_time()
    for measure in range(50, 60):
        set_article(article, measure)
    # How far under a frame it stays, tests/bench/setting.py measures.
    assert (time.process_time() - began) / 10 < 0.25


def test_a_dateline_that_the_text_opens_with_is_not_set_twice() -> None:
    opens = Paragraph(text="ISLAMABAD: The bridge was opened.")
    article = Article(slug="a", headline="T", dateline="ISLAMABAD", blocks=(opens,))
    assert sum("ISLAMABAD" in line.text for line in set_article(article, 60)) == 1
    apart = Article(slug="a", headline="T", dateline="LAHORE", blocks=(opens,))
    assert sum("LAHORE" in line.text for line in set_article(apart, 60)) == 1


def test_commas_and_full_stops_hang_where_the_margin_has_room() -> None:
    text = "科学技术是第一生产力，这是记者从中国科学院获悉的。" * 6
    for measure in range(20, 80):
        article = Article(slug="a", headline="", language="zh", blocks=(Paragraph(text=text),))
        lines = [line for line in set_article(article, measure, hang=2) if line.start >= 0]
        over = [line for line in lines if line.width > measure]
        assert all(line.width <= measure + 2 and line.text[-1] in "，。" for line in over)
        assert "".join(line.text for line in lines) == text
    english = Article(slug="a", headline="", language="en", blocks=(Paragraph(text="word, " * 50),))
    assert all(line.width <= 23 for line in set_article(english, 23, hang=2))
