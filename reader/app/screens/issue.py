"""An issue: its sections, its headlines, and the beginning of the article that is marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.containers import Horizontal, Vertical
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.app.cleaning import safe_article
from reader.app.filtering import FilteringPlace
from reader.app.marking import Written
from reader.app.place import bindings_of, content
from reader.app.progress import Arrived, Finished
from reader.app.screens.headlined import HeadlinePlace
from reader.app.screens.turning import TurningPlace, issue_beyond, no_issue_beyond
from reader.app.widgets.headlines import Headlines, reading_order
from reader.app.widgets.masthead import Masthead, tally_of
from reader.app.widgets.pagehead import PageHead
from reader.app.widgets.preview import Preview, beginning_of
from reader.app.widgets.rows import Rows
from reader.app.widgets.sections import Sections, brief_label, read_count, section_label
from reader.dates import masthead_date, short_day
from reader.errors import LibraryError
from reader.export import origin_words
from reader.lang import language, say
from reader.model import State
from reader.text.cells import truncated
from reader.typeset.meta import minutes_of

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from reader.app.palette import PaletteEntry
    from reader.model import Article, Line, Outline, Progress

PREVIEW_AFTER_S = 0.05
"""How long the mark rests on a headline before its article opens beside the list: a key that is
held down passes many."""

ISSUE_HEIGHTS: list[tuple[int, str]] = [(0, "-low"), (24, "-high"), (32, "-tall")]
"""A tall screen has white over the masthead and between the articles."""

Near = tuple[date | None, date | None]


class IssueScreen(TurningPlace, FilteringPlace, HeadlinePlace):
    """One issue of one newspaper."""

    PLACE = "issue"
    BINDINGS = bindings_of("issue")
    AUTO_FOCUS = "#headlines"
    VERTICAL_BREAKPOINTS = ISSUE_HEIGHTS

    def __init__(self, newspaper_id: str, day: date, *, key: str = "") -> None:
        super().__init__()
        self.newspaper_id = newspaper_id
        self.day = day
        self.outline: Outline | None = None
        self._key = key
        self._near: Near = (None, None)
        self._marks: dict[date, str] = {}
        """The article one was at in each issue that was turned over."""
        self._progress: Progress | None = None
        """How far the delivery of this issue is; None while none is under way."""
        self._preview_timer: Timer | None = None
        self._previewed: tuple[object, ...] = ()
        """What stands beside the list: which headline's, and for what size it was read."""
        self._opened = ""
        self._awaited = ""
        """The article that gets the mark as soon as it is in the issue again."""
        self._was_left = False

    @property
    def line(self) -> Line | None:
        """The headline that is marked."""
        return self._headlines.line

    # -- composing --

    def compose(self) -> ComposeResult:
        """Masthead, as many panes as fit, the foot."""
        self.take_measure()
        self._masthead = Masthead()
        self._sections = Sections(id="sections")
        self._page_head = PageHead()
        self._headlines = Headlines(id="headlines")
        self._preview = Preview(id="preview")
        yield self._masthead
        self._panes = Horizontal(id="panes")
        with self._panes:
            yield self._sections
            with Vertical(id="articles"):
                yield self._page_head
                yield self._headlines
            with Vertical(id="preview-pane"):
                yield self._preview
        self._nothing = Static("", id="nothing", markup=False)
        yield self._nothing
        yield from self.foot()

    def on_mount(self) -> None:
        """Show the issue before the first picture."""
        self._open(self.day, key=self._key)
        self.call_after_refresh(self._prepare)

    @work(thread=True, group="prepare", exit_on_error=False)
    def _prepare(self) -> None:
        # So that the first Enter does not wait for it.
        import_module("reader.app.screens.article")

    def _open(self, day: date, *, key: str = "") -> None:
        """Show the issue of a day."""
        try:
            outline = self.reader.library.outline(self.newspaper_id, day)
            near = self.reader.library.neighbours(self.newspaper_id, day)
        except LibraryError as error:
            self.say_failure(error)
            outline, near = None, (None, None)
        self.day = day
        self._progress = self.reader.deliveries.progress_of(self.newspaper_id, day)
        self._put_up(outline, near, key=key)

    def _put_up(self, outline: Outline | None, near: Near, *, key: str = "") -> None:
        """Show what the library has; the mark, and what is in view, stay where they are."""
        if outline is not None and self._progress is not None:
            # What is on its way is no gap yet.
            gaps = tuple(gap for gap in outline.gaps if gap.state is not State.WAITING)
            outline = replace(outline, gaps=gaps)
        if outline is not None:
            outline = self.reader.scripts.outline(outline)
        is_other = outline != self.outline or outline is None
        self.outline, self._near = outline, near
        self._count()
        has_lines = outline is not None and any(True for _ in outline.lines)
        if has_lines:
            self.reader.note_opened(self.newspaper_id, self.day)
        # Setting what is set already would lay the whole screen out once more.
        for widget, is_shown in ((self._nothing, not has_lines), (self._panes, has_lines)):
            if widget.display is not is_shown:
                widget.display = is_shown
        if not has_lines:
            self._nothing.update(content(self._absence()))
        if is_other or key:
            self._headlines.put_up(outline, key=key)
            self._sections.put_up(outline)
        self._follow()

    def _count(self) -> None:
        """Say at the head how much of the issue is here."""
        outline = self.outline
        newspaper = outline.newspaper if outline else self.newspaper
        tally = tally_of(outline, self._progress) if outline else None
        self._masthead.show(newspaper, self.day, tally, self._near)

    def _absence(self) -> str:
        """Why there is nothing to read, and where there is something."""
        newspaper = self.newspaper
        sentence = say("No article of this issue is here yet.")
        if self.outline is None:
            sentence = say(
                "{name} of {day} is not in the library.",
                name=newspaper.name if newspaper else self.newspaper_id,
                day=short_day(self.day, language()),
            )
        near = [short_day(day, language()) for day in self._near if day is not None]
        if near:
            days = say(", ").join(near)
            sentence += " " + say("The nearest issues: {days} (, and . go there).", days=days)
        return sentence

    # -- what it is about --

    @property
    def rows(self) -> Rows:
        """The list that has the keys."""
        return self._sections if self._sections.has_focus else self._headlines

    def palette_entries(self) -> list[PaletteEntry]:
        """Every section."""
        from reader.app.palette import PaletteEntry

        if self.outline is None:
            return []
        return [
            PaletteEntry(
                label=brief_label(section),
                hint=say("{n}/{all} read", n=read_count(section)[0], all=read_count(section)[1]),
                group=say("Sections"),
                words=section_label(section, self.outline.newspaper.language),
                run=lambda number=number: self._headlines.mark_section(number),  # type: ignore[misc]
            )
            for number, section in enumerate(self.outline.sections)
        ]

    @property
    def _is_in_sections(self) -> bool:
        """Whether one moves among the sections, with their keys or under a field that narrows
        them."""
        if isinstance(self.focused, Rows):
            return self._sections.has_focus
        return self._filtered is self._sections

    # -- looking again --

    @on(Written)
    def _look_again(self) -> None:
        """Marks may have changed in an article, among the bookmarks, or here."""
        self._read_again(self.day)

    @on(events.ScreenSuspend)
    def _note_leaving(self) -> None:
        self._was_left = True

    @on(events.ScreenResume)
    def _come_back(self) -> None:
        if self._was_left:
            self._look_again()

    @on(Arrived)
    def _show_arrivals(self, message: Arrived) -> None:
        progress = message.progress
        if (progress.newspaper_id, progress.date) == (self.newspaper_id, self.day):
            has_begun = self._progress is None
            self._progress = None if progress.is_finished else progress
            if message.is_news or has_begun or self.outline is None:
                self._read_again(self.day)
            else:
                self._count()

    @on(Finished)
    def _show_end(self, message: Finished) -> None:
        if (message.newspaper_id, message.day) == (self.newspaper_id, self.day):
            self._progress = None
            self._read_again(self.day)

    @work(thread=True, exclusive=True, group="outline", exit_on_error=False)
    def _read_again(self, day: date) -> None:
        library = self.reader.library
        try:
            outline = library.outline(self.newspaper_id, day)
            near = library.neighbours(self.newspaper_id, day)
        except LibraryError as error:
            self.call_later(self.say_failure, error)
            return
        if not get_current_worker().is_cancelled:
            self.call_later(self._take, day, outline, near)

    def _take(self, day: date, outline: Outline | None, near: Near) -> None:
        if day == self.day and self.is_mounted:
            key = self._awaited
            if outline is None or all(line.key != key for line in outline.lines):
                key = ""
            else:
                self._awaited = ""
            self._put_up(outline, near, key=key)

    def show_again(self, key: str) -> None:
        """Put the mark on an article that is about to be in the issue again."""
        self._awaited = key
        self._look_again()

    def say_again(self) -> None:
        """Say tally and headings in the language spoken now."""
        super().say_again()
        self._previewed = ()
        outline, self.outline = self.outline, None
        self._put_up(outline, self._near)

    def turn_script(self, newspaper_id: str) -> None:
        """Show its headlines, and the beginning beside them, in the script chosen now."""
        if newspaper_id == self.newspaper_id:
            self._previewed = ()
            self._read_again(self.day)

    def action_script(self) -> None:
        """Simplified or traditional characters."""
        if self.outline is not None:
            shown = "".join(line.headline for line in self.outline.lines)
            self.reader.scripts.turn(self, self.outline.newspaper, shown=shown)

    # -- the parts follow each other --

    def _follow(self) -> None:
        """Sections, the line over the list and the preview go with the marked article."""
        outline, item = self.outline, self._headlines.item
        if item is not None and not self._is_in_sections:
            self._sections.move_to(min(item.section, self._sections.item_count - 1))
        self._name_page()
        if outline is not None:
            self._preview_soon()

    def _name_page(self) -> None:
        outline = self.outline
        number = self._headlines.section_in_view
        if outline is None or not outline.sections:
            self._page_head.show("", "")
        elif number >= len(outline.sections):
            self._page_head.show(say("Not here"), "")
        else:
            section = outline.sections[number]
            read, stories = read_count(section)
            label = section_label(section, outline.newspaper.language)
            self._page_head.show(label, f"{read}/{stories}" if stories else "")

    @on(Headlines.Scrolled)
    def _turn_page_head(self) -> None:
        self._name_page()

    @on(Rows.Marked, "#headlines")
    def _follow_headline(self) -> None:
        self._follow()

    @on(Rows.Marked, "#sections")
    def _follow_section(self) -> None:
        if self._is_in_sections:
            self._headlines.mark_section(self._sections.mark)

    def on_resize(self) -> None:
        """The preview is set for its new width."""
        self._preview_soon()

    # -- the preview --

    def _preview_soon(self) -> None:
        if self._preview_timer is not None:
            self._preview_timer.stop()
        if self.has_class("-wide") and self.outline is not None:
            self._preview_timer = self.set_timer(PREVIEW_AFTER_S, self._preview_now)

    def _preview_now(self) -> None:
        line = self._headlines.line
        wanted = (line, self._preview.size)
        if line is None:
            self._preview.clear()
        elif wanted != self._previewed:
            self._read_beginning(line.key, self._preview.size.area)
        self._previewed = wanted

    @work(thread=True, exclusive=True, group="preview", exit_on_error=False)
    def _read_beginning(self, key: str, cells: int) -> None:
        try:
            article = self.reader.library.article(key)
        except LibraryError as error:
            self.call_later(self.say_failure, error)
            return
        if article is not None and not get_current_worker().is_cancelled:
            length = len(article.text)
            self.call_later(
                self._show_preview, key, safe_article(beginning_of(article, cells)), length
            )

    def _show_preview(self, key: str, article: Article, length: int) -> None:
        line, outline = self._headlines.line, self.outline
        if line is None or line.key != key or outline is None:
            return
        tongue = article.language or outline.newspaper.language
        meta = masthead_date(outline.date, outline.newspaper.language)
        if length:
            meta += " · " + say("{n} min", n=minutes_of(length, tongue))
        article = self.reader.scripts.article(article, outline.newspaper)
        self._preview.show(article, language=outline.newspaper.language, meta=meta)

    # -- in --

    @on(Rows.Chosen, "#sections")
    def _enter_section(self) -> None:
        number = self._sections.mark
        self.end_filter()
        self._headlines.mark_section(number)
        self._to_headlines()

    @on(Rows.Chosen, "#headlines")
    def _read_marked(self) -> None:
        item = self._headlines.item
        if item is None or self.outline is None:
            return
        if item.line is not None:
            self._opened = item.line.key
            keys = reading_order(self.outline, item.line.key)
            self.reader.open_article(keys, item.line.key, self.outline)
        elif item.gap is not None:
            self.announce(
                say(
                    "“{title}” is not here: {reason}. r tries again.",
                    title=truncated(item.gap.title or item.gap.url, 60),
                    reason=item.gap.reason or say("not asked for yet"),
                )
            )

    def came_back(self, key: str) -> None:
        """Somebody leaves an article that was opened here: the mark goes to the one read last,
        and stays where it was when that is the same."""
        if key != self._opened:
            if not self._headlines.shows(key):
                self.end_filter()
            self._headlines.mark_article(key)

    def action_front_page(self) -> None:
        """The page of the marked article as a broadsheet."""
        from reader.app.screens.frontpage import FrontPageScreen

        item = self._headlines.item
        if self.outline is None or not any(True for _ in self.outline.lines):
            return
        section = min(item.section if item else 0, len(self.outline.sections) - 1)
        line = self._headlines.line
        self.reader.push_screen(
            FrontPageScreen(self.outline, section, key=line.key if line else "")
        )

    def take_up(self, outline: Outline, key: str) -> None:
        """Somebody leaves the front page of an issue of this newspaper: the list goes on there."""
        if outline.date != self.day:
            self._turn_to(outline.date, outline, (None, None), key=key)
            self._look_again()
        self._headlines.mark_article(key)

    def action_open(self) -> None:
        """Read what is marked; from the sections go to their articles."""
        self.rows.choose()

    # -- between the panes --

    def action_switch_pane(self) -> None:
        """From the headlines to the sections and back."""
        if self._sections.has_focus:
            self._to_headlines()
        elif self.outline is not None:
            self.add_class("-sections")
            self._focus(self._sections)

    def _to_headlines(self) -> None:
        self.remove_class("-sections")
        self._focus(self._headlines)

    def _focus(self, rows: Rows) -> None:
        # A pane that was hidden may take the focus only once it is seen.
        rows.focus()
        self.call_after_refresh(rows.focus)

    @on(events.DescendantFocus)
    def _note_pane(self) -> None:
        # A narrow screen shows the pane that has the keys, also after it was made narrow.
        self.set_class(self._is_in_sections, "-sections")

    def action_out(self) -> None:
        """Back to where one came from; where one pane is shown, from the sections to the list."""
        if not self.is_filtered and self._sections.has_focus and self.has_class("-narrow"):
            self._to_headlines()
        else:
            super().action_out()

    def action_next_section(self) -> None:
        """The first headline of the next section."""
        self._go_to_section(1)

    def action_previous_section(self) -> None:
        """The first headline of the section before."""
        self._go_to_section(-1)

    def _go_to_section(self, step: int) -> None:
        if self.outline is None or self._headlines.item is None:
            return
        sections = self.outline.sections
        number = self._headlines.item.section + step
        while 0 <= number < len(sections):
            if sections[number].lines and self._headlines.has_shown(number):
                self._headlines.mark_section(number)
                self._sections.move_to(number)
                return
            number += step
        last = say("This is the last section.")
        self.announce(last if step > 0 else say("This is the first section."))

    def action_next_article(self) -> None:
        """The next headline."""
        self._headlines.move(1)

    def action_previous_article(self) -> None:
        """The headline before."""
        self._headlines.move(-1)

    # -- between the issues --

    @on(Masthead.Turned)
    def _turn_by_click(self, message: Masthead.Turned) -> None:
        self._read_other(self.day, other=message.day)

    @work(thread=True, exclusive=True, group="outline", exit_on_error=False)
    def _read_other(self, day: date, *, other: date | None = None, steps: int = 0) -> None:
        """Another issue: that of a day, or so many further on."""
        library = self.reader.library
        try:
            other = other or issue_beyond(library, self.newspaper_id, day, steps)
            outline = library.outline(self.newspaper_id, other) if other else None
            near = library.neighbours(self.newspaper_id, other or day)
        except LibraryError as error:
            self.call_later(self._stay, day, error)
            return
        if get_current_worker().is_cancelled:
            return
        if other is not None:
            self.call_later(self._take_other, day, other, outline, near)
        else:
            self.call_later(self._stay, day, no_issue_beyond(steps))

    def _take_other(self, day: date, other: date, outline: Outline | None, near: Near) -> None:
        if day == self.day and self.is_mounted:
            self._turn_to(other, outline, near, key=self._marks.get(other, ""))

    def _turn_to(self, day: date, outline: Outline | None, near: Near, *, key: str) -> None:
        if self._headlines.line is not None:
            self._marks[self.day] = self._headlines.line.key
        self._issues_on = 0
        self.end_filter()
        self.clear_sentence()
        self._preview.clear()
        self.day = day
        self._progress = self.reader.deliveries.progress_of(self.newspaper_id, day)
        self._put_up(outline, near, key=key)

    # -- what is done with it --

    def action_whole_paper(self) -> None:
        """All of the issue in one scroll."""
        from reader.app.screens.paper import PaperScreen

        if self.outline is not None and reading_order(self.outline):
            self._opened = self._headlines.line.key if self._headlines.line else ""
            self.app.push_screen(PaperScreen(self.outline))
        else:
            self.announce(say("No article of this issue is here yet."))

    def action_export(self) -> None:
        """Write the issue, or of what is marked the page or the article, into a file."""
        from reader.app.screens.exporting import export, of_issue

        line = self._headlines.line
        if self.outline is not None:
            export(self, of_issue(self.newspaper_id, self.day, line.key if line else ""))

    def action_printed_page(self) -> None:
        """The page that the marked article was printed on."""
        from reader.app.screens.picturing import show_printed_page

        item, line = self._headlines.item, self._headlines.line
        if item is not None:
            key = line.key if line is not None else f"{self.newspaper_id}/{self.day}"
            show_printed_page(self, self.outline, key, item.section)

    def action_retry(self) -> None:
        """Ask again for what is missing."""
        if self.outline is not None and not self.outline.gaps and any(self.outline.lines):
            self.announce(say("Nothing is missing from this issue."))
        else:
            is_copy = self.outline is not None and bool(origin_words(self.outline.url))
            self.reader.fetch_issue(self.newspaper_id, self.day, from_archive=is_copy)
