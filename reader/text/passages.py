"""A passage of one text, found again in another version of it."""

from __future__ import annotations


def found_again(passage: str, start: int, text: str) -> tuple[int, int] | None:
    """Where the passage that once began at `start` stands in a text: the place nearest to that
    offset; None where its words are not there any more."""
    if not passage:
        return None
    start = max(0, start)
    ahead = text.find(passage, start)
    behind = text.rfind(passage, 0, start + len(passage) - 1)
    if ahead < 0 and behind < 0:
        return None
    at = ahead if behind < 0 or (ahead >= 0 and ahead - start <= start - behind) else behind
    return at, at + len(passage)
