"""The reading list: what somebody means to read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.errors import LibraryError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import Newspaper
    from tests.library.conftest import Printed, Told

DAY = "kjrb/2024-07-06"


@pytest.fixture
def keys(
    library: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> tuple[str, ...]:
    return library.store(paper, printed({"01": [told("a"), told("b"), told("c")]}), at=at)


def listed(library: Library, since: datetime) -> list[str]:
    return [entry.key for entry in library.reading_list(since=since)]


def test_the_list_is_in_the_order_in_which_things_were_put_on(
    library: Library, keys: tuple[str, ...], at: datetime
) -> None:
    for key in (keys[2], keys[0], keys[1], keys[2]):
        library.put_on_list(key, at=at, since=at)
    assert listed(library, at) == [keys[2], keys[0], keys[1]]


def test_two_on_the_list_change_places(
    library: Library, keys: tuple[str, ...], at: datetime
) -> None:
    for key in keys:
        library.put_on_list(key, at=at, since=at)
    library.change_places(keys[2], keys[1])
    library.change_places(keys[2], f"{DAY}/nothing")
    assert listed(library, at) == [keys[0], keys[2], keys[1]]


def test_what_is_taken_off_is_gone_and_the_rest_keeps_its_order(
    library: Library, keys: tuple[str, ...], at: datetime
) -> None:
    for key in keys:
        library.put_on_list(key, at=at, since=at)
    library.take_off_list(keys[1])
    assert listed(library, at) == [keys[0], keys[2]]
    assert not library.is_listed(keys[1])


def test_what_was_not_read_stays_the_next_day_and_what_was_read_goes(
    library: Library, keys: tuple[str, ...], at: datetime
) -> None:
    tomorrow = at + timedelta(days=1)
    for key in keys:
        library.put_on_list(key, at=at, since=at)
    library.mark_read(keys[0], at=at + timedelta(hours=1))
    assert listed(library, at) == list(keys)
    assert [entry.is_read for entry in library.reading_list(since=at)] == [True, False, False]
    assert listed(library, tomorrow) == list(keys[1:])
    library.put_on_list(keys[1], at=tomorrow, since=tomorrow)
    assert not library.is_listed(keys[0])


def test_an_article_on_the_list_is_read_without_its_issue(
    library: Library, keys: tuple[str, ...], day: date, at: datetime
) -> None:
    library.put_on_list(keys[0], at=at, since=at)
    before = library.article(keys[0])
    library.remove_issue("kjrb", day, at=at)
    assert library.article(keys[0]) == before
    (entry,) = library.reading_list(since=at)
    assert (entry.article, entry.newspaper.name, entry.section.page) == (before, "科技日报", "01")


def test_what_is_only_on_the_list_can_be_bookmarked_and_the_other_way_round(
    library: Library, keys: tuple[str, ...], day: date, at: datetime
) -> None:
    library.put_on_list(keys[0], at=at, since=at)
    library.bookmark(keys[1], at=at)
    library.remove_issue("kjrb", day, at=at)
    kept = library.bookmark(keys[0], at=at)
    library.put_on_list(keys[1], at=at, since=at)
    library.take_off_list(keys[0])
    library.unbookmark(keys[1])
    assert kept.section.page == "01"
    assert library.article(keys[0]) == kept.article
    assert listed(library, at) == [keys[1]]
    assert library.article(keys[1]) is not None


def test_a_line_of_the_issue_says_that_it_is_on_the_list(
    library: Library, keys: tuple[str, ...], day: date, at: datetime
) -> None:
    library.put_on_list(keys[1], at=at, since=at)
    outline = library.outline("kjrb", day)
    assert outline is not None
    assert [line.is_listed for line in outline.lines] == [False, True, False]


def test_it_finds_its_article_when_a_removed_issue_comes_back_under_other_names(
    library: Library,
    paper: Newspaper,
    keys: tuple[str, ...],
    printed: Printed,
    told: Told,
    day: date,
    at: datetime,
) -> None:
    library.put_on_list(keys[0], at=at, since=at)
    text = library.article(keys[0])
    assert text is not None
    library.remove_issue("kjrb", day, at=at)
    library.restore("kjrb", day)
    again = told("renamed", text.headline, text=text.text)
    assert library.store(paper, printed({"01": [again]}), at=at) == (keys[0],)
    outline = library.outline("kjrb", day)
    assert outline is not None
    assert [line.is_listed for line in outline.lines] == [True]


def test_what_is_not_in_the_library_cannot_be_listed(library: Library, at: datetime) -> None:
    with pytest.raises(LibraryError, match="fetch its issue"):
        library.put_on_list(f"{DAY}/nothing", at=at, since=at)
    with pytest.raises(LibraryError, match="fetch its issue"):
        library.put_on_list("no key", at=at, since=at)


def test_a_damaged_copy_hides_nothing_else_and_is_told(
    library: Library, keys: tuple[str, ...], day: date, at: datetime, path: Path
) -> None:
    for key in keys[:2]:
        library.put_on_list(key, at=at, since=at)
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute("UPDATE reading_list SET copy = X'02' WHERE key = ?", (keys[0],))
    first, second = library.reading_list(since=at)
    assert (first.article.headline, first.newspaper.name) == ("关于a的报道", "科技日报")
    assert second.article.text
    assert library.integrity() == [
        f"The copy that the reading list keeps of {keys[0]} cannot be read."
    ]
    library.remove_issue("kjrb", day, at=at)
    with pytest.raises(LibraryError):
        library.bookmark(keys[0], at=at)
