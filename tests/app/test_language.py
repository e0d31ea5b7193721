"""`L` turns every word of the interface at once, and what was chosen stays chosen."""

from __future__ import annotations

import re

import pytest

from reader.app.app import ReaderApp
from reader.commands import COMMANDS
from reader.lang import language, say, speak

PLACES = {
    "the newsstand": (),
    "the calendar": ("c",),
    "an issue": ("enter",),
    "an article": ("enter", "enter"),
    "the bookmarks": ("B",),
    "a reading list": ("X",),
}


async def settled(app, pilot) -> None:
    for _ in range(3):
        await pilot.pause()
        await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("size", [(60, 16), (120, 36)])
@pytest.mark.parametrize("place", PLACES)
async def test_every_screen_is_said_as_if_it_had_been_opened_in_that_language(
    library, app_on, seen, place: str, size
) -> None:
    speak("zh")
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*PLACES[place])
        await settled(app, pilot)
        wanted = seen(app)
    speak("en")
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*PLACES[place])
        await settled(app, pilot)
        english = seen(app)
        assert english != wanted
        await pilot.press("L")
        await settled(app, pilot)
        app.screen.clear_sentence()
        await pilot.pause()
        assert seen(app) == wanted
        await pilot.press("L")
        await settled(app, pilot)
        app.screen.clear_sentence()
        await pilot.pause()
        assert seen(app) == english


async def test_the_screens_below_are_turned_too(library, app_on, seen) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter", "enter", "L", "q", "q")
        await settled(app, pilot)
        assert "最新" in seen(app)
        assert "latest" not in seen(app)


async def test_it_stays_until_the_configuration_says_otherwise(library, monkeypatch) -> None:
    for name in ("READER_LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def spoken(configured: str) -> str:
        ReaderApp(library, tongue=configured)
        return language()

    app = ReaderApp(library, tongue="auto")
    async with app.run_test() as pilot:
        await pilot.press("L")
        await settled(app, pilot)
    assert spoken("auto") == "zh"
    assert spoken("en") == "en"
    monkeypatch.setenv("READER_LANG", "en")
    assert spoken("auto") == "en"


async def test_no_command_is_named_in_english_in_chinese(library, app_on) -> None:
    speak("zh")
    assert not [c.id for c in COMMANDS if not re.search("[\u4e00-\u9fff]", say(c.help))]
