"""What is known of a text whatever the measure: widths, and where lines may begin and end.

All places are counted in clusters, which are characters in nearly every text. What is known of a
text depends on the text alone and is kept, so that a new measure costs little. A paragraph of a
whole book is known in pieces of some thousand characters, one at a time, so that its first lines
need not wait for its last.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from reader.text.cells import cell_widths, cluster_spans, has_clusters
from reader.typeset.opportunities import opportunities, phrases

_SHORT = 2_000
_PIECE = 8_000
"""Characters that are looked at in one go: some milliseconds' work."""
_SAFE = re.compile(r"(?<=[。！？；，])(?=[\u4e00-\u9fff])|(?<=[^\W\d_] )(?=[^\W\d_])")
"""A place where a line may begin, and where nothing before it bears on what comes behind."""
_AROUND, _CLOSE = 200, 64
"""How far about a piece's end other places are sought, and how far from what was not looked at."""
_SEEK = 2_000
"""How far before a piece's end a safe place is sought, in characters."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Widths and opportunities of a text or a piece of one."""

    base: str
    """The first character of each cluster."""
    before: array[int]
    """Cells before each cluster, and after the last; only their differences count."""
    starts: array[int]
    """Where a line may begin, ascending."""
    ends: array[int]
    """Where the line before it then ends, its spaces left out."""
    bounds: array[int] | None
    """Offset of each cluster in the text; None where every character is one."""
    phrases: frozenset[int] | None = None
    """Those of the starts that begin a phrase; None where nobody asked."""

    def offset(self, cluster: int) -> int:
        """Where a cluster begins in the text, in characters."""
        return cluster if self.bounds is None else self.bounds[cluster]

    def followed_by(self, other: Setting, start: int, *, is_safe: bool) -> Setting:
        """This one from the cluster `start` on, and another behind it; `is_safe` says whether a
        line may begin between the two.
        """
        size = len(self.base) - start
        base = self.base[start:] + other.base
        # Cells are counted from the other's beginning, so that most need not be counted anew.
        before = array("l", [n - self.before[-1] for n in self.before[start:-1]])
        before.extend(other.before)
        own = bisect_right(self.starts, start)
        starts = array("l", [n - start for n in self.starts[own:]])
        ends = array("l", [n - start for n in self.ends[own:]])
        if is_safe and size:
            starts.append(size)
            ends.append(without_spaces(base, size))
        more = array("l", [n + size for n in other.starts])
        starts.extend(more)
        ends.extend(more if other.ends is other.starts else [n + size for n in other.ends])
        bounds: array[int] | None = None
        if self.bounds is not None or other.bounds is not None:
            cut = self.offset(start)
            behind = self.offset(len(self.base)) - cut
            bounds = array("l", [self.offset(start + n) - cut for n in range(size)])
            bounds.extend([behind + other.offset(n) for n in range(len(other.base) + 1)])
        known: frozenset[int] | None = None
        if self.phrases is not None and other.phrases is not None:
            here = {n - start for n in self.phrases if n > start} | ({size} if is_safe else set())
            known = frozenset(here | {n + size for n in other.phrases})
        return Setting(base, before, starts, ends, bounds, known)


def setting_of(text: str, phrases_of: str = "") -> Setting:
    """Widths and opportunities of a text without line ends; with its phrases where `phrases_of`
    names the language to look for them in.
    """
    return (_kept_short if len(text) <= _SHORT else _kept_long)(text, phrases_of)


def _setting(text: str, phrases_of: str) -> Setting:
    widths = cell_widths(text)
    bounds: array[int] | None = None
    if has_clusters(text):
        spans = list(cluster_spans(text))
        bounds = array("l", [start for start, _ in spans])
        bounds.append(len(text))
        widths_of_clusters = [sum(widths[start:end]) for start, end in spans]
        base = "".join([text[start] for start, _ in spans])
        before = array("l", accumulate(widths_of_clusters, initial=0))
    else:
        base = text
        before = array("l", accumulate(widths, initial=0))
    places = opportunities(text)
    known = phrases(text, places, phrases_of) if phrases_of else None
    if bounds is not None:
        # Nothing that a reader sees as one character is parted, whatever Unicode's tables say.
        index = {bound: n for n, bound in enumerate(bounds)}
        places = [index[place] for place in places if place in index]
        known = known and [index[place] for place in known if place in index]
    starts = array("l", places)
    ends = starts
    if " " in base or "\u3000" in base or not base.isprintable():
        ends = array("l", [without_spaces(base, start) for start in starts])
    return Setting(base, before, starts, ends, bounds, None if known is None else frozenset(known))


_kept_short = lru_cache(maxsize=1024)(_setting)
_kept_long = lru_cache(maxsize=160)(_setting)


class Piece(NamedTuple):
    """A stretch of a long text."""

    start: int
    end: int
    is_safe: bool
    """Whether a line may begin behind it."""


def pieces_of(text: str) -> Iterator[Piece]:
    """The text in pieces that can be known one by one; most texts are one."""
    start, size = 0, len(text)
    goal = _PIECE
    while size > goal + _PIECE // 2:
        found = [place.start() for place in _SAFE.finditer(text, goal - _SEEK, goal)]
        # Straight quotation marks face by turns, so that a pair belongs in one piece.
        even = [at for at in found if text.count('"', start, at) % 2 == 0] if found else []
        end, is_safe = ((even or found)[-1], True) if found else _apart(text, goal)
        if end:
            yield Piece(start, end, is_safe)
            start = end
        goal = max(goal, start) + _PIECE
    yield Piece(start, size, True)


def _apart(text: str, goal: int) -> tuple[int, bool]:
    """A place about `goal` that is inside nothing a reader sees as one character, 0 for none; and
    whether a line may begin there.
    """
    begin = goal - _AROUND
    around = opportunities(text[begin : goal + _AROUND])
    between = [begin + at for at in around if _CLOSE <= at <= 2 * _AROUND - _CLOSE]
    for place in between:
        if _stands_apart(text, place):
            return place, True
    for place in range(goal, goal + _CLOSE):
        if _stands_apart(text, place):
            return place, False
    return 0, False


def _stands_apart(text: str, place: int) -> bool:
    # What would join a Korean initial may stand behind a vowel that has joined one.
    pairs = (text[place - 1 : place + 1], "\u1100" + text[place])
    return text[place - 1] != "\u200d" and not any(map(has_clusters, pairs))


def without_spaces(base: str, end: int) -> int:
    """Where the text before `end` ends, spaces left out."""
    while end > 0 and base[end - 1].isspace():
        end -= 1
    return end


def behind_spaces(base: str, start: int) -> int:
    """Where the first character from `start` on stands that is no space."""
    while start < len(base) and base[start].isspace():
        start += 1
    return start
