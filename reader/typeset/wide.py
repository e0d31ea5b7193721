"""A story over several columns: its headline across all of them, its text through one after the
other, and its picture where the last of them begin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.typeset.boxtype import shortened
from reader.typeset.heads import Grade, Head, head_of
from reader.typeset.linebreak import break_text
from reader.typeset.pictures import rows_across

if TYPE_CHECKING:
    from reader.typeset.copyfit import Copy, Stop
    from reader.typeset.grid import Group
    from reader.typeset.sheet import Story
    from reader.typeset.stack import Desk

_AIRY = 26
"""Rows of a page from which on there is white between a wide headline and its text."""
_LEAST_PICTURE = 4
_LOWERED = 0.7
"""The part of its rows that a picture must have; where it gets fewer it is narrower than its
columns."""
_TEXT_BESIDE_PICTURE = 4
"""Rows of text that a column with a picture has at least."""
_CAPTION_ROWS = 2

_PRICE_BROKEN = 12.0
_PRICE_HOLE = 2.0
_PRICE_FEW_LINES = 6.0
_PRICE_CUT_HEADLINE = 8.0
_PRICE_NO_PICTURE = 3.0
"""Of a story that has a picture and no room for it."""
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
        self._most_rows = height
        self.story = story
        grade = Grade.LEAD if group.first == 0 else Grade.WIDE
        self._copy = desk.copy(story, grid.measure)
        self._head = head_of(story, grid.span(group.count), grade)
        self._white = int(height >= _AIRY and self._copy.most_rows > 0)
        self._known: dict[int, Wide | None] = {}

    @property
    def least(self) -> int:
        """Rows of its head with the least text."""
        stops = self._copy.stops
        text = -(-stops[0].rows // self._group.count) if stops else 0
        return len(self._head.lines) + self._white + text

    @property
    def most(self) -> int:
        """Rows with all its text, and a picture as large as it can be."""
        count, text = self._group.count, self._copy.most_rows
        rows = len(self._head.lines) + self._white
        most = rows + -(-text // count)
        for picture in self._pictures(self._most_rows):
            with_picture = rows + -(-(text + picture.count * picture.height) // count)
            most = max(most, self.near(with_picture, most))
        return most

    def near(self, rows: int, least: int) -> int:
        """The most rows up to so many that it can be set in; `least` where those would be fewer."""
        while rows > least and self.set(rows) is None:
            rows -= 1
        return max(rows, least)

    def set(self, rows: int) -> Wide | None:
        """The story in exactly so many rows; None where it has too little or too much for them."""
        if rows not in self._known:
            self._known[rows] = self._cheapest(rows)
        return self._known[rows]

    def _cheapest(self, rows: int) -> Wide | None:
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
        price += _PRICE_NO_PICTURE * (self.story.has_picture and picture is None)
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
            lines = [self.story.caption[slice(*s)] for s in break_text(self.story.caption, width)]
            caption = tuple(shortened(lines, _CAPTION_ROWS, width))
            usual = max(_LEAST_PICTURE, rows_across(width, self.story.picture_size))
            most = text_rows - _TEXT_BESIDE_PICTURE - len(caption) - 1
            if min(usual, most) >= max(_LEAST_PICTURE, usual * _LOWERED):
                found.append(Picture(count, min(usual, most), caption))
        return found
