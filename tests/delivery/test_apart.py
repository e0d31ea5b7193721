"""An issue that another process brings in."""

from __future__ import annotations

import asyncio
import os
import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader import errors
from reader.delivery import Brought, Errand, apart, deliver_apart
from reader.errors import Absence, NotPublished, ReaderError, Unreachable
from reader.library import Library

if TYPE_CHECKING:
    from reader.model import Progress
    from reader.papers import Paper

DAY = date(2026, 11, 24)
DAYS = [date(2026, 11, 23), DAY]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="children are looked for in /proc")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "读报 的 书架"
    folder.mkdir()
    return folder / "library's.db"


@pytest.fixture
def press(press_kit: Any) -> Any:
    return press_kit.Press(press_kit.spec_for("F2"), seed=7)


def children() -> set[str]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {pid for task in tasks for pid in task.read_text().split()}


async def test_what_another_process_brings_is_in_the_library_and_was_told_of(
    press_kit: Any, press: Any, paper: Paper, path: Path
) -> None:
    told: list[Progress] = []
    before = children()
    with press_kit.serve(press, DAYS) as site:
        errand = Errand(paper=paper, day=DAY, library=path, base_url=site.url)
        brought = await deliver_apart(errand, told.append)
    with Library.open(path) as library:
        issue = library.issue("kjrb", DAY)
    assert issue is not None
    assert brought == Brought.of(issue)
    assert brought.stories > 10
    assert told[-1].is_finished
    stored = {key for progress in told for key in progress.stored}
    assert {f"kjrb/{DAY}/{article.slug}" for article in issue.articles} <= stored
    assert children() == before


async def test_what_goes_wrong_there_is_told_here_with_all_that_is_known_of_it(
    press_kit: Any, press: Any, paper: Paper, path: Path
) -> None:
    with press_kit.serve(press, DAYS) as site:
        errand = Errand(
            paper=paper, day=date(2026, 11, 20), library=path, base_url=site.url, language="zh"
        )
        with pytest.raises(NotPublished) as absent:
            await deliver_apart(errand, lambda _: None)
    assert absent.value.day == date(2026, 11, 20)
    assert absent.value.absence in Absence
    assert "无报" in str(absent.value)
    with pytest.raises(Unreachable):
        await deliver_apart(replace(errand, day=DAY), lambda _: None)


async def test_what_had_come_is_kept_where_it_is_called_off(
    press_kit: Any, press: Any, paper: Paper, path: Path
) -> None:
    before, has_come = children(), asyncio.Event()

    def report(progress: Progress) -> None:
        if progress.stored:
            has_come.set()

    with press_kit.serve(press, DAYS, latency_ms=100) as site:
        errand = Errand(paper=paper, day=DAY, library=path, base_url=site.url)
        task = asyncio.create_task(deliver_apart(errand, report))
        await asyncio.wait_for(has_come.wait(), 20)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert children() == before
    with Library.open(path) as library:
        outline = library.outline("kjrb", DAY)
    assert outline is not None
    assert any(outline.lines)


async def test_a_child_that_dies_is_a_fault_and_not_a_wait(
    paper: Paper, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_BEGIN", "import os, sys; sys.stdin.buffer.read(9); os._exit(9)")
    with pytest.raises(RuntimeError, match="without a word"):
        await deliver_apart(Errand(paper=paper, day=DAY, library=path), lambda _: None)


async def test_a_child_that_does_not_end_is_ended(
    paper: Paper, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = children()
    monkeypatch.setattr(apart, "_BEGIN", "import time; time.sleep(60)")
    monkeypatch.setattr(apart, "_LAST_WRITES_S", 0.1)
    errand = Errand(paper=paper, day=DAY, library=path)
    task = asyncio.create_task(deliver_apart(errand, lambda _: None))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert children() == before


def kinds(kind: type[ReaderError] = ReaderError) -> list[type[ReaderError]]:
    return [kind, *(found for one in kind.__subclasses__() for found in kinds(one))]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_every_error_comes_back_as_it_was(kind: type[ReaderError]) -> None:
    asked: dict[type[ReaderError], dict[str, Any]] = {
        errors.FromTheFuture: {"version": 9},
        errors.Removed: {"day": DAY},
    }
    error = kind("一句话。", **asked.get(kind, {}))
    error.note = "x"  # type: ignore[attr-defined]
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert str(again) == "一句话。"
    assert vars(again) == vars(error)
