"""Tables: columns side by side where the measure has room for them, else row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.text.cells import truncated, width_in_cells
from reader.typeset.linebreak import break_text
from reader.typeset.lines import Line, Run

if TYPE_CHECKING:
    from reader.model import Table

_GUTTER = 2
"""Cells between two columns."""
_NARROWEST = 16
"""Cells that the last column needs for running on over several lines."""
_ROOM_FOR_NAMES = 16
"""Cells of a measure that can hold a column's name beside its cell."""

_BETWEEN_CELLS = " | "
"""As `reader.model.text_of` parts the cells of a row."""


def set_table(n: int, table: Table, offset: int, measure: int, language: str) -> Iterator[Line]:
    """The lines of the table that is block `n` and begins at `offset` of the article's text."""
    count = max(map(len, table.rows), default=0)
    if count == 0:
        return
    widths = [
        max((width_in_cells(row[c]) for row in table.rows if c < len(row)), default=0)
        for c in range(count)
    ]
    hang = sum(widths[:-1]) + _GUTTER * (count - 1)
    room = measure - hang
    if room > 0 and room >= min(widths[-1], _NARROWEST):
        yield from _columns(n, table, offset, widths, room)
    else:
        yield from _records(n, table, offset, measure, language)


def _columns(n: int, table: Table, offset: int, widths: list[int], room: int) -> Iterator[Line]:
    """The last column may run on over several lines."""
    hang = sum(widths[:-1]) + _GUTTER * (len(widths) - 1)
    at = offset
    for k, row in enumerate(table.rows):
        size = len(_BETWEEN_CELLS.join(row))
        style = "strong" if k == 0 and table.has_header else ""
        cells: list[Run] = []
        cell_at = at
        last, last_at = "", at + size
        for c, cell in enumerate(row):
            if c == len(widths) - 1:
                last, last_at = cell, cell_at
            else:
                cells.append(Run(cell, style, cell_at))
                cells.append(Run(" " * (widths[c] - width_in_cells(cell) + _GUTTER), style))
            cell_at += len(cell) + len(_BETWEEN_CELLS)
        for j, (start, end) in enumerate(break_text(last, room) or [(0, 0)]):
            words = Run(last[start:end], style, last_at + start)
            yield Line(
                _without_white(*(cells if j == 0 else ()), words),
                at if j == 0 else last_at + start,
                last_at + end,
                n,
                0 if j == 0 else hang,
            )
        if k == 0 and table.has_header:
            yield Line((Run("─" * (hang + min(room, widths[-1])), "rule"),), block=n)
        at += size + 1


def _without_white(*runs: Run) -> tuple[Run, ...]:
    """The runs without those that are empty, and without the white at their end."""
    kept = [run for run in runs if run.text]
    while kept and kept[-1].start < 0:
        kept.pop()
    return tuple(kept)


def _records(n: int, table: Table, offset: int, measure: int, language: str) -> Iterator[Line]:
    """Every row a group of lines, each cell behind its column's name."""
    has_names = table.has_header and measure >= _ROOM_FOR_NAMES and bool(table.rows[1:])
    header: tuple[str, ...] = table.rows[0] if has_names else ()
    colon = "：" if language in ("zh", "ja") else ": "
    at = offset
    for k, row in enumerate(table.rows):
        size = len(_BETWEEN_CELLS.join(row))
        if has_names and k == 0:
            at += size + 1
            continue
        if k > has_names:
            yield Line(block=n)
        cell_at = at
        for c, cell in enumerate(row):
            name = header[c] if c < len(header) else ""
            label = truncated(name, measure // 2 - 2) + colon if name else ""
            hang = width_in_cells(label)
            for j, (start, end) in enumerate(break_text(cell, max(1, measure - hang))):
                words = Run(cell[start:end], "", cell_at + start)
                leads = j == 0 and label
                yield Line(
                    (Run(label, "note"), words) if leads else (words,),
                    cell_at + start,
                    cell_at + end,
                    n,
                    0 if leads else hang,
                )
            cell_at += len(cell) + len(_BETWEEN_CELLS)
        at += size + 1
