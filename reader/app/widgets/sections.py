"""The pages of an issue, in print order, with how much of each is read."""

from __future__ import annotations

from collections.abc import Sequence

from reader.app.widgets.rows import Piece, Rows
from reader.model import Outline, Role, SectionOutline
from reader.text.cells import truncated, width_in_cells


def section_label(section: SectionOutline, language: str) -> str:
    """`第01版 要闻`, `Opinion`: a page as its paper calls it."""
    number = section.page
    if number and language.startswith(("zh", "ja")):
        number = f"第{number}版"
    return " ".join(part for part in (number, section.name) if part)


class Sections(Rows):
    """The list beside the headlines."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._sections: tuple[SectionOutline, ...] = ()

    def put_up(self, outline: Outline) -> None:
        """Show an issue's pages; the mark stays where it is."""
        self._sections = outline.sections
        self.lay_out()

    def heights(self) -> Sequence[int]:
        """One row each."""
        return [1] * len(self._sections)

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """Number, name, and at the right how many of its articles are read."""
        section = self._sections[index]
        lines = [line for line in section.lines if line.role in (Role.STORY, Role.PICTURE)]
        read = sum(line.is_read for line in lines)
        count = f"{read}/{len(lines)}"
        number = f"{section.page} " if section.page else ""
        room = width - width_in_cells(number) - len(count) - 2
        name = truncated(section.name or "·", max(1, room))
        gap = max(1, width - width_in_cells(number + name) - len(count) - 1)
        is_done = bool(lines) and read == len(lines)
        return [
            [
                (number, "quiet"),
                (name, "done" if is_done else "name" if index == self.mark else ""),
                (" " * gap, ""),
                (count, "quiet"),
            ]
        ]
