"""The folio: where in the issue, and how far through the article one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from reader.app.place import content
from reader.lang import say
from reader.text.cells import truncated, width_in_cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """What the line says."""

    section: str = ""
    number: int = 0
    """The article's number in its section, from 1; 0 where it is not known."""
    count: int = 0
    percent: int = 0
    minutes_left: int = 0
    is_read: bool = False
    is_bookmarked: bool = False
    has_note: bool = False
    turned_into: str = ""
    """The section that one has just come into; "" while one stays in it."""
    chosen: int = 0
    """Characters that are selected."""

    def where(self) -> str:
        """`01 要闻 · 3 of 9`."""
        parts = [self.section] if self.section else []
        if self.number:
            parts.append(say("{n} of {all}", n=self.number, all=self.count))
        return " · ".join(parts)

    def how_far(self) -> str:
        """`42% · 3 min left`."""
        if self.percent >= 100:
            return "100% · " + (say("read") if self.is_read else say("the end"))
        return f"{self.percent}% · " + say("{n} min left", n=self.minutes_left)


class FolioLine(Widget):
    """One row: where at the left, how far at the right, the marks between them."""

    DEFAULT_CSS = """
    FolioLine { height: 1; dock: bottom; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "folio--where",
        "folio--far",
        "folio--star",
        "folio--turned",
    }

    def __init__(self) -> None:
        super().__init__()
        self.folio = Folio()

    def show(self, folio: Folio) -> None:
        """Say something else."""
        if folio != self.folio:
            self.folio = folio
            self.refresh()

    def render(self) -> Content:
        """The row."""
        width = self.size.width
        folio = self.folio
        style = self.get_visual_style
        far = folio.how_far()
        marks = "".join(" ★" * folio.is_bookmarked + " ✎" * folio.has_note)
        room = width - width_in_cells(far) - width_in_cells(marks) - 3
        if folio.turned_into:
            words, kind = f"▸ {folio.turned_into} · {folio.where()}", "folio--turned"
            if width_in_cells(words) > room:
                words = f"▸ {folio.turned_into}"
        else:
            words, kind = folio.where(), "folio--where"
        words = truncated(words, max(0, room))
        gap = max(1, width - 2 - width_in_cells(words + marks) - width_in_cells(far))
        return Content.assemble(
            " ",
            content(words, style(kind, partial=True)),
            (marks, style("folio--star", partial=True)),
            " " * gap,
            content(far, style("folio--far", partial=True)),
            " ",
        )
