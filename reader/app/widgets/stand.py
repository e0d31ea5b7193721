"""The newspapers on the stand: those with issues here first, then those one could fetch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widget import Widget

from reader.app.place import content
from reader.app.widgets.rows import Piece, Rows
from reader.app.widgets.spark import spark
from reader.dates import short_day
from reader.lang import language, say, say_n
from reader.papers import SAMPLE
from reader.papers.paper import CONFIDENCES
from reader.text.cells import width_in_cells

if TYPE_CHECKING:
    from reader.model import Newspaper, StandEntry
    from reader.papers import Paper


_TONGUES = ("zh", "zh-hant", "ko", "ja", "en")


@dataclass(frozen=True, slots=True)
class StandItem:
    """A line of the stand."""

    newspaper: Newspaper | None = None
    """None for the heading over the papers not fetched yet."""
    entry: StandEntry | None = None
    """None where the library has no issue of it."""
    is_arriving: bool = False
    """Whether its newest issue is on its way."""


def stand_items(
    entries: Sequence[StandEntry],
    papers: Sequence[Paper],
    is_arriving: Callable[[str, date], bool] = lambda _newspaper_id, _day: False,
) -> tuple[StandItem, ...]:
    """The library's newspapers, a heading, and the papers of which nothing is here yet.

    The sample newspaper comes after the ones a person fetched. Of those not fetched yet the ones a
    person defined come first, then China's papers, Korea's, Japan's, English ones, and the rest; of
    each the surest to be there, and of these those seen there last.
    """
    stored = sorted(entries, key=lambda entry: entry.newspaper.id == SAMPLE)
    here = {entry.newspaper.id for entry in stored}
    items = [
        StandItem(
            newspaper=entry.newspaper,
            entry=entry,
            is_arriving=entry.newest is not None
            and is_arriving(entry.newspaper.id, entry.newest.date),
        )
        for entry in stored
    ]
    others = [p.newspaper for p in sorted(papers, key=_rank) if p.newspaper.id not in here]
    if others:
        items.append(StandItem())
        items += [StandItem(newspaper=newspaper) for newspaper in others]
    return tuple(items)


def _rank(paper: Paper) -> tuple[bool, bool, int, int, int]:
    tongue = paper.newspaper.language.lower()
    order = _TONGUES.index(tongue) if tongue in _TONGUES else len(_TONGUES)
    sure = CONFIDENCES.index(paper.confidence) if paper.confidence in CONFIDENCES else 0
    seen = -paper.seen.toordinal() if paper.seen else 0
    return paper.id == SAMPLE, not paper.is_own, order, sure, seen


class Stand(Rows):
    """The list of newspapers."""

    # It is longer than any screen, and a bar that comes with the second picture would be seen.
    DEFAULT_CSS = """
    Stand { overflow-y: scroll; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._items: tuple[StandItem, ...] = ()
        self._name_width = 0

    def put_up(self, items: tuple[StandItem, ...]) -> None:
        """Show these; the mark stays with its newspaper."""
        held = self._items[self.mark].newspaper if self.mark < len(self._items) else None
        self._items = items
        self._name_width = max(
            (width_in_cells(i.newspaper.name) for i in items if i.newspaper and not i.entry),
            default=0,
        )
        mark = next(
            (n for n, i in enumerate(items) if held and i.newspaper and i.newspaper.id == held.id),
            None,
        )
        self.lay_out(mark=mark)

    def mark_newspaper(self, newspaper_id: str) -> None:
        """Put the mark on a newspaper."""
        for number, item in enumerate(self._items):
            if item.newspaper and item.newspaper.id == newspaper_id:
                self.move_to(number)
                return

    @property
    def item(self) -> StandItem | None:
        """What is marked; None where a filter leaves nothing to mark."""
        return self._items[self.mark] if self.is_open_to_mark(self.mark) else None

    @property
    def newspaper(self) -> Newspaper | None:
        """The newspaper that is marked."""
        return self.item.newspaper if self.item else None

    def heights(self) -> Sequence[int]:
        """An entry with its blank line, the heading between blank lines, one line for the rest."""
        return [4 if i.entry else 1 if i.newspaper else 2 for i in self._items]

    def blank_lines(self, index: int) -> int:
        """One under an entry."""
        return 1 if self._items[index].entry else 0

    def can_mark(self, index: int) -> bool:
        """Not the heading."""
        return self._items[index].newspaper is not None

    def text_of(self, index: int) -> str:
        """The names of a newspaper, other ones that it goes by, and what the reader calls it."""
        newspaper = self._items[index].newspaper
        return f"{newspaper.name}\n{newspaper.english_name}\n{newspaper.id}" if newspaper else ""

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """The lines of an entry, a heading or a paper not fetched yet."""
        item = self._items[index]
        if item.newspaper is None:
            words = say("Not fetched yet · Enter fetches today's issue")
            rule = "─" * max(0, width - width_in_cells(words) - 4)
            return [[("── ", "rule"), (words, "done"), (f" {rule}", "rule")], []]
        names: list[Piece] = [(" ", ""), (item.newspaper.name, "name")]
        english = item.newspaper.english_name
        if item.entry is None:
            gap = self._name_width - width_in_cells(item.newspaper.name)
            return [[*names, (" " * (gap + 3), ""), (english, "quiet")]]
        if english and english != item.newspaper.name:
            names += [("   ", ""), (english, "quiet")]
        return [names, _newest(item.entry, item.is_arriving), _tally(item.entry), []]


def _newest(entry: StandEntry, is_arriving: bool) -> list[Piece]:
    newest = entry.newest
    if newest is None:
        return []
    parts = [say("latest {day}", day=short_day(newest.date, language()))]
    if newest.pages and not newest.gaps:
        # What is missing is worth more than the count of pages, and has no room beside it.
        parts.append(say_n("{n} page", "{n} pages", newest.pages))
    printed = newest.articles + newest.gaps
    count = f"{newest.articles}/{printed}" if newest.gaps else newest.articles
    parts.append(say_n("{n} article", "{n} articles", printed, n=count))
    if is_arriving:
        # What is on its way is not missing yet.
        parts.append(say("on its way"))
    elif newest.gaps:
        parts.append(say("{n} missing", n=newest.gaps))
    return [(" ", ""), (" · ".join(parts), "quiet")]


def _tally(entry: StandEntry) -> list[Piece]:
    pieces: list[Piece] = [(" ", "")]
    if entry.newest is not None:
        signs = spark(entry.recent, entry.newest.date)
        # A young library has few days: the empty ones before its first are left out.
        while len(signs) > 1 and signs[0][0] == " ":
            signs = signs[1:]
        for is_read, run in groupby(signs, key=lambda one: one[1]):
            pieces.append(("".join(sign for sign, _ in run), "done" if is_read else "fresh"))
        pieces.append(("   ", ""))
    unread = say("{n} unread", n=entry.unread) if entry.unread else say("all read")
    pieces.append((unread, "quiet"))
    if entry.bookmarks:
        pieces += [(" · ", "quiet"), (f"{entry.bookmarks} ★", "star")]
    return pieces


class Nameplate(Widget):
    """The head of a list that is no newspaper: its name letter-spaced between two remarks, over
    a double rule."""

    DEFAULT_CSS = """
    Nameplate { height: auto; dock: top; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "nameplate--name",
        "nameplate--remark",
        "nameplate--rule",
    }

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._left = ""
        self._right = ""

    def remark(self, left: str, right: str) -> None:
        """What stands at both sides, where there is room."""
        self._left, self._right = left, right
        self.refresh()

    def render(self) -> Content:
        """The name and the rule."""
        width = self.size.width
        name = letter_spaced(say(self._words))
        taken = width_in_cells(name)
        start = max(0, (width - taken) // 2)
        remark = self.get_visual_style("nameplate--remark", partial=True)
        left = f" {self._left}" if width_in_cells(self._left) + 3 <= start else ""
        end = width - start - taken
        right = f"{self._right} " if width_in_cells(self._right) + 3 <= end else ""
        line = Content.assemble(
            content_kept(left, remark),
            " " * (start - width_in_cells(left)),
            (name, self.get_visual_style("nameplate--name", partial=True)),
            " " * (end - width_in_cells(right)),
            content_kept(right, remark),
        )
        rule = Content.styled("═" * width, self.get_visual_style("nameplate--rule", partial=True))
        blank = [] if self.screen.has_class("-low") else [Content("")]
        return Content("\n").join([*blank, line, rule])


def content_kept(text: str, style: object) -> Content:
    """Cleaned text with the space kept that sets it off the edge."""
    cleaned = content(text, style)  # type: ignore[arg-type]
    if text.startswith(" "):
        cleaned = Content(" ") + cleaned
    return cleaned + Content(" ") if text.endswith(" ") else cleaned


def letter_spaced(name: str) -> str:
    """`N E W S S T A N D`, `报 摊`: as a newspaper sets its own name."""
    return "   ".join(" ".join(word) for word in name.upper().split(" "))
