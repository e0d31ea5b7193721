"""A text on the screen: how it is set, how far one is in it, and how one moves."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from textual import on, work

from reader.app.cleaning import safe_article
from reader.app.marking import marking_of
from reader.app.screens.picturing import Picturing
from reader.app.standing import Standing, meta_line, standing_of, tail_line
from reader.app.widgets.folio import Folio, FolioLine, RunningHead
from reader.app.widgets.galley import NARROWEST, Galley
from reader.app.widgets.note import NoteLine
from reader.app.widgets.reading_galley import ReadingGalley
from reader.errors import LibraryError
from reader.lang import say, say_n
from reader.model import ReadState, Version
from reader.typeset import DEFAULT_MEASURE
from reader.typeset.hyphenation import make_ready
from reader.typeset.meta import minutes_of

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Offset
    from textual.timer import Timer
    from textual.widget import Widget

    from reader.model import Article, Bookmark, Newspaper, Outline


STEP = 4
"""Cells by which a column becomes wider or narrower: two Chinese characters."""
PAUSE_S = 0.7
"""How long the text rests before its place is written down."""
LOOK_S = 1.2
"""How long an article that fits on the screen is looked at before it counts as read."""


class ReadingPlace(Picturing):
    """One article at a time in its column, opened where it was left."""

    AUTO_FOCUS = "#galley"

    def __init__(
        self,
        keys: tuple[str, ...],
        key: str,
        outline: Outline | None = None,
        *,
        collection: str = "",
        as_kept: bool = False,
    ) -> None:
        super().__init__()
        self.collection = collection
        self.as_kept = as_kept
        """Whether a bookmarked article opens as it was kept, and not as the paper has it now."""
        self.key = key
        self._keys = keys or (key,)
        self._outline = outline
        self.article: Article | None = None
        self._bookmark: Bookmark | None = None
        self._is_listed = False
        self._state = ReadState(key=key)
        self._standing = Standing(key=key, keys=self._keys)
        self._turned_into = ""
        self._earlier: tuple[Version, ...] = ()
        self._steps_back = 0
        """How many texts before the one now is shown."""
        self._now: Article | None = None
        """The text as it is now, as it was printed."""
        self.printed_text = ""
        """The words that are shown, in the script in which they were printed."""
        self._is_kept_unread = False
        """Marked unread at its end: it stays so until one comes to the end again."""
        self._written_position = 0
        self._pause_timer: Timer | None = None
        self._look_timer: Timer | None = None

    # -- composing --

    def compose(self) -> ComposeResult:
        """Running head, the column, a note where there is one, the folio, the foot."""
        self.take_measure()
        self._head = RunningHead()
        self._galley = ReadingGalley(id="galley")
        self._note = NoteLine()
        self._folio = FolioLine()
        yield self._head
        yield self._galley
        yield self._note
        yield self._folio
        yield from self.foot()

    def on_mount(self) -> None:
        """Show the article before the first picture."""
        library = self.reader.library
        self._galley.measure = self.reader.measure or DEFAULT_MEASURE
        with suppress(LibraryError, ValueError):
            remembered = library.recall("measure")
            if remembered is not None:
                self._galley.measure = max(NARROWEST, int(remembered))
        with suppress(LibraryError):
            self.shows_pictures = library.recall("pictures") != "hidden"
            self._galley.has_columns = library.recall("columns") == "many"
        self._show(self.key)
        self.set_timer(PAUSE_S, self._make_hyphens_ready)

    @work(thread=True, group="hyphens", exit_on_error=False)
    def _make_hyphens_ready(self) -> None:
        """Columns part words; the key that asks for them does not wait for the patterns."""
        make_ready(self._language or "en")

    async def on_unmount(self) -> None:
        """Nothing is lost by leaving."""
        self._stop_bringing()
        self._write_position()
        await marking_of(self.reader).finish()

    # -- what it is about --

    @property
    def newspaper(self) -> Newspaper | None:
        """The newspaper it is from."""
        return self._standing.newspaper

    @property
    def issue_day(self) -> date | None:
        """The day it was printed."""
        return self._standing.day

    @property
    def _language(self) -> str:
        own = self.article.language if self.article else ""
        return own or (self.newspaper.language if self.newspaper else "")

    # -- showing --

    def _show(self, key: str) -> None:
        """Open an article where it was left."""
        library = self.reader.library
        try:
            article = library.article(key)
            bookmark = library.bookmark_of(key)
            state = library.read_state(key)
            is_listed = library.is_listed(key)
            earlier = library.versions(key)
        except LibraryError as error:
            self.say_failure(error)
            return
        if article is None and bookmark is not None:
            article = bookmark.article
        self._stop_timers()
        article, self._earlier = self._texts_of(article, bookmark, earlier)
        self.key, self._bookmark, self._state = key, bookmark, state
        self._is_listed = is_listed
        self._is_kept_unread = False
        self._steps_back = 0
        newspaper = self.reader.newspaper_named(key.partition("/")[0])
        newspaper = newspaper or (bookmark.newspaper if bookmark else None)
        self._standing = standing_of(key, self._keys, self._outline, bookmark, newspaper)
        self._written_position = state.position
        if article is None:
            self.article = None
            self.say_failure(say("This article is not in the library any more."))
            return
        label = self._standing.label
        if self.collection and self._standing.number:
            label = f"{self.collection} {self._standing.number}/{self._standing.count}"
        self._head.show(newspaper.name if newspaper else "", label, self._standing.day)
        self._now = article
        if self.as_kept and bookmark is not None and bookmark.later:
            self._steps_back = len(self._earlier)
            article = self._earlier[0].article
            self.announce(
                say("The text as you kept it; the paper has changed it since, and V shows how.")
            )
        elif bookmark is not None and bookmark.is_link:
            self.announce(say("Only the address of this page is kept; o opens it."))
        self._set(article, state.position)
        self._look_at_end()

    def _texts_of(
        self, article: Article | None, bookmark: Bookmark | None, earlier: tuple[Version, ...]
    ) -> tuple[Article | None, tuple[Version, ...]]:
        """The text as it is now, and those before it. A bookmark has them also where the issue is
        gone; opened as it was kept, it begins with the text that was kept."""
        if bookmark is None or not bookmark.later:
            return (bookmark.article if bookmark and self.as_kept else article), earlier
        is_gone = article is None or article == bookmark.article
        if not is_gone and not self.as_kept:
            return article, earlier
        texts = [bookmark.article, *(version.article for version in bookmark.later)]
        moments = [version.replaced_at for version in bookmark.later]
        return texts[-1], tuple(
            Version(article=text, replaced_at=at)
            for text, at in zip(texts[:-1], moments, strict=True)
        )

    @property
    def _is_aside(self) -> bool:
        """Whether the text shown is another one than one reads."""
        read = len(self._earlier) if self._is_kept_shown else 0
        return self._steps_back != read

    @property
    def _is_kept_shown(self) -> bool:
        """Whether the text shown is the one that was kept, of several."""
        is_first = 0 < self._steps_back == len(self._earlier)
        return self.as_kept and self._bookmark is not None and is_first

    def _set(self, article: Article, position: int) -> None:
        """Put a text up."""
        printed = safe_article(article)
        self.printed_text = printed.text
        self.article = self.reader.scripts.article(printed, self.newspaper)
        self._galley.show(
            self.article,
            language=self.newspaper.language if self.newspaper else "",
            meta=self._meta(),
            tail=self._tail(),
            position=position,
            boxes=self._boxes_of(self.article),
        )
        self._show_marks()

    def _meta(self) -> str:
        mark = say("edited") if self._earlier else ""
        mark = say("an earlier text") if self._steps_back else mark
        mark = say("as you kept it") if self._is_kept_shown else mark
        return meta_line(self.article, self._standing, self._language, mark)

    def _tail(self) -> str:
        return tail_line(self._standing, self._outline)

    def _show_marks(self) -> None:
        """Bring folio and note up to date."""
        standing, galley = self._standing, self._galley
        note = self._bookmark.note if self._bookmark else ""
        self._note.show(note)
        self.set_class(bool(note), "-noted")
        self._folio.show(
            Folio(
                section=standing.brief,
                number=standing.number,
                count=standing.count,
                percent=galley.percent,
                minutes_left=minutes_of(galley.characters_left, self._language),
                is_read=self._state.is_read,
                is_bookmarked=self._bookmark is not None,
                has_note=bool(self._bookmark and self._bookmark.note),
                is_listed=self._is_listed,
                turned_into=self._turned_into,
                found=self._found_words(),
            )
        )

    @property
    def is_finding(self) -> bool:
        """Whether one looks around and does not read."""
        return False

    def _found_words(self) -> str:
        """What was found, for the folio."""
        return ""

    @on(Galley.Turned)
    def _follow_text(self) -> None:
        if self.article is None:
            return
        self._show_marks()
        if self._pause_timer is not None:
            self._pause_timer.stop()
        self._pause_timer = self.set_timer(PAUSE_S, self._write_position)
        self._look_at_end()
        self._galley.settle()

    # -- how far one is --

    def _stop_timers(self) -> None:
        for timer in (self._pause_timer, self._look_timer):
            if timer is not None:
                timer.stop()
        self._pause_timer = self._look_timer = None

    def _write_position(self) -> None:
        """Remember where one is, once it is somewhere else than is written."""
        position, key = self._galley.position, self.key
        if (
            self.article is None
            or self.is_finding
            or self._is_aside
            or position == self._written_position
        ):
            return
        self._written_position = position
        if not self.reader.library.is_read_only:
            marking_of(self.reader).write(lambda library: library.remember_position(key, position))

    def _look_at_end(self) -> None:
        """The end in view makes an article read: at once where one came to it, after a look where
        the whole article fits on the screen."""
        if self._look_timer is not None:
            self._look_timer.stop()
            self._look_timer = None
        if not self._galley.is_at_end:
            self._is_kept_unread = False
        if not self._may_be_read:
            return
        if self._galley.scroll_offset.y > 0 and self._galley.position != self._state.position:
            self._mark_read()
        else:
            self._look_timer = self.set_timer(LOOK_S, self._mark_read)

    @property
    def _may_be_read(self) -> bool:
        """Whether its end is in view, and nobody wants it otherwise."""
        is_new = self.article is not None and not self._state.is_read and not self.is_finding
        is_wanted = is_new and not self._is_kept_unread and not self._is_aside
        return is_wanted and self._galley.is_at_end

    def _mark_read(self) -> None:
        """Count the article as read where its end is in view."""
        if not self._may_be_read:
            return
        key, now = self.key, datetime.now(UTC)
        self._state = ReadState(key=key, position=self._state.position, read_at=now)
        self._show_marks()
        if not self.reader.library.is_read_only and self.article is not None:
            self.reader.doings.read_to_its_end(key, self.article.headline, now)

    # -- moving --

    def action_down(self) -> None:
        """One line down."""
        self._galley.turn(1)
        self._mark_read()

    def action_up(self) -> None:
        """One line up."""
        self._galley.turn(-1)

    def action_half_down(self) -> None:
        """Half a screen down."""
        self._galley.turn_page(0.5)
        self._mark_read()

    def action_half_up(self) -> None:
        """Half a screen up."""
        self._galley.turn_page(-0.5)

    def action_page_down(self) -> None:
        """A screen down."""
        self._galley.turn_page(1)
        self._mark_read()

    def action_page_up(self) -> None:
        """A screen up."""
        self._galley.turn_page(-1)

    def action_top(self) -> None:
        """To the headline."""
        self._galley.turn_to_top()

    def action_bottom(self) -> None:
        """To the end."""
        self._galley.turn_to_end()
        self._mark_read()

    def action_read_back(self) -> None:
        """A screen up."""
        self._galley.turn_page(-1)

    # -- the mouse --

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What the mouse points at; from the lines around the text, the nearest of the text, so
        that a selection which leaves it goes no further than what is in view."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        if widget is None or widget.can_focus:
            return widget, offset
        left, top, width, height = self._galley.content_region
        x, y = max(0, min(x - left, width - 1)), y - top
        edge = (x, y) if 0 <= y < height else (0, 0) if y < 0 else (width - 1, height - 1)
        return self._galley, self._galley.place_at(*edge)

    # -- how it is set --

    def action_narrower(self) -> None:
        """A narrower column."""
        self._set_measure(self._galley.cells - STEP)

    def action_wider(self) -> None:
        """A wider column."""
        self._set_measure(self._galley.cells + STEP)

    def _set_measure(self, cells: int) -> None:
        measure = max(min(NARROWEST, self._galley.widest), min(cells, self._galley.widest))
        if measure == self._galley.cells:
            is_wide = cells > measure
            self.announce(say("It fills the screen.") if is_wide else say("It cannot be narrower."))
            return
        self._galley.change(measure=measure)
        self.announce(say("{n} cells wide", n=measure), seconds=2)
        self._note_down("measure", str(measure))

    def action_columns(self) -> None:
        """One column, or as many as fit."""
        self._galley.change(columns=not self._galley.has_columns)
        count = self._galley.column_count
        if self._galley.has_columns and count == 1:
            self.announce(say("There is room for one column only; - makes it narrower."))
        else:
            words = say_n("One column", "{n} columns", count)
            self.announce(words, seconds=2)
        self._note_down("columns", "many" if self._galley.has_columns else "one")

    def action_pictures(self) -> None:
        """Show or hide the pictures; captions stay."""
        self.shows_pictures = shows = not self.shows_pictures
        if self.article is not None:
            self._galley.illustrate(self._boxes_of(self.article))
        words = say("Pictures shown.") if shows else say("Pictures hidden; captions stay.")
        self.announce(words, seconds=2)
        self._note_down("pictures", "shown" if shows else "hidden")

    def action_script(self) -> None:
        """Simplified or traditional characters."""
        if self.article is not None and self.newspaper is not None:
            shown = f"{self.article.headline}{self.article.text}"
            self.reader.scripts.turn(
                self, self.newspaper, shown=shown, language=self.article.language
            )

    def say_again(self) -> None:
        """Say what stands around the text in the language spoken now."""
        super().say_again()
        self._galley.change(meta=self._meta(), tail=self._tail())
        self._show_marks()

    def turn_script(self, newspaper_id: str) -> None:
        """Set the text in the script chosen now, at the place where one is."""
        newspaper = self.newspaper
        if newspaper is None or newspaper.id != newspaper_id:
            return
        library, outline = self.reader.library, self._outline
        article = self._earlier[-self._steps_back].article if self._steps_back else None
        try:
            # What was turned once is not turned back: it is read as it was printed.
            article = article or self._now or library.article(self.key)
            outline = library.outline(newspaper.id, outline.date) if outline else None
        except LibraryError as error:
            self.say_failure(error)
            return
        if outline is not None:
            self._outline = self.reader.scripts.outline(outline)
            self._standing = standing_of(
                self.key, self._keys, self._outline, self._bookmark, newspaper
            )
            self._head.show(newspaper.name, self._standing.label, self._standing.day)
        if article is None and self._bookmark is not None:
            article = self._bookmark.article
        if article is not None:
            self._set(article, self._galley.position)

    def _note_down(self, name: str, value: str) -> None:
        if not self.reader.library.is_read_only:
            marking_of(self.reader).write(lambda library: library.note_down(name, value))
