"""What a site asks of programs: robots.txt, after RFC 9309."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from protego import Protego

from reader.errors import Refused
from reader.lang import say

if TYPE_CHECKING:
    from reader.fetch.address import Address

TOKEN = "reader"  # noqa: S105  # the name we go by in robots.txt
"""The word that robots.txt lines are matched with; it is in the User-Agent as well."""

_OUR_NAMES = (TOKEN, "broadsheet-reader")
_USER_AGENT = re.compile(r"\s*user[- ]?agent(?:\s*:|\s)\s*([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin."""

    rules: Protego | None = None
    """None where everything is allowed."""

    @property
    def crawl_delay_s(self) -> float:
        """The pause asked for between two requests, in seconds; 0 where none is."""
        delay = self.rules.crawl_delay(TOKEN) if self.rules is not None else None
        return max(0.0, delay or 0.0)

    def check(self, address: Address) -> None:
        """Raises `Refused` for an address that programs are asked to leave alone."""
        if self.rules is not None and not self.rules.can_fetch(address.url, TOKEN):
            raise Refused(
                say(
                    "{place} was not asked for: the site's robots.txt keeps programs out of it.",
                    place=address.place,
                ),
                url=address.url,
            )


def robots_of(body: bytes) -> Robots:
    """The rules in a robots.txt, whatever else is in it."""
    lines = body.decode("utf-8-sig", "replace").splitlines()
    return Robots(Protego.parse("\n".join(map(_about_us, lines))))


def _about_us(line: str) -> str:
    """The line, with every program but us under one name.

    Protego keeps a copy of each rule for each name it stands under, so that some thousand names
    before some thousand rules would take minutes. It also takes a name that ours only begins with
    for ours.
    """
    found = _USER_AGENT.match(line)
    if found is None:
        return line
    name = found[1].strip().lower()
    if name != "*":
        name = TOKEN if name.partition("/")[0].strip(" *") in _OUR_NAMES else "other"
    return f"User-agent: {name}"
