"""Asking the terminal how wide it draws a sign.

Fonts and terminals differ over some signs, and only the terminal knows: a sign is written at the
beginning of a line and the terminal asked where its cursor stands. It has a moment to answer, and
whatever happens its settings and the line are as before.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
import time

SIGNS = "文“—…●①│█⠿é"
_WAIT_S = 0.4
_ALL_S = 1.5
_ANSWER = re.compile(rb"\x1b\[[0-9]{1,5};([0-9]{1,5})R")


def widths() -> dict[str, int] | None:
    """The cells that the terminal gives each of the signs; None where there is no terminal, or
    none that answers."""
    if os.environ.get("TERM", "") in ("", "dumb"):
        return None
    try:
        import termios
        import tty
    except ImportError:
        return None
    try:
        keys, screen = sys.stdin.fileno(), sys.stdout.fileno()
        if not (os.isatty(keys) and os.isatty(screen)):
            return None
        before = termios.tcgetattr(keys)
    except (AttributeError, ValueError, OSError, termios.error):
        return None
    try:
        tty.setcbreak(keys, termios.TCSADRAIN)
        return _asked(keys, screen)
    except (OSError, termios.error):
        return None
    finally:
        with contextlib.suppress(OSError, termios.error):
            os.write(screen, b"\r\x1b[K")
            termios.tcsetattr(keys, termios.TCSADRAIN, before)


def _asked(keys: int, screen: int) -> dict[str, int] | None:
    until = time.monotonic() + _ALL_S
    found: dict[str, int] = {}
    for sign in SIGNS:
        os.write(screen, b"\r\x1b[K" + sign.encode() + b"\x1b[6n")
        column = _column(keys, min(until, time.monotonic() + _WAIT_S))
        if column is None:
            return found or None
        found[sign] = column - 1
    return found


def _column(keys: int, until: float) -> int | None:
    heard = b""
    while (left := until - time.monotonic()) > 0:
        if not select.select([keys], [], [], left)[0]:
            return None
        more = os.read(keys, 256)
        if not more:
            return None
        heard = (heard + more)[-1024:]
        if (answer := _ANSWER.search(heard)) is not None:
            return int(answer[1])
    return None
