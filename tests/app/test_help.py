"""The page of keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.app.app import ReaderApp
from reader.app.palette import Chooser
from reader.app.screens.help import key_entries
from reader.app.widgets.keys import KeysLine
from reader.commands import COMMANDS, PLACES, commands_of

if TYPE_CHECKING:
    from reader.library import Library

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]


def test_page_has_every_command() -> None:
    assert len(key_entries(PLACES, {})) == len(COMMANDS)


def test_page_shows_a_persons_own_keys() -> None:
    entries = key_entries(["bookmarks"], {"bookmarks.remove": "x,ctrl+x"})
    assert any(entry.key == "x Ctrl+X" for entry in entries)


async def test_page_groups_the_keys_by_place(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await pilot.press("?")
        await pilot.pause()
        assert isinstance(app.screen, Chooser)
        groups = list(dict.fromkeys(entry.group for entry in app.screen.list.entries))
        assert groups == ["Newsstand", "Calendar", "Everywhere"]
        assert "Newsstand" in seen(app)


async def test_typing_filters_and_enter_does_it(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f1", *"kept", "backspace", *"pt")
        await pilot.pause()
        assert isinstance(app.screen, Chooser)
        assert {entry.key for entry in app.screen.list.entries} <= {"B"}
        await pilot.press("ctrl+u", *"every article you")
        await pilot.pause()
        assert [entry.key for entry in app.screen.list.entries] == ["B"]
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert app.place is not None
        assert app.place.PLACE == "bookmarks"


async def test_what_nothing_does_is_said(app_on: AppOn, seen: Seen, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("?", *"zzz")
        await pilot.pause()
        assert "No key does that here." in seen(app)
        await pilot.press("enter", "escape")
        await pilot.pause(0.2)
        assert app.screen is app.place


async def test_foot_always_has_the_way_to_all_keys(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size):
        assert seen(app).rstrip().endswith("? Keys")


async def test_keys_of_a_place_stand_at_its_foot_in_their_order_without_a_gap(
    app_on: AppOn, library: Library
) -> None:
    wanted = [command for command in commands_of("issue") if command.footer]
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_issue("kjrb", library.days("kjrb")[0].date)
        await pilot.pause()
        spots = app.screen.query_one(KeysLine)._spots
        shown = [command for *_, command in spots if command.place == "issue"]
        assert 0 < len(shown) < len(wanted)
        assert shown == wanted[: len(shown)]


async def test_click_on_a_key_at_the_foot_does_it(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        line = app.screen.query_one(KeysLine)
        start = next(s for s, _, command in line._spots if command.id == "everywhere.bookmarks")
        await pilot.click(KeysLine, offset=(start + 2, 0))
        await pilot.pause()
        assert app.place is not None
        assert app.place.PLACE == "bookmarks"


async def test_a_persons_own_key_works_and_is_shown(library: Library, seen: Seen) -> None:
    app = ReaderApp(library, keymap={"everywhere.bookmarks": "z"})
    async with app.run_test(size=(120, 30)) as pilot:
        assert "z Bookmarks" in seen(app)
        await pilot.press("z")
        await pilot.pause()
        assert app.place is not None
        assert app.place.PLACE == "bookmarks"
