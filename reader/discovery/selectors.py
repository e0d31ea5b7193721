"""CSS selectors for things that were found otherwise: by their addresses, by their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from reader.parse.tree import Element, attr, select

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,40}")
_NUMBERED = re.compile(r"[0-9]{2,}")
"""A name with a number in it is one of many, or of one page."""
_HIGHEST = 6
_MOST_CANDIDATES = 60
_TAG = re.compile(r"[a-z][a-z0-9-]*")


def names_of(element: Element) -> Iterator[str]:
    """What an element calls itself, the surest first: `#story`, `div.story`, `.story`."""
    tag = element.tag
    if not isinstance(tag, str) or not _TAG.fullmatch(tag):
        return
    identifier = attr(element, "id").strip()
    if _NAME.fullmatch(identifier) and not _NUMBERED.search(identifier):
        yield f"#{identifier}"
    for word in attr(element, "class").split()[:4]:
        if _NAME.fullmatch(word) and not _NUMBERED.search(word):
            yield f"{tag}.{word}"
    prop = attr(element, "itemprop")
    if _NAME.fullmatch(prop):
        yield f"{tag}[itemprop={prop}]"


def ways_to(element: Element) -> Iterator[str]:
    """Selectors that mean the element, and perhaps others: by its own names, then by those of what
    it stands in.
    """
    tag = element.tag
    if not isinstance(tag, str) or not _TAG.fullmatch(tag):
        return
    yield from names_of(element)
    for height, above in enumerate(element.iterancestors()):
        if height >= _HIGHEST or above.tag in ("body", "html"):
            break
        for name in names_of(above):
            yield f"{name} > {tag}" if height == 0 else f"{name} {tag}"
    parent = element.getparent()
    if parent is not None and isinstance(parent.tag, str) and _TAG.fullmatch(parent.tag):
        yield f"{parent.tag} > {tag}"
    yield tag
    if path := path_to(element):
        yield path


def path_to(element: Element) -> str:
    """The element by its place, from the nearest thing that has a name or from the body."""
    steps: list[str] = []
    here: Element | None = element
    while here is not None and len(steps) < 8:
        tag = here.tag
        if not isinstance(tag, str) or not _TAG.fullmatch(tag):
            return ""
        if tag in ("body", "html"):
            return " > ".join(["body", *reversed(steps)])
        identifier = attr(here, "id").strip()
        if steps and _NAME.fullmatch(identifier) and not _NUMBERED.search(identifier):
            return " > ".join([f"#{identifier}", *reversed(steps)])
        parent = here.getparent()
        siblings = [s for s in parent if s.tag == tag] if parent is not None else [here]
        step = tag if len(siblings) == 1 else f"{tag}:nth-of-type({siblings.index(here) + 1})"
        steps.append(step)
        here = parent
    return ""


def candidates(elements: Iterable[Element]) -> list[str]:
    """Selectors for any of the elements, each once."""
    found: dict[str, None] = {}
    for element in elements:
        for css in ways_to(element):
            found[css] = None
            if len(found) >= _MOST_CANDIDATES:
                return list(found)
    return list(found)


def narrowest(
    wanted: Sequence[Element], unwanted: Sequence[Element], roots: Sequence[Element]
) -> str:
    """A selector that means all the wanted elements and as few as can be of the unwanted; "" where
    none does better than nothing at all.
    """
    if not wanted or not unwanted:
        return ""
    best, fewest = "", len(unwanted)
    want, leave = set(wanted), set(unwanted)
    for css in candidates([wanted[0], wanted[-1], *wanted[1:3]]):
        meant = {element for root in roots for element in select(root, css)}
        if want <= meant and len(meant & leave) < fewest:
            best, fewest = css, len(meant & leave)
            if not fewest:
                break
    return best


def same_in_all(
    elements: Sequence[Element], roots: Sequence[Element], agrees: Callable[[int, Element], bool]
) -> str:
    """A selector whose first match on each page is right; `agrees` tells, by the page's number."""
    for css in candidates(elements):
        for n, root in enumerate(roots):
            found = select(root, css)
            if not found or not agrees(n, found[0]):
                break
        else:
            return css
    return ""
