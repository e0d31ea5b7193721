"""The articles somebody kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.app.marking import Written
from reader.app.place import ListPlace, bindings_of, content
from reader.app.widgets.rows import Piece, Rows
from reader.app.widgets.stand import Nameplate
from reader.dates import short_day
from reader.errors import LibraryError
from reader.lang import language, say
from reader.model import label_of

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.model import Bookmark, Newspaper


class Kept(Rows):
    """The bookmarks, newest first."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.bookmarks: tuple[Bookmark, ...] = ()

    def put_up(self, bookmarks: tuple[Bookmark, ...]) -> None:
        """Show these; the mark stays with its article, or takes the place of one removed."""
        held = self.bookmark
        self.bookmarks = bookmarks
        mark = next((n for n, b in enumerate(bookmarks) if held and b.key == held.key), None)
        self.lay_out(mark=mark)
        self.show_mark()

    @property
    def bookmark(self) -> Bookmark | None:
        """What is marked."""
        return self.bookmarks[self.mark] if self.mark < len(self.bookmarks) else None

    def heights(self) -> Sequence[int]:
        """Headline, where it stood, the note where there is one, a blank line."""
        return [4 if bookmark.note else 3 for bookmark in self.bookmarks]

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """The lines of a bookmark."""
        bookmark = self.bookmarks[index]
        section = bookmark.section
        place = label_of(section)
        parts = [bookmark.newspaper.name, short_day(bookmark.date, language())]
        parts += [part for part in (place, bookmark.article.byline) if part]
        lines: list[list[Piece]] = [
            [(" ★ ", "star"), (bookmark.article.headline, "name")],
            [("   ", ""), (" · ".join(parts), "quiet")],
        ]
        if bookmark.note:
            lines.append([("   ✎ ", "fresh"), (bookmark.note.replace("\n", " "), "")])
        return [*lines, []]


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


class BookmarksScreen(ListPlace):
    """All bookmarks; reads them without their issues and without a network."""

    PLACE = "bookmarks"
    BINDINGS = bindings_of("bookmarks")

    def compose(self) -> ComposeResult:
        """The nameplate, the list, the foot."""
        self.take_measure()
        yield Nameplate("Bookmarks")
        self._kept = Kept(id="kept")
        yield self._kept
        yield Static(
            content(say("No bookmarks yet. Press b on an article to keep it for good.")),
            id="hint",
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
        return self._kept.bookmark.newspaper if self._kept.bookmark else None

    @property
    def issue_day(self) -> date | None:
        """The day of the bookmark that is marked."""
        return self._kept.bookmark.date if self._kept.bookmark else None

    def look_again(self) -> None:
        """Take them from the library once more."""
        try:
            bookmarks = self.reader.library.bookmarks()
        except LibraryError as error:
            self.say_failure(error)
            return
        self._kept.put_up(bookmarks)
        self._kept.display = bool(bookmarks)
        self.query_one("#hint").display = not bookmarks
        if bookmarks and self.is_current:
            self._kept.focus()
        count = say("1 article") if len(bookmarks) == 1 else say("{n} articles", n=len(bookmarks))
        self.query_one(Nameplate).remark("", count if bookmarks else "")

    @on(Rows.Chosen)
    def _read(self) -> None:
        if self._kept.bookmark is not None:
            keys = tuple(bookmark.key for bookmark in self._kept.bookmarks)
            self.reader.open_article(keys, self._kept.bookmark.key)

    def action_open(self) -> None:
        """Read the article."""
        self._kept.choose()

    def action_remove(self) -> None:
        """Remove the bookmark; the article stays while its issue does."""
        kept = self._kept.bookmark
        if kept is not None:
            self.reader.doings.unbookmark(kept.key, kept.article.headline, has_note=bool(kept.note))

    def action_put_on_list(self) -> None:
        """Put the article on today's reading list, or take it off."""
        kept = self._kept.bookmark
        if kept is not None:
            self.reader.doings.toggle_listed(kept.key, kept.article.headline)

    def action_note(self) -> None:
        """Write or change the note."""
        kept = self._kept.bookmark
        if kept is None:
            return

        def keep(note: str | None) -> None:
            if note is not None and note != kept.note:
                self.reader.doings.annotate(kept.key, kept.article.headline, note)

        self.app.push_screen(NoteField(kept.article.headline, kept.note), keep)
