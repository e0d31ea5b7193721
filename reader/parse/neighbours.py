"""Other stories on a story's page: cards, sections that announce them, articles beside it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.parse.furniture import is_closing
from reader.parse.weighing import HEADINGS

if TYPE_CHECKING:
    from reader.parse.survey import Spot
    from reader.parse.weighing import Weighing

_MOST_OF_A_CARD = 700
_MOST_OF_A_CARD_OF_MANY = 2500
"""Units of text; a list of cards with whole first paragraphs is no rarity."""
_MOST_LINES_OF_A_CARD = 12
_HIGHEST = 40
"""Levels that are climbed for what a line announces; no page needs so many."""
_LEAST_STORY = 150
_LEAST_SHARE = 0.2


def mark_neighbours(weighing: Weighing) -> None:
    """Marks what belongs to other stories."""
    for place in _cards(weighing):
        weighing.mark(place, "card", 0.3)
    for place in _sections_of_others(weighing):
        weighing.mark(place, "other-section")
    for place in _other_stories(weighing):
        weighing.mark(place, "other-story", 1.0)


def _cards(weighing: Weighing) -> list[int]:
    """Elements that show another story: a headline that is a link, and what goes with it."""
    lines, spots, title = weighing.lines, weighing.spots, weighing.title
    found: list[int] = []
    headings = [
        n
        for n, line in enumerate(lines)
        if line.tag in HEADINGS and line.units >= 14 and line.linked > 0.8 * line.units
        if n != title
    ]
    alike = Counter(spots[lines[n].spot].element.get("class") for n in headings)
    for at, n in enumerate(headings):
        before = headings[at - 1] if at else -1
        after = headings[at + 1] if at + 1 < len(headings) else len(lines)
        is_one_of_many = alike[spots[lines[n].spot].element.get("class")] > 3
        most = _MOST_OF_A_CARD_OF_MANY if is_one_of_many else _MOST_OF_A_CARD
        place = lines[n].spot
        while spots[place].parent >= 0:
            above = spots[place].parent
            parent = spots[above]
            if (
                parent.first <= before
                or parent.end > after
                or weighing.holds_title(above)
                or parent.end - parent.first > _MOST_LINES_OF_A_CARD
                or weighing.prose(above) > most
            ):
                break
            place = above
        found.append(place)
    return found


def _sections_of_others(weighing: Weighing) -> list[int]:
    """Elements that open with a line such as `Related stories` and hold what it announces."""
    lines, spots, title = weighing.lines, weighing.spots, weighing.title
    is_taken = weighing.marked_lines()
    found: list[int] = []
    for n in range(title + 1, len(lines)):
        line = lines[n]
        if line.units > 60 or is_taken[n] or not is_closing(line.text):
            continue
        place = line.spot
        for _ in range(_HIGHEST):
            if spots[place].parent < 0:
                break
            parent = spots[spots[place].parent]
            if parent.first <= title or weighing.prose_between(parent.first, n) > 0:
                break
            place = spots[place].parent
        spot = spots[place]
        if spot.end - spot.first > 1:
            found.append(place)
            is_taken[spot.first : spot.end] = [True] * (spot.end - spot.first)
    return found


def _other_stories(weighing: Weighing) -> list[int]:
    """`article` elements that do not hold the headline, where one that does holds a story too."""
    spots = weighing.spots
    articles = [
        n for n, spot in enumerate(spots) if spot.tag == "article" and spot.end > spot.first
    ]
    own = [n for n in articles if weighing.holds_title(n)]
    held = set(own)
    if not own or len(articles) < 2 or weighing.prose(own[0]) < _LEAST_STORY:
        return []
    if weighing.prose(own[0]) < _LEAST_SHARE * sum(
        map(weighing.prose, _outermost(spots, articles))
    ):
        # Some pages call every part of a story an article.
        return []
    others = []
    for n in articles:
        if n in held:
            continue
        if n < spots[own[0]].last and 2 * weighing.prose(n) > weighing.prose(own[0]):
            # The story's text may be an article of its own inside the story's.
            continue
        inside = weighing.lines[spots[n].first : spots[n].end]
        if any(line.tag in HEADINGS for line in inside) or n > spots[own[0]].last:
            others.append(n)
    return others


def _outermost(spots: list[Spot], places: list[int]) -> list[int]:
    """Those of some elements, in the page's order, that stand in none of the others."""
    found: list[int] = []
    end = -1
    for place in places:
        if place >= end:
            found.append(place)
            end = spots[place].last
    return found
