"""Headlines: as few lines as the measure allows, broken where a reader would pause.

A headline is short and large, so that a bad break is seen: one character left alone, a word torn in
two. ICU's dictionary tells where Chinese and Japanese phrases end, if not always: it tears words
that it does not know. What it leaves open can be told from the characters: a pause stands behind a
mark or a space; words seldom begin with 的 or 了 and often end with them; where the script changes
(Han to Latin, hiragana to kanji) one word ends; katakana is one word as long as it runs. Chinese
print sets a space between the two halves of a headline, and that is where it is broken first. Each
break has a price by these, each line one for being longer or shorter than the others, and the
cheapest way through is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from reader.text.cells import width_in_cells
from reader.typeset.edge import is_widow
from reader.typeset.linebreak import break_text
from reader.typeset.setting import setting_of
from reader.typeset.style import Span

_LONGEST = 200
"""Characters; anything longer is no headline and is set like other text."""
_MOST_LINES = 8
_HANGUL = re.compile("[\uac00-\ud7a3]")
_TORN, _PERHAPS_TORN, _INSIDE, _ALONE = 45.0, 15.0, 12.0, 1000.0
"""What a break costs inside a phrase, inside what may be one, between brackets, and where it leaves
one character alone."""

_SELDOM_FIRST = frozenset("的了着过们等中上下里内外后前者性化式型级率力家员部会所得地之出到成")
_SELDOM_LAST = frozenset("第不未被把将让使与和及或并在对为从向以由于自其该各每最更再")
_OFTEN_FIRST = frozenset("并将与和及在对为从向以让使被把")
_OFTEN_LAST = frozenset("的了着等")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两几萬億兩幾")
_COUNTED = frozenset("年月日号个名位次届屆批期版条项种级代岁周元人度里季颗顆艘架台座")
_PAUSE = frozenset("，。、；：！？）》」』】〕”’,.;:!?)—…")
_HALVES = frozenset("，：；！？")
"""Marks that part a headline into its halves."""
_OPENS, _CLOSES = frozenset("（《「『【〔“(["), frozenset("）》」』】〕”)]")
_LEANING = frozenset(
    ("a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "as")
)
"""English words that a line seldom ends with."""


def break_evenly(text: str, measure: int) -> list[Span]:
    """The lines of a headline or deck as (start, end) offsets, each at most `measure` cells. A line
    end in the text ends a line.
    """
    lines: list[Span] = []
    offset = 0
    for part in text.split("\n"):
        for start, end in _part(part, measure):
            lines.append(Span(offset + start, offset + end))
        offset += len(part) + 1
    return lines


def _part(text: str, measure: int) -> Sequence[Span]:
    lines = break_text(text, measure)
    if not 1 < len(lines) <= _MOST_LINES or len(text) > _LONGEST:
        return lines
    return _cheapest(text, measure, len(lines)) or lines


@lru_cache(maxsize=1024)
def _cheapest(text: str, measure: int, count: int) -> tuple[Span, ...]:
    """The cheapest `count` lines; () where a word is wider than the measure."""
    setting = setting_of(text, "ko" if _HANGUL.search(text) else "ja")
    phrases = setting.phrases or frozenset()
    depth = _depth(setting.base)
    before = setting.before
    size = len(setting.base.rstrip())
    starts = [0, *(start for start in setting.starts if start < size), size]
    ends = [
        0,
        *(end for start, end in zip(setting.starts, setting.ends, strict=True) if start < size),
        size,
    ]
    target = (before[size] - before[0]) / count
    last = len(starts) - 1
    # best[n][k]: the price of n lines that end at opportunity k, and where the last one begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for n in range(1, count + 1):
        row: dict[int, tuple[float, int]] = {}
        for k in range(1, last + 1):
            if (k == last) != (n == count):
                continue
            price_of_break = 0.0
            if k != last:
                at = starts[k]
                torn = 0.0
                if at not in phrases:
                    torn = _TORN
                elif at - 1 in phrases and at + 1 in phrases:
                    # Single characters beside each other may be a word that the dictionary lacks.
                    torn = _PERHAPS_TORN
                price_of_break = _price(setting.base, ends[k], at, torn)
                price_of_break += _INSIDE * (depth[at] > 0)
            for j in range(k - 1, -1, -1):
                cells = before[ends[k]] - before[starts[j]]
                if cells > measure:
                    break
                if j not in best[n - 1]:
                    continue
                price = best[n - 1][j][0] + price_of_break + 100 * (1 - cells / target) ** 2
                if ends[k] - starts[j] == 1 or (n == count and is_widow(setting, starts[j], size)):
                    price += _ALONE
                if k not in row or price < row[k][0]:
                    row[k] = (price, j)
        best.append(row)
    if last not in best[count]:
        return ()
    lines: list[Span] = []
    k = last
    for n in range(count, 0, -1):
        j = best[n][k][1]
        lines.append(Span(starts[j], ends[k]))
        k = j
    bounds = setting.bounds
    if bounds is not None:
        lines = [Span(bounds[start], bounds[end]) for start, end in lines]
    return tuple(reversed(lines))


def _depth(base: str) -> list[int]:
    """How many brackets and quotation marks are open before each character."""
    return list(accumulate(((c in _OPENS) - (c in _CLOSES) for c in base), initial=0))


def _price(base: str, end: int, start: int, torn: float) -> float:
    """What it costs to end a line before `start`, `torn` where it is Han or Latin on both sides."""
    left, right = base[end - 1], base[start]
    before, after = _script(left), _script(right)
    if left in _PAUSE:
        return -12.0 if left in _HALVES else 0.0
    if start > end:
        if "han" in (before, after):
            return -20.0
        return 20.0 if base[:end].rpartition(" ")[2].lower() in _LEANING else 8.0
    if before == after == "katakana":
        return 80.0
    if before == after == "han":
        is_number = left in _NUMERALS and (right in _NUMERALS or right in _COUNTED)
        return (
            15.0
            + torn
            + 25.0 * (right in _SELDOM_FIRST)
            + 25.0 * (left in _SELDOM_LAST)
            + 50.0 * is_number
            - 7.0 * (right in _OFTEN_FIRST or left in _OFTEN_LAST)
        )
    if before == after:
        return 15.0 + torn
    if after == "hiragana":
        return 45.0
    return 6.0 + 15.0 * (right in _SELDOM_FIRST)


def _script(c: str) -> str:
    if "\u3040" <= c <= "\u309f":
        return "hiragana"
    if "\u30a0" <= c <= "\u30ff":
        return "katakana"
    if "\uac00" <= c <= "\ud7a3":
        return "hangul"
    return "han" if width_in_cells(c) == 2 else "latin"
