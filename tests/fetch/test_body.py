from __future__ import annotations

import contextlib
import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.fetch.body import (
    TooMuch,
    Undecodable,
    UnknownEncoding,
    Unpacking,
    lacks_its_end,
    picture_type,
)


def unpacked(
    pieces: list[bytes], encoding: str = "", most: int = 10_000, cut: bool = False
) -> bytes:
    unpacking = Unpacking(encoding, most=most, cut=cut)
    for piece in pieces:
        unpacking.add(piece)
        if unpacking.is_full:
            break
    return unpacking.whole()


def in_pieces(whole: bytes, size: int) -> list[bytes]:
    return [whole[i : i + size] for i in range(0, len(whole), size)]


@given(st.binary(max_size=3000), st.integers(1, 700), st.sampled_from(["gzip", "x-gzip", " GZIP"]))
def test_what_was_packed_comes_out_whole(page: bytes, size: int, encoding: str) -> None:
    assert unpacked(in_pieces(gzip.compress(page), size), encoding) == page
    assert unpacked(in_pieces(page, size), "identity") == page


@given(st.binary(min_size=1, max_size=500), st.data())
def test_a_gzip_cut_anywhere_is_noticed(page: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(page)
    at = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(Undecodable):
        unpacked([packed[:at]], "gzip")


@given(st.binary(max_size=300))
def test_any_bytes_called_gzip_give_a_value_or_an_error_of_ours(junk: bytes) -> None:
    with contextlib.suppress(Undecodable):
        unpacked([junk], "gzip")


def test_members_follow_one_another() -> None:
    both = gzip.compress(b"one ") + gzip.compress(b"two")
    assert unpacked(in_pieces(both, 5), "gzip") == b"one two"


def test_padding_after_the_end_is_no_part_of_the_page() -> None:
    assert unpacked([gzip.compress(b"page") + b"\0" * 50], "gzip") == b"page"


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "gzip,br", "\x1b[2J"])
def test_packing_nobody_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(UnknownEncoding):
        Unpacking(encoding, most=10)


def test_a_page_of_exactly_the_limit_is_kept() -> None:
    assert len(unpacked([b"x" * 100], most=100)) == 100
    assert len(unpacked([gzip.compress(b"x" * 100)], "gzip", most=100)) == 100
    with pytest.raises(TooMuch):
        unpacked([b"x" * 101], most=100)
    with pytest.raises(TooMuch):
        unpacked([gzip.compress(b"x" * 101)], "gzip", most=100)


def test_over_the_limit_may_be_cut() -> None:
    assert unpacked([b"x" * 70, b"y" * 70], most=100, cut=True) == b"x" * 70 + b"y" * 30
    assert unpacked([gzip.compress(b"x" * 1000)], "gzip", most=100, cut=True) == b"x" * 100


def test_a_bomb_stops_at_the_limit_with_memory_flat() -> None:
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packing.compress(b"\0" * (1 << 20)) for _ in range(200)) + packing.flush()
    tracemalloc.start()
    try:
        with pytest.raises(TooMuch):
            unpacked([bomb], "gzip", most=1 << 20)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_members_of_nothing_without_end_are_stopped() -> None:
    with pytest.raises(TooMuch):
        unpacked([gzip.compress(b"")] * 2000, "gzip", most=10_000)


@pytest.mark.parametrize(
    ("page", "lacks"),
    [
        (b"<html><body><p>half of", True),
        (b"<!DOCTYPE html><HTML lang=zh><p>half", True),
        (b"<html><p>whole</p></body>", False),
        (b"<html><p>whole</HTML>\n", False),
        (b'{"obj": "half', False),
        (b"<p>a piece of a page", False),
        (b"", False),
    ],
)
def test_a_page_without_its_end_is_seen(page: bytes, lacks: bool) -> None:
    assert lacks_its_end(page) is lacks


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"<svg onload='x'>", ""),
        (b"<html>not found</html>", ""),
        (b"", ""),
    ],
)
def test_a_picture_is_told_by_its_bytes(content: bytes, name: str) -> None:
    assert picture_type(content) == name
