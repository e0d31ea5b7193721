"""Connections straight to a host, spoken to by h11: what httpx sends and receives through.

httpx's own pool looks at each of its connections several times a request, and a request costs it
some six times what this costs; in the time of a page from a distant server that would not matter,
but all of an issue's pages go through one thread. Where a proxy stands between, httpx's own way is
taken.

What goes wrong is raised as httpx names it.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import h11
import httpx

from reader.fetch.address import is_public
from reader.fetch.setback import PrivatePeer

SENT = "sent"
"""The extension of a request that is called when it goes out."""
PUBLIC = "public"
"""The extension of a request that says whether its host has to turn out to be a public one."""

_LARGEST_HEAD = 100 * 1024
_PIECE = 64 * 1024
_IDLE_S = 30.0
"""So long a connection is worth keeping; most servers close it sooner, which is noticed."""

Origin = tuple[str, str, int]


@dataclass(slots=True)
class _Line:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    http: h11.Connection
    idle_since: float = 0.0

    def is_usable(self) -> bool:
        """Whether the other side still holds its end, and said nothing out of turn."""
        is_open = not self.reader.at_eof() and not self.writer.is_closing()
        return is_open and time.monotonic() - self.idle_since < _IDLE_S

    def close(self) -> None:
        self.writer.transport.abort()


class Wire(httpx.AsyncBaseTransport):
    """Opens, keeps and closes connections; how many there are at a time is the lane's business."""

    def __init__(self) -> None:
        self._idle: defaultdict[Origin, list[_Line]] = defaultdict(list)
        self._context: ssl.SSLContext | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One exchange as far as the head of the answer; the body comes as it is read."""
        url, timeouts = request.url, request.extensions["timeout"]
        origin = (url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80))
        line = self._kept(origin) or await self._opened(origin, request)
        try:
            if sent := request.extensions.get(SENT):
                sent()
            with _as_httpx(httpx.WriteError):
                await self._send(line, request, timeouts["write"])
            with _as_httpx(httpx.ReadError):
                head = await _head(line, timeouts["read"])
        except BaseException:
            line.close()
            raise
        return httpx.Response(
            head.status_code,
            headers=head.headers.raw_items(),
            stream=_Body(line, timeouts["read"], lambda: self._keep(origin, line)),
            request=request,
        )

    async def aclose(self) -> None:
        """Lets go of every connection that nobody is reading from."""
        for lines in self._idle.values():
            for line in lines:
                line.close()
        self._idle.clear()
        # Connections that were let go are closed one turn of the loop later.
        await asyncio.sleep(0)

    def _kept(self, origin: Origin) -> _Line | None:
        lines = self._idle[origin]
        while lines:
            line = lines.pop()
            if line.is_usable():
                return line
            line.close()
        return None

    def _keep(self, origin: Origin, line: _Line) -> None:
        line.idle_since = time.monotonic()
        self._idle[origin].append(line)

    async def _opened(self, origin: Origin, request: httpx.Request) -> _Line:
        scheme, host, port = origin
        context = None
        if scheme == "https":
            # Reading the certificates takes as long as some pages, so only where they are needed.
            self._context = context = self._context or await asyncio.to_thread(
                httpx.create_ssl_context
            )
        with _as_httpx(httpx.ConnectError):
            try:
                async with asyncio.timeout(request.extensions["timeout"]["connect"]):
                    reader, writer = await asyncio.open_connection(
                        host,
                        port,
                        ssl=context,
                        server_hostname=host if context else None,
                        happy_eyeballs_delay=None if _is_number(host) else 0.25,
                    )
            except TimeoutError as error:
                raise httpx.ConnectTimeout("connecting took too long") from error
        line = _Line(reader, writer, h11.Connection(h11.CLIENT, _LARGEST_HEAD))
        if request.extensions.get(PUBLIC):
            peer = writer.get_extra_info("peername")
            if peer and not is_public(str(peer[0])):
                line.close()
                raise PrivatePeer
        return line

    @staticmethod
    async def _send(line: _Line, request: httpx.Request, timeout_s: float) -> None:
        content = await request.aread()
        head = h11.Request(
            method=request.method, target=request.url.raw_path, headers=request.headers.raw
        )
        parts = [line.http.send(head)]
        if content:
            parts.append(line.http.send(h11.Data(data=content)))
        parts.append(line.http.send(h11.EndOfMessage()))
        line.writer.write(b"".join(part for part in parts if part))
        try:
            async with asyncio.timeout(timeout_s):
                await line.writer.drain()
        except TimeoutError as error:
            raise httpx.WriteTimeout("sending took too long") from error


async def _event(line: _Line, timeout_s: float) -> h11.Event | type[h11.PAUSED]:
    """What the server says next."""
    while True:
        event = line.http.next_event()
        if event is not h11.NEED_DATA:
            return event  # type: ignore[return-value]
        try:
            async with asyncio.timeout(timeout_s):
                piece = await line.reader.read(_PIECE)
        except TimeoutError as error:
            raise httpx.ReadTimeout("nothing came") from error
        if not piece and line.http.their_state is h11.SEND_RESPONSE:
            raise httpx.RemoteProtocolError("hung up without an answer")
        line.http.receive_data(piece)


async def _head(line: _Line, timeout_s: float) -> h11.Response:
    while True:
        event = await _event(line, timeout_s)
        if isinstance(event, h11.Response):
            return event
        if not isinstance(event, h11.InformationalResponse) or event.status_code == 101:
            raise httpx.RemoteProtocolError("an answer to something that was not asked")


class _Body(httpx.AsyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, line: _Line, timeout_s: float, keep: Callable[[], None]) -> None:
        self._line = line
        self._timeout_s = timeout_s
        self._keep = keep

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx(httpx.ReadError):
            while isinstance(event := await _event(self._line, self._timeout_s), h11.Data):
                yield bytes(event.data)

    async def aclose(self) -> None:
        """Keeps the connection for the next request where all was said on both sides."""
        http = self._line.http
        if http.our_state is http.their_state is h11.DONE and not http.trailing_data[0]:
            http.start_next_cycle()
            self._keep()
        else:
            self._line.close()


def _is_number(host: str) -> bool:
    """Whether a host is an address in figures, of which there is one and no race to be run."""
    return ":" in host or host.rpartition(".")[2].isdigit()


@contextmanager
def _as_httpx(kind: type[httpx.NetworkError]) -> Iterator[None]:
    try:
        yield
    except h11.RemoteProtocolError as error:
        raise httpx.RemoteProtocolError(str(error)) from error
    except h11.LocalProtocolError as error:
        raise httpx.LocalProtocolError(str(error)) from error
    except OSError as error:
        raise kind(str(error)) from error
