"""Runs a command and turns whatever happens into a sentence and an exit status."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import warnings
from pathlib import Path

from reader.cli import terminal
from reader.errors import NotPublished, ReaderError, UsageError
from reader.lang import language_for, say, speak
from reader.text import shown

DONE = 0
FAILED = 1
MISUSED = 2
IN_PART = 3
NO_ISSUE = 4
INTERRUPTED = 130
TERMINATED = 143

_WRITING = frozenset(
    [None, "import", "fetch", "remove", "bookmarks", "download", "feeds", "restore", "reparse"]
)
"""Commands after which there may be something new to back up."""
_LARGEST_LOG = 1_000_000


def run(words: list[str], *, is_process: bool) -> int:
    """Run the command line `words`; `is_process` where the process is ours to end."""
    if is_process:
        _end_on_sigterm()
        if not sys.warnoptions:
            # A library's warning is for its programmers, and would stand on the reader's screen.
            warnings.simplefilter("ignore")
    try:
        status = _run(words)
        terminal.flush()
    except BrokenPipeError:
        terminal.abandon_stdout()
        return DONE
    except terminal.OutputFailed as error:
        terminal.abandon_stdout()
        terminal.tell(say("The output could not be written ({why}).", why=error))
        return FAILED
    except KeyboardInterrupt:
        _flush_quietly()
        return INTERRUPTED
    except SystemExit as leaving:
        _flush_quietly()
        return leaving.code if isinstance(leaving.code, int) else DONE
    except NotPublished as error:
        _flush_quietly()
        terminal.tell(error)
        return NO_ISSUE
    except ReaderError as error:
        _flush_quietly()
        terminal.tell(error)
        return FAILED
    except Exception as error:
        _flush_quietly()
        terminal.tell(_unforeseen(error))
        return FAILED
    return status


def _run(words: list[str]) -> int:
    from reader.cli.arguments import arguments, with_archive_last
    from reader.cli.arguments_search import with_query_last

    parser = arguments()
    options = parser.parse_args(with_archive_last(with_query_last(words)))
    if options.version:
        from reader import __version__

        terminal.write(f"reader {__version__}\n")
        return DONE
    if options.plain and options.command is not None:
        parser.error("--plain goes with `reader` alone; show and open have `--format plain`")
    if options.command is not None:
        _speak()
    # Each command's module is imported by the command that needs it and by no other.
    match options.command:
        case None:
            from reader.cli.front import start as command
        case "open":
            from reader.cli.front import open_source as command
        case "import":
            from reader.cli.importing import import_files as command
        case "fetch":
            from reader.cli.bringing import fetch as command
        case "download":
            from reader.cli.downloading import download as command
        case "schedule":
            from reader.cli.scheduling import schedule as command
        case "papers":
            from reader.cli.papers import papers as command
        case "parse":
            from reader.cli.parsing import parse as command
        case "issues":
            from reader.cli.shelf import issues as command
        case "cite":
            from reader.cli.shelf import cite as command
        case "export":
            from reader.cli.exporting import export as command
        case "show":
            from reader.cli.shelf import show as command
        case "remove":
            from reader.cli.ledger import remove as command
        case "feeds":
            from reader.cli.feeds import feeds as command
        case "search":
            from reader.cli.searching import search as command
        case "stats":
            from reader.cli.statistics import stats as command
        case "doctor":
            from reader.cli.doctor import doctor as command
        case "backup":
            from reader.cli.safety import backup as command
        case "reparse":
            from reader.cli.rereading import reparse as command
        case "restore":
            from reader.cli.safety import restore as command
        case _:
            from reader.cli.clippings import bookmarks as command
    status = command(options)
    if options.command in _WRITING:
        _back_up(library_file(options))
    return status


def _back_up(library: Path) -> None:
    """Once a day on which something was written, what a person made is copied."""
    from datetime import UTC, datetime

    from reader.library.backups import Backups
    from reader.library.migration import let_old_go

    now = datetime.now(UTC)
    Backups(library).keep_one(now)
    let_old_go(library, now)


def _speak() -> None:
    """Chooses the language of what a command says; `reader` alone does that itself."""
    if os.environ.get("READER_LANG"):
        configured = ""
    else:
        from reader.config import read_config

        configured = read_config().language
    speak(language_for(os.environ, configured=configured))


def library_file(options: argparse.Namespace) -> Path:
    """The library that was asked for: by option, by environment, else the usual place."""
    from reader.library import migration

    migration.tell = terminal.tell
    named = getattr(options, "library", None) or os.environ.get("READER_LIBRARY")
    if named:
        return Path(named).expanduser() if named.startswith("~") else Path(named)
    from reader.config import library_path

    return library_path()


def check_mirror(options: argparse.Namespace) -> None:
    """Raises `UsageError` where the mirror that was named is no address."""
    from reader.parse.links import openable

    if options.base_url and not openable(options.base_url):
        raise UsageError(
            say(
                "--base-url takes an http or https address such as http://127.0.0.1:8000/, and not "
                "{given}.",
                given=shown(options.base_url, 60),
            )
        )


def _flush_quietly() -> None:
    """What was printed before a failure comes before the sentence about it."""
    try:
        terminal.flush()
    except (BrokenPipeError, terminal.OutputFailed):
        terminal.abandon_stdout()


def _unforeseen(error: Exception) -> str:
    """The sentence for a fault of ours; the details go to the log."""
    name = type(error).__name__
    try:
        from reader.config import log_path

        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST_LOG:
            path.replace(path.with_suffix(".old.log"))
        import traceback
        from datetime import UTC, datetime

        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now(UTC).isoformat()} {sys.argv!r}\n")
            log.write("".join(traceback.format_exception(error)) + "\n")
    except Exception:
        # Whatever is wrong here (a full disk, a broken installation) must not hide the first fault.
        return say(
            "Something went wrong inside reader ({name}), and no log could be written.", name=name
        )
    return say(
        "Something went wrong inside reader ({name}); details are in {file}.",
        name=name,
        file=shown(path, 160),
    )


def _end_on_sigterm() -> None:
    """SIGTERM ends a command like Ctrl+C does: what was begun is put away."""

    def end(*_: object) -> None:
        raise SystemExit(TERMINATED)

    with contextlib.suppress(ValueError, OSError, AttributeError):
        signal.signal(signal.SIGTERM, end)
