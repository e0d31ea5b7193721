"""What families of sites differ in: addresses, and the names of the places where things stand.

A profile is data. The addresses decide; the names of classes are hints that save looking, and
every one of them may be missing or wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.engines.addresses import Shape

if TYPE_CHECKING:
    from reader.engines.exchange import Era

MAP_SIZE = (350.0, 550.0)
"""Width and height of the page pictures that most maps were drawn on, where nothing says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a story's parts stand on its page, as CSS; "" where only structure tells."""

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    body: str = ""
    captions: str = ""
    """Elements whose words belong to the picture before them."""


NOWHERE = Places()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A family of sites."""

    pages: Shape
    articles: Shape
    page_links: str = ""
    """CSS of the links to pages; "" for every link that has the shape."""
    article_links: str = ""
    page_name: str = ""
    date: str = ""
    """CSS of the place that says which day's issue this is."""
    places: Places = NOWHERE
    map_size: tuple[float, float] | None = None
    """Of the picture that the places of articles were measured on; None: the page says."""
    encoding: str = ""
    """What the site's pages are written in, where neither header nor page says it."""
    is_one_page: bool = False
    """Whether one page lists the whole issue under headings that are page labels."""


_NEW = (
    "{date}/node_{page}.html",
    "{date}/node_{page}_{number}.html",
    "{date}/{page}/node.htm",
)
_NBS = ("{date}/nbs.{letters}{number}{letters}_{page}.htm",)
_INDEXED = ("{date}/Page{page}{letters}.htm",)
_UNDATED_PAGES = ("node_{page}.html",)
_CONTENT = (
    "{date}/content_{any}.html",
    "{date}/{page}/content_{any}.htm",
)
_NW = ("{date}/nw.{any}.htm",)
_ARTICEL = ("{date}/Artic{any}.htm",)
_UNDATED_ARTICLES = ("content_{any}.html",)

_FOUNDER = Profile(
    pages=Shape((*_NEW, *_NBS, *_UNDATED_PAGES)),
    articles=Shape((*_CONTENT, *_NW, *_UNDATED_ARTICLES)),
)
_ONE_PAGE = Profile(pages=Shape((*_NEW, *_INDEXED)), articles=Shape(()), is_one_page=True)

PROFILES: Mapping[str, Profile] = {
    "founder": _FOUNDER,
    "founder-classic": _FOUNDER,
    "founder-nbs": replace(
        _FOUNDER,
        pages=Shape((*_NBS, *_NEW, *_UNDATED_PAGES)),
        articles=Shape((*_NW, *_CONTENT, *_UNDATED_ARTICLES)),
    ),
    "paper-index": Profile(pages=Shape(_INDEXED), articles=Shape((*_ARTICEL, *_CONTENT))),
    "cms-content": _FOUNDER,
    "one-page": _ONE_PAGE,
}
"""The families that are read by following links, by the name a definition gives them."""

_SIZE = re.compile(r"(\d{2,5})\s*[x×]\s*(\d{2,5})")


def profile_of(era: Era) -> Profile:
    """The profile of an era's engine with what the era's settings say in place of it.

    Raises `KeyError` for an engine that is none of these, `ValueError` for an impossible address
    template.
    """
    profile = PROFILES[era.engine]
    said = era.settings
    size = _SIZE.fullmatch(said.get("area_size", "").strip())
    sides = (float(size[1]), float(size[2])) if size else None
    page, article = said.get("page_address", ""), said.get("article_address", "")
    return replace(
        profile,
        pages=Shape((page,)) if page else profile.pages,
        articles=Shape((article,)) if article else profile.articles,
        page_links=said.get("pages", ""),
        article_links=said.get("articles", ""),
        page_name=said.get("page_name", ""),
        date=said.get("date", ""),
        places=Places(
            **{
                name: said.get(name, "")
                for name in ("headline", "kicker", "deck", "byline", "body", "captions")
            }
        ),
        map_size=sides if sides and all(sides) else None,
        encoding=said.get("encoding", ""),
    )
