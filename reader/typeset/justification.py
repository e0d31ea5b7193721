"""Where a line that is to be filled takes more cells, and how many.

Only text whose words are parted by spaces is filled: Latin and Korean. Their words part a little
further, by one cell at most: on a grid of cells a space that has grown by more is a hole, and a
line that would need it is left ragged, as a paragraph's last line is.

Chinese and Japanese text is never filled. Its characters stand on a grid of their own and come to
within a cell of the measure by themselves; what a mark, a number or a Latin word leaves open at a
line's end is seen less there than white put inside the line, where it would part what belongs
together and make the white between Han and Latin letters uneven.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.text.cells import width_in_cells

if TYPE_CHECKING:
    from reader.typeset.style import Span

_WORDLESS = re.compile("[\u3005\u3007\u3041-\u3096\u30a1-\u30fc\u3400-\u9fff\uf900-\ufaff]")
"""Han and kana, which are written without spaces."""
_MOST_WORDLESS = 8
"""A text is written with spaces where no more than one character in so many is one of those."""
_BETWEEN_WORDS = re.compile(r"(?<=\S)[ \xa0]+(?=\S)")


@lru_cache(maxsize=512)
def is_spaced(text: str) -> bool:
    """Whether a text's words are parted by spaces, so that its lines can be filled."""
    return len(_WORDLESS.findall(text)) * _MOST_WORDLESS <= len(text)


def justified(text: str, span: Span, room: int) -> tuple[int, ...]:
    """The offsets before which the line `span` of a text takes one cell each, ascending, so that it
    fills `room`; () where it is full, better left ragged, or the last of its paragraph.

    `room` is the measure without the line's indent. A hyphen that the line ends in counts.
    """
    start, end = span
    line = text[start:end]
    lacking = room - width_in_cells(line) - len(span.hyphen)
    if lacking <= 0 or not is_spaced(text) or _ends_paragraph(text, end):
        return ()
    words = [start + found.end() for found in _BETWEEN_WORDS.finditer(line)]
    return tuple(_evenly(words, lacking)) if lacking <= len(words) else ()


@lru_cache(maxsize=512)
def places_before(base: str) -> array[int]:
    """How many places between words stand before each character and before the end."""
    marks = bytearray(len(base) + 1)
    for found in _BETWEEN_WORDS.finditer(base):
        marks[found.end()] = 1
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
