"""`reader.text.clean`: what may come out of the one door."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import clean, clean_lines, inner, is_blank, shown

anything = st.text(st.characters() | st.characters(categories=["Cs"]))
nasty = st.text(
    st.sampled_from(
        "a中 \t\n\r\x0b\x1b\x85\xa0\xad\u200b\u200d\u200c\u202e\u2028\u2066\ufeff\ufe0f\u0301"
    )
    | st.sampled_from("\u3000\U000e0041\ufdd0\uffff\ud800\udfff👩🚀क\u094dن\u115f\u3164")
)
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffc\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e007f]"
)
SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def all_characters() -> list[str]:
    return [chr(code) for code in range(sys.maxunicode + 1)]


def test_every_code_point_alone_comes_out_safe() -> None:
    for c in all_characters():
        out = clean(c)
        assert out == "" or (out in (c, "\ufffd")), f"U+{ord(c):04X}"
        assert not FORBIDDEN.search(out)


def test_every_code_point_in_a_word_comes_out_safe_and_the_word_stays() -> None:
    for c in all_characters():
        out = clean_lines(f"a{c}b")
        assert out[0] == "a"
        assert out[-1] == "b"
        assert len(out) <= 3
        assert not FORBIDDEN.search(out), f"U+{ord(c):04X}"
        assert not SPACES.search(out), f"U+{ord(c):04X}"


def test_no_noncharacter_gets_through() -> None:
    for plane in range(0x11):
        for low in (0xFFFE, 0xFFFF):
            assert clean(f"a{chr(plane * 0x10000 + low)}") == "a\ufffd"


def test_letters_of_every_script_stay_as_they_are() -> None:
    changed = [
        c
        for c in all_characters()
        if unicodedata.category(c) in ("Lu", "Ll", "Lt", "Lo", "Nd", "Sc", "Pd") and clean(c) != c
    ]
    assert changed == []


@given(anything | nasty)
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    for door in (clean, clean_lines):
        once = door(raw)
        assert door(once) == once


@given(anything | nasty)
def test_clean_text_is_one_line_without_spaces_at_its_ends(raw: str) -> None:
    text = clean(raw)
    assert "\n" not in text
    assert text == text.strip()
    assert "  " not in text
    assert not FORBIDDEN.search(text)
    assert not SPACES.search(text)


@given(anything | nasty)
def test_clean_lines_keeps_line_feeds_and_one_blank_line(raw: str) -> None:
    text = clean_lines(raw)
    assert "\n\n\n" not in text
    assert text == text.strip()
    assert not FORBIDDEN.search(text)
    for line in text.split("\n"):
        assert line == line.strip(" ")


@given(anything | nasty)
def test_clean_text_can_be_written_as_utf8(raw: str) -> None:
    clean(raw).encode()
    clean_lines(raw).encode()


@given(anything | nasty)
def test_an_inner_piece_differs_from_clean_text_by_its_outer_spaces_only(raw: str) -> None:
    assert inner(raw).strip(" ") == clean(raw)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x85f\x0bg", "a b c d e f g"),
        ("\u3000\u3000段首", "段首"),
        ("a\xa0\u2003b", "a b"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31m", "31m"),
        ("abc\u202edcba\u202c", "abcdcba"),
        ("\u2066a\u2069\u200fb\u061c", "ab"),
        ("wo\u200brd\ufeff wo\u2060rd", "word word"),
        ("soft\xadly", "softly"),
        ("hi\U000e0068\U000e0069", "hi"),
        ("\ud83d\ude00", "\ufffd\ufffd"),
        ("\ufff9base\ufffaruby\ufffb", "baseruby"),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_known_mischief(raw: str, text: str) -> None:
    assert clean(raw) == text


def test_clean_lines_knows_every_line_end() -> None:
    assert clean_lines("a\r\nb\rc\u2028d\x85e\x0cf") == "a\nb\nc\nd\ne\nf"
    assert clean_lines("a \n \n\n\n b") == "a\n\nb"


@pytest.mark.parametrize(
    "text",
    ["👨\u200d👩\u200d👧", "👩🏽\u200d🚀", "❤\ufe0f\u200d🔥", "می\u200cخواهم", "क\u094d\u200dष"],
)
def test_joiners_that_spell_something_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "raw", ["a\u200db", "\u200da", "a\u200d", "中\u200d文", "a\u200c b", "👩\u200d\u200d"]
)
def test_joiners_that_only_hide_go(raw: str) -> None:
    assert "\u200d" not in clean(raw)
    assert "\u200c" not in clean(raw)


def test_marks_stacked_on_a_letter_are_cut_to_what_a_language_writes() -> None:
    assert clean("e" + "\u0301" * 500) == "e" + "\u0301" * 8
    assert clean("Vie\u0323\u0302t") == "Vie\u0323\u0302t"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u3000\n", "\xa0", "\u200b", "\u2800", "\u3164", "\u115f\u1160", "\uffa0", "\ufeff",
     "\u0301", "\u202e", "\u200d", "\U000e0041", "\ufe0f"],
)  # fmt: skip
def test_what_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)
    assert is_blank(text * 3)


@pytest.mark.parametrize("text", ["a", "中", ".", "—", " x ", "\u200bx", "0", "😀", "ا"])
def test_what_shows_something_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@given(anything)
def test_what_a_letter_stands_in_is_never_blank(raw: str) -> None:
    assert not is_blank(f"{raw}a")


def test_shown_is_clean_and_short() -> None:
    assert shown("a\x1b]0;title\x07b") == "a]0;titleb"
    assert shown("字" * 500, 10) == "字" * 9 + "…"
    assert shown(12) == "12"
    assert len(shown("x" * 1000)) == 200


@given(st.text(max_size=200))
def test_what_needs_no_cleaning_is_found_out_without_changing_the_rest(text: str) -> None:
    # A dropped character forces the slow way; the quick one must come to the same.
    assert clean("\x00" + text) == clean(text)
