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
    cpu_s: float = 0.0
    """Of this process, everything included: asking, reading, storing."""
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
            begun, cpu = time.perf_counter(), time.process_time()
            issue = await deliver(
                PAPER, day, fetcher=fetcher, library=library, base_url=url, report=report
            )
            found.whole_s = time.perf_counter() - begun
            found.cpu_s = time.process_time() - cpu
        count = sum(1 for _ in issue.articles)
        if issue.gaps or count != PAGES * ON_A_PAGE:
            raise RuntimeError(f"{count} articles and {len(issue.gaps)} gaps")

    first = {f"measure/{day.isoformat()}/content_{n}" for n in range(1, ON_A_PAGE + 1)}
    with Library.open(path) as library:
        asyncio.run(run())
    return found


def ask(url: str) -> Run:
    """Asks the same of the site by httpx alone and throws the answers away: what this machine can
    do at this hour.
    """
    import httpx

    found = Run()
    folder = f"{url}/html/{DAY:%Y-%m}/{DAY:%d}"
    pages = [f"{folder}/node_{n + FIRST_NODE}.htm" for n in range(PAGES)]
    articles = [f"{folder}/content_{n + 1}.htm" for n in range(PAGES * ON_A_PAGE)]
    waiting = iter([f"{url}/robots.txt", *pages, *articles])

    async def run() -> None:
        async with httpx.AsyncClient(verify=False, trust_env=False) as client:

            async def work() -> None:
                for address in waiting:
                    await client.get(address)

            begun, cpu = time.perf_counter(), time.process_time()
            await asyncio.gather(*(work() for _ in range(AT_ONCE)))
            found.whole_s = time.perf_counter() - begun
            found.cpu_s = time.process_time() - cpu

    asyncio.run(run())
    return found


def measure(rounds: int) -> list[Row]:
    """All of it."""
    requests = 1 + PAGES + PAGES * ON_A_PAGE
    ideal = [requests * LATENCY_MS / AT_ONCE]
    alone: list[Run] = []
    anew: list[Run] = []
    again: list[Run] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(serving(pages=PAGES, articles=ON_A_PAGE, latency_ms=LATENCY_MS))
        for turn in range(rounds):
            alone.append(ask(url))
            anew.append(bring(url, folder / f"{turn}.db"))
            again.append(bring(url, folder / f"{turn}.db"))

    def ms(runs: list[Run], value: Callable[[Run], float]) -> list[float]:
        return [value(run) * 1000 for run in runs]

    formula = f"{requests} requests × {LATENCY_MS:g} ms / {AT_ONCE}"
    cpu = ms(alone, lambda run: run.cpu_s)
    words = ms(anew, lambda run: run.first_words_s)
    section = ms(anew, lambda run: run.first_section_s)
    four = [4 * LATENCY_MS]
    return [
        row("httpx alone", ms(alone, lambda run: run.whole_s), formula, ideal),
        row("a whole issue", ms(anew, lambda run: run.whole_s), formula, ideal),
        row("the same again", ms(again, lambda run: run.whole_s), formula, ideal),
        row("CPU of a whole issue", ms(anew, lambda run: run.cpu_s), "httpx alone", cpu),
        row("its first article stored", words, "four requests", four),
        row("its first page stored", section, "four requests", four),
    ]


if __name__ == "__main__":
    print(table(measure(int(sys.argv[1]) if sys.argv[1:] else 3)))
