"""How running text is to be set, and what a set line is: the words between those who ask for lines
and `reader.typeset.linebreak`, which makes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a reader asks of the lines of running text; the default is text set ragged."""

    language: str = ""
    """The text's language ("en", "zh-CN"); "" where nobody knows. Hyphens and phrases need it."""
    is_justified: bool = False
    """Whether lines will be filled to the measure where the text's words are parted by spaces: they
    are then chosen for the paragraph as a whole, so that none needs much, and
    `reader.typeset.justified` says where the cells go. Other text is ragged all the same."""
    is_hyphenated: bool = False
    """Whether long Latin words may be parted, as narrow columns need."""
    hang: int = 0
    """Cells of empty margin behind the measure that a closing mark may hang into: 0, 1 or 2."""
    by_phrases: bool = False
    """Whether Chinese, Japanese and Korean text breaks only between phrases."""


class Span(NamedTuple):
    """A line: its first character's offset in the text, and the one behind its last."""

    start: int
    end: int

    @property
    def hyphen(self) -> str:
        """What is to be shown behind the line and is not in the text: "-" in a parted word."""
        return ""


class Hyphenated(Span):
    """A line that ends inside a word; its hyphen takes a cell of the measure."""

    __slots__ = ()

    @property
    def hyphen(self) -> str:
        """The hyphen."""
        return "-"
