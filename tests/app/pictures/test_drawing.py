from __future__ import annotations

from PIL import Image
from rich.style import Style

from reader.app.pictures.drawing import blocks, dots, shades

PLAIN = Style.parse("white on black")


def test_two_pixels_a_cell_are_drawn_exactly() -> None:
    image = Image.new("RGB", (3, 4))
    pixels = [(n * 20, 255 - n * 20, n) for n in range(12)]
    image.putdata(pixels)
    drawing = blocks(image, 3, 2)
    for row in range(2):
        strip = drawing.strip(row, PLAIN)
        assert strip.text == "▀▀▀"
        assert strip.cell_length == 3
        for column, segment in enumerate(strip):
            style = segment.style
            assert style is not None
            assert style.color is not None
            assert style.bgcolor is not None
            assert tuple(style.color.get_truecolor()) == pixels[row * 6 + column]
            assert tuple(style.bgcolor.get_truecolor()) == pixels[row * 6 + 3 + column]


def test_cells_of_the_same_colours_are_one_piece() -> None:
    strip = blocks(Image.new("RGB", (80, 2), (9, 9, 9)), 80, 1).strip(0, PLAIN)
    assert len(list(strip)) == 1
    assert strip.cell_length == 80


def half(left: int, right: int, size: tuple[int, int] = (4, 4)) -> Image.Image:
    image = Image.new("L", size, left)
    image.paste(right, (size[0] // 2, 0, *size))
    return image.convert("RGB")


def test_dots_are_the_light_on_a_dark_ground_and_the_ink_on_a_light_one() -> None:
    assert dots(half(0, 255), 2, 1, is_dark=True).words == ("\u2800\u28ff",)
    assert dots(half(0, 255), 2, 1, is_dark=False).words == ("\u28ff\u2800",)


def test_each_dot_stands_where_its_pixel_does() -> None:
    for n, bit in enumerate((0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)):
        image = Image.new("L", (2, 4))
        image.putpixel((n % 2, n // 2), 255)
        drawing = dots(image.convert("RGB"), 1, 1, is_dark=True)
        assert ord(drawing.words[0]) - 0x2800 == bit


def test_shades_go_from_nothing_to_the_full_cell() -> None:
    assert shades(half(0, 255), 4, 1, is_dark=True).words == ("  ██",)
    assert shades(half(0, 255), 4, 1, is_dark=False).words == ("██  ",)


def test_what_has_no_colours_takes_those_of_the_text() -> None:
    strip = dots(half(0, 255), 2, 1, is_dark=True).strip(0, PLAIN)
    assert [segment.style for segment in strip] == [PLAIN]
