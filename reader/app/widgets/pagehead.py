"""The line over an issue's headlines."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from reader.app.place import content
from reader.text.cells import truncated, width_in_cells


class PageHead(Widget):
    """The line over the headlines: which section stands at the top, how much of it is read."""

    DEFAULT_CSS = """
    PageHead { height: 1; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"pagehead--name", "pagehead--rule", "pagehead--count"}

    def __init__(self) -> None:
        super().__init__()
        self._shown = ("", "")

    def show(self, name: str, count: str) -> None:
        """Show a section's name and count."""
        if (name, count) != self._shown:
            self._shown = (name, count)
            self.refresh()

    def render(self) -> Content:
        """`─ 第01版 要闻 ───────────── 3/9`."""
        width = self.size.width
        name, count = self._shown
        name = truncated(name, max(0, width - width_in_cells(count) - 8))
        rest = width - 2 - width_in_cells(name) - width_in_cells(count) - 5
        style = self.get_visual_style
        rule = style("pagehead--rule", partial=True)
        return Content.assemble(
            (" ─ ", rule),
            content(name, style("pagehead--name", partial=True)),
            (f" {'─' * max(0, rest)} ", rule),
            content(count, style("pagehead--count", partial=True)),
            " ",
        )
