"""What a picture's first bytes say of it, read before anything unpacks it.

A file of a few kilobytes can unpack to gigabytes. Kind and size stand at the beginning of every
format, so what is too large is known from there, and a page can leave the right room for a picture
whose pixels nobody has looked at yet. Nothing here decodes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from reader.errors import ParseError
from reader.lang import say

HEAD_BYTES = 64 * 1024
"""So much of a file is read for its size; a JPEG may have other things before it."""
MOST_PIXELS = 40_000_000
"""A printed page, scanned well, has a quarter of that."""
LONGEST_SIDE = 20_000
MOST_PASSES = 64
"""Times that a JPEG may be drawn over itself; a photograph is drawn over ten times at most."""

_PNG = b"\x89PNG\r\n\x1a\n"
_SCAN = b"\xff\xda"
_SIZED = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
"""JPEG markers after which the size stands."""


@dataclass(frozen=True, slots=True)
class PictureHead:
    """A picture's kind and size."""

    kind: str
    """`PNG`, `JPEG`, `GIF`, `BMP` or `WEBP`."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""


def picture_head(content: bytes) -> PictureHead:
    """The kind and the size of a picture, from its first `HEAD_BYTES` or more.

    Raises `ParseError`, with a clause that says why it cannot be shown: it is no picture, or none
    of these kinds, its size stands nowhere, or it is too large to be unpacked.
    """
    kind, size_of = next(((kind, size) for kind, is_one, size in _KINDS if is_one(content)), _NONE)
    if size_of is None:
        raise ParseError(say("it is no picture that can be shown"))
    try:
        width, height = size_of(content)
    except (struct.error, IndexError) as error:
        raise ParseError(say("the picture is damaged")) from error
    if not width or not height:
        raise ParseError(say("the picture is damaged"))
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise ParseError(
            say("the picture is too large ({width} by {height})", width=width, height=height)
        )
    return PictureHead(kind, width, height)


def check_picture(content: bytes) -> PictureHead:
    """The head of a whole file that may be decoded; raises `ParseError` as `picture_head` does,
    and for one that would take too long."""
    head = picture_head(content)
    if head.kind == "JPEG" and content.count(_SCAN) > MOST_PASSES:
        raise ParseError(say("the picture takes too long to unpack"))
    return head


def _size_of_png(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR":
        return 0, 0
    return struct.unpack(">II", content[16:24])


def _size_of_gif(content: bytes) -> tuple[int, int]:
    return struct.unpack("<HH", content[6:10])


def _size_of_bmp(content: bytes) -> tuple[int, int]:
    (length,) = struct.unpack("<I", content[14:18])
    if length == 12:
        return struct.unpack("<HH", content[18:22])
    width, height = struct.unpack("<ii", content[18:26])
    # The rows of one with a height below nought stand the other way round.
    return max(0, width), abs(height)


def _size_of_webp(content: bytes) -> tuple[int, int]:
    match content[12:16]:
        case b"VP8X":
            return (
                int.from_bytes(content[24:27], "little") + 1,
                int.from_bytes(content[27:30], "little") + 1,
            )
        case b"VP8L":
            (bits,) = struct.unpack("<I", content[21:25])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack("<HH", content[26:30])
            return width & 0x3FFF, height & 0x3FFF
        case _:
            return 0, 0


def _size_of_jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _SIZED:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        at += 2 + max(2, length)
    return 0, 0


def _is_webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


_KINDS: tuple[
    tuple[str, Callable[[bytes], bool], Callable[[bytes], tuple[int, int]] | None],
    ...,
] = (
    ("PNG", lambda content: content.startswith(_PNG), _size_of_png),
    ("JPEG", lambda content: content.startswith(b"\xff\xd8\xff"), _size_of_jpeg),
    ("GIF", lambda content: content[:6] in (b"GIF87a", b"GIF89a"), _size_of_gif),
    ("BMP", lambda content: content.startswith(b"BM"), _size_of_bmp),
    ("WEBP", _is_webp, _size_of_webp),
)
_NONE: tuple[str, None] = ("", None)
