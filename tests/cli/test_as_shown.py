"""What `show` and `open` print is what the article view shows in a terminal of that width."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.app import Start
from reader.app.app import ReaderApp
from reader.app.screens.article import ArticleScreen
from reader.app.widgets.galley import Galley
from reader.library import Library
from reader.model import Article, Issue, Paragraph, Section
from reader.text.cells import width_in_cells
from reader.typeset import plain

from .conftest import AT, DAY, KJRB, Reader

CHINESE = Article(
    slug="c1",
    headline="我国科学家取得新突破",
    kicker="引题",
    deck="副题",
    byline="本报记者 张三",
    blocks=(
        Paragraph(text="字" * 34 + "，" + "字" * 30),
        Paragraph(text="据GDP统计，他说：“我们在2024年7月6日，完成了第3次试验。”" * 20),
    ),
    printed_on=("01", "04"),
)
ENGLISH = Article(
    slug="c2",
    headline="Ways to Advance",
    byline="By GONG Qian",
    language="en",
    blocks=(Paragraph(text="The ninth Trilateral Summit was held in May in Seoul. " * 20),),
)
WIDTHS = (30, 44, 60, 73, 75, 76, 100)


@pytest.fixture
def library(own_directories: Path) -> Path:
    path = own_directories / "library.db"
    section = Section(name="要闻", page="01", articles=(CHINESE, ENGLISH))
    with Library.open(path) as library:
        library.store(KJRB, Issue(newspaper_id="kjrb", date=DAY, sections=(section,)), at=AT)
    return path


async def shown(path: Path, number: int, width: int) -> str:
    """The lines of the article view, without what stands under the end."""
    with Library.open(path) as library:
        app = ReaderApp(library, start=Start(newspaper_id="kjrb", day=DAY))
        async with app.run_test(size=(width, 40)) as pilot:
            for _ in range(number - 1):
                await pilot.press("j")
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, ArticleScreen)
            galley = app.screen.query_one(Galley)
            return plain(galley.lines[: -galley._tail_lines or None])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("number", [1, 2])
async def test_a_terminal_of_a_width_and_an_asked_width_print_what_is_shown(
    library: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch, number: int, width: int
) -> None:
    expected = await shown(library, number, width)
    which = ("show", "kjrb", "latest", str(number))
    asked = reader(*which, "--width", str(width)).out
    assert asked.rstrip("\n") == expected
    assert max(map(width_in_cells, asked.split("\n"))) <= width
    monkeypatch.setenv("COLUMNS", str(width))
    assert reader(*which).out == asked


def test_marks_hang_where_the_terminal_is_wider_than_the_measure(
    library: Path, reader: Reader
) -> None:
    def widest(width: int) -> int:
        rows = reader("show", "kjrb", "latest", "1", "--width", str(width)).out.split("\n")
        return max(map(width_in_cells, rows))

    assert widest(100) == 74
    assert widest(30) <= 30
