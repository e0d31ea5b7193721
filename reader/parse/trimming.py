"""The edges of a chosen story: what stands before its first words and behind its last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.parse.content import Choice, prose_of
from reader.parse.furniture import is_aside, is_closing, is_ending
from reader.parse.headline import key_of
from reader.parse.vocabulary import Standing

if TYPE_CHECKING:
    from reader.parse.survey import Survey

_LITTLE = 120
"""Units; a story that has less is left as it is."""
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


def trimmed(survey: Survey, choice: Choice, headline: str) -> list[int]:
    """The numbers of the lines that are left of the chosen ones."""
    lines = survey.lines
    kept = _with_linked_sentences(survey, choice)
    key = key_of(headline)
    weight = {n: max(0.0, prose_of(lines[n])) for n in kept}
    whole = sum(weight.values())
    if whole < _LITTLE:
        return kept
    # before the headline
    if choice.title in range(survey.spots[choice.spot].first, survey.spots[choice.spot].end):
        ahead = sum(weight[n] for n in kept if n < choice.title)
        if ahead < 0.3 * whole:
            kept = [n for n in kept if n >= choice.title]
    kept = [n for n in kept if not _repeats(lines[n].text, headline, key)]
    # what leads away
    kept = [n for n in kept if not is_aside(lines[n].text)]
    kept = [n for n in kept if weight[n] > 60 or not _is_imprint(survey, n, choice.spot)]
    prose = [n for n in kept if weight[n] > 0]
    if prose:
        homes = {survey.spots[lines[n].spot].parent for n in prose} | {lines[n].spot for n in prose}
        first, last = prose[0], prose[-1]
        kept = [
            n
            for n in kept
            if first <= n <= last
            or (
                (n > last or lines[n].tag == "p")
                and (lines[n].spot in homes or survey.spots[lines[n].spot].parent in homes)
            )
        ]
    # closings
    seen = 0.0
    for at, n in enumerate(kept):
        if seen > 0.5 * whole and is_closing(lines[n].text) and whole - seen < 0.4 * whole:
            kept = kept[:at]
            break
        seen += weight[n]
    while kept and (
        is_ending(lines[kept[-1]].text)
        or is_closing(lines[kept[-1]].text)
        or lines[kept[-1]].tag in _HEADINGS
    ):
        kept.pop()
    return kept


def _repeats(text: str, headline: str, key: str) -> bool:
    """Whether a line is the headline again, and not a sentence of the same words."""
    if not key or key_of(text) != key:
        return False
    return not text.endswith(("。", ".")) or headline.endswith(("。", "."))


def _with_linked_sentences(survey: Survey, choice: Choice) -> list[int]:
    """The chosen lines, and between them paragraphs that are one link and yet a sentence."""
    lines, spots = survey.lines, survey.spots
    homes = {spots[lines[n].spot].parent for n in choice.kept if prose_of(lines[n]) > 0}
    kept = set(choice.kept)
    for n in choice.spare:
        line = lines[n]
        if (
            line.tag == "p"
            and spots[line.spot].parent in homes
            and line.units >= 50
            and (
                line.text.endswith((".", "。", "!", "”", '."'))
                and not is_aside(line.text)
                and {n - 1, n + 1} & kept
            )
        ):
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
        place = survey.spots[place].parent
    return False


def deck_of(
    survey: Survey, choice: Choice, kept: list[int], descriptions: tuple[str, ...]
) -> list[int]:
    """Lines between headline and text that are its standfirst."""
    lines, spots = survey.lines, survey.spots
    if not kept:
        return []
    keys = [key_of(d) for d in descriptions]
    found = []
    start = choice.title + 1 if 0 <= choice.title < kept[0] else max(0, kept[0] - 25)
    for n in range(start, kept[0]):
        line = lines[n]
        if line.units < 30 or line.linked * 2 > line.units:
            continue
        place = line.spot
        standings = []
        while place >= 0:
            standings.append(spots[place].standing)
            if place in choice.furniture:
                break
            place = spots[place].parent
        if place in choice.furniture and Standing.DECK not in standings[:3]:
            continue
        key = key_of(line.text)
        if Standing.DECK in standings[:4] or any(
            len(key) > 30 and (key in d or (len(d) > 30 and d[: int(len(d) * 0.8)] in key))
            for d in keys
        ):
            found.append(n)
    return found
