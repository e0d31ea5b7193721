"""How many terminal cells a text takes, and which characters a reader sees as one.

A character takes no cell if it combines with the one before it, two if it is wide (Unicode's East
Asian Width W and F, which holds most emoji), else one. Two characters count by what stands before
them: what follows a zero-width joiner is drawn into its neighbour and takes nothing, and U+FE0F
makes a narrow sign an emoji of two cells. This is how Textual counts too, so that a line set here
is a line there; a test compares the two for every character a newspaper prints. Where they differ
it is for characters younger than the running Python's Unicode, which `unicodedata` cannot know.

Terminals disagree on the signs whose width Unicode calls ambiguous (“ ” — … ● ①): one cell here,
two where the caller says `ambiguous=2`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_IN_CONTEXT = re.compile("[\u200d\ufe0f]")
_JOINED = re.compile("\u200d(?s:(.))")
_ENLARGED = re.compile(
    # The signs that Unicode's emoji-variation-sequences.txt has and that are narrow without it.
    r"[#*0-9\xa9\xae"
    r"\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u2328\u23cf\u23ed-\u23f2\u23f8-\u23fa"
    r"\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb\u25fc\u2600-\u2604\u260e\u2611\u2618\u261d\u2620"
    r"\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u265f\u2660\u2663\u2665"
    r"\u2666\u2668\u267b\u267e\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a7\u26b0\u26b1\u26c8"
    r"\u26cf\u26d1\u26d3\u26e9\u26f0-\u26f4\u26f7-\u26f9\u2702\u2708-\u270d\u270f\u2712\u2714"
    r"\u2716\u271d\u2721\u2733\u2734\u2744\u2747\u2763\u2764\u27a1\u2934\u2935\u2b05-\u2b07"
    r"\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f321\U0001f324-\U0001f37d\U0001f396"
    r"\U0001f397\U0001f399-\U0001f39b\U0001f39e-\U0001f3df\U0001f3f3-\U0001f3f5"
    r"\U0001f3f7-\U0001f4fd\U0001f549\U0001f54a\U0001f56f\U0001f570\U0001f573-\U0001f579"
    r"\U0001f587\U0001f58a-\U0001f58d\U0001f590\U0001f5a5\U0001f5a8\U0001f5b1\U0001f5b2"
    r"\U0001f5bc\U0001f5c2-\U0001f5c4\U0001f5d1-\U0001f5d3\U0001f5dc-\U0001f5de\U0001f5e1"
    r"\U0001f5e3\U0001f5e8\U0001f5ef\U0001f5f3\U0001f5fa\U0001f6cb-\U0001f6cf"
    r"\U0001f6e0-\U0001f6e5\U0001f6e9\U0001f6f0\U0001f6f3"
    r"]\ufe0f"
)
_NO_CELL = frozenset(("Mn", "Me", "Mc", "Cc", "Cs", "Zl", "Zp"))
# Format characters that are drawn: the soft hyphen, and Arabic and Syriac signs that enclose
# numbers.
_DRAWN_FORMATS = frozenset(
    "\xad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_LATELY_WIDE = (
    (0x2630, 0x2637),
    (0x268A, 0x268F),
    (0x4DC0, 0x4DFF),
    (0x1D300, 0x1D356),
    (0x1D360, 0x1D376),
)
"""Signs of the Book of Changes and counting rods: wide since Unicode 16, whatever Python knows."""
_KEPT_LENGTH = 512
"""Longer texts are not worth a place in the cache of widths."""


def cell_of(character: str, *, ambiguous: int = 1) -> int:
    """The cells of one character by itself."""
    return (_WIDE_CELLS if ambiguous == 2 else _CELLS)[ord(character)]


def cell_widths(text: str, *, ambiguous: int = 1) -> bytes:
    """The cells of each character, in a byte each; they add up to the width of the text."""
    if text.isascii() and text.isprintable():
        return b"\x01" * len(text)
    table = _WIDE_BYTES if ambiguous == 2 else _BYTES
    widths = text.translate(table).encode("latin-1")
    return _in_context(text, widths) if _IN_CONTEXT.search(text) else widths


def width_in_cells(text: str, *, ambiguous: int = 1) -> int:
    """The cells a text takes on one line."""
    if text.isascii() and text.isprintable():
        return len(text)
    if len(text) > _KEPT_LENGTH:
        return sum(cell_widths(text, ambiguous=ambiguous))
    return _kept_width(text, ambiguous)


@lru_cache(maxsize=4096)
def _kept_width(text: str, ambiguous: int) -> int:
    return sum(cell_widths(text, ambiguous=ambiguous))


def truncated(text: str, cells: int, ellipsis: str = "…") -> str:
    """The text cut to so many cells, the ellipsis included where something was cut."""
    if width_in_cells(text) <= cells:
        return text
    room = cells - width_in_cells(ellipsis)
    if room < 0:
        return ""
    end = used = 0
    # No more characters are looked at than can be shown: a cluster's cells come with its first.
    for cluster in graphemes(text):
        used += width_in_cells(cluster)
        if used > room:
            break
        end += len(cluster)
    return text[:end].rstrip(" ") + ellipsis


def as_many_as_fit(parts: Sequence[str], cells: int, separator: str = " · ") -> str:
    """The parts joined; the last are left out rather than cut, but for the first."""
    joined = separator.join(parts)
    if width_in_cells(joined) <= cells or len(parts) < 2:
        return truncated(joined, cells)
    return as_many_as_fit(parts[:-1], cells, separator)


# -- what a reader sees as one character -----------------------------------------

_CLUSTER = re.compile("(?:rr|l*hv*|l+v*|(?s:.))(?:e|z[^ez]?)*")
"""Over the letters of `_KINDS`: r a regional indicator, l and v parts of a Korean syllable,
h a whole one, e what extends the character before it, z the joiner."""
_SIMPLE = re.compile(
    "[ -~\u2010-\u2027\u3000-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u9fff\uff01-\uff9d]*"
)
"""Only characters that stand by themselves, whatever is beside them."""
_COMPOSED = re.compile("[ez]|rr|l[lvh]|hv")


def graphemes(text: str) -> Iterator[str]:
    """The characters a reader sees, each with what combines with it."""
    if text.isascii():
        yield from text
        return
    for start, end in cluster_spans(text):
        yield text[start:end]


def cluster_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each of `graphemes` begins and ends."""
    for found in _CLUSTER.finditer(text.translate(_KINDS)):
        yield found.span()


def has_clusters(text: str) -> bool:
    """Whether anything in the text is several characters to Unicode and one to a reader."""
    if _SIMPLE.fullmatch(text):
        return False
    return _COMPOSED.search(text.translate(_KINDS)) is not None


def _kind_of(code: int) -> str:
    c = chr(code)
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "r"
    if 0x1F3FB <= code <= 0x1F3FF or code == 0x200C:
        return "e"
    if code == 0x200D:
        return "z"
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return "l"
    if 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FB:
        return "v"
    if 0xAC00 <= code <= 0xD7A3:
        return "h"
    return "e" if unicodedata.category(c) in ("Mn", "Me", "Mc") else "."


# -- tables, filled as characters turn up ----------------------------------------


def _cells_of(code: int, ambiguous: int) -> int:
    c = chr(code)
    category = unicodedata.category(c)
    if category in _NO_CELL or (category == "Cf" and c not in _DRAWN_FORMATS):
        return 0
    if 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF or code in (0x3164, 0xFFA0):
        return 0
    if 0x1F3FB <= code <= 0x1F3FF:
        return 0
    if any(first <= code <= last for first, last in _LATELY_WIDE):
        return 2
    if category == "Cn":
        # Unassigned: Unicode keeps planes 2 and 3 for ideographs.
        return 2 if 0x20000 <= code <= 0x3FFFD else 1
    match unicodedata.east_asian_width(c):
        case "W" | "F":
            return 2
        case "A":
            return ambiguous
        case _:
            return 1


class _Cells(dict[int, int]):
    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, code: int) -> int:
        self[code] = cells = _cells_of(code, self._ambiguous)
        return cells


class _Bytes(dict[int, str]):
    def __init__(self, cells: _Cells) -> None:
        super().__init__()
        self._cells = cells

    def __missing__(self, code: int) -> str:
        self[code] = byte = chr(self._cells[code])
        return byte


class _Kinds(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = kind = _kind_of(code)
        return kind


_CELLS, _WIDE_CELLS = _Cells(1), _Cells(2)
_BYTES, _WIDE_BYTES = _Bytes(_CELLS), _Bytes(_WIDE_CELLS)
_KINDS = _Kinds()


def _in_context(text: str, widths: bytes) -> bytes:
    cells = bytearray(widths)
    for found in _JOINED.finditer(text):
        cells[found.start(1)] = 0
    for found in _ENLARGED.finditer(text):
        if cells[found.start()] == 1:
            cells[found.start()] = 2
    return bytes(cells)
