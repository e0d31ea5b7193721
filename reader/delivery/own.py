"""One's own newspaper brought in: every feed asked for what is new, a section a feed.

    feeds, some at once → entries → the issue's plan → articles ─────────────┐
                                         └ summaries → their pages, in turn ─┴→ library

What has come is stored as it goes, with what is to be remembered of it, and can be read meanwhile.
A feed that fails costs no other: it is a gap of the issue, by its name and with the reason.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from reader.delivery.newsday import MOST_OF_A_FEED, Chosen, names_of, planned
from reader.delivery.pictures import is_fetchable
from reader.delivery.run import Report, reason_of
from reader.delivery.site import MIRROR_AT_ONCE, Transport, is_loopback
from reader.engines import read_page
from reader.errors import Absence, FetchError, NotPublished, ParseError, ReaderError, UsageError
from reader.lang import say, say_n
from reader.model import (
    Article,
    Issue,
    Listing,
    Mark,
    MarkKind,
    Paragraph,
    Progress,
    Request,
    Response,
    Section,
    State,
    Subscription,
)
from reader.papers.own import OWN, own_newspaper
from reader.papers.paper import host_of
from reader.parse.feed import article_of, feed_of, with_text_of
from reader.text import shown

if TYPE_CHECKING:
    from reader.fetch import Fetcher
    from reader.library import Library
    from reader.papers import Paper
    from reader.parse.feed import Feed

__all__ = ["deliver_own", "own_fetcher_for"]

_AT_ONCE = 6
"""Feeds that are asked at a time; each host keeps its own pace besides."""
_MOST_PAGES = 120
_MOST_PAGES_OF_A_FEED = 30
"""Pages that are fetched for an issue because the feed has the beginning of a story alone."""
_STORE_EVERY_S = 0.4
_TELL_EVERY_S = 0.1


def own_fetcher_for(paper: Paper, library: Library, *, base_url: str = "") -> Fetcher:
    """A fetcher that may ask every public host, and of others those that feeds are subscribed at;
    with `base_url` that host alone."""
    from reader.fetch import Fetcher, Pace
    from reader.fetch.address import address_of

    store = None if library.is_read_only else library
    if base_url:
        pace = Pace(at_once=MIRROR_AT_ONCE, per_second=math.inf) if is_loopback(base_url) else None
        return Fetcher(pace, store, allowed_hosts={host_of(base_url)})
    urls = [feed.url for feed in library.feeds.all()]
    private = set()
    for url in urls:
        with suppress(FetchError):
            address = address_of(url)
            if address.is_private:
                private.add(f"{address.host}:{address.port}")
    if urls and not paper.is_paced and all(map(is_loopback, urls)):
        pace = Pace(at_once=MIRROR_AT_ONCE, per_second=math.inf)
    else:
        pace = Pace(at_once=paper.at_once, per_second=paper.per_second)
    return Fetcher(pace, store, allowed_hosts=private, with_public=True)


async def deliver_own(
    paper: Paper,
    day: date,
    *,
    fetcher: Transport,
    library: Library,
    base_url: str = "",
    report: Report = lambda _: None,
    now: datetime | None = None,
) -> Issue:
    """Brings what the feeds have for `day` into the library and answers the issue as it is then.

    Raises `NotPublished` where there is nothing new and no issue of that day, a kind of
    `FetchError` or a `ParseError` where no feed could be read at all.
    """
    feeds = await asyncio.to_thread(library.feeds.all)
    if not feeds:
        raise UsageError(
            say(
                "Your newspaper has no feeds yet: `reader feeds add URL` subscribes to one, "
                "`reader import LIST.opml` to those of another reader."
            )
        )
    zone = ZoneInfo(paper.newspaper.time_zone)
    moment = now or datetime.now(UTC)
    run = _OwnRun(
        paper, day, feeds, fetcher, library, base_url=base_url, report=report, now=moment, zone=zone
    )
    return await run.run()


@dataclass(slots=True)
class _Desk:
    """One feed's part of the issue."""

    feed: Subscription
    state: State = State.WAITING
    reason: str = ""
    articles: dict[str, Article] = field(default_factory=dict)
    """Those that are here, by their slugs."""
    order: tuple[str, ...] = ()
    """The slugs of all that are printed, in the feed's order."""
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Headline and address of each."""
    remarks: dict[str, str] = field(default_factory=dict)
    """Of those of which there is the summary alone, why."""
    belonging: dict[bytes, date] = field(default_factory=dict)
    names: dict[str, tuple[bytes, ...]] = field(default_factory=dict)


class _OwnRun:
    def __init__(
        self,
        paper: Paper,
        day: date,
        feeds: Sequence[Subscription],
        transport: Transport,
        library: Library,
        *,
        base_url: str,
        report: Report,
        now: datetime,
        zone: ZoneInfo,
    ) -> None:
        self._paper = paper
        self._day = day
        self._today = now.astimezone(zone).date()
        self._zone = zone
        self._desks = [_Desk(feed) for feed in feeds]
        self._titles = Counter(feed.name for feed in feeds)
        self._transport = transport
        self._library = library
        self._base_url = base_url
        self._report = report
        self._before: dict[str, Article] = {}
        self._short: frozenset[str] = frozenset()
        self._removed: frozenset[str] = frozenset()
        self._claimed: set[str] = set()
        """Slugs that a feed has taken; the same story in another is not printed again."""
        self._pages = _MOST_PAGES
        self._done = 0
        self._came: list[Subscription] = []
        """Feeds all of which has come, and of which that is not remembered yet."""
        self._has_unstored = False
        self._store_at = 0.0
        self._storing = asyncio.Lock()
        self._told_at = 0.0
        self._fresh: list[str] = []

    async def run(self) -> Issue:
        await asyncio.to_thread(self._look_up)
        places = asyncio.Semaphore(_AT_ONCE)

        async def worked(desk: _Desk) -> None:
            async with places:
                await self._work(desk)

        self._tell(self._desks[0])
        tasks = [asyncio.create_task(worked(desk)) for desk in self._desks]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            # Also when called off: what arrived is kept.
            await self._store()
        self._tell(self._desks[-1], is_finished=True)
        issue = await asyncio.to_thread(self._library.issue, OWN, self._day)
        if issue is None or not any(issue.sections):
            raise self._nothing()
        return issue

    def _look_up(self) -> None:
        """What the library has of the issue already."""
        issue = self._library.issue(OWN, self._day)
        ledger = self._library.ledger(OWN, self._day)
        articles = {} if issue is None else {one.slug: one for one in issue.articles}
        self._before = {line.name: articles[line.slug] for line in ledger if line.slug in articles}
        self._short = frozenset(line.name for line in ledger if line.slug and line.reason)
        self._removed = frozenset(line.name for line in ledger if line.state is State.REMOVED)

    def _nothing(self) -> ReaderError:
        """Why there is no issue."""
        failed = [desk for desk in self._desks if desk.state is State.FAILED]
        count = len(self._desks)
        if len(failed) == count:
            return FetchError(
                say_n(
                    "Your feed could not be read: {name} ({reason}).",
                    "None of your {n} feeds could be read; the first is {name} ({reason}).",
                    count,
                    name=failed[0].feed.name,
                    reason=failed[0].reason,
                ),
                url=failed[0].feed.url,
            )
        words = say_n(
            "There is nothing new in your feed.", "There is nothing new in your {n} feeds.", count
        )
        if self._day != self._today:
            words = say("Your feeds have nothing of {day} any more.", day=self._day)
        if failed:
            words += " " + say_n(
                "One could not be read: {name} ({reason}).",
                "{n} could not be read; the first is {name} ({reason}).",
                len(failed),
                name=failed[0].feed.name,
                reason=failed[0].reason,
            )
        is_today = self._day == self._today
        return NotPublished(
            words,
            day=self._day,
            absence=Absence.NOT_YET if is_today else Absence.NO_ISSUE,
        )

    # -- one feed ----------------------------------------------------------------

    async def _work(self, desk: _Desk) -> None:
        self._tell(desk)
        try:
            waiting = await self._read(desk)
        except (FetchError, ParseError) as error:
            desk.state, desk.reason = State.FAILED, reason_of(error)
            await asyncio.to_thread(
                self._library.feeds.failed, desk.feed.url, desk.reason, at=datetime.now(UTC)
            )
        else:
            desk.state = State.STORED
            await self._store_if_due()
            for slug, article, one in waiting:
                await self._complete(desk, slug, article, one)
                self._tell(desk)
                await self._store_if_due()
            if self._day == self._today:
                self._came.append(desk.feed)
        self._done += 1
        self._has_unstored = True
        self._tell(desk)
        await self._store_if_due()

    async def _read(self, desk: _Desk) -> list[tuple[str, Article, Chosen]]:
        """Takes in what the feed has; what is left to do for its stories of which it has the
        beginning alone."""
        response = await self._fetched(desk.feed.url)
        feed = await asyncio.to_thread(feed_of, response.body, desk.feed.url, response.content_type)
        names = names_of(feed, desk.feed.url)
        known = await asyncio.to_thread(
            self._library.feeds.days_of, [name for own in names for name in own]
        )
        last = desk.feed.fetched_at
        plan = planned(
            feed,
            names,
            known,
            day=self._day,
            today=self._today,
            zone=self._zone,
            last_read=last.astimezone(self._zone).date() if last else None,
            printed=frozenset(self._before),
        )
        desk.belonging.update(plan.elsewhere)
        if plan.left_out:
            desk.reason = say_n(
                "one more entry was left out: an issue takes {most} of a feed",
                "{n} more entries were left out: an issue takes {most} of a feed",
                plan.left_out,
                most=MOST_OF_A_FEED,
            )
        chosen = [
            one
            for one in plan.chosen
            if one.slug not in self._claimed and one.slug not in self._removed
        ]
        self._claimed.update(one.slug for one in chosen)
        read = await asyncio.to_thread(
            lambda: [(one, *article_of(one.entry, one.slug)) for one in chosen]
        )
        desk.order = tuple(one.slug for one in chosen)
        waiting = []
        for one, article, is_whole in read:
            slug = one.slug
            desk.titles[slug] = (article.headline, article.url)
            desk.names[slug] = one.names
            before = self._before.get(slug)
            if is_whole:
                desk.articles[slug] = article
            elif before is not None and slug not in self._short:
                # Its page was read before, and the feed has no more of it than then.
                desk.articles[slug] = replace(before, slug=slug)
            elif self._has_page(desk, feed, article):
                waiting.append((slug, article, one))
            else:
                desk.articles[slug] = article
        self._has_unstored = True
        language = _language_of(feed, [article for _, article, _ in read])
        came = replace(
            desk.feed,
            title=desk.feed.title or shown(feed.title, 200),
            homepage=feed.homepage,
            language=language,
        )
        desk.feed = came
        return waiting

    def _has_page(self, desk: _Desk, feed: Feed, article: Article) -> bool:
        """Whether there is a page with more of it that may be asked for."""
        return article.url not in ("", feed.homepage) and is_fetchable(
            article.url, (desk.feed.url, self._base_url)
        )

    async def _complete(self, desk: _Desk, slug: str, article: Article, one: Chosen) -> None:
        """The story from its page; where that cannot be had, the summary, which says so."""
        number = sum(name in desk.articles for name in desk.order)
        try:
            if self._pages <= 0 or number >= _MOST_PAGES_OF_A_FEED:
                raise ParseError(say("an issue fetches so many pages and no more"))
            self._pages -= 1
            response = await self._fetched(one.entry.url)
            page = await asyncio.to_thread(
                read_page, response.body, response.url, response.content_type
            )
            whole = max(page.articles, key=lambda story: len(story.text))
            if len(whole.text) <= len(article.text):
                raise ParseError(say("its page has no more of it"))
        except (FetchError, ParseError) as error:
            desk.remarks[slug] = reason_of(error)
            desk.articles[slug] = _said_short(article, desk.remarks[slug])
        else:
            desk.articles[slug] = with_text_of(article, whole)
        self._has_unstored = True

    async def _fetched(self, url: str) -> Response:
        return await self._transport.fetch(Request(url=self._address(url)))

    def _address(self, url: str) -> str:
        """Where an address is asked for: at its host, or at the mirror that is asked in its
        place."""
        if not self._base_url:
            return url
        base, parts = urlsplit(self._base_url), urlsplit(url)
        path = base.path.rstrip("/") + parts.path
        return urlunsplit((base.scheme, base.netloc, path, parts.query, ""))

    # -- into the library ----------------------------------------------------------

    async def _store_if_due(self) -> None:
        if self._has_unstored and time.monotonic() >= self._store_at:
            await self._store()

    async def _store(self) -> None:
        async with self._storing:
            if not self._has_unstored:
                return
            self._has_unstored = False
            began = time.monotonic()
            issue, belonging = self._issue()
            came, self._came = self._came, []
            has_news = any(issue.sections) or (self._before and issue.gaps)
            newspaper = own_newspaper(desk.feed.language for desk in self._desks)
            self._fresh += await asyncio.to_thread(
                self._library.feeds.store,
                newspaper,
                issue if has_news else None,
                belonging,
                came=came,
                at=datetime.now(UTC),
            )
            now = time.monotonic()
            self._store_at = now + max(_STORE_EVERY_S, 4 * (now - began))

    def _issue(self) -> tuple[Issue, dict[bytes, date]]:
        """The issue as far as it has come, and what is remembered of what is in it."""
        belonging: dict[bytes, date] = {}
        sections, ledger = [], []
        for desk in self._desks:
            belonging.update(desk.belonging)
            ledger.append(
                Listing(
                    name=desk.feed.url,
                    state=desk.state,
                    is_page=True,
                    title=desk.feed.name,
                    url=desk.feed.url,
                    reason=desk.reason,
                )
            )
            articles = tuple(desk.articles[slug] for slug in desk.order if slug in desk.articles)
            for slug in desk.order:
                title, url = desk.titles[slug]
                is_here = slug in desk.articles
                ledger.append(
                    Listing(
                        name=slug,
                        state=State.STORED if is_here else State.WAITING,
                        title=title,
                        url=url,
                        reason=desk.remarks.get(slug, ""),
                    )
                )
                if is_here:
                    belonging.update(dict.fromkeys(desk.names[slug], self._day))
            if articles:
                # Its address is how the library knows that this feed has been read.
                name = self._section_name(desk.feed)
                sections.append(Section(name=name, url=desk.feed.url, articles=articles))
        issue = Issue(
            newspaper_id=OWN, date=self._day, sections=tuple(sections), ledger=tuple(ledger)
        )
        return issue, belonging

    def _section_name(self, feed: Subscription) -> str:
        """The feed's title, with its host where several feeds are called so."""
        if self._titles[feed.name] < 2:
            return feed.name
        return f"{feed.name} ({urlsplit(feed.url).hostname or feed.url})"

    # -- how far it is -------------------------------------------------------------

    def _tell(self, desk: _Desk, *, is_finished: bool = False) -> None:
        now = time.monotonic()
        if now - self._told_at < _TELL_EVERY_S and not (is_finished or self._fresh):
            return
        self._told_at = now
        stored, self._fresh = tuple(self._fresh), []
        count = len(self._desks)
        self._report(
            Progress(
                newspaper_id=OWN,
                date=self._day,
                doing=say(
                    "feed {n} of {all} · {name}",
                    n=min(self._done + 1, count),
                    all=count,
                    name=shown(desk.feed.name, 60),
                ),
                articles_done=sum(len(one.articles) for one in self._desks),
                articles=sum(len(one.order) for one in self._desks),
                failed=sum(one.state is State.FAILED for one in self._desks),
                is_finished=is_finished,
                stored=stored,
            )
        )


def _said_short(article: Article, reason: str) -> Article:
    """The summary, with the sentence that it is no more than that."""
    words = say("Only the summary: {reason}.", reason=shown(reason, 300))
    mark = Mark(start=0, end=len(words), kind=MarkKind.EMPHASIS)
    return replace(article, blocks=(*article.blocks, Paragraph(text=words, marks=(mark,))))


def _language_of(feed: Feed, articles: Sequence[Article]) -> str:
    """What most of the feed's stories are written in; what it says of itself where it has none."""
    tongues = [article.language for article in articles if article.language]
    if tongues:
        return max(dict.fromkeys(tongues), key=tongues.count)
    return feed.language.split("-")[0].lower()
