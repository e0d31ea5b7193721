"""Answers on their way into the store, and back out of it.

A page a time would be a write to the disk a page, and a question to the store for each of three
hundred pages that were never here. So what comes goes in together, twice a second; and which
addresses of a host are kept at all is asked once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from reader.model import StoredResponse

_EVERY_S = 0.5
_MOST_WAITING = 8 * 1024 * 1024
"""Bytes of answers in memory before they go in, time or not."""
MOST_ADDRESSES = 20_000
"""Of a host that has more kept, every address is looked up."""


class Store(Protocol):
    """Where answers are kept from one time to the next; called in a thread."""

    def response(self, url: str) -> StoredResponse | None:
        """The answer kept for an address."""

    def keep_responses(self, responses: Sequence[StoredResponse]) -> None:
        """Keeps answers in place of earlier ones, and as many of the older ones as are useful."""

    def kept_addresses(self, prefix: str, most: int) -> Collection[str] | None:
        """Which addresses that begin so have an answer kept; None where those are more."""


class Keeping:
    """The way between a fetcher and its store; belongs to one event loop.

    What the store raises goes through at the next question, or at the end.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, StoredResponse] = {}
        self._waiting_bytes = 0
        self._writing: asyncio.Task[None] | None = None
        self._is_urgent = asyncio.Event()
        self._is_closing = False
        self._looking: dict[str, asyncio.Task[None]] = {}
        self._addresses: dict[str, set[str] | None] = {}
        """Of each origin, what has an answer kept; None where that would be too many to hold."""

    async def kept(self, url: str) -> StoredResponse | None:
        """The answer kept for an address."""
        self._check()
        if url in self._waiting:
            return self._waiting[url]
        origin = _origin(url)
        if origin not in self._addresses:
            if origin not in self._looking:
                self._looking[origin] = asyncio.create_task(self._look_up(origin))
            await asyncio.shield(self._looking[origin])
        addresses = self._addresses[origin]
        if addresses is not None and url not in addresses:
            return None
        return await asyncio.to_thread(self._store.response, url)

    def keep(self, response: StoredResponse) -> None:
        """Takes an answer; it is in the store a moment later."""
        self._check()
        self._waiting[response.url] = response
        self._waiting_bytes += len(response.body)
        origin = _origin(response.url)
        addresses = self._addresses.get(origin)
        if addresses is not None:
            addresses.add(response.url)
            if len(addresses) > MOST_ADDRESSES:
                self._addresses[origin] = None
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        if self._waiting_bytes > _MOST_WAITING:
            self._is_urgent.set()

    async def close(self) -> None:
        """Puts away what is left."""
        for task in self._looking.values():
            task.cancel()
        await asyncio.gather(*self._looking.values(), return_exceptions=True)
        self._is_closing = True
        self._is_urgent.set()
        if self._writing is not None:
            await self._writing

    def _check(self) -> None:
        if self._writing is not None and self._writing.done():
            self._writing.result()

    async def _look_up(self, origin: str) -> None:
        found = await asyncio.to_thread(self._store.kept_addresses, origin, MOST_ADDRESSES)
        self._addresses[origin] = None if found is None else set(found)

    async def _write(self) -> None:
        while self._waiting:
            with suppress(TimeoutError):
                async with asyncio.timeout(_EVERY_S):
                    await self._is_urgent.wait()
            if not self._is_closing:
                self._is_urgent.clear()
            batch, self._waiting_bytes = dict(self._waiting), 0
            await asyncio.to_thread(self._store.keep_responses, tuple(batch.values()))
            # Until now these could be had from here.
            for url, response in batch.items():
                if self._waiting.get(url) is response:
                    del self._waiting[url]


def _origin(url: str) -> str:
    """Scheme and host as an address spells them, with the slash behind."""
    return "/".join(url.split("/", 3)[:3]) + "/"
