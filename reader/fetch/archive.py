"""A fetcher that answers from a web archive what a newspaper's site no longer serves.

It is asked for a page by the page's own address and answers with the page's own address, so that
whoever reads newspapers need not know of archives:

    page → the copy nearest to the day, untouched → will it do? → the page
                    ↓ no such form of address        ↓ no
               TimeGate (Accept-Datetime)        TimeMap → the next best copies

A copy that shows another time, one of an error and one that the archive has rewritten are not
answered. Nothing but the archive's own host is ever asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from reader.errors import FetchError, NotArchived, Refused
from reader.fetch.address import address_of, site_of
from reader.fetch.body import picture_type
from reader.lang import say
from reader.model import Request, Response, StoredResponse
from reader.parse.links import openable
from reader.parse.memento import (
    Archive,
    Copy,
    Link,
    Span,
    best_first,
    copies_in,
    further_maps,
    http_date,
    is_same_page,
    links_of,
    moment_of,
    span_for,
    stamp_of,
)
from reader.text import shown

if TYPE_CHECKING:
    from reader.fetch.client import Answer
    from reader.fetch.keeping import Store

_STEPS = 6
"""Redirects on the way to one copy: within the archive, and those that it has copied."""
_OTHER_COPIES = 3
"""So many are tried where the nearest will not do."""
_MOST_MAPS = 4
"""Pages of one TimeMap; each is a request."""
_KEPT_OUT = frozenset((401, 403, 451))
_MISSING = frozenset((400, 404, 410))
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


class Asker(Protocol):
    """Brings one answer, in the archive's own lane."""

    async def answer(self, request: Request) -> Answer:
        """One answer as it comes; raises a kind of `FetchError`."""
        ...


class _Unfit(Exception):
    """A copy will not do, and why: a clause."""

    def __init__(self, reason: str, links: str = "", *, is_copy: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_copy = is_copy
        """False where what came may be anything, a page of the archive's own."""
        self.links = links
        """The Link header it came with."""


class _Absent(Exception):
    """The archive knows no such address."""


class ArchiveFetcher:
    """Answers requests of one issue from an archive."""

    def __init__(
        self,
        asker: Asker,
        archive: Archive,
        day: date,
        zone: tzinfo,
        *,
        store: Store | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`asker` may ask the archive's host and needs no other; `day` and `zone` are the
        issue's."""
        self._asker = asker
        self._archive = archive
        self._day = day
        self._zone = zone
        self._store = store
        self._now = now
        self._takes_stamps: bool | None = None
        """Whether the archive was seen to give untouched copies; None while that is unknown."""
        self.source = ""
        """Where the first copy lies that was answered: an issue's first page."""

    async def fetch(self, request: Request) -> Response:
        """The page as it was copied; its `url` is the page's own.

        Raises `NotArchived` where there is no copy of it that belongs to the day, another
        `FetchError` where the archive does not answer.
        """
        url = address_of(request.url).url
        if request.json_body:
            raise Refused(
                say(
                    "{archive} keeps pages, not answers to what is posted to a site, so "
                    "{page} cannot be had from there.",
                    archive=self._name,
                    page=self._place(url),
                ),
                url=url,
            )
        span = span_for(url, self._day, self._zone)
        key = self._archive.raw(url, span.wanted)
        if kept := await self._kept(key, url, span):
            return kept
        answer, copy = await self._best(url, span)
        response = Response(
            url=request.url if is_same_page(copy.original, url) else copy.original,
            body=answer.body,
            content_type=shown(answer.headers.get("content-type", "")),
        )
        self._remember(copy)
        if self._store is not None and response.url == request.url:
            # What was copied changes no more: its moment stands where a page's last change does.
            stored = StoredResponse(
                url=key,
                body=response.body,
                fetched_at=self._now(),
                content_type=response.content_type,
                last_modified=http_date(copy.moment),
            )
            await asyncio.to_thread(self._store.keep_responses, (stored,))
        return response

    async def picture(self, url: str) -> tuple[str, bytes]:
        """A picture's media type, told from its bytes, and the bytes, as it was copied."""
        response = await self.fetch(Request(url=url))
        media_type = picture_type(response.body)
        if not media_type:
            raise self._none_of(url, "its copy is not a picture that can be shown")
        return media_type, response.body

    async def _kept(self, key: str, url: str, span: Span) -> Response | None:
        if self._store is None:
            return None
        stored = await asyncio.to_thread(self._store.response, key)
        moment = moment_of(stored.last_modified) if stored else None
        if stored is None or moment is None or not span.holds(moment):
            return None
        self._remember(Copy(moment=moment, original=url))
        return Response(url=url, body=stored.body, content_type=stored.content_type)

    def _remember(self, copy: Copy) -> None:
        self.source = self.source or self._archive.shown_at(copy.original, copy.moment)

    # -- which copy ----------------------------------------------------------------------------

    async def _best(self, url: str, span: Span) -> tuple[Answer, Copy]:
        try:
            return await self._nearest(url, span)
        except _Absent as absent:
            raise self._none_of(url) from absent
        except _Unfit as unfit:
            reason, header = unfit.reason, unfit.links
        for link in best_first(await self._listed(url, span, header), span)[:_OTHER_COPIES]:
            try:
                return await self._followed(self._untouched(link, url), url, span)
            except _Unfit as unfit:
                reason = unfit.reason
            except _Absent:
                continue
        raise self._none_of(url, reason)

    async def _nearest(self, url: str, span: Span) -> tuple[Answer, Copy]:
        if self._takes_stamps is not False:
            try:
                found = await self._followed(self._archive.raw(url, span.wanted), url, span)
            except _Unfit as unfit:
                if unfit.is_copy:
                    self._takes_stamps = True
                if self._takes_stamps:
                    raise
            except _Absent:
                # An archive without that form of address says of every page that there is none.
                if self._takes_stamps:
                    raise
            else:
                self._takes_stamps = True
                return found
        return await self._negotiated(url, span)

    async def _negotiated(self, url: str, span: Span) -> tuple[Answer, Copy]:
        """The copy that the TimeGate chooses, or the nearest of those it names."""
        gate = self._archive.gate(url)
        wanted = (("Accept-Datetime", http_date(span.wanted)),)
        try:
            found = await self._followed(gate, url, span, headers=wanted)
        except _Unfit as unfit:
            # A TimeGate may answer with a frame around the copy, and say where that is.
            named = best_first(self._inside(copies_in(links_of(unfit.links, gate))), span)
            if not named:
                raise
            found = await self._followed(self._untouched(named[0], url), url, span)
        self._takes_stamps = self._archive.copy_at(found[0].url) is not None
        return found

    def _untouched(self, link: Link, url: str) -> str:
        """Where a listed copy lies as it was taken."""
        copy = self._archive.copy_at(link.url)
        return self._archive.raw(url, copy.moment) if copy else link.url

    async def _listed(self, url: str, span: Span, header: str) -> tuple[Link, ...]:
        """Every copy that the TimeMap lists, its other pages looked through as well."""
        said = self._inside(links_of(header, self._archive.gate(url)))
        waiting = list(further_maps(said, span)) or [self._archive.map_of(url)]
        seen: set[str] = set()
        copies: list[Link] = []
        while waiting and len(seen) < _MOST_MAPS:
            here = waiting.pop(0)
            if here in seen:
                continue
            seen.add(here)
            try:
                answer = await self._asker.answer(Request(url=here))
            except FetchError:
                continue  # without a list there are fewer copies to choose from, that is all
            if answer.status != 200:
                continue
            text = answer.body.decode("utf-8", "replace")
            # Some hundred kilobytes take a while, in which the app should answer keys.
            links = self._inside(await asyncio.to_thread(links_of, text, here))
            copies += copies_in(links)
            waiting += further_maps(links, span)
        return tuple(copies)

    # -- one copy ------------------------------------------------------------------------------

    async def _followed(
        self, here: str, url: str, span: Span, *, headers: tuple[tuple[str, str], ...] = ()
    ) -> tuple[Answer, Copy]:
        """The copy at an address of the archive, after its redirects and those it has copied.

        Raises `_Absent`, `_Unfit` or what the archive's own refusal is.
        """
        original, sent_on, seen = url, None, {here}
        for _ in range(_STEPS):
            answer = await self._asked(Request(url=here, headers=headers))
            if answer.status not in _REDIRECTS:
                return answer, self._copy(answer, original, sent_on, span)
            there = self._inside_of(here, answer.location)
            sent_on = self._archive.copy_at(there) if there else None
            if sent_on is not None:
                target = sent_on.original
                there = self._archive.raw(target, sent_on.moment)
            elif answer.is_copy:
                # What the site itself answered: an address as the page had it, relative perhaps.
                target = openable(answer.location, original)
                there = self._archive.raw(target, span.wanted) if target else ""
            else:
                target = original
            self._check_way(url, target, there, answer)
            original, here = target, there
            if here in seen:
                raise _Unfit(say("its copy sends round in a circle"), _link_header(answer))
            seen.add(here)
        raise _Unfit(say("its copy sends on more than {n} times", n=_STEPS - 1))

    async def _asked(self, request: Request) -> Answer:
        try:
            return await self._asker.answer(request)
        except Refused as error:
            if error.status in _MISSING:
                raise _Absent from error
            if error.status in _KEPT_OUT:
                place = self._place(request.url)
                raise NotArchived(
                    say(
                        "{archive} does not show its copy of {place} ({status}): another "
                        "archive may, named by --archive.",
                        archive=self._name,
                        place=place,
                        status=error.status,
                    ),
                    url=request.url,
                    day=self._day,
                ) from error
            raise

    def _inside_of(self, here: str, location: str) -> str:
        there = openable(location, here)
        return there if there and self._is_inside(there) else ""

    def _inside(self, links: Iterable[Link]) -> tuple[Link, ...]:
        return tuple(link for link in links if self._is_inside(link.url))

    def _is_inside(self, url: str) -> bool:
        return urlsplit(url).netloc.lower() == self._archive.host

    def _check_way(self, url: str, target: str, there: str, answer: Answer) -> None:
        if not there:
            there = openable(answer.location, answer.url)
            where = shown(urlsplit(there).hostname or "", 80)
            raise Refused(
                say(
                    "{archive} sends on to another host, {where}, so it was not followed.",
                    archive=self._name,
                    where=where or say("no address at all"),
                ),
                url=url,
            )
        host = urlsplit(target).hostname or ""
        if site_of(host) != site_of(urlsplit(url).hostname or ""):
            reason = say("its copy sends on to another site, {host}", host=shown(host, 80))
            raise _Unfit(reason, _link_header(answer))

    def _copy(self, answer: Answer, original: str, sent_on: Copy | None, span: Span) -> Copy:
        """The copy that was answered. Raises `_Unfit` where it will not do."""
        links = _link_header(answer)
        asked = self._archive.copy_at(answer.url)
        moment = moment_of(answer.headers.get("memento-datetime", ""))
        if moment is None and sent_on is not None:
            # An archive sends on to the address of the moment at which the copy was taken.
            moment = sent_on.moment
        if moment is None:
            reason = say("the archive does not say when its copy was taken")
            raise _Unfit(reason, links, is_copy=False)
        if answer.status != 200:
            raise _Unfit(say("its copy is the answer {status}", status=answer.status), links)
        if not span.holds(moment):
            raise _Unfit(say("its copy shows {day}", day=moment.date().isoformat()), links)
        if not answer.body:
            raise _Unfit(say("its copy is empty"), links)
        stamps = {stamp_of(at) for at in (moment, asked.moment if asked else moment)}
        if self._archive.rewrote(answer.body, stamps):
            raise _Unfit(say("its copy comes with the archive's own links in it"), links)
        return Copy(moment=moment, original=original)

    # -- words ---------------------------------------------------------------------------------

    @property
    def _name(self) -> str:
        name = shown(self._archive.name, 80)
        return name[:1].upper() + name[1:] if name.startswith("the ") else name

    @staticmethod
    def _place(url: str) -> str:
        return address_of(url).place

    def _none_of(self, url: str, reason: str = "") -> NotArchived:
        why = f": {reason}" if reason else ""
        return NotArchived(
            say(
                "{archive} has no copy of {page} that belongs to {day}{why}.",
                archive=self._name,
                page=self._place(url),
                day=self._day.isoformat(),
                why=why,
            ),
            url=url,
            day=self._day,
        )


def _link_header(answer: Answer) -> str:
    return str(answer.headers.get("link", ""))
