"""`reader.typeset.justified`: where a line takes the cells that it lacks."""

from __future__ import annotations

import pytest

from reader.text.cells import width_in_cells
from reader.typeset import Span, break_text, justified
from reader.typeset.justification import is_spaced
from reader.typeset.style import Hyphenated


def filled(line: str, room: int, *, text: str = "") -> str:
    """The line as it is shown where more text follows it."""
    text = text or line + " more"
    for at in reversed(justified(text, Span(0, len(line)), room)):
        line = line[:at] + "+" + line[at:]
    return line


@pytest.mark.parametrize(
    ("line", "room", "shown"),
    [
        ("one two three four", 21, "one +two +three +four"),
        ("one two three four", 19, "one two +three four"),
        ("우리는 함께 그 길을 걷는다", 28, "우리는 함께 +그 길을 +걷는다"),
    ],
)
def test_words_parted_by_spaces_part_a_little_further(line: str, room: int, shown: str) -> None:
    assert filled(line, room) == shown


@pytest.mark.parametrize(
    ("line", "room"),
    [
        ("environmental", 15),
        ("one two", 10),
        ("one two three four", 22),  # a space of three cells is a hole
    ],
)
def test_a_line_is_rather_left_ragged(line: str, room: int) -> None:
    assert filled(line, room) == line


@pytest.mark.parametrize(
    "line",
    [
        "科学技术是第一生产力",
        "他说：好，我们去",
        "这是GDP的意外",
        "前往《自然》杂志",
        "在 Nature 和 Science 上发表",
        "カタカナの Wi-Fi を使う",
    ],
)
def test_chinese_and_japanese_is_never_stretched(line: str) -> None:
    for lacking in (1, 2, 3):
        assert filled(line, width_in_cells(line) + lacking, text=line + "的话，还有更多") == line


def test_a_text_with_some_chinese_names_in_it_is_still_filled() -> None:
    text = "The paper is called 光明日报 and appears every day of the week in Beijing and elsewhere"
    assert is_spaced(text)
    assert len(justified(text, Span(0, 28), 34)) == 2


@pytest.mark.parametrize("text", ["one two three", "one two three  ", "one two three\nfour"])
def test_the_last_line_of_a_paragraph_is_not_filled(text: str) -> None:
    assert filled("one two three", 15, text=text) == "one two three"


def test_a_hyphen_takes_a_cell_of_the_line() -> None:
    text = "one two threefold"
    assert justified(text, Hyphenated(0, 13), 14) == ()
    assert justified(text, Hyphenated(0, 13), 15) == (8,)


def test_offsets_are_those_of_the_text() -> None:
    text = "one two three four five"
    span = break_text(text, 11)[1]
    assert text[span.start : span.end] == "three four"
    assert justified(text, span, 11) == (14,)
