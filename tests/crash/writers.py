"""Two processes with four threads each bookmark at once: `python writers.py LIBRARY COUNT`
(so many a thread), or a number of seconds as `60s`.

Prints a line of JSON: bookmarks made and lost, failures, and what a bookmark took.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

from reader.errors import ReaderError
from reader.library import Library
from reader.model import Article, Issue, Newspaper, Paragraph, Section

PAPER = Newspaper(id="crash", name="试报", language="zh")
DAY = date(2024, 7, 6)
THREADS = 4
PROCESSES = 2
MOST = 4000


def work(path: Path, process: int, amount: str) -> dict[str, object]:
    """What one process does."""
    times: list[float] = []
    failures: list[str] = []
    keys: list[str] = []
    seconds = float(amount[:-1]) if amount.endswith("s") else 0.0
    until = time.monotonic() + seconds

    def write(thread: int) -> None:
        with Library.open(path) as library:
            n = 0
            while n < (MOST if seconds else int(amount)) and (
                not seconds or time.monotonic() < until
            ):
                key = f"crash/{DAY}/a{process}-{thread}-{n}"
                n += 1
                began = time.monotonic()
                try:
                    library.bookmark(key, at=datetime.now(UTC), note=key)
                except ReaderError as error:
                    failures.append(str(error))
                    continue
                times.append(time.monotonic() - began)
                keys.append(key)
                if seconds:
                    # As fast as nobody bookmarks.
                    time.sleep(0.02)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"times": times, "failures": failures, "keys": keys}


def main(path: Path, amount: str) -> int:
    most = MOST if amount.endswith("s") else int(amount)
    with Library.open(path) as library:
        articles = tuple(
            Article(slug=f"a{p}-{t}-{n}", headline=f"{n}", blocks=(Paragraph(text="话。" * 40),))
            for p in range(PROCESSES)
            for t in range(THREADS)
            for n in range(most)
        )
        section = Section(name="要闻", articles=articles)
        library.store(
            PAPER, Issue(newspaper_id="crash", date=DAY, sections=(section,)), at=datetime.now(UTC)
        )
    running = [
        subprocess.Popen(
            [sys.executable, __file__, str(path), amount, str(n)], stdout=subprocess.PIPE
        )
        for n in range(PROCESSES)
    ]
    told = [json.loads(each.communicate()[0]) for each in running]
    times = sorted(took for each in told for took in each["times"])
    with Library.open(path) as library:
        here = {b.key for b in library.bookmarks()}
        flaws = library.integrity()
    keys = [key for each in told for key in each["keys"]]
    result = {
        "bookmarks": len(keys),
        "lost": sum(key not in here for key in keys),
        "failures": [failure for each in told for failure in each["failures"]] + flaws,
        "median_ms": round(times[len(times) // 2] * 1000, 1),
        "p99_ms": round(times[len(times) * 99 // 100] * 1000, 1),
        "worst_ms": round(times[-1] * 1000, 1),
    }
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return bool(result["lost"] or result["failures"])


if __name__ == "__main__":
    if len(sys.argv) > 3:
        answer = work(Path(sys.argv[1]), int(sys.argv[3]), sys.argv[2])
        sys.stdout.write(json.dumps(answer))
        sys.exit(0)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
