"""The index is brought up to date by the way, and disturbs nobody."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from reader.app import catchingup
from reader.app.app import ReaderApp
from reader.app.catchingup import CatchingUp
from reader.library import Library
from tests.app.conftest import KJRB, NOON, issue_of

if TYPE_CHECKING:
    from pathlib import Path

AppOn = Callable[..., ReaderApp]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catchingup, "QUIET_S", 0.0)


@pytest.mark.usefixtures("impatient")
def test_all_that_is_not_indexed_is_indexed(library: Library) -> None:
    assert library.indexing.stale_count() > 10
    CatchingUp(library.path).work()
    assert library.indexing.stale_count() == 0


@pytest.mark.usefixtures("impatient")
def test_once_all_is_done_it_looks_again_later_only(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    catching_up = CatchingUp(library.path)
    assert catching_up.may_begin
    catching_up.work()
    assert not catching_up.may_begin
    monkeypatch.setattr(catchingup, "LOOK_S", 0.0)
    assert catching_up.may_begin


def test_nothing_is_done_while_somebody_is_at_the_keys(library: Library) -> None:
    catching_up = CatchingUp(library.path)
    catching_up.note_input()
    assert not catching_up.may_begin
    before = library.indexing.stale_count()
    catching_up.work()
    assert library.indexing.stale_count() == before


def test_a_batch_is_the_last_once_a_key_is_pressed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1, 4):
        day = date(2023, 1, n)
        library.store(KJRB, issue_of(KJRB, day, 200), at=NOON + timedelta(days=n))
    catching_up = CatchingUp(library.path)
    catching_up._last_input = time.monotonic() - 60
    batches = []
    from reader.library.indexing import Indexing

    real = Indexing.catch_up

    def pressed_meanwhile(self: Indexing, most: int = 1) -> int:
        batches.append(most)
        catching_up.note_input()
        return real(self, most)

    monkeypatch.setattr(Indexing, "catch_up", pressed_meanwhile)
    catching_up.work()
    assert len(batches) == 1
    assert library.indexing.stale_count() > 0


@pytest.mark.usefixtures("impatient")
def test_another_program_that_writes_is_left_in_peace(library: Library) -> None:
    catching_up = CatchingUp(library.path)
    with Library.open(library.path) as other, other._connection.writing():
        catching_up.work()
    assert library.indexing.stale_count() > 0


@pytest.mark.usefixtures("impatient")
def test_a_file_that_is_gone_hinders_nobody(tmp_path: Path) -> None:
    CatchingUp(tmp_path / "nowhere.db").work()
    assert not (tmp_path / "nowhere.db").exists()


@pytest.mark.usefixtures("impatient")
def test_the_end_of_the_app_is_its_end(library: Library) -> None:
    catching_up = CatchingUp(library.path)
    catching_up.end()
    catching_up.work()
    assert not catching_up.may_begin
    assert library.indexing.stale_count() > 0


@pytest.mark.usefixtures("impatient")
async def test_the_app_indexes_while_nothing_is_pressed(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.app.app.EVERY_S", 0.01)
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        while library.indexing.stale_count():
            await pilot.pause(0.01)
    assert not app.catching_up.may_begin
