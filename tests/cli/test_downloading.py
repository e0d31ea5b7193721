"""`reader download`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from reader.delivery.lock import one_downloader
from reader.library import Library
from reader.model import DayState, PicturesWanted

DAYS = [date(2026, 11, 23), date(2026, 11, 24)]
SPAN = "2026-11-23..2026-11-24"
AT = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def site(press_kit: Any) -> Iterator[Any]:
    spec = press_kit.spec_for(
        "F1", pages=4, weekend_pages=4, articles=(3, 4), english_page=0, ad_page=0
    )
    with press_kit.serve(press_kit.Press(spec, seed=7), DAYS) as site:
        yield site


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def test_whole_issues_come_and_each_is_a_line(reader, site: Any, path: Path) -> None:
    said = reader("download", "人民日报", SPAN, "--base-url", site.url)
    assert said.status == 0, said.err
    assert said.out == "rmrb 2026-11-24 done\nrmrb 2026-11-23 done\n"
    assert said.err == ""
    listed = reader("download", "--list").out
    assert listed == f"1 rmrb 人民日报 {SPAN} 2/2\n"
    # Alone it goes on with what is unfinished, and nothing is.
    again = reader("download", "--base-url", site.url)
    assert (again.status, again.out) == (0, "")


def test_a_day_without_an_issue_is_told_whatever_else_came(reader, site: Any) -> None:
    assert reader("download", "rmrb", "2026-11-24", "--base-url", site.url).status == 0
    said = reader("download", "rmrb", "2026-11-22", "--base-url", site.url)
    assert said.status == 4
    assert said.err.startswith("人民日报 has no issue on 2026-11-22")
    assert reader("remove", "rmrb", "2026-11-24", "--yes").status == 0
    said = reader("download", "rmrb", "2026-11-24", "--base-url", site.url)
    assert said.status == 1
    assert said.err.startswith("You removed the issue of 人民日报 of 2026-11-24")


def test_without_a_terminal_there_is_no_bar(reader, site: Any) -> None:
    said = reader("download", "rmrb", SPAN, "--no-pictures", "--base-url", site.url)
    assert "\x1b" not in said.out + said.err
    assert "\r" not in said.out + said.err


def test_what_goes_wrong_is_named_and_can_be_retried(
    reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.errors import Unreachable

    async def down(*_: Any, **__: Any) -> None:
        raise Unreachable("人民日报 of 2026-11-24, first page: it takes no connections.")

    monkeypatch.setattr("reader.delivery.downloading.deliver", down)
    said = reader("download", "rmrb", SPAN)
    assert said.status == 1
    assert "人民日报 of 2026-11-24" in said.err
    assert "--retry" in said.err
    listed = reader("download", "--list").out
    assert "0/2, 1 lacking, unfinished" in listed
    assert "    2026-11-24 人民日报 of 2026-11-24" in listed
    assert reader("download", "--retry").status == 1


def test_today_is_quiet_and_says_one_sentence_when_it_fails(
    reader, stocked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.errors import FetchError, NotPublished

    asked: list[str] = []

    async def absent(paper: Any, *_: Any, **__: Any) -> None:
        asked.append(paper.id)
        raise NotPublished("no issue today.")

    async def broken(*_: Any, **__: Any) -> None:
        raise FetchError("the site answered 500.")

    monkeypatch.setattr("reader.delivery.downloading.deliver", absent)
    said = reader("download", "--today")
    assert (said.status, said.out, said.err) == (0, "", "")
    # Every newspaper of the library that can be fetched.
    assert asked == ["kjrb"]
    monkeypatch.setattr("reader.delivery.downloading.deliver", broken)
    said = reader("download", "--today")
    assert (said.status, said.out) == (1, "")
    assert said.err == "科技日报: the site answered 500.\n"

    async def unreachable(*_: Any, **__: Any) -> None:
        raise FetchError("科技日报 of 2026-11-24, first page: it takes no connections.")

    monkeypatch.setattr("reader.delivery.downloading.deliver", unreachable)
    said = reader("download", "--today")
    assert said.err == "科技日报 of 2026-11-24, first page: it takes no connections.\n"


def test_a_second_one_leaves_what_it_wants_to_the_first(reader, path: Path, stocked: Path) -> None:
    with one_downloader(path):
        said = reader("download", "rmrb", SPAN)
        assert said.status == 1
        assert str(os.getpid()) in said.err
        quiet = reader("download", "--today")
        assert (quiet.status, quiet.out, quiet.err) == (0, "", "")
    with Library.open(path) as library:
        assert {wish.newspaper_id for wish in library.downloads.all()} == {"rmrb", "kjrb"}


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--today", "rmrb", SPAN), "--today"),
        (("--all", "rmrb"), "--all"),
        (("--retry", "7"), "7"),
        (("--pause", "7"), "7"),
        (("--cancel", "7"), "7"),
        (("rmrb", "2026-13-45"), "month 13"),
        (("rmrb", "2099"), "still to come"),
        (("no-such-paper",), "no-such-paper"),
        (("rmrb", "--quota", "much"), "--quota"),
        (("rmrb", "--quota", "3"), "--quota"),
        (("rmrb", "--base-url", "ftp://x"), "--base-url"),
        (("--all",), "download PAPER"),
        (("sample",), "came with the reader"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(
    reader, words: tuple[str, ...], hint: str
) -> None:
    said = reader("download", *words)
    assert said.status == 1
    assert hint in said.err
    assert said.err.count("\n") == 1


def test_downloads_are_paused_and_given_up_by_their_number(reader, path: Path) -> None:
    with Library.open(path) as library:
        for name in ("rmrb", "kjrb"):
            library.downloads.wish(name, *DAYS, at=AT)
    assert reader("download", "--pause", "2").status == 0
    assert reader("download", "--cancel", "1").status == 0
    assert reader("download", "--list").out == f"2 kjrb 科技日报 {SPAN} 0/2, paused\n"
    with Library.open(path) as library:
        (wish,) = library.downloads.all()
        assert wish.is_paused


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ((), PicturesWanted.ARTICLES),
        (("--no-pictures",), PicturesWanted.NONE),
        (("--page-pictures",), PicturesWanted.PAGES),
    ],
)
def test_pictures_are_those_that_are_wanted(
    reader, path: Path, options: tuple[str, ...], wanted: PicturesWanted
) -> None:
    with one_downloader(path):
        reader("download", "rmrb", "2026-11", *options)
    with Library.open(path) as library:
        (wish,) = library.downloads.all()
    assert wish.pictures is wanted
    assert wish.first == date(2026, 11, 1)


def test_days_that_were_all_without_an_issue_have_a_status_of_their_own(
    reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.errors import NotPublished

    async def absent(*_: Any, **__: Any) -> None:
        raise NotPublished("no issue.")

    monkeypatch.setattr("reader.delivery.downloading.deliver", absent)
    assert reader("download", "rmrb", SPAN).status == 4
    with Library.open(Path(os.environ["READER_LIBRARY"])) as library:
        assert {one.state for one in library.downloads.days(1).values()} == {DayState.NONE_PRINTED}


def test_a_quota_that_cannot_be_read_is_said(reader, own_directories: Path) -> None:
    config = own_directories / "config" / "reader" / "reader.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[library]\nquota = "2 apples"\n')
    said = reader("download", "--list")
    assert said.status == 0
    assert "library.quota" in said.err
