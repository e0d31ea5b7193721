"""The pictures of an article, and of a printed page: from the library, the sample or the site.

What is read is asked for when it is read, one thing after the other; what is bookmarked is brought
in for good. Both are kept in the library under the picture's address.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import asynccontextmanager
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.delivery.sample import picture_of_sample
from reader.delivery.site import is_loopback
from reader.errors import FetchError, LibraryError, ParseError
from reader.lang import say
from reader.parse.picture import HEAD_BYTES, PictureHead, picture_head

if TYPE_CHECKING:
    from reader.fetch import ArchiveFetcher, Fetcher, Pace
    from reader.library import Library
    from reader.model import Article

PDF_BYTES = 48 * 1024 * 1024
"""The largest printed page that is taken as a PDF."""


def head_at_hand(url: str, library: Library) -> PictureHead | None:
    """Kind and size of a picture that need not be fetched, read from its first bytes; None where it
    is not here, or cannot be shown."""
    own = picture_of_sample(url)
    content = own if own is not None else library.picture_beginning(url, HEAD_BYTES)
    if content is None:
        return None
    try:
        return picture_head(content[:HEAD_BYTES])
    except ParseError:
        return None


def picture_at_hand(url: str, library: Library) -> bytes | None:
    """A picture that need not be fetched: one kept, or one of the sample newspaper."""
    kept = library.picture(url)
    return kept[1] if kept is not None else picture_of_sample(url)


def is_fetchable(url: str, homes: Collection[str]) -> bool:
    """Whether a picture may be asked for at all: an address of the public internet, or of a host
    that the newspaper itself, whose addresses are `homes`, was read from."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        homely = {urlsplit(home).netloc for home in homes if home}
        if parts.scheme not in ("http", "https") or not host or host.endswith(".invalid"):
            return False
    except ValueError:
        return False
    if parts.netloc in homely:
        return True
    from reader.fetch.address import address_of

    try:
        return not address_of(url).is_private
    except FetchError:
        return False


async def bring_pictures(
    urls: Iterable[str],
    library: Library,
    *,
    issue_url: str = "",
    homes: Collection[str] = (),
    tell: Callable[[str, bytes | FetchError], object] = lambda _url, _what: None,
    keep: Callable[[str, str, bytes], object] | None = None,
    pace: Pace | None = None,
) -> None:
    """Fetches pictures one by one where their issue came from, its site or an archive, and keeps
    them in the library; `tell` hears of each how it went.

    `homes` are addresses of the newspaper; without them `issue_url` is one. A picture that does not
    come is no reason to leave out the next. `keep` is how the library keeps them where that is not
    as what was looked at; `pace` is the paper's.
    """
    put_away = keep or library.keep_picture
    homes = tuple(homes) or (issue_url,)
    asked = []
    for url in dict.fromkeys(urls):
        if is_fetchable(url, homes):
            asked.append(url)
        else:
            tell(url, FetchError(say("its address is not one to fetch from"), url=url))
    if not asked:
        return
    async with _asking(asked, library, issue_url, pace=pace) as fetcher:
        for url in asked:
            try:
                media_type, content = await fetcher.picture(url)
            except FetchError as error:
                tell(url, error)
                continue
            if not library.is_read_only:
                # What was fetched is shown all the same where the library has no room for it.
                try:
                    await asyncio.to_thread(put_away, url, media_type, content)
                except LibraryError:
                    tell(url, content)
                    raise
            tell(url, content)


async def pin_pictures(article: Article, library: Library, *, issue_url: str = "") -> int:
    """Brings the pictures of an article into the library; answers how many of them are there now.

    They are asked for where its issue came from, which `issue_url` says: its site, or an archive.
    A picture that does not come is left out: the caption stays in the article, and the next time it
    is asked for again.
    """
    urls = tuple(dict.fromkeys(image.url for image in article.images if image.url))
    missing = [url for url in urls if await asyncio.to_thread(library.picture, url) is None]
    own = {url: picture_of_sample(url) for url in missing}
    for url, content in own.items():
        if content is not None:
            await asyncio.to_thread(library.keep_picture, url, "image/png", content)
    await bring_pictures(
        [url for url, content in own.items() if content is None],
        library,
        issue_url=issue_url,
        homes=(issue_url, article.url),
    )
    there = [await asyncio.to_thread(library.picture, url) for url in urls]
    return sum(picture is not None for picture in there)


async def pdf_of_page(url: str, *, issue_url: str = "") -> bytes:
    """The PDF of a printed page; raises a kind of `FetchError`."""
    from reader.model import Request

    if not is_fetchable(url, (issue_url,)):
        raise FetchError(say("The address of this PDF is not one to fetch from."), url=url)
    async with _asking([url], None, issue_url, most=PDF_BYTES) as fetcher:
        found = await fetcher.fetch(Request(url=url))
    if not found.body.startswith(b"%PDF-"):
        raise FetchError(say("What came is no PDF, so it was not saved."), url=url)
    return found.body


@asynccontextmanager
async def _asking(
    urls: Collection[str],
    library: Library | None,
    issue_url: str,
    *,
    most: int = 0,
    pace: Pace | None = None,
) -> AsyncIterator[Fetcher | ArchiveFetcher]:
    """What fetches these addresses and no others."""
    from reader.delivery.archived import archive_fetcher_for
    from reader.fetch import ArchiveFetcher, Fetcher, Pace
    from reader.fetch.body import Limits
    from reader.parse.memento import archive_of

    origin = archive_of(issue_url)
    if origin is not None:
        async with archive_fetcher_for(origin[0]) as fetcher:
            yield ArchiveFetcher(fetcher, origin[0], origin[1].moment.date(), UTC)
        return
    hosts = {part for url in urls for part in (urlsplit(url).netloc, urlsplit(url).hostname or "")}
    is_home = all(map(is_loopback, urls))
    async with Fetcher(
        Pace(at_once=1, per_second=math.inf) if is_home else pace,
        None if library is None or library.is_read_only else library,
        allowed_hosts=hosts - {""},
        limits=Limits(body_bytes=most) if most else None,
    ) as fetcher:
        yield fetcher
