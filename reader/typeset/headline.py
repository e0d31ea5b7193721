"""Headlines: as few lines as the measure allows, broken where a reader would pause.

A headline is short and large, so that a bad break is seen: one character left alone, a word torn in
two. There is no dictionary here. What can be told without one is told from the characters: a pause
stands behind a mark or a space; words seldom begin with 的 or 了 and often end with them; where the
script changes (Han to Latin, hiragana to kanji) one word ends; katakana is one word as long as it
runs. Each break has a price by these, each line one for being longer or shorter than the others,
and the cheapest way through is taken.
"""

from __future__ import annotations

from functools import lru_cache

from reader.text.cells import width_in_cells
from reader.typeset.linebreak import break_text
from reader.typeset.setting import setting_of
from reader.typeset.style import Span

_LONGEST = 200
"""Characters; anything longer is no headline and is set like other text."""
_MOST_LINES = 8

_SELDOM_FIRST = frozenset("的了着过们等中上下里内外后前者性化式型级率力家员部会所得地之出到成")
_SELDOM_LAST = frozenset("第不未被把将让使与和及或并在对为从向以由于自其该各每最更再")
_OFTEN_FIRST = frozenset("并将与和及在对为从向以让使被把")
_OFTEN_LAST = frozenset("的了着等")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两几")
_COUNTED = frozenset("年月日号个名位次届批期版条项种级代岁周元人度里季颗艘架台座")
_PAUSE = frozenset("，。、；：！？）》」』】〕”’,.;:!?)—…· ")


def break_evenly(text: str, measure: int) -> list[Span]:
    """The lines of a headline or deck as (start, end) offsets, each at most `measure` cells."""
    lines = break_text(text, measure)
    if not 1 < len(lines) <= _MOST_LINES or len(text) > _LONGEST or "\n" in text:
        return lines
    return list(_cheapest(text, measure, len(lines)) or lines)


@lru_cache(maxsize=1024)
def _cheapest(text: str, measure: int, count: int) -> tuple[Span, ...]:
    """The cheapest `count` lines; () where a word is wider than the measure."""
    setting = setting_of(text)
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
            price_of_break = 0.0 if k == last else _price(setting.base, ends[k], starts[k])
            for j in range(k - 1, -1, -1):
                cells = before[ends[k]] - before[starts[j]]
                if cells > measure:
                    break
                if j not in best[n - 1]:
                    continue
                price = best[n - 1][j][0] + price_of_break + 100 * (1 - cells / target) ** 2
                if ends[k] - starts[j] == 1:
                    price += 1000
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


def _price(base: str, end: int, start: int) -> float:
    """What it costs to end a line before `start`."""
    if base[end - 1] in _PAUSE:
        return 0.0
    if start > end:
        return 8.0
    left, right = base[end - 1], base[start]
    before, after = _script(left), _script(right)
    if before == after == "katakana":
        return 80.0
    if before == after == "han":
        is_number = left in _NUMERALS and (right in _NUMERALS or right in _COUNTED)
        return (
            15.0
            + 25.0 * (right in _SELDOM_FIRST)
            + 25.0 * (left in _SELDOM_LAST)
            + 50.0 * is_number
            - 7.0 * (right in _OFTEN_FIRST or left in _OFTEN_LAST)
        )
    if before == after:
        return 15.0
    if after == "hiragana":
        return 45.0
    return 6.0 + 15.0 * (right in _SELDOM_FIRST)


def _script(c: str) -> str:
    if "\u3040" <= c <= "\u309f":
        return "hiragana"
    if "\u30a0" <= c <= "\u30ff":
        return "katakana"
    return "han" if width_in_cells(c) == 2 else "latin"
