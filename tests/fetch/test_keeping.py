"""Answers go into the store together, and are looked for there only where any are."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import Refused
from reader.fetch import keeping
from reader.fetch.address import address_of
from reader.fetch.keeping import Keeping
from reader.model import Request, StoredResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.fetch import Fetcher

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def answer_at(url: str, body: bytes = b"words") -> StoredResponse:
    return StoredResponse(url=url, body=body, fetched_at=NOW)


async def test_answers_go_in_together(shelf: Any) -> None:
    way = Keeping(shelf)
    for number in range(50):
        way.keep(answer_at(f"http://a/{number}"))
    await way.close()
    assert shelf.batches == [50]


async def test_an_answer_can_be_had_before_it_is_put_away(shelf: Any) -> None:
    way = Keeping(shelf)
    way.keep(answer_at("http://a/1"))
    found = await way.kept("http://a/1")
    assert (found, shelf.kept) == (answer_at("http://a/1"), {})
    await way.close()


async def test_many_bytes_do_not_wait(shelf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_EVERY_S", 60)
    way = Keeping(shelf)
    way.keep(answer_at("http://a/1", b"x" * (keeping._MOST_WAITING + 1)))
    assert way._writing is not None
    await asyncio.wait_for(way._writing, 5)
    assert list(shelf.kept) == ["http://a/1"]


async def test_what_was_never_kept_is_not_looked_up(shelf: Any) -> None:
    shelf.keep_responses([answer_at("http://a/1"), answer_at("http://ab/1")])
    asked: list[str] = []
    look = shelf.response
    shelf.response = lambda url: asked.append(url) or look(url)
    way = Keeping(shelf)
    found = [await way.kept(url) for url in ("http://a/1", "http://a/2", "http://b/1")]
    await way.close()
    assert (found, asked) == ([answer_at("http://a/1"), None, None], ["http://a/1"])


@pytest.mark.parametrize("most", [0, 3])
async def test_of_a_host_with_very_many_answers_every_address_is_looked_up(
    shelf: Any, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(keeping, "MOST_ADDRESSES", most)
    way = Keeping(shelf)
    assert await way.kept("http://a/0") is None
    for number in range(10):
        way.keep(answer_at(f"http://a/{number}"))
    way._is_urgent.set()
    assert way._writing is not None
    await way._writing
    for number in range(10):
        assert await way.kept(f"http://a/{number}") == answer_at(f"http://a/{number}")
    await way.close()


async def test_robots_txt_stands_for_a_day_where_the_host_is_a_public_one(
    shelf: Any, make_fetcher: Callable[..., Fetcher]
) -> None:
    url = "http://paper.example/robots.txt"
    rules = b"User-agent: *\nDisallow: /"
    shelf.keep_responses([StoredResponse(url=url, body=rules, fetched_at=NOW)])
    async with make_fetcher(store=shelf) as fetcher:
        with pytest.raises(Refused, match=r"robots\.txt keeps programs out"):
            await fetcher.fetch(Request(url="http://paper.example/a"))
    old = NOW - timedelta(days=1, seconds=1)
    shelf.keep_responses([StoredResponse(url=url, body=rules, fetched_at=old)])
    async with make_fetcher(store=shelf) as fetcher:
        assert await fetcher._kept_robots(address_of(url)) is None
