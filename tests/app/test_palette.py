"""The palette and the themes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.theme import BUILTIN_THEMES

from reader.app.app import ReaderApp
from reader.app.palette import Chooser, PaletteEntry, matching
from reader.app.themes import THEMES, default_theme, shades

if TYPE_CHECKING:
    from reader.library import Library

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]


def test_every_typed_word_must_occur() -> None:
    entries = [
        PaletteEntry(label="Go to date", hint="a calendar"),
        PaletteEntry(label="Bookmarks", words="kept"),
    ]
    assert [e.label for e in matching(entries, "KEPT")] == ["Bookmarks"]
    assert [e.label for e in matching(entries, "cal go")] == ["Go to date"]
    assert matching(entries, "go kept") == ()
    assert matching(entries, "  ") == tuple(entries)


def test_label_that_begins_with_it_comes_first() -> None:
    entries = [PaletteEntry(label="The date"), PaletteEntry(label="Date")]
    assert [e.label for e in matching(entries, "date")] == ["Date", "The date"]


async def chosen(app: ReaderApp, pilot: object, typed: str) -> Chooser:
    """Open the palette and type."""
    await pilot.press("ctrl+p")  # type: ignore[attr-defined]
    await pilot.pause()  # type: ignore[attr-defined]
    screen = app.screen
    assert isinstance(screen, Chooser)
    from textual.widgets import Input

    screen.query_one(Input).value = typed
    await pilot.pause()  # type: ignore[attr-defined]
    return screen


async def test_palette_has_actions_papers_and_dates(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await chosen(app, pilot, "")
        groups = list(dict.fromkeys(entry.group for entry in screen.list.entries))
        assert groups == ["Newsstand", "Everywhere", "Newspapers", "Issues"]
        assert sum(entry.group == "Issues" for entry in screen.list.entries) == 20
        assert any(entry.label == "人民日报" for entry in screen.list.entries)


async def test_issue_is_found_by_its_date(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await chosen(app, pilot, "kjrb 2024-07-03")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert app.place is not None
        assert (app.place.PLACE, app.place.issue_day) == ("issue", date(2024, 7, 3))


async def test_typed_date_is_offered_although_no_issue_has_it(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await chosen(app, pilot, "2024-05-04")
        assert screen.list.entry is not None
        assert screen.list.entry.hint == "Go to this date"


async def test_action_is_given_by_its_name(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await chosen(app, pilot, "bookmarks")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert app.place is not None
        assert app.place.PLACE == "bookmarks"


async def test_theme_is_tried_as_one_moves_kept_on_enter_and_remembered(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        before = app.theme
        await pilot.press("T", "down", "down")
        await pilot.pause()
        assert app.theme != before
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert app.theme == before
        await pilot.press("T", *"paper")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.theme == "paper"
    assert library.recall("theme") == "paper"
    assert app_on(library).theme == "paper"


async def test_remembered_theme_that_is_gone_is_forgotten(app_on: AppOn, library: Library) -> None:
    library.note_down("theme", "no-such-theme")
    assert app_on(library).theme in ("night", "paper")


@pytest.mark.parametrize(
    ("colours", "theme"),
    [("0;15", "paper"), ("15;0", "night"), ("", "night"), ("12;default;7", "paper")],
)
def test_default_theme_follows_a_terminal_that_says_its_colours(colours: str, theme: str) -> None:
    assert default_theme({"COLORFGBG": colours}) == theme


def test_every_theme_has_every_shade() -> None:
    names = set(shades(THEMES[0]))
    for theme in (*THEMES, *BUILTIN_THEMES.values()):
        assert names <= set(shades(theme))


def test_ink_has_no_colour() -> None:
    ink = next(theme for theme in THEMES if theme.name == "ink")
    shades_of_ink = (value for name, value in ink.variables.items() if not name.endswith("-style"))
    colours = {*shades_of_ink, ink.foreground, ink.background, ink.primary, ink.error}
    assert colours == {"#000000", "#ffffff"}


async def test_configured_theme_counts_until_another_one_is_chosen(
    app_on: AppOn, library: Library
) -> None:
    app = ReaderApp(library, theme="ink")
    assert app.theme == "ink"
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("T", *"paper")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert ReaderApp(library, theme="ink").theme == "paper"
    assert ReaderApp(library, theme="nord").theme == "nord"
