"""What is on the front of the newspaper that one is looking at on the stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from reader.app.place import content
from reader.app.widgets.month import BEGUN, READ, STORED
from reader.dates import short_day
from reader.lang import language, say
from reader.model import Line, Outline, Role, label_of
from reader.text.cells import truncated, width_in_cells

if TYPE_CHECKING:
    from textual import events

MOST_LINES = 2
"""Lines a headline may take."""


class Glance(Widget):
    """The headlines of an issue's first page and, where there is room, of the next ones.

    A glance, not a list: it takes no focus; a click opens the article.
    """

    DEFAULT_CSS = """
    Glance { height: 1fr; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "glance--rule",
        "glance--section",
        "glance--headline",
        "glance--read",
        "glance--sign",
        "glance--quiet",
    }

    class Chosen(Message):
        """A headline was clicked."""

        def __init__(self, outline: Outline, key: str) -> None:
            self.outline = outline
            self.key = key
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.outline: Outline | None = None
        self._spots: dict[int, str] = {}

    def show(self, outline: Outline | None) -> None:
        """Show an issue, or nothing."""
        self.outline = outline
        self.refresh()

    def render(self) -> Content:
        """As much of the issue as fits."""
        self._spots = {}
        width, height = self.size.width, self.size.height
        outline = self.outline
        if outline is None or height < 3 or width < 20:
            return Content("")
        style = self.get_visual_style
        rule = style("glance--rule", partial=True)
        rows: list[Content] = []
        for section in outline.sections:
            lines = [line for line in section.lines if line.role is not Role.ADVERTISEMENT]
            if not lines:
                continue
            if len(rows) + 3 > height:
                break
            if rows:
                rows.append(Content(""))
            label = label_of(section)
            if not rows:
                label = f"{short_day(outline.date, language())} · {label}".removesuffix(" · ")
            label = truncated(label, width - 8)
            rest = "─" * (width - width_in_cells(label) - 4)
            rows.append(
                Content.assemble(
                    ("── ", rule),
                    content(label, style("glance--section", partial=True)),
                    (f" {rest}", rule),
                )
            )
            for number, line in enumerate(lines):
                broken = _headline_lines(line, width - 4)
                left = height - len(rows)
                if len(broken) > left or (left == 1 and number < len(lines) - 1):
                    more = say("{n} more", n=len(lines) - number)
                    if left:
                        rows.append(Content.styled(f"    {more}", style("glance--quiet")))
                    break
                self._draw(rows, line, broken)
        return Content("\n").join(rows[:height])

    def _draw(self, rows: list[Content], line: Line, broken: list[str]) -> None:
        sign = READ if line.is_read else BEGUN if line.is_begun else STORED
        signs = self.get_visual_style("glance--sign", partial=True)
        words = self.get_visual_style(
            "glance--read" if line.is_read else "glance--headline", partial=True
        )
        for number, part in enumerate(broken):
            self._spots[len(rows)] = line.key
            head = f"  {sign} " if number == 0 else "    "
            rows.append(Content.assemble((head, signs), content(part, words)))

    def on_click(self, event: events.Click) -> None:
        """Read the headline under the mouse."""
        offset = event.get_content_offset(self)
        if offset is not None and self.outline is not None and offset.y in self._spots:
            event.stop()
            self.post_message(self.Chosen(self.outline, self._spots[offset.y]))


def _headline_lines(line: Line, width: int) -> list[str]:
    """The headline in at most `MOST_LINES` lines, the last of them cut where it must be."""
    text = line.headline or say("Untitled")
    if width_in_cells(text) <= width:
        return [text]
    from reader.typeset import break_text

    parts = [text[start:end].strip() for start, end in break_text(text, width)]
    if len(parts) > MOST_LINES:
        rest = "".join(parts[MOST_LINES - 1 :])
        parts = [*parts[: MOST_LINES - 1], truncated(rest, width)]
    return [part for part in parts if part] or [text]
