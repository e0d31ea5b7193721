"""A piece of a page as blocks: nothing lost, nothing hidden shown, marks where they were."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import (
    Block,
    Heading,
    Image,
    Items,
    Mark,
    MarkKind,
    Paragraph,
    Quote,
    Table,
    text_of,
)
from reader.parse.blocks import blocks_of, credit_of, line_of
from reader.parse.noise import Ledger
from reader.parse.tree import parsed
from reader.text import clean

BASE = "http://paper.example/html/2024-07/06/content_1.htm"


def blocks(source: str) -> tuple[Block, ...]:
    return blocks_of(parsed(source), BASE, Ledger())


def texts(source: str) -> list[str]:
    return [text_of(block) for block in blocks(source)]


# -- paragraphs and what parts them


def test_paragraphs_are_cleaned() -> None:
    assert texts("<p>\u3000\u3000第一段。</p><p>&nbsp;&nbsp;Second  one.</p>") == [
        "第一段。",
        "Second one.",
    ]


def test_a_line_break_ends_a_paragraph() -> None:
    assert texts("　　第一段。<br>　　第二段。<BR/>第三段。") == [
        "第一段。",
        "第二段。",
        "第三段。",
    ]


def test_text_outside_any_element_is_kept() -> None:
    assert texts("<div>before<p>within</p>after</div>") == ["before", "within", "after"]


def test_inline_elements_do_not_part_words() -> None:
    assert texts("<p>Hae<span>ng</span>-A <font color=red>Seo</font></p>") == ["Haeng-A Seo"]


def test_unknown_elements_lose_no_words() -> None:
    assert texts("<p><npm:x>one</npm:x> <blink>two</blink></p>") == ["one two"]


def test_plain_text_without_any_markup_is_a_paragraph() -> None:
    assert texts("just words") == ["just words"]


def test_character_data_in_a_section_of_its_own_is_kept_or_gone_but_never_broken() -> None:
    assert all("]]>" not in text for text in texts("<p>a<![CDATA[b]]>c</p>"))


def test_blank_blocks_are_left_out() -> None:
    assert texts("<p>&nbsp;</p><p>\u200b</p><p>x</p><p></p>") == ["x"]


def test_a_sub_heading_called_like_a_button_stays() -> None:
    assert texts("<p>before</p><p><strong>字号</strong></p><p>上一篇</p>") == ["before", "字号"]


def test_a_line_of_noise_is_left_out_and_noted() -> None:
    ledger = Ledger()
    found = blocks_of(parsed("<p>words</p><p>上一篇 下一篇</p>"), BASE, ledger)
    assert ([text_of(b) for b in found], ledger.removals[0].rule) == (["words"], "button")


# -- what nobody should see


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>NEVER</script>",
        "<style>NEVER</style>",
        "<template><p>NEVER</p></template>",
        "<!-- NEVER -->",
        "<iframe>NEVER</iframe>",
        "<select><option>NEVER</option></select>",
        "<textarea>NEVER</textarea>",
        "<button>NEVER</button>",
        "<svg><text>NEVER</text></svg>",
        "<p hidden>NEVER</p>",
        '<p style="display:none">NEVER</p>',
        '<p style="color:red; Display : None">NEVER</p>',
        '<div style="visibility:hidden"><p>NEVER</p></div>',
        "<map><area alt=NEVER>NEVER</map>",
    ],
)
def test_what_a_page_hides_never_becomes_text(hidden: str) -> None:
    assert texts(f"<p>before</p>{hidden}<p>after</p>") == ["before", "after"]


def test_a_hidden_element_is_noted() -> None:
    ledger = Ledger()
    blocks_of(parsed("<p hidden>secret</p><p>x</p>"), BASE, ledger)
    assert [(r.rule, r.text) for r in ledger.removals] == [("hidden", "secret")]


# -- marks


def test_nested_marks_cover_their_own_characters() -> None:
    found = blocks("<p>面积<b>单位<i>为</i></b>m<sup>2</sup>，CO<sub>2</sub>。</p>")[0]
    assert isinstance(found, Paragraph)
    covered = {(m.kind.value, found.text[m.start : m.end]) for m in found.marks}
    assert covered == {("strong", "单位为"), ("em", "为"), ("sup", "2"), ("sub", "2")}


def test_a_mark_over_two_neighbouring_pieces_is_one() -> None:
    found = blocks("<p>x <b>a</b><b>b</b> y</p>")[0]
    assert isinstance(found, Paragraph)
    assert found.marks == (Mark(start=2, end=4, kind=MarkKind.STRONG),)


def test_a_mark_keeps_its_place_when_spaces_before_it_fold() -> None:
    found = blocks("<p>\u3000\u3000 a \n\n <b> bold </b> z and more words</p>")[0]
    assert isinstance(found, Paragraph)
    assert [found.text[m.start : m.end].strip() for m in found.marks] == ["bold"]


def test_a_link_is_resolved() -> None:
    found = blocks('<p>see <a href="../05/content_9.htm">yesterday</a> now</p>')[0]
    assert isinstance(found, Paragraph)
    assert [(m.href, found.text[m.start : m.end]) for m in found.marks] == [
        ("http://paper.example/html/2024-07/05/content_9.htm", "yesterday")
    ]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@b", ""])
def test_a_link_that_is_not_to_be_opened_is_words_only(href: str) -> None:
    found = blocks(f'<p>see <a href="{href}">this</a></p>')[0]
    assert found == Paragraph(text="see this")


_PIECES = st.recursive(
    st.text(
        alphabet=st.sampled_from("ab 中。\u3000\xa0\n\u200b\u200d\u0301\u202e\x1b👩<&"), max_size=8
    ).map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "sub", "sup", "span", "a href=/x", "p", "div", "br", "li"]),
        st.lists(inner, max_size=4),
    ).map(lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0].split()[0]}>"),
    max_leaves=20,
)


@given(st.lists(_PIECES, max_size=6).map("".join))
def test_marks_always_lie_within_their_text(source: str) -> None:
    for block in blocks(source):
        if isinstance(block, Paragraph | Heading | Quote):
            assert all(0 <= m.start < m.end <= len(block.text) for m in block.marks)


@given(st.lists(_PIECES, max_size=6).map("".join))
def test_text_is_always_clean(source: str) -> None:
    for block in blocks(source):
        if isinstance(block, Paragraph | Heading | Quote):
            assert block.text == clean(block.text)


@given(st.lists(_PIECES, max_size=6).map("".join))
def test_marks_of_one_kind_never_overlap(source: str) -> None:
    for block in blocks(source):
        if isinstance(block, Paragraph | Heading | Quote):
            strong = [m for m in block.marks if m.kind is MarkKind.STRONG]
            assert all(a.end <= b.start for a, b in pairwise(strong))


# -- headings, quotes, lists


def test_a_heading_element_is_a_heading() -> None:
    assert blocks("<h3>小标题</h3>") == (Heading(text="小标题"),)


def test_a_short_bold_line_alone_is_a_heading() -> None:
    assert blocks("<p><strong>从实验室到田间</strong></p><p>文。</p>")[0] == Heading(
        text="从实验室到田间"
    )


@pytest.mark.parametrize(
    "source",
    [
        "<p><b>这是一句话。</b></p>",
        "<p><b>A short sentence.</b></p>",
        "<p><b>问：</b></p>",
        "<p><b>bold</b> and not</p>",
        f"<p><b>{'长' * 61}</b></p>",
    ],
)
def test_bold_words_that_read_as_a_sentence_are_no_heading(source: str) -> None:
    assert isinstance(blocks(source)[0], Paragraph)


def test_a_quotation_is_a_quote() -> None:
    assert blocks("<blockquote><p>said so</p></blockquote>") == (Quote(text="said so"),)


def test_a_list_keeps_its_items_and_its_kind() -> None:
    assert blocks("<ol><li>one</li><li>two</li></ol>") == (
        Items(items=("one", "two"), is_ordered=True),
    )


def test_a_list_within_a_list_loses_no_item() -> None:
    assert blocks("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>") == (
        Items(items=("a", "b", "c")),
    )


# -- tables


def test_a_table_of_data_is_a_table() -> None:
    source = "<table><tr><th>年</th><th>数</th></tr><tr><td>2023</td><td>1 </td></tr></table>"
    assert blocks(source) == (Table(rows=(("年", "数"), ("2023", "1")), has_header=True),)


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>one</td></tr><tr><td>two</td></tr></table>",
        "<table><tr><td>one</td><td>two</td></tr></table>",
        "<table><tr><td><table><tr><td>one</td></tr></table></td><td>two</td></tr></table>",
    ],
)
def test_a_table_that_only_lays_out_gives_paragraphs(source: str) -> None:
    assert texts(source) == ["one", "two"]


def test_a_table_of_long_texts_is_layout() -> None:
    cell = "字" * 500
    source = f"<table><tr><td>{cell}</td><td>{cell}</td></tr>" * 2
    assert all(isinstance(block, Paragraph) for block in blocks(source))


def test_rows_of_unequal_length_are_kept_as_they_are() -> None:
    source = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    assert blocks(source) == (Table(rows=(("a", "b"), ("c",))),)


# -- pictures


def test_a_figure_gives_its_caption_to_its_picture() -> None:
    source = (
        "<figure><img src=../../p.jpg><figcaption>塔吊。新华社记者 李涛摄</figcaption></figure>"
    )
    assert blocks(source) == (
        Image(
            url="http://paper.example/html/p.jpg",
            caption="塔吊。新华社记者 李涛摄",
            credit="新华社记者 李涛摄",
        ),
    )


def test_a_caption_goes_with_the_last_picture_of_its_figure() -> None:
    source = "<figure><img src=/1.jpg><img src=/2.jpg><figcaption>both</figcaption></figure>"
    assert [b.caption for b in blocks(source) if isinstance(b, Image)] == ["", "both"]


def test_a_flood_of_marks_over_a_seam_costs_the_marks_and_no_letter() -> None:
    found = blocks("<p>a" + "\u0301" * 6 + "<b>" + "\u0301" * 6 + "b</b></p>")[0]
    assert isinstance(found, Paragraph)
    assert (found.text, found.marks) == ("a" + "\u0301" * 8 + "b", ())


def test_a_picture_between_paragraphs_stands_between_them() -> None:
    found = blocks('<p>a<img src="/p.jpg" alt="cap">b</p>')
    assert [type(block).__name__ for block in found] == ["Paragraph", "Image", "Paragraph"]


@pytest.mark.parametrize(
    "img",
    [
        "<img src=../../../tplimg/pdf.gif>",
        "<img src=/blank.gif>",
        "<img src=/x.gif width=10 height=10>",
        "<img src=javascript:1>",
        "<img>",
    ],
)
def test_an_icon_is_no_picture(img: str) -> None:
    assert blocks(f"<p>words</p>{img}") == (Paragraph(text="words"),)


def test_a_picture_named_without_an_address_is_kept_by_its_words() -> None:
    assert blocks('<img src="file:///x.png" alt="The square at noon">') == (
        Image(url="", caption="The square at noon"),
    )


def test_a_figure_whose_picture_has_no_address_keeps_its_caption() -> None:
    source = "<figure><img><figcaption>words</figcaption></figure>"
    assert [b.caption for b in blocks(source) if isinstance(b, Image)] == ["words"]


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("图为现场。新华社记者 李涛摄", "新华社记者 李涛摄"),
        ("现场。本报记者 王 明 摄", "本报记者 王 明 摄"),
        ("A crane at work. (Photo by Li Ming)", "Photo by Li Ming"),
        ("产业园一角。（图：海关总署）", "图：海关总署"),
        ("没有作者的说明。", ""),
    ],
)
def test_the_end_of_a_caption_tells_who_took_the_picture(caption: str, credit: str) -> None:
    assert credit_of(caption) == credit


# -- as deep as it likes


@pytest.mark.parametrize("element", ["div", "b", "span", "blockquote", "ul><li", "table><tr><td"])
def test_ten_thousand_levels_lose_no_word(element: str) -> None:
    source = "before" + f"<{element}>" * 10_000 + "DEEP"
    assert "DEEP" in " ".join(texts(source))


def test_a_headline_s_lines_are_parted_by_a_space() -> None:
    assert line_of(parsed("<div>One<br>Two<p>Three</p><script>x</script></div>")) == "One Two Three"


def test_no_element_says_nothing() -> None:
    assert line_of(None) == ""
