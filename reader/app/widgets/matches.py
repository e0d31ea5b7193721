"""What is found in an article, and which of it one looks at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.app.widgets.selecting import Spot
from reader.text.folding import spans_of

if TYPE_CHECKING:
    from reader.app.widgets.selecting import Passages


Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search of the library looked for, to be found again in one of its articles."""

    words: str
    """As they were typed, operators and all."""
    spans_of: Callable[[str], Spans]
    """Where a text has any of it."""


class Matches:
    """The places where some words stand, in the order of the text; one of them is looked at."""

    def __init__(self, passages: Passages, sought: str | Sought, *, near: Spot) -> None:
        self.sought = sought
        """What is looked for: words in a row, or what a search of the library looked for."""
        self.spots: list[tuple[Spot, int]] = []
        """Where each begins, and the offset behind it."""
        self._by_rank: dict[int, list[tuple[int, int]]] = {}
        for rank, text, offset in passages.texts():
            for start, end in self._spans_in(text):
                self._by_rank.setdefault(rank, []).append((offset + start, offset + end))
                self.spots.append((Spot(rank, offset + start), offset + end))
        here = bisect_left(self.spots, (near, 0))
        self.index = here % len(self.spots) if self.spots else -1
        """The one looked at: the first behind `near`, at first; -1 where nothing was found."""

    @property
    def words(self) -> str:
        """As they were typed."""
        return self.sought if isinstance(self.sought, str) else self.sought.words

    def _spans_in(self, text: str) -> Spans:
        if isinstance(self.sought, str):
            return spans_of(self.sought, text)
        return self.sought.spans_of(text)

    @property
    def tally(self) -> str:
        """`3/17`."""
        return f"{self.index + 1}/{len(self.spots)}"

    def step(self, steps: int) -> bool:
        """Look at another one; whether one came past an end of the text on the way."""
        if not self.spots:
            return False
        to = self.index + steps
        self.index = to % len(self.spots)
        return to != self.index

    def lit_in(self, rank: int) -> list[tuple[int, int, str]]:
        """What is lit in a passage."""
        lit = [(start, end, "found") for start, end in self._by_rank.get(rank, ())]
        if self.index >= 0:
            spot, end = self.spots[self.index]
            if spot.rank == rank:
                now = (spot.at, end, "found")
                lit[lit.index(now)] = (spot.at, end, "found-now")
        return lit
