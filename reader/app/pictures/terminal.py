"""What the terminal can show a picture with.

Asking it takes a round trip, and its answer comes among the keys, where the app would take it for
some. So it is told from the environment, as terminals that can more than others say who they are;
a person who knows better says so in the configuration.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum

from reader.typeset.pictures import CELL


class Way(StrEnum):
    """How a picture is drawn."""

    KITTY = "kitty"
    """By the terminal itself, under characters that stand for it and scroll like others."""
    SIXEL = "sixel"
    """By the terminal itself, at one place: where a picture fills the screen. Half blocks in the
    text."""
    BLOCKS = "blocks"
    """Two pixels a cell."""
    DOTS = "dots"
    """Braille, in the colour of the text."""
    SHADES = "shades"
    """Five shades of a cell, for fonts without Braille."""


_KITTY = frozenset(["xterm-kitty", "xterm-ghostty", "kitty", "ghostty"])
"""Names of terminals that draw under placeholders."""
_SIXEL = frozenset(["foot", "foot-extra", "mlterm", "contour", "wezterm", "iterm.app", "mintty"])
_BARE = frozenset(["linux", "vt100", "vt102", "vt220", "dumb", "ansi"])
"""Terminals whose fonts have little but letters and blocks."""
_SMALLEST, _LARGEST = 3, 100


def way_of(environ: Mapping[str, str], colours: str | None, chosen: str = "auto") -> Way:
    """The best way there is: `chosen` where it names one, else what `environ` tells of the
    terminal, which has so many `colours` (`truecolor`, `256`, `standard`, None for none)."""
    if chosen in tuple(Way):
        return Way(chosen)
    term = environ.get("TERM", "").lower()
    if colours not in ("truecolor", "256"):
        return Way.SHADES if term in _BARE else Way.DOTS
    # What lies between passes characters on, and graphics not at all or late.
    is_inside = environ.get("TMUX") or environ.get("STY") or term.startswith(("screen", "tmux"))
    if is_inside or environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return Way.BLOCKS
    names = {term, environ.get("TERM_PROGRAM", "").lower()}
    if colours == "truecolor" and (names & _KITTY or environ.get("KITTY_WINDOW_ID")):
        return Way.KITTY
    if names & _SIXEL or environ.get("WT_SESSION") or environ.get("WEZTERM_EXECUTABLE"):
        return Way.SIXEL
    return Way.BLOCKS


def cell_size() -> tuple[int, int]:
    """Pixels of a cell across and down, from the system; `CELL` where it does not know."""
    with suppress(ImportError, OSError, ValueError, AttributeError):
        import fcntl
        import struct
        import sys
        import termios

        for stream in (sys.__stderr__, sys.__stdin__):
            if stream is None or not stream.isatty():
                continue
            answer = fcntl.ioctl(stream.fileno(), termios.TIOCGWINSZ, b"\0" * 8)
            rows, columns, width, height = struct.unpack("HHHH", answer)
            if rows and columns and width and height:
                cell = (width // columns, height // rows)
                if all(_SMALLEST <= side <= _LARGEST for side in cell):
                    return cell
    return CELL
