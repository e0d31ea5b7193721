"""What makes a computer run a command every morning, as systemd, cron and launchd write it.

Pure: the command's words come in, text comes out. Each of the three has its own way to quote, and
each takes `%` or `$` for something else than a sign.
"""

from __future__ import annotations

import plistlib
import shlex
from collections.abc import Sequence

__all__ = [
    "LABEL",
    "MARK",
    "crontab_line",
    "crontab_with",
    "crontab_without",
    "launch_agent",
    "service_unit",
    "timer_unit",
]

LABEL = "reader-download"
"""What the timer goes by, in each of the three."""
MARK = f"# {LABEL}"
"""By which a line or a file is known to be ours."""

_DELAY = "10min"
"""So that not all who chose the same time ask at the same second."""


def service_unit(words: Sequence[str]) -> str:
    """The unit that runs the command once."""
    program, *rest = words
    # Of the program's own name systemd expands % and not $.
    command = " ".join([_unit_word(program), *(_unit_word(w.replace("$", "$$")) for w in rest)])
    return (
        f"{MARK}: made by `reader schedule`; `reader schedule --remove` takes it away.\n"
        "[Unit]\nDescription=Today's newspapers into the library of reader\n\n"
        f"[Service]\nType=oneshot\nExecStart={command}\n"
    )


def timer_unit(hour: int, minute: int) -> str:
    """The unit that runs the service every day, later where the computer was off."""
    return (
        f"{MARK}: made by `reader schedule`; `reader schedule --remove` takes it away.\n"
        "[Unit]\nDescription=Today's newspapers every morning\n\n"
        f"[Timer]\nOnCalendar=*-*-* {hour:02d}:{minute:02d}:00\n"
        f"RandomizedDelaySec={_DELAY}\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _unit_word(word: str) -> str:
    quoted = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    is_plain = quoted and not set(quoted) & set(" \t'\"\\;#")
    return quoted if is_plain else f'"{quoted}"'


def crontab_line(words: Sequence[str], hour: int, minute: int) -> str:
    """The line of a crontab, without its end."""
    # To cron a % ends the command, in quotes too.
    command = shlex.join(words).replace("%", "\\%")
    return f"{minute} {hour} * * * {command} {MARK}"


def crontab_with(before: bytes, line: str) -> bytes:
    """A person's crontab with our line in it, once, and all their own as it was."""
    own = crontab_without(before)
    if own and not own.endswith(b"\n"):
        own += b"\n"
    return own + line.encode("utf-8", "surrogateescape") + b"\n"


def crontab_without(before: bytes) -> bytes:
    """A person's crontab without our line."""
    mark = MARK.encode()
    return b"".join(
        row
        for row in before.splitlines(keepends=True)
        if row.lstrip().startswith(b"#") or not row.rstrip().endswith(mark)
    )


def launch_agent(words: Sequence[str], hour: int, minute: int) -> str:
    """The property list for macOS."""
    return plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": list(words),
            "StartCalendarInterval": {"Hour": hour, "Minute": minute},
            "ProcessType": "Background",
        },
        sort_keys=False,
    ).decode()
