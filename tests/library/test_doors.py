"""A process with more than one connection to a library, and another process beside it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reader.library import Library
from reader.model import Article, Issue, Newspaper, Paragraph, Section

if TYPE_CHECKING:
    from pathlib import Path

PAPER = Newspaper(id="kjrb", name="科技日报")
NOON = datetime(2024, 7, 6, 4, tzinfo=UTC)
DAY = date(2024, 7, 6)

BESIDE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reader.library import Library
with Library.open(Path(sys.argv[1])) as library:
    library.note_down("beside", "x" * 20_000)
"""


def issue_of(day: date) -> Issue:
    articles = tuple(
        Article(slug=f"s{n}", headline=f"第{n}条", blocks=(Paragraph(text=f"{n}正文。" * 400),))
        for n in range(12)
    )
    section = Section(name="要闻", page="01", articles=articles)
    return Issue(newspaper_id=PAPER.id, date=day, sections=(section,))


def test_closing_a_second_door_leaves_the_first_one_s_locks(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.store(PAPER, issue_of(DAY), at=NOON)
        with Library.open(path) as second:
            second.store(PAPER, issue_of(date(2024, 7, 7)), at=NOON)
        subprocess.run([sys.executable, "-c", BESIDE, path], check=True, timeout=60)
        # The log that this process still writes to must be there after another one has left.
        assert path.with_name("library.db-wal").exists()
        library.store(PAPER, issue_of(date(2024, 7, 8)), at=NOON)
        with Library.open(path) as third:
            third.store(PAPER, issue_of(date(2024, 7, 9)), at=NOON)
            assert third.recall("beside") == "x" * 20_000
        assert len(library.days("kjrb")) == 4
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
