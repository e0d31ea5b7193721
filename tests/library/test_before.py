"""What somebody changed is put back as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.errors import LibraryError
from reader.library import Library
from reader.library.before import Kind, Part
from reader.model import Image, Newspaper, Paragraph

if TYPE_CHECKING:
    from tests.library.conftest import Printed, Told

PICTURE = "https://paper.example/1.jpg"


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the index's own: it is made of the texts, and an issue whose
    text was put back is indexed anew."""
    with closing(sqlite3.connect(path)) as sql:
        names = [
            name
            for (name,) in sql.execute("SELECT name FROM sqlite_schema WHERE type='table'")
            if not name.startswith("posting")
        ]
        return {n: sorted(sql.execute(f"SELECT * FROM {n}"), key=repr) for n in names}


@pytest.fixture
def keys(
    library: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> tuple[str, ...]:
    """Three articles on two pages: one with a picture and an earlier text, read and bookmarked
    with a note and on the list, one begun."""
    first = told("a")
    first = replace(first, blocks=(*first.blocks, Image(url=PICTURE, caption="样品")))
    issue = printed({"01": [first, told("b")], "02": [told("c")]})
    keys = library.store(paper, issue, at=at)
    changed = replace(first, blocks=(*first.blocks, Paragraph(text="更正：" + "新的一段。" * 30)))
    library.store(paper, printed({"01": [changed, told("b")], "02": [told("c")]}), at=at)
    assert len(library.versions(keys[0])) == 1
    library.keep_picture(PICTURE, "image/jpeg", b"jpeg")
    library.mark_read(keys[0], at=at)
    library.remember_position(keys[1], 7)
    library.bookmark(keys[1], at=at)
    library.bookmark(keys[0], at=at, note="为周会")
    library.bookmark(keys[2], at=at)
    library.put_on_list(keys[0], at=at, since=at)
    return keys


Change = Callable[[Library, str, datetime], object]

CHANGES: list[tuple[Kind, int, Change]] = [
    (Kind.READ, 0, lambda library, key, _: library.mark_unread(key)),
    (Kind.READ, 1, lambda library, key, at: library.mark_read(key, at=at)),
    (Kind.READ, 2, lambda library, key, at: library.mark_read(key, at=at)),
    (Kind.BOOKMARK, 0, lambda library, key, _: library.unbookmark(key)),
    (Kind.BOOKMARK, 0, lambda library, key, _: library.annotate(key, "")),
    (Kind.LISTED, 0, lambda library, key, _: library.take_off_list(key)),
    (Kind.LISTED, 1, lambda library, key, at: library.put_on_list(key, at=at, since=at)),
    (Kind.ARTICLE, 0, lambda library, key, at: library.remove_article(key, at=at)),
    (Kind.ARTICLE, 2, lambda library, key, at: library.remove_article(key, at=at)),
]


@pytest.mark.parametrize(("kind", "which", "change"), CHANGES)
def test_a_change_is_put_back_to_the_last_row(
    library: Library,
    path: Path,
    keys: tuple[str, ...],
    at: datetime,
    kind: Kind,
    which: int,
    change: Change,
) -> None:
    was = everything(path)
    _, before = library.change(
        [Part(kind, keys[which])], lambda inner: change(inner, keys[which], at)
    )
    assert everything(path) != was
    library.put_back(before)
    assert everything(path) == was
    assert library.integrity() == []


def test_a_bookmark_that_was_made_is_unmade(
    library: Library, path: Path, keys: tuple[str, ...], at: datetime
) -> None:
    library.unbookmark(keys[2])
    was = everything(path)
    bookmark, before = library.change(
        [Part(Kind.BOOKMARK, keys[2])], lambda inner: inner.bookmark(keys[2], at=at, note="x")
    )
    assert bookmark.note == "x"
    library.put_back(before)
    assert everything(path) == was


def test_a_removed_issue_comes_back_to_the_last_row(
    library: Library, path: Path, keys: tuple[str, ...], day: date, at: datetime
) -> None:
    library.unbookmark(keys[0])  # its picture goes with the issue now
    was = everything(path)
    _, before = library.change(
        [Part(Kind.ISSUE, f"kjrb/{day}")], lambda inner: inner.remove_issue("kjrb", day, at=at)
    )
    assert library.outline("kjrb", day) is None
    assert library.picture(PICTURE) is None
    library.put_back(before)
    assert everything(path) == was
    assert library.integrity() == []


def test_many_changes_are_put_back_one_after_the_other(
    library: Library, path: Path, keys: tuple[str, ...], day: date, at: datetime
) -> None:
    was = [everything(path)]
    done = []
    steps: list[tuple[Part, Callable[[Library], object]]] = [
        (Part(Kind.BOOKMARK, keys[0]), lambda inner: inner.unbookmark(keys[0])),
        (Part(Kind.ARTICLE, keys[0]), lambda inner: inner.remove_article(keys[0], at=at)),
        (Part(Kind.READ, keys[0]), lambda inner: inner.mark_unread(keys[0])),
        (Part(Kind.ISSUE, f"kjrb/{day}"), lambda inner: inner.remove_issue("kjrb", day, at=at)),
    ]
    for part, job in steps:
        done.append(library.change([part], job)[1])
        was.append(everything(path))
    for before in reversed(done):
        was.pop()
        library.put_back(before)
        assert everything(path) == was[-1]


def test_a_number_that_was_given_to_another_is_not_taken_from_it(
    library: Library,
    paper: Newspaper,
    printed: Printed,
    told: Told,
    keys: tuple[str, ...],
    day: date,
    at: datetime,
) -> None:
    _, removed = library.change(
        [Part(Kind.ISSUE, f"kjrb/{day}")], lambda inner: inner.remove_issue("kjrb", day, at=at)
    )
    _, unkept = library.change(
        [Part(Kind.BOOKMARK, keys[2])], lambda inner: inner.unbookmark(keys[2])
    )
    other = replace(paper, id="rmrb")
    (theirs,) = library.store(other, printed({"01": [told("z")]}, newspaper_id="rmrb"), at=at)
    library.bookmark(theirs, at=at)
    library.put_back(unkept)
    library.put_back(removed)
    assert library.integrity() == []
    for key in (*keys, theirs):
        assert library.article(key) is not None
        assert library.bookmark_of(key) is not None
    assert len(library.versions(keys[0])) == 1
    (mine, others) = library.stand()
    assert (mine.unread, others.unread) == (2, 1)


def test_what_was_removed_finds_its_page_although_a_delivery_dropped_it(
    library: Library,
    paper: Newspaper,
    printed: Printed,
    told: Told,
    keys: tuple[str, ...],
    day: date,
    at: datetime,
) -> None:
    _, before = library.change(
        [Part(Kind.ARTICLE, keys[2])], lambda inner: inner.remove_article(keys[2], at=at)
    )
    library.store(paper, printed({"01": [told("b")]}), at=at)
    outline = library.outline("kjrb", day)
    assert outline is not None
    assert [section.page for section in outline.sections] == ["01"]
    library.put_back(before)
    outline = library.outline("kjrb", day)
    assert outline is not None
    assert [[line.key for line in section.lines] for section in outline.sections] == [
        [keys[0], keys[1]],
        [keys[2]],
    ]
    assert library.integrity() == []


def test_putting_an_article_back_twice_or_after_it_came_another_way_changes_nothing(
    library: Library, path: Path, keys: tuple[str, ...], day: date, at: datetime
) -> None:
    _, article = library.change(
        [Part(Kind.ARTICLE, keys[0])], lambda inner: inner.remove_article(keys[0], at=at)
    )
    library.put_back(article)
    was = everything(path)
    library.put_back(article)
    _, issue = library.change(
        [Part(Kind.ISSUE, f"kjrb/{day}")], lambda inner: inner.remove_issue("kjrb", day, at=at)
    )
    library.put_back(issue)
    library.put_back(issue)
    assert everything(path) == was


def test_an_article_whose_issue_was_removed_since_says_so(
    library: Library, keys: tuple[str, ...], day: date, at: datetime
) -> None:
    _, before = library.change(
        [Part(Kind.ARTICLE, keys[0])], lambda inner: inner.remove_article(keys[0], at=at)
    )
    library.remove_issue("kjrb", day, at=at)
    with pytest.raises(LibraryError, match="bring it back first"):
        library.put_back(before)
    assert library.article(keys[0]) is not None  # as its bookmark keeps it


def test_where_one_is_in_the_text_is_not_undone(
    library: Library, keys: tuple[str, ...], at: datetime
) -> None:
    _, before = library.change(
        [Part(Kind.READ, keys[2])], lambda inner: inner.mark_read(keys[2], at=at)
    )
    library.remember_position(keys[2], 40)
    library.put_back(before)
    assert (library.read_state(keys[2]).position, library.read_state(keys[2]).is_read) == (
        40,
        False,
    )


def test_a_change_that_fails_takes_nothing_with_it(
    library: Library, path: Path, keys: tuple[str, ...], at: datetime
) -> None:
    was = everything(path)

    def job(inner: Library) -> None:
        inner.mark_unread(keys[0])
        inner.remove_article("kjrb/2024-07-06/nothing", at=at + timedelta(days=1))

    with pytest.raises(LibraryError):
        library.change([Part(Kind.READ, keys[0])], job)
    assert everything(path) == was


def test_a_part_that_names_nothing_is_no_part(library: Library) -> None:
    for part in (Part(Kind.ISSUE, "kjrb"), Part(Kind.ARTICLE, "kjrb")):
        with pytest.raises(LibraryError, match="names no"):
            library.change([part], lambda inner: None)


def test_what_is_taken_down_knows_how_much_it_is(library: Library, keys: tuple[str, ...]) -> None:
    _, (before,) = library.change(
        [Part(Kind.ARTICLE, keys[0])], lambda inner: inner.mark_unread(keys[0])
    )
    assert 200 < before.size < 5_000
