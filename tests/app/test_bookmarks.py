"""The bookmarks: kept, read, noted, removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import Input

from reader.app.app import ReaderApp
from reader.app.screens.bookmarks import BookmarksScreen, NoteField
from tests.app.issue_fixtures import pressed

if TYPE_CHECKING:
    import pytest

    from reader.library import Library
from reader.model import Article, Image

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]
NEWEST = "kjrb/2024-07-05/content_301"
NOTED = "kjrb/2024-07-06/content_101"


async def test_bookmarks_show_paper_date_page_and_note(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await pilot.press("B")
        await pilot.pause()
        text = seen(app)
    assert "B O O K M A R K S" in text
    assert "Opinion第1条" in text
    assert "科技日报 · Sat 6 Jul 2024 · 01 要闻" in text
    assert "为周会准备 [bold]x[/]" in text


async def test_enter_reads_and_coming_out_is_at_the_same_row(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("B", "j", "enter")
        await pilot.pause()
        assert app.place is not None
        assert app.place.PLACE == "article"
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, BookmarksScreen)
        assert app.screen.rows.mark == 1


async def test_one_press_removes_and_undo_brings_back_the_note_too(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    was = library.bookmarks()
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(app, pilot, "B", "b")
        assert isinstance(app.screen, BookmarksScreen)
        assert app.screen.sentence == "Bookmark removed; Ctrl+Z brings it back."
        assert [bookmark.key for bookmark in library.bookmarks()] == [NOTED]
        await pressed(app, pilot, "delete")
        assert app.screen.sentence == "Bookmark and note removed; Ctrl+Z brings both back."
        assert library.bookmarks() == ()
        assert "No bookmarks yet" in seen(app)
        await pressed(app, pilot, "ctrl+z", "ctrl+z")
        assert library.bookmarks() == was
        assert "为周会准备" in seen(app)


async def test_note_is_written_and_kept(app_on: AppOn, seen: Seen, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("B", "a")
        await pilot.pause()
        assert isinstance(app.screen, NoteField)
        app.screen.query_one(Input).value = "because"
        await pressed(app, pilot, "enter")
        bookmark = library.bookmark_of(NEWEST)
        assert bookmark is not None
        assert bookmark.note == "because"
        assert "because" in seen(app)


async def test_escape_leaves_the_note_as_it_was(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("B", "j", "a", "x", "escape")
        await pilot.pause(0.2)
        bookmark = library.bookmark_of(NOTED)
        assert bookmark is not None
        assert bookmark.note == "为周会准备 [bold]x[/]"


async def test_nothing_kept_yet_says_how_to_keep(
    app_on: AppOn, seen: Seen, empty_library: Library
) -> None:
    app = app_on(empty_library)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.press("B")
        await pilot.pause()
        assert "No bookmarks yet. Press b on an article" in seen(app)
        await pilot.press("enter", "a", "b", "j", "q")
        await pilot.pause()
        assert app.place is not None
        assert app.place.PLACE == "newsstand"


async def test_bookmarks_open_once(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("B", "B")
        await pilot.pause()
        assert len(app.screen_stack) == 2


async def test_pictures_of_a_bookmark_are_brought_in(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned: list[str] = []

    async def pin_pictures(article: Article, _library: Library, *, issue_url: str) -> int:
        assert issue_url == ""
        pinned.append(article.slug)
        return 1

    monkeypatch.setattr("reader.delivery.pin_pictures", pin_pictures, raising=False)
    article = library.article(NOTED)
    assert article is not None
    pictured = replace(article, blocks=(Image(url="https://pictures.invalid/1.jpg"),))
    monkeypatch.setattr(library, "article", {NOTED: pictured, NEWEST: article}.get)
    app = app_on(library)
    async with app.run_test(size=(100, 30)):
        app.pin_pictures(NEWEST)
        app.pin_pictures(NOTED)
        await app.workers.wait_for_complete()
    assert pinned == [article.slug]
