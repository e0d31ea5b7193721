"""An article, in a column that one can read."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.worker import get_current_worker

from reader.app.browser import open_in_browser, web_address
from reader.app.marking import Written, marking_of
from reader.app.place import Place, bindings_of
from reader.app.progress import Arrived, Finished
from reader.app.screens.issue import IssueScreen
from reader.app.standing import (
    Standing,
    first_of_section,
    meta_line,
    standing_of,
    tail_line,
)
from reader.app.widgets.folio import Folio, FolioLine, RunningHead
from reader.app.widgets.galley import NARROWEST, Galley, safe_article
from reader.app.widgets.headlines import minutes_of
from reader.app.widgets.note import NoteLine
from reader.dates import short_day
from reader.errors import LibraryError
from reader.lang import language, say
from reader.model import ReadState
from reader.text import shown
from reader.typeset import DEFAULT_MEASURE

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from reader.model import Article, Bookmark, Newspaper, Outline, Version

STEP = 4
"""Cells by which a column becomes wider or narrower: two Chinese characters."""
PAUSE_S = 0.7
"""How long the text rests before its place is written down."""
LOOK_S = 1.2
"""How long an article that fits on the screen is looked at before it counts as read."""


class ArticleScreen(Place):
    """Reads one article after another, of an issue or of the bookmarks."""

    PLACE = "article"
    BINDINGS = bindings_of("article")
    AUTO_FOCUS = "#galley"

    def __init__(self, keys: tuple[str, ...], key: str, outline: Outline | None = None) -> None:
        super().__init__()
        self.key = key
        self._keys = keys or (key,)
        self._outline = outline
        self.article: Article | None = None
        self._bookmark: Bookmark | None = None
        self._state = ReadState(key=key)
        self._standing = Standing(key=key, keys=self._keys)
        self._turned_into = ""
        self._earlier: tuple[Version, ...] = ()
        self._steps_back = 0
        """How many texts before the one now is shown."""
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
        self._galley = Galley(id="galley")
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
            self._galley.shows_pictures = library.recall("pictures") != "hidden"
            self._galley.has_columns = library.recall("columns") == "many"
        self._show(self.key)

    async def on_unmount(self) -> None:
        """Nothing is lost by leaving."""
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
            self._earlier = library.versions(key)
        except LibraryError as error:
            self.say_failure(error)
            return
        if article is None and bookmark is not None:
            article = bookmark.article
        self._stop_timers()
        self.key, self._bookmark, self._state = key, bookmark, state
        self._is_kept_unread = False
        self._steps_back = 0
        newspaper = self.reader.newspaper_named(key.partition("/")[0])
        self._standing = standing_of(key, self._keys, self._outline, bookmark, newspaper)
        self._written_position = state.position
        if article is None:
            self.article = None
            self.say_failure(say("This article is not in the library any more."))
            return
        self._head.show(
            newspaper.name if newspaper else "", self._standing.label, self._standing.day
        )
        self._set(article, state.position)
        self._look_at_end()

    def _set(self, article: Article, position: int) -> None:
        """Put a text up."""
        self.article = safe_article(article)
        self._galley.show(
            self.article,
            language=self.newspaper.language if self.newspaper else "",
            meta=self._meta(),
            tail=self._tail(),
            position=position,
        )
        self._show_marks()

    def _meta(self) -> str:
        mark = say("edited") if self._earlier else ""
        mark = say("an earlier text") if self._steps_back else mark
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
                turned_into=self._turned_into,
            )
        )

    @on(Galley.Turned)
    def _follow_text(self) -> None:
        if self.article is None:
            return
        self._show_marks()
        if self._pause_timer is not None:
            self._pause_timer.stop()
        self._pause_timer = self.set_timer(PAUSE_S, self._write_position)
        self._look_at_end()

    # -- how far one is --

    def _stop_timers(self) -> None:
        for timer in (self._pause_timer, self._look_timer):
            if timer is not None:
                timer.stop()
        self._pause_timer = self._look_timer = None

    def _write_position(self) -> None:
        """Remember where one is, once it is somewhere else than is written."""
        position, key = self._galley.position, self.key
        if self.article is None or self._steps_back or position == self._written_position:
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
        is_new = self.article is not None and not self._state.is_read
        is_wanted = is_new and not self._is_kept_unread and not self._steps_back
        return is_wanted and self._galley.is_at_end

    def _mark_read(self) -> None:
        """Count the article as read where its end is in view."""
        if not self._may_be_read:
            return
        key, now = self.key, datetime.now(UTC)
        self._state = ReadState(key=key, position=self._state.position, read_at=now)
        self._show_marks()
        if not self.reader.library.is_read_only:
            marking_of(self.reader).write(lambda library: library.mark_read(key, at=now))

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

    def action_read_on(self) -> None:
        """A screen down; at the end, the next article."""
        if self._galley.is_at_end or self.article is None:
            self._mark_read()
            self.action_next_article()
        else:
            self.action_page_down()

    def action_read_back(self) -> None:
        """A screen up."""
        self._galley.turn_page(-1)

    # -- to other articles --

    def _go(self, key: str) -> None:
        before = self._standing
        self._write_position()
        self.clear_sentence()
        self._turned_into = ""
        self._show(key)
        after = self._standing
        if (after.section_number, after.label) != (before.section_number, before.label):
            self._turned_into = after.label
            self._show_marks()

    def action_next_article(self) -> None:
        """The next article, over the borders of sections."""
        key = self._standing.neighbour(1)
        if key:
            self._go(key)
        else:
            self.announce(say("This was the last article. q goes back."))

    def action_previous_article(self) -> None:
        """The article before."""
        key = self._standing.neighbour(-1)
        if key:
            self._go(key)
        else:
            self.announce(say("This is the first article."))

    def action_next_section(self) -> None:
        """The first article of the next section."""
        self._go_to_section(1, say("This is the last section."))

    def action_previous_section(self) -> None:
        """The first article of the section before."""
        self._go_to_section(-1, say("This is the first section."))

    def _go_to_section(self, step: int, otherwise: str) -> None:
        key = ""
        if self._outline is not None and self._standing.section_number >= 0:
            key = first_of_section(self._outline, self._standing.section_number, step)
        elif self._outline is None:
            otherwise = say("The bookmarks have no sections; n and p walk through them.")
        if key:
            self._go(key)
        else:
            self.announce(otherwise)

    # -- what it was before --

    def action_versions(self) -> None:
        """The text before the one shown; from the first one back to the one now."""
        if not self._earlier:
            self.announce(say("The paper has not changed this text since it was first stored."))
            return
        self._write_position()
        steps_back = (self._steps_back + 1) % (len(self._earlier) + 1)
        if steps_back == 0:
            self._show(self.key)
            self.announce(say("This is the text as it is now."))
            return
        self._stop_timers()
        self._steps_back = steps_back
        version = self._earlier[-steps_back]
        self._set(version.article, 0)
        at = version.replaced_at.astimezone()
        words = f"{short_day(at.date(), language())} {at:%H:%M}"
        self.announce(say("The text until {moment}; V goes on to the one before.", moment=words))

    def action_out(self) -> None:
        """Back to where one came from, the mark on the article read last."""
        self._stop_timers()
        self._write_position()
        under = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        if isinstance(under, IssueScreen):
            under.came_back(self.key)
        super().action_out()

    # -- what else arrives --

    @on(Arrived)
    def _see_arrivals(self, message: Arrived) -> None:
        if message.progress.stored:
            self._see_more(message.progress.newspaper_id, message.progress.date)

    @on(Finished)
    def _see_end(self, message: Finished) -> None:
        self._see_more(message.newspaper_id, message.day)

    def _see_more(self, newspaper_id: str, day: date) -> None:
        outline = self._outline
        if outline is not None and (outline.newspaper.id, outline.date) == (newspaper_id, day):
            self._read_outline(newspaper_id, day)

    @work(thread=True, exclusive=True, group="outline", exit_on_error=False)
    def _read_outline(self, newspaper_id: str, day: date) -> None:
        try:
            outline = self.reader.library.outline(newspaper_id, day)
        except LibraryError:
            return  # the delivery itself says what is wrong
        if outline is not None and not get_current_worker().is_cancelled:
            self.call_later(self._take_outline, outline)

    def _take_outline(self, outline: Outline) -> None:
        """`n` and `p` lead to what has come meanwhile."""
        self._outline = outline
        self._standing = standing_of(
            self.key, self._keys, outline, self._bookmark, outline.newspaper
        )
        self._galley.change(meta=self._meta(), tail=self._tail())
        self._show_marks()

    @on(Written)
    def _see_marks(self) -> None:
        self._read_bookmark(self.key)

    @work(thread=True, exclusive=True, group="bookmark", exit_on_error=False)
    def _read_bookmark(self, key: str) -> None:
        try:
            bookmark = self.reader.library.bookmark_of(key)
        except LibraryError as error:
            self.call_later(self.say_failure, error)
            return
        self.call_later(self._take_bookmark, key, bookmark)

    def _take_bookmark(self, key: str, bookmark: Bookmark | None) -> None:
        if key == self.key:
            self._bookmark = bookmark
            self._show_marks()

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
            words = say("One column") if count == 1 else say("{n} columns", n=count)
            self.announce(words, seconds=2)
        self._note_down("columns", "many" if self._galley.has_columns else "one")

    def action_pictures(self) -> None:
        """Show or hide the pictures' captions."""
        shows = not self._galley.shows_pictures
        self._galley.change(pictures=shows)
        self.announce(say("Pictures shown.") if shows else say("Pictures hidden."), seconds=2)
        self._note_down("pictures", "shown" if shows else "hidden")

    def _note_down(self, name: str, value: str) -> None:
        if not self.reader.library.is_read_only:
            marking_of(self.reader).write(lambda library: library.note_down(name, value))

    # -- marks --

    def action_bookmark(self) -> None:
        """Keep the article and its pictures, or let it go."""
        if self.article is None:
            return
        key = self.key
        if self._bookmark is not None:
            if self._bookmark.note:
                self.announce(say("This bookmark has a note; remove it in the bookmarks (B)."))
                return
            marking_of(self.reader).write(
                lambda library: library.unbookmark(key),
                lambda _: self._tell_bookmark(
                    key, None, say("Bookmark removed; b keeps it again.")
                ),
            )
        else:
            self._keep(
                key, "", say("Kept for good, to be read without a network; B shows them all.")
            )

    def _keep(self, key: str, note: str, sentence: str) -> None:
        def kept(bookmark: Any) -> None:
            self._tell_bookmark(key, bookmark, sentence)
            self.reader.pin_pictures(key)

        marking_of(self.reader).write(
            lambda library: library.bookmark(key, at=datetime.now(UTC), note=note), kept
        )

    def _tell_bookmark(self, key: str, bookmark: Bookmark | None, sentence: str) -> None:
        self._take_bookmark(key, bookmark)
        self.announce(sentence)

    def action_note(self) -> None:
        """Write why one keeps the article; it is kept with it."""
        from reader.app.screens.bookmarks import NoteField

        if self.article is None:
            return
        key, bookmark = self.key, self._bookmark

        def keep(note: str | None) -> None:
            if note is None or (bookmark is None and not note):
                return
            if bookmark is None:
                self._keep(key, note, say("Note kept."))
                return
            marking_of(self.reader).write(
                lambda library: library.annotate(key, note),
                lambda _: self.announce(say("Note kept.")),
            )

        self.app.push_screen(
            NoteField(self.article.headline, bookmark.note if bookmark else ""), keep
        )

    def action_toggle_read(self) -> None:
        """Read, or unread again."""
        if self.article is None:
            return
        self._stop_timers()
        key, now = self.key, datetime.now(UTC)
        if self._state.is_read:
            self._state = ReadState(key=key)
            self._is_kept_unread = self._galley.is_at_end
            self._written_position = self._galley.position
            marking_of(self.reader).write(
                lambda library: library.mark_unread(key),
                lambda _: self.announce(say("Unread again.")),
            )
        else:
            self._state = ReadState(key=key, read_at=now)
            marking_of(self.reader).write(
                lambda library: library.mark_read(key, at=now),
                lambda _: self.announce(say("Marked as read.")),
            )
        self._show_marks()

    # -- out into the world --

    def action_copy(self) -> None:
        """The selection, else the whole text, to the clipboard."""
        article = self.article
        if article is None:
            return
        words = self.get_selected_text() or ""
        chosen = bool(words)
        if not chosen:
            parts = (article.kicker, article.headline, article.deck, article.byline)
            head = "\n".join(part for part in parts if part)
            words = "\n\n".join(part for part in (head, article.text) if part)
        self.app.copy_to_clipboard(words)
        self.announce(say("The selection is copied.") if chosen else say("The text is copied."))

    def _address(self) -> str:
        """Where the article stands on the web; "" and a sentence where it does not."""
        url = web_address(self.article.url) if self.article else ""
        if not url:
            self.announce(say("This article has no page of its own on the web."))
        return url

    def action_copy_link(self) -> None:
        """The article's address, to the clipboard."""
        url = self._address()
        if url:
            self.app.copy_to_clipboard(url)
            self.announce(say("The address is copied."))

    def action_browse(self) -> None:
        """Open the article's address in the browser."""
        url = self._address()
        if url:
            self._browse(url)

    @work(thread=True, group="browser", exit_on_error=False)
    def _browse(self, url: str) -> None:
        if open_in_browser(url):
            sentence = say("Opened in the browser.")
        else:
            sentence = f"{say('No browser could be opened here.')} {shown(url)}"
        self.call_later(self.announce, sentence)
