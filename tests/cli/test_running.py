"""Whatever happens ends in a sentence and an exit status, never in a traceback."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli import clippings, running, terminal
from reader.errors import (
    Busy,
    Damaged,
    FromTheFuture,
    NotPublished,
    ReaderError,
    ReadOnly,
    Unreachable,
)


def failing(error: BaseException) -> Callable[[argparse.Namespace], int]:
    def fail(_: argparse.Namespace) -> int:
        terminal.write("before\n")
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ReaderError("Something."), 1),
        (Unreachable("No way there."), 1),
        (NotPublished("No issue."), 4),
        (Busy("Somebody has it."), 1),
        (Damaged("It is damaged."), 1),
        (FromTheFuture("It is newer.", version=9), 1),
        (ReadOnly("It is read-only."), 1),
    ],
)
def test_an_error_of_ours_is_its_sentence(reader, monkeypatch, error, status: int) -> None:
    monkeypatch.setattr(clippings, "bookmarks", failing(error))
    said = reader("bookmarks")
    assert (said.status, said.out, said.err) == (status, "before\n", f"{error}\n")


def test_a_sentence_is_cleaned_and_short(reader, monkeypatch) -> None:
    monkeypatch.setattr(clippings, "bookmarks", failing(ReaderError("a\x1b[2J\n" + "b" * 900)))
    said = reader("bookmarks")
    assert "\x1b" not in said.err
    assert said.err.count("\n") == 1
    assert len(said.err) <= 301


def test_ctrl_c_is_status_130_without_a_word(reader, monkeypatch) -> None:
    monkeypatch.setattr(clippings, "bookmarks", failing(KeyboardInterrupt()))
    said = reader("bookmarks")
    assert (said.status, said.out, said.err) == (130, "before\n", "")


def test_a_closed_pipe_is_silent(reader, monkeypatch) -> None:
    monkeypatch.setattr(clippings, "bookmarks", failing(BrokenPipeError()))
    monkeypatch.setattr(terminal, "abandon_stdout", lambda: None)
    said = reader("bookmarks")
    assert (said.status, said.err) == (0, "")


def test_a_full_disk_under_stdout_is_a_sentence(reader, monkeypatch) -> None:
    monkeypatch.setattr(clippings, "bookmarks", failing(terminal.OutputFailed("No space left")))
    monkeypatch.setattr(terminal, "abandon_stdout", lambda: None)
    said = reader("bookmarks")
    assert (said.status, said.err) == (1, "The output could not be written (No space left).\n")


def test_a_fault_of_ours_is_a_sentence_and_its_details_are_in_the_log(
    reader, monkeypatch, own_directories: Path
) -> None:
    monkeypatch.setattr(clippings, "bookmarks", failing(ZeroDivisionError("by nought")))
    said = reader("bookmarks")
    assert said.status == 1
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    log = next(own_directories.rglob("reader.log"))
    assert "ZeroDivisionError: by nought" in log.read_text(encoding="utf-8")


def test_a_fault_without_a_place_for_the_log_is_a_sentence_too(
    reader, monkeypatch, own_directories: Path
) -> None:
    (own_directories / "state").write_text("a file where the folder would be")
    monkeypatch.setattr(clippings, "bookmarks", failing(RuntimeError("x")))
    said = reader("bookmarks")
    assert said.status == 1
    assert "no log could be written" in said.err


def test_the_log_does_not_grow_for_ever(reader, monkeypatch, own_directories: Path) -> None:
    monkeypatch.setattr(running, "_LARGEST_LOG", 10)
    monkeypatch.setattr(clippings, "bookmarks", failing(RuntimeError("x")))
    for _ in range(3):
        reader("bookmarks")
    assert len(list(own_directories.rglob("reader*.log"))) == 2


@pytest.mark.parametrize(
    ("content", "name"), [(b"not a database at all" * 100, "library.db"), (b"", "no/such/../x.db")]
)
def test_a_library_that_is_none_is_a_sentence(
    reader, own_directories: Path, content: bytes, name: str
) -> None:
    path = own_directories / "library.db"
    path.write_bytes(content)
    said = reader("--library", str(own_directories / name), "bookmarks")
    assert said.status in (0, 1)
    assert said.err.count("\n") == 1


def test_a_library_that_is_a_folder_is_a_sentence(reader, own_directories: Path) -> None:
    said = reader("--library", str(own_directories), "bookmarks")
    assert said.status == 1
    assert said.err.count("\n") == 1


def process(*words: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "reader", *words],
        capture_output=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
        **more,  # type: ignore[call-overload]
    )


def test_output_is_utf_8_in_any_locale(stocked: Path) -> None:
    for locale in ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"LANG": ""}):
        for form in ("text", "md", "json", "jsonl"):
            said = process(
                "show", "科技日报", "latest", "--format", form, env={**os.environ, **locale}
            )
            assert said.returncode == 0, said.stderr
            assert "我国科学家取得新突破" in said.stdout.decode()


def test_a_reader_that_stops_reading_is_no_error(stocked: Path) -> None:
    command = f"{sys.executable} -m reader show kjrb latest --format jsonl | head -c 20"
    said = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert said.stderr == b""
    assert said.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", [("--help",), ("--version",), ("issues", "kjrb")])
def test_a_full_device_is_one_sentence(stocked: Path, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(
            [sys.executable, "-m", "reader", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
            cwd=Path(__file__).parents[2],
        )
    assert said.returncode == 1
    assert said.stderr.decode().count("\n") == 1
    assert "could not be written" in said.stderr.decode()


def test_sigterm_ends_a_command_quietly() -> None:
    code = (
        "import os, sys, signal\n"
        "from reader.cli import clippings, running\n"
        "def wait(options):\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    for _ in range(10**9): pass\n"
        "clippings.bookmarks = wait\n"
        "sys.argv = ['reader', 'bookmarks']\n"
        "from reader.cli import main\n"
        "sys.exit(main())\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert said.returncode == 128 + signal.SIGTERM
    assert said.stderr == b""


def test_only_a_process_of_its_own_takes_the_signal_over(reader) -> None:
    before = signal.getsignal(signal.SIGTERM)
    reader("papers")
    assert signal.getsignal(signal.SIGTERM) is before
