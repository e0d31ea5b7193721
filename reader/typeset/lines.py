"""A line of set type, and the runs of one style that it is made of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reader.model import Mark, MarkKind
from reader.text.cells import width_in_cells

_STYLE = {
    MarkKind.STRONG: "strong",
    MarkKind.EMPHASIS: "em",
    MarkKind.SUBSCRIPT: "sub",
    MarkKind.SUPERSCRIPT: "sup",
    MarkKind.LINK: "link",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style."""

    text: str
    style: str = ""
    """Names parted by spaces: `strong em`, `headline`; "" for plain text."""
    start: int = -1
    """Offset of its first character in `Article.text`, or in the words of its line's `field`; the
    run is exactly what stands there. -1 for what setting made: bullets, bars, rules, hyphens."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the column."""

    runs: tuple[Run, ...] = ()
    start: int = -1
    """Offset of its first character in `Article.text`; -1 where the line is no part of it."""
    end: int = -1
    block: int = -1
    """Which of the article's blocks it belongs to; -1 for what stands above them and between."""
    indent: int = 0
    """Cells that stay empty before the runs."""
    field: str = ""
    """What it is part of where that is no running text: `kicker`, `headline`, `deck`, `byline`,
    `meta`, `caption`. `reader.typeset.words_of` gives the words that its runs' starts count in."""
    picture: int = -1
    """The block whose picture covers this line; -1 for lines of type."""

    @property
    def text(self) -> str:
        """The characters, without the indent."""
        return "".join([run.text for run in self.runs])

    @property
    def width(self) -> int:
        """Cells, the indent included."""
        return self.indent + width_in_cells(self.text)


def line_at(lines: Sequence[Line], position: int) -> int:
    """The index of the line that holds an offset of the text, else of the last one before it; 0
    where there is none.
    """
    best = 0
    if position <= 0:
        return 0
    for n, line in enumerate(lines):
        if line.start < 0:
            continue
        if line.start > position:
            break
        best = n
    return best


class Styling:
    """A text's marks as stretches of one style each, so that any part of it can be cut out.

    The text stands at `offset` of the article's.
    """

    def __init__(
        self, text: str, marks: Sequence[Mark] = (), style: str = "", *, offset: int = 0
    ) -> None:
        self._text = text
        self._offset = offset
        self._starts = [0]
        self._styles = [style]
        if marks:
            self._sweep(marks, style)

    def _sweep(self, marks: Sequence[Mark], style: str) -> None:
        size = len(self._text)
        changes: dict[int, list[tuple[str, int]]] = {0: []}
        for mark in marks:
            start, end = max(0, mark.start), min(size, mark.end)
            if start < end:
                changes.setdefault(start, []).append((_STYLE[mark.kind], 1))
                changes.setdefault(end, []).append((_STYLE[mark.kind], -1))
        depth = dict.fromkeys(_STYLE.values(), 0)
        self._starts, self._styles = [], []
        for at in sorted(changes):
            for name, step in changes[at]:
                depth[name] += step
            self._starts.append(at)
            names = [style, *(name for name, count in depth.items() if count)]
            self._styles.append(" ".join(filter(None, names)))

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """The runs of a part of the text, `start` and `end` counted in the text alone."""
        text, offset = self._text, self._offset
        if len(self._starts) == 1:
            return (Run(text[start:end], self._styles[0], offset + start),)
        runs: list[Run] = []
        n = bisect_right(self._starts, start) - 1
        begin = start
        while start < end:
            stop = min(self._starts[n + 1] if n + 1 < len(self._starts) else end, end)
            if n + 1 < len(self._styles) and self._styles[n + 1] == self._styles[n] and stop < end:
                start, n = stop, n + 1
                continue
            if stop > begin:
                runs.append(Run(text[begin:stop], self._styles[n], offset + begin))
            begin = start = stop
            n += 1
        return tuple(runs)
