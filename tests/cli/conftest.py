"""A library with two newspapers, and the command line run in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.library import Library
from reader.model import (
    Article,
    Issue,
    Listing,
    Newspaper,
    Paragraph,
    Role,
    Section,
)

BENCH = Path(__file__).resolve().parents[1] / "bench"
PROJECT = BENCH.parents[1]
READER = [sys.executable, "-m", "reader"]
SIZE = (100, 30)

KJRB = Newspaper(
    id="kjrb", name="科技日报", english_name="Science and Technology Daily", language="zh"
)
DAY = date(2024, 7, 6)
AT = datetime(2024, 7, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str


Reader = Callable[..., Said]


@pytest.fixture(autouse=True)
def own_directories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every directory of the reader lies in the test's own."""
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library.db"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "72")
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def reader(capsysbinary: pytest.CaptureFixture[bytes]) -> Reader:
    """Runs a command line and answers with what it said."""

    def run(*words: str) -> Said:
        status = main(words)
        out, err = capsysbinary.readouterr()
        return Said(status, out.decode(), err.decode())

    return run


def story(slug: str, headline: str, text: str = "", **fields: object) -> Article:
    words = text or f"The text of {headline}."
    return Article(
        slug=slug,
        headline=headline,
        blocks=(Paragraph(text=words),),
        **fields,  # type: ignore[arg-type]
    )


def issue_of(day: date, *, gaps: tuple[Listing, ...] = ()) -> Issue:
    return Issue(
        newspaper_id="kjrb",
        date=day,
        sections=(
            Section(
                name="要闻",
                page="01",
                articles=(
                    story("c1", "我国科学家取得新突破", "正文。" * 80, kicker="引题", deck="副题"),
                    story("c2", "Ways to Advance", byline="By GONG Qian", language="en"),
                    story("c3", "更正", role=Role.NOTICE),
                ),
            ),
            Section(
                name="综合",
                page="02",
                articles=(story("c4", "第二版头条"), story("c5", "第二版二条")),
            ),
        ),
        ledger=gaps,
    )


@pytest.fixture(name="issue_of")
def issues_by_day() -> Callable[..., Issue]:
    """Makes the issue of a day."""
    return issue_of


@pytest.fixture
def kjrb() -> Newspaper:
    """The newspaper whose issues they are."""
    return KJRB


@pytest.fixture
def at() -> datetime:
    """The moment at which everything is stored."""
    return AT


@pytest.fixture
def stocked(own_directories: Path) -> Path:
    """The path of a library with three issues of one newspaper."""
    path = own_directories / "library.db"
    with Library.open(path) as library:
        for day in (date(2024, 7, 3), date(2024, 7, 4), DAY):
            library.store(KJRB, issue_of(day), at=AT)
    return path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Starts a program in a pseudo-terminal."""
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    before = sys.modules.pop("terminal", None)
    from terminal import Terminal  # type: ignore[import-not-found]

    def start(argv: list[str] = READER, *, size: tuple[int, int] = SIZE, **environ: str) -> Any:
        return Terminal(argv, size=size, environ=environ)

    yield start
    sys.modules.pop("terminal", None)
    if before is not None:
        sys.modules["terminal"] = before
