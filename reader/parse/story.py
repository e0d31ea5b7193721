"""The chosen part of a page as blocks, and what to do where a page shows no text.

Pictures belong to a story though their words do not: an element that was taken out for being a
caption is made into a `figure` before the blocks are built, so that the words end up under their
picture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from reader.model import Block, Heading, Image, Items, Paragraph, Quote
from reader.parse.blocks import blocks_of, figure_of, image_of
from reader.parse.content import Choice, choose
from reader.parse.fields import Place
from reader.parse.headline import key_of
from reader.parse.survey import Named, Survey, survey_of
from reader.parse.tree import Element, inner_strings, is_hidden, parsed, select
from reader.parse.trimming import Head, deck_of, trimmed
from reader.parse.vocabulary import Standing
from reader.text import clean, is_blank

if TYPE_CHECKING:
    from reader.parse.metadata import Metadata
    from reader.parse.noise import Ledger

_LITTLE = 300
"""Units of text below which a page is asked for more: what it hides, what its scripts hold."""
_SHORT = 800
"""Units below which a page that hides something may hide its story."""
_PART = 0.3
"""The share of a hidden story's text that is the story, and no part of it that is hidden too."""
_LITERAL = re.compile(r'"((?:[^"\\]|\\.){300,})"', re.DOTALL)
_MOST_SCRIPT = 4_000_000
_SHOWS_MARKUP = re.compile(r"<(?:p|br|div|h[1-6])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A page's lines and which of them are the story."""

    survey: Survey
    choice: Choice
    deck: tuple[int, ...] = ()
    """Lines above the chosen element that are its standfirst."""
    lines: tuple[int, ...] = ()
    """The story's lines inside the chosen element, in order."""

    @property
    def units(self) -> float:
        """How much running text the story has."""
        return sum(max(0.0, self.choice.gains[n]) for n in (*self.deck, *self.lines))

    @property
    def place(self) -> Place:
        """Where it stands."""
        lines = self.lines
        return Place(
            title=self.choice.title,
            first=lines[0] if lines else -1,
            last=lines[-1] if lines else -1,
        )


def story_of(tree: Element, survey: Survey, headline: str, metadata: Metadata) -> Story:
    """The story on a page; of what the page hides and its scripts hold, where it shows none."""
    story = _story(survey, headline, metadata)
    if story.units >= (_SHORT if survey.has_hidden else _LITTLE):
        return story
    others: list[Story] = []
    if survey.has_hidden:
        hidden = _story(survey_of(tree, with_hidden=True), headline, metadata)
        if story.units < _LITTLE or _is_the_story(hidden, story):
            others.append(hidden)
    if max((one.units for one in (story, *others)), default=0) < _LITTLE:
        others.extend(_in_scripts(tree, headline, metadata))
    best = max(others, key=lambda other: other.units, default=story)
    if best is story or best.units <= max(2 * story.units, 120):
        return story
    _reveal(best)
    return best


def _is_the_story(hidden: Story, shown: Story) -> bool:
    """Whether what a page hides is its story, and what it shows stands beside it: the headline is
    hidden too, and there is much more text with it.
    """
    return shown.choice.title < 0 <= hidden.choice.title and hidden.units > 3 * shown.units


def _reveal(story: Story) -> None:
    """Takes the marks off by which the page hides the story until a script shows it; what is
    hidden within a story stays hidden.
    """
    spots, gains = story.survey.spots, story.choice.gains
    for spot in spots[story.choice.spot : spots[story.choice.spot].last]:
        if is_hidden(spot.element):
            inside = sum(max(0.0, gains[n]) for n in story.lines if spot.first <= n < spot.end)
            if inside > _PART * story.units:
                for name in ("style", "hidden"):
                    spot.element.attrib.pop(name, None)


def _story(survey: Survey, headline: str, metadata: Metadata) -> Story:
    head = Head(
        headline=headline,
        headlines=(headline, *metadata.headlines, metadata.page_title),
        authors=(*metadata.authors, *metadata.named_authors),
        descriptions=metadata.descriptions,
    )
    choice = choose(survey, headline)
    lines = trimmed(survey, choice, head)
    deck = deck_of(survey, choice, lines, head)
    return Story(survey=survey, choice=choice, deck=tuple(deck), lines=tuple(lines))


_MARKED = ("#ozoom", "<founder-content")
_NAMED = (
    "[itemprop=articleBody]",
    "#articleContent, #ArticleContent",
    ".article-content, .article-body, .m-article-main",
    "#content_area, #newsContent",
    "article",
    "main",
    "body",
)


def marked_containers(named: Named) -> list[Element]:
    """The elements in which an e-paper's system puts a story and nothing else: they are taken as
    they are.
    """
    return _filled(named.get(key, []) for key in _MARKED)


def named_containers(tree: Element) -> list[Element]:
    """The elements that are called so, for a page without any running text."""
    return _filled(select(tree, css) for css in _NAMED)


def _filled(choices: Iterable[list[Element]]) -> list[Element]:
    """The outermost elements of the first choice that has something to show."""
    for found in choices:
        kept: list[Element] = []
        inside: set[Element] = set()
        for element in found[:200]:
            if not any(parent in inside for parent in element.iterancestors()):
                inside.add(element)
                if not is_hidden(element):
                    kept.append(element)
        if any(
            not is_blank(inner_strings(one)) or next(one.iter("img"), None) is not None
            for one in kept
        ):
            return kept
    return []


# -- scripts ---------------------------------------------------------------------


def _in_scripts(tree: Element, headline: str, metadata: Metadata) -> Iterator[Story]:
    """The stories in the page's record and in the strings of its scripts."""
    if metadata.body:
        yield _of_markup(metadata.body, headline, metadata)
    budget = _MOST_SCRIPT
    for script in islice(tree.iter("script"), 400):
        source = script.text or ""
        budget -= len(source)
        if budget < 0:
            return
        for markup in _markup_in(source, 2):
            yield _of_markup(markup, headline, metadata)


def _markup_in(source: str, levels: int) -> Iterator[str]:
    """The long strings in a script that are markup, also in strings that hold JSON themselves."""
    for found in _LITERAL.finditer(source):
        try:
            text = json.loads(f'"{found[1]}"', strict=False)
        except ValueError:
            continue
        if _SHOWS_MARKUP.match(text.lstrip()[:400]) or text.count("<p") > 2:
            yield text
        elif levels > 1 and '"' in text:
            yield from _markup_in(text, levels - 1)


def _of_markup(markup: str, headline: str, metadata: Metadata) -> Story:
    if "<" not in markup:
        markup = "".join(f"<p>{line}</p>" for line in markup.splitlines() if line.strip())
    return _story(survey_of(parsed(f"<html><body>{markup}</body></html>")), headline, metadata)


# -- blocks ----------------------------------------------------------------------


def story_blocks(story: Story, base: str, ledger: Ledger) -> tuple[Block, ...]:
    """The story's blocks in order: pictures above the text, standfirst, text."""
    survey, choice = story.survey, story.choice
    root = survey.spots[choice.spot]
    kept = Kept(survey.lines[n].text for n in story.lines)
    _open_figures(story)
    _make_figures(survey, choice)
    _note(story, ledger)
    skipped = _skipped(story)
    found = blocks_of(root.element, base, ledger, skipped)
    blocks = [block for one in found for block in _without_dropped(one, kept)]
    above = [block for n in story.deck for block in (Paragraph(text=survey.lines[n].text),)]
    pictures = [] if any(isinstance(b, Image) for b in blocks[:2]) else _lead(story, base)
    shown = {block.url for block in blocks if isinstance(block, Image)}
    return (*(p for p in pictures if p.url not in shown), *above, *blocks)


class Kept:
    """The words of a story's lines, in whatever way they are spaced."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = set(lines)

    def __contains__(self, text: str) -> bool:
        # Most blocks are a line as it was surveyed, and need no key.
        return text in self._lines or (key_of(text) or text) in self._keys

    @cached_property
    def _keys(self) -> set[str]:
        return {key_of(line) or line for line in self._lines}


def _without_dropped(block: Block, kept: Kept) -> Iterator[Block]:
    """The block if it is of the story; of a list what is."""
    match block:
        case Paragraph(text=text) | Heading(text=text) | Quote(text=text):
            if text in kept:
                yield block
        case Items(items=items, is_ordered=is_ordered):
            left = tuple(item for item in items if item in kept)
            if left:
                yield Items(items=left, is_ordered=is_ordered)
        case _:
            yield block


def _skipped(story: Story) -> set[Element]:
    """The elements of which nothing is kept: furniture, and what has lines but none of the story.

    A figure stays, for its picture.
    """
    survey, choice = story.survey, story.choice
    kept = set(story.lines)
    before = [0]
    for n in range(len(survey.lines)):
        before.append(before[-1] + (n in kept))
    root = survey.spots[choice.spot]
    last_line = max(kept, default=-1)
    skipped: set[Element] = set()
    place = choice.spot + 1
    while place < root.last:
        spot = survey.spots[place]
        rule = choice.furniture.get(place, "")
        is_picture = spot.tag in ("figure", "picture", "img", "figcaption") or rule == "caption"
        nothing = spot.end > spot.first and before[spot.end] == before[spot.first]
        behind = spot.first > last_line >= 0
        if (rule and not is_picture) or (nothing and not is_picture) or behind:
            skipped.add(spot.element)
            place = spot.last
        else:
            place = spot.last if is_picture and spot.tag == "figure" else place + 1
    return skipped


def _open_figures(story: Story) -> None:
    """Lets the text out of figures that hold some of the story: only captions stay in one."""
    spots, kept = story.survey.spots, set(story.lines)
    root = spots[story.choice.spot]
    for spot in spots[story.choice.spot : root.last]:
        if spot.tag in ("figure", "figcaption") and not kept.isdisjoint(
            range(spot.first, spot.end)
        ):
            spot.element.tag = spot.tag = "div"


def _make_figures(survey: Survey, choice: Choice) -> None:
    """Gives pictures whose captions stand beside them the form of a `figure`."""
    for place, rule in choice.furniture.items():
        spot = survey.spots[place]
        if rule != "caption" or spot.tag in ("figcaption", "body", "html", "article", "main"):
            continue
        element = spot.element
        if spot.standing is Standing.CAPTION and next(element.iter("img"), None) is None:
            parent = survey.spots[spot.parent]
            if parent.first != spot.first or parent.end != spot.end or parent.tag == "body":
                continue
            element = parent.element
        if next(element.iter("img"), None) is None:
            continue
        if next(element.iter("figcaption"), None) is None:
            words = " ".join(line.text for line in survey.lines[spot.first : spot.end])
            if words:
                etree.SubElement(element, "figcaption").text = words
        element.tag = "figure"


def _lead(story: Story, base: str) -> list[Image]:
    """The picture between headline and text."""
    survey, choice = story.survey, story.choice
    if choice.title < 0:
        return []
    start = survey.lines[choice.title].spot
    for place in range(start, choice.spot):
        spot = survey.spots[place]
        if spot.last > choice.spot:
            continue
        if spot.tag == "figure":
            images = figure_of(spot.element, base)
            if images:
                return images[:1]
        elif spot.tag == "img" and spot.first > choice.title:
            image = image_of(spot.element, base)
            if image and image.url:
                return [image]
    return []


def _note(story: Story, ledger: Ledger) -> None:
    """Tells what was left out inside the chosen element, and why."""
    survey, choice = story.survey, story.choice
    root = survey.spots[choice.spot]
    told: set[int] = set()
    for place, rule in sorted(choice.furniture.items()):
        spot = survey.spots[place]
        if choice.spot < place < root.last and spot.first not in told:
            words = " ".join(line.text for line in survey.lines[spot.first : spot.end][:3])
            ledger.note(rule, clean(words))
            told.update(range(spot.first, spot.end))
    kept = set(story.lines)
    for n in range(root.first, root.end):
        if n not in kept and n not in told:
            ledger.note("beside-the-story", survey.lines[n].text)
