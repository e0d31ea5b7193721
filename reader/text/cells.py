"""How many terminal cells a text takes: none for what combines, two for what is wide, else one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache


@lru_cache(maxsize=8192)
def cell_of(c: str) -> int:
    """The cells of one character by itself."""
    if c.isascii():
        return 1 if c >= " " and c != "\x7f" else 0
    category = unicodedata.category(c)
    if category in ("Mn", "Me", "Cf", "Cc", "Cs", "Zl", "Zp") and c != "\u00ad":
        return 0
    if "\u1160" <= c <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1


def cell_widths(text: str) -> list[int]:
    """The cells of each character."""
    return [1] * len(text) if text.isascii() and text.isprintable() else [cell_of(c) for c in text]


@lru_cache(maxsize=4096)
def width_in_cells(text: str) -> int:
    """The cells a text takes on one line."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(
        sum(cell_widths(cluster)) if len(cluster) == 1 else _cluster(cluster)
        for cluster in graphemes(text)
    )


def _cluster(cluster: str) -> int:
    width = max(cell_of(c) for c in cluster)
    return 2 if "\ufe0f" in cluster or "\u200d" in cluster else max(width, 1)


def graphemes(text: str) -> Iterator[str]:
    """The characters a reader sees, each with what combines with it."""
    start = 0
    for at in range(1, len(text)):
        if not _continues(text, at):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _continues(text: str, at: int) -> bool:
    c = text[at]
    if c.isascii():
        return False
    if text[at - 1] == "\u200d" or c in "\u200d\ufe0f\ufe0e":
        return True
    if "\U0001f3fb" <= c <= "\U0001f3ff":
        return True
    if "\U0001f1e6" <= c <= "\U0001f1ff":
        run = 0
        while run < at and "\U0001f1e6" <= text[at - 1 - run] <= "\U0001f1ff":
            run += 1
        return run % 2 == 1
    return unicodedata.category(c) in ("Mn", "Me", "Mc")


def truncated(text: str, cells: int, ellipsis: str = "…") -> str:
    """The text cut to so many cells, the ellipsis included where something was cut."""
    if width_in_cells(text) <= cells:
        return text
    room = cells - width_in_cells(ellipsis)
    out: list[str] = []
    used = 0
    for cluster in graphemes(text):
        used += width_in_cells(cluster)
        if used > room:
            break
        out.append(cluster)
    return "".join(out) + ellipsis if cells > 0 else ""
