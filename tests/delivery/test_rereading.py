"""Issues read again from the pages that were kept of them, with nothing on the network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from reader.delivery import deliver
from reader.delivery.rereading import read_again
from reader.errors import LibraryError
from reader.fetch import Fetcher
from reader.model import Article, Issue, Paragraph

if TYPE_CHECKING:
    from reader.library import Library
    from reader.papers import Paper

Hurry = Callable[..., Fetcher]
DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


async def brought(
    press_kit: Any, family: str, paper: Paper, library: Library, hurry: Hurry, **how: Any
) -> Issue:
    press = press_kit.Press(press_kit.spec_for(family), seed=7)
    with press_kit.serve(press, [DAY]) as running:
        async with hurry(library) as fetcher:
            await deliver(paper, DAY, fetcher=fetcher, library=library, base_url=running.url, **how)
    issue = library.issue(paper.id, DAY)
    assert issue is not None
    return issue


def _noisy(article: Article, noise: Paragraph) -> Article:
    if len(article.text) < 100:
        return article
    return replace(article, blocks=(noise, *article.blocks, noise))


def misread(issue: Issue) -> Issue:
    """The issue as a parser leaves it that takes a site's furniture for text."""
    noise = Paragraph(text="分享到：微信 微博。字号：大 中 小。")
    return replace(
        issue,
        ledger=(),
        sections=tuple(
            replace(
                section,
                articles=tuple(_noisy(article, noise) for article in section.articles),
            )
            for section in issue.sections
        ),
    )


@pytest.mark.parametrize("family", ["F2", "F4a"])
async def test_a_better_parser_reads_the_kept_pages_and_loses_nothing(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry, family: str
) -> None:
    right = await brought(press_kit, family, paper, library, hurry)
    ledger = library.ledger(paper.id, DAY)
    library.store_again(paper.newspaper, misread(right), absent=0, at=AT)
    wrong = library.issue(paper.id, DAY)
    assert wrong is not None
    keys = [f"{paper.id}/{DAY}/{article.slug}" for article in wrong.articles]
    for key in keys[:3]:
        library.bookmark(key, at=AT, note=key)
        library.mark_read(key, at=AT)
    kept = library.bookmarks()
    found = await asyncio.to_thread(read_again, paper, DAY, library)
    assert library.issue(paper.id, DAY) == right
    assert found.changed
    assert (found.fresh, found.absent) == ((), 0)
    assert library.ledger(paper.id, DAY) == ledger
    assert library.bookmarks() == kept
    assert all(library.read_state(key).is_read for key in keys[:3])
    assert not any(library.versions(key) for key in keys)
    again = await asyncio.to_thread(read_again, paper, DAY, library)
    assert (again.changed, again.fresh, again.refused) == ((), (), 0)


async def test_pages_are_not_kept_where_nobody_wants_them(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    await brought(press_kit, "F2", paper, library, hurry, keeps_pages=False)
    with pytest.raises(LibraryError):
        await asyncio.to_thread(read_again, paper, DAY, library)


async def test_a_pack_that_cannot_be_read_costs_no_more_than_the_reading(
    press_kit: Any, paper: Paper, library: Library, hurry: Hurry
) -> None:
    right = await brought(press_kit, "F2", paper, library, hurry)
    with library._connection.writing() as sql:
        sql.execute("UPDATE source SET content = substr(content, 1, 200)")
    with pytest.raises(LibraryError):
        await asyncio.to_thread(read_again, paper, DAY, library)
    assert library.issue(paper.id, DAY) == right
