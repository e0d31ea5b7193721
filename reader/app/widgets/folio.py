"""The folio: where in the issue, and how far through the article one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from reader.app.place import content
from reader.app.widgets.rows import LISTED
from reader.app.widgets.stand import letter_spaced
from reader.dates import short_day
from reader.lang import language, say
from reader.text import clean
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
    is_listed: bool = False
    """Whether it is on the reading list."""
    turned_into: str = ""
    """The section that one has just come into; "" while one stays in it."""
    found: str = ""
    """What is looked for and how much of it there is; it then stands where the place would."""

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
        marks = " ★" * folio.is_bookmarked + " ✎" * folio.has_note + f" {LISTED}" * folio.is_listed
        room = width - width_in_cells(far) - width_in_cells(marks) - 3
        if folio.found:
            words, kind = folio.found, "folio--turned"
        elif folio.turned_into:
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


class RunningHead(Widget):
    """The line over the page: whose article it is, and from where in the issue."""

    DEFAULT_CSS = """
    RunningHead { height: 2; dock: top; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"head--name", "head--words", "head--rule"}

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[str, str, date | None] = ("", "", None)

    def show(self, name: str, section: str, day: date | None) -> None:
        """Show newspaper, section and day."""
        if (name, section, day) != self._shown:
            self._shown = (name, section, day)
            self.refresh()

    def render(self) -> Content:
        """Section, name and day over a rule."""
        width = self.size.width
        name, section, day = self._shown
        style = self.get_visual_style
        words = style("head--words", partial=True)
        left = truncated(clean(section[:400]), max(0, width // 3 - 2))
        right = short_day(day, language()) if day is not None else ""
        right = right if width_in_cells(right) <= width // 3 - 2 else ""
        middle = letter_spaced(clean(name[:200]))
        if width_in_cells(middle) > width // 3:
            middle = truncated(clean(name[:200]), max(0, width // 3))
        before = max(1, (width - width_in_cells(middle)) // 2 - 1 - width_in_cells(left))
        used = 1 + width_in_cells(left) + before + width_in_cells(middle)
        line = Content.assemble(
            " ",
            content(left, words),
            " " * before,
            (middle, style("head--name", partial=True)),
            " " * max(1, width - used - width_in_cells(right) - 1),
            content(right, words),
        )
        rule = Content.styled("─" * width, style("head--rule", partial=True))
        return Content("\n").join([line, rule][: self.size.height])
