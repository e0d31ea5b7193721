"""What can go wrong, as types.

`str(error)` is one sentence for a reader that says what happened and what to do: no class names, no
traceback, no query of an address.
What the sentence is about rides along as attributes, so that the app can offer a way out.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path


class ReaderError(Exception):
    """Something went wrong that a person can be told about."""

    def __reduce__(self) -> tuple[object, ...]:
        # Python would make it anew from its sentence alone, which not every kind can be.
        return _told_again, (type(self), self.args, dict(self.__dict__))


def _told_again(
    kind: type[ReaderError], words: tuple[object, ...], attributes: dict[str, object]
) -> ReaderError:
    """An error that came from another process."""
    error = kind.__new__(kind, *words)
    error.args = words
    error.__dict__.update(attributes)
    return error


class UsageError(ReaderError):
    """The command was given something it cannot take: a date that does not exist, an unknown
    paper."""


class ConfigError(ReaderError):
    """A TOML file of the reader's or of a newspaper's is wrong.

    The sentence names the file, the line and the key where they are known.
    """

    def __init__(
        self, message: str, *, path: Path | None = None, line: int = 0, key: str = ""
    ) -> None:
        super().__init__(message)
        self.path = path
        self.line = line
        self.key = key


class FetchError(ReaderError):
    """A page could not be brought in."""

    def __init__(self, message: str, *, url: str = "") -> None:
        super().__init__(message)
        self.url = url


class Unreachable(FetchError):
    """No answer: no network, no such host, a broken connection, too slow."""


class Refused(FetchError):
    """The server answered, and the answer was no."""

    def __init__(self, message: str, *, url: str = "", status: int = 0) -> None:
        super().__init__(message, url=url)
        self.status = status


class TooLarge(FetchError):
    """The answer is larger than any newspaper page."""


class Absence(StrEnum):
    """How it showed that there is no issue."""

    NO_ISSUE = "no-issue"
    """The site says so: 404, or a list of days without this one."""
    ANOTHER_DAY = "another-day"
    """The site answered with the issue of another day."""
    ERROR_PAGE = "error-page"
    """A page that came like any other says that there is nothing."""
    NOT_YET = "not-yet"
    """It is not up yet, and may be later."""


class NotPublished(FetchError):
    """The paper has no issue on that day."""

    def __init__(
        self,
        message: str,
        *,
        url: str = "",
        day: date | None = None,
        absence: Absence = Absence.NO_ISSUE,
        other_day: date | None = None,
        near: tuple[date, ...] = (),
    ) -> None:
        super().__init__(message, url=url)
        self.day = day
        self.absence = absence
        self.other_day = other_day
        """The day whose issue came instead, where one did."""
        self.near = near
        """The nearest days that had one, as far as is known: before, then after."""


class NotArchived(NotPublished):
    """An archive has no copy of a page that belongs to that day."""


class ParseError(ReaderError):
    """A page is not what it should be: which page, and what was missing."""

    def __init__(self, message: str, *, url: str = "") -> None:
        super().__init__(message)
        self.url = url


class LibraryError(ReaderError):
    """The library file cannot be used."""


class Busy(LibraryError):
    """Another program holds the library and did not let go in time."""


class UnderWay(LibraryError):
    """Another process downloads into the library."""

    def __init__(self, message: str, *, process: int = 0) -> None:
        super().__init__(message)
        self.process = process
        """Its number; 0 where that is not known."""


class Damaged(LibraryError):
    """The file is no library, or is a damaged one; it was left as it is."""


class FromTheFuture(LibraryError):
    """A newer reader wrote the library."""

    def __init__(self, message: str, *, version: int) -> None:
        super().__init__(message)
        self.version = version


class Removed(LibraryError):
    """A person took the issue out of the library, and it stays out until it is asked for again."""

    def __init__(self, message: str, *, day: date) -> None:
        super().__init__(message)
        self.day = day


class ReadOnly(LibraryError):
    """The library can be read and not written."""
