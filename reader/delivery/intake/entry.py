"""What every container has in common: what is found in it, what is passed over, and the bounds
within which it is read.

Nothing is ever unpacked to disk, and a size that a container declares is never believed: what
counts is what has been read.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from reader.errors import ParseError
from reader.lang import say
from reader.parse.encoding import LARGEST_PAGE
from reader.text import shown

if TYPE_CHECKING:
    from reader.model import Newspaper, Response
    from reader.parse.page import Page

LARGEST_ENTRY = 32 * 1024 * 1024
LARGEST_TOGETHER = 256 * 1024 * 1024
MOST_ENTRIES = 10_000
HIGHEST_RATIO = 200
FREE_OF_RATIO = 1024 * 1024
"""Bytes of an entry that may be as empty as they like: a small page of spaces is no bomb."""
CHUNK = 64 * 1024

_PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)
_CONTAINER = re.compile(
    r"\.(?:zip|epub|warc|warc\.gz|arc|arc\.gz|tar|tgz|tar\.gz|7z|rar|cbz|jar|docx|xlsx|wacz)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that a container held: a page with its articles, or the reason why there is
    none."""

    name: str
    """As it can be shown."""
    place: int = 0
    """Where it stands, in the container's own measure, which grows from one to the next."""
    url: str = ""
    """Where it stands on the web, as far as that is known without reading it."""
    page: Page | None = None
    failure: str = ""
    """A sentence."""
    newspaper: Newspaper | None = None
    """Whose it is, where the container itself says so."""
    taken: datetime | None = None
    """When the page was saved, where the container says so."""
    digest: bytes = b""
    """Of a file that is one page, by which it is known when it comes again."""
    is_known: bool = False
    """Whether that file was brought in before."""


@dataclass(slots=True, kw_only=True)
class Budget:
    """What may be read of a container in all."""

    left: int = LARGEST_TOGETHER
    entries: int = field(default=MOST_ENTRIES)

    def spend(self, size: int) -> None:
        """Takes note of bytes that were read; `Spent` where there are too many."""
        self.left -= size
        if self.left < 0:
            raise Spent(
                say(
                    "more than {size} MB were unpacked; what follows was not read",
                    size=LARGEST_TOGETHER // (1024 * 1024),
                )
            )


class Spent(ParseError):
    """A container holds more than is read of one."""


class Source(Protocol):
    """A container that pages are read from one after another."""

    digest: bytes
    """Of the whole file; b"" for a folder, whose files are known one by one."""
    is_in_order: bool
    """Whether the order of its pages is that of the paper."""

    def found(self, after: int) -> Iterator[Found]:
        """What stands behind a place; raises `ParseError` where nothing can be read of it."""
        ...

    def picture(self, url: str) -> tuple[str, bytes] | None:
        """Media type and content of a picture that one of its pages shows."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class Site(Protocol):
    """A container in which pages stand under their addresses, as on the site they are from."""

    def addresses(self) -> Iterator[str]:
        """Every address there is."""
        ...

    def response(self, url: str) -> Response | None:
        """The page at an address, as the site answered; None where there is none."""
        ...

    def use(self, urls: list[str]) -> None:
        """These have been read: they are not found again."""
        ...


def is_container(name: str) -> bool:
    """Whether a file is a container by its name."""
    return _CONTAINER.search(name) is not None


def nested() -> str:
    """Why a container in a container is passed over."""
    return say("It is an archive within an archive and was not opened; unpack it first.")


def digest_of(body: bytes, *more: str) -> bytes:
    """By which a page is known when it comes again."""
    found = hashlib.blake2b(body, digest_size=20)
    for words in more:
        found.update(b"\0" + words.encode("utf-8", "surrogatepass"))
    return found.digest()


def digest_of_file(path: Path) -> bytes:
    """By which a file of any size is known when it comes again."""
    found = hashlib.blake2b(digest_size=20)
    with path.open("rb") as file:
        while chunk := file.read(1024 * 1024):
            found.update(chunk)
    return found.digest()


def read_within(file: BinaryIO, budget: Budget, packed: int, most: int = LARGEST_ENTRY) -> bytes:
    """All that an entry of a container unpacks to; `packed` is how much of the container it is.

    Raises `ParseError` where it is too large or suspiciously empty, `Spent` where the container is.
    """
    parts: list[bytes] = []
    size = 0
    while chunk := file.read(CHUNK):
        size += len(chunk)
        budget.spend(len(chunk))
        if size > most:
            raise ParseError(too_large())
        if size > FREE_OF_RATIO and size > HIGHEST_RATIO * max(packed, 1):
            raise ParseError(too_empty())
        parts.append(chunk)
    return b"".join(parts)


def too_large() -> str:
    """Why an entry is passed over that unpacks to too much."""
    return say("It unpacks to more than any newspaper page and was not read.")


def too_empty() -> str:
    """Why an entry is passed over that is packed better than any text can be."""
    return say("It unpacks to over {n} times its size, as no page does, and was not read.", n=200)


def gunzipped(body: bytes, most: int = LARGEST_PAGE, wbits: int = 47) -> bytes:
    """Gzip or zlib undone within bounds; `ParseError` where that cannot be."""
    unpacker = zlib.decompressobj(wbits)
    try:
        plain = unpacker.decompress(body, most)
    except zlib.error as error:
        raise ParseError(say("It is damaged: what is packed in it cannot be unpacked.")) from error
    if unpacker.unconsumed_tail:
        raise ParseError(too_large())
    if len(plain) > FREE_OF_RATIO and len(plain) > HIGHEST_RATIO * len(body):
        raise ParseError(too_empty())
    return plain


def picture_type(content: bytes) -> str:
    """The media type of a picture by its first bytes; "" where it is none."""
    for magic, kind in _PICTURES:
        if content.startswith(magic):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:12] in (b"ftypavif", b"ftypheic"):
        return "image/avif"
    return ""


def sentence_of(error: Exception) -> str:
    """What a failure says, as one sentence."""
    words = shown(error, 300)
    return words if words.endswith((".", "。", "!", "?")) else words + "."
