"""The fetcher: asks for one page at a time, in the host's lane, until it has it or knows why not.

    robots.txt → turn in the lane → one exchange, bounded in time and size → again, or the page

A request is tried again where it may help, each try waits for its own turn, and a host that asks
for a pause gets it from everybody who wants something of it. Redirects are followed by hand, so
that each step is judged before it is taken.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

import httpx
import stamina
import stamina.instrumentation

from reader.errors import FetchError, Refused, Unreachable
from reader.fetch.address import Address, Bounds, address_of
from reader.fetch.body import Limits, TooMuch, Unpacking, lacks_its_end, picture_type
from reader.fetch.exchange import (
    LOCATION,
    client_of,
    drain,
    extensions_of,
    headers_of,
    pieces_of,
    validator,
)
from reader.fetch.keeping import Keeping, Store
from reader.fetch.pace import Closed, Lane, Pace, Turn
from reader.fetch.robots import Robots, robots_of
from reader.fetch.setback import (
    Setback,
    broken,
    left_alone,
    refusal,
    setback_of,
    too_large,
    too_slow,
)
from reader.lang import say
from reader.model import Request, Response, StoredResponse
from reader.text import shown

# Its own way is a line on stderr for each retry, in the middle of the screen.
stamina.instrumentation.set_on_retry_hooks(())

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_ROBOTS_FAILURE_KEPT_S = 30.0
_ROBOTS_KEPT = timedelta(hours=24)
_LARGE_ROBOTS = 64 * 1024


@dataclass(slots=True)
class _Errand:
    """One thing to bring, and what is known of it so far."""

    address: Address
    most: int
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    """Whether a body over the limit is cut there; it fails otherwise."""
    may_be_empty: bool = False
    takes_copies: bool = False
    """Whether an archive's copy of a refusal is an answer and no refusal."""
    stored: StoredResponse | None = None
    spent_s: float = 0.0
    unended: bytes = b""
    """A page without its end, as it came the time before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it came, redirects not followed."""

    url: str
    status: int
    headers: httpx.Headers
    location: str
    """Where it sends on to; "" where it does not."""
    body: bytes

    @property
    def is_copy(self) -> bool:
        """Whether an archive says that this is what another site once answered, its status too."""
        return "memento-datetime" in self.headers


@dataclass(slots=True)
class _Site:
    """What is known of one origin."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots: Robots | None = None
    failure: FetchError | None = None
    failed_at: float = 0.0
    leaves_end_out: bool = False
    """Whether it was seen to leave `</html>` out."""


class Fetcher:
    """Brings pages, politely.

    Belongs to one event loop; use it as an async context manager. What it knows of a host (pace,
    robots.txt, cookies, connections) lasts as long as it does.
    """

    def __init__(
        self,
        pace_of: Pace | Mapping[str, Pace] | None = None,
        store: Store | None = None,
        allowed_hosts: Collection[str] | None = None,
        *,
        with_their_sites: bool = False,
        with_public: bool = False,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`pace_of` is one pace for every host, or paces by host name; a host without one gets the
        default. `allowed_hosts` holds names, or `name:port`; None lets any public host be asked,
        `with_their_sites` also what belongs to the same owners, `with_public` also every public
        host, which may send on to any other."""
        self._pace_of = pace_of
        self._keeping = None if store is None else Keeping(store)
        self._bounds = Bounds(
            allowed_hosts, with_their_sites=with_their_sites, with_public=with_public
        )
        self._limits = limits or Limits()
        self._clock = clock
        self._sleep = sleep
        self._now = now
        self._lanes: dict[str, Lane] = {}
        self._sites: dict[str, _Site] = {}
        self._clients: dict[bool, httpx.AsyncClient] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            await self.aclose()
        except Exception:
            # What ended the block says more than that its answers could not be kept.
            if kind is None:
                raise

    async def aclose(self) -> None:
        """Lets go of every connection, and puts away what is to be kept."""
        clients = list(self._clients.values())
        self._clients.clear()
        for client in clients:
            await client.aclose()
        if self._keeping is not None:
            await self._keeping.close()

    async def fetch(self, request: Request) -> Response:
        """The page at an address; its `url` is where it was found after redirects.

        Raises a kind of `FetchError`. What the store raises goes through.
        """
        address = address_of(request.url)
        self._bounds.check(address)
        errand = _Errand(
            address,
            most=self._limits.body_bytes,
            body=request.json_body,
            headers=request.headers,
        )
        return await self._follow(errand, keep=True)

    async def answer(self, request: Request) -> Answer:
        """One answer, for whoever judges redirects and statuses by more than their number: an
        archive repeats those of the page that it copied. Nothing is stored.

        Raises a kind of `FetchError`.
        """
        address = address_of(request.url)
        self._bounds.check(address)
        (await self._robots_of(address)).check(address)
        errand = _Errand(
            address,
            most=self._limits.body_bytes,
            headers=request.headers,
            may_be_empty=True,
            takes_copies=True,
        )
        return await self._ask(errand)

    async def picture(self, url: str) -> tuple[str, bytes]:
        """A picture's media type, told from its bytes, and the bytes."""
        address = address_of(url)
        self._bounds.check(address)
        found = await self._follow(_Errand(address, most=self._limits.body_bytes), keep=False)
        media_type = picture_type(found.body)
        if not media_type:
            raise Refused(
                say(
                    "{place} is not a picture that can be shown, so it was left.",
                    place=address.place,
                ),
                url=address.url,
            )
        return media_type, found.body

    # -- one thing, wherever it is by now --------------------------------------

    async def _follow(self, errand: _Errand, *, keep: bool, ask_robots: bool = True) -> Response:
        start = errand.address
        seen: set[str] = set()
        for _ in range(self._limits.redirects + 1):
            here = errand.address
            seen.add(here.url)
            if ask_robots:
                (await self._robots_of(here)).check(here)
            if keep and not errand.body and self._keeping is not None:
                errand.stored = await self._keeping.kept(here.url)
            answer = await self._ask(errand)
            if answer.status not in _REDIRECTS:
                return await self._response(errand, answer, keep=keep)
            there = self._bounds.redirected(start, here, answer.location)
            if there.url in seen:
                raise Refused(
                    say(
                        "{place} sends round in a circle, so there is no page to read.",
                        place=start.place,
                    ),
                    url=start.url,
                    status=answer.status,
                )
            errand.address = there
            errand.stored, errand.unended = None, b""
            if answer.status not in (307, 308):
                errand.body = ""
            if there.host != here.host:
                # Who asks is no secret; anything else is for the host it was meant for.
                errand.headers = tuple(h for h in errand.headers if h[0].lower() == "user-agent")
        raise Refused(
            say(
                "{place} sends on more than {n} times, so it was given up.",
                place=start.place,
                n=self._limits.redirects,
            ),
            url=start.url,
        )

    async def _response(self, errand: _Errand, answer: Answer, *, keep: bool) -> Response:
        url, stored = errand.address.url, errand.stored
        if answer.status == httpx.codes.NOT_MODIFIED and stored is not None:
            return Response(url=url, body=stored.body, content_type=stored.content_type)
        content_type = shown(answer.headers.get("content-type", ""))
        if keep and not errand.body and self._keeping is not None:
            kept = StoredResponse(
                url=url,
                body=answer.body,
                fetched_at=self._now(),
                content_type=content_type,
                etag=validator(answer.headers.get("etag", "")),
                last_modified=validator(answer.headers.get("last-modified", "")),
            )
            self._keeping.keep(kept)
        return Response(url=url, body=answer.body, content_type=content_type)

    async def _robots_of(self, address: Address) -> Robots:
        site = self._site_of(address)
        if site.robots is not None:
            return site.robots
        async with site.lock:
            if site.robots is None:
                if site.failure and self._clock() - site.failed_at < _ROBOTS_FAILURE_KEPT_S:
                    raise type(site.failure)(str(site.failure), url=address.url)
                try:
                    site.robots = await self._fetched_robots(address)
                except FetchError as error:
                    site.failure, site.failed_at = error, self._clock()
                    raise
                delay_s = min(site.robots.crawl_delay_s, self._limits.crawl_delay_s)
                self._lane_of(address).space_out(delay_s)
        return site.robots

    async def _fetched_robots(self, address: Address) -> Robots:
        there = address_of("/robots.txt", base=address)
        if kept := await self._kept_robots(there):
            return await _robots_in(kept.body)
        errand = _Errand(there, most=self._limits.robots_bytes, cut=True, may_be_empty=True)
        try:
            found = await self._follow(errand, keep=True, ask_robots=False)
        except Refused as error:
            if error.status >= 500 or error.status == httpx.codes.TOO_MANY_REQUESTS:
                # RFC 9309: a site that fails to say is taken to want nothing fetched.
                raise Refused(
                    say(
                        "{host} answered {status} when asked for its robots.txt, so nothing "
                        "was fetched: try again later.",
                        host=shown(address.host, 80),
                        status=error.status,
                    ),
                    url=address.url,
                    status=error.status,
                ) from error
            if self._keeping is not None and not there.is_private:
                nothing = StoredResponse(url=there.url, body=b"", fetched_at=self._now())
                self._keeping.keep(nothing)
            return Robots()
        return await _robots_in(found.body)

    async def _kept_robots(self, there: Address) -> StoredResponse | None:
        """What the host said of late, which RFC 9309 lets stand for a day; what is on this computer
        may change from one minute to the next, and is near."""
        if there.is_private or self._keeping is None:
            return None
        kept = await self._keeping.kept(there.url)
        is_fresh = kept is not None and timedelta() <= self._now() - kept.fetched_at < _ROBOTS_KEPT
        return kept if is_fresh else None

    # -- one address, as often as it takes -------------------------------------

    async def _ask(self, errand: _Errand) -> Answer:
        limits = self._limits
        lane = self._lane_of(errand.address)

        def again(error: Exception) -> bool | float:
            if not isinstance(error, Setback) or not error.may_pass:
                return False
            if errand.spent_s >= limits.total_s:
                return False
            # Where the host named a time the lane keeps it, for everybody and not for us alone.
            return 0.0 if error.hold_s is not None else True

        try:
            async for attempt in stamina.retry_context(
                on=again,
                attempts=limits.attempts,
                timeout=None,
                wait_initial=limits.backoff_s,
                wait_max=limits.backoff_most_s,
                wait_jitter=limits.backoff_s,
            ):
                with attempt:
                    return await self._try(errand, lane)
        except Setback as setback:
            raise setback.error from setback.__cause__
        raise AssertionError("a retry context ends with an answer or an exception")

    async def _try(self, errand: _Errand, lane: Lane) -> Answer:
        address, limits = errand.address, self._limits
        # Before the turn: reading the certificates takes longer than a small page.
        client = self._client_for(address)
        try:
            async with lane.turn() as turn:
                began = self._clock()
                try:
                    async with asyncio.timeout(max(0.0, limits.total_s - errand.spent_s)):
                        answer = await self._exchange(client, errand, turn)
                except TimeoutError as error:
                    raise too_slow(address, limits) from error
                except (Setback, FetchError):
                    raise
                except Exception as error:
                    raise setback_of(error, address, limits, errand.most) from error
                finally:
                    errand.spent_s += self._clock() - began
        except Closed as closed:
            raise Setback(left_alone(address, closed.seconds), may_pass=False) from closed
        if answer.status in (200, 203) or answer.status in _REDIRECTS:
            return answer
        if errand.takes_copies and answer.is_copy:
            return answer
        if answer.status == httpx.codes.NOT_MODIFIED:
            if errand.stored is None:
                raise broken(address, say("answered that nothing has changed, which nobody asked"))
            return answer
        setback = refusal(
            address, answer.status, answer.headers.get("retry-after", ""), self._now()
        )
        if setback.hold_s is not None:
            lane.leave_alone(setback.hold_s + random.uniform(0, 0.1))  # noqa: S311
            if setback.hold_s > limits.retry_after_s:
                raise Setback(left_alone(address, setback.hold_s, answer.status), may_pass=False)
        raise setback

    # -- one exchange ----------------------------------------------------------

    async def _exchange(self, client: httpx.AsyncClient, errand: _Errand, turn: Turn) -> Answer:
        address, limits = errand.address, self._limits
        asked = client.build_request(
            "POST" if errand.body else "GET",
            address.url,
            headers=headers_of(errand.headers, json=bool(errand.body), stored=errand.stored),
            content=errand.body.encode() if errand.body else None,
            extensions=extensions_of("" if address.is_private else address.host, turn.sent),
        )
        response = await client.send(asked, stream=True)
        location: str = response.extensions[LOCATION]
        try:
            if sum(len(name) + len(value) for name, value in response.headers.raw) > (
                limits.header_bytes
            ):
                raise too_large(address, limits.header_bytes)
            if response.status_code in (200, 203):
                body = await self._body(errand, response)
            else:
                body = b""
                await drain(response)
                if response.status_code in _REDIRECTS and not location:
                    raise broken(address, say("sends on without saying where"))
            return Answer(address.url, response.status_code, response.headers, location, body)
        finally:
            await response.aclose()

    async def _body(self, errand: _Errand, response: httpx.Response) -> bytes:
        address = errand.address
        said = response.headers.get("content-length", "")
        if said.isdigit() and int(said[:18]) > errand.most and not errand.cut:
            raise TooMuch
        unpacking = Unpacking(
            response.headers.get("content-encoding", ""), most=errand.most, cut=errand.cut
        )
        async with pieces_of(response) as pieces:
            async for piece in pieces:
                unpacking.add(piece)
                if unpacking.is_full:
                    break
        body = unpacking.whole()
        if not body and not errand.may_be_empty:
            raise broken(address, say("is an empty page"))
        is_proven_whole = unpacking.is_packed or "transfer-encoding" in response.headers
        if not is_proven_whole and lacks_its_end(body):
            # Some sites leave the end tags out: what comes twice the same and ends with a tag is
            # theirs, and they are not asked twice again.
            site = self._site_of(address)
            ends_with_tag = body.rstrip().endswith(b">")
            if not (ends_with_tag and (site.leaves_end_out or body == errand.unended)):
                errand.unended = body
                raise broken(address)
            site.leaves_end_out = True
        return body

    # -- what is known of a host -----------------------------------------------

    def _site_of(self, address: Address) -> _Site:
        return self._sites.setdefault(address.origin, _Site())

    def _lane_of(self, address: Address) -> Lane:
        lane = self._lanes.get(address.host)
        if lane is None:
            pace = self._pace_of
            if isinstance(pace, Mapping):
                pace = pace.get(address.host)
            lane = self._lanes[address.host] = Lane(
                pace or Pace(),
                patience_s=self._limits.retry_after_s,
                clock=self._clock,
                sleep=self._sleep,
            )
        return lane

    def _client_for(self, address: Address) -> httpx.AsyncClient:
        """One client for the world and one for this computer, which no proxy may stand before."""
        direct = address.is_private
        client = self._clients.get(direct)
        if client is None:
            try:
                client = client_of(self._limits, is_direct=direct)
            except (ImportError, ValueError, httpx.InvalidURL, OSError) as error:
                raise Unreachable(
                    say(
                        "The proxy or the certificates that the environment names cannot be "
                        "used: check HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE."
                    ),
                    url=address.url,
                ) from error
            self._clients[direct] = client
        return client


async def _robots_in(body: bytes) -> Robots:
    # Some thousand lines take tens of milliseconds, in which other answers wait.
    if len(body) > _LARGE_ROBOTS:
        return await asyncio.to_thread(robots_of, body)
    return robots_of(body)
