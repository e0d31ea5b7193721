"""`reader.text.folding`: what a person types, found as it is meant, at its exact place."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.text import hanzi
from reader.text.folding import (
    fold,
    folded,
    has_words,
    spans_of,
    spans_of_words,
    words_of,
)
from reader.text.scripts import simplified_forms


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("ai", "ＡＩ与Ai", ["ＡＩ", "Ai"]),
        ("ＡＩ", "the AI", ["AI"]),
        ("科技", "以科技创新，靠科技", ["科技", "科技"]),
        ("CAFE", "un café, un cafe\u0301!", ["café", "cafe\u0301"]),
        ('"it\'s"', "“it’s” here", ["“it’s”"]),
        ("2024-2025", "2024–2025", ["2024–2025"]),
        ("strasse", "Die Straße", ["Straße"]),
        ("office", "the oﬃce", ["oﬃce"]),
        ("ガラス", "ｶﾞﾗｽ", ["ｶﾞﾗｽ"]),
        ("アイ", "ｱｲ", ["ｱｲ"]),
        ("サムスン", "サムスン電子", ["サムスン"]),
        ("한국", "한국 경제", ["한국"]),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8", ["\u1112\u1161\u11ab\u1100\u116e\u11a8"]),
        ("news paper", "a news\u3000\n paper", ["news\u3000\n paper"]),
        ("newspaper", "news\xadpaper", ["news\xadpaper"]),
        ("aa", "aaaaa", ["aa", "aa"]),
        ("ΟΔΟΣ", "οδος", ["οδος"]),
        ("ёж", "Еж", ["Еж"]),
        ("...", "等等…", ["…"]),
        (".*[", "a.*[b", [".*["]),
    ],
)
def test_what_is_typed_is_found_as_it_is_meant(query: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in spans_of(query, text)] == found


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("하", "한국"),
        ("カ", "ガラス"),
        ("カ", "ｶﾞﾗｽ"),
        ("", "anything"),
        ("  \n", "a  b"),
        ("\u0301", "e\u0301"),
        ("x", ""),
    ],
)
def test_a_part_of_a_character_and_nothing_at_all_are_not_found(query: str, text: str) -> None:
    assert spans_of(query, text) == []


def test_the_words_of_a_query_are_found_in_any_order() -> None:
    words = words_of("  科技 AI ")
    assert words == ("科技", "ai")
    assert has_words(words, fold("ＡＩ改变科技"))
    assert not has_words(words, fold("ＡＩ改变生活"))
    assert has_words((), "")
    assert not has_words(("하",), fold("한국"))
    assert spans_of_words(words, "ＡＩ改变科技") == [(0, 2), (4, 6)]
    assert spans_of_words((), "text") == []


def test_simplified_and_traditional_find_each_other() -> None:
    assert spans_of("国务", "國務院") == [(0, 2)]
    assert spans_of("頭髮", "头发出发") == [(0, 2)]
    assert has_words(words_of("體育"), fold("体育新闻"))
    assert spans_of("卫生", "衞生署、衛生局") == [(0, 2), (4, 6)]


def test_what_converts_a_text_and_what_finds_in_it_agree_of_every_character() -> None:
    pytest.importorskip("opencc")
    for traditional in simplified_forms():
        converted = hanzi.in_script(traditional, hanzi.Script.SIMPLIFIED)
        assert fold(traditional) == fold(converted)


def test_a_simplified_form_is_never_a_traditional_one_too() -> None:
    forms = simplified_forms()
    assert not forms.keys() & set(forms.values())


def test_a_long_text_is_folded_as_its_characters_are() -> None:
    for first in (*range(0, 0x10000, 0x1000), 0x1D000, 0x1F000, 0x20000, 0x2F000, 0xE0000):
        text = "".join(map(chr, range(first, first + 0x1000)))
        assert fold(text) == "".join(map(fold, text))


def test_words_that_overlap_or_touch_are_lit_as_one() -> None:
    assert spans_of_words(("abc", "bcd", "e"), "abcde, e") == [(0, 5), (7, 8)]


texts = st.text(
    st.one_of(st.characters(), st.sampled_from("aAéＡﬁß가하ｶﾞ 科“\u0301\xad")), max_size=60
)


@given(texts)
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    words, offsets = folded(text)
    assert words == fold(text)
    assert len(words) == len(offsets)
    assert list(offsets) == sorted(offsets)
    assert all(
        0 <= at < len(text) and character in fold(text[at])
        for character, at in zip(words, offsets, strict=True)
    )


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts, texts)
def test_what_is_found_is_what_was_typed_and_lies_in_the_text_in_order(
    query: str, text: str
) -> None:
    done = 0
    for start, end in spans_of(query, text):
        assert done <= start < end <= len(text)
        assert fold(query).split()[0] in fold(text[start:end])
        done = end


@given(texts, texts, texts)
def test_what_stands_there_word_for_word_is_found(before: str, query: str, after: str) -> None:
    words = fold(query).strip(" ")
    assume(words)
    ending = fold(after)[:1]
    assume(not ("\u1160" <= ending <= "\u11ff" or ending in ("\u3099", "\u309a")))
    assume(words[0] == fold(query)[0] and words[-1] == fold(query)[-1])
    text = before + query + after
    spans = spans_of(query, text)
    first = len(before)
    assert any(start < first + len(query) and end > first for start, end in spans)
