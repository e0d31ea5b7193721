"""A program in a pseudo-terminal, and when its screen showed what.

The bytes are stamped as they arrive and made into a screen only once the program is quiet, so that
the time the emulator takes is in no figure.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Self

import pyte

# Sequences that change nothing on the screen and that the emulator takes amiss.
_SILENT = re.compile(
    rb"\x1b\[[<>=?][0-9;:$]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^X][^\x1b]*\x1b\\"
    rb"|\x1b\[[0-9;]*[\"'$ ][@-~]"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?)?\Z")
_UPDATE = re.compile(rb"\x1b\[\?2026([hl])")

Screen = tuple[str, ...]


class Picture:
    """The screen that bytes make, piece by piece."""

    def __init__(self, width: int, height: int) -> None:
        self._screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        self._is_updating = False

    def feed(self, piece: bytes) -> bool:
        """Takes the next bytes; whether a person sees a whole picture after them."""
        data = self._rest + piece
        found = _UNFINISHED.search(data)
        self._rest = data[found.start() :] if found else b""
        data = data[: len(data) - len(self._rest)]
        for update in _UPDATE.finditer(data):
            self._is_updating = update[1] == b"h"
        self._stream.feed(_SILENT.sub(b"", data))
        return not self._is_updating

    @property
    def rows(self) -> Screen:
        """What stands there, row by row."""
        cells = self._screen.buffer
        return tuple(
            "".join(cells[row][column].data for column in range(self._screen.columns))
            for row in range(self._screen.lines)
        )

    @property
    def looks(self) -> tuple[object, ...]:
        """What stands there and how, to be compared."""
        cells = self._screen.buffer
        return tuple(
            tuple(cells[row][column] for column in range(self._screen.columns))
            for row in range(self._screen.lines)
        )


class Terminal:
    """A running program and its screen; a context manager that ends it."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: tuple[int, int] = (120, 40),
        environ: Mapping[str, str] | None = None,
    ) -> None:
        width, height = size
        environment = {
            **{name: value for name, value in os.environ.items() if name != "NO_COLOR"},
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            **(environ or {}),
        }
        self.started = time.perf_counter()
        self.pid, self._file = pty.fork()
        if not self.pid:
            try:
                _set_size(0, width, height)
                os.execvpe(argv[0], list(argv), environment)
            finally:
                os._exit(127)
        # For whatever asks before the child has set it; the same size, so nothing changes.
        _set_size(self._file, width, height)
        self.picture = Picture(width, height)
        self._unseen: list[tuple[float, bytes]] = []
        self.output = bytearray()
        """Every byte it ever wrote."""
        self.last = self.started
        """When it last wrote anything."""
        self.status: int | None = None
        """Its exit status, once it has ended."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait(5)
        os.close(self._file)

    def seen(
        self, is_there: Callable[[Picture], bool], *, limit_s: float = 20.0, quiet_s: float = 0.02
    ) -> float:
        """The moment at which the screen first was so; raises TimeoutError with the screen."""
        end = time.perf_counter() + limit_s
        while time.perf_counter() < end:
            pieces = self._pieces(quiet_s, end)
            for number, (moment, piece) in enumerate(pieces, 1):
                if self.picture.feed(piece) and is_there(self.picture):
                    self._unseen = pieces[number:]
                    return moment
            if self.status is not None:
                break
        raise TimeoutError("never on the screen:\n" + "\n".join(self.picture.rows))

    def shows(self, words: str, *, limit_s: float = 20.0) -> float:
        """The moment at which these words first stood on the screen."""
        return self.seen(lambda picture: any(words in row for row in picture.rows), limit_s=limit_s)

    def rest(self, quiet_s: float = 0.15) -> None:
        """Wait until it writes no more."""
        for _, piece in self._pieces(quiet_s, time.perf_counter() + 5):
            self.picture.feed(piece)

    def press(self, keys: str) -> float:
        """Type; the moment at which it was typed."""
        moment = time.perf_counter()
        os.write(self._file, keys.encode())
        return moment

    def change_after(self, keys: str) -> tuple[float, int]:
        """Seconds from typing until the screen was another, and the bytes that took."""
        before, length = self.picture.looks, len(self.output)
        moment = self.press(keys)
        seconds = self.seen(lambda picture: picture.looks != before) - moment
        self.rest(0.03)
        return seconds, len(self.output) - length

    def resize(self, size: tuple[int, int]) -> float:
        """Be another size from now on, and clear; the moment at which it was."""
        width, height = size
        self.picture = Picture(width, height)
        moment = time.perf_counter()
        _set_size(self._file, width, height)
        return moment

    def resized(self, size: tuple[int, int]) -> tuple[float, int]:
        """Seconds from another size until something stood on its last row, and the bytes until it
        was at rest."""
        length = len(self.output)
        moment = self.resize(size)
        seconds = self.seen(lambda picture: bool(picture.rows[-1].strip())) - moment
        self.rest(0.1)
        return seconds, len(self.output) - length

    def wait(self, limit_s: float = 10.0) -> int:
        """Its exit status, as a shell gives it; raises TimeoutError where it goes on."""
        end = time.perf_counter() + limit_s
        while self.status is None and time.perf_counter() < end:
            for _, piece in self._pieces(0.02, end):
                self.picture.feed(piece)
            self._look()
        if self.status is None:
            raise TimeoutError("it goes on")
        # What it wrote last may still be on its way.
        for _, piece in self._pieces(0.02, time.perf_counter() + 1):
            self.picture.feed(piece)
        return self.status

    def _look(self) -> None:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                self.status = code if code >= 0 else 128 - code

    def _pieces(self, quiet_s: float, end: float) -> list[tuple[float, bytes]]:
        pieces, self._unseen = self._unseen, []
        while (left := end - time.perf_counter()) > 0:
            ready, _, _ = select.select([self._file], [], [], min(quiet_s, left))
            if not ready:
                break
            try:
                piece = os.read(self._file, 65536)
            except OSError:  # Linux says so when the other side is closed
                piece = b""
            if not piece:
                self._look()
                time.sleep(0.005)
                break
            self.last = time.perf_counter()
            pieces.append((self.last, piece))
            self.output += piece
        return pieces


def _set_size(file: int, width: int, height: int) -> None:
    fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
