"""Lines chosen for a paragraph as a whole, as text wants them whose lines are filled.

After Knuth and Plass, on a grid, for text whose words are parted by spaces. Every line has a price:
for the cells it lacks, measured by the places that can take them, for a hyphen, for a second one
right after it, for a phrase torn. The cheapest way through the paragraph is taken, so that a line
gives up a word where that saves a worse line further down. Cells do not shrink, so that a line is
never fuller than the measure.

Line by line only the few cheapest beginnings are followed up, and what lies many lines back is
settled: a paragraph of any length takes time in proportion, and its first lines come at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.typeset.edge import (
    AHEAD,
    MOST_HYPHENS,
    Cut,
    forced,
    hangs_at,
    hyphens_at,
    is_widow,
)
from reader.typeset.firstfit import first_fit
from reader.typeset.justification import places_before
from reader.typeset.setting import Setting, behind_spaces, without_spaces

if TYPE_CHECKING:
    from reader.typeset.style import Style

_BEGINNINGS = 4
"""How many beginnings of the next line are followed up."""
_ENDS = 6
"""How many ends of a line are looked at."""
_SETTLED, _OPEN = 40, 8
"""After so many lines all are settled but the last few."""

_LINE = 10
_HYPHEN, _ANOTHER_HYPHEN = 3_000, 6_000
_WIDOW = 120_000
_PHRASE = 2_500
_FORCED = 1_000_000
_HOPELESS = 60_000
"""No end further back is looked at behind one that costs so much."""


class _Way(NamedTuple):
    """The cheapest way found to a line's beginning."""

    price: int
    at: int
    hyphens: int
    """Lines just before that end in one."""
    end: int = 0
    """Where the line before ends."""
    before: _Way | None = None
    """The way to that line's beginning."""

    def lines(self) -> list[Cut]:
        """All lines on the way."""
        found: list[Cut] = []
        way = self
        while way.before is not None:
            is_hyphenated = way.hyphens > 0
            found.append(Cut(way.before.at, way.end, way.at, is_hyphenated))
            way = way.before
        return found[::-1]


def total_fit(
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
    plainly = list(first_fit(setting, first_room, room, style, hyphens=hyphens, is_whole=is_whole))
    if _are_full(setting, plainly[:-1] if is_whole else plainly, first_room, room):
        yield from plainly
        return
    paragraph = _Paragraph(setting, style, is_whole=is_whole)
    ways = [_Way(0, behind_spaces(setting.base, 0), hyphens)]
    width, count = max(1, first_room), 0
    while ways and paragraph.ended is None and not paragraph.is_unsure(ways, width):
        ways = paragraph.next_line(ways, width)
        width, count = max(1, room), count + 1
        if count == _SETTLED and paragraph.ended is None:
            lines = ways[0].lines()
            yield from lines[:-_OPEN]
            last = lines[-_OPEN - 1]
            ways, count = [_Way(0, last.next, int(last.is_hyphenated) * MOST_HYPHENS)], 0
    while ways and paragraph.ended is not None:
        # Ways of one more line, as long as they can still be cheaper.
        ways = paragraph.next_line([way for way in ways if way < paragraph.ended], width)
    if paragraph.ended is not None:
        yield from paragraph.ended.lines()
    elif ways:
        yield from ways[0].lines()[:-_OPEN]


def _are_full(setting: Setting, lines: list[Cut], first_room: int, room: int) -> bool:
    """Whether no line lacks a cell, so that no other choice can be better."""
    before = setting.before
    return all(
        before[line.end] - before[line.start] >= (room if n else first_room)
        and not line.is_hyphenated
        for n, line in enumerate(lines)
    )


class _Paragraph:
    """A setting on the way to being divided, and the cheapest way to its end so far."""

    def __init__(self, setting: Setting, style: Style, *, is_whole: bool) -> None:
        base = setting.base
        self._setting, self._style = setting, style
        self._is_whole = is_whole
        self._size = without_spaces(base, len(base)) if is_whole else len(base)
        self._words = places_before(base)
        self.ended: _Way | None = None

    def is_unsure(self, ways: list[_Way], width: int) -> bool:
        """Whether the next line could change with what follows the setting."""
        if self._is_whole:
            return False
        before = self._setting.before
        edge = before[max(way.at for way in ways)] + width
        return bisect_right(before, edge) - 1 + AHEAD >= self._size

    def next_line(self, ways: list[_Way], width: int) -> list[_Way]:
        """The few cheapest ways to the beginning of the line after the next, cheapest first."""
        found: dict[int, _Way] = {}
        for way in ways:
            edge = self._setting.before[way.at] + width
            fits = bisect_right(self._setting.before, edge, way.at) - 1
            if fits >= self._size and self._is_whole:
                self._end(way)
            else:
                self._go_on(way, fits, edge, found)
        return sorted(found.values())[:_BEGINNINGS]

    def _end(self, way: _Way) -> None:
        price = way.price
        if way.before is not None and is_widow(self._setting, way.at, self._size):
            price += _WIDOW
        if self.ended is None or price < self.ended.price:
            self.ended = _Way(price, self._size, 0, self._size, way)

    def _go_on(self, way: _Way, fits: int, edge: int, found: dict[int, _Way]) -> None:
        """Adds the ways that go on by a line of which what stands before `fits` has room."""
        setting, style, at = self._setting, self._style, way.at
        before, starts, ends = setting.before, setting.starts, setting.ends
        # Only where what follows is the last line, much is worth giving for a better one.
        is_near_end = before[self._size] - edge <= edge - before[at]
        hopeless = _FORCED if is_near_end else _HOPELESS
        cheapest = _FORCED
        last = bisect_right(ends, fits) - 1
        if style.hang:
            over = bisect_right(ends, bisect_right(before, edge + style.hang, fits) - 1) - 1
            for n in range(over, last, -1):
                if hangs_at(setting, n, edge):
                    cheapest = _LINE**2
                    _keep(found, _Way(way.price + cheapest, starts[n], 0, ends[n], way))
        for n in range(last, max(-1, last - _ENDS), -1):
            end = ends[n]
            if end <= at:
                break
            price = self._price(at, end, edge - before[end])
            if price > hopeless and cheapest < _FORCED:
                break
            if setting.phrases is not None and starts[n] not in setting.phrases:
                price += _PHRASE
            cheapest = min(cheapest, price)
            _keep(found, _Way(way.price + price, starts[n], 0, end, way))
        if cheapest > _HYPHEN and style.is_hyphenated and way.hyphens < MOST_HYPHENS:
            dear = _HYPHEN + _ANOTHER_HYPHEN * way.hyphens
            for end in hyphens_at(setting, at, fits, edge, style.language)[:2]:
                price = dear + self._price(at, end, edge - before[end] - 1)
                cheapest = min(cheapest, price)
                _keep(found, _Way(way.price + price, end, way.hyphens + 1, end, way))
        if cheapest == _FORCED:
            cut = forced(setting, at, fits)
            _keep(found, _Way(way.price + _FORCED, cut.next, 0, cut.end, way))

    def _price(self, start: int, end: int, lacking: int) -> int:
        """What a line costs that lacks so many cells."""
        return _price(lacking, self._words[end] - self._words[start + 1])


def _keep(found: dict[int, _Way], way: _Way) -> None:
    if way.at not in found or way.price < found[way.at].price:
        found[way.at] = way


@lru_cache(maxsize=8192)
def _price(lacking: int, words: int) -> int:
    if lacking <= 0:
        return _LINE**2
    badness = 20.0 + 40.0 * lacking
    if lacking <= words:
        badness = min(badness, 100 * (lacking / words) ** 3)
    return int((_LINE + badness) ** 2)
