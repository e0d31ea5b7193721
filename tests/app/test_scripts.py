"""`s` shows a newspaper in the other script, at the place where one is, and remembers it."""

from __future__ import annotations

import sys

from reader.app.widgets.galley import Galley
from reader.text import hanzi


async def settled(app, pilot) -> None:
    for _ in range(2):
        await pilot.pause()
        await app.workers.wait_for_complete()
    await pilot.pause()


async def test_an_article_is_turned_in_its_place_and_the_headlines_with_it(
    library, app_on, seen
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter", "enter", "j", "j")
        galley = app.screen.query_one(Galley)
        position, scrolled = galley.position, galley.scroll_offset
        await pilot.press("s")
        await settled(app, pilot)
        assert "國務院常務會議研究部署科技創新" in app.screen.article.headline
        assert "科技創新是發展的動力" in seen(app)
        assert (galley.position, galley.scroll_offset) == (position, scrolled)
        await pilot.press("y")
        assert "科技創新是發展的動力" in app.clipboard
        await pilot.press("q")
        await settled(app, pilot)
        assert "要聞第1條：國務院常務會議" in seen(app)
        assert "第01版 要聞" in seen(app)
    assert library.recall("script.kjrb") == "hant"


async def test_it_is_remembered_for_this_newspaper_and_turned_back(library, app_on, seen) -> None:
    library.note_down("script.kjrb", "hant")
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("enter")
        await settled(app, pilot)
        assert "國際第1條" in seen(app) or "要聞第1條" in seen(app)
        await pilot.press("s")
        await settled(app, pilot)
        assert "要闻第1条" in seen(app)
        assert "聞" not in seen(app)
    assert library.recall("script.kjrb") == "hans"


async def test_without_the_extra_one_sentence_says_how_to_get_it(
    library, app_on, seen, monkeypatch
) -> None:
    hanzi._converter.cache_clear()
    monkeypatch.setitem(sys.modules, "opencc", None)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter", "enter", "s")
        await settled(app, pilot)
        assert "pip install 'broadsheet-reader[hanzi]'" in app.screen.sentence
