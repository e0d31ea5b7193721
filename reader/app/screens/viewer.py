"""Pictures that fill the screen, one after another: those of an article, or the printed pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.app.browser import open_in_browser, web_address
from reader.app.pictures.house import bring, dress_of, errand_name, gallery_of
from reader.app.place import Place, bindings_of, content
from reader.app.widgets.pictureview import PictureView
from reader.config import downloads_path
from reader.dates import short_day
from reader.errors import LibraryError, ParseError, ReaderError
from reader.lang import language, say
from reader.text import shown
from reader.text.cells import truncated, width_in_cells

if TYPE_CHECKING:
    from PIL.Image import Image
    from textual.app import ComposeResult

    from reader.app.pictures.decoding import Colour
    from reader.model import Newspaper, Point
    from reader.parse.picture import PictureHead

LARGEST = (3000, 4000)
"""Pixels to which a picture is unpacked that one can look at closely."""
_OUTSIDE = 0.6
"""How light everything stays that is not the part to be looked at."""
_EXTENSIONS = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "BMP": ".bmp", "WEBP": ".webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A picture to be looked at by itself."""

    url: str
    """"" where there is a PDF only."""
    words: str = ""
    """What stands under it: its caption, or the page's name."""
    name: str
    """What it is called when it is saved, without an extension."""
    pdf_url: str = ""
    area: tuple[Point, ...] = ()
    """The part that is lit, by its corners, 0..1 across and down."""


class PictureScreen(Place):
    """Shows one picture of several, whole or closely."""

    PLACE = "picture"
    BINDINGS = bindings_of("picture")
    AUTO_FOCUS = "PictureView"

    def __init__(
        self, plates: tuple[Plate, ...], index: int = 0, *, key: str, home: str = ""
    ) -> None:
        """`key` is the article's or begins with its issue's id; `home` is an address of the
        newspaper."""
        super().__init__()
        self._plates = plates
        self._index = max(0, min(index, len(plates) - 1))
        self._key = key
        self._home = home
        self._errand = ""
        self._loading = ""
        """The address of what is on its way."""

    # -- composing --

    def compose(self) -> ComposeResult:
        """A line over the picture, the picture, its caption, the foot."""
        self.take_measure()
        self._top = Static("", id="picture-head", markup=False)
        self._view = PictureView(dress_of(self.reader, (255, 255, 255)))
        self._caption = Static("", id="picture-caption", markup=False)
        yield self._top
        yield self._view
        yield self._caption
        yield from self.foot()

    def on_mount(self) -> None:
        """Bring the picture."""
        self._show()

    def on_unmount(self) -> None:
        """What nobody waits for is not fetched."""
        self.reader.deliveries.call_off(self._errand)

    @property
    def plate(self) -> Plate:
        """What is looked at."""
        return self._plates[self._index]

    @property
    def newspaper(self) -> Newspaper | None:
        """The newspaper it is from."""
        return self.reader.newspaper_named(self._key.partition("/")[0])

    @property
    def issue_day(self) -> date | None:
        """The day it was printed."""
        return date.fromisoformat(self._key.split("/")[1])

    # -- showing --

    def _show(self) -> None:
        plate = self.plate
        self.reader.deliveries.call_off(self._errand)
        self._errand = errand_name(self._key)
        self.clear_sentence()
        self._view.show(None)
        self._caption.update(content(plate.words))
        self._caption.display = bool(plate.words)
        self._loading = plate.url
        if plate.url:
            self._load(plate, self._errand)
        else:
            self._say_pdf_only()
        self._tell_place()

    @on(PictureView.Moved)
    def _tell_place(self) -> None:
        """The line over the picture: what it is of, which of how many, how close one is."""
        newspaper, day = self.newspaper, self.issue_day
        left = newspaper.name if newspaper else ""
        if day is not None:
            left = f"{left} · {short_day(day, language())}" if left else short_day(day, language())
        right = f"{self._index + 1}/{len(self._plates)}" if len(self._plates) > 1 else ""
        if self._view.percent > 100:
            right = f"{self._view.percent}% · {right}" if right else f"{self._view.percent}%"
        if self._loading:
            right = f"{say('on its way')} · {right}" if right else say("on its way")
        room = max(1, self.app.size.width - 2 - width_in_cells(right) - 2)
        left = truncated(left, room)
        gap = " " * max(1, self.app.size.width - 2 - width_in_cells(left) - width_in_cells(right))
        self._top.update(Content.assemble(content(left), gap, content(right)))

    def _say_pdf_only(self) -> None:
        self.announce(
            say("The paper offers this page as a PDF only: o opens it, s saves it."), seconds=0
        )

    @work(thread=True, exclusive=True, group="picture", exit_on_error=False)
    def _load(self, plate: Plate, errand: str) -> None:
        ground: Colour = (255, 255, 255)
        gallery = gallery_of(self.reader)
        faults: list[str] = []

        def heard(_url: str, head: PictureHead | None, note: str) -> None:
            if head is None:
                faults.append(note)

        try:
            if gallery.content(plate.url) is None:
                bring(self.reader, errand, (plate.url,), heard, key=self._key, homes=(self._home,))
            found = gallery.content(plate.url)
            if found is None:
                raise ParseError(next(iter(faults), "") or say("it did not come"))
            image = _lit(plate, found, ground)
        except (ParseError, LibraryError) as error:
            if not get_current_worker().is_cancelled:
                self.app.call_later(self._cannot, plate, str(error))
            return
        if not get_current_worker().is_cancelled:
            self.app.call_later(self._take, plate, image)

    def _take(self, plate: Plate, image: Image) -> None:
        if plate is not self.plate or not self.is_attached:
            return
        self._loading = ""
        self._view.show(image, _middle(plate.area))
        self._tell_place()

    def _cannot(self, plate: Plate, why: str) -> None:
        if plate is not self.plate or not self.is_attached:
            return
        self._loading = ""
        self._tell_place()
        if plate.pdf_url:
            sentence = say("The picture cannot be shown: {why}. o opens its PDF.", why=why)
        else:
            sentence = say("The picture cannot be shown: {why}.", why=why)
        self.say_failure(sentence)

    # -- to others --

    def action_next(self) -> None:
        """The next one."""
        self._turn(1, say("This is the last one."))

    def action_previous(self) -> None:
        """The one before."""
        self._turn(-1, say("This is the first one."))

    def _turn(self, step: int, otherwise: str) -> None:
        if 0 <= self._index + step < len(self._plates):
            self._index += step
            self._show()
        else:
            self.announce(otherwise)

    # -- looking --

    def action_left(self) -> None:
        """Further to the left."""
        self._view.move(-1, 0)

    def action_right(self) -> None:
        """Further to the right."""
        self._view.move(1, 0)

    def action_up(self) -> None:
        """Further up."""
        self._view.move(0, -1)

    def action_down(self) -> None:
        """Further down."""
        self._view.move(0, 1)

    def action_closer(self) -> None:
        """Closer."""
        self._view.come_closer(1)

    def action_farther(self) -> None:
        """Farther away."""
        self._view.come_closer(-1)

    def action_whole(self) -> None:
        """All of it."""
        self._view.fit(width=False)

    def action_width(self) -> None:
        """As wide as the screen, and all of it again."""
        self._view.fit(width=not self._view.fills_width)

    # -- out into the world --

    def action_browse(self) -> None:
        """Open the PDF, or the picture, in the browser."""
        url = web_address(self.plate.pdf_url) or web_address(self.plate.url)
        if url:
            self._browse(url)
        else:
            self.announce(say("This picture has no address on the web."))

    @work(thread=True, group="browser", exit_on_error=False)
    def _browse(self, url: str) -> None:
        if open_in_browser(url):
            sentence = say("Opened in the browser.")
        else:
            sentence = f"{say('No browser could be opened here.')} {shown(url)}"
        self.app.call_later(self.announce, sentence)

    def action_save(self) -> None:
        """Save the PDF, or the picture, to the downloads folder."""
        self.say_progress(say("Saving…"))
        self._save(self.plate, errand_name(self._key))

    @work(thread=True, exclusive=True, group="saving", exit_on_error=False)
    def _save(self, plate: Plate, errand: str) -> None:
        from reader.export.saving import save_new
        from reader.parse.picture import picture_head

        try:
            if plate.pdf_url:
                kept = self.reader.deliveries.pdf(errand, plate.pdf_url, key=self._key)
                extension = ".pdf"
            else:
                kept = gallery_of(self.reader).content(plate.url)
                extension = _EXTENSIONS[picture_head(kept).kind] if kept else ""
            if kept is None:
                self.app.call_later(self.announce, say("There is nothing to save yet."))
                return
            there = save_new(downloads_path(), plate.name, extension, kept)
        except ReaderError as error:
            self.app.call_later(self.say_failure, error)
            return
        self.app.call_later(self.announce, say("Saved as {file}.", file=shown(there)))


def _lit(plate: Plate, found: bytes, ground: Colour) -> Image:
    """The picture, everything outside the plate's area a little darker."""
    from reader.app.pictures.decoding import decoded

    image = decoded(found, most=LARGEST, ground=ground)
    if len(plate.area) < 3:
        return image
    from PIL import Image, ImageDraw

    corners = [(x * image.width, y * image.height) for x, y in plate.area]
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    dimmed = image.point(lambda value: value * _OUTSIDE)
    dimmed.paste(image, mask=mask)
    thickness = max(2, min(image.size) // 160)
    ImageDraw.Draw(dimmed).line([*corners, corners[0]], fill=(200, 60, 40), width=thickness)
    return dimmed


def _middle(area: tuple[Point, ...]) -> tuple[float, float]:
    """Where one begins to look."""
    if not area:
        return (0.5, 0.5)
    across, down = [x for x, _ in area], [y for _, y in area]
    return ((min(across) + max(across)) / 2, (min(down) + max(down)) / 2)
