"""Keeping the index up to date with the texts.

What is indexed is a *clump*: a few neighbouring articles of one issue under one number, because the
list of where a mark occurs is then shorter, and with it the file and the time that it takes to
write. Numbers are given in the order of indexing and never twice, so that they stay small and close
together; the numbers of one issue are a *run*. The index is never corrected: of an issue that
changed the run is let go and the issue is indexed anew, and what is left in the index under a
number that no run has is passed over.

An issue is indexed whole or not at all. A text that is written makes its issue one to be indexed,
in the same transaction, by a trigger; until that is done the search reads the issue's texts
themselves. So nothing is ever missed, and indexing can wait, and can be killed at any moment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from struct import pack, unpack
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.library import codec
from reader.library.issues import PER_DAY
from reader.library.terms import marks_of_clump, searched

if TYPE_CHECKING:
    from reader.library.connection import Connection

MOST_ARTICLES = 8
"""Articles a clump."""
_ENOUGH = 12_000
"""Characters that fill a clump."""
_WASTE = 5_000
"""Clumps that may be left in the index for nothing, however few there are that serve."""


class Indexing:
    """The index of a library, and what it lacks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stale_count(self) -> int:
        """How many issues and bookmarks are not indexed yet; they are searched all the same, only
        slower."""
        with self._connection.reading() as sql:
            return len(_stale_issues(sql, -1)) + len(_stale_bookmarks(sql, -1))

    def take_in(self, most_articles: int = 4_000) -> None:
        """Index what has just come, as far as that is quickly done; what is not is done while
        nobody is at the keys. That it cannot be done now is no failure of what has come."""
        with suppress(LibraryError):
            while most_articles > 0 and (done := self.catch_up(min(1_000, most_articles))):
                most_articles -= done

    def catch_up(self, most_articles: int = 1_000) -> int:
        """Index what is not indexed yet, the newest issues first, in one transaction: so many
        articles, or a few more so that an issue is whole. How many there were; 0 when all is done.
        """
        with self._connection.writing() as sql:
            waiting: list[tuple[int, int]] = []
            left = most_articles
            # An issue is not much longer than a few hundred articles, and seldom empty.
            for issue, day in _stale_issues(sql, max(1, most_articles)):
                if left <= 0:
                    break
                (count,) = sql.execute(
                    "SELECT count(*) FROM article WHERE issue = ?", (issue,)
                ).fetchone()
                waiting.append((issue, day))
                left -= max(1, count)
            done = 0
            writer = _Writer(sql)
            for issue, day in reversed(waiting):
                done += writer.index_issue(issue, day)
            if left > 0:
                for bookmark in _stale_bookmarks(sql, left):
                    done += writer.index_bookmark(bookmark)
            if not waiting and not done:
                _sweep(sql)
            return done or len(waiting)


def _stale_issues(sql: sqlite3.Connection, most: int) -> list[tuple[int, int]]:
    return sql.execute(
        "SELECT number, day FROM issue WHERE NOT is_indexed ORDER BY day DESC LIMIT ?", (most,)
    ).fetchall()


def _stale_bookmarks(sql: sqlite3.Connection, most: int) -> list[int]:
    rows = sql.execute(
        """SELECT b.number FROM bookmark AS b LEFT JOIN indexed_run AS r ON r.bookmark = b.number
           WHERE r.first IS NULL LIMIT ?""",
        (most,),
    )
    return [number for (number,) in rows]


def _sweep(sql: sqlite3.Connection) -> None:
    """Begin the index anew where most of it serves nothing."""
    used, wasted = sql.execute(
        """SELECT total(iif(issue IS NULL AND bookmark IS NULL, 0, length)),
               total(iif(issue IS NULL AND bookmark IS NULL, length, 0)) FROM indexed_run"""
    ).fetchone()
    if wasted > max(_WASTE, used):
        sql.execute("INSERT INTO posting (posting) VALUES ('delete-all')")
        sql.execute("DELETE FROM indexed_run")
        sql.execute("UPDATE issue SET is_indexed = 0")


def starts_of(content: bytes) -> tuple[int, ...]:
    """The numbers, within their day, of the first article of each clump."""
    return unpack(f"<{len(content) // 4}I", content)


class _Writer:
    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        (self._next,) = sql.execute(
            "SELECT coalesce(max(first + length), 1) FROM indexed_run"
        ).fetchone()

    def index_issue(self, issue: int, day: int) -> int:
        """How many articles it has."""
        sql, base = self._sql, day * PER_DAY
        sql.execute("UPDATE indexed_run SET issue = NULL WHERE issue = ?", (issue,))
        articles = [
            (number, _text_of(content))
            for number, content in sql.execute(
                """SELECT a.number, b.content FROM article AS a
                   JOIN body AS b ON b.article = a.number WHERE a.issue = ? ORDER BY a.number""",
                (issue,),
            )
        ]
        clumps = list(_clumps(articles))
        starts = [clump[0][0] - base for clump in clumps]
        self._write("issue", issue, [[text for _, text in clump] for clump in clumps], starts)
        sql.execute("UPDATE issue SET is_indexed = 1 WHERE number = ?", (issue,))
        return len(articles)

    def index_bookmark(self, bookmark: int) -> int:
        """One."""
        (copy,) = self._sql.execute(
            "SELECT copy FROM bookmark WHERE number = ?", (bookmark,)
        ).fetchone()
        self._write("bookmark", bookmark, [[_text_of_copy(copy)]], [0])
        return 1

    def _write(
        self, column: str, number: int, clumps: Sequence[Sequence[str]], starts: Sequence[int]
    ) -> None:
        first = self._next
        self._next += max(1, len(clumps))
        self._sql.execute(
            f"INSERT INTO indexed_run (first, length, {column}, starts) VALUES (?, ?, ?, ?)",  # noqa: S608 - a name of ours
            (first, self._next - first, number, pack(f"<{len(starts)}I", *starts)),
        )
        self._sql.executemany(
            "INSERT INTO posting (rowid, marks) VALUES (?, ?)",
            ((number, marks_of_clump(texts)) for number, texts in enumerate(clumps, first)),
        )


def _text_of(content: bytes) -> str:
    """ "" where it cannot be read: what cannot be shown cannot be found."""
    try:
        return searched(codec.unpacked_article(content))
    except (codec.Unreadable, TypeError):
        return ""


def _text_of_copy(content: bytes) -> str:
    try:
        return searched(codec.unpacked_copy(content)[2])
    except (codec.Unreadable, TypeError):
        return ""


def _clumps(articles: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    clump: list[tuple[int, str]] = []
    size = 0
    for number, text in articles:
        if clump and (len(clump) >= MOST_ARTICLES or size + len(text) > _ENOUGH):
            yield clump
            clump, size = [], 0
        clump.append((number, text))
        size += len(text)
    if clump:
        yield clump
