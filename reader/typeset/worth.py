"""What a story is worth on its page: which one leads, and how much room each is given.

The paper has said so already. Where the printed page's places are known, the larger of them is the
greater story; where they are not, what stands first is; and a long text, or a picture, is a sign of
it in either case.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import Point
    from reader.typeset.sheet import Story

_LONG = {True: 1_200, False: 4_000}
"""Characters of a long story, in ideographs and in letters."""
_SHORT = {True: 120, False: 400}
"""Under so many it is a brief, whatever its place."""


def area_of(polygon: Sequence[Point]) -> float:
    """How much of the page a polygon covers, 0 to 1."""
    twice = 0.0
    for (x, y), (next_x, next_y) in zip(polygon, [*polygon[1:], *polygon[:1]], strict=True):
        twice += x * next_y - next_x * y
    return min(1.0, abs(twice) / 2)


def is_ideographic(story: Story) -> bool:
    """Whether a character of its text is two cells wide and says as much as a word."""
    return story.language.partition("-")[0].lower() in ("zh", "ja")


def is_short(story: Story) -> bool:
    """Whether it is too little for a headline of its own."""
    return story.is_brief or story.length < _SHORT[is_ideographic(story)]


def worth_of(story: Story, place: int, count: int) -> float:
    """Above 0; the story in `place` of `count` in the paper's own order."""
    first = 1.0 - place / max(1, count)
    length = min(1.0, story.length / _LONG[is_ideographic(story)])
    worth = 0.25 + 0.8 * first + 0.7 * length + 0.3 * story.has_picture
    worth += 3.0 * area_of(story.area)
    return worth * 0.2 if is_short(story) else worth


def ranked(stories: Sequence[Story]) -> list[tuple[Story, float]]:
    """The stories with their worth, the greatest first; of equals the earlier."""
    found = [(story, worth_of(story, n, len(stories))) for n, story in enumerate(stories)]
    return sorted(found, key=lambda each: -each[1])
