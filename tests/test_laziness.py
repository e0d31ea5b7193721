"""What a command does not need it does not import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ["textual", "rich", "httpx", "bs4", "lxml", "asyncio", "sqlite3"]


def modules_after(words: list[str], tmp_path: Path) -> set[str]:
    """The modules a fresh interpreter has after a command."""
    code = (
        "import json, os, sys\n"
        "out = os.dup(1)\n"
        "os.dup2(os.open(os.devnull, os.O_WRONLY), 1)\n"
        f"sys.argv = ['reader', *{words!r}]\n"
        "from reader.cli import main\n"
        "status = main()\n"
        "assert status == 0, status\n"
        "os.write(out, json.dumps(sorted(sys.modules)).encode())\n"
    )
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "READER_LIBRARY": str(tmp_path / "library.db"),
    }
    answer = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        env=environment,
        cwd=Path(__file__).parents[1],
    )
    return set(json.loads(answer.stdout))


def test_help_imports_nothing_that_reads_fetches_or_draws(tmp_path: Path) -> None:
    assert not modules_after(["--help"], tmp_path) & {*HEAVY, "reader.library", "reader.engines"}


@pytest.mark.parametrize(
    "words",
    [
        ["papers"],
        ["bookmarks"],
        ["issues", "kjrb"],
        [],
    ],
)
def test_a_command_that_prints_imports_no_screen_and_no_network(
    words: list[str], tmp_path: Path
) -> None:
    assert not modules_after(words, tmp_path) & {"textual", "rich", "httpx"}


def test_parsing_needs_no_screen_no_network_and_no_library(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>A headline of some length</title></head><body><h1>A headline of some"
        f" length</h1>{'<p>A paragraph that is long enough to be the text of a story.</p>' * 9}"
        "</body></html>"
    )
    found = modules_after(["parse", str(page)], tmp_path)
    assert not found & {"textual", "rich", "httpx", "sqlite3"}


def test_the_version_costs_no_more_than_an_empty_program(tmp_path: Path) -> None:
    found = modules_after(["--version"], tmp_path)
    empty = subprocess.run(
        [sys.executable, "-c", "import json, os, sys; print(json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert found - set(json.loads(empty.stdout)) <= {"reader", "reader.cli"}


def test_the_app_starts_without_what_draws_pictures() -> None:
    code = (
        "import sys, reader.app.app, reader.app.screens.article, reader.app.screens.issue\n"
        "assert not {'PIL', 'textual_image', 'httpx'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_newsstand_starts_without_the_typesetter() -> None:
    code = (
        "import sys, reader.app.app\n"
        "found = {'icu4py', 'pyphen', 'opencc', 'lxml', 'PIL'} & set(sys.modules)\n"
        "found |= {'reader.typeset.linebreak', 'reader.typeset.article'} & set(sys.modules)\n"
        "assert not found, found\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
