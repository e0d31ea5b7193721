from __future__ import annotations

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reader.errors import ParseError
from reader.parse.picture import (
    HEAD_BYTES,
    MOST_PASSES,
    PictureHead,
    check_picture,
    picture_head,
)

KINDS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")


def saved(kind: str, width: int = 300, height: int = 170, **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


SMALL = {kind: saved(kind, 20, 10) for kind in KINDS}


def png_that_says(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(
        ">I4sIIBBBBB", 13, b"IHDR", width, height, 8, 2, 0, 0, 0
    )


@pytest.mark.parametrize("kind", KINDS)
def test_kind_and_size_are_read_from_the_first_bytes(kind: str) -> None:
    assert picture_head(saved(kind)[:1024]) == PictureHead(kind, 300, 170)


@pytest.mark.parametrize(
    "options", [{"lossless": True}, {"lossless": False}, {"exif": b"Exif\0\0"}]
)
def test_each_kind_of_webp_says_its_size(options: dict[str, object]) -> None:
    assert picture_head(saved("WEBP", **options)) == PictureHead("WEBP", 300, 170)


def test_a_progressive_jpeg_with_a_comment_before_its_size_is_measured() -> None:
    content = saved("JPEG", progressive=True)
    comment = b"\xff\xff\xfe" + struct.pack(">H", 30_002) + b"x" * 30_000
    assert picture_head(content[:2] + comment + content[2:]) == PictureHead("JPEG", 300, 170)


@pytest.mark.parametrize(
    ("width", "height"), [(50_000, 50_000), (0xFFFFFFFF, 1), (20_001, 10), (8_000, 5_001)]
)
def test_what_would_unpack_to_too_much_is_refused_by_its_size(width: int, height: int) -> None:
    with pytest.raises(ParseError, match=f"too large .{width} by {height}"):
        picture_head(png_that_says(width, height))


@pytest.mark.parametrize(("width", "height"), [(0, 10), (10, 0)])
def test_a_picture_without_width_or_height_is_damaged(width: int, height: int) -> None:
    with pytest.raises(ParseError, match="damaged"):
        picture_head(png_that_says(width, height))


@pytest.mark.parametrize("content", [b"", b"<html>", b"%PDF-1.4", b"\x00\x00\x01\x00", b"II*\0"])
def test_what_is_no_picture_of_these_kinds_says_so(content: bytes) -> None:
    with pytest.raises(ParseError, match="no picture that can be shown"):
        picture_head(content)


def test_a_jpeg_drawn_over_itself_too_often_is_not_unpacked() -> None:
    content = saved("JPEG")
    assert check_picture(content)
    with pytest.raises(ParseError, match="too long"):
        check_picture(content + b"\xff\xda" * MOST_PASSES)


@given(st.sampled_from(KINDS), st.binary(max_size=60), st.integers(0, 60), st.integers(0, 400))
def test_any_bytes_are_a_picture_or_are_told_from_one(
    kind: str, noise: bytes, at: int, length: int
) -> None:
    content = SMALL[kind]
    content = (content[:at] + noise + content[at + len(noise) :])[:length]
    try:
        head = picture_head(content[:HEAD_BYTES])
    except ParseError:
        return
    assert head.width > 0
    assert head.height > 0
