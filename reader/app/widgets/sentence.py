"""The sentence at the foot: what was done, how far something is, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from reader.app.place import content
from reader.typeset import break_text

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.visual import VisualType


class Sentence(Static):
    """Breaks its words as all text here is broken: never inside a date."""

    def render(self) -> VisualType:
        """The sentence in lines."""
        lines = self._lines(self.content_size.width)
        return Content("\n").join([content(line) for line in lines])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Rows that it takes."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[str]:
        words = str(self.content)
        return [words[start:end] for start, end in break_text(words, max(1, width))]
