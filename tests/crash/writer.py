"""Writes into a library until it is killed, and says after each write what was kept; then checks
that it was.

    python tests/crash/writer.py MODE LIBRARY [SITE]     # `ack …`, a line a write
    python tests/crash/writer.py check LIBRARY ACKS      # 1 where something is lost or not whole

MODE is `mix` (bookmarks, notes, read marks), `import` or `download`, which takes the address of a
press. For `../shared/hostile/kill9.py`, whose `--writer` and `--check` these are:

    kill9.py -n 500 --writer 'python tests/crash/writer.py mix L' --check '… check L {ack}'
"""

from __future__ import annotations

import asyncio
import math
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reader.library import Library
from reader.model import Article, Issue, Newspaper, Paragraph, Section

PAPER = Newspaper(id="crash", name="试报", language="zh")
DAY = date(2024, 7, 6)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
COUNT = 200


def ack(*words: object) -> None:
    sys.stdout.write("ack " + "|".join(map(str, words)) + "\n")
    sys.stdout.flush()


def stocked(library: Library) -> None:
    articles = tuple(
        Article(slug=f"a{n}", headline=f"第{n}题", blocks=(Paragraph(text=f"第{n}段话。" * 60),))
        for n in range(COUNT)
    )
    section = Section(name="要闻", articles=articles)
    library.store(
        PAPER, Issue(newspaper_id=PAPER.id, date=DAY, sections=(section,)), at=datetime.now(UTC)
    )


def mix(library: Library) -> None:
    """Bookmarks, notes and read marks, each acknowledged when the library has returned."""
    if library.outline(PAPER.id, DAY) is None:
        stocked(library)
    turn = 0
    while True:
        turn += 1
        key = f"{PAPER.id}/{DAY}/a{(os.getpid() * 7 + turn) % COUNT}"
        token = f"{os.getpid()}-{turn}"
        match turn % 4:
            case 0:
                library.bookmark(key, at=datetime.now(UTC))
                ack("bookmark", key)
            case 1:
                library.mark_read(key, at=datetime.now(UTC))
                ack("read", key)
            case 2:
                library.bookmark(key, at=datetime.now(UTC), note=token)
                library.annotate(key, token)
                ack("note", key, token)
            case _:
                library.put_on_list(key, at=datetime.now(UTC), since=LONG_AGO)
                ack("list", key)


def imported(library: Library) -> None:
    """Saved pages, one after another."""
    from reader.delivery import Import
    from reader.papers import stand_of_papers

    papers = stand_of_papers()
    with tempfile.TemporaryDirectory() as folder:
        for path in _pages(Path(folder)):
            job = Import(library, papers, today=DAY, at=datetime.now(UTC))
            for _ in job.events([path]):
                pass
            ack("saved", path.stem)


def _pages(folder: Path) -> Iterator[Path]:
    for n in range(10_000):
        name = f"{os.getpid()}-{n}"
        path = folder / f"{name}.html"
        words = "".join(f"<p>第{k}段说的是{name}的事情，一共有{k * 3}件。</p>" for k in range(12))
        path.write_text(
            f"<html><head><meta charset=utf-8><title>{name}号报道</title></head>"
            f"<body><h1>{name}号报道</h1>{words}</body></html>"
        )
        yield path


def downloaded(library: Library, site: str) -> None:
    """Issues of a press on loopback, article by article."""
    from reader.delivery import deliver
    from reader.fetch import Fetcher, Pace
    from reader.model import Progress
    from reader.papers import paper_named, stand_of_papers

    paper = paper_named("kjrb", stand_of_papers())

    def report(progress: Progress) -> None:
        for key in progress.stored:
            ack("article", key)

    async def bring(day: date) -> None:
        async with Fetcher(Pace(at_once=8, per_second=math.inf), store=library) as fetcher:
            await deliver(
                paper, day, fetcher=fetcher, library=library, base_url=site, report=report
            )
        ack("issue", f"{paper.id}/{day}")

    while True:
        for n in range(5):
            day = date(2026, 11, 24) - timedelta(n)
            if day.weekday() < 5:
                library.restore(paper.id, day)
                asyncio.run(bring(day))
        for n in range(5):
            # What was fetched is taken out, so that there is always something to fetch; it is
            # told before, for then its articles are no loss.
            day = date(2026, 11, 24) - timedelta(n)
            ack("gone", f"{paper.id}/{day}")
            library.remove_issue(paper.id, day, at=datetime.now(UTC))


def lost_in(library: Library, acks: list[list[str]]) -> list[str]:
    """What was acknowledged and is not there."""
    here = {b.key: b.note for b in library.bookmarks()}
    listed = {e.key for e in library.reading_list(since=LONG_AGO)}
    lost, wanted, last, order = [], {}, {}, {}
    for n, (kind, *rest) in enumerate(acks):
        match kind:
            case "bookmark" if rest[0] not in here:
                lost.append(f"bookmark {rest[0]}")
            case "note":
                last[rest[0]] = rest[1]
                order[rest[0], rest[1]] = n
            case "read" if not library.read_state(rest[0]).is_read:
                lost.append(f"read {rest[0]}")
            case "list" if rest[0] not in listed and not library.read_state(rest[0]).is_read:
                lost.append(f"list {rest[0]}")
            case "article":
                wanted[rest[0]] = True
            case "gone":
                wanted = {key: True for key in wanted if not key.startswith(rest[0] + "/")}
    for key, token in last.items():
        # A later one that was written and not acknowledged any more is no loss.
        found = here.get(key, "")
        if found != token and (key, found) in order:
            lost.append(f"note {key}: {found} is older than {token}")
        if not found:
            lost.append(f"note {key}")
    lost += [f"article {key}" for key in wanted if library.article(key) is None]
    if any(kind == "saved" for kind, *_ in acks):
        titles = {
            article.headline
            for tally in library.days("saved")
            for article in (library.issue("saved", tally.date) or _nothing()).articles
        }
        lost += [
            f"saved {rest[0]}"
            for kind, *rest in acks
            if kind == "saved" and f"{rest[0]}号报道" not in titles
        ]
    return lost


def _nothing() -> Issue:
    return Issue(newspaper_id="saved", date=DAY)


def check(path: Path, told: Path) -> int:
    acks = [line.strip().split("|") for line in told.read_text().splitlines() if line.strip()]
    if not path.exists():
        return 1 if acks else 0
    with Library.open(path, create=False) as library:
        flaws = library.integrity()
        lost = lost_in(library, acks)
    for line in [*flaws[:3], *lost[:5]]:
        sys.stdout.write(line + "\n")
    return 1 if flaws or lost else 0


def main(mode: str, path: str, *rest: str) -> int:
    if mode == "check":
        return check(Path(path), Path(rest[0]))
    with Library.open(Path(path)) as library:
        match mode:
            case "mix":
                mix(library)
            case "import":
                imported(library)
            case _:
                downloaded(library, rest[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
