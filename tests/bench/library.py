"""A library of very many articles: what it costs to fill, to keep, to open and to search.

    python tests/bench/library.py [--articles 20000] [--folder DIR] [--keep] [--queries 200]

Articles of made-up Chinese (see `prose`) are stored issue by issue, as a delivery stores them, and
indexed; then the file is weighed, opened beside an empty one, and searched for words of one to four
characters that are in its texts, as often as they come, and for some that are not. Of words it is
checked that what is found is what reading every text finds. It prints figures and fails on none;
only their ratios within one run say anything on a busy machine, so processor time is told too.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from prose import Prose

from reader.library import Library, shelf
from reader.library.search import Search
from reader.library.terms import Term, searched
from reader.model import Issue, Newspaper, Order
from reader.text.folding import fold

NEWEST = date(2026, 11, 30)
AT = datetime(2026, 11, 30, 1, tzinfo=UTC)
PAPERS = 10
AN_ISSUE = 70
A_SCREENFUL = 20
"""Results that are seen at once, and so asked for as one types."""
CATCH_UP = 4_000
"""Articles a transaction of indexing."""


def issues(prose: Prose, articles: int) -> Iterator[tuple[Newspaper, Issue]]:
    """Issues of several papers, the oldest day first, as many articles as were asked for."""
    papers = [
        Newspaper(id=f"paper{n}", name=f"第{n}日报", english_name=f"Daily {n}")
        for n in range(PAPERS)
    ]
    days = -(-articles // (AN_ISSUE * PAPERS))
    left = articles
    for n in range(days):
        day = NEWEST - timedelta(days=days - 1 - n)
        for paper in papers:
            if left <= 0:
                return
            yield paper, prose.issue(paper, day, min(left, AN_ISSUE))
            left -= AN_ISSUE


def filled(library: Library, articles: int) -> dict[str, float]:
    """Store and index so many articles; what it took, without making them up."""
    took = {"store": 0.0, "index": 0.0, "store_cpu": 0.0, "index_cpu": 0.0, "characters": 0.0}
    took["bytes"] = 0.0
    waiting = 0

    def timed(name: str, job: Callable[[], object]) -> None:
        wall, processor = time.perf_counter(), time.process_time()
        job()
        took[name] += time.perf_counter() - wall
        took[f"{name}_cpu"] += time.process_time() - processor

    for paper, issue in issues(Prose(), articles):
        for article in issue.articles:
            text = article.headline + article.byline + article.text
            took["characters"] += len(text)
            took["bytes"] += len(text.encode())
        timed("store", lambda paper=paper, issue=issue: library.store(paper, issue, at=AT))
        waiting += sum(1 for _ in issue.articles)
        if waiting >= CATCH_UP:
            timed("index", lambda: library.indexing.catch_up(CATCH_UP))
            waiting = 0
    timed("index", lambda: [None for _ in iter(lambda: library.indexing.catch_up(CATCH_UP), 0)])
    return took


def weighed(path: Path) -> dict[str, int]:
    """Bytes of the file, and of its parts."""
    import sqlite3

    with closing(sqlite3.connect(path)) as sql:
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = path.stat().st_size
        body, rows, runs = (
            sql.execute(f"SELECT coalesce(sum(length({column})), 0) FROM {table}").fetchone()[0]
            for column, table in (
                ("content", "body"),
                ("block", "posting_data"),
                ("starts", "indexed_run"),
            )
        )
    return {"whole": whole, "bodies": body, "postings": rows, "runs": runs}


def words_in(path: Path, count: int, seed: int = 7) -> list[str]:
    """Words of one to four characters as they stand in the texts, and a tenth that do not."""
    import sqlite3

    from reader.library.codec import unpacked_article

    choose = random.Random(seed)
    found: list[str] = []
    with closing(sqlite3.connect(path)) as sql:
        last = sql.execute("SELECT count(*) FROM article").fetchone()[0]
        numbers = [n for (n,) in sql.execute("SELECT number FROM article")]
        while len(found) < count:
            number = numbers[choose.randrange(last)]
            (content,) = sql.execute(
                "SELECT content FROM body WHERE article = ?", (number,)
            ).fetchone()
            text = unpacked_article(content).text
            length = 1 + len(found) % 4
            at = choose.randrange(max(1, len(text) - length))
            word = text[at : at + length]
            if len(found) % 10 == 9:
                word = "".join(text[choose.randrange(len(text))] for _ in range(length))
            if all("\u4e00" <= sign <= "\u9fff" for sign in word) and len(word) == length:
                found.append(word)
    return found


def naive(library: Library, word: str) -> set[str]:
    """The keys of what reading every text finds."""
    term = Term(fold(word))
    with library._connection.reading() as sql:
        days = sql.execute(
            """SELECT a.number, i.newspaper_id, i.day, a.slug FROM article AS a
               JOIN issue AS i ON i.number = a.issue"""
        ).fetchall()
        return {
            f"{paper}/{day // 10_000}-{day // 100 % 100:02d}-{day % 100:02d}/{slug}"
            for number, paper, day, slug in days
            if term.is_in(searched(shelf.body(sql, number)))
        }


def _percentile(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def _line(what: str, times: list[float], remark: str = "") -> None:
    print(
        f"{what:34} median {statistics.median(times):7.2f}  p95 {_percentile(times, 0.95):7.2f}"
        f"  worst {max(times):7.2f} ms  {remark}"
    )


def _timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000


def measured(path: Path, queries: int) -> None:
    """Search, open and read a library that is filled."""
    words = words_in(path, queries)
    with Search.open(path) as search:
        print(f"the first query {_timed(lambda: search.find('测量', today=NEWEST)):.1f} ms")
        for order in Order:
            by_length: dict[int, list[float]] = {}
            slow: list[tuple[float, str]] = []
            busy: list[float] = []
            for word in words:
                processor = time.thread_time()
                took = _timed(
                    lambda word=word, order=order: search.find(
                        word, today=NEWEST, order=order, limit=A_SCREENFUL
                    )
                )
                busy.append((time.thread_time() - processor) * 1000)
                by_length.setdefault(len(word), []).append(took)
                slow.append((took, word))
            for length, times in sorted(by_length.items()):
                _line(f"{order.value}, {length} characters", times)
            remark = " ".join(f"{word} {took:.0f}" for took, word in sorted(slow)[-5:])
            _line(f"{order.value}, all, processor time", busy)
            _line(f"{order.value}, all", [took for took, _ in slow], remark)
    with Library.open(path) as library, tempfile.TemporaryDirectory() as folder:
        day = library.days("paper0")[-1].date
        outline = library.outline("paper0", day)
        assert outline is not None
        keys = [line.key for line in outline.lines]
        _line("an outline", [_timed(lambda: library.outline("paper0", day)) for _ in range(50)])
        _line("an article", [_timed(lambda key=key: library.article(key)) for key in keys])
        empty = Path(folder) / "empty.db"
        Library.open(empty).close()
        opened: dict[Path, list[float]] = {empty: [], path: []}
        for _ in range(40):
            for file, times in opened.items():
                times.append(_timed(lambda file=file: Library.open(file).close()))
        full, nothing = (statistics.median(opened[file]) for file in (path, empty))
        print(f"opening it {full:.2f} ms, an empty one {nothing:.2f} ms: {full / nothing:.2f} x")


def checked(path: Path, words: list[str]) -> None:
    """Whether what is found is what there is."""
    with Library.open(path) as library, Search.open(path) as search:
        for word in words:
            found = {hit.key for hit in search.find(word, today=NEWEST, limit=None).hits}
            there = naive(library, word)
            if found != there:
                print(f"** {word}: {len(there - found)} missed, {len(found - there)} false")
    print(f"{len(words)} words were compared with reading every text")


def main() -> None:
    """Fill, weigh, search."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--folder", type=Path)
    options.add_argument("--keep", action="store_true", help="leave the library there")
    options.add_argument("--queries", type=int, default=200)
    options.add_argument("--check", type=int, default=8, help="words that are checked")
    chosen = options.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="reader-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"library-{chosen.articles}.db"
    try:
        if not path.exists():
            with Library.open(path) as library:
                took = filled(library, chosen.articles)
            n = chosen.articles
            both, cpu = took["store"] + took["index"], took["store_cpu"] + took["index_cpu"]
            print(
                f"{n:,} articles of {took['characters'] / n:.0f} characters: {n / both:,.0f} a "
                f"second with the index, {n / cpu:,.0f} a second of processor time (stored "
                f"{n / took['store_cpu']:,.0f}, indexed {n / took['index_cpu']:,.0f})"
            )
            parts = weighed(path)
            print(
                f"{parts['whole']:,} bytes, of the texts' UTF-8: "
                + ", ".join(f"{name} {size / took['bytes']:.3f}" for name, size in parts.items())
            )
        measured(path, chosen.queries)
        checked(path, words_in(path, chosen.check, seed=11))
    finally:
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
