"""Which part of a page is the story.

Every line gets a *gain*: what a reader of the story would win by it, in units. Running text gains
its length, links and labels cost a little, and what stands in a piece of furniture costs too. The
story is then the element whose lines gain most together: to take in a neighbour pays only where
the neighbour brings more text than trouble, so the element stops growing by itself where teasers,
lists and other people's headlines begin.

Before that is reckoned, three kinds of furniture are marked: elements whose name says so (unless
most of the page's text is in them: then the name means something else), *cards* (a headline that
is a link, with the few words that go with it), and stories beside the story.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.parse.furniture import is_closing, is_notice
from reader.parse.headline import key_of
from reader.parse.vocabulary import Standing

if TYPE_CHECKING:
    from reader.parse.survey import Line, Survey
    from reader.parse.tree import Element

_SENTENCE = re.compile(r"[.!?…。！？；;\"'”’»)）」』।؟۔၊။]$|[。！？，；]")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_MOST_OF_A_CARD = 700
_MOST_LINES_OF_A_CARD = 12


@dataclass
class Choice:
    """The part of a page that was chosen."""

    spot: int
    """The element that holds the story."""
    kept: list[int]
    """Numbers of the lines that are the story, in order."""
    spare: list[int]
    """Lines inside that are links."""
    title: int = -1
    """The line that is the headline; -1 where none is."""
    furniture: dict[int, str] = field(default_factory=dict)
    """Spots that were taken out, and by which rule."""


def prose_of(line: Line) -> float:
    """How much running text a line is, in units; negative for what is none."""
    free = line.units - line.linked
    if is_link(line):
        return -(line.units * 0.3 + 8)
    if line.units >= 70:
        return free - line.linked * 0.3
    if free >= 20 and _SENTENCE.search(line.text):
        return free * 0.8
    return -4.0


def is_link(line: Line) -> bool:
    """Whether a line is a link and not a sentence with links in it."""
    if line.linked * 2 <= line.units:
        return False
    return line.linked > 0.8 * line.units or line.units < 80


def choose(survey: Survey, headline: str = "") -> Choice:
    """The story's element and lines on a page."""
    lines, spots = survey.lines, survey.spots
    gains = [prose_of(line) for line in lines]
    total = list(accumulate((max(g, 0.0) for g in gains), initial=0.0))
    everything = total[-1]
    title = _title_line(survey, headline)
    marked: dict[int, str] = {}

    def mark(place: int, rule: str, most: float = 0.5) -> bool:
        spot = spots[place]
        if spot.end <= spot.first or spot.first <= title < spot.end:
            return False
        if total[spot.end] - total[spot.first] >= most * everything > 0:
            return False
        marked[place] = rule
        return True

    captions = sum(
        total[spot.end] - total[spot.first] for spot in spots if spot.standing is Standing.CAPTION
    )
    is_told_in_captions = 2 * captions > everything
    linked = list(accumulate((line.linked for line in lines), initial=0))
    units = list(accumulate((line.units for line in lines), initial=0))
    for place, spot in enumerate(spots):
        if spot.standing is Standing.NONE or spot.end <= spot.first:
            continue
        if spot.standing is Standing.FURNITURE:
            mark(place, "furniture")
        elif spot.standing is Standing.CAPTION and not is_told_in_captions:
            mark(place, "caption")
        elif spot.standing is Standing.PICTURE:
            if (
                units[spot.end] - units[spot.first] < 450
                and total[spot.end] - total[spot.first] < 250
                and _shows_a_picture(spot.element)
            ):
                mark(place, "caption", 0.3)
        elif spot.standing is Standing.WEAK:
            share = (linked[spot.end] - linked[spot.first]) / max(
                1, units[spot.end] - units[spot.first]
            )
            if share > 0.4:
                mark(place, "furniture")
    for place in _cards(survey, title, total):
        mark(place, "card", 0.3)
    for place in _sections_of_others(survey, title, total, marked):
        mark(place, "other-section", 0.5)
    notices = [
        gain > 0 and line.units < 1200 and is_notice(line.text)
        for line, gain in zip(lines, gains, strict=True)
    ]
    noticed = list(
        accumulate(
            (line.units if bad else 0 for line, bad in zip(lines, notices, strict=True)), initial=0
        )
    )
    for place, spot in enumerate(spots):
        mine = noticed[spot.end] - noticed[spot.first]
        if not mine or 2 * mine < units[spot.end] - units[spot.first]:
            continue
        if sum(notices[spot.first : spot.end]) > 1:
            mark(place, "site-notice", 0.3)
    for place in _other_stories(survey, title, total):
        mark(place, "other-story", 1.0)
    furniture = [False] * len(lines)
    for place in marked:
        for n in range(spots[place].first, spots[place].end):
            furniture[n] = True
    for n, is_furniture in enumerate(furniture):
        if is_furniture:
            gains[n] = -lines[n].units * 0.2 - 4
        elif gains[n] > 0 and (n < title or notices[n]):
            gains[n] *= 0.3
    sums = list(accumulate(gains, initial=0.0))
    best, best_sum = 0, float("-inf")
    for place, spot in enumerate(spots):
        value = sums[spot.end] - sums[spot.first]
        if spot.standing is Standing.TEXT or spot.tag in ("article", "main"):
            value += min(80.0, max(0.0, value))
        if value > best_sum or (value == best_sum and spots[best].last >= spot.last):
            best, best_sum = place, value
    chosen = spots[best]
    inside = [n for n in range(chosen.first, chosen.end) if not furniture[n]]
    kept = [n for n in inside if not is_link(lines[n])]
    return Choice(best, kept, [n for n in inside if is_link(lines[n])], title, marked)


def _shows_a_picture(element: Element) -> bool:
    return next(element.iter("img", "picture", "video", "amp-img", "iframe"), None) is not None


def _title_line(survey: Survey, headline: str) -> int:
    """The line that is the headline, where a heading says it."""
    key = key_of(headline)
    if not key:
        return -1
    for n, line in enumerate(survey.lines):
        if line.tag in _HEADINGS and line.linked * 2 <= line.units <= 3 * len(headline) + 40:
            own = key_of(line.text)
            if own == key or (len(own) > 8 and (own in key or key in own)):
                return n
    near = range(len(headline) - 4, len(headline) + 5)
    for n, line in enumerate(survey.lines):
        if len(line.text) in near and line.linked * 2 <= line.units and key_of(line.text) == key:
            return n
    return -1


def _other_stories(survey: Survey, title: int, total: list[float]) -> list[int]:
    """`article` elements that do not hold the headline, where one that does holds a story too."""
    spots = survey.spots
    articles = [
        n for n, spot in enumerate(spots) if spot.tag == "article" and spot.end > spot.first
    ]
    own = [n for n in articles if spots[n].first <= title < spots[n].end]
    if not own or len(articles) < 2:
        return []
    main = own[0]
    if total[spots[main].end] - total[spots[main].first] < 150:
        return []
    others = []
    for n in articles:
        if n in own:
            continue
        has_heading = any(
            line.tag in _HEADINGS for line in survey.lines[spots[n].first : spots[n].end]
        )
        if has_heading or n > spots[main].last:
            others.append(n)
    return others


def _sections_of_others(
    survey: Survey, title: int, total: list[float], marked: dict[int, str]
) -> list[int]:
    """Elements that open with a line such as `Related stories` and hold what it announces."""
    lines, spots = survey.lines, survey.spots
    taken = [(spots[place].first, spots[place].end) for place in marked]
    found: list[int] = []
    for n in range(title + 1, len(lines)):
        line = lines[n]
        if line.units > 60 or not is_closing(line.text):
            continue
        if any(first <= n < end for first, end in taken):
            continue
        place = line.spot
        while spots[place].parent >= 0:
            parent = spots[spots[place].parent]
            if parent.first <= title or total[n] - total[parent.first] > 0:
                break
            place = spots[place].parent
        if spots[place].end - spots[place].first > 1:
            found.append(place)
            taken.append((spots[place].first, spots[place].end))
    return found


def _cards(survey: Survey, title: int, total: list[float]) -> list[int]:
    """Elements that show another story: a headline that is a link, and what goes with it."""
    lines, spots = survey.lines, survey.spots
    found: list[int] = []
    headings = [
        n
        for n, line in enumerate(lines)
        if line.tag in _HEADINGS
        and n != title
        and line.linked > 0.8 * line.units
        and line.units >= 14
    ]
    if not headings:
        return found
    alike = Counter(spots[lines[n].spot].element.get("class") for n in headings)
    for at, n in enumerate(headings):
        most = 2500 if alike[spots[lines[n].spot].element.get("class")] > 3 else _MOST_OF_A_CARD
        before = headings[at - 1] if at else -1
        after = headings[at + 1] if at + 1 < len(headings) else len(lines)
        place = lines[n].spot
        while spots[place].parent >= 0:
            parent = spots[spots[place].parent]
            if (
                parent.first <= before
                or parent.end > after
                or parent.first <= title < parent.end
                or parent.end - parent.first > _MOST_LINES_OF_A_CARD
                or total[parent.end] - total[parent.first] > most
            ):
                break
            place = spots[place].parent
        found.append(place)
    return found
