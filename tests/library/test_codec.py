from __future__ import annotations

import json
import math
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import codec
from reader.model import (
    Article,
    Heading,
    Image,
    Items,
    Mark,
    MarkKind,
    Paragraph,
    Quote,
    Role,
    Table,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["", "本报北京7月5日电（记者　张三）", "café – naïve", "a\0b", "😀👨‍👩‍👧", '"\\\n', "€"]
)
numbers = st.integers(0, 10_000)
marks = st.lists(
    st.builds(Mark, start=numbers, end=numbers, kind=st.sampled_from(MarkKind), href=words),
    max_size=3,
).map(tuple)
blocks = st.one_of(
    st.builds(Paragraph, text=words, marks=marks),
    st.builds(Heading, text=words, marks=marks),
    st.builds(Quote, text=words, marks=marks),
    st.builds(Items, items=st.lists(words, max_size=3).map(tuple), is_ordered=st.booleans()),
    st.builds(
        Table,
        rows=st.lists(st.lists(words, max_size=3).map(tuple), max_size=3).map(tuple),
        has_header=st.booleans(),
    ),
    st.builds(Image, url=words, caption=words, credit=words),
)
corners = st.floats(0, 1)
articles = st.builds(
    Article,
    slug=words,
    headline=words,
    kicker=words,
    deck=words,
    byline=words,
    dateline=words,
    url=words,
    language=words,
    role=st.sampled_from(Role),
    area=st.lists(st.tuples(corners, corners), max_size=5).map(tuple),
    printed_on=st.lists(words, max_size=3).map(tuple),
    blocks=st.lists(blocks, max_size=5).map(tuple),
)


@given(articles)
def test_an_article_comes_back_exactly(article: Article) -> None:
    assert codec.unpacked_article(codec.packed_article(article)) == article


@given(articles)
def test_corners_come_back_exactly(article: Article) -> None:
    assert codec.unpacked_area(codec.packed_area(article.area)) == article.area


@given(articles, articles)
def test_equal_digests_mean_equal_articles(one: Article, other: Article) -> None:
    same = codec.article_as_json(one) | {"slug": ""} == codec.article_as_json(other) | {"slug": ""}
    assert (codec.digest_of(one) == codec.digest_of(other)) == same


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda raw: b"\2" + raw))
def test_any_bytes_are_an_article_or_unreadable(content: bytes) -> None:
    with pytest.raises(codec.Unreadable):
        codec.unpacked_article(content)


@given(articles, st.data())
def test_a_packed_article_cut_short_is_unreadable(article: Article, data: st.DataObject) -> None:
    content = codec.packed_article(article)
    with pytest.raises(codec.Unreadable):
        codec.unpacked_article(content[: data.draw(st.integers(0, len(content) - 1))])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["slug", "headline", "blocks", "area"]), inner)
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_an_article_or_unreadable(value: object) -> None:
    try:
        codec.article_from_json(value)
    except codec.Unreadable:
        return


def test_what_a_later_version_adds_is_passed_over() -> None:
    value = {
        "slug": "s",
        "headline": "h",
        "role": "crossword",
        "weather": {"sunny": True},
        "blocks": [
            ["paragraph", "words", [[0, 1, "blink"], [0, 2, "strong", "", 7]], "more"],
            ["poem", "lines"],
            ["map", {"x": 1}],
            ["image", "https://paper.example/1.jpg"],
        ],
    }
    article = codec.article_from_json(json.loads(json.dumps(value)))
    assert article.role is Role.STORY
    assert article.blocks == (
        Paragraph(text="words", marks=(Mark(start=0, end=2, kind=MarkKind.STRONG),)),
        Paragraph(text="lines"),
        Image(url="https://paper.example/1.jpg"),
    )


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    article = Article(slug="s", headline="a\ud800b")
    assert codec.unpacked_article(codec.packed_article(article)).headline == "a\ufffdb"


def test_text_nested_without_end_is_unreadable() -> None:
    with pytest.raises(codec.Unreadable):
        codec.article_from_json({"slug": "s", "headline": "h", "blocks": [[[[[]]]]]})


def test_chinese_prose_takes_less_than_half_its_bytes() -> None:
    sentences = [
        f"本报记者{chr(0x4E00 + n * 37 % 9000)}{chr(0x4E00 + n * 91 % 9000)}从有关部门获悉，"
        f"今年前{n % 12 + 1}个月，全国高技术制造业增加值同比增长{n}.{n % 10}%，"
        f"{chr(0x4E00 + n * 53 % 9000)}产业成为拉动经济增长的重要力量。"
        for n in range(20)
    ]
    article = Article(slug="s", headline="h", blocks=tuple(Paragraph(text=s) for s in sentences))
    assert len(codec.packed_article(article)) < 0.5 * len(article.text.encode())


def test_packing_is_finite_for_strange_numbers() -> None:
    article = Article(slug="s", headline="h", area=((math.inf, -0.0),))
    assert codec.unpacked_article(codec.packed_article(article)).area == ((math.inf, -0.0),)


@pytest.mark.parametrize(
    ("content", "dictionary"),
    [
        (
            "01835b9f886afff34deb5e2e9eff741db0345a815b3724e943d2ba39309798c2b2490f729906291b1f373401"
            "03b71600",
            806756,
        ),
        (
            "02835b9f886affc11da7366fd87462356e9da0e40a4aa4e6570e998213f31a585607150d0b170383b11600",
            1561228152,
        ),
        (
            "03835b9f886a3f68300b54f0e1d6094aaea0446a7ee590293831af81657550d1b0703130186b01",
            3598713153,
        ),
    ],
)
def test_what_was_packed_in_any_form_is_read_for_good(content: str, dictionary: int) -> None:
    packed = bytes.fromhex(content)
    assert zlib.crc32(codec._DICTIONARIES[packed[0]]) == dictionary
    article = codec.unpacked_article(packed)
    assert article.headline == "粮食安全"
    assert article.blocks == (Paragraph(text="本报北京7月5日电，经济社会发展。"),)
