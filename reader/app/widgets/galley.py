"""The galley: an article's text in one long column, or in as many columns as fit.

Lines are set once for a measure; a line is drawn when it comes into view, and kept. Where one is
reading is an offset in the text, not a row, so that a narrower column or a wider terminal shows the
same words.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from reader.app.widgets.galley_paint import Proof
from reader.app.widgets.selecting import Passages
from reader.text.cells import truncated
from reader.typeset import DEFAULT_MEASURE, Line, Run, line_at, lines_of
from reader.typeset.columns import Columns, balanced_columns, columns_of, head_of
from reader.typeset.composing import Composition
from reader.typeset.display import displayed
from reader.typeset.measure import hang_within, widest_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.events import MouseEvent, MouseScrollDown, MouseScrollUp
    from textual.timer import Timer

    from reader.model import Article

NARROWEST = 16
"""Cells of the narrowest measure that one can choose."""
GUTTER = 5
"""Cells between two columns: the rule, and as many on either side as a mark may hang into."""
FAR = 20_000
"""Characters before the place one reads at that are not waited for."""
AT_ONCE = 800
"""Lines that are set before anything is shown."""
SLICE = 200
"""Lines of a long text that are set between two keys."""
PAUSE_S = 0.004
BEYOND = 1 << 20
"""Cells to the right of any line, and lines below any screen."""


def _lines_from(
    article: Article, measure: int, start: int, head_measure: int, **how: Any
) -> Iterator[Line]:
    lines = lines_of(article, measure, start=start, head_measure=head_measure, **how)
    # One column keeps its headline's characters together, so that the terminal finds the words.
    return displayed(lines, head_measure) if head_measure > measure else lines


class Galley(Proof, can_focus=True, inherit_bindings=False):
    """Shows an article from a position on, and says when that moves."""

    DEFAULT_CSS = """
    Galley { overflow-x: hidden; overflow-y: scroll; scrollbar-size: 0 0; }
    """

    class Turned(Message, bubble=True):
        """Other lines are in view."""

        def can_replace(self, message: Message) -> bool:
            """Only where it stopped counts."""
            return isinstance(message, Galley.Turned)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.measure = DEFAULT_MEASURE
        """Cells of a column, where the screen has as many."""
        self.has_columns = False
        """As many columns as fit, turned like pages; else one."""
        self._article: Article | None = None
        self._language = ""
        self._meta = ""
        self._tail = ""
        self._tail_lines = 0
        self._columns: Columns = ((0, 0),)
        self._head_lines = 0
        """Lines that stretch over the columns of the first page."""
        self._type: Composition | None = None
        self._slices: Timer | None = None
        self._set_for: tuple[object, ...] = ()
        self._placed_for: tuple[int, ...] = ()
        self._anchor = 0
        self._is_setting = False
        self._length = 0

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
        self._passages = Passages(article, meta)
        self._dress_for(article.language or language)
        self._length = len(self._passages.text)
        self._anchor = max(0, min(position, self._length))
        self._set_for = ()
        self._set()

    @property
    def article(self) -> Article | None:
        """What is shown."""
        return self._article

    @property
    def lines(self) -> Sequence[Line]:
        """The lines as they are set."""
        return self._lines

    def change(
        self,
        *,
        measure: int | None = None,
        columns: bool | None = None,
        meta: str | None = None,
        tail: str | None = None,
    ) -> None:
        """Set the text in another way; the words at the top stay there."""
        self.measure = self.measure if measure is None else measure
        self.has_columns = self.has_columns if columns is None else columns
        if meta is not None and meta != self._meta and self._article is not None:
            self._meta = meta
            self._passages = Passages(self._article, meta)
        self._tail = self._tail if tail is None else tail
        self._set()

    @property
    def widest(self) -> int:
        """The widest column that the screen has room for."""
        return widest_within(self._room.width)

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
    def _head_cells(self) -> int:
        """Cells of what stands above the text: it stretches over all columns."""
        count = self.column_count
        return count * self.cells + (count - 1) * GUTTER

    @property
    def _margin(self) -> int:
        """Cells left of the first column."""
        return max(0, (self.size.width - self._head_cells) // 2)

    @property
    def _hang(self) -> int:
        """Cells right of each column that a comma or full stop may hang into."""
        return hang_within(self._room.width, self._head_cells)

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
        rooms, notes = self._rooms(height)
        in_columns = self.column_count > 1
        cells = self.cells, self._head_cells, self._hang
        wanted = (cells, in_columns, rooms, notes, self._meta, self._tail)
        if wanted != self._set_for:
            self._set_for = wanted
            self._begin_type(
                in_columns=in_columns, hang=self._hang, picture_rows=rooms, picture_notes=notes
            )
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

    def _begin_type(self, **how: Any) -> None:
        """Set what the screen needs, and of a long text the rest a little later."""
        assert self._article is not None  # noqa: S101 - told to the type checker
        tail = self._set_tail()
        self._tail_lines = len(tail)
        self._type = Composition(
            partial(
                _lines_from,
                self._article,
                self.cells,
                language=self._language,
                meta=self._meta,
                head_measure=self._head_cells,
                **how,
            ),
            tail,
        )
        self._stop_slices()
        if self._anchor > FAR:
            self._type.open_at(self._anchor)
            self._type.extend_to(self._lines_needed)
        elif not self._type.go_on(max(AT_ONCE, self._lines_needed)):
            # The line that is read has others under it.
            while not self._type.is_ended and line_at(self._type.lines, self._anchor) > (
                len(self._type.lines) - self._lines_needed
            ):
                self._type.go_on(AT_ONCE)
        self._lines = self._type.lines
        if not self._type.is_whole:
            self._slices = self.set_interval(PAUSE_S, self._set_a_slice)

    @property
    def _lines_needed(self) -> int:
        """Lines of two screens."""
        return 2 * self._room.height * self.column_count + 1

    def _stop_slices(self) -> None:
        if self._slices is not None:
            self._slices.stop()
            self._slices = None

    def _set_a_slice(self) -> None:
        """Set a little more of a long text; once all of it is there, show the lines as they are
        for good, with the same words on top."""
        if self._type is None or not self._type.go_on(SLICE):
            return
        self._stop_slices()
        was_at_end = self.is_at_end
        self._lines = self._type.lines
        self._placed_for = ()
        self._set()
        if was_at_end:
            self._is_setting = True
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True)
            self._is_setting = False

    def _reopen(self, position: int, *, row: int = 0, count: int = 0) -> None:
        """Show a text that is not whole yet from another place on, `count` lines of it or what
        the screen needs; that place stands in `row` or below it."""
        assert self._type is not None  # noqa: S101 - told to the type checker
        before = row * self.cells
        self._type.open_at(position - before if position > before else 0)
        self._type.extend_to(count or self._lines_needed)
        self._lines, self._anchor = self._type.lines, position
        self._placed_for = ()
        self._set()

    def _extend(self) -> None:
        """Have lines for the screen after this one."""
        if self._type is None or self._type.is_ended:
            return
        stop = self._in_view.stop + self._lines_needed
        if stop > len(self._lines):
            self._type.extend_to(stop + self._lines_needed)
            self._place(self.column_count, self._room.height)

    def _rooms(self, height: int) -> tuple[dict[int, tuple[int, int]], dict[int, str]]:
        """The room of each picture on a screen of that height, and why others are not shown: none
        here, where captions stand alone."""
        return {}, {}

    def _place(self, count: int, height: int) -> None:
        """Put the lines in columns, and say how tall that is."""
        self._columns = ((0, len(self._lines)),)
        self._head_lines = 0
        tall = len(self._lines)
        if count > 1:
            is_ended = self._type is None or self._type.is_ended
            self._head_lines = (
                head_of(self._lines) if self._type and not self._type.begins_at else 0
            )
            if 2 * self._head_lines > height:
                self._head_lines = 0
            below = height - self._head_lines
            self._columns = (
                balanced_columns(self._lines, height, count, self._head_lines, first_height=below)
                if is_ended
                else columns_of(
                    self._lines, height, self._head_lines, count=count, first_height=below
                )
            )
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
        return self._row_of_line(line_at(self._lines, position) if position > 0 else 0)

    def _row_of_line(self, index: int) -> int:
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
        begin = 0 if first == 0 else shown[0][0] if shown else 0
        return range(begin, shown[-1][1]) if shown else range(0)

    @property
    def position(self) -> int:
        """Offset in the text of the first line in view."""
        return self._anchor

    @property
    def is_at_end(self) -> bool:
        """Whether the last line of the article is in view."""
        if not self._set_for or (self._type is not None and not self._type.is_ended):
            return False
        return self._in_view.stop >= len(self._lines) - self._tail_lines

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
        self._extend()
        self._anchor = self._type.begins_at if self._type is not None else 0
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
        begins_at = self._type.begins_at if self._type is not None else 0
        if begins_at and self.scroll_offset.y + rows < 0:
            self._reopen(begins_at, row=-rows * self.column_count)
            return
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)

    def turn_page(self, pages: float) -> None:
        """Scroll by screens, two lines of the last one kept in view."""
        height = self.size.height
        step = max(1, int((height - min(2, height // 4)) * abs(pages)))
        self.turn(step if pages > 0 else -step)

    def turn_to_top(self) -> None:
        """To the beginning."""
        if self._type is not None and self._type.begins_at:
            self._reopen(0)
        self.scroll_to(y=0, animate=False)

    def turn_to_end(self) -> None:
        """To the end."""
        if self._type is not None and not self._type.is_ended:
            self._reopen(self._length, row=self._lines_needed, count=BEYOND)
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def on_resize(self) -> None:
        """Break the lines again."""
        self._set()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Three lines down; columns are turned by the page."""
        self._roll(event, 3)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Three lines up."""
        self._roll(event, -3)

    def _roll(self, event: MouseEvent, rows: int) -> None:
        event.stop()
        event.prevent_default()
        self.turn(rows)

    # -- drawing --

    def render_line(self, y: int) -> Strip:
        """One row of what is in view."""
        width = self.size.width
        row = y + self.scroll_offset.y
        count = self.column_count
        if count == 1:
            if row >= len(self._lines):
                return Strip.blank(width, self.rich_style)
            return self._strip_of(row, width, self._margin)
        height = max(1, self.size.height)
        page, at = divmod(row, height)
        head = self._head_lines if page == 0 else 0
        if at < head:
            return self._strip_of(at, width, self._margin)
        at -= head
        parts = [Strip.blank(self._margin, self.rich_style)]
        beside = self._columns[page * count : (page + 1) * count]
        tallest = max((end - start for start, end in beside), default=0)
        for n in range(count):
            index = page * count + n
            start, end = self._columns[index] if index < len(self._columns) else (0, 0)
            # A column is drawn with the cells beside it, where its last marks may hang.
            cells = self.cells + self._hang
            if n:
                middle = "│" if index < len(self._columns) and at < tallest else " "
                gutter = GUTTER - self._hang
                rule = f"{' ' * (GUTTER // 2 - self._hang)}{middle}".ljust(gutter)
                parts.append(Strip([Segment(rule, self._style_of("rule"))], gutter))
            parts.append(
                self._strip_of(start + at, cells, 0)
                if start + at < end
                else Strip.blank(cells, self.rich_style)
            )
        return Strip.join(parts).adjust_cell_length(width, self.rich_style)
