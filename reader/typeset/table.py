"""Tables: columns side by side where the measure has room for them, else row by row.

Columns first get what their widest cell needs. Where that is too much, the widest give way until
all fit, and their cells run on over several lines; none becomes narrower than its longest word or
`_NARROWEST`. Where even that is too wide, each row is told as a record, cell after cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from reader.text.cells import truncated, width_in_cells
from reader.typeset.linebreak import break_text
from reader.typeset.lines import Line, Run

if TYPE_CHECKING:
    from reader.model import Table

_GUTTER = 2
"""Cells between two columns."""
_NARROWEST = 10
"""Cells that a column keeps, where its cells need as many."""
_WIDEST_WORD = 20
"""Cells of the longest word that a column keeps whole."""
_LOOKED_AT = 400
"""Characters of a cell in which its longest word is sought."""
_ROOM_FOR_NAMES = 16
"""Cells of a measure that can hold a column's name beside its cell."""

_BETWEEN_CELLS = " | "
"""As `reader.model.text_of` parts the cells of a row."""
_NUMBER = re.compile(
    r"[\s(（+\-−–—±<>≤≥约$¥￥€£₩]*[0-9０-９][0-9０-９\s.,，．:：/\-–—]*[%％‰℃°\w]{0,3}[)）]?"
)
_NOTHING = frozenset(("", "-", "–", "—", "——", "/", "…"))


def set_table(n: int, table: Table, offset: int, measure: int, language: str) -> Iterator[Line]:
    """The lines of the table that is block `n` and begins at `offset` of the article's text."""
    count = max(map(len, table.rows), default=0)
    if count == 0:
        return
    widths = _widths(table.rows, count, measure)
    if widths:
        yield from _columns(n, table, offset, widths)
    else:
        yield from _records(n, table, offset, measure, language)


def _widths(rows: Sequence[tuple[str, ...]], count: int, measure: int) -> list[int]:
    """Cells of each column; [] where the measure has no room for them."""
    columns = [[row[c] for row in rows if c < len(row)] for c in range(count)]
    wanted = [max(map(width_in_cells, cells)) for cells in columns]
    room = measure - _GUTTER * (count - 1)
    if sum(wanted) <= room:
        return wanted
    least = [
        min(width, max(_NARROWEST, min(_WIDEST_WORD, _longest_word(cells))))
        for width, cells in zip(wanted, columns, strict=True)
    ]
    if sum(least) > room:
        return []
    # The widest give way until all fit: a common limit is sought.
    low, high = 0, max(wanted)
    while low < high:
        limit = (low + high + 1) // 2
        if sum(_limited(wanted, least, limit)) <= room:
            low = limit
        else:
            high = limit - 1
    widths = _limited(wanted, least, low)
    for c in sorted(range(count), key=lambda c: widths[c] - wanted[c]):
        widths[c] += min(room - sum(widths), wanted[c] - widths[c])
    return widths


def _limited(wanted: list[int], least: list[int], limit: int) -> list[int]:
    return [min(want, max(few, limit)) for want, few in zip(wanted, least, strict=True)]


def _longest_word(cells: Sequence[str]) -> int:
    """Cells of the longest piece that no line may part."""
    return max(
        (
            width_in_cells(cell[start:end])
            for cell in cells
            for start, end in break_text(cell[:_LOOKED_AT], 1)
        ),
        default=0,
    )


def _columns(n: int, table: Table, offset: int, widths: list[int]) -> Iterator[Line]:
    """Rows whose cells may run on over several lines; figures end at the same edge. A first row
    of words above figures names the columns, whether or not the page marks it as such."""
    is_right = [_are_numbers(table.rows[1:], c) for c in range(len(widths))]
    is_headed = table.has_header or (any(is_right) and not any(map(_is_number, table.rows[0])))
    if not is_headed:
        is_right = [_are_numbers(table.rows, c) for c in range(len(widths))]
    is_leaded = any(
        width_in_cells(cell) > width
        for row in table.rows
        for cell, width in zip(row, widths, strict=False)
    )
    at = offset
    for k, row in enumerate(table.rows):
        is_header = k == 0 and is_headed
        size = len(_BETWEEN_CELLS.join(row))
        if is_leaded and k > is_headed:
            yield Line(block=n)
        cells: list[list[Run]] = []
        cell_at = at
        for cell, width in zip(row, widths, strict=False):
            style = "strong" if is_header else ""
            spans = break_text(cell, width)
            cells.append([Run(cell[start:end], style, cell_at + start) for start, end in spans])
            cell_at += len(cell) + len(_BETWEEN_CELLS)
        for j, pieces in enumerate(zip_longest(*cells) if any(cells) else [()]):
            place = (at, at + size) if j == 0 else (-1, -1)
            yield Line(_side_by_side(pieces, widths, is_right), *place, n)
        if is_header:
            yield Line((Run("─" * (sum(widths) + _GUTTER * (len(widths) - 1)), "rule"),), block=n)
        at += size + 1


def _side_by_side(
    pieces: Sequence[Run | None], widths: list[int], is_right: list[bool]
) -> tuple[Run, ...]:
    runs: list[Run] = []
    white = 0
    for piece, width, is_flush_right in zip(pieces, widths, is_right, strict=False):
        left = width - (width_in_cells(piece.text) if piece else 0)
        if piece:
            white += left if is_flush_right else 0
            if white > 0:
                runs.append(Run(" " * white))
            runs.append(piece)
            white = 0 if is_flush_right else left
        else:
            white += width
        white += _GUTTER
    return tuple(runs)


def _are_numbers(rows: Sequence[tuple[str, ...]], column: int) -> bool:
    """Whether a column holds figures and nothing else."""
    cells = [row[column].strip() for row in rows if column < len(row)]
    told = [cell for cell in cells if cell not in _NOTHING]
    return bool(told) and all(map(_is_number, told))


def _is_number(cell: str) -> bool:
    return len(cell) < 40 and _NUMBER.fullmatch(cell.strip()) is not None


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
