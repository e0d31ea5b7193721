"""What the story is called, by agreement.

A page says it up to five times: in its heading, in its `title`, to other sites and in its record.
Each may be wrong in its own way: the heading may be the paper's name or the section's, the `title`
has the site's name behind it, what is told to other sites may be another wording. A heading that
one of the others confirms is the headline; else the others are asked, the site's name taken off.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.parse.metadata import Metadata

_PARTING = re.compile(
    r"\s+[-–—|·•:»«›/~]+\s+|\s*[|｜_]+\s*|(?<=[\u3000-\u9fff\uff00-\uffef])\s*[-–—·]+\s*|\s*--+\s*|\s+[-–—]+|[-–—]+\s+"
)
_MASTHEAD = re.compile(
    r"(?:数字报|电子报|電子報|电子版|多媒体|首页|新闻网|日报|晚报|早报|时报|新闻|资讯|频道|网|頻道|新聞|日報|報)$"
)
_LONGEST = 300
_TELLING = 24
"""Weight (letters, wide ones twice) of a wording that stands on a page by no chance."""


def key_of(text: str) -> str:
    """Letters and digits alone, folded: the form in which two wordings are compared."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return "".join(filter(str.isalnum, text.casefold()))


def agree(one: str, other: str) -> bool:
    """Whether two wordings are one headline: the same, or one with little more behind or before."""
    a, b = key_of(one), key_of(other)
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return len(short) >= 4 and short in long and len(short) >= 0.6 * len(long)


def _names_of_site(metadata: Metadata) -> list[str]:
    """The keys of the site's names; a "name" that is the page's own title is none."""
    titles = {key_of(title) for title in (metadata.page_title, *metadata.headlines)}
    keys = [key_of(name) for name in metadata.site_names]
    return [key for key in keys if key and not (key in titles and _weight(key) > 24)]


def without_site(title: str, names: list[str]) -> str:
    """A title without the names of site and section behind (or before) it; `names` are keys."""
    cuts = [(found.start(), found.end()) for found in _PARTING.finditer(title)]
    if not cuts:
        return title
    for start, end in cuts:
        tail = key_of(title[end:])
        if title[:start].strip() and any(tail.startswith(name) for name in names):
            # The site's own name for itself is cut off wherever it stands at the end.
            return without_site(title[:start].strip(), names)
    start, end = cuts[0]
    if key_of(title[:start]) in names:
        return without_site(title[end:].strip(), names)
    start, end = cuts[-1]
    head, tail = title[:start].strip(), title[end:].strip()
    if _MASTHEAD.search(tail) and _weight(head) >= 8:
        return without_site(head, names)
    if _weight(tail) <= 30 and _weight(head) > 1.5 * _weight(tail) and _weight(head) >= 12:
        return without_site(head, names) if _weight(tail) <= 24 else head
    return title


def _weight(text: str) -> int:
    return sum(2 if c > "\u2e80" else 1 for c in text)


def headline_of(headings: list[str], others: list[str], metadata: Metadata) -> str:
    """The headline; `headings` are the page's first-rank ones in order, `others` those that may
    be it where something else says so.
    """
    names = _names_of_site(metadata)
    page_title = metadata.page_title
    told = [h for h in metadata.headlines if key_of(h) and key_of(h) not in names]
    named = [
        h for h in headings if h and len(h) <= _LONGEST and key_of(h) and key_of(h) not in names
    ]
    if told and _is_shown(told[0], named, others):
        return told[0]
    for heading in named:
        confirmed = [other for other in told if agree(heading, other)]
        if confirmed:
            return _without_kicker(heading, confirmed)
    whole = key_of(page_title)
    for heading in named if told else (*named, *others):
        key = key_of(heading)
        if (
            len(key) >= 4
            and key not in names
            and key in whole
            and (whole.startswith(key) or 2 * len(key) > len(whole))
        ):
            return heading
    for other in told:
        if _is_borne_out(other, [*named, *(t for t in told if t is not other), page_title]):
            return without_site(other, names)
    if len(named) == 1:
        return named[0]
    for other in told:
        return without_site(other, names)
    short = without_site(page_title, names)
    if short and key_of(short) not in names:
        return short
    return named[0] if named else short


def _is_shown(told: str, headings: list[str], others: list[str]) -> bool:
    """Whether the wording for other sites stands on the page itself, and not in its first-rank
    heading: that one then is written for search engines, and readers see the other. A wording that
    only goes on where the heading ends is no other.
    """
    key = key_of(told)
    if _weight(key) < _TELLING or any(
        agree(heading, told) or key_of(heading) in key for heading in headings
    ):
        return False
    return any(key_of(other).endswith(key) for other in others)


def _without_kicker(heading: str, told: list[str]) -> str:
    """A heading whose end alone is told elsewhere has its kicker before it."""
    key = key_of(heading)
    ends = [t for t in told if key.endswith(key_of(t)) and key != key_of(t)]
    return ends[0] if ends else heading


def _is_borne_out(title: str, others: list[str]) -> bool:
    """Whether what is told elsewhere has enough words in common with one of the others."""
    words = _words(title)
    return any(2 * len(words & _words(other)) >= min(len(words), 6) for other in others if other)


def _words(text: str) -> set[str]:
    """Words in scripts that part them, pairs of characters in those that do not."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    found = set(re.findall(r"[^\W_\u2e80-\u9fff\uac00-\ud7af]{2,}", folded))
    wide = re.sub(r"[^\u2e80-\u9fff\uac00-\ud7af]", "", folded)
    return found | {wide[n : n + 2] for n in range(len(wide) - 1)}
