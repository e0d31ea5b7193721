"""One exchange with a server: the connection, what is sent, how an answer is read."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing, suppress
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, cast
from urllib.request import Request as CookieRequest
from urllib.request import getproxies

import httpx

from reader import __version__
from reader.fetch.address import is_public
from reader.fetch.setback import PrivatePeer
from reader.fetch.wire import PUBLIC, SENT, Wire

if TYPE_CHECKING:
    from reader.fetch.body import Limits
    from reader.model import StoredResponse

USER_AGENT = (
    f"Mozilla/5.0 (compatible; reader/{__version__}; +https://github.com/broadsheet-reader/reader)"
)
"""Says who asks. The first word is there because some newspapers turn away whoever lacks it."""

LOCATION = "location"
"""The extension of a response that holds where it sends on to; "" where it does not say."""

_OURS = frozenset(
    (
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "cookie",
        "host",
        "transfer-encoding",
    )
)
"""Headers that a request does not decide."""

_DRAINED = 64 * 1024
_LONGEST_COOKIE = 4096
_LONGEST_VALIDATOR = 1000


def client_of(limits: Limits, *, is_direct: bool) -> httpx.AsyncClient:
    """A client that follows nothing and retries nothing by itself.

    `is_direct` is for this computer, which no proxy may stand before.
    """
    # httpx heeds the same variables, and stands in where one of them names a proxy.
    has_proxy = not is_direct and any(scheme != "no" for scheme in getproxies())
    return httpx.AsyncClient(
        trust_env=not is_direct,
        transport=None if has_proxy else Wire(),
        http2=False,
        follow_redirects=False,
        timeout=httpx.Timeout(
            connect=limits.connect_s,
            read=limits.read_s,
            write=limits.write_s,
            pool=limits.total_s,
        ),
        cookies=CookieJar(_SmallCookies()),
        event_hooks={"response": [_put_location_aside]},
    )


async def _put_location_aside(response: httpx.Response) -> None:
    # httpx reads the header even where it follows nothing, and fails on what is no address.
    response.extensions[LOCATION] = response.headers.pop("location", "")


class _SmallCookies(DefaultCookiePolicy):
    """Keeps what can be sent back without breaking the next request."""

    def set_ok(self, cookie: Cookie, request: CookieRequest) -> bool:
        words = f"{cookie.name}={cookie.value or ''}"
        if len(words) > _LONGEST_COOKIE or not (words.isascii() and words.isprintable()):
            return False
        return super().set_ok(cookie, request)


def extensions_of(public_host: str, sent: Callable[[], None]) -> dict[str, Any]:
    """What goes with a request: it ends where a public name is a private address, and tells when
    it goes out. `public_host` is "" for an address that is known to be private, and may be.
    """
    return {PUBLIC: bool(public_host), SENT: sent, "trace": _Watch(public_host, sent)}


class _Watch:
    """The same for httpx's own way, as its `trace` extension; raises `PrivatePeer`."""

    def __init__(self, public_host: str, sent: Callable[[], None]) -> None:
        self._host = public_host
        self._sent = sent
        self._is_direct = False

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        """One step of the exchange, as httpcore names it."""
        if event == "http11.send_request_headers.started":
            self._sent()
        elif not self._host:
            return
        elif event == "connection.connect_tcp.started":
            # A proxy may well be on a private address; it is not what was asked for.
            self._is_direct = _name(info.get("host")) == self._host
        elif event == "connection.connect_tcp.complete" and self._is_direct:
            stream = info["return_value"]
            peer = stream.get_extra_info("server_addr")
            if peer and not is_public(str(peer[0])):
                await stream.aclose()
                raise PrivatePeer


def headers_of(
    given: tuple[tuple[str, str], ...], *, json: bool, stored: StoredResponse | None
) -> list[tuple[str, str]]:
    """What is sent: the request's own headers, ours, and the condition where an answer is kept."""
    headers = [(name, value) for name, value in given if name.lower() not in _OURS]
    names = {name.lower() for name, _ in headers}
    headers.append(("Accept-Encoding", "gzip"))
    if "user-agent" not in names:
        headers.append(("User-Agent", USER_AGENT))
    if json and "content-type" not in names:
        headers.append(("Content-Type", "application/json"))
    if "accept" not in names:
        headers.append(("Accept", "*/*"))
    if stored is not None:
        if etag := validator(stored.etag):
            headers.append(("If-None-Match", etag))
        if last_modified := validator(stored.last_modified):
            headers.append(("If-Modified-Since", last_modified))
    return headers


def validator(words: str) -> str:
    """A header that is sent back next time; "" where it could not be."""
    fits = len(words) <= _LONGEST_VALIDATOR and words.isascii() and words.isprintable()
    return words.strip() if fits else ""


def pieces_of(response: httpx.Response) -> aclosing[AsyncGenerator[bytes, None]]:
    """The raw bytes of an answer as they come, closed with the block."""
    return aclosing(cast("AsyncGenerator[bytes, None]", response.aiter_raw()))


async def drain(response: httpx.Response) -> None:
    """Reads what little an answer without a page carries, so that its connection can be used
    again; a longer one costs the connection."""
    count = 0
    with suppress(httpx.HTTPError):
        async with pieces_of(response) as pieces:
            async for piece in pieces:
                count += len(piece)
                if count > _DRAINED:
                    return


def _name(host: object) -> str:
    words = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    return words.lower().rstrip(".")
