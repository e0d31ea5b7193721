"""`reader.typeset.justified`: where a line takes the cells that it lacks."""

from __future__ import annotations

import pytest

from reader.typeset import Span, break_text, justified
from reader.typeset.style import Hyphenated


def filled(line: str, room: int, *, text: str = "") -> str:
    """The line as it is shown where more text follows it."""
    text = text or line + " more"
    for at, cells in reversed(justified(text, Span(0, len(line)), room)):
        line = line[:at] + "+" * cells + line[at:]
    return line


@pytest.mark.parametrize(
    ("line", "room", "shown"),
    [
        ("one two three four", 21, "one +two +three +four"),
        ("one two three four", 19, "one two +three four"),
        ("one two three four", 23, "one ++two +three ++four"),
        ("他说：好，我们去", 17, "他说：好，+我们去"),
        ("这是GDP的意外", 15, "这是+GDP+的意外"),
        ("前往《自然》杂志", 17, "前往《自然》+杂志"),
    ],
)
def test_cells_go_where_there_is_white_already_or_the_script_changes(
    line: str, room: int, shown: str
) -> None:
    assert filled(line, room) == shown


@pytest.mark.parametrize(
    ("line", "room"),
    [
        ("他说“好”。“我去”", 19),  # between two marks the white is wide enough
        ("3公里第2次", 13),  # a number and its unit belong together
        ("科学技术是第一生产力", 21),  # characters are never spread
        ("environmental", 15),
        ("one two", 12),  # more than a line can bear
    ],
)
def test_a_line_is_rather_left_ragged(line: str, room: int) -> None:
    assert filled(line, room) == line


@pytest.mark.parametrize("text", ["one two three", "one two three  ", "one two three\nfour"])
def test_the_last_line_of_a_paragraph_is_not_filled(text: str) -> None:
    assert filled("one two three", 15, text=text) == "one two three"


def test_a_hyphen_takes_a_cell_of_the_line() -> None:
    text = "one two threefold"
    assert justified(text, Hyphenated(0, 13), 14) == ()
    assert justified(text, Hyphenated(0, 13), 15) == ((8, 1),)


def test_a_hanging_mark_leaves_nothing_to_fill() -> None:
    assert justified("他说：好，我们", Span(0, 5), 8) == ()


def test_offsets_are_those_of_the_text() -> None:
    text = "one two three four five"
    span = break_text(text, 11)[1]
    assert text[span.start : span.end] == "three four"
    assert justified(text, span, 11) == ((14, 1),)
