"""A page on the screen, drawn by the line, whichever way it was laid out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.app.widgets.month import BEGUN, READ
from reader.text.cells import width_in_cells
from reader.typeset.sheet import Canvas, Sheet, neighbour

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from reader.app.pictures.drawing import Drawing
    from reader.model import Line
    from reader.typeset.sheet import Box, Direction, Piece

BAR = "▌"
STAR = "★"
_WHEEL_PAUSE_S = 0.3
"""How long the wheel rests between two pages: one turn of it sends many events."""
_EMPTY = Sheet(width=0, height=0)
_LONGEST_TRAIL = 50
_BACK: dict[str, Direction] = {"left": "right", "right": "left", "up": "down", "down": "up"}


class Broadsheet(ScrollView, can_focus=True, inherit_bindings=False):
    """A sheet with one of its stories marked."""

    DEFAULT_CSS = """
    Broadsheet { overflow-x: hidden; overflow-y: hidden; height: 1fr; }
    """
    STYLES: ClassVar[frozenset[str]] = frozenset(
        [
            "headline",
            "lead",
            "wide",
            "kicker",
            "deck",
            "byline",
            "brief",
            "bullet",
            "label",
            "foot",
            "caption",
            "rule",
            "picture",
        ]
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"broadsheet--{name}" for name in STYLES),
        "broadsheet--read",
        "broadsheet--sign",
        "broadsheet--star",
        "broadsheet--bar",
        "broadsheet--mark",
        "broadsheet--mark-text",
    }

    class Marked(Message):
        """The mark moved to another story."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    class Chosen(Message):
        """A story was chosen, with Enter or a click."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    class Redressed(Message):
        """It has other colours, in which pictures may look otherwise."""

    class TurnedOver(Message):
        """The wheel went past the end of the page (1) or its beginning (-1)."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.sheet = _EMPTY
        self.mark = ""
        """The key of the marked story; "" where there is none."""
        self._canvas = Canvas(_EMPTY)
        self._lines: Mapping[str, Line] = {}
        self._level: tuple[str, int] | None = None
        """Whether one moves across or up and down, and the row or column that is kept meanwhile."""
        self._trail: list[tuple[Direction, str]] = []
        """The moves that led to the mark, each with the story it began at: the opposite key goes
        back there, though another story may lie nearer that way."""
        self._is_paged = False
        self._drawings: Mapping[str, Drawing] = {}
        self._strips: dict[int, Strip] = {}
        self._kinds: dict[tuple[str, bool, bool], Style] = {}
        self._wheeled = 0.0

    # -- showing --

    def show(
        self, sheet: Sheet, lines: Mapping[str, Line], *, mark: str = "", is_paged: bool
    ) -> None:
        """Show a page. The mark goes to `mark`, else stays, else goes to the first story. A sheet
        that `is_paged` is turned a screen at a time."""
        self.sheet, self._canvas = sheet, Canvas(sheet)
        self._lines = lines
        self._drawings = {}
        self._is_paged = is_paged
        wanted = (key for key in (mark, self.mark) if key and sheet.box_of(key))
        self.mark = next(wanted, sheet.boxes[0].key if sheet.boxes else "")
        self._level = None
        self._trail.clear()
        self._strips.clear()
        self.virtual_size = Size(sheet.width, sheet.height)
        self.scroll_to(y=0, animate=False, force=True)
        self.show_mark()
        self.refresh()

    def tell(self, lines: Mapping[str, Line]) -> None:
        """What is read and kept may have changed: show that, all else stays."""
        if lines != self._lines:
            self._lines = lines
            self._strips.clear()
            self.refresh()

    def illustrate(self, drawings: Mapping[str, Drawing]) -> None:
        """Show pictures, by the keys of their stories; where there is none it is shaded."""
        if drawings != self._drawings:
            self._drawings = drawings
            self._strips.clear()
            self.refresh()

    @property
    def box(self) -> Box | None:
        """The marked story's place."""
        return self.sheet.box_of(self.mark)

    @property
    def screens(self) -> int:
        """How many screens high the sheet is."""
        return max(1, -(-self.sheet.height // max(1, self.size.height)))

    # -- moving --

    def move_to(self, key: str) -> None:
        """Put the mark on a story and bring it into view."""
        if self.sheet.box_of(key) is None:
            return
        old, self.mark = self.mark, key
        self.show_mark()
        if key == old:
            return
        self._trail.clear()
        for changed in (self.sheet.box_of(old), self.box):
            for rect in changed.rects if changed else ():
                for y in range(rect.y, rect.bottom):
                    self._strips.pop(y, None)
                self.refresh_lines(rect.y, rect.height)
        self.post_message(self.Marked(key))

    def go(self, direction: Direction) -> None:
        """To the story that lies next in a direction."""
        box = self.box
        if box is None:
            return
        axis = "row" if direction in ("left", "right") else "column"
        if self._level is None or self._level[0] != axis:
            self._level = (axis, box.bounds.y if axis == "row" else box.bounds.x)
        trail, level = self._trail[-_LONGEST_TRAIL:], self._level
        if trail and trail[-1][0] == _BACK[direction]:
            found = trail.pop()[1]
        else:
            found = neighbour(self.sheet.boxes, self.mark, direction, level=level[1])
            trail.append((direction, self.mark))
        if found:
            self.move_to(found)
            self._level, self._trail = level, trail

    def show_mark(self) -> None:
        """Scroll as little as shows the marked story; by whole screens where these are pages."""
        box, height = self.box, self.size.height
        if box is None or not height:
            return
        bounds, top = box.bounds, self.scroll_offset.y
        if self._is_paged:
            top = bounds.y // height * height
        elif bounds.y < top or bounds.height >= height:
            top = bounds.y
        elif bounds.bottom > top + height:
            top = bounds.bottom - height
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def turn(self, step: int) -> bool:
        """A screen on or back, the mark with it; False where there is none."""
        height = max(1, self.size.height)
        top = self.scroll_offset.y
        target = top + step * height
        if step > 0 and target >= self.sheet.height:
            return False
        if step < 0 and top <= 0:
            return False
        target = max(0, target)
        boxes = [b for b in self.sheet.boxes if target <= b.bounds.y < target + height]
        if boxes:
            self.move_to(min(boxes, key=lambda b: (b.bounds.y, b.bounds.x)).key)
        self.scroll_to(y=target, animate=False, force=True)
        return True

    def choose(self) -> None:
        """Choose what is marked."""
        if self.box is not None:
            self.post_message(self.Chosen(self.mark))

    # -- drawing --

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        self._strips.clear()
        self._kinds.clear()
        super().notify_style_update()
        if self.is_attached:
            self.post_message(self.Redressed())

    def render_line(self, y: int) -> Strip:
        """One row of what is in view."""
        width = self.size.width
        row = y + self.scroll_offset.y
        if not 0 <= row < self.sheet.height:
            return Strip.blank(width, self.rich_style)
        strip = self._strips.get(row)
        if strip is None or strip.cell_length != width:
            strip = Strip(self._segments(row)).adjust_cell_length(width, self.rich_style)
            self._strips[row] = strip
        return strip

    def _segments(self, row: int) -> list[Segment]:
        signs = self._signs(row)
        out: list[Segment] = []
        x = 0
        for piece in self._canvas.row(row):
            style = self._style_of(piece)
            at = x
            x += width_in_cells(piece.text)
            if piece.style == "picture" and piece.key in self._drawings:
                out += self._row_of_picture(piece.key, row, x - at, style)
                continue
            here = [cell for cell in signs if at <= cell < x and piece.text.isspace()]
            if not here:
                out.append(Segment(piece.text, style))
                continue
            for cell in sorted(here):
                sign, name = signs[cell]
                if cell > at:
                    out.append(Segment(" " * (cell - at), style))
                kind = self.get_component_rich_style(f"broadsheet--{name}", partial=True)
                out.append(Segment(sign, style + kind))
                at = cell + 1
            if at < x:
                out.append(Segment(" " * (x - at), style))
        return out

    def _row_of_picture(self, key: str, row: int, width: int, style: Style) -> Strip:
        """A row of the cells of a picture: in their middle, and down on the words under it."""
        drawing, box = self._drawings[key], self.sheet.box_of(key)
        row -= box.picture.bottom - drawing.rows if box and box.picture else 0
        if not 0 <= row < drawing.rows:
            return Strip.blank(width, style)
        left = max(0, width - drawing.cells) // 2
        strips = [Strip.blank(left, style), drawing.strip(row, style)]
        return Strip.join(strips).adjust_cell_length(width, style)

    def _signs(self, row: int) -> dict[int, tuple[str, str]]:
        """What stands in the margins of the stories on a row: the bar of the marked one, and
        whether each is read, begun or kept."""
        found: dict[int, tuple[str, str]] = {}
        box = self.box
        for rect in box.rects if box else ():
            if rect.y <= row < rect.bottom:
                found[rect.x] = (BAR, "bar")
        for each in self.sheet.boxes:
            x, y = each.sign
            line = self._lines.get(each.key)
            if line is None or not 0 <= row - y <= 1:
                continue
            state = READ if line.is_read else BEGUN if line.is_begun else ""
            signs = [(state, "sign")] if state else []
            signs += [(STAR, "star")] if line.is_bookmarked else []
            if each is box and each.bounds.height == 1:
                # The only row of a brief: there the bar says more.
                continue
            if row - y < len(signs) and each.holds(x, row):
                found[x] = signs[row - y]
        return found

    def _style_of(self, piece: Piece) -> Style:
        line = self._lines.get(piece.key)
        is_read = line is not None and line.is_read
        is_marked = bool(piece.key) and piece.key == self.mark
        kind = (piece.style, is_read, is_marked)
        found = self._kinds.get(kind)
        if found is None:
            found = self.rich_style
            names = [name for name in piece.style.split() if name in self.STYLES]
            if is_marked:
                found += self.get_component_rich_style("broadsheet--mark", partial=True)
            for name in names:
                found += self.get_component_rich_style(f"broadsheet--{name}", partial=True)
            if is_read and not is_marked and {"headline", "brief"} & set(names):
                found += self.get_component_rich_style("broadsheet--read", partial=True)
            if is_marked and piece.style != "picture":
                found += self.get_component_rich_style("broadsheet--mark-text", partial=True)
            self._kinds[kind] = found
        return found

    # -- the mouse --

    def on_click(self, event: events.Click) -> None:
        """A click marks; a click on what is marked chooses."""
        box = self.sheet.box_at(event.x, event.y + self.scroll_offset.y)
        if box is None:
            return
        event.stop()
        if box.key == self.mark:
            self.choose()
        else:
            self.move_to(box.key)
            self._level = None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """A screen on, then the next page."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """A screen back, then the page before."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, step: int) -> None:
        event.stop()
        event.prevent_default()
        if event.time - self._wheeled < _WHEEL_PAUSE_S:
            return
        self._wheeled = event.time
        if not self.turn(step):
            self.post_message(self.TurnedOver(step))
