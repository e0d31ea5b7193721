"""How long a key takes, and what it sends to the terminal: `python tests/bench/keys.py [ROUNDS]`.

Every kind of key in every place, on an issue of 400 articles, one of them long, one with five
pictures: against a key that changes the one line of the least that Textual can do, which is asked
in turn with each. A place is opened, its keys are given one after the other, each when the screen
is at rest, and it is left again.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from figures import Row, row, table
from start import HELLO, READER
from stock import NEWSPAPER, stock
from terminal import Terminal

ARTICLES = 400
ENTER, ESCAPE, SCREEN_DOWN = "\r", "\x1b", "\x06"
DOWN, UP = "\x1b[B", "\x1b[A"


@dataclass(frozen=True, slots=True)
class Walk:
    """How one comes to a place from the newsstand, what is pressed there, and how one leaves."""

    place: str
    way: Sequence[str]
    keys: Sequence[tuple[str, str]]
    """What each is called in the table, and what is typed."""
    out: Sequence[str]


IN_ISSUE, TO_STAND = (ENTER,), ("q",)
IN_LONG = (ENTER, ENTER)
WALKS = (
    Walk("newsstand", (), (("down", "j"), ("up", "k"), ("the calendar", "c")), ("c",)),
    Walk(
        "newsstand",
        (),
        (("its issue", ENTER), ("down", "j"), ("down", "j"), ("a screen down", SCREEN_DOWN)),
        TO_STAND,
    ),
    Walk(
        "filter of an issue",
        (*IN_ISSUE, "/"),
        (("a letter", "第"), ("a letter", "1"), ("a letter", "2")),
        (ESCAPE, "q"),
    ),
    Walk(
        "issue",
        IN_ISSUE,
        (("its article", ENTER), ("a line down", "j"), ("a page down", " "), ("next article", "n")),
        ("q", "q"),
    ),
    Walk(
        "article",
        IN_LONG,
        (("columns", "v"), ("a page of columns", " "), ("wider", "+"), ("narrower", "-")),
        ("v", "q", "q"),
    ),
    Walk(
        "finding in an article",
        (*IN_LONG, "/"),
        (("a letter", "测"), ("a letter", "量"), ("taken", ENTER), ("next", "n"), ("before", "N")),
        (ESCAPE, "q", "q"),
    ),
    Walk(
        "issue",
        IN_ISSUE,
        (("front page", "f"), ("story beside", DOWN), ("back", UP), ("next page", "]")),
        ("q", "q"),
    ),
    Walk(
        "issue",
        IN_ISSUE,
        (("whole paper", "w"), ("a page down", " "), ("next section", "]")),
        ("q", "q"),
    ),
    Walk("anywhere", IN_ISSUE, (("bookmarks", "B"),), ("q", "q")),
    Walk("anywhere", IN_ISSUE, (("palette", "\x10"), ("a letter", "b")), (ESCAPE, "q")),
    Walk("anywhere", IN_ISSUE, (("help", "?"), ("a letter", "b")), (ESCAPE, "q")),
    Walk("anywhere", IN_ISSUE, (("themes", "T"), ("another theme", DOWN)), (ESCAPE, "q")),
    Walk("anywhere", IN_ISSUE, (("the other language", "L"), ("and back", "L")), ("q",)),
    Walk("anywhere", IN_ISSUE, (("go to a date", "d"),), (ESCAPE, "q")),
    Walk(
        "article with five pictures",
        (*IN_ISSUE, "j", ENTER),
        (("a line down", "j"), ("a page down", " "), ("pictures hidden", "i"), ("shown", "i")),
        ("q", "q"),
    ),
)


def measure(rounds: int) -> list[Row]:
    """All of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        stock(path, issues=2, articles=60, newest=ARTICLES, is_rich=True)
        environ = {
            "READER_LIBRARY": str(path),
            "XDG_CACHE_HOME": folder,
            "XDG_CONFIG_HOME": folder,
            "READER_NO_FIRST_FRAME": "1",
        }
        with Terminal(HELLO) as hello, Terminal(READER, environ=environ) as reader:
            hello.shows("hello 0")
            reader.shows(NEWSPAPER.name)
            for one in (hello, reader):
                one.rest(0.5)
            anchor: list[float] = []
            found: dict[tuple[str, str], Taken] = {}
            # The first turn is for what is imported, and set, once.
            for turn in range(rounds + 1):
                for walk in WALKS:
                    keys = _go(reader, walk)
                    taken = [(name, *_walked(reader, hello, key, name)) for name, key in keys]
                    _leave(reader, walk)
                    for name, of_hello, of_reader, size in taken if turn else ():
                        anchor.append(of_hello)
                        one = found.setdefault((walk.place, name), Taken([], []))
                        one.times.append(of_reader)
                        one.sizes.append(size)
            resized = _resized(reader, rounds)
    rows = [row("hello: a key changes its line", anchor, "hello's key", anchor, _remark(anchor))]
    for (place, name), one in [*found.items(), *resized.items()]:
        remark = f"{_remark(one.times)}, {statistics.median(one.sizes):.0f} bytes"
        rows.append(row(f"{place}: {name}", one.times, "hello's key", anchor, remark))
    return rows


@dataclass(frozen=True, slots=True)
class Taken:
    """What a key took: milliseconds, and bytes to the terminal."""

    times: list[float]
    sizes: list[int]


def _go(reader: Terminal, walk: Walk) -> Iterator[tuple[str, str]]:
    """The keys of a place, once one is there."""
    for key in walk.way:
        reader.change_after(key)
        reader.rest(0.3)
    yield from walk.keys


def _leave(reader: Terminal, walk: Walk) -> None:
    for key in walk.out:
        # A lone Esc is told from the beginning of a longer key by the time that follows it.
        reader.change_after(key)
        reader.rest(0.3)


def _walked(reader: Terminal, hello: Terminal, key: str, name: str) -> tuple[float, float, int]:
    """Milliseconds of hello's key and of ours, and the bytes of ours."""
    of_hello, _ = hello.change_after("j")
    # What the key before set going, a preview for one, is not this key's.
    reader.rest(0.25)
    try:
        of_reader, size = reader.change_after(key)
    except TimeoutError as error:
        error.add_note(f"after the key for {name}")
        raise
    return of_hello * 1000, of_reader * 1000, size


def _resized(reader: Terminal, rounds: int) -> dict[tuple[str, str], Taken]:
    """The terminal becomes another size over a long article; then twenty sizes in a second, and a
    key."""
    found = {("long article", name): Taken([], []) for name in ("another size", "a key after 20")}
    one, storm = found.values()
    for key in (ENTER, ENTER):
        reader.press(key)
        reader.rest(0.4)
    for turn in range(2 * rounds):
        reader.rest(0.25)
        seconds, size = reader.resized((100, 30) if turn % 2 == 0 else (120, 40))
        one.times.append(seconds * 1000)
        one.sizes.append(size)
    for _ in range(rounds):
        for step in range(20):
            reader.resize((80 + 2 * step, 24 + step % 9))
            time.sleep(0.05)
        reader.resize((120, 40))
        moment, length = reader.press("n"), len(reader.output)
        reader.rest(0.3)
        storm.times.append((reader.last - moment) * 1000)
        storm.sizes.append(len(reader.output) - length)
    return found


def _remark(times: Sequence[float]) -> str:
    slowest = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return f"p95 {slowest:.1f} ms"


if __name__ == "__main__":
    print(table(measure(int(sys.argv[1]) if sys.argv[1:] else 6)))
