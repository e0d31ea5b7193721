"""What the three places, and the lists over them, have in common.

A place takes its keys from `reader.commands` and has a line of keys at its foot. A sentence that
stands for a while lies over the keys and moves nothing: what was done. One that stays, how a
delivery gets on or what went wrong, has a row above them; where one reads it lies over the row that
says how far one is, so that no sentence ever moves a text.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import ScreenResume
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from reader.app.marking import Written
from reader.app.progress import Arrived, Finished, progress_line
from reader.app.widgets.keys import KeysLine
from reader.commands import commands_of
from reader.text import clean
from reader.text.cells import width_in_cells

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.style import Style
    from textual.timer import Timer

    from reader.app.app import ReaderApp
    from reader.app.palette import PaletteEntry
    from reader.app.widgets.rows import Rows
    from reader.model import Newspaper

WIDTHS: list[tuple[int, str]] = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]
"""The class of a screen from so many columns on."""

HEIGHTS: list[tuple[int, str]] = [(0, "-low"), (24, "-high")]
"""The class of a screen from so many rows on."""

NOTICE_SECONDS = 6.0
"""How long a sentence stands that asks for nothing."""


def content(text: str, style: str | Style = "") -> Content:
    """Text as the screen shows it: never read as markup, and cleaned once more.

    The only way in which text from outside comes on the screen; what an older version wrote into
    the library passes here too.
    """
    return Content.styled(clean(text), style)


def bindings_of(place: str) -> list[BindingType]:
    """The key bindings of a place, for its class's `BINDINGS`."""
    return [
        Binding(
            command.keys,
            command.verb,
            command.label,
            show=command.footer,
            priority=command.priority,
            tooltip=command.help,
            id=command.id,
        )
        for command in commands_of(place)
    ]


class Place(Screen[None]):
    """A whole screen with a foot. A subclass names its `PLACE`, sets `BINDINGS =
    bindings_of(PLACE)`, has an `action_verb` for each of its commands, and ends its `compose` with
    `yield from self.foot()`."""

    PLACE: ClassVar[str] = ""
    """The place's name in `reader.commands`."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    collection: str = ""
    """What is read here one after the other, where it is no issue: the reading list."""

    _notice_timer: Timer | None = None

    @property
    def reader(self) -> ReaderApp:
        """The app, as what it is."""
        from reader.app.app import ReaderApp

        assert isinstance(self.app, ReaderApp)  # noqa: S101 - told to the type checker
        return self.app

    @property
    def newspaper(self) -> Newspaper | None:
        """The newspaper that this place is about now: the one `t`, `d` and `D` mean.

        A place that keeps its `newspaper_id` need not say it again.
        """
        return self.reader.newspaper_named(str(getattr(self, "newspaper_id", "")))

    @property
    def issue_day(self) -> date | None:
        """The day that `D` means: that of the issue shown; None for today."""
        day = getattr(self, "day", None)
        return day if isinstance(day, date) else None

    @property
    def keys_line(self) -> KeysLine:
        """The line of keys."""
        return self.query_one(KeysLine)

    def palette_entries(self) -> list[PaletteEntry]:
        """What the palette offers here beyond commands, papers and dates: sections, for one."""
        return []

    def foot(self) -> ComposeResult:
        """The sentence and the keys, the last thing a place composes."""
        from reader.app.widgets.sentence import Sentence

        sentence = Sentence("", id="sentence", markup=False)
        sentence.display = False
        yield sentence
        yield KeysLine(self.PLACE)

    def take_measure(self) -> None:
        """Set the classes that say how large the terminal is.

        Textual sets them when the screen in front is resized: one that is composed would be drawn
        twice, one that lay behind would keep those of the size it was left at.
        """
        width, height = self.app.size
        for at, steps in (
            (width, self.HORIZONTAL_BREAKPOINTS),
            (height, self.VERTICAL_BREAKPOINTS),
        ):
            reached = [name for least, name in sorted(steps or []) if at >= least]
            for _, name in steps or []:
                self.set_class(name == (reached or [""])[-1], name)

    @on(ScreenResume)
    def _measure_again(self) -> None:
        self.take_measure()

    # -- one sentence --

    def announce(self, sentence: str, *, seconds: float = NOTICE_SECONDS) -> None:
        """Show a sentence at the foot for a while; 0 seconds: until the next one."""
        self._show_sentence(sentence, "notice")
        if sentence and seconds:
            self._notice_timer = self.set_timer(seconds, self.clear_sentence)

    def say_failure(self, error: Exception | str) -> None:
        """Show what went wrong, on the screen where it happened; it stays until something else
        is said or it is left with Esc."""
        self._show_sentence(str(error), "failure")

    def say_progress(self, sentence: str) -> None:
        """Show how far something is; the next report replaces it."""
        self._show_sentence(sentence, "progress")

    def clear_sentence(self) -> None:
        """Take the sentence away."""
        self._show_sentence("", "notice")

    @property
    def sentence(self) -> str:
        """What stands at the foot now."""
        found = self.query("#sentence")
        return str(found.first(Static).content) if found else ""

    def _show_sentence(self, sentence: str, kind: str) -> None:
        if self._notice_timer is not None:
            self._notice_timer.stop()
            self._notice_timer = None
        for row in self.query("#sentence").results(Static):
            # Where one row follows another only that row is painted.
            room = row.size.width
            fits = 0 < width_in_cells(str(row.content)) <= room
            is_as_high = fits and 0 < width_in_cells(sentence) <= room and row.display
            row.update(content(sentence), layout=not is_as_high)
            row.display = bool(sentence)
            for other in ("notice", "failure", "progress"):
                row.set_class(other == kind, f"-{other}")

    # -- deliveries, whichever place started them --

    @on(Arrived)
    def _tell_progress(self, message: Arrived) -> None:
        paper = self.reader.newspaper_named(message.progress.newspaper_id)
        name = paper.name if paper else message.progress.newspaper_id
        self.say_progress(progress_line(message.progress, name))

    @on(Finished)
    def _tell_end(self, message: Finished) -> None:
        if message.failed:
            self.say_failure(self.end_words(message))
        else:
            self.announce(self.end_words(message))

    def end_words(self, message: Finished) -> str:
        """How a delivery ended, and what this place has to offer then."""
        return message.sentence

    # -- the mouse --

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What the mouse points at, for selecting text. An article counts in its words, whatever
        rows they stand in; Textual knows rows only."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        place_at = getattr(widget, "place_at", None)
        if widget is not None and place_at is not None:
            offset = place_at(*(Offset(x, y) - widget.content_region.offset))
        return widget, offset

    def say_again(self) -> None:
        """Say everything here in the language spoken now."""
        from reader.app.widgets.rows import Rows
        from reader.app.widgets.said import Said

        self.clear_sentence()
        for part in self.walk_children(Widget):
            # What was drawn in the other language is forgotten as in another colour.
            part.notify_style_update()
            if isinstance(part, Rows):
                part.lay_out()
            elif isinstance(part, Said):
                part.say_again()
            part.refresh(layout=True)
        self.post_message(Written())

    def turn_script(self, newspaper_id: str) -> None:
        """A newspaper is to be shown in the other script from now on."""

    # -- out --

    def came_back(self, key: str) -> None:
        """Somebody leaves an article, the last one read, that was opened from here."""

    def show_again(self, key: str) -> None:
        """Put the mark on an article that is about to be here again."""

    def action_out(self) -> None:
        """Back to the place one came from."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()


class ListPlace(Place):
    """A place that is one list: what its motions do."""

    @property
    def rows(self) -> Rows:
        """The list."""
        raise NotImplementedError

    def action_down(self) -> None:
        """One row down."""
        self.rows.move(1)

    def action_up(self) -> None:
        """One row up."""
        self.rows.move(-1)

    def action_half_down(self) -> None:
        """Half a screen down."""
        self.rows.move_lines(max(1, self.rows.size.height // 2))

    def action_half_up(self) -> None:
        """Half a screen up."""
        self.rows.move_lines(-max(1, self.rows.size.height // 2))

    def action_page_down(self) -> None:
        """A screen down."""
        self.rows.move_lines(max(1, self.rows.size.height - 1))

    def action_page_up(self) -> None:
        """A screen up."""
        self.rows.move_lines(-max(1, self.rows.size.height - 1))

    def action_top(self) -> None:
        """To the first row."""
        self.rows.move_to(0)

    def action_bottom(self) -> None:
        """To the last row."""
        self.rows.move_to(self.rows.item_count - 1, step=-1)
