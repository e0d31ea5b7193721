"""What one has read, counted: how much, on which days, of which newspapers and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.app.marking import Written
from reader.app.place import Place, bindings_of, content
from reader.app.widgets.stand import Nameplate
from reader.errors import LibraryError
from reader.export.statistics import lines_of
from reader.lang import say

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.style import Style

    from reader.export.statistics import Line
    from reader.model import Newspaper, ReadTally


class Counts(Widget):
    """The counts, set as wide as there is room."""

    DEFAULT_CSS = """
    Counts { height: auto; width: 1fr; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "counts--name",
        "counts--quiet",
        "counts--heading",
        "counts--bar",
        "counts--today",
        "counts--level-0",
        "counts--level-1",
        "counts--level-2",
        "counts--level-3",
        "counts--level-4",
    }

    tally: ReadTally | None = None
    year: int = 0

    def show(self, tally: ReadTally, year: int) -> None:
        """Show these, with the calendar of a year."""
        self.tally, self.year = tally, year
        self.refresh(layout=True)

    def _lines(self, cells: int) -> list[Line]:
        if self.tally is None:
            return [((say("Counting what you have read …"), "quiet"),)]
        place = self.screen
        assert isinstance(place, StatisticsScreen)  # noqa: S101 - told to the type checker
        return lines_of(self.tally, year=self.year, today=place.reader.today_of(None), cells=cells)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return len(self._lines(width))

    def render(self) -> Content:
        """All of it."""
        lines = []
        for line in self._lines(self.size.width):
            pieces = [Content.styled(words, self._style(name)) for words, name in line]
            lines.append(Content("").join(pieces))
        return Content("\n").join(lines)

    def _style(self, name: str) -> Style | str:
        return self.get_visual_style(f"counts--{name}", partial=True) if name else ""


class CountsScroll(VerticalScroll, can_focus=True, inherit_bindings=False):
    """What scrolls them; the keys are those of the place."""


class StatisticsScreen(Place):
    """Counts all newspapers or one, all years or one."""

    PLACE = "statistics"
    BINDINGS = bindings_of("statistics")

    def __init__(self) -> None:
        super().__init__()
        self._year: int | None = None
        """The year counted; None for all of them."""
        self._newspaper_id = ""
        self._known: tuple[str, ...] = ()
        """The newspapers of which something was read."""

    def compose(self) -> ComposeResult:
        """The nameplate, the counts, the foot."""
        self.take_measure()
        yield Nameplate("Read so far")
        self._counts = Counts()
        self._scroll = CountsScroll(self._counts, id="counts")
        yield self._scroll
        yield from self.foot()

    def on_mount(self) -> None:
        """Count."""
        self._scroll.focus()
        self._count()

    def on_screen_resume(self) -> None:
        """Something may have been read meanwhile."""
        if self._counts.tally is not None:
            self._count()

    @on(Written)
    def _see_changes(self) -> None:
        self._count()

    @property
    def newspaper(self) -> Newspaper | None:
        """The newspaper that is counted alone."""
        return self.reader.newspaper_named(self._newspaper_id)

    @work(thread=True, exclusive=True, group="counting", exit_on_error=False)
    def _count(self) -> None:
        worker = get_current_worker()
        today = self.reader.today_of(None)
        try:
            tally = self.reader.library.statistics.tally(
                today=today,
                newspaper_id=self._newspaper_id,
                year=self._year,
                is_cancelled=lambda: worker.is_cancelled,
            )
        except LibraryError as error:
            self.call_later(self.say_failure, error)
            return
        if not worker.is_cancelled:
            self.call_later(self._show, tally)

    def _show(self, tally: ReadTally) -> None:
        if not self._newspaper_id and self._year is None:
            self._known = tuple(share.newspaper_id for share in tally.newspapers)
        year = self.reader.today_of(None).year if self._year is None else self._year
        self._counts.show(tally, year)
        self._remark()

    def _remark(self) -> None:
        newspaper = self.newspaper
        year = say("all years") if self._year is None else str(self._year)
        name = newspaper.name if newspaper is not None else say("all newspapers")
        self.query_one(Nameplate).remark(str(content(name[:100])), year)

    def say_again(self) -> None:
        """Say what is counted in the language spoken now."""
        super().say_again()
        self._remark()

    # -- keys --

    def action_previous_year(self) -> None:
        """A year back."""
        this = self.reader.today_of(None).year
        self._year = this if self._year is None else max(1, self._year - 1)
        self._count()

    def action_next_year(self) -> None:
        """A year on; after this one all of them."""
        this = self.reader.today_of(None).year
        if self._year is not None:
            self._year = self._year + 1 if self._year < this else None
            self._count()

    def action_newspaper(self) -> None:
        """The next newspaper, after the last all of them."""
        every = ("", *self._known)
        at = every.index(self._newspaper_id) if self._newspaper_id in every else 0
        self._newspaper_id = every[(at + 1) % len(every)]
        self._count()

    def action_down(self) -> None:
        """One row down."""
        self._scroll.scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        """One row up."""
        self._scroll.scroll_relative(y=-1, animate=False)

    def action_half_down(self) -> None:
        """Half a screen down."""
        self._scroll.scroll_relative(y=max(1, self._scroll.size.height // 2), animate=False)

    def action_half_up(self) -> None:
        """Half a screen up."""
        self._scroll.scroll_relative(y=-max(1, self._scroll.size.height // 2), animate=False)

    def action_page_down(self) -> None:
        """A screen down."""
        self._scroll.scroll_relative(y=max(1, self._scroll.size.height - 1), animate=False)

    def action_page_up(self) -> None:
        """A screen up."""
        self._scroll.scroll_relative(y=-max(1, self._scroll.size.height - 1), animate=False)

    def action_top(self) -> None:
        """To the first row."""
        self._scroll.scroll_home(animate=False)

    def action_bottom(self) -> None:
        """To the last row."""
        self._scroll.scroll_end(animate=False)
