"""The whole paper in one column: every section and article of an issue, one under the other.

An issue has hundreds of articles and a screen shows two of them. Each is set when it comes into
view; until then its height is a guess. So one's place is not a row but an article and a line of
it, and rows are counted from there: however wrong a guess was, the words in view stay.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, overload

from textual.geometry import Offset, Size

from reader.app.widgets.galley import BEYOND, Galley
from reader.app.widgets.pointed import NEAR
from reader.app.widgets.selecting import (
    Passages,
    Spot,
    offset_in,
    selection_of,
    spans_lit,
)
from reader.text.cells import truncated, width_in_cells
from reader.typeset import Line, Run, set_article

if TYPE_CHECKING:
    from textual.events import Click
    from textual.selection import Selection
    from textual.strip import Strip

    from reader.model import Article

RANKS = 1 << 20
"""Room for the passages of one part in a selection's offsets."""
HEAD_LINES = 5
"""Lines that stand above and under a text that nobody has set yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of the paper."""

    key: str = ""
    """The article's; "" for the nameplate and the heads of sections."""
    words: tuple[str, ...] = ()
    """For those, what they say."""
    section: int = -1
    """Number of the section it stands in; -1 for the nameplate."""
    meta: str = ""
    """What stands under an article's byline."""
    length: int = 0
    """Characters of an article's text."""
    is_first: bool = False
    """Whether an article is the first of its section, which needs no rule above it."""


class Roll(Galley):
    """Shows parts from a place on, and sets no more of them than are seen."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.parts: tuple[Part, ...] = ()
        self._article_of: Callable[[str], Article | None] = lambda _key: None
        self._set_parts: dict[int, tuple[Line, ...]] = {}
        self._texts: dict[int, Passages] = {}
        self._heights: list[int] = []
        self._tops: list[int] = [0]
        self._at = (0, 0)
        self._drawn = 0
        """The part whose line is being drawn."""
        self._lines = _Rows(self)

    # -- what is shown --

    def put_up(
        self,
        parts: tuple[Part, ...],
        article_of: Callable[[str], Article | None],
        *,
        language: str = "",
        key: str = "",
        line: int = 0,
    ) -> None:
        """Show the parts from a line of an article on, else from where one is."""
        held = self.parts[self._at[0]] if self.parts else None
        wanted = key or (held.key if held else "")
        line = line if key else self._at[1]
        self.parts, self._article_of, self._language = parts, article_of, language
        self._dress_for(language)
        found = next((n for n, part in enumerate(parts) if part.key == wanted and wanted), None)
        if found is None and held is not None and not key:
            found = next((n for n, part in enumerate(parts) if part.words == held.words), None)
        self._at = (found or 0, line if found is not None else 0)
        self._set_for = ()
        self._set()

    def _set(self) -> None:
        """Forget what was set for another measure; the part at the top stays there."""
        width, height = self._room
        if not self.parts or not width or not height:
            return
        wanted = (self.cells, self._hang)
        if wanted != self._set_for:
            part, row = self._at
            before = len(self._set_parts[part]) if part in self._set_parts else 0
            self._set_for = wanted
            self._set_parts.clear()
            self._texts.clear()
            self._heights = [self._guess(one) for one in self.parts]
            if before:
                row = row * len(self._lines_of(part)) // before
            self._at = (part, row)
        self._settle()

    def set_again(self) -> None:
        """The articles' words have changed: set them anew, the place stays."""
        self._set_for = ()
        self._set()

    def _guess(self, part: Part) -> int:
        if not part.key:
            return len(part.words) + 3
        return HEAD_LINES + -(-part.length * 2 // self.cells)

    def _lines_of(self, n: int) -> tuple[Line, ...]:
        """The lines of a part, set when they are first asked for."""
        lines = self._set_parts.get(n)
        if lines is None:
            part = self.parts[n]
            lines = self._set_part(n, part) if part.key else tuple(self._head(n, part))
            self._set_parts[n] = lines = lines or (Line(),)
            self._heights[n] = len(lines)
        return lines

    def _set_part(self, n: int, part: Part) -> tuple[Line, ...]:
        article = self._article_of(part.key)
        if article is None:
            return ()
        self._texts[n] = Passages(article, part.meta)
        text = set_article(
            article,
            self.cells,
            language=self._language,
            meta=part.meta,
            hang=self._hang,
        )
        rule = () if part.is_first else (Line((Run("─" * self.cells, "rule"),)), Line())
        return (*rule, *text, Line())

    def _head(self, n: int, part: Part) -> Iterator[Line]:
        """The nameplate between rules, or a section's name in a full rule."""
        cells = self.cells
        if part.section < 0:
            yield Line()
            for number, words in enumerate(part.words):
                shown = truncated(words, cells)
                indent = (cells - width_in_cells(shown)) // 2
                yield Line((Run(shown, "note" if number else "headline"),), indent=indent)
            yield Line((Run("═" * cells, "rule"),))
            yield Line()
            return
        name = truncated(part.words[0], max(1, cells - 6))
        rest = "━" * max(0, cells - width_in_cells(name) - 4)
        yield Line()
        yield Line((Run("━━ ", "rule"), Run(name, "heading"), Run(f" {rest}", "rule")))
        yield Line()

    # -- where one is --

    def _settle(self, *, fill: bool = False) -> None:
        """Set what is in view from one's place on, and count the rows anew; `fill` leaves no
        white under the end of the paper."""
        height = self.size.height or self._room.height
        part, row = self._at
        part = max(0, min(part, len(self.parts) - 1))
        row = max(0, min(row, len(self._lines_of(part)) - 1))
        seen, n = len(self._lines_of(part)) - row, part
        while seen < height and n + 1 < len(self.parts):
            n += 1
            seen += len(self._lines_of(n))
        short = height - seen
        while fill and short > 0 and (part, row) > (0, 0):
            step = min(short, row)
            short, row = short - step, row - step
            if short and part:
                part -= 1
                row = len(self._lines_of(part))
        self._at = (part, row)
        tops = [0, *accumulate(self._heights)]
        if tops != self._tops:
            self._tops = tops
            self._strips.clear()
        self._is_setting = True
        try:
            self.virtual_size = Size(0, max(tops[-1], tops[part] + row + height))
            self.scroll_to(y=tops[part] + row, animate=False, force=True)
        finally:
            self._is_setting = False
        self.refresh()
        self.post_message(self.Turned())

    @property
    def spot(self) -> tuple[int, int]:
        """The part at the top, and which of its lines stands there."""
        return self._at

    @property
    def place(self) -> tuple[str, int]:
        """The article at the top, or the next one, and the line of it that stands there."""
        part, row = self._at
        article = self.article_at_top
        if not article:
            return "", 0
        return article, row if self.parts[part].key == article else 0

    @property
    def article_at_top(self) -> str:
        """The key of the article at the top; of the next one where a head stands there, or where
        nothing more of it than white is seen."""
        part, row = self._at
        if not self.parts:
            return ""
        is_over = bool(self.parts[part].key) and row >= len(self._lines_of(part)) - 1
        keys = [one.key for one in self.parts[part + is_over :] if one.key]
        if not keys:
            keys = [one.key for one in reversed(self.parts) if one.key]
        return keys[0] if keys else ""

    @property
    def ends_in_view(self) -> tuple[str, ...]:
        """The keys of the articles whose last line is in view."""
        if not self._set_for:
            return ()
        top = self.scroll_offset.y
        first, last = self._part_at(top), self._part_at(top + self.size.height - 1)
        return tuple(
            self.parts[n].key
            for n in range(first, last + 1)
            if self.parts[n].key and top <= self._tops[n + 1] - 2 < top + self.size.height
        )

    @property
    def is_at_end(self) -> bool:
        """Whether the last line of the paper is in view."""
        return bool(self._set_for) and self.scroll_offset.y + self.size.height >= self._tops[-1]

    @property
    def characters_left(self) -> int:
        """Characters of the whole paper below what is in view."""
        if self.is_at_end or not self.parts:
            return 0
        bottom = self.scroll_offset.y + self.size.height
        last = self._part_at(bottom - 1)
        rows = max(1, self._heights[last])
        inside = self.parts[last].length * (self._tops[last + 1] - bottom) // rows
        return inside + sum(part.length for part in self.parts[last + 1 :])

    @property
    def percent(self) -> int:
        """How much of the whole paper has been in view."""
        whole = sum(part.length for part in self.parts)
        left = self.characters_left
        if self.is_at_end or not whole:
            return 100
        return min(99, (whole - left) * 100 // whole)

    def _part_at(self, row: int) -> int:
        return max(0, min(len(self.parts) - 1, bisect_right(self._tops, row) - 1))

    def line_in(self, row: int) -> Line:
        """The line on a row of the whole paper."""
        part = self._part_at(row)
        lines, at = self._lines_of(part), row - self._tops[part]
        return lines[at] if 0 <= at < len(lines) else Line()

    # -- moving --

    def turn(self, rows: int) -> None:
        """Scroll by rows, through lines as they are set."""
        if rows > 0 and self.is_at_end:
            return
        part, row = self._at
        row += rows
        while row < 0 and part > 0:
            part -= 1
            row += len(self._lines_of(part))
        while part + 1 < len(self.parts) and row >= len(self._lines_of(part)):
            row -= len(self._lines_of(part))
            part += 1
        self._at = (part, max(0, row))
        self._settle(fill=rows > 0)

    def turn_to(self, part: int) -> None:
        """Put a part at the top."""
        self._at = (part, 0)
        self._settle()

    def turn_to_top(self) -> None:
        """To the nameplate."""
        self.turn_to(0)

    def turn_to_end(self) -> None:
        """To the last line of the last article."""
        if self.parts:
            self._at = (len(self.parts) - 1, BEYOND)
            self._settle(fill=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The wheel, and the scrollbar, lead to rows that may be guessed: what is there is set,
        and the part that was meant stays."""
        super(Galley, self).watch_scroll_y(old_value, new_value)
        if self._is_setting or not self.parts or round(old_value) == round(new_value):
            return
        part = self._part_at(round(new_value))
        row = round(new_value) - self._tops[part]
        guess = self._heights[part]
        tall = len(self._lines_of(part))
        # From above one comes to a part's beginning, from below to its end.
        row = row if new_value > old_value else max(0, tall - (guess - row))
        self._at = (part, row)
        self._settle(fill=new_value > old_value)

    # -- drawing and selecting --

    def _strip_of(self, index: int, width: int, pad: int) -> Strip:
        self._drawn = self._part_at(index)
        return super()._strip_of(index, width, pad)

    def _lit_in(self, rank: int) -> list[tuple[int, int, str]]:
        selection = self.text_selection
        if selection is None:
            return []
        n = self._drawn
        first, last = self._ends(selection)
        if not first[0] <= n <= last[0] or n not in self._texts:
            return []
        begin = first[1] if n == first[0] else Spot(0, 0)
        end = last[1] if n == last[0] else Spot(self._texts[n].count, 0)
        return [(start, stop, "selected") for start, stop in spans_lit(rank, (begin, end))]

    def _ends(self, selection: Selection) -> tuple[tuple[int, Spot], tuple[int, Spot]]:
        """The two ends of a selection: the part, and the place in it."""
        last_part = len(self.parts) - 1
        first = (0, Spot(0, 0))
        last = (last_part, Spot(RANKS, 0))
        if selection.start is not None:
            part, rank = divmod(selection.start.y, RANKS)
            first = (part, Spot(rank, (selection.start.x + 1) // 2))
        if selection.end is not None:
            part, rank = divmod(selection.end.y, RANKS)
            spot = Spot(rank, (selection.end.x + 1) // 2)
            text = self._texts.get(part)
            last = (part, text.snapped(spot) if text and rank < text.count else spot)
        return first, last

    def place_at(self, x: int, y: int) -> Offset | None:
        """What stands at a cell, as the offset of a selection through all parts."""
        if not self.parts:
            return None
        row = max(0, min(y, self.size.height - 1)) + self.scroll_offset.y
        found = self._offset_in(row, x - self._margin)
        for near in range(1, NEAR):
            if found is not None:
                break
            found = self._offset_in(row + near, -1) or self._offset_in(row - near, BEYOND)
        return found

    def _offset_in(self, row: int, cell: int) -> Offset | None:
        if not 0 <= row < self._tops[-1]:
            return None
        found = offset_in(self.line_in(row), cell)
        return Offset(found.x, found.y + self._part_at(row) * RANKS) if found else None

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words as the newspaper wrote them, article after article."""
        if not self.parts:
            return None
        first, last = self._ends(selection)
        copied: list[str] = []
        for n in range(first[0], last[0] + 1):
            if not self.parts[n].key:
                continue
            self._lines_of(n)
            text = self._texts.get(n)
            if text is not None:
                begin = first[1] if n == first[0] else Spot(0, 0)
                end = last[1] if n == last[0] else Spot(text.count, 0)
                copied.append(text.copied(begin, end))
        words = "\n\n".join(filter(None, copied))
        return (words, "\n") if words else None

    def on_click(self, event: Click) -> None:
        """Twice selects the word, three times the passage."""
        at = event.get_content_offset(self)
        offset = self.place_at(*at) if at is not None else None
        if event.chain not in (2, 3) or offset is None:
            return
        event.prevent_default()
        part, rank = divmod(offset.y, RANKS)
        text = self._texts.get(part)
        if text is None:
            return
        first, last = text.word_at(Spot(rank, offset.x // 2))
        if event.chain == 3:
            first, last = (Spot(rank, end) for end in text.bounds(rank))
        if first < last:
            shift = part * RANKS
            chosen = selection_of(
                Spot(first.rank + shift, first.at), Spot(last.rank + shift, last.at)
            )
            self.screen.selections = {self: chosen}


class _Rows(Sequence[Line]):
    """The lines of a roll by their row, those nobody has seen yet not set."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll

    def __len__(self) -> int:
        return self._roll._tops[-1]

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return [self._roll.line_in(row) for row in range(*index.indices(len(self)))]
        return self._roll.line_in(index)
