"""How many colours a terminal is taken to have."""

from __future__ import annotations

import struct

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from reader.app import depth
from reader.app.depth import Colourless, Depth, depth_of


@pytest.mark.parametrize(
    ("environ", "colour_system", "expected"),
    [
        ({"TERM": "xterm-256color"}, "256", Depth.MANY),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor", Depth.MANY),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "256", Depth.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "256", Depth.MANY),
        ({"TERM": "linux"}, "standard", Depth.FEW),
        ({"TERM": "xterm"}, "standard", Depth.FEW),
        ({"TERM": "vt220"}, "standard", Depth.NONE),
        ({"TERM": "vt100"}, "standard", Depth.NONE),
        ({"TERM": "a-terminal-nobody-knows"}, "standard", Depth.FEW),
        ({}, "standard", Depth.FEW),
        ({"TERM": "dumb"}, None, Depth.NONE),
    ],
)
def test_the_depth_is_told_by_the_environment(environ, colour_system, expected) -> None:
    assert depth_of(environ, colour_system) is expected


def test_a_terminal_is_looked_up_in_the_database(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(depth, "_FOLDERS", (str(tmp_path),))
    names, flags = b"mine|a terminal\0", b"\1\0\0"
    for folder, kind, form, colours, expected in (
        ("m", 0o432, "h", 16, Depth.FEW),
        ("6d", 0o432, "h", -1, Depth.NONE),
        ("m", 0o1036, "i", 8, Depth.FEW),
    ):
        head = struct.pack("<6H", kind, len(names), len(flags), 14, 0, 0)
        padding = b"\0" * ((len(names) + len(flags)) % 2)
        numbers = struct.pack(f"<14{form}", *[7] * 13, colours)
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "mine").write_bytes(head + names + flags + padding + numbers)
        assert depth_of({"TERM": "mine"}, "standard") is expected
        (tmp_path / folder / "mine").unlink()
    (tmp_path / "m" / "mine").write_bytes(b"no entry")
    assert depth_of({"TERM": "mine"}, "standard") is Depth.FEW
    assert depth_of({"TERM": "../mine"}, "standard") is Depth.FEW


def test_without_colours_a_row_keeps_its_shape() -> None:
    marked = Style.parse("bold reverse #ff0000 on blue")
    plain = Colourless().apply([Segment("a", marked), Segment("b", None)], Color(0, 0, 0))
    assert plain == [Segment("a", Style.parse("bold reverse")), Segment("b", None)]
