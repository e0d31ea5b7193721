"""What a part of the library was before somebody changed it, and putting that back.

A part is taken down in the transaction that changes it, row by row, so what is put back is what was
there and not what could be made again: a bookmark with its note, its copy and its place among the
others, a removed article with its earlier texts and its pictures. What has come in between by
another way (another program, a delivery) is not undone with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import TypeAlias

from reader.errors import LibraryError
from reader.lang import say
from reader.library import issues, marks, pinned, readinglist, removals, shelf
from reader.library.issues import day_number, number_of_issue

Value: TypeAlias = "str | int | float | bytes | None"


class Kind(Enum):
    """What of the library a part is."""

    READ = "read"
    """How far an article is read."""
    BOOKMARK = "bookmark"
    """An article's bookmark."""
    LISTED = "listed"
    """An article's place on the reading list."""
    ARTICLE = "article"
    """An article of an issue, and whether it was removed."""
    ISSUE = "issue"
    """A whole issue, and whether it was removed."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a person changes at a time."""

    kind: Kind
    key: str
    """An article's key; an issue's is `kjrb/2024-07-06`."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table, as they were."""

    table: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()

    def values(self, column: str) -> list[Value]:
        """One column."""
        at = self.columns.index(column)
        return [row[at] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Before:
    """A part of the library as it was."""

    part: Part
    tables: tuple[Rows, ...] = field(default=(), repr=False)
    done: tuple[Rows, ...] = field(default=(), repr=False)
    """Of a bookmark, what the deed made of it: what came later is told from that."""

    def then(self, table: str) -> Rows:
        """What there was in a table when the deed was done; as before where that is not known."""
        return next((rows for rows in self.done if rows.table == table), self.of(table))

    def of(self, table: str) -> Rows:
        """What there was in a table."""
        return next(rows for rows in self.tables if rows.table == table)

    @property
    def size(self) -> int:
        """About how many bytes it holds."""
        return sum(
            len(value)
            for rows in self.tables
            for row in rows.rows
            for value in row
            if isinstance(value, (str, bytes))
        )


def before(sql: sqlite3.Connection, part: Part) -> Before:
    """Take down what there is of a part now."""
    match part.kind:
        case Kind.READ:
            tables = [_rows(sql, "read_state", "key = ?", part.key)]
        case Kind.LISTED:
            tables = [_rows(sql, "reading_list", "key = ?", part.key)]
        case Kind.BOOKMARK:
            kept = _rows(sql, "bookmark", "key = ?", part.key)
            hang = [_of(sql, table, "bookmark", kept, "number") for table in pinned.TABLES]
            tables = [kept, *hang, _pictures(sql, hang[0].values("url"))]
        case Kind.ARTICLE:
            row = shelf.row_of(sql, part.key)
            number = row[0] if row else None
            tables = _articles(sql, _rows(sql, "article", "number = ?", number), [])
            where = "issue = ? AND number = ?"
            tables.append(_rows(sql, "section", where, *(row[1:] if row else (None, None))))
            tables.append(_removal(sql, part))
        case Kind.ISSUE:
            newspaper_id, day = issue_of(part.key)
            number = number_of_issue(sql, newspaper_id, day)
            sections = _rows(sql, "section", "issue = ?", number)
            articles = _rows(sql, "article", "issue = ?", number)
            tables = _articles(sql, articles, sections.values("page_image_url"))
            tables += [
                _rows(sql, "issue", "number = ?", number),
                sections,
                _rows(sql, "listing", "issue = ?", number),
                _removal(sql, part),
            ]
    return Before(part, tuple(tables))


def with_deed(sql: sqlite3.Connection, was: Before) -> Before:
    """The same, once the part has been changed: with what the change made of it where somebody
    else may go on with it."""
    if was.part.kind is not Kind.BOOKMARK or not was.of("bookmark").rows:
        return was
    kept = _rows(sql, "bookmark", "key = ?", was.part.key)
    hang = [_of(sql, table, "bookmark", kept, "number") for table in ("bookmark_tag", "highlight")]
    return replace(was, done=(kept, *hang)) if kept.rows else was


def put_back(sql: sqlite3.Connection, was: Before) -> None:
    """Let the part be again what it was; raises `LibraryError` where it no longer can."""
    match was.part.kind:
        case Kind.READ:
            _put_back_read_state(sql, was)
        case Kind.LISTED:
            _put_back_listed(sql, was)
        case Kind.BOOKMARK:
            _put_back_bookmark(sql, was)
        case Kind.ARTICLE:
            _put_back_article(sql, was)
        case Kind.ISSUE:
            _put_back_issue(sql, was)


def issue_of(key: str) -> tuple[str, date]:
    """Newspaper and day of an issue's id; raises `LibraryError` where it is none."""
    newspaper_id, _, day = key.partition("/")
    try:
        return newspaper_id, date.fromisoformat(day)
    except ValueError as error:
        raise LibraryError(say("{key} names no issue.", key=key)) from error


# -- taking down ---------------------------------------------------------------


def _rows(sql: sqlite3.Connection, table: str, where: str, *values: Value) -> Rows:
    # The names of tables and columns are ours.
    found = sql.execute(f"SELECT * FROM {table} WHERE {where}", values)  # noqa: S608
    columns = tuple(column[0] for column in found.description)
    return Rows(table, columns, tuple(map(tuple, found.fetchall())))


def _of(sql: sqlite3.Connection, table: str, column: str, owners: Rows, number: str) -> Rows:
    """The rows that belong to others."""
    found = [_rows(sql, table, f"{column} = ?", value) for value in owners.values(number)]
    columns = _rows(sql, table, "0").columns
    return Rows(table, columns, tuple(row for each in found for row in each.rows))


def _pictures(sql: sqlite3.Connection, urls: Iterable[Value]) -> Rows:
    return _of(
        sql, "picture", "url", Rows("", ("url",), tuple((url,) for url in set(urls) if url)), "url"
    )


def _articles(sql: sqlite3.Connection, articles: Rows, more_pictures: list[Value]) -> list[Rows]:
    shows = _of(sql, "article_picture", "article", articles, "number")
    return [
        articles,
        _of(sql, "body", "article", articles, "number"),
        _of(sql, "earlier", "article", articles, "number"),
        shows,
        _pictures(sql, [*shows.values("url"), *more_pictures]),
    ]


def _place_of(part: Part) -> tuple[str, date, str]:
    """Newspaper, day and the slug under which a removal of the part stands."""
    if part.kind is Kind.ISSUE:
        return (*issue_of(part.key), removals.WHOLE_ISSUE)
    parts = shelf.parts_of(part.key)
    if parts is None:
        raise LibraryError(say("{key} names no article.", key=part.key))
    return parts


def _removal(sql: sqlite3.Connection, part: Part) -> Rows:
    newspaper_id, day, slug = _place_of(part)
    where = "newspaper_id = ? AND day = ? AND slug = ?"
    return _rows(sql, "removal", where, newspaper_id, day_number(day), slug)


# -- putting back --------------------------------------------------------------


def _insert(sql: sqlite3.Connection, rows: Rows, **changed: dict[Value, Value]) -> None:
    """Put rows in again; `changed` says by column what a value is now. One that is there again
    stays as it is."""
    if not rows.rows:
        return
    names = ", ".join(rows.columns)
    marks_of_row = ", ".join("?" * len(rows.columns))
    sql.executemany(
        f"INSERT OR IGNORE INTO {rows.table} ({names}) VALUES ({marks_of_row})",  # noqa: S608
        [
            tuple(
                changed[column].get(value, value) if column in changed else value
                for column, value in zip(rows.columns, row, strict=True)
            )
            for row in rows.rows
        ],
    )


def _free_number(sql: sqlite3.Connection, table: str, number: Value, floor: int = 0) -> Value:
    """The number it had, or where that has been given to another the next one that is free."""
    taken = sql.execute(f"SELECT 1 FROM {table} WHERE number = ?", (number,)).fetchone()  # noqa: S608
    if taken is None:
        return number
    ceiling = floor + issues.PER_DAY if floor else 2**62
    (last,) = sql.execute(
        f"SELECT max(number) FROM {table} WHERE number >= ? AND number < ?",  # noqa: S608
        (floor, ceiling),
    ).fetchone()
    return int(last) + 1


def _put_back_read_state(sql: sqlite3.Connection, was: Before) -> None:
    """Read or not read, as it was. Where one is in the text by now is no part of it."""
    rows, key = was.of("read_state"), was.part.key
    columns = ("position", "read_at", "section", "length")
    position, read_at, section, length = (
        tuple(rows.values(column)[0] for column in columns) if rows.rows else (0, None, "", 0)
    )
    now = sql.execute("SELECT position FROM read_state WHERE key = ?", (key,)).fetchone()
    if now is not None:
        (position,) = now
    if position or read_at is not None:
        sql.execute(
            """INSERT OR REPLACE INTO read_state (key, position, read_at, section, length)
               VALUES (?, ?, ?, ?, ?)""",
            (key, position, read_at, section, length),
        )
    else:
        sql.execute("DELETE FROM read_state WHERE key = ?", (key,))
    marks.tally_of(sql, key)


def _put_back_listed(sql: sqlite3.Connection, was: Before) -> None:
    rows, key = was.of("reading_list"), was.part.key
    if not rows.rows:
        readinglist.take_off(sql, key)
        return
    _insert(sql, rows)
    place = rows.values("place")[0]
    sql.execute("UPDATE reading_list SET place = ? WHERE key = ?", (place, key))


def _put_back_bookmark(sql: sqlite3.Connection, was: Before) -> None:
    rows, key = was.of("bookmark"), was.part.key
    if not rows.rows:
        marks.unbookmark(sql, key)
        return
    there = sql.execute("SELECT number, note FROM bookmark WHERE key = ?", (key,)).fetchone()
    old = rows.values("number")[0]
    if there is not None:
        _undo_within_bookmark(sql, was, there[0], str(there[1]))
        return
    number = {old: _free_number(sql, "bookmark", old)}
    _insert(sql, rows, number=number)
    for table in pinned.TABLES:
        rows = was.of(table)
        if table != "highlight":
            _insert(sql, rows, bookmark=number)
            continue
        for row, lit in zip(rows.rows, rows.values("number"), strict=True):
            free = {lit: _free_number(sql, table, lit)}
            _insert(sql, Rows(table, rows.columns, (row,)), bookmark=number, number=free)
    _insert(sql, was.of("picture"))
    # The paper may have changed it while it was not kept.
    pinned.catch_up(sql, int(str(number[old])), key, datetime.now(UTC))


def _undo_within_bookmark(sql: sqlite3.Connection, was: Before, number: int, note: str) -> None:
    """Take back of a bookmark what the deed changed in it: what came by another way since then, a
    tag or a note of another program's, stays."""
    before, after = was.of("bookmark"), was.then("bookmark")
    old_note = str(before.values("note")[0])
    done_note = str(after.values("note")[0]) if after.rows else old_note
    if done_note != old_note:
        now = old_note if note == done_note else pinned.joined_notes(note, old_note)
        sql.execute("UPDATE bookmark SET note = ? WHERE number = ?", (now, number))
    for table in ("bookmark_tag", "highlight"):
        wanted, done = _without(was.of(table), "number"), _without(was.then(table), "number")
        gained = set(done.rows) - set(wanted.rows)
        lost = tuple(row for row in wanted.rows if row not in set(done.rows))
        where = " AND ".join(f"{column} = ?" for column in done.columns)
        sql.executemany(f"DELETE FROM {table} WHERE {where}", gained)  # noqa: S608
        _insert(sql, Rows(table, wanted.columns, lost))


def _without(rows: Rows, column: str) -> Rows:
    """The rows without a column that a table fills by itself."""
    if column not in rows.columns:
        return rows
    at = rows.columns.index(column)
    return Rows(
        rows.table,
        rows.columns[:at] + rows.columns[at + 1 :],
        tuple(row[:at] + row[at + 1 :] for row in rows.rows),
    )


def _put_back_article(sql: sqlite3.Connection, was: Before) -> None:
    newspaper_id, day, slug = _place_of(was.part)
    removal, article = was.of("removal"), was.of("article")
    if not article.rows:
        return
    issue = number_of_issue(sql, newspaper_id, day)
    if issue is None:
        raise LibraryError(
            say("The issue of {day} is not in the library any more; bring it back first.", day=day)
        )
    if not removal.rows:
        removals.forget(sql, newspaper_id, day, slug)
    if shelf.row_of(sql, was.part.key) is None:
        changes = _sections_again(sql, was.of("section"), issue)
        _articles_again(sql, was, day, issue, changes)
    issues.tally(sql, newspaper_id, day)


def _put_back_issue(sql: sqlite3.Connection, was: Before) -> None:
    newspaper_id, day, slug = _place_of(was.part)
    rows = was.of("issue")
    if not was.of("removal").rows:
        removals.forget(sql, newspaper_id, day, slug)
    if not rows.rows or number_of_issue(sql, newspaper_id, day) is not None:
        return
    old = rows.values("number")[0]
    number = _free_number(sql, "issue", old)
    _insert(sql, rows, number={old: number})
    # Its newspaper counts anew what it lost with the issue.
    sql.execute("UPDATE issue SET articles = 0, read = 0, begun = 0 WHERE number = ?", (number,))
    _insert(sql, was.of("section"), issue={old: number})
    _insert(sql, was.of("listing"), issue={old: number})
    _articles_again(sql, was, day, int(str(number)), {})
    issues.tally(sql, newspaper_id, day)


def _sections_again(sql: sqlite3.Connection, was: Rows, issue: int) -> dict[Value, Value]:
    """See that the section is there; from its number then to its number now."""
    numbers: dict[Value, Value] = {}
    for old, name, page in zip(*map(was.values, ("number", "name", "page")), strict=True):
        found = sql.execute(
            """SELECT number FROM section WHERE issue = ? AND name = ? AND page = ?
               ORDER BY number <> ? LIMIT 1""",
            (issue, name, page, old),
        ).fetchone()
        if found is None:
            found = sql.execute(
                "SELECT coalesce(max(number), 0) + 1 FROM section WHERE issue = ?", (issue,)
            ).fetchone()
            now: dict[Value, Value] = dict.fromkeys(was.values("issue"), issue)
            _insert(sql, was, issue=now, number={old: found[0]})
        numbers[old] = found[0]
    return numbers


def _articles_again(
    sql: sqlite3.Connection, was: Before, day: date, issue: int, sections: dict[Value, Value]
) -> None:
    articles = was.of("article")
    floor = day_number(day) * issues.PER_DAY
    for row in articles.rows:
        alone = Rows("article", articles.columns, (row,))
        old = alone.values("number")[0]
        number = {old: _free_number(sql, "article", old, floor)}
        _insert(
            sql,
            alone,
            number=number,
            issue=dict.fromkeys(alone.values("issue"), issue),
            section=sections,
        )
        for table in ("body", "earlier", "article_picture"):
            theirs = was.of(table)
            at = theirs.columns.index("article")
            mine = tuple(each for each in theirs.rows if each[at] == old)
            _insert(sql, Rows(table, theirs.columns, mine), article=number)
    _insert(sql, was.of("picture"))
