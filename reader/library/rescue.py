"""Making a whole library of a damaged one: what can be read of it, and of its backups the rest.

The damaged file is only read, and stays as it is under another name. Table by table SQLite reads
what it can reach; a table in which it stumbles is then looked for page by page (`pages`), and rows
are told by their shape. What of a row is lost may stand elsewhere: an issue in its index, a
bookmark's text in the issue, a story's headline in its list.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import LibraryError
from reader.lang import say
from reader.library import belongings, codec, faults, issues, schema
from reader.library.backups import Backups, settle_folder
from reader.library.connection import Connection
from reader.library.pages import Pages, Record
from reader.model import Article, Belongings, Rescue
from reader.text import shown

if TYPE_CHECKING:
    from reader.library.belongings import Row

_TABLES = (
    "newspaper",
    "issue",
    "section",
    "article",
    "body",
    "article_picture",
    "listing",
    "earlier",
    "print_day",
    "picture",
    "download_picture",
    "source",
    "brought_in",
    "brought_issue",
    *belongings.TABLES,
)
"""What is saved, parents before children. Answers of sites are not, and an index is made anew."""

_LEAST_ARTICLE = 1_000_000_000_000
"""Numbers of articles begin with their day, and are larger than any of a bookmark's."""

Tell = Callable[[str], None]


def rescue(path: Path, at: datetime, *, tell: Tell = lambda _: None) -> Rescue:
    """Put a whole library in the place of the damaged one at `path`.

    Whatever ends it before, the damaged file is still there. Nobody else may have it open.
    """
    try:
        _alone_with(path)
        mended = path.with_name(path.name + ".mended")
        _remove(mended)
        try:
            result = _mended(path, mended, at, tell)
            _settle(mended)
            return _swap(path, mended, result, at)
        finally:
            _remove(mended)
    except sqlite3.Error as error:
        raise faults.told(error, path) from error
    except OSError as error:
        raise LibraryError(
            say(
                "The library {file} could not be mended ({reason}); it is as it was.",
                file=shown(path),
                reason=shown(error.strerror or error),
            )
        ) from error


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _alone_with(path: Path) -> None:
    """Raises `Busy` where another program has the library open: whoever has holds a lock on one
    byte of the file that a log is shared by."""
    shared = path.with_name(path.name + "-shm")
    try:
        import fcntl
    except ImportError:  # Windows lets nobody rename a file that is open
        return
    with suppress(FileNotFoundError), shared.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 128)
        except OSError as error:
            raise faults.busy(path) from error


def _settle(mended: Path) -> None:
    """All of the new library is in its one file, and on the disk: SQLite says nothing where it
    cannot bring the log into the file when it closes it."""
    with closing(sqlite3.connect(mended, isolation_level=None)) as sql:
        is_busy, *_ = sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        is_single = sql.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
        is_whole = sql.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    if is_busy or not is_single or not is_whole:
        raise faults.damaged(mended)
    descriptor = os.open(mended, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(path: Path, mended: Path, result: Rescue, at: datetime) -> Rescue:
    """Let the two change places. Of the damaged file a second name is made first, so that there
    is no moment without a library."""
    aside = result.kept_aside
    for ending in ("", "-wal"):
        old = path.with_name(path.name + ending)
        if old.exists():
            _linked(old, aside.with_name(aside.name + ending))
    # A log belongs to whichever file it lies beside.
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    mended.replace(path)
    settle_folder(path.parent)
    return result


def _linked(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:
        import shutil

        shutil.copy2(old, new)


def _aside(path: Path, at: datetime) -> Path:
    """A name that nothing has yet."""
    stamp, n = at.astimezone(UTC).strftime("%Y%m%dT%H%M%S"), 1
    while True:
        name = f"{path.name}.damaged-{stamp}" + (f"-{n}" if n > 1 else "")
        if not path.with_name(name).exists():
            return path.with_name(name)
        n += 1


# -- filling the new one -------------------------------------------------------


def _mended(path: Path, mended: Path, at: datetime, tell: Tell) -> Rescue:
    connection = Connection.open(mended, create=True, read_only=False, patience_s=5.0)
    with closing(connection), connection.writing() as sql:
        sql.execute("PRAGMA defer_foreign_keys = ON")
        tell(say("Reading what can be read of {file}…", file=shown(path)))
        lost = _Salvage(path, sql).run()
        saved = belongings.counted(sql)
        bare = _complete(sql)
        tell(say("Looking into the backups…"))
        returned = _returned(sql, path, lost)
        returned += _again(sql, lost, at)
        count_again(sql)
        sql.execute("UPDATE issue SET is_indexed = 0")
        (articles,) = sql.execute("SELECT count(*) FROM article").fetchone()
        if sql.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise faults.damaged(path)
    return Rescue(
        kept_aside=_aside(path, at), saved=saved, returned=returned, articles=articles, bare=bare
    )


def _returned(sql: sqlite3.Connection, path: Path, lost: frozenset[str]) -> Belongings:
    """What the backups have and the file has not: of the newest that can be read all, of the
    others bookmarks that are known to be lost."""
    returned, is_first = Belongings(), True
    for backup in Backups(path).listed():
        with suppress(sqlite3.Error, codec.Unreadable, ValueError, LookupError, TypeError):
            with closing(
                sqlite3.connect(f"{backup.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            ) as theirs:
                rows = belongings.rows_in(theirs)
                here = {key for (key,) in sql.execute("SELECT key FROM bookmark")}
                only = None if is_first else frozenset(lost - here)
                if only is None or only:
                    returned += belongings.take_in(sql, rows, only=only)
            is_first = False
    return returned


def _again(sql: sqlite3.Connection, lost: frozenset[str], at: datetime) -> Belongings:
    """Bookmarks of which an index still has the key, and the issue the article; their notes are
    gone."""
    from reader.library import marks

    made = 0
    for key in lost:
        with suppress(LibraryError, codec.Unreadable):
            if marks.bookmark_of(sql, key) is None:
                marks.bookmark(sql, key, at, "")
                made += 1
    return Belongings(bookmarks=made)


class _Salvage:
    """Reads one damaged file into a new one."""

    def __init__(self, path: Path, sql: sqlite3.Connection) -> None:
        self._path = path
        self._sql = sql

    def run(self) -> frozenset[str]:
        """Bring over all that can be read; the keys of bookmarks that are lost."""
        broken: set[str] = set(_TABLES)
        keys: set[str] = set()
        with suppress(sqlite3.Error), closing(_opened(self._path)) as theirs:
            for table in _TABLES:
                if self._reach(theirs, table):
                    broken.discard(table)
            keys = self._by_index(theirs, broken)
        if broken:
            self._search(broken)
        if broken:
            self._by_list()
        for number, copy in self._sql.execute("SELECT number, copy FROM bookmark").fetchall():
            if not belongings.is_whole_copy(copy):
                self._mend_copy(number)
        here = {
            key
            for key, copy in self._sql.execute("SELECT key, copy FROM bookmark")
            if belongings.is_whole_copy(copy)
        }
        return frozenset(keys - here)

    def _reach(self, theirs: sqlite3.Connection, table: str) -> bool:
        """Whether SQLite could read the table to its end."""
        columns = belongings.columns_in(theirs, "main", table)
        if not columns:
            # A version that did not have it yet; of one whose tables cannot be read, page by page.
            return schema.version_of(theirs) < schema.VERSION
        names = [name for name in belongings.columns_of(table) if name in columns]
        rows = theirs.execute(f"SELECT {', '.join(names)} FROM {table}")  # noqa: S608
        try:
            for values in rows:
                self._put(table, dict(zip(names, values, strict=True)))
        except sqlite3.DatabaseError:
            return False
        return True

    def _by_index(self, theirs: sqlite3.Connection, broken: set[str]) -> set[str]:
        """What indexes know of rows that may be lost: issues, and keys of bookmarks."""
        keys: set[str] = set()
        if "issue" in broken:
            with suppress(sqlite3.Error):
                for newspaper_id, day, number in theirs.execute(
                    "SELECT newspaper_id, day, number FROM issue INDEXED BY issue_of_newspaper"
                ):
                    self._issue(number, newspaper_id, day)
        with suppress(sqlite3.Error):
            for (key,) in theirs.execute(
                "SELECT key FROM bookmark INDEXED BY sqlite_autoindex_bookmark_1"
            ):
                keys.add(str(key))
        return keys

    def _issue(self, number: int, newspaper_id: str, day: int) -> None:
        row = {"number": number, "newspaper_id": newspaper_id, "day": day, "url": ""}
        stamps = dict.fromkeys(("stored_at", "changed_at"), issues.moment(datetime.now(UTC)))
        belongings.insert(self._sql, "issue", row | stamps)

    def _put(self, table: str, row: Row) -> None:
        with suppress(sqlite3.IntegrityError, sqlite3.InterfaceError, OverflowError):
            belongings.insert(self._sql, table, row)

    # -- page by page --

    def _search(self, broken: set[str]) -> None:
        kinds = [kind for table in sorted(broken) if (kind := _Kind(table)).columns]
        with self._path.open("rb") as file:
            for record in Pages.of(self._path, file).records():
                for kind in kinds:
                    if (row := kind.row_of(record)) is not None:
                        if kind.table == "issue":
                            # What the index knew of it is less than what it says itself.
                            self._sql.execute(
                                "DELETE FROM issue WHERE number = ? AND url = ''", (row["number"],)
                            )
                        self._put(kind.table, row)
                        break

    def _by_list(self) -> None:
        """Rows of a list that are lost, from the stories themselves, which say all but the page."""
        for number, content in self._sql.execute(
            """SELECT b.article, b.content FROM body AS b
               WHERE NOT EXISTS (SELECT 1 FROM article WHERE number = b.article)"""
        ).fetchall():
            beside = self._sql.execute(
                """SELECT issue, section, place FROM article WHERE number BETWEEN ?1 - 500
                   AND ?1 + 500 AND number / 1000000 = ?1 / 1000000
                   ORDER BY abs(number - ?1) LIMIT 1""",
                (number,),
            ).fetchone()
            if beside is None:
                days = self._sql.execute(
                    """SELECT number, 1, 0 FROM issue WHERE day = ?1 / 1000000
                       ORDER BY number LIMIT 2""",
                    (number,),
                ).fetchall()
                if len(days) != 1:
                    continue
                beside = days[0]
            with suppress(codec.Unreadable):
                article = codec.unpacked_article(content)
                self._put("article", _row_of(article, number, *beside))

    def _mend_copy(self, number: int) -> None:
        """A bookmark's copy anew, from its issue."""
        from reader.library import shelf

        (key,) = self._sql.execute(
            "SELECT key FROM bookmark WHERE number = ?", (number,)
        ).fetchone()
        row, parts = shelf.row_of(self._sql, key), shelf.parts_of(key)
        if row is None or parts is None:
            return
        with suppress(codec.Unreadable, LookupError, ValueError):
            paper = shelf.newspaper(self._sql, parts[0])
            if paper is not None:
                self._sql.execute(
                    "UPDATE bookmark SET copy = ? WHERE number = ?",
                    (
                        codec.packed_copy(
                            paper,
                            shelf.section_of(self._sql, row[1], row[2]),
                            shelf.body(self._sql, row[0]),
                        ),
                        number,
                    ),
                )


def _opened(path: Path) -> sqlite3.Connection:
    sql = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    sql.execute("PRAGMA trusted_schema = OFF")
    sql.execute("PRAGMA cell_size_check = ON")
    sql.execute("PRAGMA query_only = ON")
    return sql


def _row_of(article: Article, number: int, issue: int, section: int, place: int) -> Row:
    return {
        "number": number,
        "issue": issue,
        "section": section,
        "place": place,
        "slug": article.slug,
        "source_slug": article.slug,
        "headline": article.headline,
        "kicker": article.kicker,
        "deck": article.deck,
        "byline": article.byline,
        "language": article.language,
        "role": article.role.value,
        "length": len(article.text),
        "picture_count": len(article.images),
        "area": codec.packed_area(article.area),
        "url": article.url,
        "digest": codec.digest_of(article),
    }


# -- rows by their shape -------------------------------------------------------


class _Kind:
    """How a row of one table is known."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.columns, self._number, self._is_index = _declared(table)

    def row_of(self, record: Record) -> Row | None:
        """The record as a row of this table; None where it is none."""
        values = list(record.values)
        if self._is_index != (record.number is None) or len(values) > len(self.columns):
            return None
        if self._number is not None:
            if not values or values[self._number] is not None:
                return None
            values[self._number] = record.number
        has_lost = not record.is_whole
        if has_lost and self.table not in ("bookmark", "reading_list"):
            return None
        row: dict[str, Any] = {}
        for n, (name, kind, is_null, default) in enumerate(self.columns):
            if n < len(values):
                if not (isinstance(values[n], kind) or (is_null and values[n] is None)):
                    return None
                row[name] = values[n]
            elif has_lost and kind is bytes:
                # Everything but the text, which may stand elsewhere.
                row[name] = b""
            elif not default:
                return None
        return row if self._is_likely(row) else None

    def _is_likely(self, row: dict[str, Any]) -> bool:
        """What tells tables apart that have the same columns."""
        match self.table:
            case "article" | "earlier" | "article_picture":
                number = row["number"] if self.table == "article" else row["article"]
                return bool(number > _LEAST_ARTICLE)
            case "body":
                return bool(row["article"] > _LEAST_ARTICLE) and _is_article(row["content"])
            case "bookmark_picture":
                return row["bookmark"] < _LEAST_ARTICLE and "://" in row["url"]
            case "bookmark_tag":
                return row["bookmark"] < _LEAST_ARTICLE and "://" not in row["tag"]
            case "bookmark_later" | "bookmark_line":
                return bool(row["bookmark"] < _LEAST_ARTICLE)
            case "bookmark" | "reading_list" | "read_state":
                return str(row["key"]).count("/") >= 2
            case _:
                return True


def _is_article(content: bytes) -> bool:
    with suppress(codec.Unreadable):
        codec.unpacked_article(content)
        return True
    return False


_TYPES: dict[str, type] = {"TEXT": str, "INTEGER": int, "BLOB": bytes}
_Columns = tuple[tuple[str, type, bool, bool], ...]


@cache
def _declared(table: str) -> tuple[_Columns, int | None, bool]:
    """The columns of a table (name, type, whether it may be absent, whether it was added later),
    which of them is the row's number, and whether the rows lie in an index."""
    sql = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sql):
        for step in range(schema.VERSION):
            schema.bring_up_to_date(sql, step)
        declared = sql.execute(
            'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)', (table,)
        ).fetchall()
        (is_index,) = sql.execute(
            "SELECT wr FROM pragma_table_list WHERE name = ?", (table,)
        ).fetchone()
    columns = tuple(
        (name, _TYPES[kind], not is_set and not pk, default is not None)
        for name, kind, is_set, default, pk in declared
    )
    keys = [n for n, each in enumerate(declared) if each[4]]
    is_number = not is_index and len(keys) == 1 and declared[keys[0]][1] == "INTEGER"
    return columns, keys[0] if is_number else None, bool(is_index)


# -- making it whole -----------------------------------------------------------


def _complete(sql: sqlite3.Connection) -> int:
    """Give what was saved the rows it hangs on, and let go of what hangs on nothing; how many
    articles have no more than a headline."""
    for (newspaper_id,) in sql.execute(
        """SELECT DISTINCT newspaper_id FROM issue
           WHERE newspaper_id NOT IN (SELECT id FROM newspaper)"""
    ).fetchall():
        belongings.insert(sql, "newspaper", _newspaper(sql, newspaper_id))
    for child, column, parent, key in (
        ("section", "issue", "issue", "number"),
        ("listing", "issue", "issue", "number"),
        ("article", "issue", "issue", "number"),
        ("body", "article", "article", "number"),
        ("earlier", "article", "article", "number"),
        ("article_picture", "article", "article", "number"),
        ("bookmark_tag", "bookmark", "bookmark", "number"),
        ("highlight", "bookmark", "bookmark", "number"),
        ("bookmark_later", "bookmark", "bookmark", "number"),
        ("bookmark_line", "bookmark", "bookmark", "number"),
        ("bookmark_picture", "bookmark", "bookmark", "number"),
        ("download_day", "download", "download", "number"),
    ):
        sql.execute(
            f"DELETE FROM {child} WHERE {column} NOT IN (SELECT {key} FROM {parent})"  # noqa: S608
        )
    sql.execute(
        """INSERT OR IGNORE INTO section (issue, number, place, name, page, url, page_image_url,
               page_pdf_url)
           SELECT DISTINCT issue, section, 1000 + section, '', '', '', '', '' FROM article AS a
           WHERE NOT EXISTS (SELECT 1 FROM section WHERE issue = a.issue AND number = a.section)"""
    )
    # A bookmark of which nothing but the key was left, and that no issue could complete, comes
    # from a backup or not at all.
    for table in ("bookmark", "reading_list"):
        for key, copy in sql.execute(f"SELECT key, copy FROM {table}").fetchall():  # noqa: S608
            if not belongings.is_whole_copy(copy) and not copy:
                sql.execute(f"DELETE FROM {table} WHERE key = ?", (key,))  # noqa: S608
    return _bare(sql)


def _newspaper(sql: sqlite3.Connection, newspaper_id: str) -> Row:
    from reader.model import Newspaper

    found = Newspaper(id=newspaper_id, name=newspaper_id)
    for (copy,) in sql.execute("SELECT copy FROM bookmark WHERE newspaper_id = ?", (newspaper_id,)):
        with suppress(codec.Unreadable):
            found = codec.unpacked_copy(copy)[0]
            break
    return {
        "id": found.id,
        "name": found.name,
        "english_name": found.english_name,
        "language": found.language,
        "time_zone": found.time_zone,
        "homepage": found.homepage,
        "icp": found.icp,
        "closed_weekdays": "".join(map(str, sorted(found.closed_weekdays))),
        "unread": 0,
    }


def _bare(sql: sqlite3.Connection) -> int:
    """Leave of an article whose text is lost its line in the list, which asks for it again."""
    bare = 0
    for row in sql.execute(
        """SELECT a.number, a.slug, a.headline, a.url, b.content FROM article AS a
           LEFT JOIN body AS b ON b.article = a.number"""
    ):
        number, slug, headline, url, content = row
        if content is not None and _is_article(content):
            continue
        bare += 1
        left = Article(slug=slug, headline=headline, url=url)
        sql.execute(
            "INSERT OR REPLACE INTO body (article, content) VALUES (?, ?)",
            (number, codec.packed_article(left)),
        )
        sql.execute(
            "UPDATE article SET length = 0, picture_count = 0, digest = x'' WHERE number = ?",
            (number,),
        )
    return bare


def count_again(sql: sqlite3.Connection) -> None:
    """What lists show of issues and newspapers."""
    sql.execute("UPDATE newspaper SET unread = 0")
    sql.execute("UPDATE issue SET articles = 0, read = 0")
    for newspaper_id, day in sql.execute("SELECT newspaper_id, day FROM issue").fetchall():
        with suppress(ValueError):
            issues.tally(sql, newspaper_id, issues.day_of(day))


def is_ours(path: Path) -> bool:
    """Whether a file that has lost its head was a library: some page of it holds an article or a
    bookmark."""
    kinds: Iterable[_Kind] = [_Kind("body"), _Kind("bookmark")]
    with suppress(OSError), path.open("rb") as file:
        return any(
            kind.row_of(record) is not None
            for record in _first(Pages.of(path, file).records(), 20_000)
            for kind in kinds
        )
    return False


def _first(records: Iterator[Record], most: int) -> Iterator[Record]:
    for _, record in zip(range(most), records, strict=False):
        yield record


__all__ = ["is_ours", "rescue"]
