"""Lines chosen one by one: each takes as much as fits, as text set ragged wants it.

Only from the last line is it looked back: where that would be one short word, the word before it
comes down to keep it company.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.typeset.edge import (
    AHEAD,
    MOST_HYPHENS,
    Cut,
    forced,
    hangs_at,
    hyphens_at,
    is_widow,
)
from reader.typeset.setting import Setting, behind_spaces, without_spaces

if TYPE_CHECKING:
    from reader.typeset.style import Style

_LEAST_HOLE = 6
"""A word is parted where the line would else lack one part in so many."""
_PHRASE_HOLE = 4
"""A phrase is kept whole where the line then lacks no more than one part in so many…"""
_ALWAYS_LACKING = 8
"""…or no more than these cells."""


def first_fit(
    setting: Setting,
    first_room: int,
    room: int,
    style: Style,
    *,
    hyphens: int = 0,
    is_whole: bool = True,
) -> Iterator[Cut]:
    """The lines of a setting, behind `hyphens` lines that end in one. Where it is not the text's
    end, those are left out that what follows could change.
    """
    base, before = setting.base, setting.before
    size = without_spaces(base, len(base)) if is_whole else len(base)
    at = behind_spaces(base, 0)
    held: Cut | None = None
    held_room, width = first_room, max(1, first_room)
    while at < size:
        edge = before[at] + width
        fits = bisect_right(before, edge, at) - 1
        if is_whole and fits >= size:
            yield from _ending(setting, held, held_room, Cut(at, size, size), width)
            return
        if not is_whole and fits + AHEAD >= size:
            return
        cut = _line(setting, at, fits, width, style, may_hyphenate=hyphens < MOST_HYPHENS)
        hyphens = hyphens + 1 if cut.is_hyphenated else 0
        if held is not None:
            yield held
        held, held_room = cut, width
        at, width = cut.next, max(1, room)
    if held is not None:
        yield held


def _line(
    setting: Setting, at: int, fits: int, width: int, style: Style, *, may_hyphenate: bool
) -> Cut:
    """The line that begins at `at`, where what stands before `fits` has room."""
    before, starts, ends = setting.before, setting.starts, setting.ends
    edge = before[at] + width
    n = bisect_right(ends, fits) - 1
    if style.hang:
        last = bisect_right(ends, bisect_right(before, edge + style.hang, fits) - 1) - 1
        n = next((k for k in range(last, n, -1) if hangs_at(setting, k, edge)), n)
    is_held = n < 0 or ends[n] <= at
    if not is_held and setting.phrases is not None:
        n = _at_phrase(setting, at, n, edge - max(width // _PHRASE_HOLE, _ALWAYS_LACKING))
    if may_hyphenate and style.is_hyphenated:
        filled = before[at] if is_held else before[ends[n]]
        if (edge - filled) * _LEAST_HOLE > width:
            places = hyphens_at(setting, at, fits, edge, style.language)
            if places and before[places[0]] > filled:
                return Cut(at, places[0], places[0], is_hyphenated=True)
    if is_held:
        return forced(setting, at, fits)
    return Cut(at, ends[n], starts[n])


def _at_phrase(setting: Setting, at: int, n: int, least: int) -> int:
    """The last opportunity from `n` back that stands between phrases; `n` itself where the line
    would then end before `least`, in cells from the text's beginning.
    """
    phrases = setting.phrases or frozenset()
    for k in range(n, -1, -1):
        end = setting.ends[k]
        if end <= at or setting.before[end] < least:
            break
        if setting.starts[k] in phrases:
            return k
    return n


def _ending(
    setting: Setting, held: Cut | None, held_room: int, last: Cut, width: int
) -> Iterator[Cut]:
    """The last two lines."""
    before = setting.before
    if held is not None and not held.is_hyphenated and is_widow(setting, last.start, last.end):
        n = bisect_left(setting.starts, held.next) - 1
        if n >= 0 and setting.ends[n] > held.start:
            end, start = setting.ends[n], setting.starts[n]
            has_room = before[last.end] - before[start] <= width
            if has_room and (before[end] - before[held.start]) * 2 >= held_room:
                held, last = Cut(held.start, end, start), Cut(start, last.end, last.next)
    if held is not None:
        yield held
    yield last
