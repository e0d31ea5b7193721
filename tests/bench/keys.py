"""How long a key takes: `python tests/bench/keys.py [ROUNDS]`.

Opening an issue of 400 articles, one row down in its list, a screen down, opening an article:
against a key that changes the one line of the least that Textual can do.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from figures import Row, row, table
from start import HELLO, READER
from stock import NEWSPAPER, stock
from terminal import Terminal

ARTICLES = 400
ENTER = "\r"


def measure(rounds: int) -> list[Row]:
    """All of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        stock(path, issues=2, articles=60, newest=ARTICLES)
        environ = {"READER_LIBRARY": str(path)}
        with Terminal(HELLO) as hello, Terminal(READER, environ=environ) as reader:
            hello.shows("hello 0")
            reader.shows(NEWSPAPER.name)
            hello.rest(0.5)
            reader.rest(0.5)
            found = _measured(hello, reader, rounds)
    anchor = found["hello"][0]
    names = {
        "hello": "hello: a key changes its line",
        "open": f"Enter on the newsstand: an issue of {ARTICLES} articles",
        "down": f"j in the list of {ARTICLES}",
        "screen": f"Ctrl+F in the list of {ARTICLES}",
        "article": "Enter on a headline: its article",
    }
    return [
        row(
            names[name],
            times,
            "hello's key",
            anchor,
            f"{statistics.median(sizes):.0f} bytes",
        )
        for name, (times, sizes) in found.items()
    ]


def _measured(
    hello: Terminal, reader: Terminal, rounds: int
) -> dict[str, tuple[list[float], list[int]]]:
    found: dict[str, tuple[list[float], list[int]]] = {
        name: ([], []) for name in ("hello", "open", "down", "screen", "article")
    }

    def note(name: str, terminal: Terminal, keys: str) -> None:
        # What the key before set going, a preview for one, is not this key's.
        terminal.rest(0.25)
        seconds, length = terminal.change_after(keys)
        found[name][0].append(seconds * 1000)
        found[name][1].append(length)

    # What has been in the library longest stands first and is marked: the stocked newspaper.
    reader.press(ENTER)
    reader.shows("第001条")
    reader.rest()
    reader.change_after("q")
    reader.rest()
    for _ in range(rounds):
        note("hello", hello, "j")
        note("open", reader, ENTER)
        for _ in range(4):
            note("hello", hello, "j")
            note("down", reader, "j")
        note("screen", reader, "\x06")
        note("hello", hello, "j")
        note("article", reader, ENTER)
        for _ in range(2):
            reader.rest(0.25)
            reader.change_after("q")
    return found


if __name__ == "__main__":
    print(table(measure(int(sys.argv[1]) if sys.argv[1:] else 12)))
