"""Set lines put into columns of one height, as print makes up a page.

A column neither begins with white nor ends with what belongs to the lines after it: a heading, the
sign or the picture of a caption. A paragraph leaves no first line behind at a column's foot and
sends no last line alone to the next one's head, where that costs no more than half a column. It
does not end in a parted word where ending a line earlier avoids that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.typeset.lines import Line

Columns = tuple[tuple[int, int], ...]
"""Index of the first line of each column, and one past its last."""


def head_of(lines: Sequence[Line]) -> int:
    """How many lines stand above an article's text: they may stretch over its columns."""
    return next((n for n, line in enumerate(lines) if line.block >= 0 or line.start >= 0), 0)


def columns_of(
    lines: Sequence[Line], height: int, start: int = 0, *, count: int = 0, first_height: int = 0
) -> Columns:
    """The columns of the lines from `start` on, none taller than `height` lines, the first `count`
    of them than `first_height`. White at a head is left out; every other line stands in one
    column, in order.
    """
    usual = max(1, height)
    columns: list[tuple[int, int]] = []
    at = start
    while at < len(lines):
        height = max(1, first_height) if len(columns) < count else usual
        if at > 0:
            while at < len(lines) and is_white(lines[at]):
                at += 1
        end = min(len(lines), at + height)
        if end < len(lines):
            end = _break_before(lines, at, end)
        if end > at:
            columns.append((at, end))
        at = max(end, at + 1)
    return tuple(columns) or ((start, start),)


def balanced_columns(
    lines: Sequence[Line], height: int, count: int, start: int = 0, *, first_height: int = 0
) -> Columns:
    """The columns for pages of `count` of them; those of the last page end at about one row. On
    the first page they are `first_height` lines tall where something stands above them.
    """
    first = first_height or height
    columns = columns_of(lines, height, start, count=count, first_height=first)
    full = (len(columns) - 1) // count * count
    begin = columns[full][0]
    left = len(lines) - begin
    for rows in range(max(1, -(-left // count)), height if full else first):
        last = columns_of(lines, rows, begin)
        if len(last) <= count:
            return (*columns[:full], *last)
    return columns


def is_white(line: Line) -> bool:
    """Whether a line is empty: neither type nor part of a picture."""
    return not line.runs and line.picture < 0


def _break_before(lines: Sequence[Line], start: int, end: int) -> int:
    """Where the column that begins at `start` and has room up to `end` ends best."""
    lowest = start + (end - start) // 2
    fair = parted = 0
    for at in range(end, lowest, -1):
        if _leads_on(lines, at):
            continue
        if _leaves_one_alone(lines, at):
            fair = fair or at
        elif not _is_parted(lines[at - 1]):
            return at if not parted or parted - at == 1 else parted
        else:
            parted = parted or at
    return parted or fair or end


def _is_parted(line: Line) -> bool:
    """Whether a line ends inside a word."""
    return len(line.runs) > 1 and line.runs[-1].start < 0 and line.runs[-1].text == "-"


def _leads_on(lines: Sequence[Line], at: int) -> bool:
    """Whether what stands before line `at` belongs to it."""
    before = at - 1
    while before > 0 and is_white(lines[before]):
        before -= 1
    last, first = lines[before], lines[at]
    if last.picture >= 0 and last.picture in (first.picture, first.block):
        return True
    if last.field and last.field != "caption":
        # The head of an article stands together, down to the rule under it.
        return True
    return any("heading" in run.style for run in last.runs) or _is_rule(last)


def _is_rule(line: Line) -> bool:
    return line.start < 0 and bool(line.runs) and all(run.style == "rule" for run in line.runs)


def _leaves_one_alone(lines: Sequence[Line], at: int) -> bool:
    """Whether breaking before line `at` parts a paragraph's first or last line from the rest."""
    if not _are_one(lines, at - 1, at):
        return False
    is_first = not _are_one(lines, at - 2, at - 1)
    is_last = not _are_one(lines, at, at + 1)
    return is_first or is_last


def _are_one(lines: Sequence[Line], one: int, other: int) -> bool:
    """Whether two lines belong to the same paragraph, caption or item."""
    if one < 0 or other >= len(lines):
        return False
    first, second = lines[one], lines[other]
    return (
        first.block == second.block >= 0
        and first.field == second.field
        and not (is_white(first) or is_white(second))
        and first.picture == second.picture
    )
