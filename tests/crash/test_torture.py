"""Kills, failing calls, two writers, a full disk: small numbers of what is run by hand in large."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
WRITER = HERE / "writer.py"
KILL9 = HERE.parents[2] / "shared" / "hostile" / "kill9.py"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    own = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "STATE")}
    return {**os.environ, **own, "HOME": str(tmp_path), "LANG": "C.UTF-8"}


@pytest.mark.skipif(not KILL9.exists(), reason="the harness that kills lies beside the project")
@pytest.mark.parametrize("mode", ["mix", "import"])
def test_a_kill_costs_nothing_that_was_acknowledged(
    tmp_path: Path, mode: str, environ: dict[str, str]
) -> None:
    folder = tmp_path / "书 库"
    folder.mkdir()
    library = f"'{folder / 'library.db'}'"
    done = subprocess.run(
        [
            *(sys.executable, str(KILL9), "-n", "3", "--min-ms", "600", "--max-ms", "2500"),
            *("--writer", f"{sys.executable} {WRITER} {mode} {library}"),
            *("--check", f"{sys.executable} {WRITER} check {library} {{ack}}"),
        ],
        capture_output=True,
        text=True,
        env=environ,
    )
    assert done.returncode == 0, done.stdout


def test_any_call_that_fails_costs_nothing_and_is_one_sentence(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("without a C compiler no call can be made to fail")
    shim = tmp_path / "failing.so"
    source = HERE / "failing.c"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(shim), str(source), "-ldl"], check=True
    )
    done = subprocess.run(
        [sys.executable, str(HERE / "torture.py"), str(tmp_path / "torture"), "23"],
        capture_output=True,
        text=True,
        env={**environ, "LD_PRELOAD": str(shim)},
    )
    result = json.loads(done.stdout)
    assert result["wrong"] == []
    assert len(result["failed"]) == 8


def test_two_processes_with_eight_writers_do_not_hinder_each_other(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "writers.py"), str(tmp_path / "library.db"), "40"],
        capture_output=True,
        text=True,
        env=environ,
    )
    result = json.loads(done.stdout)
    assert result["failures"] == []
    assert result["lost"] == 0
    assert result["bookmarks"] == 2 * 4 * 40


def test_a_full_disk_is_one_sentence_and_costs_nothing(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    """No file may grow beyond what the library has."""
    library = tmp_path / "library.db"
    program = f"import sys; sys.argv[1:] = ['mix', r'{library}']; exec(open(r'{WRITER}').read())"
    before = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=environ,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000)),
    )
    acks = tmp_path / "acks"
    acks.write_text(
        "".join(line[4:] + "\n" for line in before.stdout.splitlines() if line.startswith("ack "))
    )
    assert "LibraryError" in before.stderr
    done = subprocess.run(
        [sys.executable, str(WRITER), "check", str(library), str(acks)],
        capture_output=True,
        text=True,
        env=environ,
    )
    assert done.returncode == 0, done.stdout
