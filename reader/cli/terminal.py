"""What goes out: data on stdout as UTF-8, talk on stderr, each message one line."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from reader.cli import firstframe
from reader.text import shown

if TYPE_CHECKING:
    from reader.typeset import Column

WIDEST = 72
"""Cells. A longer line is hard to find the next one after."""

LONGEST_SENTENCE = 300


class OutputFailed(Exception):
    """Stdout did not take what was written, for another reason than a closed pipe."""


def write(text: str) -> None:
    """Text to stdout: UTF-8 whatever the locale says."""
    if sys.stdout is None:
        return
    firstframe.put_away()
    content = text.encode("utf-8", "replace")
    try:
        sys.stdout.flush()
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(content.decode())
        else:
            buffer.write(content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(error.strerror or "it could not be written") from error


def say(line: str) -> None:
    """A line of text to stdout."""
    write(line + "\n")


def flush() -> None:
    """Everything written is out, or the failure is known."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(error.strerror or "it could not be written") from error


def abandon_stdout() -> None:
    """Nobody reads on: what is still buffered goes nowhere, so that Python's own flush at the end
    has nothing to complain about."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        descriptor = os.open(os.devnull, os.O_WRONLY)
        os.dup2(descriptor, sys.stdout.fileno())
        os.close(descriptor)


def tell(sentence: object) -> None:
    """One line on stderr, cleaned and of bounded length."""
    _to_stderr(shown(sentence, LONGEST_SENTENCE) + "\n")


def about(name: str, sentence: object) -> str:
    """The sentence with the file's name before it, unless it names the file itself."""
    words, name = str(sentence), shown(name, 80)
    return words if name in words else f"{name}: {words}"


def stderr_is_terminal() -> bool:
    """Whether somebody watches stderr."""
    return _is_terminal(sys.stderr)


def draws_on_stderr() -> bool:
    """Whether stderr is a terminal on which something can be drawn over."""
    return stderr_is_terminal() and _can_draw()


def stdout_is_terminal() -> bool:
    """Whether somebody watches stdout."""
    return _is_terminal(sys.stdout)


def is_interactive() -> bool:
    """Whether the app can run: a terminal to show it on and one to type at."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stdout) and _can_draw()


def measure(asked: int | None) -> int:
    """The measure for what has no margin: what was asked for, else the terminal's width, at most
    72 cells."""
    return asked if asked is not None else max(20, min(WIDEST, columns()))


def column(asked: int | None) -> Column:
    """The column for articles, the same that the article view has in a terminal as wide as was
    asked for, else in this one."""
    from reader.typeset.measure import column_within

    return column_within(columns() if asked is None else asked)


def columns() -> int:
    """Cells of the terminal's rows; 80 where there is none."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


class Notes:
    """Sentences of which only the first few are said, and the rest counted: a folder of a thousand
    broken pages is one piece of news, not a thousand."""

    def __init__(self, limit: int = 2) -> None:
        self._limit = limit
        self.count = 0

    def add(self, sentence: object) -> None:
        """Says it, or counts it."""
        self.count += 1
        if self.count <= self._limit:
            _to_stderr(shown(sentence, 190) + "\n")

    def close(self) -> None:
        """Says how many were not said."""
        if self.count > self._limit:
            from reader.lang import say as said

            tell(said("{n} more could not be read or were left out.", n=self.count - self._limit))


class Ticker:
    """One line on stderr that is written over and over; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._is_on = draws_on_stderr()
        self._is_dirty = False

    def show(self, text: str) -> None:
        """Puts the text in place of what stood there."""
        if self._is_on:
            from reader.text.cells import truncated

            _to_stderr("\r\x1b[K" + truncated(shown(text), measure(None)))
            self._is_dirty = True

    def clear(self) -> None:
        """Takes the line away."""
        if self._is_dirty:
            _to_stderr("\r\x1b[K")
            self._is_dirty = False


def _is_terminal(stream: object) -> bool:
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError, OSError):
        return False


def _can_draw() -> bool:
    return os.environ.get("TERM", "") != "dumb"


def _to_stderr(text: str) -> None:
    firstframe.put_away()
    # Whoever closed stderr does not want to know; that is no reason to stop.
    with contextlib.suppress(OSError, ValueError, AttributeError):
        buffer = getattr(sys.stderr, "buffer", None)
        if buffer is None:
            sys.stderr.write(text)
        else:
            sys.stderr.flush()
            buffer.write(text.encode("utf-8", "replace"))
        sys.stderr.flush()
