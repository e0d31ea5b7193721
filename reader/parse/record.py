"""The publishing system's own record of a page.

Founder's systems print it into a comment at the page's end. It is noise in the text, and at
times the only place that still has the headline or the author: so it fills what the page
itself leaves empty, and never more.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from reader.text import clean, is_blank

_LONGEST = 20_000
"""Characters of a record that are looked at."""
_FIELD = re.compile(
    r"<((?:founder-)?(?:title|introtitle|subtitle|author|date|pagenum))>([^<]{0,2000})</\1>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<\s*br\s*/?\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the record says; "" where it says nothing."""

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    date: str = ""
    page: str = ""
    """The number of the page it is printed on."""


_NAMES = {
    "title": "headline",
    "introtitle": "kicker",
    "subtitle": "deck",
    "author": "byline",
    "date": "date",
    "pagenum": "page",
}


def record_of(source: str) -> Record:
    """The last record in a page's source: the article's own stands behind those of its
    neighbours.
    """
    if "property-->" not in source:
        return Record()
    start = max(source.rfind("<!--enpproperty"), source.rfind("<!--mpproperty"))
    end = source.find("property-->", start + 15, start + _LONGEST) if start >= 0 else -1
    if end < 0:
        return Record()
    said = source[start + 15 : end]
    if "&" in said:
        said = _BREAK.sub(" ", html.unescape(said))
    values: dict[str, str] = {}
    for field in _FIELD.finditer(said):
        text = clean(field[2])
        if not is_blank(text):
            values.setdefault(_NAMES[field[1].lower().removeprefix("founder-")], text)
    return Record(**values)
