"""Bringing in goes on where it was stopped, holds little, and adds nothing twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.delivery import Import, Stored
from reader.delivery.intake import run
from reader.papers import stand_of_papers
from tests.delivery.intake.containers import (
    AT,
    DAY,
    TODAY,
    Told,
    headlines,
    html,
    packed,
    record,
    zipped,
)

if TYPE_CHECKING:
    from reader.library import Library


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(
        packed(
            record(f"http://paper.example/{1000 + n}.htm", html(f"第{n}条", f"正文{n}。"))
            for n in range(30)
        )
    )
    return path


def stop_after(library: Library, path: Path, stored: int) -> None:
    """An import that is killed when so many issues have been told."""
    job = Import(library, stand_of_papers(), today=TODAY, at=AT)
    for event in job.events([path]):
        stored -= isinstance(event, run.Step)
        if stored < 0:
            return


def test_a_crawl_goes_on_where_it_was_killed(
    library: Library, crawl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_TOGETHER", 10)
    read: list[str] = []
    whole = Import._take

    def take(self: Import, found: run.Found) -> None:
        read.append(found.name)
        whole(self, found)

    monkeypatch.setattr(Import, "_take", take)
    stop_after(library, crawl, 0)
    first = len(read)
    assert 20 <= first < 30
    assert len(headlines(library, "kjrb", DAY)) == 20
    Told(library, crawl)
    assert len(read) == first + 10
    assert headlines(library, "kjrb", DAY) == [f"第{n}条" for n in range(30)]


@pytest.mark.parametrize("pages", [1, 7, 30])
def test_what_is_held_at_a_time_changes_nothing(
    library: Library, crawl: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    monkeypatch.setattr(run, "_TOGETHER", pages)
    assert Told(library, crawl).filed == [("kjrb", DAY, 30)]
    assert headlines(library, "kjrb", DAY) == [f"第{n}条" for n in range(30)]


def test_halves_of_a_torn_story_find_each_other_over_two_batches(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_TOGETHER", 1)
    first = html(text="江水东流。（下转第2版）")
    rest = html(text="（上接第1版）不复回头。").replace("第01版", "第02版")
    (tmp_path / "a.html").write_text(first, encoding="utf-8")
    (tmp_path / "b.html").write_text(rest, encoding="utf-8")
    Told(library, tmp_path)
    issue = library.issue("kjrb", DAY)
    assert issue is not None
    assert [article.text for article in issue.articles] == ["江水东流。\n\n不复回头。"]


def test_a_folder_that_grew_is_read_for_what_is_new(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(html("一号"), encoding="utf-8")
    Told(library, tmp_path)
    (tmp_path / "b.html").write_text(html("二号"), encoding="utf-8")
    told = Told(library, tmp_path)
    assert (len(told.known), told.new) == (1, 1)
    assert sorted(headlines(library, "kjrb", DAY)) == ["一号", "二号"]


def test_containers_in_a_folder_are_opened(library: Library, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "pages.zip").write_bytes(zipped([("a.html", html("压缩"))]))
    (tmp_path / "crawl.warc").write_bytes(record("http://paper.example/1009.htm", html("抓取")))
    (tmp_path / "c.html").write_text(html("网页"), encoding="utf-8")
    Told(library, tmp_path)
    assert sorted(headlines(library, "kjrb", DAY)) == sorted(["压缩", "抓取", "网页"])


def test_an_issue_is_told_when_it_is_in_the_library(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_TOGETHER", 4)
    for n in range(12):
        day = date(2024, 7, 1 + n // 3).isoformat()
        (tmp_path / f"{n:02}.html").write_text(html(f"第{n}条", day=day), encoding="utf-8")
    job = Import(library, stand_of_papers(), today=TODAY, at=AT)
    for event in job.events([tmp_path]):
        if isinstance(event, Stored):
            here = headlines(library, event.filed.newspaper_id, event.filed.date)
            assert len(here) == event.filed.articles == 3


def test_what_is_held_is_stored_when_it_is_stopped(library: Library, tmp_path: Path) -> None:
    for n in range(25):
        (tmp_path / f"{n:02}.html").write_text(html(f"第{n}条"), encoding="utf-8")
    job = Import(library, stand_of_papers(), today=TODAY, at=AT)
    next(iter(job.events([tmp_path])))
    job.close()
    assert len(headlines(library, "kjrb", DAY)) == 20


@pytest.mark.parametrize("name", ["gone.epub", "gone.zip", "gone.warc", "gone.html", "loop.html"])
def test_what_is_not_there_is_said_to_be_missing(
    library: Library, tmp_path: Path, name: str
) -> None:
    (tmp_path / "loop.html").symlink_to(tmp_path / "other.html")
    (tmp_path / "other.html").symlink_to(tmp_path / "loop.html")
    ((_, reason),) = Told(library, tmp_path / name).left_out
    assert reason.startswith("There is no file") or "symbolic links" in reason
