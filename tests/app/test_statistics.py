"""The statistics, as they are looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from reader.app.app import ReaderApp
from reader.app.screens.statistics import StatisticsScreen
from reader.lang import speak
from reader.text.cells import width_in_cells
from tests.app.conftest import NOON, SAMPLE, TODAY
from tests.app.issue_fixtures import pressed, settle

if TYPE_CHECKING:
    from reader.library import Library

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]
LAST_YEAR = datetime(2023, 5, 5, 12, tzinfo=UTC)


@pytest.fixture
def read(library: Library) -> Library:
    """Two newspapers, one of them read in two years."""
    library.mark_read("sample/2024-07-06/content_101", at=NOON)
    library.mark_read("kjrb/2024-07-04/content_101", at=LAST_YEAR)
    return library


async def test_what_was_read_is_shown_at_every_size(
    app_on: AppOn, seen: Seen, read: Library, size: tuple[int, int]
) -> None:
    app = app_on(read)
    async with app.run_test(size=size) as pilot:
        await pressed(app, pilot, "R")
        assert isinstance(app.screen, StatisticsScreen)
        screen = seen(app)
        assert "articles · " in screen
        assert "█" in screen
        assert all(width_in_cells(row) <= size[0] for row in screen.splitlines())
        await pressed(app, pilot, "G")
        assert "要闻" in seen(app)
        await pressed(app, pilot, "q")
        assert len(app.screen_stack) == 1


async def test_one_newspaper_and_one_year_are_counted_alone(
    app_on: AppOn, seen: Seen, read: Library
) -> None:
    app = app_on(read)
    async with app.run_test(size=(120, 36)) as pilot:
        await pressed(app, pilot, "R", "<")
        assert "2024" in seen(app).splitlines()[1]
        assert "2024: " in seen(app)
        await pressed(app, pilot, "<")
        assert "1 article · " in seen(app)
        await pressed(app, pilot, "<")
        assert "Nothing was read in 2022." in seen(app)
        await pressed(app, pilot, ">", ">", ">")
        assert "all years" in seen(app).splitlines()[1]
        await pressed(app, pilot, "p", "p")
        assert SAMPLE.name in seen(app).splitlines()[1]
        assert "1 article · " in seen(app)
        assert app.place is not None
        assert app.place.newspaper == read.newspaper("sample")
        await pressed(app, pilot, "p")
        assert "all newspapers" in seen(app).splitlines()[1]


async def test_nothing_read_says_so(app_on: AppOn, seen: Seen, empty_library: Library) -> None:
    app = app_on(empty_library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(app, pilot, "R", "p", "<", ">", "G")
        assert "Nothing is read yet." in seen(app)


async def test_what_is_undone_is_counted_anew(app_on: AppOn, seen: Seen, read: Library) -> None:
    app = app_on(read)
    async with app.run_test(size=(100, 30)) as pilot:
        app.doings.toggle_read("sample/2024-07-06/content_201", "headline")
        await settle(app, pilot)
        await pressed(app, pilot, "R")
        before = seen(app)
        await pressed(app, pilot, "ctrl+z")
        assert isinstance(app.screen, StatisticsScreen)
        tally = app.screen._counts.tally
        assert tally is not None
        assert f"{tally.articles + 1} articles · " in before


async def test_it_speaks_chinese(app_on: AppOn, seen: Seen, read: Library) -> None:
    app = app_on(read)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(app, pilot, "R")
        speak("zh")
        app.place.say_again()  # type: ignore[union-attr]
        await settle(app, pilot)
        screen = seen(app)
        assert "阅 读 统 计" in screen
        assert "连续天数" in screen
        assert "一 " in screen


async def test_the_days_are_those_that_the_app_says_it_is(app_on: AppOn, library: Library) -> None:
    library.mark_read("sample/2024-07-06/content_101", at=NOON + timedelta(days=9))
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(app, pilot, "R")
        assert isinstance(app.screen, StatisticsScreen)
        tally = app.screen._counts.tally
        assert tally is not None
        assert tally.undated == 1
        assert all(day.date <= TODAY for day in tally.days)
