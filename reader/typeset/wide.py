"""A story over several columns: its headline across all of them, its text through one after the
other, and its picture where the last of them begin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.typeset.heads import Grade, Head, head_of
from reader.typeset.linebreak import break_text

if TYPE_CHECKING:
    from reader.typeset.copyfit import Copy, Stop
    from reader.typeset.grid import Group
    from reader.typeset.sheet import Story
    from reader.typeset.stack import Desk

_AIRY = 26
"""Rows of a page from which on there is white between a wide headline and its text."""
_PICTURE_RATIO = 0.28
"""Rows of a picture for each cell of its width: sixteen by nine, a row being as high as two cells
are wide."""
_LEAST_PICTURE = 4
_TEXT_BESIDE_PICTURE = 4
"""Rows of text that a column with a picture has at least."""
_CAPTION_ROWS = 2

_PRICE_BROKEN = 12.0
_PRICE_HOLE = 2.0
_PRICE_FEW_LINES = 6.0
_PRICE_CUT_HEADLINE = 8.0
_FEW_LINES = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """The place of a picture at the head of a story's last columns."""

    count: int
    """How many columns it goes over."""
    rows: int
    caption: tuple[str, ...]

    @property
    def height(self) -> int:
        """Rows with its caption and the white under it."""
        return self.rows + len(self.caption) + 1


@dataclass(frozen=True, slots=True)
class Wide:
    """A story set over a group of columns, `rows` high."""

    story: Story
    group: Group
    head: Head
    copy: Copy
    rows: int
    white: int
    """Rows between its head and its text."""
    stop: Stop | None
    picture: Picture | None
    price: float

    @property
    def text_rows(self) -> int:
        """Rows of each of its columns."""
        return self.rows - len(self.head.lines) - self.white


class Setter:
    """Sets one story over one group of columns, as high as it is told to."""

    def __init__(self, desk: Desk, group: Group, story: Story, height: int) -> None:
        self._grid = grid = desk.grid
        self._group = group
        self.story = story
        grade = Grade.LEAD if group.first == 0 else Grade.WIDE
        self._copy = desk.copy(story, grid.measure)
        self._head = head_of(story, grid.span(group.count), grade)
        self._white = int(height >= _AIRY and self._copy.most_rows > 0)

    @property
    def least(self) -> int:
        """Rows of its head with the least text."""
        stops = self._copy.stops
        text = -(-stops[0].rows // self._group.count) if stops else 0
        return len(self._head.lines) + self._white + text

    @property
    def most(self) -> int:
        """Rows with all its text."""
        return len(self._head.lines) + self._white + -(-self._copy.most_rows // self._group.count)

    def set(self, rows: int) -> Wide | None:
        """The story in exactly so many rows; None where it has too little or too much for them."""
        best = self._set(rows, None)
        for picture in self._pictures(rows):
            with_picture = self._set(rows, picture)
            if with_picture and (best is None or with_picture.price <= best.price):
                best = with_picture
        return best

    def _set(self, rows: int, picture: Picture | None) -> Wide | None:
        count = self._group.count
        text_rows = rows - len(self._head.lines) - self._white
        capacity = count * text_rows - (picture.count * picture.height if picture else 0)
        price = _PRICE_CUT_HEADLINE * self._head.is_cut
        stop = self._copy.within(capacity)
        if not self._copy.stops:
            return self._wide(rows, None, picture, price) if not capacity else None
        if stop is None or capacity < 0:
            return None
        hole = capacity - stop.rows
        if hole > count:
            if self._copy.most_rows + count < capacity:
                return None
            stop = self._copy.broken_at(capacity)
            if stop is None:
                return None
            hole, price = 0, price + _PRICE_BROKEN
        price += _PRICE_HOLE * hole / count + _PRICE_FEW_LINES * (text_rows < _FEW_LINES)
        return self._wide(rows, stop, picture, price)

    def _wide(self, rows: int, stop: Stop | None, picture: Picture | None, price: float) -> Wide:
        return Wide(
            self.story, self._group, self._head, self._copy, rows, self._white, stop, picture,
            price,
        )  # fmt: skip

    def _pictures(self, rows: int) -> list[Picture]:
        """The pictures that there is room for, the larger first."""
        if not self.story.has_picture:
            return []
        found = []
        text_rows = rows - len(self._head.lines) - self._white
        for count in (2, 1) if self._group.count > 2 else (1,):
            width = self._grid.span(count)
            spans = break_text(self.story.caption, width)[:_CAPTION_ROWS]
            caption = tuple(self.story.caption[s.start : s.end] for s in spans)
            picture = Picture(count, max(_LEAST_PICTURE, int(width * _PICTURE_RATIO)), caption)
            if picture.height + _TEXT_BESIDE_PICTURE <= text_rows:
                found.append(picture)
        return found
