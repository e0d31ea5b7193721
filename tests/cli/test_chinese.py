"""What the commands say where Chinese is spoken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.lang import speak

_ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("READER_LANG", "zh")
    yield
    speak("en")


def spoken(text: str) -> str:
    """The text without commands, options, addresses and names of files."""
    return re.sub(r"`[^`]*`|--[a-z-]+|https?(?:://\S+)?|(?<![\w])/\S+|“[^”]*”", "", text)


@pytest.mark.parametrize(
    "words",
    [
        ("issues", "no-such-paper"),
        ("issues", "sample", "1999-01-01"),
        ("show", "kjrb", "2024-07-05"),
        ("show", "kjrb", "2024-07-06", "99"),
        ("show", "kjrb", "2024-07-06", "没有的标题"),
        ("show", "kjrb", "2024-07-06", "--versions"),
        ("show", "kjrb", "32 July"),
        ("cite", "kjrb", "2024-07-06", "01"),
        ("remove", "kjrb", "2024-07-06"),
        ("remove", "kjrb", "2024-07-06", "01", "--yes"),
        ("open", "no-such-file"),
        ("open", "http://["),
        ("import", "no-such-folder"),
        ("fetch", "no-such-paper"),
        ("fetch", "kjrb", "2999-01-01"),
        ("fetch", "kjrb", "2000-01-01..2024-01-01"),
        ("fetch", "kjrb", "--base-url", "x"),
        ("fetch", "kjrb", "--archive", "x"),
    ],
)
def test_a_failure_is_told_in_chinese(reader, stocked: Path, words: tuple[str, ...]) -> None:
    said = reader(*words)
    assert said.status == 1
    assert said.err.strip()
    told = spoken(said.err)
    for word in words:
        told = told.replace(word, "")
    assert not _ENGLISH.findall(told)
    assert said.err.strip()[-1] in "。？"


def test_the_configuration_chooses_the_language_of_commands_too(
    reader, stocked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("READER_LANG")
    file = tmp_path / "config" / "reader" / "reader.toml"
    file.parent.mkdir(parents=True)
    file.write_text('language = "zh"\n')
    assert "4 篇" in reader("issues", "kjrb").out
    monkeypatch.setenv("READER_LANG", "en")
    assert "4 articles" in reader("issues", "kjrb").out


def test_what_is_wrong_in_the_configuration_is_told_in_chinese(
    reader, stocked: Path, tmp_path: Path
) -> None:
    file = tmp_path / "config" / "reader" / "reader.toml"
    file.parent.mkdir(parents=True)
    file.write_text('measure = 3\ntheme = ""\n')
    told = reader("--plain").err
    assert "第 1 行：measure 有误：要写 20 到 200 之间的整数" in told


def test_what_programs_read_is_the_same_in_chinese(
    reader, stocked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("show", "kjrb", "2024-07-06", "--ledger", "--format", "json")
    chinese = reader(*words).out
    monkeypatch.setenv("READER_LANG", "en")
    assert json.loads(chinese) == json.loads(reader(*words).out)


def test_the_states_of_a_ledger_are_chinese_and_stand_in_a_column(reader, stocked: Path) -> None:
    rows = reader("show", "kjrb", "2024-07-06", "--ledger").out.splitlines()
    assert any(row.startswith("  已存          ") for row in rows)


def test_an_issue_in_one_line_is_told_in_chinese(reader, stocked: Path) -> None:
    told = reader("show", "kjrb", "2024-07-06", "--format", "plain").out
    assert "\n2 个版，共 " in told
    assert "\n版面 01 要闻：2 篇\n" in told
