"""Tags, as a person types them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.text.clean import clean

LONGEST_TAG = 60
"""Characters."""
_BETWEEN = re.compile(r"[,\uff0c\u3001;\uff1b#\uff03\n]+")


def tag_of(words: str) -> str:
    """One tag, as it is kept: without its `#`, and without the signs that part tags; "" where
    nothing is left."""
    return clean(_BETWEEN.sub(" ", words))[:LONGEST_TAG].strip()


def tags_in(typed: str) -> tuple[str, ...]:
    """The tags of a line: parted by commas, Chinese or not, by semicolons or by `#`."""
    return joined(map(tag_of, _BETWEEN.split(typed)))


def joined(tags: Iterable[str]) -> tuple[str, ...]:
    """Sorted, each once; of two that differ only in upper and lower case the first."""
    kept: dict[str, str] = {}
    for tag in tags:
        if tag:
            kept.setdefault(tag.casefold(), tag)
    return tuple(sorted(kept.values()))
