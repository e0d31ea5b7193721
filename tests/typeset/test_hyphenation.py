"""Where words are parted, and which never are."""

from __future__ import annotations

import pytest

from reader.typeset import Style, break_text
from reader.typeset.hyphenation import parts_of

ENGLISH = Style(language="en", is_hyphenated=True)


def broken(text: str, measure: int, style: Style = ENGLISH) -> list[str]:
    return [text[s.start : s.end] + s.hyphen for s in break_text(text, measure, style=style)]


def test_a_word_is_parted_by_its_languages_patterns() -> None:
    assert parts_of("collaboration", "en") == (3, 6, 7, 9)
    assert parts_of("Zusammenarbeit", "de") == parts_of("Zusammenarbeit", "de-DE")
    assert parts_of("Zusammenarbeit", "de")
    assert parts_of("collaboration", "zh-CN") == parts_of("collaboration", "en-US")


@pytest.mark.parametrize("language", ["", "xx"])
def test_a_language_without_patterns_parts_no_word(language: str) -> None:
    assert parts_of("collaboration", language) == ()


@pytest.mark.parametrize("word", ["into", "UNESCO", "McDonald", "iPhone", "eBooks"])
def test_short_words_and_names_in_capitals_are_left_whole(word: str) -> None:
    assert parts_of(word, "en") == ()


def test_two_letters_stay_and_three_go_down_at_least() -> None:
    for word in ("anybody", "already", "hyphenation", "quickly", "evening", "abound"):
        assert all(2 <= at <= len(word) - 3 for at in parts_of(word, "en"))


def test_a_hole_at_a_lines_end_is_filled_with_part_of_a_word() -> None:
    text = "our new collaboration is here today"
    assert broken(text, 15) == ["our new collab-", "oration is", "here today"]
    assert broken(text, 15, Style(language="en"))[0] == "our new"


@pytest.mark.parametrize(
    "text",
    [
        "see it at https://collaboration.example.com/collaborations now",
        "write to collaboration@collaborations.example for it",
        "these aren't collaboration's own",
        "of the COLLABORATION that was",
        "item collaboration2 of it is",
    ],
)
def test_addresses_and_what_has_signs_in_it_are_not_parted(text: str) -> None:
    for measure in range(10, 40):
        assert not any(span.hyphen for span in break_text(text, measure, style=ENGLISH))


def test_the_last_word_of_a_paragraph_is_not_parted() -> None:
    text = "a new collaboration."
    for measure in range(8, 20):
        assert not any(span.hyphen for span in break_text(text, measure, style=ENGLISH))


def test_nothing_is_parted_unless_asked_for() -> None:
    text = "our new collaboration is extraordinarily international " * 4
    for measure in range(16, 60):
        assert not any(span.hyphen for span in break_text(text, measure))


def test_a_latin_word_between_han_characters_is_parted_too() -> None:
    text = "使用collaboration平台的人们都说很好"
    lines = broken(text, 12, Style(language="zh", is_hyphenated=True))
    assert lines == ["使用collabo-", "ration平台的", "人们都说很好"]
