"""The pictures of one article: the room that each has in the column, and what is drawn in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.app.pictures.gallery import Wanted
from reader.model import Article, Image
from reader.typeset.pictures import fitted, most_rows, room_for_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.app.pictures.drawing import Drawing
    from reader.app.pictures.gallery import Dress, Gallery
    from reader.parse.picture import PictureHead

Room = tuple[int, int]
"""Cells and rows."""


@dataclass(slots=True)
class _Box:
    """One picture of the article."""

    url: str
    head: PictureHead | None = None
    is_awaited: bool = False
    """Whether it may still come."""
    note: str = ""
    """Why it is not shown."""
    held: tuple[Room, Room] | None = None
    """The measure and rows it was set for, and the room it keeps as long as these last: words that
    somebody reads stand below it."""


class Boxes:
    """Which pictures of an article have room, how much, and their drawings."""

    def __init__(self, article: Article, gallery: Gallery, dress: Dress, *, fetches: bool) -> None:
        """`fetches` says whether those that are not here are going to be asked for. Raises
        `LibraryError`."""
        self._gallery = gallery
        self._for: Room = (0, 0)
        self.dress = dress
        self._boxes: dict[int, _Box] = {}
        for block, image in enumerate(article.blocks):
            if isinstance(image, Image) and image.url:
                head = gallery.head(image.url)
                is_awaited = head is None and fetches and gallery.may_be_asked(image.url)
                self._boxes[block] = _Box(image.url, head, is_awaited)

    def lay_out(self, measure: int, screen_rows: int) -> None:
        """Give each picture its room in a column of so many cells, on a screen of so many rows."""
        self._for = (measure, screen_rows)

    @property
    def measure(self) -> int:
        """Cells of the column that they stand in."""
        return self._for[0]

    @property
    def rows(self) -> dict[int, Room]:
        """Cells and rows of each picture that has room."""
        rooms = ((block, self._room(box)) for block, box in self._boxes.items())
        return {block: room for block, room in rooms if room is not None}

    @property
    def notes(self) -> dict[int, str]:
        """Why pictures without room are not shown."""
        return {block: box.note for block, box in self._boxes.items() if box.note}

    def note_of(self, block: int) -> str:
        """Why the picture of a block is not shown; "" where it is, or is on its way."""
        return self._boxes[block].note

    def _room(self, box: _Box) -> Room | None:
        if box.held is not None and box.held[0] == self._for:
            return box.held[1]
        return self._own_room(box)

    def _own_room(self, box: _Box) -> Room | None:
        """The room a picture would have if nobody had begun to read below it."""
        measure, screen_rows = self._for
        if box.note or min(self._for) < 1:
            return None
        most = most_rows(screen_rows)
        if box.head is not None:
            return fitted(box.head.width, box.head.height, measure, most, cell=self.dress.cell)
        return room_for_unseen(measure, most, cell=self.dress.cell) if box.is_awaited else None

    # -- what is still to be done --

    @property
    def missing(self) -> tuple[str, ...]:
        """The pictures that are still to be fetched, in their order."""
        return tuple(dict.fromkeys(box.url for box in self._boxes.values() if box.is_awaited))

    @property
    def undrawn(self) -> tuple[tuple[int, Wanted], ...]:
        """The pictures that are here, have room and no drawing yet."""
        return tuple(
            (block, wanted)
            for block, wanted in self._wanted()
            if self._gallery.drawing(wanted) is None
        )

    def _wanted(self) -> Iterator[tuple[int, Wanted]]:
        for block, box in self._boxes.items():
            room = self._room(box)
            if room is not None and not box.is_awaited and not box.note:
                yield block, Wanted(box.url, *room, self.dress)

    def drawing(self, block: int) -> Drawing | None:
        """The picture of a block; None while there is none."""
        box = self._boxes[block]
        room = self._room(box)
        if room is None or box.is_awaited or box.note:
            return None
        return self._gallery.drawing(Wanted(box.url, *room, self.dress))

    # -- what happens meanwhile --

    def dress_in(self, *, ground: tuple[int, int, int], is_dark: bool) -> None:
        """Other colours around the pictures."""
        self.dress = replace(self.dress, ground=ground, is_dark=is_dark)

    def arrived(self, url: str, head: PictureHead) -> tuple[int, ...]:
        """A picture has come; the blocks that show it."""
        return self._settle(url, head, "")

    def failed(self, url: str, note: str) -> tuple[int, ...]:
        """A picture cannot be shown, and why; the blocks that would have."""
        return self._settle(url, None, note)

    def _settle(self, url: str, head: PictureHead | None, note: str) -> tuple[int, ...]:
        blocks = tuple(block for block, box in self._boxes.items() if box.url == url)
        for block in blocks:
            box = self._boxes[block]
            room = self._room(box)
            box.is_awaited, box.note = False, note
            box.head = head or box.head
            # The room it had is held until somebody says that it may change.
            box.held = (self._for, room) if room is not None else None
        return blocks

    @property
    def held(self) -> tuple[int, ...]:
        """The pictures that would have another room than the one they hold."""
        return tuple(
            block
            for block, box in self._boxes.items()
            if box.held is not None
            and box.held[0] == self._for
            and box.held[1] != self._own_room(box)
        )

    def let_go(self, blocks: tuple[int, ...]) -> None:
        """Let pictures take their own room."""
        for block in blocks:
            self._boxes[block].held = None
