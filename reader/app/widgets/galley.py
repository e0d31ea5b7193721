"""The galley: an article's text in one long column, or in as many columns as fit.

Lines are set once for a measure; a line is drawn when it comes into view, and kept. Where one is
reading is an offset in the text, not a row, so that a narrower column or a wider terminal shows the
same words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, assert_never

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.model import (
    Article,
    Block,
    Heading,
    Image,
    Items,
    Paragraph,
    Quote,
    Table,
)
from reader.text import clean
from reader.text.cells import truncated
from reader.typeset import DEFAULT_MEASURE, Line, Run, line_at, set_article

if TYPE_CHECKING:
    from textual.selection import Selection

NARROWEST, WIDEST = 16, 160
"""Cells of the measures one can choose."""
GUTTER = 4
"""Cells between two columns."""
KEPT_STRIPS = 1024


def columns_of(lines: tuple[Line, ...], height: int) -> tuple[tuple[int, int], ...]:
    """First and last-but-one line of each column of that height; no column but the first begins
    with white, and none ends with a heading."""
    columns: list[tuple[int, int]] = []
    start = 0
    while start < len(lines):
        if columns:
            while start < len(lines) and not lines[start].runs:
                start += 1
        end = min(len(lines), start + max(1, height))
        last = end
        while end < len(lines) and last - start > height // 2 and _leads_on(lines[last - 1]):
            last -= 1
        end = last if last - start > height // 2 else end
        if end > start:
            columns.append((start, end))
        start = max(end, start + 1)
    return tuple(columns) or ((0, 0),)


def balanced_columns(
    lines: tuple[Line, ...], height: int, count: int
) -> tuple[tuple[int, int], ...]:
    """The columns; those of a text that fits on one screen end at about the same row."""
    for rows in range(max(1, -(-len(lines) // count)), height):
        columns = columns_of(lines, rows)
        if len(columns) <= count:
            return columns
    return columns_of(lines, height)


def _leads_on(line: Line) -> bool:
    return any("heading" in run.style for run in line.runs)


class Galley(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows an article from a position on, and says when that moves."""

    DEFAULT_CSS = """
    Galley { overflow-x: hidden; overflow-y: scroll; scrollbar-size: 0 0; }
    """
    STYLES: ClassVar[tuple[str, ...]] = (
        *("headline", "kicker", "deck", "byline", "heading", "caption", "quote", "rule", "note"),
        *("strong", "em", "link", "sub", "sup"),
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"galley--{name}" for name in STYLES}

    class Turned(Message, bubble=True):
        """Other lines are in view."""

        def can_replace(self, message: Message) -> bool:
            """Only where it stopped counts."""
            return isinstance(message, Galley.Turned)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.measure = DEFAULT_MEASURE
        """Cells of a column, where the screen has as many."""
        self.shows_pictures = True
        self.has_columns = False
        """As many columns as fit, turned like pages; else one."""
        self._article: Article | None = None
        self._language = ""
        self._meta = ""
        self._tail = ""
        self._tail_lines = 0
        self._lines: tuple[Line, ...] = ()
        self._columns: tuple[tuple[int, int], ...] = ((0, 0),)
        self._set_for: tuple[object, ...] = ()
        self._placed_for: tuple[int, ...] = ()
        self._anchor = 0
        self._is_setting = False
        self._length = 0
        self._strips: LRUCache[tuple[int, int], Strip] = LRUCache(KEPT_STRIPS)
        self._kinds: dict[str, Style] = {}

    # -- what is shown --

    def show(
        self,
        article: Article,
        *,
        language: str = "",
        meta: str = "",
        tail: str = "",
        position: int = 0,
    ) -> None:
        """Set an article and open it at an offset of its text; `meta` stands under the byline,
        `tail` under the end. All of it has been cleaned."""
        self._article, self._language, self._meta, self._tail = article, language, meta, tail
        self._length = len(article.text)
        self._anchor = max(0, min(position, self._length))
        self._set_for = ()
        self._set()

    @property
    def article(self) -> Article | None:
        """What is shown."""
        return self._article

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines as they are set."""
        return self._lines

    def change(
        self,
        *,
        measure: int | None = None,
        pictures: bool | None = None,
        columns: bool | None = None,
        meta: str | None = None,
        tail: str | None = None,
    ) -> None:
        """Set the text in another way; the words at the top stay there."""
        self.measure = self.measure if measure is None else measure
        self.shows_pictures = self.shows_pictures if pictures is None else pictures
        self.has_columns = self.has_columns if columns is None else columns
        self._meta = self._meta if meta is None else meta
        self._tail = self._tail if tail is None else tail
        self._set()

    @property
    def widest(self) -> int:
        """The widest column that the screen has room for."""
        width = self._room.width
        return max(1, min(WIDEST, width - (4 if width >= 40 else 0)))

    @property
    def cells(self) -> int:
        """The measure as it is set now."""
        return max(1, min(self.measure, self.widest))

    @property
    def column_count(self) -> int:
        """How many columns stand side by side."""
        if not self.has_columns:
            return 1
        return max(1, (self._room.width - 2 + GUTTER) // (self.cells + GUTTER))

    @property
    def _room(self) -> Size:
        """The size to set for. Before the first layout it is the screen's: what is set for the
        width that comes out of it need not be painted twice."""
        return self.size or (self.app.size if self.is_attached else self.size)

    def _set(self) -> None:
        """Break the lines for the size there is, and bring back the words that were on top."""
        width, height = self._room
        if self._article is None or not width or not height:
            return
        wanted = (self.cells, self.shows_pictures, self._meta, self._tail)
        if wanted != self._set_for:
            self._set_for = wanted
            tail = self._set_tail()
            self._tail_lines = len(tail)
            text = set_article(
                self._article,
                self.cells,
                language=self._language,
                show_pictures=self.shows_pictures,
                meta=self._meta,
            )
            self._lines = (*text, *tail)
            self._placed_for = ()
        count = self.column_count
        placed = (width, count, height if count > 1 else 0)
        self._is_setting = True
        try:
            if placed != self._placed_for:
                self._placed_for = placed
                self._place(count, height)
            self.scroll_to(y=self._row_of(self._anchor), animate=False, force=True)
        finally:
            self._is_setting = False
        self.post_message(self.Turned())

    def _place(self, count: int, height: int) -> None:
        """Put the lines in columns, and say how tall that is."""
        self._columns = ((0, len(self._lines)),)
        tall = len(self._lines)
        if count > 1:
            self._columns = balanced_columns(self._lines, height, count)
            tall = -(-len(self._columns) // count) * height
        self._strips.clear()
        self.virtual_size = Size(0, tall)
        self.refresh()

    def _set_tail(self) -> tuple[Line, ...]:
        """What stands under the end: white, a rule, the words in one line."""
        if not self._tail:
            return ()
        words = Line((Run(truncated(self._tail, self.cells), "note"),))
        return (Line(), Line((Run("─" * min(self.cells, 12), "rule"),)), words)

    def _row_of(self, position: int) -> int:
        """The row to scroll to for an offset of the text."""
        index = line_at(self._lines, position) if position > 0 else 0
        if self.column_count == 1:
            return index
        column = next((n for n, (_, end) in enumerate(self._columns) if index < end), 0)
        return column // self.column_count * self.size.height

    # -- where one is --

    @property
    def _in_view(self) -> range:
        """The lines in view."""
        top, height = self.scroll_offset.y, self.size.height
        if self.column_count == 1:
            return range(min(top, len(self._lines)), min(len(self._lines), top + height))
        first = top // max(1, height) * self.column_count
        shown = self._columns[first : first + self.column_count]
        return range(shown[0][0], shown[-1][1]) if shown else range(0)

    @property
    def position(self) -> int:
        """Offset in the text of the first line in view."""
        return self._anchor

    @property
    def is_at_end(self) -> bool:
        """Whether the last line of the article is in view."""
        return bool(self._set_for) and self._in_view.stop >= len(self._lines) - self._tail_lines

    @property
    def characters_left(self) -> int:
        """Characters of the text below what is in view."""
        if self.is_at_end or not self._lines:
            return 0
        for index in reversed(self._in_view):
            if self._lines[index].end >= 0:
                return max(0, self._length - self._lines[index].end)
        return self._length

    @property
    def percent(self) -> int:
        """How much of the text has been in view."""
        left = self.characters_left
        return 100 if not left else min(99, (self._length - left) * 100 // max(1, self._length))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Take the first words in view as the place where one reads."""
        super().watch_scroll_y(old_value, new_value)
        if self._is_setting or round(old_value) == round(new_value):
            return
        self._anchor = 0
        if round(new_value) > 0:
            self._anchor = next(
                (self._lines[n].start for n in self._in_view if self._lines[n].start >= 0),
                self._length if self._lines else 0,
            )
        self.post_message(self.Turned())

    # -- moving --

    def turn(self, rows: int) -> None:
        """Scroll by rows; columns are turned a page at a time."""
        if self.column_count > 1:
            rows = self.size.height if rows > 0 else -self.size.height
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)

    def turn_page(self, pages: float) -> None:
        """Scroll by screens, two lines of the last one kept in view."""
        height = self.size.height
        step = max(1, int((height - min(2, height // 4)) * abs(pages)))
        self.turn(step if pages > 0 else -step)

    def turn_to_top(self) -> None:
        """To the beginning."""
        self.scroll_to(y=0, animate=False)

    def turn_to_end(self) -> None:
        """To the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def on_resize(self) -> None:
        """Break the lines again."""
        self._set()

    # -- drawing --

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        self._strips.clear()
        self._kinds.clear()
        super().notify_style_update()

    def _style_of(self, names: str) -> Style:
        found = self._kinds.get(names)
        if found is None:
            found = self.rich_style
            for name in names.split():
                if name in self.STYLES:
                    found += self.get_component_rich_style(f"galley--{name}", partial=True)
            self._kinds[names] = found
        return found

    def _strip_of(self, index: int, width: int, pad: int) -> Strip:
        """A line of the text, `pad` cells from the left, `width` cells in all."""
        kept = self._strips.get((index, width))
        selection = self.text_selection
        if kept is not None and selection is None:
            return kept
        line = self._lines[index]
        ground = self.rich_style
        segments = [Segment(" " * (pad + line.indent), ground)] if pad + line.indent else []
        segments += [Segment(run.text, self._style_of(run.style)) for run in line.runs if run.text]
        if selection is not None:
            span = selection.get_span(index)
            if span is not None:
                segments = self._lit(segments, pad + line.indent, *span)
        strip = Strip(segments).adjust_cell_length(width, ground).apply_offsets(0, index)
        if selection is None:
            self._strips[index, width] = strip
        return strip

    def _lit(self, segments: list[Segment], first: int, start: int, end: int) -> list[Segment]:
        """The segments with the selected characters lit; the indent is never selected."""
        light = self.screen.get_component_rich_style("screen--selection")
        start = max(start, first)
        out: list[Segment] = []
        at = 0
        for text, style, _ in segments:
            stop = at + len(text)
            left = min(max(start, at), stop) - at
            right = len(text) if end < 0 else min(max(end, at), stop) - at
            for part, is_lit in ((text[:left], False), (text[left:right], True)):
                if part:
                    lit = (style or Style.null()) + light if is_lit else style
                    out.append(Segment(part, lit))
            if text[max(left, right) :]:
                out.append(Segment(text[max(left, right) :], style))
            at = stop
        return out

    def render_line(self, y: int) -> Strip:
        """One row of what is in view."""
        width = self.size.width
        row = y + self.scroll_offset.y
        count = self.column_count
        if count == 1:
            if row >= len(self._lines):
                return Strip.blank(width, self.rich_style)
            return self._strip_of(row, width, max(0, (width - self.cells) // 2))
        height = max(1, self.size.height)
        page, at = divmod(row, height)
        used = count * self.cells + (count - 1) * GUTTER
        margin = max(0, (width - used) // 2)
        parts = [Strip.blank(margin, self.rich_style)]
        beside = self._columns[page * count : (page + 1) * count]
        tallest = max((end - start for start, end in beside), default=0)
        for n in range(count):
            index = page * count + n
            start, end = self._columns[index] if index < len(self._columns) else (0, 0)
            cells = self.cells
            if n:
                middle = "│" if index < len(self._columns) and at < tallest else " "
                rule = f"{' ' * (GUTTER // 2)}{middle}".ljust(GUTTER)
                parts.append(Strip([Segment(rule, self._style_of("rule"))], GUTTER))
            parts.append(
                self._strip_of(start + at, cells, 0)
                if start + at < end
                else Strip.blank(cells, self.rich_style)
            )
        return Strip.join(parts).adjust_cell_length(width, self.rich_style)

    # -- selecting --

    def selection_updated(self, selection: Selection | None) -> None:
        """Light what is selected."""
        self._strips.clear()
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words as the newspaper wrote them: without the line ends and indents that
        setting them brought."""
        if not self._lines or self._article is None:
            return None
        text = self._article.text
        first = selection.start or Offset(0, 0)
        last = selection.end
        stop = len(self._lines) - 1 if last is None else min(last.y, len(self._lines) - 1)
        pieces: list[tuple[str, Line]] = []
        body: list[int] = []

        def close() -> None:
            if body:
                pieces.append((text[body[0] : body[1]], Line(start=0)))
                body.clear()

        for index in range(max(0, first.y), stop + 1):
            line = self._lines[index]
            begin = self._characters_before(line, first.x) if index == first.y else 0
            end = len(line.text)
            if last is not None and index == last.y:
                end = self._characters_before(line, last.x)
            if line.start >= 0:
                ahead = len(line.text) - (line.end - line.start)
                left = line.start + max(0, min(begin - ahead, line.end - line.start))
                right = line.start + max(0, min(end - ahead, line.end - line.start))
                if right <= left:
                    continue
                body[:] = [body[0] if body else left, right]
            elif line.runs:
                close()
                pieces.append((line.text[begin:end].strip(), line))
        close()
        out = ""
        before: Line | None = None
        for words, line in pieces:
            if not words:
                continue
            if before is not None:
                out += _between(before, line, out)
            out += words
            before = line
        return (out, "\n") if out else None

    def _characters_before(self, line: Line, x: int) -> int:
        """How many characters of a line stand left of a character of its row."""
        pad = 0 if self.column_count > 1 else max(0, (self.size.width - self.cells) // 2)
        return max(0, min(len(line.text), x - pad - line.indent))


def _between(before: Line, line: Line, words: str) -> str:
    """What parts two pieces of a copy: the lines of one headline belong together."""
    if before.start < 0 and line.start < 0 and before.runs[-1].style == line.runs[0].style:
        return " " if words[-1:].isascii() else ""
    if before.start < 0 and line.start < 0 and before.block < 0:
        return "\n"
    return "\n\n"


# -- text that was never cleaned ---------------------------------------------------------


def safe_article(article: Article) -> Article:
    """The article with every text in it cleaned once more; the same object where nothing was to
    be done, as always but for what an older version wrote into the library."""
    blocks = tuple(_safe_block(block) for block in article.blocks)
    changes: dict[str, Any] = {}
    if any(new is not old for new, old in zip(blocks, article.blocks, strict=True)):
        changes["blocks"] = blocks
    for name in ("headline", "kicker", "deck", "byline", "dateline"):
        raw = getattr(article, name)
        safe = clean(raw)
        if safe != raw:
            changes[name] = safe
    pages = tuple(map(clean, article.printed_on))
    if pages != article.printed_on:
        changes["printed_on"] = pages
    return replace(article, **changes) if changes else article


def _safe_block(block: Block) -> Block:
    match block:
        case Paragraph(text=text) | Heading(text=text) | Quote(text=text):
            safe = clean(text)
            # Where characters went, the marks would cover others.
            return block if safe == text else replace(block, text=safe, marks=())
        case Items(items=items):
            cleaned = tuple(map(clean, items))
            return block if cleaned == items else replace(block, items=cleaned)
        case Table(rows=rows):
            cells = tuple(tuple(map(clean, row)) for row in rows)
            return block if cells == rows else replace(block, rows=cells)
        case Image():
            words = (clean(block.caption), clean(block.credit), clean(block.url))
            if words == (block.caption, block.credit, block.url):
                return block
            return replace(block, caption=words[0], credit=words[1], url=words[2])
        case _:
            assert_never(block)
