"""The masthead: the newspaper's name, the day printed on it, and how much of the issue is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from reader.app.place import content
from reader.app.widgets.stand import letter_spaced
from reader.dates import masthead_date, short_day
from reader.export import origin_words
from reader.lang import language, say, say_n
from reader.model import State
from reader.text import clean
from reader.text.cells import truncated, width_in_cells

if TYPE_CHECKING:
    from textual import events

    from reader.model import Newspaper, Outline, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much of an issue is here, and how much of that is read."""

    pages: int = 0
    articles: int = 0
    """Stories and picture stories that are here."""
    printed: int = 0
    """What the paper lists, here or not."""
    read: int = 0
    failed: int = 0
    """Asked for in vain."""
    waiting: int = 0
    """Not asked for, because the delivery ended before."""
    empty: int = 0
    """Here as a bare headline."""
    origin: str = ""
    """Where it was had from, if not from its own site."""

    def words(self) -> tuple[str, ...]:
        """`8 pages · 61/61 articles · 14 read`, then shorter ways to say it.

        Where it was had from is left out first, what failed and the key that retries it last.
        """
        printed = max(self.articles, self.printed)
        count = f"{self.articles}/{printed}"
        articles = say_n("{n} article", "{n} articles", printed, n=count)
        pages = say_n("{n} page", "{n} pages", self.pages)
        read = say("all read") if 0 < self.articles <= self.read else say("{n} read", n=self.read)
        failed = [say("{n} failed", n=self.failed)] if self.failed else []
        failed += [say("{n} not fetched", n=self.waiting)] if self.waiting else []
        failed += [say("{n} empty", n=self.empty)] if self.empty else []
        failed += [say("r retries")] if failed else []
        ways: tuple[tuple[str, ...], ...] = (
            (pages, articles, *failed, read),
            (articles, *failed, read),
            (count, *failed, read),
            (count, *failed) if failed else (count, read),
            (count, *failed[:1]),
        )
        if self.origin:
            ways = ((*ways[0], self.origin), (*ways[2], self.origin), *ways)
        return tuple(" · ".join(way) for way in ways)


def tally_of(outline: Outline, progress: Progress | None = None) -> Tally:
    """The tally of an issue; one that is still arriving counts against what its paper lists."""
    stories = [line for line in outline.lines if line.role.is_story and not line.is_empty]
    empty = sum(line.is_empty for line in outline.lines)
    waiting = sum(gap.state is State.WAITING for gap in outline.gaps) if progress is None else 0
    failed = len(outline.gaps) - waiting if progress is None else progress.failed
    printed = len(stories) + failed + waiting + empty
    return Tally(
        pages=len(outline.sections),
        articles=len(stories),
        printed=printed if progress is None else max(printed, progress.articles),
        read=sum(line.is_read for line in stories),
        failed=failed,
        waiting=waiting,
        empty=empty,
        origin=origin_words(outline.url),
    )


def near_day(day: date, here: date) -> str:
    """A day in as few words as tell it from `here`: `Fri 5`, `Fri 28 Jun`, `Fri 29 Dec 2023`."""
    words = short_day(day, language())
    if day.year != here.year:
        return words
    if language() == "zh":
        words = words.partition("年")[2]
        return words.partition("月")[2] if day.month == here.month else words
    return " ".join(words.split(" ")[: 2 if day.month == here.month else 3])


class Masthead(Widget):
    """Name, date and tally over a double rule; one line where there is little height."""

    DEFAULT_CSS = """
    Masthead { height: 4; dock: top; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "masthead--name",
        "masthead--date",
        "masthead--tally",
        "masthead--failed",
        "masthead--way",
        "masthead--rule",
    }

    class Turned(Message):
        """The way to a neighbouring issue was clicked."""

        def __init__(self, day: date) -> None:
            self.day = day
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self._newspaper: Newspaper | None = None
        self._day = date.min
        self._tally: Tally | None = None
        self._near: tuple[date | None, date | None] = (None, None)
        self._spots: list[tuple[int, int, int, date]] = []

    def show(
        self,
        newspaper: Newspaper | None,
        day: date,
        tally: Tally | None,
        near: tuple[date | None, date | None],
    ) -> None:
        """Show an issue's head; `near` are the days of the issues before and after it."""
        shown = (self._newspaper, self._day, self._tally, self._near)
        if shown != (newspaper, day, tally, near):
            self._newspaper, self._day, self._tally, self._near = newspaper, day, tally, near
            self.refresh()

    # -- drawing --

    def render(self) -> Content:
        """As many lines as there is height for."""
        width, height = self.size.width, self.size.height
        self._spots = []
        if self._newspaper is None or width < 4 or not height:
            return Content("")
        plain = clean(self._newspaper.name[:400])
        rule = Content.styled("═" * width, self.get_visual_style("masthead--rule", partial=True))
        if height < 3:
            return Content("\n").join([self._folded(plain, width), rule][:height])
        name = letter_spaced(plain)
        if width_in_cells(name) > width - 2:
            name = truncated(plain, width - 2)
        start = max(0, (width - width_in_cells(name)) // 2)
        style = self.get_visual_style("masthead--name", partial=True)
        lines = [
            Content.assemble(" " * start, (name, style)),
            self._dated(width, height - 2),
            rule,
        ]
        return Content("\n").join([*([Content("")] * (height - 3)), *lines])

    def _fitting(self, room: int) -> tuple[str, str, bool]:
        """Date, tally, and whether the ways to the neighbours find room beside them."""
        language_of_paper = self._newspaper.language if self._newspaper else "en"
        days = (masthead_date(self._day, language_of_paper), short_day(self._day, language()))
        tallies = self._tally.words() if self._tally else ("",)
        ways = self._way_width()
        # The neighbours are worth more than the count of pages, and less than what failed.
        for tally in tallies:
            for has_ways in (True, False) if tally != tallies[0] else (True,):
                for day in days:
                    needed = width_in_cells(f"{day}   {tally}") + (ways + 3 if has_ways else 0)
                    if ways or not has_ways:
                        if needed <= room:
                            return day, tally, has_ways
                    elif width_in_cells(f"{day}   {tally}") <= room:
                        return day, tally, False
        return truncated(days[1], max(0, room)), "", False

    def _ways(self) -> list[tuple[str, date]]:
        before, after = self._near
        found: list[tuple[str, date]] = []
        if before is not None:
            found.append((f"‹ {near_day(before, self._day)}", before))
        if after is not None:
            found.append((f"{near_day(after, self._day)} ›", after))
        return found

    def _way_width(self) -> int:
        return width_in_cells(" · ".join(words for words, _ in self._ways()))

    def _way(self, start: int, y: int) -> Content:
        """`‹ Fri 5 · Mon 8 ›` from the column `start` on."""
        at = start
        for words, day in self._ways():
            self._spots.append((y, at, at + width_in_cells(words), day))
            at += width_in_cells(f"{words} · ")
        words = " · ".join(words for words, _ in self._ways())
        return content(words, self.get_visual_style("masthead--way", partial=True))

    def _date_and_tally(self, day: str, tally: str) -> Content:
        has_failed = bool(self._tally and (self._tally.failed or self._tally.waiting))
        kind = "masthead--failed" if has_failed else "masthead--tally"
        return Content.assemble(
            content(day, self.get_visual_style("masthead--date", partial=True)),
            "   " if day and tally else "",
            content(tally, self.get_visual_style(kind, partial=True)),
        )

    def _dated(self, width: int, y: int) -> Content:
        """Date and tally in the middle, the ways to the neighbours at the right."""
        day, tally, has_ways = self._fitting(width - 2)
        middle = self._date_and_tally(day, tally)
        start = max(1, (width - middle.cell_length) // 2)
        if not has_ways:
            return Content(" " * start) + middle
        ways = self._way_width()
        start = max(1, min(start, width - 1 - ways - 3 - middle.cell_length))
        gap = width - 1 - ways - start - middle.cell_length
        return Content("").join(
            [Content(" " * start), middle, Content(" " * gap), self._way(width - 1 - ways, y)]
        )

    def _folded(self, name: str, width: int) -> Content:
        """Everything in one line: name, day, tally, neighbours."""
        name = truncated(name, max(4, width // 3))
        start = width_in_cells(name) + 3
        day, tally, has_ways = self._fitting(width - 1 - start)
        middle = self._date_and_tally(day, tally)
        style = self.get_visual_style("masthead--name", partial=True)
        pieces = [Content(" "), Content.styled(name, style), Content("  "), middle]
        if has_ways:
            ways = self._way_width()
            gap = width - 1 - ways - start - middle.cell_length
            pieces += [Content(" " * gap), self._way(width - 1 - ways, 0)]
        return Content("").join(pieces)

    # -- events --

    def on_click(self, event: events.Click) -> None:
        """Turn to the neighbouring issue under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for y, start, end, day in self._spots:
            if offset.y == y and start <= offset.x < end:
                event.stop()
                self.post_message(self.Turned(day))
                return
