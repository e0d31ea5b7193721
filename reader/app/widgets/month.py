"""A month of one newspaper: which days it appeared, which of them are here, and which are read.

Days are told apart by a sign behind the number, so that it works without colours too.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from reader.app.place import bindings_of, content
from reader.dates import day_in_year, month_name, short_day, weekday_initials
from reader.errors import Absence
from reader.lang import language, say, say_n
from reader.model import DayTally, PrintDay
from reader.text.cells import truncated, width_in_cells

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size
    from textual.style import Style

    from reader.library import Library

READ, BEGUN, STORED, PUBLISHED, NO_ISSUE, NOTHING = "●", "◐", "○", "·", "-", " "

CELL = 5
"""Cells of a day: a bar, two digits, a sign, a bar."""

Tallies = Mapping[date, DayTally]
KnownDays = Mapping[date, PrintDay]


def sign_of(
    day: date,
    tally: DayTally | None,
    *,
    today: date,
    closed_weekdays: Collection[int] = (),
    is_fetchable: bool = True,
    known: PrintDay | None = None,
) -> str:
    """How a day stands: read, begun, stored, published as far as one can know, known to be without
    an issue, or nothing.

    Whether a paper really appeared on a day of which nothing is known can only be asked: a day that
    has come and is no closed weekday counts as published.
    """
    if tally is not None:
        if tally.read >= tally.articles > 0:
            return READ
        return BEGUN if tally.read or tally.begun else STORED
    if known is not None and known.is_printed:
        return PUBLISHED if is_fetchable else NOTHING
    if known is not None and known.absence != Absence.NOT_YET:
        return NO_ISSUE
    if is_fetchable and day <= today and day.weekday() not in closed_weekdays:
        return PUBLISHED
    return NOTHING


def month_after(day: date, months: int) -> date:
    """The same day so many months on; a month that is too short gives its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    year = max(1, min(9998, year))
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def known_days(library: Library, newspaper_id: str, year: int, month: int) -> KnownDays:
    """What is known of the days of a month; raises `LibraryError`."""
    last = calendar.monthrange(year, month)[1]
    return library.print_days(newspaper_id, date(year, month, 1), date(year, month, last))


class MonthView(Widget, can_focus=True, inherit_bindings=False):
    """The calendar. It holds a day; whoever shows it says where the tallies come from."""

    DEFAULT_CSS = """
    MonthView { width: 37; height: auto; padding: 0 1; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "month--title",
        "month--weekday",
        "month--read",
        "month--begun",
        "month--stored",
        "month--published",
        "month--no-issue",
        "month--nothing",
        "month--today",
        "month--day",
        "month--day-blur",
        "month--legend",
    }
    BINDINGS = bindings_of("month")

    class Moved(Message):
        """Another day is marked."""

        def __init__(self, month: MonthView, day: date) -> None:
            self.month = month
            self.day = day
            super().__init__()

        @property
        def control(self) -> MonthView:
            """The calendar."""
            return self.month

    class Opened(Message):
        """A day was chosen."""

        def __init__(self, month: MonthView, day: date) -> None:
            self.month = month
            self.day = day
            super().__init__()

        @property
        def control(self) -> MonthView:
            """The calendar."""
            return self.month

    def __init__(
        self,
        *,
        day: date,
        today: date,
        name: str = "",
        tallies_of: Callable[[int, int], Tallies] | None = None,
        known_of: Callable[[int, int], KnownDays] | None = None,
        closed_weekdays: Collection[int] = (),
        is_fetchable: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's word
    ) -> None:
        super().__init__(id=id)
        self.day = day
        """The marked day."""
        self.today = today
        self.title = name
        self._tallies_of = tallies_of
        self._tallies: Tallies = {}
        self._known_of = known_of
        self._known: KnownDays = {}
        self._closed_weekdays = closed_weekdays
        self._is_fetchable = is_fetchable
        self._look_up()

    # -- what it shows --

    def show(
        self,
        *,
        day: date,
        today: date,
        name: str,
        tallies_of: Callable[[int, int], Tallies],
        known_of: Callable[[int, int], KnownDays] | None = None,
        closed_weekdays: Collection[int] = (),
        is_fetchable: bool = True,
    ) -> None:
        """Show another newspaper, or the same one again after something arrived."""
        self.day = day
        self.today = today
        self.title = name
        self._tallies_of = tallies_of
        self._known_of = known_of
        self._closed_weekdays = closed_weekdays
        self._is_fetchable = is_fetchable
        self._look_up()
        self.refresh(layout=True)

    def _look_up(self) -> None:
        if self._tallies_of is not None:
            self._tallies = self._tallies_of(self.day.year, self.day.month)
        self._known = self._known_of(self.day.year, self.day.month) if self._known_of else {}

    def sign(self, day: date) -> str:
        """How a day of the month shown stands."""
        return sign_of(
            day,
            self._tallies.get(day),
            today=self.today,
            closed_weekdays=self._closed_weekdays,
            is_fetchable=self._is_fetchable,
            known=self._known.get(day),
        )

    def go_to(self, day: date) -> None:
        """Mark a day, turning the page where it lies in another month."""
        if day == self.day:
            return
        turned = (day.year, day.month) != (self.day.year, self.day.month)
        self.day = day
        if turned:
            self._look_up()
        # Another month may have another legend.
        self.refresh(layout=turned)
        self.post_message(self.Moved(self, day))

    # -- drawing --

    @property
    def _is_low(self) -> bool:
        return self.screen.has_class("-low")

    @property
    def _weeks_top(self) -> int:
        return 2 if self._is_low else 4

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Title, weekdays, six weeks, the day's line, the legend."""
        return len(self._legend()) + (9 if self._is_low else 13)

    def _legend(self) -> list[str]:
        first = f"{READ} {say('read')}  {BEGUN} {say('begun')}  {STORED} {say('downloaded')}"
        second = f"{PUBLISHED} {say('published, not downloaded')}"
        rows = [first, second] if self._is_fetchable else [first]
        if any(not one.is_printed for one in self._known.values()):
            no_issue = f"{NO_ISSUE} {say('no issue')}"
            # A row fewer where it can be had: the smallest screen has none to spare.
            if width_in_cells(f" {rows[-1]}  {no_issue}") <= CELL * 7:
                rows[-1] += f"  {no_issue}"
            else:
                rows.append(no_issue)
        return rows

    def render(self) -> Content:
        """The page of the month."""
        width = CELL * 7
        blank = [] if self._is_low else [Content("")]
        month = month_name(self.day.year, self.day.month, language())
        room = width - 4 - width_in_cells(month) - 3
        name = truncated(self.title, room) if self.title and room > 3 else ""
        title = f"{name} · {month}" if name else month
        space = max(0, width - 4 - width_in_cells(title))
        left = space // 2
        quiet = self._style("month--legend")
        lines = [
            Content.assemble(
                (" ‹" + " " * left, quiet),
                content(title, self._style("month--title")),
                (" " * (space - left) + "›", quiet),
            ),
            *blank,
            Content.assemble(
                *(
                    (" " * max(0, 3 - width_in_cells(initials)) + initials + "  ", weekday)
                    for initials in weekday_initials(language())
                    for weekday in [self._style("month--weekday")]
                )
            ),
            *blank,
        ]
        first = self.day.replace(day=1)
        start = first.toordinal() - first.weekday()
        for week in range(6):
            cells: list[Content] = []
            for weekday in range(7):
                ordinal = start + week * 7 + weekday
                day = date.fromordinal(ordinal) if ordinal > 0 else None
                if day is None or day.month != self.day.month:
                    cells.append(Content(" " * CELL))
                else:
                    cells.append(self._cell(day))
            lines.append(Content("").join(cells))
        lines += [*blank, self._day_line(), *blank]
        lines += [Content.styled(f" {line}", quiet) for line in self._legend()]
        return Content("\n").join(lines)

    def _style(self, name: str) -> Style:
        return self.get_visual_style(name, partial=True)

    def _cell(self, day: date) -> Content:
        sign = self.sign(day)
        kind = {
            READ: "read",
            BEGUN: "begun",
            STORED: "stored",
            PUBLISHED: "published",
            NO_ISSUE: "no-issue",
            NOTHING: "nothing",
        }[sign]
        style = self.get_visual_style(f"month--{kind}", partial=True)
        if day == self.today:
            style += self.get_visual_style("month--today", partial=True)
        words = f"{day.day:2d}{sign}"
        if day != self.day:
            return Content.assemble(" ", (words, style), " ")
        marked = self.get_visual_style(
            "month--day" if self.has_focus else "month--day-blur", partial=True
        )
        return Content.assemble(("▐", marked), (words, style + marked), ("▌", marked))

    def _day_line(self) -> Content:
        tally = self._tallies.get(self.day)
        if tally is not None:
            known = (
                say("{read} of {n} read", read=tally.read, n=tally.articles)
                if tally.read
                else say_n("{n} article", "{n} articles", tally.articles)
            )
        elif self.day > self.today:
            known = say("not out yet")
        elif self._is_fetchable and self.sign(self.day) == PUBLISHED:
            known = say("Enter fetches it")
        else:
            known = say("no issue here")
        words = f" {short_day(self.day, language())} · {known}"
        if width_in_cells(words) > CELL * 7:
            # The year stands over the month.
            words = f" {day_in_year(self.day, language())} · {known}"
        return content(truncated(words, CELL * 7), self._style("month--title"))

    # -- keys and mouse --

    def _step(self, days: int) -> None:
        with_overflow = self.day.toordinal() + days
        if date.min.toordinal() <= with_overflow < date(9999, 1, 1).toordinal():
            self.go_to(self.day + timedelta(days=days))

    def action_day_left(self) -> None:
        """A day earlier."""
        self._step(-1)

    def action_day_right(self) -> None:
        """A day later."""
        self._step(1)

    def action_week_up(self) -> None:
        """A week earlier."""
        self._step(-7)

    def action_week_down(self) -> None:
        """A week later."""
        self._step(7)

    def action_first_day(self) -> None:
        """To the month's first day."""
        self.go_to(self.day.replace(day=1))

    def action_last_day(self) -> None:
        """To the month's last day."""
        self.go_to(self.day.replace(day=calendar.monthrange(self.day.year, self.day.month)[1]))

    def action_previous(self) -> None:
        """To the month before."""
        self.go_to(month_after(self.day, -1))

    def action_next(self) -> None:
        """To the month after."""
        self.go_to(month_after(self.day, 1))

    def action_open(self) -> None:
        """Choose the marked day."""
        self.post_message(self.Opened(self, self.day))

    def day_at(self, x: int, y: int) -> date | None:
        """The day drawn at a cell of the page."""
        week, weekday = y - self._weeks_top, x // CELL
        if not (0 <= week < 6 and 0 <= weekday < 7 and x >= 0):
            return None
        first = self.day.replace(day=1)
        ordinal = first.toordinal() - first.weekday() + week * 7 + weekday
        if ordinal < 1:
            return None
        day = date.fromordinal(ordinal)
        return day if day.month == self.day.month else None

    def on_click(self, event: events.Click) -> None:
        """A click marks a day, and opens it when it is marked; the arrows turn the page."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        if offset.y == 0:
            self.go_to(month_after(self.day, -1 if offset.x < CELL * 7 // 2 else 1))
            return
        day = self.day_at(offset.x, offset.y)
        if day is None:
            return
        if day == self.day:
            self.action_open()
        else:
            self.go_to(day)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel turns to the next month."""
        event.stop()
        self.action_next()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel turns to the month before."""
        event.stop()
        self.action_previous()
