"""How many colours the terminal shows, and how to do without any.

Nobody asks a terminal that: it is told by TERM, COLORTERM and the database of terminals, and by
NO_COLOR (https://no-color.org), which is a person's wish and goes before everything else.
"""

from __future__ import annotations

import contextlib
import os
import re
import struct
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color


_FOLDERS = tuple(
    folder
    for folder in (
        os.environ.get("TERMINFO", ""),
        "~/.terminfo",
        *os.environ.get("TERMINFO_DIRS", "").split(":"),
        *("/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/local/share/terminfo"),
    )
    if folder
)
"""Where the database of terminals may be. `curses` would read it, but once in a process only."""
_LONG_NUMBERS = 0o1036
_VIDEO_TERMINALS = ("vt1", "vt2", "vt3", "vt4")


class Depth(IntEnum):
    """How many colours there are."""

    NONE = 0
    FEW = 16
    """Sixteen at most, and whoever set the terminal up chose which."""
    MANY = 256
    """So many that a theme looks as it was made."""


def depth_of(environ: Mapping[str, str], colour_system: str | None) -> Depth:
    """What a terminal shows, given what Rich takes it for (`truecolor`, `256`, `standard`)."""
    if environ.get("NO_COLOR") or colour_system is None:
        return Depth.NONE
    if colour_system in ("256", "truecolor"):
        return Depth.MANY
    return Depth.FEW if _colours_of(environ.get("TERM", "")) else Depth.NONE


def _colours_of(terminal: str) -> int:
    """Colours as the database of terminals has it; eight for one that it does not know."""
    if re.fullmatch(r"[\w.+-]+", terminal):
        for folder in _FOLDERS:
            for letter in (terminal[0], f"{ord(terminal[0]):x}"):
                with contextlib.suppress(OSError, ValueError, RuntimeError, struct.error):
                    content = (Path(folder).expanduser() / letter / terminal).read_bytes()
                    return _colours_in(content)
    return 0 if terminal.startswith(_VIDEO_TERMINALS) else 8


def _colours_in(entry: bytes) -> int:
    """Colours in a compiled entry (term(5)): after its names and its yes or no stand its numbers,
    this one the fourteenth."""
    kind, names, flags, numbers, *_ = struct.unpack("<6H", entry[:12])
    size, form = (4, "<i") if kind == _LONG_NUMBERS else (2, "<h")
    at = 12 + names + flags
    at += at % 2 + 13 * size
    if numbers <= 13:
        return 0
    return max(0, int(struct.unpack(form, entry[at : at + size])[0]))


class Colourless(LineFilter):
    """Takes all colours away and leaves what is bold, underlined or reversed."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same words."""
        return [
            Segment(text, None if style is None else _without_colours(style), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _without_colours(style: Style) -> Style:
    return style.without_color
