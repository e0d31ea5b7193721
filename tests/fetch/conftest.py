"""A server that answers as it is told, a clock that is moved by sleeping, and a store in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from reader.fetch import Fetcher, Limits, Pace

if TYPE_CHECKING:
    from reader.model import StoredResponse

PAGE = b"<!DOCTYPE html><html><body><p>words</p></body></html>"
Answer = Callable[["Asked"], Awaitable[None]] | bytes


class Asked:
    """One request as it came, and the way to answer it."""

    def __init__(
        self, method: str, path: str, headers: dict[str, str], body: bytes, count: int
    ) -> None:
        self.method, self.path, self.headers, self.body = method, path, headers, body
        self.count = count
        """How often this path was asked so far, this time included."""
        self.writer: asyncio.StreamWriter

    async def send(self, raw: bytes) -> None:
        self.writer.write(raw)
        await self.writer.drain()


def answer(
    body: bytes = PAGE, status: str = "200 OK", *headers: str, length: int | None = None
) -> bytes:
    """A whole answer, its length said."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
    if not any(line.lower().startswith("content-type") for line in headers):
        lines.append("Content-Type: text/html")
    return "\r\n".join([*lines, *headers]).encode("latin-1") + b"\r\n\r\n" + body


class Site:
    """A loopback server whose every path answers with given bytes or by a coroutine.

    After an answer given as bytes it hangs up where the bytes do not fill the length they say.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.robots: Any = answer(b"", "404 Not Found")
        self.asked: list[Asked] = []
        self.at_once = self.most_at_once = 0
        self.connections = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._news = asyncio.Event()
        self._server: asyncio.Server

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connection, "127.0.0.1", 0, limit=1 << 20)
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    async def stop(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    async def asked_for(self, path: str) -> None:
        """Returns once a path was asked for."""
        while path not in self.paths:
            self._news.clear()
            await self._news.wait()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._one(reader, writer):
                    pass
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        pairs = (line.partition(":") for line in head[1:] if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        count = 1 + sum(1 for asked in self.asked if asked.path == path)
        asked = Asked(method, path, headers, body, count)
        asked.writer = writer
        self.asked.append(asked)
        self._news.set()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            given = self.answers.get(path, self.answers.get(path.partition("?")[0]))
            if path == "/robots.txt":
                given = self.robots
            if isinstance(given, list):
                given = given[min(count, len(given)) - 1]
            if given is None:
                given = answer(b"", "404 Not Found")
            if callable(given):
                await given(asked)
                return False
            await asked.send(given)
            head_bytes, _, sent = given.partition(b"\r\n\r\n")
            return f"Content-Length: {len(sent)}".encode() in head_bytes
        finally:
            self.at_once -= 1


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.naps: list[float] = []

    def __call__(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)


class Shelf:
    """A store in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, StoredResponse] = {}
        self.batches: list[int] = []

    def response(self, url: str) -> StoredResponse | None:
        return self.kept.get(url)

    def keep_responses(self, responses: Sequence[StoredResponse]) -> None:
        self.batches.append(len(responses))
        self.kept.update((response.url, response) for response in responses)

    def kept_addresses(self, prefix: str, most: int) -> list[str]:
        return [url for url in self.kept if url.startswith(prefix)]


NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
QUICK = Limits(connect_s=2, read_s=0.3, write_s=2, total_s=5, backoff_s=0, backoff_most_s=0)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    await site.start()
    yield site
    await site.stop()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def make_fetcher(clock: Clock) -> Callable[..., Fetcher]:
    """A fetcher that never really waits between requests."""

    def make(**given: Any) -> Fetcher:
        given.setdefault("pace_of", Pace(at_once=2, per_second=1000))
        given.setdefault("limits", QUICK)
        return Fetcher(clock=clock, sleep=clock.sleep, now=lambda: NOON, **given)

    return make


@pytest.fixture(name="answer")
def _answer() -> Callable[..., bytes]:
    return answer


@pytest.fixture(scope="session")
def page() -> bytes:
    return PAGE
