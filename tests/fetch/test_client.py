from __future__ import annotations

import asyncio
import gzip
import json
import re
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from reader.errors import FetchError, Refused, TooLarge, Unreachable
from reader.fetch import Fetcher, Limits, Pace
from reader.fetch.setback import seconds_of
from reader.model import Request

Make = Callable[..., Fetcher]
REDIRECT = "302 Found"


async def test_a_page_comes_as_it_is(
    site: Any, answer: Any, page: bytes, make_fetcher: Make
) -> None:
    site.answers["/a?b=c"] = answer(page, "200 OK", "Content-Type: text/html; charset=gb2312")
    async with make_fetcher() as fetcher:
        found = await fetcher.fetch(Request(url=f"{site.url}/a?b=c#top"))
    assert (found.url, found.body, found.status) == (f"{site.url}/a?b=c", page, 200)
    assert found.content_type == "text/html; charset=gb2312"


async def test_who_asks_is_said(site: Any, answer: Any, make_fetcher: Make) -> None:
    site.answers["/a"] = answer()
    headers = (("accept-encoding", "br"), ("X-Requested-With", "it"))
    async with make_fetcher() as fetcher:
        await fetcher.fetch(Request(url=f"{site.url}/a", headers=headers))
    for asked in site.asked:
        assert asked.headers["user-agent"].startswith("Mozilla/5.0 (compatible; reader/")
        assert "+https://github.com/broadsheet-reader/reader" in asked.headers["user-agent"]
        assert asked.headers["accept-encoding"] == "gzip"
        assert "referer" not in asked.headers
    assert site.asked[-1].headers["x-requested-with"] == "it"


async def test_a_site_that_wants_another_name_gets_the_one_its_definition_gives(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    site.answers["/a"] = answer()
    async with make_fetcher() as fetcher:
        headers = (("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"),)
        await fetcher.fetch(Request(url=f"{site.url}/a", headers=headers))
    assert site.asked[-1].headers["user-agent"] == "Mozilla/5.0 (X11; Linux x86_64)"


async def test_a_question_in_json_is_posted(
    site: Any, answer: Any, make_fetcher: Make, shelf: Any
) -> None:
    site.answers["/api"] = answer(b"{}", "200 OK", 'ETag: "1"', "Content-Type: application/json")
    request = Request(
        url=f"{site.url}/api",
        json_body=json.dumps({"code": "KJRB", "版": 1}),
        headers=(("x-requested-with", "XMLHttpRequest"),),
    )
    async with make_fetcher(store=shelf) as fetcher:
        for _ in range(2):
            assert (await fetcher.fetch(request)).body == b"{}"
    for asked in site.asked[1:]:
        assert asked.method == "POST"
        assert json.loads(asked.body) == {"code": "KJRB", "版": 1}
        assert asked.headers["content-type"] == "application/json"
        assert asked.headers["x-requested-with"] == "XMLHttpRequest"
        assert "if-none-match" not in asked.headers
    assert shelf.kept == {}


async def test_gzip_is_unpacked(site: Any, answer: Any, page: bytes, make_fetcher: Make) -> None:
    site.answers["/a"] = answer(gzip.compress(page), "200 OK", "Content-Encoding: gzip")
    async with make_fetcher() as fetcher:
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).body == page


async def test_an_unchanged_page_comes_from_the_store(
    site: Any, answer: Any, page: bytes, make_fetcher: Make, shelf: Any
) -> None:
    since = "Sat, 06 Jul 2024 00:00:00 GMT"
    site.answers["/a"] = [
        answer(page, "200 OK", 'ETag: "v1"', f"Last-Modified: {since}"),
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
    ]
    async with make_fetcher(store=shelf) as fetcher:
        first = await fetcher.fetch(Request(url=f"{site.url}/a"))
        again = await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert first == again
    assert again.body == page
    assert site.asked[-1].headers["if-none-match"] == '"v1"'
    assert site.asked[-1].headers["if-modified-since"] == since


async def test_a_changed_page_takes_the_place_of_the_old(
    site: Any, answer: Any, make_fetcher: Make, shelf: Any
) -> None:
    site.answers["/a"] = [
        answer(b"one", "200 OK", 'ETag: "v1"'),
        answer(b"two", "200 OK", 'ETag: "v2"'),
    ]
    async with make_fetcher(store=shelf) as fetcher:
        await fetcher.fetch(Request(url=f"{site.url}/a"))
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).body == b"two"
    (kept,) = shelf.kept.values()
    assert (kept.body, kept.etag, kept.fetched_at.year) == (b"two", '"v2"', 2026)


async def test_an_answer_without_validators_is_kept_to_be_read_again(
    site: Any, answer: Any, make_fetcher: Make, shelf: Any
) -> None:
    site.answers["/a"] = answer(b"one")
    async with make_fetcher(store=shelf) as fetcher:
        await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert shelf.kept[f"{site.url}/a"].body == b"one"


async def test_not_modified_without_a_condition_is_no_answer(
    site: Any, make_fetcher: Make, shelf: Any
) -> None:
    site.answers["/a"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    async with make_fetcher(store=shelf) as fetcher:
        with pytest.raises(Unreachable, match="nobody asked"):
            await fetcher.fetch(Request(url=f"{site.url}/a"))


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
async def test_trouble_that_passes_is_waited_out(
    site: Any, answer: Any, page: bytes, make_fetcher: Make, status: int
) -> None:
    site.answers["/a"] = [answer(b"", f"{status} Trouble")] * 3 + [answer(page)]
    async with make_fetcher() as fetcher:
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).body == page
    assert len(site.paths) == 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451, 999])
async def test_a_plain_no_is_asked_once(
    site: Any, answer: Any, make_fetcher: Make, status: int
) -> None:
    site.answers["/a"] = answer(b"<html>no", f"{status} \x1b[2Jodd")
    async with make_fetcher() as fetcher:
        with pytest.raises(Refused, match=str(status)) as caught:
            await fetcher.fetch(Request(url=f"{site.url}/a?key=secret"))
    assert caught.value.status == status
    assert "secret" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(site.paths) == 1


async def test_trouble_that_stays_is_given_up_after_four(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    site.answers["/a"] = answer(b"", "503 Trouble")
    async with make_fetcher() as fetcher:
        with pytest.raises(Refused, match="503"):
            await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert len(site.paths) == 4


@pytest.mark.parametrize(
    ("header", "waited"),
    [
        ("7", 7.0),
        ("Tue, 24 Nov 2026 12:00:20 GMT", 20.0),
        ("soon", 1.0),
        ("-5", 1.0),
        ("0", 1.0),
        ("999999999", 1.0),
    ],
)
async def test_retry_after_is_kept(
    site: Any, answer: Any, page: bytes, make_fetcher: Make, clock: Any, header: str, waited: float
) -> None:
    site.answers["/a"] = [answer(b"", "429 Slow", f"Retry-After: {header}"), answer(page)]
    began = clock()
    async with make_fetcher() as fetcher:
        await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert waited <= clock() - began < waited + 0.5


async def test_retry_after_holds_every_request_to_the_host(
    site: Any, answer: Any, page: bytes, make_fetcher: Make, clock: Any
) -> None:
    site.answers["/a"] = [answer(b"", "503 Slow", "Retry-After: 30"), answer(page)]
    site.answers["/b"] = answer(page)
    async with make_fetcher(pace_of=Pace(at_once=1, per_second=1000)) as fetcher:
        began = clock()
        await asyncio.gather(*(fetcher.fetch(Request(url=f"{site.url}/{n}")) for n in "ab"))
    assert clock() - began >= 30
    assert site.paths[0] == "/a"


async def test_a_wait_beyond_reason_is_left_for_another_day(
    site: Any, answer: Any, make_fetcher: Make, clock: Any
) -> None:
    site.answers["/a"] = answer(b"", "429 Slow", "Retry-After: 86400")
    site.answers["/b"] = answer()
    async with make_fetcher() as fetcher:
        for name in "ab":
            with pytest.raises(Refused, match="wants no request for 24 hours"):
                await fetcher.fetch(Request(url=f"{site.url}/{name}"))
    assert site.paths == ["/a"]


def test_a_retry_after_is_seconds_or_a_date() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert seconds_of("12", now) == 12
    assert seconds_of("Tue, 24 Nov 2026 00:01:00 GMT", now) == 60
    assert seconds_of("Mon, 23 Nov 2026 00:00:00 GMT", now) == 0
    for words in (
        "",
        "soon",
        "-5",
        "١٢",
        "Fri, 99 Nov 2026",
        "\x1b[2J",
        "-5, soon",
        "1e9",
        "999999999",
    ):
        assert seconds_of(words, now) is None


async def cut_length(asked: Any) -> None:
    await asked.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html>half")


async def cut_chunk(asked: Any) -> None:
    await asked.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n")


async def cut_gzip(asked: Any) -> None:
    half = gzip.compress(b"words" * 1000)[:30]
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(half)}\r\n\r\n"
    await asked.send(head.encode() + half)


async def nothing(asked: Any) -> None:
    asked.writer.close()


async def reset(asked: Any) -> None:
    asked.writer.transport.abort()


async def silence(asked: Any) -> None:
    await asyncio.sleep(60)


async def banner(asked: Any) -> None:
    await asked.send(b"SSH-2.0-OpenSSH\r\n\x1b[2J\r\n")


async def stalled(asked: Any) -> None:
    await asked.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html>half")
    await asyncio.sleep(60)


FAULTS = [cut_length, cut_chunk, cut_gzip, nothing, reset, silence, banner, stalled]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_broken_answer_is_asked_for_again(
    site: Any, answer: Any, page: bytes, make_fetcher: Make, fault: Any
) -> None:
    site.answers["/a"] = [fault, answer(page)]
    async with make_fetcher() as fetcher:
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).body == page
    assert len(site.paths) == 2


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_stays_broken_ends_in_a_sentence(
    site: Any, make_fetcher: Make, fault: Any
) -> None:
    site.answers["/a"] = fault
    limits = Limits(read_s=0.05, backoff_s=0, backoff_most_s=0)
    async with make_fetcher(limits=limits) as fetcher:
        with pytest.raises(Unreachable) as caught:
            await fetcher.fetch(Request(url=f"{site.url}/a?key=secret"))
    words = str(caught.value)
    assert words.endswith("try again later.")
    assert "secret" not in words
    assert not re.search(r"\wError", words)
    assert len(site.paths) == 4


async def test_a_drip_ends_with_the_total_time(site: Any, make_fetcher: Make) -> None:
    async def drip(asked: Any) -> None:
        await asked.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            await asked.send(b"x")
            await asyncio.sleep(0.01)

    site.answers["/a"] = drip
    async with make_fetcher(limits=Limits(total_s=0.2)) as fetcher:
        with pytest.raises(Unreachable, match=r"within 0\.2 seconds"):
            await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert len(site.paths) == 1


async def test_half_a_page_that_calls_itself_whole_is_asked_for_again(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    whole = b"<html><body><p>first</p><p>second</p></body></html>"
    site.answers["/a"] = [answer(whole[:30]), answer(whole)]
    async with make_fetcher() as fetcher:
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).body == whole


async def test_a_site_that_leaves_end_tags_out_is_believed_the_second_time(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    site.answers["/a"] = answer(b"<html><p>one</p>\n")
    site.answers["/b"] = answer(b"<html><p>two</p>\n")
    async with make_fetcher() as fetcher:
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).body == b"<html><p>one</p>\n"
        assert (await fetcher.fetch(Request(url=f"{site.url}/b"))).body == b"<html><p>two</p>\n"
    assert site.paths == ["/a", "/a", "/b"]


async def test_an_empty_page_is_no_page(site: Any, answer: Any, make_fetcher: Make) -> None:
    site.answers["/a"] = answer(b"")
    async with make_fetcher() as fetcher:
        with pytest.raises(Unreachable, match="empty"):
            await fetcher.fetch(Request(url=f"{site.url}/a"))


async def test_a_length_over_the_limit_is_not_even_begun(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    site.answers["/a"] = answer(b"x" * 1000, length=10 << 30)
    async with make_fetcher() as fetcher:
        with pytest.raises(TooLarge, match="8 MB"):
            await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert len(site.paths) == 1


async def test_headers_over_their_limit_are_refused(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    site.answers["/a"] = answer(b"x", "200 OK", *(f"X-{i}: {'y' * 900}" for i in range(80)))
    async with make_fetcher() as fetcher:
        with pytest.raises(TooLarge):
            await fetcher.fetch(Request(url=f"{site.url}/a"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_followed_to_its_end(
    site: Any, answer: Any, page: bytes, make_fetcher: Make, shelf: Any, status: int
) -> None:
    site.answers["/a"] = answer(b"", f"{status} Moved", "Location: b/c?d=1")
    site.answers["/b/c?d=1"] = answer(page)
    async with make_fetcher(store=shelf) as fetcher:
        found = await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert (found.url, found.body) == (f"{site.url}/b/c?d=1", page)
    assert list(shelf.kept) == [f"{site.url}/b/c?d=1"]


async def test_a_circle_is_named(site: Any, answer: Any, make_fetcher: Make) -> None:
    site.answers["/a"] = answer(b"", REDIRECT, "Location: /b")
    site.answers["/b"] = answer(b"", REDIRECT, "Location: /a")
    async with make_fetcher() as fetcher:
        with pytest.raises(Refused, match="circle"):
            await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert site.paths == ["/a", "/b"]


async def test_redirects_without_end_are_given_up(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    for number in range(20):
        site.answers[f"/{number}"] = answer(b"", REDIRECT, f"Location: /{number + 1}")
    async with make_fetcher() as fetcher:
        with pytest.raises(Refused, match="more than 5 times"):
            await fetcher.fetch(Request(url=f"{site.url}/0"))
    assert len(site.paths) == 6


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "javascript:alert(1)", "http://127.0.0.2:1/", "http://127.0.0.1:22/",
     "http://169.254.169.254/", "http://paper.example/", "http://[::1\x1b[2J", "http://h:x/"],
)  # fmt: skip
async def test_a_redirect_that_leads_astray_is_not_followed(
    site: Any, answer: Any, make_fetcher: Make, location: str
) -> None:
    site.answers["/a"] = answer(b"", REDIRECT, f"Location: {location}")
    async with make_fetcher() as fetcher:
        with pytest.raises(Refused, match="not followed"):
            await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert site.paths == ["/a"]


async def test_a_public_name_of_a_private_address_is_not_asked(
    site: Any, answer: Any, make_fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", site.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: here)
    async with make_fetcher() as fetcher:
        with pytest.raises(Refused, match="private address"):
            await fetcher.fetch(Request(url=f"http://rebound.example:{site.port}/a"))
    assert site.asked == []


async def test_a_name_nobody_knows_is_said_so(
    make_fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    async with make_fetcher() as fetcher:
        with pytest.raises(Unreachable, match=r"no way to nowhere\.example"):
            await fetcher.fetch(Request(url="http://nowhere.example/a"))


async def test_nobody_listening_is_said_so(make_fetcher: Make) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with make_fetcher() as fetcher:
        with pytest.raises(Unreachable, match="takes no connections"):
            await fetcher.fetch(Request(url=f"http://127.0.0.1:{port}/a"))


async def test_no_tls_where_it_was_asked_for_is_said_so(make_fetcher: Make) -> None:
    async def plain(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, make_fetcher() as fetcher:
        with pytest.raises(Unreachable, match="safe connection"):
            await fetcher.fetch(Request(url=f"https://127.0.0.1:{port}/a"))


async def test_a_host_outside_the_list_is_not_asked(site: Any, make_fetcher: Make) -> None:
    async with make_fetcher(allowed_hosts=["paper.example"]) as fetcher:
        with pytest.raises(Refused, match="own hosts"):
            await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert site.asked == []


async def test_this_computer_is_never_asked_through_a_proxy(
    site: Any, answer: Any, make_fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    site.answers["/a"] = answer()
    async with make_fetcher() as fetcher:
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).status == 200


async def test_other_hosts_are_asked_through_the_proxy(
    site: Any, answer: Any, page: bytes, make_fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.url)
    site.answers["http://paper.example/robots.txt"] = answer(b"")
    site.answers["http://paper.example/a"] = answer(page)
    async with make_fetcher() as fetcher:
        assert (await fetcher.fetch(Request(url="http://paper.example/a"))).body == page


async def test_a_proxy_that_is_none_is_said_so(
    make_fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "gopher://me:secret@127.0.0.1/")
    async with make_fetcher() as fetcher:
        with pytest.raises(Unreachable, match="proxy") as caught:
            await fetcher.fetch(Request(url="http://paper.example/a"))
    assert "secret" not in str(caught.value)


async def test_a_request_that_cannot_be_made_is_an_error_of_ours(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    site.answers["/a"] = answer()
    async with make_fetcher() as fetcher:
        for headers in ((("X-Bad", "a\r\nb: c"),), (("X-版", "1"),), (("X", "版"),)):
            with pytest.raises(FetchError):
                await fetcher.fetch(Request(url=f"{site.url}/a", headers=headers))


async def test_cookies_stay_small_and_with_the_fetcher(
    site: Any, answer: Any, make_fetcher: Make
) -> None:
    site.answers["/a"] = answer(
        b"x", "200 OK", "Set-Cookie: id=1; Path=/", f"Set-Cookie: big={'x' * 9000}",
        "Set-Cookie: odd=\x1b[2J",
    )  # fmt: skip
    async with make_fetcher() as fetcher:
        for _ in range(2):
            await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert site.asked[-1].headers["cookie"] == "id=1"
    async with make_fetcher() as fetcher:
        await fetcher.fetch(Request(url=f"{site.url}/a"))
    assert "cookie" not in site.asked[-1].headers


async def test_pace_holds_on_the_wire(site: Any, answer: Any, make_fetcher: Make) -> None:
    site.answers["/a"] = answer()
    async with make_fetcher(pace_of={"127.0.0.1": Pace(at_once=2, per_second=1000)}) as fetcher:
        await asyncio.gather(*(fetcher.fetch(Request(url=f"{site.url}/a")) for _ in range(20)))
    assert site.most_at_once <= 2
    assert site.connections <= 2


async def test_a_picture_is_told_by_its_bytes(
    site: Any, answer: Any, make_fetcher: Make, shelf: Any
) -> None:
    site.answers["/p"] = answer(b"\x89PNG\r\n\x1a\n...", "200 OK", "Content-Type: text/plain")
    site.answers["/q"] = answer(b"<svg/>", "200 OK", "Content-Type: image/svg+xml")
    async with make_fetcher(store=shelf) as fetcher:
        assert await fetcher.picture(f"{site.url}/p") == ("image/png", b"\x89PNG\r\n\x1a\n...")
        with pytest.raises(Refused, match="not a picture"):
            await fetcher.picture(f"{site.url}/q")
    assert shelf.kept == {}


@pytest.mark.parametrize("fault", [silence, stalled])
async def test_cancelling_leaves_nothing_behind(
    site: Any, answer: Any, make_fetcher: Make, fault: Any
) -> None:
    site.answers["/slow"] = fault
    site.answers["/a"] = answer()
    limits = Limits(read_s=30)
    async with make_fetcher(limits=limits, pace_of=Pace(at_once=1, per_second=1000)) as fetcher:
        fetching = asyncio.create_task(fetcher.fetch(Request(url=f"{site.url}/slow")))
        await site.asked_for("/slow")
        fetching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fetching
        assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).status == 200


@pytest.mark.parametrize("turns", range(1, 60, 4))
async def test_cancelling_at_any_moment_gives_the_place_back(
    site: Any, answer: Any, make_fetcher: Make, shelf: Any, turns: int
) -> None:
    site.answers["/a"] = answer()
    async with make_fetcher(store=shelf, pace_of=Pace(at_once=1, per_second=1000)) as fetcher:
        fetching = asyncio.create_task(fetcher.fetch(Request(url=f"{site.url}/a")))
        for _ in range(turns):
            await asyncio.sleep(0)
        fetching.cancel()
        await asyncio.gather(fetching, return_exceptions=True)
        async with asyncio.timeout(5):
            assert (await fetcher.fetch(Request(url=f"{site.url}/a"))).status == 200


async def test_a_store_that_fails_is_not_hidden(site: Any, answer: Any, make_fetcher: Make) -> None:
    class Broken:
        def response(self, url: str) -> None:
            return None

        def kept_addresses(self, prefix: str, most: int) -> tuple[str, ...]:
            return ()

        def keep_responses(self, responses: Any) -> None:
            raise RuntimeError("disk full")

    site.answers["/a"] = answer()
    with pytest.raises(RuntimeError, match="disk full"):
        async with make_fetcher(store=Broken()) as fetcher:
            await fetcher.fetch(Request(url=f"{site.url}/a"))


def test_retries_write_nothing_on_the_screen() -> None:
    import stamina.instrumentation

    assert stamina.instrumentation.get_on_retry_hooks() == ()
