"""Textual's driver, coming up under a picture that is on the terminal already, and hearing what
the terminal says of its background.

A module of its own, as it can be imported only where there are terminals of this kind.
"""

from __future__ import annotations

import os
import selectors
import signal
import sys
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, cast

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from reader.app.background import ASK, TELL, TELL_NO_MORE, Answers, Background

if TYPE_CHECKING:
    from reader.app.firstframe import FirstFrame

_OTHER_SCREEN = "\x1b[?1049h"
_LOOK_S = 0.1
"""How long the thread that reads keys waits before it looks whether it is to end."""


class _Terminal:
    """The terminal as a file that goes on taking what is drawn when it is there no more: its window
    was closed, or the connection to it broke. Textual's writing thread would end with the first
    such write, and the app wait for it for ever."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Draw, where there is anything to draw on."""
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        """Draw what is held back."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._file.isatty()

    def fileno(self) -> int:
        """Its number."""
        return self._file.fileno()


class QuietDriver(LinuxDriver):
    """Leaves the picture where it is, can hold its tongue, asks for the background, and leaves the
    app when the terminal is gone."""

    is_still = False
    """Whether nothing more is drawn, as the app is being left."""

    _attributes: list[Any] | None = None
    _has_asked = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Textual draws on standard error; where that goes to a file, the terminal is the output.
        drawn_on = self._file
        if drawn_on is not None and not drawn_on.isatty() and sys.__stdout__ is not None:
            drawn_on = sys.__stdout__
        self._file: Any = _Terminal(cast("IO[str]", drawn_on))

    @property
    def _first_frame(self) -> FirstFrame | None:
        return getattr(self._app, "first_frame", None)

    def write(self, data: str) -> None:
        """Write to the terminal, except what would wipe the picture away."""
        if self.is_still:
            return
        frame = self._first_frame
        if frame is not None and frame.is_shown and data == _OTHER_SCREEN:
            # Going to the other screen once more would clear it.
            self._attributes = frame.taken_over()
            return
        super().write(data)

    def start_application_mode(self) -> None:
        """Take the terminal over, from the picture or from whoever started the program."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._attributes is not None:
            # What Textual found was set for the picture.
            self.attrs_before, self._attributes = self._attributes, None

    def ask_background(self) -> None:
        """Ask what the terminal's background is, now and whenever it changes; a `Background` comes
        to the app for each answer, and nothing from a terminal that has none."""
        self._has_asked = True
        self.write(ASK + TELL)
        self.flush()

    def run_input_thread(self) -> None:
        """Pass on what is typed and what is answered, until the app has ended."""
        parser, answers = XTermParser(self._debug), Answers()
        decode = getincrementaldecoder("utf-8")("replace").decode

        def take(data: str) -> None:
            for part in answers.keys_in(data):
                if isinstance(part, Background):
                    self.process_message(part)
                    continue
                for event in parser.feed(part):
                    self.process_message(event)

        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            is_over = False
            while not is_over:
                # Once more after the end: what was typed before it is not for the shell.
                is_over = self.exit_event.is_set()
                for _ in selector.select(_LOOK_S):
                    data = self._read()
                    if not data:
                        # It would be ready to read nothing for ever.
                        self._app.call_later(self._app.exit, 128 + signal.SIGHUP)
                        return
                    take(decode(data, final=is_over))
                for event in [*parser.feed(held)] if (held := answers.overdue()) else ():
                    self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        with suppress(EOFError, ParseError):
            list(parser.feed(""))

    def _read(self) -> bytes:
        """What was typed; nothing where the terminal is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.is_still = False
        if self._has_asked:
            self.write(TELL_NO_MORE)
        super().stop_application_mode()
