"""What somebody means to read, in the order in which they mean to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import on

from reader.app.filtering import FilteringPlace
from reader.app.marking import Written
from reader.app.place import bindings_of
from reader.app.widgets.headlines import headline_lines
from reader.app.widgets.month import BEGUN, READ, STORED
from reader.app.widgets.rows import Piece, Rows
from reader.app.widgets.said import Said
from reader.app.widgets.stand import Nameplate
from reader.dates import short_day
from reader.lang import language, say
from reader.model import label_of
from reader.text.cells import as_many_as_fit
from reader.typeset.meta import minutes_of

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.model import ListEntry, Newspaper


class Listed(Rows):
    """The entries, the first to be read first."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.entries: tuple[ListEntry, ...] = ()
        self._today = date.min

    def put_up(self, entries: tuple[ListEntry, ...], today: date, *, key: str = "") -> None:
        """Show these; the mark goes to the article `key`, else it stays with its article, or takes
        the place of one taken off."""
        marked = self.entries[self.mark] if self.mark < len(self.entries) else None
        held = key or (marked.key if marked else "")
        self.entries, self._today = entries, today
        mark = next((n for n, entry in enumerate(entries) if entry.key == held), None)
        self.lay_out(mark=mark)
        self.show_mark()

    @property
    def entry(self) -> ListEntry | None:
        """What is marked; None where a filter leaves nothing to mark."""
        return self.entries[self.mark] if self.is_open_to_mark(self.mark) else None

    def text_of(self, index: int) -> str:
        """All that its row says, the newspaper's other name, and the article itself."""
        entry = self.entries[index]
        article = entry.article
        parts = [article.headline, *self._facts(entry), entry.newspaper.english_name]
        return "\n".join((*parts, article.kicker, article.deck, article.text))

    def _headline(self, index: int, width: int) -> tuple[str, ...]:
        return headline_lines(self.entries[index].article.headline, max(4, width - 3))

    def heights(self) -> Sequence[int]:
        """The headline's lines, where it stands, a blank line."""
        width = max(1, (self.size.width or 80) - 2)
        return [len(self._headline(n, width)) + 2 for n in range(len(self.entries))]

    def _facts(self, entry: ListEntry) -> list[str]:
        """`科技日报`, `Sat 6 Jul 2024`, since when it waits, `01 要闻`, who wrote it, `4 min`."""
        facts = [entry.newspaper.name, short_day(entry.date, language())]
        listed = entry.listed_at.astimezone().date()
        if listed < self._today:
            facts.append(say("listed on {day}", day=short_day(listed, language())))
        facts += [label_of(entry.section), entry.article.byline]
        if length := len(entry.article.text):
            tongue = entry.article.language or entry.newspaper.language
            facts.append(say("{n} min", n=minutes_of(length, tongue)))
        return [fact for fact in facts if fact]

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """The lines of an entry."""
        entry = self.entries[index]
        sign = READ if entry.is_read else BEGUN if entry.is_begun else STORED
        lit = "done" if entry.is_read else "star" if entry.is_begun else "fresh"
        words = "done" if entry.is_read else "name"
        first, *rest = self._headline(index, width)
        return [
            [(" ", ""), (sign, lit), (" ", ""), (first, words)],
            *([("   ", ""), (line, words)] for line in rest),
            [("   ", ""), (as_many_as_fit(self._facts(entry), max(1, width - 3)), "quiet")],
            [],
        ]


class ReadingListScreen(FilteringPlace):
    """The list: to look at it, to put it in order, to take something off."""

    PLACE = "list"
    BINDINGS = bindings_of("list")

    def __init__(self, key: str = "") -> None:
        super().__init__()
        self._key = key
        """The article to mark when the list is put up next."""

    def compose(self) -> ComposeResult:
        """The nameplate, the list, the foot."""
        self.take_measure()
        yield Nameplate("Reading list")
        self._listed = Listed(id="kept")
        yield self._listed
        hint = Said(self._how, id="hint")
        hint.display = False
        yield hint
        yield from self.foot()

    def _how(self) -> str:
        key = self.reader.doings.key("issue.put_on_list")
        return say(
            "Nothing is on today's reading list. {key} on an article puts it there.", key=key
        )

    def on_mount(self) -> None:
        """Show it."""
        self._listed.focus()

    def on_screen_resume(self) -> None:
        """Something may have been read meanwhile."""
        self.look_again()

    @on(Written)
    def _see_changes(self) -> None:
        self.look_again()

    @property
    def rows(self) -> Rows:
        """The list."""
        return self._listed

    @property
    def newspaper(self) -> Newspaper | None:
        """The newspaper of the entry that is marked."""
        return self._listed.entry.newspaper if self._listed.entry else None

    @property
    def issue_day(self) -> date | None:
        """The day of the entry that is marked."""
        return self._listed.entry.date if self._listed.entry else None

    def came_back(self, key: str) -> None:
        """The mark goes to the article read last."""
        self._key = key

    def look_again(self) -> None:
        """Take the list from the library once more."""
        self.reader.doings.reading_list(self._put_up)

    def _put_up(self, entries: tuple[ListEntry, ...]) -> None:
        if not self.is_mounted:
            return
        self._listed.put_up(entries, self.reader.today_of(None), key=self._key)
        self._key = ""
        self._listed.display = bool(entries)
        self.query_one("#hint").display = not entries
        if entries and self.is_current and not self.is_filtered:
            self._listed.focus()
        read = sum(entry.is_read for entry in entries)
        words = say("{read} of {n} read", read=read, n=len(entries))
        self.query_one(Nameplate).remark("", words if entries else "")

    @on(Rows.Chosen)
    def _read(self) -> None:
        if self._listed.entry is not None:
            self.reader.read_list(self._listed.entries, self._listed.entry.key)

    def action_open(self) -> None:
        """Read on from here."""
        self._listed.choose()

    def action_take_off(self) -> None:
        """Take the article off the list."""
        entry = self._listed.entry
        if entry is not None:
            self.reader.doings.toggle_listed(entry.key, entry.article.headline)

    def action_earlier(self) -> None:
        """Before the one above it."""
        self._change_places(-1)

    def action_later(self) -> None:
        """After the one under it."""
        self._change_places(1)

    def _change_places(self, step: int) -> None:
        entries, at = self._listed.entries, self._listed.mark + step
        while 0 <= at < len(entries) and not self._listed.is_shown(at):
            at += step
        if self._listed.entry is None or not 0 <= at < len(entries):
            return
        self.reader.doings.change_places(self._listed.entry.key, entries[at].key)

    def action_tag(self) -> None:
        """Write the tags of the article; it is bookmarked with them."""
        from reader.app.screens.tagging import tag

        entry = self._listed.entry
        if entry is not None:
            tag(self, entry.key, entry.article.headline)

    def action_bookmark(self) -> None:
        """Keep the article for good, or let it go."""
        entry = self._listed.entry
        if entry is not None:
            self.reader.doings.toggle_bookmark(entry.key, entry.article.headline)

    def action_toggle_read(self) -> None:
        """Read, or unread again."""
        entry = self._listed.entry
        if entry is not None:
            self.reader.doings.toggle_read(entry.key, entry.article.headline)
