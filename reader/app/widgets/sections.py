"""The sections of an issue, each with how much of it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.app.widgets.rows import Piece, Rows
from reader.lang import say
from reader.text import clean
from reader.text.cells import truncated, width_in_cells
from reader.typeset import break_text
from reader.typeset.meta import page_label

if TYPE_CHECKING:
    from reader.model import Outline, SectionOutline

MOST_LINES = 2
"""Lines that a section's name may take."""


def section_label(section: SectionOutline, language: str) -> str:
    """`第01版 要闻` in a Chinese paper, `Page 01 · Opinion` in another."""
    page, name = clean(section.page[:40]), clean(section.name[:400])
    return page_label(page, name, language) or say("Unnamed section")


def brief_label(section: SectionOutline) -> str:
    """`01 要闻`."""
    parts = (clean(section.page[:40]), clean(section.name[:400]))
    return " ".join(part for part in parts if part) or say("Unnamed section")


def read_count(section: SectionOutline) -> tuple[int, int]:
    """How many of its stories are read, and how many there are."""
    stories = [line for line in section.lines if line.role.is_story]
    return sum(line.is_read for line in stories), len(stories)


class Sections(Rows):
    """`01 要闻   3/9`, one section after the other in print order."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._sections: tuple[SectionOutline, ...] = ()
        self._page_width = 0

    def put_up(self, outline: Outline | None, *, mark: int | None = None) -> None:
        """Show an issue's sections; the mark stays on its number, or goes to `mark`."""
        sections = outline.sections if outline else ()
        if sections == self._sections and mark in (None, self.mark):
            return
        self._sections = sections
        pages = (width_in_cells(clean(section.page[:40])) for section in sections)
        self._page_width = min(6, max(pages, default=0))
        self.lay_out(mark=mark)
        self.show_mark()

    @property
    def _indent(self) -> int:
        return 1 + (self._page_width + 1 if self._page_width else 0)

    def _name_lines(self, section: SectionOutline, width: int) -> list[str]:
        room = max(4, width - self._indent - 7)
        text = clean(section.name[: room * 8]) or ("" if section.page else say("Unnamed section"))
        if width_in_cells(text) <= room:
            return [text]
        spans = break_text(text, room)
        names = [text[start:end] for start, end in spans[:MOST_LINES]]
        if len(spans) > MOST_LINES:
            names[-1] = truncated(text[spans[MOST_LINES - 1][0] :], room)
        return names

    def heights(self) -> Sequence[int]:
        """One line, two where the name is long."""
        width = max(1, (self.size.width or 30) - 2)
        return [len(self._name_lines(section, width)) for section in self._sections]

    def text_of(self, index: int) -> str:
        """Page and name."""
        return brief_label(self._sections[index])

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """Page, name, and at the right how much is read."""
        section = self._sections[index]
        read, stories = read_count(section)
        is_done = 0 < stories <= read
        count = f"{read}/{stories}" if stories else ""
        first, *rest = self._name_lines(section, width)
        name = "done" if is_done else ""
        pieces: list[Piece] = [(" ", "")]
        if self._page_width:
            page = truncated(clean(section.page[:40]), self._page_width)
            gap = self._page_width - width_in_cells(page)
            pieces.append((page + " " * (gap + 1), "done" if is_done else "quiet"))
        pieces.append((first, name))
        gap = width - self._indent - width_in_cells(first) - width_in_cells(count)
        if gap > 0:
            pieces += [(" " * gap, ""), (count, "done" if is_done else "quiet")]
        return [pieces, *([(" " * self._indent, ""), (part, name)] for part in rest)]
