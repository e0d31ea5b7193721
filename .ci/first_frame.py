"""Runs a command in a pseudo-terminal until the newsstand stands there, and leaves it again.

`python first_frame.py COMMAND` fails where the sample newspaper or its colours are not to be seen,
where Ctrl+Q does not end the app with status 0, or where the terminal is not as it was before.
Needs nothing but the standard library: it runs before anything is installed.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

NAME = "读报"
START_LIMIT_S, LEAVE_LIMIT_S = 600, 20
ALTERNATE_SCREEN = b"\x1b[?1049h"
COLOUR = re.compile(rb"\x1b\[[0-9;:]*[34]8[;:][25][;:][0-9]")
MODES = (b"1049", b"1000", b"1003", b"1006", b"2004")
"""Other screen, three ways of reporting the mouse, bracketed paste."""


class Wrong(Exception):
    """What was not as it should be."""


class Run:
    """A shell command with a terminal of its own."""

    def __init__(self, command: str) -> None:
        self.output = b""
        self.status: int | None = None
        self.controller, self.terminal = pty.openpty()
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        self.settings = termios.tcgetattr(self.terminal)
        self.pid = os.fork()
        if not self.pid:
            os.close(self.controller)
            os.setsid()
            fcntl.ioctl(self.terminal, termios.TIOCSCTTY, 0)
            for stream in (0, 1, 2):
                os.dup2(self.terminal, stream)
            environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            try:
                os.execvpe("bash", ["bash", "-c", command], environment)
            finally:
                os._exit(127)

    def read(self, quiet_s: float) -> bool:
        """Takes what is there; False where there was nothing for so long."""
        ready, _, _ = select.select([self.controller], [], [], quiet_s)
        if ready:
            self.output += os.read(self.controller, 65536)
        return bool(ready)

    def ended(self) -> int | None:
        """The exit status, None while it runs."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = os.waitstatus_to_exitcode(status) if pid else None
        return self.status

    @property
    def drawn(self) -> bytes:
        """What was written since the app took the screen."""
        _, found, after = self.output.rpartition(ALTERNATE_SCREEN)
        return after if found else b""

    def wait_for_frame(self) -> None:
        """Until the sample newspaper is on the screen, and the screen at rest."""
        end = time.monotonic() + START_LIMIT_S
        while NAME.encode() not in self.drawn:
            self.read(0.2)
            status = self.ended()
            if status is not None:
                raise Wrong(f"it ended with status {status} before the newsstand was there")
            if time.monotonic() > end:
                raise Wrong(f"{NAME} was not on the screen within {START_LIMIT_S} s")
        while self.read(0.5):
            pass

    def leave(self) -> None:
        """Press Ctrl+Q and see that the app ends and the terminal is as it was."""
        if not COLOUR.search(self.drawn):
            raise Wrong("the first picture has no colours")
        os.write(self.controller, b"\x11")
        end = time.monotonic() + LEAVE_LIMIT_S
        status = None
        while status is None:
            self.read(0.05)
            status = self.ended()
            if time.monotonic() > end:
                raise Wrong(f"Ctrl+Q did not end it within {LEAVE_LIMIT_S} s")
        while self.read(0.1):
            pass
        if status:
            raise Wrong(f"it ended with status {status}")
        for mode in MODES:
            on, off = b"\x1b[?" + mode + b"h", b"\x1b[?" + mode + b"l"
            if self.drawn.rfind(off) < self.drawn.rfind(on) or (
                mode == b"1049" and off not in self.drawn
            ):
                raise Wrong(f"terminal mode {mode.decode()} was left on")
        if self.output.rfind(b"\x1b[?25h") < self.output.rfind(b"\x1b[?25l"):
            raise Wrong("the cursor was left hidden")
        if termios.tcgetattr(self.terminal) != self.settings:
            raise Wrong("the terminal's settings were left changed")


def main(command: str) -> int:
    """Run it and say what was wrong, with the end of what it wrote."""
    run = Run(command)
    try:
        run.wait_for_frame()
        run.leave()
    except Wrong as wrong:
        if run.ended() is None:
            os.killpg(run.pid, signal.SIGKILL)
        sys.stdout.buffer.write(re.sub(rb"\x1b\[[0-?]*[ -/]*[@-~]", b"", run.output)[-3000:])
        sys.stdout.buffer.flush()
        print(f"\nfirst picture: {wrong}")
        return 1
    print(f"first picture: {NAME} in colour; Ctrl+Q left it and the terminal is as it was")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
