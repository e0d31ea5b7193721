"""Where a paper is asked: its hosts, a mirror in their place, its headers, its pace."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.delivery.site import Headed, Mirror, fetcher_for, pace_of
from reader.errors import Refused
from reader.fetch.address import address_of
from reader.model import Request, Response

if TYPE_CHECKING:
    from reader.papers import Paper

MIRROR = "http://127.0.0.1:8080/copy"


class Recorder:
    """Answers everything with one body."""

    def __init__(self, body: bytes = b"") -> None:
        self.body = body
        self.asked: list[Request] = []

    async def fetch(self, request: Request) -> Response:
        self.asked.append(request)
        return Response(url=request.url, body=self.body)


@pytest.fixture
def two_hosts(paper: Paper) -> Paper:
    """A paper whose articles are elsewhere than its pages, and further afield as well."""
    era = replace(paper.eras[-1], entry="http://epaper.example.com.cn/a/{year}{month}{day}/1.html")
    return replace(paper, eras=(era,), hosts=("news.example.net",))


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("http://epaper.example.com.cn/a/1.html?x=1", f"{MIRROR}/a/1.html?x=1"),
        ("https://epaper.example.com.cn/b", f"{MIRROR}/b"),
        ("http://news.example.net/c", f"{MIRROR}/c"),
        ("http://www.example.com.cn/d", f"{MIRROR}/d"),
        (f"{MIRROR}/e", f"{MIRROR}/e"),
        ("http://elsewhere.example/f", "http://elsewhere.example/f"),
        ("http://example.com.cn.evil.example/g", "http://example.com.cn.evil.example/g"),
    ],
)
async def test_every_host_of_the_paper_is_asked_at_the_mirror(
    two_hosts: Paper, asked: str, there: str
) -> None:
    recorder = Recorder()
    await Mirror(recorder, MIRROR + "/", two_hosts).fetch(Request(url=asked))
    assert recorder.asked[0].url == there


@pytest.mark.parametrize(
    ("page", "read"),
    [
        (
            b'<a href="http://epaper.example.com.cn/a/2.html">',
            b'<a href="http://127.0.0.1:8080/copy/a/2.html">',
        ),
        (
            b"<a href=https://news.example.net:443/c_1.htm>",
            b"<a href=http://127.0.0.1:8080/copy/c_1.htm>",
        ),
        (
            b"<img src='//img.example.com.cn/1.jpg'>",
            b"<img src='http://127.0.0.1:8080/copy/1.jpg'>",
        ),
        (
            rb'{"url": "http:\/\/news.example.net\/c"}',
            rb'{"url": "http://127.0.0.1:8080/copy\/c"}',
        ),
        (
            b'<meta http-equiv=refresh content="0; url=http://epaper.example.com.cn/n">',
            b'<meta http-equiv=refresh content="0; url=http://127.0.0.1:8080/copy/n">',
        ),
        (b"<p>see: http://news.example.net/x</p>", b"<p>see: http://news.example.net/x</p>"),
        (b'<a href="http://news.example.net.evil/">', b'<a href="http://news.example.net.evil/">'),
        (b'<a href="http://elsewhere.example/">', b'<a href="http://elsewhere.example/">'),
    ],
)
async def test_links_to_the_site_itself_lead_to_the_mirror_and_words_stay(
    two_hosts: Paper, page: bytes, read: bytes
) -> None:
    found = await Mirror(Recorder(page), MIRROR, two_hosts).fetch(Request(url=MIRROR))
    assert found.body == read


async def test_an_era_s_headers_go_with_every_request_and_the_request_s_own_win() -> None:
    recorder = Recorder()
    headed = Headed(recorder, {"Referer": "http://a/", "X-Requested-With": "XMLHttpRequest"})
    await headed.fetch(Request(url="http://a/b", headers=(("referer", "http://a/own"),)))
    assert dict(recorder.asked[0].headers) == {
        "referer": "http://a/own",
        "X-Requested-With": "XMLHttpRequest",
    }


async def test_hosts_of_the_same_owners_may_be_asked_and_others_not(two_hosts: Paper) -> None:
    async with fetcher_for(two_hosts, None) as fetcher:
        for url in ("http://elsewhere.example/", "http://127.0.0.1/", "http://www.example.net:81/"):
            with pytest.raises(Refused, match="own hosts"):
                await fetcher.fetch(Request(url=url))
        for host in ("www.example.com.cn", "img.news.example.net", "epaper.example.com.cn"):
            fetcher._bounds.check(address_of(f"http://{host}/"))


async def test_a_mirror_s_fetcher_asks_none_of_the_paper_s_own_hosts(two_hosts: Paper) -> None:
    async with fetcher_for(two_hosts, None, base_url=MIRROR) as fetcher:
        with pytest.raises(Refused):
            await fetcher.fetch(Request(url="http://news.example.net/"))


def test_a_mirror_on_this_computer_is_asked_eight_at_once_without_a_pause(paper: Paper) -> None:
    assert (pace_of(paper, MIRROR).at_once, pace_of(paper, MIRROR).per_second) == (8, math.inf)


def test_a_definition_s_own_pace_holds_at_a_mirror_too(paper: Paper) -> None:
    slow = replace(paper, at_once=1, per_second=0.5, is_paced=True)
    assert (pace_of(slow, MIRROR).at_once, pace_of(slow, MIRROR).per_second) == (1, 0.5)


def test_a_mirror_far_away_is_asked_as_the_paper_is(paper: Paper) -> None:
    pace = pace_of(paper, "http://mirror.example/")
    assert (pace.at_once, pace.per_second) == (paper.at_once, paper.per_second)


def test_a_paper_that_has_its_home_on_this_computer_is_asked_like_a_mirror(paper: Paper) -> None:
    at_home = replace(paper, eras=(replace(paper.eras[0], entry=MIRROR),))
    assert (pace_of(at_home).at_once, pace_of(at_home).per_second) == (8, math.inf)
    assert pace_of(replace(at_home, is_paced=True)).at_once == at_home.at_once


def test_a_paper_with_a_host_elsewhere_is_not(paper: Paper) -> None:
    assert pace_of(paper).per_second == paper.per_second
