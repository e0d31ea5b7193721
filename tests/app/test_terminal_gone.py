"""The terminal goes away, or is not where Textual looks for it."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")

PATIENCE_S = 40
"""The machine may be busy."""


def started(tmp_path: Path, *, errors_to: Path | None = None) -> tuple[int, int]:
    """The program on a terminal of its own: its process and the other end of the terminal."""
    environ = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "READER_LIBRARY": str(tmp_path / "library.db"),
        "READER_LANG": "en",
        "TERM": "xterm-256color",
    }
    pid, terminal = pty.fork()
    if pid == 0:
        if errors_to is not None:
            os.dup2(os.open(errors_to, os.O_WRONLY | os.O_CREAT), 2)
        os.execve(sys.executable, [sys.executable, "-m", "reader"], environ)
    return pid, terminal


def drawn(terminal: int, wanted: bytes) -> bytes:
    """What came to the terminal, up to what is waited for."""
    came = b""
    end = time.monotonic() + PATIENCE_S
    while wanted not in came and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            came += os.read(terminal, 65536)
    return came


def ended(pid: int) -> bool:
    """Whether the process comes to its end; it is ended here if not."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False


@pytest.mark.parametrize("is_told", [True, False])
def test_the_program_ends_when_its_terminal_is_gone(tmp_path: Path, *, is_told: bool) -> None:
    pid, terminal = started(tmp_path)
    assert b"\x1b[?2031h" in drawn(terminal, b"\x1b[?2031h")  # it has drawn and asked
    if is_told:
        os.kill(pid, signal.SIGHUP)
    os.close(terminal)
    assert ended(pid)


def test_the_program_is_drawn_where_its_errors_go_to_a_file(tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    pid, terminal = started(tmp_path, errors_to=errors)
    try:
        assert b"\x1b[?2031h" in drawn(terminal, b"\x1b[?2031h")
        os.write(terminal, b"\x11")  # Ctrl+Q
        drawn(terminal, b"\x1b[?1049l")
    finally:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGTERM)
        assert ended(pid)
        os.close(terminal)
    assert errors.read_bytes() == b""
