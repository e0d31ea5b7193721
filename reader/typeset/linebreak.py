"""Where a line may end, and where it does.

The theory. Where a line may end is said by `reader.typeset.opportunities`; here one of those
places is chosen for each line. Chinese and Japanese break between any two characters but for the
marks: what closes (，。」) begins no line, what opens (「《) ends none, —— and …… are never torn,
and a number keeps its unit. Latin and Korean words hold together. Where a mark may not begin a
line, the character before it goes down with it: cells cannot be squeezed, and nothing hangs out of
the measure but spaces, which are not shown.

What holds together and is wider than the line is cut where it hurts least: an address behind one
of its signs, anything else between two characters that may stand there, and only where there are
none of those anywhere; never inside what a reader sees as one character.

Everything is counted in clusters, which are characters in nearly every text. Widths and
opportunities depend on the text alone and are kept; a new measure costs two binary searches a line.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from reader.text.cells import cell_widths, cluster_spans, has_clusters
from reader.typeset.opportunities import NEVER_FIRST, NEVER_LAST, opportunities
from reader.typeset.style import Span, Style

_SHORT, _LONG = 2_000, 250_000
"""Texts are kept up to these many characters: many of the short ones, few of the long."""
_LOOK_BACK = 40
"""How far from the edge a place is sought to cut what has no opportunity, in clusters."""
_RAGGED = Style()
_ADDRESS_SIGNS = frozenset("/?&=_-.#:,+~")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a text whatever the measure; all places are counted in clusters."""

    base: str
    """The first character of each cluster."""
    before: array[int]
    """Cells before each cluster, and after the last."""
    starts: array[int]
    """Where a line may begin, ascending."""
    ends: array[int]
    """Where the line before it then ends, its spaces left out."""
    bounds: array[int] | None
    """Offset of each cluster in the text; None where every character is one."""


def setting_of(text: str) -> Setting:
    """Widths and opportunities of a text without line ends."""
    if len(text) <= _SHORT:
        return _kept_short(text)
    return _kept_long(text) if len(text) <= _LONG else _setting(text)


def _setting(text: str) -> Setting:
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
    if bounds is not None:
        # Nothing that a reader sees as one character is parted, whatever Unicode's tables say.
        index = {bound: n for n, bound in enumerate(bounds)}
        places = [index[place] for place in places if place in index]
    starts = array("l", places)
    ends = starts
    if " " in base or "\u3000" in base or not base.isprintable():
        ends = array("l", [_without_spaces(base, start) for start in starts])
    return Setting(base, before, starts, ends, bounds)


_kept_short = lru_cache(maxsize=1024)(_setting)
_kept_long = lru_cache(maxsize=4)(_setting)


def break_text(
    text: str, measure: int, *, first_indent: int = 0, indent: int = 0, style: Style = _RAGGED
) -> list[Span]:
    """The lines of a text as (start, end) offsets, each at most `measure` cells with its
    indent.

    Spaces between two lines belong to neither; a line end in the text ends a line. A single
    character wider than the line stands alone.
    """
    if "\n" not in text:
        return _lines(setting_of(text), measure - first_indent, measure - indent)
    lines: list[Span] = []
    offset = 0
    for part in text.split("\n"):
        first = measure - (indent if lines else first_indent)
        found = _lines(setting_of(part), first, measure - indent)
        lines += [Span(offset + start, offset + end) for start, end in found]
        offset += len(part) + 1
    return lines


def _lines(setting: Setting, first_room: int, room: int) -> list[Span]:
    base, before = setting.base, setting.before
    starts, ends = setting.starts, setting.ends
    size = _without_spaces(base, len(base))
    lines: list[Span] = []
    at = _behind_spaces(base, 0)
    width = max(1, first_room)
    while at < size:
        fits = bisect_right(before, before[at] + width, at) - 1
        if fits >= size:
            lines.append(Span(at, size))
            break
        n = bisect_right(ends, fits) - 1
        if n >= 0 and ends[n] > at:
            lines.append(Span(at, ends[n]))
            at = starts[n]
        else:
            cut = _forced(setting, at, fits)
            lines.append(Span(at, _without_spaces(base, cut)))
            at = _behind_spaces(base, cut)
        width = max(1, room)
    if setting.bounds is None:
        return lines
    return [Span(setting.bounds[start], setting.bounds[end]) for start, end in lines]


def _forced(setting: Setting, start: int, fits: int) -> int:
    """Where to cut a piece that has no opportunity before the edge."""
    base = setting.base
    if fits <= start + 1:
        return start + 1
    for cut in range(fits, start + (fits - start) // 2, -1):
        if base[cut - 1] in _ADDRESS_SIGNS and base[cut].isalnum() and base[cut - 2].isalnum():
            return cut
    for cut in range(fits, max(start, fits - _LOOK_BACK), -1):
        last, first = base[cut - 1], base[cut]
        if not (first in NEVER_FIRST or last in NEVER_LAST or first.isspace() or last.isspace()):
            return cut
    return fits


def _without_spaces(base: str, end: int) -> int:
    while end > 0 and base[end - 1].isspace():
        end -= 1
    return end


def _behind_spaces(base: str, start: int) -> int:
    while start < len(base) and base[start].isspace():
        start += 1
    return start
