"""A page of a newspaper on the grid of cells: boxes with lines in them, and the rules between.

Two things lay a page out, one that composes it and one that follows the places of the printed
page; both answer with a `Sheet`. It knows no colours and no screen: what stands on it is named by
styles, and every cell says whose story it belongs to, so that whoever draws it can light one.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal

from reader.text.cells import width_in_cells
from reader.typeset.lines import Run

if TYPE_CHECKING:
    from reader.model import Point

Direction = Literal["left", "right", "up", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a page knows of an article: enough to give it a place and begin its text."""

    key: str
    headline: str
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    paragraphs: tuple[str, ...] = ()
    """The first paragraphs of its text, () while they are not known yet."""
    length: int = 0
    """Characters of the whole text, of which `paragraphs` may be the beginning only."""
    area: tuple[Point, ...] = ()
    """Its place on the printed page, as `Article.area`."""
    has_picture: bool = False
    picture_size: tuple[int, int] = (0, 0)
    """Pixels of its first picture across and down; 0 while nobody knows them."""
    caption: str = ""
    """The words under its first picture."""
    language: str = "en"
    foot: str = ""
    """What stands where its text is broken off: `6 min`, or the page on which it goes on."""
    is_brief: bool = False
    """Whether it is a note among the stories: a notice, an advertisement."""


@dataclass(frozen=True, slots=True)
class Rect:
    """Cells in a block, counted from the sheet's top left."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """One past the last column."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """One past the last row."""
        return self.y + self.height

    def holds(self, x: int, y: int) -> bool:
        """Whether a cell lies in it."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def encloses(self, other: Rect) -> bool:
        """Whether all of another lies in it."""
        return (
            self.x <= other.x
            and other.right <= self.right
            and self.y <= other.y
            and other.bottom <= self.bottom
        )

    def meets(self, other: Rect) -> bool:
        """Whether they have a cell in common."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of type at its place: its first cell, and its runs one behind the other."""

    x: int
    y: int
    runs: tuple[Run, ...]

    @property
    def width(self) -> int:
        """Cells."""
        return sum(width_in_cells(run.text) for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A story's place."""

    key: str
    rects: tuple[Rect, ...]
    """The cells that are lit when it is marked, rules around it left out. One block for most;
    more where the story bends round another."""
    lines: tuple[Placed, ...] = ()
    sign: tuple[int, int] = (-1, -1)
    """The cell, left empty, that shows whether it is read; (-1, -1) for none."""
    picture: Rect | None = None
    """The cells of its picture: a shade, for whoever has no more to show."""

    @property
    def bounds(self) -> Rect:
        """The smallest block around all of it."""
        x, y = min(r.x for r in self.rects), min(r.y for r in self.rects)
        right, bottom = max(r.right for r in self.rects), max(r.bottom for r in self.rects)
        return Rect(x, y, right - x, bottom - y)

    def holds(self, x: int, y: int) -> bool:
        """Whether a cell is its."""
        return any(rect.holds(x, y) for rect in self.rects)


class Weight(IntEnum):
    """How a rule is drawn; upright rules are always light."""

    LIGHT = 1
    DOUBLE = 2
    HEAVY = 3


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule along `length` cells, its ends included: to the right, or downwards. Where strokes
    share a cell they are joined there."""

    x: int
    y: int
    length: int
    is_upright: bool = False
    weight: Weight = Weight.LIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page laid out. Boxes share no cell; everything lies inside."""

    width: int
    height: int
    boxes: tuple[Box, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    lines: tuple[Placed, ...] = ()
    """What belongs to no story: the name of a column, a turn to another page."""

    def box_of(self, key: str) -> Box | None:
        """The place of a story."""
        return next((box for box in self.boxes if box.key == key), None)

    def box_at(self, x: int, y: int) -> Box | None:
        """The story on a cell."""
        return next((box for box in self.boxes if box.holds(x, y)), None)


# -- drawing ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a row that have one style and belong to one story, or to none ("")."""

    text: str
    style: str = ""
    key: str = ""


_LEFT, _RIGHT, _UP, _DOWN = 1, 2, 4, 8
_JOINTS = (_LEFT | _RIGHT, _RIGHT | _DOWN, _LEFT | _DOWN, _RIGHT | _UP, _LEFT | _UP,
           _RIGHT | _UP | _DOWN, _LEFT | _UP | _DOWN, _LEFT | _RIGHT | _DOWN,
           _LEFT | _RIGHT | _UP, 15)  # fmt: skip
_SIGNS = {
    weight: {_UP | _DOWN: "│", **dict(zip(_JOINTS, signs, strict=True))}
    for weight, signs in (
        (Weight.LIGHT, "─┌┐└┘├┤┬┴┼"),
        (Weight.DOUBLE, "═╒╕╘╛╞╡╤╧╪"),
        (Weight.HEAVY, "━┍┑┕┙┝┥┯┷┿"),
    )
}
_PLAIN = {Weight.LIGHT: "-", Weight.DOUBLE: "=", Weight.HEAVY: "="}


class Canvas:
    """A sheet row by row, its strokes joined into signs.

    Box-drawing signs are one cell wide, or two in some East Asian terminals: with `ambiguous=2`
    rules are drawn with signs of ASCII, which nobody disagrees on.
    """

    def __init__(self, sheet: Sheet, *, ambiguous: int = 1) -> None:
        self._sheet = sheet
        self._is_plain = ambiguous == 2
        self._rules: list[dict[int, str]] = [{} for _ in range(sheet.height)]
        self._draw_rules()
        self._owners: list[list[tuple[int, int, str]]] = [[] for _ in range(sheet.height)]
        self._lines: list[list[Placed]] = [[] for _ in range(sheet.height)]
        for box in sheet.boxes:
            for rect in box.rects:
                for y in range(max(0, rect.y), min(sheet.height, rect.bottom)):
                    self._owners[y].append((rect.x, rect.right, box.key))
        shade = "." if self._is_plain else "░"
        pictures = (
            Placed(box.picture.x, y, (Run(shade * box.picture.width, "picture"),))
            for box in sheet.boxes
            if box.picture is not None
            for y in range(box.picture.y, box.picture.bottom)
        )
        words = (line for box in sheet.boxes for line in box.lines)
        for line in (*sheet.lines, *words, *pictures):
            if 0 <= line.y < sheet.height:
                self._lines[line.y].append(line)
        for owners in self._owners:
            owners.sort()

    def _draw_rules(self) -> None:
        arms: dict[tuple[int, int], tuple[int, int]] = {}
        for stroke in self._sheet.strokes:
            back, on = (_UP, _DOWN) if stroke.is_upright else (_LEFT, _RIGHT)
            weight = int(Weight.LIGHT if stroke.is_upright else stroke.weight)
            for n in range(stroke.length):
                at = (stroke.x, stroke.y + n) if stroke.is_upright else (stroke.x + n, stroke.y)
                # An end has one arm only, so that it becomes a corner where another begins.
                arm = back * (n > 0) | on * (n < stroke.length - 1) or back | on
                known, heaviest = arms.get(at, (0, 1))
                arms[at] = (known | arm, max(heaviest, weight))
        for (x, y), (arm, weight) in arms.items():
            if 0 <= y < self._sheet.height and 0 <= x < self._sheet.width:
                self._rules[y][x] = self._sign(arm, Weight(weight))

    def _sign(self, arms: int, weight: Weight) -> str:
        if arms & (_LEFT | _RIGHT) == 0:
            return "|" if self._is_plain else "│"
        if arms & (_UP | _DOWN) == 0:
            arms = _LEFT | _RIGHT
        if self._is_plain:
            return _PLAIN[weight] if arms == _LEFT | _RIGHT else "+"
        return _SIGNS[weight][arms]

    def row(self, y: int) -> tuple[Piece, ...]:
        """The whole width of a row, `sheet.width` cells."""
        pieces: list[Piece] = []
        x = 0
        for line in sorted(self._lines[y], key=lambda line: line.x):
            if line.x < x:
                continue
            pieces += self._ground(y, x, line.x)
            key = self._owner(y, line.x)
            pieces += [Piece(run.text, run.style, key) for run in line.runs if run.text]
            x = line.x + line.width
        pieces += self._ground(y, x, self._sheet.width)
        return tuple(pieces)

    def _owner(self, y: int, x: int) -> str:
        owners = self._owners[y]
        at = bisect_right(owners, x, key=lambda owner: owner[0]) - 1
        return owners[at][2] if at >= 0 and owners[at][1] > x else ""

    def _ground(self, y: int, start: int, end: int) -> Iterator[Piece]:
        """Rules and empty cells from one column to another."""
        if start >= end:
            return
        rules = self._rules[y]
        edges = {start, end}
        for left, right, _ in self._owners[y]:
            edges |= {at for at in (left, right) if start < at < end}
        for at in rules:
            if start <= at < end:
                edges |= {at, at + 1}
        words, before = "", ("", "")
        cuts = sorted(edges)
        for left, right in itertools.pairwise(cuts):
            sign = rules.get(left, "")
            kind = ("rule" if sign else "", self._owner(y, left))
            if words and kind != before:
                yield Piece(words, *before)
                words = ""
            words, before = words + (sign or " " * (right - left)), kind
        if words:
            yield Piece(words, *before)


def rows(sheet: Sheet, *, ambiguous: int = 1) -> tuple[tuple[Piece, ...], ...]:
    """Every row of a sheet, from the top."""
    canvas = Canvas(sheet, ambiguous=ambiguous)
    return tuple(canvas.row(y) for y in range(sheet.height))


# -- moving ----------------------------------------------------------------------

_ASIDE = 3
"""How much a cell aside counts against a cell ahead, where nothing lies straight ahead."""


def neighbour(
    boxes: Sequence[Box], key: str, direction: Direction, *, level: int | None = None
) -> str:
    """The story that lies next in a direction; "" where none does.

    What lies straight ahead comes before what lies aside, and of those the near one that is level
    with `level`: a row for left and right, a column for up and down, else the story's first. Who
    keeps the level while moving one way comes back the way one went.
    """
    here = next((box for box in boxes if box.key == key), None)
    if here is None:
        return ""
    if level is None:
        level = here.bounds.y if direction in ("left", "right") else here.bounds.x
    best: tuple[tuple[int, int, int], str] | None = None
    for box in boxes:
        if box.key == key:
            continue
        # A story that bends round another lies beside it with each of its parts.
        for part in here.rects:
            for there in box.rects:
                price = _price(part, there, direction, level)
                if price is None:
                    continue
                if direction == "down" and here.bounds.encloses(box.bounds):
                    # It stands in the bend: below the headline, before what comes below both.
                    price = (-1, *price[1:])
                if best is None or price < best[0]:
                    best = (price, box.key)
    return best[1] if best else ""


def _price(
    here: Rect, there: Rect, direction: Direction, level: int
) -> tuple[int, int, int] | None:
    """How far a block is in a direction, less being nearer; None where it is not ahead."""
    if direction in ("left", "right"):
        ahead = here.x - there.right if direction == "left" else there.x - here.right
        start, end, first, last = here.y, here.bottom, there.y, there.bottom
    else:
        # A row is as high as two cells are wide.
        ahead = here.y - there.bottom if direction == "up" else there.y - here.bottom
        ahead *= 2
        start, end, first, last = here.x, here.right, there.x, there.right
    if ahead < 0:
        return None
    aside = max(first - end + 1, start - last + 1, 0)
    if aside:
        return (1, ahead + _ASIDE * aside, first)
    level = min(max(level, start), end - 1)
    return (0, ahead + max(first - level, level - last + 1, 0), first)
