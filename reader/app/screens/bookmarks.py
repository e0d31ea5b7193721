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

from reader.app.filtering import FilteringPlace
from reader.app.marking import Written
from reader.app.place import bindings_of, content
from reader.app.widgets.rows import Piece, Rows
from reader.app.widgets.said import Said
from reader.app.widgets.stand import Nameplate
from reader.dates import short_day
from reader.errors import LibraryError
from reader.lang import language, say, say_n
from reader.model import label_of
from reader.text.folding import fold, has_words, spans_of_words, words_of

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.model import Bookmark, Newspaper


EXCERPT_BEFORE, EXCERPT_AFTER = 12, 200
"""Characters shown before and from the place on where a filter found something."""


class Kept(Rows):
    """The bookmarks, newest first."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.bookmarks: tuple[Bookmark, ...] = ()
        self._seen: dict[int, str] = {}

    def put_up(self, bookmarks: tuple[Bookmark, ...]) -> None:
        """Show these; the mark stays with its article, or takes the place of one removed."""
        held = self.bookmarks[self.mark] if self.mark < len(self.bookmarks) else None
        self.bookmarks = bookmarks
        self._seen.clear()
        mark = next((n for n, b in enumerate(bookmarks) if held and b.key == held.key), None)
        self.lay_out(mark=mark)
        self.show_mark()

    @property
    def bookmark(self) -> Bookmark | None:
        """What is marked; None where a filter leaves nothing to mark."""
        return self.bookmarks[self.mark] if self.is_open_to_mark(self.mark) else None

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The articles in the order in which they are shown."""
        return tuple(b.key for n, b in enumerate(self.bookmarks) if self.is_shown(n))

    def text_of(self, index: int) -> str:
        """All that its row says, and the article itself."""
        article = self.bookmarks[index].article
        return "\n".join((self._row_text(index), article.kicker, article.deck, article.text))

    def _row_text(self, index: int) -> str:
        """What its row says, and the newspaper's other name."""
        bookmark = self.bookmarks[index]
        parts = [bookmark.article.headline, *_facts(bookmark), bookmark.note]
        return "\n".join((*parts, bookmark.newspaper.english_name))

    def _is_seen(self, index: int) -> bool:
        """Whether its row says all that was typed."""
        if index not in self._seen:
            self._seen[index] = fold(self._row_text(index))
        return has_words(words_of(self.query_words), self._seen[index])

    def _excerpt(self, index: int) -> str:
        """The words around what was found in the article and nowhere in its row; "" where the row
        itself says it."""
        if self._is_seen(index):
            return ""
        words = words_of(self.query_words)
        article = self.bookmarks[index].article
        text = " ".join((article.kicker, article.deck, article.text)).replace("\n", " ").strip()
        start = next(iter(spans_of_words(words, text)), (0, 0))[0]
        before = max(0, start - EXCERPT_BEFORE)
        return ("…" if before else "") + text[before : start + EXCERPT_AFTER]

    def heights(self) -> Sequence[int]:
        """Headline, where it stood, the note where there is one, a blank line."""
        return [4 if bookmark.note else 3 for bookmark in self.bookmarks]

    def heights_under_filter(self, heights: Sequence[int], shown: Sequence[bool]) -> list[int]:
        """A line more for what was found in the article alone."""
        placed = super().heights_under_filter(heights, shown)
        return [
            height + (height > 0 and not self._is_seen(index))
            for index, height in enumerate(placed)
        ]

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """The lines of a bookmark."""
        bookmark = self.bookmarks[index]
        lines: list[list[Piece]] = [
            [(" ★ ", "star"), (bookmark.article.headline, "name")],
            [("   ", ""), (" · ".join(_facts(bookmark)), "quiet")],
        ]
        if bookmark.note:
            lines.append([("   ✎ ", "fresh"), (bookmark.note.replace("\n", " "), "")])
        if self.query_words and (excerpt := self._excerpt(index)):
            lines.append([("   ", ""), (excerpt, "")])
        return [*lines, []]


def _facts(bookmark: Bookmark) -> list[str]:
    """`科技日报`, `Sat 6 Jul 2024`, `01 要闻`, who wrote it."""
    facts = [bookmark.newspaper.name, short_day(bookmark.date, language())]
    return facts + [part for part in (label_of(bookmark.section), bookmark.article.byline) if part]


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
        if bookmarks and self.is_current and not self.is_filtered:
            self._kept.focus()
        count = say_n("{n} article", "{n} articles", len(bookmarks))
        self.query_one(Nameplate).remark("", count if bookmarks else "")

    @on(Rows.Chosen)
    def _read(self) -> None:
        if self._kept.bookmark is not None:
            keys = self._kept.shown_keys
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

    def action_cite(self) -> None:
        """Choose a reference to the marked article and copy it."""
        from reader.app.screens.citing import cite

        if self._kept.bookmark is not None:
            cite(self, self._kept.bookmark.key)

    def action_export(self) -> None:
        """Write the bookmarks that are shown, or the marked one, into a file."""
        from reader.app.screens.exporting import export, of_bookmarks

        kept = self._kept.bookmark
        export(self, of_bookmarks(self._kept.shown_keys, kept.key if kept else ""))

    def action_note(self) -> None:
        """Write or change the note."""
        kept = self._kept.bookmark
        if kept is None:
            return

        def keep(note: str | None) -> None:
            if note is not None and note != kept.note:
                self.reader.doings.annotate(kept.key, kept.article.headline, note)

        self.app.push_screen(NoteField(kept.article.headline, kept.note), keep)
