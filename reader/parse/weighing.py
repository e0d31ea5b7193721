"""What every line of a page is worth to a reader of its story, and which elements are furniture.

A line's *gain* is in units: running text gains its length, links and labels cost a little. An
element is *marked* when it is taken for furniture, with the rule that says so; what holds the
headline, or most of the page's text, is never marked, whatever it is called.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.parse.headline import key_of

if TYPE_CHECKING:
    from reader.parse.survey import Line, Survey

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SENTENCE = re.compile(r"[.!?…。！？；;\"'”’»)）」』।؟۔၊။]$|[。！？，；]")
_LONGEST_WORD = 120
"""Units; a longer line of ASCII without a space is an address or data for a script."""
_LABEL = -4.0
"""The gain of a line that is neither text nor link."""


def prose_of(line: Line) -> float:
    """How much running text a line is, in units; negative for what is none."""
    if is_link(line):
        return -(line.units * 0.3 + 8)
    if line.tag == "h1":
        return _LABEL
    free = line.units - line.linked
    if line.units >= _LONGEST_WORD and line.text.isascii() and " " not in line.text:
        return _LABEL
    if line.units >= 70:
        return free - line.linked * 0.3
    if free >= 20 and _SENTENCE.search(line.text):
        return free * 0.8
    return _LABEL


def is_link(line: Line) -> bool:
    """Whether a line is a link and not a sentence with links in it."""
    if line.linked * 2 <= line.units:
        return False
    return line.linked > 0.8 * line.units or line.units < 80


class Weighing:
    """A surveyed page with the gains of its lines, sums over them, and the marks."""

    def __init__(self, survey: Survey, headline: str) -> None:
        self.lines = survey.lines
        self.spots = survey.spots
        self.gains = [prose_of(line) for line in survey.lines]
        self.title = _title_line(survey, headline)
        """The line that is the headline; -1 where none is."""
        self.marked: dict[int, str] = {}
        """Spots taken for furniture, and the rule."""
        self._prose = list(accumulate((max(gain, 0.0) for gain in self.gains), initial=0.0))
        self._units = list(accumulate((line.units for line in survey.lines), initial=0))
        self._linked = list(accumulate((line.linked for line in survey.lines), initial=0))

    def prose(self, place: int) -> float:
        """Running text in an element."""
        spot = self.spots[place]
        return self._prose[spot.end] - self._prose[spot.first]

    def prose_between(self, first: int, end: int) -> float:
        """Running text in a range of lines."""
        return self._prose[end] - self._prose[first]

    @property
    def whole(self) -> float:
        """All running text of the page."""
        return self._prose[-1]

    def units(self, place: int) -> int:
        """All words in an element."""
        spot = self.spots[place]
        return self._units[spot.end] - self._units[spot.first]

    def linked(self, place: int) -> float:
        """The share of an element's words that are links."""
        spot = self.spots[place]
        return (self._linked[spot.end] - self._linked[spot.first]) / max(1, self.units(place))

    def holds_title(self, place: int) -> bool:
        """Whether the headline stands in an element."""
        spot = self.spots[place]
        return spot.first <= self.title < spot.end

    def mark(self, place: int, rule: str, most: float = 0.5) -> None:
        """Takes an element for furniture, unless it holds the headline or `most` of the text."""
        spot = self.spots[place]
        if spot.end <= spot.first or self.holds_title(place):
            return
        if self.prose(place) < most * self.whole or not self.whole:
            self.marked[place] = rule

    def marked_lines(self) -> list[bool]:
        """For each line whether it stands in furniture."""
        furniture = [False] * len(self.lines)
        for place in self.marked:
            spot = self.spots[place]
            furniture[spot.first : spot.end] = [True] * (spot.end - spot.first)
        return furniture


def _title_line(survey: Survey, headline: str) -> int:
    """The line that is the headline: a heading that says it, best one outside of furniture."""
    key = key_of(headline)
    if not key:
        return -1
    in_furniture = -1
    for n, line in enumerate(survey.lines):
        if line.tag in HEADINGS and line.units <= 3 * len(headline) + 40:
            own = key_of(line.text)
            is_part = len(own) > 8 and (own in key or key in own)
            # Blogs let a headline link to its own page.
            if own == key or (is_part and line.linked * 2 <= line.units):
                if not survey.is_in_furniture(line.spot, 4):
                    return n
                in_furniture = n if in_furniture < 0 else in_furniture
    if in_furniture >= 0:
        return in_furniture
    near = range(len(headline) - 4, len(headline) + 5)
    for n, line in enumerate(survey.lines):
        if len(line.text) in near and line.linked * 2 <= line.units and key_of(line.text) == key:
            return n
    return -1
