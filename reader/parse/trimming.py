"""The edges of a chosen story: what stands before its first words and behind its last.

Between the first and the last line of running text everything stays that is not known to lead
away. Outside, a line has to show that it belongs to the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.parse.bylines import byline_of_line
from reader.parse.furniture import is_aside, is_closing, is_ending, is_notice
from reader.parse.headline import agree, key_of
from reader.parse.printed import date_in_figures, date_within
from reader.parse.vocabulary import Standing
from reader.parse.weighing import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.parse.content import Choice
    from reader.parse.survey import Survey

_LITTLE = 120
"""Units; a story that has less is left as it is."""
_SENTENCE_ENDS = (".", "。", "!", "”", "？", "?", "！")
_DIGIT = re.compile(r"\d")
_NEARLY_ALL = 0.85
"""The share of the text behind which a line that announces other things ends the story."""
_EDGE = 6
"""Lines at the beginning that may be of the head and not of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is known of a story apart from its text."""

    headline: str = ""
    headlines: tuple[str, ...] = ()
    """Other wordings of it."""
    authors: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()


def trimmed(survey: Survey, choice: Choice, head: Head) -> list[int]:
    """The numbers of the lines that are left of the chosen ones."""
    kept = _with_linked_sentences(survey, choice)
    whole = sum(max(0.0, choice.gains[n]) for n in kept)
    if whole < _LITTLE:
        return kept
    kept = _below_headline(survey, choice, kept, whole)
    key = key_of(head.headline)
    lines = survey.lines
    kept = [
        n
        for n in kept
        if not _repeats(lines[n].text, head.headline, key)
        and not is_aside(lines[n].text)
        and (choice.gains[n] > 60 or not _is_imprint(survey, n, choice.spot))
    ]
    kept = _around_prose(survey, choice, kept)
    kept = _without_head(survey, kept, head)
    return _without_tail(survey, choice, kept, whole, head)


def _below_headline(survey: Survey, choice: Choice, kept: list[int], whole: float) -> list[int]:
    """Without what stands above the headline, if that is little."""
    spot = survey.spots[choice.spot]
    if not spot.first <= choice.title < spot.end:
        return kept
    above = sum(max(0.0, choice.gains[n]) for n in kept if n < choice.title)
    return [n for n in kept if n >= choice.title] if above < 0.3 * whole else kept


def _around_prose(survey: Survey, choice: Choice, kept: list[int]) -> list[int]:
    """Before the first running text and behind the last, only what stands beside such text."""
    lines, spots = survey.lines, survey.spots
    prose = [n for n in kept if choice.gains[n] > 0]
    if not prose:
        return kept
    homes = {spots[lines[n].spot].parent for n in prose} | {lines[n].spot for n in prose}
    first, last = prose[0], prose[-1]
    return [
        n
        for n in kept
        if first <= n <= last
        or (
            (n > last or lines[n].tag == "p")
            and (lines[n].spot in homes or spots[lines[n].spot].parent in homes)
        )
    ]


def _without_head(survey: Survey, kept: list[int], head: Head) -> list[int]:
    """Without other wordings of the headline, the author's line and the date at the top."""
    lines = survey.lines
    first = next((at for at, n in enumerate(kept) if lines[n].tag not in HEADINGS), len(kept))
    top = [
        n
        for n in kept[:first]
        if lines[n].tag != "h1"
        and not any(agree(lines[n].text, other) for other in head.headlines)
        and not _ends_with(lines[n].text, head.headlines)
    ]
    rest = kept[first:]
    edge = [n for n in rest[:_EDGE] if not _is_head_line(lines[n].text)]
    return [*top, *edge, *rest[_EDGE:]]


def _ends_with(text: str, headlines: Sequence[str]) -> bool:
    """Whether a line is a kicker and a headline in one."""
    key = key_of(text)
    return any(key_of(other) and key.endswith(key_of(other)) for other in headlines)


def _is_head_line(text: str) -> bool:
    """Whether a line says who, when or from where, and nothing else."""
    if text.startswith(("（原标题", "(原标题", "原标题")):
        return True
    if len(text) > 120 or text.endswith(_SENTENCE_ENDS):
        return False
    if byline_of_line(text):
        return True
    if not _DIGIT.search(text):
        return False
    return date_within(text) is not None or date_in_figures(text) is not None


def _without_tail(
    survey: Survey, choice: Choice, kept: list[int], whole: float, head: Head
) -> list[int]:
    """Without the lists of other things at the end, and without notes on makers and rights."""
    lines = survey.lines
    seen = 0.0
    for at, n in enumerate(kept):
        if seen > _NEARLY_ALL * whole and is_closing(lines[n].text):
            kept = kept[:at]
            break
        seen += max(0.0, choice.gains[n])
    kept = [n for n in kept if not (lines[n].tag in HEADINGS and is_closing(lines[n].text))]
    while kept:
        line = lines[kept[-1]]
        if not (
            line.tag in HEADINGS
            or is_ending(line.text)
            or is_closing(line.text)
            or (line.units < 400 and is_notice(line.text))
            or _is_of_the_author(line.text, head.authors)
        ):
            break
        kept = kept[:-1]
    return kept


def _is_of_the_author(text: str, authors: Sequence[str]) -> bool:
    """Whether a last paragraph introduces the author: `Jane Doe is a reporter at …`."""
    return len(text) < 500 and any(len(name) > 6 and name in text[:60] for name in authors)


def _repeats(text: str, headline: str, key: str) -> bool:
    """Whether a line is the headline again, and not a sentence of the same words."""
    if not key or key_of(text) != key:
        return False
    return not text.endswith(("。", ".")) or headline.endswith(("。", "."))


def _with_linked_sentences(survey: Survey, choice: Choice) -> list[int]:
    """The chosen lines, and between them paragraphs that are one link and yet a sentence."""
    lines, spots = survey.lines, survey.spots
    homes = {spots[lines[n].spot].parent for n in choice.kept if choice.gains[n] > 0}
    kept = set(choice.kept)
    for n in choice.spare:
        line = lines[n]
        if line.tag != "p" or line.units < 50 or spots[line.spot].parent not in homes:
            continue
        is_sentence = line.text.endswith(_SENTENCE_ENDS) and not is_aside(line.text)
        if is_sentence and {n - 1, n + 1} & kept:
            kept.add(n)
    return sorted(kept)


def _is_imprint(survey: Survey, n: int, root: int) -> bool:
    """Whether a line stands in an element that says who and when."""
    if survey.lines[n].units > 150:
        return False
    place = survey.lines[n].spot
    for _ in range(4):
        if place <= root:
            return False
        spot = survey.spots[place]
        if spot.standing is Standing.IMPRINT:
            return sum(line.units for line in survey.lines[spot.first : spot.end]) < 300
        place = spot.parent
    return False


def deck_of(survey: Survey, choice: Choice, kept: list[int], head: Head) -> list[int]:
    """Lines between headline and text that are its standfirst."""
    if not kept:
        return []
    keys = [key_of(words) for words in head.descriptions]
    start = choice.title + 1 if 0 <= choice.title < kept[0] else max(0, kept[0] - 25)
    found = []
    for n in range(start, kept[0]):
        line = survey.lines[n]
        if line.units < 30 or line.linked * 2 > line.units or line.tag == "h1":
            continue
        if _is_head_line(line.text):
            continue
        standings = _standings(survey, choice, line.spot)
        if standings is None:
            continue
        if Standing.DECK in standings or _is_described(key_of(line.text), keys):
            found.append(n)
    return found


def _standings(survey: Survey, choice: Choice, place: int) -> list[Standing] | None:
    """What the nearest holders of a line are; None where it is a piece of furniture."""
    found: list[Standing] = []
    while place >= 0:
        found.append(survey.spots[place].standing)
        if place in choice.furniture:
            return found[:3] if Standing.DECK in found[:3] else None
        place = survey.spots[place].parent
    return found[:4]


def _is_described(key: str, descriptions: list[str]) -> bool:
    """Whether a line is what the page tells others that the story is about."""
    return len(key) > 30 and any(
        key in words or (len(words) > 30 and words[: int(len(words) * 0.8)] in key)
        for words in descriptions
    )
