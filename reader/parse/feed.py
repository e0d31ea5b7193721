"""Feeds: RSS of every age, Atom and JSON Feed, as entries in the order in which the feed has them.

What is lenient about it is feedparser's: dates of any make, names of any namespace, markup that was
never closed. What is safe about it is ours: it is given bounded text without a document type (see
`xml`), what an entry holds goes through the same block reader as any page, and every address that
leaves here is one to open.
"""

from __future__ import annotations

import calendar
import html
import io
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any

from reader.errors import ParseError
from reader.lang import say, say_n
from reader.model import Article, Block, Image, Paragraph, text_of
from reader.parse.blocks import blocks_of
from reader.parse.encoding import decode
from reader.parse.html import Source, flat_blocks, source_of
from reader.parse.language import language_of
from reader.parse.links import openable
from reader.parse.noise import Ledger
from reader.parse.page import STAND_IN_HEADLINE
from reader.parse.printed import date_within
from reader.parse.tree import parsed
from reader.parse.xml import BEFORE_ROOT, mended, xml_text
from reader.text import clean, clean_lines, is_blank, shown
from reader.text.cells import width_in_cells

__all__ = ["Entry", "Feed", "article_of", "feed_of", "looks_like_a_feed"]

MOST_ENTRIES = 2_000
"""Of a feed; those that follow are counted. Real ones have some hundred at most."""
_COSTS = {"<": 9, "=": 3, "&": 2}
"""What the parser takes for a tag, an attribute and an entity, beside each other."""
_HEAVIEST = 500_000
"""So much of that is read of a feed."""
_LONGEST_HEADLINE = 500
_LONGEST_NAME = 4_096
_LONGEST_BODY = 4_000_000
"""Characters of the markup of one entry that are read."""
_WHOLE_CELLS = 1_200
"""So wide a summary is taken for the story itself."""
_HEAD = 65_536
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,20}:)?(rss|feed|RDF|channel)[\s>/]", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:[A-Za-z][\w.-]{0,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ENDS = {"rss": "</channel></rss>", "feed": "</feed>", "rdf": "</rdf:RDF>", "channel": "</channel>"}
_HAN_DATE = re.compile("[年년]")
"""Feedparser takes the figures of such a date as it likes."""
_ADDRESSED = re.compile(r"\s*\S+@\S+\s*\(([^()]+)\)\s*")
"""How RSS names an author: `ann@paper.example (Ann)`."""
_ZONED = re.compile(r"(?:\d\s*Z|[+-]\d{2}:?\d{2}|\d\s+\(?[A-Za-z]{1,5}\)?)\s*$")
_CUT_SHORT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:read (?:more|on)|continue reading|more|阅读全文|閱讀全文"
    r"|查看全文|阅读更多|详细内容|全文)\s*[\]>»→…)）.]*)\s*$",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_COSTLY = re.compile("[<=&]")
_PICTURES = frozenset(["image/jpeg", "image/png", "image/gif", "image/webp", "image/jpg"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that a feed holds. Its markup is as it came, and only `article_of` reads it."""

    name: str
    """What the feed knows it by, for good; "" where it gives it no name."""
    url: str = ""
    headline: str = ""
    byline: str = ""
    published: datetime | None = None
    """Without a zone where the feed names none; None where it names no time that can be read."""
    markup: str = ""
    is_plain: bool = False
    """Whether that is text and no markup."""
    is_content: bool = False
    """Whether the feed says that this is all of it, and no summary."""
    base: str = ""
    """What addresses in it are relative to."""
    picture_url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says."""

    title: str = ""
    homepage: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    left_out: int = 0
    """Entries that were not read because there are too many."""
    remarks: tuple[str, ...] = ()
    """Sentences about what could not be read of it."""


def looks_like_a_feed(body: bytes) -> bool:
    """Whether a file's first bytes are those of a feed, and not of a page."""
    head = body[:_HEAD]
    # Only an encoding of two bytes a letter hides the names of elements.
    text = decode(head).text if b"\x00" in head[:4] else head.decode("utf-8", "replace")
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return "jsonfeed.org/version" in text
    return _kind_of(text) != ""


def _kind_of(text: str) -> str:
    """The name of a feed's outermost element in small letters; "" for what is no feed."""
    at = 0
    if (before := BEFORE_ROOT.match(text)) is not None:
        at = before.end()
    if text[at : at + 9].upper() == "<!DOCTYPE":
        end = text.find("]", at, at + _HEAD) if "[" in text[at : text.find(">", at) + 1] else at
        at = text.find(">", max(end, at)) + 1
        if (before := BEFORE_ROOT.match(text, at)) is not None:
            at = before.end()
    found = _ROOT.match(text, at)
    return found[1].lower() if found else ""


def feed_of(body: bytes, url: str = "", content_type: str = "") -> Feed:
    """The feed at an address; `ParseError` where there is none in these bytes."""
    if body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(body, url, content_type)
    text = xml_text(body, url, content_type)
    kind = _kind_of(text)
    if not kind:
        raise ParseError(say("This is no feed: it is neither RSS nor Atom nor JSON Feed."), url=url)
    text, left_out = _bounded(text, kind)
    told = _told(mended(text), url)
    about = told.get("feed") or {}
    homepage = openable(_words(about.get("link")), url)
    language = _words(about.get("language"))[:20]
    entries = tuple(
        # Its own kind of dict answers for what it has not.
        _entry(dict(one), homepage or url, language)
        for one in told.get("entries", ())[:MOST_ENTRIES]
        if isinstance(one, Mapping)
    )
    remarks = []
    if told.get("bozo"):
        remarks.append(say("It is not well-formed; what could be read of it was."))
    if "\ufffd" in text:
        remarks.append(say("Some of its characters could not be read."))
    return Feed(
        title=_line(about.get("title"), about.get("title_detail"))[:_LONGEST_HEADLINE],
        homepage=homepage,
        language=language,
        entries=entries,
        left_out=left_out,
        remarks=(*remarks, *_too_many(left_out)),
    )


def _too_many(left_out: int) -> Iterator[str]:
    if left_out:
        yield say_n(
            "One entry was left out: {most} of a feed are read.",
            "{n} entries were left out: {most} of a feed are read.",
            left_out,
            most=MOST_ENTRIES,
        )


def _bounded(text: str, kind: str) -> tuple[str, int]:
    """The feed up to the last entry that is read, and how many entries follow."""
    starts = [found.start() for found in _ENTRY.finditer(text)]
    cut = starts[MOST_ENTRIES] if len(starts) > MOST_ENTRIES else len(text)
    if sum(weight * text.count(sign, 0, cut) for sign, weight in _COSTS.items()) > _HEAVIEST:
        weight = 0
        for found in _COSTLY.finditer(text):
            weight += _COSTS[found[0]]
            if weight > _HEAVIEST:
                # The entry that goes over it is left out, unless it is the only one.
                cut = max((start for start in starts[1:] if start <= found.start()), default=0)
                cut = cut or found.start()
                break
    if cut == len(text):
        return text, 0
    return text[:cut] + _ENDS[kind], sum(start >= cut for start in starts)


def _told(text: str, url: str) -> Mapping[str, Any]:
    """What feedparser makes of it."""
    import feedparser

    said = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    raw = ('<?xml version="1.0" encoding="utf-8"?>' + text).encode("utf-8", "replace")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Bytes of its own it would take for the name of a file to open.
            told: Mapping[str, Any] = feedparser.parse(
                io.BytesIO(raw),
                response_headers=said,
                sanitize_html=False,
                resolve_relative_uris=False,
            )
    except Exception as error:
        # It answers a fault of the feed by a flag, and one of its own by whatever Python raises.
        raise ParseError(
            say("This feed is too broken to be read; nothing was taken from it."), url=url
        ) from error
    return told


# -- one entry -------------------------------------------------------------------


def _entry(told: Mapping[str, Any], base: str, language: str) -> Entry:
    markup, detail, is_content = _body(told)
    within = openable(_words(detail.get("base")), base) or base
    url = openable(_words(told.get("link")), within)
    return Entry(
        name=_words(told.get("id")).strip()[:_LONGEST_NAME],
        url=url,
        headline=_headline(_line(told.get("title"), told.get("title_detail"))),
        byline=_author(told),
        published=_moment(told),
        markup=markup[:_LONGEST_BODY],
        is_plain=detail.get("type") == "text/plain",
        is_content=is_content,
        base=url or within,
        picture_url=next(_pictures(told, within), ""),
        language=_words(detail.get("language"))[:20] or language,
    )


def _author(told: Mapping[str, Any]) -> str:
    words = _words(told.get("author"))
    if (found := _ADDRESSED.fullmatch(words)) is not None:
        return clean(found[1])[:200]
    person = told.get("author_detail")
    name = _words(person.get("name")) if isinstance(person, Mapping) else ""
    return clean(name or words)[:200]


def _body(told: Mapping[str, Any]) -> tuple[str, Mapping[str, Any], bool]:
    """The text of an entry, what is said of it, and whether it is its content: that comes before a
    summary, unless it is the shorter by far."""
    detail = told.get("summary_detail")
    summary = _words(told.get("summary"))
    contents = [
        one
        for one in _listed(told.get("content"))
        if _words(one.get("type")) in ("", "text/html", "text/plain", "application/xhtml+xml")
    ]
    longest = max(contents, key=lambda one: len(_words(one.get("value"))), default={})
    content = _words(longest.get("value"))
    if content.strip() and len(summary) < 3 * len(content):
        return content, longest, True
    return summary, detail if isinstance(detail, Mapping) else {}, False


def _pictures(told: Mapping[str, Any], base: str) -> Iterator[str]:
    for key in ("media_content", "links"):
        for one in _listed(told.get(key)):
            is_picture = _words(one.get("type")).lower() in _PICTURES
            is_named_one = key == "media_content" and one.get("medium") == "image"
            if (is_picture or is_named_one) and one.get("rel", "enclosure") == "enclosure":
                yield from filter(None, [openable(_words(one.get("url") or one.get("href")), base)])
    for one in _listed(told.get("media_thumbnail")):
        yield from filter(None, [openable(_words(one.get("url")), base)])


def _moment(told: Mapping[str, Any]) -> datetime | None:
    for key in ("published", "updated", "created"):
        raw, parts = _words(told.get(key)), told.get(f"{key}_parsed")
        printed = date_within(shown(raw, 60)) if _HAN_DATE.search(raw) else None
        if printed is not None and printed.day is not None:
            return datetime.combine(printed.day, time(12))
        try:
            if parts is not None:
                moment = datetime.fromtimestamp(calendar.timegm(parts), UTC)
                return moment if _ZONED.search(raw) else moment.replace(tzinfo=None)
        except (ValueError, OverflowError, OSError, TypeError):
            continue
    return None


def _headline(words: str) -> str:
    return words if len(words) <= _LONGEST_HEADLINE else words[: _LONGEST_HEADLINE - 1] + "…"


def _line(value: object, detail: object = None) -> str:
    """A title as one line: a feed may write it in markup or in plain letters."""
    words = _words(value)[: 20 * _LONGEST_HEADLINE]
    kind = detail.get("type") if isinstance(detail, Mapping) else ""
    if kind != "text/plain":
        words = html.unescape(_TAG.sub(" ", words)) if "<" in words else html.unescape(words)
    return clean(words)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _listed(value: object) -> Iterable[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


# -- JSON Feed -------------------------------------------------------------------


def _json_feed(body: bytes, url: str, content_type: str) -> Feed:
    text = source_of(body, url, content_type).text
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or "jsonfeed.org/version" not in _words(told.get("version")):
        raise ParseError(say("This is no feed: it is neither RSS nor Atom nor JSON Feed."), url=url)
    homepage = openable(_words(told.get("home_page_url")), url)
    language = _words(told.get("language"))[:20]
    items = _listed(told.get("items"))
    left_out = max(0, len(list(items)) - MOST_ENTRIES)
    return Feed(
        title=_headline(clean(_words(told.get("title")))),
        homepage=homepage,
        language=language,
        entries=tuple(
            _json_entry(one, homepage or url, language) for one in list(items)[:MOST_ENTRIES]
        ),
        left_out=left_out,
        remarks=tuple(_too_many(left_out)),
    )


def _json_entry(told: Mapping[str, Any], base: str, language: str) -> Entry:
    address = _words(told.get("url")) or _words(told.get("external_url"))
    url = openable(address, base)
    markup, is_plain = _words(told.get("content_html")), False
    if not markup:
        markup, is_plain = _words(told.get("content_text")), True
    is_content = bool(markup)
    if not markup:
        markup = _words(told.get("summary"))
    names = [_words(one.get("name")) for one in _listed(told.get("authors"))]
    author = told.get("author")
    if isinstance(author, Mapping):
        names.append(_words(author.get("name")))
    published = None
    for key in ("date_published", "date_modified"):
        if published is None and _words(told.get(key)):
            published = _iso(_words(told.get(key)))
    name = told.get("id")
    return Entry(
        name=(str(name) if isinstance(name, str | int | float) else "").strip()[:_LONGEST_NAME],
        url=url,
        headline=_headline(clean(_words(told.get("title"))[: 20 * _LONGEST_HEADLINE])),
        byline=clean("、".join(filter(None, names)))[:200],
        published=published,
        markup=markup[:_LONGEST_BODY],
        is_plain=is_plain,
        is_content=is_content,
        base=url or base,
        picture_url=openable(_words(told.get("image")), base),
        language=_words(told.get("language"))[:20] or language,
    )


def _iso(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words.strip()[:40])
    except ValueError:
        return None


# -- to an article ---------------------------------------------------------------


def article_of(entry: Entry, slug: str) -> tuple[Article, bool]:
    """The entry as an article, and whether that is all of it and not the beginning alone."""
    blocks = _blocks(entry)
    if entry.picture_url and not any(isinstance(block, Image) for block in blocks):
        blocks = (Image(url=entry.picture_url), *blocks)
    text = "\n\n".join(filter(None, map(text_of, blocks)))
    headline = entry.headline
    if is_blank(headline):
        # A note without a title is called by its first words.
        headline = shown(text.partition("\n")[0], 60) or STAND_IN_HEADLINE
    is_whole = not _CUT_SHORT.search(text[-80:]) and (
        (entry.is_content and bool(text)) or width_in_cells(text[:4000]) >= _WHOLE_CELLS
    )
    article = Article(
        slug=slug,
        headline=headline,
        byline=entry.byline,
        blocks=blocks,
        url=entry.url,
        language=language_of(headline, blocks, entry.language),
    )
    return article, is_whole


def _blocks(entry: Entry) -> tuple[Block, ...]:
    if entry.is_plain:
        lines = clean_lines(entry.markup).split("\n")
        return tuple(Paragraph(text=line) for line in lines if not is_blank(line))
    ledger = Ledger()
    source = Source(text=entry.markup, url=entry.base)
    if is_blank(entry.markup):
        return ()
    if source.is_too_large_for_a_tree:
        return flat_blocks(source, ledger)
    return blocks_of(parsed(entry.markup), entry.base, ledger)


def with_text_of(entry: Article, page: Article) -> Article:
    """The entry with the text of the page that it links to."""
    return replace(
        entry,
        blocks=page.blocks,
        kicker=page.kicker,
        deck=page.deck,
        byline=entry.byline or page.byline,
        language=page.language or entry.language,
    )
