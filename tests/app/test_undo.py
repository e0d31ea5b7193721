"""What was done is undone, step by step, from wherever one is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reader.app import history
from reader.app.app import ReaderApp
from reader.app.history import Deed, History, Words
from reader.app.screens.article import ArticleScreen
from reader.app.screens.issue import IssueScreen
from reader.errors import LibraryError
from reader.lang import speak
from reader.library.before import Kind, Part
from tests.app import issue_fixtures as given
from tests.app.issue_fixtures import on_article, pressed, settle

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import Line

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]


@pytest.fixture
def library(empty_library: Library) -> Library:
    empty_library.store(given.PAPER, given.full_issue(), at=given.NOON)
    return empty_library


@pytest.fixture(autouse=True)
def _no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pictures of a bookmark are not fetched."""
    monkeypatch.setattr(ReaderApp, "pin_pictures", lambda _, __: None)


def line_of(library: Library, slug: str) -> Line:
    outline = library.outline("full", given.DAY)
    assert outline is not None
    return next(line for line in outline.lines if line.slug == slug)


async def on_issue(app: ReaderApp, pilot: object) -> IssueScreen:
    app.open_issue("full", given.DAY)
    await settle(app, pilot)
    assert isinstance(app.screen, IssueScreen)
    return app.screen


async def test_several_steps_are_undone_the_last_first_and_done_again(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        await pressed(app, pilot, "u", "b", "x")
        done = line_of(library, "long")
        assert (done.is_read, done.is_bookmarked, done.is_listed) == (True, True, True)
        await pressed(app, pilot, "ctrl+z")
        assert screen.sentence == "“中韩科技合作的前进之路” is off the reading list again."
        await pressed(app, pilot, "ctrl+z")
        assert screen.sentence == "“中韩科技合作的前进之路” is no longer bookmarked."
        await pressed(app, pilot, "ctrl+z")
        assert screen.sentence == "“中韩科技合作的前进之路” is unread again."
        undone = line_of(library, "long")
        assert (undone.is_read, undone.is_bookmarked, undone.is_listed) == (False, False, False)
        await pressed(app, pilot, "ctrl+z")
        assert screen.sentence == "There is nothing to undo."
        await pressed(app, pilot, "ctrl+y", "ctrl+shift+z", "ctrl+y")
        assert line_of(library, "long") == done
        await pressed(app, pilot, "ctrl+y")
        assert screen.sentence == "There is nothing to redo."


async def test_what_is_done_after_undoing_takes_the_place_of_what_was_undone(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_issue(app, pilot)
        await pressed(app, pilot, "b", "ctrl+z", "u", "ctrl+y")
        line = line_of(library, "long")
        assert (line.is_read, line.is_bookmarked) == (True, False)


async def test_a_key_pressed_twice_at_once_means_there_and_back(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_issue(app, pilot)
        await pressed(app, pilot, "u", "u", "b", "b", "x", "x")
        line = line_of(library, "long")
        assert (line.is_read, line.is_bookmarked, line.is_listed) == (False, False, False)


async def test_undo_in_an_article_shows_at_once_and_it_stays_unread_at_its_end(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "G")
        assert library.read_state(given.key("long")).is_read
        await pressed(app, pilot, "ctrl+z")
        assert screen.sentence == "“中韩科技合作的前进之路” is unread again."
        assert not screen._state.is_read
        await pressed(app, pilot, "j", "G")
        assert not library.read_state(given.key("long")).is_read
        await pressed(app, pilot, "q")
        assert library.read_state(given.key("long")).position > 3_000
        assert line_of(library, "long").is_begun


async def test_articles_read_to_their_end_one_after_the_other_are_undone_together(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "b", "G", "space", "space", "G", "space")
        assert sum(line_of(library, slug).is_read for slug in ("long", "short", "english")) == 3
        await pressed(app, pilot, "ctrl+z")
        assert screen.sentence == "3 articles are unread again that were read to their end."
        assert not any(line_of(library, slug).is_read for slug in ("long", "short", "english"))
        await pressed(app, pilot, "ctrl+z")
        assert library.bookmark_of(given.key("long")) is None
        await pressed(app, pilot, "ctrl+y", "ctrl+y")
        assert screen.sentence == "3 articles are read again."
        assert line_of(library, "english").is_read


async def test_a_removed_article_is_back_where_it_was_with_its_marks(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    library.bookmark(given.key("long"), at=given.NOON, note="weekly")
    library.mark_read(given.key("short"), at=given.NOON)
    was = library.outline("full", given.DAY)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        await pressed(app, pilot, "delete")
        assert screen.sentence == "“中韩科技合作的前进之路” is removed; Ctrl+Z brings it back."
        assert "中韩科技合作" not in seen(app).replace(screen.sentence, "")
        assert library.bookmark_of(given.key("long")) is not None
        await pressed(app, pilot, "ctrl+x", "ctrl+z", "ctrl+z")
        assert screen.sentence == "“中韩科技合作的前进之路” is in its issue again."
        assert library.outline("full", given.DAY) == was
        assert "中韩科技合作" in seen(app)
        assert screen._headlines.line is not None
        assert screen._headlines.line.slug == "long"
        assert library.integrity() == []


async def test_a_removed_issue_comes_back_to_the_stand(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    was = library.issue("full", given.DAY)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        app._mark_on_stand("full")
        await pressed(app, pilot, "delete")
        assert app.screen.sentence == "c leads to the calendar, where a day can be removed."  # type: ignore[attr-defined]
        await pressed(app, pilot, "c", "delete")
        assert library.outline("full", given.DAY) is None
        assert app.screen.sentence.endswith("Sat 6 Jul 2024 is removed; Ctrl+Z brings it back.")  # type: ignore[attr-defined]
        await pressed(app, pilot, "ctrl+z")
        assert "Sat 6 Jul 2024 is in the library again." in seen(app)
        assert library.issue("full", given.DAY) == was


async def test_a_day_that_is_not_here_cannot_be_removed(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        app._mark_on_stand("full")
        await pressed(app, pilot, "c", "h", "delete")
        assert "is not in the library." in seen(app)
        assert library.days("full")[0].date == given.DAY


async def test_undo_reaches_over_places(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot)
        await pressed(app, pilot, "b", "q", "q")
        assert len(app.screen_stack) == 1
        await pressed(app, pilot, "ctrl+z")
        assert library.bookmark_of(given.key("long")) is None
        assert app.screen.sentence == "“中韩科技合作的前进之路” is no longer bookmarked."  # type: ignore[attr-defined]


async def test_undo_leaves_a_field_alone_that_is_typed_into(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot)
        await pressed(app, pilot, "b", "a", "w", "ctrl+z", "escape")
        assert isinstance(app.screen, ArticleScreen)
        assert library.bookmark_of(given.key("long")) is not None


async def test_sentences_name_the_key_that_one_has_given_it(
    library: Library, app_on: AppOn
) -> None:
    app = app_on(library)
    app.keymap = {"everywhere.undo": "U"}
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "b", "b")
        assert screen.sentence == "Bookmark removed; U brings it back."
        await pressed(app, pilot, "U")
        assert library.bookmark_of(given.key("long")) is not None


async def test_it_is_said_in_chinese_as_one_would(app_on: AppOn, library: Library) -> None:
    speak("zh")
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "b", "ctrl+z")
        assert screen.sentence == "《中韩科技合作的前进之路》不再收藏。"


# -- the history alone -----------------------------------------------------------


def deed_on(key: str, at: date = given.DAY) -> Deed:
    del at
    return Deed(
        (Part(Kind.READ, key),),
        lambda library: library.mark_read(key, at=given.NOON),
        lambda _: Words("done", f"undone {key}", f"redone {key}"),
    )


def test_what_cannot_be_put_back_can_be_tried_again(library: Library) -> None:
    log = History()
    key = given.key("long")
    removal = Deed(
        (Part(Kind.ARTICLE, key),),
        lambda inner: inner.remove_article(key, at=given.NOON),
        lambda _: Words("", "undone", ""),
    )
    log.do(library, removal)
    _, before = library.change(
        [Part(Kind.ISSUE, "full/2024-07-06")],
        lambda inner: inner.remove_issue("full", given.DAY, at=given.NOON),
    )
    with pytest.raises(LibraryError):
        log.undo(library)
    library.put_back(before)
    assert log.undo(library)[0] == "undone"
    assert library.outline("full", given.DAY) is not None


def test_the_oldest_deeds_are_forgotten(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_DEEDS", 3)
    log = History()
    for number in range(5):
        log.do(library, deed_on(f"full/2024-07-06/{number}"))
    assert [log.undo(library)[0].rpartition("/")[2] for _ in range(4)] == ["4", "3", "2", ""]


def test_deeds_that_hold_much_are_forgotten_sooner_but_not_the_last(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_BYTES", 1)
    for slug in ("long", "short"):
        library.mark_read(given.key(slug), at=given.NOON)
    log = History()
    for slug in ("long", "short"):
        log.do(library, deed_on(given.key(slug)))
    assert log.undo(library)[0] == f"undone {given.key('short')}"
    assert log.undo(library) == ("", "")
