"""A checker of set lines that knows nothing of how they were made.

It has the W3C's rules for Chinese (CLREQ) and Japanese (JLREQ) print of what begins no line and
what ends none, that a dash or dots of two are one sign, that a number keeps its digits and its
unit, and that words of letters hold together. It is given the lines of one paragraph, each with the
spaces behind it, so that joining them gives the paragraph back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

# CLREQ: pause and stop marks, closing quotation marks and brackets, connectors, the interpunct and
# the solidus begin no line. JLREQ's classes: closing brackets, hyphens, dividing punctuation,
# middle dots, full stops, commas, iteration marks, the prolonged sound mark, small kana; what ends
# none: opening brackets, and the signs before an amount.
CLREQ_FIRST = "、，；：。？！" + "”’」』" + "）》〉】〗〕］｝" + "～" + "·" + "／" + "…⋯—"
JLREQ_FIRST = (
    "’”）〕］｝〉》」』】｠〙〗»〟"
    + "‐゠–〜～"
    + "！？‼⁇⁈⁉"
    + "・：；"
    + "。．"
    + "、，"
    + "ヽヾゝゞ々〻"
    + "ー"
    "ぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
)
ASCII_FIRST = "),.;:!?]}%"
NO_FIRST = frozenset(CLREQ_FIRST + JLREQ_FIRST + ASCII_FIRST)
CLREQ_LAST = "“‘「『（《〈【〖〔［｛"
JLREQ_LAST = "‘“（〔［｛〈《「『【｟〘〖«〝"
NO_LAST = frozenset(CLREQ_LAST + JLREQ_LAST + "([{" + "$￥¥€£＄￡№")

UNITS = "年月日号时分秒个名人次元米吨公%％℃°度岁"
_DOUBLE = frozenset("—…⋯")


class Breach(NamedTuple):
    """Two lines that should not be parted where they are."""

    before: str
    after: str
    reason: str


def breaches(lines: Sequence[str]) -> list[Breach]:
    """Where the lines of a paragraph break a rule, though a place in the line would have kept all
    of them.
    """
    found = []
    for line, following in pairwise(lines):
        reason = wrong_between(line, following)
        if reason and has_legal_place(line, following):
            found.append(Breach(line, following, reason))
    return found


def has_legal_place(line: str, following: str = "") -> bool:
    """Whether the line could have ended earlier without breaking a rule."""
    first, end = len(line) - len(line.lstrip()), len(line.rstrip())
    text = line + following
    return any(not wrong_between(text[:at], text[at:]) for at in range(first + 1, end))


def wrong_between(before: str, after: str) -> str:
    """The rule that is broken where a line ends behind `before`, which may have spaces at its end;
    "" for none.
    """
    left, right = before.rstrip(), after.lstrip()
    if not left or not right or (after != right and before == left):
        return "a line begins with a space" if left and right else ""
    last, first = _without_marks(left)[-1:], right[0]
    is_parted = left != before
    if last in NO_LAST:
        return "ends with what opens"
    if first in NO_FIRST and not (is_parted and _begins_word(right)):
        return "begins with what closes"
    if is_parted:
        return _wrong_numeral(before, right)
    if unicodedata.category(first).startswith("M") or first in "\u200d\ufe0f" or last == "\u200d":
        return "tears a character"
    if last == first and first in _DOUBLE:
        return "tears a sign of two"
    if last.isdigit() and (first.isdigit() or first in UNITS):
        return "tears a number"
    if last in ".,第" and first.isdigit():
        return "tears a number"
    if _is_alphabetic(last) and _is_alphabetic(first):
        return "tears a word"
    if last in "'’" and _is_alphabetic(first) and _is_alphabetic(left[-2:-1]):
        return "tears a word"
    if first in "'’" and _is_alphabetic(last) and _is_alphabetic(right[1:2]):
        return "tears a word"
    return ""


def _without_marks(text: str) -> str:
    """The text with its last character bare of what combines with it."""
    end = len(text)
    while end > 1 and unicodedata.category(text[end - 1]).startswith("M"):
        end -= 1
    return text[:end]


def _wrong_numeral(before: str, after: str) -> str:
    is_measure = re.search(r"[0-9] $", before) and re.match(r"(?:km|kg|cm|mm)(?![A-Za-z])", after)
    return "tears a number" if is_measure else ""


def _begins_word(right: str) -> bool:
    """A full stop can begin a name, `.NET`, and a number, `.5`."""
    return right[0] == "." and right[1:2].isalnum()


def _is_alphabetic(c: str) -> bool:
    """Letters and digits of the scripts that part words by spaces."""
    return bool(re.match("[A-Za-z0-9\xc0-\u02af\u0370-\u052f\uac00-\ud7a3]", c))
