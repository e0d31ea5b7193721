"""What is asked next: the order in which a person reads, looking a little ahead.

Every answer may lead to more requests, which belong right behind the one they came of: a page's
articles come before the next page. Followed strictly, that finds out about the last pages last,
and at the end everybody waits for one of them; so one request in eight is the first of those that
lie nearest to the start, which are the lists of pages to come.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from reader.model import Request

Place: TypeAlias = tuple[int, ...]
"""Where a request stands: that of the answer it came of, and its number among what came of it."""

_AHEAD_EVERY = 8


class Order:
    """Requests that wait."""

    def __init__(self) -> None:
        self._requests: dict[Place, Request] = {}
        self._by_place: list[Place] = []
        self._by_depth: list[tuple[int, Place]] = []
        self._next: dict[Place, int] = {}
        self._taken = 0

    def __len__(self) -> int:
        return len(self._requests)

    def put(self, requests: Iterable[Request], behind: Place = ()) -> None:
        """Adds what came of the request at that place."""
        for request in requests:
            number = self._next.get(behind, 0)
            self._next[behind] = number + 1
            place = (*behind, number)
            self._requests[place] = request
            heapq.heappush(self._by_place, place)
            heapq.heappush(self._by_depth, (len(place), place))

    def take(self) -> tuple[Place, Request]:
        """The next one and its place; raises IndexError where none waits."""
        self._taken += 1
        while True:
            if self._taken % _AHEAD_EVERY:
                place = heapq.heappop(self._by_place)
            else:
                _, place = heapq.heappop(self._by_depth)
            if (request := self._requests.pop(place, None)) is not None:
                return place, request
