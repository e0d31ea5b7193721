"""What a site asks of programs: robots.txt, after RFC 9309."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from protego import Protego

from reader.errors import Refused

if TYPE_CHECKING:
    from reader.fetch.address import Address

TOKEN = "reader"  # noqa: S105  # the name we go by in robots.txt
"""The word that robots.txt lines are matched with; it is in the User-Agent as well."""


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
                f"{address.place} was not asked for: the site's robots.txt keeps programs out "
                "of it.",
                url=address.url,
            )


def robots_of(body: bytes) -> Robots:
    """The rules in a robots.txt, whatever else is in it."""
    return Robots(Protego.parse(body.decode("utf-8-sig", "replace")))
