"""The one open file, and everything that can be wrong with it.

A file is looked at before SQLite opens it for writing: the header by hand, then the schema through
a connection that takes no lock and leaves nothing behind. So a file that is not ours is never
written to, not even by rolling back a journal that lies beside it.

Every exception of SQLite's is turned into one of ours here; nothing else in the program knows its
types.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from reader.errors import LibraryError
from reader.lang import say
from reader.library import faults, schema
from reader.library.codec import Unreadable
from reader.text import shown

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    zlib.error,
    struct.error,
)
"""What comes of reading a value that is not what was written."""

_opening = threading.Lock()
_in_use: Counter[tuple[int, int]] = Counter()
"""Device and number of the files that this process has open, and how often.

Closing any descriptor of a file gives up every lock that the process holds on it. Another process
would then take itself for the last, and clear away the log that is still being written to. So a
file in use here is never opened by hand, only through SQLite, which knows about that.
"""

_VIEW = "BEGIN"
_WAL_PAUSE_S = 0.01
_TURN_S = 0.002
"""From one try to write to the next; a bookmark takes a fraction of it."""


class Connection:
    """A library file, open, for any thread; one at a time speaks to it."""

    def __init__(
        self,
        sql: sqlite3.Connection,
        path: Path,
        *,
        is_read_only: bool,
        is_without_room: bool = False,
        file: tuple[int, int] | None,
        patience_s: float,
    ) -> None:
        self._patience_s = patience_s
        self._sql = sql
        self._file = file
        self._lock = threading.RLock()
        self._is_open = True
        self._is_inside = False
        self.path = path
        self.is_read_only = is_read_only
        self._is_without_room = is_without_room

    @classmethod
    def open(cls, path: Path, *, create: bool, read_only: bool, patience_s: float) -> Connection:
        """The library at `path`; raises `LibraryError` or one of its kinds."""
        with _opening, _door(path):
            is_empty = _found(path, create=create and not read_only)
            file: tuple[int, int] | None = _identity(path)
            if file not in _in_use:
                header = _header(path)
                is_empty = is_empty or not header
                if header:
                    _check_header(path, header)
            is_read_only = read_only or not _is_writable(path)
            is_without_room = False
            try:
                if is_read_only:
                    sql = _opened_for_reading(path, patience_s, is_empty=is_empty)
                    # What is shown of an empty file lies in memory.
                    file = None if is_empty else file
                else:
                    sql = _opened_for_writing(path, patience_s, is_new=is_empty)
            except sqlite3.OperationalError as error:
                if not faults.is_without_room(error) or is_empty or not _is_at_rest(path):
                    raise
                is_read_only = is_without_room = True
                sql = _opened_for_reading(path, patience_s, is_empty=False, is_without_room=True)
            if file is not None:
                _in_use[file] += 1
        return cls(
            sql,
            path,
            is_read_only=is_read_only,
            is_without_room=is_without_room,
            file=file,
            patience_s=patience_s,
        )

    def close(self) -> None:
        """Let go of the file; closing twice does nothing."""
        with self._lock, _opening, _door(self.path):
            self._is_open = False
            self._sql.close()
            file, self._file = self._file, None
            if file is not None:
                _in_use[file] -= 1
                if not _in_use[file]:
                    del _in_use[file]

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One unchanging view of the library for as many queries as the block makes; a value that
        cannot be made sense of is damage."""
        try:
            with self._transaction(_VIEW) as sql:
                yield sql
        except _UNREADABLE as error:
            raise faults.damaged(self.path) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A block whose writes all stay or all never were."""
        if self.is_read_only:
            raise self._refusal()
        try:
            with self._transaction("BEGIN IMMEDIATE") as sql:
                yield sql
        except Unreadable as error:
            raise faults.damaged(self.path) from error

    def _refusal(self) -> LibraryError:
        return faults.full(self.path) if self._is_without_room else faults.read_only(self.path)

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """The file outside of any transaction, for what SQLite does in none."""
        if self.is_read_only:
            raise self._refusal()
        with self._lock, _door(self.path):
            self._roll_back()
            yield self._sql

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock, _door(self.path):
            if not self._is_open:
                raise LibraryError(
                    say("The library {file} has been closed; open it again.", file=shown(self.path))
                )
            if self._is_inside:
                yield self._sql
                return
            self._roll_back()
            if begin == _VIEW:
                self._sql.execute(begin)
            else:
                self._begin_writing(begin)
            self._is_inside = True
            try:
                yield self._sql
                # A view that met a damaged page cannot be committed, nor need any be.
                if begin != _VIEW:
                    self._sql.execute("COMMIT")
            finally:
                self._is_inside = False
                self._roll_back()

    def _begin_writing(self, begin: str) -> None:
        """Begin when no other writes. SQLite waits for that in longer and longer sleeps, so that
        among several who write one may starve; here each asks again soon."""
        until = time.monotonic() + self._patience_s
        self._sql.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    self._sql.execute(begin)
                except sqlite3.OperationalError as error:
                    is_busy = faults.primary(error) == sqlite3.SQLITE_BUSY
                    if not is_busy or time.monotonic() >= until:
                        raise
                    time.sleep(_TURN_S)
                else:
                    return
        finally:
            self._sql.execute(f"PRAGMA busy_timeout = {int(self._patience_s * 1000)}")

    def _roll_back(self) -> None:
        """End what was not committed, which SQLite itself has done on some failures: a full disk
        for one."""
        if self._sql.in_transaction:
            with suppress(sqlite3.Error):
                self._sql.execute("ROLLBACK")


class Door:
    """What a library is used through: a context manager that lets go of the file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def close(self) -> None:
        """Let go of the file; closing twice does nothing."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@contextmanager
def _door(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise faults.told(error, path) from error
    except OSError as error:
        raise LibraryError(
            say(
                "The library {file} cannot be opened: {reason}; name another file or "
                "put that right.",
                file=shown(path),
                reason=shown(error.strerror or error),
            )
        ) from error


# -- finding the file ----------------------------------------------------------


def _found(path: Path, *, create: bool) -> bool:
    """Whether the file was made just now."""
    try:
        mode = path.stat().st_mode
    except ValueError as error:
        raise LibraryError(
            say(
                "{file} cannot be the name of a file; name another as the library.",
                file=shown(path),
            )
        ) from error
    except FileNotFoundError:
        if not create:
            raise LibraryError(
                say(
                    "There is no library at {file}; fetch or import an issue to begin one.",
                    file=shown(path),
                )
            ) from None
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        return True
    if stat.S_ISDIR(mode):
        raise LibraryError(
            say("{file} is a folder; name a file in it as the library.", file=shown(path))
        )
    if not stat.S_ISREG(mode):
        raise LibraryError(
            say("{file} is no ordinary file; name another as the library.", file=shown(path))
        )
    if not os.access(path, os.R_OK):
        raise LibraryError(
            say(
                "The library {file} may not be read by you; change its permissions or "
                "name another file.",
                file=shown(path),
            )
        )
    return False


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADER_BYTES)


def _check_header(path: Path, header: bytes) -> None:
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        raise faults.foreign(path)
    if int.from_bytes(header[68:72], "big") != schema.APPLICATION_ID:
        raise faults.foreign(path)
    version = int.from_bytes(header[60:64], "big")
    if version > schema.VERSION:
        raise faults.from_the_future(path, version)
    if _is_at_rest(path):
        page_bytes = int.from_bytes(header[16:18], "big")
        page_bytes = 65536 if page_bytes == 1 else page_bytes
        if path.stat().st_size < page_bytes * int.from_bytes(header[28:32], "big"):
            raise faults.damaged(path)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _has_content(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_size > 0
    return False


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _is_at_rest(path: Path) -> bool:
    """Whether all of the library is in its file, none in a log or journal beside it."""
    return not _has_content(_beside(path, "-wal")) and not _has_content(_beside(path, "-journal"))


# -- opening it ----------------------------------------------------------------


def _connected(path: Path, query: str, patience_s: float) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{query}",
        uri=True,
        timeout=patience_s,
        isolation_level=None,
        check_same_thread=False,
    )


def _distrustful(sql: sqlite3.Connection) -> None:
    """Nothing that a file's own schema says is run, and its pages are checked as they are read."""
    sql.execute("PRAGMA trusted_schema = OFF")
    sql.execute("PRAGMA cell_size_check = ON")
    sql.execute("PRAGMA foreign_keys = ON")


@cache
def _shape() -> schema.Shape:
    return schema.expected_shape()


def _check_schema(sql: sqlite3.Connection, path: Path) -> int:
    """The version found, which is this one or an earlier one."""
    version = schema.version_of(sql)
    if version > schema.VERSION:
        raise faults.from_the_future(path, version)
    if version < 1:
        raise faults.foreign(path)
    if version == schema.VERSION and schema.shape_of(sql) != _shape():
        raise faults.tampered(path)
    return version


def _examine(path: Path, patience_s: float) -> None:
    with closing(_connected(path, "mode=ro&immutable=1", patience_s)) as sql:
        _distrustful(sql)
        _check_schema(sql, path)


def _opened_for_reading(
    path: Path, patience_s: float, *, is_empty: bool, is_without_room: bool = False
) -> sqlite3.Connection:
    if is_empty:
        sql = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        for step in range(schema.VERSION):
            schema.bring_up_to_date(sql, step)
        return sql
    # A library with a write-ahead log needs files beside it even to be read, which its owner could
    # then not write to. So where this user cannot write, a library at rest is taken as unchanging;
    # and where the disk has no room for those files, so that a full disk can still be read.
    is_alone = _is_at_rest(path) and (is_without_room or not _is_writable(path))
    if _is_at_rest(path):
        _examine(path, patience_s)
    query = "mode=ro&immutable=1" if is_alone else "mode=ro"
    sql = _connected(path, query, patience_s)
    try:
        _distrustful(sql)
        if _check_schema(sql, path) < schema.VERSION:
            raise LibraryError(
                say(
                    "The library {file} was written by an earlier reader and cannot be "
                    "brought up to date where it may not be changed; copy it to a folder "
                    "of your own.",
                    file=shown(path),
                )
            )
    except sqlite3.OperationalError as error:
        sql.close()
        if faults.primary(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise LibraryError(
                say(
                    "The library {file} cannot be read without writing beside it, and its "
                    "folder does not allow that; copy it with its -wal file to a folder of "
                    "your own.",
                    file=shown(path),
                )
            ) from error
        raise
    except BaseException:
        sql.close()
        raise
    return sql


def _opened_for_writing(path: Path, patience_s: float, *, is_new: bool) -> sqlite3.Connection:
    if not is_new and _is_at_rest(path):
        _examine(path, patience_s)
    sql = _connected(path, "mode=rw", patience_s)
    try:
        _distrustful(sql)
        if is_new:
            _begin(sql)
        if _check_schema(sql, path) < schema.VERSION:
            from reader.library.migration import migrate

            migrate(sql, path, lambda: _check_schema(sql, path))
        _log_ahead(sql, patience_s)
        sql.execute("PRAGMA synchronous = FULL")
        sql.execute("PRAGMA journal_size_limit = 33554432")
    except BaseException:
        sql.close()
        raise
    return sql


def _begin(sql: sqlite3.Connection) -> None:
    """The first step alone: made with a rollback journal, so that there is never a file that has
    a header and not yet the mark of a library in it."""
    sql.execute("BEGIN EXCLUSIVE")
    try:
        # Another reader may have begun the same file in the meantime.
        if schema.version_of(sql) == 0 and not schema.shape_of(sql):
            for step in range(schema.VERSION):
                schema.bring_up_to_date(sql, step)
        sql.execute("COMMIT")
    except BaseException:
        if sql.in_transaction:
            sql.execute("ROLLBACK")
        raise


def _log_ahead(sql: sqlite3.Connection, patience_s: float) -> None:
    """Readers and a writer do not wait for each other with a write-ahead log.

    It needs memory shared between processes, which network folders lack: there the rollback
    journal stays. The change needs the file for itself, and SQLite does not always wait for that.
    """
    until = time.monotonic() + patience_s
    while True:
        try:
            sql.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            code = faults.primary(error)
            if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_CANTOPEN):
                sql.execute("PRAGMA journal_mode = DELETE")
            elif code == sqlite3.SQLITE_BUSY and time.monotonic() < until:
                time.sleep(_WAL_PAUSE_S)
                continue
            else:
                raise
        return
