"""Whose address is this? A paper of the stand is known by its hosts and by the shape of its
addresses, and the address says which day, page and article is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.discovery.days import days_in
from reader.engines.addresses import Shape
from reader.engines.fitting import Template
from reader.engines.profiles import PROFILES, profile_of
from reader.papers import SAMPLE, Paper
from reader.papers.paper import host_of

if TYPE_CHECKING:
    from reader.engines import Era


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What an address means."""

    paper: Paper
    day: date | None = None
    """None where the address names no day: the newest is meant."""
    page: str = ""
    """The page's code as it stands in the address."""
    is_article: bool = False
    worth: float = 0.0
    """How surely it is this paper's."""


def place_of(url: str, papers: Iterable[Paper], today: date, *, base_url: str = "") -> Place | None:
    """The place an address means in one of the papers; None where it is of none of them.

    With `base_url`, a mirror's addresses are everybody's, and the path alone tells.
    """
    is_mirror = bool(base_url) and _host(url) == _host(base_url)
    found = [
        place
        for paper in papers
        if paper.id != SAMPLE
        for place in _places(url, paper, today, is_mirror=is_mirror)
    ]
    return max(found, key=lambda place: place.worth, default=None)


def _places(url: str, paper: Paper, today: date, *, is_mirror: bool) -> Iterator[Place]:
    hosts = {_bare(host) for host in (*paper.all_hosts(), host_of(paper.newspaper.homepage))}
    is_ours = _bare(_host(url)) in hosts - {""}
    if not (is_ours or is_mirror):
        return
    days = days_in(url, today)
    path = urlsplit(url).path
    for era in paper.eras:
        fit = Template(_path(era.entry)).fits(url)
        near = _shared(_path(era.entry), path)
        if fit is not None and fit.day is not None:
            yield Place(paper=paper, day=fit.day, page=fit.page, worth=6 + near)
        if era.newest and _same(era.newest, url):
            yield Place(paper=paper, worth=6 + near)
        for is_article, shape in _shapes(era):
            address = shape.match(url) if isinstance(shape, Shape) else shape.fits(url)
            if address is None or not (near or not _folder(era.entry)):
                continue
            day = address.day or (days[0] if days else None)
            covers = day is not None and era.covers(day)
            yield Place(
                paper=paper,
                day=day,
                page=address.page,
                is_article=is_article,
                worth=4 + near + covers,
            )
    if is_ours and (path in ("", "/") or _same(paper.newspaper.homepage, url)):
        # A home that several papers share is the home of the one that says so.
        worth = 3.0 if _same(paper.newspaper.homepage, url) else 1.0
        yield Place(paper=paper, worth=worth)
    elif is_ours and (near := max(_shared(_path(era.entry), path) for era in paper.eras)):
        yield Place(paper=paper, day=days[0] if days else None, worth=0.5 + near)
    elif is_ours and _shared(urlsplit(paper.newspaper.homepage).path, path):
        yield Place(paper=paper, day=days[0] if days else None, worth=1.0)


def _shapes(era: Era) -> Iterator[tuple[bool, Shape | Template]]:
    """The shapes of an era's pages and articles, those of articles marked."""
    if era.engine in PROFILES:
        profile = profile_of(era)
        yield False, profile.pages
        yield True, profile.articles
        return
    for key, is_article in (("page_address", False), ("article_address", True)):
        if template := era.settings.get(key):
            yield is_article, Template(template)


def _host(url: str) -> str:
    return host_of(url).lower()


def _bare(host: str) -> str:
    """A host without the `www.` that one of its two names has, and without a usual port."""
    return re.sub(r":(?:80|443)$", "", host.lower()).removeprefix("www.")


def _path(template: str) -> str:
    return re.sub(r"^https?://[^/?#]*", "", template, flags=re.IGNORECASE)


def _folder(template: str) -> str:
    """The folders before an entry's first place: what all of a paper's addresses begin with."""
    return _path(template).partition("{")[0].rpartition("/")[0]


def _shared(template: str, path: str) -> int:
    """How many folders two paths begin with together."""
    mine = [part for part in template.partition("{")[0].split("/")[:-1] if part]
    count = 0
    for one, other in zip(mine, (part for part in path.split("/") if part), strict=False):
        if one != other:
            break
        count += 1
    return count


def _same(one: str, other: str) -> bool:
    def plain(url: str) -> str:
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        return _bare(host_of(url)) + parts.path.rstrip("/") + query

    return bool(one) and plain(one) == plain(other)
