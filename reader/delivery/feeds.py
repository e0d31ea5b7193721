"""Feeds as files, and subscribing to them: what somebody brings in by hand."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reader.delivery.newsday import names_of, published_on
from reader.errors import FetchError, ParseError, UsageError
from reader.lang import say
from reader.model import Article, Issue, Request, Section, Subscription
from reader.papers.own import OWN, local_zone, own_newspaper
from reader.parse.feed import Feed, article_of, feed_of, looks_like_a_feed
from reader.parse.html import source_of
from reader.parse.links import openable
from reader.parse.opml import looks_like_opml, subscriptions_of
from reader.parse.tree import attr, parsed
from reader.text import clean, shown

if TYPE_CHECKING:
    from reader.delivery.site import Transport
    from reader.library import Library

__all__ = ["FeedFile", "bring_in", "feed_found", "is_feed_file", "subscription_at"]

_FEED_TYPES = frozenset(
    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"]
)
_OF_COMMENTS = ("comment", "评论", "評論", "コメント")
_MOST_TRIED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """What came of a file that is a feed or a list of them."""

    issues: tuple[tuple[date, int, int], ...] = ()
    """The days into whose issues its entries went, with how many there are and how many of them
    are new."""
    subscribed: tuple[Subscription, ...] = ()
    """Feeds of a list that are new."""
    known: int = 0
    """Feeds of a list that were subscribed before."""
    skipped: tuple[tuple[str, str], ...] = ()
    """What was left out, by its name, and why."""
    remarks: tuple[str, ...] = ()
    """Sentences about what could not be read."""

    is_list: bool = False
    """Whether it was a list of feeds, and not one of them."""


def is_feed_file(body: bytes) -> bool:
    """Whether a file is a feed or a list of them, by its beginning."""
    return looks_like_opml(body) or looks_like_a_feed(body)


def bring_in(body: bytes, name: str, library: Library, *, today: date, at: datetime) -> FeedFile:
    """Puts the entries of a feed into the issues of their days, or subscribes to the feeds of a
    list. Doing it twice changes nothing. Raises `ParseError` where the file is neither.
    """
    if looks_like_opml(body):
        return _subscribe_to_list(body, name, library, at)
    return _bring_in_feed(feed_of(body), name, library, today, at)


def _subscribe_to_list(body: bytes, name: str, library: Library, at: datetime) -> FeedFile:
    from reader.fetch.address import address_of

    found = subscriptions_of(body, name)
    skipped = list(found.skipped)
    feeds = []
    for feed in found.feeds:
        try:
            is_private = address_of(feed.url).is_private
        except FetchError:
            skipped.append((feed.name, say("its address is not one of the web")))
            continue
        if is_private:
            # A list is written by somebody else, and may name what only this computer can ask.
            reason = say(
                "its address is private; `reader feeds add {url}` if it is yours", url=feed.url
            )
            skipped.append((feed.name, reason))
        else:
            feeds.append(feed)
    added = frozenset(library.feeds.add(feeds, at=at))
    return FeedFile(
        is_list=True,
        subscribed=tuple(feed for feed in feeds if feed.url in added),
        known=len(feeds) - len(added),
        skipped=tuple(skipped),
    )


def _bring_in_feed(feed: Feed, name: str, library: Library, today: date, at: datetime) -> FeedFile:
    zone = ZoneInfo(local_zone())
    names = names_of(feed, feed.homepage)
    known = library.feeds.days_of(one for own in names for one in own)
    issues: dict[date, dict[str, Article]] = defaultdict(dict)
    belonging: dict[date, dict[bytes, date]] = defaultdict(dict)
    skipped = []
    for entry, own in zip(feed.entries, names, strict=True):
        day = next((known[one] for one in own if one in known), None)
        if day is None:
            day = min(published_on(entry.published, zone) or today, today)
        slug = "f" + own[0].hex()[:15]
        article, _ = article_of(entry, slug)
        if not article.blocks and not entry.headline:
            skipped.append(
                (shown(entry.name or entry.url or name, 80), say("there is nothing in it"))
            )
            continue
        issues[day].setdefault(slug, article)
        belonging[day].update(dict.fromkeys(own, day))
    if not issues:
        raise ParseError(say("This feed has no entries."))
    title = feed.title or clean(PurePath(name).stem)
    tongues = [one.language for each in issues.values() for one in each.values()]
    newspaper = own_newspaper(
        [one.language for one in library.feeds.all() if one.language] or tongues
    )
    brought = []
    for day, articles in sorted(issues.items()):
        # Who brings a feed in wants it, also where its day was removed before.
        library.restore(OWN, day)
        section = Section(name=title, articles=tuple(articles.values()))
        issue = Issue(newspaper_id=OWN, date=day, sections=(section,))
        keys = library.feeds.store(newspaper, issue, belonging[day], at=at)
        brought.append((day, len(articles), len(keys)))
    return FeedFile(issues=tuple(brought), skipped=tuple(skipped), remarks=feed.remarks)


# -- subscribing -------------------------------------------------------------------


async def feed_found(words: str) -> Subscription:
    """The feed at an address as somebody types it, or that the page there names. Raises
    `UsageError` for what is no address, else what `subscription_at` does."""
    from reader.fetch import Fetcher

    url = _address(words)
    async with Fetcher() as fetcher:
        return await subscription_at(url, fetcher)


def _address(words: str) -> str:
    # Some sites write their feed's address so that a browser asks which program should have it.
    bare = f"http{words[4:]}" if words.startswith("feed://") else words.removeprefix("feed:")
    url = openable(bare if "://" in bare else f"https://{bare.lstrip('/')}")
    if not url:
        raise UsageError(
            say(
                "{url} is no address of a feed: one starts with http:// or https://.",
                url=shown(words, 120),
            )
        )
    return url


async def subscription_at(url: str, fetcher: Transport) -> Subscription:
    """The feed at an address, or the one that the page there names. Raises a kind of `FetchError`,
    or `ParseError` where there is none."""
    response = await fetcher.fetch(Request(url=url))
    if looks_like_a_feed(response.body):
        return await _subscription(url, response.body, response.content_type)
    for address in list(feeds_named(response.body, response.url, response.content_type))[
        :_MOST_TRIED
    ]:
        found = await fetcher.fetch(Request(url=address))
        if looks_like_a_feed(found.body):
            return await _subscription(address, found.body, found.content_type)
    raise ParseError(
        say(
            "There is no feed at {url}, and its page names none; look for a link called RSS, Atom "
            "or feed on it.",
            url=shown(url, 120),
        ),
        url=url,
    )


async def _subscription(url: str, body: bytes, content_type: str) -> Subscription:
    feed = await asyncio.to_thread(feed_of, body, url, content_type)
    return Subscription(
        url=url,
        title=shown(feed.title, 200),
        homepage=feed.homepage,
        language=feed.language.split("-")[0].lower(),
    )


def feeds_named(body: bytes, url: str, content_type: str = "") -> Iterator[str]:
    """The addresses of the feeds that a page names in its head, those of comments last."""
    try:
        source = source_of(body, url, content_type)
    except ParseError:
        return
    if source.is_too_large_for_a_tree:
        return
    named = []
    for link in parsed(source.text).iter("link"):
        if "alternate" not in attr(link, "rel").lower().split():
            continue
        if attr(link, "type").partition(";")[0].strip().lower() not in _FEED_TYPES:
            continue
        address = openable(attr(link, "href"), url)
        words = f"{attr(link, 'title')} {address}".lower()
        if address:
            named.append((any(word in words for word in _OF_COMMENTS), address))
    yield from dict.fromkeys(address for _, address in sorted(named, key=lambda one: one[0]))
