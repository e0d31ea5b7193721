"""The pictures of the article that is read: from the library, or fetched when it is opened."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from reader.app.pictures.boxes import Boxes
from reader.app.pictures.house import bring, dress_of, errand_name, gallery_of
from reader.app.place import Place
from reader.app.widgets.pictured import PicturedGalley
from reader.errors import LibraryError, ParseError

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.app.pictures.drawing import Drawing
    from reader.app.pictures.gallery import Wanted
    from reader.app.widgets.reading_galley import ReadingGalley
    from reader.model import Article
    from reader.parse.picture import PictureHead

FETCHED_AFTER_S = 0.3
"""How long an article is looked at before its pictures are asked for: a key that is held down
passes many."""


class Picturing(Place):
    """A place that shows an article with its pictures in a galley."""

    key: str
    _galley: ReadingGalley
    shows_pictures = True
    """Whether pictures are shown; their captions always are."""
    _boxes: Boxes | None = None
    _errand = ""
    _rest_timer: Timer | None = None

    def _boxes_of(self, article: Article) -> Boxes | None:
        """The pictures of an article that is about to be shown; what was on its way for the one
        before is called off."""
        self._stop_bringing()
        self._boxes = None
        if not self.shows_pictures or not article.images:
            return None
        ground = self._galley.background_colors[1].rgb
        with suppress(LibraryError):
            self._boxes = Boxes(
                article,
                gallery_of(self.reader),
                dress_of(self.reader, ground),
                fetches=self.reader.pictures.fetch,
            )
        if self._boxes is not None and self._boxes.missing:
            self._rest_timer = self.set_timer(FETCHED_AFTER_S, self._bring_missing)
        return self._boxes

    # -- bringing --

    def _stop_bringing(self) -> None:
        if self._rest_timer is not None:
            self._rest_timer.stop()
            self._rest_timer = None
        if self._errand:
            self.reader.deliveries.call_off(self._errand)
            self._errand = ""

    def _bring_missing(self) -> None:
        boxes, article = self._boxes, self._galley.article
        if boxes is not None and article is not None and boxes.missing:
            self._errand = errand_name(self.key)
            self._bring(boxes, self._errand, self.key, article.url)

    @work(thread=True, group="pictures", exit_on_error=False)
    def _bring(self, boxes: Boxes, errand: str, key: str, home: str) -> None:
        def heard(url: str, head: PictureHead | None, note: str) -> None:
            self.call_later(self._hear, boxes, url, head, note)

        bring(self.reader, errand, boxes.missing, heard, key=key, homes=(home,))

    def _hear(self, boxes: Boxes, url: str, head: PictureHead | None, note: str) -> None:
        if boxes is not self._boxes:
            return
        if head is not None:
            gallery_of(self.reader).note_head(url, head)
            boxes.arrived(url, head)
        else:
            boxes.failed(url, note)
        self._galley.picture_came()
        self._galley.settle()

    # -- drawing --

    @on(PicturedGalley.PicturesWanted)
    def _draw_wanted(self) -> None:
        boxes = self._boxes
        if boxes is not None and boxes.undrawn:
            seen = set(self._galley.pictures_in_view)
            wanted = sorted(boxes.undrawn, key=lambda one: one[0] not in seen)
            self._draw(boxes, tuple(one for _, one in wanted))

    @work(thread=True, exclusive=True, group="drawings", exit_on_error=False)
    def _draw(self, boxes: Boxes, wanted: tuple[Wanted, ...]) -> None:
        gallery = gallery_of(self.reader)
        for one in wanted:
            if get_current_worker().is_cancelled:
                return
            if gallery.drawing(one) is not None:
                continue
            try:
                drawing = gallery.draw(one)
            except ParseError as error:
                self.call_later(self._hear, boxes, one.url, None, str(error))
            except LibraryError:
                self.call_later(self._hear, boxes, one.url, None, "")
            else:
                self.call_later(self._take_drawing, one, drawing)

    def _take_drawing(self, wanted: Wanted, drawing: Drawing) -> None:
        gallery_of(self.reader).keep(wanted, drawing)
        self._galley.picture_came()
