"""Arguments: misuse is one clean sentence and exit status 2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader import __version__
from reader.cli.arguments import COMMANDS, FORMATS, arguments


def test_version(reader) -> None:
    for words in (["--version"], ["-V"], ["--library", "x", "--version"]):
        said = reader(*words)
        assert (said.status, said.out) == (0, f"reader {__version__}\n")


def test_help_names_every_command(reader) -> None:
    said = reader("--help")
    assert said.status == 0
    assert set(COMMANDS) <= set(said.out.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(reader, command: str) -> None:
    said = reader(command, "--help")
    assert said.status == 0
    assert said.out.startswith(f"usage: reader {command}")
    assert "--library PATH" in said.out


@pytest.mark.parametrize(
    "words",
    [
        ["nosuch"],
        ["show"],
        ["show", "a", "b", "c", "d"],
        ["papers", "--nosuch"],
        ["parse", "x", "--format", "html"],
        ["parse", "x", "--width", "0"],
        ["parse", "x", "--width", "-3"],
        ["parse", "x", "--width", "٧٢"],
        ["parse", "x", "--width", "99999"],
        ["--lib", "x"],
    ],
)
def test_misuse_is_one_sentence_and_status_2(reader, words: list[str]) -> None:
    said = reader(*words)
    assert said.status == 2
    assert said.out == ""
    assert said.err.startswith("reader")
    assert said.err.count("\n") == 1


def test_a_misspelt_command_names_the_nearest(reader) -> None:
    assert "did you mean bookmarks?" in reader("bookmark").err


def test_a_file_for_a_command_names_open(reader) -> None:
    assert "reader open page.html" in reader("page.html").err


@pytest.mark.parametrize(
    "word", ["\x1b[2J", "\x9b2J", "\u202eabc", "a\nb\nc", "x" * 5000, "\udcff", "[bold]"]
)
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_what_is_odd_in_an_argument_never_reaches_the_terminal(
    reader, word: str, place: int
) -> None:
    words = [[word], ["papers", word], ["show", word, "latest"], ["parse", "x", "--format", word]]
    said = reader(*words[place])
    assert said.status in (1, 2)
    assert said.err.count("\n") == 1
    assert len(said.err) <= 310
    assert re.sub(r"[^\x00-\x1f\x7f-\x9f\u202e]", "", said.err) == "\n"


@pytest.mark.parametrize("words", [["--library", "a", "papers"], ["papers", "--library", "a"]])
def test_library_stands_before_or_after_the_command(words: list[str]) -> None:
    assert arguments().parse_args(words).library == "a"


def test_the_later_library_wins_and_none_leaves_the_earlier() -> None:
    parse = arguments().parse_args
    assert parse(["--library", "a", "papers", "--library", "b"]).library == "b"
    assert not hasattr(parse(["papers"]), "library")


def test_a_relative_day_is_no_option() -> None:
    assert arguments().parse_args(["fetch", "kjrb", "-3"]).when == "-3"


def test_the_readme_names_every_command_and_option() -> None:
    readme = Path(__file__).parents[2] / "README.md"
    if not readme.exists():
        pytest.skip("no README beside the tests")
    text = readme.read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"reader {command}" in text
    for option in (
        "--library",
        "--format",
        "--width",
        "--explain",
        "--url",
        "--base-url",
        "--again",
        "--restore",
        "--ledger",
        "--versions",
        "--yes",
    ):
        assert option in text
    assert all(form in text for form in FORMATS)
