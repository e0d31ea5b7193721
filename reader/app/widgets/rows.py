"""A list drawn by the line.

Nothing is built for a row until it is seen, so a list of a hundred thousand opens like one of ten;
moving the mark repaints the two items that change and nothing else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.app.widgets.filtering import Piece, lit, shown_items
from reader.lang import say
from reader.text import clean
from reader.text.cells import truncated, width_in_cells
from reader.text.folding import fold, words_of

if TYPE_CHECKING:
    from textual import events

__all__ = ["Piece", "Rows"]

CACHED_ITEMS = 512

_ON_MARK = {
    "name": "mark-name",
    "quiet": "mark-quiet",
    "done": "mark-quiet",
    "rule": "mark-quiet",
    "star": "mark-star",
    "fresh": "mark-fresh",
    "section": "mark-fresh",
}
"""Which style a piece has on the marked row instead of its own."""

LISTED = "✚"
"""The sign of what is on the reading list, as ★ is that of a bookmark."""


class Rows(ScrollView, can_focus=True, inherit_bindings=False):
    """The base of the lists. A subclass says what an item's lines are made of (`pieces_of`)."""

    DEFAULT_CSS = """
    Rows { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--bar",
        "rows--bar-blur",
        "rows--name",
        "rows--quiet",
        "rows--fresh",
        "rows--done",
        "rows--star",
        "rows--heading",
        "rows--rule",
        "rows--mark",
        "rows--mark-name",
        "rows--mark-quiet",
        "rows--mark-star",
        "rows--mark-fresh",
        "rows--mark-blur",
        "rows--lit",
        "rows--mark-lit",
    }

    class Marked(Message):
        """The mark moved to another item."""

        def __init__(self, rows: Rows, index: int) -> None:
            self.rows = rows
            self.index = index
            super().__init__()

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    class Chosen(Message):
        """An item was chosen, with Enter or a click."""

        def __init__(self, rows: Rows, index: int) -> None:
            self.rows = rows
            self.index = index
            super().__init__()

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    class Filtered(Message):
        """The list was filtered, or has other items under its filter."""

        def __init__(self, rows: Rows) -> None:
            self.rows = rows
            super().__init__()

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.stays_lit = False
        """Whether the mark is bright without the focus: under a field that one types into."""
        self.mark = 0
        """Index of the marked item."""
        self.query_words = ""
        """What the list is filtered by, as it was typed; "" while all of it is shown."""
        self._words: tuple[str, ...] = ()
        self._texts: list[str | None] = []
        self._shown: list[bool] = []
        self._heights: Sequence[int] = ()
        self._origin = 0
        """Where the mark stands as far as the filter lets it."""
        self._tops: list[int] = [0]
        self._lines: dict[tuple[int, int, bool, bool], list[Strip]] = {}

    # -- what a subclass says --

    def heights(self) -> Sequence[int]:
        """Lines of each item."""
        raise NotImplementedError

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """The lines of an item, each as styled pieces; as many as `heights` says."""
        raise NotImplementedError

    def can_mark(self, index: int) -> bool:
        """Whether the mark may stand on the item (not on a heading)."""
        return True

    def blank_lines(self, index: int) -> int:
        """How many lines at its end only part the item from the next."""
        return 0

    def text_of(self, index: int) -> str:
        """What a filter looks in."""
        return ""

    def heights_under_filter(self, heights: Sequence[int], shown: Sequence[bool]) -> list[int]:
        """The heights of all items while only some are shown."""
        return [height if stays else 0 for height, stays in zip(heights, shown, strict=True)]

    def left_by_filter(self) -> list[bool]:
        """Which items what was typed leaves."""
        return shown_items(self._words, self._texts)

    # -- the items --

    @property
    def item_count(self) -> int:
        """How many items there are."""
        return len(self._tops) - 1

    def lay_out(self, *, mark: int | None = None) -> None:
        """Take the items anew; the mark stays on its index, or goes to `mark`."""
        self._heights = self.heights()
        self._texts.clear()
        wanted = self.mark if mark is None else mark
        self._place(wanted)

    def _place(self, wanted: int) -> None:
        """Put the items that are shown one under the other, the mark on the one wanted or near."""
        self._shown = []
        heights = self._heights
        if self._words:
            self.look_over()
            self._shown = self.left_by_filter()
            heights = self.heights_under_filter(heights, self._shown)
        self._tops = [0, *accumulate(heights)]
        self._lines.clear()
        self._origin = max(0, min(self.item_count - 1, wanted))
        self.mark = self._markable(self._origin, 1)
        self.virtual_size = Size(0, self._tops[-1])
        self.refresh()
        if self._words:
            self.post_message(self.Filtered(self))

    def _markable(self, index: int, step: int) -> int:
        """The nearest item that can be marked, looking first in the direction of `step`."""
        for direction in (step, -step):
            at = index
            while 0 <= at < self.item_count:
                if self.is_open_to_mark(at):
                    return at
                at += direction
        return max(0, min(self.item_count - 1, index))

    # -- the filter --

    def filter_by(self, query: str) -> None:
        """Show only the items in which each word of the query occurs; all of them for "".

        The mark stays on its item, on its row of the screen, while that is shown, else it stands
        on one near; when the item comes back before the mark is moved, so does the mark.
        """
        words = words_of(query)
        self.query_words = query if words else ""
        if words == self._words:
            return
        before = (self.mark, self.is_open_to_mark(self.mark))
        row = self._tops[self.mark] - self.scroll_offset.y if self.item_count else 0
        self._words = words
        origin = self._origin
        self._place(origin)
        if self.item_count:
            top = max(0, self._tops[self.mark] - max(0, row))
            self.scroll_to(y=top, animate=False, force=True)
            self.show_mark()
            if before != (self.mark, self.is_open_to_mark(self.mark)):
                self.post_message(self.Marked(self, self.mark))

    def look_over(self) -> None:
        """Have at hand what the filter looks in, before the first key asks for it."""
        if not self._texts:
            every = range(len(self._heights))
            self._texts = [fold(self.text_of(n)) if self.can_mark(n) else None for n in every]

    def is_shown(self, index: int) -> bool:
        """Whether the filter leaves an item."""
        return not self._shown or self._shown[index]

    def is_open_to_mark(self, index: int) -> bool:
        """Whether the mark can stand on an item as the list is now."""
        return index < self.item_count and self.is_shown(index) and self.can_mark(index)

    @property
    def shown_count(self) -> tuple[int, int]:
        """How many items that can be marked are shown, and how many there are."""
        every = [n for n in range(self.item_count) if self.can_mark(n)]
        return sum(map(self.is_shown, every)), len(every)

    @property
    def is_in_vain(self) -> bool:
        """Whether the filter leaves nothing."""
        return bool(self._words) and not any(self._shown)

    # -- drawing --

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        self._lines.clear()
        super().notify_style_update()

    def item_at(self, line: int) -> int | None:
        """The item on a line of the whole list."""
        if not 0 <= line < self._tops[-1]:
            return None
        return bisect_right(self._tops, line) - 1

    def render_line(self, y: int) -> Strip:
        """One line of what is in view."""
        line = y + self.scroll_offset.y
        index = self.item_at(line)
        width = self.size.width
        if index is None:
            return self._nothing_line(y, width)
        is_marked = index == self.mark
        is_lit = is_marked and (self.has_focus or self.stays_lit)
        key = (index, width, is_marked, is_lit)
        lines = self._lines.get(key)
        if lines is None:
            if len(self._lines) > CACHED_ITEMS:
                self._lines.clear()
            fitted = [_fitted(line, width - 2) for line in self._item(index, width)]
            if self._words:
                fitted = lit(fitted, self._words)
            lines = [self._strip(pieces, width, is_marked, is_lit) for pieces in fitted]
            self._lines[key] = lines
        at = line - self._tops[index]
        return lines[at] if at < len(lines) else Strip.blank(width, self.rich_style)

    def _nothing_line(self, y: int, width: int) -> Strip:
        """Under the last item; where the filter leaves none, the sentence that says so."""
        if y or not self.is_in_vain:
            return Strip.blank(width, self.rich_style)
        words = say("Nothing here has “{typed}”. Esc shows all again.", typed=self.query_words)
        return self._strip([("  ", ""), (clean(words), "quiet")], width, False, False)

    def _item(self, index: int, width: int) -> list[list[Piece]]:
        return self.pieces_of(index, max(1, width - 2))

    def _strip(self, pieces: list[Piece], width: int, is_marked: bool, is_lit: bool) -> Strip:
        ground = self.rich_style
        if not pieces:
            # The blank line that parts two items belongs to neither.
            return Strip.blank(width, ground)
        if is_marked:
            ground += self.get_component_rich_style(
                "rows--mark" if is_lit else "rows--mark-blur", partial=True
            )
        bar_style = ground + self.get_component_rich_style(
            "rows--bar" if is_lit else "rows--bar-blur", partial=True
        )
        segments = [Segment("▌" if is_marked else " ", bar_style)]
        for words, name in pieces:
            style = ground + self._piece_style(name.removesuffix(" lit"), is_marked, is_lit)
            if name.endswith(" lit"):
                name = "rows--mark-lit" if is_marked and is_lit else "rows--lit"
                style += self.get_component_rich_style(name, partial=True)
            segments.append(Segment(words, style))
        return Strip(segments).adjust_cell_length(width, ground)

    def _piece_style(self, name: str, is_marked: bool, is_lit: bool) -> Style:
        if not name:
            return Style.null()
        if is_marked and is_lit:
            # What is read is dim, but not on the mark: there it has to be read.
            name = _ON_MARK.get(name, name)
        return self.get_component_rich_style(f"rows--{name}", partial=True)

    # -- moving --

    def move_to(self, index: int, *, step: int = 1) -> None:
        """Put the mark on an item and bring it into view."""
        if not self.item_count:
            return
        index = self._markable(max(0, min(self.item_count - 1, index)), step)
        old, self.mark = self.mark, index
        self._origin = index
        self.show_mark()
        if index == old:
            return
        for changed in (old, index):
            if changed < self.item_count:
                top = self._tops[changed]
                self.refresh_lines(top, self._tops[changed + 1] - top - self.blank_lines(changed))
        self.post_message(self.Marked(self, index))

    def show_mark(self) -> None:
        """Scroll as little as shows the whole marked item."""
        if not self.item_count:
            return
        top, bottom = self._tops[self.mark], self._tops[self.mark + 1]
        first = self._tops[self._markable(0, 1)]
        height = self.size.height
        if not height:
            return
        if top <= first:
            top = 0
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=bottom - height, animate=False)

    def move(self, items: int) -> None:
        """Move the mark by so many items that can be marked."""
        step = 1 if items > 0 else -1
        at = self.mark
        for _ in range(abs(items)):
            ahead = at + step
            while 0 <= ahead < self.item_count and not self.is_open_to_mark(ahead):
                ahead += step
            if not 0 <= ahead < self.item_count:
                break
            at = ahead
        self.move_to(at, step=step)

    def move_lines(self, lines: int) -> None:
        """Move the mark by about so many lines, at least by one item."""
        target = max(0, min(self._tops[-1] - 1, self._tops[self.mark] + lines))
        index = self.item_at(target)
        if index is None:
            return
        if index == self.mark:
            index += 1 if lines > 0 else -1
        self.move_to(index, step=1 if lines > 0 else -1)

    def choose(self) -> None:
        """Choose what is marked."""
        if self.is_open_to_mark(self.mark):
            self.post_message(self.Chosen(self, self.mark))

    # -- events --

    def on_resize(self) -> None:
        """Lines may break elsewhere now; the mark stays in view."""
        self.lay_out()
        self.show_mark()

    def on_focus(self) -> None:
        """Light the mark."""
        self.refresh()

    def on_blur(self) -> None:
        """Dim the mark."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click marks; a click on what is marked chooses."""
        index = self.item_at(event.y + self.scroll_offset.y)
        if index is None or not self.is_open_to_mark(index):
            return
        event.stop()
        if index == self.mark:
            self.choose()
        else:
            self.move_to(index)


def _fitted(pieces: list[Piece], room: int) -> list[Piece]:
    """As much of a line as there is room for, cleaned."""
    fitted: list[Piece] = []
    for words, name in pieces:
        if room <= 0:
            break
        safe = words if words.isspace() else _kept_spaces(words)
        if width_in_cells(safe) > room:
            # The cell that a wide character left over is nobody else's.
            fitted.append((truncated(safe, room), name))
            break
        fitted.append((safe, name))
        room -= width_in_cells(safe)
    return fitted


def _kept_spaces(words: str) -> str:
    """Cleaned words with the spaces that set them apart."""
    start = len(words) - len(words.lstrip(" "))
    end = len(words) - len(words.rstrip(" "))
    return " " * start + clean(words) + " " * end
