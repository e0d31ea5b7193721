"""The list of bookmarks.

It is put up from lines, which hold no texts: there may be ten thousand. The texts, which a filter
looks in as well, are read once one filters, some at a time in a thread, and stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from reader.app.widgets.rows import Piece, Rows
from reader.dates import short_day
from reader.lang import language, say, say_n
from reader.text.cells import as_many_as_fit
from reader.text.filters import filter_of, row_text
from reader.text.folding import fold, spans_of_words

if TYPE_CHECKING:
    from reader.model import BookmarkLine

EXCERPT_BEFORE, EXCERPT_AFTER = 12, 200
"""Characters shown before and from the place on where a filter found something."""

Text = tuple[str, str]
"""An article's words as they were kept, and folded."""


class Kept(Rows):
    """The bookmarks, newest first."""

    class Wanted(Message):
        """The texts of the bookmarks are wanted, of those that are not here yet."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.lines: tuple[BookmarkLine, ...] = ()
        self._bodies: dict[str, Text] = {}
        self._seen: dict[int, str] = {}

    def put_up(self, lines: tuple[BookmarkLine, ...]) -> None:
        """Show these; the mark stays with its article, or takes the place of one removed."""
        held = self.lines[self.mark] if self.mark < len(self.lines) else None
        self.lines = lines
        self._seen.clear()
        mark = next((n for n, line in enumerate(lines) if held and line.key == held.key), None)
        self.lay_out(mark=mark)
        self.show_mark()

    @property
    def line(self) -> BookmarkLine | None:
        """What is marked; None where a filter leaves nothing to mark."""
        return self.lines[self.mark] if self.is_open_to_mark(self.mark) else None

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The articles in the order in which they are shown."""
        return tuple(line.key for n, line in enumerate(self.lines) if self.is_shown(n))

    # -- the filter --

    def text_of(self, index: int) -> str:
        """All that its row says."""
        return row_text(self.lines[index])

    def look_over(self) -> None:
        """Have what the rows say at hand, and ask for the texts."""
        is_new = not self._texts
        super().look_over()
        if is_new and self.missing_keys:
            self.post_message(self.Wanted())

    @property
    def missing_keys(self) -> tuple[str, ...]:
        """The articles whose texts are not here."""
        return tuple(line.key for line in self.lines if line.key not in self._bodies)

    def take_texts(self, texts: Mapping[str, Text]) -> None:
        """Look in these, too."""
        self._bodies.update(texts)
        if self._words:
            self._lines.clear()
            self._place(self._origin)

    def left_by_filter(self) -> list[bool]:
        """Which bookmarks have the tags and the newspaper, and say the words."""
        asked = filter_of(self.query_words)
        none = ("", "")
        return [
            asked.is_of(line) and asked.says(row or "", self._bodies.get(line.key, none)[1])
            for line, row in zip(self.lines, self._texts, strict=True)
        ]

    def _is_seen(self, index: int) -> bool:
        """Whether its row says all that was typed."""
        if index not in self._seen:
            self._seen[index] = fold(row_text(self.lines[index]))
        return filter_of(self.query_words).says(self._seen[index])

    def _excerpt(self, index: int) -> str:
        """The words around what was found in the article and nowhere in its row; "" where the row
        itself says it."""
        body = self._bodies.get(self.lines[index].key)
        if body is None or self._is_seen(index):
            return ""
        text = body[0].replace("\n", " ").strip()
        start = next(iter(spans_of_words(filter_of(self.query_words).words, text)), (0, 0))[0]
        before = max(0, start - EXCERPT_BEFORE)
        return ("…" if before else "") + text[before : start + EXCERPT_AFTER]

    # -- drawing --

    def heights(self) -> Sequence[int]:
        """Headline, where it stood, the note and the tags where there are any, a blank line."""
        return [3 + bool(line.note) + bool(line.tags) for line in self.lines]

    def heights_under_filter(self, heights: Sequence[int], shown: Sequence[bool]) -> list[int]:
        """A line more for what was found in the article alone."""
        placed = super().heights_under_filter(heights, shown)
        return [
            height + (height > 0 and not self._is_seen(index))
            for index, height in enumerate(placed)
        ]

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """The lines of a bookmark."""
        line = self.lines[index]
        edited: list[Piece] = [(f"{say('edited')} ", "fresh")] if line.is_changed else []
        lines: list[list[Piece]] = [
            [(" ★ ", "star"), *edited, (line.headline, "name")],
            [("   ", ""), (as_many_as_fit(_facts(line), max(1, width - 3)), "quiet")],
        ]
        if line.tags:
            lines.append([("   ", ""), (" ".join(f"#{tag}" for tag in line.tags), "fresh")])
        if line.note:
            lines.append([("   ✎ ", "fresh"), (line.note.replace("\n", " "), "")])
        if self.query_words and (excerpt := self._excerpt(index)):
            lines.append([("   ", ""), (excerpt, "")])
        return [*lines, []]


def _facts(line: BookmarkLine) -> list[str]:
    """`科技日报`, `Sat 6 Jul 2024`, `01 要闻`, who wrote it, how much is lit, when it was kept."""
    facts = [line.newspaper, short_day(line.date, language())]
    facts += [" ".join(part for part in (line.page, line.section) if part), line.byline]
    if line.highlights:
        facts.append(say_n("{n} highlight", "{n} highlights", line.highlights))
    facts.append(say("kept {day}", day=short_day(line.made_at.astimezone().date(), language())))
    return [fact for fact in facts if fact]
