"""Where articles stand on the printed page: the areas of a map over the page's picture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from reader.engines.profiles import MAP_SIZE
from reader.parse.tree import Element, attr

if TYPE_CHECKING:
    from reader.model import Point

_SIZES = (MAP_SIZE, (400.0, 575.0))
"""Of the pictures that Founder's systems draw their maps on, width and height."""
_LEAST, _MOST = -0.02, 1.02
"""How far a corner may lie beside the page."""
_MOST_CORNERS = 200


@dataclass(frozen=True, slots=True)
class Area:
    """An area of a map as written."""

    slug: str
    url: str
    coords: str


def areas_of(
    areas: Iterable[Area], size: tuple[float, float]
) -> dict[str, tuple[tuple[Point, ...], str]]:
    """Corners and address of every article on a map, in order; of several areas the largest."""
    found: dict[str, tuple[tuple[Point, ...], str]] = {}
    for area in areas:
        corners = corners_of(area.coords, size)
        known = found.get(area.slug)
        if known is None:
            found[area.slug] = (corners, area.url)
        elif _extent(corners) > _extent(known[0]):
            found[area.slug] = (corners, known[1])
    return found


def _extent(corners: tuple[Point, ...]) -> float:
    if not corners:
        return 0.0
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def map_size(picture: Element | None, coords: Iterable[str]) -> tuple[float, float]:
    """Width and height of the picture a map was drawn on: as the picture says, else the usual
    size that holds every corner.
    """
    if picture is not None:
        sides = [_side(picture, name) for name in ("width", "height")]
        if all(sides):
            return sides[0], sides[1]
    points = [point for text in coords for point in _points(text)]
    right = max((x for x, _ in points), default=0.0)
    foot = max((y for _, y in points), default=0.0)
    for width, height in _SIZES:
        if right <= width * 1.02 and foot <= height * 1.02:
            return width, height
    # Print reaches to the foot of the page but for a margin.
    return max(right * 1.01, 1.0), max(foot * 1.015, 1.0)


def _side(picture: Element, name: str) -> float:
    value = attr(picture, name).strip().removesuffix("px")
    if not value:
        style = re.search(
            rf"(?<![\w-]){name}\s*:\s*(\d{{2,5}})(?:\.\d+)?px", attr(picture, "style")
        )
        value = style[1] if style else ""
    if value.isascii() and value.isdigit() and len(value) <= 5 and 50 <= int(value) <= 20_000:
        return float(value)
    return 0.0


def _points(coords: str) -> list[Point]:
    """The pairs of numbers in an area's coordinates; [] where they are none."""
    text = coords.strip().strip(",;")
    is_plain = text.replace(",", "").isdigit() and ",," not in text
    words = text.split(",") if is_plain else re.split(r"[,;\s]+", text)
    if not 4 <= len(words) <= 2 * _MOST_CORNERS:
        return []
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        return []
    if not all(map(isfinite, numbers)):
        return []
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def corners_of(coords: str, size: tuple[float, float]) -> tuple[Point, ...]:
    """A map area's corners, 0..1 of a page picture of that size; () where they cannot be."""
    width, height = size
    points = _points(coords)
    xs = [round(x / width, 5) for x, _ in points]
    ys = [round(y / height, 5) for _, y in points]
    if not points or not _LEAST <= min(*xs, *ys) <= max(*xs, *ys) <= _MOST:
        return ()
    if len(points) == 2:
        xs, ys = [xs[0], xs[1], xs[1], xs[0]], [ys[0], ys[0], ys[1], ys[1]]
    xs = [min(1.0, max(0.0, x)) for x in xs]
    ys = [min(1.0, max(0.0, y)) for y in ys]
    if max(xs) <= min(xs) or max(ys) <= min(ys):
        return ()
    return tuple(zip(xs, ys, strict=True))
