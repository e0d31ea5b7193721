"""`c`: a reference to an article is seen before it is copied."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from reader.app.marking import marking_of
from reader.app.screens.citing import CiteBox
from reader.export.citation import CitationStyle
from reader.lang import speak

if TYPE_CHECKING:
    from reader.app.app import ReaderApp
    from reader.library import Library

AppOn = Callable[..., "ReaderApp"]
Seen = Callable[["ReaderApp"], str]


@pytest.mark.parametrize("keys", [("enter", "enter"), ("enter",), ("B",)])
async def test_a_reference_is_seen_then_copied(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, CiteBox)
        text = seen(app)
        assert "GB/T 7714" in text
        assert "张三. " in text
        assert "科技日报" in text
        await pilot.press("enter")
        await pilot.pause()
        assert app.clipboard.startswith("张三. ")
        assert app.place is not None
        assert "GB/T 7714" in app.place.sentence


async def test_the_style_chosen_last_is_the_first_offered(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("j")
        await pilot.pause()
        assert "@article{kjrb20240706" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.clipboard.startswith("@article{")
        await marking_of(app).finish()
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, CiteBox)
        assert app.screen.style_marked is CitationStyle.BIBTEX


async def test_escape_copies_nothing(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("j", "G", "k", "g", "space", "q")
        await pilot.pause()
        assert not isinstance(app.screen, CiteBox)
        assert app.clipboard == ""


async def test_the_box_speaks_chinese(app_on: AppOn, seen: Seen, library: Library) -> None:
    speak("zh")
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert "引用此文" in seen(app)
        assert "回车复制 · Esc 返回" in seen(app)
