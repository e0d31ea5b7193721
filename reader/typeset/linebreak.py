"""Where a line may end, and where it does.

The theory. Every character belongs to a class; whether a line may break between two
neighbours is decided by their classes alone (Unicode's UAX #14 in spirit, the W3C's CLREQ
and JLREQ for the marks). Chinese and Japanese break between any two characters but for the
marks: what closes (，。」） …) never begins a line, what opens (「（《) never ends one, —— and ……
are never torn, and small kana stay with the kana before them. Latin words and numbers hold
together; a number holds on to its unit. Where a mark may not begin a line, the character
before it goes down with it (push-out): cells cannot be squeezed, and nothing may stand
outside the measure. Spaces at a line's end hang and are not shown.

Widths and opportunities depend on the text only and are kept; a new measure costs two
binary searches a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from reader.text.cells import cell_widths, graphemes, width_in_cells

# Classes: S space, I ideograph, N unit after a number, O wide opening, C wide closing, J dash or
# ellipsis, o narrow opening, c narrow closing, L letter, D digit, H hyphen or slash, P sign before
# a number, M joins what stands before it.
_CLASSES = {
    "S": " ",
    "O": "「『（《〈【〔〖［｛｟〝“‘«‹",
    "C": "」』）》〉】〕〗］｝｠〟、。，．：；！？·・‼⁇⁈⁉ーヽヾゝゞ々〻％‰℃℉°′″"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ",
    "J": "—…⋯―〜～",
    "o": "([{<¿¡",
    "c": ")]}>,.;:!?%'\"’”»›",
    "H": "-/\u2010",
    "P": "$￥¥€£₩#№",
    "N": "年月日时分秒点个人元亿万千百十米里克吨升度岁次名家件条项种版页期号届亩度瓦",
    "D": "0123456789０１２３４５６７８９",
    "M": "\u200c\u200d\ufe0e\ufe0f",
}
_NEVER_FIRST = frozenset(_CLASSES["C"] + _CLASSES["J"] + _CLASSES["c"])
_WIDE = tuple(
    (int(first, 16), int(last, 16))
    for first, last in (
        pair.split("-")
        for pair in ["1100-11ff", "2e80-2fdf", "2ff0-2fff", "3000-303f", "3040-33ff", "3400-4dbf", "4e00-9fff", "a960-a97f", "ac00-d7ff", "f900-faff", "fe30-fe4f", "ff01-ff60", "1f300-1faff", "20000-3ffff"]
    )
)


class _ClassTable(dict[int, str]):
    """Character to class, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        self[code] = found = self._class_of(code)
        return found

    def _class_of(self, code: int) -> str:
        c = chr(code)
        for name, members in _CLASSES.items():
            if c in members:
                return name
        if 0x1F3FB <= code <= 0x1F3FF or 0x300 <= code <= 0x36F:
            return "M"
        if any(first <= code <= last for first, last in _WIDE):
            return "I"
        return "M" if width_in_cells(c) == 0 else "L"


_TABLE = _ClassTable()

# A break may stand between these; whatever is not named holds together.
_OPPORTUNITY = re.compile(
    "(?<=S)(?=[^SM])"
    "|(?<=[INCJcD])(?=O)"
    "|(?<=[INCJ])(?=[oP])"
    "|(?<=[IN])(?=[INLD])"
    "|(?<=[CJ])(?=[INLD])"
    "|(?<=c)(?=[IN])"
    "|(?<=L)(?=[INO])"
    "|(?<=D)(?=I)"
    "|(?<=M)(?=[INO])"
    "|(?<=LH)(?=L)"
    "|(?<=H)(?=[IN])"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a text whatever the measure."""

    text: str
    before: tuple[int, ...]
    """Cells before each character, and after the last."""
    breaks: tuple[int, ...]
    """Offsets at which a line may begin, ascending."""


def setting_of(text: str) -> Setting:
    """Widths and break opportunities of a text; kept for texts of ordinary length."""
    return _kept_setting(text) if len(text) <= 20_000 else _setting(text)


def _setting(text: str) -> Setting:
    classes = text.translate(_TABLE)
    widths = _widths(text)
    breaks = tuple(found.start() for found in _OPPORTUNITY.finditer(classes))
    return Setting(text=text, before=(0, *accumulate(widths)), breaks=breaks)


_kept_setting = lru_cache(maxsize=512)(_setting)
_COMPOSED = re.compile("[\u0300-\u036f\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")


def _widths(text: str) -> list[int]:
    """The cells of each character; a cluster's cells are its first character's."""
    if not _COMPOSED.search(text):
        return cell_widths(text)
    widths: list[int] = []
    for cluster in graphemes(text):
        widths.append(width_in_cells(cluster))
        widths.extend([0] * (len(cluster) - 1))
    return widths


def break_text(
    text: str, measure: int, *, first_indent: int = 0, indent: int = 0
) -> list[tuple[int, int]]:
    """The lines of a text as (start, end) offsets, each at most `measure` cells with its
    indent.

    Spaces between two lines belong to neither. A word wider than the line is broken between
    characters; a single character wider than it stands alone.
    """
    setting = setting_of(text)
    before, breaks = setting.before, setting.breaks
    size = len(text)
    lines: list[tuple[int, int]] = []
    start = 0
    while start < size and text[start] == " ":
        start += 1
    while start < size:
        room = max(1, measure - (indent if lines else first_indent))
        fits = bisect_right(before, before[start] + room) - 1
        if fits >= size:
            lines.append((start, size))
            break
        # A space that hangs over the edge is not shown, so a line may begin behind it.
        limit = fits + 1 if text[fits] == " " else fits
        at = bisect_right(breaks, limit) - 1
        end = breaks[at] if at >= 0 and breaks[at] > start else _forced(text, start, fits)
        shown = end
        while shown > start and text[shown - 1] == " ":
            shown -= 1
        lines.append((start, shown))
        start = end
        while start < size and text[start] == " ":
            start += 1
    if lines:
        first, last = lines[-1]
        while last > first and text[last - 1] == " ":
            last -= 1
        lines[-1] = (first, last)
    return lines


def _forced(text: str, start: int, fits: int) -> int:
    """Where a piece without an opportunity is cut: never inside what a reader sees as one
    character.
    """
    end = start
    for cluster in graphemes(text[start : fits + 64]):
        if end > start and end + len(cluster) > fits:
            break
        end += len(cluster)
        if end >= fits:
            break
    if end < len(text) and end - start > 2 and text[end] in _NEVER_FIRST:
        end -= 1
    return max(end, start + 1)


def break_evenly(text: str, measure: int) -> list[tuple[int, int]]:
    """The lines of a headline: as few as the measure allows, and as even as can be, so
    that none is left with one character.
    """
    lines = break_text(text, measure)
    if len(lines) < 2 or len(lines) > 6:
        return lines
    low, high = 1, measure
    while low < high:
        middle = (low + high) // 2
        if len(break_text(text, middle)) <= len(lines):
            high = middle
        else:
            low = middle + 1
    return break_text(text, low)
