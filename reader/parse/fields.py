"""What stands around a story's text: kicker, deck, page, date and author.

The names asked for first are those of the e-papers' publishing systems, which many papers share;
then what the page tells machines; then what stands near the headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from reader.parse.blocks import line_of
from reader.parse.bylines import as_name, byline_of_line, is_a_name, joined
from reader.parse.headline import key_of
from reader.parse.printed import (
    PrintedDate,
    claimed_date,
    date_in_figures,
    date_within,
    page_label,
    printed_date,
)
from reader.parse.record import Record
from reader.parse.tree import Element, attr, text_before
from reader.parse.vocabulary import AUTHOR
from reader.text import clean, is_blank

if TYPE_CHECKING:
    from reader.parse.metadata import Metadata
    from reader.parse.survey import Named, Survey

HEADLINE = ("<founder-title", "#main-title", "#title", ".biaoti")
KICKER = ("#intro-title", ".yinti", "<founder-introtitle", ".kicker", ".eyebrow", "#introtitle")
DECK = ("#sub-title", ".futi", "<founder-subtitle", ".deck", ".subtitle", "#subtitle")
NAMED_AUTHOR = ("<founder-author", "#author")
DATE = (".paperdate", ".date", "<founder-date", "#date", ".pubtime", ".publish-time")
SECTION = (".section", ".banci", ".banming", ".page-name", "#nowLayout")
"""Keys of elements (`.class`, `#id`, `<tag`), the first that has words is taken."""
_MOST_MATCHES = 40
_NEAR = 25
"""Lines above and below a headline that may say who and when."""
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_NO_AUTHOR = re.compile(r"://|@|^\d+$|^(?:admin|root|user|editor)$", re.IGNORECASE)
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "…", "؟", "।")
_NO_DATE = PrintedDate()
_NO_RECORD = Record()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What stands around a story's text."""

    kicker: str = ""
    deck: str = ""
    byline: str = ""
    section: str = ""
    page: str = ""
    date: PrintedDate = _NO_DATE


def fields_of(
    survey: Survey, metadata: Metadata, place: Place, url: str = "", record: Record = _NO_RECORD
) -> Fields:
    """The fields of an article's page; what is not there is ""."""
    named = survey.named
    page, section = printed_place_of(named)
    return Fields(
        kicker=_first(named, KICKER) or record.kicker,
        deck=_deck(_first(named, DECK)) or record.deck,
        byline=_byline(survey, metadata, place) or record.byline,
        section=section,
        page=page,
        date=_date(survey, metadata, place, url, record),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where on a page the story stands, in numbers of lines; -1 where that is not known."""

    title: int = -1
    first: int = -1
    """The first line of the text."""
    last: int = -1


def named_headline(named: Named) -> str:
    """The headline where an e-paper's system names it; else ""."""
    return _first(named, HEADLINE)


def _first(named: Named, keys: Iterable[str]) -> str:
    for key in keys:
        for element in named.get(key, ())[:_MOST_MATCHES]:
            if key == "#title" and element.tag != "h1":
                continue
            text = line_of(element)
            if not is_blank(text):
                return text
    return ""


def _deck(text: str) -> str:
    """A second line of the headline; what is a sentence is the beginning of the text."""
    is_text = text.endswith(_SENTENCE_ENDS) or len(text) > 120
    return "" if is_text else text


def title_of(tree: Element) -> str:
    """The words of the page's `title` element."""
    title = next(tree.iter("title"), None)
    return clean(title.text or "") if title is not None else ""


def _below_title(survey: Survey, place: Place) -> list[str]:
    """The lines between headline and text."""
    start = place.title + 1
    end = max(place.first, start + 6) if place.first > place.title else start + _NEAR
    return _short(survey, max(start, end - _NEAR), end)


def _above_title(survey: Survey, place: Place) -> list[str]:
    at = place.title if place.title >= 0 else max(place.first, 0)
    return _short(survey, max(0, at - 6), at)[::-1]


def _below_text(survey: Survey, place: Place) -> list[str]:
    return _short(survey, place.last + 1, place.last + 4) if place.last >= 0 else []


def _short(survey: Survey, first: int, end: int) -> list[str]:
    """Lines that are no sentences."""
    return [
        line.text
        for line in survey.lines[first:end]
        if len(line.text) <= 160 and not (line.units > 60 and line.text.endswith(_SENTENCE_ENDS))
    ]


def _called(named: Named, keys: Iterable[str]) -> Iterator[Element]:
    for key in keys:
        yield from named.get(key, ())[:_MOST_MATCHES]


# -- the author ------------------------------------------------------------------


def _byline(survey: Survey, metadata: Metadata, place: Place) -> str:
    author = _first(survey.named, NAMED_AUTHOR)
    if author and len(author) <= 300 and not printed_date(author):
        return author
    recorded = joined(metadata.authors)
    if recorded and not all(_is_the_site(name, metadata) for name in metadata.authors):
        return recorded
    told = joined([name for name in metadata.named_authors if not _is_the_site(name, metadata)])
    if told:
        return told
    for line in _below_title(survey, place):
        found = byline_of_line(line)
        if found:
            return found
    return _shown_names(survey.named)


def publisher_of(metadata: Metadata) -> str:
    """The site itself, where the page names it as the author."""
    names = metadata.authors or metadata.named_authors
    return ", ".join(name for name in names if not _NO_AUTHOR.search(name))


def _is_the_site(name: str, metadata: Metadata) -> bool:
    """Whether a name is the site's own, as it stands behind the headline in the page's title."""
    key = key_of(name)
    if any(key == key_of(site) for site in metadata.site_names):
        return True
    behind = re.split(r"[-–—|_·]", metadata.page_title)[1:]
    return any(key and key in key_of(part) for part in behind)


def _shown_names(named: Named) -> str:
    """The names in the elements that are called so."""
    names: list[str] = []
    for element in named.get(AUTHOR, ())[:8]:
        for text in _parts_of(element):
            name = (byline_of_line(text) or as_name(text)) if 0 < len(text) <= 120 else ""
            if name and is_a_name(name):
                names.append(name)
        if len(names) >= 3:
            break
    return joined(names)


def _parts_of(element: Element) -> list[str]:
    """The words of an element one by one where each is a name in itself, else all in one."""
    leaves = islice((part for part in element.iterdescendants() if not len(part)), 12)
    parts = [text for text in map(line_of, leaves) if text]
    if len(parts) > 1 and all(" " in part and is_a_name(part) for part in parts):
        return parts
    return [line_of(element)]


# -- the page --------------------------------------------------------------------


def printed_place_of(named: Named) -> tuple[str, str]:
    """Number and name of the page the story was printed on; "" where it is not said."""
    for element in _called(named, SECTION):
        text = line_of(element)
        if not is_blank(text) and len(text) <= 80:
            return page_label(text)
    for strong in named.get("<strong", ())[:_MOST_MATCHES]:
        label = clean(text_before(strong))
        if re.fullmatch(r"第\s*[A-Za-z]{0,2}\d{1,3}\s*版\s*[:：]?", label):
            return page_label(label + line_of(strong))
    return "", ""


# -- the date --------------------------------------------------------------------


def _date(
    survey: Survey, metadata: Metadata, place: Place, url: str, record: Record
) -> PrintedDate:
    for stamp in metadata.dates:
        stamped = _stamped(stamp)
        if stamped and stamped.day:
            return stamped
    if max(place.title, place.first) >= 0:
        found = _first_date(_below_title(survey, place), metadata.language)
        if found:
            return found
    named = named_date_of(survey.named)
    if named.day or named.remark:
        return named
    for element in survey.named.get("<time", ())[:8]:
        stamped = _stamped(attr(element, "datetime")) or printed_date(line_of(element))
        if stamped and stamped.day:
            return stamped
    for lines in (_above_title(survey, place), _below_text(survey, place)):
        found = _first_date(lines, metadata.language)
        if found:
            return found
    recorded = _stamped(record.date)
    if recorded:
        return recorded
    in_address = _IN_ADDRESS.search(url)
    if in_address:
        try:
            return PrintedDate(day=date(*map(int, in_address.groups())))
        except ValueError:
            return _NO_DATE
    if metadata.dates:
        return claimed_date(metadata.dates[0])
    return _NO_DATE


def _first_date(lines: Iterable[str], language: str) -> PrintedDate | None:
    """The first date that can be believed in some lines."""
    month_first = language.lower().replace("_", "-") == "en-us"
    for line in lines:
        found = printed_date(line) or date_within(line)
        if found and found.day:
            return found
        day = date_in_figures(line, month_first=month_first)
        if day:
            return PrintedDate(day=day)
    return None


def named_date_of(named: Named) -> PrintedDate:
    """The date in a place that should hold one; with a remark where it cannot be believed."""
    for element in _called(named, DATE):
        text = line_of(element)
        if is_blank(text):
            continue
        found = printed_date(text) or (date_within(text) if len(text) > 12 else None)
        # The first place that should hold a date decides: another one would be a guess.
        if found or re.search(r"\d", text):
            return found or claimed_date(text)
    return _NO_DATE


def _stamped(stamp: str) -> PrintedDate | None:
    """The day of a stamp for machines: ISO 8601, its beginning, or a date in words."""
    text = clean(stamp)[:60]
    if not text:
        return None
    found = printed_date(text) or printed_date(text[:10]) or date_within(text)
    if found is None and re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        from datetime import UTC, datetime

        return PrintedDate(day=datetime.fromtimestamp(int(text[:10]), UTC).date())
    return found
