"""`reader schedule`: the timer that downloads every morning, printed or put in its place.

No shell is asked: what is run is `systemctl` and `crontab`, by their words.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from reader.cli import terminal
from reader.cli.names import typed
from reader.cli.running import DONE
from reader.cli.timetable import (
    LABEL,
    MARK,
    crontab_line,
    crontab_with,
    crontab_without,
    launch_agent,
    service_unit,
    timer_unit,
)
from reader.errors import ReaderError, UsageError
from reader.lang import say
from reader.text import shown

_TIME = re.compile(r"(?P<h>[01]?[0-9]|2[0-3]):(?P<m>[0-5][0-9])")
_PATIENCE_S = 30.0


def schedule(options: argparse.Namespace) -> int:
    """`reader schedule [--at HH:MM] [--systemd|--cron|--launchd] [--install|--remove]`."""
    found = _TIME.fullmatch(options.at.strip())
    if found is None:
        raise UsageError(say("--at takes an hour and a minute such as 06:30."))
    hour, minute = int(found["h"]), int(found["m"])
    words = command_words(options)
    if bad := next((word for word in words if not word.isprintable()), ""):
        raise UsageError(
            say("A path with {path} in it cannot be written into a timer.", path=shown(bad, 120))
        )
    if _is_cron(options):
        return _cron(options, crontab_line(words, hour, minute))
    if options.launchd or sys.platform == "darwin":
        path = Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        return _files(options, {path: launch_agent(words, hour, minute)}, _launchctl(path))
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    return _files(
        options,
        {
            folder / f"{LABEL}.service": service_unit(words),
            folder / f"{LABEL}.timer": timer_unit(hour, minute),
        },
        _systemctl(),
    )


def command_words(options: argparse.Namespace) -> list[str]:
    """The command that is run, by its absolute path and on the same library."""
    own = Path(sys.argv[0] or "reader")
    if own.name in ("reader", "reader.exe") and os.access(own, os.X_OK) and own.is_file():
        # Not where a link leads: an update may lead it elsewhere.
        words = [str(own.absolute())]
    else:
        words = [sys.executable, "-m", "reader"]
    named = getattr(options, "library", None) or os.environ.get("READER_LIBRARY")
    if named:
        words += ["--library", str(Path(typed(named)).expanduser().absolute())]
    return [*words, "download", "--today"]


def _is_cron(options: argparse.Namespace) -> bool:
    if options.cron or options.systemd or options.launchd or sys.platform == "darwin":
        return bool(options.cron)
    return not Path("/run/systemd/system").exists() and shutil.which("systemctl") is None


# -- systemd and launchd: files ----------------------------------------------------------


Steps = Mapping[str, list[list[str]]]
"""What is run after the files were put in their place, and before they are taken away."""


def _systemctl() -> Steps:
    systemctl = ["systemctl", "--user"]
    return {
        "install": [
            [*systemctl, "daemon-reload"],
            [*systemctl, "enable", "--now", f"{LABEL}.timer"],
        ],
        "remove": [[*systemctl, "disable", "--now", f"{LABEL}.timer"]],
    }


def _launchctl(path: Path) -> Steps:
    return {
        "install": [["launchctl", "load", "-w", str(path)]],
        "remove": [["launchctl", "unload", "-w", str(path)]],
    }


def _files(options: argparse.Namespace, files: Mapping[Path, str], steps: Steps) -> int:
    for path in files:
        if (options.install or options.remove) and not _is_ours(path):
            raise UsageError(
                say("{file} is not of reader's making and was left as it is.", file=shown(path))
            )
    if options.remove:
        there = [path for path in files if path.exists()]
        if not there:
            terminal.tell(say("There was no timer."))
            return DONE
        for words in steps["remove"]:
            _ran(words)
        for path in there:
            path.unlink()
        terminal.tell(say("The timer is gone."))
        return DONE
    if not options.install:
        for path, text in files.items():
            terminal.write(f"# {path}\n{text}\n" if len(files) > 1 else text)
        terminal.tell(say("With --install it is put in its place."))
        return DONE
    for path, text in files.items():
        _put(path, text)
        terminal.write(f"{path}\n")
    if all(_ran(words) for words in steps["install"]):
        terminal.tell(say("The timer is set; `reader schedule --remove` takes it away."))
    else:
        command = " ".join(shown(word) for word in steps["install"][-1])
        terminal.tell(
            say("The files are in their place; `{command}` sets the timer.", command=command)
        )
    return DONE


def _is_ours(path: Path) -> bool:
    try:
        words = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return words.startswith(MARK) or f"<string>{LABEL}</string>" in words


def _put(path: Path, text: str) -> None:
    """Written beside it first, so that it is there whole or as it was."""
    beside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(text.encode("utf-8", "surrogateescape"))
        beside.replace(path)
    except OSError as error:
        raise ReaderError(
            say(
                "{file} could not be written ({why}).",
                file=shown(path),
                why=shown(error.strerror or error),
            )
        ) from error


def _ran(words: list[str]) -> bool:
    """Whether that was there to be run and went well."""
    program = shutil.which(words[0])
    if program is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 - words of ours, and no shell
            [program, *words[1:]],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


# -- cron ----------------------------------------------------------------------------------


def _cron(options: argparse.Namespace, line: str) -> int:
    if not (options.install or options.remove):
        terminal.write(line + "\n")
        terminal.tell(say("With --install it is put in its place."))
        return DONE
    before = _crontab(["-l"])
    after = crontab_without(before) if options.remove else crontab_with(before, line)
    if after != before:
        _crontab(["-"], after)
    if options.install:
        terminal.write(line + "\n")
        terminal.tell(say("The timer is set; `reader schedule --remove` takes it away."))
    else:
        terminal.tell(say("The timer is gone.") if after != before else say("There was no timer."))
    return DONE


def _crontab(words: list[str], content: bytes | None = None) -> bytes:
    """What `crontab` answers; raises `ReaderError` where it does not do what it is told."""
    program = shutil.which("crontab")
    why = say("there is no such program here")
    if program is not None:
        try:
            done = subprocess.run(  # noqa: S603 - words of ours, and no shell
                [program, *words],
                input=b"" if content is None else content,
                capture_output=True,
                timeout=_PATIENCE_S,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
            if done.returncode == 0:
                return done.stdout
            said = done.stderr.decode("utf-8", "replace")
            if content is None and "no crontab" in said.lower():
                return b""
            why = shown(said, 120) or say("it says no more")
        except (OSError, subprocess.TimeoutExpired) as error:
            why = shown(error, 120)
    raise ReaderError(
        say("The crontab was left as it is: `crontab` did not work ({why}).", why=why)
    )
