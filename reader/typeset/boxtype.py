"""A story set into its place on a page: as much of it as there is room for.

First its headline, at a size that the place earns; then, as rows are left, its first lines, its
kicker, its byline, its deck, a picture, and more of the text. A place that bends is filled column
by column, as print fills it, or block by block where its parts are too narrow for columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from reader.text.cells import graphemes, width_in_cells
from reader.typeset.headline import break_evenly
from reader.typeset.linebreak import break_text
from reader.typeset.lines import Run
from reader.typeset.sheet import Box, Placed, Rect, Story

_WIDE_TONGUES = ("zh", "ja")
_PAD = 1
"""Cells between a rule and type."""
_ROOM_FOR_PAD = 8
_GUTTER = 3
_COLUMN = {True: 24, False: 28}
"""Cells of the narrowest column that a place is divided into: of wide characters, of others."""
_STYLES = ("headline", "headline", "headline wide", "headline lead")
"""Of headlines, by size."""
_COLUMN_ROWS = 4
_NARROWEST = 12
"""Cells of the narrowest part of a place that is a column by itself."""
_SENTENCE_END = re.compile(r"[。！？!?…][”』」’）)]*|\.[”’\")]*(?=\s|$)")
_DANGLING = "，、；：,;:—-（(《「『“‘"
_PICTURE_ROWS = 4
"""A picture is not shown in fewer rows."""
_PICTURE_ASPECT = 3
"""Cells across a row of a picture that is 3 wide where it is 2 high; cells are half as wide."""
_MOST_PICTURE = 0.6
"""Of the rows of a column that has text too, what the picture and its caption may take."""
_CAPTION_ROWS = 2


class Size(IntEnum):
    """How large a headline is set; there is one size of letters, and weight, white and width."""

    NOTE = 0
    PLAIN = 1
    LARGE = 2
    BANNER = 3


def size_of(width_share: float, surface_share: float) -> Size:
    """What a place earns that takes so much of the page's width and of its surface."""
    if width_share >= 0.6 and surface_share >= 0.06:
        return Size.BANNER
    if surface_share >= 0.11:
        return Size.LARGE
    return Size.PLAIN if surface_share >= 0.025 else Size.NOTE


# -- the head --------------------------------------------------------------------


def is_wide(story: Story) -> bool:
    """Whether its letters are two cells wide."""
    return story.language.split("-")[0].lower() in _WIDE_TONGUES


def title_of(story: Story) -> str:
    """Its headline, else the words it begins with."""
    words = (story.headline, story.caption, *story.paragraphs[:1])
    return next((text.strip() for text in words if text.strip()), "…")


def headline_lines(story: Story, width: int, size: Size) -> list[str]:
    """The headline's lines, letter-spaced where that takes no more than one of them."""
    title = title_of(story)
    if size >= Size.LARGE and is_wide(story):
        spaced = letter_spaced(title)
        if width_in_cells(spaced) <= width:
            return [spaced]
    return _evenly(title, width)


def letter_spaced(text: str) -> str:
    """The text with a cell between its wide characters."""
    words = ""
    for cluster in graphemes(text):
        is_apart = width_in_cells(cluster) == 2 and words and not words.endswith(" ")
        words += f" {cluster}" if is_apart else cluster
    return words


def _evenly(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in break_evenly(text, width)]


def shortened(lines: Sequence[str], rows: int, width: int) -> list[str]:
    """The first of the lines, whole words of the last and an ellipsis where others follow."""
    if len(lines) <= rows:
        return list(lines)
    if rows <= 0:
        return []
    rest = lines[rows - 1] + ("" if is_tight(lines[rows - 1]) else " ") + lines[rows]
    found = break_text(rest, width - 1)
    last = rest[slice(*found[0][:2])] if found and width > 1 else ""
    return [*lines[: rows - 1], last.rstrip(_DANGLING) + "…"]


def is_tight(words: str) -> bool:
    """Whether what follows these words on the next line stands close to them."""
    return not words or width_in_cells(words[-1]) == 2


def rows_wanted(story: Story, width: int, size: Size, level: int) -> int:
    """How many rows a place of that inner width needs.

    At level 0 with kicker, byline and some text, then with ever less, down to a headline in two
    lines at 3 and in one at 4.
    """
    measure = max(1, width - 2 * _PAD if width >= _ROOM_FOR_PAD else width)
    head = len(headline_lines(story, measure, size))
    if level >= 3:
        return min(head, 5 - level)
    text = sum(width_in_cells(words) for words in story.paragraphs[:2]) // measure + 1
    if level == 2 or not story.paragraphs:
        return head
    if level == 1:
        return head + min(2, text)
    extras = bool(story.kicker) + bool(story.byline) + (size >= Size.LARGE)
    return head + extras + min(4, text)


# -- the place -------------------------------------------------------------------


def set_story(story: Story, rects: Sequence[Rect], size: Size) -> Box:
    """A story in its place: `rects` as of a `Box`, rules left out."""
    inner = [_padded(rect) for rect in rects]
    head = _head_block(inner)
    lines, used = _set_head(story, head, size)
    taken = [Rect(head.x, head.y, head.width, used)]
    frames = _frames(inner, head, taken, is_wide(story))
    picture, caption = _picture_of(story, frames, inner) if story.has_picture else (None, [])
    if picture is not None:
        lines += caption
        below = picture.height + len(caption) + 1
        taken.append(Rect(picture.x, picture.y, picture.width, below))
        frames = _frames(inner, head, taken, is_wide(story))
    lines += _set_text(story, frames)
    sign = (head.x - 1, head.y)
    return Box(
        key=story.key,
        rects=tuple(rects),
        lines=tuple(sorted(lines, key=lambda line: (line.y, line.x))),
        sign=sign if any(rect.holds(*sign) for rect in rects) else (-1, -1),
        picture=picture,
    )


def _padded(rect: Rect) -> Rect:
    pad = _PAD if rect.width >= _ROOM_FOR_PAD else 0
    return Rect(rect.x + pad, rect.y, rect.width - 2 * pad, rect.height)


def _head_block(inner: Sequence[Rect]) -> Rect:
    """The block under whose top edge the headline stands: the first that is wide enough, with all
    that lies below it.
    """
    widest = max(rect.width for rect in inner)
    enough = min(widest, max(_NARROWEST, round(0.6 * widest)))
    first = next(rect for rect in inner if rect.width >= enough)
    bottom = first.bottom
    for rect in sorted(inner, key=lambda rect: rect.y):
        if rect.y == bottom and rect.x <= first.x and first.right <= rect.right:
            bottom = rect.bottom
    return Rect(first.x, first.y, first.width, bottom - first.y)


def _set_head(story: Story, block: Rect, size: Size) -> tuple[list[Placed], int]:
    """Kicker, headline, deck and byline, as much of them as leaves rows for the text; how many
    rows they take.
    """
    width = block.width
    title = shortened(headline_lines(story, width, size), block.height, width)
    is_centred = size >= Size.LARGE and width >= 24
    left = block.height - len(title)
    parts = [(_STYLES[size], title)]
    kicker = _evenly(story.kicker, width)
    deck = _evenly(story.deck, width)
    if left > 2 and len(kicker) == 1:
        parts.insert(0, ("kicker", kicker))
        left -= 1
    if left > 4 and deck and len(deck) <= left // 4 + 1:
        parts.append(("deck", deck))
        left -= len(deck)
    if left > 3 and story.byline:
        parts.append(("byline", [_within(story.byline, width)]))
        left -= 1
    lines: list[Placed] = []
    y = block.y
    for name, words in parts:
        for line in words:
            room = width - width_in_cells(line)
            at = block.x + (room // 2 if is_centred else 0)
            lines.append(Placed(at, y, (Run(line, name),)))
            y += 1
    if size >= Size.LARGE and left >= 6:
        y += 1
    return lines, y - block.y


def _within(text: str, width: int) -> str:
    lines = break_text(text, width)
    return shortened([text[start:end] for start, end, *_ in lines], 1, width)[0] if lines else ""


def _picture_of(
    story: Story, frames: Sequence[Rect], inner: Sequence[Rect]
) -> tuple[Rect | None, list[Placed]]:
    """The cells for the picture and the words under it: as many of the last columns beside each
    other as make it largest, at their top.
    """
    best: Rect | None = None
    room = 0
    for n, last in enumerate(frames):
        for first in frames[: n + 1]:
            if (first.y, first.bottom) != (last.y, last.bottom):
                continue
            block = Rect(first.x, first.y, last.right - first.x, last.height)
            rows = _free_rows(inner, (), block.x, block.right)
            if not any(top <= block.y and block.bottom <= bottom for top, bottom in rows):
                continue
            picture = _picture_in(story, block)
            if picture and (best is None or _surface(picture) >= _surface(best)):
                best, room = picture, block.bottom - picture.bottom
    if best is None:
        return None, []
    most = min(_CAPTION_ROWS, room)
    words = shortened(_evenly(story.caption, best.width), most, best.width)
    return best, [
        Placed(best.x, best.bottom + n, (Run(line, "caption"),)) for n, line in enumerate(words)
    ]


def _surface(rect: Rect) -> int:
    return rect.width * rect.height


def _picture_in(story: Story, block: Rect) -> Rect | None:
    """A picture at the head of a block, as wide as it or, where there is no text that could stand
    beside it, in its middle.
    """
    rows = -(-block.width // _PICTURE_ASPECT)
    caption = min(_CAPTION_ROWS, len(_evenly(story.caption, block.width)))
    if not story.paragraphs:
        rows = min(rows, block.height - caption)
    elif rows + caption > block.height * _MOST_PICTURE:
        return None
    if rows < _PICTURE_ROWS:
        return None
    width = min(block.width, rows * _PICTURE_ASPECT)
    return Rect(block.x + (block.width - width) // 2, block.y, width, rows)


def _frames(inner: Sequence[Rect], head: Rect, taken: Sequence[Rect], wide: bool) -> list[Rect]:
    """The columns of what is not taken of a place, in the order in which they are read."""
    slabs = _slabs(inner)
    frames: list[Rect] = []
    if len(inner) > 1 and any(right - left < _NARROWEST for left, right in slabs):
        for rect in inner:
            if rect.y >= head.y:
                frames += _free_columns([rect], taken, rect.x, rect.right, wide)
        return frames
    for left, right in slabs:
        frames += _free_columns(inner, taken, left, right, wide)
    return frames


def _slabs(inner: Sequence[Rect]) -> list[tuple[int, int]]:
    """The columns between the bends of a place, white between them as beside the rule of what it
    bends around.
    """
    lefts, rights = {rect.x for rect in inner}, {rect.right for rect in inner}
    edges = sorted(lefts | rights)
    slabs: list[tuple[int, int]] = []
    for left, right in pairwise(edges):
        start = left + (_GUTTER if left in rights and left not in lefts else 0)
        end = right - (_GUTTER if right in lefts and right not in rights else 0)
        slabs.append((start, end))
    return slabs


def _free_columns(
    inner: Sequence[Rect], taken: Sequence[Rect], left: int, right: int, wide: bool
) -> list[Rect]:
    """What is free of a slab, divided into columns of readable width where they are high enough
    to be read as columns.
    """
    free = list(_free_rows(inner, taken, left, right))
    is_low = len(free) == 1 and free[0][1] - free[0][0] < _COLUMN_ROWS
    count = 1 if is_low else max(1, (right - left + _GUTTER) // (_COLUMN[wide] + _GUTTER))
    width, spare = divmod(right - left - (count - 1) * _GUTTER, count)
    columns: list[Rect] = []
    x = left
    for n in range(count):
        own = width + (n < spare)
        columns += [
            Rect(x, top, own, bottom - top) for top, bottom in _free_rows(inner, taken, x, x + own)
        ]
        x += own + _GUTTER
    return columns


def _free_rows(
    inner: Sequence[Rect], taken: Sequence[Rect], left: int, right: int
) -> Iterator[tuple[int, int]]:
    """The rows of a place that are free between two columns, as stretches from the top."""
    start = -1
    first, last = min(rect.y for rect in inner), max(rect.bottom for rect in inner)
    for y in range(first, last + 1):
        row = Rect(left, y, right - left, 1)
        is_free = any(
            rect.y <= y < rect.bottom and rect.x <= left and right <= rect.right for rect in inner
        ) and not any(rect.meets(row) for rect in taken)
        if is_free and start < 0:
            start = y
        elif not is_free and start >= 0:
            yield start, y
            start = -1


# -- the text --------------------------------------------------------------------


@dataclass(slots=True)
class _Set:
    """A line of text in its frame."""

    x: int
    y: int
    text: str
    room: int
    ends_paragraph: bool


def _set_text(story: Story, frames: Sequence[Rect]) -> list[Placed]:
    lines, is_whole = _flow(story, frames)
    if not lines:
        return []
    if is_whole and len(frames) > 1:
        lines = _levelled(story, frames)
    if not is_whole or story.length > sum(map(len, story.paragraphs)):
        _cut(lines)
    return [Placed(line.x, line.y, (Run(line.text),)) for line in lines]


def _levelled(story: Story, frames: Sequence[Rect]) -> list[_Set]:
    """Text that does not fill its columns, so that they end on one row as nearly as can be."""
    low, high = min(frame.y for frame in frames), max(frame.bottom for frame in frames)
    while low < high:
        level = (low + high) // 2
        if _flow(story, _above(frames, level))[1]:
            high = level
        else:
            low = level + 1
    return _flow(story, _above(frames, high))[0]


def _above(frames: Sequence[Rect], level: int) -> list[Rect]:
    return [
        Rect(frame.x, frame.y, frame.width, max(0, min(frame.bottom, level) - frame.y))
        for frame in frames
    ]


def _flow(story: Story, frames: Sequence[Rect]) -> tuple[list[_Set], bool]:
    """The text in the frames one after another, and whether all of it is there."""
    wide = is_wide(story)
    lines: list[_Set] = []
    places = iter(frames)
    frame = next(places, None)
    row = 0
    for paragraph in story.paragraphs:
        at = 0
        while at < len(paragraph):
            while frame is not None and row >= frame.height:
                frame, row = next(places, None), 0
            if frame is None:
                return lines, False
            indent = (4 if frame.width >= 16 else 0) if wide and at == 0 else 0
            rows = frame.height - row
            part = paragraph[at : at + rows * frame.width + 100]
            found = break_text(part, frame.width, first_indent=indent)[:rows]
            for n, (start, end, *_) in enumerate(found):
                x = frame.x + (indent if n == 0 else 0)
                room = frame.right - x
                lines.append(_Set(x, frame.y + row, part[start:end], room, False))
                row += 1
            if not found:
                break
            at += _behind_spaces(part, found[-1][1])
        if lines:
            lines[-1].ends_paragraph = True
    return lines, True


def _behind_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _cut(lines: list[_Set]) -> None:
    """End text that is broken off with a sentence, or with an ellipsis where that is too far."""
    keep = len(lines) - len(lines) // 3
    for n in range(len(lines) - 1, max(keep - 1, 0) - 1, -1):
        ends = [found.end() for found in _SENTENCE_END.finditer(lines[n].text)]
        if lines[n].ends_paragraph and n < len(lines) - 1:
            ends = [len(lines[n].text)]
        if ends:
            lines[n].text = lines[n].text[: ends[-1]]
            del lines[n + 1 :]
            return
    last = lines[-1]
    if width_in_cells(last.text) + 1 > last.room:
        found = break_text(last.text, last.room - 1)
        last.text = last.text[slice(*found[0][:2])] if found else ""
    last.text = last.text.rstrip(_DANGLING) + "…"
