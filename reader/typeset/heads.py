"""What stands over a story on a page: kicker, headline, deck and byline, by the room it is given.

A terminal has one size of type. What makes a headline large here is width (spaced characters,
capitals), weight, and the white and the rules around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.text.cells import graphemes, truncated, width_in_cells
from reader.typeset.headline import break_evenly
from reader.typeset.lines import Run

if TYPE_CHECKING:
    from reader.typeset.sheet import Story

SetLine = tuple[int, tuple[Run, ...]]
"""Cells that stay empty, and the runs behind them."""

BULLET = "▪ "
_WIDE_SCRIPT = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]")
_MOST_SPACED_LINES = 2
_MOST_LINES = {"lead": 4, "wide": 4, "column": 5, "brief": 3}
_LONGEST = 400
"""Characters of a headline that are looked at: more is a mistake of its page."""
_DECK_RULE = 6
"""Cells of the short rule at each side of a deck, at most."""
_CAPITALS_LINES = 2


class Grade(Enum):
    """How much is made of a story."""

    LEAD = "lead"
    WIDE = "wide"
    COLUMN = "column"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class Head:
    """The lines over a story's text."""

    lines: tuple[SetLine, ...]
    sign: int
    """The line beside which it is shown whether the story is read: the headline's first."""
    is_cut: bool = False
    """Whether the headline was longer than all the lines it may have."""
    headline_lines: int = 1


@lru_cache(maxsize=2048)
def head_of(story: Story, measure: int, grade: Grade) -> Head:
    """The head of a story over `measure` cells."""
    if grade is Grade.BRIEF:
        return _brief(story, measure)
    is_wide = grade is not Grade.COLUMN
    kicker = _words(story.kicker, measure, "kicker", 2 if is_wide else 1)
    headline, is_cut = _headline(story, measure, grade)
    deck = deck_of(story.deck, measure, is_wide)
    byline = _words(story.byline, measure, "byline", 1)
    lines = [*kicker, *headline, *deck, *byline]
    if is_wide:
        lines = [_centred(line, measure) for line in lines]
    return Head(tuple(lines), len(kicker), is_cut, len(headline))


def _brief(story: Story, measure: int) -> Head:
    hang = width_in_cells(BULLET)
    lines, is_cut = _broken(story.headline, measure - hang, _MOST_LINES["brief"])
    first: SetLine = (0, (Run(BULLET, "bullet"), Run(lines[0], "brief")))
    rest = [(hang, (Run(line, "brief"),)) for line in lines[1:]]
    return Head((first, *rest), 0, is_cut, len(lines))


def _headline(story: Story, measure: int, grade: Grade) -> tuple[list[SetLine], bool]:
    text = story.headline[:_LONGEST]
    style = "headline" if grade is Grade.COLUMN else f"headline {grade.value}"
    if grade is not Grade.COLUMN:
        most = _MOST_SPACED_LINES if grade is Grade.LEAD else 1
        lines = enlarged(text, measure, most)
        if lines:
            return [(0, (Run(line, style),)) for line in lines], False
    broken, is_cut = _broken(text, measure, _MOST_LINES[grade.value])
    return [(0, (Run(line, style),)) for line in broken], is_cut


def enlarged(text: str, measure: int, most: int) -> list[str]:
    """A headline made large within so many lines; [] where there is no room for that."""
    if _WIDE_SCRIPT.search(text):
        # Two cells a character and one between: two thirds of the measure hold as much as fits.
        lines = _lines(text, (measure + 1) * 2 // 3)
        wide = [spaced(line) for line in lines]
        if len(lines) <= most and all(width_in_cells(line) <= measure for line in wide):
            return wide
        return []
    capitals = text.upper()
    lines = _lines(capitals, measure)
    return lines if len(lines) <= _CAPITALS_LINES else []


def spaced(text: str) -> str:
    """A line with a space between its wide characters; a number or a Latin word stays whole."""
    out: list[str] = []
    for cluster in graphemes(text):
        if out:
            is_whole = not (_WIDE_SCRIPT.match(cluster) or _WIDE_SCRIPT.match(out[-1]))
            if not (is_whole or cluster.isspace() or out[-1].isspace()):
                out.append(" ")
        out.append(cluster)
    return "".join(out)


def _lines(text: str, measure: int) -> list[str]:
    spans = break_evenly(text, max(2, measure))
    return [text[span[0] : span[1]] for span in spans if span[0] < span[1]]


def _broken(text: str, measure: int, most: int) -> tuple[list[str], bool]:
    lines = _lines(text[:_LONGEST], measure)
    if len(lines) <= most:
        return lines or [""], False
    spans = break_evenly(text[:_LONGEST], max(2, measure))
    return [*lines[: most - 1], truncated(text[spans[most - 1][0] :], measure)], True


def _words(text: str, measure: int, style: str, most: int) -> list[SetLine]:
    if not text:
        return []
    lines, _ = _broken(text, measure, most)
    return [(0, (Run(line, style),)) for line in lines]


def deck_of(text: str, measure: int, is_wide: bool) -> list[SetLine]:
    """The deck's lines; one over several columns stands between two short rules."""
    if not text:
        return []
    rule = min(_DECK_RULE, (measure - width_in_cells(text) - 2) // 2)
    if is_wide and rule >= 2:
        bar = "─" * rule
        return [(0, (Run(f"{bar} ", "rule"), Run(text, "deck"), Run(f" {bar}", "rule")))]
    return _words(text, measure, "deck", 2)


def _centred(line: SetLine, measure: int) -> SetLine:
    _, runs = line
    width = sum(width_in_cells(run.text) for run in runs)
    return (max(0, (measure - width) // 2), runs)
