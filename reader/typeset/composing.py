"""An article set piece by piece: what is looked at first, the rest meanwhile.

Most articles are whole in some milliseconds. One of a million characters is not, and nobody is to
wait for it: lines are made from the place where somebody reads on, as many as the screen needs,
while those of the whole come after in slices as large as the caller says. Once they are all there
the lines from that place give way to them. A line of the whole may begin elsewhere than one made
from the middle; the words are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.typeset.lines import Line


class Composition:
    """The lines of one article at one measure, as far as they are set."""

    def __init__(self, lines_from: Callable[[int], Iterator[Line]], tail: Sequence[Line]) -> None:
        """`lines_from` gives the lines from an offset of the text on; `tail` stands under them."""
        self._lines_from = lines_from
        self._tail = tail
        self._whole: list[Line] = []
        self._rest: Iterator[Line] | None = lines_from(0)
        self._ahead: Iterator[Line] | None = None
        self.begins_at = 0
        """Offset in the text at which `lines` begin; 0 where they are those of the whole."""
        self.lines: list[Line] = self._whole
        """What can be shown now."""

    @property
    def is_whole(self) -> bool:
        """Whether every line is set."""
        return self._rest is None

    @property
    def is_ended(self) -> bool:
        """Whether `lines` go on to the end of the article."""
        return self._rest is None if self.begins_at == 0 else self._ahead is None

    def open_at(self, offset: int) -> None:
        """Have `lines` begin at an offset of the text, where they are not all there."""
        if self._rest is None:
            return
        self.begins_at = max(0, offset)
        self.lines, self._ahead = self._whole, None
        if self.begins_at:
            self.lines, self._ahead = [], self._lines_from(self.begins_at)

    def extend_to(self, count: int) -> None:
        """Have at least so many `lines`, where the article has them."""
        wanted = count - len(self.lines)
        if wanted <= 0:
            return
        if self.begins_at == 0:
            self.go_on(wanted)
        elif self._ahead is not None:
            self._ahead = self._taken(self.lines, self._ahead, wanted)

    def go_on(self, count: int) -> bool:
        """Set so many more lines of the whole; whether it is whole now."""
        if self._rest is not None:
            self._rest = self._taken(self._whole, self._rest, count)
            if self._rest is None:
                self.lines, self.begins_at, self._ahead = self._whole, 0, None
        return self._rest is None

    def _taken(self, lines: list[Line], rest: Iterator[Line], count: int) -> Iterator[Line] | None:
        """Add so many lines; what is left of them, None where nothing is."""
        size = len(lines)
        lines.extend(islice(rest, count))
        if len(lines) - size == count:
            return rest
        lines.extend(self._tail)
        return None
