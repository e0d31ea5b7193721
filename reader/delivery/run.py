"""One run of one engine: what it asks for is fetched, read, and stored as it goes.

    order → several at once → arrived, one by one → engine → order
                                                      ↓ now and then, in a thread
                                                   library

What arrives is read between requests and never before one that could go out, so that the site is
not waited for and waits for nobody. The library is written to in a thread, as little often as
somebody who watches will bear.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reader.delivery.order import Order, Place
from reader.engines.exchange import no_issue
from reader.errors import (
    Absence,
    FetchError,
    NotArchived,
    NotPublished,
    ParseError,
    ReaderError,
    Refused,
    Unreachable,
)
from reader.lang import say
from reader.model import Issue, Progress, Request, Response

if TYPE_CHECKING:
    from reader.delivery.site import Transport
    from reader.engines import Engine
    from reader.library import Library
    from reader.papers import Paper

Report = Callable[[Progress], None]

LONGEST_S = 3600.0
"""An issue is given an hour; at the slowest pace a site may ask for that is some hundred pages."""
_STORE_EVERY_S = (0.05, 0.05, 0.1, 0.2, 0.5)
"""From one time that the library is written to to the next: the first articles can be read at
once, the rest need not be there to the second."""
_STORE_SHARE = 8
"""What storing took, so many times over, is left to everything else before the next time, once
there is something to read."""
_TELL_EVERY_S = 0.1
_MOST_RUNNING = 10
"""Requests under way or waiting for their turn. More than any site is asked at a time, so that
a turn that is free is taken at once; not many more, so that what is found to come first can."""
_TURNS_BETWEEN = 4
"""Turns of the loop from one page that is read to the next: an answer that has come takes so many
to free its connection for the next request."""
_LARGE = 256 * 1024
"""Bytes of a page that is read in a thread."""
_LOST_AFTER = 5
"""So many requests in a row without any answer, and the site counts as out of reach."""
_TURNED_AWAY_AFTER = 25
"""So many refusals in a row, and the site counts as closed to us."""
_ROUNDS = 5
"""So often what failed is asked for again when everything else is here."""
_FIRST_TRIES = 3
_MISSING = frozenset({403, 404, 410})
_ON_PURPOSE = frozenset({401, 403, 404, 410, 451})


_ADVICE = ("try again", "check ", "leave it out", "再试", "请检查")
"""Words by which a reason says what to do already."""


@dataclass(slots=True)
class _Asked:
    """A request that was made, and what last came of it."""

    place: Place
    request: Request
    failure: str = ""
    is_plain: bool = False
    """Whether the failure is one that a site gives on purpose."""
    is_final: bool = False
    """Whether asking again is known to be in vain."""


class Run:
    """Brings one issue in by one engine."""

    def __init__(
        self,
        paper: Paper,
        day: date,
        engine: Engine,
        transport: Transport,
        library: Library,
        *,
        report: Report,
        mark: Callable[[Issue], Issue],
        longest_s: float = LONGEST_S,
    ) -> None:
        self._paper = paper
        self._day = day
        self._engine = engine
        self._transport = transport
        self._library = library
        self._report = report
        self._mark = mark
        self._until = time.monotonic() + longest_s
        self._order = Order()
        self._running: dict[asyncio.Task[Response], tuple[Place, Request]] = {}
        self._arrived: deque[asyncio.Task[Response]] = deque()
        self._news = asyncio.Event()
        self._engine_lock = asyncio.Lock()
        self._asked: dict[str, _Asked] = {}
        self._is_again = False
        self._unanswered = 0
        self._refused = 0
        self._storing: asyncio.Task[None] | None = None
        self._stored = 0
        self._store_at = 0.0
        self._has_unstored = False
        self._fresh: list[str] = []
        self._told_at = 0.0

    async def run(self) -> Issue:
        """Fetches until nothing is left to ask."""
        for request in self._engine.start():
            await self._first(request)
        while self._order and not (self._engine.tally().pages or self._engine.tally().articles):
            # It was only sent on: there is no issue either where there is nothing at the end.
            await self._first(self._order.take()[1])
        try:
            await self._rest()
            for _ in range(_ROUNDS):
                if not self._ask_again():
                    break
                await self._rest()
        finally:
            # Also when cancelled: what arrived is kept. The library answers within its own
            # patience.
            issue = await self._end()
        self._tell(is_finished=True)
        return issue

    async def _first(self, request: Request) -> None:
        self._report(
            Progress(newspaper_id=self._paper.id, date=self._day, doing=self._paper.newspaper.name)
        )
        said = ""
        for tries in range(1, _FIRST_TRIES + 1):
            try:
                more = await self._read(request, await self._transport.fetch(request))
            except (FetchError, ParseError) as error:
                # Before a whole issue is given up for a moment's fault of the site, and the day
                # written down as without one, the same has to be said twice.
                if tries < _FIRST_TRIES and str(error) != said and _is_worth_a_second_look(error):
                    said = str(error)
                    continue
                if isinstance(error, Refused) and error.status in _MISSING:
                    self._engine.miss(request, reason_of(error))
                    raise no_issue(self._paper.newspaper, self._day, request.url) from error
                if not isinstance(error, NotPublished):
                    error.args = (self._about_the_first(error),)
                raise
            self._order.put(more)
            break
        self._tell()

    def _about_the_first(self, error: ReaderError) -> str:
        """What went wrong with the page without which there is no issue, and what to do."""
        reason = reason_of(error)
        if not any(advice in reason for advice in _ADVICE):
            reason += say(
                "; `reader papers check {id}` tries its site step by step", id=self._paper.id
            )
        return say(
            "{name} of {day}, first page: {reason}.",
            name=self._paper.newspaper.name,
            day=self._day,
            reason=reason,
        )

    async def _read(self, request: Request, response: Response) -> tuple[Request, ...]:
        async with self._engine_lock:
            if len(response.body) <= _LARGE:
                return self._engine.read(request, response)
            reading = asyncio.create_task(asyncio.to_thread(self._engine.read, request, response))
            try:
                return await asyncio.shield(reading)
            except asyncio.CancelledError:
                # A thread cannot be stopped, and nobody may look at the engine before it is done.
                await asyncio.gather(reading, return_exceptions=True)
                raise

    # -- all but the first --

    async def _rest(self) -> None:
        try:
            while self._order or self._running or self._arrived:
                self._send()
                if self._arrived:
                    await self._take_in(self._arrived.popleft())
                    for _ in range(_TURNS_BETWEEN):
                        await asyncio.sleep(0)
                else:
                    await self._wait()
                if self._lost and self._order:
                    await self._give_up(self._lost)
                elif time.monotonic() > self._until:
                    await self._give_up("an issue is given an hour, and that was over")
                self._store_if_due()
                self._tell()
        finally:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)
            self._running.clear()
            self._arrived.clear()

    def _send(self) -> None:
        while (
            self._order
            and len(self._running) - len(self._arrived) < _MOST_RUNNING
            and not self._lost
        ):
            place, request = self._order.take()
            task = asyncio.create_task(self._transport.fetch(request))
            self._asked.setdefault(request.url, _Asked(place, request))
            self._running[task] = place, request
            task.add_done_callback(self._has_arrived)

    def _has_arrived(self, task: asyncio.Task[Response]) -> None:
        if task not in self._running or task.cancelled():
            return
        error = task.exception()
        if isinstance(error, Unreachable) or (error is not None and self._is_again):
            self._unanswered += 1
        elif error is None:
            self._unanswered = self._refused = 0
        elif isinstance(error, Refused) and error.status:
            self._refused += 1
        self._arrived.append(task)
        self._news.set()

    async def _wait(self) -> None:
        """Until something arrives, or something else is due."""
        self._news.clear()
        is_idle = self._storing is None or self._storing.done()
        due = self._store_at if self._has_unstored and is_idle else self._until
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.01, min(due, self._until) - time.monotonic())):
                await self._news.wait()

    async def _take_in(self, task: asyncio.Task[Response]) -> None:
        place, request = self._running.pop(task)
        asked = self._asked[request.url]
        try:
            response = task.result()
            # It may be missed under the address at which it was found.
            self._asked.setdefault(response.url, asked)
            self._order.put(await self._read(request, response), place)
        except (FetchError, ParseError) as error:
            asked.is_final = isinstance(error, NotArchived)
            asked.is_plain = isinstance(error, Refused) and error.status in _ON_PURPOSE
            async with self._engine_lock:
                self._engine.miss(request, reason_of(error))
        self._has_unstored = True

    def _ask_again(self) -> bool:
        """Puts in order what is missing and may come after all; whether there is any.

        What a site refuses twice is taken at its word.
        """
        self._is_again, self._unanswered = not self._lost, 0
        if not self._is_again or not self._engine.tally().failed:
            return False
        for gap in self._engine.issue().gaps:
            asked = self._asked.get(gap.url)
            if asked is None or asked.is_final or not gap.reason:
                continue
            asked.is_final = asked.is_plain and asked.failure == gap.reason
            asked.failure = gap.reason
            if not asked.is_final:
                self._order.put([asked.request], asked.place)
        return bool(self._order)

    @property
    def _lost(self) -> str:
        """Why nothing more is asked; "" while it is."""
        if self._unanswered >= _LOST_AFTER:
            return "the site could not be reached any more"
        if self._refused >= _TURNED_AWAY_AFTER:
            return "the site refused what was asked before"
        return ""

    async def _give_up(self, reason: str) -> None:
        async with self._engine_lock:
            while self._order:
                _, request = self._order.take()
                if not self._is_again:
                    self._engine.miss(request, reason)
            if time.monotonic() > self._until:
                for task, (_, request) in list(self._running.items()):
                    if not task.done():
                        del self._running[task]
                        task.cancel()
                        self._engine.miss(request, reason)
        self._has_unstored = True

    # -- into the library --

    def _store_if_due(self) -> None:
        if self._storing is not None and self._storing.done():
            # What the library raises ends the delivery.
            self._storing = self._storing.result()
        if self._has_unstored and self._storing is None and time.monotonic() >= self._store_at:
            self._has_unstored = False
            self._storing = asyncio.create_task(self._store())

    async def _store(self) -> None:
        began = time.monotonic()
        # Nothing is read meanwhile, so that what is stored is one moment's issue.
        async with self._engine_lock:
            issue = await asyncio.to_thread(self._issue)
        self._fresh += await asyncio.to_thread(self._put_away, issue)
        now = time.monotonic()
        pause = _STORE_EVERY_S[min(self._stored, len(_STORE_EVERY_S) - 1)]
        self._stored += 1
        share = _STORE_SHARE if self._stored >= len(_STORE_EVERY_S) else 1
        self._store_at = now + max(pause, share * (now - began))
        self._news.set()

    async def _end(self) -> Issue:
        if self._storing is not None:
            await asyncio.gather(self._storing, return_exceptions=True)
        issue = self._issue()
        self._fresh += await asyncio.to_thread(self._put_away, issue)
        return issue

    def _issue(self) -> Issue:
        return self._mark(self._paper.page_names.applied(self._engine.issue()))

    def _put_away(self, issue: Issue) -> tuple[str, ...]:
        if any(section.articles for section in issue.sections) or issue.gaps:
            return self._library.store(self._paper.newspaper, issue, at=datetime.now(UTC))
        return ()

    # -- how far it is --

    def _tell(self, *, is_finished: bool = False) -> None:
        now = time.monotonic()
        if now - self._told_at < _TELL_EVERY_S and not (is_finished or self._fresh):
            return
        self._told_at = now
        tally = self._engine.tally()
        stored, self._fresh = tuple(self._fresh), []
        self._report(
            Progress(
                newspaper_id=self._paper.id,
                date=self._day,
                doing=tally.page_label,
                pages_done=tally.pages_done,
                pages=tally.pages,
                articles_done=tally.articles_done,
                articles=tally.articles,
                failed=tally.failed,
                is_finished=is_finished,
                stored=stored,
            )
        )


def _is_worth_a_second_look(error: ReaderError) -> bool:
    """Whether an answer may have been a moment's fault. What was out of reach was tried several
    times already, and a site that shows another day's issue knows what it has.
    """
    if isinstance(error, NotPublished) and error.absence in (Absence.ANOTHER_DAY, Absence.NOT_YET):
        return False
    return not isinstance(error, Unreachable | NotArchived)


def reason_of(error: ReaderError) -> str:
    """Why something is missing, as one clause."""
    text = str(error).rstrip(".。")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
