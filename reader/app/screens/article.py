"""An article, in a column that one can read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from reader.app.browser import web_address
from reader.app.cleaning import safe_article
from reader.app.marking import Written, marking_of
from reader.app.place import Place, bindings_of
from reader.app.progress import Arrived, Finished
from reader.app.screens.lighting import LightingPlace
from reader.app.standing import first_of_section, standing_of
from reader.dates import short_day
from reader.errors import LibraryError
from reader.lang import language, say

if TYPE_CHECKING:
    from reader.model import Article, Bookmark, Outline, ReadState
    from reader.text.difference import Spans


class ArticleScreen(LightingPlace):
    """Reads one article after another, of an issue, of the bookmarks or of the reading list."""

    PLACE = "article"
    BINDINGS = bindings_of("article")

    # -- to other articles --

    def action_read_on(self) -> None:
        """A screen down; at the end, the next article."""
        if self._galley.is_at_end or self.article is None:
            self._mark_read()
            self.action_next_article()
        else:
            self.action_page_down()

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
            otherwise = say("This list has no sections; n and p walk through it.")
        if key:
            self._go(key)
        else:
            self.announce(otherwise)

    # -- the page it is on --

    def action_front_page(self) -> None:
        """The page of this article as a broadsheet, the mark on it; back to it where one came from
        there."""
        from reader.app.screens.frontpage import FrontPageScreen

        under = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        newspaper, day = self.newspaper, self.issue_day
        if isinstance(under, FrontPageScreen) and under.has(self.key):
            self.action_out()
        elif self._outline is not None:
            self._open_page(self._outline)
        elif newspaper is not None and day is not None:
            self._read_page(newspaper.id, day)

    @work(thread=True, exclusive=True, group="page", exit_on_error=False)
    def _read_page(self, newspaper_id: str, day: date) -> None:
        try:
            outline = self.reader.library.outline(newspaper_id, day)
        except LibraryError as error:
            self.call_later(self.say_failure, error)
            return
        self.call_later(self._open_page, outline)

    def _open_page(self, outline: Outline | None) -> None:
        from reader.app.screens.frontpage import FrontPageScreen

        for number, section in enumerate(outline.sections if outline else ()):
            if outline is not None and any(line.key == self.key for line in section.lines):
                self.app.push_screen(FrontPageScreen(outline, number, key=self.key))
                return
        self.announce(say("The page of this article is not in the library."))

    # -- what it was before --

    def action_versions(self) -> None:
        """The text before the one shown; from the first one back to the one now."""
        if not self._earlier:
            self.announce(say("The paper has not changed this text since it was first stored."))
            return
        self._write_position()
        steps_back = (self._steps_back + 1) % (len(self._earlier) + 1)
        if steps_back == 0 and self._now is not None:
            if self.as_kept:
                self._steps_back = 0
                self._set(self._now, 0)
            else:
                self._show(self.key)
            before = self._earlier[0 if self.as_kept else -1].article
            self._compare(before, is_new=True)
            self.announce(say("This is the text as it is now; what is new in it is underlined."))
            return
        self._stop_timers()
        self._steps_back = steps_back
        version = self._earlier[-steps_back]
        self._set(version.article, 0)
        is_last = steps_back == 1
        then = self._now if is_last else self._earlier[1 - steps_back].article
        if then is not None:
            self._compare(then, is_new=False)
        at = version.replaced_at.astimezone()
        words = f"{short_day(at.date(), language())} {at:%H:%M}"
        said = say("The text until {moment}, later changes struck; V goes on.", moment=words)
        if self._is_kept_shown:
            said = say("The text as you kept it, what the paper took out since then struck.")
        self.announce(said)

    def _compare(self, other: Article, *, is_new: bool) -> None:
        """Show what of the text shown does not stand in another one."""
        if self.article is not None:
            other = self.reader.scripts.article(safe_article(other), self.newspaper)
            self._find_changes(self.article, other, is_new)

    @work(thread=True, exclusive=True, group="changes", exit_on_error=False)
    def _find_changes(self, article: Article, other: Article, is_new: bool) -> None:
        from reader.text.difference import differences

        spans, _ = differences(article.text, other.text)
        if not get_current_worker().is_cancelled:
            self.call_later(self._mark_changes, article, spans, is_new)

    def _mark_changes(self, article: Article, spans: Spans, is_new: bool) -> None:
        if self.article is article:
            self._galley.mark_changes(spans, is_new=is_new)

    def action_out(self) -> None:
        """Back to where one came from, the mark on the article read last."""
        self._stop_timers()
        self._write_position()
        under = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        if isinstance(under, Place):
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
        self._read_marks(self.key)

    @work(thread=True, exclusive=True, group="marks", exit_on_error=False)
    def _read_marks(self, key: str) -> None:
        library = self.reader.library
        try:
            bookmark, state = library.bookmark_of(key), library.read_state(key)
            is_listed = library.is_listed(key)
        except LibraryError as error:
            self.call_later(self.say_failure, error)
            return
        self.call_later(self._take_marks, key, bookmark, state, is_listed)

    def _take_marks(
        self, key: str, bookmark: Bookmark | None, state: ReadState, is_listed: bool
    ) -> None:
        """Show what the library has by now, unless more is on its way into it."""
        if key != self.key or not marking_of(self.reader).is_idle:
            return
        self._bookmark, self._is_listed = bookmark, is_listed
        if state.is_read != self._state.is_read:
            self._stop_timers()
            # What was made unread at its end stays so until one comes to the end again.
            self._is_kept_unread = not state.is_read and self._galley.is_at_end
            self._state = state
        self._show_marks()

    # -- marks --

    def action_tag(self) -> None:
        """Write the tags of the article; it is bookmarked with them."""
        from reader.app.screens.tagging import tag

        if self.article is not None:
            tag(self, self.key, self.article.headline)

    def action_bookmark(self) -> None:
        """Keep the article and its pictures, or let it go."""
        if self.article is not None:
            self.reader.doings.toggle_bookmark(self.key, self.article.headline)

    def action_put_on_list(self) -> None:
        """Put the article on today's reading list, or take it off."""
        if self.article is not None:
            self.reader.doings.toggle_listed(self.key, self.article.headline)

    def action_note(self) -> None:
        """Write why one keeps the article; it is kept with it."""
        from reader.app.screens.bookmarks import NoteField

        if self.article is None or self.note_passage():
            return
        key, headline = self.key, self.article.headline
        before = self._bookmark.note if self._bookmark else ""

        def keep(note: str | None) -> None:
            if note is not None and note != before:
                self.reader.doings.annotate(key, headline, note)

        self.app.push_screen(NoteField(headline, before), keep)

    def action_toggle_read(self) -> None:
        """Read, or unread again."""
        if self.article is None:
            return
        self._stop_timers()
        self._written_position = self._galley.position
        self.reader.doings.toggle_read(self.key, self.article.headline)

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

    def action_cite(self) -> None:
        """Choose a reference to the article and copy it."""
        from reader.app.screens.citing import cite

        if self.article is not None:
            cite(self, self.key)

    def action_export(self) -> None:
        """Write the article, its page or its issue into a file."""
        from reader.app.screens.exporting import export, of_article

        export(self, of_article(self.key))

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
