"""Where a line that is to be filled takes more cells, and how many.

Latin words part a little further, Chinese and Japanese text where there is white already or the
script changes: behind a full-width mark, before one that opens, between a Han and a Latin letter.
Never between two marks, whose white is wide enough; never between a number and its unit; never
between any two characters, which would tear words apart on the grid. What would have to be
stretched more than that is left ragged, and so is a paragraph's last line.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.text.cells import width_in_cells

if TYPE_CHECKING:
    from reader.typeset.style import Span

_HAN = "\u3005\u3007\u3041-\u3096\u30a1-\u30fc\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_CLOSING, _OPENING = "，。、；：！？」』）》〉】〕", "「『（《〈【〔"
_BETWEEN_WORDS = re.compile(r"(?<=\S)[ \xa0]+(?=\S)")
_ELSEWHERE = re.compile(
    f"(?<=[{_CLOSING}])(?=[{_HAN}A-Za-z0-9])|(?<=[{_HAN}A-Za-z0-9])(?=[{_OPENING}])"
    f"|(?<=[{_HAN}])(?<!第)(?=[A-Za-z0-9])|(?<=[A-Za-z])(?=[{_HAN}])"
)
_MOST_BETWEEN_WORDS = 2
"""Cells that a space may take on; every other place takes one."""


def justified(text: str, span: Span, room: int) -> tuple[tuple[int, int], ...]:
    """Where the line `span` of a text takes cells so that it fills `room`, as (offset in the text,
    cells to be added before the character there), ascending; () where it is full, better left
    ragged, or the last of its paragraph.

    `room` is the measure without the line's indent. A hyphen that the line ends in counts.
    """
    start, end = span
    line = text[start:end]
    lacking = room - width_in_cells(line) - len(span.hyphen)
    if lacking <= 0 or _ends_paragraph(text, end):
        return ()
    words = [found.end() for found in _BETWEEN_WORDS.finditer(line)]
    others = [found.start() for found in _ELSEWHERE.finditer(line)]
    if lacking > capacity(len(words), len(others)):
        return ()
    cells: dict[int, int] = {}
    for places in (words, others, *[words] * (_MOST_BETWEEN_WORDS - 1)):
        for at in _evenly(places, min(lacking, len(places))):
            cells[at] = cells.get(at, 0) + 1
            lacking -= 1
    return tuple((start + at, cells[at]) for at in sorted(cells))


def capacity(words: int, others: int) -> int:
    """How many cells a line may take on that has so many places between words, and elsewhere."""
    return _MOST_BETWEEN_WORDS * words + others


@lru_cache(maxsize=512)
def places_before(base: str) -> tuple[array[int], array[int]]:
    """How many places between words, and how many elsewhere, stand before each character and
    before the end.
    """
    return (
        _counted((found.end() for found in _BETWEEN_WORDS.finditer(base)), len(base)),
        _counted((found.start() for found in _ELSEWHERE.finditer(base)), len(base)),
    )


def _counted(places: Iterable[int], size: int) -> array[int]:
    marks = bytearray(size + 1)
    for at in places:
        marks[at] = 1
    return array("l", accumulate(marks, initial=0))


def _evenly(places: Sequence[int], count: int) -> list[int]:
    """So many of the places, as far from each other as they can be."""
    return [places[(2 * n + 1) * len(places) // (2 * count)] for n in range(count)]


def _ends_paragraph(text: str, end: int) -> bool:
    while end < len(text) and text[end].isspace():
        if text[end] == "\n":
            return True
        end += 1
    return end == len(text)
