"""Copies of pages in web archives, as RFC 7089 (Memento) names them: pure, and wary of what an
archive sends.

An archive has an address before which nothing but its own path stands, `https://web.archive.org/web/`
or `http://localhost:8080/collection/`. Behind it come a moment and the address of a page:

    …/20241121040000id_/http://paper.example/node_2.htm     the copy nearest to it, as it was taken
    …/20241121040000/http://paper.example/node_2.htm        the same with the archive's banner
    …/http://paper.example/node_2.htm                       the TimeGate: asks for Accept-Datetime
    …/timemap/link/http://paper.example/node_2.htm          the TimeMap: every copy there is

Only the first form, and archives that give their copies untouched without it, are of use: in the
others every link has been rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from urllib.parse import urlsplit

from reader.parse.links import openable

MOST_LINKS = 20_000
"""Of one answer; a newspaper's own front page has been copied less often in thirty years."""
_LONGEST_MAP = 8_000_000
_INTERNET_ARCHIVE = "web.archive.org"
INTERNET_ARCHIVE = "the Internet Archive"

_LINK = re.compile(r"<([^<>\s]{1,8192})>")
_PARAMETER = re.compile(
    r"""\s*;\s*([A-Za-z0-9!#$&+.^_`|~*-]{1,64})
        (?:\s*=\s*(?:"((?:[^"\\]|\\.){0,2000})"|([^",;\s<>]{0,2000})))?""",
    re.VERBOSE | re.DOTALL,
)
_STAMPED = re.compile(r"([0-9]{4,14})(?:[a-z]{2}_)?/(.+)", re.DOTALL)
_ANY_COPY = re.compile(
    r"https?://[^/?#]+/(?:[^?#]*?/)?([0-9]{14})(?:[a-z]{2}_)?/https?:/.+", re.DOTALL
)
_NAMES_ONE_THING = re.compile("[0-9]{4}")
_EARLIEST = "00000101000000"

_WEB_BEGAN = date(1991, 8, 6)
_EVENING_BEFORE = timedelta(hours=12)
_DAYS_BEFORE = timedelta(days=2)
_A_WEEK = timedelta(days=7)
_ALWAYS = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of a Link header or a TimeMap."""

    url: str
    rels: frozenset[str]
    """Lower case: `original`, `timegate`, `timemap`, `memento`, `first`, `last`, `self` …"""
    moment: datetime | None = None
    """When the copy was taken, UTC."""
    since: datetime | None = None
    until: datetime | None = None
    """What a page of a TimeMap spans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A page as it was at one moment, in an archive (a memento)."""

    moment: datetime
    original: str
    """The page's own address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """When a copy has to have been taken to show what a day's paper holds, UTC."""

    earliest: datetime
    wanted: datetime
    latest: datetime

    def holds(self, moment: datetime) -> bool:
        """Whether a copy of that moment will do."""
        return self.earliest <= moment <= self.latest


@dataclass(frozen=True)  # without slots: a pattern is kept with it
class Archive:
    """A web archive and the forms of its addresses."""

    address: str
    """With a slash at its end."""

    @property
    def host(self) -> str:
        """With its port where one is named."""
        return urlsplit(self.address).netloc.lower()

    @property
    def name(self) -> str:
        """How a sentence calls it."""
        return name_of(self.host)

    def raw(self, url: str, moment: datetime) -> str:
        """The copy nearest to a moment, without banner and with the page's own links."""
        return f"{self.address}{stamp_of(moment)}id_/{url}"

    def shown_at(self, url: str, moment: datetime) -> str:
        """The same copy as a browser shows it: the address to tell a person."""
        return f"{self.address}{stamp_of(moment)}/{url}"

    def gate(self, url: str) -> str:
        """The TimeGate of a page."""
        return self.address + url

    def map_of(self, url: str) -> str:
        """The TimeMap of a page, where the archive does not say where it is."""
        return f"{self.address}timemap/link/{url}"

    def copy_at(self, address: str) -> Copy | None:
        """The copy an address of this archive names; None where it is another kind of address."""
        found = self._inside.match(address)
        stamped = _STAMPED.fullmatch(address, found.end()) if found else None
        moment = _moment_of_stamp(stamped[1]) if stamped else None
        if stamped is None or moment is None:
            return None
        original = openable(_whole(stamped[2]))
        return Copy(moment=moment, original=original) if original else None

    def rewrote(self, body: bytes, stamps: Iterable[str]) -> bool:
        """Whether a page holds links as the archive writes them into the copies of those stamps."""
        return any(
            re.search(rb"/%s(?:[a-z]{2}_)?/(?:https?:|//)" % stamp.encode(), body)
            for stamp in stamps
        )

    @cached_property
    def _inside(self) -> re.Pattern[str]:
        # Behind a proxy an archive may call itself http where it is asked by https.
        return re.compile("https?://" + re.escape(self.address.partition("://")[2]), re.IGNORECASE)


def archive_at(address: str) -> Archive | None:
    """The archive of an address that a person wrote; None where it cannot be one."""
    address = openable(address)
    if not address or "?" in address or "#" in address:
        return None
    parts = urlsplit(address)
    return Archive(f"{parts.scheme.lower()}://{parts.netloc}{parts.path.rstrip('/')}/")


def name_of(host: str) -> str:
    """`the Internet Archive`, else the archive's host."""
    return INTERNET_ARCHIVE if host == _INTERNET_ARCHIVE else host


def origin_of(url: str) -> tuple[str, date] | None:
    """The archive (its name) and the day of the copy that an address names, whichever archive it
    is; None where it is no copy's address."""
    found = archive_of(url)
    return (found[0].name, found[1].moment.date()) if found else None


def archive_of(url: str) -> tuple[Archive, Copy] | None:
    """The archive and the copy that an address names, whichever archive it is."""
    found = _ANY_COPY.fullmatch(url)
    archive = archive_at(url[: found.start(1)]) if found else None
    copy = archive.copy_at(url) if archive else None
    return (archive, copy) if archive and copy else None


# -- moments -----------------------------------------------------------------------------------


def stamp_of(moment: datetime) -> str:
    """`20241121040000`, in UTC."""
    return f"{moment.astimezone(UTC):%Y%m%d%H%M%S}".zfill(14)


def http_date(moment: datetime) -> str:
    """`Thu, 21 Nov 2024 04:00:00 GMT`."""
    # Imported where it is used: the app asks this module only where an issue came from.
    from email.utils import format_datetime

    return format_datetime(moment.astimezone(UTC), usegmt=True)


def moment_of(words: str) -> datetime | None:
    """The moment in a header, UTC; None where there is none in it."""
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(words[:100])
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _moment_of_stamp(stamp: str) -> datetime | None:
    # 2024 and 202411 are stamps too: the beginning of that time.
    whole = stamp + _EARLIEST[len(stamp) :]
    if len(stamp) % 2:
        return None
    try:
        return datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


# -- links -------------------------------------------------------------------------------------


def links_of(text: str, base: str = "") -> tuple[Link, ...]:
    """The entries of a Link header or of a TimeMap in link-format, in their order.

    Whatever is no entry is passed over; addresses that cannot be opened are left out.
    """
    links: list[Link] = []
    place, text = 0, text[:_LONGEST_MAP]
    while len(links) < MOST_LINKS and (found := _LINK.search(text, place)):
        place = found.end()
        said: dict[str, str] = {}
        while parameter := _PARAMETER.match(text, place):
            place = parameter.end()
            value = re.sub(r"\\(.)", r"\1", parameter[2]) if parameter[2] else parameter[3] or ""
            # RFC 8288: of two with one name the first counts.
            said.setdefault(parameter[1].lower(), value)
        if url := openable(found[1], base):
            links.append(
                Link(
                    url=url,
                    rels=frozenset(said.get("rel", "").lower().split()),
                    moment=moment_of(said.get("datetime", "")),
                    since=moment_of(said.get("from", "")),
                    until=moment_of(said.get("until", "")),
                )
            )
    return tuple(links)


def copies_in(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links that are copies with a moment."""
    return tuple(link for link in links if link.moment is not None and "memento" in link.rels)


def further_maps(links: Iterable[Link], span: Span) -> tuple[str, ...]:
    """The other pages of a TimeMap in which copies of a span may be listed."""
    return tuple(
        dict.fromkeys(
            link.url
            for link in links
            if "timemap" in link.rels
            and (link.until is None or link.until >= span.earliest)
            and (link.since is None or link.since <= span.latest)
        )
    )


# -- which copy --------------------------------------------------------------------------------


def span_for(url: str, day: date, zone: tzinfo) -> Span:
    """When a copy of an address may have been taken to belong to the paper of a day.

    A page that a date or a number names stays what it is, so any later copy will do, the sooner
    the better; one without (`paperindex.htm`) shows whatever is newest, and soon another day's.
    """
    # No copy is older than the web; days before it would leave what a moment can be.
    midnight = datetime.combine(max(day, _WEB_BEGAN), time(), zone).astimezone(UTC)
    wanted = midnight + timedelta(hours=12)
    parts = urlsplit(url)
    if _NAMES_ONE_THING.search(f"{parts.path}?{parts.query}"):
        return Span(earliest=midnight - _DAYS_BEFORE, wanted=wanted, latest=_ALWAYS)
    return Span(earliest=midnight - _EVENING_BEFORE, wanted=wanted, latest=midnight + _A_WEEK)


def best_first(copies: Iterable[Link], span: Span) -> tuple[Link, ...]:
    """The copies that will do: those taken from the wanted moment on, the soonest first, then
    the ones before, the latest first."""
    fit = [(copy.moment, copy) for copy in copies if copy.moment and span.holds(copy.moment)]
    after = sorted((pair for pair in fit if pair[0] >= span.wanted), key=lambda pair: pair[0])
    before = sorted((pair for pair in fit if pair[0] < span.wanted), key=lambda pair: pair[0])
    return tuple(copy for _, copy in after + before[::-1])


def is_same_page(one: str, other: str) -> bool:
    """Whether two addresses are one to an archive, which minds neither scheme nor `www.`, nor a
    port that need not be said."""
    return _page_key(one) == _page_key(other)


def _page_key(url: str) -> tuple[str, str, str]:
    parts = urlsplit(_whole(url))
    host = parts.netloc.lower().removesuffix(":80").removesuffix(":443").removeprefix("www.")
    return host, parts.path or "/", parts.query


def _whole(original: str) -> str:
    """The address with its scheme, which archives leave out or a server folded the slashes of."""
    if found := re.match(r"(https?):/{1,2}(?=[^/])", original, re.IGNORECASE):
        return f"{found[1].lower()}://{original[found.end() :]}"
    return original if "://" in original[:10] else f"http://{original.lstrip('/')}"
