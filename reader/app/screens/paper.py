"""The whole paper: every section of an issue in one scroll, from the first page to the last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from reader.app.cleaning import safe_article
from reader.app.marking import Written, marking_of
from reader.app.place import Place, bindings_of
from reader.app.progress import Arrived, Finished
from reader.app.screens.issue import IssueScreen
from reader.app.widgets.folio import Folio, FolioLine, RunningHead
from reader.app.widgets.galley import NARROWEST, Galley
from reader.app.widgets.headlines import is_minor, listing
from reader.app.widgets.roll import Part, Roll
from reader.app.widgets.sections import brief_label, section_label
from reader.app.widgets.stand import letter_spaced
from reader.dates import masthead_date
from reader.errors import LibraryError
from reader.lang import say, say_n
from reader.text import clean
from reader.typeset import DEFAULT_MEASURE
from reader.typeset.meta import minutes_of

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from reader.model import Article, Line, Outline

STEP = 4
"""Cells by which the column becomes wider or narrower."""
PAUSE_S = 0.7
"""How long the text rests before its place is written down."""
LOOK_S = 1.2
"""How long the end of an article is looked at before the article counts as read."""


def parts_of(outline: Outline) -> tuple[Part, ...]:
    """The nameplate, and under each section's head its stories in print order."""
    newspaper = outline.newspaper
    lines = [line for line in outline.lines if not is_minor(line)]
    count = say_n("{n} article", "{n} articles", len(lines), n=len(lines))
    day = masthead_date(outline.date, newspaper.language)
    parts = [Part(words=(letter_spaced(clean(newspaper.name[:200])), f"{day} · {count}"))]
    section, is_first = -1, False
    for item in listing(outline):
        if item.line is None or is_minor(item.line):
            continue
        if item.section != section:
            section, is_first = item.section, True
            label = section_label(outline.sections[section], newspaper.language)
            parts.append(Part(words=(label,), section=section))
        parts.append(_part(item.line, section, newspaper.language, is_first=is_first))
        is_first = False
    return tuple(parts)


def _part(line: Line, section: int, language: str, *, is_first: bool) -> Part:
    tongue = line.language or language
    meta = say("{n} min", n=minutes_of(line.length, tongue)) if line.length else ""
    return Part(key=line.key, section=section, meta=meta, length=line.length, is_first=is_first)


class PaperScreen(Place):
    """An issue as one reads it on paper: page after page, nothing to open."""

    PLACE = "paper"
    BINDINGS = bindings_of("paper")
    AUTO_FOCUS = "#galley"

    def __init__(self, outline: Outline) -> None:
        super().__init__()
        self._outline = outline
        self.newspaper_id = outline.newspaper.id
        self.day: date = outline.date
        self._articles: dict[str, Article] = {}
        self._lines: dict[str, Line] = {}
        self._begun: frozenset[str] = frozenset()
        """Articles whose end was in view a moment ago."""
        self._done: set[str] = set()
        """Articles that are read, or that somebody wants as they are."""
        self._marked: set[str] = set()
        """Those of them that the library does not know yet to be read."""
        self._look_timer: Timer | None = None
        self._pause_timer: Timer | None = None
        self._written: tuple[str, int] = ("", 0)

    # -- composing --

    def compose(self) -> ComposeResult:
        """Running head, the column, the folio, the foot."""
        self.take_measure()
        self._head = RunningHead()
        self._roll = Roll(id="galley")
        self._folio = FolioLine()
        yield self._head
        yield self._roll
        yield self._folio
        yield from self.foot()

    def on_mount(self) -> None:
        """Show the first screen of it before the first picture."""
        library = self.reader.library
        self._roll.measure = self.reader.measure or DEFAULT_MEASURE
        key, line = "", 0
        with suppress(LibraryError, ValueError):
            self._roll.measure = max(
                NARROWEST, int(library.recall("measure") or self._roll.measure)
            )
        with suppress(LibraryError, ValueError):
            key, _, number = (library.recall(self._place_name) or "").rpartition(" ")
            line = int(number or 0)
        self._written = (key, line)
        self._take(self._outline, key=key, line=line)
        self._read_ahead()

    async def on_unmount(self) -> None:
        """Nothing is lost by leaving."""
        self._write_place()
        await marking_of(self.reader).finish()

    @property
    def _place_name(self) -> str:
        return f"paper.{self.newspaper_id}/{self.day.isoformat()}"

    def _take(self, outline: Outline, *, key: str = "", line: int = 0) -> None:
        self._outline = outline
        self._lines = {one.key: one for one in outline.lines}
        self._done |= {one.key for one in outline.lines if one.is_read}
        self._roll.put_up(
            parts_of(outline),
            self._article,
            language=outline.newspaper.language,
            key=key,
            line=line,
        )
        self._show_place()

    def _article(self, key: str) -> Article | None:
        """The text of an article: read ahead, else from the library now."""
        found = self._articles.get(key)
        if found is None:
            with suppress(LibraryError):
                article = self.reader.library.article(key)
                if article is not None:
                    self._articles[key] = found = safe_article(article)
        if found is None:
            return None
        return self.reader.scripts.article(found, self._outline.newspaper)

    @work(thread=True, exclusive=True, group="texts", exit_on_error=False)
    def _read_ahead(self) -> None:
        with suppress(LibraryError):
            issue = self.reader.library.issue(self.newspaper_id, self.day)
            for article in issue.articles if issue is not None else ():
                if get_current_worker().is_cancelled:
                    return
                key = issue.key(article) if issue is not None else ""
                self._articles.setdefault(key, safe_article(article))

    # -- where one is --

    @property
    def key(self) -> str:
        """The article at the top."""
        return self._roll.article_at_top

    @property
    def _line(self) -> Line | None:
        return self._lines.get(self.key)

    def _show_place(self) -> None:
        """Bring head and folio up to date."""
        outline, line, roll = self._outline, self._line, self._roll
        newspaper = outline.newspaper
        number = next((part.section for part in roll.parts if line and part.key == line.key), -1)
        if line is None or number < 0:
            self._head.show(newspaper.name, "", self.day)
            self._folio.show(Folio(percent=100, is_read=True))
            return
        section = outline.sections[number]
        beside = [part.key for part in roll.parts if part.section == number and part.key]
        self._head.show(newspaper.name, section_label(section, newspaper.language), self.day)
        self._folio.show(
            Folio(
                section=brief_label(section),
                number=beside.index(line.key) + 1,
                count=len(beside),
                percent=roll.percent,
                minutes_left=minutes_of(roll.characters_left, newspaper.language),
                is_read=line.is_read or line.key in self._marked,
                is_bookmarked=line.is_bookmarked,
            )
        )

    @on(Galley.Turned)
    def _follow_text(self) -> None:
        self._show_place()
        ends = frozenset(self._roll.ends_in_view)
        # What was at its end and went on its way up was read.
        gone = self._begun - ends
        order = {part.key: n for n, part in enumerate(self._roll.parts) if part.key}
        top = order.get(self.key, 0)
        self._mark_read(key for key in gone if order.get(key, top) < top)
        self._begun = ends
        for timer in (self._look_timer, self._pause_timer):
            if timer is not None:
                timer.stop()
        self._look_timer = None
        if ends - self._done:
            self._look_timer = self.set_timer(LOOK_S, lambda: self._mark_read(self._begun))
        self._pause_timer = self.set_timer(PAUSE_S, self._write_place)

    def _mark_read(self, keys: Iterable[str]) -> None:
        doings, now = self.reader.doings, datetime.now(UTC)
        for key in keys:
            line = self._lines.get(key)
            if key in self._done or line is None:
                continue
            self._done.add(key)
            self._marked.add(key)
            if not self.reader.library.is_read_only:
                doings.read_to_its_end(key, line.headline, now)
        self._show_place()

    def _write_place(self) -> None:
        """Remember where one is."""
        place = self._roll.place
        if place == self._written or not place[0] or self.reader.library.is_read_only:
            return
        self._written = place
        name, value = self._place_name, f"{place[0]} {place[1]}"
        marking_of(self.reader).write(lambda library: library.note_down(name, value))

    # -- what else arrives --

    @on(Written)
    def _see_marks(self) -> None:
        self._read_outline()

    @on(Arrived)
    def _see_arrivals(self, message: Arrived) -> None:
        progress = message.progress
        is_here = (progress.newspaper_id, progress.date) == (self.newspaper_id, self.day)
        if is_here and message.is_news:
            self._read_outline()

    @on(Finished)
    def _see_end(self, message: Finished) -> None:
        if (message.newspaper_id, message.day) == (self.newspaper_id, self.day):
            self._read_outline()

    @work(thread=True, exclusive=True, group="outline", exit_on_error=False)
    def _read_outline(self) -> None:
        with suppress(LibraryError):
            outline = self.reader.library.outline(self.newspaper_id, self.day)
            if outline is not None and not get_current_worker().is_cancelled:
                self.call_later(self._take_again, outline)

    def _take_again(self, outline: Outline) -> None:
        if not self.is_mounted:
            return
        self._marked.clear()
        if parts_of(outline) != self._roll.parts:
            self._take(outline)
        else:
            self._outline = outline
            self._lines = {one.key: one for one in outline.lines}
            self._show_place()

    # -- moving --

    def action_down(self) -> None:
        """One line down."""
        self._roll.turn(1)

    def action_up(self) -> None:
        """One line up."""
        self._roll.turn(-1)

    def action_half_down(self) -> None:
        """Half a screen down."""
        self._roll.turn_page(0.5)

    def action_half_up(self) -> None:
        """Half a screen up."""
        self._roll.turn_page(-0.5)

    def action_page_down(self) -> None:
        """A screen down."""
        self._roll.turn_page(1)

    def action_page_up(self) -> None:
        """A screen up."""
        self._roll.turn_page(-1)

    def action_top(self) -> None:
        """To the nameplate."""
        self._roll.turn_to_top()

    def action_bottom(self) -> None:
        """To the end of the paper."""
        self._roll.turn_to_end()

    def action_read_on(self) -> None:
        """A screen down."""
        if self._roll.is_at_end:
            self.announce(say("This is the end of the paper. q goes back."))
        self._roll.turn_page(1)

    def action_read_back(self) -> None:
        """A screen up."""
        self._roll.turn_page(-1)

    def _go(self, parts: Sequence[int], otherwise: str) -> None:
        """Put the first of these parts at the top, where there is one."""
        if parts:
            self._roll.turn_to(parts[0])
        else:
            self.announce(otherwise)

    def _numbers(self, *, of_articles: bool) -> tuple[list[int], int]:
        """The parts that are articles, or heads of sections; and the article at the top."""
        parts = self._roll.parts
        every = [n for n, p in enumerate(parts) if p.section >= 0 and bool(p.key) is of_articles]
        return every, next((n for n, part in enumerate(parts) if part.key == self.key), 0)

    def action_next_article(self) -> None:
        """The next article at the top."""
        every, here = self._numbers(of_articles=True)
        self._go([n for n in every if n > here], say("This was the last article. q goes back."))

    def action_previous_article(self) -> None:
        """The beginning of this article, then the one before."""
        every, here = self._numbers(of_articles=True)
        is_inside = self._roll.spot > (here, 0)
        before = [n for n in reversed(every) if n < here or (n == here and is_inside)]
        self._go(before, say("This is the first article."))

    def action_next_section(self) -> None:
        """The next section's head at the top."""
        every, here = self._numbers(of_articles=False)
        self._go([n for n in every if n > here], say("This is the last section."))

    def action_previous_section(self) -> None:
        """The head of this section, then of the one before."""
        every, _ = self._numbers(of_articles=False)
        before = [n for n in reversed(every) if (n, 0) < self._roll.spot]
        self._go(before, say("This is the first section."))

    # -- out and in --

    def action_open(self) -> None:
        """The article at the top, alone."""
        if self._line is not None:
            keys = tuple(part.key for part in self._roll.parts if part.key)
            self.reader.open_article(keys, self.key, self._outline)

    def action_out(self) -> None:
        """Back to the issue, the mark on the article that stood at the top."""
        self._write_place()
        under = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        if isinstance(under, IssueScreen) and self.key:
            under.came_back(self.key)
        super().action_out()

    # -- marks --

    def action_tag(self) -> None:
        """Write the tags of the article; it is bookmarked with them."""
        from reader.app.screens.tagging import tag

        if self._line is not None:
            tag(self, self.key, self._line.headline)

    def action_bookmark(self) -> None:
        """Keep the article at the top, or let it go."""
        if self._line is not None:
            self.reader.doings.toggle_bookmark(self.key, self._line.headline)

    def action_put_on_list(self) -> None:
        """Put the article at the top on the reading list, or take it off."""
        if self._line is not None:
            self.reader.doings.toggle_listed(self.key, self._line.headline)

    def action_toggle_read(self) -> None:
        """Read, or unread again."""
        if self._line is not None:
            # Neither is changed again by its end being in view.
            self._done.add(self.key)
            self._marked.discard(self.key)
            self.reader.doings.toggle_read(self.key, self._line.headline)

    def action_script(self) -> None:
        """Simplified or traditional characters."""
        article = self._article(self.key)
        if article is not None:
            shown = "".join((article.headline, article.text))
            newspaper = self._outline.newspaper
            self.reader.scripts.turn(self, newspaper, shown=shown, language=article.language)

    def turn_script(self, newspaper_id: str) -> None:
        """Set the paper in the script chosen now, at the place where one is."""
        if newspaper_id == self.newspaper_id:
            self._roll.set_again()

    def action_cite(self) -> None:
        """Choose a reference to the article at the top and copy it."""
        from reader.app.screens.citing import cite

        if self._line is not None:
            cite(self, self.key)

    def action_copy(self) -> None:
        """The selection, else the article at the top, to the clipboard."""
        article = self._article(self.key)
        words = self.get_selected_text() or ""
        if words:
            self.app.copy_to_clipboard(words)
            self.announce(say("The selection is copied."))
        elif article is not None:
            parts = (article.kicker, article.headline, article.deck, article.byline)
            head = "\n".join(part for part in parts if part)
            self.app.copy_to_clipboard("\n\n".join(part for part in (head, article.text) if part))
            self.announce(say("The text is copied."))

    # -- how it is set --

    def action_narrower(self) -> None:
        """A narrower column."""
        self._set_measure(self._roll.cells - STEP)

    def action_wider(self) -> None:
        """A wider column."""
        self._set_measure(self._roll.cells + STEP)

    def _set_measure(self, cells: int) -> None:
        roll = self._roll
        measure = max(min(NARROWEST, roll.widest), min(cells, roll.widest))
        if measure == roll.cells:
            is_wide = cells > measure
            self.announce(say("It fills the screen.") if is_wide else say("It cannot be narrower."))
            return
        roll.change(measure=measure)
        self.announce(say("{n} cells wide", n=measure), seconds=2)
        if not self.reader.library.is_read_only:
            value = str(measure)
            marking_of(self.reader).write(lambda library: library.note_down("measure", value))
