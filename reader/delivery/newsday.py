"""Which entries of a feed belong to which day's issue, and by what they are known again.

Pure: what the feed holds and what is remembered come in, what is to be printed comes out. An entry
is printed once. Today's issue takes in what is new since the one before; what was old already when
its feed was first read belongs to the day on which it was published, and so is there for whoever
asks for that day.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

if TYPE_CHECKING:
    from reader.parse.feed import Entry, Feed

__all__ = ["Chosen", "Plan", "names_of", "planned"]

MOST_OF_A_FEED = 50
"""Entries of one feed in an issue, which is to have an end."""
_LATE_DAYS = 7
"""So long before a feed was last read an entry may be dated and count as new: some are written
on one day and published on another."""
_FIRST_TIME = 3
"""Entries that are taken of a feed that has nothing of late when it is read for the first time."""
_FIRST_YEAR = 1990
"""What is dated before was dated by a clock that stood still."""
_TRACKING = frozenset(["spm", "fbclid", "gclid", "at_medium", "at_campaign"])
_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An entry that is printed."""

    entry: Entry
    names: tuple[bytes, ...]
    """By which it is remembered."""

    @property
    def slug(self) -> str:
        """Its article's."""
        return "f" + self.names[0].hex()[:15]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an issue takes of a feed."""

    chosen: tuple[Chosen, ...] = ()
    """In the feed's order."""
    elsewhere: Mapping[bytes, date] = field(default_factory=dict)
    """Names of what belongs to another issue, or to this one and is left out of it."""
    left_out: int = 0
    """Entries that belong to the issue and for which it has no room."""


def names_of(feed: Feed, url: str) -> tuple[tuple[bytes, ...], ...]:
    """For each of a feed's entries the digests of the names that it goes by, at least one.

    Its address comes first, by which the same story is known in two feeds, then what the feed calls
    it. An address that several entries of the feed have, or the feed itself, says nothing.
    """
    addresses = [_plain(entry.url) for entry in feed.entries]
    shared = Counter(addresses)
    home = {_plain(feed.homepage), _plain(url), ""}
    names = []
    for entry, address in zip(feed.entries, addresses, strict=True):
        own: list[bytes] = []
        if address not in home and shared[address] == 1:
            own.append(_digest("address", address))
        if entry.name and entry.name != entry.url:
            # A number is this feed's own, a tag or an address everybody's.
            own.append(_digest("name", entry.name if ":" in entry.name else f"{url} {entry.name}"))
        if not own:
            own.append(_digest("words", f"{url} {entry.headline} {entry.markup[:2000]}"))
        names.append(tuple(own))
    return tuple(names)


def planned(
    feed: Feed,
    names: Sequence[tuple[bytes, ...]],
    known: Mapping[bytes, date],
    *,
    day: date,
    today: date,
    zone: tzinfo,
    last_read: date | None,
    printed: frozenset[str] = frozenset(),
) -> Plan:
    """What the issue of `day` takes of a feed.

    `known` is what is remembered of its entries, `last_read` the day on which the feed came last,
    None where it never did, and `printed` are the slugs of what the issue has already.
    """
    since = (last_read or today) - timedelta(days=_LATE_DAYS)
    days: list[date | None] = []
    for entry, own in zip(feed.entries, names, strict=True):
        remembered = next((known[name] for name in own if name in known), None)
        days.append(remembered or _day_of(entry, day, today=today, zone=zone, since=since))
    if day == today and last_read is None and day not in days:
        unknown = [n for n, own in enumerate(names) if not any(name in known for name in own)]
        for n in unknown[:_FIRST_TIME]:
            days[n] = day
    chosen: dict[str, Chosen] = {}
    elsewhere: dict[bytes, date] = {}
    room = MOST_OF_A_FEED
    left_out = 0
    meant = [Chosen(entry=e, names=own) for e, own in zip(feed.entries, names, strict=True)]
    here = [one for one, its_day in zip(meant, days, strict=True) if its_day == day]
    room -= sum(slug in printed for slug in {one.slug for one in here})
    for one, its_day in zip(meant, days, strict=True):
        if its_day is None:
            continue
        if its_day != day:
            elsewhere.update(dict.fromkeys(one.names, its_day))
        elif one.slug in chosen or one.slug in printed:
            chosen.setdefault(one.slug, one)
        elif room > 0:
            room -= 1
            chosen[one.slug] = one
        else:
            left_out += 1
            elsewhere.update(dict.fromkeys(one.names, day))
    return Plan(chosen=tuple(chosen.values()), elsewhere=elsewhere, left_out=left_out)


def published_on(moment: datetime | None, zone: tzinfo) -> date | None:
    """The day of a moment in that zone; one without a zone is in it already. None where none can be
    believed."""
    if moment is None:
        return None
    try:
        day = (moment.astimezone(zone) if moment.tzinfo else moment).date()
    except (OverflowError, ValueError):
        return None
    return day if day.year >= _FIRST_YEAR else None


def _day_of(entry: Entry, day: date, *, today: date, zone: tzinfo, since: date) -> date | None:
    """The day to which an entry belongs that is not known yet; None where that is not decided
    now."""
    own = published_on(entry.published, zone)
    if day == today:
        return today if own is None or own >= since else own
    return own if own == day else None


def _plain(url: str) -> str:
    """An address without what differs between two links to one page."""
    try:
        parts = urlsplit(url)
        query = [
            (key, value)
            for key, value in parse_qsl(parts.query, keep_blank_values=True)
            if not key.lower().startswith("utm_") and key.lower() not in _TRACKING
        ]
    except ValueError:
        return url
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{urlencode(query)}".removesuffix("?") if host else ""


def _digest(kind: str, words: str) -> bytes:
    raw = f"{kind}\0{words}".encode("utf-8", "replace")
    return hashlib.sha256(raw).digest()[:_DIGEST_BYTES]
