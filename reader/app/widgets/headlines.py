"""The headlines of an issue: all its pages in one list, each under its own heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from reader.app.widgets.month import BEGUN, READ, STORED
from reader.app.widgets.rows import Piece, Rows
from reader.app.widgets.sections import section_label
from reader.lang import say
from reader.model import Line, Outline, Role
from reader.text import is_blank
from reader.text.cells import truncated, width_in_cells
from reader.typeset import break_text

_MOST_LINES = 3
"""Rows a headline may take; a longer one ends with …, whole in the article."""
_SIGN_CELLS = 3


@dataclass(frozen=True, slots=True)
class HeadlineItem:
    """A row of the list: a page's heading, or an article."""

    section: int
    line: Line | None = None


def minutes_of(length: int, language: str) -> int:
    """Minutes that a text of so many characters takes: 400 Chinese characters, or 1,300 Latin
    letters (some 240 words), a minute."""
    pace = 400 if language.startswith(("zh", "ja", "ko")) else 1300
    return max(1, round(length / pace))


class Headlines(Rows):
    """The list of an issue's articles."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--heading", "rows--rule"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._outline: Outline | None = None
        self._items: tuple[HeadlineItem, ...] = ()
        self._broken: dict[tuple[str, int], list[str]] = {}

    def put_up(self, outline: Outline, *, key: str = "") -> None:
        """Show an issue; the mark goes to the article `key`, else stays with its article."""
        held = key or (self.line.key if self.line else "")
        self._outline = outline
        self._items = tuple(
            item
            for n, section in enumerate(outline.sections)
            for item in (
                HeadlineItem(section=n),
                *(HeadlineItem(section=n, line=line) for line in _in_order(section.lines)),
            )
        )
        mark = next(
            (n for n, item in enumerate(self._items) if item.line and item.line.key == held), None
        )
        self.lay_out(mark=mark)

    @property
    def line(self) -> Line | None:
        """The article that is marked."""
        return self._items[self.mark].line if self.mark < len(self._items) else None

    @property
    def section(self) -> int:
        """The index of the section the mark is in."""
        return self._items[self.mark].section if self.mark < len(self._items) else 0

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all articles, in the order of the list."""
        return tuple(item.line.key for item in self._items if item.line)

    def mark_section(self, section: int) -> None:
        """Put the mark on the first article of a section, its heading in view."""
        for n, item in enumerate(self._items):
            if item.section == section and item.line:
                self.move_to(n)
                top = self._tops[n - 1] if n else 0
                self.scroll_to(y=top, animate=False)
                return

    def mark_key(self, key: str) -> None:
        """Put the mark on an article."""
        for n, item in enumerate(self._items):
            if item.line and item.line.key == key:
                self.move_to(n)
                return

    # -- rows --

    def can_mark(self, index: int) -> bool:
        """Not a page's heading."""
        return self._items[index].line is not None

    def heights(self) -> Sequence[int]:
        """A heading and what parts it from the page before; a headline, its byline, a blank row."""
        width = max(1, self.size.width - 2)
        return [self._height(n, item, width) for n, item in enumerate(self._items)]

    def _height(self, n: int, item: HeadlineItem, width: int) -> int:
        if item.line is None:
            return 2 if n == 0 else 3
        if item.line.role in (Role.NOTICE, Role.ADVERTISEMENT):
            return 1
        return len(self._headline(item.line, width)) + 2

    def _headline(self, line: Line, width: int) -> list[str]:
        room = max(4, width - _SIGN_CELLS - 1)
        known = self._broken.get((line.key, room))
        if known is not None:
            return known
        text = line.headline if not is_blank(line.headline) else say("Untitled")
        # A title may be as long as a book; what no row will show need not be broken.
        spans = break_text(text[: 4 * room], room)
        rows = [text[start:end] for start, end in spans[:_MOST_LINES]]
        if len(spans) > _MOST_LINES:
            rows[-1] = truncated(rows[-1] + "…" * 2, room)
        if len(self._broken) > 4000:
            self._broken.clear()
        self._broken[line.key, room] = rows
        return rows

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """The rows of a heading or an article."""
        item = self._items[index]
        if item.line is None:
            return self._heading(index, item.section, width)
        line = item.line
        if line.role in (Role.NOTICE, Role.ADVERTISEMENT):
            return [[("   ", ""), (line.headline, "done")]]
        sign = READ if line.is_read else BEGUN if line.is_begun else STORED
        sign_style = "done" if line.is_read else "star" if line.is_begun else "fresh"
        name = "done" if line.is_read else "name"
        rows: list[list[Piece]] = []
        for n, words in enumerate(self._headline(line, width)):
            lead: list[Piece] = [(f" {sign} ", sign_style)] if n == 0 else [("   ", "")]
            rows.append([*lead, (words, name)])
        rows.append([("   ", ""), *self._below(line)])
        return [*rows, []]

    def _heading(self, index: int, section: int, width: int) -> list[list[Piece]]:
        outline = self._outline
        assert outline is not None  # noqa: S101 - told to the type checker
        label = section_label(outline.sections[section], outline.newspaper.language)
        label = truncated(label or say("Articles"), max(1, width - 2))
        rule = "─" * max(0, width - width_in_cells(label) - 2)
        row: list[Piece] = [(label, "heading"), (" ", ""), (rule, "rule")]
        return [row, []] if index == 0 else [[], row, []]

    def _below(self, line: Line) -> list[Piece]:
        words: list[str] = []
        if line.byline:
            words.append(line.byline)
        elif line.kicker:
            words.append(line.kicker)
        if line.role is Role.PICTURE or not line.length:
            words.append(say("pictures") if line.picture_count else say("no text"))
        else:
            words.append(say("{n} min", n=minutes_of(line.length, line.language)))
        pieces: list[Piece] = [(" · ".join(words), "quiet")]
        if line.is_bookmarked:
            pieces += [(" · ", "quiet"), ("★", "star")]
        return pieces


def _in_order(lines: Sequence[Line]) -> list[Line]:
    """Stories as printed, then what is no story."""
    return sorted(lines, key=lambda line: line.role in (Role.NOTICE, Role.ADVERTISEMENT))
