"""The pictures of the article that is read: from the library, or fetched when it is opened."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from reader.app.pictures.boxes import Boxes
from reader.app.pictures.house import bring, dress_of, errand_name, gallery_of
from reader.app.screens.bringing import BringingPlace
from reader.app.widgets.pictured import PicturedGalley
from reader.errors import LibraryError, ParseError
from reader.lang import say

if TYPE_CHECKING:
    from reader.app.pictures.drawing import Drawing
    from reader.app.pictures.gallery import Wanted
    from reader.app.place import Place
    from reader.app.screens.viewer import Plate
    from reader.app.widgets.reading_galley import ReadingGalley
    from reader.model import Article, Bookmark, Outline
    from reader.parse.picture import PictureHead


def show_printed_page(
    place: Place,
    outline: Outline | None,
    key: str,
    section_number: int = -1,
    *,
    bookmark: Bookmark | None = None,
) -> None:
    """Open the printed page that an article of an issue stands on, or that of a section; say so
    where the paper offers none."""
    from reader.app.screens.plates import plate_of_page, plates_of_issue
    from reader.app.screens.viewer import PictureScreen

    plates: tuple[Plate, ...] = ()
    here = -1
    if outline is not None:
        plates, here = plates_of_issue(outline, key, section_number)
    elif bookmark is not None:
        issue = f"{bookmark.newspaper.id}-{bookmark.date}"
        plate = plate_of_page(bookmark.section, issue, 0)
        if plate is not None:
            plates, here = (replace(plate, area=bookmark.article.area),), 0
    if here < 0:
        place.announce(say("The paper offers neither a picture nor a PDF of this page."))
        return
    place.app.push_screen(PictureScreen(plates, here, key=key))


class Picturing(BringingPlace):
    """A place that shows an article with its pictures in a galley."""

    key: str
    _galley: ReadingGalley
    shows_pictures = True
    """Whether pictures are shown; their captions always are."""
    _outline: Outline | None
    _bookmark: Bookmark | None
    _boxes: Boxes | None = None

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
            self._bring_soon()
        return self._boxes

    # -- bringing --

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

    # -- by themselves --

    @on(PicturedGalley.PictureChosen)
    def _look_at_chosen(self, message: PicturedGalley.PictureChosen) -> None:
        self._look_at(message.block)

    def action_look(self) -> None:
        """The picture in view by itself, else the article's first one."""
        seen = self._galley.pictures_in_view
        self._look_at(seen[0] if seen else -1)

    def _look_at(self, block: int) -> None:
        from reader.app.screens.plates import plates_of_article
        from reader.app.screens.viewer import PictureScreen

        article = self._galley.article
        plates = plates_of_article(article, self.key) if article is not None else ()
        if article is None or not plates:
            self.announce(say("There is no picture in this article."))
            return
        index = next((n for n, (at, _) in enumerate(plates) if at == block), 0)
        shown = tuple(plate for _, plate in plates)
        self.app.push_screen(PictureScreen(shown, index, key=self.key, home=article.url))

    def action_printed_page(self) -> None:
        """The page that the article was printed on."""
        show_printed_page(self, self._outline, self.key, bookmark=self._bookmark)

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
