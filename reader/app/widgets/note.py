"""The line under an article that says why somebody kept it."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from reader.app.place import content
from reader.text import clean
from reader.text.cells import truncated


class NoteLine(Widget):
    """`✎ for Monday's meeting`; no line at all where there is no note."""

    DEFAULT_CSS = """
    NoteLine { height: 1; dock: bottom; display: none; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"note--sign", "note--words"}

    def __init__(self) -> None:
        super().__init__()
        self.note = ""

    def show(self, note: str) -> None:
        """Show a note, or none."""
        words = clean(note[:2000])
        if words != self.note:
            self.note = words
            self.display = bool(words)
            self.refresh()

    def render(self) -> Content:
        """The line, cut where it must be."""
        words = truncated(self.note, max(0, self.size.width - 5))
        style = self.get_visual_style
        return Content.assemble(
            " ",
            ("✎ ", style("note--sign", partial=True)),
            content(words, style("note--words", partial=True)),
        )
