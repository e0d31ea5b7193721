"""What a whole issue costs to bring in: `python tests/bench/fetch.py [ROUNDS]`.

20 pages with 300 articles from a site that takes 50 ms for an answer, eight asked at a time,
against requests × latency / 8, which nobody can better; when the first section can be read; the
same issue once more, when nothing has changed; the library's and the parser's share.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from figures import Row, row, table
from loopback import FIRST_NODE, serving

from reader.delivery import deliver, fetcher_for
from reader.engines import Era
from reader.library import Library
from reader.model import Newspaper
from reader.papers import Paper

if TYPE_CHECKING:
    from reader.model import Progress

DAY = date(2026, 11, 24)
PAGES, ON_A_PAGE = 20, 15
LATENCY_MS = 50.0
AT_ONCE = 8

PAPER = Paper(
    newspaper=Newspaper(id="measure", name="测量报", language="zh"),
    eras=(
        Era(
            engine="founder-classic",
            entry=f"http://measure.invalid/html/{{year}}-{{month}}/{{day}}/node_{FIRST_NODE}.htm",
        ),
    ),
    at_once=AT_ONCE,
)


@dataclass(slots=True)
class Run:
    """One issue brought in."""

    whole_s: float = 0.0
    first_words_s: float = 0.0
    """Until the first article was in the library."""
    first_section_s: float = 0.0
    """Until every article of the first page was."""


def bring(url: str, path: Path, day: date = DAY) -> Run:
    """Brings an issue into the library at `path`."""
    found = Run()

    async def run() -> None:
        stored: set[str] = set()

        def report(progress: Progress) -> None:
            stored.update(progress.stored)
            now = time.perf_counter() - begun
            if stored:
                found.first_words_s = found.first_words_s or now
            if first <= stored:
                found.first_section_s = found.first_section_s or now

        async with fetcher_for(PAPER, library, base_url=url) as fetcher:
            begun = time.perf_counter()
            issue = await deliver(
                PAPER, day, fetcher=fetcher, library=library, base_url=url, report=report
            )
            found.whole_s = time.perf_counter() - begun
        count = sum(1 for _ in issue.articles)
        if issue.gaps or count != PAGES * ON_A_PAGE:
            raise RuntimeError(f"{count} articles and {len(issue.gaps)} gaps")

    first = {f"measure/{day.isoformat()}/content_{n}" for n in range(1, ON_A_PAGE + 1)}
    with Library.open(path) as library:
        asyncio.run(run())
    return found


def measure(rounds: int) -> list[Row]:
    """All of it."""
    requests = 1 + PAGES + PAGES * ON_A_PAGE
    ideal = [requests * LATENCY_MS / AT_ONCE]
    anew: list[Run] = []
    again: list[Run] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(serving(pages=PAGES, articles=ON_A_PAGE, latency_ms=LATENCY_MS))
        for turn in range(rounds):
            anew.append(bring(url, folder / f"{turn}.db"))
            again.append(bring(url, folder / f"{turn}.db"))

    def line(what: str, runs: list[Run], value: Callable[[Run], float], of: list[float]) -> Row:
        name = (
            f"{requests} requests × {LATENCY_MS:g} ms / {AT_ONCE}"
            if of is ideal
            else "four requests"
        )
        return row(what, [value(run) * 1000 for run in runs], name, of)

    four = [4 * LATENCY_MS]
    return [
        line("a whole issue", anew, lambda run: run.whole_s, ideal),
        line("the same again", again, lambda run: run.whole_s, ideal),
        line("its first article stored", anew, lambda run: run.first_words_s, four),
        line("its first page stored", anew, lambda run: run.first_section_s, four),
    ]


if __name__ == "__main__":
    print(table(measure(int(sys.argv[1]) if sys.argv[1:] else 3)))
