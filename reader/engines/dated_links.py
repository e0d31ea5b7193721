"""Links to articles, told by what their addresses look like, and the days in addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from reader.engines.places import MONTHS, day_in_places

_PLACES = {
    "year": r"(?P<year>(?:19|20)[0-9]{2})",
    "yy": r"(?P<yy>[0-9]{2})",
    "month": r"(?P<month>0[1-9]|1[0-2])",
    "m": r"(?P<month>0?[1-9]|1[0-2])",
    "day": r"(?P<day>0[1-9]|[12][0-9]|3[01])",
    "d": r"(?P<day>0?[1-9]|[12][0-9]|3[01])",
    "mon": rf"(?P<mon>(?i:{'|'.join(MONTHS)}))",
    "fy": r"[0-9]{2}",
    "page": r"(?P<page>[A-Za-z]{0,3}[0-9]{1,3})",
    "id": r"(?P<id>[^/?&#]+)",
    "section": r"(?P<section>[^/?&#]+)",
    "number": r"[0-9]+",
    "any": r"[^/?&#]*",
}
_PLACE = re.compile(r"\{([a-z]+)\}")
_EXTENSION = r"(?:\.(?:s?html?|php|aspx?|ece|cms))?/?"
_HAS_EXTENSION = re.compile(r"\.[a-z]{2,5}$")
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_IN_ADDRESS = tuple(
    re.compile(rf"(?<![0-9]){pattern}(?![0-9])", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}(?P<sep>[-/_])(?P<month>[0-9]{{1,2}})(?P=sep)(?P<day>[0-9]{{1,2}})",
        rf"{_YEAR}/(?P<mon>{'|'.join(MONTHS)})/(?P<day>[0-9]{{1,2}})",
        rf"(?P<day>[0-9]{{1,2}})(?P<sep>[-/])(?P<month>[0-9]{{1,2}})(?P=sep){_YEAR}",
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])/?(?P<day>[0-3][0-9])",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the address of an article says."""

    id: str
    page: str = ""
    section: str = ""
    day: date | None = None


class LinkShape:
    """What the end of an article's address looks like: `{year}/{mon}/{day}/{id}`."""

    def __init__(self, template: str) -> None:
        self._has_query = "?" in template
        seen: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        if template:
            parts = _PLACE.split(template.lstrip("/"))
            pattern = "".join(
                _place(part, seen) if at % 2 else re.escape(part) for at, part in enumerate(parts)
            )
            end = "" if self._has_query or _HAS_EXTENSION.search(template) else _EXTENSION
            self._pattern = re.compile(rf"(?:^|/){pattern}{end}$")
        self.has_page = "page" in seen

    def parts_of(self, url: str) -> Parts | None:
        """What an address of this shape says; None for any other. What has no name of its own is
        named by its address's end.
        """
        found = self._match(url)
        if found is None:
            return None
        parts = found.groupdict()
        return Parts(
            id=parts.get("id") or found[0].strip("/"),
            page=parts.get("page") or "",
            section=parts.get("section") or "",
            day=_day(parts),
        )

    def _match(self, url: str) -> re.Match[str] | None:
        if self._pattern is None or not url:
            return None
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        end = f"{parts.path}?{parts.query}" if self._has_query else parts.path
        return self._pattern.search(end)


def _place(name: str, seen: set[str]) -> str:
    pattern = _PLACES.get(name, re.escape("{" + name + "}"))
    # A day may be in an address twice; the second has to be there, and not to be the same.
    named = re.match(r"\(\?P<([a-z]+)>", pattern)
    if named and named[1] in seen:
        return pattern.replace(f"?P<{named[1]}>", "?:")
    if named:
        seen.add(named[1])
    return pattern


def day_in(url: str) -> date | None:
    """The day that an address names, in its path or its query; None where it names none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    for pattern in _IN_ADDRESS:
        for found in pattern.finditer(f"{parts.path}?{parts.query}"):
            day = _day(found.groupdict())
            if day:
                return day
    return None


def _day(parts: dict[str, str | None]) -> date | None:
    try:
        return day_in_places(parts)
    except ValueError:
        return None
