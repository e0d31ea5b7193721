"""How long until something is there: `python tests/bench/start.py [ROUNDS]`.

`reader --version` against an interpreter that does nothing; the newsstand's first real words, with
the sample and with a big library, against the least that Textual can do; what each dependency costs
to import.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from figures import Row, in_turn, row, table
from stock import NEWSPAPER, stock
from terminal import Terminal

HELLO = [sys.executable, str(Path(__file__).with_name("hello.py"))]
READER = [sys.executable, "-m", "reader"]
DEPENDENCIES = (
    "textual.app",
    "httpx",
    "h11",
    "bs4",
    "lxml.html",
    "soupsieve",
    "platformdirs",
    "protego",
    "stamina",
)


def finished(argv: Sequence[str]) -> Callable[[], float]:
    """Seconds until a program has ended."""

    def measured() -> float:
        begun = time.perf_counter()
        # No timeout: with one, waiting goes in steps of up to 50 ms.
        subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        return time.perf_counter() - begun

    return measured


def shown(
    argv: Sequence[str], words: str, environ: dict[str, str] | None = None
) -> Callable[[], float]:
    """Seconds until a program in a terminal shows these words."""

    def measured() -> float:
        with Terminal(argv, environ=environ) as terminal:
            return terminal.shows(words) - terminal.started

    return measured


def answered(
    argv: Sequence[str], key: str, words: str, environ: dict[str, str]
) -> Callable[[], float]:
    """Seconds until a key that was typed at once has done what it does."""

    def measured() -> float:
        with Terminal(argv, environ=environ) as terminal:
            terminal.press(key)
            return terminal.shows(words) - terminal.started

    return measured


def left(environ: dict[str, str]) -> None:
    """One session from start to end, which keeps what the next one shows first."""
    with Terminal(READER, environ=environ) as terminal:
        terminal.shows("读报")
        terminal.rest()
        terminal.press("\x11")
        terminal.wait()


def measure(rounds: int, issues: int = 200) -> list[Row]:
    """All of it."""
    with tempfile.TemporaryDirectory() as folder:
        sample, big = Path(folder) / "sample.db", Path(folder) / "big.db"
        subprocess.run(
            [*READER, "--library", str(sample)],
            check=True,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )
        cache = {"XDG_CACHE_HOME": folder}
        bare_start = {**cache, "READER_LIBRARY": str(sample), "READER_NO_FIRST_FRAME": "1"}
        bare_big = {**bare_start, "READER_LIBRARY": str(big)}
        framed = {**cache, "READER_LIBRARY": str(Path(folder) / "framed.db")}
        left(framed)
        articles = stock(big, issues=issues, articles=60)
        bare = in_turn(
            {
                "python": finished([sys.executable, "-c", "pass"]),
                "version": finished([*READER, "--version"]),
                "help": finished([*READER, "--help"]),
                **{
                    name: finished([sys.executable, "-c", f"import {name}"])
                    for name in DEPENDENCIES
                },
            },
            rounds,
        )
        drawn = in_turn(
            {
                "hello": shown(HELLO, "hello 0"),
                "framed": shown(READER, "读报", framed),
                "sample": shown(READER, "读报", bare_start),
                "big": shown(READER, NEWSPAPER.name, bare_big),
            },
            rounds,
        )
        typed = in_turn(
            {
                "hello": answered(HELLO, "j", "hello 1", {}),
                "framed": answered(READER, "j", "▌ 北京日报", framed),
                "sample": answered(READER, "j", "▌ 北京日报", bare_start),
            },
            rounds,
        )
    empty, hello = ("`python -c pass`", bare["python"]), ("hello", drawn["hello"])
    key = ("hello", typed["hello"])
    return [
        row("`reader --version`", bare["version"], *empty),
        row("`reader --help`", bare["help"], *empty),
        row("hello: its line stands there", drawn["hello"], *hello),
        row("`reader`: the newsstand stands there, from the first frame", drawn["framed"], *hello),
        row("`reader`: the same, without a first frame", drawn["sample"], *hello),
        row("`reader`: the same, big library", drawn["big"], *hello, f"{articles} articles"),
        row("hello: a key typed at once is answered", typed["hello"], *key),
        row("`reader`: the same, over the first frame", typed["framed"], *key),
        row("`reader`: the same, without a first frame", typed["sample"], *key),
        *(row(f"import {name}", bare[name], *empty) for name in DEPENDENCIES),
    ]


if __name__ == "__main__":
    print(table(measure(int(sys.argv[1]) if sys.argv[1:] else 9)))
