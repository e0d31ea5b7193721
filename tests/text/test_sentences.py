from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今天很好。明天呢？“后天！”", ["今天很好。", "明天呢？", "“后天！”"]),
        (
            "It cost 3.5 yuan. He said “no.” Then he left",
            ["It cost 3.5 yuan.", "He said “no.”", "Then he left"],
        ),
        ("一段\n\n 二段。", ["一段", "二段。"]),
        ("。。。", []),
        ("", []),
    ],
)
def test_a_sentence_ends_with_its_sign(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found


@given(st.text(st.sampled_from("今天。！.\n a”…"), max_size=80))
def test_sentences_come_in_order_and_lie_apart(text: str) -> None:
    at = 0
    for start, end in sentences(text):
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        at = end
