"""The pictures on a page: shown as far as they are here, fetched where that is wanted."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image as Pillow

from reader.app.app import ReaderApp
from reader.app.screens import bringing
from reader.app.screens.frontpage import FrontPageScreen
from reader.config import Pictures
from reader.library import Library
from reader.model import Article, Image, Issue, Newspaper, Paragraph, Section

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer
    from textual.pilot import Pilot

DAY = date(2024, 7, 6)
TEXT = "The river rose in the night and fell again by noon, as rivers do. " * 24
WHOLE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def picture(width: int = 480, height: int = 320) -> bytes:
    out = BytesIO()
    noise = random.Random(1).randbytes(width * height * 3)
    Pillow.frombytes("RGB", (width, height), noise).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "FETCHED_AFTER_S", 0.1)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


def page_with(library: Library, url: str, *, home: str = "") -> None:
    """An issue whose one page has one story with a picture."""
    blocks = (Image(url=url, caption="The river at noon"), Paragraph(text=TEXT))
    story = Article(slug="a", headline="Rain", language="en", blocks=blocks, area=WHOLE, url=home)
    issue = Issue(
        newspaper_id="paper",
        date=DAY,
        sections=(Section(name="Front", page="1", articles=(story,)),),
        url=home,
    )
    library.store(Newspaper(id="paper", name="Paper", language="en"), issue, at=datetime.now(UTC))


@asynccontextmanager
async def on_page(
    library: Library, *keys: str, **pictures: Any
) -> AsyncIterator[tuple[ReaderApp, Pilot[int], FrontPageScreen]]:
    app = ReaderApp(library, pictures=Pictures(**{"draw": "blocks", **pictures}))
    async with app.run_test(size=(100, 30)) as pilot:
        app.open_issue("paper", DAY)
        await pilot.pause()
        await pilot.press("f", *keys)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, FrontPageScreen)
        yield app, pilot, screen


async def until(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    for _ in range(400):
        if is_so():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come to that")


@pytest.mark.parametrize("layout", [(), ("F",)], ids=["composed", "printed"])
async def test_a_picture_of_the_library_is_drawn_over_its_caption(
    library: Library, seen: Callable[[ReaderApp], str], layout: tuple[str, ...]
) -> None:
    url = "https://paper.example/1.png"
    library.keep_picture(url, "image/png", picture())
    page_with(library, url)
    async with on_page(library, *layout) as (app, pilot, _):
        await until(pilot, lambda: "▀▀▀▀" in seen(app))
        rows = seen(app).splitlines()
        last = max(n for n, row in enumerate(rows) if "▀▀▀▀" in row)
        assert "The river at noon" in rows[last + 1]
        assert "░" not in seen(app)


async def test_i_takes_the_pictures_away_and_says_so(
    library: Library, seen: Callable[[ReaderApp], str]
) -> None:
    url = "https://paper.example/1.png"
    library.keep_picture(url, "image/png", picture())
    page_with(library, url)
    async with on_page(library) as (app, pilot, screen):
        await until(pilot, lambda: "▀▀▀▀" in seen(app))
        await pilot.press("i")
        await pilot.pause()
        assert "▀" not in seen(app)
        assert "░" not in seen(app)
        assert screen.sentence == "Pictures hidden."
        await pilot.press("i")
        await until(pilot, lambda: "▀▀▀▀" in seen(app))


async def test_a_picture_of_the_web_is_fetched_where_that_is_wanted(
    library: Library,
    httpserver: HTTPServer,
    seen: Callable[[ReaderApp], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from reader.delivery import pictures as delivery

    monkeypatch.setattr(delivery, "is_fetchable", lambda url, homes: True)
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/1.png").respond_with_data(picture(), content_type="image/png")
    page_with(library, httpserver.url_for("/1.png"), home=httpserver.url_for("/a.htm"))
    async with on_page(library, fetch=False) as (app, pilot, _):
        await pilot.pause(0.3)
        assert "▀" not in seen(app)
        assert not httpserver.log
    async with on_page(library) as (app, pilot, _):
        await until(pilot, lambda: "▀▀▀▀" in seen(app))
    assert any(request.path == "/1.png" for request, _ in httpserver.log)


async def test_words_take_the_room_of_a_picture_that_does_not_come(
    library: Library, httpserver: HTTPServer, seen: Callable[[ReaderApp], str]
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/1.png").respond_with_data("gone", status=404)
    page_with(library, httpserver.url_for("/1.png"), home=httpserver.url_for("/a.htm"))
    async with on_page(library) as (app, pilot, _):
        await until(pilot, lambda: any(r.path == "/1.png" for r, _ in httpserver.log))
        await until(pilot, lambda: "░" not in seen(app))
        assert "The river rose" in seen(app)
