"""Pictures that the terminal draws itself, by way of textual-image.

textual-image asks the terminal what it can when it is imported, and writes to it when it draws.
While the app runs both are Textual's: a question would be answered into the keys, and what is
written past Textual may cut one of its sequences in two. So it is imported and used with another
file in place of the terminal, and what it wanted written goes out through Textual, in its turn.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.app.pictures.decoding import resized

if TYPE_CHECKING:
    from PIL.Image import Image

_one_at_a_time = threading.Lock()
MOST_CELLS = 256
"""Cells and rows that kitty's placeholders can count."""


@contextmanager
def _beside_the_terminal(cell: tuple[int, int]) -> Iterator[StringIO]:
    """Has textual-image take a file for the terminal, and cells for so large."""
    with _one_at_a_time:
        os.environ.setdefault("TEXTUAL_CELL_WIDTH", str(cell[0]))
        os.environ.setdefault("TEXTUAL_CELL_HEIGHT", str(cell[1]))
        names, terminal = sys.__dict__, sys.__stdout__
        written = StringIO()
        names["__stdout__"] = written
        try:
            yield written
        finally:
            names["__stdout__"] = terminal


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture that the terminal has, and the characters under which it shows it."""

    cells: int
    rows: int
    pieces: tuple[tuple[tuple[str, Style], ...], ...]
    """Row by row the characters, in the colour that names the picture."""
    sent: str = field(repr=False)
    """Tells the terminal the picture; written once before the first row is shown."""
    freed: str
    """Tells the terminal to forget it."""

    def strip(self, row: int, style: Style) -> Strip:
        """One row of it."""
        ground = Style(bgcolor=style.bgcolor)
        parts = [Segment(text, ground + kind) for text, kind in self.pieces[row]]
        return Strip(parts, self.cells)


def placed(image: Image, cells: int, rows: int, *, cell: tuple[int, int]) -> Placed:
    """The picture for a terminal that draws under placeholders, at most `MOST_CELLS` either way."""
    fit = resized(image, cells * cell[0], rows * cell[1])
    with _beside_the_terminal(cell) as written:
        from textual_image.renderable.tgp import Image as Renderable

        console = Console(
            file=StringIO(), width=cells, color_system="truecolor", legacy_windows=False
        )
        renderable = Renderable(fit, width=cells, height=rows)
        drawn = list(renderable.__rich_console__(console, console.options))
        sent = written.getvalue()
        freed = f"\x1b_Ga=d,d=I,i={renderable.terminal_image_id},q=2\x1b\\"
    lines = Segment.split_lines(part for part in drawn if isinstance(part, Segment))
    pieces = tuple(
        tuple((text, style or Style.null()) for text, style, _ in line) for line in lines
    )
    return Placed(cells, rows, pieces[:rows], sent, freed)


def sixels(image: Image, cells: int, rows: int, *, cell: tuple[int, int]) -> str:
    """The picture as sixels, from the place of the cursor on."""
    fit = resized(image, cells * cell[0], rows * cell[1])
    with _beside_the_terminal(cell):
        from textual_image.renderable.sixel import Image as Renderable

        console = Console(file=StringIO(), width=cells, legacy_windows=False)
        drawn = Renderable(fit, width=cells, height=rows).__rich_console__(console, console.options)
        return max(
            (part.text for part in drawn if isinstance(part, Segment) and part.control),
            key=len,
        )
