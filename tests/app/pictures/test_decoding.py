from __future__ import annotations

import random
import zlib
from io import BytesIO

import pytest
from PIL import Image

from reader.app.pictures.decoding import decoded, resized
from reader.errors import ParseError


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_every_kind_comes_out_no_larger_than_asked_for_and_in_its_shape(kind: str) -> None:
    content = saved(Image.new("RGB", (1200, 600), (10, 120, 200)), kind)
    picture = decoded(content, most=(300, 300))
    assert picture.size == (300, 150)
    assert picture.mode == "RGB"
    red, green, blue = picture.getpixel((150, 75))  # type: ignore[misc]
    assert abs(red - 10) < 9
    assert abs(green - 120) < 9
    assert abs(blue - 200) < 9


def test_a_small_picture_stays_as_it_is() -> None:
    assert decoded(saved(Image.new("L", (8, 4)), "PNG"), most=(100, 100)).size == (8, 4)


def test_what_shines_through_is_the_ground() -> None:
    content = saved(Image.new("RGBA", (4, 4), (255, 0, 0, 0)), "PNG")
    picture = decoded(content, most=(4, 4), ground=(1, 2, 3))
    assert picture.getpixel((0, 0)) == (1, 2, 3)


def test_sixteen_bits_of_grey_keep_their_middle() -> None:
    content = saved(Image.new("I;16", (4, 4), 0x8000), "PNG")
    picture = decoded(content, most=(4, 4))
    assert abs(picture.getpixel((0, 0))[0] - 128) < 3  # type: ignore[index]


def test_a_photograph_taken_upright_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = saved(Image.new("RGB", (200, 100)), "JPEG", exif=exif.tobytes())
    assert decoded(content, most=(400, 400)).size == (100, 200)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_a_picture_cut_short_is_damaged_and_nothing_worse(kind: str) -> None:
    noise = Image.effect_noise((200, 100), 90).convert("RGB")
    content = saved(noise, kind)
    with pytest.raises(ParseError, match="damaged"):
        decoded(content[: len(content) // 2], most=(200, 100))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_flipped_bytes_give_a_picture_or_a_sentence(kind: str) -> None:
    chance = random.Random(kind)
    content = saved(Image.effect_noise((64, 32), 90).convert("RGB"), kind)
    for _ in range(150):
        broken = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            picture = decoded(bytes(broken), most=(40, 40))
        except ParseError:
            continue
        assert max(picture.size) <= 40


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    size = (30_000).to_bytes(4, "big")
    chunk = b"IHDR" + size + size + bytes((1, 0, 0, 0, 0))
    content = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + chunk
    content += zlib.crc32(chunk).to_bytes(4, "big")
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("it was opened"))
    with pytest.raises(ParseError, match="too large"):
        decoded(content, most=(100, 100))


def test_a_header_that_lies_about_the_size_is_caught() -> None:
    # A JPEG with a second size behind the first: what was judged is not what would be unpacked.
    content = bytearray(saved(Image.new("RGB", (64, 64)), "JPEG"))
    at = content.index(b"\xff\xc0")
    length = int.from_bytes(content[at + 2 : at + 4], "big") + 2
    second = bytearray(content[at : at + length])
    second[5:9] = (6000).to_bytes(2, "big") * 2
    content[at + length : at + length] = second
    with pytest.raises(ParseError, match="damaged"):
        decoded(bytes(content), most=(64, 64))


def test_a_picture_can_be_had_in_exactly_so_many_pixels() -> None:
    image = Image.new("RGB", (10, 10))
    assert resized(image, 7, 3).size == (7, 3)
    assert resized(image, 10, 10) is image
