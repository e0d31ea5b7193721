"""What stands around a story's text: kicker, deck, page, date and author.

The names asked for first are those of the e-papers' publishing systems, which many papers share;
then what the page tells machines; then what stands near the headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reader.parse.blocks import line_of
from reader.parse.bylines import as_name, byline_of_line, joined
from reader.parse.headline import key_of
from reader.parse.printed import (
    PrintedDate,
    claimed_date,
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
    survey: Survey,
    metadata: Metadata,
    title: int,
    url: str = "",
    record: Record = _NO_RECORD,
) -> Fields:
    """The fields of an article's page; what is not there is "". `title` is the line that is the
    headline, or -1.
    """
    named = survey.named
    page, section = printed_place_of(named)
    near = _lines_near(survey, title)
    return Fields(
        kicker=_first(named, KICKER) or record.kicker,
        deck=_deck(_first(named, DECK)) or record.deck,
        byline=_byline(named, metadata, near) or record.byline,
        section=section,
        page=page,
        date=_date(named, metadata, near, url, record),
    )


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


def _lines_near(survey: Survey, title: int) -> list[str]:
    """Short lines around the headline, those below it first."""
    at = max(title, 0)
    lines = [*survey.lines[at + 1 : at + _NEAR], *survey.lines[max(0, at - 6) : at][::-1]]
    return [line.text for line in lines if len(line.text) <= 160]


def _called(named: Named, keys: Iterable[str]) -> Iterator[Element]:
    for key in keys:
        yield from named.get(key, ())[:_MOST_MATCHES]


# -- the author ------------------------------------------------------------------


def _byline(named: Named, metadata: Metadata, near: list[str]) -> str:
    author = _first(named, NAMED_AUTHOR)
    if author and len(author) <= 300 and not printed_date(author):
        return author
    sites = {key_of(name) for name in metadata.site_names}
    recorded = [name for name in metadata.authors if key_of(name) not in sites]
    if recorded and joined(recorded):
        return joined(recorded)
    told = [name for name in metadata.named_authors if key_of(name) not in sites]
    if told and joined(told):
        return joined(told)
    shown = _shown_names(named)
    if shown:
        return shown
    for line in near:
        found = byline_of_line(line)
        if found:
            return found
    return joined(metadata.authors)


def _shown_names(named: Named) -> str:
    """The names in the elements that are called so."""
    names: list[str] = []
    for element in named.get(AUTHOR, ())[:8]:
        text = line_of(element)
        if text and len(text) <= 120:
            name = byline_of_line(text) or as_name(text)
            if name:
                names.append(name)
                if len(names) == 3:
                    break
    return joined(names)


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
    named: Named, metadata: Metadata, near: list[str], url: str, record: Record
) -> PrintedDate:
    for stamp in metadata.dates:
        stamped = _stamped(stamp)
        if stamped and stamped.day:
            return stamped
    found = named_date_of(named)
    if found.day or found.remark:
        return found
    for element in named.get("<time", ())[:8]:
        stamped = _stamped(attr(element, "datetime")) or printed_date(line_of(element))
        if stamped and stamped.day:
            return stamped
    for line in near:
        stamped = printed_date(line) or date_within(line)
        if stamped and stamped.day:
            return stamped
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
