"""Running text in the columns of a place: filled to the edge where it is letters, flowing from one
to the next, and ended where a reader can bear it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from reader.text.cells import width_in_cells
from reader.typeset.copyfit import BROKEN, TURN, sentence_ends
from reader.typeset.justification import justified
from reader.typeset.linebreak import break_text, lines_from
from reader.typeset.lines import Run
from reader.typeset.sheet import Placed, Rect
from reader.typeset.style import Style
from reader.typeset.worth import is_ideographic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.typeset.sheet import Story
    from reader.typeset.style import Span

_INDENT, _LATIN_INDENT = 4, 2
_ROOM_FOR_INDENT = 12
_ROOM_FOR_JUSTIFYING = 12
_ROOM_WITHOUT_HYPHENS = 48
_BEFORE_FOOT = 2
"""Cells of white at least between the last words and the foot."""
DANGLING = "，、；：,;:-—（(《「『“‘"
"""What does not stand before an ellipsis."""


@dataclass(slots=True)
class _SetLine:
    """A line of a paragraph in its column."""

    column: Rect
    y: int
    paragraph: int
    span: Span
    indent: int
    end: str = ""
    """What stands behind the words: an ellipsis."""
    is_cut: bool = False


@dataclass(slots=True)
class _Flow:
    lines: list[_SetLine] = field(default_factory=list)
    is_whole: bool = True


class _Copy:
    """A story's paragraphs broken into lines, each measure once."""

    def __init__(self, story: Story, most: int) -> None:
        self._story = story
        self._most = most
        self._is_wide = is_ideographic(story)
        self._known: dict[tuple[int, int], tuple[list[Span], dict[int, int]]] = {}

    def indent(self, measure: int, paragraph: int) -> int:
        """Of a paragraph's first line. In columns paragraphs follow each other without white."""
        if measure < _ROOM_FOR_INDENT:
            return 0
        if self._is_wide:
            return _INDENT
        return _LATIN_INDENT if paragraph else 0

    def lines(self, paragraph: int, at: int, measure: int) -> list[Span]:
        """The lines from an offset on at which one begins; no more than can be of use."""
        known, places = self._known.get((paragraph, measure), ([], {}))
        if at in places:
            return known[places[at] :]
        style = Style(
            language=self._story.language,
            # Ideographs all but fill a line as they are; white behind their marks would be worse.
            is_justified=measure >= _ROOM_FOR_JUSTIFYING and not self._is_wide,
            is_hyphenated=measure < _ROOM_WITHOUT_HYPHENS,
        )
        text = self._story.paragraphs[paragraph]
        indent = self.indent(measure, paragraph) if at == 0 else 0
        found = lines_from(text, measure, start=at, first_indent=indent, style=style)
        known = list(islice(found, self._most))
        places = {0 if n == 0 else span.start: n for n, span in enumerate(known)}
        if at == 0:
            self._known[paragraph, measure] = (known, places)
        return known


def set_text(
    story: Story, columns: Sequence[Rect], *, is_airy: bool = False
) -> tuple[list[Placed], bool]:
    """As much of a story's text as the columns hold, in their order, and whether that is all that
    is known of it. Between paragraphs stands a row of white where it `is_airy`.

    Text that is broken off ends with a sentence where that leaves no great hole, else in an
    ellipsis, and the story's foot stands behind it where there is room.
    """
    copy = _Copy(story, sum(column.height for column in columns))
    white = int(is_airy)
    flow = _flowing(story, copy, columns, white)
    if flow.is_whole and len(columns) > 1:
        flow = _levelled(story, copy, columns, white)
    lines = flow.lines
    if not lines:
        return [], flow.is_whole
    is_broken = not flow.is_whole or _rest(story) > 0
    if is_broken:
        _cut(story, lines)
    placed = [_placed(story, line) for line in lines]
    if is_broken and story.foot:
        placed += _foot(story, lines[-1], placed[-1])
    return placed, flow.is_whole


def _rest(story: Story) -> int:
    """Characters of the story behind the paragraphs that are known."""
    return story.length - sum(map(len, story.paragraphs)) - 2 * (len(story.paragraphs) - 1)


def _flowing(story: Story, copy: _Copy, columns: Sequence[Rect], white: int) -> _Flow:
    flow = _Flow()
    places = iter(columns)
    column = next(places, None)
    row = 0
    for n, text in enumerate(story.paragraphs):
        at = _behind_spaces(text, 0)
        at = 0 if at < len(text) else at
        row += white if row and at < len(text) else 0
        while at < len(text):
            while column is not None and row >= column.height:
                column, row = next(places, None), 0
            if column is None:
                flow.is_whole = False
                return flow
            indent = copy.indent(column.width, n) if at == 0 else 0
            lines = copy.lines(n, at, column.width)[: column.height - row]
            for span in lines:
                flow.lines.append(_SetLine(column, column.y + row, n, span, indent))
                row, indent = row + 1, 0
            at = _behind_spaces(text, lines[-1].end)
    return flow


def _behind_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _levelled(story: Story, copy: _Copy, columns: Sequence[Rect], white: int) -> _Flow:
    """Text that does not fill its columns, so that they end on one row as nearly as can be."""
    low, high = min(column.y for column in columns), max(column.bottom for column in columns)
    while low < high:
        level = (low + high) // 2
        if _flowing(story, copy, _above(columns, level), white).is_whole:
            high = level
        else:
            low = level + 1
    return _flowing(story, copy, _above(columns, high), white)


def _above(columns: Sequence[Rect], level: int) -> list[Rect]:
    return [
        Rect(column.x, column.y, column.width, max(0, min(column.bottom, level) - column.y))
        for column in columns
    ]


# -- the end ---------------------------------------------------------------------


def _cut(story: Story, lines: list[_SetLine]) -> None:
    """End text that is broken off: with a sentence among the last lines, else between phrases, in
    an ellipsis."""
    ends = {line.paragraph: sentence_ends(story.paragraphs[line.paragraph]) for line in lines}
    for n in range(len(lines) - 1, max(0, len(lines) - 1 - len(lines) // 3) - 1, -1):
        line = lines[n]
        found = [end for end in ends[line.paragraph] if line.span.start < end <= line.span.end]
        if not found and line.span.end >= len(story.paragraphs[line.paragraph].rstrip()):
            found = [line.span.end]
        if found:
            line.span = type(line.span)(line.span.start, found[-1])
            line.is_cut = True
            del lines[n + 1 :]
            return
    last = lines[-1]
    text = story.paragraphs[last.paragraph][last.span.start : last.span.end]
    room = last.column.width - last.indent - width_in_cells(BROKEN)
    if width_in_cells(text) > room:
        style = Style(language=story.language, by_phrases=True)
        short = break_text(text, room, style=style)
        text = text[: short[0].end] if short and room > 0 else ""
    end = last.span.start + len(text.rstrip(DANGLING))
    last.span, last.end, last.is_cut = type(last.span)(last.span.start, end), BROKEN, True


def _placed(story: Story, line: _SetLine) -> Placed:
    text = story.paragraphs[line.paragraph]
    span = line.span
    words = text[span.start : span.end]
    if not line.is_cut:
        room = line.column.width - line.indent
        for at in reversed(justified(text, span, room)):
            words = words[: at - span.start] + " " + words[at - span.start :]
        words += span.hyphen
    return Placed(line.column.x + line.indent, line.y, (Run(words + line.end),))


def _foot(story: Story, last: _SetLine, placed: Placed) -> list[Placed]:
    """The story's foot at the right: in the last line, else under it, else nowhere."""
    words = f"{story.foot}{TURN}"
    x = last.column.right - width_in_cells(words)
    if x >= placed.x + placed.width + _BEFORE_FOOT:
        return [Placed(x, last.y, (Run(words, "foot"),))]
    if x >= last.column.x and last.y + 1 < last.column.bottom:
        return [Placed(x, last.y + 1, (Run(words, "foot"),))]
    return []
