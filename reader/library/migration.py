"""Bringing an earlier version's library up to date, with the old one kept until the new is proven.

All steps are one transaction, so whatever ends it leaves the old library or the new one. Another
program that has the file open waits, or goes on with what it sees: the file is never replaced, for
whoever has it open would go on writing into the one that is gone. Against what no transaction
helps, a mistake in a step for one, a copy lies beside it under the old version's number. It is made
while nobody can write, and goes a day later, when the new library was found to be whole.

Where the disk has no room for a copy of everything, what a person made is copied: all else can be
fetched again.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from reader.errors import LibraryError
from reader.lang import say
from reader.library import backups, belongings, faults, schema
from reader.text import shown

tell: Callable[[str], None] = lambda _: None  # noqa: E731 - whoever talks to a person puts it here
"""Hears of what takes a while."""

_LARGE = 64 * 1024**2
"""Bytes of a library whose copying is told of."""
_SPARE = 32 * 1024**2
_KEPT_S = 24 * 3600


def migrate(sql: sqlite3.Connection, path: Path, check: Callable[[], object]) -> None:
    """Take every step that is wanting. `check` raises where the shape is not the expected one."""
    sql.execute("BEGIN IMMEDIATE")
    try:
        version = schema.version_of(sql)
        if version < schema.VERSION:
            before = belongings.counted(sql)
            _copy(path, version)
            for step in range(version, schema.VERSION):
                schema.bring_up_to_date(sql, step)
            check()
            if belongings.counted(sql) != before or not _is_whole(sql):
                raise faults.damaged(path)
        sql.execute("COMMIT")
    except BaseException:
        if sql.in_transaction:
            with suppress(sqlite3.Error):
                sql.execute("ROLLBACK")
        raise


def _is_whole(sql: sqlite3.Connection) -> bool:
    """Whether what a person made is, and where that is soon done everything."""
    (pages,) = sql.execute("PRAGMA page_count").fetchone()
    (size,) = sql.execute("PRAGMA page_size").fetchone()
    if pages * size <= _LARGE:
        return bool(sql.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    return all(
        sql.execute(f"PRAGMA quick_check({table})").fetchone() == ("ok",)
        for table in belongings.TABLES
    )


def _name(path: Path, version: int) -> Path:
    return path.with_name(f"{path.name}.v{version}")


def _copy(path: Path, version: int) -> None:
    """The library as it is, beside it."""
    copy = _name(path, version)
    size = path.stat().st_size
    with suppress(FileNotFoundError):
        # Of an attempt that came to nothing.
        copy.unlink()
    if size > _LARGE:
        tell(
            say(
                "Bringing the library up to date; the old one is kept as {file} for a day…",
                file=shown(copy),
            )
        )
    has_room = shutil.disk_usage(path.absolute().parent).free > size + _SPARE
    try:
        backups.save(path, copy, is_whole=has_room, is_proven=False)
    except LibraryError:
        if not has_room:
            raise
        # The disk may have filled up meanwhile.
        backups.save(path, copy, is_proven=False)


def let_old_go(path: Path, now: datetime) -> None:
    """Remove the copy of before an update, a day after it, if the library is whole."""
    for copy in copies_beside(path):
        with suppress(OSError, LibraryError, sqlite3.Error):
            if abs(now.timestamp() - copy.stat().st_mtime) < _KEPT_S:
                continue
            uri = f"{path.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as sql:
                is_whole = schema.version_of(sql) >= schema.VERSION and _is_whole(sql)
            if is_whole:
                copy.unlink()


def copies_beside(path: Path) -> list[Path]:
    """The libraries of before an update that are still there."""
    name = re.compile(rf"{re.escape(path.name)}\.v[0-9]{{1,4}}")
    with suppress(OSError):
        return sorted(each for each in path.parent.iterdir() if name.fullmatch(each.name))
    return []
