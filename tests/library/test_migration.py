from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections import namedtuple
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.library import Library, migration, schema
from reader.library.migration import copies_beside, let_old_go

OLD = Path(__file__).parent / "schemas" / f"v{schema.VERSION - 1}.sql"
AT = datetime(2024, 7, 6, 1, tzinfo=UTC)


@pytest.fixture
def old(path: Path) -> Path:
    """A library of the version before."""
    with closing(sqlite3.connect(path)) as sql:
        sql.executescript(OLD.read_text(encoding="utf-8"))
    return path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as sql:
        return int(sql.execute("PRAGMA user_version").fetchone()[0])


def test_the_old_library_is_kept_until_the_new_one_is_a_day_old(old: Path) -> None:
    before = old.read_bytes()
    Library.open(old).close()
    assert version_of(old) == schema.VERSION
    (copy,) = copies_beside(old)
    assert version_of(copy) == schema.VERSION - 1
    assert len(copy.read_bytes()) == len(before)
    let_old_go(old, datetime.now(UTC))
    assert copies_beside(old) == [copy]
    os.utime(copy, (time.time() - 90_000,) * 2)
    let_old_go(old, datetime.now(UTC))
    assert copies_beside(old) == []


def test_it_stays_where_the_new_one_is_damaged(old: Path) -> None:
    Library.open(old).close()
    (copy,) = copies_beside(old)
    os.utime(copy, (time.time() - 90_000,) * 2)
    content = bytearray(old.read_bytes())
    content[4096 * 3 :] = bytes(len(content) - 4096 * 3)
    old.write_bytes(content)
    let_old_go(old, datetime.now(UTC))
    assert copies_beside(old) == [copy]


def test_a_step_that_loses_a_bookmark_is_taken_back(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = (*schema.STEPS[-1], "DELETE FROM bookmark")
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS[:-1], last))
    with pytest.raises(LibraryError):
        Library.open(old)
    assert version_of(old) == schema.VERSION - 1
    monkeypatch.undo()
    with Library.open(old) as library:
        assert len(library.bookmarks()) == 1


def test_a_disk_without_room_for_all_keeps_what_a_person_made(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1, 1, 0))
    Library.open(old).close()
    (copy,) = copies_beside(old)
    with closing(sqlite3.connect(copy)) as sql:
        assert sql.execute("SELECT count(*) FROM bookmark").fetchone() == (1,)
        assert sql.execute("SELECT count(*) FROM issue").fetchone() == (0,)
    with Library.open(copy) as library:
        assert library.bookmarks()[0].note == "为什么留"


def test_where_no_copy_can_be_made_nothing_is_changed(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> bool:
        raise LibraryError("full")

    monkeypatch.setattr(migration.backups, "save", full)
    with pytest.raises(LibraryError):
        Library.open(old)
    assert version_of(old) == schema.VERSION - 1


def test_what_takes_a_while_is_told(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(migration, "tell", told.append)
    monkeypatch.setattr(migration, "_LARGE", 1)
    Library.open(old).close()
    assert len(told) == 1


def test_who_has_the_old_one_open_is_waited_for_and_loses_nothing(old: Path) -> None:
    """A program of the version before that writes while the library is brought up to date."""
    with closing(sqlite3.connect(old, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE bookmark SET note = 'eben noch'")
        with pytest.raises(LibraryError):
            Library.open(old, patience_s=0.1)
        other.execute("COMMIT")
        with Library.open(old) as library:
            assert library.bookmarks()[0].note == "eben noch"
            other.execute("UPDATE bookmark SET note = 'und noch'")
            assert library.bookmarks()[0].note == "und noch"
