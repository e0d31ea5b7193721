"""What a search found, and what was searched for before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.app.widgets.month import READ, STORED
from reader.app.widgets.rows import LISTED, Piece, Rows
from reader.dates import short_day
from reader.lang import language, say
from reader.model import Section, label_of
from reader.text import is_blank
from reader.text.cells import as_many_as_fit, graphemes, width_in_cells
from reader.typeset import break_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.model import Hit, Marks, Span

_INDENT = 3
"""Cells before what a row says: the sign, and a space at either side."""


class Hits(Rows):
    """Articles, each with its headline, where it stood, and the words around what was found."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.hits: tuple[Hit, ...] = ()
        self._listed: frozenset[str] = frozenset()

    def put_up(self, hits: tuple[Hit, ...], *, is_more: bool = False) -> None:
        """Show these. Where they are more of the same a mark that was moved stays with its
        article, on its row of the screen; else it stands on the first."""
        held = self.hit.key if is_more and self.mark and self.hit is not None else ""
        row = self._tops[self.mark] - self.scroll_offset.y if held else 0
        self.hits = hits
        mark = next((n for n, hit in enumerate(hits) if hit.key == held), 0) if held else 0
        self.lay_out(mark=mark)
        top = max(0, self._tops[self.mark] - row) if held and hits else 0
        self.scroll_to(y=top, animate=False, force=True)
        self.show_mark()

    def show_marks(self, marks: Mapping[str, Marks]) -> None:
        """Show what of the articles is read, kept and listed by now."""
        self.hits = tuple(
            replace(hit, is_read=now.is_read, is_bookmarked=now.is_bookmarked)
            if (now := marks.get(hit.key)) is not None
            else hit
            for hit in self.hits
        )
        self._listed = frozenset(key for key, now in marks.items() if now.is_listed)
        self._lines.clear()
        self.refresh()

    def mark_article(self, key: str) -> None:
        """Put the mark on an article that is here."""
        index = next((n for n, hit in enumerate(self.hits) if hit.key == key), None)
        if index is not None:
            self.move_to(index)

    @property
    def hit(self) -> Hit | None:
        """What is marked."""
        return self.hits[self.mark] if self.mark < len(self.hits) else None

    @property
    def _is_low(self) -> bool:
        return self.screen.has_class("-low")

    def heights(self) -> Sequence[int]:
        """Headline, where it stood, a line or two of the text, a blank line where there is room."""
        room = max(1, (self.size.width or 80) - 2 - _INDENT)
        blank = 0 if self._is_low else 1
        return [2 + self._text_lines(hit, room) + blank for hit in self.hits]

    def blank_lines(self, index: int) -> int:
        """The line that parts two articles."""
        return 0 if self._is_low else 1

    def _text_lines(self, hit: Hit, room: int) -> int:
        if not hit.snippet:
            return 0
        return 1 if self._is_low or width_in_cells(hit.snippet) <= room else 2

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """The lines of an article."""
        hit = self.hits[index]
        room = max(1, width - _INDENT)
        is_untitled = is_blank(hit.headline)
        headline = say("Untitled") if is_untitled else hit.headline
        lit = () if is_untitled else hit.headline_lit
        name = "done" if hit.is_read else "name"
        sign = (READ, "done") if hit.is_read else (STORED, "fresh")
        lines: list[list[Piece]] = [
            [(" ", ""), sign, (" ", ""), *_lit_line(headline, lit, room, name)],
            [(" " * _INDENT, ""), *self._facts(hit, room)],
        ]
        count = self._text_lines(hit, room)
        if count == 1:
            words, spans = _from_near(hit.snippet, hit.snippet_lit, room)
            lines.append([(" " * _INDENT, ""), *_lit_line(words, spans, room, "")])
        elif count:
            for part, spans in _two_lines(hit.snippet, hit.snippet_lit, room):
                lines.append([(" " * _INDENT, ""), *_lit(part, spans, "")])
        lines += [[(" ", "")]] * (2 + count - len(lines))
        return lines if self._is_low else [*lines, []]

    def _facts(self, hit: Hit, room: int) -> list[Piece]:
        """The signs of what is kept, `科技日报`, `Sat 6 Jul 2024`, `01 要闻`, who wrote it."""
        facts = [
            hit.newspaper,
            short_day(hit.date, language()),
            label_of(Section(name=hit.section, page=hit.page)),
            hit.byline,
        ]
        signs: list[Piece] = []
        if hit.is_bookmarked:
            signs.append(("★ ", "star"))
        if hit.key in self._listed:
            signs.append((f"{LISTED} ", "fresh"))
        room -= sum(width_in_cells(words) for words, _ in signs)
        return [*signs, (as_many_as_fit([fact for fact in facts if fact], room), "quiet")]


def _lit_line(text: str, spans: Sequence[Span], room: int, name: str) -> list[Piece]:
    """A line with what was found in it lit; begun later where that would not be in view."""
    if spans and width_in_cells(text[: spans[0][1]]) > room - 1:
        text, spans = _begun_later(text, spans, room // 3)
    return _lit(text, spans, name)


def _from_near(text: str, spans: Sequence[Span], room: int) -> tuple[str, Sequence[Span]]:
    """A text that is longer than its line, begun so near before what was found in it that the
    line says how it goes on."""
    if spans and width_in_cells(text) > room and width_in_cells(text[: spans[0][0]]) > room // 3:
        return _begun_later(text, spans, room // 3)
    return text, spans


def _begun_later(text: str, spans: Sequence[Span], cells: int) -> tuple[str, Sequence[Span]]:
    """A text from at most so many cells before what was found first in it."""
    start = _before(text, spans[0][0], max(0, cells - 1))
    text, spans = _part(text, spans, start, len(text))
    return f"…{text}", [(first + 1, last + 1) for first, last in spans]


def _lit(text: str, spans: Sequence[Span], name: str) -> list[Piece]:
    pieces: list[Piece] = []
    done = 0
    for first, last in spans:
        if first > done:
            pieces.append((text[done:first], name))
        pieces.append((text[first:last], f"{name} lit"))
        done = last
    return [*pieces, (text[done:], name)] if done < len(text) else pieces


def _before(text: str, at: int, cells: int) -> int:
    """Where so many cells before a place begin."""
    start = at
    for sign in reversed(list(graphemes(text[:at]))):
        cells -= width_in_cells(sign)
        if cells < 0:
            break
        start -= len(sign)
    return start


def _part(text: str, spans: Sequence[Span], start: int, end: int) -> tuple[str, list[Span]]:
    """A part of a text, and what is lit in it."""
    inside = [
        (max(first, start) - start, min(last, end) - start)
        for first, last in spans
        if first < end and last > start
    ]
    return text[start:end], inside


def _two_lines(text: str, spans: Sequence[Span], room: int) -> Iterator[tuple[str, Sequence[Span]]]:
    """The words around what was found in two lines, of which the second may be too long; begun
    later where it would not be in them."""
    lines = break_text(text, room)
    if spans and len(lines) > 2 and spans[0][0] >= lines[1].end:
        text, spans = _begun_later(text, spans, room)
        lines = break_text(text, room)
    yield _part(text, spans, *lines[0])
    yield _part(text, spans, lines[1].start if len(lines) > 1 else len(text), len(text))


class Earlier(Rows):
    """What was searched for before, the last first."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.queries: tuple[str, ...] = ()

    def put_up(self, queries: tuple[str, ...]) -> None:
        """Show these."""
        self.queries = queries
        self.lay_out(mark=0)
        self.show_mark()

    @property
    def words(self) -> str:
        """What is marked; "" where there is nothing."""
        return self.queries[self.mark] if self.mark < len(self.queries) else ""

    def heights(self) -> Sequence[int]:
        """A line each."""
        return [1] * len(self.queries)

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """What was typed."""
        return [[(" ", ""), ("/", "quiet"), (" ", ""), (self.queries[index], "name")]]
