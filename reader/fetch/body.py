"""From the bytes on the wire to the bytes of the page, within bounds.

Some kilobytes can unpack to gigabytes, and the HTTP library unpacks whatever comes in one go. So
we ask for gzip and nothing else, take the raw bytes and unpack them here, a limited piece at a
time: memory stays flat whatever a server sends.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

_GZIP = 31
"""zlib's code for a gzip wrapper with the largest window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long and how much at most; seconds and bytes."""

    connect_s: float = 10.0
    read_s: float = 20.0
    write_s: float = 10.0
    total_s: float = 75.0
    """All tries of one address together, without the time spent waiting for a turn."""
    body_bytes: int = 8 * 1024 * 1024
    """Of a page or a picture, unpacked."""
    robots_bytes: int = 512 * 1024
    """What is read of a robots.txt; RFC 9309 asks for 500 KiB at least."""
    header_bytes: int = 64 * 1024
    redirects: int = 5
    attempts: int = 4
    backoff_s: float = 0.5
    """Before the second try; doubled for each one after, with as much again at random."""
    backoff_most_s: float = 8.0
    retry_after_s: float = 120.0
    """The longest wait a server may ask for; one that asks for more is left for another day."""
    crawl_delay_s: float = 10.0
    """The longest pause between two requests that robots.txt may ask for."""


class TooMuch(Exception):
    """The body is over its limit."""


class Undecodable(Exception):
    """The bytes are not what the header says."""


class UnknownEncoding(Exception):
    """The body is packed in a way nobody asked for."""


class Unpacking:
    """Takes a body piece by piece and keeps what it says, up to a limit.

    Raises `UnknownEncoding` for anything but nothing or one gzip, `TooMuch` over the limit (unless
    `cut`: then the rest is left away) and `Undecodable`.
    """

    def __init__(self, encoding: str, *, most: int, cut: bool = False) -> None:
        names = [name.strip().lower() for name in encoding.split(",")]
        names = [name for name in names if name not in ("", "identity")]
        if names not in ([], ["gzip"], ["x-gzip"]):
            raise UnknownEncoding
        self._gunzip = zlib.decompressobj(_GZIP) if names else None
        self._most = most
        self._cut = cut
        self._kept = bytearray()
        self._wire = 0
        self.is_full = False
        """Whether the limit is reached and nothing more needs to be read."""

    @property
    def is_packed(self) -> bool:
        """Whether the body carries its own end mark."""
        return self._gunzip is not None

    def add(self, piece: bytes) -> None:
        """One piece as it came from the wire."""
        self._wire += len(piece)
        if self._gunzip is None:
            self._keep(piece)
            return
        # Empty gzip members unpack to nothing, so what is on the wire is bounded as well.
        if self._wire > self._most:
            self._stop()
        rest = piece
        while rest and not self.is_full:
            if self._gunzip.eof:
                if not rest.startswith(b"\x1f"):
                    return  # padding after the last member
                self._gunzip = zlib.decompressobj(_GZIP)
            try:
                self._keep(self._gunzip.decompress(rest, self._most - len(self._kept) + 1))
            except zlib.error as error:
                raise Undecodable from error
            rest = self._gunzip.unused_data if self._gunzip.eof else self._gunzip.unconsumed_tail

    def whole(self) -> bytes:
        """The page. Raises `Undecodable` where a gzip lacks its end; httpx would not notice."""
        if self._gunzip is not None and not self._gunzip.eof and self._wire and not self.is_full:
            raise Undecodable
        return bytes(self._kept)

    def _keep(self, words: bytes) -> None:
        self._kept += words
        if len(self._kept) > self._most:
            self._stop()

    def _stop(self) -> None:
        if not self._cut:
            raise TooMuch
        del self._kept[self._most :]
        self.is_full = True


def lacks_its_end(body: bytes) -> bool:
    """Whether this is an HTML page that stops before `</html>`.

    Where a server says too small a length, or ends a page by hanging up, nothing but this tells
    that half of it is missing.
    """
    if b"<html" not in body[:4096].lower():
        return False
    tail = body[-8192:].lower()
    return b"</html" not in tail and b"</body" not in tail


_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


def picture_type(content: bytes) -> str:
    """The media type by the first bytes, since headers of pictures are often wrong; "" where it is
    no picture that can be shown."""
    for start, name in _PICTURES:
        if content.startswith(start):
            return name
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return ""
