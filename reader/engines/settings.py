"""The engines by name, and what may be set of each in a newspaper's definition.

Plain data, so that a definition is checked before any engine is imported. Every value is text; its
kind says how it is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reader.engines import dated_layouts as dated
from reader.engines.json_layouts import ADDRESSES, LAYOUTS, ON_PAGE, PATHS, WORDS


class Kind(StrEnum):
    """What the text of a setting is."""

    WORDS = "text"
    """A code, a name, a list parted by commas: whatever the engine takes."""
    SELECTOR = "CSS selector"
    TEMPLATE = "address template"
    """The end of an address, with `{year}`, `{page}`, `{id}` and their like in it."""
    ADDRESS = "address"
    """A whole http(s) address; dates may be in it."""
    QUESTION = "address of a question"
    """A whole address, or one to be read from the entry's, with places of the date and of what
    answers before it named: `getJournalPage.do?page={page}`.
    """
    SHAPE = "shape of an address"
    """The end of an article's address, with the places of a template and `{section}` in it."""
    PLACE = "place in an answer"
    """The way to a value in JSON: `pages[].articleList[]`."""
    SIZE = "size"
    """`350x550`, in pixels."""
    ENCODING = "encoding"
    """A name that Python knows: `gb18030`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing that may be set."""

    kind: Kind = Kind.WORDS
    is_needed: bool = False
    """Whether the engine cannot do without."""


_WORDS = Setting()
_SIZE = Setting(kind=Kind.SIZE)
_NEEDED = Setting(is_needed=True)
_SELECTOR = Setting(kind=Kind.SELECTOR)
_TEMPLATE = Setting(kind=Kind.TEMPLATE)

LINKED: Mapping[str, Setting] = {
    "page_address": _TEMPLATE,
    "article_address": _TEMPLATE,
    "pages": _SELECTOR,
    "articles": _SELECTOR,
    "headline": _SELECTOR,
    "kicker": _SELECTOR,
    "deck": _SELECTOR,
    "byline": _SELECTOR,
    "body": _SELECTOR,
    "date": _SELECTOR,
    "page_name": _SELECTOR,
    "captions": _SELECTOR,
    "area_size": _SIZE,
    "encoding": Setting(kind=Kind.ENCODING),
}
"""Of every family that is read by following its links."""

JSON: Mapping[str, Setting] = {
    **dict.fromkeys(PATHS, Setting(kind=Kind.PLACE)),
    **dict.fromkeys(ADDRESSES, Setting(kind=Kind.QUESTION)),
    **dict.fromkeys(ON_PAGE, _SELECTOR),
    **dict.fromkeys(WORDS, _WORDS),
    "area_size": _SIZE,
}
"""Of every family whose pages and articles are told in JSON."""

CHARTED: Mapping[str, Setting] = {
    **LINKED,
    "page_address": Setting(kind=Kind.TEMPLATE, is_needed=True),
    "article_address": Setting(kind=Kind.TEMPLATE, is_needed=True),
    "sections": _SELECTOR,
}
"""Of a site that its definition describes by its addresses."""

DATED: Mapping[str, Setting] = {
    **dict.fromkeys(dated.WORDS, _WORDS),
    **dict.fromkeys((*dated.SELECTORS, *dated.OF_ARTICLE), _SELECTOR),
    "section_address": Setting(kind=Kind.QUESTION),
    "article_address": Setting(kind=Kind.SHAPE),
}
"""Of papers whose issue is a list of links under its date, or one for every section."""

ENGINES: Mapping[str, Mapping[str, Setting]] = {
    "founder": LINKED,
    "founder-classic": LINKED,
    "founder-nbs": LINKED,
    "paper-index": LINKED,
    "cms-content": LINKED,
    "one-page": LINKED,
    "linked-pages": CHARTED,
    "stdaily-api": {"code": _NEEDED, "site_id": _NEEDED},
    **dict.fromkeys(LAYOUTS, JSON),
    **dict.fromkeys(dated.LAYOUTS, DATED),
}
"""Names by which a paper's eras call the engines, each with its settings."""
