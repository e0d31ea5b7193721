"""What a person made, taken out of one library and into another.

Everything else in a library was printed and can be fetched again. What cannot is small, so it is
what backups hold, and what is brought together again when a backup or what was saved from a damaged
file is taken in. Taking in only ever adds: what is here already stays as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache

from reader.library import codec, schema
from reader.library.issues import day_of, tally
from reader.model import Belongings

Row = Mapping[str, object]
Rows = Callable[[str], Iterable[Row]]
"""The rows of a table, by their columns' names; none where there is no such table."""

TABLES = (
    "setting",
    "read_state",
    "removal",
    "feed",
    "feed_entry",
    "bookmark",
    "bookmark_tag",
    "highlight",
    "bookmark_later",
    "bookmark_line",
    "bookmark_picture",
    "reading_list",
    "download",
    "download_day",
)
"""What a person made; of pictures and newspapers comes with it what it needs."""

NEEDED = {
    "newspaper": """id IN (SELECT newspaper_id FROM bookmark
                           UNION SELECT newspaper_id FROM reading_list
                           UNION SELECT substr(key, 1, instr(key, '/') - 1) FROM read_state)""",
    "picture": "url IN (SELECT url FROM bookmark_picture)",
}


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """The columns that a table has in this version, in order."""
    sql = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for step in range(schema.VERSION):
            schema.bring_up_to_date(sql, step)
        return columns_in(sql, "main", table)
    finally:
        sql.close()


def columns_in(sql: sqlite3.Connection, database: str, table: str) -> tuple[str, ...]:
    """The columns that a table has in a file, in order; () where there is no such table."""
    rows = sql.execute("SELECT name FROM pragma_table_info(?, ?)", (table, database))
    return tuple(name for (name,) in rows)


def copy_across(sql: sqlite3.Connection, source: str) -> None:
    """Copy what a person made from the attached file `source` into the empty main one."""
    for table in (*TABLES, *NEEDED):
        theirs = columns_in(sql, source, table)
        both = [name for name in columns_in(sql, "main", table) if name in theirs]
        if not both:
            continue
        names = ", ".join(both)
        condition = _within(NEEDED.get(table, "true"), source)
        sql.execute(
            f"INSERT INTO main.{table} ({names})"  # noqa: S608 - names of ours
            f" SELECT {names} FROM {source}.{table} WHERE {condition}"
        )


def _within(condition: str, source: str) -> str:
    return condition.replace("FROM ", f"FROM {source}.")


def counted(sql: sqlite3.Connection) -> Belongings:
    """How much of what a person made is here."""

    def count(table: str) -> int:
        with suppress(sqlite3.OperationalError):
            return int(sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
        return 0

    return Belongings(
        bookmarks=count("bookmark"),
        read=count("read_state"),
        listed=count("reading_list"),
        others=sum(map(count, ("setting", "feed", "removal", "download"))),
    )


def rows_in(sql: sqlite3.Connection) -> Rows:
    """The rows of a whole library."""

    def rows(table: str) -> Iterable[Row]:
        names = columns_in(sql, "main", table)
        if not names:
            return
        for values in sql.execute(f"SELECT {', '.join(names)} FROM {table}"):  # noqa: S608
            yield dict(zip(names, values, strict=True))

    return rows


def insert(sql: sqlite3.Connection, table: str, row: Row, *, without: str = "") -> int:
    """Add a row unless one of its key is here; the row's number, 0 where nothing was added."""
    names = [name for name in columns_of(table) if name in row and name != without]
    added = sql.execute(
        f"INSERT OR IGNORE INTO {table} ({', '.join(names)})"  # noqa: S608 - names of ours
        f" VALUES ({', '.join('?' * len(names))})",
        [row[name] for name in names],
    )
    return (added.lastrowid or -1) if added.rowcount > 0 else 0


def take_in(
    sql: sqlite3.Connection, rows: Rows, *, only: frozenset[str] | None = None
) -> Belongings:
    """Add what is not here of what another library holds; how much that was.

    With `only`, nothing but the bookmarks of these keys.
    """
    if only is not None:
        return Belongings(bookmarks=_bookmarks(sql, rows, only))
    for row in rows("newspaper"):
        insert(sql, "newspaper", {**row, "unread": 0}, without="number")
    bookmarks = _bookmarks(sql, rows, None)
    listed = _reading_list(sql, rows)
    read = _read_states(sql, rows)
    others = _removals(sql, rows)
    for table in ("setting", "feed"):
        others += sum(bool(insert(sql, table, row)) for row in rows(table))
    for row in rows("feed_entry"):
        insert(sql, "feed_entry", row)
    others += _downloads(sql, rows)
    return Belongings(bookmarks=bookmarks, read=read, listed=listed, others=others)


# -- bookmarks -----------------------------------------------------------------


def _bookmarks(sql: sqlite3.Connection, rows: Rows, only: frozenset[str] | None) -> int:
    """Bookmarks with all that hangs on them, the oldest first, so that they stand in the same
    order; to one that is here is added what it lacks."""
    numbers: dict[object, int] = {}
    added = 0
    for row in sorted(rows("bookmark"), key=lambda each: int(str(each["number"]))):
        if only is not None and row["key"] not in only:
            continue
        here = sql.execute(
            "SELECT number, note, copy FROM bookmark WHERE key = ?", (row["key"],)
        ).fetchone()
        if here is None:
            if not is_whole_copy(row.get("copy")):
                continue
            numbers[row["number"]] = insert(sql, "bookmark", row, without="number")
            added += 1
            continue
        numbers[row["number"]] = here[0]
        if not here[1] and row.get("note"):
            sql.execute("UPDATE bookmark SET note = ? WHERE number = ?", (row["note"], here[0]))
        if not is_whole_copy(here[2]) and is_whole_copy(row.get("copy")):
            sql.execute("UPDATE bookmark SET copy = ? WHERE number = ?", (row["copy"], here[0]))
            added += 1
    _hangers_on(sql, rows, numbers)
    return added


def _hangers_on(sql: sqlite3.Connection, rows: Rows, numbers: Mapping[object, int]) -> None:
    pictures = set()
    for table in ("bookmark_tag", "bookmark_picture", "bookmark_later", "bookmark_line"):
        for row in rows(table):
            if (number := numbers.get(row["bookmark"])) is not None:
                insert(sql, table, {**row, "bookmark": number})
                if table == "bookmark_picture":
                    pictures.add(row["url"])
    lit = set(sql.execute("SELECT bookmark, start, end, passage FROM highlight"))
    for row in rows("highlight"):
        if (number := numbers.get(row["bookmark"])) is not None and (
            (number, row["start"], row["end"], row["passage"]) not in lit
        ):
            insert(sql, "highlight", {**row, "bookmark": number}, without="number")
    for row in rows("picture"):
        if row["url"] in pictures:
            insert(sql, "picture", row)


def is_whole_copy(copy: object) -> bool:
    """Whether what a bookmark keeps of its article can be read."""
    try:
        codec.unpacked_copy(copy)  # type: ignore[arg-type]
    except (codec.Unreadable, TypeError):
        return False
    return True


# -- all else ------------------------------------------------------------------


def _reading_list(sql: sqlite3.Connection, rows: Rows) -> int:
    (last,) = sql.execute("SELECT coalesce(max(place), 0) FROM reading_list").fetchone()
    added = 0
    for row in sorted(rows("reading_list"), key=lambda each: int(str(each["place"]))):
        if is_whole_copy(row.get("copy")) and insert(
            sql, "reading_list", {**row, "place": last + added + 1}
        ):
            added += 1
    return added


def _read_states(sql: sqlite3.Connection, rows: Rows) -> int:
    """Read stays read; a place in a text is only taken where none is known."""
    issues: set[tuple[str, str]] = set()
    added = 0
    for row in rows("read_state"):
        key = str(row["key"])
        here = sql.execute(
            "SELECT position, read_at FROM read_state WHERE key = ?", (key,)
        ).fetchone()
        if here is None:
            insert(sql, "read_state", row)
        elif here[1] is None and row["read_at"] is not None:
            sql.execute("UPDATE read_state SET read_at = ? WHERE key = ?", (row["read_at"], key))
        elif not here[0] and row["position"]:
            sql.execute("UPDATE read_state SET position = ? WHERE key = ?", (row["position"], key))
            continue
        else:
            continue
        added += 1
        newspaper_id, _, rest = key.partition("/")
        issues.add((newspaper_id, rest.partition("/")[0]))
    for newspaper_id, day in issues:
        with suppress(ValueError):
            tally(sql, newspaper_id, day_of(int(day.replace("-", ""))))
    return added


def _removals(sql: sqlite3.Connection, rows: Rows) -> int:
    """What was removed and is here again was brought back on purpose."""
    added = 0
    for row in rows("removal"):
        is_back = sql.execute(
            """SELECT 1 FROM issue AS i LEFT JOIN article AS a ON a.issue = i.number AND a.slug = ?3
               WHERE i.newspaper_id = ?1 AND i.day = ?2 AND (?3 = '' OR a.number IS NOT NULL)""",
            (row["newspaper_id"], row["day"], row["slug"]),
        ).fetchone()
        if is_back is None and insert(sql, "removal", row):
            added += 1
    return added


def _downloads(sql: sqlite3.Connection, rows: Rows) -> int:
    """They wait until somebody lets them go on."""
    here = set(sql.execute("SELECT newspaper_id, first_day, last_day FROM download"))
    numbers: dict[object, int] = {}
    for row in rows("download"):
        if (row["newspaper_id"], row["first_day"], row["last_day"]) not in here:
            numbers[row["number"]] = insert(
                sql, "download", {**row, "is_paused": 1}, without="number"
            )
    for row in rows("download_day"):
        if (number := numbers.get(row["download"])) is not None:
            insert(sql, "download_day", {**row, "download": number})
    return len(numbers)
