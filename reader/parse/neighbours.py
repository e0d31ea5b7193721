"""Other stories on a story's page: cards, sections that announce them, articles beside it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.parse.furniture import is_closing
from reader.parse.weighing import HEADINGS

if TYPE_CHECKING:
    from reader.parse.weighing import Weighing

_MOST_OF_A_CARD = 700
_MOST_OF_A_CARD_OF_MANY = 2500
"""Units of text; a list of cards with whole first paragraphs is no rarity."""
_MOST_LINES_OF_A_CARD = 12
_LEAST_STORY = 150


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
        while spots[place].parent >= 0:
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
    if not own or len(articles) < 2 or weighing.prose(own[0]) < _LEAST_STORY:
        return []
    others = []
    for n in articles:
        if n in own:
            continue
        inside = weighing.lines[spots[n].first : spots[n].end]
        if any(line.tag in HEADINGS for line in inside) or n > spots[own[0]].last:
            others.append(n)
    return others
