"""The galley of the article view: what is found in it is lit, and its links can be followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from reader.app.place import bindings_of
from reader.app.widgets.hints import Hints, cell_of
from reader.app.widgets.matches import Matches
from reader.app.widgets.pictured import PicturedGalley
from reader.app.widgets.selecting import BODY, Spot, ends_of, rank_of, selection_of
from reader.model import Image

if TYPE_CHECKING:
    from textual.events import Click, Key

    from reader.app.widgets.galley_paint import Lit
    from reader.app.widgets.matches import Sought
    from reader.model import Article
    from reader.text.difference import Spans


class ReadingGalley(PicturedGalley, inherit_bindings=False):
    """A galley that one reads in, and not only looks at."""

    BINDINGS = bindings_of("found")

    class Stepped(Message, bubble=True):
        """To another of the things found: so many further, backwards where negative."""

        def __init__(self, steps: int) -> None:
            self.steps = steps
            super().__init__()

    class Ended(Message, bubble=True):
        """Nothing is looked for any more."""

    class Followed(Message, bubble=True):
        """A link was pointed at, or chosen by its number."""

        def __init__(self, address: str, *, is_chosen: bool) -> None:
            self.address = address
            self.is_chosen = is_chosen
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._matches: Matches | None = None
        self._hints = Hints()
        self._hinted_for = 0
        self._changes: list[Lit] = []
        self._lights: list[Lit] = []

    def show(self, article: Article, **how: Any) -> None:
        """Set an article; nothing is looked for in it yet."""
        self._matches = None
        self._changes = []
        self._lights = []
        self._hints.clear()
        super().show(article, **how)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Links that are no longer in view have no number."""
        self.hide_hints()
        super().watch_scroll_y(old_value, new_value)

    def on_resize(self) -> None:
        """Lines of another width are other lines."""
        if self.cells != self._hinted_for:
            self.hide_hints()

    def _lit_in(self, rank: int) -> list[Lit]:
        """What is selected, else what was found, else what was changed; around it the passages
        that somebody lit."""
        lit = super()._lit_in(rank)
        if not lit and self._matches is not None:
            lit = self._matches.lit_in(rank)
        if not self._is_text(rank):
            return lit
        return overlaid(self._lights, lit or self._changes)

    def _strip_of(self, index: int, width: int, pad: int) -> Strip:
        """A line with the numbers of its links drawn over their first cells."""
        strip = super()._strip_of(index, width, pad)
        for x, label in self._hints.on_line(index):
            at = min(pad + x, max(0, width - len(label)))
            parts = (strip.crop(0, at), Strip([Segment(label, self._style_of("hint"))]))
            strip = Strip.join([*parts, strip.crop(at + len(label), width)])
        return strip

    # -- what the paper changed --

    def mark_changes(self, spans: Spans, *, is_new: bool) -> None:
        """Underline what is new in the text, or strike what was taken out of it later: offsets in
        the article's text, until another text is shown."""
        name = "new" if is_new else "gone"
        self._changes = [(start, end, name) for start, end in spans]
        self._strips.clear()
        self.refresh()

    # -- lit passages --

    def light(self, spans: Spans, *, now: tuple[int, int] | None = None) -> None:
        """Light passages, offsets in the article's text, one of them as the one walked to."""
        lights = [(start, end, "lit") for start, end in sorted(spans)]
        over = [(*now, "lit-now")] if now is not None else []
        wanted = overlaid(_joined(lights), over)
        if wanted != self._lights:
            self._lights = wanted
            self._strips.clear()
            self.refresh()

    def look_at(self, at: int) -> None:
        """Bring an offset of the text into view."""
        if self._passages is not None:
            self.reveal(self._passages.spot_at(at))

    @property
    def selected(self) -> tuple[int, int] | None:
        """What is selected of the text, as offsets in it, white at its ends left out; None where
        that is nothing."""
        selection = self.text_selection
        if selection is None or self._passages is None:
            return None
        first, last = ends_of(selection, self._passages)
        return self._passages.text_between(first, last)

    def select(self, start: int, end: int) -> None:
        """Select a part of the text, and bring it into view."""
        if self._passages is None:
            return
        first, last = self._passages.spot_at(start), self._passages.spot_at(end - 1)
        last = Spot(last.rank, end)
        self.screen.selections = {self: selection_of(first, last)}
        self.reveal(first)

    def _is_text(self, rank: int) -> bool:
        block = rank - BODY
        blocks = self.article.blocks if self.article is not None else ()
        return 0 <= block < len(blocks) and not isinstance(blocks[block], Image)

    # -- finding --

    def find(self, sought: str | Sought, near: Spot) -> Matches | None:
        """Light every place where the words stand and look at the first one behind `near`; None
        and nothing lit for no words."""
        self._matches = None
        words = sought if isinstance(sought, str) else sought.words
        if words.strip() and self._passages is not None:
            self._matches = Matches(self._passages, sought, near=near)
        self.look_at_match()
        return self._matches

    @property
    def matches(self) -> Matches | None:
        """What is lit; None while nothing is looked for."""
        return self._matches

    @property
    def top(self) -> Spot:
        """The first words in view."""
        offset = self.place_at(0, 0)
        return Spot(offset.y, max(0, offset.x // 2)) if offset is not None else Spot(0, 0)

    def look_at_match(self, steps: int = 0) -> bool:
        """Bring another match into view; whether one came past an end of the text."""
        self._strips.clear()
        self.refresh()
        if self._matches is None or self._matches.index < 0:
            return False
        is_past_end = self._matches.step(steps)
        spot, _ = self._matches.spots[self._matches.index]
        self.reveal(spot)
        return is_past_end

    def reveal(self, spot: Spot) -> None:
        """Scroll to some words, unless they are in view."""
        index = self._line_of(spot)
        if self._type is not None and not self._type.is_whole and not self._holds(index, spot):
            self._reopen(spot.at, row=self.size.height // 3)
            index = self._line_of(spot)
        if index in self._in_view:
            return
        row = self._row_of_line(index)
        if self.column_count == 1:
            row = max(0, row - self.size.height // 3)
        self.scroll_to(y=row, animate=False, force=True)

    def _line_of(self, spot: Spot) -> int:
        """The line that some words stand in."""
        best = 0
        for n, line in enumerate(self._lines):
            if rank_of(line) != spot.rank:
                continue
            for run in line.runs:
                if run.start <= spot.at < run.start + len(run.text):
                    return n
                if 0 <= run.start <= spot.at:
                    best = n
        return best

    def _holds(self, index: int, spot: Spot) -> bool:
        line = self._lines[index]
        return rank_of(line) == spot.rank and (line.end > spot.at or bool(line.field))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys that walk what was found are others where nothing is looked for."""
        return self._matches is not None or action not in ("next", "previous", "end")

    def action_next(self) -> None:
        """To the next match."""
        self.post_message(self.Stepped(1))

    def action_previous(self) -> None:
        """To the match before."""
        self.post_message(self.Stepped(-1))

    def action_end(self) -> None:
        """Look for nothing any more."""
        self.post_message(self.Ended())

    # -- links --

    def show_hints(self) -> int:
        """Number the links in view; how many there are."""
        self._hints.clear()
        self._hinted_for = self.cells
        if self._passages is not None:
            for spot, _, address in sorted(self._passages.links()):
                for index in self._in_view:
                    x = cell_of(self._lines[index], spot)
                    if x is not None:
                        self._hints.add(index, x, address)
                        break
        self.refresh()
        return self._hints.count

    def hide_hints(self) -> None:
        """Take the numbers away."""
        if self._hints.count:
            self._hints.clear()
            self.refresh()

    def on_key(self, event: Key) -> None:
        """While links are numbered, digits choose one; any other key takes the numbers away."""
        if not self._hints.count:
            return
        is_for_them, address = self._hints.typed(event.key)
        if is_for_them:
            event.stop()
            event.prevent_default()
        if not is_for_them or address or event.key == "escape":
            self.hide_hints()
        if address:
            self.post_message(self.Followed(address, is_chosen=True))

    def _address_at(self, x: int, y: int) -> str:
        """The address of the link at a cell, "" where there is none."""
        offset = self.place_at(x, y)
        if offset is None or self._passages is None or offset.x % 2:
            return ""
        at = offset.x // 2
        for spot, end, address in self._passages.links():
            if spot.rank == offset.y and spot.at <= at < end:
                return address
        return ""

    def on_click(self, event: Click) -> None:
        """A link is named, and followed at the second click."""
        at = event.get_content_offset(self)
        address = self._address_at(*at) if at is not None else ""
        if address:
            event.prevent_default()
            self.post_message(self.Followed(address, is_chosen=False))


def overlaid(lights: list[Lit], over: list[Lit]) -> list[Lit]:
    """Lights in order and apart from each other, those of `over` before those they lie on."""
    if not lights or not over:
        return over or lights
    found = list(over)
    for start, end, name in lights:
        at = start
        for first, last, _ in over:
            if last <= at or first >= end:
                continue
            if first > at:
                found.append((at, first, name))
            at = max(at, last)
        if at < end:
            found.append((at, end, name))
    return sorted(found)


def _joined(lights: list[Lit]) -> list[Lit]:
    """Those that overlap as one."""
    joined: list[Lit] = []
    for start, end, name in lights:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]), name)
        else:
            joined.append((start, end, name))
    return joined
