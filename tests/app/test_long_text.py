"""An article of a million characters in one paragraph: opened, resumed, read, resized at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from textual.app import App, ComposeResult

from reader.app.widgets.reading_galley import ReadingGalley
from reader.app.widgets.selecting import Spot
from reader.model import Article, Paragraph
from reader.typeset import set_article

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.app.widgets.galley import Galley

TEXT = "".join(
    f"{n}号记者从中国科学院获悉，“我们在2024年7月6日完成了试验”，共行驶3.5公里。"
    for n in range(22_000)
)
STORY = Article(slug="a", headline="长文", language="zh", blocks=(Paragraph(text=TEXT),))


class OneGalley(App[None]):
    """Nothing but a galley."""

    def __init__(self, position: int = 0) -> None:
        super().__init__()
        self._position = position

    def compose(self) -> ComposeResult:
        yield ReadingGalley()

    def on_mount(self) -> None:
        self.galley.show(STORY, position=self._position)

    @property
    def galley(self) -> Galley:
        return self.query_one(ReadingGalley)


async def whole(app: OneGalley, pilot: Pilot[None]) -> None:
    """Wait until every line is set."""
    for _ in range(2000):
        if app.galley._type is None or app.galley._type.is_whole:
            return
        await pilot.pause(0.01)
    raise AssertionError("the text is never whole")


def top_of(galley: Galley) -> int:
    return galley.lines[galley._in_view.start].start


@pytest.mark.parametrize("position", [0, 900_000])
async def test_it_is_there_at_once_where_it_was_left(position: int) -> None:
    app = OneGalley(position)
    began = time.process_time()
    async with app.run_test(size=(100, 30)) as pilot:
        galley = app.galley
        assert time.process_time() - began < 2
        assert not galley._type.is_whole  # type: ignore[union-attr]
        assert position == 0 or top_of(galley) == position
        assert galley.percent in range(position // 10_000, position // 10_000 + 3)
        await whole(app, pilot)
        line = galley.lines[galley._in_view.start]
        assert position == 0 or line.start <= position < line.end
        assert galley.position == position
        expected = set_article(STORY, 72, hang=2)
        assert tuple(galley.lines) == expected


async def test_one_moves_in_it_while_the_rest_is_being_set() -> None:
    app = OneGalley(900_000)
    async with app.run_test(size=(100, 30)) as pilot:
        galley = app.galley
        galley.turn(-5)
        before = top_of(galley)
        assert 900_000 - 5 * 40 < before < 900_000
        galley.turn_page(1)
        assert top_of(galley) > before
        galley.turn_to_top()
        assert galley._in_view.start == 0
        assert galley.lines[0].text == "长文"
        galley.turn_to_end()
        assert galley.is_at_end
        assert galley.percent == 100
        await whole(app, pilot)
        assert galley.is_at_end
        assert galley.scroll_offset.y == galley.max_scroll_y


async def test_resizing_it_keeps_the_words_on_top_and_the_text_whole() -> None:
    app = OneGalley(500_000)
    async with app.run_test(size=(100, 30)) as pilot:
        await whole(app, pilot)
        for width in (60, 140, 48):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            line = app.galley.lines[app.galley._in_view.start]
            assert line.start <= 500_000 < line.end
        await whole(app, pilot)
        assert app.galley.position == 500_000


async def test_what_is_found_far_away_is_shown_before_all_is_set() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 30)) as pilot:
        galley = app.query_one(ReadingGalley)
        at = TEXT.index("20000号")
        matches = galley.find("20000号", Spot(0, 0))
        assert matches is not None
        assert matches.tally == "1/1"
        seen = [galley.lines[n] for n in galley._in_view]
        assert any(line.start <= at < line.end for line in seen)
        await whole(app, pilot)


async def test_in_columns_it_is_turned_before_all_is_set() -> None:
    app = OneGalley(300_000)
    async with app.run_test(size=(170, 40)) as pilot:
        galley = app.galley
        galley.change(columns=True, measure=36)
        assert galley.column_count == 4
        assert top_of(galley) == 300_000
        galley.turn(1)
        assert top_of(galley) > 300_000
        await pilot.pause()
        galley.turn(-1)
        galley.turn(-1)
        assert top_of(galley) < 300_000
