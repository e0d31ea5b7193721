"""Set lines as a terminal shows them: colours, and what is lit in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.app.widgets.selecting import Passages, ends_of, rank_of, spans_lit

if TYPE_CHECKING:
    from textual.selection import Selection

    from reader.typeset import Line, Run

KEPT_STRIPS = 1024
UPRIGHT, UPRIGHT_EMPHASIS = Style(italic=False), Style(italic=False, bold=True)

Lit = tuple[int, int, str]
"""A part of a passage's words, and the name of its light."""


class Proof(ScrollView, inherit_bindings=False):
    """Draws lines; a line is drawn when it comes into view, and kept."""

    STYLES: ClassVar[tuple[str, ...]] = (
        *("headline", "kicker", "deck", "byline", "heading", "caption", "quote", "rule", "note"),
        *("strong", "em", "link", "sub", "sup", "found", "found-now", "hint"),
        *("new", "gone", "lit", "lit-now"),
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"galley--{name}" for name in STYLES}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._passages: Passages | None = None
        self._strips: LRUCache[tuple[int, int], Strip] = LRUCache(KEPT_STRIPS)
        self._kinds: dict[str, Style] = {}
        self._is_upright = False

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        self._strips.clear()
        self._kinds.clear()
        super().notify_style_update()

    def selection_updated(self, selection: Selection | None) -> None:
        """Light what is selected."""
        self._strips.clear()
        self.refresh()

    def _dress_for(self, language: str) -> None:
        """Slant nothing in Chinese, Japanese and Korean: their print has no italics, and what
        terminals make of them is ugly. Emphasis is then shown by weight."""
        is_upright = language.split("-")[0].lower() in ("zh", "ja", "ko")
        if is_upright != self._is_upright:
            self._is_upright = is_upright
            self._kinds.clear()

    def _style_of(self, names: str) -> Style:
        found = self._kinds.get(names)
        if found is None:
            found = self.rich_style
            for name in names.split():
                if name in self.STYLES:
                    found += self.get_component_rich_style(f"galley--{name}", partial=True)
            if self._is_upright and found.italic:
                found += UPRIGHT_EMPHASIS if "em" in names.split() else UPRIGHT
            self._kinds[names] = found
        return found

    def _light(self, name: str) -> Style:
        """The colours of what is lit."""
        if name == "selected":
            return self.screen.get_component_rich_style("screen--selection")
        return self.get_component_rich_style(f"galley--{name}", partial=True)

    def _lit_in(self, rank: int) -> list[Lit]:
        """What is lit in a passage, in order and apart from each other."""
        selection = self.text_selection
        if selection is None or self._passages is None:
            return []
        ends = ends_of(selection, self._passages)
        return [(start, end, "selected") for start, end in spans_lit(rank, ends)]

    def _strip_of(self, index: int, width: int, pad: int) -> Strip:
        """A line, `pad` cells from the left, `width` cells in all."""
        kept = self._strips.get((index, width))
        if kept is not None:
            return kept
        line = self._lines[index]
        ground = self.rich_style
        segments = [Segment(" " * (pad + line.indent), ground)] if pad + line.indent else []
        rank = rank_of(line)
        lit = self._lit_in(rank) if rank >= 0 else []
        if lit:
            segments += self._lit_segments(line.runs, lit)
        else:
            segments += [Segment(run.text, self._style_of(run.style)) for run in line.runs]
        strip = Strip(segments).adjust_cell_length(width, ground)
        self._strips[index, width] = strip
        return strip

    def _lit_segments(self, runs: Sequence[Run], lit: list[Lit]) -> list[Segment]:
        """The runs with the lit characters lit, and the white that setting put between two."""
        pieces: list[tuple[str, Style, str]] = []
        for n, run in enumerate(runs):
            style = self._style_of(run.style)
            if run.start < 0:
                before = pieces[-1][2] if pieces else ""
                follows = next((one.start for one in runs[n + 1 :] if one.start >= 0), -1)
                is_inside = any(
                    start < follows < end and name == before for start, end, name in lit
                )
                pieces.append((run.text, style, before if is_inside else ""))
                continue
            at, end = run.start, run.start + len(run.text)
            for first, last, name in lit:
                if last <= at or first >= end:
                    continue
                if first > at:
                    pieces.append((run.text[at - run.start : first - run.start], style, ""))
                    at = first
                stop = min(last, end)
                pieces.append((run.text[at - run.start : stop - run.start], style, name))
                at = stop
            if at < end:
                pieces.append((run.text[at - run.start :], style, ""))
        return [
            Segment(text, style + self._light(name) if name else style)
            for text, style, name in pieces
        ]
