"""Which links of an unknown site are pages of an issue and which are its articles.

Judged by what is seen on both ends: the words on a link, and what is found where it leads. An
article is a page whose own words begin with those on the link to it and which says much that
its neighbours do not say. A page of the issue is one that lists articles that other pages do not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from reader.discovery.days import days_in, pads, speaks_of
from reader.discovery.readings import Reading, folded
from reader.discovery.shapes import Shape, shapes_of
from reader.discovery.words import is_headline, is_page_label
from reader.parse.links import path_of, without_query
from reader.parse.noise import rule_of

if TYPE_CHECKING:
    from reader.parse.anchors import Anchor

_FILES = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|webp|svg|ico|css|js|xml|rss|json|zip|rar|docx?|xlsx?|mp[34]|apk|exe)$",
    re.IGNORECASE,
)
_WHOLE = 0.7
"""The share of all articles listed from which on a list is one of the whole issue."""
_MUCH = 100
"""Characters of text of its own with which a page says as much as an article does."""


def same_page(one: str, other: str) -> bool:
    """Whether two addresses are one but for the scheme."""
    return re.sub(r"^https?:", "", one) == re.sub(r"^https?:", "", other)


@dataclass(eq=False)
class Kind:
    """Links of one shape, and what was read of where they lead."""

    shape: Shape
    words: dict[str, str]
    """Address → the longest words on a link to it."""
    readings: list[Reading] = field(default_factory=list)
    is_split: bool = False
    """Whether other links have the same shape and only their words tell them apart."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address, in the order of first occurrence."""
        return self.shape.addresses

    @cached_property
    def labels(self) -> float:
        """The share of addresses whose links name a page."""
        return self._share(is_page_label)

    @cached_property
    def heads(self) -> float:
        """The share of addresses whose links could be headlines."""
        return self._share(is_headline)

    def _share(self, judge: object) -> float:
        said = [text for text in self.words.values() if text]
        if not said or not callable(judge):
            return 0.0
        return sum(map(bool, map(judge, said))) / len(said)


class Survey:
    """All that was read of a site, seen as an issue of one day."""

    def __init__(self, readings: Sequence[Reading], day: date | None, today: date) -> None:
        self.readings = list(readings)
        self.day = day
        urls = [anchor.url for reading in self.readings for anchor in reading.anchors]
        self.is_padded = pads(urls)
        own = [reading.url for reading in self.readings]
        self._is_unsure = day is not None and any(
            not days_in(url, today) and speaks_of(url, day) for url in (*own, *urls)
        )
        self._today = today
        self.other_days: dict[str, date] = {}
        """Addresses that speak of another day."""
        self.kinds = self._kinds(own)

    def is_of_issue(self, url: str) -> bool:
        """Whether the address could belong to the issue: it speaks of its day or of none."""
        if _FILES.search(path_of(url)):
            return False
        if self.day is None or speaks_of(url, self.day):
            return True
        days = days_in(url, self._today, unsure=self._is_unsure)
        if days:
            self.other_days[url] = days[0]
        return not days

    def _kinds(self, own: list[str]) -> tuple[Kind, ...]:
        words: dict[str, str] = {}
        for reading in self.readings:
            for anchor in reading.anchors:
                if self.is_of_issue(anchor.url):
                    said = words.get(anchor.url, "")
                    words[anchor.url] = max(said, anchor.text, key=_telling)
        for url in own:
            if self.is_of_issue(url):
                words.setdefault(url, "")
        kinds: list[Kind] = []
        for shape in shapes_of(words, self.day, is_padded=self.is_padded):
            kinds.extend(_split(shape, words))
        by_address = {url: kind for kind in kinds for url in kind.addresses}
        for reading in self.readings:
            kind = by_address.get(reading.url) or by_address.get(reading.asked)
            if kind is not None:
                kind.readings.append(reading)
        return tuple(kinds)

    def listed(self, reading: Reading, kind: Kind) -> tuple[Anchor, ...]:
        """The links on a page to addresses of a kind, without those to itself."""
        known = set(kind.addresses)
        return tuple(a for a in reading.anchors if a.url in known and a.url != reading.url)

    # -- articles ------------------------------------------------------------------

    def body(self, reading: Reading) -> int:
        """Characters that a page says and no other page that was read."""
        others = Counter(
            text
            for other in self.readings
            if without_query(other.url) != without_query(reading.url) or other.url != reading.url
            for text in other.prose
        )
        return sum(len(text) for text in reading.prose if text not in others and not rule_of(text))

    def is_as_announced(self, reading: Reading, kind: Kind) -> bool:
        """Whether a page has for a line, or for its title's beginning, what links to it say."""
        said = kind.words.get(reading.url) or kind.words.get(reading.asked, "")
        words = folded(re.sub(r"(?:…|\.\.\.)$", "", said))
        if len(words) < 3:
            return False
        return folded(reading.title).startswith(words) or any(
            text.startswith(words) for text in reading.texts if len(text) < 3 * len(words) + 10
        )

    def articles(self) -> Kind | None:
        """The kind that is the articles; None where none was seen for certain."""
        best, score = None, 1.2
        for kind in self.kinds:
            found = self._like_articles(kind)
            if found > score:
                best, score = kind, found
        return best

    def _like_articles(self, kind: Kind) -> float:
        is_home = all(map(is_root, kind.addresses))
        if not kind.readings or kind.labels > 0.5 or is_home:
            return 0.0
        total = 0.0
        for reading in kind.readings:
            total += 2 * self.is_as_announced(reading, kind)
            total += min(1.5, self.body(reading) / _MUCH)
            total -= self._lists_much(reading, kind)
        size = min(len(kind.addresses), 10) / 20
        return total / len(kind.readings) + kind.heads - kind.labels + size

    def _lists_much(self, reading: Reading, kind: Kind) -> bool:
        """Whether most of a page's words are links to things that are announced nowhere else."""
        elsewhere = {a.url for r in self.readings if r is not reading for a in r.anchors}
        fresh = [
            anchor
            for anchor in reading.anchors
            if anchor.url not in elsewhere
            and anchor.url not in kind.addresses
            and self.is_of_issue(anchor.url)
            and is_headline(anchor.text)
        ]
        return len(fresh) >= 3

    # -- pages ---------------------------------------------------------------------

    def common(self, kind: Kind, articles: Kind) -> set[str]:
        """Articles that every page of a kind lists: what is read most, what was in yesterday."""
        lists = [
            {a.url for a in self.listed(reading, articles)} for reading in _apart(kind.readings)
        ]
        if len(lists) < 2:
            return set()
        common = set.intersection(*lists)
        # Where every page lists the whole issue, that is no column of what is read most.
        return common if len(common) < _WHOLE * len(set.union(*lists)) else set()

    def pages(self, articles: Kind) -> Kind | None:
        """The kind that is the pages of the issue; None where nothing lists the articles."""
        best, score = None, 0.0
        for kind in self.kinds:
            if kind is articles or not kind.readings:
                continue
            found = self._like_pages(kind, articles)
            if found > score:
                best, score = kind, found
        return best

    def _like_pages(self, kind: Kind, articles: Kind) -> float:
        common = self.common(kind, articles)
        own = [
            len({a.url for a in self.listed(reading, articles)} - common)
            for reading in kind.readings
        ]
        if not any(own):
            return 0.0
        share = sum(min(1.0, count / 2) for count in own) / len(own)
        size = min(len(kind.addresses), 10) / 10
        announced = sum(self.is_as_announced(r, kind) for r in kind.readings) / len(kind.readings)
        body = sum(min(1.0, self.body(r) / 400) for r in kind.readings) / len(kind.readings)
        if all(is_root(url) for url in kind.addresses):
            # A home may show the first page of the newest issue; it is not its address.
            share -= 1
        is_read_like_one = announced * body * (1 - kind.labels)
        return 2 * kind.labels + 2 * share + kind.shape.is_dated + size - is_read_like_one


def is_root(url: str) -> bool:
    """Whether an address is that of a site's home."""
    return path_of(url) in ("", "/") and "?" not in url


def _telling(text: str) -> tuple[int, int]:
    """How much words on a link tell: a page's label most, for an article is never called so."""
    return 2 * is_page_label(text) or int(is_headline(text)), min(len(text), 200)


def _apart(readings: Iterable[Reading]) -> list[Reading]:
    return list({reading.url: reading for reading in readings}.values())


def _split(shape: Shape, words: dict[str, str]) -> list[Kind]:
    """One kind, or two where the words on the links show that a shape is used for both."""
    said = {url: words[url] for url in shape.addresses}
    labelled = [url for url, text in said.items() if is_page_label(text)]
    headed = [url for url, text in said.items() if is_headline(text)]
    if len(labelled) < 2 or len(headed) < 2:
        return [Kind(shape, said)]
    out = []
    for urls in (
        labelled,
        [url for url in shape.addresses if url not in set(labelled)],
    ):
        at = [shape.addresses.index(url) for url in urls]
        part = Shape(
            host=shape.host,
            addresses=tuple(urls),
            pieces=tuple(shape.pieces[n] for n in at),
        )
        out.append(Kind(part, {url: said[url] for url in urls}, is_split=True))
    return out
