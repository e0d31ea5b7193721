"""Addresses by template: `/{year}/{month}/{day}/p{page}.html` and what it fits.

The day is filled in first, so that an address of another day's issue never fits; what is left of
the places is found in the address. A template with a query is compared with path and query, one
without with the path alone. What stands before it (a mirror's folder) does not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from reader.engines.places import DATE_PLACES, day_in_places, filled

_PLACES = {
    "page": r"[A-Za-z]{0,5}[0-9]{1,4}",
    "id": r"[^/?&#]+",
    "number": r"[0-9]+",
    "any": r"[^/?&#]*",
}
_DATES = {
    "year": r"(?P<year>(?:19|20)[0-9]{2})",
    "yy": r"(?P<yy>[0-9]{2})",
    "month": r"(?P<month>0[1-9]|1[0-2])",
    "m": r"(?P<month>1[0-2]|0?[1-9])",
    "day": r"(?P<day>0[1-9]|[12][0-9]|3[01])",
    "d": r"(?P<day>[12][0-9]|3[01]|0?[1-9])",
    "mon": r"(?P<mon>[a-z]{3})",
    "fy": r"[0-9]{2}",
}
_PLACE = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Fit:
    """What an address has in the places of a template."""

    page: str = ""
    id: str = ""
    rest: tuple[str, ...] = ()
    """What stands in the places `{number}` and `{any}`, in order."""
    day: date | None = None
    """Where the template names a day and it was not filled in."""


class Template:
    """The end of an address, with places in it."""

    def __init__(
        self, template: str, day: date | None = None, *, names_article: bool = False
    ) -> None:
        """With a day, its places are filled; without, any day fits. A template that names an
        article does so by its last place where it has no `{id}`.
        """
        self.text = template
        path = re.sub(r"^https?://[^/?#]*", "", template, flags=re.IGNORECASE)
        self._has_query = "?" in path
        self.is_dated = any(f"{{{place}}}" in path for place in DATE_PLACES)
        if day is not None:
            path = filled(path, day)
        if names_article:
            path = _with_id(path)
        seen: set[str] = set()
        pieces: list[str] = []
        at = 0
        for place in _PLACE.finditer(path):
            pieces.append(re.escape(path[at : place.start()]))
            pieces.append(_pattern_of(place[1], seen))
            at = place.end()
        pieces.append(re.escape(path[at:]))
        lead = "" if path.startswith(("/", "?")) else "(?:^|(?<=/))"
        self._pattern = re.compile(f"{lead}{''.join(pieces)}$", re.IGNORECASE)

    def fits(self, url: str) -> Fit | None:
        """What an address has in the places; None where it is another."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        path = parts.path or "/"
        if self._has_query:
            path += f"?{parts.query}"
        found = self._pattern.search(path)
        if found is None:
            return None
        groups = found.groupdict()
        rest = tuple(value or "" for name, value in groups.items() if name.startswith("rest"))
        return Fit(groups.get("page") or "", groups.get("id") or "", rest, _day_of(groups))


def _with_id(path: str) -> str:
    """A template that names nothing `{id}` names an article by its last number, else by its last
    open place.
    """
    if "{id}" in path:
        return path
    for place in ("{number}", "{any}"):
        before, found, behind = path.rpartition(place)
        if found:
            return f"{before}{{id}}{behind}"
    return path


def _pattern_of(name: str, seen: set[str]) -> str:
    if name in _DATES:
        pattern = _DATES[name]
        key = pattern[4 : pattern.index(">")] if pattern.startswith("(?P<") else ""
        if key in seen:
            return f"(?P={key})"
        seen.add(key)
        return pattern
    inner = _PLACES.get(name, r"[^/?&#]*")
    if name not in ("page", "id"):
        name = f"rest{sum(key.startswith('rest') for key in seen)}"
    if name in seen:
        return f"(?P={name})"
    seen.add(name)
    return f"(?P<{name}>{inner})"


def _day_of(groups: dict[str, str | None]) -> date | None:
    try:
        return day_in_places(groups)
    except ValueError:
        return None
