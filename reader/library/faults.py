"""What can be wrong with a library file, in a sentence each: what happened, and what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from reader.errors import Busy, Damaged, FromTheFuture, LibraryError, ReadOnly
from reader.text import shown


def primary(error: sqlite3.Error) -> int:
    """SQLite's own code of what went wrong, 0 where it gives none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def told(error: sqlite3.Error, path: Path) -> LibraryError:
    """What a reader is told of an exception of SQLite's."""
    name = shown(path)
    match primary(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Busy(
                f"Another program is using the library {name} and did not let go; try again when "
                "it has finished."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(path)
        case sqlite3.SQLITE_FULL:
            return LibraryError(
                f"The disk that holds the library {name} is full; make room and try again, what "
                "was kept before is safe."
            )
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PROTOCOL:
            return LibraryError(
                f"The disk that holds the library {name} reports an error; check the disk or move "
                "the library to another."
            )
        case sqlite3.SQLITE_CANTOPEN:
            return LibraryError(
                f"The library {name} cannot be opened; check that its folder exists and that you "
                "may write there."
            )
        case sqlite3.SQLITE_NOMEM | sqlite3.SQLITE_TOOBIG:
            return LibraryError(f"There is not enough memory for the library {name}; free some.")
        case sqlite3.SQLITE_INTERRUPT:
            return LibraryError(f"The question to the library {name} was broken off; ask again.")
        case _:
            return damaged(path)


def read_only(path: Path) -> ReadOnly:
    """It may not be written to."""
    return ReadOnly(
        f"The library {shown(path)} can be read but not changed; allow writing to it and its "
        "folder, or name another file."
    )


def damaged(path: Path) -> Damaged:
    """It is ours, and not whole."""
    return Damaged(
        f"The library {shown(path)} is damaged; it was left as it is, so put a backup in its "
        "place or name another file."
    )


def foreign(path: Path) -> Damaged:
    """It is not ours."""
    return Damaged(
        f"{shown(path)} is not a library of this reader; it was left as it is, so name another "
        "file."
    )


def from_the_future(path: Path, version: int) -> FromTheFuture:
    """It is a later version's."""
    return FromTheFuture(
        f"The library {shown(path)} was written by a newer reader; bring this one up to date, or "
        "name another file.",
        version=version,
    )


def tampered(path: Path) -> Damaged:
    """It says it is ours, and its tables are not."""
    return Damaged(
        f"The library {shown(path)} holds tables that this reader did not make; it was left as it "
        "is, so name another file."
    )
