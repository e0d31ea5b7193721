from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image
from rich.style import Style

from reader.app.pictures.graphics import placed, sixels

PLACEHOLDER = "\U0010eeee"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TEXTUAL_CELL_WIDTH", "TEXTUAL_CELL_HEIGHT"):
        monkeypatch.setenv(name, os.environ.get(name, ""))


def test_a_row_of_kittys_placeholders_is_text_that_can_be_cut() -> None:
    drawing = placed(Image.new("RGB", (40, 40), "red"), 5, 3, cell=(8, 16))
    strip = drawing.strip(2, Style.parse("white on blue"))
    assert strip.cell_length == 5
    assert sum(segment.cell_length for segment in strip) == 5
    assert strip.text.count(PLACEHOLDER) == 5
    assert strip.crop(1, 3).text.count(PLACEHOLDER) == 2
    (kind,) = {segment.style for segment in strip}
    assert kind is not None
    assert kind.bgcolor == Style.parse("on blue").bgcolor


def test_the_colour_names_the_picture_that_was_sent() -> None:
    drawing = placed(Image.new("RGB", (40, 40), "red"), 5, 3, cell=(8, 16))
    number = int(re.findall(r"i=(\d+)", drawing.sent)[0])
    (segment, *_) = drawing.strip(0, Style())
    assert segment.style is not None
    assert segment.style.color is not None
    red, green, blue = segment.style.color.get_truecolor()
    assert (red << 16) + (green << 8) + blue == number & 0xFFFFFF
    assert f"i={number}," in drawing.freed


def test_what_is_sent_is_the_picture_and_a_place_of_that_many_cells() -> None:
    drawing = placed(Image.new("RGB", (40, 48), "red"), 5, 3, cell=(8, 16))
    parts = re.findall("\x1b_G([^;\x1b]*);?([^\x1b]*)\x1b\\\\", drawing.sent)
    assert "".join(f"\x1b_G{keys}" for keys, _ in parts).count("\x1b_G") == len(parts)
    content = b64decode("".join(payload for _, payload in parts))
    assert Image.open(BytesIO(content)).getpixel((3, 3)) == (255, 0, 0)
    assert "c=5,r=3,U=1" in parts[-1][0]


def test_sixels_come_as_one_sequence() -> None:
    words = sixels(Image.new("RGB", (40, 48), "red"), 5, 3, cell=(8, 16))
    assert words.startswith("\x1bP")
    assert words.endswith("\x1b\\")


def test_the_terminal_is_neither_asked_nor_written_to(tmp_path: object) -> None:
    """In a terminal of its own, as the library looks for one when it is imported."""
    code = (
        "import sys\n"
        "from PIL import Image\n"
        "from reader.app.pictures.graphics import placed, sixels\n"
        "image = Image.new('RGB', (40, 48), 'red')\n"
        "placed(image, 5, 3, cell=(8, 16)); sixels(image, 5, 3, cell=(8, 16))\n"
        "assert sys.__stdout__ is sys.stdout\n"
        "print('done')\n"
    )
    pty = pytest.importorskip("pty")
    here, there = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=there, stdout=there, stderr=there, close_fds=True
    )
    os.close(there)
    heard = b""
    try:
        while piece := os.read(here, 4096):
            heard += piece
    except OSError:
        pass
    os.close(here)
    assert process.wait(30) == 0
    assert heard.strip() == b"done"
