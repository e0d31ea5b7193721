"""Where a site's articles have headline, byline and text, learnt from a few of them.

Several articles of one site are the same but for the story. So what they have in common is the
site's, what differs is the story's; the headline is known from the list that led there. A selector
is good when it means the story's lines on every page and none of the site's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.discovery.readings import Line, Reading, folded
from reader.discovery.selectors import candidates, names_of, same_in_all
from reader.discovery.words import is_date, is_headline, is_page_label, weight
from reader.engines.bylines import is_byline
from reader.engines.charting import Chart, names_in, read_story
from reader.errors import ParseError
from reader.parse.blocks import line_of
from reader.parse.noise import rule_of
from reader.parse.printed import date_within
from reader.parse.tree import Element, select

_LONG = 40
"""The weight from which on a line can only be text."""
_SHORT = 40
"""Characters of the longest byline."""
_LONG_FIELD = 100
"""The weight from which on a line below a headline is no deck."""
_SENTENCE = re.compile(r"[。！？!?；;]|[.]\s*$")
_SIGNED = re.compile(
    r"(?:^|\s)(?:by\s+\S|von\s+\S|por\s+\S|par\s+\S|作者|记者|記者|通讯员|撰文|文\s*[/／])|기자|記者|编辑部|論説",
    re.IGNORECASE,
)
_CALLED_BYLINE = re.compile(
    r"auth|byline|\bby\b|writer|reporter|credit|zuozhe|\bzz\b|kisha|gija|sign|shuming",
    re.IGNORECASE,
)
_CALLED_DECK = re.compile(
    r"deck|sub|futi|fubt|standfirst|summary|lead|dek|fu-?ti|副|sapo|bajada|(?<![a-z])fb?t(?![a-z])",
    re.IGNORECASE,
)
_CALLED_KICKER = re.compile(
    r"kick|eyebrow|yinti|intro|pre-?title|shoulder|jian|overline|volanta|over-?head|引"
    r"|(?<![a-z])(?:yt|pre)(?![a-z])",
    re.IGNORECASE,
)
_MOST_ELEMENTS = 60
_IMPRINT = re.compile(
    r"第\s*[A-Za-z]{0,2}[0-9]{1,3}\s*版|[0-9]版|来源|來源|《[^》]{1,20}》\s*[（(]?\s*[12][0-9]{3}|出处|source:",
    re.IGNORECASE,
)
"""What a line has that also says where and when a story was printed."""


@dataclass(slots=True)
class _Story:
    """One article, its lines sorted into the site's and its own."""

    reading: Reading
    title: str
    head: int
    """The place of the headline among its lines."""
    lines: tuple[Line, ...]
    shared: frozenset[str]
    told: frozenset[str] = frozenset()
    """The fields, folded, that are found without a selector."""
    first: int = 0
    """The place of the first line of the text."""
    last: int = 0

    def is_own(self, line: Line) -> bool:
        """Whether the story says this, and not the site."""
        return (
            line.text not in self.shared
            and line.linked <= len(line.text) / 3
            and not rule_of(line.text)
        )

    @property
    def text(self) -> tuple[Line, ...]:
        """The lines of the text."""
        return tuple(line for line in self.lines[self.first : self.last + 1] if self.is_own(line))


def fields_of(articles: Sequence[tuple[Reading, str]]) -> dict[str, str]:
    """Selectors by the name of the setting, from articles with the words that led to each; those
    of which nothing is sure are left out.
    """
    stories = _stories(articles)
    if len(stories) < 2:
        return {}
    found = {"headline": _headline(stories)}
    slots = _slots(stories)
    for name, css in _around(stories).items():
        slots.setdefault(name, css)
    found |= _without_quarrels(stories, slots)
    found["body"] = _body(stories, [css for css in found.values() if css])
    return {name: css for name, css in found.items() if css}


def _without_quarrels(stories: Sequence[_Story], slots: Mapping[str, str]) -> dict[str, str]:
    """The selectors that never say anything else than what is found without one: that is read
    with more knowledge of what stands beside a name.
    """
    kept = dict(slots)
    for story in stories:
        plain = _fields_in(story, {})
        story.told = frozenset(folded(text) for text in plain.values() if text)
        chosen = _fields_in(story, slots)
        for name, text in plain.items():
            if text and chosen.get(name) != text:
                kept.pop(name, None)
    return kept


def _fields_in(story: _Story, slots: Mapping[str, str]) -> dict[str, str]:
    chart = Chart(
        page_address="",
        article_address="",
        kicker=slots.get("kicker", ""),
        deck=slots.get("deck", ""),
        byline=slots.get("byline", ""),
    )
    try:
        article = read_story(story.reading.source, chart, title=story.title)
    except ParseError:
        return {}
    return {"byline": article.byline, "deck": article.deck, "kicker": article.kicker}


def page_name_of(pages: Sequence[Reading], heads: Sequence[str]) -> str:
    """A selector for what a page is called on the page itself; "" where nothing is sure. `heads`
    are the words on links to articles, which no page is called by.
    """
    known = {folded(words) for words in heads}
    roots = [page.root for page in pages]
    if len(roots) < 2:
        return ""
    headings = [
        element
        for element in roots[0].iter("h1", "h2", "h3", "h4", "strong", "b")
        if _may_name_page(line_of(element), known)
    ]
    for css in candidates(headings):
        if css in ("b", "strong"):
            continue
        names = [line_of(found[0]) for root in roots if (found := select(root, css))]
        if len(names) == len(roots) == len(set(names)) and all(
            _may_name_page(name, known) for name in names
        ):
            return css
    return ""


def _may_name_page(text: str, known: set[str]) -> bool:
    return 0 < len(text) <= 30 and folded(text) not in known and not is_date(text)


def _stories(articles: Sequence[tuple[Reading, str]]) -> list[_Story]:
    counts = Counter(
        text for reading, _ in articles for text in {line.text for line in reading.lines}
    )
    shared = frozenset(text for text, count in counts.items() if count > 1)
    stories: list[_Story] = []
    for reading, title in articles:
        lines = reading.lines
        head = _place_of_headline(lines, title)
        if head is None:
            continue
        story = _Story(reading, title, head, lines, shared)
        own = [
            n
            for n in range(head + 1, len(lines))
            if story.is_own(lines[n]) and weight(lines[n].text) >= _LONG
        ]
        if not own:
            own = [n for n in range(head + 1, len(lines)) if _is_sentence(story, lines[n])]
        if own:
            story.first, story.last = own[0], own[-1]
            stories.append(story)
    return stories


def _is_sentence(story: _Story, line: Line) -> bool:
    return story.is_own(line) and weight(line.text) >= 8 and _SENTENCE.search(line.text) is not None


def _place_of_headline(lines: Sequence[Line], title: str) -> int | None:
    wanted = folded(re.sub(r"(?:…|\.\.\.)$", "", title))
    if not wanted:
        return None
    places = [
        n
        for n, line in enumerate(lines)
        if line.linked == 0
        and folded(line.text).startswith(wanted)
        and len(line.text) < 2 * len(title) + 30
    ]
    if not places:
        # A link may hold a summary too.
        places = [
            n
            for n, line in enumerate(lines)
            if line.linked == 0 and len(line.text) >= 5 and wanted.startswith(folded(line.text))
        ]
    exact = [n for n in places if folded(lines[n].text) == wanted]
    headings = [n for n in exact if str(lines[n].element.tag) in ("h1", "h2", "h3", "h4")]
    return next(iter(headings or exact or places), None)


def _headline(stories: Sequence[_Story]) -> str:
    elements = [story.lines[story.head].element for story in stories]
    wanted = [folded(story.lines[story.head].text) for story in stories]
    return same_in_all(
        elements,
        [story.reading.root for story in stories],
        lambda n, element: folded(line_of(element)) == wanted[n],
    )


# -- the text ----------------------------------------------------------------------


def _body(stories: Sequence[_Story], fields: Sequence[str]) -> str:
    """The selector that means most of the stories' text and least of anything else; what the
    selectors `fields` mean is taken out of a text anyway.
    """
    places = _elements_of_text(stories)
    best, most = "", 0.0
    whole = sum(len(line.text) for story in stories for line in story.text)
    for css in candidates(places):
        if css in ("p", "div", "span", "td", "body", "html", "b", "font", "li"):
            continue
        worth, covered = _worth(css, stories, fields)
        if covered >= 0.85 * whole and worth > most:
            best, most = css, worth
    return best


def _elements_of_text(stories: Sequence[_Story]) -> list[Element]:
    """What may hold a text: its lines' elements and what is around them, innermost first."""
    found: dict[Element, None] = {}
    for story in stories[:2]:
        for line in story.text[:3]:
            chain = [line.element, *line.element.iterancestors()]
            for element in chain[:7]:
                if element.tag not in ("body", "html"):
                    found[element] = None
    return list(found)[:_MOST_ELEMENTS]


def _worth(css: str, stories: Sequence[_Story], fields: Sequence[str]) -> tuple[float, int]:
    """How much of the texts a selector means, less what else it does; and how much of them."""
    worth, covered = 0.0, 0
    for story in stories:
        chosen = set(select(story.reading.root, css))
        if not chosen:
            return 0.0, 0
        known = {e for name in fields for e in select(story.reading.root, name)[:1]}
        for n, line in enumerate(story.lines):
            if not _is_within(line.element, chosen):
                continue
            is_field = line.element in known or folded(line.text) in story.told
            if n <= story.head or is_field or is_date(line.text):
                # Taken out again, whatever is above the headline too.
                worth -= 3
            elif n < story.first:
                worth -= 2 * len(line.text)
            elif n <= story.last and story.is_own(line):
                worth += len(line.text)
                covered += len(line.text)
            elif line.text in story.shared:
                worth -= (1 if rule_of(line.text) else 3) * len(line.text)
            elif n > story.last:
                # Behind the last long line: a short last paragraph, or who signed it.
                is_text = story.is_own(line) and _SENTENCE.search(line.text)
                worth += len(line.text) if is_text else -len(line.text)
        # What stands between many small pieces, a table or a picture, would be lost: paragraphs
        # have such things among them, boxes of one class have not.
        is_bare = all(element.tag == "p" and not element.get("class") for element in chosen)
        worth -= (25 if is_bare else 8) * (len(chosen) - 1)
    return worth, covered


def _is_within(element: Element, chosen: set[Element]) -> bool:
    return element in chosen or any(above in chosen for above in element.iterancestors())


# -- the places around a headline ------------------------------------------------------


def _slots(stories: Sequence[_Story]) -> dict[str, str]:
    """Kicker, deck and byline by the elements above and below the headline that every article has,
    filled or empty: what is empty on all of them is known by its name.
    """
    roots = [story.reading.root for story in stories]
    found: dict[str, str] = {}
    for story in stories:
        head = _rung(story.lines[story.head].element)
        for is_above, element in _beside(head):
            css = next(names_of(element), "")
            if not css or css in found.values() or css == found.get("headline"):
                continue
            texts = [line_of(e) for root in roots for e in select(root, css)[:1]]
            once = all(len(select(root, css)) <= 1 for root in roots)
            field = _field_of(css, [text for text in texts if text], is_above=is_above)
            if once and field and field not in found:
                found[field] = css
    return found


def _rung(element: Element) -> Element:
    """The outermost element that holds the headline alone."""
    parent = element.getparent()
    while parent is not None and parent.tag not in ("body", "html"):
        if line_of(parent) != line_of(element):
            break
        element, parent = parent, parent.getparent()
    return element


def _beside(head: Element) -> list[tuple[bool, Element]]:
    """What next to a headline could be its kicker, deck or byline; what is above it is marked."""
    above = [e for e in head.itersiblings(preceding=True) if isinstance(e.tag, str)][:1]
    below: list[Element] = []
    for element in head.itersiblings():
        if not isinstance(element.tag, str) or weight(line_of(element)) > _LONG_FIELD:
            break
        if len(below) == 4 or next(element.iter("img"), None) is not None:
            break
        below.append(element)
    return [(True, e) for e in above] + [(False, e) for e in below]


def _field_of(css: str, texts: Sequence[str], *, is_above: bool) -> str:
    """The field that an element beside the headline is, by its words and by what it is called."""
    if any(is_date(text) or is_page_label(text) or _IMPRINT.search(text) for text in texts):
        return ""
    if len(texts) > 1 and len(set(texts)) == 1:
        # The same on all: the site's, and no story's.
        return ""
    if is_above:
        said = [text for text in texts if weight(text) >= 2]
        is_kicker = bool(said) and all(len(text) <= 60 for text in said)
        return "kicker" if is_kicker or (not texts and _CALLED_KICKER.search(css)) else ""
    if not texts:
        called = {"byline": _CALLED_BYLINE, "deck": _CALLED_DECK}
        return next((name for name, words in called.items() if words.search(css)), "")
    signed = [_is_signed(text) for text in texts]
    if all(signed) and all(map(_fits_byline, texts)):
        return "byline"
    if not any(signed) and all(map(_fits_headline, texts)):
        return "deck"
    return ""


# -- what stands around it -----------------------------------------------------------


def _around(stories: Sequence[_Story]) -> dict[str, str]:
    found: dict[str, str] = {}
    roots = [story.reading.root for story in stories]
    for story in stories:
        above = story.lines[max(0, story.head - 2) : story.head]
        below = story.lines[story.head + 1 : story.first]
        behind = story.lines[story.last + 1 : story.last + 3]
        for line in (*below, *behind):
            if "byline" not in found and _is_byline(line, story):
                _keep(found, "byline", line.element, roots, _fits_byline)
        for line in below:
            if "deck" not in found and _is_beside(line, story, _CALLED_DECK):
                _keep(found, "deck", line.element, roots, _fits_headline)
        for line in above:
            if "kicker" not in found and _is_beside(line, story, _CALLED_KICKER):
                _keep(found, "kicker", line.element, roots, _fits_headline)
    return found


def _keep(
    found: dict[str, str], name: str, element: Element, roots: Sequence[Element], fits: object
) -> None:
    """Keeps the first selector that means something fitting, or nothing, on every page."""
    taken = set(found.values())
    for css in candidates([element]):
        if css in taken or css in ("p", "div", "span", "td", "b", "font", "li", "h1", "h2", "h3"):
            continue
        texts = [[line_of(e) for e in select(root, css)] for root in roots]
        said = [words[0] for words in texts if words and words[0]]
        if len(said) > 1 and len(set(said)) == 1:
            continue
        if said and callable(fits) and all(map(fits, said)) and max(map(len, texts)) <= 2:
            found[name] = css
            return


def _is_byline(line: Line, story: _Story) -> bool:
    text = line.text
    if len(text) > 3 * _SHORT or line.linked > len(text) / 2:
        return False
    if not names_in(text) or not _fits_byline(text):
        return False
    called = _called(line.element)
    return _is_signed(text) or bool(_CALLED_BYLINE.search(called) and text != story.title)


def _is_signed(text: str) -> bool:
    names = names_in(text)
    if is_byline(names):
        return True
    # Chinese names have been looked at by then; `记者` within a longer line is in a deck as often.
    return _SIGNED.search(names) is not None and not re.search("[\u4e00-\u9fff]", names)


def _fits_byline(text: str) -> bool:
    text = names_in(text)
    if _IMPRINT.search(text):
        return False
    return (
        len(text) <= _SHORT
        and not _SENTENCE.search(text.rstrip(".。）)"))
        and not is_date(text)
        and not is_page_label(text)
        and date_within(text) is None
    )


def _is_beside(line: Line, story: _Story, called: re.Pattern[str]) -> bool:
    return (
        story.is_own(line)
        and line.linked == 0
        and called.search(_called(line.element)) is not None
        and _fits_headline(line.text)
    )


def _fits_headline(text: str) -> bool:
    return len(text) <= 200 and is_headline(text) and not is_date(text)


def _called(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.tag!s}"
