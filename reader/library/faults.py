"""What can be wrong with a library file, in a sentence each: what happened, and what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from reader.errors import Busy, Damaged, FromTheFuture, LibraryError, ReadOnly
from reader.lang import say
from reader.text import shown


def primary(error: sqlite3.Error) -> int:
    """SQLite's own code of what went wrong, 0 where it gives none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_without_room(error: sqlite3.Error) -> bool:
    """Whether the disk has no room for what SQLite lays beside a library even to read it."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE


def told(error: sqlite3.Error, path: Path) -> LibraryError:
    """What a reader is told of an exception of SQLite's."""
    name = shown(path)
    if is_without_room(error):
        return full(path)
    match primary(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return busy(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(path)
        case sqlite3.SQLITE_FULL:
            return full(path)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PROTOCOL:
            return LibraryError(
                say(
                    "The disk that holds the library {library} reports an error; check the "
                    "disk or move the library to another.",
                    library=name,
                )
            )
        case sqlite3.SQLITE_CANTOPEN:
            return LibraryError(
                say(
                    "The library {library} cannot be opened; check that its folder exists "
                    "and that you may write there.",
                    library=name,
                )
            )
        case sqlite3.SQLITE_NOMEM | sqlite3.SQLITE_TOOBIG:
            return LibraryError(
                say(
                    "There is not enough memory for the library {library}; free some.", library=name
                )
            )
        case sqlite3.SQLITE_INTERRUPT:
            return LibraryError(
                say(
                    "The question to the library {library} was broken off; ask again.", library=name
                )
            )
        case _:
            return damaged(path)


def full(path: Path) -> LibraryError:
    """There is no room for it to grow."""
    return LibraryError(
        say(
            "The disk that holds the library {library} is full; make room and try "
            "again, what was kept before is safe.",
            library=shown(path),
        )
    )


def busy(path: Path) -> Busy:
    """Another program has it."""
    return Busy(
        say(
            "Another program is using the library {library} and did not let go; "
            "try again when it has finished.",
            library=shown(path),
        )
    )


def read_only(path: Path) -> ReadOnly:
    """It may not be written to."""
    return ReadOnly(
        say(
            "The library {file} can be read but not changed; allow writing to it "
            "and its folder, or name another file.",
            file=shown(path),
        )
    )


def damaged(path: Path) -> Damaged:
    """It is ours, and not whole."""
    return Damaged(
        say(
            "The library {file} is damaged and was left as it is; `reader doctor --fix` "
            "mends it from what can be read and from its backups.",
            file=shown(path),
        )
    )


def foreign(path: Path) -> Damaged:
    """It is not ours."""
    return Damaged(
        say(
            "{file} is not a library of this reader; it was left as it is, so name another file.",
            file=shown(path),
        )
    )


def from_the_future(path: Path, version: int) -> FromTheFuture:
    """It is a later version's."""
    return FromTheFuture(
        say(
            "The library {file} was written by a newer reader; bring this one up "
            "to date, or name another file.",
            file=shown(path),
        ),
        version=version,
    )


def tampered(path: Path) -> Damaged:
    """It says it is ours, and its tables are not."""
    return Damaged(
        say(
            "The library {file} holds tables that this reader did not make; it was "
            "left as it is, so name another file.",
            file=shown(path),
        )
    )
