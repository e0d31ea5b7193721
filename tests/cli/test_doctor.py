from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import termios
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import asking, checks
from reader.cli.checks import Verdict
from reader.library import Library

from .conftest import AT, DAY, Reader

if TYPE_CHECKING:
    import pytest


def test_doctor_is_content_with_a_whole_library(stocked: Path, reader: Reader) -> None:
    said = reader("doctor")
    assert said.status == 0
    assert "whole" in said.out
    assert said.err == ""


def test_doctor_says_all_to_programs_too(stocked: Path, reader: Reader) -> None:
    told = json.loads(reader("doctor", "--format", "json").out)
    assert told["verdict"] in ("good", "note")
    subjects = {each["subject"] for each in told["findings"]}
    assert {"library", "disk", "backups", "config", "papers", "terminal", "network"} <= subjects


def test_doctor_tells_and_mends_a_damaged_library(stocked: Path, reader: Reader) -> None:
    with Library.open(stocked) as opened:
        key = opened.issue("kjrb", DAY)
        assert key is not None
        slug = next(key.articles).slug
        opened.bookmark(f"kjrb/2024-07-06/{slug}", at=AT, note="留着")
    content = bytearray(stocked.read_bytes())
    content[:4096] = bytes(4096)
    stocked.write_bytes(content)
    said = reader("doctor")
    assert said.status == 1
    assert "→" in said.out
    said = reader("doctor", "--fix")
    assert said.status == 0, said
    assert "1 bookmark" in said.err
    with Library.open(stocked) as opened:
        assert [b.note for b in opened.bookmarks()] == ["留着"]


def test_doctor_leaves_what_was_never_a_library(tmp_path: Path, reader: Reader) -> None:
    other = tmp_path / "library.db"
    other.write_bytes(b"my diary\n" * 3000)
    assert reader("doctor", "--fix").status == 1
    assert other.read_bytes() == b"my diary\n" * 3000


def test_doctor_names_what_is_wrong_in_files_of_ones_own(
    own_directories: Path, stocked: Path, reader: Reader
) -> None:
    folder = own_directories / "config" / "reader"
    (folder / "papers").mkdir(parents=True)
    (folder / "reader.toml").write_text("measure = 7\n")
    (folder / "papers" / "mine.toml").write_text("id = 3\n")
    said = reader("doctor")
    assert said.status == 1
    assert "measure" in said.out
    assert "mine.toml" in said.out


def test_a_small_or_plain_terminal_is_told_of() -> None:
    findings = list(checks.terminal({"TERM": "dumb", "LANG": "C"}))
    assert {each.verdict for each in findings} == {Verdict.GOOD, Verdict.NOTE}


def test_signs_of_two_cells_are_told_with_a_remedy() -> None:
    (finding,) = checks.width({"文": 2, "—": 2})
    assert finding.verdict is Verdict.BAD
    assert "narrow" in finding.remedy
    (finding,) = checks.width({"文": 2, "—": 1})
    assert finding.verdict is Verdict.GOOD


def test_a_terminal_that_does_not_answer_is_waited_for_a_moment_only_and_left_as_it_was() -> None:
    main, other = pty.openpty()
    try:
        before = termios.tcgetattr(other)
        program = "from reader.cli import asking; import sys; sys.exit(asking.widths() is None)"
        done = subprocess.run(
            [sys.executable, "-c", program],
            stdin=other,
            stdout=other,
            timeout=30,
            env={**os.environ, "TERM": "xterm"},
        )
        assert done.returncode == 1
        assert termios.tcgetattr(other) == before
    finally:
        os.close(main)
        os.close(other)


def test_without_a_terminal_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert asking.widths() is None


def test_backup_and_restore_go_there_and_back(
    stocked: Path, reader: Reader, tmp_path: Path
) -> None:
    with Library.open(stocked) as opened:
        issue = opened.issue("kjrb", DAY)
        assert issue is not None
        key = f"kjrb/2024-07-06/{next(issue.articles).slug}"
        opened.bookmark(key, at=AT, note="留着")
    written = reader("backup").out.strip()
    assert Path(written).is_file()
    assert reader("backup", str(tmp_path / "own.backup")).status == 0
    assert reader("backup", str(tmp_path / "own.backup")).status == 1
    with Library.open(stocked) as opened:
        opened.unbookmark(key)
    assert "1 bookmark" in reader("restore").out
    assert "1 bookmark" in reader("restore", "1").err
    assert "already" in reader("restore", "latest").err
    with Library.open(stocked) as opened:
        assert [b.note for b in opened.bookmarks()] == ["留着"]
    said = reader("restore", str(Path(__file__)))
    assert said.err.startswith(f"{Path(__file__)} is not a library"), said.err
    assert reader("restore", "17").status == 2 or reader("restore", "17").status == 1


def test_what_is_written_by_a_command_is_backed_up_after_it(stocked: Path, reader: Reader) -> None:
    with Library.open(stocked) as opened:
        opened.mark_read("kjrb/2024-07-06/x", at=datetime.now(UTC))
    reader("bookmarks")
    assert len(list((stocked.parent / "backups").iterdir())) == 1
    reader("bookmarks")
    assert len(list((stocked.parent / "backups").iterdir())) == 1


def test_a_backup_of_no_library_is_one_sentence(reader: Reader, tmp_path: Path) -> None:
    said = reader("backup")
    assert said.status == 1
    assert said.err.count("\n") == 1
