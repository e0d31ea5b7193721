"""Going to a date: a field that takes it in words, and the month it lies in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.app.place import HEIGHTS, content
from reader.app.widgets.month import NO_ISSUE, MonthView, known_days
from reader.dates import parse_day, short_day
from reader.errors import LibraryError, UsageError
from reader.lang import language, say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.library import Library
    from reader.model import DayTally, Newspaper, PrintDay


class GoToDate(ModalScreen[date | None]):
    """Answers with a day, or with nothing when it is left."""

    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("tab,shift+tab", "switch", "Field or calendar", show=False, priority=True),
    ]

    def __init__(
        self,
        newspaper: Newspaper,
        *,
        day: date,
        today: date,
        library: Library,
        is_fetchable: bool = True,
    ) -> None:
        super().__init__()
        self._newspaper = newspaper
        self._day = day
        self._today = today
        self._library = library
        self._is_fetchable = is_fetchable

    def compose(self) -> ComposeResult:
        """The field, a sentence, the month."""
        with Vertical(id="go-to-date"):
            yield Static(content(say("Go to date")), id="go-title")
            yield Input(placeholder=say("2024-07-06, 6 July, 7月6日, yesterday, -3"), id="go-field")
            yield Static(content(self._way()), id="go-sentence")
            yield MonthView(
                day=self._day,
                today=self._today,
                name=self._newspaper.name,
                tallies_of=self._tallies,
                known_of=self._known,
                closed_weekdays=self._newspaper.closed_weekdays,
                is_fetchable=self._is_fetchable,
                id="go-month",
            )

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(Input).focus()

    def _way(self) -> str:
        return say("Enter opens · Tab calendar · Esc back")

    def _tallies(self, year: int, month: int) -> Mapping[date, DayTally]:
        try:
            return self._library.month(self._newspaper.id, year, month)
        except LibraryError:
            return {}

    def _known(self, year: int, month: int) -> Mapping[date, PrintDay]:
        try:
            return known_days(self._library, self._newspaper.id, year, month)
        except LibraryError:
            return {}

    @property
    def sentence(self) -> str:
        """What stands under the field."""
        return str(self.query_one("#go-sentence", Static).content)

    def _say(self, sentence: str, *, is_failure: bool = False) -> None:
        row = self.query_one("#go-sentence", Static)
        row.update(content(sentence))
        row.set_class(is_failure, "-failure")

    @on(Input.Changed)
    def _follow(self, event: Input.Changed) -> None:
        """Turn the calendar to what was typed as soon as it means a day."""
        self._say(self._way())
        if not event.value.strip():
            return
        try:
            day = parse_day(event.value, today=self._today)
        except UsageError:
            return
        month = self.query_one(MonthView)
        month.go_to(day)
        words = short_day(day, language())
        if month.sign(day) == NO_ISSUE:
            words += " · " + say("no issue") + self._nearest(day)
        self._say(words)

    def _nearest(self, day: date) -> str:
        try:
            near = self._library.printed_around(self._newspaper.id, day)
        except LibraryError:
            return ""
        days = say(", ").join(short_day(other, language()) for other in near)
        return say("; the nearest: {days}", days=days) if near else ""

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            self.dismiss(self.query_one(MonthView).day)
            return
        try:
            day = parse_day(event.value, today=self._today)
        except UsageError as error:
            self._say(str(error), is_failure=True)
            return
        self.dismiss(day)

    @on(MonthView.Opened)
    def _open(self, message: MonthView.Opened) -> None:
        self.dismiss(message.day)

    def on_key(self, event: events.Key) -> None:
        """Down leads from the field into the calendar; q leads out of it."""
        field = self.query_one(Input)
        if event.key == "down" and field.has_focus:
            event.stop()
            self.query_one(MonthView).focus()
        elif event.key == "q" and not field.has_focus:
            event.stop()
            self.dismiss(None)

    def action_switch(self) -> None:
        """From the field to the calendar and back."""
        field, month = self.query_one(Input), self.query_one(MonthView)
        (month if field.has_focus else field).focus()

    def action_close(self) -> None:
        """Back without a day."""
        self.dismiss(None)
