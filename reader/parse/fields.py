"""Where pages of any newspaper put headline, byline, date and text.

The names are those that many sites share; a paper whose pages need more says so in its own engine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reader.parse.blocks import line_of
from reader.parse.printed import (
    PrintedDate,
    claimed_date,
    date_within,
    page_label,
    printed_date,
)
from reader.parse.record import Record
from reader.parse.tree import Element, attr, select, text_before
from reader.text import clean, is_blank

if TYPE_CHECKING:
    from reader.parse.noise import Ledger

HEADLINE = (
    "founder-title, #main-title, h1#title, .biaoti, h1, #title, .headline, .article-title, .title"
)
KICKER = "#intro-title, .yinti, founder-introtitle, .kicker, .eyebrow, #introtitle"
DECK = "#sub-title, .futi, founder-subtitle, .deck, .subtitle, #subtitle"
BYLINE = ".author, founder-author, .byline, [itemprop=author], [rel=author], #author"
DATE = ".paperdate, .date, founder-date, #date, .pubtime, .publish-time, time[datetime]"
SECTION = ".section, .banci, .banming, .page-name"
_MOST_MATCHES = 40
_NO_DATE = PrintedDate()
_NO_RECORD = Record()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What stands around a story's text."""

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    section: str = ""
    page: str = ""
    date: PrintedDate = _NO_DATE


def fields_of(tree: Element, ledger: Ledger, record: Record = _NO_RECORD) -> Fields:
    """The fields of an article's page; what is not there is ""."""
    page, section = _section(tree)
    return Fields(
        headline=_headline(tree, ledger, record),
        kicker=_first(tree, KICKER) or record.kicker,
        deck=_first(tree, DECK) or record.deck,
        byline=_byline(tree) or record.byline,
        section=section,
        page=page,
        date=_date(tree),
    )


def _first(tree: Element, selector: str) -> str:
    for tag in select(tree, selector)[:_MOST_MATCHES]:
        text = line_of(tag)
        if not is_blank(text):
            return text
    return ""


def _headline(tree: Element, ledger: Ledger, record: Record) -> str:
    for selector in HEADLINE.split(", "):
        text = _first(tree, selector)
        if text:
            return text
    if record.headline:
        return record.headline
    named = _meta(tree, "og:title")
    if named:
        return named
    text = title_of(tree)
    short = re.split(r"\s+[-–—|_]\s+|[_|]", text)[0] if len(text) > 12 else text
    if short and short != text:
        ledger.note("site-name", text[len(short) :])
    return short


def title_of(tree: Element) -> str:
    """The words of the page's `title` element."""
    title = next(tree.iter("title"), None)
    return clean(title.text or "") if title is not None else ""


def _meta(tree: Element, name: str) -> str:
    for tag in islice(tree.iter("meta"), 200):
        if name in (tag.get("property"), tag.get("name"), tag.get("itemprop")):
            text = clean(attr(tag, "content"))
            if not is_blank(text):
                return text
    return ""


def _byline(tree: Element) -> str:
    text = _first(tree, BYLINE)
    return text if len(text) <= 300 and not printed_date(text) else ""


def _section(tree: Element) -> tuple[str, str]:
    for tag in select(tree, SECTION)[:_MOST_MATCHES]:
        text = line_of(tag)
        if not is_blank(text) and len(text) <= 80:
            return page_label(text)
    for strong in islice(tree.iter("strong"), _MOST_MATCHES):
        label = clean(text_before(strong))
        if re.fullmatch(r"第\s*[A-Za-z]{0,2}\d{1,3}\s*版\s*[:：]?", label):
            return page_label(label + line_of(strong))
    return "", ""


def _date(tree: Element) -> PrintedDate:
    for tag in select(tree, DATE)[:_MOST_MATCHES]:
        text = line_of(tag)
        stamp = attr(tag, "datetime") if tag.tag == "time" else ""
        found = printed_date(stamp) or printed_date(text) if stamp else printed_date(text)
        if found is None and len(text) > 40:
            found = date_within(text)
        # The first place that should hold a date decides: another one would be a guess.
        return found or claimed_date(text)
    for name in ("article:published_time", "pubdate", "publishdate", "date"):
        content = _meta(tree, name)
        if content:
            return printed_date(content) or claimed_date(content)
    return PrintedDate()
