"""The headlines of an issue: one list through all sections, in print order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from reader.app.widgets.month import BEGUN, READ, STORED
from reader.app.widgets.rows import LISTED, Piece, Rows
from reader.app.widgets.sections import section_label
from reader.lang import say, say_n
from reader.model import Line, Listing, Outline, Role
from reader.text import clean, is_blank
from reader.text.cells import truncated, width_in_cells
from reader.text.folding import fold, has_words, words_of
from reader.typeset import break_evenly
from reader.typeset.meta import minutes_of

MOST_LINES = 4
"""Lines that a headline may take: a title of a whole page's length is a mistake of its page."""
LONGEST_SOUGHT = 2_000
"""Characters of each part of an item that a filter looks in."""
AIRY_HEIGHT = 30
"""Rows of the screen from which on a blank line parts two articles."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the list."""

    section: int
    """Number of its section in the outline; one past the last for what lies in none."""
    line: Line | None = None
    gap: Listing | None = None
    """Neither of the two: the heading of the section."""

    @property
    def is_heading(self) -> bool:
        """Whether it only says which section begins."""
        return self.line is None and self.gap is None

    def is_like(self, other: Item) -> bool:
        """Whether both are the same article, or the same gap, or one has become the other."""
        if self.line is not None and other.line is not None:
            return self.line.key == other.line.key
        if self.gap is not None and other.gap is not None:
            return self.gap.url == other.gap.url
        line, gap = self.line or other.line, self.gap or other.gap
        return line is not None and gap is not None and line.slug == gap.name


def listing(outline: Outline) -> tuple[Item, ...]:
    """Sections under their headings: stories as printed, then notices and advertisements, then
    what the page should have and has not."""
    items: list[Item] = []
    pages = {section.page for section in outline.sections if section.page}
    for number, section in enumerate(outline.sections):
        items.append(Item(number))
        items += [Item(number, line) for line in sorted(section.lines, key=is_minor)]
        if section.page:
            items += [Item(number, gap=gap) for gap in outline.gaps if gap.page == section.page]
    homeless = [gap for gap in outline.gaps if gap.page not in pages]
    if homeless:
        number = len(outline.sections)
        items += [Item(number), *(Item(number, gap=gap) for gap in homeless)]
    return tuple(items)


def reading_order(outline: Outline, key: str = "") -> tuple[str, ...]:
    """The keys that one reads one after the other: stories; everything where `key` is none."""
    lines = [item.line for item in listing(outline) if item.line is not None]
    stories = tuple(line.key for line in lines if not is_minor(line))
    return stories if not key or key in stories else tuple(line.key for line in lines)


def is_minor(line: Line) -> bool:
    """Whether it is no story."""
    return not line.role.is_story


class Headlines(Rows):
    """The list itself. The first section's heading is left to the line above the list."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--section", "rows--rule"}

    class Scrolled(Message):
        """Articles of another section stand at the top."""

        def __init__(self, section: int) -> None:
            self.section = section
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._items: tuple[Item, ...] = ()
        self._outline: Outline | None = None
        self._labels: dict[int, str] = {}
        self._broken: dict[tuple[str, int], tuple[str, ...]] = {}
        self._is_airy = False
        self._said = 0
        self._is_untouched = True
        """Whether nobody has moved the mark or the view, or opened anything, in this issue."""

    # -- the items --

    def put_up(self, outline: Outline | None, *, key: str = "") -> None:
        """Show an issue. The mark goes to the article `key`; without one it and what is in view
        stay where they are, though items come in above them. While nobody has touched the list
        both stay at its beginning, whichever page of an issue comes first."""
        held, top = self._held, self.scroll_offset.y
        shift = self._tops[self.mark] - top if self._items else 0
        if self._outline is None or outline is None or _is_other(self._outline, outline):
            held, shift = None, 0
            self._is_untouched = not key
        elif self._is_untouched and not key and not top:
            held, shift = None, 0
        self._outline = outline
        self._labels.clear()
        self._items = listing(outline) if outline else ()
        mark = None
        for number, item in enumerate(self._items):
            if item.line is not None and item.line.key == key:
                mark, shift = number, 0 if held is None else shift
                break
            if mark is None and held is not None and item.is_like(held):
                mark = number
        if mark is None and held is not None:
            mark = self._last_of(held.section)
        if held is None:
            self.lay_out(mark=mark or 0)
            self.scroll_to(y=0, animate=False, force=True)
        else:
            self.lay_out(mark=mark)
            # Forced: the list may just have become longer than the screen.
            top = max(0, self._tops[self.mark] - shift)
            self.scroll_to(y=top, animate=False, force=True)
        self.show_mark()

    def _last_of(self, section: int) -> int | None:
        """Where the mark goes when what it was on is gone: the end of the section it was in."""
        numbers = (n for n, item in enumerate(self._items) if item.section == section)
        return max((n for n in numbers if not self._items[n].is_heading), default=None)

    @property
    def outline(self) -> Outline | None:
        """The issue shown."""
        return self._outline

    @property
    def _held(self) -> Item | None:
        return self._items[self.mark] if self.mark < len(self._items) else None

    @property
    def item(self) -> Item | None:
        """What is marked; None where a filter leaves nothing to mark."""
        return self._held if self.is_shown(self.mark) else None

    @property
    def line(self) -> Line | None:
        """The article that is marked."""
        return self.item.line if self.item else None

    @property
    def section_in_view(self) -> int:
        """The section whose articles stand at the top; its heading may have scrolled away."""
        at = self.item_at(self.scroll_offset.y)
        if at is None or not self._items:
            return 0
        item = self._items[at]
        return max(0, item.section - 1) if item.is_heading else item.section

    def move_to(self, index: int, *, step: int = 1) -> None:
        """Put the mark on an item and bring it into view."""
        self._is_untouched = False
        super().move_to(index, step=step)

    def choose(self) -> None:
        """Choose what is marked."""
        self._is_untouched = False
        super().choose()

    def mark_article(self, key: str) -> None:
        """Put the mark on an article."""
        for number, item in enumerate(self._items):
            if item.line is not None and item.line.key == key:
                self.move_to(number)
                return

    def mark_section(self, number: int) -> None:
        """Put the mark on the first article of a section, that article at the top."""
        for at, item in enumerate(self._items):
            if item.section == number and self.is_open_to_mark(at):
                self.scroll_to(y=self._tops[at], animate=False)
                self.move_to(at)
                return

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say so when another section comes to the top."""
        super().watch_scroll_y(old_value, new_value)
        section = self.section_in_view
        if section != self._said:
            self._said = section
            self.post_message(self.Scrolled(section))

    # -- what a filter looks in --

    def text_of(self, index: int) -> str:
        """The headline with what belongs to it, the byline, and the section it stands in."""
        item = self._items[index]
        parts = [self._label(item.section)]
        if item.line is not None:
            line = item.line
            parts += [line.kicker, line.headline, line.deck, line.byline]
        elif item.gap is not None:
            parts += [item.gap.title or item.gap.page or item.gap.url, item.gap.reason]
        return "\n".join(part[:LONGEST_SOUGHT] for part in parts)

    def has_shown(self, section: int) -> bool:
        """Whether the filter leaves anything of a section."""
        return any(
            item.section == section and self.is_open_to_mark(at)
            for at, item in enumerate(self._items)
        )

    def shows(self, key: str) -> bool:
        """Whether an article stands in the list as it is filtered."""
        return any(
            item.line is not None and item.line.key == key and self.is_shown(at)
            for at, item in enumerate(self._items)
        )

    def heights_under_filter(self, heights: Sequence[int], shown: Sequence[bool]) -> list[int]:
        """As ever the first section's heading is left to the line above the list."""
        placed = super().heights_under_filter(heights, shown)
        first = next((n for n, item in enumerate(self._items) if shown[n]), None)
        if first is not None and self._items[first].is_heading:
            placed[first] = 0
        return placed

    # -- lines --

    def lay_out(self, *, mark: int | None = None) -> None:
        """Take the items anew, with white between them where there is height for it."""
        self._is_airy = self.app.size.height >= AIRY_HEIGHT
        super().lay_out(mark=mark)

    def _headline(self, line: Line, width: int) -> tuple[str, ...]:
        """The headline broken between words."""
        wanted = (line.headline, width)
        found = self._broken.get(wanted)
        if found is None:
            if len(self._broken) > 2_000:
                self._broken.clear()
            self._broken[wanted] = found = headline_lines(line.headline, max(4, width - 3))
        return found

    def heights(self) -> Sequence[int]:
        """A headline's lines, the line under it, a blank line where there is height."""
        width = max(1, (self.size.width or 80) - 2)
        white = int(self._is_airy)
        return [
            (2 if number else 0)
            if item.is_heading
            else 1 + white + (len(self._headline(item.line, width)) if item.line else 0)
            for number, item in enumerate(self._items)
        ]

    def blank_lines(self, index: int) -> int:
        """The white under an article."""
        return int(self._is_airy)

    def can_mark(self, index: int) -> bool:
        """Not the headings."""
        return not self._items[index].is_heading

    def pieces_of(self, index: int, width: int) -> list[list[Piece]]:
        """The lines of a heading, an article or a gap."""
        item = self._items[index]
        if item.is_heading:
            label = truncated(self._label(item.section), max(1, width - 4))
            rest = "─" * max(0, width - width_in_cells(label) - 3)
            heading: list[Piece] = [("─ ", "rule"), (label, "section"), (f" {rest}", "rule")]
            return [heading, []] if self._is_airy else [[], heading]
        lines = self._gap(item.gap) if item.gap else []
        if item.line is not None:
            lines = self._article(item.line, width, item.section)
        return [*lines, []] if self._is_airy else lines

    def _label(self, number: int) -> str:
        label = self._labels.get(number)
        if label is None:
            self._labels[number] = label = self._label_of(number)
        return label

    def _label_of(self, number: int) -> str:
        outline = self._outline
        if outline is None or number >= len(outline.sections):
            return say("Not here")
        return section_label(outline.sections[number], outline.newspaper.language)

    @staticmethod
    def _gap(gap: Listing) -> list[list[Piece]]:
        title = (gap.title or gap.page or gap.url)[:400]
        why = gap.reason[:400] or say("not asked for yet")
        reason = f" · {why}"
        return [[(" × ", "star"), (title, "done"), (reason, "done")]]

    def _article(self, line: Line, width: int, section: int) -> list[list[Piece]]:
        sign = READ if line.is_read else BEGUN if line.is_begun else STORED
        lit = "done" if line.is_read else "star" if line.is_begun else "fresh"
        words = "done" if line.is_read else "name"
        if is_minor(line):
            sign, lit, words = "-", "done", "done"
        first, *rest = self._headline(line, width)
        return [
            [(" ", ""), (sign, lit), (" ", ""), (first, words)],
            *([("   ", ""), (part, words)] for part in rest),
            self._under(line, width, "done" if is_minor(line) else "quiet", section),
        ]

    def _facts(self, line: Line) -> str:
        """`4 min · 2 pictures`."""
        tongue = line.language or (self._outline.newspaper.language if self._outline else "")
        facts: list[str] = []
        if line.role is Role.NOTICE:
            facts.append(say("notice"))
        elif line.role is Role.ADVERTISEMENT:
            facts.append(say("advertisement"))
        elif line.length:
            facts.append(say("{n} min", n=minutes_of(line.length, tongue)))
        elif line.is_empty:
            facts.append(say("nothing under its headline"))
        if line.is_changed:
            facts.append(say("edited"))
        if line.role is Role.PICTURE:
            facts.append(say("picture story"))
        elif line.picture_count:
            facts.append(say_n("{n} picture", "{n} pictures", line.picture_count))
        return " · ".join(facts)

    def _shows_why(self, line: Line, section: int) -> bool:
        """Whether what the list is filtered by can be seen in it."""
        seen = f"{line.headline}\n{line.byline}\n{self._label(section)}"
        return not self.query_words or has_words(words_of(self.query_words), fold(seen))

    def _under(self, line: Line, width: int, style: str, section: int) -> list[Piece]:
        """`By GONG Qian · 4 min · ★`."""
        facts = self._facts(line)
        room = width - 4 - width_in_cells(facts) - (3 if facts else 0)
        room -= 2 * (line.is_bookmarked + line.is_listed)
        room -= 2 if line.is_bookmarked or line.is_listed else 0
        # What the filter left for words over or under its headline has them here.
        words = line.byline if self._shows_why(line, section) else f"{line.kicker} {line.deck}"
        byline = truncated(clean(words[:400]), room) if room > 6 else ""
        under = " · ".join(part for part in (byline, facts) if part)
        pieces: list[Piece] = [("   ", ""), (under, style)]
        marks = " ".join(["★"] * line.is_bookmarked + [LISTED] * line.is_listed)
        if marks:
            pieces += [(" · " if under else "", style), (marks, "star")]
        return pieces


def _is_other(one: Outline, other: Outline) -> bool:
    return (one.newspaper.id, one.date) != (other.newspaper.id, other.date)


def headline_lines(headline: str, room: int) -> tuple[str, ...]:
    """A headline in lines of so many cells, broken between words."""
    text = clean(headline[: room * MOST_LINES * 8])
    text = say("Untitled") if is_blank(text) else text
    if width_in_cells(text) <= room:
        return (text,)
    spans = [span for span in break_evenly(text, room) if span[0] < span[1]]
    lines = [text[start:end] for start, end in spans[:MOST_LINES]]
    if len(spans) > MOST_LINES:
        lines[-1] = truncated(text[spans[MOST_LINES - 1][0] :], room)
    return tuple(lines) or (text,)
