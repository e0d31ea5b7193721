"""A picture's pixels as rows of cells, one strip a row, so that it scrolls and is cut like text.

Where there are colours, a cell is two pixels, one over the other. Where there are none it is eight
dots of Braille, sparse in the light and dense in the dark; a terminal whose font lacks them gets
shades. A terminal with graphics of its own is drawn to in `graphics`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.app.pictures.decoding import resized

if TYPE_CHECKING:
    from PIL.Image import Image

_HALF = "▀"
_SHADES = " ░▒▓█"
_BRAILLE = 0x2800
_PAPER = 200
"""As light as this all over is a drawing on paper, not a photograph."""
_DOTS = ((0, 0, 0x01), (0, 1, 0x02), (0, 2, 0x04), (1, 0, 0x08), (1, 1, 0x10), (1, 2, 0x20),
         (0, 3, 0x40), (1, 3, 0x80))  # fmt: skip
"""Where each dot of a cell stands, and its bit."""


class Drawing(Protocol):
    """A picture as a terminal shows it."""

    @property
    def cells(self) -> int:
        """How wide it is."""
        ...

    @property
    def rows(self) -> int:
        """How tall it is."""
        ...

    def strip(self, row: int, style: Style) -> Strip:
        """One row of it, `cells` wide; `style` is that of the text around, for what has no colours
        of its own."""
        ...


@dataclass(frozen=True, slots=True)
class Blocks:
    """Two pixels a cell, in colour."""

    cells: int
    rows: int
    pixels: bytes
    """Red, green and blue of `cells` by twice `rows` pixels."""

    def strip(self, row: int, style: Style) -> Strip:
        """One row of it."""
        length = self.cells * 3
        upper = self.pixels[2 * row * length : (2 * row + 1) * length]
        lower = self.pixels[(2 * row + 1) * length : (2 * row + 2) * length]
        segments = [
            Segment(_HALF * sum(1 for _ in run), _two_colours(*colours))
            for colours, run in groupby(
                (upper[n : n + 3], lower[n : n + 3]) for n in range(0, length, 3)
            )
        ]
        return Strip(segments, self.cells)


@lru_cache(4096)
def _two_colours(upper: bytes, lower: bytes) -> Style:
    return Style.from_color(Color.from_rgb(*upper), Color.from_rgb(*lower))


@dataclass(frozen=True, slots=True)
class Signs:
    """Characters in the colour of the text."""

    cells: int
    rows: int
    words: tuple[str, ...]

    def strip(self, row: int, style: Style) -> Strip:
        """One row of it."""
        return Strip([Segment(self.words[row], style)], self.cells)


def blocks(image: Image, cells: int, rows: int) -> Blocks:
    """The picture in half blocks."""
    return Blocks(cells, rows, resized(image, cells, rows * 2).tobytes())


def dots(image: Image, cells: int, rows: int, *, is_dark: bool) -> Signs:
    """The picture in Braille. On a dark ground the dots are the light, else the ink."""
    # What is lit is 255: light on a dark ground, ink on a light one.
    lit = _grey(image, cells * 2, rows * 4, is_dark=is_dark).convert("1").convert("L").tobytes()
    across = cells * 2

    def words(row: int) -> Iterator[str]:
        for cell in range(cells):
            at = row * 4 * across + cell * 2
            bits = sum(bit for x, y, bit in _DOTS if lit[at + y * across + x])
            yield chr(_BRAILLE + bits)

    return Signs(cells, rows, tuple("".join(words(row)) for row in range(rows)))


def shades(image: Image, cells: int, rows: int, *, is_dark: bool) -> Signs:
    """The picture in five shades of a full cell."""
    lit = _grey(image, cells, rows, is_dark=is_dark).tobytes()
    signs = [_SHADES[level * len(_SHADES) // 256] for level in lit]
    return Signs(
        cells,
        rows,
        tuple("".join(signs[row * cells : (row + 1) * cells]) for row in range(rows)),
    )


def _grey(image: Image, width: int, height: int, *, is_dark: bool) -> Image:
    """How much of each pixel is lit. The whole range is used: a pale picture would be no more than
    a stain. A drawing on white is its ink on any ground: all that white would say nothing."""
    from PIL import ImageOps, ImageStat

    grey = ImageOps.autocontrast(resized(image, width, height).convert("L"), cutoff=(2, 8))
    is_drawing = ImageStat.Stat(grey).mean[0] > _PAPER
    return grey if is_dark and not is_drawing else ImageOps.invert(grey)
