from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import Refused, Unreachable
from reader.fetch import Fetcher, Limits
from reader.fetch.address import address_of
from reader.fetch.robots import robots_of
from reader.model import Request

Make = Callable[..., Fetcher]


def robots(text: str, answer: Any) -> bytes:
    return bytes(answer(text.encode(), "200 OK", "Content-Type: text/plain"))


@given(st.binary(max_size=400))
def test_any_bytes_are_some_rules(junk: bytes) -> None:
    rules = robots_of(junk)
    assert rules.crawl_delay_s >= 0
    with suppress(Refused):
        rules.check(address_of("http://paper.example/a?b=c"))


def test_lines_for_our_name_go_before_lines_for_all() -> None:
    rules = robots_of(b"User-agent: *\nDisallow: /\n\nUser-agent: reader\nDisallow: /x\n")
    rules.check(address_of("http://paper.example/html"))
    with pytest.raises(Refused):
        rules.check(address_of("http://paper.example/x/y"))


def test_lines_for_others_are_not_for_us() -> None:
    robots_of(b"User-agent: read\nUser-agent: proofreader\nDisallow: /\n").check(
        address_of("http://a.example/")
    )


def test_lines_for_several_names_are_for_each() -> None:
    rules = robots_of(b"User-agent: other\nuseragent Reader/2 # us\nDisallow: /x\n")
    with pytest.raises(Refused):
        rules.check(address_of("http://a.example/x"))


def test_thousands_of_names_take_no_time() -> None:
    names = b"".join(b"User-agent: *%d\n" % number for number in range(20_000))
    began = time.process_time()
    robots_of(names + b"Disallow: /x\n" * 5_000)
    assert time.process_time() - began < 2


async def test_robots_is_asked_once_and_first(site: Any, answer: Any, make_fetcher: Make) -> None:
    for name in "abc":
        site.answers[f"/{name}"] = answer()
    async with make_fetcher() as fetcher:
        await asyncio.gather(*(fetcher.fetch(Request(url=f"{site.url}/{n}")) for n in "abc"))
        await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert [asked.path for asked in site.asked].count("/robots.txt") == 1
    assert site.asked[0].path == "/robots.txt"


async def test_a_path_kept_from_programs_is_never_asked(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    site.robots = robots("User-agent: *\nDisallow: /secret/\n", answer)
    site.answers["/open"] = answer()
    async with make_fetcher() as fetcher:
        with pytest.raises(Refused, match=r"robots\.txt") as caught:
            await fetcher.fetch(Request(url=f"{site.url}/secret/1?token=x"))
        await fetcher.fetch(Request(url=f"{site.url}/open"))
    assert "token" not in str(caught.value)
    assert site.paths == ["/open"]


async def test_a_redirect_into_a_kept_path_is_not_followed(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    site.robots = robots("User-agent: *\nDisallow: /secret/\n", answer)
    site.answers["/open"] = answer(b"", "302 Found", "Location: /secret/1")
    async with make_fetcher() as fetcher:
        with pytest.raises(Refused, match=r"robots\.txt"):
            await fetcher.fetch(Request(url=f"{site.url}/open"))
    assert site.paths == ["/open"]


@pytest.mark.parametrize("status", ["404 Not Found", "401 No", "403 Forbidden", "410 Gone"])
async def test_no_robots_allows_everything(
    site: Any, answer: Any, make_fetcher: Make, status: str
) -> None:
    site.robots = answer(b"User-agent: *\nDisallow: /\n", status)
    site.answers["/a"] = answer()
    async with make_fetcher() as fetcher:
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).status == 200


async def test_a_failing_robots_keeps_everything_closed(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    site.robots = answer(b"", "500 Oops")
    site.answers["/a"] = answer()
    async with make_fetcher() as fetcher:
        for _ in range(3):
            with pytest.raises(Refused, match=r"robots\.txt"):
                await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert site.paths == []
    assert len(site.asked) == 4, "four tries, and none for the pages after"


async def test_a_robots_that_does_not_answer_makes_the_host_unreachable(
    site: Any, answer: Any, make_fetcher: Make, clock: Any
) -> None:
    async def silence(asked: Any) -> None:
        await asyncio.sleep(60)

    site.robots = silence
    site.answers["/a"] = answer()
    limits = Limits(read_s=0.05, backoff_s=0, backoff_most_s=0)
    async with make_fetcher(limits=limits) as fetcher:
        with pytest.raises(Unreachable):
            await fetcher.fetch(Request(url=f"{site.url}/a"))
        site.robots = answer(b"")
        with pytest.raises(Unreachable):
            await fetcher.fetch(Request(url=f"{site.url}/a"))
        clock.time += 60
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).status == 200


async def test_a_robots_that_leads_nowhere_allows_everything(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    site.robots = answer(b"", "302 Found", "Location: /robots.txt")
    site.answers["/a"] = answer()
    async with make_fetcher() as fetcher:
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).status == 200


async def test_a_huge_robots_is_read_as_far_as_it_must_be(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    rules = "User-agent: *\nDisallow: /first\n" + "Disallow: /nothing\n" * 60_000
    site.robots = robots(rules, answer)
    site.answers["/a"] = answer()
    async with make_fetcher() as fetcher:
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).status == 200
        with pytest.raises(Refused):
            await fetcher.fetch(Request(url=f"{site.url}/first"))


@pytest.mark.parametrize(("asked", "kept"), [("2", 2.0), ("600", 10.0)])
async def test_crawl_delay_is_kept_up_to_a_cap(
    site: Any, answer: Any, make_fetcher: Make, clock: Any, asked: str, kept: float
) -> None:
    site.robots = robots(f"User-agent: *\nCrawl-delay: {asked}\n", answer)
    site.answers["/a"] = answer()
    began = clock()
    async with make_fetcher() as fetcher:
        for _ in range(3):
            await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert clock() - began == pytest.approx(3 * kept)
