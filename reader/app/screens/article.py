"""An article, in one column."""

from __future__ import annotations

import asyncio
import webbrowser
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from textual import on, work

from reader.app.place import Place, bindings_of
from reader.app.screens.bookmarks import NoteField
from reader.app.widgets.folio import Folio, FolioLine
from reader.app.widgets.galley import NARROWEST, Galley
from reader.app.widgets.headlines import minutes_of
from reader.app.widgets.sections import section_label
from reader.dates import masthead_date
from reader.errors import LibraryError
from reader.lang import say
from reader.model import ReadState, Role, SectionOutline
from reader.text import clean, clean_lines
from reader.typeset import DEFAULT_MEASURE

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from reader.model import Article, Bookmark, Newspaper, Outline

_STEP = 4
_SAVE_AFTER_S = 0.8
_READ_AFTER_S = 1.5
"""How long an article that fits the screen is looked at before it counts as read."""
_MEASURE_NOTE = "measure"


class ArticleScreen(Place):
    """Reads one article after another of the list it was opened from."""

    PLACE = "article"
    BINDINGS = bindings_of("article")

    def __init__(self, keys: tuple[str, ...], key: str, outline: Outline | None = None) -> None:
        super().__init__()
        self._keys = keys or (key,)
        self.key = key
        self._outline = outline
        self.article: Article | None = None
        self._bookmark: Bookmark | None = None
        self._state = ReadState(key=key)
        self._turned_into = ""
        self._save_timer: Timer | None = None
        self._read_timer: Timer | None = None
        self._saved = -1

    def compose(self) -> ComposeResult:
        """The column, the folio, the foot."""
        self._galley = Galley(id="galley")
        yield self._galley
        self._folio = FolioLine()
        yield self._folio
        yield from self.foot()

    def on_mount(self) -> None:
        """Set the article before the first picture."""
        self._galley.measure = self._remembered_measure()
        self._galley.focus()
        self._show(self.key)

    def _remembered_measure(self) -> int:
        with suppress(LibraryError, ValueError):
            return max(NARROWEST, int(self.reader.library.recall(_MEASURE_NOTE) or ""))
        return self.reader.measure or DEFAULT_MEASURE

    # -- where it stands --

    @property
    def newspaper(self) -> Newspaper | None:
        """The newspaper it is from."""
        if self._outline is not None:
            return self._outline.newspaper
        if self._bookmark is not None:
            return self._bookmark.newspaper
        return self.reader.newspaper_named(self.key.partition("/")[0])

    @property
    def issue_day(self) -> date | None:
        """The day of its issue."""
        with suppress(ValueError, IndexError):
            return date.fromisoformat(self.key.split("/")[1])
        return None

    @property
    def _section(self) -> SectionOutline | None:
        if self._outline is not None:
            for section in self._outline.sections:
                if any(line.key == self.key for line in section.lines):
                    return section
        if self._bookmark is not None:
            kept = self._bookmark.section
            return SectionOutline(name=kept.name, page=kept.page)
        return None

    @property
    def _tongue(self) -> str:
        return self.newspaper.language if self.newspaper else "zh"

    # -- showing --

    def _show(self, key: str) -> None:
        library = self.reader.library
        self._put_away()
        try:
            article = library.article(key)
            self._bookmark = library.bookmark_of(key)
            self._state = library.read_state(key)
        except LibraryError as error:
            self.say_failure(error)
            return
        if article is None:
            self.say_failure(say("This article is not in the library any more."))
            return
        self.key, self.article = key, article
        self._saved = self._state.position
        self._galley.show(
            article,
            language=self._tongue,
            meta=clean(self._meta()),
            position=0 if self._state.is_read else self._state.position,
        )
        self._show_folio()
        self._wait_for_reading()

    def _meta(self) -> str:
        article, parts = self.article, []
        if self.newspaper and self.issue_day:
            parts += [self.newspaper.name, masthead_date(self.issue_day, self._tongue)]
        if article is not None and article.printed_on:
            parts.append(" → ".join(self._page_name(page) for page in article.printed_on))
        elif self._section is not None:
            parts.append(section_label(self._section, self._tongue))
        if article is not None and article.text:
            parts.append(say("{n} min", n=minutes_of(len(article.text), article.language)))
        if self._bookmark is not None:
            parts.append("★")
            if self._bookmark.note:
                parts.append(f"✎ {self._bookmark.note}")
        return " · ".join(part for part in parts if part)

    def _page_name(self, page: str) -> str:
        return f"第{page}版" if self._tongue.startswith("zh") else page

    def _show_folio(self) -> None:
        section, article = self._section, self.article
        if article is None:
            return
        lines = section.lines if section else ()
        keys = [line.key for line in lines if line.role in (Role.STORY, Role.PICTURE)]
        self._folio.show(
            Folio(
                section=section_label(section, self._tongue) if section else "",
                number=keys.index(self.key) + 1 if self.key in keys else 0,
                count=len(keys),
                percent=self._galley.percent,
                minutes_left=minutes_of(self._galley.characters_left, article.language),
                is_read=self._state.is_read,
                is_bookmarked=self._bookmark is not None,
                has_note=bool(self._bookmark and self._bookmark.note),
                turned_into=self._turned_into,
            )
        )

    # -- how far one is --

    @on(Galley.Turned)
    def _turned(self) -> None:
        self._show_folio()
        if self._save_timer is not None:
            self._save_timer.stop()
        self._save_timer = self.set_timer(_SAVE_AFTER_S, self._save_position)
        self._wait_for_reading()

    def _wait_for_reading(self) -> None:
        """The end in view makes an article read: at once after scrolling, else after a look."""
        if self._read_timer is not None:
            self._read_timer.stop()
            self._read_timer = None
        if self._state.is_read or self.article is None or not self._galley.is_at_end:
            return
        if self._galley.max_scroll_y > 0:
            self._mark_read()
        else:
            self._read_timer = self.set_timer(_READ_AFTER_S, self._mark_read)

    def _mark_read(self) -> None:
        if self._state.is_read or self.article is None or self.reader.library.is_read_only:
            return
        try:
            self.reader.library.mark_read(self.key, at=datetime.now(UTC))
            self._state = self.reader.library.read_state(self.key)
        except LibraryError as error:
            self.say_failure(error)
        self._show_folio()

    def _save_position(self) -> None:
        if self.article is None or self.reader.library.is_read_only:
            return
        position = self._galley.position
        if position != self._saved and not self._state.is_read:
            self._saved = position
            try:
                self.reader.library.remember_position(self.key, position)
            except LibraryError as error:
                self.say_failure(error)

    def _put_away(self) -> None:
        """What there is to remember of the article being left."""
        for timer in (self._save_timer, self._read_timer):
            if timer is not None:
                timer.stop()
        self._save_position()

    # -- moving --

    def action_down(self) -> None:
        """One line down."""
        self._galley.turn(1)

    def action_up(self) -> None:
        """One line up."""
        self._galley.turn(-1)

    def action_half_down(self) -> None:
        """Half a screen down."""
        self._galley.turn(max(1, self._galley.size.height // 2))

    def action_half_up(self) -> None:
        """Half a screen up."""
        self._galley.turn(-max(1, self._galley.size.height // 2))

    def action_page_down(self) -> None:
        """A screen down."""
        self._galley.turn_page(1)

    def action_page_up(self) -> None:
        """A screen up."""
        self._galley.turn_page(-1)

    def action_top(self) -> None:
        """To the headline."""
        self._galley.turn_to_top()

    def action_bottom(self) -> None:
        """To the end."""
        self._galley.turn_to_end()

    def action_read_on(self) -> None:
        """A screen down; at the end, on to the next article."""
        if self._galley.is_at_end:
            self._mark_read()
            self.action_next_article()
        else:
            self._galley.turn_page(1)

    def action_read_back(self) -> None:
        """A screen up."""
        self._galley.turn_page(-1)

    # -- other articles --

    def _index(self) -> int:
        return self._keys.index(self.key) if self.key in self._keys else 0

    def _is_story(self, key: str) -> bool:
        if self._outline is None:
            return True
        line = next((line for line in self._outline.lines if line.key == key), None)
        return line is None or line.role in (Role.STORY, Role.PICTURE)

    def _go(self, key: str) -> None:
        before = self._section
        self._show(key)
        after = self._section
        crossed = after is not None and before is not None and after != before
        self._turned_into = section_label(after, self._tongue) if crossed and after else ""
        self._show_folio()
        self.clear_sentence()

    def _step(self, step: int) -> bool:
        at = self._index() + step
        while 0 <= at < len(self._keys):
            if self._is_story(self._keys[at]):
                self._go(self._keys[at])
                return True
            at += step
        return False

    def action_next_article(self) -> None:
        """The next article, over the borders of sections."""
        if not self._step(1):
            self.announce(say("This was the last article. q goes back."))

    def action_previous_article(self) -> None:
        """The article before."""
        if not self._step(-1):
            self.announce(say("This is the first article."))

    def action_next_section(self) -> None:
        """The first article of the next section."""
        self._go_to_section(1)

    def action_previous_section(self) -> None:
        """The first article of the section before."""
        self._go_to_section(-1)

    def _go_to_section(self, step: int) -> None:
        sections = self._outline.sections if self._outline else ()
        here = next(
            (n for n, s in enumerate(sections) if any(line.key == self.key for line in s.lines)), -1
        )
        at = here + step
        while here >= 0 and 0 <= at < len(sections):
            story = next((line for line in sections[at].lines if self._is_story(line.key)), None)
            if story is not None:
                self._go(story.key)
                return
            at += step
        self.announce(
            say("This is the last section.") if step > 0 else say("This is the first section.")
        )

    def action_out(self) -> None:
        """Back to the list, the mark on the article last read."""
        self._put_away()
        super().action_out()
        place = self.reader.place
        if place is not None and hasattr(place, "show_key"):
            place.show_key(self.key)

    def on_unmount(self) -> None:
        """Nothing is lost by leaving."""
        with suppress(LibraryError):
            self._put_away()

    # -- what one does with it --

    def action_bookmark(self) -> None:
        """Keep the article, or let it go."""
        try:
            if self._bookmark is not None:
                if self._bookmark.note:
                    self.announce(say("This bookmark has a note; remove it in the bookmarks (B)."))
                    return
                self.reader.library.unbookmark(self.key)
                self._bookmark = None
                self.announce(say("Bookmark removed; b keeps it again."))
            else:
                self._keep()
                self.announce(say("Kept for good, to be read without a network; B shows them all."))
        except LibraryError as error:
            self.say_failure(error)
        self._tell_again()

    def _tell_again(self) -> None:
        """What is said above and below the text, after it changed."""
        self._galley.change(meta=clean(self._meta()))
        self._show_folio()

    def _keep(self, note: str = "") -> None:
        self._bookmark = self.reader.library.bookmark(self.key, at=datetime.now(UTC), note=note)
        self.reader.pin_pictures(self.key)

    def action_note(self) -> None:
        """Write why one keeps it; the article is kept with it."""
        article = self.article
        if article is None:
            return

        def keep(note: str | None) -> None:
            if note is None:
                return
            try:
                if self._bookmark is None:
                    if not note:
                        return
                    self._keep(note)
                else:
                    self.reader.library.annotate(self.key, note)
                    self._bookmark = self.reader.library.bookmark_of(self.key)
            except LibraryError as error:
                self.say_failure(error)
                return
            self._tell_again()
            self.announce(say("Note kept."))

        self.app.push_screen(
            NoteField(article.headline, self._bookmark.note if self._bookmark else ""), keep
        )

    def action_toggle_read(self) -> None:
        """Read, or unread again."""
        try:
            if self._state.is_read:
                self.reader.library.mark_unread(self.key)
                self.announce(say("Unread again."))
            else:
                self.reader.library.mark_read(self.key, at=datetime.now(UTC))
                self.announce(say("Marked as read."))
            self._state = self.reader.library.read_state(self.key)
        except LibraryError as error:
            self.say_failure(error)
        self._saved = self._galley.position
        self._show_folio()

    def action_narrower(self) -> None:
        """A narrower column."""
        self._change_measure(-_STEP)

    def action_wider(self) -> None:
        """A wider column."""
        self._change_measure(_STEP)

    def _change_measure(self, by: int) -> None:
        galley = self._galley
        wanted = max(NARROWEST, min(galley.widest, galley.cells + by))
        if wanted == galley.cells:
            self.announce(say("It fills the screen.") if by > 0 else say("It cannot be narrower."))
            return
        galley.change(measure=wanted)
        self.announce(say("{n} cells wide", n=wanted))
        with suppress(LibraryError):
            self.reader.library.note_down(_MEASURE_NOTE, str(wanted))

    def action_columns(self) -> None:
        """One column, or as many as fit."""
        self._galley.change(columns=not self._galley.has_columns)
        if self._galley.has_columns and self._galley.column_count == 1:
            self.announce(say("There is room for one column only; - makes it narrower."))

    def action_pictures(self) -> None:
        """Show or hide the pictures' captions."""
        shows = not self._galley.shows_pictures
        self._galley.change(pictures=shows)
        self.announce(say("Pictures shown.") if shows else say("Pictures hidden."))

    def action_copy(self) -> None:
        """The selected text, else the whole article, to the clipboard."""
        selected = self.get_selected_text()
        article = self.article
        if article is None:
            return
        words = selected or "\n\n".join(
            part for part in (article.headline, article.byline, clean_lines(article.text)) if part
        )
        self.app.copy_to_clipboard(words)
        self.announce(say("The selection is copied.") if selected else say("The text is copied."))

    def action_copy_link(self) -> None:
        """The address of the article's own page, to the clipboard."""
        url = self._address()
        if url:
            self.app.copy_to_clipboard(url)
            self.announce(say("The address is copied."))

    def _address(self) -> str:
        """Where the article stands on the web; "" and a sentence where it does not."""
        url = self.article.url if self.article else ""
        host = ""
        with suppress(ValueError):
            parts = urlsplit(url)
            host = (parts.hostname or "") if parts.scheme in ("http", "https") else ""
        if not host or host.endswith(".invalid"):
            self.announce(say("This article has no page of its own on the web."))
            return ""
        return url

    def action_browse(self) -> None:
        """The article's own page, in the browser."""
        url = self._address()
        if url:
            self._browse(url)

    @work(group="browser", exclusive=True, exit_on_error=False)
    async def _browse(self, url: str) -> None:
        opened = False
        with suppress(webbrowser.Error, OSError):
            opened = await asyncio.to_thread(webbrowser.open, url)
        self.announce(
            say("Opened in the browser.") if opened else say("No browser could be opened here.")
        )
