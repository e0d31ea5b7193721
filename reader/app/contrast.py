"""How well one colour is read on another, and what has to be done to a colour until it is.

The ratio is that of WCAG 2: from 1, the same colour, to 21, black on white. Text wants 4.5 (AA),
a sign that is not read but seen wants 3.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.color import Color

TEXT = 4.5
"""What text wants."""
SIGN = 3.0
"""What a bar, a cursor or the thumb of a scrollbar wants."""
_STEPS = 40


def luminance(colour: Color) -> float:
    """How bright it looks: 0, black, to 1, white."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The ratio of two colours that nothing shines through."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def legible(colour: Color, grounds: Sequence[Color], least: float) -> Color:
    """The nearest colour of its kind that has at least this contrast to each of the grounds.

    It goes towards white or black, whichever stands out more. Where the grounds are so far apart
    that nothing does on all of them, it is the extreme that comes nearest.
    """

    def worst(one: Color) -> float:
        return min(contrast(one, ground) for ground in grounds)

    if worst(colour) >= least:
        return colour
    end = max((Color(255, 255, 255), Color(0, 0, 0)), key=worst)
    for step in range(1, _STEPS):
        # A colour is drawn in whole parts of 255: it is judged as it is drawn.
        nearer = Color.parse(colour.blend(end, step / _STEPS).hex6)
        if worst(nearer) >= least:
            return nearer
    return end
