"""Asking an unknown site what `reader.discovery` wants to know of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from datetime import date
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.discovery import Finding, find
from reader.errors import FetchError, ReaderError
from reader.text import shown

if TYPE_CHECKING:
    from reader.discovery.explore import Answer
    from reader.discovery.finding import Way
    from reader.fetch import Fetcher
    from reader.model import Request

DEADLINE_S = 240.0
"""A site that wants more time between its pages than this allows is not found out about."""

Tell = Callable[[str], None]


def finder(url: str) -> Fetcher:
    """A fetcher for the site at an address nobody described: at the usual pace, and without one
    where it is on this computer.
    """
    from reader.fetch import Fetcher, Pace

    return Fetcher(Pace(at_once=8, per_second=1000.0) if is_on_this_computer(url) else None)


def is_on_this_computer(url: str) -> bool:
    """Whether an address is one of this computer's own."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


async def find_paper(
    url: str,
    fetcher: Fetcher,
    today: date,
    taken: Collection[str] = (),
    *,
    wanted_id: str = "",
    tell: Tell = lambda _: None,
) -> Finding:
    """The paper at an address; ids in `taken` are other papers'. `tell` hears each page's address.

    Raises a `FetchError` where the site cannot be asked, `ParseError` where no newspaper was found.
    """
    try:
        async with asyncio.timeout(DEADLINE_S):
            return await _find(url, fetcher, today, taken, wanted_id, tell)
    except TimeoutError as error:
        place = shown(urlsplit(url).netloc, 80)
        raise FetchError(
            f"{place} takes too long to find out about: it answers slowly, or its robots.txt asks"
            " for long pauses; write its definition by hand, as the README says.",
            url=url,
        ) from error


async def _find(
    url: str,
    fetcher: Fetcher,
    today: date,
    taken: Collection[str],
    wanted_id: str,
    tell: Tell,
) -> Finding:
    way = find(url, today, taken, wanted_id=wanted_id)
    request = next(way)
    while True:
        tell(request.url)
        answer: Answer
        try:
            answer = await fetcher.fetch(request)
        except ReaderError as error:
            answer = error
        try:
            request = await asyncio.to_thread(_sent, way, answer)
        except _Found as end:
            return end.finding


class _Found(Exception):
    """Carries the end of a generator out of a thread, which `StopIteration` cannot leave."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding


def _sent(way: Way, answer: Answer) -> Request:
    try:
        return way.send(answer)
    except StopIteration as end:
        raise _Found(end.value) from None
