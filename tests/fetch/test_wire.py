"""Connections: opened, kept, replaced, and given up where they cannot be used again."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import FetchError, Unreachable
from reader.model import Request

if TYPE_CHECKING:
    from reader.fetch import Fetcher
    from tests.fetch.conftest import Asked, Site

Answer = Callable[..., bytes]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


async def test_one_connection_serves_one_request_after_another(
    site: Site, make_fetcher: Callable[..., Fetcher], answer: Answer
) -> None:
    site.answers = {f"/{n}": answer() for n in range(5)}
    async with make_fetcher() as fetcher:
        for n in range(5):
            await fetcher.fetch(Request(url=f"{site.url}/{n}"))
    assert site.connections == 1


async def test_a_refusal_does_not_cost_the_connection(
    site: Site, make_fetcher: Callable[..., Fetcher], answer: Answer
) -> None:
    site.answers = {"/no": answer(b"gone", "404 Not Found"), "/yes": answer()}
    async with make_fetcher() as fetcher:
        with pytest.raises(FetchError):
            await fetcher.fetch(Request(url=f"{site.url}/no"))
        await fetcher.fetch(Request(url=f"{site.url}/yes"))
    assert site.connections == 1


async def test_a_connection_that_the_server_closed_is_not_used_again(
    site: Site, make_fetcher: Callable[..., Fetcher], answer: Answer, page: bytes
) -> None:
    closed = asyncio.Event()

    async def once(asked: Asked) -> None:
        await asked.send(answer())
        asked.writer.close()
        await asked.writer.wait_closed()
        closed.set()

    site.answers = {"/first": once, "/second": answer()}
    async with make_fetcher() as fetcher:
        await fetcher.fetch(Request(url=f"{site.url}/first"))
        await closed.wait()
        await asyncio.sleep(0.01)  # the end of the connection is on its way
        found = await fetcher.fetch(Request(url=f"{site.url}/second"))
    assert (found.body, [asked.count for asked in site.asked[1:]]) == (page, [1, 1])


@pytest.mark.parametrize(
    "head", ["HTTP/1.1 200 OK\r\nConnection: close", "HTTP/1.0 200 OK"], ids=["close", "1.0"]
)
async def test_a_server_that_ends_with_the_answer_is_asked_over_a_new_connection(
    site: Site, make_fetcher: Callable[..., Fetcher], page: bytes, head: str
) -> None:
    raw = f"{head}\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
    site.answers = {"/a": raw, "/b": raw}
    async with make_fetcher() as fetcher:
        bodies = [(await fetcher.fetch(Request(url=f"{site.url}/{n}"))).body for n in "ab"]
    assert bodies == [page, page]
    assert site.connections == 2, "the first was kept from robots.txt"


async def test_what_comes_before_the_answer_is_passed_over(
    site: Site, make_fetcher: Callable[..., Fetcher], answer: Answer, page: bytes
) -> None:
    site.answers = {"/": b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 3 + answer()}
    async with make_fetcher() as fetcher:
        assert (await fetcher.fetch(Request(url=site.url + "/"))).body == page


async def test_a_question_with_a_body_is_sent_whole(
    site: Site, make_fetcher: Callable[..., Fetcher], answer: Answer
) -> None:
    site.answers = {"/api": answer(b"{}", "200 OK", "Content-Type: application/json")}
    words = '{"day": "' + "日" * 50_000 + '"}'
    async with make_fetcher() as fetcher:
        await fetcher.fetch(Request(url=f"{site.url}/api", json_body=words))
    assert site.asked[-1].body.decode() == words


@pytest.mark.parametrize("after", [0.0, 0.001, 0.003, 0.01])
async def test_an_answer_that_is_given_up_leaves_no_connection_behind(
    site: Site, make_fetcher: Callable[..., Fetcher], answer: Answer, after: float
) -> None:
    async def half(asked: Asked) -> None:
        await asked.send(answer(length=1000))
        await asyncio.sleep(10)

    site.answers = {"/": half}
    async with make_fetcher() as fetcher:
        task = asyncio.create_task(fetcher.fetch(Request(url=site.url + "/")))
        await asyncio.sleep(after)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_proxy_of_the_environment_is_asked_in_place_of_the_host(
    site: Site, make_fetcher: Callable[..., Fetcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", site.url)
    monkeypatch.setenv("no_proxy", "")
    async with make_fetcher() as fetcher:
        with pytest.raises(FetchError):
            await fetcher.fetch(Request(url="http://paper.example/x"))
    assert [asked.headers["host"] for asked in site.asked] == ["paper.example"] * 2


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of localhost that signs itself, and its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("there is no openssl to make a certificate with")
    paths = tmp_path / "certificate.pem", tmp_path / "key.pem"
    words = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout {paths[1]}"
    subprocess.run(
        [program, *words.split(), "-addext", "subjectAltName=DNS:localhost", "-out", paths[0]],
        check=True,
        capture_output=True,
    )
    return paths


@pytest.mark.parametrize("is_trusted", [True, False])
async def test_a_safe_connection_is_made_with_a_host_that_proves_who_it_is(
    certificate: tuple[Path, Path],
    make_fetcher: Callable[..., Fetcher],
    answer: Answer,
    page: bytes,
    monkeypatch: pytest.MonkeyPatch,
    is_trusted: bool,
) -> None:
    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(2):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer())
        await reader.read()
        writer.close()

    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server = await asyncio.start_server(served, "localhost", 0, ssl=context)
    url = f"https://localhost:{server.sockets[0].getsockname()[1]}/"
    async with server, make_fetcher() as fetcher:
        asked: Any = fetcher.fetch(Request(url=url))
        if is_trusted:
            assert (await asked).body == page
        else:
            with pytest.raises(Unreachable, match="could not prove who it is"):
                await asked
