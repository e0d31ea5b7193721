"""What is selected in an article, counted in its words and not in rows of the screen, so that it
is the same whatever the measure, the number of columns or the size of the terminal.

An article is a row of passages: kicker, headline, deck, byline, the line under it, then its
blocks. A place in it is a passage's rank and an offset in that passage's words; those of the
running text share one string, `Article.text`. Textual keeps the two ends of a selection as offsets
(x, y) that it compares by y, then x, and adds one to the x of the later one, so that the character
under the pointer is part of what is selected. Here y is the rank, and x is twice an offset for a
character and one less than that for the gap before it: the one added then takes in a character and
not what lies behind a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from icu4py.breakers import WordBreaker
from textual.geometry import Offset
from textual.selection import Selection

from reader.model import Article, Heading, Image, MarkKind, Paragraph, Quote, text_of
from reader.text.cells import cluster_spans, width_in_cells
from reader.typeset import words_of

if TYPE_CHECKING:
    from reader.typeset import Line

_HEAD = ("kicker", "headline", "deck", "byline", "meta")
BODY = len(_HEAD)
"""The rank of the first block."""
_LONGEST_CLUSTER = 64
_AROUND = 200
"""Characters on either side in which a word's ends are sought."""


class Spot(NamedTuple):
    """A gap between two characters of an article."""

    rank: int
    """Of the passage: 0 the kicker … 4 the line under the byline, then the blocks."""
    at: int
    """Offset in the passage's words; in `Article.text` for a block of text."""


class Passages:
    """An article as the row of its passages."""

    def __init__(self, article: Article, meta: str = "") -> None:
        self._article = article
        self._meta = meta
        self.text = article.text
        """The running text."""
        self._blocks: list[tuple[int, int]] = []
        """Where each block of text begins and ends."""
        at = 0
        for block in article.blocks:
            size = len(text_of(block))
            self._blocks.append((at, at + size))
            at += size + 2 if size else 0

    @property
    def count(self) -> int:
        """One more than the last rank."""
        return BODY + len(self._blocks)

    def words(self, rank: int) -> str:
        """The string that offsets of a passage count in."""
        if rank < BODY:
            field = _HEAD[rank]
            return self._meta if field == "meta" else words_of(self._article, field)
        n = rank - BODY
        if isinstance(self._article.blocks[n], Image):
            return words_of(self._article, "caption", n)
        return self.text

    def bounds(self, rank: int) -> tuple[int, int]:
        """Where a passage begins and ends in its words."""
        if rank >= BODY and not isinstance(self._article.blocks[rank - BODY], Image):
            return self._blocks[rank - BODY]
        return 0, len(self.words(rank))

    def spot_at(self, at: int) -> Spot:
        """Where an offset of the running text stands."""
        rank = 0
        for n, (begin, end) in enumerate(self._blocks):
            if begin < end and begin <= at:
                rank = n
                if at < end:
                    break
        return Spot(BODY + rank, at)

    def text_between(self, first: Spot, last: Spot) -> tuple[int, int] | None:
        """The part of the running text between two spots, white at its ends left out; None where
        there is none."""
        spans = [
            self._within(rank, first, last)
            for rank in range(max(first.rank, BODY), min(last.rank + 1, self.count))
            if not isinstance(self._article.blocks[rank - BODY], Image)
        ]
        spans = [(begin, end) for begin, end in spans if begin < end]
        if not spans:
            return None
        words = self.text[spans[0][0] : spans[-1][1]]
        start = spans[0][0] + len(words) - len(words.lstrip())
        return (start, start + len(words.strip())) if words.strip() else None

    def texts(self) -> Iterator[tuple[int, str, int]]:
        """The words of each passage in order, with its rank and the offset they begin at."""
        for rank in range(self.count):
            begin, end = self.bounds(rank)
            if begin < end:
                yield rank, self.words(rank)[begin:end], begin

    def links(self) -> Iterator[tuple[Spot, int, str]]:
        """Where each link begins, the offset behind it, and its address."""
        for n, block in enumerate(self._article.blocks):
            if isinstance(block, Paragraph | Heading | Quote):
                offset = self._blocks[n][0]
                for mark in block.marks:
                    if mark.kind is MarkKind.LINK and mark.href and mark.start < mark.end:
                        yield Spot(BODY + n, offset + mark.start), offset + mark.end, mark.href

    def snapped(self, spot: Spot) -> Spot:
        """The spot, or the next one that is inside nothing that a reader sees as one character."""
        if not spot.at:
            return spot
        words = self.words(spot.rank)
        begin = max(0, spot.at - _LONGEST_CLUSTER)
        for _, end in cluster_spans(words[begin : spot.at + _LONGEST_CLUSTER]):
            if begin + end >= spot.at:
                return Spot(spot.rank, begin + end)
        return spot

    def word_at(self, spot: Spot) -> tuple[Spot, Spot]:
        """The word around a spot, by Unicode's rules and ICU's dictionaries."""
        first, last = self.bounds(spot.rank)
        begin, end = max(first, spot.at - _AROUND), min(last, spot.at + _AROUND)
        words = self.words(spot.rank)[begin:end]
        at = 0
        for part in WordBreaker(words, "root"):
            if begin + at + len(part) > spot.at:
                return Spot(spot.rank, begin + at), Spot(spot.rank, begin + at + len(part))
            at += len(part)
        return spot, spot

    def copied(self, first: Spot, last: Spot) -> str:
        """The words between two spots as the newspaper wrote them: the running text is a slice of
        `Article.text`, with captions where they stand in it, and what stands above has a line each.
        """
        head = [
            self.words(rank)[slice(*self._within(rank, first, last))]
            for rank in range(first.rank, min(last.rank + 1, BODY))
        ]
        body: list[str] = []
        run: tuple[int, int] | None = None
        for rank in range(max(first.rank, BODY), min(last.rank + 1, self.count)):
            begin, end = self._within(rank, first, last)
            if not isinstance(self._article.blocks[rank - BODY], Image):
                if self._blocks[rank - BODY][0] < self._blocks[rank - BODY][1]:
                    run = (run[0] if run else begin, end)
            elif begin < end:
                if run:
                    body.append(self.text[slice(*run)])
                    run = None
                body.append(self.words(rank)[begin:end])
        if run:
            body.append(self.text[slice(*run)])
        parts = ("\n".join(filter(None, head)), "\n\n".join(filter(None, body)))
        return "\n\n".join(filter(None, parts)).strip("\n")

    def _within(self, rank: int, first: Spot, last: Spot) -> tuple[int, int]:
        """The part of a passage that lies between two spots."""
        begin, end = self.bounds(rank)
        if rank == first.rank:
            begin = min(max(begin, first.at), end)
        if rank == last.rank:
            end = min(max(begin, last.at), end)
        return begin, end


def rank_of(line: Line) -> int:
    """The passage that a line is part of; -1 for white, rules and what stands under the end."""
    if line.field in _HEAD:
        return _HEAD.index(line.field)
    is_words = line.field == "caption" or any(run.start >= 0 for run in line.runs)
    return BODY + line.block if line.block >= 0 and is_words else -1


# -- to and from Textual's offsets ---------------------------------------------------------


def offset_in(line: Line, x: int) -> Offset | None:
    """What stands in a line `x` cells from its column's left edge; None where the line is none of
    the article's words."""
    rank = rank_of(line)
    if rank < 0:
        return None
    at = line.indent
    gap = next((run.start for run in line.runs if run.start >= 0), 0)
    for run in line.runs:
        width = width_in_cells(run.text)
        if run.start >= 0:
            gap = run.start
            if x < at:
                break
            if x < at + width:
                return Offset(2 * _character_at(run.text, x - at) + 2 * run.start, rank)
            gap = run.start + len(run.text)
        elif x < at + width:
            break
        at += width
    return Offset(2 * gap - 1, rank)


def _character_at(text: str, x: int) -> int:
    cells = 0
    for start, end in cluster_spans(text):
        cells += width_in_cells(text[start:end])
        if x < cells:
            return start
    return len(text)


def ends_of(selection: Selection, passages: Passages) -> tuple[Spot, Spot]:
    """The two ends of a selection."""
    first, last = selection
    begin = Spot(0, 0) if first is None else Spot(first.y, (first.x + 1) // 2)
    end = Spot(passages.count, 0)
    if last is not None and last.y < passages.count:
        end = passages.snapped(Spot(last.y, (last.x + 1) // 2))
    return begin, end


def selection_of(first: Spot, last: Spot) -> Selection:
    """The selection between two spots."""
    return Selection(Offset(2 * first.at - 1, first.rank), Offset(2 * last.at - 1, last.rank))


def spans_lit(rank: int, ends: tuple[Spot, Spot]) -> Iterator[tuple[int, int]]:
    """The part of a passage's words that lies between two spots, where there is one."""
    first, last = ends
    if first.rank <= rank <= last.rank:
        begin = first.at if rank == first.rank else 0
        end = last.at if rank == last.rank else 1 << 60
        if begin < end:
            yield begin, end
