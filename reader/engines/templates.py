"""Addresses that a definition gives as templates: the date, and what an answer named, go into
their places.

Templates are relative to an era's entry wherever they can be, so that a mirror of the site, whose
scheme and host stand in for the site's own, is asked for everything else too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from reader.engines.places import filled, places_of
from reader.parse.links import openable

if TYPE_CHECKING:
    from reader.engines.exchange import Era

_PLACE = re.compile(r"\{([a-z_]+)\}")
_RAW = frozenset({"link"})
"""Places that take an address or the end of one as it came; all others take a name, escaped."""


class Addresses:
    """Fills the templates of one era for one day."""

    def __init__(self, era: Era, day: date, base_url: str) -> None:
        self.entry = base_url
        self._day = places_of(day)
        base, own = urlsplit(base_url), urlsplit(filled(era.entry, day))
        self._origin = f"{base.scheme}://{base.netloc}{base.path.removesuffix(own.path)}"
        self._is_mirror = base.netloc != own.netloc

    def at(self, template: str, values: Mapping[str, str], base: str = "") -> str:
        """The address a template means on a page at `base`, "" where it cannot be opened or a
        place has no value.
        """
        if any(not values.get(name) for name in _PLACE.findall(template) if name in values):
            return ""
        address = self._put(template, values, _escaped)
        if address.startswith("/") and not address.startswith("//"):
            address = self._origin + address
        return self.mirrored(openable(address, base or self.entry))

    def mirrored(self, url: str) -> str:
        """An address as it is to be asked: of a mirror where the issue is read from one, whichever
        of the newspaper's hosts it is at.
        """
        if not self._is_mirror or not url or url.startswith(self._origin + "/"):
            return url
        parts = urlsplit(url)
        return self._origin + urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))

    def body(self, template: str, values: Mapping[str, str]) -> str:
        """A question in JSON with its places filled."""
        return self._put(template, values, lambda _, value: json.dumps(value)[1:-1])

    def _put(self, template: str, values: Mapping[str, str], written: _Written) -> str:
        known = {**self._day, **values}
        if "/{link}" in template and "link" in known:
            # A link that begins at the root goes behind the host, which ends there.
            known["link"] = known["link"].lstrip("/")
        return _PLACE.sub(
            lambda place: written(place[1], known[place[1]]) if place[1] in known else place[0],
            template,
        )


def _escaped(name: str, value: str) -> str:
    return value if name in _RAW else quote(value, safe="")


if TYPE_CHECKING:
    from collections.abc import Callable

    _Written = Callable[[str, str], str]
