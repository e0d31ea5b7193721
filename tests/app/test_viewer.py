"""Pictures, and printed pages, that fill the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Pillow

from reader.app import Start
from reader.app.app import ReaderApp
from reader.app.screens import viewer
from reader.app.screens.article import ArticleScreen
from reader.app.screens.viewer import PictureScreen
from reader.config import Pictures
from reader.library import Library
from reader.model import Article, Image, Issue, Newspaper, Paragraph, Section

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer
    from textual.pilot import Pilot

Seen = Callable[[ReaderApp], str]
KEY = "paper/2024-07-06/a"
ONE, TWO = "https://paper.example/1.png", "https://paper.example/2.png"
AREA = ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5), (0.0, 0.5))


def picture(width: int = 320, height: int = 160, colour: str = "teal") -> bytes:
    out = BytesIO()
    Pillow.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        opened.keep_picture(ONE, "image/png", picture())
        opened.keep_picture(TWO, "image/png", picture(160, 160, "brown"))
        yield opened


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    """A site that says nothing to robots."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    return httpserver


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(viewer, "downloads_path", lambda: tmp_path / "Downloads")
    return tmp_path / "Downloads"


def printed(library: Library, *pages: tuple[str, str], home: str = "") -> None:
    blocks = (
        Image(url=ONE, caption="The first"),
        Image(url=TWO, caption="The second"),
        Paragraph(text="Text. " * 40),
    )
    sections = tuple(
        Section(
            name=f"Page {n}",
            page=f"0{n}",
            page_image_url=image,
            page_pdf_url=pdf,
            articles=(
                Article(
                    slug="abc"[n - 1], headline="Rain", language="en", blocks=blocks, area=AREA
                ),
            ),
        )
        for n, (image, pdf) in enumerate(pages or (("", ""),), 1)
    )
    issue = Issue(newspaper_id="paper", date=date(2024, 7, 6), sections=sections, url=home)
    newspaper = Newspaper(id="paper", name="Paper", language="en")
    library.store(newspaper, issue, at=datetime.now(UTC))


def app_on(library: Library, key: str = KEY) -> ReaderApp:
    return ReaderApp(library, start=Start(key=key), pictures=Pictures(draw="blocks"))


async def until(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    for _ in range(400):
        if is_so():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come to that")


def drawn(app: ReaderApp, seen: Seen) -> int:
    """Cells that a picture covers."""
    return seen(app).count("▀")


async def test_a_picture_fills_the_screen_and_the_next_one_follows(
    library: Library, seen: Seen
) -> None:
    printed(library)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("z")
        await until(pilot, lambda: isinstance(app.screen, PictureScreen) and drawn(app, seen) > 0)
        assert "The first" in seen(app)
        assert "1/2" in seen(app).splitlines()[0]
        assert drawn(app, seen) == 100 * 25
        await pilot.press("n")
        await until(pilot, lambda: 0 < drawn(app, seen) < 100 * 25)
        assert "The second" in seen(app)
        await pilot.press("n")
        assert "last one" in seen(app)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, ArticleScreen)


async def test_one_comes_closer_moves_about_and_sees_all_of_it_again(
    library: Library, seen: Seen
) -> None:
    printed(library)
    app = app_on(library)
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        await pilot.press("z")
        await until(pilot, lambda: drawn(app, seen) > 0)
        whole = drawn(app, seen)
        await pilot.press("+")
        await until(pilot, lambda: "150%" in seen(app))
        await until(pilot, lambda: drawn(app, seen) > whole)
        await pilot.press("l", "j", "h", "k", "w")
        await pilot.press("0")
        await until(pilot, lambda: "%" not in seen(app) and drawn(app, seen) == whole)


async def test_an_article_without_pictures_says_so(library: Library, seen: Seen) -> None:
    issue = Issue(
        newspaper_id="paper",
        date=date(2024, 7, 6),
        sections=(
            Section(
                name="", articles=(Article(slug="a", headline="x", blocks=(Paragraph(text="y"),)),)
            ),
        ),
    )
    library.store(Newspaper(id="paper", name="Paper"), issue, at=datetime.now(UTC))
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("z")
        assert "There is no picture in this article." in seen(app)
        await pilot.press("P")
        assert "neither a picture nor a PDF" in seen(app)


async def test_the_printed_page_is_fetched_and_the_article_is_lit_on_it(
    library: Library, site: HTTPServer, seen: Seen
) -> None:
    site.expect_request("/1.png").respond_with_data(picture(200, 200, "white"))
    printed(library, (site.url_for("/1.png"), ""), home=site.url_for("/"))
    app = app_on(library)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        await pilot.press("P")
        await until(pilot, lambda: drawn(app, seen) > 0)
        assert "01 Page 1" in seen(app)
        strips = app.screen._compositor.render_strips(app.size)
        colours = {
            tuple(segment.style.color.get_truecolor())
            for segment in strips[4]
            if "▀" in segment.text and segment.style and segment.style.color
        }
        assert (255, 255, 255) in colours
        assert (153, 153, 153) in colours
        assert library.picture(site.url_for("/1.png")) is not None


async def test_a_page_that_is_a_pdf_only_is_saved_and_never_over_another(
    library: Library, site: HTTPServer, downloads: Path, seen: Seen
) -> None:
    site.expect_request("/1.pdf").respond_with_data(b"%PDF-1.4 one")
    printed(library, ("", site.url_for("/1.pdf")), home=site.url_for("/"))
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("P")
        await pilot.pause()
        assert "as a PDF only" in seen(app)
        for name in ("paper-2024-07-06-01.pdf", "paper-2024-07-06-01-2.pdf"):
            await pilot.press("s")
            await until(pilot, (downloads / name).exists)
            assert (downloads / name).read_bytes() == b"%PDF-1.4 one"


async def test_what_is_no_pdf_is_not_saved(
    library: Library, site: HTTPServer, downloads: Path, seen: Seen
) -> None:
    site.expect_request("/1.pdf").respond_with_data(b"<html>log in</html>")
    printed(library, ("", site.url_for("/1.pdf")), home=site.url_for("/"))
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("P")
        await pilot.press("s")
        await until(pilot, lambda: "no PDF" in seen(app))
    assert not list(downloads.parent.glob("Downloads/*"))


async def test_a_page_that_does_not_come_says_so_and_the_next_can_be_turned_to(
    library: Library, site: HTTPServer, seen: Seen
) -> None:
    site.expect_request("/1.png").respond_with_data("gone", status=404)
    site.expect_request("/2.png").respond_with_data(picture())
    urls = [(site.url_for(f"/{n}.png"), "") for n in (1, 2)]
    printed(library, *urls, home=site.url_for("/"))
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("P")
        await until(pilot, lambda: "cannot be shown" in seen(app))
        await pilot.press("n")
        await until(pilot, lambda: drawn(app, seen) > 0)
        assert "02 Page 2" in seen(app)


async def test_sixels_go_out_behind_the_rows_they_cover(library: Library) -> None:
    printed(library)
    app = ReaderApp(library, start=Start(key=KEY), pictures=Pictures(draw="sixel"))
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        await pilot.press("z")
        screen = app.screen
        assert isinstance(screen, PictureScreen)
        await until(pilot, lambda: bool(screen._view._sixels))
        lines = screen._view.render_lines(screen._view.size.region)
        words = "".join(segment.text for segment in lines[-1])
        assert words.count("\x1bP") == 1
        assert all(line.cell_length == 60 for line in lines)
        assert all("\x1b" not in segment.text for line in lines[:-1] for segment in line)
