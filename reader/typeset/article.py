"""An article set in a column: kicker, headline, deck, byline, then its blocks, as lines
that know where in the text they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import assert_never

from reader.model import (
    Article,
    Block,
    Heading,
    Image,
    Items,
    Mark,
    MarkKind,
    Paragraph,
    Quote,
    Table,
    text_of,
)
from reader.text.cells import truncated, width_in_cells
from reader.typeset.headline import break_evenly
from reader.typeset.linebreak import break_text

DEFAULT_MEASURE = 72
_INDENT = 4
"""Two full-width characters, as Chinese and Japanese print begins a paragraph."""
_GUTTER = 2
_NARROWEST_CELL = 16
_PICTURE = {"zh": "〔图〕", "ja": "〔写真〕", "ko": "〔사진〕"}
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


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the column."""

    runs: tuple[Run, ...] = ()
    start: int = -1
    """Offset of its first character in `Article.text`; -1 where the line is no part of it."""
    end: int = -1
    block: int = -1
    """Which of the article's blocks it belongs to; -1 for what stands above them."""
    indent: int = 0
    """Cells that stay empty before the runs."""

    @property
    def text(self) -> str:
        """The characters, without the indent."""
        return "".join(run.text for run in self.runs)

    @property
    def width(self) -> int:
        """Cells, the indent included."""
        return self.indent + width_in_cells(self.text)


def set_article(
    article: Article,
    measure: int = DEFAULT_MEASURE,
    *,
    language: str = "",
    show_pictures: bool = True,
    meta: str = "",
) -> tuple[Line, ...]:
    """The whole article in lines of at most `measure` cells.

    `language` counts where the article does not say its own. `meta` is set under the
    byline: date, page, reading time.
    """
    measure = max(1, measure)
    tongue = (article.language or language or "en").split("-")[0]
    lines = list(_head(article, measure, meta))
    offset = 0
    blocks = _Blocks(measure, tongue)
    for n, block in enumerate(article.blocks):
        text = text_of(block)
        if isinstance(block, Image) and not show_pictures:
            continue
        lines.extend(blocks.lines_of(n, block, offset))
        if text:
            offset += len(text) + 2
    return tuple(lines)


def line_at(lines: tuple[Line, ...], position: int) -> int:
    """The index of the line that holds an offset of the text, else of the last one before
    it; 0 where there is none.
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


# -- what stands above the text --------------------------------------------------


def _head(article: Article, measure: int, meta: str) -> Iterator[Line]:
    if article.kicker:
        yield from _plain(article.kicker, measure, "kicker")
    for start, end in break_evenly(article.headline, measure):
        yield Line((Run(article.headline[start:end], "headline"),))
    if article.deck:
        yield from _plain(article.deck, measure, "deck", evenly=True)
    below = [words for words in (article.byline, article.dateline) if words]
    if below or meta:
        yield Line()
    if below:
        yield from _plain(" · ".join(below), measure, "byline")
    if meta:
        yield from _plain(meta, measure, "note")
    yield Line()


def _plain(
    text: str, measure: int, style: str, *, evenly: bool = False, block: int = -1, indent: int = 0
) -> Iterator[Line]:
    room = max(1, measure - indent)
    spans = break_evenly(text, room) if evenly else break_text(text, room)
    for start, end in spans:
        yield Line((Run(text[start:end], style),), block=block, indent=indent)


# -- blocks ----------------------------------------------------------------------


class _Blocks:
    """Sets one block after another, with the white between them."""

    def __init__(self, measure: int, language: str) -> None:
        self._measure = measure
        self._language = language
        self._is_indented = language in ("zh", "ja")
        self._last: type[object] | None = None

    def lines_of(self, n: int, block: Block, offset: int) -> Iterator[Line]:
        """The lines of a block that begins at `offset` of the text."""
        if self._last is not None and self._needs_white(block):
            yield Line()
        self._last = type(block)
        match block:
            case Paragraph():
                first = _INDENT if self._is_indented and self._measure >= 16 else 0
                yield from self._running(n, block.text, block.marks, offset, first=first)
            case Heading():
                yield from self._running(n, block.text, block.marks, offset, style="heading")
            case Quote():
                yield from self._quote(n, block, offset)
            case Items():
                yield from self._items(n, block, offset)
            case Table():
                yield from self._table(n, block, offset)
            case Image():
                yield from self._image(n, block)
            case _:
                assert_never(block)

    def _needs_white(self, block: Block) -> bool:
        both_running = isinstance(block, Paragraph) and self._last in (Paragraph, Heading)
        if both_running:
            return not self._is_indented or (self._last is Heading and not self._is_indented)
        return True

    def _running(
        self,
        n: int,
        text: str,
        marks: tuple[Mark, ...],
        offset: int,
        *,
        first: int = 0,
        indent: int = 0,
        style: str = "",
    ) -> Iterator[Line]:
        spans = break_text(text, self._measure, first_indent=first + indent, indent=indent)
        for k, (start, end) in enumerate(spans):
            yield Line(
                tuple(_runs(text, start, end, marks, style)),
                offset + start,
                offset + end,
                n,
                indent + (first if k == 0 else 0),
            )

    def _quote(self, n: int, block: Quote, offset: int) -> Iterator[Line]:
        room = max(1, self._measure - _GUTTER)
        for start, end in break_text(block.text, room):
            runs = (Run("│ ", "rule"), *_runs(block.text, start, end, block.marks, "quote"))
            yield Line(runs, offset + start, offset + end, n)

    def _items(self, n: int, block: Items, offset: int) -> Iterator[Line]:
        digits = len(str(len(block.items)))
        at = offset
        for k, item in enumerate(block.items, 1):
            sign = f"{k:>{digits}}. " if block.is_ordered else "• "
            hang = min(width_in_cells(sign), max(0, self._measure - 1))
            spans = break_text(item, max(1, self._measure - hang))
            for j, (start, end) in enumerate(spans):
                runs = [Run(item[start:end])]
                if j == 0 and hang == width_in_cells(sign):
                    runs.insert(0, Run(sign, "rule"))
                yield Line(tuple(runs), at + start, at + end, n, 0 if len(runs) == 2 else hang)
            at += len(item) + 1

    def _image(self, n: int, block: Image) -> Iterator[Line]:
        mark = _PICTURE.get(self._language, "[Picture]")
        caption = block.caption or block.url
        if block.credit and block.credit not in caption:
            caption = f"{caption} {block.credit}"
        yield from _plain(f"{mark} {caption}".rstrip(), self._measure, "caption", block=n)

    # -- tables --

    def _table(self, n: int, block: Table, offset: int) -> Iterator[Line]:
        columns = max(map(len, block.rows), default=0)
        widths = [
            max((width_in_cells(row[c]) for row in block.rows if c < len(row)), default=0)
            for c in range(columns)
        ]
        others = sum(widths[:-1]) + _GUTTER * (columns - 1)
        room = self._measure - others
        if room >= min(widths[-1], _NARROWEST_CELL):
            yield from self._columns(n, block, widths, room, offset)
        else:
            yield from self._records(n, block, offset)

    def _columns(
        self, n: int, block: Table, widths: list[int], room: int, offset: int
    ) -> Iterator[Line]:
        """A table whose columns stand side by side; the last one may run over several lines."""
        at = offset
        hang = sum(widths[:-1]) + _GUTTER * (len(widths) - 1)
        for k, row in enumerate(block.rows):
            size = len(" | ".join(row))
            style = "strong" if k == 0 and block.has_header else ""
            full = len(row) == len(widths)
            cells = [
                cell + " " * (widths[c] - width_in_cells(cell) + _GUTTER)
                for c, cell in enumerate(row[:-1] if full else row)
            ]
            last = row[-1] if full else ""
            spans = break_text(last, room) or [(0, 0)]
            last_at = at + size - len(last)
            for j, (start, end) in enumerate(spans):
                text = ("".join(cells) if j == 0 else "") + last[start:end]
                yield Line(
                    (Run(text.rstrip() if not last else text, style),),
                    at if j == 0 else last_at + start,
                    last_at + end,
                    n,
                    0 if j == 0 else hang,
                )
            if k == 0 and block.has_header:
                total = min(self._measure, hang + min(room, widths[-1]))
                yield Line((Run("─" * total, "rule"),), block=n)
            at += size + 1

    def _records(self, n: int, block: Table, offset: int) -> Iterator[Line]:
        """A table too wide for the column: every row a group of lines, each cell under its
        column's name.
        """
        header = block.rows[0] if block.has_header else ()
        at = offset
        for k, row in enumerate(block.rows):
            size = len(" | ".join(row))
            if k == 0 and header:
                at += size + 1
                continue
            if k > bool(header):
                yield Line(block=n)
            cell_at = at
            for c, cell in enumerate(row):
                name = header[c] if c < len(header) else ""
                label = truncated(name, max(2, self._measure // 2)) + " " if name else ""
                hang = width_in_cells(label)
                for j, (start, end) in enumerate(break_text(cell, max(1, self._measure - hang))):
                    runs = [Run(cell[start:end])]
                    if j == 0 and label:
                        runs.insert(0, Run(label, "note"))
                    yield Line(
                        tuple(runs),
                        cell_at + start,
                        cell_at + end,
                        n,
                        0 if len(runs) == 2 else hang,
                    )
                cell_at += len(cell) + 3
            at += size + 1


def _runs(text: str, start: int, end: int, marks: Iterable[Mark], style: str = "") -> Iterator[Run]:
    """A stretch of text cut where its styling changes."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    if not inside:
        yield Run(text[start:end], style)
        return
    edges = sorted(
        {
            start,
            end,
            *(min(max(edge, start), end) for mark in inside for edge in (mark.start, mark.end)),
        }
    )
    for left, right in pairwise(edges):
        names = [_STYLE[mark.kind] for mark in inside if mark.start <= left and mark.end >= right]
        yield Run(
            text[left:right], " ".join(dict.fromkeys(name for name in (style, *names) if name))
        )
