"""Addresses of pages and articles, known by their shape.

A site's addresses are made by rule, and the rule is written down as a template:
`{year}{month}/{day}/node_{page}.html`. An address is one of its kind when its end looks like the
template; what stands before that end is the *base*, which all addresses of one newspaper share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from reader.engines.places import MONTHS, day_in_places

PLACES = {
    "year": r"(?P<year>(?:19|20)\d\d)",
    "yy": r"(?P<yy>\d\d)",
    "month": r"(?P<month>0[1-9]|1[0-2])",
    "m": r"(?P<month>0?[1-9]|1[0-2])",
    "day": r"(?P<day>0[1-9]|[12]\d|3[01])",
    "d": r"(?P<day>0?[1-9]|[12]\d|3[01])",
    "date": r"(?P<year>(?:19|20)\d\d)[-_./]?(?P<month>0[1-9]|1[0-2])"
    r"[-_./]?(?P<day>0[1-9]|[12]\d|3[01])",
    "mon": rf"(?P<mon>{'|'.join(MONTHS)})",
    "fy": r"\d\d",
    "page": r"(?P<page>[A-Za-z]{0,5}\d{1,4})",
    "id": r"(?P<id>[^/?&#]+)",
    "number": r"\d+",
    "letters": r"[A-Za-z]*",
    "any": r"[^/?&#]*",
}
"""What may stand in braces in a template, as patterns."""

_PLACE = re.compile(r"\{([a-z]+)\}")
_EXTENSION = re.compile(r"\\\.s?html?$", re.IGNORECASE)
_DATE_IN_PATH = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-_./]?)(0[1-9]|1[0-2])[-_./]?(0[1-9]|[12]\d|3[01])(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is of a known shape."""

    url: str
    base: str
    """Host and path before the part that the template describes, without a scheme."""
    day: date | None = None
    """The day in it; None where it has none."""
    page: str = ""
    """The page's code in it, as written."""
    id: str = ""
    """What names the article in it."""


class Shape:
    """What addresses of one kind look like."""

    def __init__(self, templates: Iterable[str]) -> None:
        self.templates = tuple(templates)
        self.patterns = tuple((_pattern_of(t), "?" in t) for t in self.templates)

    def __bool__(self) -> bool:
        return bool(self.templates)

    def match(self, url: str) -> Address | None:
        """The address as one of this shape; None where it is of another. `url` is absolute.

        Every page of an issue links to the same pages, so that what was matched once is remembered.
        """
        return _matched(self, url)


@lru_cache(maxsize=4096)
def _matched(shape: Shape, url: str) -> Address | None:
    path = url.partition("#")[0]
    plain = path.partition("?")[0]
    for pattern, has_query in shape.patterns:
        text = path if has_query else plain
        found = pattern.search(text)
        if found is None:
            continue
        groups = found.groupdict()
        try:
            day = day_in_places(groups)
        except ValueError:
            continue
        return Address(
            url=url,
            base=without_scheme(text[: found.start()]),
            day=day or date_in(plain),
            page=groups.get("page") or "",
            id=groups.get("id") or "",
        )
    return None


@lru_cache(maxsize=256)
def _pattern_of(template: str) -> re.Pattern[str]:
    """The pattern of a template. Raises `KeyError` where a place is none of `PLACES`."""
    text = template.strip()
    lead = "" if text.startswith(("/", "?")) else "(?<=/)"
    pieces: list[str] = []
    seen: set[str] = set()
    at = 0
    for place in _PLACE.finditer(text):
        pieces.append(re.escape(text[at : place.start()]))
        at = place.end()
        pieces.append(_once(PLACES[place[1]], seen))
    pieces.append(re.escape(text[at:]))
    body = _EXTENSION.sub(r"\\.s?html?", "".join(pieces))
    return re.compile(f"{lead}{body}$", re.IGNORECASE)


def _once(pattern: str, seen: set[str]) -> str:
    """The pattern, with a name that has been given already turned into a reference to it."""

    def named(found: re.Match[str]) -> str:
        name = found[1]
        if name in seen:
            return "(?:"
        seen.add(name)
        return found[0]

    return re.sub(r"\(\?P<(\w+)>", named, pattern)


def date_in(text: str) -> date | None:
    """The last day written in an address (`2024-07/05`, `202407/05`, `20240705`); None where
    there is none.
    """
    day = None
    for found in _DATE_IN_PATH.finditer(text):
        try:
            day = date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            continue
    return day


def with_day(url: str, other: date, day: date) -> str:
    """The address with `day` wherever it has the day `other`, written as that was."""

    def turned(found: re.Match[str]) -> str:
        written = (int(found[1]), int(found[3]), int(found[4]))
        if written != (other.year, other.month, other.day):
            return found[0]
        between = found[0][-3] if not found[0][-3].isdigit() else ""
        return f"{day.year:04d}{found[2]}{day.month:02d}{between}{day.day:02d}"

    scheme, mark, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    path = _DATE_IN_PATH.sub(turned, path)
    folder = re.compile(rf"(?:(?<=^)|(?<=/)){other.year:04d}(?=/)")
    return scheme + mark + host + slash + folder.sub(f"{day.year:04d}", path)


def without_scheme(url: str) -> str:
    """`host/path` of an address, its host in small letters: http and https are one site."""
    _, mark, rest = url.partition("://")
    if not mark:
        return url
    host, slash, path = rest.partition("/")
    return host.lower() + slash + path


def host_of(url: str) -> str:
    """The host of an absolute address with its port, in small letters."""
    rest = url.partition("://")[2]
    return re.split(r"[/?#]", rest, maxsplit=1)[0].lower()


def kinship(base: str, other: str) -> int:
    """How much of two bases is the same: 0 for another host, else 1 and one for every folder they
    share.
    """
    mine, theirs = base.split("/"), other.split("/")
    same = 0
    for a, b in zip(mine, theirs, strict=False):
        if a != b:
            break
        same += 1
    return same
