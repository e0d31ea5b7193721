"""The newsstand: every newspaper, and the month of the one that is marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from reader.app.filtering import FilteringPlace
from reader.app.marking import Written
from reader.app.place import bindings_of, content
from reader.app.progress import Arrived, Finished
from reader.app.widgets.glance import Glance
from reader.app.widgets.month import MonthView, known_days, month_after
from reader.app.widgets.rows import Rows
from reader.app.widgets.stand import Nameplate, Stand, StandItem, stand_items
from reader.dates import masthead_date, short_day
from reader.errors import LibraryError
from reader.lang import language, say, say_n
from reader.papers import OWN, SAMPLE

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from reader.model import DayTally, Newspaper, PrintDay


STAND_WIDTHS: list[tuple[int, str]] = [(0, "-narrow"), (90, "-medium"), (120, "-wide")]
"""The calendar takes more room beside the stand than an issue's sections beside its articles."""


TURN_AFTER_S = 0.12
"""How long the mark rests before month and headlines follow it."""


class NewsstandScreen(FilteringPlace):
    """Where one starts, and where the last `q` leaves."""

    PLACE = "newsstand"
    BINDINGS = bindings_of("newsstand")
    AUTO_FOCUS = "#stand"
    HORIZONTAL_BREAKPOINTS = STAND_WIDTHS

    def __init__(self) -> None:
        super().__init__()
        self._days: dict[str, date] = {}
        self._was_left = False
        self._turning: Timer | None = None

    # -- composing --

    def compose(self) -> ComposeResult:
        """The nameplate, the stand beside the month, a hint, the foot."""
        self.take_measure()
        yield Nameplate("Newsstand")
        self._stand = Stand(id="stand")
        today = self.reader.today_of(None)
        self._month = MonthView(day=today, today=today, id="month")
        self._front = Glance(id="front")
        with Horizontal(id="stand-body"):
            with Vertical(id="stand-column"):
                yield self._stand
                yield self._front
            yield self._month
        yield Static("", id="hint", markup=False)
        yield from self.foot()

    def on_mount(self) -> None:
        """Put the newspapers up before the first picture."""
        self._stand.focus()
        self.look_again()

    def look_again(self) -> None:
        """Take the tallies from the library once more; mark and scroll stay."""
        try:
            entries = self.reader.library.stand()
            has_feeds = not self.reader.library.feeds.is_empty()
        except LibraryError as error:
            self.say_failure(error)
            return
        papers = [paper for paper in self.reader.papers if has_feeds or paper.id != OWN]
        items = stand_items(entries, papers, self.reader.deliveries.is_running)
        self._stand.put_up(items)
        self._remark(items)
        self._show_month()
        self._show_front()

    def _remark(self, items: tuple[StandItem, ...]) -> None:
        today = self.reader.today_of(self.newspaper)
        stored = sum(item.entry is not None for item in items)
        count = say_n("{n} newspaper", "{n} newspapers", stored)
        self.query_one(Nameplate).remark(masthead_date(today, language()), count)
        hint = self.query_one("#hint", Static)
        words = self._hint(items)
        hint.update(content(words))
        hint.display = bool(words)

    def _hint(self, items: tuple[StandItem, ...]) -> str:
        """The line that leads on from an empty shelf."""
        if not items:
            return say("There is no newspaper here yet: give a definition in the configuration.")
        fetched = any(i.entry and i.newspaper and i.newspaper.id != SAMPLE for i in items)
        if fetched:
            return ""
        if any(i.newspaper and not i.entry for i in items):
            return say("This is the sample newspaper. For a real one, press Enter on its name.")
        return say("This is the sample newspaper.")

    def say_again(self) -> None:
        """Say tallies and hints in the language spoken now."""
        super().say_again()
        self.look_again()

    def start_over(self) -> None:
        """Be as at the start of the app, with what the library has by now."""
        self._days.clear()
        self.end_filter()
        self.clear_sentence()
        self._leave_calendar()
        self.look_again()
        self._stand.move_to(0)
        self.turn()

    def mark_newspaper(self, newspaper_id: str) -> None:
        """Put the mark on a newspaper, wherever one is now."""
        self._stand.mark_newspaper(newspaper_id)

    # -- what it is about --

    @property
    def rows(self) -> Rows:
        """The newspapers."""
        return self._stand

    @property
    def newspaper(self) -> Newspaper | None:
        """The newspaper that is marked."""
        return self._stand.newspaper

    @property
    def issue_day(self) -> date | None:
        """The calendar's day while one is in it."""
        return self._month.day if self._month.has_focus else None

    def _tallies(self, newspaper: Newspaper, year: int, month: int) -> Mapping[date, DayTally]:
        try:
            return self.reader.library.month(newspaper.id, year, month)
        except LibraryError as error:
            self.say_failure(error)
            return {}

    def _known(self, newspaper: Newspaper, year: int, month: int) -> Mapping[date, PrintDay]:
        try:
            return known_days(self.reader.library, newspaper.id, year, month)
        except LibraryError as error:
            self.say_failure(error)
            return {}

    def _show_month(self) -> None:
        newspaper = self.newspaper
        item = self._stand.item
        if newspaper is None or item is None:
            return
        today = self.reader.today_of(newspaper)
        newest = item.entry.newest.date if item.entry and item.entry.newest else today
        self._month.show(
            day=self._days.get(newspaper.id, newest),
            today=today,
            name=newspaper.name,
            tallies_of=lambda year, month: self._tallies(newspaper, year, month),
            known_of=lambda year, month: self._known(newspaper, year, month),
            closed_weekdays=newspaper.closed_weekdays,
            is_fetchable=self.reader.paper_of(newspaper.id) is not None,
        )

    def _show_front(self) -> None:
        """The headlines of the issue that the calendar's day or the stand's mark means."""
        newspaper, item = self.newspaper, self._stand.item
        day = self.issue_day
        if day is None and item is not None and item.entry is not None and item.entry.newest:
            day = item.entry.newest.date
        shown = self._front.outline
        outline = None
        if newspaper is not None and day is not None and self._front.display:
            try:
                outline = self.reader.library.outline(newspaper.id, day)
            except LibraryError as error:
                self.say_failure(error)
        if outline != shown:
            self._front.show(outline)

    def _turn_now(self) -> None:
        if self._turning is not None:
            self.turn()

    def _turn_soon(self) -> None:
        # A key that is held down passes many newspapers: month and headlines turn to the one it
        # stops at, and the mark moves at the cost of two items.
        if self._turning is not None:
            self._turning.stop()
        self._turning = self.set_timer(TURN_AFTER_S, self.turn)

    def turn(self) -> None:
        """Show the month and the headlines of what is marked."""
        if self._turning is not None:
            self._turning.stop()
            self._turning = None
        self._show_month()
        self._show_front()

    # -- what the parts say --

    @on(Rows.Marked, "#stand")
    def _turn_to_newspaper(self) -> None:
        self._turn_soon()

    @on(Glance.Chosen)
    def _read_headline(self, message: Glance.Chosen) -> None:
        self.reader.open_issue(message.outline.newspaper.id, message.outline.date, key=message.key)

    @on(Rows.Chosen, "#stand")
    def _open_marked(self) -> None:
        newspaper, item = self.newspaper, self._stand.item
        if newspaper is None or item is None:
            return
        if item.entry is not None and item.entry.newest is not None:
            self.reader.open_issue(newspaper.id, item.entry.newest.date)
        else:
            self.reader.open_day(newspaper, self.reader.today_of(newspaper))

    @on(MonthView.Moved)
    def _remember_day(self, message: MonthView.Moved) -> None:
        if self.newspaper is not None:
            self._days[self.newspaper.id] = message.day
            self._turn_soon()

    @on(MonthView.Opened)
    def _open_day(self, message: MonthView.Opened) -> None:
        if self.newspaper is not None:
            self.reader.open_day(self.newspaper, message.day)

    @on(events.ScreenResume)
    def _come_back(self) -> None:
        # The first time is the start, when everything was put up a moment ago.
        if self._was_left:
            self.look_again()
        self._was_left = False

    @on(events.ScreenSuspend)
    def _go(self) -> None:
        self._was_left = True

    @on(Arrived)
    def _count_arrivals(self, message: Arrived) -> None:
        if message.is_news:
            self._look_again_if_seen()

    @on(Finished)
    def _count_end(self, message: Finished) -> None:
        if message.near:
            # The calendar shows the day that has none, and `,` and `.` lead on from there.
            self._days[message.newspaper_id] = message.day
        self._look_again_if_seen()

    def end_words(self, message: Finished) -> str:
        """With the keys that lead to the nearest issues."""
        newspaper = self.newspaper
        if not message.near or newspaper is None or newspaper.id != message.newspaper_id:
            return message.sentence
        if all(day < message.day for day in message.near):
            keys = say("Press , for the issue before.")
        elif all(day > message.day for day in message.near):
            keys = say("Press . for the issue after.")
        else:
            keys = say("Press , for the issue before, . for the one after.")
        return f"{message.sentence} {keys}"

    def _look_again_if_seen(self) -> None:
        if self.is_current:
            self.look_again()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _follow_focus(self) -> None:
        self.keys_line.place = "month" if self._month.has_focus else self.PLACE

    @on(Written)
    def _count_marks(self) -> None:
        self._look_again_if_seen()

    # -- keys --

    def action_open(self) -> None:
        """Open the newest issue of the newspaper."""
        self._stand.choose()

    def action_calendar(self) -> None:
        """To the calendar and back."""
        self._turn_now()
        if self._month.has_focus:
            self._leave_calendar()
        else:
            self.add_class("-calendar")
            self._month.focus()

    def _leave_calendar(self) -> None:
        self.remove_class("-calendar")
        self._stand.focus()

    def action_out(self) -> None:
        """From the calendar to the newspapers; never out of the reader by accident."""
        self.clear_sentence()
        if self._month.has_focus:
            self._leave_calendar()
        else:
            self.end_filter()

    def action_leave(self) -> None:
        """From the calendar to the newspapers, from there out of the reader."""
        if self._month.has_focus:
            self._leave_calendar()
        elif not self.end_filter():
            self.reader.action_leave()

    def action_add_feed(self) -> None:
        """Subscribe to a feed at an address that is typed."""
        from reader.app.screens.subscribing import add_feed

        add_feed(self)

    def action_export(self) -> None:
        """Write an issue of this newspaper, or many, into a file."""
        from reader.app.screens.exporting import export, of_newspaper

        self._turn_now()
        newspaper, item, day = self.newspaper, self._stand.item, self.issue_day
        if newspaper is None or item is None or item.entry is None:
            self.announce(say("There is nothing to take away here."))
            return
        newest = item.entry.newest
        if day is None or not self.reader.stored(newspaper.id, day):
            day = newest.date if newest else None
        export(self, of_newspaper(newspaper, day, self._month.day))

    def action_remove(self) -> None:
        """Take the issue of the calendar's day out of the library."""
        self._turn_now()
        newspaper, day = self.newspaper, self.issue_day
        if newspaper is None:
            return
        if day is None:
            key = self.reader.doings.key("newsstand.calendar")
            self.announce(say("{key} leads to the calendar, where a day can be removed.", key=key))
        elif self.reader.stored(newspaper.id, day):
            self.reader.doings.remove_issue(newspaper, day)
        else:
            self.announce(
                say(
                    "{name} of {day} is not in the library.",
                    name=newspaper.name,
                    day=short_day(day, language()),
                )
            )

    def action_previous_month(self) -> None:
        """The calendar's month before."""
        self._turn_now()
        self._month.go_to(month_after(self._month.day, -1))

    def action_next_month(self) -> None:
        """The calendar's next month."""
        self._turn_now()
        self._month.go_to(month_after(self._month.day, 1))

    def action_previous_issue(self) -> None:
        """The issue before the calendar's day."""
        self._open_near(-1)

    def action_next_issue(self) -> None:
        """The issue after the calendar's day."""
        self._open_near(1)

    def _open_near(self, step: int) -> None:
        self._turn_now()
        newspaper, here = self.newspaper, self._month.day
        if newspaper is None:
            return
        try:
            near = self.reader.library.printed_around(newspaper.id, here)
        except LibraryError as error:
            self.say_failure(error)
            return
        day = next((day for day in near if (day - here).days * step > 0), None)
        if day is not None:
            self.reader.open_day(newspaper, day)
        elif step < 0:
            self.announce(say("No issue before this day is known."))
        else:
            self.announce(say("No issue after this day is known."))
