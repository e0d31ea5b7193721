"""One picture, or a part of it, as large as the screen lets it be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.control import Control
from rich.segment import ControlType, Segment
from rich.style import Style
from textual import work
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.app.pictures.gallery import drawn
from reader.app.pictures.terminal import Way
from reader.typeset.pictures import Window, window_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from textual.events import MouseScrollDown, MouseScrollUp
    from textual.geometry import Region

    from reader.app.pictures.drawing import Drawing
    from reader.app.pictures.gallery import Dress

STEP = 0.25
"""How far the window moves: a quarter of itself."""
CLOSER = 1.5
_NO_STYLE = Style()
_UNCOUNTED = ((ControlType.CURSOR_FORWARD, 0),)


class PictureView(Widget, can_focus=True, inherit_bindings=False):
    """Shows a picture through a window that can be moved and made smaller."""

    DEFAULT_CSS = """
    PictureView { width: 1fr; height: 1fr; }
    """

    class Moved(Message, bubble=True):
        """Another part of it is shown."""

    def __init__(self, dress: Dress) -> None:
        super().__init__()
        self._dress = dress
        self._image: Image | None = None
        self._drawing: Drawing | None = None
        self._sixels = ""
        self._closeness = 1.0
        self._fills_width = False
        self._centre = (0.5, 0.5)

    # -- what is shown --

    def show(self, image: Image | None, centre: tuple[float, float] = (0.5, 0.5)) -> None:
        """Show a picture whole; None for nothing."""
        self._image, self._centre = image, centre
        self._closeness, self._fills_width = 1.0, False
        self._drop()
        self._look()

    @property
    def percent(self) -> int:
        """How much closer one is than where all of it is seen."""
        return round(self._scale * 100)

    @property
    def fills_width(self) -> bool:
        """Whether it was made as wide as the screen."""
        return self._fills_width

    @property
    def _scale(self) -> float:
        if self._image is None or not self._fills_width:
            return self._closeness
        whole = self._window(1.0)
        return max(1.0, self.size.width / max(1, whole.cells))

    def _window(self, closeness: float) -> Window:
        assert self._image is not None  # noqa: S101 - told to the type checker
        return window_of(
            self._image.size,
            (self.size.width, self.size.height),
            closeness,
            self._centre,
            cell=self._dress.cell,
        )

    # -- moving --

    def move(self, across: int, down: int) -> None:
        """Move the window by steps, as far as the picture goes."""
        if self._image is None or not self.size.area:
            return
        width, height = self._image.size
        box = self._window(self._scale).box
        reach_x, reach_y = (box[2] - box[0]) / width, (box[3] - box[1]) / height
        x = (box[0] + box[2]) / 2 / width + across * STEP * reach_x
        y = (box[1] + box[3]) / 2 / height + down * STEP * reach_y
        self._centre = (
            min(max(x, reach_x / 2), 1 - reach_x / 2),
            min(max(y, reach_y / 2), 1 - reach_y / 2),
        )
        self._look()

    def come_closer(self, steps: int) -> None:
        """Make the window smaller, and what is in it larger; the other way round below nought."""
        wanted = self._scale * CLOSER**steps
        self._fills_width = False
        if self._image is not None and self.size.area:
            whole = self._window(1.0)
            # Closer than a pixel a cell there is nothing more to be seen.
            most = max(1.0, (whole.box[2] - whole.box[0]) / whole.cells)
            wanted = min(max(1.0, wanted), most)
        self._closeness = max(1.0, wanted)
        self._look()

    def fit(self, *, width: bool) -> None:
        """All of it, or its whole width."""
        self._closeness, self._fills_width = 1.0, width
        if width:
            self._centre = (0.5, 0.0)
        self._look()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._drop()
        self._look()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """The wheel moves the window."""
        event.stop()
        self.move(0, 1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """The wheel moves the window."""
        event.stop()
        self.move(0, -1)

    # -- drawing --

    def _look(self) -> None:
        if self._image is None or not self.size.area:
            self.refresh()
            return
        self._draw(self._image, self._window(self._scale))
        self.post_message(self.Moved())

    @work(thread=True, exclusive=True, group="view", exit_on_error=False)
    def _draw(self, image: Image, window: Window) -> None:
        part = image.crop(window.box)
        sixels = ""
        if self._dress.way is Way.SIXEL:
            from reader.app.pictures.graphics import sixels as sixels_of

            sixels = sixels_of(part, window.cells, window.rows, cell=self._dress.cell)
        drawing = drawn(part, window.cells, window.rows, self._dress)
        if not get_current_worker().is_cancelled:
            self.app.call_later(self._take, image, drawing, sixels)

    def _take(self, image: Image, drawing: Drawing, sixels: str) -> None:
        if image is not self._image or not self.is_attached:
            return
        self._drop()
        self._drawing, self._sixels = drawing, sixels
        self._tell(getattr(drawing, "sent", ""))
        self.refresh()

    def _drop(self) -> None:
        self._tell(getattr(self._drawing, "freed", ""))
        self._drawing, self._sixels = None, ""

    def _tell(self, words: str) -> None:
        driver = self.app._driver
        if words and driver is not None:
            driver.write(words)

    def on_unmount(self) -> None:
        """The terminal need not keep it."""
        self._drop()

    def render_line(self, y: int) -> Strip:
        """One row of the picture, in the middle of the screen."""
        width, ground, drawing = self.size.width, self.rich_style, self._drawing
        if drawing is None:
            return Strip.blank(width, ground)
        row = y - self._top(drawing)
        if self._sixels or not 0 <= row < drawing.rows:
            return Strip.blank(width, ground)
        pad = max(0, (width - drawing.cells) // 2)
        parts = [Strip.blank(pad, ground), drawing.strip(row, ground)]
        return Strip.join(parts).adjust_cell_length(width, ground)

    def _top(self, drawing: Drawing) -> int:
        return max(0, (self.size.height - drawing.rows) // 2)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in view; sixels go out behind the last of them, to their own place."""
        lines = super().render_lines(crop)
        drawing = self._drawing
        is_whole = crop.size == self.size
        if self._sixels and drawing is not None and lines and is_whole and self.screen.is_active:
            x = self.region.x + max(0, (self.size.width - drawing.cells) // 2)
            y = self.region.y + self._top(drawing)
            back = Control.move_to(self.region.right, self.region.bottom - 1).segment.text
            there = Control.move_to(x, y).segment.text
            words = f"{there}{self._sixels}{back}"
            last = lines[-1]
            lines[-1] = Strip(
                [*last, Segment(words, _NO_STYLE, _UNCOUNTED)],
                last.cell_length,
            )
        return lines
