"""Downloads: what can be asked for, and how far what was asked for is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.app.marking import Written, marking_of
from reader.app.place import ListPlace, bindings_of, content
from reader.app.progress import DownloadMoved
from reader.app.widgets.rows import Piece, Rows
from reader.app.widgets.said import Said
from reader.app.widgets.stand import Nameplate
from reader.dates import parse_span, short_day
from reader.errors import UsageError
from reader.lang import language, say, say_n
from reader.model import DayState

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.library import Library
    from reader.model import Download, DownloadDay, Downloading, Newspaper
    from reader.papers import Paper

BAR = 20
"""Cells of a bar."""
NAMED = 3
"""Days that are named with what went wrong with them; the rest is counted."""
LOOK_EVERY_S = 2.0
"""How often it is looked what another process has got done."""


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish as it is shown."""

    wish: Download
    name: str
    lacking: tuple[DownloadDay, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that can be asked for."""

    id: str
    label: str


def bar(done: int, whole: int, cells: int = BAR) -> str:
    """`██████▌░░░`: how much of a whole is done, to the eighth of a cell."""
    eighths = cells * 8 if whole <= 0 else min(cells * 8, max(0, done) * cells * 8 // whole)
    full, rest = divmod(eighths, 8)
    drawn = "█" * full + (" ▏▎▍▌▋▊▉"[rest] if rest else "")
    return drawn + "░" * (cells - len(drawn))


class DownloadRows(Rows):
    """What can be asked for, then the downloads, the last made first."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.offers: tuple[Offered, ...] = ()
        self.wishes: tuple[Wished, ...] = ()
        self.under_way: dict[int, Downloading] = {}
        self.is_served = False
        """Whether somebody is bringing in what is wished for."""

    def put_up(self, offers: tuple[Offered, ...], wishes: tuple[Wished, ...]) -> None:
        """Show these; the mark stays on what it was on."""
        held = self.marked
        self.offers, self.wishes = offers, wishes
        mark = None
        if isinstance(held, Wished):
            mark = next((n for n in range(len(self._items)) if self._is_same(n, held)), None)
        self.lay_out(mark=mark)
        self.show_mark()

    def _is_same(self, index: int, held: Wished) -> bool:
        item = self._items[index]
        return isinstance(item, Wished) and item.wish.number == held.wish.number

    @property
    def _items(self) -> tuple[Offered | Wished | None, ...]:
        """The rows; None for what says how far all of it is, where that are several."""
        whole = (None,) if sum(not one.wish.is_paused for one in self.wishes) > 1 else ()
        return (*self.offers, *whole, *self.wishes)

    @property
    def marked(self) -> Offered | Wished | None:
        """What the mark is on."""
        items = self._items
        return items[self.mark] if self.mark < len(items) else None

    def can_mark(self, index: int) -> bool:
        """All but the line that says how far all of it is."""
        return self._items[index] is not None

    def heights(self) -> Sequence[int]:
        """A line for what can be asked for; of a download a blank line, its name, its bar, its
        issue's bar, what is lacking."""
        return [
            2 if item is None else 1 if isinstance(item, Offered) else len(self._lines_of(item))
            for item in self._items
        ]

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """The lines of a row."""
        item = self._items[index]
        if item is None:
            return [[], self._whole()]
        if isinstance(item, Offered):
            return [[(" + ", "fresh"), (item.label, "name")]]
        return self._lines_of(item)

    def _whole(self) -> list[Piece]:
        wishes = [one.wish for one in self.wishes if not one.wish.is_paused]
        done, days = (
            sum(wish.days - wish.waiting for wish in wishes),
            sum(wish.days for wish in wishes),
        )
        said = say_n("{done} of {n} day", "{done} of {n} days", days, done=done)
        return [(f" {bar(done, days)}  ", "fresh"), (f"{say('Everything')} · {said}", "quiet")]

    def _lines_of(self, item: Wished) -> list[list[Piece]]:
        wish, under_way = item.wish, self.under_way.get(item.wish.number)
        done = wish.days - wish.waiting
        parts = [say_n("{done} of {n} day", "{done} of {n} days", wish.days, done=done)]
        if wish.lacking:
            parts.append(say("{n} lacking", n=wish.lacking))
        parts.append(self._state(wish, is_under_way=under_way is not None))
        sign = "✓" if wish.is_whole else "!" if wish.is_over else "↓"
        lines: list[list[Piece]] = [
            [(f" {sign} ", "fresh"), (f"{item.name} · {_span_words(wish)}", "name")],
            [("   ", ""), (bar(done, wish.days), "fresh"), ("  " + " · ".join(parts), "quiet")],
        ]
        if under_way is not None:
            lines.append(_issue_line(under_way))
        for day in item.lacking[:NAMED]:
            words = f"{short_day(day.day, language())}: {day.reason}"
            lines.append([("   ✗ ", "star"), (words, "")])
        if (more := len(item.lacking) - NAMED) > 0:
            lines.append([("     ", ""), (say("and {n} more days", n=more), "quiet")])
        return [[], *lines]

    def _state(self, wish: Download, *, is_under_way: bool) -> str:
        if wish.is_whole:
            return say("done")
        if wish.is_paused:
            return say("paused")
        if is_under_way:
            return say("under way")
        if wish.is_over:
            return say("r asks again")
        return say("waiting its turn") if self.is_served else say("unfinished, p goes on")


def _span_words(wish: Download) -> str:
    first, last = (short_day(day, language()) for day in (wish.first, wish.last))
    return first if wish.first == wish.last else f"{first} – {last}"


def _issue_line(moved: Downloading) -> list[Piece]:
    done, whole = moved.articles_done + moved.pictures_done, moved.articles + moved.pictures
    parts = [short_day(moved.date, language())]
    if moved.articles and not (moved.pictures and moved.articles_done == moved.articles):
        parts.append(say("{n} of {all} articles", n=moved.articles_done, all=moved.articles))
    if moved.pictures:
        parts.append(say("{n} of {all} pictures", n=moved.pictures_done, all=moved.pictures))
    if moved.failed:
        parts.append(say("{n} failed", n=moved.failed))
    if moved.doing and not moved.pictures:
        parts.append(moved.doing)
    drawn = bar(done, whole) if whole else "░" * BAR
    return [("   ", ""), (drawn, "star"), ("  " + " · ".join(parts), "quiet")]


class RangeField(ModalScreen[tuple[date, date] | None]):
    """A field for a range of days; answers with it, or None when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def __init__(self, paper: Paper, today: date) -> None:
        super().__init__()
        self._paper = paper
        self._today = today

    def compose(self) -> ComposeResult:
        """The newspaper, the field, what it takes."""
        with Vertical(id="note-box"):
            yield Static(content(self._paper.newspaper.name), id="note-title")
            yield Input(placeholder="2024-07-01..2024-07-31", id="note-field")
            yield Static(content(self._takes()), id="range-hint")

    def _takes(self) -> str:
        return say("2024-07, 2020.., last week, 6 July..yesterday · Enter downloads · Esc leaves")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _say_what_it_means(self, event: Input.Changed) -> None:
        words = self._takes()
        if event.value.strip():
            try:
                first, last = self._meant(event.value)
                days = (last - first).days + 1
                words = say_n(
                    "{first} – {last}: {n} day",
                    "{first} – {last}: {n} days",
                    days,
                    first=short_day(first, language()),
                    last=short_day(last, language()),
                )
            except UsageError as error:
                words = str(error)
        self.query_one("#range-hint", Static).update(content(words))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(self._meant(event.value))
        except UsageError as error:
            self.query_one("#range-hint", Static).update(content(str(error)))

    def _meant(self, words: str) -> tuple[date, date]:
        from reader.delivery import days_wanted

        return days_wanted(self._paper, *parse_span(words, today=self._today), today=self._today)

    def action_close(self) -> None:
        """Back, nothing asked for."""
        self.dismiss(None)


class DownloadsScreen(ListPlace):
    """The downloads, over whatever is open."""

    PLACE = "downloads"
    BINDINGS = bindings_of("downloads")

    def __init__(self, newspaper: Newspaper | None, day: date | None) -> None:
        """What the place that it was opened from is about."""
        super().__init__()
        self._newspaper = newspaper
        self._day = day

    def compose(self) -> ComposeResult:
        """The nameplate, the list, the foot."""
        self.take_measure()
        yield Nameplate("Downloads")
        self._rows = DownloadRows(id="kept")
        yield self._rows
        self._hint = Said(self._how, id="hint")
        yield self._hint
        yield from self.foot()

    @staticmethod
    def _how() -> str:
        return say(
            "Nothing is being downloaded. Enter asks for what is marked; it comes with its "
            "pictures, to be read without a network."
        )

    def on_mount(self) -> None:
        """Show what can be asked for at once, and what was as soon as it is known."""
        self._rows.put_up(self._offers(), ())
        self._hint.display = False
        self._rows.focus()
        self.look_again()
        self.set_interval(LOOK_EVERY_S, self._look_at_others)

    def on_screen_resume(self) -> None:
        """Something may have come meanwhile."""
        self.look_again()

    @on(Written)
    def _see_changes(self) -> None:
        self.look_again()

    @on(DownloadMoved)
    def _see_move(self, message: DownloadMoved) -> None:
        if message.moved.state is not DayState.UNDER_WAY:
            self.look_again()
            return
        is_new = message.moved.number not in self._rows.under_way
        self._rows.under_way = dict(self.reader.under_way)
        if is_new:
            self._rows.lay_out()
        else:
            self._rows.notify_style_update()
            self._rows.refresh()

    @property
    def rows(self) -> Rows:
        """The list."""
        return self._rows

    @property
    def newspaper(self) -> Newspaper | None:
        """The newspaper one came from."""
        return self._newspaper

    @property
    def issue_day(self) -> date | None:
        """The day one came from."""
        return self._day

    def say_again(self) -> None:
        """Say what can be asked for in the language spoken now."""
        super().say_again()
        self.look_again()

    def _offers(self) -> tuple[Offered, ...]:
        offers = []
        newspaper = self._newspaper
        if newspaper is not None and self.reader.paper_of(newspaper.id) is not None:
            day = short_day(self._day or self.reader.today_of(newspaper), language())
            offers += [
                Offered("issue", say("This issue: {name} {day}", name=newspaper.name, day=day)),
                Offered("range", say("A range of dates of {name} …", name=newspaper.name)),
            ]
        offers.append(Offered("today", say("Every paper for today")))
        return tuple(offers)

    def _look_at_others(self) -> None:
        if self.is_current and not self.reader.is_downloading:
            self.look_again()

    def look_again(self) -> None:
        """Take the downloads from the library once more."""
        names = {paper.newspaper.id: paper.newspaper.name for paper in self.reader.papers}

        def look(library: Library) -> tuple[Wished, ...]:
            return tuple(
                Wished(
                    wish=wish,
                    name=names.get(wish.newspaper_id, wish.newspaper_id),
                    lacking=library.downloads.lacking(wish.number) if wish.lacking else (),
                )
                for wish in reversed(library.downloads.all())
            )

        marking_of(self.reader).ask(look, self._put_up)

    def _put_up(self, wishes: tuple[Wished, ...]) -> None:
        if not self.is_mounted:
            return
        self._rows.under_way = dict(self.reader.under_way)
        self._rows.is_served = self.reader.is_downloading
        self._hint.display = not wishes
        self._rows.put_up(self._offers(), wishes)

    # -- what can be done --

    @on(Rows.Chosen)
    def _choose(self) -> None:
        marked = self._rows.marked
        if isinstance(marked, Wished):
            newspaper = self.reader.newspaper_named(marked.wish.newspaper_id)
            if newspaper is not None:
                self.reader.open_newest(newspaper)
        elif isinstance(marked, Offered):
            self._ask_for(marked)

    def _ask_for(self, offered: Offered) -> None:
        paper = self.reader.paper_of(self._newspaper.id) if self._newspaper else None
        if offered.id == "today":
            self._ask_for_today()
        elif paper is not None and offered.id == "issue":
            day = self._day or self.reader.today_of(paper.newspaper)
            if self.reader.deliveries.is_running(paper.newspaper.id, day):
                name = paper.newspaper.name
                words = {"name": name, "day": short_day(day, language())}
                self.announce(say("{name} {day} is on its way already.", **words))
                return
            self.reader.wish([(paper, (day, day))])
        elif paper is not None:

            def wish(span: tuple[date, date] | None) -> None:
                if span is not None:
                    self.reader.wish([(paper, span)])

            self.app.push_screen(RangeField(paper, self.reader.today_of(paper.newspaper)), wish)

    def _ask_for_today(self) -> None:
        papers = [p for p in self.reader.papers if self.reader.paper_of(p.newspaper.id)]

        def look(library: Library) -> list[Paper]:
            from reader.delivery import on_the_stand

            return on_the_stand(library, papers)

        def wish(found: list[Paper]) -> None:
            if not found:
                self.announce(say("No newspaper here can be fetched yet; Enter on one begins."))
                return
            days = [self.reader.today_of(paper.newspaper) for paper in found]
            self.reader.wish([(paper, (day, day)) for paper, day in zip(found, days, strict=True)])

        marking_of(self.reader).ask(look, wish)

    def action_choose(self) -> None:
        """Ask for what the row names."""
        self._rows.choose()

    def action_pause(self) -> None:
        """Let the marked download rest, or go on with it."""
        marked = self._rows.marked
        if not isinstance(marked, Wished):
            self.announce(say("Choose a download first."))
            return
        wish = marked.wish
        rests = not wish.is_paused and (
            self.reader.is_downloading or wish.number in self._rows.under_way
        )

        def write(library: Library) -> None:
            library.downloads.pause(wish.number, is_paused=rests)

        self.reader.change_downloads(write, goes_on=not rests)

    def action_retry(self) -> None:
        """Ask once more for what is lacking in the marked download."""
        marked = self._rows.marked
        if not isinstance(marked, Wished):
            self.announce(say("Choose a download first."))
            return
        number, at = marked.wish.number, datetime.now(UTC)
        self.reader.change_downloads(lambda library: library.downloads.retry(number, at=at))

    def action_cancel(self) -> None:
        """Give the marked download up."""
        marked = self._rows.marked
        if not isinstance(marked, Wished):
            self.announce(say("Choose a download first."))
            return
        number = marked.wish.number
        self.reader.change_downloads(
            lambda library: library.downloads.cancel(number), goes_on=False
        )
        self.announce(say("Given up; what came stays in the library."))
