"""The first frame: shown where it is true and nowhere else, and gone without a trace."""

from __future__ import annotations

import os
import pty
import signal
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.cli import firstframe
from reader.cli.firstframe import FirstFrame, is_harmless

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is none on Windows")

READER = [sys.executable, "-m", "reader"]
SIZE = (100, 30)
HEADLINE = "我国科学家取得新突破"
COVER = b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2026h\x1b[1;1H"
COVERED = b"\x1b[0m\x1b[?2026l"
UNCOVER = b"\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
LIVE = b"\x1b[?1004h"
"""The app itself asks to be told of the focus."""

ROWS = ["\x1b[1;38;2;244;239;226m报 摊\x1b[0m", *["\x1b[2m row\x1b[0m"] * 29]

Terminal = Callable[..., Any]


@pytest.fixture(autouse=True)
def usual_terminal(monkeypatch: pytest.MonkeyPatch, own_directories: Path) -> None:
    for name in (*firstframe._UNFIT, "COLORFGBG", "TZ", "READER_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(firstframe.os, "get_terminal_size", lambda _=1: os.terminal_size(SIZE))


@pytest.fixture
def library(own_directories: Path) -> Path:
    path = own_directories / "library.db"
    path.write_bytes(b"a library")
    return path


@pytest.fixture
def cached(own_directories: Path) -> Path:
    return own_directories / "cache" / "reader" / "first-frame"


def kept(library: Path, rows: list[str] = ROWS, until: float = 3600.0) -> None:
    """One session that ends with these rows."""
    frame = FirstFrame(str(library))
    frame.keep(rows, width=SIZE[0], until=time.time() + until)
    frame.settle()
    frame.store()


def found(library: Path) -> list[str]:
    """What the next session would show."""
    return FirstFrame(str(library)).true_rows()


# -- what is shown, and when ---------------------------------------------------


def test_what_was_kept_is_shown_next_time(library: Path, cached: Path) -> None:
    assert found(library) == []
    kept(library)
    assert found(library) == ROWS
    assert cached.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in cached.parent.iterdir()] == ["first-frame"]


@pytest.mark.parametrize("size", [(99, 30), (100, 31)])
def test_another_size_has_no_picture(library: Path, monkeypatch, size: tuple[int, int]) -> None:
    kept(library)
    monkeypatch.setattr(firstframe.os, "get_terminal_size", lambda _=1: os.terminal_size(size))
    assert found(library) == []


@pytest.mark.parametrize("name", ["TERM", "COLORTERM", "LANG", "READER_LANG", "TEXTUAL_THEME"])
def test_another_terminal_or_language_has_no_picture(library: Path, monkeypatch, name: str) -> None:
    kept(library)
    monkeypatch.setenv(name, "another")
    assert found(library) == []


def test_another_day_has_no_picture(library: Path, monkeypatch) -> None:
    kept(library)
    monkeypatch.setattr(firstframe, "_day", lambda: (2026, 1, 0))
    assert found(library) == []


@pytest.mark.parametrize("seconds", [-7200, 7200])
def test_a_picture_is_true_from_then_until_midnight(
    library: Path, monkeypatch, seconds: int
) -> None:
    kept(library)
    now = time.time()
    monkeypatch.setattr(firstframe.time, "time", lambda: now + seconds)
    assert found(library) == []


def test_another_version_has_no_picture(library: Path, monkeypatch) -> None:
    kept(library)
    monkeypatch.setattr("reader.__version__", "0.0.1")
    assert found(library) == []


@pytest.mark.parametrize(
    "name", ["library.db", "library.db-wal", "config/reader/reader.toml", "config/reader/papers/a"]
)
def test_a_file_that_was_written_since_leaves_no_picture(
    library: Path, own_directories: Path, name: str
) -> None:
    kept(library)
    path = own_directories / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"other content")
    assert found(library) == []


def test_a_library_that_is_gone_leaves_no_picture(library: Path) -> None:
    kept(library)
    library.unlink()
    kept(library)
    assert found(library) == []


def test_another_library_has_no_picture(library: Path) -> None:
    kept(library)
    other = library.with_name("other.db")
    other.write_bytes(library.read_bytes())
    assert found(other) == []


def test_a_library_that_changes_until_it_is_closed_leaves_nothing_kept(
    library: Path, cached: Path
) -> None:
    frame = FirstFrame(str(library))
    frame.keep(ROWS, width=SIZE[0], until=time.time() + 3600)
    library.write_bytes(b"something arrived")
    frame.settle()
    frame.store()
    assert not cached.exists()


def test_closing_the_library_may_change_its_file(library: Path) -> None:
    frame = FirstFrame(str(library))
    frame.keep(ROWS, width=SIZE[0], until=time.time() + 3600)
    frame.settle()
    library.write_bytes(b"what lay beside it is in it now")
    frame.store()
    assert found(library) == ROWS


@pytest.mark.parametrize("how", ["others may write", "a link", "too large", "a folder", "a pipe"])
def test_only_an_ordinary_file_of_our_own_is_shown(library: Path, cached: Path, how: str) -> None:
    kept(library)
    content = cached.read_bytes()
    cached.chmod(0o666 if how == "others may write" else 0o600)
    if how == "too large":
        cached.write_bytes(content + b" " * firstframe.LARGEST_FILE)
    elif how != "others may write":
        cached.unlink()
    if how == "a link":
        cached.with_name("other").write_bytes(content)
        cached.symlink_to(cached.with_name("other"))
    elif how == "a folder":
        cached.mkdir()
    elif how == "a pipe":
        os.mkfifo(cached)
    assert found(library) == []


@pytest.mark.parametrize(
    "text",
    [
        "\x1b]0;title\x07",
        "\x1b[2J",
        "\x1b[31mred\x1b[0m\x1b[6n",
        "\x1b[?1049l",
        "\x1bP+q\x1b\\",
        "\x1b",
        "\x1b[38:2:1mx",
        "\x1b[>4;1m",
        "a\x07b",
        "a\rb",
        "a\tb",
        "\x9b31m",
        "\u202eright to left",
        "\u2028",
        "\ud800",
    ],
)
def test_what_somebody_wrote_into_the_file_is_no_control_sequence(
    library: Path, cached: Path, text: str
) -> None:
    assert not is_harmless([text])
    kept(library)
    content = cached.read_bytes().replace(b" row", text.encode("utf-8", "surrogatepass"), 1)
    cached.write_bytes(content)
    assert found(library) == []
    cached.unlink()
    kept(library, [text, *ROWS[1:]])
    assert not cached.exists()


@pytest.mark.parametrize("text", ["😀", "\u2600\ufe0f", "👩\u200d🔬", "\ue5e5", "𠮷", "│▌●◐"])
def test_what_newspapers_print_may_be_shown(text: str) -> None:
    assert is_harmless([text])


def test_a_file_cut_off_at_any_byte_is_never_shown(library: Path, cached: Path) -> None:
    kept(library)
    content = cached.read_bytes()
    for length in range(0, len(content) - 40, 7):
        cached.write_bytes(content[:length])
        assert found(library) == []


def test_that_it_cannot_be_kept_is_no_news(library: Path, own_directories: Path) -> None:
    (own_directories / "cache").write_bytes(b"no folder")
    kept(library)
    assert found(library) == []


def test_a_picture_too_large_is_not_kept(library: Path, cached: Path) -> None:
    kept(library, ["x" * firstframe.LARGEST_FILE])
    assert not cached.exists()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ([], "usual.db"),
        (["--library", "a b.db"], "a b.db"),
        (["--library=a.db"], "a.db"),
        (["--library"], None),
        (["--library", "--help"], None),
        (["--library="], None),
        (["--base-url", "http://localhost"], None),
        (["open", "page.html"], None),
        (["papers"], None),
        (["--library", "a.db", "papers"], None),
    ],
)
def test_only_the_plain_command_has_a_first_frame(monkeypatch, words, named) -> None:
    monkeypatch.setenv("READER_LIBRARY", "usual.db")
    assert firstframe._library_named(words) == named


# -- in a terminal -------------------------------------------------------------


@pytest.fixture
def session(terminal: Terminal, stocked: Path, cached: Path) -> Callable[..., bytes]:
    """One whole session; what it wrote. A machine that is too busy keeps no picture, so there are
    more of them if one is wanted."""

    def once(keys: tuple[str, ...]) -> bytes:
        with terminal() as shown:
            seen(shown, LIVE)
            shown.shows(HEADLINE)
            for key in keys:
                shown.press(key)
                shown.rest()
            shown.press("\x11")
            assert shown.wait() == 0
            return bytes(shown.output)

    def run(*keys: str, is_kept: bool = True) -> bytes:
        cached.unlink(missing_ok=True)
        output = once(keys)
        for _ in range(4):
            if is_kept and not cached.exists():
                once(())
        return output

    return run


def seen(shown: Any, content: bytes) -> None:
    """Wait until the program has written that."""
    shown.seen(lambda _: content in shown.output)


def modes(shown: Any) -> list[Any]:
    return termios.tcgetattr(shown._file)


def untouched_modes() -> list[Any]:
    """The modes of a terminal that no program has changed: on a busy machine the one under test
    may have, before anybody could look."""
    leader, follower = pty.openpty()
    try:
        return termios.tcgetattr(leader)
    finally:
        os.close(leader)
        os.close(follower)


def covered(output: bytes) -> bool:
    return output.startswith(COVER) and HEADLINE.encode() in output[: output.find(COVERED)]


def program(body: str) -> list[str]:
    """The command line with something else in place of what it would run."""
    return [
        sys.executable,
        "-c",
        "import os, sys, time\n"
        "import reader.cli.running as running\n"
        f"def run(words, is_process):\n    {body}\n"
        "running.run = run\n"
        "sys.argv = ['reader']\n"
        "from reader.cli import main\n"
        "sys.exit(main())\n",
    ]


def test_the_live_app_comes_up_over_the_same_picture(
    terminal: Terminal, session, cached: Path
) -> None:
    # Something is read and left in the middle, so that the picture is not the one of the start.
    assert not covered(session("\r", "\r", "\x10"))
    with terminal() as shown:
        found_modes = untouched_modes()
        seen(shown, COVERED)
        shown.rest(0.02)
        first, looks = shown.picture.rows, shown.picture.looks
        assert "N E W S S T A N D" in "".join(first)
        assert not modes(shown)[3] & (termios.ECHO | termios.ICANON)
        changes = []

        def is_live(picture: Any) -> bool:
            changes.append(picture.rows != first)
            return shown.output.count("科技日报".encode()) > 2

        shown.seen(is_live)
        shown.rest()
        assert not any(changes)
        assert (shown.picture.rows, shown.picture.looks) == (first, looks)
        shown.press("q")
        assert shown.wait() == 0
        output = bytes(shown.output)
        assert covered(output)
        assert output.count(b"\x1b[?1049h") == output.count(b"\x1b[?1049l") == 1
        assert modes(shown) == found_modes


def test_the_picture_tells_what_was_read(session, cached: Path) -> None:
    session()
    before = cached.read_text(encoding="utf-8")
    session("\r", "u")
    after = cached.read_text(encoding="utf-8")
    assert "5 unread" not in after
    assert before.count("●") < after.count("●")


def test_keys_typed_over_the_picture_arrive(terminal: Terminal, session) -> None:
    session()
    with terminal() as shown:
        seen(shown, COVERED)
        shown.press("\r")
        shown.shows("Enter Read  q Out")
        shown.press("\x11")
        assert shown.wait() == 0
        assert covered(bytes(shown.output))
        assert b"\r\n\r\n" not in shown.output[: shown.output.find(LIVE)]


def test_the_picture_needs_next_to_nothing(terminal: Terminal, session) -> None:
    session()
    code = (
        "import sys\nfrom reader.cli import firstframe\nfirstframe.begin([])\n"
        "heavy = {'textual', 'argparse', 'pathlib', 're', 'sqlite3', 'asyncio', 'platformdirs'}\n"
        "heavy &= sys.modules.keys()\nfirstframe.end()\nprint('imported:', *heavy, 'so much')\n"
    )
    with terminal([sys.executable, "-S", "-c", code]) as shown:
        assert shown.wait() == 0
        assert covered(bytes(shown.output))
        assert "imported: so much" in "".join(shown.picture.rows)


@pytest.mark.parametrize(
    "changed",
    [
        {"size": (101, 30)},
        {"TERM": "tmux-256color"},
        {"LC_ALL": "zh_CN.UTF-8"},
        {"READER_NO_FIRST_FRAME": "1"},
        {"COLUMNS": "90"},
        {"argv": [*READER, "--base-url", "http://127.0.0.1:9"]},
    ],
    ids=str,
)
def test_elsewhere_the_app_starts_as_ever(
    terminal: Terminal, session, changed: dict[str, Any]
) -> None:
    session()
    with terminal(**changed) as shown:
        shown.shows(HEADLINE)
        shown.press("\x11")
        assert shown.wait() == 0
        assert shown.output.startswith(b"\x1b[?1049h\x1b[?1000h")
        assert shown.output.count(b"\x1b[?1049h") == shown.output.count(b"\x1b[?1049l") == 1


def test_a_library_that_cannot_be_opened_gives_the_terminal_back_and_says_so(
    terminal: Terminal, session, stocked: Path, cached: Path
) -> None:
    session()
    was = stocked.stat()
    with stocked.open("r+b") as file:
        file.write(b"no library")
    os.utime(stocked, ns=(was.st_atime_ns, was.st_mtime_ns))
    with terminal() as shown:
        found_modes = untouched_modes()
        assert shown.wait() == 1
        output = bytes(shown.output)
        assert covered(output)
        _, uncovered, said = output.partition(UNCOVER)
        assert uncovered
        assert b"\x1b" not in said
        assert said.endswith(b".\r\n")
        assert modes(shown) == found_modes
    assert not cached.exists()


@pytest.mark.parametrize(
    ("body", "number", "status"),
    [
        ("time.sleep(60)", signal.SIGTERM, 143),
        ("time.sleep(60)", signal.SIGINT, 130),
        ("raise SystemExit(7)", None, 7),
        ("os.write(1, b'said'); return 5", None, 5),
    ],
)
def test_whatever_ends_the_start_gives_the_terminal_back(
    terminal: Terminal, session, body: str, number: int | None, status: int
) -> None:
    session()
    with terminal(program(body)) as shown:
        found_modes = untouched_modes()
        seen(shown, COVERED)
        if number is not None:
            os.kill(shown.pid, number)
        assert shown.wait() == status
        assert covered(bytes(shown.output))
        assert bytes(shown.output).endswith(UNCOVER)
        assert modes(shown) == found_modes


def test_ctrl_c_over_the_picture_ends_it(terminal: Terminal, session) -> None:
    session()
    with terminal(program("time.sleep(60)")) as shown:
        seen(shown, COVERED)
        shown.press("\x1a\x1c\x03")
        assert shown.wait() == 130
        assert bytes(shown.output).endswith(UNCOVER)


def test_what_is_wrong_in_the_configuration_stands_on_the_screen_that_was(
    terminal: Terminal, session, own_directories: Path, cached: Path
) -> None:
    config = own_directories / "config" / "reader" / "reader.toml"
    config.parent.mkdir(parents=True)
    config.write_text("measure = 3\n")
    session(is_kept=False)
    assert not cached.exists()
