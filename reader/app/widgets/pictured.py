"""The pictures among the lines: their rows are drawn here; one that comes late moves no words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from reader.app.widgets.pointed import PointedGalley
from reader.lang import say
from reader.text.cells import truncated, width_in_cells

if TYPE_CHECKING:
    from textual.events import Click

    from reader.app.pictures.boxes import Boxes
    from reader.model import Article


class PicturedGalley(PointedGalley, inherit_bindings=False):
    """A galley with pictures among its lines."""

    class PicturesWanted(Message, bubble=True):
        """There is room for pictures that are not drawn yet."""

        def can_replace(self, message: Message) -> bool:
            """Looking once is enough."""
            return isinstance(message, PicturedGalley.PicturesWanted)

    class PictureChosen(Message, bubble=True):
        """Somebody points at a picture."""

        def __init__(self, block: int) -> None:
            super().__init__()
            self.block = block

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._boxes: Boxes | None = None

    @property
    def boxes(self) -> Boxes | None:
        """The pictures of the article, where they are shown."""
        return self._boxes

    def show(self, article: Article, *, boxes: Boxes | None = None, **how: Any) -> None:
        """Set an article; `boxes` are its pictures, without which their captions stand alone."""
        self._boxes = boxes
        super().show(article, **how)

    def illustrate(self, boxes: Boxes | None) -> None:
        """Show the pictures, or their captions alone; the line that is read stays in its row."""
        self._boxes = boxes
        self._set_in_place()

    def settle(self) -> None:
        """Let pictures take the room they want, where that moves no words in view."""
        if self._boxes is not None:
            view = self._in_view
            free = tuple(n for n in self._boxes.held if self._may_move(n, view))
            if free:
                self._boxes.let_go(free)
                self._set_in_place()
            self._ask_for_pictures()

    @property
    def pictures_in_view(self) -> tuple[int, ...]:
        """The blocks of the pictures, and of their captions, that are seen now."""
        seen = [self._lines[n] for n in self._in_view]
        pictured = [one.block for one in seen if one.picture >= 0 or one.field == "caption"]
        return tuple(dict.fromkeys(pictured))

    def _ask_for_pictures(self) -> None:
        if self._boxes is not None and self._boxes.undrawn:
            self.post_message(self.PicturesWanted())

    def picture_came(self) -> None:
        """Show what has been drawn meanwhile."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw what shines through in the new colours."""
        super().notify_style_update()
        if self._boxes is not None and self.is_attached:
            ground = self.background_colors[1].rgb
            self._boxes.dress_in(ground=ground, is_dark=self.app.current_theme.dark)
            self._ask_for_pictures()

    # -- where they stand --

    def _set(self) -> None:
        """Break the lines for the size there is."""
        super()._set()
        self._ask_for_pictures()

    def _rooms(self, height: int) -> tuple[dict[int, tuple[int, int]], dict[int, str]]:
        """The room of each picture that has some, and why others are not shown."""
        if self._boxes is None:
            return {}, {}
        self._boxes.lay_out(self.cells, height)
        return self._boxes.rows, self._boxes.notes

    def _set_in_place(self) -> None:
        """Set anew what differs by its pictures alone: the first line of words in view stays where
        it is, to the row."""
        top = self.scroll_offset.y
        kept = next((n for n in self._in_view if self._lines[n].runs and not self._hangs(n)), None)
        is_whole = self._type is not None and self._type.is_whole
        if self.column_count > 1 or kept is None or top == 0 or not is_whole:
            self._set()
            return
        line = self._lines[kept]
        self._set()
        index = kept
        if line.start >= 0:
            index = next((n for n, one in enumerate(self._lines) if one.start == line.start), kept)
        self._is_setting = True
        try:
            self.scroll_to(y=index - (kept - top), animate=False, force=True)
        finally:
            self._is_setting = False

    def _hangs(self, index: int) -> bool:
        """Whether a line belongs to a picture, or stands elsewhere when one has other room."""
        line = self._lines[index]
        return line.start < 0 and line.field in ("", "caption")

    def _lines_of_picture(self, block: int) -> range:
        """The lines that a picture covers."""
        rows = [n for n, line in enumerate(self._lines) if line.picture == block]
        return range(rows[0], rows[-1] + 1) if rows else range(0)

    def _may_move(self, block: int, view: range) -> bool:
        """Whether a picture can have other room without moving words that are in view."""
        covered = self._lines_of_picture(block)
        if not covered or covered.stop <= view.start or covered.start >= view.stop:
            return True
        return all(self._lines[n].start < 0 for n in range(covered.stop, view.stop))

    def on_click(self, event: Click) -> None:
        """Once on a picture shows it by itself."""
        at = event.get_content_offset(self)
        if at is not None and self._lines and event.chain == 1:
            picture = self._lines[self._line_under(*at)[0]].picture
            if picture >= 0:
                self.post_message(self.PictureChosen(picture))

    # -- drawing --

    def _strip_of(self, index: int, width: int, pad: int) -> Strip:
        """A line, `pad` cells from the left, `width` cells in all."""
        line = self._lines[index]
        if line.picture < 0 or self._boxes is None:
            return super()._strip_of(index, width, pad)
        kept = self._strips.get((index, width))
        if kept is None:
            first = index
            while first and self._lines[first - 1].picture == line.picture:
                first -= 1
            kept = self._picture_row(self._boxes, line.picture, index - first, width, pad)
            self._strips[index, width] = kept
        return kept

    def _picture_row(self, boxes: Boxes, block: int, row: int, width: int, pad: int) -> Strip:
        ground, measure = self.rich_style, boxes.measure
        _, rows = boxes.rows.get(block, (0, 0))
        drawing = boxes.drawing(block)
        if drawing is None:
            parts = []
            if row == (rows - 1) // 2:
                words = boxes.note_of(block) or say("The picture is on its way.")
                words = truncated(words, measure)
                left = pad + max(0, (measure - width_in_cells(words)) // 2)
                parts = [Segment(" " * left, ground), Segment(words, self._style_of("note"))]
            return Strip(parts).adjust_cell_length(width, ground)
        row -= (rows - drawing.rows) // 2
        if not 0 <= row < drawing.rows:
            return Strip.blank(width, ground)
        left = pad + max(0, (measure - drawing.cells) // 2)
        strips = [Strip.blank(left, ground), drawing.strip(row, ground)]
        return Strip.join(strips).adjust_cell_length(width, ground)
