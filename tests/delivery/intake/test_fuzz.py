"""Broken archives of every kind end in pages and sentences, never in an exception; ten thousands
more of them are tried by hand with other seeds."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from reader.delivery.intake.sources import source_at
from reader.errors import ReaderError
from reader.papers import stand_of_papers
from tests.delivery.intake.containers import html, packed, record, zipped
from tests.delivery.intake.test_books import CONTAINER, ncx, package, page, point

_WORDS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\x80\0\0\0")
_RECORDS = [record(f"http://paper.example/{1000 + n}.htm", html(f"第{n}条")) for n in range(4)]
_MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://h.example/1\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
    "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + html() + "\r\n--B--\r\n"
).encode()
_LINE = (
    b'{"id": "kjrb/2024-07-06/a1", "newspaper": "kjrb", "date": "2024-07-06", "section": "x",'
    b' "page": "01", "title": "t", "blocks": [{"kind": "paragraph", "text": "abc", "marks":'
    b' [{"start": 0, "end": 2, "kind": "em"}]}, {"kind": "table", "rows": [["a"]]}]}\n'
)
WHOLE = {
    "pages.zip": zipped([("a.html", html()), ("epaper.x.cn/1.htm", html("丰收"))]),
    "crawl.warc": b"".join(_RECORDS),
    "crawl.warc.gz": packed(_RECORDS),
    "whole.warc.gz": gzip.compress(b"".join(_RECORDS), mtime=0),
    "book.epub": zipped(
        [
            ("META-INF/container.xml", CONTAINER),
            ("content.opf", package(["1.html", "2.html"], title="A [Fri, 05 Jul 2024]")),
            ("toc.ncx", ncx(point("World", "1.html", point("One", "2.html#a")))),
            ("1.html", page("World", "Words.")),
            ("2.html", page("One", "Words.", "<a id='a'/>More.")),
        ]
    ),
    "page.mhtml": _MHTML,
    "ours.jsonl": _LINE * 3,
}


def broken(content: bytes, seed: int) -> bytes:
    """The content with some random edits."""
    chance = random.Random(seed)
    out = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(out) or 1)
        match chance.randrange(6):
            case 0:
                out[at : at + 1] = chance.randbytes(1)
            case 1:
                del out[at : at + chance.randint(1, 60)]
            case 2:
                out[at:at] = chance.randbytes(chance.randint(1, 12))
            case 3:
                other = chance.randrange(len(out) or 1)
                out[at:at] = out[other : other + chance.randint(1, 200)]
            case 4:
                out[at : at + 4] = chance.choice(_WORDS)
            case _ if chance.random() < 0.2:
                del out[at:]
    return bytes(out)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("seed", range(12))
def test_a_broken_container_ends_in_pages_and_sentences(
    tmp_path: Path, name: str, seed: int
) -> None:
    path = tmp_path / name
    path.write_bytes(broken(WHOLE[name], seed))
    try:
        source = source_at(path, lambda _: False, stand_of_papers())
    except ReaderError:
        return
    for found in source.found(0):
        assert (found.page is None) == bool(found.failure)
        assert found.name.isprintable()
    source.close()
