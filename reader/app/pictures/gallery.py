"""The pictures that the app has at hand, and their drawings, each kept for a while.

Sizes are looked up where the screen is drawn: a few bytes of a file. Everything that takes longer
is for threads, and what they bring is put in here from the screen's own.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.app.pictures.terminal import Way
from reader.errors import FetchError, ParseError, Unreachable
from reader.lang import say
from reader.typeset.pictures import CELL, fitted

if TYPE_CHECKING:
    from PIL.Image import Image

    from reader.app.pictures.decoding import Colour
    from reader.app.pictures.drawing import Drawing
    from reader.library import Library
    from reader.parse.picture import PictureHead

KEPT_DRAWINGS = 48
KEPT_BYTES = 24 * 1024 * 1024
"""Of files that were fetched and could not be put into the library."""
KEPT_HEADS = 2048
LEFT_ALONE_S = 120.0
"""How long a host that could not be reached is not asked for pictures again."""


@dataclass(frozen=True, slots=True)
class Dress:
    """What a drawing depends on besides its picture and its room."""

    way: Way
    ground: Colour = (0, 0, 0)
    """What shines through it."""
    is_dark: bool = True
    cell: tuple[int, int] = CELL
    """Pixels of a cell."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that is to be drawn in so much room."""

    url: str
    cells: int
    rows: int
    dress: Dress


class Gallery:
    """The pictures of one app."""

    def __init__(self, library: Library, *, write: Callable[[str], object]) -> None:
        """`write` sends to the terminal; it is called where drawings are put in and let go."""
        self._library = library
        self._write = write
        self._lock = threading.Lock()
        self._heads: OrderedDict[str, PictureHead] = OrderedDict()
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._drawings: OrderedDict[Wanted, Drawing] = OrderedDict()
        self._silent: dict[str, float] = {}

    # -- what is known at once --

    def head(self, url: str) -> PictureHead | None:
        """Kind and size of a picture that is here; None where it is not, or its first bytes do not
        say. Raises `LibraryError`."""
        from reader.delivery import head_at_hand

        known = self._heads.get(url)
        if known is None:
            known = head_at_hand(url, self._library)
            if known is not None:
                self.note_head(url, known)
        return known

    def note_head(self, url: str, head: PictureHead) -> None:
        """Remember a picture's size."""
        self._heads[url] = head
        while len(self._heads) > KEPT_HEADS:
            self._heads.popitem(last=False)

    def may_be_asked(self, url: str) -> bool:
        """Whether there is a point in fetching a picture: it has an address on the web, whose host
        could be reached when it was last asked."""
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            return False
        if parts.scheme not in ("http", "https") or not host or host.endswith(".invalid"):
            return False
        return time.monotonic() - self._silent.get(host, -LEFT_ALONE_S) >= LEFT_ALONE_S

    def drawing(self, wanted: Wanted) -> Drawing | None:
        """A drawing that is kept."""
        found = self._drawings.get(wanted)
        if found is not None:
            self._drawings.move_to_end(wanted)
        return found

    def keep(self, wanted: Wanted, drawing: Drawing) -> None:
        """Take a drawing in; the terminal is told what it needs to know of it."""
        before = self._drawings.pop(wanted, None)
        self._drawings[wanted] = drawing
        self._write(getattr(drawing, "sent", ""))
        if before is not None:
            self._write(getattr(before, "freed", ""))
        while len(self._drawings) > KEPT_DRAWINGS:
            _, old = self._drawings.popitem(last=False)
            self._write(getattr(old, "freed", ""))

    def clear(self) -> None:
        """Let every drawing go, in the terminal too."""
        while self._drawings:
            _, old = self._drawings.popitem()
            self._write(getattr(old, "freed", ""))

    # -- for threads --

    def take(self, url: str, came: bytes | FetchError) -> None:
        """Hear how the fetching of a picture went."""
        with self._lock:
            if isinstance(came, Unreachable):
                self._silent[urlsplit(url).hostname or ""] = time.monotonic()
            elif isinstance(came, bytes):
                self._files[url] = came
                while sum(map(len, self._files.values())) > KEPT_BYTES:
                    self._files.popitem(last=False)

    def content(self, url: str) -> bytes | None:
        """The bytes of a picture that is here. Raises `LibraryError`."""
        from reader.delivery import picture_at_hand

        with self._lock:
            if url in self._files:
                return self._files[url]
        return picture_at_hand(url, self._library)

    def draw(self, wanted: Wanted) -> Drawing:
        """A picture that is here as large as its room allows.

        Raises `ParseError` with a clause that says why it cannot be shown, and `LibraryError`.
        """
        from reader.app.pictures.decoding import decoded

        content = self.content(wanted.url)
        if content is None:
            raise ParseError(say("it is not here"))
        dress = wanted.dress
        most = (wanted.cells * dress.cell[0], wanted.rows * dress.cell[1])
        image = decoded(content, most=most, ground=dress.ground)
        cells, rows = fitted(*image.size, wanted.cells, wanted.rows, cell=dress.cell)
        return drawn(image, cells, rows, dress)


def drawn(image: Image, cells: int, rows: int, dress: Dress) -> Drawing:
    """The drawing of a decoded picture in so many cells and rows."""
    from reader.app.pictures import drawing
    from reader.app.pictures.graphics import MOST_CELLS, placed

    match dress.way:
        case Way.KITTY if max(cells, rows) <= MOST_CELLS:
            return placed(image, cells, rows, cell=dress.cell)
        case Way.DOTS:
            return drawing.dots(image, cells, rows, is_dark=dress.is_dark)
        case Way.SHADES:
            return drawing.shades(image, cells, rows, is_dark=dress.is_dark)
        case _:
            return drawing.blocks(image, cells, rows)
