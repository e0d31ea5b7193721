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
from collections.abc import Iterator
from functools import lru_cache

_JOINER = "\u200d"
_EMOJI_SIGN = "\ufe0f"
_IN_CONTEXT = re.compile("[\u200d\ufe0f]")
_JOINED = re.compile("\u200d+(?s:(.))")
_ENLARGED = re.compile("([#*0-9\xa9\xae\u203c-\u3299\U0001f000-\U0001faff])\ufe0f")
_NO_CELL = frozenset(("Mn", "Me", "Mc", "Cc", "Cs", "Zl", "Zp"))
# Format characters that are drawn: the soft hyphen, and Arabic and Syriac signs that enclose
# numbers.
_DRAWN_FORMATS = frozenset(
    "\xad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
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


# -- what a reader sees as one character -----------------------------------------

_CLUSTER = re.compile("(?:rr|l+v*|hv*|(?s:.))(?:e|z[^ez]?)*")
"""Over the letters of `_KINDS`: r a regional indicator, l and v parts of a Korean syllable,
h a whole one, e what extends the character before it, z the joiner."""


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
    """Whether anything in the text is more than one character to Unicode and one to a reader."""
    return not text.isascii() and not _SIMPLE.fullmatch(text.translate(_KINDS))


_SIMPLE = re.compile("(?:[.h]|r(?!r)|l(?![lv])|^v|(?<=[.r])v)*")


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
