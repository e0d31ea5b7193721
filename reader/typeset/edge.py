"""The edge of a line: what may hang over it, where a word may be parted at it, and where to cut
what holds together and is wider than the line.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.typeset.hyphenation import parts_of
from reader.typeset.opportunities import NEVER_FIRST, NEVER_LAST
from reader.typeset.setting import Setting, behind_spaces, without_spaces

HANGING = frozenset("、，。．｡､,.")
"""What may hang in the margin: commas and full stops, as in Chinese and Japanese print."""
AHEAD = 128
"""Clusters behind the edge that must be known before a line is sure."""
MOST_HYPHENS = 2
"""Lines that may end in a hyphen one after another."""
_LOOK_BACK = 40
"""How far from the edge a place is sought to cut what has no opportunity, in clusters."""
_ADDRESS_SIGNS = frozenset("/?&=_-.#:,+~")
_LONGEST_WORD = 60
_BESIDE_NO_WORD = frozenset("0123456789@/_.'’-:#&+~=")
"""Letters next to one of these are part of an address, a number, an abbreviation."""
_ENDING_WORDS = frozenset(".:’'")
"""Those of them that may as well be marks behind a word."""
_SHORT_WORD = 6
"""Cells of a word, its marks counted, that does not stand alone on a last line."""


class Cut(NamedTuple):
    """A line in clusters, and where the next begins."""

    start: int
    end: int
    next: int
    is_hyphenated: bool = False


def hangs_at(setting: Setting, n: int, edge: int) -> bool:
    """Whether the line that opportunity `n` ends has just one mark behind the edge, in cells from
    the text's beginning, and a mark that may hang there.
    """
    end = setting.ends[n]
    return end > 1 and setting.base[end - 1] in HANGING and setting.before[end - 1] <= edge


def hyphens_at(setting: Setting, start: int, fits: int, edge: int, language: str) -> list[int]:
    """Where the word may be parted that the edge falls into, descending; the hyphen fits."""
    base, before = setting.base, setting.before
    if fits >= len(base) or not (_is_letter(base[fits]) and _is_letter(base[fits - 1])):
        return []
    first, last = fits - 1, fits + 1
    while first > start and fits - first < _LONGEST_WORD and _is_letter(base[first - 1]):
        first -= 1
    while last < len(base) and last - fits < _LONGEST_WORD and _is_letter(base[last]):
        last += 1
    if first and base[first - 1] in _BESIDE_NO_WORD:
        return []
    sign, behind = base[last : last + 1], base[last + 1 : last + 2]
    if sign in _BESIDE_NO_WORD and (sign not in _ENDING_WORDS or behind.isalnum()):
        return []
    if not any(map(str.isalnum, base[last : last + 40])):
        return []  # the paragraph's last word
    places = [first + part for part in parts_of(base[first:last], language)]
    return [at for at in reversed(places) if start < at and before[at] < edge]


def _is_letter(c: str) -> bool:
    return c < "\u0590" and c.isalpha()


def forced(setting: Setting, start: int, fits: int) -> Cut:
    """A line out of a piece that has no opportunity before the edge: an address is cut behind one
    of its signs, anything else between two words or numbers, else between two characters that may
    stand there, and only where there are none of those anywhere.
    """
    at = _forced(setting.base, start, fits)
    return Cut(start, without_spaces(setting.base, at), behind_spaces(setting.base, at))


def _forced(base: str, start: int, fits: int) -> int:
    if fits <= start + 1:
        return start + 1
    for cut in range(fits, start + (fits - start) // 2, -1):
        if base[cut - 1] in _ADDRESS_SIGNS and base[cut].isalnum() and base[cut - 2].isalnum():
            return cut
    allowed = [
        cut
        for cut in range(fits, max(start, fits - _LOOK_BACK), -1)
        if base[cut] not in NEVER_FIRST
        and base[cut - 1] not in NEVER_LAST
        and not base[cut].isspace()
        and not base[cut - 1].isspace()
    ]
    between = (cut for cut in allowed if not _hold_together(base[cut - 1], base[cut]))
    return next(between, allowed[0] if allowed else fits)


def _hold_together(last: str, first: str) -> bool:
    """Whether the two are inside a word, a number, or a number and what it counts."""
    if last.isdigit() or first.isdigit():
        return (last.isalnum() and first.isalnum()) or last in ".,"
    return all(c.isalnum() and (c < "\u2e80" or "\uac00" <= c <= "\ud7a3") for c in (last, first))


def is_widow(setting: Setting, start: int, end: int) -> bool:
    """Whether a last line is one short word, or a single character and its marks."""
    base = setting.base
    if setting.before[end] - setting.before[start] > _SHORT_WORD:
        return False
    if any(map(str.isspace, base[start:end])):
        return False
    letters = [c for c in base[start:end] if c.isalnum()]
    return len(letters) <= 1 or max(letters) < "\u1100"
