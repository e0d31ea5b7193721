"""Asking an unknown site what `reader.discovery` wants to know of it."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Collection, Generator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from reader.delivery.site import MIRROR_AT_ONCE, is_loopback
from reader.discovery import Finding, find, newest_day
from reader.errors import FetchError, ReaderError
from reader.lang import say
from reader.text import shown

if TYPE_CHECKING:
    from reader.discovery.explore import Answer
    from reader.fetch import Fetcher
    from reader.model import Request

DEADLINE_S = 240.0
"""A site that wants more time between its pages than this allows is not found out about."""

Tell = Callable[[str], None]
_T = TypeVar("_T")


def finder(url: str) -> Fetcher:
    """A fetcher for the site at an address nobody described: at the usual pace, and without one
    where it is on this computer.
    """
    from reader.fetch import Fetcher, Pace

    pace = Pace(at_once=MIRROR_AT_ONCE, per_second=math.inf) if is_loopback(url) else None
    return Fetcher(pace)


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
    way = find(url, today, taken, wanted_id=wanted_id)
    try:
        async with asyncio.timeout(DEADLINE_S):
            return await _driven(way, fetcher, tell)
    except TimeoutError as error:
        place = shown(urlsplit(url).netloc, 80)
        raise FetchError(
            say(
                "{place} takes too long to find out about: it answers slowly, or its "
                "robots.txt asks for long pauses; write its definition by hand, as the "
                "README says.",
                place=place,
            ),
            url=url,
        ) from error


async def newest_at(url: str, fetcher: Fetcher, today: date) -> date | None:
    """The day of the issue that an address without a date leads to; None where nothing tells."""
    try:
        async with asyncio.timeout(DEADLINE_S):
            return await _driven(newest_day(url, today), fetcher, lambda _: None)
    except (TimeoutError, ReaderError):
        return None


async def _driven(way: Generator[Request, Answer, _T], fetcher: Fetcher, tell: Tell) -> _T:
    """Fetches what a generator asks for until it has its answer."""
    try:
        request = next(way)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    while True:
        tell(request.url)
        answer: Answer
        try:
            answer = await fetcher.fetch(request)
        except ReaderError as error:
            answer = error
        try:
            request = await asyncio.to_thread(_sent, way, answer)
        except _Ended as end:
            return end.value  # type: ignore[no-any-return]


class _Ended(Exception):
    """Carries the end of a generator out of a thread, which `StopIteration` cannot leave."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


def _sent(way: Generator[Request, Answer, Any], answer: Answer) -> Request:
    try:
        return way.send(answer)
    except StopIteration as end:
        raise _Ended(end.value) from None
