"""Taking in what a person made from another library file."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.lang import say
from reader.library import belongings, faults
from reader.library.connection import Connection
from reader.text import shown

if TYPE_CHECKING:
    from reader.model import Belongings


def take_in(connection: Connection, backup: Path) -> Belongings:
    """Add what is not here; the file itself is not touched, so it is read from a copy, which an
    earlier version's is brought up to date in."""
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        copy = Path(folder) / "backup.db"
        try:
            for ending in ("", "-wal"):
                beside = backup.with_name(backup.name + ending)
                if not ending or beside.exists():
                    shutil.copyfile(beside, copy.with_name(copy.name + ending))
        except (OSError, ValueError) as error:
            raise LibraryError(
                say(
                    "The backup {file} cannot be read ({reason}); name another.",
                    file=shown(backup),
                    reason=shown(getattr(error, "strerror", None) or error),
                )
            ) from error
        try:
            opened = Connection.open(copy, create=False, read_only=False, patience_s=1)
        except LibraryError as error:
            # The file that the person named, and not the copy of it.
            error.args = (str(error).replace(shown(copy), shown(backup)),)
            raise
        with closing(opened) as theirs, theirs.reading() as read, connection.writing() as sql:
            return belongings.take_in(sql, belongings.rows_in(read))


def belongings_of(backup: Path) -> Belongings:
    """How much a backup holds; raises `Damaged` where it cannot be read."""
    import sqlite3

    try:
        with closing(
            sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as sql:
            sql.execute("SELECT count(*) FROM bookmark")
            return belongings.counted(sql)
    except sqlite3.Error as error:
        raise faults.told(error, backup) from error
