"""The pictures among the lines: their rows are drawn here; one that comes late moves no words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from reader.app.widgets.galley_paint import Proof
from reader.lang import say
from reader.text.cells import truncated, width_in_cells

if TYPE_CHECKING:
    from reader.app.pictures.boxes import Boxes


class Pictured(Proof, inherit_bindings=False):
    """Lines of type with pictures between them."""

    class PicturesWanted(Message, bubble=True):
        """There is room for pictures that are not drawn yet."""

        def can_replace(self, message: Message) -> bool:
            """Looking once is enough."""
            return isinstance(message, Pictured.PicturesWanted)

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
