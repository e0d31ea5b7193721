"""Copyfitting: how many rows a story's text may take in a column, and where it may stop.

A page is filled by ending each story where there is no more room for it, and a reader forgives that
at the end of a sentence only. So a text that is broken for a measure is known here by its stops:
after so many rows it may end, with a word at the foot that says how much there is yet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.cells import width_in_cells
from reader.typeset.justification import justified
from reader.typeset.linebreak import break_text
from reader.typeset.lines import Run
from reader.typeset.style import Style

if TYPE_CHECKING:
    from reader.typeset.sheet import Story
    from reader.typeset.style import Span

_INDENT = 4
"""Two full-width characters."""
_LATIN_INDENT = 2
"""Paragraphs in columns follow each other without white, so that they are indented; but the first,
which stands under its headline."""
_ROOM_FOR_INDENT = 16
_ROOM_WITHOUT_HYPHENS = 48
"""Cells of a column from which on words need not be parted."""
_BEFORE_FOOT = 2
TURN = " ▸"
"""What stands behind the foot of a story that goes on elsewhere."""
BROKEN = "…"

_SENTENCE = re.compile(
    "[。！？｡]+[”’」』）〉》】]*"
    # In other scripts a stop ends a sentence where a new one begins; an initial does not.
    r"|(?<![A-Z.][A-Z])(?<!\b[A-Z])[.!?…؟।]+[\"'”’»)\]]*(?=\s+[^a-z\s]|$)"
)
_SHORTENED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Gov|Sen|Rep|Rev|Lt|Col|Capt|St|No|Inc|Ltd|Co|Corp|vs|Jan|Feb|Mar"
    r"|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)


def sentence_ends(text: str) -> list[int]:
    """One past the last character of every sentence of a paragraph."""
    ends = []
    for found in _SENTENCE.finditer(text):
        end = found.end()
        if found[0] == "." and _SHORTENED.search(text, max(0, end - 8), end):
            continue
        ends.append(end)
    return ends


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a text may end."""

    rows: int
    """Rows up to there, the foot's own row included where it has one."""
    lines: int
    """Lines of text."""
    end: int
    """Offset in the last line's paragraph at which the text ends."""
    has_foot: bool = True
    has_own_row: bool = False
    """Whether the foot stands under the last line and not in it."""
    is_clean: bool = True
    """Whether a sentence ends there."""


@dataclass(frozen=True, slots=True)
class _Line:
    paragraph: int
    span: Span
    indent: int


class Copy:
    """The text of a story broken for one measure, as far as it is of use.

    `most` is the number of lines after which nobody asks for more.
    """

    def __init__(self, story: Story, measure: int, most: int) -> None:
        self.measure = measure
        self._paragraphs = story.paragraphs
        self._foot = f"{story.foot}{TURN}" if story.foot else TURN.strip()
        tongue = story.language.partition("-")[0].lower()
        self._is_ideographic = tongue in ("zh", "ja")
        self._style = Style(
            language=story.language,
            is_justified=True,
            is_hyphenated=measure < _ROOM_WITHOUT_HYPHENS,
        )
        self._lines: list[_Line] = []
        words = sum(map(len, story.paragraphs)) + 2 * (len(story.paragraphs) - 1)
        self._is_whole = words >= story.length
        self.stops: list[Stop] = []
        """Where a sentence ends, in order of rows, no two of the same."""
        self._break(most)
        self._rows = [stop.rows for stop in self.stops]

    @property
    def most_rows(self) -> int:
        """Rows of the most that can be shown; 0 where there is no text."""
        return self._rows[-1] if self._rows else 0

    def _indent(self, paragraph: int) -> int:
        if self.measure < _ROOM_FOR_INDENT:
            return 0
        if self._is_ideographic:
            return _INDENT
        return _LATIN_INDENT if paragraph else 0

    def _break(self, most: int) -> None:
        foot = width_in_cells(self._foot) + _BEFORE_FOOT
        for n, text in enumerate(self._paragraphs):
            indent = self._indent(n)
            ends = sentence_ends(text)
            size = len(text.rstrip())
            for span in break_text(text, self.measure, first_indent=indent, style=self._style):
                self._lines.append(_Line(n, span, indent))
                end = size if span.end >= size else _last_within(ends, span.start, span.end)
                if end:
                    used = indent + width_in_cells(text[span.start : end])
                    is_last = n == len(self._paragraphs) - 1 and end >= size
                    self._stop(end, used + foot > self.measure, has_foot=not is_last)
                indent = 0
                if len(self._lines) >= most:
                    return

    def _stop(self, end: int, has_own_row: bool, *, has_foot: bool) -> None:
        """Note that the text may end in the line broken last."""
        has_foot = has_foot or not self._is_whole
        has_own_row = has_own_row and has_foot
        lines = len(self._lines)
        stop = Stop(lines + has_own_row, lines, end, has_foot, has_own_row)
        if self.stops and self.stops[-1].rows >= stop.rows:
            # The line before ends a sentence too, and its foot would take the same row.
            self.stops.pop()
        self.stops.append(stop)

    def within(self, rows: int) -> Stop | None:
        """The last stop that needs no more than so many rows."""
        at = bisect_right(self._rows, rows) - 1
        return self.stops[at] if at >= 0 else None

    def broken_at(self, rows: int) -> Stop | None:
        """Exactly so many rows, in the middle of a sentence; None where the text is shorter."""
        lines = rows - 1
        if lines < 1 or lines > len(self._lines):
            return None
        line = self._lines[lines - 1]
        end = line.span.end
        if line.span.hyphen:
            text = self._paragraphs[line.paragraph]
            end = max(line.span.start + 1, text.rfind(" ", line.span.start, end))
        return Stop(rows, lines, end, has_own_row=True, is_clean=False)

    def _filled(self, line: _Line, text: str) -> str:
        """A whole line, filled to the measure where that can be done well."""
        pieces: list[str] = []
        at = line.span.start
        for place in justified(text, line.span, self.measure - line.indent):
            pieces += [text[at:place], " "]
            at = place
        return "".join([*pieces, text[at : line.span.end], line.span.hyphen])

    def set(self, stop: Stop) -> list[tuple[int, tuple[Run, ...]]]:
        """The lines up to a stop, each with its indent; the foot at the right."""
        out: list[tuple[int, tuple[Run, ...]]] = []
        for n, line in enumerate(self._lines[: stop.lines], 1):
            text = self._paragraphs[line.paragraph]
            is_cut = n == stop.lines
            end = stop.end if is_cut else line.span.end
            words = text[line.span.start : end] if is_cut else self._filled(line, text)
            out.append((line.indent, (Run(words),)))
        if not stop.has_foot:
            return out
        foot = self._foot if stop.is_clean else BROKEN + self._foot
        width = width_in_cells(foot)
        if stop.has_own_row:
            out.append((max(0, self.measure - width), (Run(foot, "foot"),)))
        else:
            indent, runs = out[-1]
            used = indent + sum(width_in_cells(run.text) for run in runs)
            space = Run(" " * (self.measure - used - width))
            out[-1] = (indent, (*runs, space, Run(foot, "foot")))
        return out


def _last_within(ends: list[int], start: int, end: int) -> int:
    """The last sentence end in a line; 0 where there is none."""
    at = bisect_right(ends, end) - 1
    return ends[at] if at >= 0 and ends[at] > start else 0
