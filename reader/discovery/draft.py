"""From what was seen of a site to what a definition says of it: templates, selectors, the entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.discovery.days import days_in, is_whole, speaks_of, with_places
from reader.discovery.selectors import narrowest
from reader.discovery.shapes import Piece, Shape, open_signature, pieces_of
from reader.discovery.words import is_turn
from reader.engines.addresses import host_of
from reader.engines.fitting import Template
from reader.engines.profiles import PROFILES

if TYPE_CHECKING:
    from reader.discovery.readings import Reading
    from reader.discovery.survey import Kind, Survey

_CODE = re.compile(r"[A-Za-z]{0,5}[0-9]{1,4}")
_LETTERS = re.compile(r"[A-Z]{1,2}")
_LONG_NUMBER = 5
"""Digits from which on a number that all of an issue's addresses share is thought to be the
issue's own, and not the site's.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was made out of a site."""

    entry: str
    """Template of the address where an issue begins; without places where only the newest is
    known.
    """
    page_address: str
    article_address: str
    entry_url: str
    """Where the issue that was looked at begins."""
    engine: str = "linked-pages"
    pages: str = ""
    articles: str = ""
    hosts: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    """Selectors learnt from articles, by the setting's name."""

    @property
    def is_dated(self) -> bool:
        """Whether the address of any day's issue can be made."""
        return is_whole(self.entry)


def draft_of(survey: Survey, articles: Kind, pages: Kind) -> Draft:
    """The definition's part that is read off addresses and links."""
    elsewhere = list(survey.other_days.items())
    page_names = _page_names(pages, elsewhere, survey)
    page_address = _template(pages.shape, page_names)
    article_address = _template(
        articles.shape, _article_names(articles, elsewhere, survey, _codes(pages, page_names))
    )
    entry_url = _entry_url(survey, pages, articles, page_names)
    entry = _entry(entry_url, survey)
    common = survey.common(pages, articles)
    hosts = {host_of(url) for url in (*articles.addresses, *pages.addresses)} - {host_of(entry_url)}
    if page_address == "/":
        # The home alone lists everything, and is the entry; pages of their own there are none.
        page_address = "/index.html"
    return Draft(
        entry=entry,
        entry_url=entry_url,
        page_address=page_address,
        article_address=article_address,
        pages=_pages_selector(survey, pages, articles),
        articles=_articles_selector(pages, articles, common),
        hosts=tuple(sorted(hosts - {""})),
    )


_FAMILIES = (
    ("founder-nbs", re.compile(r"/nbs\.")),
    ("paper-index", re.compile(r"/Page[0-9]{2}[A-Z]{2}\.", re.IGNORECASE)),
    ("founder", re.compile(r"/layout/[0-9]{6}/[0-9]{2}/node_")),
    ("founder-classic", re.compile(r"/[0-9]{4}-[0-9]{2}/[0-9]{2}/node_")),
)
"""The known families of sites by the look of their pages' addresses."""


def family_of(articles: Kind, pages: Kind) -> str:
    """The known family that a site's addresses are of, all of them; "" where it is of none."""
    for engine, pattern in _FAMILIES:
        profile = PROFILES[engine]
        if all(pattern.search(url) and profile.pages.match(url) for url in pages.addresses) and all(
            profile.articles.match(url) for url in articles.addresses
        ):
            return engine
    return ""


# -- templates -------------------------------------------------------------------


def _template(shape: Shape, names: dict[int, str]) -> str:
    out: list[str] = []
    for at, piece in enumerate(shape.pieces[0]):
        name = names.get(at)
        place = f"{{{name}}}" if name else ""
        if not place:
            out.append(piece.text)
        elif not (out and out[-1] == place):
            out.append(place)
    return "".join(out)


def _page_names(
    pages: Kind, elsewhere: Sequence[tuple[str, date]], survey: Survey
) -> dict[int, str]:
    shape = pages.shape
    names: dict[int, str] = {}
    varying = list(shape.varying)
    if not varying and len(shape.addresses) == 1:
        varying = _only_code(shape.pieces[0])
    codes = [at for at in varying if _is_code_at(shape, at)]
    page = _busiest(shape, codes)
    for at in varying:
        names[at] = "page" if at == page else _kind_of_place(shape, at)
    if page is not None:
        _with_letters(names, page, pages)
    for at in _drifting(shape, elsewhere, survey):
        names.setdefault(at, _kind_of_place(shape, at))
    return names


def _with_letters(names: dict[int, str], page: int, pages: Kind) -> None:
    """Lets a code's letters belong to it: where they differ, or the page is printed with them."""
    shape = pages.shape
    before = page - 1
    if before < 0 or shape.pieces[0][before].kind != "word":
        return
    letters = {pieces[before].text for pieces in shape.pieces}
    if before in names:
        names[before] = "page"
        return
    for url, pieces in zip(shape.addresses, shape.pieces, strict=True):
        code = pieces[before].text + pieces[page].text
        label = pages.words.get(url, "").replace(" ", "").upper()
        if len(letters) == 1 and len(pieces[before].text) <= 3 and code.upper() in label:
            names[before] = "page"
            return
    text = shape.pieces[0][before].text
    if text.isupper() and len(text) == 1 and text in "ABCDE" and not any(pages.words.values()):
        names[before] = "page"


def _is_code_at(shape: Shape, at: int) -> bool:
    return all(
        _CODE.fullmatch(pieces[at].text) is not None and pieces[at].kind == "number"
        for pieces in shape.pieces
    )


def _only_code(pieces: Sequence[Piece]) -> list[int]:
    """The position in a single page's address that is likely its code: the last short number."""
    for at in range(len(pieces) - 1, -1, -1):
        if pieces[at].kind == "place":
            return []
        if pieces[at].kind == "number" and len(pieces[at].text) <= 3:
            return [at]
    return []


def _kind_of_place(shape: Shape, at: int) -> str:
    is_number = all(pieces[at].kind == "number" for pieces in shape.pieces)
    return "number" if is_number else "any"


def _article_names(
    articles: Kind,
    elsewhere: Sequence[tuple[str, date]],
    survey: Survey,
    codes: frozenset[str],
) -> dict[int, str]:
    shape = articles.shape
    varying = list(shape.varying)
    first = shape.pieces[0]
    if not varying:
        varying = [at for at, piece in enumerate(first) if piece.kind in ("slug", "number")][-1:]
    names: dict[int, str] = {}
    identifier = _busiest(shape, varying)
    if identifier is None:
        return names
    names[identifier] = "id"
    begin, end = _segment(first, identifier)
    for at in varying:
        if at == identifier:
            continue
        if begin <= at < end:
            # `0312`, `A1_0048490`, `2-5`: what stands together names the article together.
            for between in range(min(at, identifier), max(at, identifier) + 1):
                names[between] = "id"
        else:
            names[at] = _kind_of_place(shape, at)
    for at in range(begin, end - 1):
        # The letter of a page's code, where only pages of one letter were seen.
        if names.get(at + 1) == "id" and _LETTERS.fullmatch(first[at].text):
            names[at] = "id"
    for at in range(len(first) - 1):
        # `a01/` before the article's own name: the page it stands on, another on other pages.
        is_code = first[at].kind == "word" and first[at + 1].kind == "number"
        if is_code and first[at].text + first[at + 1].text in codes:
            names.setdefault(at, "any")
            if names.get(at + 1) in (None, "number"):
                names[at + 1] = "any"
    distinct = {tuple(p[at].text for at in range(begin, end)) for p in shape.pieces}
    if len(distinct) < len(shape.addresses):
        outside = [at for at in varying if not begin <= at < end]
        page = _busiest(shape, [at for at in outside if _is_code_at(shape, at)])
        if page is not None:
            names[page] = "page"
            before = page - 1
            if before in names and shape.pieces[0][before].kind == "word":
                names[before] = "page"
        elif outside:
            chosen = _busiest(shape, outside)
            if chosen is not None:
                names[chosen] = "id"
                for at in range(begin, end):
                    if names.get(at) == "id":
                        names[at] = "any"
    for at in _drifting(shape, elsewhere, survey) | _own_to_issue(shape):
        names.setdefault(at, _kind_of_place(shape, at))
    return names


def _codes(pages: Kind, names: dict[int, str]) -> frozenset[str]:
    """The pages' codes as their addresses have them."""
    at = sorted(position for position, name in names.items() if name == "page")
    return frozenset("".join(pieces[n].text for n in at) for pieces in pages.shape.pieces)


def _segment(pieces: Sequence[Piece], at: int) -> tuple[int, int]:
    """The bounds of the segment, or the query's value, that a piece stands in, without the
    extension.
    """
    begin = at
    while begin > 0 and pieces[begin - 1].text not in "/?&=" and pieces[begin - 1].kind != "place":
        begin -= 1
    end = at + 1
    while end < len(pieces) and pieces[end].text not in "/?&=." and pieces[end].kind != "place":
        end += 1
    return begin, end


def _busiest(shape: Shape, positions: Iterable[int]) -> int | None:
    counts = {at: len({pieces[at].text for pieces in shape.pieces}) for at in positions}
    return max(counts, key=lambda at: (counts[at], at)) if counts else None


def _drifting(shape: Shape, elsewhere: Sequence[tuple[str, date]], survey: Survey) -> set[int]:
    """Positions that are the same in all of an issue's addresses and another in those of other
    days.
    """
    first = shape.pieces[0]
    found: set[int] = set()
    for url, day in elsewhere:
        if host_of(url) != shape.host:
            continue
        pieces = pieces_of(url, day, is_padded=survey.is_padded)
        if open_signature(pieces) != open_signature(first):
            continue
        differing = {
            at
            for at, piece in enumerate(pieces)
            if piece.kind in ("number", "word") and piece.text != first[at].text
        }
        # Words beside a number drift with it (`03PO`, `03LM`); others name another kind.
        if all(first[at].kind == "number" or _is_beside_number(first, at) for at in differing):
            found |= differing
    return found - set(shape.varying)


def _is_beside_number(pieces: Sequence[Piece], at: int) -> bool:
    beside = (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])
    return any(piece.kind == "number" for piece in beside) and len(pieces[at].text) <= 3


def _own_to_issue(shape: Shape) -> set[int]:
    least = _LONG_NUMBER if shape.is_dated else _LONG_NUMBER - 2
    return {
        at
        for at, piece in enumerate(shape.pieces[0])
        if piece.kind == "number" and len(piece.text) >= least
    } - set(shape.varying)


# -- where an issue begins ---------------------------------------------------------


def _entry_url(survey: Survey, pages: Kind, articles: Kind, names: dict[int, str]) -> str:
    """The page from which all others are found: the first one, unless another lists more."""
    first = _first_page(survey, pages, names)
    counts: dict[str, int] = {}
    known = set(pages.addresses)
    for reading in survey.readings:
        if reading.url in articles.addresses or not _is_dated(reading.url, survey):
            continue
        linked = {anchor.url for anchor in reading.anchors if anchor.url in known}
        counts[reading.url] = len(linked | ({reading.url} & known))
    most = max(counts.values(), default=0)
    if most <= 2 or counts.get(first, 0) >= most:
        return first
    # Where one page lists the others, or its neighbours, the first one will too.
    return next((u for u, count in counts.items() if count == most and u not in known), first)


def steady_entries(survey: Survey, draft: Draft, sent: Mapping[str, str], today: date) -> list[str]:
    """Templates of addresses of the issue that have only its date in them: of those that send on
    to a page, or list pages.
    """
    page = Template(draft.page_address, survey.day)
    article = Template(draft.article_address, survey.day)
    found: list[str] = []
    for start in sent:
        end = start
        for _ in sent:
            end = sent.get(end, end)
        for day in days_in(start, today):
            template = with_places(start, day, is_padded=survey.is_padded)
            if is_whole(template) and speaks_of(end, day) and not page.fits(start):
                found.append(template)
    for reading in survey.readings:
        count = sum(page.fits(anchor.url) is not None for anchor in reading.anchors)
        is_other = page.fits(reading.url) is None and article.fits(reading.url) is None
        if count > 1 and is_other and _is_dated(reading.url, survey):
            found.append(_entry(reading.url, survey))
    return list(dict.fromkeys(found))


def _is_dated(url: str, survey: Survey) -> bool:
    pieces = pieces_of(url, survey.day, is_padded=survey.is_padded)
    return is_whole("".join(piece.text for piece in pieces))


def _first_page(survey: Survey, pages: Kind, names: dict[int, str]) -> str:
    shape = pages.shape
    at = [position for position, name in names.items() if name == "page"]
    lists = [
        [a.url for a in survey.listed(reading, pages) if not is_turn(a.text)]
        for reading in survey.readings
    ]
    in_order = max(lists, key=len, default=[])
    if not at:
        return in_order[0] if in_order else shape.addresses[0]

    def code(url: str) -> tuple[str, int]:
        pieces = shape.pieces[shape.addresses.index(url)]
        text = "".join(pieces[position].text for position in sorted(at))
        digits = re.sub(r"[^0-9]", "", text)
        return re.sub(r"[0-9]", "", text), int(digits or 0)

    smallest = min(shape.addresses, key=code)
    _, number = code(smallest)
    if number <= 1 or len(at) > 1 or len(in_order) > 2:
        return smallest
    # Pages that only know their neighbours: the first one is where counting begins.
    position = at[0]
    pieces = shape.pieces[shape.addresses.index(smallest)]
    text = pieces[position].text
    begin = smallest.rfind(text)
    one = "1".rjust(len(text), "0") if text.startswith("0") or len(text) == 1 else "1"
    return smallest[:begin] + one + smallest[begin + len(text) :]


def _entry(url: str, survey: Survey) -> str:
    parts = urlsplit(url)
    pieces = pieces_of(url, survey.day, is_padded=survey.is_padded)
    text = "".join(piece.text for piece in pieces)
    if not is_whole(text):
        return url
    return f"{parts.scheme}://{parts.netloc}{text}"


# -- selectors ---------------------------------------------------------------------


def _pages_selector(survey: Survey, pages: Kind, articles: Kind) -> str:
    """What tells links to pages from others of their shape; "" where nothing has to."""
    if not pages.is_split:
        return ""
    return _telling_apart(survey.readings, set(pages.addresses), set(articles.addresses))


def _articles_selector(pages: Kind, articles: Kind, common: set[str]) -> str:
    """What tells the links to a page's own articles from those that every page has."""
    unwanted = set(common)
    if articles.is_split:
        unwanted |= set(pages.addresses)
    return _telling_apart(pages.readings, set(articles.addresses) - unwanted, unwanted)


def _telling_apart(readings: Sequence[Reading], wanted: set[str], unwanted: set[str]) -> str:
    if not unwanted:
        return ""
    anchors = [a for reading in readings for a in reading.anchors if a.kind != "area"]
    return narrowest(
        [a.element for a in anchors if a.url in wanted],
        [a.element for a in anchors if a.url in unwanted],
        [reading.root for reading in readings],
    )
