"""Which part of a page is the story.

Every line gets a *gain* (`weighing`): what a reader of the story would win by it. The story is
then the element whose lines gain most together: to take in a neighbour pays only where the
neighbour brings more text than trouble, so the element stops growing by itself where teasers,
lists and other people's headlines begin.

Before that is reckoned, furniture is marked: elements whose name says so, pictures with their
captions, what the site tells its readers about itself, and other stories (`neighbours`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.parse.furniture import is_notice, notices_in
from reader.parse.neighbours import mark_neighbours
from reader.parse.vocabulary import Standing
from reader.parse.weighing import HEADINGS, Weighing, is_link

if TYPE_CHECKING:
    from reader.parse.survey import Survey
    from reader.parse.tree import Element

_MOST_OF_A_CAPTION = 700
_BONUS = 80.0
"""Units by which an element is preferred that is called the text, or is an `article`."""
_BEFORE_THE_HEADLINE = 0.3
_IN_FURNITURE = 0.2
_OFTEN = 3


@dataclass(slots=True, kw_only=True)
class Choice:
    """The part of a page that was chosen."""

    spot: int
    """The element that holds the story."""
    kept: list[int]
    """Numbers of the lines that are the story, in order."""
    spare: list[int]
    """Lines inside that are links."""
    gains: list[float]
    """Of every line of the page, before any mark."""
    title: int = -1
    """The line that is the headline; -1 where none is."""
    furniture: dict[int, str] = field(default_factory=dict)
    """Spots that were taken out, and by which rule."""


def choose(survey: Survey, headline: str = "") -> Choice:
    """The story's element and lines on a page."""
    weighing = Weighing(survey, headline)
    refrains = _refrains(weighing)
    _mark_named(weighing)
    mark_neighbours(weighing)
    notices = _mark_notices(weighing)
    furniture = weighing.marked_lines()
    for n in refrains:
        furniture[n] = True
    best = _best(weighing, furniture, notices)
    chosen = survey.spots[best]
    inside = [n for n in range(chosen.first, chosen.end) if not furniture[n]]
    dropped = _plain_notices(weighing, [n for n in inside if notices[n]])
    return Choice(
        spot=best,
        kept=[n for n in inside if n not in dropped and not is_link(survey.lines[n])],
        spare=[n for n in inside if is_link(survey.lines[n])],
        gains=weighing.gains,
        title=weighing.title,
        furniture=weighing.marked,
    )


def _refrains(weighing: Weighing) -> list[int]:
    """Lines that stand on the page again and again: what a site says at every picture it may not
    show.
    """
    counts = Counter(line.text for line in weighing.lines if line.units >= 20)
    often = {
        text
        for text, count in counts.items()
        if count >= _OFTEN and (count > 2 * _OFTEN or is_notice(text))
    }
    return [n for n, line in enumerate(weighing.lines) if line.text in often] if often else []


def _mark_named(weighing: Weighing) -> None:
    """Marks what its name gives away."""
    nothing, caption = Standing.NONE, Standing.CAPTION
    called = [
        (place, spot)
        for place, spot in enumerate(weighing.spots)
        if spot.standing is not nothing and spot.end > spot.first
    ]
    captions = [place for place, spot in called if spot.standing is caption]
    # Some pages tell their whole story under pictures.
    is_told_in_captions = 2 * sum(map(weighing.prose, captions)) > weighing.whole
    for place, spot in called:
        match spot.standing:
            case Standing.FURNITURE:
                weighing.mark(place, "furniture")
            case Standing.CAPTION if not is_told_in_captions:
                weighing.mark(place, "caption")
            case Standing.PICTURE if _is_captioned(weighing, place):
                weighing.mark(place, "caption", 0.3)
            case Standing.WEAK if weighing.linked(place) > 0.4:
                weighing.mark(place, "furniture")


def _is_captioned(weighing: Weighing, place: int) -> bool:
    """Whether an element holds a picture and no more text than a caption has."""
    spot = weighing.spots[place]
    if weighing.units(place) > _MOST_OF_A_CAPTION:
        return False
    inside = range(spot.first, spot.end)
    if sum(weighing.gains[n] > 0 for n in inside) > 1:
        return False
    return not any(
        weighing.lines[n].tag in HEADINGS and weighing.lines[n].tag != "h1" for n in inside
    ) and _shows_a_picture(spot.element)


def _shows_a_picture(element: Element) -> bool:
    return next(element.iter("img", "picture", "video", "amp-img", "iframe"), None) is not None


def _mark_notices(weighing: Weighing) -> list[bool]:
    """Marks elements that speak of the site; for each line whether it does."""
    notices = [
        gain > 0 and line.units < 1200 and not is_marked and is_notice(line.text)
        for line, gain, is_marked in zip(
            weighing.lines, weighing.gains, weighing.marked_lines(), strict=True
        )
    ]
    if not any(notices):
        return notices
    words = list(
        accumulate(
            (line.units * bad for line, bad in zip(weighing.lines, notices, strict=True)), initial=0
        )
    )
    counts = list(accumulate(notices, initial=0))
    for place, spot in enumerate(weighing.spots):
        mine = words[spot.end] - words[spot.first]
        if counts[spot.end] - counts[spot.first] > 1 and 2 * mine > weighing.units(place):
            weighing.mark(place, "site-notice", 0.8)
    return notices


def _plain_notices(weighing: Weighing, noticed: list[int]) -> set[int]:
    """Lines that can be nothing but a notice; none where the story itself seems to be of such
    things.
    """
    plain = {n for n in noticed if notices_in(weighing.lines[n].text) > 1}
    gained = sum(weighing.gains[n] for n in plain)
    return plain if gained < 0.3 * weighing.whole else set()


def _best(weighing: Weighing, furniture: list[bool], notices: list[bool]) -> int:
    """The element whose lines gain most; of two alike the inner one."""
    gains = list(weighing.gains)
    for n, is_furniture in enumerate(furniture):
        if is_furniture:
            gains[n] = -weighing.lines[n].units * _IN_FURNITURE - 4
        elif gains[n] > 0 and (n < weighing.title or notices[n]):
            gains[n] *= _BEFORE_THE_HEADLINE
    sums = list(accumulate(gains, initial=0.0))
    best, most = 0, float("-inf")
    text = Standing.TEXT
    for place, spot in enumerate(weighing.spots):
        value = sums[spot.end] - sums[spot.first]
        if value > 0 and (spot.standing is text or spot.tag in ("article", "main")):
            value += min(_BONUS, value)
        if value > most or (value == most and weighing.spots[best].last >= spot.last):
            best, most = place, value
    return best
