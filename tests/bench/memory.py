"""A year of issues in one process: `python tests/bench/memory.py [DAYS]`.

Small issues, one after another through one fetcher into one library, and what the process holds
after each stretch of days, against what it held after the first.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from fetch import DAY, PAPER
from loopback import serving

from reader.delivery import deliver, fetcher_for
from reader.library import Library

PAGES, ON_A_PAGE = 4, 5
STRETCH = 30


def held_mb() -> float:
    """Resident memory now, in megabytes; Linux says it in pages of 4 kB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1048576


def size_mb(path: Path) -> float:
    """A file's size, in megabytes."""
    return path.stat().st_size / 1048576


def measure(days: int) -> list[tuple[int, float, float]]:
    """Issues so far, megabytes held, megabytes of the library."""
    found: list[tuple[int, float, float]] = []

    async def run(url: str, path: Path) -> None:
        with Library.open(path) as library:
            async with fetcher_for(PAPER, library, base_url=url) as fetcher:
                for number in range(1, days + 1):
                    await deliver(
                        PAPER,
                        DAY - timedelta(days=days - number),
                        fetcher=fetcher,
                        library=library,
                        base_url=url,
                    )
                    if number % STRETCH == 0 or number == days:
                        gc.collect()
                        found.append((number, held_mb(), size_mb(path)))

    with (
        tempfile.TemporaryDirectory() as folder,
        serving(pages=PAGES, articles=ON_A_PAGE, length=4000) as url,
    ):
        asyncio.run(run(url, Path(folder) / "library.db"))
    return found


if __name__ == "__main__":
    print("| issues | MB held | × the first | MB in the library |\n|---|---|---|---|")
    rows = measure(int(sys.argv[1]) if sys.argv[1:] else 365)
    for issues, mb, size in rows:
        print(f"| {issues} | {mb:.1f} | {mb / rows[0][1]:.2f} | {size:.1f} |")
