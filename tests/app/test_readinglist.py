"""The reading list: filled from everywhere, read straight through, put in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from reader.app.app import ReaderApp
from reader.app.screens.article import ArticleScreen
from reader.app.screens.readinglist import ReadingListScreen
from reader.lang import speak
from tests.app import issue_fixtures as given
from tests.app.issue_fixtures import on_article, pressed, settle

if TYPE_CHECKING:
    from reader.library import Library

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]
BEGAN = given.NOON - timedelta(hours=12)
KEYS = [given.key(slug) for slug in ("english", "short", "last")]


@pytest.fixture
def library(empty_library: Library) -> Library:
    empty_library.store(given.PAPER, given.full_issue(), at=given.NOON)
    return empty_library


@pytest.fixture
def filled(library: Library) -> Library:
    for key in KEYS:
        library.put_on_list(key, at=given.NOON, since=BEGAN)
    return library


def listed(library: Library) -> list[str]:
    return [entry.key for entry in library.reading_list(since=BEGAN)]


async def test_x_puts_on_and_takes_off_in_the_issue_and_in_the_article(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open_issue("full", given.DAY)
        await settle(app, pilot)
        await pressed(app, pilot, "x")
        assert "On today's reading list, with 1 to read; X reads it." in seen(app)
        row = next(row for row in seen(app).splitlines() if "张三" in row)
        assert row.rstrip().endswith("✚")
        await pressed(app, pilot, "n", "enter", "x")
        assert listed(library) == [given.key("long"), given.key("short")]
        assert "✚" in seen(app).splitlines()[-2]
        await pressed(app, pilot, "x")
        assert "Taken off the reading list; Ctrl+Z puts it back." in seen(app)
        assert listed(library) == [given.key("long")]


async def test_x_puts_a_bookmark_on_the_list(app_on: AppOn, library: Library) -> None:
    library.bookmark(given.key("long"), at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(app, pilot, "B", "x")
        assert listed(library) == [given.key("long")]


async def test_the_list_is_read_straight_through_from_the_first_unread(
    app_on: AppOn, seen: Seen, filled: Library
) -> None:
    filled.mark_read(KEYS[0], at=given.NOON)
    app = app_on(filled)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(app, pilot, "X")
        screen = app.screen
        assert isinstance(screen, ArticleScreen)
        assert screen.key == KEYS[1]
        assert "Reading list 2/3" in seen(app)
        await pressed(app, pilot, "n")
        assert screen.key == KEYS[2]
        assert "Reading list 3/3" in seen(app)
        await pressed(app, pilot, "n")
        assert "last article" in screen.sentence
        await pressed(app, pilot, "p", "p")
        assert screen.key == KEYS[0]
        await pressed(app, pilot, "q")
        assert len(app.screen_stack) == 1


async def test_x_once_more_shows_the_list_and_reads_on_from_it(
    app_on: AppOn, seen: Seen, filled: Library
) -> None:
    app = app_on(filled)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(app, pilot, "X", "X")
        assert isinstance(app.screen, ReadingListScreen)
        assert "R E A D I N G   L I S T" in seen(app)
        assert "0 of 3 read" in seen(app)
        await pressed(app, pilot, "j", "enter")
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen.key == KEYS[1]
        await pressed(app, pilot, "n", "X")
        assert isinstance(app.screen, ReadingListScreen)
        assert app.screen.rows.mark == 2
        await pressed(app, pilot, "enter", "p", "q")
        assert isinstance(app.screen, ReadingListScreen)
        assert app.screen.rows.mark == 1
        assert len(app.screen_stack) == 2
        await pressed(app, pilot, "X")
        assert isinstance(app.screen, ArticleScreen)
        await pressed(app, pilot, "q", "q")
        assert len(app.screen_stack) == 1


async def test_it_opens_over_any_place_and_closes_to_the_same_spot(
    app_on: AppOn, filled: Library
) -> None:
    app = app_on(filled)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "X")
        assert app.screen is not screen
        await pressed(app, pilot, "q")
        assert app.screen is screen


async def test_an_empty_list_says_how_it_is_filled(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    app.keymap = {"issue.put_on_list": "z"}
    async with app.run_test(size=(60, 16)) as pilot:
        await pressed(app, pilot, "X")
        assert isinstance(app.screen, ReadingListScreen)
        assert "z on an article puts it there." in " ".join(seen(app).split())


async def test_a_list_that_is_read_shows_itself_and_says_so(
    app_on: AppOn, seen: Seen, filled: Library
) -> None:
    for key in KEYS:
        filled.mark_read(key, at=given.NOON)
    app = app_on(filled)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(app, pilot, "X")
        assert isinstance(app.screen, ReadingListScreen)
        assert "Everything on the list is read." in seen(app)
        await pressed(app, pilot, "X")
        assert isinstance(app.screen, ReadingListScreen)
        await pressed(app, pilot, "enter")
        assert isinstance(app.screen, ArticleScreen)


async def test_the_order_is_changed_and_changed_back(app_on: AppOn, filled: Library) -> None:
    app = app_on(filled)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(app, pilot, "X", "X", "J")
        assert listed(filled) == [KEYS[1], KEYS[0], KEYS[2]]
        assert isinstance(app.screen, ReadingListScreen)
        assert app.screen.rows.mark == 1
        await pressed(app, pilot, "J")
        await pressed(app, pilot, "J")
        assert listed(filled) == [KEYS[1], KEYS[2], KEYS[0]]
        await pressed(app, pilot, "K")
        assert listed(filled) == [KEYS[1], KEYS[0], KEYS[2]]
        await pressed(app, pilot, "ctrl+z", "ctrl+z", "ctrl+z")
        assert listed(filled) == KEYS


async def test_marks_are_made_in_the_list_too(app_on: AppOn, seen: Seen, filled: Library) -> None:
    app = app_on(filled)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(app, pilot, "X", "X", "b", "u")
        assert filled.bookmark_of(KEYS[0]) is not None
        assert "1 of 3 read" in seen(app)
        await pressed(app, pilot, "x")
        assert listed(filled) == KEYS[1:]
        await pressed(app, pilot, "ctrl+z")
        assert listed(filled) == KEYS


async def test_what_stayed_from_another_day_says_since_when(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    library.put_on_list(KEYS[1], at=given.NOON - timedelta(days=2), since=BEGAN)
    library.put_on_list(KEYS[0], at=given.NOON, since=BEGAN)
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await pressed(app, pilot, "X", "X")
        rows = seen(app).splitlines()
        assert "短讯" in seen(app)
        assert sum("listed on Sun 7 Jul 2024" in row for row in rows) == 1


async def test_it_is_read_without_its_issue(app_on: AppOn, seen: Seen, filled: Library) -> None:
    filled.remove_issue("full", given.DAY, at=given.NOON)
    app = app_on(filled)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(app, pilot, "X", "n")
        assert "今天天气很好。" in seen(app)


async def test_it_is_called_what_one_calls_it_in_chinese(
    app_on: AppOn, seen: Seen, filled: Library
) -> None:
    speak("zh")
    app = app_on(filled)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(app, pilot, "X")
        assert "今日待读 1/3" in seen(app)


async def test_the_list_is_filtered_and_its_long_headlines_are_whole(
    app_on: AppOn, seen: Seen, filled: Library
) -> None:
    app = app_on(filled)
    async with app.run_test(size=(60, 16)) as pilot:
        await pressed(app, pilot, "X", "X")
        assert "Few Listeners" in seen(app)
        await pressed(app, pilot, "/", *"summit", "enter")
        assert "末条" not in seen(app)
        await pressed(app, pilot, "x", "escape")
        assert listed(filled) == KEYS[1:]
        assert "末条" in seen(app)
