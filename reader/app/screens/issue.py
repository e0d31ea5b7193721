"""An issue: its pages, its headlines, and the opening of the marked article."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.widgets import Static

from reader.app.palette import PaletteEntry
from reader.app.place import ListPlace, bindings_of, content
from reader.app.progress import Arrived, Finished
from reader.app.widgets.headlines import Headlines
from reader.app.widgets.masthead import Masthead
from reader.app.widgets.preview import Preview, beginning_of
from reader.app.widgets.rows import Rows
from reader.app.widgets.sections import Sections, section_label
from reader.dates import short_day
from reader.errors import LibraryError
from reader.lang import language, say

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from reader.model import Outline

_PREVIEW_AFTER_S = 0.06
"""How long the mark rests on a headline before its article is opened beside it."""
_PREVIEW_CHARACTERS = 3000


class IssueScreen(ListPlace):
    """One issue of one newspaper."""

    PLACE = "issue"
    BINDINGS = bindings_of("issue")

    def __init__(self, newspaper_id: str, day: date, *, key: str = "") -> None:
        super().__init__()
        self.newspaper_id = newspaper_id
        self.day = day
        self.outline: Outline | None = None
        self._key = key
        self._near: tuple[date | None, date | None] = (None, None)
        self._preview_timer: Timer | None = None
        self._previewed = ""

    def compose(self) -> ComposeResult:
        """Masthead, three panes (as many as fit), the foot."""
        self._masthead = Masthead(id="masthead")
        self._sections = Sections(id="sections")
        self._headlines = Headlines(id="headlines")
        self._preview = Preview(id="preview")
        yield self._masthead
        with Horizontal(id="panes"):
            yield self._sections
            yield self._headlines
            yield self._preview
        yield Static("", id="nothing", markup=False)
        yield from self.foot()

    def on_mount(self) -> None:
        """Show the issue before the first picture."""
        self.load(key=self._key)
        self._headlines.focus()

    def on_screen_resume(self) -> None:
        """Marks may have changed in an article or among the bookmarks."""
        if self.outline is not None:
            self.load()

    @property
    def rows(self) -> Rows:
        """The list that has the keys."""
        return self._sections if self._sections.has_focus else self._headlines

    # -- the issue --

    def load(self, *, key: str = "") -> None:
        """Show what the library has now; marks and scroll stay where they were."""
        try:
            self.outline = self.reader.library.outline(self.newspaper_id, self.day)
            self._near = self.reader.library.neighbours(self.newspaper_id, self.day)
        except LibraryError as error:
            self.say_failure(error)
            return
        outline = self.outline
        nothing = self.query_one("#nothing", Static)
        nothing.display = outline is None or not any(True for _ in outline.lines)
        if outline is None:
            nothing.update(content(self._no_issue()))
            return
        if nothing.display:
            nothing.update(content(say("No article of this issue is here yet.")))
        self._masthead.show(outline, self._near)
        self._sections.put_up(outline)
        self._headlines.put_up(outline, key=key)
        self._follow()

    def _no_issue(self) -> str:
        name = self.newspaper.name if self.newspaper else self.newspaper_id
        sentence = say(
            "{name} of {day} is not in the library.",
            name=name,
            day=short_day(self.day, language()),
        )
        near = [short_day(day, language()) for day in self._near if day]
        if near:
            sentence += " " + say(
                "The nearest issues: {days} (, and . go there).", days=say(", ").join(near)
            )
        return sentence

    @on(Arrived)
    def _more_is_here(self, message: Arrived) -> None:
        if self._is_ours(message.progress.newspaper_id, message.progress.date):
            self.load()

    @on(Finished)
    def _all_is_here(self, message: Finished) -> None:
        if self._is_ours(message.newspaper_id, message.day):
            self.load()

    def _is_ours(self, newspaper_id: str, day: date) -> bool:
        return (newspaper_id, day) == (self.newspaper_id, self.day)

    def palette_entries(self) -> list[PaletteEntry]:
        """The sections of this issue."""
        if self.outline is None:
            return []
        tongue = self.outline.newspaper.language
        return [
            PaletteEntry(
                label=section_label(section, tongue),
                group=say("Sections"),
                run=lambda n=n: self._headlines.mark_section(n),  # type: ignore[misc]
            )
            for n, section in enumerate(self.outline.sections)
        ]

    # -- the marks move --

    @on(Rows.Marked)
    def _mark_moved(self, message: Rows.Marked) -> None:
        if message.rows is self._sections and self._sections.has_focus:
            self._headlines.mark_section(self._sections.mark)
        elif message.rows is self._headlines:
            self._follow()

    def _follow(self) -> None:
        """The section list and the preview go with the marked headline."""
        if self._sections.mark != self._headlines.section:
            self._sections.move_to(self._headlines.section)
        if self._preview_timer is not None:
            self._preview_timer.stop()
        self._preview_timer = self.set_timer(_PREVIEW_AFTER_S, self._show_preview)

    def on_resize(self) -> None:
        """The preview is set anew for its width."""
        self._previewed = ""
        self._follow()

    def _show_preview(self) -> None:
        line = self._headlines.line
        if line is None or not self._preview.size.width or self._previewed == line.key:
            return
        try:
            article = self.reader.library.article(line.key)
        except LibraryError as error:
            self.say_failure(error)
            return
        if article is not None:
            self._previewed = line.key
            tongue = self.outline.newspaper.language if self.outline else ""
            self._preview.show(beginning_of(article, _PREVIEW_CHARACTERS), language=tongue)

    # -- going --

    @on(Rows.Chosen)
    def _choose(self, message: Rows.Chosen) -> None:
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        """Read what is marked; from the sections, go to the headlines."""
        if self._sections.has_focus:
            self.action_switch_pane()
            return
        line = self._headlines.line
        if line is not None:
            self.reader.open_article(self._headlines.keys, line.key, self.outline)

    def show_key(self, key: str) -> None:
        """Put the mark on an article: the one somebody comes back from."""
        self._headlines.mark_key(key)

    def action_switch_pane(self) -> None:
        """From the headlines to the sections and back."""
        to_sections = not self._sections.has_focus
        self.set_class(to_sections, "-sections")
        # A pane that was hidden takes the focus only once it is seen.
        self.call_after_refresh((self._sections if to_sections else self._headlines).focus)

    def action_next_section(self) -> None:
        """The first headline of the next section."""
        self._go_to_section(1)

    def action_previous_section(self) -> None:
        """The first headline of the section before."""
        self._go_to_section(-1)

    def _go_to_section(self, step: int) -> None:
        count = len(self.outline.sections) if self.outline else 0
        section = self._headlines.section + step
        while 0 <= section < count:
            if self.outline and self.outline.sections[section].lines:
                self._headlines.mark_section(section)
                return
            section += step
        self.announce(
            say("This is the last section.") if step > 0 else say("This is the first section.")
        )

    def action_next_article(self) -> None:
        """The next headline, into the next section too."""
        self._headlines.move(1)

    def action_previous_article(self) -> None:
        """The headline before."""
        self._headlines.move(-1)

    def action_previous_issue(self) -> None:
        """The issue before this one in the library."""
        self._go_to_issue(self._near[0], say("This is the oldest issue in the library."))

    def action_next_issue(self) -> None:
        """The issue after this one in the library."""
        self._go_to_issue(self._near[1], say("This is the newest issue in the library."))

    def _go_to_issue(self, day: date | None, otherwise: str) -> None:
        if day is None:
            self.announce(otherwise)
            return
        self.day = day
        self.clear_sentence()
        self._previewed = ""
        self._headlines.mark = 0
        self.load()
        self._headlines.scroll_to(y=0, animate=False)
        self._headlines.move_to(0)

    # -- marks --

    def action_bookmark(self) -> None:
        """Keep the marked article, or let it go."""
        line = self._headlines.line
        if line is None:
            return
        try:
            if line.is_bookmarked:
                self.reader.library.unbookmark(line.key)
                self.announce(say("Bookmark removed; b keeps it again."))
            else:
                self.reader.library.bookmark(line.key, at=datetime.now(UTC))
                self.reader.pin_pictures(line.key)
                self.announce(say("Kept for good, to be read without a network; B shows them all."))
        except LibraryError as error:
            self.say_failure(error)
        self.load()

    def action_toggle_read(self) -> None:
        """Read, or unread again."""
        line = self._headlines.line
        if line is None:
            return
        try:
            if line.is_read:
                self.reader.library.mark_unread(line.key)
            else:
                self.reader.library.mark_read(line.key, at=datetime.now(UTC))
        except LibraryError as error:
            self.say_failure(error)
        self.load()

    def action_retry(self) -> None:
        """Ask again for what is missing."""
        with suppress(LibraryError):
            outline = self.reader.library.outline(self.newspaper_id, self.day)
            if outline is not None and not outline.gaps and any(True for _ in outline.lines):
                self.announce(say("Nothing is missing from this issue."))
                return
        self.reader.fetch_issue(self.newspaper_id, self.day)
