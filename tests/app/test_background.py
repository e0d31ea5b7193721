"""What the terminal says among the keys is heard, and no part of it is a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app import background
from reader.app.background import Answers, Background

LIGHT = "\x1b]11;rgb:ffff/ffff/ffff\x07"
DARK = "\x1b]11;rgb:00/00/00\x1b\\"
TURNED_LIGHT = "\x1b[?997;2n"


def heard(*pieces: str) -> tuple[str, list[bool]]:
    """The keys in what comes, and what is said of the background."""
    answers, keys, said = Answers(), "", []
    for piece in pieces:
        for part in answers.keys_in(piece):
            if isinstance(part, Background):
                said.append(part.is_dark)
            else:
                keys += part
    return keys, said


@pytest.mark.parametrize(
    ("written", "keys", "said"),
    [
        (LIGHT, "", [False]),
        (DARK, "", [True]),
        ("j" + LIGHT + "k" + TURNED_LIGHT, "jk", [False, False]),
        ("\x1b[?997;1n", "", [True]),
        ("\x1b]11;rgba:ffff/ffff/ffff/0000\x07", "", [False]),
        ("\x1b]11;\x07", "", []),
        ("\x1b]11;blue\x1b\\j", "j", []),
        ("\x1b[?2026;2$y\x1b[A", "\x1b[?2026;2$y\x1b[A", []),
        ("\x1b]j", "\x1b]j", []),
        ("汉字", "汉字", []),
    ],
)
def test_answers_are_taken_out_and_keys_stay(written: str, keys: str, said: list[bool]) -> None:
    assert heard(written) == (keys, said)


@given(st.integers(0, 60), st.integers(0, 60))
def test_an_answer_may_come_in_pieces(first: int, second: int) -> None:
    written = "ab" + LIGHT + "\x1b[B" + TURNED_LIGHT + "c"
    first, second = sorted((first, second))
    keys, said = heard(written[:first], written[first:second], written[second:])
    assert (keys, said) == ("ab\x1b[Bc", [False, False])


def test_what_only_begins_like_an_answer_is_a_key_in_the_end(monkeypatch) -> None:
    monkeypatch.setattr(background, "HOLD_S", 0.0)
    answers = Answers()
    assert list(answers.keys_in("\x1b]")) == []
    assert answers.overdue() == "\x1b]"
    assert answers.overdue() == ""


@given(st.text(alphabet="\x1b]1;:/rgbf0\x07\\[?97n", max_size=80))
def test_whatever_comes_nothing_is_lost_but_whole_answers(written: str) -> None:
    answers = Answers()
    parts = [part for part in answers.keys_in(written) if isinstance(part, str)]
    kept = "".join(parts) + answers._held
    assert background._ANSWER.sub("", written) == kept
