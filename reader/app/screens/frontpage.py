"""A page of an issue as a broadsheet: as printed where its places are known, else composed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.app.cleaning import safe_article
from reader.app.marking import Written, marking_of
from reader.app.pagelayout import COMPOSED, PRINTED, Page, laid_out
from reader.app.pagestories import stories_of
from reader.app.place import bindings_of, content
from reader.app.progress import Arrived, Finished
from reader.app.screens.issue import IssueScreen
from reader.app.screens.pagepictures import PicturedPage
from reader.app.screens.turning import TurningPlace, issue_beyond, no_issue_beyond
from reader.app.widgets.broadsheet import Broadsheet
from reader.app.widgets.flag import Flag
from reader.app.widgets.headlines import reading_order
from reader.app.widgets.sections import brief_label, read_count, section_label
from reader.errors import LibraryError
from reader.lang import say
from reader.typeset import hyphenation

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult
    from textual.timer import Timer

    from reader.app.palette import PaletteEntry
    from reader.model import Article, Line, Outline, SectionOutline
    from reader.parse.picture import PictureHead
    from reader.typeset.sheet import Direction

PATIENCE_S = 0.06
"""How long a page waits for its texts before it is shown with its headlines alone."""
LAYOUT = "frontpage"
"""What the choice between the two layouts is noted down under."""


class FrontPageScreen(TurningPlace, PicturedPage):
    """One page of an issue, its stories side by side."""

    PLACE = "frontpage"
    BINDINGS = bindings_of("frontpage")
    AUTO_FOCUS = "#broadsheet"

    def __init__(self, outline: Outline, section: int = 0, *, key: str = "") -> None:
        super().__init__()
        self.newspaper_id = outline.newspaper.id
        self.day = outline.date
        self.outline = outline
        self._section = section
        self._key = key
        self._texts: dict[str, Article] = {}
        """The beginnings of this issue's articles, as far as they were asked for."""
        self._asked_for = ""
        """The layout that was asked for; "" for the better one."""
        self._layout = COMPOSED
        self._patience: Timer | None = None
        self._laid_for: tuple[object, ...] = ()

    # -- composing --

    def compose(self) -> ComposeResult:
        """Flag, sheet, foot."""
        self.take_measure()
        self._flag = Flag()
        self._sheet = Broadsheet(id="broadsheet")
        self._nothing = Static("", id="nothing", markup=False)
        yield self._flag
        yield self._sheet
        yield self._nothing
        yield from self.foot()

    def on_mount(self) -> None:
        """Show the page that was asked for."""
        with suppress(LibraryError):
            self._asked_for = self.reader.library.recall(LAYOUT) or ""
            self.shows_pictures = self.reader.library.recall("pictures") != "hidden"
        self._show(self._section, key=self._key)

    # -- the page --

    @property
    def section(self) -> SectionOutline | None:
        """The page shown."""
        sections = self.outline.sections
        return sections[self._section] if self._section < len(sections) else None

    @property
    def line(self) -> Line | None:
        """The article that is marked."""
        return self._lines.get(self._sheet.mark)

    @property
    def _lines(self) -> dict[str, Line]:
        return {line.key: line for line in self.section.lines} if self.section else {}

    def palette_entries(self) -> list[PaletteEntry]:
        """Every page of the issue."""
        from reader.app.palette import PaletteEntry

        return [
            PaletteEntry(
                label=brief_label(section),
                hint=say("{n}/{all} read", n=read_count(section)[0], all=read_count(section)[1]),
                group=say("Sections"),
                words=section_label(section, self.outline.newspaper.language),
                run=lambda number=number: self._show(number),  # type: ignore[misc]
            )
            for number, section in enumerate(self.outline.sections)
            if section.lines
        ]

    def _show(self, section: int, *, key: str = "") -> None:
        """Turn to a page; with its texts, if they come before anybody could miss them."""
        self._section, self._key = section, key
        missing = [line.key for line in self._lines.values() if line.key not in self._texts]
        if not missing:
            self._lay_out()
            return
        self._stop_waiting()
        self._stop_bringing()
        self._patience = self.set_timer(PATIENCE_S, self._lay_out)
        self._read_texts(self.day, tuple(missing))

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None

    @work(thread=True, exclusive=True, group="texts", exit_on_error=False)
    def _read_texts(self, day: date, keys: tuple[str, ...]) -> None:
        try:
            found = self.reader.library.beginnings(keys)
        except LibraryError as error:
            self.call_later(self.say_failure, error)
            return
        scripts, newspaper = self.reader.scripts, self.outline.newspaper
        texts = {
            key: scripts.article(safe_article(article), newspaper) for key, article in found.items()
        }
        for tongue in {newspaper.language, *(article.language for article in texts.values())}:
            hyphenation.load(tongue)
        heads: dict[str, PictureHead] = {}
        with suppress(LibraryError):
            heads = self._heads_at_hand(self._urls_in(texts).values())
        if not get_current_worker().is_cancelled:
            self.call_later(self._take_texts, day, texts, heads)

    def _take_texts(
        self, day: date, texts: dict[str, Article], heads: dict[str, PictureHead]
    ) -> None:
        if day == self.day and self.is_mounted:
            self._texts |= texts
            self._learn(texts, heads)
            self._lay_out()

    def _lay_out(self) -> None:
        """Put the page on the screen as large as that is."""
        self._stop_waiting()
        width, height = self._sheet.size
        section = self.section
        has_lines = section is not None and bool(section.lines)
        self._sheet.display = has_lines
        self._nothing.display = not has_lines
        self._name_page()
        if section is None or not has_lines:
            self._nothing.update(content(say("There is nothing on this page yet.")))
            return
        if not width or not height:
            return
        newspaper, sizes = self.outline.newspaper, self._sizes if self.shows_pictures else None
        stories = stories_of(section, self._texts, newspaper.language, sizes)
        pictured = frozenset(sizes or ()) & {story.key for story in stories}
        wanted = (stories, width, height, self._asked_for, pictured)
        if wanted == self._laid_for:
            self._sheet.tell(self._lines)
        else:
            self._laid_for = wanted
            page = Page(stories, newspaper, self.day, self._section == 0, pictured)
            sheet, self._layout = laid_out(page, width, height, self._asked_for)
            is_paged = self._layout == COMPOSED
            self._sheet.show(sheet, self._lines, mark=self._key, is_paged=is_paged)
            self._key = ""
        self._illustrate()

    def on_resize(self) -> None:
        """The page is laid out for the size there is now."""
        self.call_after_refresh(self._lay_out)

    def _name_page(self) -> None:
        numbers = [n for n, section in enumerate(self.outline.sections) if section.lines]
        place = sum(n <= self._section for n in numbers)
        section = self.section
        label = section_label(section, self.outline.newspaper.language) if section else ""
        self._flag.show(self.outline.newspaper, self.day, label, f"{place}/{len(numbers)}")

    # -- looking again --

    @on(Written)
    def _look_again(self) -> None:
        """Marks may have changed in an article, among the bookmarks, or here."""
        self._read_again(self.day)

    @on(events.ScreenResume)
    def _come_back(self) -> None:
        self._read_again(self.day)

    @on(Arrived)
    def _show_arrivals(self, message: Arrived) -> None:
        issue = (message.progress.newspaper_id, message.progress.date)
        if message.is_news and issue == (self.newspaper_id, self.day):
            self._read_again(self.day)

    @on(Finished)
    def _show_end(self, message: Finished) -> None:
        if (message.newspaper_id, message.day) == (self.newspaper_id, self.day):
            self._read_again(self.day)

    @work(thread=True, exclusive=True, group="outline", exit_on_error=False)
    def _read_again(self, day: date) -> None:
        try:
            outline = self.reader.library.outline(self.newspaper_id, day)
        except LibraryError as error:
            self.call_later(self.say_failure, error)
            return
        if outline is not None and not get_current_worker().is_cancelled:
            self.call_later(self._take, outline)

    def _take(self, outline: Outline) -> None:
        """The issue as it is now; the page stays the same, though others come in before it."""
        outline = self.reader.scripts.outline(outline)
        if outline.date != self.day or not self.is_mounted or outline == self.outline:
            return
        before = self.section
        self.outline = outline
        if before is not None:
            for number, section in enumerate(outline.sections):
                if (section.page, section.name) == (before.page, before.name):
                    self._section = number
                    break
        self._show(min(self._section, max(0, len(outline.sections) - 1)), key=self._sheet.mark)

    # -- moving --

    def _go(self, direction: Direction) -> None:
        self._sheet.go(direction)

    def action_down(self) -> None:
        """The story below."""
        self._go("down")

    def action_up(self) -> None:
        """The story above."""
        self._go("up")

    def action_left(self) -> None:
        """The story at the left."""
        self._go("left")

    def action_right(self) -> None:
        """The story at the right."""
        self._go("right")

    def action_page_down(self) -> None:
        """A screen down, then the next page."""
        if not self._sheet.turn(1):
            self.action_next_section()

    def action_page_up(self) -> None:
        """A screen up, then the page before."""
        if not self._sheet.turn(-1):
            self.action_previous_section()

    def action_top(self) -> None:
        """The lead."""
        if self._sheet.sheet.boxes:
            self._sheet.move_to(self._sheet.sheet.boxes[0].key)

    def action_bottom(self) -> None:
        """The last story."""
        if self._sheet.sheet.boxes:
            self._sheet.move_to(self._sheet.sheet.boxes[-1].key)

    # -- from page to page, from issue to issue --

    def action_next_section(self) -> None:
        """The next page."""
        self._turn(1)

    def action_previous_section(self) -> None:
        """The page before."""
        self._turn(-1)

    @on(Broadsheet.TurnedOver)
    def _turn_by_wheel(self, message: Broadsheet.TurnedOver) -> None:
        self._turn(message.step)

    def _turn(self, step: int) -> None:
        sections = self.outline.sections
        number = self._section + step
        while 0 <= number < len(sections):
            if sections[number].lines:
                self._show(number)
                return
            number += step
        last = say("This is the last page.")
        self.announce(last if step > 0 else say("This is the first page."))

    @work(thread=True, exclusive=True, group="outline", exit_on_error=False)
    def _read_other(self, day: date, *, steps: int = 0) -> None:
        """So many issues on; where there are fewer, the last of them."""
        library = self.reader.library
        outline = None
        try:
            other = issue_beyond(library, self.newspaper_id, day, steps)
            if other is not None:
                outline = library.outline(self.newspaper_id, other)
        except LibraryError as error:
            self.call_later(self._stay, day, error)
            return
        if get_current_worker().is_cancelled:
            return
        if outline is not None:
            self.call_later(self._take_other, day, outline)
        else:
            self.call_later(self._stay, day, no_issue_beyond(steps))

    def _take_other(self, day: date, outline: Outline) -> None:
        if day != self.day or not self.is_mounted:
            return
        self._issues_on = 0
        self.clear_sentence()
        self.outline, self.day = self.reader.scripts.outline(outline), outline.date
        self._texts = {}
        first = next((n for n, section in enumerate(outline.sections) if section.lines), 0)
        self._show(first)

    # -- in and out --

    def action_open(self) -> None:
        """Read what is marked."""
        self._sheet.choose()

    @on(Broadsheet.Chosen)
    def _read(self, message: Broadsheet.Chosen) -> None:
        keys = reading_order(self.outline, message.key)
        self.reader.open_article(keys, message.key, self.outline)

    def has(self, key: str) -> bool:
        """Whether an article is in the issue shown."""
        return any(line.key == key for line in self.outline.lines)

    def came_back(self, key: str) -> None:
        """Somebody leaves an article that was opened here: the mark goes to the one read last,
        on its page."""
        for number, section in enumerate(self.outline.sections):
            if any(line.key == key for line in section.lines):
                if number != self._section:
                    self._show(number, key=key)
                else:
                    self._sheet.move_to(key)
                return

    def action_out(self) -> None:
        """Back to the list, the mark on the same story."""
        under = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        if isinstance(under, IssueScreen):
            under.take_up(self.outline, self._sheet.mark)
        super().action_out()

    # -- as it is written --

    def turn_script(self, newspaper_id: str) -> None:
        """Show the page in the script chosen now."""
        if newspaper_id == self.newspaper_id:
            self._texts = {}
            self._read_again(self.day)

    def action_script(self) -> None:
        """Simplified or traditional characters."""
        shown = "".join(line.headline for line in self.outline.lines)
        self.reader.scripts.turn(self, self.outline.newspaper, shown=shown)

    # -- marks --

    def action_tag(self) -> None:
        """Write the tags of the article; it is bookmarked with them."""
        from reader.app.screens.tagging import tag

        if self.line is not None:
            tag(self, self.line.key, self.line.headline)

    def action_bookmark(self) -> None:
        """Keep the marked article, or let it go."""
        if self.line is not None:
            self.reader.doings.toggle_bookmark(self.line.key, self.line.headline)

    def action_put_on_list(self) -> None:
        """Put the marked article on the reading list, or take it off."""
        if self.line is not None:
            self.reader.doings.toggle_listed(self.line.key, self.line.headline)

    def action_toggle_read(self) -> None:
        """Read, or unread again."""
        if self.line is not None:
            self.reader.doings.toggle_read(self.line.key, self.line.headline)

    def action_printed_page(self) -> None:
        """The page itself, the marked article lit on it."""
        from reader.app.screens.picturing import show_printed_page

        key = self.line.key if self.line is not None else f"{self.newspaper_id}/{self.day}"
        show_printed_page(self, self.outline, key, self._section)

    # -- the two layouts --

    def action_switch(self) -> None:
        """As printed, or composed; remembered until the other is asked for."""
        other = COMPOSED if self._layout == PRINTED else PRINTED
        self._asked_for = other
        self._key = self._sheet.mark
        self._lay_out()
        if self._layout != other:
            self._asked_for = COMPOSED
            self.announce(say("Where the stories of this page stood in print is not known."))
            return
        printed, composed = say("As it was printed."), say("Composed for this terminal.")
        self.announce(printed if other == PRINTED else composed, seconds=2)
        if not self.reader.library.is_read_only:
            marking_of(self.reader).write(lambda library: library.note_down(LAYOUT, other))
