"""The newsstand as it will look, on the terminal before the app is even imported.

Importing Textual takes most of a start. So the app, when it is left, hands over what the newsstand
will look like next time; the next start writes that to the terminal first, and the live app comes
up over it, the same to the last cell. Nothing is imported here but what costs next to nothing.

A picture is shown only where it is true: the file says of which library (its size and time), which
terminal, locale, configuration and day it is, and all of it is compared. And what goes to the
terminal is put together here, row by row: the file holds text and colours, and if somebody altered
it, it can still say nothing else to the terminal.
"""

from __future__ import annotations

import os
import stat
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    _Day = tuple[int, ...]
    _Files = tuple[tuple[int, ...] | None, ...]

__all__ = ["FirstFrame", "begin", "current", "end", "is_harmless", "put_away"]

LARGEST_FILE = 256 * 1024
"""Bytes."""

_FORMAT = b"reader first frame 1"
_TERMINATED = 143
_MOST_PAPERS = 200

_HEEDED = frozenset(
    [
        *("TERM", "COLORTERM", "TERM_PROGRAM", "COLORFGBG", "FORCE_COLOR", "TZ", "PYTHONTZPATH"),
        *("LANG", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANGUAGE", "READER_LANG"),
    ]
)
"""Variables that change how the newsstand looks, besides Textual's own."""

_UNFIT = ("READER_NO_FIRST_FRAME", "NO_COLOR", "COLUMNS", "LINES", "TEXTUAL_DRIVER")
"""With one of these set nothing is shown: the wish of a person, or another picture than ours."""

# Lines do not wrap meanwhile: a character that a terminal takes for wider than we do moves the rest
# of its own row and nothing else.
_COVER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2026h"
_COVERED = "\x1b[0m\x1b[?2026l"
_UNCOVER = b"\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"


class FirstFrame:
    """What is shown before the app, and what is kept for the next time.

    `named` is the library's path as it was given, "" for the usual one.
    """

    def __init__(self, named: str = "") -> None:
        from reader import __version__

        self._file = os.path.join(_folder("XDG_CACHE_HOME", ".cache", "Caches"), "first-frame")
        config = _folder("XDG_CONFIG_HOME", ".config", "Application Support")
        data = _folder("XDG_DATA_HOME", os.path.join(".local", "share"), "Application Support")
        self._config = os.path.join(config, "reader.toml")
        self._library = os.path.abspath(
            os.path.expanduser(named) if named else os.path.join(data, "library.db")
        )
        # What the app reads when it starts counts as it is then, the library as it is at the end.
        self._surroundings = (
            __version__,
            sorted((k, v) for k, v in os.environ.items() if k in _HEEDED or k[:8] == "TEXTUAL_"),
            (self._config, _state(self._config)),
            _papers(os.path.join(config, "papers")),
        )
        self._attributes: list[Any] | None = None
        self._is_spoilt = False
        self._kept: tuple[tuple[int, int], _Day, _Files, int, bytes] | None = None
        self.is_shown = False
        """Whether the picture is on the terminal and the app is not there yet."""

    # -- before the app --

    def show(self) -> None:
        """Put the picture on the terminal, if there is one and it is true."""
        rows = self.true_rows()
        if not rows:
            return
        import signal
        import termios

        picture = "".join(f"\x1b[{number};1H{row}" for number, row in enumerate(rows, 1))
        try:
            signal.signal(signal.SIGTERM, _leave)
            attributes = termios.tcgetattr(0)
            # From here on whatever ends the program gives the terminal back, in `end`.
            self._attributes = [*attributes[:6], list(attributes[6])]
            termios.tcsetattr(0, termios.TCSANOW, _quiet(attributes))
        except (termios.error, ValueError, OSError):
            self.restore()
            return
        self.is_shown = True
        _to_terminal(f"{_COVER}{picture}{_COVERED}".encode())

    def put_away(self) -> None:
        """Give the terminal back as it was, if the picture is on it still: something is about to
        be said there, or all is over. That picture is not shown again."""
        if self.is_shown:
            self.is_shown = False
            self._is_spoilt = True
            _to_terminal(_UNCOVER)
            _remove(self._file)
            self.restore()

    def restore(self) -> None:
        """Let the terminal take what is typed as it did before."""
        if self._attributes is None:
            return
        import termios

        try:
            termios.tcsetattr(0, termios.TCSANOW, self._attributes)
        except (termios.error, OSError):
            # The terminal is gone: there is nothing to give back.
            pass
        self._attributes = None

    def taken_over(self) -> list[Any] | None:
        """The terminal is the app's from now on; the attributes with which it is to leave it."""
        self.is_shown = False
        return self._attributes

    # -- after the app --

    def is_of(self, library: str, config: str) -> bool:
        """Whether these are the files that were looked at here."""
        found = os.path.abspath(library), os.path.abspath(config)
        return found == (self._library, os.path.abspath(self._config))

    def keep(self, rows: Sequence[str], *, width: int, until: float) -> None:
        """Take what the newsstand looks like; it does so until that moment, if nothing changes."""
        if self._is_spoilt or not is_harmless(rows):
            return
        content = "\n".join(rows).encode()
        library = _library_state(self._library)
        self._kept = (width, len(rows)), _day(), library, int(until), content

    def settle(self) -> None:
        """To be called when the app has ended and the library is not closed yet: if that changed
        after the picture was taken, the picture is no longer true."""
        if self._kept is not None and self._kept[2] != _library_state(self._library):
            self._kept = None

    def store(self) -> None:
        """Write what was taken; to be called when the library is closed, which changes its file."""
        if self._kept is None:
            return
        size, day, _, until, picture = self._kept
        about = self._about(size, day)
        content = b"%b\n%d %d\n%b\n%b" % (_FORMAT, int(time.time()), until, about, picture)
        if len(content) <= LARGEST_FILE:
            _replace(self._file, content)

    # -- the file --

    def _about(self, size: tuple[int, ...], day: _Day) -> bytes:
        """All that has to be so for the picture to be true, in one line."""
        library = self._library, _library_state(self._library)
        return ascii((size, day, library, self._surroundings)).encode()

    def true_rows(self) -> list[str]:
        """The picture; nothing where there is none, or where it is not true here and now."""
        try:
            size = tuple(os.get_terminal_size(1))
            content = _content(self._file)
            kind, span, about, picture = content.split(b"\n", 3)
            since, until = map(int, span.split())
            rows = picture.decode().split("\n")
        except (OSError, ValueError):
            return []
        is_true = (
            kind == _FORMAT
            and since <= time.time() < until
            and os.path.exists(self._library)
            and about == self._about(size, _day())
            and len(rows) == size[1]
            and is_harmless(rows)
        )
        return rows if is_true else []


# -- the one of this process ---------------------------------------------------

_frame: FirstFrame | None = None


def begin(words: list[str]) -> None:
    """Show the first frame where the command line and the terminal are such that the app opens on
    its newsstand."""
    global _frame
    named = _library_named(words)
    if named is None or os.name != "posix" or any(os.environ.get(name) for name in _UNFIT):
        return
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        return
    # The app draws on standard error.
    if not all(map(os.isatty, (0, 1, 2))):
        return
    _frame = FirstFrame(named)
    _frame.show()


def current() -> FirstFrame | None:
    """The first frame of this start; None where there is to be none."""
    return _frame


def put_away() -> None:
    """Take the first frame off the terminal, if it is there: something is about to be said."""
    if _frame is not None:
        _frame.put_away()


def end() -> None:
    """Leave the terminal as it was found."""
    global _frame
    if _frame is not None:
        _frame.put_away()
        _frame.restore()
        _frame = None


def _library_named(words: list[str]) -> str | None:
    """The library that is named by plain arguments; None where they are not plain."""
    usual = os.environ.get("READER_LIBRARY", "")
    match words:
        case []:
            return usual
        case ["--library", named] if named and named[0] != "-":
            return named
        case [word] if word.startswith("--library=") and word[10:]:
            return word[10:]
        case _:
            return None


# -- what may be shown ---------------------------------------------------------


def is_harmless(rows: Sequence[str]) -> bool:
    """Whether rows hold nothing but text and colours."""
    characters: set[str] = set()
    for row in rows:
        text, *parts = row.split("\x1b")
        characters.update(text)
        for part in parts:
            colours, end_of_colours, text = part.partition("m")
            if not end_of_colours or colours[:1] != "[" or len(colours) > 100:
                return False
            if colours[1:].strip("0123456789;"):
                return False
            characters.update(text)
    return all(map(_may_stand, characters))


def _may_stand(character: str) -> bool:
    return (
        character.isprintable()
        or character in "\u200c\u200d"  # of Persian, Hindi and emoji families
        # Of rare Chinese characters: for private use, or younger than this interpreter.
        or "\ue000" <= character <= "\uf8ff"
        or "\U00020000" <= character <= "\U0003fffd"
    )


# -- what it is true of --------------------------------------------------------


def _folder(variable: str, on_linux: str, on_macos: str) -> str:
    """Our folder, where platformdirs puts it; what it would cost to ask is most of this module's
    time."""
    if sys.platform == "darwin":
        return os.path.join(os.path.expanduser("~/Library"), on_macos, "reader")
    named = os.environ.get(variable, "")
    return os.path.join(named if named.strip() else os.path.expanduser(f"~/{on_linux}"), "reader")


def _state(path: str) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _library_state(path: str) -> _Files:
    # A log with nothing in it is only another program's, or left by one that was ended.
    beside = (_state(path + ending) for ending in ("-wal", "-journal"))
    return _state(path), *(found if found and found[2] else None for found in beside)


def _papers(folder: str) -> list[object]:
    """A person's own newspapers, as files."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [(name, _state(os.path.join(folder, name))) for name in names[:_MOST_PAPERS]]


def _day() -> _Day:
    now = time.localtime()
    return now.tm_year, now.tm_yday, now.tm_gmtoff


# -- reading and writing -------------------------------------------------------


def _content(path: str) -> bytes:
    """What is in an ordinary file of our own; raises OSError for any other."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with open(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        is_ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()
        if not is_ours or found.st_mode & 0o022 or found.st_size > LARGEST_FILE:
            raise OSError
        return file.read(LARGEST_FILE)


def _replace(path: str, content: bytes) -> None:
    """The file is the old one or the new one, whatever happens; it is only a convenience, so that
    it cannot be written is no news."""
    new = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(new, flags, 0o600), "wb") as file:
            file.write(content)
        os.replace(new, path)
    except (OSError, ValueError):
        _remove(new)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except (OSError, ValueError):
        pass


# -- the terminal --------------------------------------------------------------


def _quiet(attributes: list[Any]) -> list[Any]:
    """Nothing typed is echoed or waits for a line's end; it stays for the app, as the app would
    have it: Enter is no line feed, Ctrl+S and Ctrl+Z are keys. Ctrl+C still ends the program."""
    import termios

    iflag, oflag, cflag, lflag, *speeds, characters = attributes
    iflag &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    lflag &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    characters = list(characters)
    nothing = bytes([os.fpathconf(0, "PC_VDISABLE") & 0xFF])
    for key in (termios.VSUSP, termios.VQUIT):
        characters[key] = nothing
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    return [iflag, oflag, cflag, lflag, *speeds, characters]


def _to_terminal(content: bytes) -> None:
    try:
        while content:
            content = content[os.write(2, content) :]
    except OSError:
        pass


def _leave(*_: object) -> None:
    raise SystemExit(_TERMINATED)
