"""Where a paper's pages are asked for, how fast, and what goes with each request."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit, urlunsplit

from reader.papers.own import OWN
from reader.papers.paper import host_of

if TYPE_CHECKING:
    from reader.fetch import Fetcher, Pace
    from reader.library import Library
    from reader.model import Request, Response
    from reader.papers import Paper

MIRROR_AT_ONCE = 8
"""Requests that a copy on this computer is asked at a time."""


class Transport(Protocol):
    """Brings the page at an address, from wherever that is done."""

    async def fetch(self, request: Request) -> Response:
        """The page; raises a kind of `FetchError`."""
        ...


def fetcher_for(paper: Paper, library: Library | None, *, base_url: str = "") -> Fetcher:
    """A fetcher that keeps the paper's pace and may ask its hosts and those of the same owners,
    or the mirror's, and no others.
    """
    from reader.fetch import Fetcher

    if paper.id == OWN and library is not None:
        from reader.delivery.own import own_fetcher_for

        return own_fetcher_for(paper, library, base_url=base_url)
    hosts = {host_of(base_url)} if base_url else paper.all_hosts()
    store = library if library is not None and not library.is_read_only else None
    return Fetcher(
        pace_of(paper, base_url), store, allowed_hosts=hosts, with_their_sites=not base_url
    )


def pace_of(paper: Paper, base_url: str = "") -> Pace:
    """How fast a paper's hosts are asked. A mirror on this computer, or a paper that has its home
    on it, needs sparing only where the paper's definition, or a person, says so.
    """
    from reader.fetch import Pace

    asked = [base_url] if base_url else [era.entry for era in paper.eras]
    if not paper.is_paced and all(map(is_loopback, asked)):
        return Pace(at_once=MIRROR_AT_ONCE, per_second=math.inf)
    return Pace(at_once=paper.at_once, per_second=paper.per_second)


def is_loopback(url: str) -> bool:
    """Whether an address is one of this computer's own."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Headed:
    """Sends an era's own headers with every request; those of the request itself win."""

    def __init__(self, transport: Transport, headers: Mapping[str, str]) -> None:
        self._transport = transport
        self._headers = tuple(headers.items())

    async def fetch(self, request: Request) -> Response:
        """The page; raises a kind of `FetchError`."""
        own = {name.lower() for name, _ in request.headers}
        added = tuple(header for header in self._headers if header[0].lower() not in own)
        return await self._transport.fetch(replace(request, headers=request.headers + added))


class Mirror:
    """Asks a copy of the site in place of each of the paper's hosts.

    A copied page may still name the site itself where it links to its own pages; such a link
    leads to the copy. What a page says in words is left as it is.
    """

    def __init__(self, transport: Transport, base_url: str, paper: Paper) -> None:
        self._transport = transport
        self._base = base_url.rstrip("/")
        own = host_of(base_url)
        hosts = {host.partition(":")[0] for host in paper.all_hosts() if host != own}
        self._hosts = frozenset(hosts)
        self._sites = _sites_of(hosts)
        names = [rf"(?:[\w-]+\.)*{re.escape(site)}" for site in sorted(self._sites)]
        names += [re.escape(host) for host in sorted(hosts)]
        slash = r"(?:/|\\/)"
        self._link = re.compile(
            rf"""([=(:]\s*\\?["']|=\s*)(?:https?:)?{slash}{slash}(?:{"|".join(names)})(?::\d+)?"""
            r"""(?=[/\\"'\s>?#)])""".encode(),
            re.IGNORECASE,
        )
        self._words = tuple(name.encode() for name in (*self._sites, *hosts))

    async def fetch(self, request: Request) -> Response:
        """The copy of the page; raises a kind of `FetchError`."""
        found = await self._transport.fetch(replace(request, url=self.address(request.url)))
        if self._words and any(word in found.body for word in self._words):
            return replace(found, body=self._link.sub(self._to_base, found.body))
        return found

    def address(self, url: str) -> str:
        """Where the copy of an address lies; any other site's is left as it is."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").lower()
        except ValueError:
            return url
        if host not in self._hosts and not any(host.endswith(f".{site}") for site in self._sites):
            return url
        base = urlsplit(self._base)
        return urlunsplit((base.scheme, base.netloc, base.path + parts.path, parts.query, ""))

    def _to_base(self, found: re.Match[bytes]) -> bytes:
        return found[1] + self._base.encode()


def _sites_of(hosts: set[str]) -> frozenset[str]:
    from reader.fetch.address import site_of

    return frozenset(
        site_of(host) for host in hosts if "." in host and not host.rpartition(".")[2].isdigit()
    )
