"""How often and how many at a time a host is asked.

A host has a lane. Whoever wants something of the host waits for a turn in its lane: no more than
`at_once` hold one at the same time, no more than `per_second` begin in any second, none begins
while the host has asked to be left alone, and those who wait are served in the order they came.
The count is of the starts of the last second and not of fixed gaps, so that robots.txt and the
first page after it need not wait for each other.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

_MARGIN = 1.05
"""The window is this much longer than the pace says: a request is on its way for a while, not
always the same, and the host counts arrivals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What a host is asked for at most."""

    at_once: int = 2
    per_second: float = 2.0
    """`math.inf` where one request may follow another without a pause."""

    def __post_init__(self) -> None:
        if self.at_once < 1 or not self.per_second > 0:
            raise ValueError("a pace is at least one at a time, and more than none a second")


class Closed(Exception):
    """The host wants to be left alone for longer than anybody waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Turn:
    """A place in the lane."""

    def __init__(self, began: float, clock: Callable[[], float]) -> None:
        self.began = began
        self._clock = clock

    def sent(self) -> None:
        """Counts from now: it took until now to connect, and the host knows of nothing before."""
        self.began = self._clock()


class Lane:
    """The queue before one host."""

    def __init__(
        self,
        pace: Pace,
        *,
        patience_s: float,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        is_free = math.isinf(pace.per_second)
        self._at_a_time = 1 if is_free else max(1, math.floor(pace.per_second))
        self._window_s = 0.0 if is_free else self._at_a_time / pace.per_second * _MARGIN
        self._turns: deque[Turn] = deque(maxlen=self._at_a_time)
        self._gap_s = 0.0
        self._quiet_until = -math.inf
        self._patience_s = patience_s
        self._clock = clock
        self._sleep = sleep
        self._slots = asyncio.Semaphore(pace.at_once)
        self._gate = asyncio.Lock()

    def space_out(self, seconds: float) -> None:
        """At least so long from one start to the next, as robots.txt asks."""
        self._gap_s = max(self._gap_s, seconds)

    def leave_alone(self, seconds: float) -> None:
        """Nothing begins for so long, whoever asks."""
        self._quiet_until = max(self._quiet_until, self._clock() + seconds)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """Waits, then holds a place until the block ends.

        Raises `Closed` where the wait would be longer than the lane's patience.
        """
        async with self._slots:
            async with self._gate:
                while (wait := self._due() - self._clock()) > 0:
                    if self._quiet_until - self._clock() > self._patience_s:
                        raise Closed(self._quiet_until - self._clock())
                    await self._sleep(wait)
                turn = Turn(self._clock(), self._clock)
                self._turns.append(turn)
            yield turn

    def _due(self) -> float:
        due = self._quiet_until
        if self._turns:
            began = [turn.began for turn in self._turns]
            due = max(due, max(began) + self._gap_s)
            if len(began) == self._at_a_time:
                due = max(due, min(began) + self._window_s)
        return due
