"""Backups of what a person made, kept beside the library.

A backup is a whole library file that has bookmarks with their articles and pictures, tags,
highlights, notes, what was read and how far, the reading list, settings, feeds and downloads, and
no issues: those can be fetched again, and a library of millions of articles cannot be copied every
day. It is written to a name of its own and then renamed, so there is never half a one; and since
one that cannot be written whole is not kept, a damaged library never pushes good backups out.

Which is newest is told by number and not by clock, which may have been set back.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Hashable, Sequence
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from reader.errors import LibraryError
from reader.lang import say
from reader.library import belongings, faults, schema
from reader.model import Backup, Belongings
from reader.text import shown

DAYS, WEEKS, MONTHS = 3, 4, 6
"""So many days, weeks and months that had a backup keep their last one."""
MOST_BYTES = 1024**3
"""All backups together; the two newest are kept whatever they weigh."""
_LEAST = 2
_STAMP = "%Y%m%dT%H%M%S"
_PATIENCE_S = 5.0


class Backups:
    """The backups of one library."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._name = re.compile(
            rf"{re.escape(library.name)}-([0-9]{{1,9}})-([0-9]{{8}}T[0-9]{{6}})\.backup"
        )

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self._library.with_name("backups")

    def listed(self) -> tuple[Backup, ...]:
        """All there are, the newest first."""
        found = []
        with suppress(OSError):
            for path in self.folder.iterdir():
                parts = self._name.fullmatch(path.name)
                if parts is None:
                    continue
                with suppress(OSError, ValueError):
                    found.append(
                        Backup(
                            path=path,
                            number=int(parts[1]),
                            made_at=datetime.strptime(parts[2], _STAMP).replace(tzinfo=UTC),
                            size=path.stat().st_size,
                        )
                    )
        return tuple(sorted(found, key=lambda each: each.number, reverse=True))

    def is_due(self, at: datetime) -> bool:
        """Whether the library was written to since the newest backup, which is another day's."""
        newest = next(iter(self.listed()), None)
        if newest is None:
            return True
        if newest.made_at.date() == at.astimezone(UTC).date():
            return False
        with suppress(OSError):
            backed_up = newest.path.stat().st_mtime
            return any(
                path.exists() and path.stat().st_mtime > backed_up
                for path in (self._library, self._library.with_name(self._library.name + "-wal"))
            )
        return False

    def keep_one(self, at: datetime) -> Backup | None:
        """Make one where one is due and there is something to keep; what goes wrong is left to
        the next time, and to `reader doctor`."""
        try:
            if not self._library.exists() or not self.is_due(at):
                return None
            return self.make(
                at, is_needed=lambda held: bool(held.bookmarks + held.read + held.listed)
            )
        except LibraryError:
            return None

    def make(
        self, at: datetime, *, is_needed: Callable[[Belongings], bool] = lambda _: True
    ) -> Backup | None:
        """Make one now and let go of those that are too many; None where it was not needed."""
        last = next(iter(self.listed()), None)
        number = last.number + 1 if last else 1
        at = at.astimezone(UTC)
        path = self.folder / f"{self._library.name}-{number:06}-{at.strftime(_STAMP)}.backup"
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            self._clear_away()
        except OSError as error:
            raise _not_written(self.folder, error) from error
        if not save(self._library, path, is_needed=is_needed):
            return None
        for each in superfluous(self.listed()):
            with suppress(OSError):
                each.path.unlink()
        return next((each for each in self.listed() if each.number == number), None)

    def _clear_away(self) -> None:
        """What a backup that was broken off left behind."""
        for path in self.folder.glob(f"{_literal(self._library.name)}-*.part*"):
            with suppress(OSError):
                path.unlink()


def _literal(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


def superfluous(backups: Sequence[Backup]) -> tuple[Backup, ...]:
    """Which of the backups, the newest first, need not be kept."""
    kept = [*_last_of(backups, lambda day: day, DAYS)]
    kept += _last_of(backups, lambda day: day.isocalendar()[:2], WEEKS)
    kept += _last_of(backups, lambda day: (day.year, day.month), MONTHS)
    numbers = {each.number for each in [*kept, *backups[:_LEAST]]}
    weight, within = 0, set()
    for n, each in enumerate(each for each in backups if each.number in numbers):
        weight += each.size
        if n < _LEAST or weight <= MOST_BYTES:
            within.add(each.number)
    return tuple(each for each in backups if each.number not in within)


def _last_of(
    backups: Sequence[Backup], span: Callable[[date], Hashable], most: int
) -> list[Backup]:
    last: dict[Hashable, Backup] = {}
    for each in backups:
        last.setdefault(span(each.made_at.date()), each)
    return list(last.values())[:most]


# -- writing one ---------------------------------------------------------------


def save(
    library: Path,
    path: Path,
    *,
    is_whole: bool = False,
    is_proven: bool = True,
    is_needed: Callable[[Belongings], bool] = lambda _: True,
) -> bool:
    """Write a library to a new file while it is in use, all of it or what a person made; whether
    it was needed. A damaged one is copied only where `is_proven` is not asked for. Raises
    `LibraryError`, and then there is no such file."""
    part = path.with_name(path.name + ".part")
    try:
        if path.exists():
            raise LibraryError(
                say("{file} exists and is left as it is; name another file.", file=shown(path))
            )
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            if not _written(library, part, is_whole=is_whole, is_needed=is_needed):
                return False
            if is_proven:
                _prove(part, library)
            _settle(part, path)
        finally:
            for ending in ("", "-journal", "-wal", "-shm"):
                part.with_name(part.name + ending).unlink(missing_ok=True)
    except sqlite3.Error as error:
        told = faults.told(error, library)
        if faults.primary(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN):
            told = _not_written(path, OSError(0, say("there is no room or no way to write")))
        raise told from error
    except OSError as error:
        raise _not_written(path, error) from error
    return True


def _not_written(path: Path, error: OSError) -> LibraryError:
    return LibraryError(
        say(
            "The backup {file} could not be written ({reason}); name another place or make room.",
            file=shown(path),
            reason=shown(error.strerror or error),
        )
    )


def _settle(part: Path, path: Path) -> None:
    """Give the finished file its name, so that it is there whatever happens next."""
    descriptor = os.open(part, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    part.rename(path)
    settle_folder(path.parent)


def settle_folder(folder: Path) -> None:
    """A folder's names outlive a power cut; not every system lets one ask for that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _written(
    library: Path, part: Path, *, is_whole: bool, is_needed: Callable[[Belongings], bool]
) -> bool:
    source = f"{library.absolute().as_uri()}?mode=ro"
    if is_whole:
        with (
            closing(sqlite3.connect(source, uri=True, timeout=_PATIENCE_S)) as theirs,
            closing(sqlite3.connect(part)) as ours,
        ):
            theirs.backup(ours, pages=4096)
        return True
    with closing(
        sqlite3.connect(
            f"{part.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=_PATIENCE_S,
            isolation_level=None,
        )
    ) as sql:
        sql.execute("PRAGMA trusted_schema = OFF")
        sql.execute("ATTACH ? AS library", (source,))
        sql.execute("BEGIN")
        # The same shape as the library's, which may be one that is about to be brought up to date.
        version = int(sql.execute("PRAGMA library.user_version").fetchone()[0])
        for step in range(min(version, schema.VERSION)):
            schema.bring_up_to_date(sql, step)
        belongings.copy_across(sql, "library")
        sql.execute("UPDATE newspaper SET unread = 0")
        if not is_needed(belongings.counted(sql)):
            return False
        sql.execute("COMMIT")
    return True


def _prove(part: Path, library: Path) -> None:
    """A copy that is not whole is none."""
    with closing(sqlite3.connect(part)) as sql:
        is_whole = sql.execute("PRAGMA quick_check(1)").fetchone() == ("ok",) and all(
            belongings.is_whole_copy(copy) for (copy,) in sql.execute("SELECT copy FROM bookmark")
        )
    if not is_whole:
        raise faults.damaged(library)
