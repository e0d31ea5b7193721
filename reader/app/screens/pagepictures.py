"""The pictures on a page: those that are here at once, others fetched while one looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from reader.app.marking import marking_of
from reader.app.pagestories import picture_of
from reader.app.pictures.gallery import Wanted
from reader.app.pictures.house import bring, dress_of, errand_name, gallery_of
from reader.app.screens.bringing import BringingPlace
from reader.app.widgets.broadsheet import Broadsheet
from reader.errors import LibraryError, ParseError
from reader.lang import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.app.pictures.drawing import Drawing
    from reader.model import Article
    from reader.parse.picture import PictureHead


class PicturedPage(BringingPlace):
    """A place that shows stories with their first pictures on a sheet."""

    _sheet: Broadsheet
    shows_pictures = True
    """Whether pictures are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._urls: dict[str, str] = {}
        """The picture of each story that has one, by the story's key."""
        self._homes: dict[str, str] = {}
        self._heads: dict[str, PictureHead] = {}
        """What is known of the pictures that are here, by their addresses."""
        self._failed: set[str] = set()

    def on_unmount(self) -> None:
        """What is on its way for this page is wanted no more."""
        self._stop_bringing()

    def _lay_out(self) -> None:
        """Put the page on the screen."""
        raise NotImplementedError

    # -- what is known of them --

    @staticmethod
    def _urls_in(articles: Mapping[str, Article]) -> dict[str, str]:
        found = {key: picture_of(article) for key, article in articles.items()}
        return {key: image.url for key, image in found.items() if image and image.url}

    def _heads_at_hand(self, urls: Iterable[str]) -> dict[str, PictureHead]:
        """Those of the pictures that need not be fetched; for a thread. Raises `LibraryError`."""
        from reader.delivery import head_at_hand

        known = {url: head_at_hand(url, self.reader.library) for url in set(urls)}
        return {url: head for url, head in known.items() if head is not None}

    def _learn(self, articles: Mapping[str, Article], heads: Mapping[str, PictureHead]) -> None:
        """Take in articles that are going to be shown, and what is known of their pictures."""
        self._urls |= self._urls_in(articles)
        self._homes |= {key: article.url for key, article in articles.items()}
        self._heads |= heads
        gallery = gallery_of(self.reader)
        for url, head in heads.items():
            gallery.note_head(url, head)

    @property
    def _sizes(self) -> dict[str, tuple[int, int]]:
        """The stories whose pictures are shown, or may come: pixels across and down, 0 where
        nobody knows them yet."""
        found: dict[str, tuple[int, int]] = {}
        for key, url in self._urls.items():
            head = self._heads.get(url)
            if head is not None or self._may_come(url):
                found[key] = (head.width, head.height) if head else (0, 0)
        return found

    def _may_come(self, url: str) -> bool:
        is_open = self.reader.pictures.fetch and url not in self._failed
        return is_open and gallery_of(self.reader).may_be_asked(url)

    # -- drawing --

    @property
    def _wanted(self) -> dict[str, Wanted]:
        """The pictures on the sheet that are here."""
        dress = dress_of(self.reader, self._sheet.background_colors[1].rgb)
        return {
            box.key: Wanted(self._urls[box.key], box.picture.width, box.picture.height, dress)
            for box in self._sheet.sheet.boxes
            if box.picture and self._urls.get(box.key, "") in self._heads
        }

    @on(Broadsheet.Redressed)
    def _illustrate(self) -> None:
        """Show the pictures that are drawn; have others drawn, and fetched."""
        self._put_up_drawings()
        gallery = gallery_of(self.reader)
        undrawn = tuple(one for one in self._wanted.values() if gallery.drawing(one) is None)
        if undrawn:
            self._draw(undrawn)
        self._stop_bringing()
        if self._missing:
            self._bring_soon()

    def _put_up_drawings(self) -> None:
        gallery = gallery_of(self.reader)
        found = {key: gallery.drawing(one) for key, one in self._wanted.items()}
        self._sheet.illustrate({key: one for key, one in found.items() if one is not None})

    @work(thread=True, group="drawings", exit_on_error=False)
    def _draw(self, wanted: tuple[Wanted, ...]) -> None:
        gallery = gallery_of(self.reader)
        for one in wanted:
            if get_current_worker().is_cancelled:
                return
            try:
                drawing = gallery.draw(one)
            except (ParseError, LibraryError):
                self.call_later(self._hear, one.url, None)
            else:
                self.call_later(self._take_drawing, one, drawing)

    def _take_drawing(self, wanted: Wanted, drawing: Drawing) -> None:
        gallery_of(self.reader).keep(wanted, drawing)
        if self.is_mounted:
            self._put_up_drawings()

    # -- bringing --

    @property
    def _missing(self) -> dict[str, str]:
        """The pictures on the sheet that are still to be fetched, by their stories."""
        urls = {
            box.key: self._urls.get(box.key, "") for box in self._sheet.sheet.boxes if box.picture
        }
        return {
            key: url
            for key, url in urls.items()
            if url and url not in self._heads and self._may_come(url)
        }

    def _bring_missing(self) -> None:
        missing = self._missing
        if missing:
            first = next(iter(missing))
            homes = tuple(dict.fromkeys(self._homes.get(key, "") for key in missing))
            self._errand = errand_name(first)
            self._bring(self._errand, tuple(dict.fromkeys(missing.values())), first, homes)

    @work(thread=True, group="pictures", exit_on_error=False)
    def _bring(self, errand: str, urls: tuple[str, ...], key: str, homes: tuple[str, ...]) -> None:
        def heard(url: str, head: PictureHead | None, _: str) -> None:
            self.call_later(self._hear, url, head)

        bring(self.reader, errand, urls, heard, key=key, homes=homes)

    def _hear(self, url: str, head: PictureHead | None) -> None:
        """A picture has come, or will not: then the words take its room."""
        if not self.is_mounted:
            return
        if head is None:
            self._failed.add(url)
            self._heads.pop(url, None)
            self._lay_out()
            return
        self._heads[url] = head
        gallery = gallery_of(self.reader)
        gallery.note_head(url, head)
        shown = [one for key, one in self._wanted.items() if self._urls[key] == url]
        self._draw(tuple(shown))

    # -- shown or hidden --

    def action_pictures(self) -> None:
        """Show or hide the pictures."""
        self.shows_pictures = shows = not self.shows_pictures
        self._lay_out()
        self.announce(say("Pictures shown.") if shows else say("Pictures hidden."), seconds=2)
        if not self.reader.library.is_read_only:
            value = "shown" if shows else "hidden"
            marking_of(self.reader).write(lambda library: library.note_down("pictures", value))
