from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.errors import LibraryError
from reader.model import Article, Image, Issue, Newspaper, ReadState

if TYPE_CHECKING:
    from reader.library import Library

Printed = Callable[..., Issue]
Told = Callable[..., Article]

KEY = "kjrb/2024-07-06/a"


@pytest.fixture
def stored(
    library: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> Library:
    library.store(paper, printed({"01": [told("a"), told("b")]}), at=at)
    return library


def test_an_article_nobody_opened_is_at_its_beginning(stored: Library) -> None:
    assert stored.read_state(KEY) == ReadState(key=KEY)


def test_a_position_is_remembered(stored: Library, day: date) -> None:
    stored.remember_position(KEY, 70)
    stored.remember_position(KEY, 120)
    assert stored.read_state(KEY) == ReadState(key=KEY, position=120)
    assert [line.is_begun for line in stored.outline("kjrb", day).lines] == [True, False]  # type: ignore[union-attr]
    assert stored.days("kjrb")[0].begun == 1


@pytest.mark.parametrize(("given", "kept"), [(-5, 0), (2**70, 2**53)])
def test_a_position_no_article_has_is_bounded(stored: Library, given: int, kept: int) -> None:
    stored.remember_position(KEY, 9)
    stored.remember_position(KEY, given)
    assert stored.read_state(KEY).position == kept


def test_reading_keeps_the_place_and_the_first_moment(stored: Library, at: datetime) -> None:
    stored.remember_position(KEY, 70)
    stored.mark_read(KEY, at=at)
    stored.mark_read(KEY, at=at + timedelta(days=1))
    assert stored.read_state(KEY) == ReadState(key=KEY, position=70, read_at=at)
    assert (stored.days("kjrb")[0].read, stored.days("kjrb")[0].begun) == (1, 0)
    assert stored.stand()[0].unread == 1


def test_an_article_marked_unread_is_as_if_never_opened(stored: Library, at: datetime) -> None:
    stored.remember_position(KEY, 70)
    stored.mark_read(KEY, at=at)
    stored.mark_unread(KEY)
    stored.mark_unread(KEY)
    assert stored.read_state(KEY) == ReadState(key=KEY)
    assert stored.stand()[0].unread == 2


def test_a_moment_without_a_zone_is_taken_for_utc(stored: Library, at: datetime) -> None:
    stored.mark_read(KEY, at=at.replace(tzinfo=None))
    assert stored.read_state(KEY).read_at == at


# -- bookmarks -----------------------------------------------------------------


def test_a_bookmark_holds_all_it_needs(
    stored: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    made = stored.bookmark(KEY, at=at, note="为什么")
    stored.remove_issue("kjrb", day, at=at)
    assert stored.bookmark_of(KEY) == made
    assert stored.bookmarks() == (made,)
    assert (made.newspaper, made.article, made.note) == (paper, told("a"), "为什么")
    assert (made.section.name, made.section.page, made.section.articles) == ("第01版", "01", ())
    assert stored.article(KEY) == told("a")


def test_a_bookmark_stays_as_it_was_when_the_paper_changes_the_text(
    stored: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> None:
    stored.bookmark(KEY, at=at)
    stored.store(paper, printed({"01": [told("a", text="改过")]}), at=at)
    stored.bookmark(KEY, at=at + timedelta(days=1))
    assert stored.bookmark_of(KEY).article == told("a")  # type: ignore[union-attr]
    assert stored.article(KEY) == told("a", text="改过")


def test_bookmarking_again_keeps_the_first_moment_and_takes_a_new_note(
    stored: Library, at: datetime
) -> None:
    stored.bookmark(KEY, at=at, note="one")
    again = stored.bookmark(KEY, at=at + timedelta(days=1))
    assert (again.made_at, again.note) == (at, "one")
    stored.bookmark(KEY, at=at, note="two")
    assert stored.bookmark_of(KEY).note == "two"  # type: ignore[union-attr]


def test_bookmarks_are_ordered_by_making_not_by_the_clock(stored: Library, at: datetime) -> None:
    stored.bookmark(KEY, at=at)
    stored.bookmark("kjrb/2024-07-06/b", at=at - timedelta(days=9000))
    assert [each.key for each in stored.bookmarks()] == ["kjrb/2024-07-06/b", KEY]


def test_an_unbookmarked_article_is_let_go(stored: Library, day: date, at: datetime) -> None:
    stored.bookmark(KEY, at=at)
    assert [line.is_bookmarked for line in stored.outline("kjrb", day).lines] == [True, False]  # type: ignore[union-attr]
    stored.unbookmark(KEY)
    stored.unbookmark(KEY)
    assert stored.bookmark_of(KEY) is None
    assert stored.bookmarks() == ()
    assert stored.stand()[0].bookmarks == 0


def test_what_is_not_here_cannot_be_bookmarked_nor_annotated(stored: Library, at: datetime) -> None:
    with pytest.raises(LibraryError, match="not in the library"):
        stored.bookmark("kjrb/2024-07-06/nowhere", at=at)
    with pytest.raises(LibraryError, match="not bookmarked"):
        stored.annotate(KEY, "note")


def test_notes_come_back_as_they_were_written(stored: Library, at: datetime, shared: Path) -> None:
    notes = json.loads((shared / "hostile/files/values/notes.json").read_bytes())
    stored.bookmark(KEY, at=at)
    for note in notes:
        stored.annotate(KEY, note)
        assert stored.bookmark_of(KEY).note == note.replace("\ud800", "\ufffd")  # type: ignore[union-attr]


def test_a_bookmark_finds_its_article_when_a_removed_issue_returns_under_other_slugs(
    stored: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    stored.bookmark(KEY, at=at)
    stored.remove_issue("kjrb", day, at=at)
    stored.restore("kjrb", day)
    stored.store(paper, printed({"01": [replace(told("a"), slug="content_1")]}), at=at)
    assert [line.key for line in stored.outline("kjrb", day).lines if line.is_bookmarked] == [KEY]  # type: ignore[union-attr]


def test_a_bookmark_keeps_its_pictures(
    library: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    urls = [f"https://paper.example/{n}.jpg" for n in range(2)]
    articles = [replace(told(f"p{n}"), blocks=(Image(url=url),)) for n, url in enumerate(urls)]
    keys = library.store(paper, printed({"01": articles}), at=at)
    for url in urls:
        library.keep_picture(url, "image/jpeg", url.encode())
    library.bookmark(keys[0], at=at)
    library.remove_issue("kjrb", day, at=at)
    assert library.picture(urls[0]) == ("image/jpeg", urls[0].encode())
    assert library.picture(urls[1]) is None
    library.unbookmark(keys[0])
    assert library.picture(urls[0]) is None


def test_a_picture_that_another_issue_shows_stays(
    library: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    article = replace(told("p"), blocks=(Image(url="https://paper.example/logo.png"),))
    for back in (0, 1):
        library.store(paper, printed({"01": [article]}, on=day - timedelta(days=back)), at=at)
    library.keep_picture("https://paper.example/logo.png", "image/png", b"png")
    library.remove_issue("kjrb", day, at=at)
    assert library.picture("https://paper.example/logo.png") == ("image/png", b"png")
