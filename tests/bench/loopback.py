"""A newspaper's site on loopback, as slow as it is told: `python tests/bench/loopback.py -h`.

Classic pages of one shape for any day, pages and articles as many and as long as asked for, with
validators. It answers from one loop and makes its bytes once, so that what is measured is whoever
asks. Its first line says where it is.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DAY = re.compile(rb"/html/([0-9]{4}-[0-9]{2}/[0-9]{2})/(node|content)_([0-9]+)\.htm")
_SENTENCE = "记者从发布会上获悉，我国研发经费投入持续增长，测量数字为 12.5%，这是改进的开始。"
FIRST_NODE = 2


class Site:
    """What the paper's addresses answer with."""

    def __init__(self, pages: int, articles: int, length: int) -> None:
        """`articles` on each page; `length` is an article's body in bytes."""
        self.pages, self.articles = pages, articles
        paragraph = f"<p>　　{_SENTENCE * 2}</p>"
        self._body = paragraph * max(1, length // len(paragraph.encode()))
        self._links = "".join(f'<li><a href="/about/{n}.htm">栏目 {n}</a></li>' for n in range(60))
        self._made: dict[bytes, bytes] = {}

    def answer(self, path: bytes) -> bytes:
        """The page at a path; b"" where there is none."""
        found = _DAY.search(path)
        if found is None:
            return b""
        day, kind, number = found[1], found[2].decode(), int(found[3])
        template = self._made.get(kind.encode() + found[3])
        if template is None:
            made = self._node(number) if kind == "node" else self._content(number)
            template = self._made[kind.encode() + found[3]] = made.encode()
        return template.replace(b"@DAY@", day.replace(b"/", b"-"))

    def _node(self, number: int) -> str:
        pages = "".join(
            f'<a id="pageLink" href="node_{n + FIRST_NODE}.htm">第{n + 1:02d}版：第{n + 1}组</a>'
            for n in range(self.pages)
        )
        page = number - FIRST_NODE
        numbers = range(page * self.articles + 1, (page + 1) * self.articles + 1)
        items = "".join(
            f'<li><a href="content_{n}.htm?div=-1">第{n:03d}条 记一次测量 @DAY@</a></li>'
            for n in numbers
        )
        areas = "".join(
            f'<area coords="0,{i * 30},340,{i * 30 + 28}" shape="rect" href="content_{n}.htm">'
            for i, n in enumerate(numbers)
        )
        return self._page(
            f"{pages}<ul id=articlelist>{items}</ul>"
            f'<img src="page.jpg" usemap="#m"><map name="m">{areas}</map>'
        )

    def _content(self, number: int) -> str:
        return self._page(
            f'<div class="yinti">第{number}号引题</div>'
            f'<div class="biaoti">第{number:03d}条 记一次测量 @DAY@</div>'
            f'<div class="author">本报记者 某某</div><div id="ozoom"><founder-content>'
            f"<p>　　这是第{number}篇，{'@DAY@'}。</p>{self._body}</founder-content></div>"
        )

    def _page(self, words: str) -> str:
        return (
            '<!DOCTYPE html><html><head><meta charset="utf-8"><title>测量报</title></head><body>'
            f'<div class="nav"><ul>{self._links}</ul></div><div class="date">@DAY@</div>'
            f'{words}<div class="footer">版权所有</div></body></html>'
        )


async def serve(site: Site, latency_s: float) -> None:
    """Answers until it is stopped."""

    async def connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(latency_s)
                path = head.split(b" ", 2)[1]
                writer.write(_reply(site, path, head))
        writer.close()

    server = await asyncio.start_server(connection, "127.0.0.1", 0)
    sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    async with server:
        await server.serve_forever()


def _reply(site: Site, path: bytes, head: bytes) -> bytes:
    body = site.answer(path)
    tag = b'"%d"' % len(body)
    if body and b"if-none-match: " + tag in head.lower():
        return b"HTTP/1.1 304 Not Modified\r\nETag: %b\r\n\r\n" % tag
    status = b"200 OK" if body else b"404 Not Found"
    return (
        b"HTTP/1.1 %b\r\nContent-Type: text/html; charset=utf-8\r\nETag: %b\r\n"
        b"Content-Length: %d\r\n\r\n" % (status, tag, len(body))
    ) + body


@contextmanager
def serving(
    *, pages: int, articles: int, length: int = 15_000, latency_ms: float = 0
) -> Iterator[str]:
    """The site in a process of its own; its address."""
    words = [pages, articles, length, latency_ms]
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__)), *map(str, words)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=int)
    parser.add_argument("articles", type=int)
    parser.add_argument("length", type=int)
    parser.add_argument("latency_ms", type=float)
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(Site(given.pages, given.articles, given.length), given.latency_ms / 1000))
