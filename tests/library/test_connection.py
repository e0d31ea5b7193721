from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

import reader
from reader.errors import Busy, Damaged, FromTheFuture, LibraryError, ReadOnly
from reader.library import Library, connection, schema
from reader.model import Article, Issue, Newspaper

Printed = Callable[..., Issue]
Told = Callable[..., Article]

KEY = "kjrb/2024-07-06/a"
ROOT = Path(reader.__file__).parent.parent


@pytest.fixture
def filled(path: Path, paper: Newspaper, printed: Printed, told: Told, at: datetime) -> Path:
    """A library at rest, with an issue and a bookmark."""
    with Library.open(path) as library:
        library.store(
            paper, printed({"01": [told(f"{n}") for n in range(30)] + [told("a")]}), at=at
        )
        library.bookmark(KEY, at=at, note="note")
    return path


def files_in(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def is_one_sentence(error: BaseException) -> bool:
    words = str(error)
    return words.endswith(".") and "\n" not in words and ". " not in words and len(words) < 400


@contextmanager
def failing_in_a_sentence_at_most() -> Iterator[None]:
    failure: LibraryError | None = None
    try:
        yield
    except LibraryError as error:
        failure = error
    assert failure is None or is_one_sentence(failure)


@contextmanager
def left_alone(folder: Path) -> Iterator[None]:
    before = files_in(folder)
    yield
    assert files_in(folder) == before


def is_refused(path: Path, kind: type[LibraryError]) -> LibraryError:
    """Opening it, in either way, is refused in a sentence and changes nothing."""
    with left_alone(path.parent):
        for read_only in (False, True):
            with pytest.raises(kind) as caught:
                Library.open(path, read_only=read_only, patience_s=0.1)
            assert type(caught.value) is kind
            assert is_one_sentence(caught.value)
            assert path.name in str(caught.value)
    return caught.value


# -- new ones ------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["library.db", "a b/c d.db", "报纸/图书馆.db", "100%?#&mode=memory/x'y\".db", "-.db"]
)
def test_a_new_library_is_made_with_its_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / "deep" / name
    with Library.open(path) as library:
        library.note_down("a", "1")
        assert library.path == path
        assert not library.is_read_only
    assert sorted(files_in(path.parent)) == [path.name]
    with Library.open(path, create=False) as library:
        assert library.recall("a") == "1"
    assert path.parent.stat().st_mode & 0o77 == 0
    assert path.stat().st_mode & 0o77 == 0


def test_a_relative_path_is_taken_from_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Library.open(Path("here.db")) as library:
        library.note_down("a", "1")
    assert (tmp_path / "here.db").exists()


def test_a_missing_library_is_not_made_unasked(path: Path) -> None:
    for ways in ({"create": False}, {"read_only": True}):
        with pytest.raises(LibraryError, match="no library") as caught:
            Library.open(path, **ways)
        assert is_one_sentence(caught.value)
    assert not path.exists()


def test_an_empty_file_is_a_new_library(path: Path) -> None:
    path.touch()
    with Library.open(path) as library:
        library.note_down("a", "1")
    with Library.open(path) as library:
        assert library.recall("a") == "1"


def test_an_empty_file_that_may_only_be_read_is_an_empty_library(path: Path) -> None:
    path.touch()
    with left_alone(path.parent), Library.open(path, read_only=True) as library:
        assert library.stand() == ()
        assert library.integrity() == []
        with pytest.raises(ReadOnly):
            library.note_down("a", "1")


def test_many_may_begin_the_same_library_at_once(path: Path) -> None:
    failures: list[BaseException] = []

    def begin(n: int) -> None:
        try:
            with Library.open(path) as library:
                library.note_down(str(n), "here")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=begin, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Library.open(path) as library:
        assert [library.recall(str(n)) for n in range(8)] == ["here"] * 8


def test_the_database_is_kept_safely(path: Path) -> None:
    with Library.open(path) as library, library._connection.writing() as sql:
        settings = {
            name: sql.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "trusted_schema",
                "cell_size_check",
                "application_id",
                "user_version",
            )
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "application_id": schema.APPLICATION_ID,
        "user_version": schema.VERSION,
    }


def test_a_closed_library_says_so(path: Path) -> None:
    library = Library.open(path)
    library.close()
    library.close()
    with pytest.raises(LibraryError, match="closed") as caught:
        library.stand()
    assert is_one_sentence(caught.value)


# -- what is no library --------------------------------------------------------


def hostile_names() -> list[str]:
    return ["empty", "junk", "header-only", "png"]


@pytest.mark.parametrize("name", hostile_names())
def test_hostile_files(shared: Path, path: Path, name: str) -> None:
    path.write_bytes((shared / f"hostile/files/db/{name}.db").read_bytes())
    if name == "empty":
        Library.open(path).close()
    else:
        is_refused(path, Damaged)


def test_no_hostile_library_is_forgotten(shared: Path) -> None:
    rows = (shared / "hostile/cases.tsv").read_text().splitlines()[1:]
    cases = [row.split("\t") for row in rows]
    assert {case[1] for case in cases if case[2] == "library"} == {
        f"db/{name}.db" for name in hostile_names()
    }


@pytest.mark.parametrize("size", [1, 15, 16, 99, 100, 4095])
def test_a_file_that_is_too_short_is_refused(filled: Path, size: int) -> None:
    filled.write_bytes(filled.read_bytes()[:size])
    is_refused(filled, Damaged)


@pytest.mark.parametrize("pages", [1, 2, -1])
def test_a_library_cut_at_a_page_is_refused(filled: Path, pages: int) -> None:
    filled.write_bytes(filled.read_bytes()[: 4096 * pages])
    is_refused(filled, Damaged)


def test_the_database_of_another_program_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("PRAGMA journal_mode = WAL")
        sql.execute("CREATE TABLE issue (number)")
        sql.commit()
    is_refused(path, Damaged)


def test_the_journal_of_another_program_is_not_rolled_back(path: Path) -> None:
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("CREATE TABLE moz_places (url)")
        sql.commit()
    path.with_name(path.name + "-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" * 99)
    is_refused(path, Damaged)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (a)",
        "CREATE VIEW front AS SELECT * FROM article",
        "CREATE TRIGGER t AFTER INSERT ON setting BEGIN DELETE FROM bookmark; END",
        "DROP TABLE listing",
        "ALTER TABLE article ADD COLUMN more",
        "DROP INDEX issue_by_day",
        "ALTER TABLE listing ADD COLUMN shout TEXT AS (upper(title))",
    ],
)
def test_a_library_whose_tables_are_not_ours_is_refused(filled: Path, statement: str) -> None:
    with closing(sqlite3.connect(filled)) as sql:
        sql.execute(statement)
        sql.commit()
    is_refused(filled, Damaged)


def test_the_library_of_a_newer_reader_is_refused(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as sql:
        sql.execute("PRAGMA user_version = 97")
    error = is_refused(filled, FromTheFuture)
    assert isinstance(error, FromTheFuture)
    assert error.version == 97


def test_the_library_of_a_newer_reader_that_is_running_is_refused(filled: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as sql:
        sql.execute("PRAGMA user_version = 97")
        before = filled.read_bytes()
        for read_only in (False, True):
            with pytest.raises(FromTheFuture):
                Library.open(filled, read_only=read_only)
        assert filled.read_bytes() == before


def test_a_library_that_has_lost_its_version_is_refused(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as sql:
        sql.execute("PRAGMA user_version = 0")
    is_refused(filled, Damaged)


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    folder = tmp_path / "folder.db"
    folder.mkdir()
    is_refused(folder, LibraryError)


def test_a_pipe_is_no_library_and_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    is_refused(path, LibraryError)


def test_a_path_through_a_file_is_no_library(filled: Path) -> None:
    with left_alone(filled.parent), pytest.raises(LibraryError) as caught:
        Library.open(filled / "more" / "library.db")
    assert is_one_sentence(caught.value)


@pytest.mark.parametrize("name", ["x" * 300, "nul\0inside", "half\ud800pair", "\udcff\udcfe.db"])
def test_an_odd_name_is_opened_or_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    with failing_in_a_sentence_at_most(), Library.open(tmp_path / name) as library:
        library.note_down("a", "1")


def test_a_name_that_would_move_the_cursor_is_shown_harmless(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[2J\u202egnp.db"
    path.write_bytes(b"junk")
    with pytest.raises(Damaged) as caught:
        Library.open(path)
    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)


def test_a_file_that_may_not_be_read_says_so(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.os, "access", lambda path, mode: False)
    error = is_refused(filled, LibraryError)
    assert "read" in str(error)


# -- damage inside -------------------------------------------------------------


def read_everything(library: Library, day: date) -> None:
    for ask in (
        library.stand,
        library.newspapers,
        library.newest,
        library.bookmarks,
        library.integrity,
        lambda: library.days("kjrb"),
        lambda: library.outline("kjrb", day),
        lambda: library.issue("kjrb", day),
        lambda: library.article(KEY),
        lambda: library.read_state(KEY),
        lambda: library.bookmark_of(KEY),
        lambda: library.picture("https://paper.example/1.jpg"),
        lambda: library.response("https://paper.example/"),
        lambda: library.recall("measure"),
    ):
        with failing_in_a_sentence_at_most():
            ask()


def test_a_damaged_page_anywhere_is_a_sentence_and_never_a_crash(
    filled: Path, day: date, at: datetime
) -> None:
    whole = filled.read_bytes()
    for start in range(0, len(whole), 4096):
        for rot in (b"\0" * 4096, bytes(range(256)) * 16):
            broken = whole[:start] + rot + whole[start + 4096 :]
            filled.write_bytes(broken)
            was_opened = False
            with failing_in_a_sentence_at_most(), Library.open(filled) as library:
                was_opened = True
                read_everything(library, day)
                for write in (library.mark_read, library.bookmark):
                    with failing_in_a_sentence_at_most():
                        write(KEY, at=at)
            assert was_opened or files_in(filled.parent) == {filled.name: broken}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE issue SET day = 20241350",
        "UPDATE issue SET day = 'never'",
        "UPDATE issue SET articles = 'many', stored_at = 0",
        "UPDATE article SET area = x'010203', role = 7, section = 99",
        "UPDATE article SET headline = CAST(x'fffe' AS TEXT)",
        "UPDATE body SET content = 'text'",
        "UPDATE body SET content = x'01'",
        "DELETE FROM body",
        "UPDATE newspaper SET closed_weekdays = 'mo', name = NULL || ''",
        "UPDATE newspaper SET closed_weekdays = 'mo'",
        "UPDATE bookmark SET copy = x'00', made_at = 'then'",
        "UPDATE bookmark SET day = -5",
        "INSERT INTO read_state (key, position, read_at)"
        " VALUES ('kjrb/2024-07-06/a', 'far', 'then')",
        "INSERT INTO response VALUES ('https://paper.example/', '', '', '', 'then', x'00')",
    ],
)
def test_a_damaged_row_is_a_sentence_and_never_a_crash(
    filled: Path, day: date, at: datetime, statement: str
) -> None:
    with closing(sqlite3.connect(filled)) as sql:
        try:
            sql.execute(statement)
        except sqlite3.IntegrityError:
            return
        sql.commit()
    with Library.open(filled) as library:
        read_everything(library, day)
        for write in (library.mark_read, library.bookmark):
            with failing_in_a_sentence_at_most():
                write(KEY, at=at)


def test_one_damaged_bookmark_hides_no_other(
    filled: Path, told: Told, day: date, at: datetime
) -> None:
    with Library.open(filled) as library:
        library.bookmark("kjrb/2024-07-06/1", at=at)
        library.bookmark("kjrb/2024-07-06/2", at=at)
        library.remove_issue("kjrb", day, at=at)
    with closing(sqlite3.connect(filled)) as sql:
        sql.execute("UPDATE bookmark SET copy = x'01ff' WHERE key = ?", (KEY,))
        sql.commit()
    with Library.open(filled) as library:
        found = library.bookmarks()
        assert [each.article.slug for each in found] == ["2", "1", "a"]
        assert found[2].article.headline == told("a").headline
        assert (found[2].note, found[2].newspaper.name) == ("note", "科技日报")
        with pytest.raises(Damaged):
            library.article(KEY)
        assert library.integrity() == [f"The copy that the bookmark {KEY} keeps cannot be read."]


def test_one_damaged_page_costs_few_bookmarks(filled: Path, day: date, at: datetime) -> None:
    with Library.open(filled) as library:
        for n in range(30):
            library.bookmark(f"kjrb/2024-07-06/{n}", at=at)
        library.remove_issue("kjrb", day, at=at)
    whole = filled.read_bytes()
    found = []
    for start in range(0, len(whole), 4096):
        filled.write_bytes(whole[:start] + b"\xa5" * 4096 + whole[start + 4096 :])
        with failing_in_a_sentence_at_most(), Library.open(filled) as library:
            found.append(len(library.bookmarks()))
            assert found[-1] == 31 or library.integrity() != []
    assert found.count(31) > 0.5 * len(found)
    assert sum(count >= 20 for count in found) > 0.8 * len(whole) / 4096


def test_an_article_whose_body_is_damaged_is_read_from_its_bookmark(
    filled: Path, told: Told
) -> None:
    with closing(sqlite3.connect(filled)) as sql:
        sql.execute("UPDATE body SET content = x'01ff'")
        sql.commit()
    with Library.open(filled) as library:
        assert library.article(KEY) == told("a")
        with pytest.raises(Damaged):
            library.article("kjrb/2024-07-06/1")
        assert len(library.integrity()) == 31


# -- reading only --------------------------------------------------------------


def test_a_library_opened_for_reading_refuses_every_write(
    filled: Path, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    before = filled.read_bytes()
    with Library.open(filled, read_only=True) as library:
        assert library.is_read_only
        assert library.article(KEY) == told("a")
        for write in (
            lambda: library.store(paper, printed({}), at=at),
            lambda: library.remove_issue("kjrb", day, at=at),
            lambda: library.mark_read(KEY, at=at),
            lambda: library.mark_unread(KEY),
            lambda: library.remember_position(KEY, 1),
            lambda: library.bookmark(KEY, at=at),
            lambda: library.unbookmark(KEY),
            lambda: library.annotate(KEY, "x"),
            lambda: library.note_down("a", "1"),
            lambda: library.keep_picture("https://paper.example/1.jpg", "image/jpeg", b""),
        ):
            with pytest.raises(ReadOnly) as caught:
                write()
            assert is_one_sentence(caught.value)
    assert filled.read_bytes() == before


@pytest.mark.parametrize("is_folder_too", [False, True])
def test_a_library_that_may_not_be_written_is_read(
    filled: Path, told: Told, monkeypatch: pytest.MonkeyPatch, is_folder_too: bool
) -> None:
    def access(path: Path, mode: int) -> bool:
        return mode == os.R_OK or (path.is_dir() and not is_folder_too)

    monkeypatch.setattr(connection.os, "access", access)
    with Library.open(filled) as library:
        assert library.is_read_only
        assert library.article(KEY) == told("a")
        assert sorted(files_in(filled.parent)) == [filled.name]


def test_a_reader_sees_what_a_writer_has_not_yet_moved_into_the_file(filled: Path) -> None:
    with Library.open(filled) as writer:
        writer.note_down("a", "1")
        with Library.open(filled, read_only=True) as library:
            assert library.recall("a") == "1"
            writer.note_down("a", "2")
            assert library.recall("a") == "2"


def test_a_library_that_becomes_read_only_says_so(filled: Path) -> None:
    with Library.open(filled) as library:
        with library._connection.reading() as sql:
            pass
        sql.execute("PRAGMA query_only = ON")
        with pytest.raises(ReadOnly):
            library.note_down("a", "1")


# -- others --------------------------------------------------------------------


def test_a_library_that_another_program_holds_is_busy(filled: Path) -> None:
    with (
        Library.open(filled, patience_s=0.05) as library,
        closing(sqlite3.connect(filled, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy) as caught:
            library.note_down("a", "1")
        assert is_one_sentence(caught.value)
        assert library.recall("a") is None
        other.execute("ROLLBACK")
        library.note_down("a", "1")


def test_a_new_library_that_another_program_holds_is_busy(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy):
            Library.open(path, patience_s=0.05)
    Library.open(path).close()


def test_a_full_disk_loses_nothing_that_was_kept(filled: Path) -> None:
    with Library.open(filled) as library:
        library.note_down("a", "1")
        with library._connection.reading() as sql:
            (pages,) = sql.execute("PRAGMA page_count").fetchone()
        sql.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LibraryError, match="full") as caught:
            library.keep_picture("https://paper.example/1.jpg", "image/jpeg", b"x" * 99999)
        assert is_one_sentence(caught.value)
        assert library.recall("a") == "1"
        sql.execute(f"PRAGMA max_page_count = {pages * 99}")
        library.keep_picture("https://paper.example/1.jpg", "image/jpeg", b"x" * 99999)
        assert library.integrity() == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no call can be made to fail so")
def test_a_library_on_a_disk_without_any_room_can_be_read(filled: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with Library.open(filled) as library, Library.open(filled, read_only=True) as other:
            assert library.bookmark_of(KEY) == other.bookmark_of(KEY) != None  # noqa: E711
            with pytest.raises(LibraryError, match="full") as caught:
                library.note_down("a", "1")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert is_one_sentence(caught.value)
    with Library.open(filled) as library:
        library.note_down("a", "1")
        assert library.integrity() == []


_WRITER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from reader.library import Library
from reader.model import Article, Issue, Newspaper, Paragraph, Section
path, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
at, paper = datetime.now(UTC), Newspaper(id="kjrb", name="科技日报")
with Library.open(path) as library:
    for n in range(times):
        article = Article(slug=f"{name}{n}", headline=f"{name}{n}",
                          blocks=(Paragraph(text=f"{name}{n}。" * 300),))
        section = Section(name=name, page=name, articles=(article,))
        issue = Issue(newspaper_id="kjrb", date=date(2024, 7, 6), sections=(section,))
        (key,) = library.store(paper, issue, at=at)
        library.bookmark(key, at=at, note=str(n))
        library.mark_read(key, at=at)
        print(n, flush=True)
"""


def writer(path: Path, name: str, times: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), name, str(times)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )


def test_nothing_acknowledged_is_lost_when_a_writer_is_killed(path: Path) -> None:
    acknowledged = {}
    for run, kill_after in enumerate((1, 7, 18)):
        name = "abc"[run]
        with writer(path, name, 9999) as process:
            assert process.stdout is not None
            for _ in range(kill_after):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)
            acknowledged[name] = kill_after + len(process.stdout.readlines())
    with Library.open(path) as library:
        assert library.integrity() == []
        for name, count in acknowledged.items():
            for n in range(count):
                key = f"kjrb/2024-07-06/{name}{n}"
                kept = library.bookmark_of(key)
                assert kept is not None
                assert kept.note == str(n)
                assert library.read_state(key).is_read
                assert library.article(key) == kept.article


_DOER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reader.library import Library
from reader.library.before import Kind, Part
at, key = datetime.now(UTC), "kjrb/2024-07-06/a0"
parts = [Part(kind, key) for kind in (Kind.READ, Kind.BOOKMARK, Kind.LISTED, Kind.ARTICLE)]
def clear_away(library):
    library.mark_unread(key)
    library.unbookmark(key)
    library.take_off_list(key)
    library.remove_article(key, at=at)
with Library.open(Path(sys.argv[1])) as library:
    library.put_on_list(key, at=at, since=at)
    while True:
        _, before = library.change(parts, clear_away)
        print("done", flush=True)
        library.put_back(before)
        print("undone", flush=True)
"""


@pytest.mark.parametrize("kill_after", [1, 2, 9, 16, 31])
def test_a_kill_between_doing_and_undoing_leaves_all_of_it_done_or_undone(
    path: Path, day: date, kill_after: int
) -> None:
    with writer(path, "a", 2) as process:
        assert process.wait(60) == 0
    with subprocess.Popen(
        [sys.executable, "-c", _DOER, str(path)], stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        for _ in range(kill_after):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    key = "kjrb/2024-07-06/a0"
    with Library.open(path) as library:
        assert library.integrity() == []
        outline = library.outline("kjrb", day)
        assert outline is not None
        is_there = key in [line.key for line in outline.lines]
        assert len(list(outline.lines)) == 1 + is_there
        kept = library.bookmark_of(key)
        assert library.read_state(key).is_read is is_there
        assert library.is_listed(key) is is_there
        assert (library.article(key) is not None) is is_there
        assert (kept.note if kept else None) == ("0" if is_there else None)


def test_two_programs_write_at_once(path: Path, day: date) -> None:
    with writer(path, "x", 25) as one, writer(path, "y", 25) as other:
        assert (one.wait(60), other.wait(60)) == (0, 0)
    with Library.open(path) as library:
        outline = library.outline("kjrb", day)
        assert outline is not None
        assert sorted(len(section.lines) for section in outline.sections) == [25, 25]
        assert all(line.is_bookmarked and line.is_read for line in outline.lines)
        assert library.integrity() == []
