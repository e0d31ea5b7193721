from __future__ import annotations

import random
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.errors import Busy, LibraryError
from reader.library import Library
from reader.library.backups import Backups
from reader.library.rescue import is_ours, rescue
from reader.model import Issue, Newspaper, Section

if TYPE_CHECKING:
    from .conftest import Told

AT = datetime(2024, 7, 6, 1, tzinfo=UTC)
PAGE = 4096
BOOKMARKS = 120
ON_A_PAGE = 11
"""Bookmarks whose rows are as short as here."""


@pytest.fixture
def whole(path: Path, paper: Newspaper, told: Told) -> Path:
    """A library at rest in which everything is bookmarked, and half of the issues removed."""
    with Library.open(path) as library:
        for n in range(BOOKMARKS // 10):
            day = date(2024, 7, 1 + n)
            section = Section(name="要闻", articles=tuple(told(f"a{n}-{i}") for i in range(10)))
            issue = Issue(newspaper_id=paper.id, date=day, sections=(section,))
            library.store(paper, issue, at=AT)
            for i in range(10):
                library.bookmark(f"kjrb/{day}/a{n}-{i}", at=AT, note=f"{n}")
            if n % 2:
                library.remove_issue("kjrb", day, at=AT)
        library.mark_read("kjrb/2024-07-01/a0-0", at=AT)
    return path


def damaged(path: Path, page: int, how: str) -> None:
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        before = file.read(PAGE)
        after = {
            "zeros": bytes(PAGE),
            "noise": random.Random(page).randbytes(PAGE),
            "inverted": bytes(255 - byte for byte in before),
        }[how]
        file.seek(page * PAGE)
        file.write(after)


def kept_of(path: Path) -> dict[str, tuple[str, object]]:
    with Library.open(path, create=False) as library:
        assert library.integrity() == []
        return {b.key: (b.note, b.article) for b in library.bookmarks()}


@pytest.mark.parametrize("how", ["zeros", "noise", "inverted"])
def test_any_one_damaged_page_costs_no_more_than_what_was_on_it(whole: Path, how: str) -> None:
    wanted = kept_of(whole)
    pages = whole.stat().st_size // PAGE
    copy = whole.with_name("damaged.db")
    for page in range(0, pages, max(1, pages // 12)):
        shutil.copy(whole, copy)
        damaged(copy, page, how)
        found = rescue(copy, AT)
        kept = kept_of(copy)
        same = sum(kept.get(key) == each for key, each in wanted.items())
        assert same >= len(wanted) - ON_A_PAGE, page
        assert found.kept_aside.exists()
        for each in copy.parent.glob("damaged.db*"):
            each.unlink()


def test_backups_give_back_every_bookmark_whatever_page_is_damaged(whole: Path) -> None:
    wanted = kept_of(whole)
    made = Backups(whole).make(AT)
    assert made is not None
    pages = whole.stat().st_size // PAGE
    original = whole.read_bytes()
    for page in range(1, pages, max(1, pages // 10)):
        whole.write_bytes(original)
        damaged(whole, page, "noise")
        rescue(whole, AT)
        assert kept_of(whole) == wanted, page


def test_a_library_without_its_first_page_is_known_and_mended(whole: Path) -> None:
    wanted = kept_of(whole)
    damaged(whole, 0, "noise")
    with pytest.raises(LibraryError):
        Library.open(whole, create=False)
    assert is_ours(whole)
    rescue(whole, AT)
    assert kept_of(whole) == wanted


def test_another_file_is_not_taken_for_a_library(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(random.Random(1).randbytes(40 * PAGE))
    assert not is_ours(other)


def test_a_file_cut_short_gives_what_is_left_of_it(whole: Path) -> None:
    wanted = kept_of(whole)
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) * 4 // 5])
    found = rescue(whole, AT)
    assert found.kept_aside.read_bytes() == content[: len(content) * 4 // 5]
    kept = kept_of(whole)
    assert len(kept) > len(wanted) // 4
    assert kept.keys() <= wanted.keys()


def test_what_lies_in_the_log_is_read_too(whole: Path) -> None:
    copy = whole.with_name("copy.db")
    with Library.open(whole) as library:
        library.annotate("kjrb/2024-07-02/a1-3", "eben erst")
        shutil.copy(whole, copy)
        shutil.copy(whole.with_name(whole.name + "-wal"), copy.with_name(copy.name + "-wal"))
    damaged(copy, 0, "noise")
    rescue(copy, AT)
    assert kept_of(copy)["kjrb/2024-07-02/a1-3"][0] == "eben erst"


def test_what_was_deleted_does_not_come_back(whole: Path) -> None:
    with Library.open(whole) as library:
        for key in [b.key for b in library.bookmarks()][:60]:
            library.unbookmark(key)
    wanted = kept_of(whole)
    damaged(whole, whole.stat().st_size // PAGE // 2, "noise")
    rescue(whole, AT)
    assert kept_of(whole).keys() <= wanted.keys()


def test_a_library_that_another_has_open_is_left_alone(whole: Path) -> None:
    import subprocess
    import sys

    program = (
        "import sys; from pathlib import Path; from reader.library import Library\n"
        "library = Library.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(whole)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert other.stdout is not None
        other.stdout.readline()
        before = whole.read_bytes()
        with pytest.raises(Busy):
            rescue(whole, AT)
        assert whole.read_bytes() == before
    finally:
        other.communicate()


def test_an_article_whose_text_is_lost_is_asked_for_again(whole: Path) -> None:
    with Library.open(whole) as library:
        with library._connection.writing() as sql:
            sql.execute("UPDATE body SET content = x'00' WHERE article = 20240703000004")
        assert library.integrity() != []
    found = rescue(whole, AT)
    assert found.bare == 1
    with Library.open(whole) as library:
        outline = library.outline("kjrb", date(2024, 7, 3))
        assert outline is not None
        assert library.integrity() == []
        assert len(library.ledger("kjrb", date(2024, 7, 3))) == 11
        tally = library.month("kjrb", 2024, 7)[date(2024, 7, 3)]
        assert (tally.articles, tally.gaps) == (9, 1)
