"""Where a request may go.

An address in a page, and one that a server redirects to, is written by somebody else. It may
name this computer, a router, a cloud's own services or another site altogether. What is decided
here, before anything is sent: http and https only, no credentials, no way from a public host to a
private one, none from https down to http, and none to a host the newspaper does not name.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection
from dataclasses import dataclass

import httpx

from reader.errors import FetchError, Refused
from reader.lang import say
from reader.text import shown

_LONGEST = 8192
_HOST = re.compile(r"(?:(?!xn--(?:\.|$))[a-z0-9_-]{1,63}(?:\.|$))+|[0-9a-f:.]*:[0-9a-f:.]*")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SECOND_LEVEL = frozenset(
    ("com", "net", "org", "gov", "edu", "ac", "co", "or", "go", "ne", "mil", "gob")
)
_STAND_IN = ipaddress.ip_network("198.18.0.0/15")
"""Reserved for measurements. Local proxies hand out these addresses in place of every public
host's, so refusing them would cut their users off and protect nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address that was checked, in the parts that decisions are made by."""

    url: str
    """Whole, percent-encoded, without a fragment."""
    scheme: str
    host: str
    port: int
    path: str
    """Without the query."""
    is_private: bool
    """Whether the host is written as an address that is not of the public internet."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        return f"{self.scheme}://{_bracketed(self.host)}:{self.port}"

    @property
    def place(self) -> str:
        """How a sentence names it: host and path, cleaned and short, never the query."""
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return shown(f"{_bracketed(self.host)}{port}{self.path}", 120)


def address_of(text: str, *, base: Address | None = None) -> Address:
    """The address that a text names, relative to another where one is given.

    Raises `FetchError` for what is none, or none that may be asked.
    """
    try:
        if len(text) > _LONGEST or any(c < " " or "\x7f" <= c <= "\x9f" or c == "\\" for c in text):
            raise ValueError(text)
        url = httpx.URL(text)
        if base is not None:
            url = httpx.URL(base.url).join(url)
        url = url.copy_with(fragment=None)
        whole = str(url)
        if url.scheme not in _DEFAULT_PORTS or not url.raw_host or len(whole) > _LONGEST:
            raise ValueError(text)
        # Named by what goes into the Host header, so that two spellings are one host.
        host = url.raw_host.decode("ascii").lower().rstrip(".")
        port = _DEFAULT_PORTS[url.scheme] if url.port is None else url.port
        path = url.path
        if not (_HOST.fullmatch(host) and url.host) or "%00" in whole:
            raise ValueError(text)
    except (httpx.InvalidURL, ValueError, AssertionError) as error:
        raise FetchError(
            say(
                "“{address}” is not the address of a web page: one starts with http:// "
                "or https://.",
                address=shown(text.partition("?")[0], 80),
            ),
        ) from error
    if url.userinfo:
        raise FetchError(
            say(
                "The address of {host} holds a name or a password: leave it out.",
                host=shown(host, 80),
            ),
        )
    if not 0 < port < 65536:
        raise FetchError(
            say("{port} is not a port of {host}: leave it out.", port=port, host=shown(host, 80))
        )
    return Address(
        url=whole,
        scheme=url.scheme,
        host=host,
        port=port,
        path=path,
        is_private=_names_private(host),
    )


def is_public(number: str) -> bool:
    """Whether an IP address, in figures, is one of the public internet."""
    try:
        ip = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is not None:
            return is_public(str(inner))
    return ip in _STAND_IN or (ip.is_global and not ip.is_multicast)


class Bounds:
    """The hosts of one reader's errand."""

    def __init__(
        self,
        allowed_hosts: Collection[str] | None,
        *,
        with_their_sites: bool = False,
        with_public: bool = False,
    ) -> None:
        """`with_their_sites` lets every other public host of the same owners be asked as well: an
        article may be at `news.` where the pages are at `epaper.`. `with_public` lets every public
        host be asked, and one send on to another: feeds link to anywhere."""
        self._allowed = (
            None if allowed_hosts is None else frozenset(host.lower() for host in allowed_hosts)
        )
        self._sites = (
            frozenset(site_of(host) for host in self._allowed or () if _is_public_name(host))
            if with_their_sites
            else frozenset()
        )
        self._with_public = with_public
        self._stays_home: bool | None = None

    def check(self, address: Address) -> None:
        """Raises `Refused` for a host that may not be asked.

        Private addresses may be asked where they are named in advance, or where the first thing
        asked was one: then somebody reads a paper on the own machine. An address that a public
        page names is never one of them.
        """
        if self._stays_home is None:
            self._stays_home = address.is_private
        if self._allowed is not None and not self._names(address):
            raise Refused(
                say(
                    "{host} is not one of the newspaper's own hosts, so it was not asked.",
                    host=shown(address.host, 80),
                ),
                url=address.url,
            )
        if address.is_private and not self._stays_home and not self._names(address):
            raise Refused(
                say(
                    "{host} is a private address that a public page names, so it was not asked.",
                    host=shown(address.host, 80),
                ),
                url=address.url,
            )

    def redirected(self, start: Address, here: Address, location: str) -> Address:
        """Where a redirect leads. Raises `Refused` where it may not be followed."""
        try:
            there = address_of(location, base=here)
        except FetchError as error:
            raise Refused(
                say(
                    "{place} sends on to something that is not a web page, so it was not followed.",
                    place=here.place,
                ),
                url=here.url,
            ) from error
        reason = self._against(start, here, there)
        if reason:
            raise Refused(
                say(
                    "{place} sends on {reason}, so it was not followed.",
                    place=here.place,
                    reason=reason,
                ),
                url=here.url,
            )
        return there

    def _against(self, start: Address, here: Address, there: Address) -> str:
        if here.scheme == "https" and there.scheme == "http":
            return say("from https to plain http")
        if there.is_private and not start.is_private:
            return say("to a private address")
        if there.host != here.host:
            name = shown(there.host, 80)
            if start.is_private and not self._names(there):
                return say("to another host, {host}", host=name)
            if self._allowed is None and site_of(there.host) != site_of(start.host):
                return say("to another site, {host}", host=name)
            if self._allowed is not None and not self._names(there):
                return say("to a host that is not the newspaper's, {host}", host=name)
        if there.port != here.port and not self._names_port(there):
            usual = set(_DEFAULT_PORTS.values())
            if there.port not in usual or here.port not in usual:
                return say("to another port, {port}", port=there.port)
        return ""

    def _names(self, address: Address) -> bool:
        return self._allowed is not None and (
            (self._with_public and not address.is_private)
            or address.host in self._allowed
            or self._names_port(address)
            or (
                address.port == _DEFAULT_PORTS[address.scheme]
                and _is_public_name(address.host)
                and site_of(address.host) in self._sites
            )
        )

    def _names_port(self, address: Address) -> bool:
        return self._allowed is not None and f"{address.host}:{address.port}" in self._allowed


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _names_private(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    if ":" in host:
        return not is_public(host)
    if not host.rpartition(".")[2][:1].isdigit():
        return False
    try:
        # The system reads 127.1, 0x7f000001 and 2130706433 as addresses too.
        return not is_public(socket.inet_ntoa(socket.inet_aton(host)))
    except OSError:
        return False


def _is_public_name(host: str) -> bool:
    """Whether a host goes by a name, which may have brothers, and not by a number or a port."""
    return "." in host and ":" not in host and not _names_private(host) and not is_public(host)


def site_of(host: str) -> str:
    """The part of a host name that belongs to one owner, as far as can be told without a list."""
    if _names_private(host) or ":" in host or host.replace(".", "").isdigit():
        return host
    labels = host.split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if deep else labels[-2:])
