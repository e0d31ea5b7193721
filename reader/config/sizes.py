"""Sizes as people write them: `2 GB`."""

from __future__ import annotations

import re

__all__ = ["LEAST_QUOTA", "size_in_words", "size_of"]

LEAST_QUOTA = 10_000_000
"""Bytes; an issue or two with its pictures."""

_SIZE = re.compile(r"(?P<n>[0-9]{1,9}(?:\.[0-9]{1,3})?) ?(?:(?P<u>[kmgt])(?P<i>i)?b?|b)?", re.I)
_POWERS = "kmgt"


def size_of(words: str) -> int | None:
    """Bytes: `2 GB` are 2,000,000,000, `2 GiB` are 2,147,483,648; None for what is no size."""
    found = _SIZE.fullmatch(words.strip())
    if found is None:
        return None
    base = 1024 if found["i"] else 1000
    power = _POWERS.index(found["u"].lower()) + 1 if found["u"] else 0
    return round(float(found["n"]) * float(base) ** power)


def size_in_words(count: int) -> str:
    """`1.8 GB`, `340 MB`."""
    size, unit = float(count), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if size < 1000 or unit == "TB":
            break
        size /= 1000
    return f"{size:.1f} {unit}" if size < 10 and unit != "B" else f"{size:.0f} {unit}"
