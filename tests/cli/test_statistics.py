"""`reader stats`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.library import Library

NOW = datetime.now(UTC)


@pytest.fixture
def read(stocked: Path) -> Path:
    """Two articles read today, one a year and some days ago."""
    with Library.open(stocked) as library:
        library.mark_read("kjrb/2024-07-06/c1", at=NOW)
        library.mark_read("kjrb/2024-07-06/c2", at=NOW)
        library.mark_read("kjrb/2024-07-04/c4", at=NOW - timedelta(days=400))
    return stocked


def test_stats_are_printed_for_a_person(reader, read: Path) -> None:
    said = reader("stats")
    assert (said.status, said.err) == (0, "")
    assert "3 articles" in said.out
    assert "科技日报 要闻" in said.out
    assert "█" in said.out


def test_stats_are_printed_for_a_program(reader, read: Path) -> None:
    told = json.loads(reader("stats", "--format", "json").out)
    assert (told["articles"], told["streak"]["days"]) == (3, 1)
    assert [day["articles"] for day in told["days"]] == [1, 2]


def test_one_year_and_one_newspaper_are_counted(reader, read: Path) -> None:
    year = (NOW - timedelta(days=400)).astimezone().year
    told = json.loads(reader("stats", "--year", str(year), "--format", "json").out)
    assert told["articles"] == 1
    told = json.loads(reader("stats", "--paper", "科技日报", "--format", "json").out)
    assert told["articles"] == 3


def test_a_newspaper_that_is_not_known_is_said(reader, read: Path) -> None:
    said = reader("stats", "--paper", "kjrd")
    assert (said.status, said.out) == (1, "")
    assert "did you mean kjrb?" in said.err


@pytest.mark.parametrize("year", ["0", "10000", "next", "²", "-1", ""])
def test_a_year_that_is_none_is_misuse(reader, read: Path, year: str) -> None:
    said = reader("stats", f"--year={year}")
    assert (said.status, said.out) == (2, "")
    assert "a year is a whole number" in said.err


def test_nothing_read_is_said_and_is_an_object_for_a_program(reader, stocked: Path) -> None:
    said = reader("stats")
    assert (said.status, said.out) == (0, "")
    assert said.err == "Nothing is read yet.\n"
    assert json.loads(reader("stats", "--format", "json").out)["articles"] == 0


def test_a_library_that_is_damaged_ends_in_one_sentence(reader, read: Path) -> None:
    read.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    said = reader("stats")
    assert said.status == 1
    assert said.err.count("\n") == 1
