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

from reader.text import clean
from reader.text.cells import truncated, width_in_cells

if TYPE_CHECKING:
    from textual import events

Piece = tuple[str, str]
"""Words, and the name of the component class that styles them ("" for plain)."""

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

    STAYS_LIT: ClassVar[bool] = False
    """Whether the mark is bright without the focus: under a field that one types into."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.mark = 0
        """Index of the marked item."""
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

    # -- the items --

    @property
    def item_count(self) -> int:
        """How many items there are."""
        return len(self._tops) - 1

    def lay_out(self, *, mark: int | None = None) -> None:
        """Take the items anew; the mark stays on its index, or goes to `mark`."""
        self._tops = [0, *accumulate(self.heights())]
        self._lines.clear()
        wanted = self.mark if mark is None else mark
        self.mark = self._markable(max(0, min(self.item_count - 1, wanted)), 1)
        self.virtual_size = Size(0, self._tops[-1])
        self.refresh()

    def _markable(self, index: int, step: int) -> int:
        """The nearest item that can be marked, looking first in the direction of `step`."""
        for direction in (step, -step):
            at = index
            while 0 <= at < self.item_count:
                if self.can_mark(at):
                    return at
                at += direction
        return max(0, min(self.item_count - 1, index))

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
            return Strip.blank(width, self.rich_style)
        is_marked = index == self.mark
        is_lit = is_marked and (self.has_focus or self.STAYS_LIT)
        key = (index, width, is_marked, is_lit)
        lines = self._lines.get(key)
        if lines is None:
            if len(self._lines) > CACHED_ITEMS:
                self._lines.clear()
            lines = [
                self._strip(pieces, width, is_marked, is_lit) for pieces in self._item(index, width)
            ]
            self._lines[key] = lines
        at = line - self._tops[index]
        return lines[at] if at < len(lines) else Strip.blank(width, self.rich_style)

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
        used = 1
        for words, name in pieces:
            room = width - 1 - used
            if room <= 0:
                break
            safe = words if words.isspace() else _kept_spaces(words)
            if width_in_cells(safe) > room:
                safe = truncated(safe, room)
            segments.append(Segment(safe, ground + self._piece_style(name, is_marked, is_lit)))
            used += width_in_cells(safe)
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
            while 0 <= ahead < self.item_count and not self.can_mark(ahead):
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
        if self.item_count and self.can_mark(self.mark):
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
        if index is None or not self.can_mark(index):
            return
        event.stop()
        if index == self.mark:
            self.choose()
        else:
            self.move_to(index)


def _kept_spaces(words: str) -> str:
    """Cleaned words with the spaces that set them apart."""
    start = len(words) - len(words.lstrip(" "))
    end = len(words) - len(words.rstrip(" "))
    return " " * start + clean(words) + " " * end
