"""What was taken out of a text, and what was put in."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.difference import differences

texts = st.lists(st.text("今明后天气很好不，。ab \n", max_size=30), max_size=4).map("\n\n".join)


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("大桥昨日通车，市民欢呼。", "大桥今晨通车，市民欢呼。", ["昨日"], ["今晨"]),
        ("The bridge opened on Friday.", "The bridge opened on Monday.", ["Friday"], ["Monday"]),
        ("第一段。\n\n第二段。", "第一段。", ["第二段。"], []),
        ("第一段。", "第一段。\n\n第二段。", [], ["第二段。"]),
        ("共有35人到会。", "共有350人到会。", ["35"], ["350"]),
        ("完全一样。", "完全一样。", [], []),
        ("", "全是新的。", [], ["全是新的。"]),
    ],
)
def test_the_words_that_changed_are_told(before, after, gone, new) -> None:
    found = differences(before, after)
    assert words(before, found[0]) == gone
    assert words(after, found[1]) == new


@given(texts, texts)
def test_without_what_changed_the_two_are_the_same(before: str, after: str) -> None:
    def rest(text: str, spans: tuple[tuple[int, int], ...]) -> str:
        kept, at = "", 0
        for start, end in spans:
            assert at <= start < end <= len(text)
            kept, at = kept + text[at:start], end
        return (kept + text[at:]).replace("\n", "")

    gone, new = differences(before, after)
    assert rest(before, gone) == rest(after, new)


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ((), ())


def test_two_long_paragraphs_are_compared_in_bounded_time() -> None:
    begun = time.process_time()
    gone, new = differences("甲乙丙丁" * 5_000, "丁丙乙甲" * 5_000)
    assert gone == ((0, 20_000),)
    assert new == ((0, 20_000),)
    assert time.process_time() - begun < 2
