"""The wheel: what is in it, and that it works in an empty environment."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader import __version__

ROOT = Path(__file__).resolve().parent.parent
_NO_INDEX = (
    "connection",
    "network is unreachable",
    "name resolution",
    "max retries",
    "timed out",
    "could not find a version",
    "no matching distribution",
    "proxyerror",
    "ssl",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    pytest.importorskip("hatchling", reason="hatchling, which makes the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return next(folder.glob("*.whl"))


def test_wheel_holds_what_is_not_code_too(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "reader").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - names == set()
    assert {"reader/py.typed", "reader/app/reader.tcss", "reader/papers/kjrb.toml"} <= names
    assert any(name.startswith("reader/papers/sample/html/") for name in names)
    assert any(name.startswith("reader/papers/sample/images/") for name in names)


def test_wheel_holds_nothing_but_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
        records = {name for name in archive.namelist() if "dist-info" in name}
    assert tops == {"reader", f"broadsheet_reader-{__version__}.dist-info"}
    assert any(name.endswith("LICENSE") for name in records)


def installed(wheel: Path, folder: Path) -> Path:
    """The `reader` of an empty environment into which the wheel was installed; skips where its
    dependencies cannot be had."""
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    answer = subprocess.run(
        [scripts / "python", "-m", "pip", "install", "--retries=1", "--timeout=20", str(wheel)],
        capture_output=True,
        text=True,
        timeout=600,
        stdin=subprocess.DEVNULL,
    )
    if answer.returncode:
        words = answer.stderr.lower()
        if any(sign in words for sign in _NO_INDEX):
            pytest.skip("no package index can be reached, so the wheel cannot be installed")
        pytest.fail(answer.stderr)
    return scripts / "reader"


def environment_of(home: Path) -> dict[str, str]:
    """A home in which nothing was ever started."""
    left_out = ("PYTHON", "XDG_", "READER_", "VIRTUAL_ENV", "NO_COLOR")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
    return {**environment, "HOME": str(home), "USERPROFILE": str(home), "LC_ALL": "C.UTF-8"}


def printed(words: Sequence[str | Path], environment: dict[str, str], folder: Path) -> str:
    """What a command prints into a pipe."""
    return subprocess.run(
        words,
        env=environment,
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    ).stdout.decode()


def test_wheel_in_an_empty_environment_opens_the_sample_newspaper(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = installed(wheel, tmp_path / "venv")
    home = tmp_path / "home"
    home.mkdir()
    environment = environment_of(home)
    assert printed([reader, "--version"], environment, home) == f"reader {__version__}\n"
    page = printed([reader], environment, home)
    assert "读报" in page
    assert "\x1b" not in page
    if sys.platform == "win32":
        return
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "bench"))
    terminal = importlib.import_module("terminal")
    monkeypatch.chdir(home)
    for name in set(os.environ) - set(environment):
        monkeypatch.delenv(name)
    with terminal.Terminal([str(reader)], size=(100, 30), environ=environment) as screen:
        screen.shows("读报", limit_s=60)
        screen.rest()
        screen.press("\x11")
        assert screen.wait() == 0
        assert b"\x1b[?1049l" in screen.output
