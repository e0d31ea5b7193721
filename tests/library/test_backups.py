from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.errors import LibraryError
from reader.library import Library
from reader.library.backups import MOST_BYTES, Backups, save, superfluous
from reader.model import Backup, Issue, Newspaper, Section

if TYPE_CHECKING:
    from .conftest import Told

AT = datetime(2024, 7, 6, 1, tzinfo=UTC)


def filled(library: Library, paper: Newspaper, told: Told, count: int = 5) -> None:
    section = Section(name="要闻", articles=tuple(told(f"a{n}") for n in range(count)))
    issue = Issue(newspaper_id=paper.id, date=date(2024, 7, 6), sections=(section,))
    library.store(paper, issue, at=AT)
    library.bookmark("kjrb/2024-07-06/a1", at=AT, note="留着")
    library.mark_read("kjrb/2024-07-06/a2", at=AT)
    library.put_on_list("kjrb/2024-07-06/a3", at=AT, since=AT)
    library.note_down("theme", "night")


def test_a_backup_is_a_library_with_what_a_person_made_and_no_issue(
    library: Library, path: Path, paper: Newspaper, told: Told
) -> None:
    filled(library, paper, told)
    made = Backups(path).make(AT)
    assert made is not None
    with Library.open(made.path, create=False) as backup:
        assert [b.note for b in backup.bookmarks()] == ["留着"]
        assert backup.bookmarks()[0].article == library.bookmarks()[0].article
        assert backup.read_state("kjrb/2024-07-06/a2").is_read
        assert backup.is_listed("kjrb/2024-07-06/a3")
        assert backup.recall("theme") == "night"
        assert backup.newest() is None
        assert backup.integrity() == []


def test_one_is_made_a_day_and_only_where_something_was_made(
    library: Library, path: Path, paper: Newspaper, told: Told
) -> None:
    backups = Backups(path)
    assert backups.keep_one(AT) is None
    filled(library, paper, told)
    assert backups.keep_one(AT) is not None
    assert backups.keep_one(AT + timedelta(hours=3)) is None
    library.mark_read("kjrb/2024-07-06/a4", at=AT)
    assert backups.keep_one(AT + timedelta(days=1)) is not None


def test_a_clock_set_back_does_not_make_the_newest_the_oldest(
    library: Library, path: Path, paper: Newspaper, told: Told
) -> None:
    filled(library, paper, told)
    backups = Backups(path)
    backups.make(AT)
    library.annotate("kjrb/2024-07-06/a1", "später")
    backups.make(datetime(1970, 1, 1, tzinfo=UTC))
    assert [each.made_at.year for each in backups.listed()] == [1970, 2024]


def test_a_damaged_bookmark_is_never_rotated_in(
    library: Library, path: Path, paper: Newspaper, told: Told
) -> None:
    filled(library, paper, told)
    with library._connection.writing() as sql:
        sql.execute("UPDATE bookmark SET copy = x'0102'")
    with pytest.raises(LibraryError):
        Backups(path).make(AT)
    assert Backups(path).listed() == ()
    assert list(Backups(path).folder.iterdir()) == []


def test_a_year_of_backups_leaves_days_weeks_and_months() -> None:
    listed = [backup(n, AT + timedelta(days=n)) for n in range(365)][::-1]
    gone = {each.number for each in superfluous(listed)}
    kept = [each for each in listed if each.number not in gone]
    assert [each.number for each in kept[:3]] == [364, 363, 362]
    assert 8 <= len(kept) <= 13
    months = {(each.made_at.year, each.made_at.month) for each in kept}
    assert len(months) == 6


def test_heavy_backups_give_way_to_the_newest_two() -> None:
    listed = [backup(n, AT + timedelta(days=31 * n), MOST_BYTES) for n in range(6)][::-1]
    gone = {each.number for each in superfluous(listed)}
    assert gone == {0, 1, 2, 3}


def backup(number: int, at: datetime, size: int = 1) -> Backup:
    return Backup(path=Path(str(number)), number=number, made_at=at, size=size)


def test_what_is_here_stays_and_what_is_not_comes_back(
    library: Library, path: Path, paper: Newspaper, told: Told
) -> None:
    filled(library, paper, told)
    made = Backups(path).make(AT)
    assert made is not None
    library.annotate("kjrb/2024-07-06/a1", "neu")
    library.mark_unread("kjrb/2024-07-06/a2")
    library.take_off_list("kjrb/2024-07-06/a3")
    library.bookmark("kjrb/2024-07-06/a4", at=AT)
    returned = library.take_in(made.path)
    assert (returned.bookmarks, returned.read, returned.listed) == (0, 1, 1)
    assert {b.key[-2:]: b.note for b in library.bookmarks()} == {"a1": "neu", "a4": ""}
    assert library.read_state("kjrb/2024-07-06/a2").is_read
    assert library.integrity() == []


def test_an_empty_library_gets_everything_back(
    library: Library, path: Path, paper: Newspaper, told: Told, tmp_path: Path
) -> None:
    filled(library, paper, told)
    library.keep_picture("https://paper.example/1.jpg", "image/jpeg", b"jpeg")
    with library._connection.writing() as sql:
        sql.execute("INSERT INTO bookmark_picture VALUES (1, 'https://paper.example/1.jpg')")
        sql.execute("INSERT INTO bookmark_tag VALUES (1, '科技')")
        sql.execute("INSERT INTO highlight VALUES (7, 1, 0, 2, '关于', '', '2024-07-06')")
    made = Backups(path).make(AT)
    assert made is not None
    with Library.open(tmp_path / "other.db") as other:
        other.bookmark_of("x")
        other.take_in(made.path)
        assert other.bookmarks() == library.bookmarks()
        assert other.picture("https://paper.example/1.jpg") == ("image/jpeg", b"jpeg")
        with other._connection.reading() as sql:
            assert sql.execute("SELECT bookmark, tag FROM bookmark_tag").fetchall() == [(1, "科技")]
            assert sql.execute("SELECT passage FROM highlight").fetchall() == [("关于",)]


def test_a_copy_of_the_whole_is_the_same_library(
    library: Library, path: Path, paper: Newspaper, told: Told, tmp_path: Path
) -> None:
    filled(library, paper, told)
    save(path, tmp_path / "copy.db", is_whole=True)
    with Library.open(tmp_path / "copy.db", create=False) as copy:
        assert copy.issue("kjrb", date(2024, 7, 6)) == library.issue("kjrb", date(2024, 7, 6))


def test_nothing_is_written_over(library: Library, path: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(LibraryError, match="exists"):
        save(path, tmp_path / "there")
    assert (tmp_path / "there").read_text() == "mine"
