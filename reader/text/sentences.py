"""The sentences of a text, as far as its signs tell them."""

from __future__ import annotations

import re

_SENTENCE = re.compile(
    r"(?:[^。！？!?.…\n]|\.(?![\s”’」』）)\"']))+(?:[。！？!?.…]+[”’」』）)\"']*)?"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each begins and ends, white at its ends left out."""
    found = []
    for match in _SENTENCE.finditer(text):
        words = match[0]
        start = match.start() + len(words) - len(words.lstrip())
        if words.strip():
            found.append((start, start + len(words.strip())))
    return found
