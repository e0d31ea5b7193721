"""The articles somebody kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from reader.app.filtering import FilteringPlace
from reader.app.marking import Written
from reader.app.place import bindings_of, content
from reader.app.screens.article import ArticleScreen
from reader.app.widgets.kept import Kept
from reader.app.widgets.rows import Rows
from reader.app.widgets.said import Said
from reader.app.widgets.stand import Nameplate
from reader.errors import LibraryError
from reader.lang import say, say_n
from reader.text.folding import fold

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.model import Newspaper


TEXTS_AT_ONCE = 50
"""Articles that are read between two looks at the keys."""


class NoteField(ModalScreen[str | None]):
    """A line to write why one kept something; answers with it, or None when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def __init__(self, headline: str, note: str) -> None:
        super().__init__()
        self._headline = headline
        self._note = note

    def compose(self) -> ComposeResult:
        """Headline, field, the way out."""
        with Vertical(id="note-box"):
            yield Static(content(self._headline), id="note-title")
            yield Input(self._note, placeholder=say("Why you kept it"), id="note-field")
            yield Static(content(say("Enter keeps the note · Esc leaves it as it was")))

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    def action_close(self) -> None:
        """Back, the note as it was."""
        self.dismiss(None)


class BookmarksScreen(FilteringPlace):
    """All bookmarks; reads them without their issues and without a network."""

    PLACE = "bookmarks"
    BINDINGS = bindings_of("bookmarks")

    def compose(self) -> ComposeResult:
        """The nameplate, the list, the foot."""
        self.take_measure()
        yield Nameplate("Bookmarks")
        self._kept = Kept(id="kept")
        yield self._kept
        yield Said(
            lambda: say("No bookmarks yet. Press b on an article to keep it for good."), id="hint"
        )
        yield from self.foot()

    def on_mount(self) -> None:
        """Show them before the first picture."""
        self._kept.focus()
        self.look_again()

    def on_screen_resume(self) -> None:
        """An article may have lost or gained its bookmark meanwhile."""
        self.look_again()

    @on(Written)
    def _see_changes(self) -> None:
        self.look_again()

    @property
    def rows(self) -> Rows:
        """The list."""
        return self._kept

    @property
    def newspaper(self) -> Newspaper | None:
        """The newspaper of the bookmark that is marked."""
        return (
            self.reader.newspaper_named(self._kept.line.newspaper_id) if self._kept.line else None
        )

    @property
    def issue_day(self) -> date | None:
        """The day of the bookmark that is marked."""
        return self._kept.line.date if self._kept.line else None

    def look_again(self) -> None:
        """Take them from the library once more."""
        try:
            bookmarks = self.reader.library.clippings.lines()
        except LibraryError as error:
            self.say_failure(error)
            return
        self._kept.put_up(bookmarks)
        self._kept.display = bool(bookmarks)
        self.query_one("#hint").display = not bookmarks
        if bookmarks and self.is_current and not self.is_filtered:
            self._kept.focus()
        count = say_n("{n} article", "{n} articles", len(bookmarks))
        self.query_one(Nameplate).remark("", count if bookmarks else "")

    # -- the texts that a filter looks in --

    @on(Kept.Wanted)
    def _bring_texts(self) -> None:
        self._read_texts(self._kept.missing_keys)

    @work(thread=True, exclusive=True, group="texts", exit_on_error=False)
    def _read_texts(self, keys: tuple[str, ...]) -> None:
        worker = get_current_worker()
        for at in range(0, len(keys), TEXTS_AT_ONCE):
            if worker.is_cancelled:
                return
            some = keys[at : at + TEXTS_AT_ONCE]
            try:
                texts = self.reader.library.clippings.texts(some)
            except LibraryError as error:
                self.call_later(self.say_failure, error)
                return
            found = {key: (texts.get(key, ""), fold(texts.get(key, ""))) for key in some}
            self.call_later(self._kept.take_texts, found)

    @on(Rows.Chosen)
    def _read(self) -> None:
        if self._kept.line is not None:
            keys = self._kept.shown_keys
            self.reader.open_article(keys, self._kept.line.key, as_kept=True)

    def action_open(self) -> None:
        """Read the article."""
        self._kept.choose()

    def action_remove(self) -> None:
        """Remove the bookmark; the article stays while its issue does."""
        kept = self._kept.line
        if kept is not None:
            self.reader.doings.unbookmark(kept.key, kept.headline, has_note=bool(kept.note))

    def action_tag(self) -> None:
        """Write the tags of the bookmark."""
        from reader.app.screens.tagging import tag

        if self._kept.line is not None:
            tag(self, self._kept.line.key, self._kept.line.headline)

    def action_versions(self) -> None:
        """Read the article, with what the paper changed in it since it was kept."""
        kept = self._kept.line
        if kept is None:
            return
        if not kept.is_changed:
            self.announce(say("The paper has not changed this text since you kept it."))
            return
        self.reader.open_article(self._kept.shown_keys, kept.key, as_kept=True)
        place = self.reader.place
        if isinstance(place, ArticleScreen):
            place.call_after_refresh(place.action_versions)

    def action_put_on_list(self) -> None:
        """Put the article on today's reading list, or take it off."""
        kept = self._kept.line
        if kept is not None:
            self.reader.doings.toggle_listed(kept.key, kept.headline)

    def action_cite(self) -> None:
        """Choose a reference to the marked article and copy it."""
        from reader.app.screens.citing import cite

        if self._kept.line is not None:
            cite(self, self._kept.line.key)

    def action_export(self) -> None:
        """Write the bookmarks that are shown, or the marked one, into a file."""
        from reader.app.screens.exporting import export, of_bookmarks

        kept = self._kept.line
        export(self, of_bookmarks(self._kept.shown_keys, kept.key if kept else ""))

    def action_note(self) -> None:
        """Write or change the note."""
        kept = self._kept.line
        if kept is None:
            return

        def keep(note: str | None) -> None:
            if note is not None and note != kept.note:
                self.reader.doings.annotate(kept.key, kept.headline, note)

        self.app.push_screen(NoteField(kept.headline, kept.note), keep)
