"""Lists that one types into: the palette, the themes, the `?` page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.app.place import HEIGHTS, Place, content
from reader.app.widgets.keys import key_of
from reader.app.widgets.rows import Piece, Rows
from reader.commands import COMMANDS, PLACES
from reader.dates import masthead_date, parse_day, short_day
from reader.errors import LibraryError, UsageError
from reader.lang import language, say, say_n
from reader.text.cells import width_in_cells
from reader.typeset import break_text

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.app.app import ReaderApp


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteEntry:
    """Something that can be chosen by name."""

    label: str
    hint: str = ""
    """What it does, in quiet letters behind the label."""
    key: str = ""
    """The key that does the same."""
    group: str = ""
    """The heading it stands under."""
    words: str = ""
    """Further words it is found by."""
    run: Callable[[], object] | None = None
    """What choosing it does."""


def matching(entries: Sequence[PaletteEntry], typed: str) -> tuple[PaletteEntry, ...]:
    """The entries in which every typed word occurs, in their order, those whose label begins with
    what was typed before the rest of their group."""
    words = typed.casefold().split()
    if not words:
        return tuple(entries)
    found: list[tuple[int, int, PaletteEntry]] = []
    groups: dict[str, int] = {}
    for entry in entries:
        group = groups.setdefault(entry.group, len(groups))
        text = f"{entry.label} {entry.hint} {entry.key} {entry.words} {entry.group}".casefold()
        if all(word in text for word in words):
            rank = 0 if entry.label.casefold().startswith(words[0]) else 1
            found.append((group, rank, entry))
    return tuple(entry for *_, entry in sorted(found, key=lambda one: one[:2]))


class Entries(Rows):
    """The list under the field."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.stays_lit = True
        self._items: list[PaletteEntry | str] = []
        self._key_width = 0
        self._label_width = 0

    def put_up(self, entries: Sequence[PaletteEntry]) -> None:
        """Show these under their headings, the mark on the first."""
        self._items = []
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                self._items.append(group)
            self._items.append(entry)
        self._key_width = max((width_in_cells(e.key) for e in entries), default=0)
        self._label_width = min(28, max((width_in_cells(e.label) for e in entries), default=0))
        self.lay_out(mark=0)
        self.scroll_to(y=0, animate=False)

    @property
    def entry(self) -> PaletteEntry | None:
        """What is marked."""
        item = self._items[self.mark] if self.mark < len(self._items) else None
        return item if isinstance(item, PaletteEntry) else None

    @property
    def entries(self) -> tuple[PaletteEntry, ...]:
        """What is shown, without the headings."""
        return tuple(item for item in self._items if isinstance(item, PaletteEntry))

    def heights(self) -> Sequence[int]:
        """One line each, a heading with a blank line before it but at the top."""
        width = (self.size.width or 80) - 2
        return [
            len(self._label_lines(item, width))
            if isinstance(item, PaletteEntry)
            else min(2, number + 1)
            for number, item in enumerate(self._items)
        ]

    def _label_lines(self, entry: PaletteEntry, width: int) -> list[str]:
        """A sentence without anything behind it is broken rather than cut."""
        room = width - self._key_width - 4
        if entry.hint or not self._key_width or room < 12 or width_in_cells(entry.label) <= room:
            return [entry.label]
        return [entry.label[start:end].strip() for start, end in break_text(entry.label, room)]

    def can_mark(self, index: int) -> bool:
        """Not the headings."""
        return isinstance(self._items[index], PaletteEntry)

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """A heading, or key, label and hint in their columns."""
        item = self._items[index]
        if isinstance(item, str):
            heading: list[Piece] = [(" ", ""), (item, "done")]
            return [[], heading] if index else [heading]
        first, *rest = self._label_lines(item, width)
        style = "name" if item.hint or not self._key_width else ""
        pieces: list[Piece] = [(" ", "")]
        if self._key_width:
            gap = self._key_width - width_in_cells(item.key)
            pieces += [(" " * gap, ""), (item.key, "fresh"), ("  ", "")]
        pieces.append((first, style))
        used = sum(width_in_cells(words) for words, _ in pieces)
        column = self._label_width + (self._key_width + 3 if self._key_width else 1)
        gap = max(2, column + 2 - used)
        if item.hint and used + gap + 8 < width:
            pieces += [(" " * gap, ""), (item.hint, "quiet")]
        return [pieces, *([(" " * (self._key_width + 3), ""), (part, style)] for part in rest)]


class Chooser(ModalScreen[PaletteEntry | None]):
    """A field and a list under it: typing filters, Enter chooses, Esc goes back."""

    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("down,ctrl+n", "move(1)", "Down", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown,ctrl+f", "move(10)", "Page down", show=False, priority=True),
        Binding("pageup,ctrl+b", "move(-10)", "Page up", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        entries: Sequence[PaletteEntry],
        *,
        placeholder: str = "",
        nothing: str = "",
        marked: str = "",
        more: Callable[[str], Iterable[PaletteEntry]] | None = None,
        tried: Callable[[PaletteEntry | None], None] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._entries = tuple(entries)
        self._placeholder = placeholder
        self._nothing = nothing or say("Nothing has that name.")
        self._marked = marked
        self._more = more
        self._tried = tried

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(id="chooser"):
            yield Static(content(self._title), id="chooser-title")
            yield Input(placeholder=self._placeholder, id="chooser-field")
            yield Entries(id="chooser-list")
            yield Static(content(self._nothing), id="chooser-nothing")

    def on_mount(self) -> None:
        """Show everything."""
        self.list.can_focus = False
        self.query_one("#chooser-nothing").display = False
        self.list.put_up(self._entries)
        for number, item in enumerate(self.list._items):
            if isinstance(item, PaletteEntry) and self._marked and item.words == self._marked:
                self.list.move_to(number)
        self.query_one(Input).focus()

    @property
    def list(self) -> Entries:
        """The list."""
        return self.query_one(Entries)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        more = tuple(self._more(event.value)) if self._more and event.value.strip() else ()
        found = (*more, *matching(self._entries, event.value))
        self.list.put_up(found)
        self.list.display = bool(found)
        self.query_one("#chooser-nothing").display = not found
        if self._tried is not None:
            self._tried(self.list.entry)

    @on(Input.Submitted)
    @on(Rows.Chosen)
    def _choose(self) -> None:
        if self.list.entry is not None:
            self.dismiss(self.list.entry)

    @on(Rows.Marked)
    def _try(self) -> None:
        if self._tried is not None:
            self._tried(self.list.entry)

    def action_move(self, items: int) -> None:
        """Move the mark."""
        self.list.move(items)

    def action_close(self) -> None:
        """Back without choosing."""
        self.dismiss(None)


def _command_entries(app: ReaderApp, place: Place | None) -> list[PaletteEntry]:
    """The commands that can be given now."""
    entries: list[PaletteEntry] = []
    here = place.PLACE if place else ""
    for command in COMMANDS:
        if not command.palette or command.place not in ("everywhere", here):
            continue
        target = place if command.place == here and place is not None else app
        if not target.check_action(command.verb, ()):
            continue
        entries.append(
            PaletteEntry(
                label=say(command.label),
                hint=say(command.help),
                key=key_of(command, app.keymap),
                group=say(PLACES[command.place]),
                words=f"{command.label} {command.verb}",
                run=partial(app.run_later, command.verb, target),
            )
        )
    # What works here comes before what works everywhere.
    return sorted(entries, key=lambda entry: entry.group == say(PLACES["everywhere"]))


def _library_entries(app: ReaderApp) -> list[PaletteEntry]:
    """Every newspaper, and every date in the library, newest first."""
    dates: list[PaletteEntry] = []
    try:
        stored = app.library.newspapers()
    except LibraryError:
        stored = ()
    here = {newspaper.id for newspaper in stored}
    others = [p.newspaper for p in app.papers if p.newspaper.id not in here]
    papers = [
        PaletteEntry(
            label=newspaper.name,
            hint=newspaper.english_name,
            group=say("Newspapers"),
            words=newspaper.id,
            run=partial(app.open_newest, newspaper),
        )
        for newspaper in (*stored, *others)
    ]
    for newspaper in stored:
        try:
            days = app.library.days(newspaper.id)
        except LibraryError:
            continue
        dates += [
            PaletteEntry(
                label=f"{newspaper.name} {short_day(tally.date, language())}",
                hint=say_n("{n} article", "{n} articles", tally.articles),
                group=say("Issues"),
                words=f"{tally.date.isoformat()} {newspaper.english_name} {newspaper.id}"
                f" {masthead_date(tally.date, newspaper.language)}",
                run=partial(app.open_day, newspaper, tally.date),
            )
            for tally in reversed(days)
        ]
    return papers + dates


def palette_of(app: ReaderApp) -> Chooser:
    """The command palette, as the place in front of it makes it."""
    place = app.place
    entries = _command_entries(app, place)
    if place is not None:
        entries += place.palette_entries()
    entries += _library_entries(app)

    def day_typed(typed: str) -> Iterable[PaletteEntry]:
        newspaper = app.current_newspaper
        if newspaper is None:
            return
        try:
            day = parse_day(typed, today=app.today_of(newspaper))
        except UsageError:
            return
        yield PaletteEntry(
            label=f"{newspaper.name} {short_day(day, language())}",
            hint=say("Go to this date"),
            group=say("Go to date"),
            run=lambda: app.open_day(newspaper, day),
        )

    return Chooser(
        say("Command palette"),
        entries,
        placeholder=say("An action, a newspaper, a date, a section"),
        more=day_typed,
    )
