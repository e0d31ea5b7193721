"""A galley whose words can be pointed at: which of them stand at a cell, selecting and copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.widgets.galley import BEYOND, GUTTER, Galley
from reader.app.widgets.selecting import Spot, ends_of, offset_in, selection_of

if TYPE_CHECKING:
    from textual.events import Click
    from textual.geometry import Offset
    from textual.selection import Selection

NEAR = 8
"""Lines within which words are sought below white."""


class PointedGalley(Galley, inherit_bindings=False):
    """A galley that knows what the mouse points at."""

    def place_at(self, x: int, y: int) -> Offset | None:
        """What stands at a cell of the widget, as the offset of a selection: see
        `reader.app.widgets.selecting`. Beside and below the text it is the nearest of it."""
        if self._article is None or not self._lines:
            return None
        index, cell = self._line_under(x, y)
        found = offset_in(self._lines[index], cell)
        if found is not None:
            return found
        for n in range(index + 1, min(len(self._lines), index + NEAR)):
            found = offset_in(self._lines[n], -1)
            if found is not None:
                return found
        for n in range(index - 1, -1, -1):
            found = offset_in(self._lines[n], BEYOND)
            if found is not None:
                return found
        return None

    def _line_under(self, x: int, y: int) -> tuple[int, int]:
        """The line at a cell, and how many cells it is from its column's left edge."""
        row = max(0, y) + self.scroll_offset.y
        count, height = self.column_count, max(1, self.size.height)
        if count == 1:
            if row >= len(self._lines):
                return len(self._lines) - 1, BEYOND
            return row, x - self._margin
        page, at = divmod(row, height)
        head = self._head_lines if page == 0 else 0
        if at < head:
            return at, x - self._margin
        at -= head
        x -= self._margin
        beside = max(0, min(count - 1, (x + GUTTER // 2) // (self.cells + GUTTER)))
        column = page * count + beside
        if column >= len(self._columns):
            return len(self._lines) - 1, BEYOND
        start, end = self._columns[column]
        if start + at >= end:
            return max(start, end - 1), BEYOND
        return start + at, x - beside * (self.cells + GUTTER)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words as the newspaper wrote them: without the line ends, hyphens and
        indents that setting them brought."""
        if self._passages is None or not self._lines:
            return None
        ends = ends_of(selection, self._passages)
        words = self._passages.copied(*ends)
        return (words, "\n") if words else None

    def on_click(self, event: Click) -> None:
        """Twice selects the word, three times the passage."""
        at = event.get_content_offset(self)
        offset = self.place_at(*at) if at is not None else None
        if event.chain not in (2, 3) or offset is None or self._passages is None:
            return
        # Textual would select the whole widget.
        event.prevent_default()
        spot = Spot(offset.y, offset.x // 2)
        first, last = self._passages.word_at(spot)
        if event.chain == 3:
            first, last = (Spot(spot.rank, end) for end in self._passages.bounds(spot.rank))
        if first < last:
            self.screen.selections = {self: selection_of(first, last)}
