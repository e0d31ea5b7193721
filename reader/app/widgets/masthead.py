"""The nameplate of an issue: the paper's name, the date, how much of it there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widget import Widget

from reader.app.place import content
from reader.dates import masthead_date, short_day
from reader.lang import language, say
from reader.model import Outline, Role
from reader.text.cells import truncated, width_in_cells

if TYPE_CHECKING:
    from datetime import date

_HAN_FROM = "\u2e80"


def spaced(name: str) -> str:
    """A name with its letters set apart: `科 技 日 报`; Latin names get wider gaps between words."""
    if name[:1] >= _HAN_FROM:
        return " ".join(name)
    return "   ".join(" ".join(word) for word in name.upper().split())


class Masthead(Widget):
    """Name, date line and rule in three rows; one row where the screen is low."""

    DEFAULT_CSS = """
    Masthead { height: 4; dock: top; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "masthead--name",
        "masthead--date",
        "masthead--quiet",
        "masthead--rule",
        "masthead--gap",
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._outline: Outline | None = None
        self._near: tuple[date | None, date | None] = (None, None)

    def show(self, outline: Outline, near: tuple[date | None, date | None]) -> None:
        """Show an issue and the days of its neighbours."""
        self._outline = outline
        self._near = near
        self.refresh()

    def render(self) -> Content:
        """The rows."""
        outline = self._outline
        if outline is None:
            return Content("")
        width = max(1, self.size.width - 2)
        name = outline.newspaper.name
        printed = masthead_date(outline.date, outline.newspaper.language)
        if self.size.height < 3:
            return self._in_one_row(name, printed, width)
        letters = spaced(name)
        if width_in_cells(letters) > width:
            letters = truncated(name, width)
        second = self._date_row(printed, width)
        return Content("\n").join(
            (
                self._centred(self._styled(letters, "name"), width),
                second,
                self._styled("═" * width, "rule"),
            )
        )

    def _in_one_row(self, name: str, printed: str, width: int) -> Content:
        left = f"{name}  {printed}"
        tally = self._tally()
        room = width - tally.cell_length - 2
        left = truncated(left, room) if room > 0 else ""
        gap = " " * max(1, width - width_in_cells(left) - tally.cell_length)
        return Content.assemble(self._styled(left, "name"), gap, tally)

    def _date_row(self, printed: str, width: int) -> Content:
        middle = Content.assemble(
            self._styled(printed, "date"), self._styled("  ·  ", "quiet"), self._tally()
        )
        near = self._neighbours()
        free = width - middle.cell_length
        left = max(0, free // 2)
        right = free - left
        if near and width_in_cells(near) + 2 <= right:
            gap = " " * (right - width_in_cells(near))
            return Content.assemble(" " * left, middle, gap, self._styled(near, "quiet"))
        if middle.cell_length > width:
            return self._centred(self._styled(printed, "date"), width)
        return Content.assemble(" " * left, middle)

    def _tally(self) -> Content:
        """`4 pages · 61 articles · 14 read`, or how much is missing."""
        outline = self._outline
        assert outline is not None  # noqa: S101 - told to the type checker
        lines = [line for line in outline.lines if line.role in (Role.STORY, Role.PICTURE)]
        pages = len({section.page or section.name for section in outline.sections})
        read = sum(line.is_read for line in lines)
        words = [
            say("1 page") if pages == 1 else say("{n} pages", n=pages),
            say("1 article") if len(lines) == 1 else say("{n} articles", n=len(lines)),
        ]
        if read:
            words.append(say("{n} read", n=read))
        pieces = [self._styled(" · ".join(words), "quiet")]
        if outline.gaps:
            listed = sum(1 for _ in outline.lines) + len(outline.gaps)
            missing = say(
                "{here}/{all} · {n} failed · r retries",
                here=listed - len(outline.gaps),
                all=listed,
                n=len(outline.gaps),
            )
            pieces += [self._styled(" · ", "quiet"), self._styled(missing, "gap")]
        return Content.assemble(*pieces)

    def _neighbours(self) -> str:
        before, after = self._near
        words = [short_day(day, language()) for day in (before, after) if day]
        if not words:
            return ""
        left = f", {words[0]}" if before else ""
        right = f"{words[-1]} ." if after else ""
        return f"‹ {' · '.join(part for part in (left.lstrip(', '), right.rstrip(' .')) if part)} ›"

    def _styled(self, text: str, name: str) -> Content:
        return content_with_spaces(text, self, f"masthead--{name}")

    @staticmethod
    def _centred(row: Content, width: int) -> Content:
        return Content.assemble(" " * max(0, (width - row.cell_length) // 2), row)


def content_with_spaces(text: str, widget: Widget, component: str) -> Content:
    """Cleaned text in a component's style, the spaces around it kept."""
    style = widget.get_visual_style(component, partial=True)
    inner = content(text, style)
    left = len(text) - len(text.lstrip(" "))
    right = len(text) - len(text.rstrip(" ")) if text.strip(" ") else 0
    return Content.assemble(Content.styled(" " * left, style), inner, " " * right)
