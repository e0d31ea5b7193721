"""A story set into its place on a page: as much of it as there is room for.

First its headline, at a size that the place earns; then, as rows are left, its first lines, its
kicker, its byline, its deck, a picture, and more of the text.
"""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING

from reader.text.cells import width_in_cells
from reader.typeset.boxcolumns import PAD, ROOM_FOR_PAD, columns_of, free_rows, head_block, padded
from reader.typeset.boxflow import DANGLING, set_text
from reader.typeset.copyfit import sentence_ends
from reader.typeset.headline import break_evenly
from reader.typeset.heads import deck_of, enlarged
from reader.typeset.linebreak import break_text
from reader.typeset.lines import Run
from reader.typeset.pictures import across_a_row, rows_across
from reader.typeset.sheet import Box, Placed, Rect
from reader.typeset.style import Style
from reader.typeset.worth import is_ideographic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.typeset.sheet import Story

_LONGEST = 400
"""Characters of a headline that are looked at: more is a mistake of its page."""
_ROOM_FOR_CENTRING = 24
_ROWS_FOR_BYLINE = 3
"""Rows of text at least for every line of the byline."""
_ROWS_FOR_WHITE = 6
"""Rows under a large headline from which on one of them stays white."""
_PICTURE_ROWS = 4
"""A picture is not shown in fewer rows."""
_LOWERED = 1.2
"""How much wider for its height the room of a picture may be than the picture is."""
_MOST_PICTURE = 0.6
"""Of the rows of a column that has text too, what the picture and its caption may take."""
_CAPTION_ROWS = 2
_CAPTION_ALONE_ROWS = 5
"""The same where they are all the words of the story."""
_LOOSE = 5
"""Rows that stay empty in a place from which on its story is set larger."""
_LONG_TEXT = 4_000
"""Characters of a paragraph that is too long for any page."""


class Size(IntEnum):
    """How large a headline is set: there is one size of letters, and weight, white and width."""

    PLAIN = 0
    LARGE = 1
    BANNER = 2


_STYLES = {
    Size.PLAIN: "headline",
    Size.LARGE: "headline wide",
    Size.BANNER: "headline lead",
}


def size_of(width_share: float, surface_share: float) -> Size:
    """What a place earns that takes so much of the page's width and of its surface."""
    if width_share >= 0.6 and surface_share >= 0.06:
        return Size.BANNER
    return Size.LARGE if surface_share >= 0.11 else Size.PLAIN


def rows_wanted(story: Story, width: int, size: Size, level: int) -> int:
    """How many rows a place of that inner width needs.

    At level 0 with kicker, byline and some text, then with ever less, down to a headline in two
    lines at 3 and in one at 4.
    """
    measure = max(1, width - 2 * PAD if width >= ROOM_FOR_PAD else width)
    head = len(headline_lines(story, measure, size))
    if level >= 3:
        return min(head, 5 - level)
    if level == 2 or not story.paragraphs:
        return head
    text = sum(width_in_cells(words[:_LONGEST]) for words in story.paragraphs[:2]) // measure + 1
    if level == 1:
        return head + min(2, text)
    extras = bool(story.kicker) + bool(story.byline) + (size >= Size.LARGE)
    return head + extras + min(4, text)


def set_story(story: Story, rects: Sequence[Rect], size: Size) -> Box:
    """A story in its place: `rects` as of a `Box`, rules left out. One that is too short for its
    place is set larger and with more white."""
    box, is_whole = _set(story, rects, size)
    if is_whole and _rows_left(box) >= _LOOSE:
        larger = Size(min(size + 1, Size.BANNER))
        for each in dict.fromkeys((larger, size)):
            airy, is_whole = _set(story, rects, each, is_airy=True)
            if is_whole:
                return airy
    return box


def _rows_left(box: Box) -> int:
    """Rows that stay empty under all that is set in a place."""
    lowest = max((line.y for line in box.lines), default=0)
    if box.picture is not None:
        lowest = max(lowest, box.picture.bottom - 1)
    return box.bounds.bottom - 1 - lowest


def _set(
    story: Story, rects: Sequence[Rect], size: Size, *, is_airy: bool = False
) -> tuple[Box, bool]:
    """The story so large, and whether all of its text is there."""
    inner = [padded(rect) for rect in rects]
    is_wide = is_ideographic(story)
    head = head_block(inner)
    lines, used = _set_head(story, head, size, is_airy=is_airy)
    top = lines[0].y if lines else head.y
    taken = [Rect(head.x, head.y, head.width, used)]
    columns = columns_of(inner, head, taken, is_wide, is_airy=is_airy)
    picture, caption = _picture_of(story, columns, inner) if story.has_picture else (None, [])
    if picture is not None:
        lines += caption
        below = picture.height + len(caption) + 1
        taken.append(Rect(picture.x, picture.y, picture.width, below))
        columns = columns_of(inner, head, taken, is_wide, is_airy=is_airy)
    is_whole = True
    if not _is_told_in_pictures(story):
        text, is_whole = set_text(story, columns, is_airy=is_airy)
        lines += text
    elif picture is None and story.headline:
        text, is_whole = set_text(replace(story, paragraphs=(story.caption,)), columns)
        lines += text
    sign = (head.x - 1, top)
    box = Box(
        key=story.key,
        rects=tuple(rects),
        lines=tuple(sorted(lines, key=lambda line: (line.y, line.x))),
        sign=sign if any(rect.holds(*sign) for rect in rects) else (-1, -1),
        picture=picture,
    )
    return box, is_whole


def _is_told_in_pictures(story: Story) -> bool:
    """Whether there are no words but those under its pictures."""
    return not story.paragraphs or story.paragraphs[0] == story.caption


# -- the head --------------------------------------------------------------------


def title_of(story: Story) -> str:
    """Its headline, else the words it begins with."""
    words = (story.headline, story.caption, *story.paragraphs[:1])
    return next((text.strip()[:_LONGEST] for text in words if text.strip()), "…")


def headline_lines(story: Story, width: int, size: Size) -> list[str]:
    """The headline's lines, enlarged where the place earns that and has the room."""
    title = title_of(story)
    large = enlarged(title, width, int(size)) if size >= Size.LARGE else []
    return large or _evenly(title, width)


def _evenly(text: str, width: int) -> list[str]:
    return [text[slice(*span)] for span in break_evenly(text[:_LONGEST], width)]


def shortened(lines: Sequence[str], rows: int, width: int) -> list[str]:
    """The first of the lines, whole words of the last and an ellipsis where others follow."""
    if len(lines) <= rows:
        return list(lines)
    if rows <= 0:
        return []
    cut, following = lines[rows - 1], lines[rows]
    is_tight = not cut or width_in_cells(cut[-1]) == 2
    rest = cut + ("" if is_tight else " ") + following
    found = break_text(rest, width - 1, style=Style(by_phrases=True)) if width > 1 else []
    last = rest[slice(*found[0])] if found else ""
    whole = sentence_ends(cut)
    if whole:
        # What ends there is whole by itself.
        return [*lines[: rows - 1], cut[: whole[-1]]]
    return [*lines[: rows - 1], last.rstrip(DANGLING) + "…"]


def _set_head(story: Story, block: Rect, size: Size, *, is_airy: bool) -> tuple[list[Placed], int]:
    """Kicker, headline, deck and byline, as much of them as leaves rows for the text; how many
    rows they take, with the white under them, and over them where it `is_airy`.
    """
    width = block.width
    is_large = size >= Size.LARGE and width >= _ROOM_FOR_CENTRING
    title = shortened(headline_lines(story, width, size), block.height, width)
    left = block.height - len(title)
    parts: list[tuple[Run, ...]] = [(Run(line, _STYLES[size]),) for line in title]
    kicker = _evenly(story.kicker, width)
    if left > 2 and len(kicker) == 1:
        parts.insert(0, (Run(kicker[0], "kicker"),))
        left -= 1
    deck = [runs for _, runs in deck_of(story.deck[:_LONGEST], width, is_large)]
    if left > 5 and deck and len(deck) <= left // 4 and not _is_cut(deck[-1]):
        parts += deck
        left -= len(deck)
    byline = _evenly(story.byline, width)
    if byline and left > _ROWS_FOR_BYLINE * len(byline):
        parts += [(Run(line, "byline"),) for line in byline]
        left -= len(byline)
    lines: list[Placed] = []
    is_airy = is_airy and left >= _ROWS_FOR_WHITE
    for n, runs in enumerate(parts, int(is_airy)):
        room = width - sum(width_in_cells(run.text) for run in runs)
        lines.append(Placed(block.x + (room // 2 if is_large else 0), block.y + n, runs))
    white = is_large and left >= _ROWS_FOR_WHITE
    return lines, len(parts) + (2 if is_airy else int(white))


def _is_cut(runs: Sequence[Run]) -> bool:
    return runs[-1].text.endswith("…")


# -- the picture -----------------------------------------------------------------


def _picture_of(
    story: Story, columns: Sequence[Rect], inner: Sequence[Rect]
) -> tuple[Rect | None, list[Placed]]:
    """The cells for the picture and the words under it: as many of the last columns beside each
    other as make it largest, at their top.
    """
    spare = _spare(story, columns)
    best: Rect | None = None
    room = 0
    for n, last in enumerate(columns):
        for first in columns[: n + 1]:
            if (first.y, first.bottom) != (last.y, last.bottom):
                continue
            block = Rect(first.x, first.y, last.right - first.x, last.height)
            rows = free_rows(inner, (), block.x, block.right)
            if not any(top <= block.y and block.bottom <= bottom for top, bottom in rows):
                continue
            picture = _picture_in(story, block, spare)
            if picture and (best is None or _surface(picture) >= _surface(best)):
                best, room = picture, block.bottom - picture.bottom
    if best is None:
        return None, []
    most = min(_caption_rows(story), room)
    words = shortened(_evenly(story.caption, best.width), most, best.width)
    return best, [
        Placed(best.x, best.bottom + n, (Run(line, "caption"),)) for n, line in enumerate(words)
    ]


def _caption_rows(story: Story) -> int:
    return _CAPTION_ALONE_ROWS if _is_told_in_pictures(story) else _CAPTION_ROWS


def _surface(rect: Rect) -> int:
    return rect.width * rect.height


def _picture_in(story: Story, block: Rect, spare: int) -> Rect | None:
    """A picture at the head of a block, as wide as it or, where there is no text that could stand
    beside it, in its middle. `spare` is how many cells the text does not need.
    """
    caption = min(_caption_rows(story), len(_evenly(story.caption, block.width)))
    across = across_a_row(story.picture_size)
    wanted = rows = max(1, rows_across(block.width, story.picture_size))
    if _is_told_in_pictures(story):
        rows = min(rows, block.height - caption)
        width = min(block.width, round(rows * across))
    else:
        width = block.width
        most = int(block.height * _MOST_PICTURE)
        if (rows + caption + 1) * width <= spare:
            most = block.height
        rows = min(rows, most - caption)
        if rows * _LOWERED < wanted:
            return None
    if rows < _PICTURE_ROWS:
        return None
    return Rect(block.x + (block.width - width) // 2, block.y, width, rows)


def _spare(story: Story, columns: Sequence[Rect]) -> int:
    """How many cells are left by a text that is shorter than its columns, an eighth of it let in
    for lines that are not full.
    """
    text = sum(width_in_cells(words[:_LONG_TEXT]) for words in story.paragraphs)
    return sum(map(_surface, columns)) - text * 9 // 8
