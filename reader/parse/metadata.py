"""What a page says of itself to machines: JSON-LD, OpenGraph and the other `meta` elements.

None of it is shown to a reader, so nobody proof-reads it: it is one voice among those that tell
headline, author and date, and the page's own words are the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.text import clean, is_blank

if TYPE_CHECKING:
    from reader.parse.tree import Element

_STORY_TYPES = (
    "newsarticle",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "backgroundnewsarticle",
    "reviewnewsarticle",
    "article",
    "blogposting",
    "liveblogposting",
    "report",
    "scholarlyarticle",
    "techarticle",
    "advertisercontentarticle",
    "socialmediaposting",
    "review",
    "videoobject",
    "webpage",
)
"""The best first: of several records the one whose type stands earlier is the story's."""
_LARGEST_RECORD = 1_000_000
_MOST_NODES = 2000
_DATES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "og:article:published_time",
    "og:pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "publication_date",
    "pubdate",
    "article.published",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "date",
    "date.issued",
    "article_date_original",
    "originalpublicationdate",
    "weibo:article:create_at",
    "bt:pubdate",
    "rnews:datepublished",
    "apub:time",
    "og:release_date",
)
_AUTHORS = (
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "creator",
    "cxenseparse:author",
    "dable:author",
)
_TITLES = ("twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
_SITE_NAMES = ("og:site_name", "application-name", "twitter:site", "apple-mobile-web-app-title")
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says to machines; "" and () where it says nothing."""

    headlines: tuple[str, ...] = ()
    """What it calls the story, the most telling first."""
    page_title: str = ""
    site_names: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """Of the story's own record."""
    named_authors: tuple[str, ...] = ()
    """Of `meta` elements."""
    dates: tuple[str, ...] = ()
    """Stamps of publication as written, the most telling first."""
    descriptions: tuple[str, ...] = ()
    body: str = ""
    """The story's text where its record holds it, with its line ends."""
    language: str = ""
    """As the page declares it."""


def metadata_of(root: Element) -> Metadata:
    """The page's words to machines."""
    named = _named(root)
    record = _story_record(root)
    title = next((t for t in root.iter("title") if _is_page_title(t)), None)
    headlines = [
        *named.get("og:title", ())[:1],
        _text(record.get("headline")),
        *(value for name in _TITLES for value in named.get(name, ())[:1]),
        _text(record.get("name")) if not record.get("headline") else "",
    ]
    publisher = record.get("publisher")
    sites = [
        *(value for name in _SITE_NAMES for value in named.get(name, ())),
        *_names(publisher),
    ]
    return Metadata(
        headlines=_distinct(headlines),
        page_title=clean("".join(title.itertext())) if title is not None else "",
        site_names=_distinct(sites),
        authors=_distinct([*_names(record.get("author")), *_names(record.get("creator"))][:12]),
        named_authors=_distinct(
            [value for name in _AUTHORS for value in named.get(name, ())[:12]][:12]
        ),
        dates=_distinct(
            [
                _text(record.get("datePublished")),
                *(value for name in _DATES for value in named.get(name, ())[:1]),
                _text(record.get("dateCreated")),
                _text(record.get("uploadDate")),
            ]
        ),
        descriptions=_distinct(
            [_text(record.get("description"))]
            + [value for name in _DESCRIPTIONS for value in named.get(name, ())[:1]]
        ),
        body=_body(record),
        language=_language(root, named),
    )


def _distinct(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value and not is_blank(value)))


def _is_page_title(title: Element) -> bool:
    parent = title.getparent()
    return parent is None or parent.tag != "svg"


def _named(root: Element) -> dict[str, list[str]]:
    """The contents of all `meta` elements by their names in lower case."""
    found: dict[str, list[str]] = {}
    for number, meta in enumerate(root.iter("meta")):
        if number >= 400:
            break
        content = meta.get("content")
        if not content:
            continue
        for kind in ("property", "name", "itemprop"):
            name = meta.get(kind)
            if name:
                value = clean(content)
                if value:
                    found.setdefault(name.strip().lower(), []).append(value)
    return found


def _language(root: Element, named: dict[str, list[str]]) -> str:
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    if not declared:
        html = next(root.iter("html"), None)
        declared = (html.get("lang") or "") if html is not None else ""
    if not declared:
        declared = next(iter(named.get("og:locale", [])), "")
    return clean(declared)[:20]


# -- JSON-LD ---------------------------------------------------------------------


def _story_record(root: Element) -> dict[str, Any]:
    """The record that tells of the story; {} where there is none."""
    best: dict[str, Any] = {}
    best_rank = len(_STORY_TYPES)
    for number, script in enumerate(root.iter("script")):
        if number > 2000:
            break
        kind = script.get("type") or ""
        if "ld+json" not in kind.lower():
            continue
        source = script.text or ""
        if len(source) > _LARGEST_RECORD:
            continue
        for node in _nodes(_loaded(source)):
            rank = min((_rank(t) for t in _types(node)), default=len(_STORY_TYPES))
            if rank < best_rank or (
                rank == best_rank and rank < len(_STORY_TYPES) and len(node) > len(best)
            ):
                best, best_rank = node, rank
    return best


def _loaded(source: str) -> Any:
    """The value a script holds, small faults forgiven; None where it cannot be read."""
    text = source.strip()
    if text.startswith(("<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[")):
        first, last = (
            min((n for n in (text.find("{"), text.find("[{")) if n >= 0), default=0),
            max(text.rfind("}"), text.rfind("]")),
        )
        text = text[first : last + 1]
    try:
        return json.loads(text.rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every record in a JSON-LD value, outermost first."""
    waiting = [value]
    count = 0
    while waiting and count < _MOST_NODES:
        found = waiting.pop(0)
        count += 1
        if isinstance(found, list):
            waiting.extend(found[:200])
        elif isinstance(found, dict):
            yield found
            waiting.extend(
                found[name]
                for name in ("@graph", "mainEntity", "mainEntityOfPage")
                if name in found
            )


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [k.rsplit("/", 1)[-1].lower() for k in kinds[:8] if isinstance(k, str)]


def _rank(kind: str) -> int:
    return _STORY_TYPES.index(kind) if kind in _STORY_TYPES else len(_STORY_TYPES)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or ""
    return clean(value) if isinstance(value, str) and len(value) < 5000 else ""


def _names(value: Any) -> list[str]:
    """The names in an author or publisher, whatever shape it has."""
    found: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, list):
            found.extend(_names(one)[:12])
            continue
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, list):
            found.extend(_text(n) for n in name[:12])
        else:
            found.append(_text(name))
    return [name for name in found if name and len(name) <= 200]


def _body(record: dict[str, Any]) -> str:
    body = record.get("articleBody") or record.get("text")
    if isinstance(body, list):
        body = "\n".join(part for part in body if isinstance(part, str))
    return body if isinstance(body, str) else ""
