"""Pictures in an article that is read."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image as Pillow

from reader.app import Start
from reader.app.app import ReaderApp
from reader.app.screens import bringing
from reader.app.screens.article import ArticleScreen
from reader.config import Pictures
from reader.library import Library
from reader.model import Article, Image, Issue, Newspaper, Paragraph, Section

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer
    from textual.pilot import Pilot

KEY = "paper/2024-07-06/a"
TEXT = "The river rose in the night and fell again by noon, as rivers do. " * 12


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    out = BytesIO()
    noise = random.Random(1).randbytes(width * height * 3)
    Pillow.frombytes("RGB", (width, height), noise).save(out, kind)
    return out.getvalue()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "FETCHED_AFTER_S", 0.15)


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    """A site that says nothing to robots."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    return httpserver


def with_pictures(library: Library, *urls: str, before: int = 0, home: str = "") -> None:
    blocks = [
        *(Paragraph(text=f"{n} {TEXT}") for n in range(before)),
        *(Image(url=url, caption=f"Caption {n}") for n, url in enumerate(urls)),
        *(Paragraph(text=f"Then {n} {TEXT}") for n in range(4)),
    ]
    article = Article(slug="a", headline="Rain", language="en", blocks=tuple(blocks), url=home)
    issue = Issue(
        newspaper_id="paper",
        date=date(2024, 7, 6),
        sections=(Section(name="Front", articles=(article,)),),
        url=home,
    )
    from datetime import UTC, datetime

    library.store(Newspaper(id="paper", name="Paper", language="en"), issue, at=datetime.now(UTC))


@asynccontextmanager
async def reading(
    library: Library, size: tuple[int, int] = (100, 30), **pictures: Any
) -> AsyncIterator[tuple[ReaderApp, Pilot[int], ArticleScreen]]:
    wanted = Pictures(**{"draw": "blocks", **pictures})
    app = ReaderApp(library, start=Start(key=KEY), pictures=wanted)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ArticleScreen)
        yield app, pilot, screen


async def until(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    for _ in range(400):
        if is_so():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come to that")


def drawn_rows(app: ReaderApp, seen: Callable[[ReaderApp], str]) -> int:
    return sum("▀▀" in row for row in seen(app).splitlines())


async def test_a_picture_of_the_library_is_drawn_where_it_stands(
    library: Library, seen: Callable[[ReaderApp], str]
) -> None:
    url = "https://paper.example/1.png"
    library.keep_picture(url, "image/png", picture(320, 160))
    with_pictures(library, url)
    async with reading(library) as (app, pilot, screen):
        await until(pilot, lambda: drawn_rows(app, seen) == 10)
        rows = seen(app).splitlines()
        last = max(n for n, row in enumerate(rows) if "▀▀" in row)
        assert "Caption 0" in rows[last + 1]
        assert "[Picture]" not in seen(app)
        assert screen._galley.boxes is not None


async def test_a_picture_is_fetched_when_its_article_is_read_and_kept(
    library: Library,
    site: HTTPServer,
    seen: Callable[[ReaderApp], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bringing, "FETCHED_AFTER_S", 1.5)
    content = picture(320, 160)
    site.expect_request("/1.png").respond_with_data(content, content_type="image/png")
    url = site.url_for("/1.png")
    with_pictures(library, url, home=site.url_for("/"))
    async with reading(library) as (app, pilot, _):
        assert "on its way" in seen(app)
        await until(pilot, lambda: drawn_rows(app, seen) > 0)
        assert library.picture(url) == ("image/png", content)


async def test_words_that_are_read_stay_in_their_rows_when_a_picture_comes(
    library: Library, site: HTTPServer, seen: Callable[[ReaderApp], str]
) -> None:
    """Whatever shape it turns out to have."""
    site.expect_request("/1.png").respond_with_data(picture(160, 480))
    site.expect_request("/2.png").respond_with_data(picture(640, 80))
    urls = [site.url_for(path) for path in ("/1.png", "/2.png")]
    with_pictures(library, *urls, home=site.url_for("/"))
    async with reading(library, (100, 70)) as (app, pilot, screen):
        boxes = screen._galley.boxes
        assert boxes is not None
        screen._galley.turn(14)
        await pilot.pause()
        before = {row: n for n, row in enumerate(seen(app).splitlines()) if "river" in row}
        assert before
        await until(pilot, lambda: not boxes.missing and not boxes.undrawn)
        await pilot.pause()
        after = {row: n for n, row in enumerate(seen(app).splitlines()) if "river" in row}
        assert after == before


async def test_a_picture_that_comes_above_what_is_read_moves_no_words(
    library: Library, site: HTTPServer, seen: Callable[[ReaderApp], str]
) -> None:
    site.expect_request("/1.png").respond_with_data(picture(160, 480))
    with_pictures(library, site.url_for("/1.png"), home=site.url_for("/"))
    async with reading(library) as (app, pilot, screen):
        boxes = screen._galley.boxes
        assert boxes is not None
        screen._galley.turn(40)
        await pilot.pause()
        before = seen(app).splitlines()[3:20]
        held = len(screen._galley.lines)
        await until(pilot, lambda: not boxes.missing and not boxes.undrawn)
        await pilot.pause()
        assert len(screen._galley.lines) == held  # a portrait is as tall as the room there was
        assert seen(app).splitlines()[3:20] == before


async def test_a_flat_picture_gives_its_room_back_once_it_is_out_of_view(
    library: Library, site: HTTPServer, seen: Callable[[ReaderApp], str]
) -> None:
    site.expect_request("/1.png").respond_with_data(picture(640, 80))
    with_pictures(library, site.url_for("/1.png"), home=site.url_for("/"))
    async with reading(library, (100, 40)) as (app, pilot, screen):
        galley = screen._galley
        boxes = galley.boxes
        assert boxes is not None
        await until(pilot, lambda: not boxes.missing)
        assert boxes.rows[0][1] > 5
        galley.turn(36)
        await pilot.pause()
        words = [row for row in seen(app).splitlines() if "river" in row]
        assert boxes.rows[0] == (72, 4)
        assert words == [row for row in seen(app).splitlines() if "river" in row]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x89PNG\r\n\x1a\n" + picture(4, 4)[8:16] + b"\0\0\xea\x60" * 2 + bytes(9), "too large"),
        (picture(64, 64)[:900], "damaged"),
    ],
)
async def test_what_cannot_be_shown_is_its_caption_with_a_word_why(
    library: Library, content: bytes, why: str, seen: Callable[[ReaderApp], str]
) -> None:
    url = "https://paper.example/1.png"
    library.keep_picture(url, "image/png", content)
    with_pictures(library, url, "", before=5)
    async with reading(library, fetch=False) as (_, pilot, screen):
        boxes = screen._galley.boxes
        assert boxes is not None
        await until(pilot, lambda: bool(boxes.notes) or not boxes.rows)
        screen._galley.turn_to_end()
        await pilot.pause()
        texts = [line.text for line in screen._galley.lines]
        assert any("Picture" in text and "Caption 0" in text for text in texts)
        if boxes.notes:
            assert why in " ".join(texts)


@pytest.mark.parametrize("how", ["hidden", "not to be fetched"])
async def test_nothing_is_fetched_that_nobody_wants_to_see(
    library: Library, site: HTTPServer, how: str, seen: Callable[[ReaderApp], str]
) -> None:
    if how == "hidden":
        library.note_down("pictures", "hidden")
    with_pictures(library, site.url_for("/1.png"), home=site.url_for("/"))
    async with reading(library, fetch=how == "hidden") as (app, pilot, _):
        await pilot.pause(0.2)
        assert "[Picture] Caption 0" in seen(app)
    assert not site.log


async def test_a_private_address_on_a_public_page_is_not_asked(
    library: Library, site: HTTPServer, seen: Callable[[ReaderApp], str]
) -> None:
    with_pictures(library, site.url_for("/1.png"), home="https://paper.example/")
    async with reading(library) as (_, pilot, screen):
        boxes = screen._galley.boxes
        assert boxes is not None
        await until(pilot, lambda: not boxes.missing)
        assert boxes.notes == {0: "it did not come"}
    assert not site.log


async def test_pictures_are_hidden_and_shown_and_their_captions_stay(
    library: Library, seen: Callable[[ReaderApp], str]
) -> None:
    url = "https://paper.example/1.png"
    library.keep_picture(url, "image/png", picture(320, 160))
    with_pictures(library, url)
    async with reading(library) as (app, pilot, _):
        await until(pilot, lambda: drawn_rows(app, seen) > 0)
        await pilot.press("i")
        await pilot.pause()
        assert drawn_rows(app, seen) == 0
        assert "[Picture] Caption 0" in seen(app)
        await until(pilot, lambda: library.recall("pictures") == "hidden")
        await pilot.press("i")
        await until(pilot, lambda: drawn_rows(app, seen) > 0)
        assert "[Picture] Caption 0" not in seen(app)
