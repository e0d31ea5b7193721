"""Whether the app stays awake: `python tests/bench/live.py`.

A row down in an open issue of 300 articles, before and while another issue of 900 articles
comes in from a site that takes 50 ms for an answer; the median of each and the slowest twentieth.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from fetch import DAY, bring
from figures import Row, row, table
from loopback import FIRST_NODE, serving
from start import READER
from terminal import Terminal

from reader.library import Library

KEYS = 80
MOST_KEYS = 280
PAGES, ON_A_PAGE = 60, 15
DEFINITION = f"""
id = "measure"
name = "测量报"
language = "zh"
time_zone = "UTC"

[[eras]]
engine = "founder-classic"
entry = "http://measure.invalid/html/{{year}}-{{month}}/{{day}}/node_{FIRST_NODE}.htm"
"""


def slowest(times: list[float]) -> list[float]:
    """The time that nineteen of twenty keys are below, as a list for a row."""
    return [statistics.quantiles(times, n=20)[-1]]


def measure() -> list[Row]:
    """All of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        papers = folder / "config" / "reader" / "papers"
        papers.mkdir(parents=True)
        (papers / "measure.toml").write_text(DEFINITION)
        library = folder / "library.db"
        with serving(pages=20, articles=15) as url:
            bring(url, library, DAY)
        environ = {
            "READER_LIBRARY": str(library),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "READER_NO_FIRST_FRAME": "1",
        }
        with (
            serving(pages=PAGES, articles=ON_A_PAGE, latency_ms=50) as url,
            Terminal([*READER, "--base-url", url], environ=environ) as reader,
        ):
            reader.shows("测量报")
            reader.rest(0.5)
            reader.press("\r")
            reader.shows("第01版")
            reader.rest(0.5)
            idle = _keys(reader, lambda count: count < KEYS)
            reader.press("q")
            reader.rest(0.5)
            # It opens with its first article.
            reader.press("t")
            reader.shows("▌ ○ 第001条")
            reader.shows("○ 第003条")
            busy = _keys(reader, lambda _: _is_coming(library))
    if len(busy) < 2:
        raise RuntimeError("the issue was here before a key could be pressed")
    return [
        row("a row down, median", idle, "the same idle", idle),
        row("while an issue comes in, median", busy, "the same idle", idle, f"{len(busy)} keys"),
        row("the slowest twentieth, idle", slowest(idle), "the same idle", slowest(idle)),
        row("the slowest twentieth, busy", slowest(busy), "the same idle", slowest(idle)),
    ]


def _keys(reader: Terminal, goes_on: Callable[[int], bool]) -> list[float]:
    """Milliseconds from a key to the mark on the next row, down and up again, whatever else moves
    meanwhile."""
    times: list[float] = []
    while goes_on(len(times)) and len(times) < MOST_KEYS:
        reader.rest(0.03)
        key, row = ("k", 1) if len(times) % 2 else ("j", 2)
        typed = reader.press(key)
        times.append((reader.shows(f"▌ ○ 第{row:03d}条") - typed) * 1000)
    return times


def _is_coming(path: Path) -> bool:
    today = datetime.now(UTC).date()
    with Library.open(path, read_only=True) as library:
        outline = library.outline("measure", today)
    count = 0 if outline is None else sum(1 for _ in outline.lines)
    return count < PAGES * ON_A_PAGE


if __name__ == "__main__":
    sys.stdout.write(table(measure()) + "\n")
