"""What of a text stands in no other one: the words that a newspaper took out, or put in.

Texts are compared paragraph by paragraph, and those that differ word by word: a Chinese character
is a word. Where a passage is too long for that to be quick, all of it counts as different.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f\uac00-\ud7a3]+|\s+|(?s:.)")
_LONGEST = 4_000_000
"""Pairs of words that are compared at most in one passage: a tenth of a second."""
_NEAR = 2
"""Words between two differences that are no longer worth standing apart."""

Spans = tuple[tuple[int, int], ...]


def differences(text: str, other: str) -> tuple[Spans, Spans]:
    """What of `text` is not in `other`, and what of `other` is not in `text`: (start, end) offsets
    in each, in order."""
    lines, others = _lines(text), _lines(other)
    gone: list[tuple[int, int]] = []
    new: list[tuple[int, int]] = []
    rows = [text[start:end] for start, end in lines]
    other_rows = [other[start:end] for start, end in others]
    for what, a, b, c, d in SequenceMatcher(None, rows, other_rows, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        left = (lines[a][0], lines[b - 1][1]) if b > a else (0, 0)
        right = (others[c][0], others[d - 1][1]) if d > c else (0, 0)
        found = _by_words(text[slice(*left)], other[slice(*right)])
        gone += [(left[0] + start, left[0] + end) for start, end in found[0]]
        new += [(right[0] + start, right[0] + end) for start, end in found[1]]
    return tuple(gone), tuple(new)


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines that have words, as offsets."""
    return [found.span() for found in re.finditer(r"[^\n]+", text)]


def _by_words(text: str, other: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    words, others = _words(text), _words(other)
    if not words or not others or len(words) * len(others) > _LONGEST:
        return [(0, len(text))] * bool(text), [(0, len(other))] * bool(other)
    matcher = SequenceMatcher(
        None,
        [text[start:end] for start, end in words],
        [other[start:end] for start, end in others],
        autojunk=False,
    )
    gone: list[tuple[int, int]] = []
    new: list[tuple[int, int]] = []
    for what, a, b, c, d in _apart(matcher.get_opcodes()):
        if what == "equal":
            continue
        if b > a:
            gone.append((words[a][0], words[b - 1][1]))
        if d > c:
            new.append((others[c][0], others[d - 1][1]))
    return gone, new


def _apart(
    steps: Sequence[tuple[str, int, int, int, int]],
) -> list[tuple[str, int, int, int, int]]:
    """The steps, those joined between which next to nothing is the same: single characters that
    two sentences happen to share say nothing to a reader."""
    out: list[tuple[str, int, int, int, int]] = []
    for n, (what, a, b, c, d) in enumerate(steps):
        is_little = what == "equal" and b - a <= _NEAR and 0 < n < len(steps) - 1
        if out and out[-1][0] != "equal" and (what != "equal" or is_little):
            _, first, _, other_first, _ = out[-1]
            out[-1] = ("replace", first, b, other_first, d)
        else:
            out.append((what, a, b, c, d))
    return out


def _words(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _WORD.finditer(text)]
