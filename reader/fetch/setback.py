"""What went wrong on the way, in words for a reader, and whether asking again may help.

Every exception of the HTTP library, and those that are none of its own, is turned into one of ours
here. Nothing a server said is repeated but its status.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

import httpx

from reader.errors import FetchError, Refused, TooLarge, Unreachable
from reader.fetch.body import Limits, TooMuch, Undecodable, UnknownEncoding
from reader.lang import say, say_n
from reader.text import shown

if TYPE_CHECKING:
    from reader.fetch.address import Address

PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Statuses that may be gone the next time."""

_HOLDING = frozenset((429, 503))
"""Statuses that ask for a pause, said or not."""

_NONSENSE_S = 7 * 86400.0
"""Nobody who means it names a longer wait; a server that does is broken, and so is its number."""


def _advice(status: int) -> str:
    """What a status means for somebody who wants to read."""
    match status:
        case 401:
            return say("it wants a subscriber's name and password, so it cannot be read here")
        case 403:
            return say("it is not for everybody, or not for programs")
        case 404:
            return say("there is no such page")
        case 410:
            return say("the page was taken away for good")
        case 429:
            return say("try again later")
        case 451:
            return say("it may not be shown for legal reasons")
        case _ if 500 <= status < 600:
            return say("the site is in trouble, try again later")
        case _:
            return say("that is not a page")


class Setback(Exception):
    """One try failed: with what to say if it was the last, and what to do before another."""

    def __init__(
        self, error: FetchError, *, may_pass: bool = True, hold_s: float | None = None
    ) -> None:
        super().__init__(str(error))
        self.error = error
        self.may_pass = may_pass
        self.hold_s = hold_s
        """How long the host wants to be left alone; None where it said nothing."""


class _Lost(Protocol):
    def __call__(self, words: str, *, may_pass: bool = True) -> Setback: ...


class PrivatePeer(Exception):
    """A public name turned out to belong to an address that is not public."""


def broken(address: Address, how: str = "") -> Setback:
    """The answer is not whole, or not what it says it is."""
    words = say(
        "{place} {how}: try again later.",
        place=address.place,
        how=how or say("broke off in the middle"),
    )
    return Setback(Unreachable(words, url=address.url))


def too_slow(address: Address, limits: Limits) -> Setback:
    """All the time there is was used up."""
    return Setback(
        Unreachable(
            say(
                "{place} did not arrive within {n} seconds: try again later.",
                place=address.place,
                n=f"{limits.total_s:g}",
            ),
            url=address.url,
        ),
        may_pass=False,
    )


def too_large(address: Address, most: int) -> Setback:
    """The body, or what the header says of it, is over the limit."""
    return Setback(
        TooLarge(
            say(
                "{place} is larger than {size}, more than a page of a newspaper ever is, so it was"
                " left.",
                place=address.place,
                size=_size(most),
            ),
            url=address.url,
        ),
        may_pass=False,
    )


def left_alone(address: Address, seconds: float, status: int = 429) -> Refused:
    """The host wants no request for longer than anybody waits."""
    return Refused(
        say(
            "{host} wants no request for {time}: try again later.",
            host=shown(address.host, 80),
            time=_duration(seconds),
        ),
        url=address.url,
        status=status,
    )


def refusal(address: Address, status: int, retry_after: str, now: datetime) -> Setback:
    """The answer is a status other than a page's."""
    try:
        phrase = f" ({HTTPStatus(status).phrase})"
    except ValueError:
        phrase = ""
    error = Refused(
        say(
            "{place} answered {status}: {advice}.",
            place=address.place,
            status=f"{status}{phrase}",
            advice=_advice(status),
        ),
        url=address.url,
        status=status,
    )
    hold_s = None
    if status in _HOLDING:
        # Who says "too many" without saying how long is given a second at least.
        hold_s = max(1.0, seconds_of(retry_after, now) or 0.0)
    return Setback(error, may_pass=status in PASSING, hold_s=hold_s)


def seconds_of(retry_after: str, now: datetime) -> float | None:
    """The wait in a Retry-After header, which is seconds or a date; None where it is neither, or
    so long that it means nothing."""
    words = retry_after.strip()
    if words.isascii() and words.isdigit():
        seconds = float(words[:12])
        return seconds if seconds <= _NONSENSE_S else None
    try:
        until = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    seconds = (until - now).total_seconds()
    return max(0.0, seconds) if seconds <= _NONSENSE_S else None


def setback_of(error: Exception, address: Address, limits: Limits, most: int) -> Setback:
    """What an exception means for a reader."""
    host = shown(address.host, 80)

    def lost(words: str, *, may_pass: bool = True) -> Setback:
        return Setback(Unreachable(words, url=address.url), may_pass=may_pass)

    match error:
        case TooMuch():
            return too_large(address, most)
        case UnknownEncoding():
            return Setback(
                Refused(
                    say(
                        "{place} is packed in a way that nobody asked for, so it was left.",
                        place=address.place,
                    ),
                    url=address.url,
                ),
                may_pass=False,
            )
        case Undecodable():
            return broken(address)
        case PrivatePeer():
            return Setback(
                Refused(
                    say("{host} leads to a private address, so it was not asked.", host=host),
                    url=address.url,
                ),
                may_pass=False,
            )
        case httpx.ConnectTimeout():
            return lost(
                say(
                    "{host} did not answer within {n} seconds: check the network, or try again"
                    " later.",
                    host=host,
                    n=f"{limits.connect_s:g}",
                )
            )
        case httpx.TimeoutException():
            return lost(
                say(
                    "{place} sent nothing for {n} seconds: try again later.",
                    place=address.place,
                    n=f"{limits.read_s:g}",
                )
            )
        case httpx.ProxyError():
            return lost(
                say(
                    "The proxy did not pass on what {host} was asked: check the proxy settings of"
                    " this computer.",
                    host=host,
                )
            )
        case httpx.ConnectError():
            return _unconnected(error, host, lost)
        case httpx.RemoteProtocolError():
            return broken(address, say("answered with something that is not a whole page"))
        case httpx.TransportError() if not isinstance(
            error, httpx.UnsupportedProtocol | httpx.LocalProtocolError
        ):
            return broken(address)
        case OSError() if not isinstance(error, UnicodeError):
            return broken(address)
        case _:
            # InvalidURL, UnicodeError, AssertionError, LocalProtocolError: the request itself
            # cannot be made.
            return Setback(
                FetchError(
                    say(
                        "{place} cannot be asked for: its address or a header is not valid.",
                        place=address.place,
                    ),
                    url=address.url,
                ),
                may_pass=False,
            )


def _unconnected(error: Exception, host: str, lost: _Lost) -> Setback:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return lost(
                say(
                    "{host} could not prove who it is: check this computer's clock, and the"
                    " address.",
                    host=host,
                ),
                may_pass=False,
            )
        if isinstance(cause, ssl.SSLError):
            return lost(
                say("{host} could not agree on a safe connection: try again later.", host=host)
            )
        if isinstance(cause, socket.gaierror):
            return lost(
                say("There is no way to {host}: check the network and the name.", host=host)
            )
    return lost(
        say("{host} takes no connections: check the network, or try again later.", host=host)
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(10):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _size(count: int) -> str:
    if count >= 1048576:
        return f"{count / 1048576:g} MB"
    return say_n("{n} byte", "{n} bytes", count, n=f"{count:,}")


def _duration(seconds: float) -> str:
    if seconds >= 2 * 86400:
        return say("{n} days", n=f"{round(seconds / 86400):,}")
    if seconds >= 2 * 3600:
        return say("{n} hours", n=round(seconds / 3600))
    if seconds >= 2 * 60:
        return say("{n} minutes", n=round(seconds / 60))
    return say_n("{n} second", "{n} seconds", round(seconds))
