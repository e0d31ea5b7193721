"""Pinning the pictures of a bookmarked article, so that they are there when the site is not."""

from __future__ import annotations

import asyncio
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.delivery.sample import picture_of_sample
from reader.errors import FetchError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import Article


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
    await _fetch([url for url, content in own.items() if content is None], library, issue_url)
    there = [await asyncio.to_thread(library.picture, url) for url in urls]
    return sum(picture is not None for picture in there)


async def _fetch(urls: list[str], library: Library, issue_url: str) -> None:
    if not urls:
        return
    from reader.delivery.archived import archive_fetcher_for
    from reader.fetch import ArchiveFetcher, Fetcher
    from reader.parse.memento import archive_of

    origin = archive_of(issue_url)
    hosts = {part for url in urls for part in (urlsplit(url).netloc, urlsplit(url).hostname or "")}
    async with (
        archive_fetcher_for(origin[0]) if origin else Fetcher(allowed_hosts=hosts - {""})
    ) as fetcher:
        asked: Fetcher | ArchiveFetcher = fetcher
        if origin:
            asked = ArchiveFetcher(fetcher, origin[0], origin[1].moment.date(), UTC)
        for url in urls:
            try:
                media_type, content = await asked.picture(url)
            except FetchError:
                continue
            await asyncio.to_thread(library.keep_picture, url, media_type, content)
