"""The galley: the words stay the same whatever the measure, and what is copied is the text."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import Selection

from reader.app.cleaning import safe_article
from reader.app.place import Place
from reader.app.widgets.galley import GUTTER, Galley
from reader.app.widgets.pointed import PointedGalley
from reader.app.widgets.preview import Preview, beginning_of
from reader.app.widgets.selecting import Spot, rank_of, selection_of
from reader.export import Printed, text
from reader.lang import speak
from reader.model import Article, Heading, Image, Items, Mark, MarkKind, Paragraph, Quote, Table
from reader.typeset import column_within, plain, set_article
from reader.typeset.meta import meta_line

_PATH = Path(__file__).with_name("issue_fixtures.py")
_SPEC = importlib.util.spec_from_file_location("issue_fixtures", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
given = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(given)

STORY: Article = given.full_issue().sections[0].articles[1]
ENGLISH: Article = given.full_issue().sections[1].articles[0]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    speak("en")
    yield
    speak("en")


class OneGalley(App[None]):
    """Nothing but a galley."""

    CSS = "Screen { background: black; color: white; }"

    def __init__(self, article: Article = STORY, **how: Any) -> None:
        super().__init__()
        self._article = article
        self._how = how

    def compose(self) -> ComposeResult:
        yield Galley()

    def on_mount(self) -> None:
        self.galley.show(self._article, language="zh", **self._how)

    @property
    def galley(self) -> Galley:
        return self.query_one(Galley)

    def rows(self) -> list[str]:
        return [self.galley.render_line(y).text for y in range(self.galley.size.height)]


# -- setting --


@pytest.mark.parametrize("size", [(60, 16), (100, 30), (140, 45), (20, 5), (3, 3), (1, 1)])
async def test_every_row_is_as_wide_as_the_screen(size: tuple[int, int]) -> None:
    app = OneGalley()
    async with app.run_test(size=size) as pilot:
        for _ in range(4):
            assert {cell_len(row) for row in app.rows()} == {size[0]}
            app.galley.turn_page(1)
            await pilot.pause()


async def test_column_is_72_cells_and_stands_in_the_middle() -> None:
    app = OneGalley()
    async with app.run_test(size=(120, 30)):
        assert app.galley.cells == 72
        body = [row for row in app.rows() if "科技创新" in row]
        assert all(row.startswith(" " * 24) for row in body)
        # A comma or full stop may hang in the margin.
        assert max(cell_len(row.rstrip().rstrip("，。")) for row in body) <= 24 + 72
        assert 24 + 72 <= max(cell_len(row.rstrip()) for row in body) <= 24 + 74


async def test_narrow_screen_makes_the_column_narrower_and_keeps_a_margin() -> None:
    app = OneGalley()
    async with app.run_test(size=(60, 16)):
        assert app.galley.cells == 56


async def test_resizing_keeps_the_words_that_were_on_top() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 20)) as pilot:
        galley = app.galley
        galley.turn_page(3)
        await pilot.pause()
        position = galley.position
        assert position > 0
        for width in (60, 140, 33, 100):
            await pilot.resize_terminal(width, 20)
            await pilot.pause()
            first = galley.lines[galley.scroll_offset.y]
            assert first.start <= position < first.end
            assert galley.position == position


async def test_other_measure_keeps_the_words_that_were_on_top() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 20)) as pilot:
        galley = app.galley
        galley.turn_page(2)
        await pilot.pause()
        position = galley.position
        for measure in (68, 40, 96, 72):
            galley.change(measure=measure)
            assert galley.cells == min(measure, 96)
            first = galley.lines[galley.scroll_offset.y]
            assert first.start <= position < first.end


async def test_opens_at_the_position_given() -> None:
    app = OneGalley(position=1500)
    async with app.run_test(size=(100, 20)):
        galley = app.galley
        first = galley.lines[galley.scroll_offset.y]
        assert first.start <= 1500 < first.end


async def test_position_beyond_the_text_shows_its_end() -> None:
    app = OneGalley(position=10**9)
    async with app.run_test(size=(100, 20)):
        assert app.galley.is_at_end


async def test_percent_and_characters_left_go_from_all_to_nothing() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 20)) as pilot:
        galley = app.galley
        assert 0 < galley.percent < 30
        before = galley.characters_left
        galley.turn_page(1)
        await pilot.pause()
        assert galley.characters_left < before
        galley.turn_to_end()
        await pilot.pause()
        assert (galley.percent, galley.characters_left, galley.is_at_end) == (100, 0, True)


async def test_page_down_keeps_two_lines_in_view() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 20)) as pilot:
        before = app.rows()
        app.galley.turn_page(1)
        await pilot.pause()
        assert app.rows()[:2] == before[-2:]


async def test_a_picture_that_is_not_shown_leaves_its_caption_under_a_mark() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 20)):
        captions = [line for line in app.galley.lines if "一张图的说明" in line.text]
        assert [line.text for line in captions] == ["〔图〕 一张图的说明"]


async def test_empty_article_is_no_trouble() -> None:
    app = OneGalley(Article(slug="x", headline=""))
    async with app.run_test(size=(100, 20)) as pilot:
        app.galley.turn_page(1)
        await pilot.pause()
        assert app.galley.percent == 100
        assert app.galley.is_at_end


async def test_drawn_lines_are_kept_and_drawn_anew_in_other_colours() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 20)) as pilot:
        galley = app.galley
        app.rows()
        assert len(galley._strips) >= 20
        first = galley.render_line(0)
        assert galley.render_line(0) is first
        app.theme = "textual-light"
        await pilot.pause()
        assert galley.render_line(0) is not first


@pytest.mark.parametrize("article", [STORY, ENGLISH], ids=["chinese", "english"])
@pytest.mark.parametrize("measure", [24, 40, 56, 72])
async def test_what_is_printed_is_what_the_article_view_shows(
    article: Article, measure: int
) -> None:
    printed = Printed(id="a", article=article, newspaper="报", date=given.DAY, language="zh")
    tongue = article.language or "zh"
    line = meta_line(article, newspaper="报", day=given.DAY, language=tongue, paper_language="zh")
    app = OneGalley(article, meta=line)
    async with app.run_test(size=(100, 30)):
        app.galley.change(measure=measure)
        column = column_within(100, measure)
        shown = text.article(printed, column.measure, hang=column.hang)
        # A galley ends in a rule.
        assert shown.rstrip("\n") == plain(app.galley.lines[: -app.galley._tail_lines or None])


# -- columns --


async def test_columns_hold_all_lines_and_turn_like_pages() -> None:
    app = OneGalley()
    async with app.run_test(size=(170, 30)) as pilot:
        galley = app.galley
        galley.change(columns=True)
        await pilot.pause()
        assert galley.column_count == 2
        assert {cell_len(row) for row in app.rows()} == {170}
        assert galley.scroll_offset.y == 0
        galley.turn(1)
        await pilot.pause()
        assert galley.scroll_offset.y == 30
        assert galley.position > 0
        position = galley.position
        galley.change(columns=False)
        first = galley.lines[galley.scroll_offset.y]
        assert first.start <= position < first.end


async def test_columns_seen_page_after_page_hold_the_whole_text() -> None:
    app = OneGalley()
    async with app.run_test(size=(170, 20)) as pilot:
        app.galley.change(columns=True)
        await pilot.pause()
        seen = ""
        for _ in range(20):
            rows = app.rows()
            seen += "\n".join(rows)
            if app.galley.is_at_end:
                break
            app.galley.turn(1)
            await pilot.pause()
        for line in app.galley.lines:
            assert line.text in seen


# -- copying --


class OnePlace(Place):
    """A screen that asks the galley what the mouse points at."""

    def compose(self) -> ComposeResult:
        yield PointedGalley()


class Pointed(OneGalley):
    """The same on a place of the reader's."""

    def compose(self) -> ComposeResult:
        return iter(())

    async def on_mount(self) -> None:
        await self.push_screen(OnePlace())
        self.galley.show(self._article, language="zh", **self._how)

    @property
    def galley(self) -> PointedGalley:
        return self.screen.query_one(PointedGalley)

    def copied(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        """What a drag from one cell to another copies."""
        ends = [self.galley.place_at(*cell) for cell in (first, last)]
        begin, end = (offset for offset in ends if offset is not None)
        if end.transpose < begin.transpose:
            begin, end = end, begin
        found = self.galley.get_selection(Selection(begin, end + Offset(1, 0)))
        return found[0] if found else ""


async def test_copy_has_neither_the_line_ends_nor_the_indents_of_the_setting() -> None:
    app = Pointed()
    async with app.run_test(size=(100, 30)):
        body = [n for n, line in enumerate(app.galley.lines) if line.block == 0]
        app.galley.scroll_to(y=body[0], animate=False)
        copied = app.copied((0, 0), (99, body[-1] - body[0]))
        assert copied == "本报讯，" + given.LONG


async def test_copy_of_part_of_a_line_is_those_characters() -> None:
    app = Pointed()
    async with app.run_test(size=(100, 30)):
        first = next(n for n, line in enumerate(app.galley.lines) if line.block == 0)
        pad = 14 + app.galley.lines[first].indent
        assert app.copied((pad, first), (pad + 5, first)) == "本报讯"
        assert app.copied((pad + 4, first), (pad + 1, first)) == "本报讯"
        assert app.copied((pad + 2, first), (pad + 2, first)) == "报"


async def test_copy_of_everything_is_headline_text_and_captions() -> None:
    app = Pointed(tail="the next one")
    async with app.run_test(size=(100, 30)):
        found = app.galley.get_selection(Selection(None, None))
        assert found is not None
        words = found[0]
    assert words.startswith("新闻述评\n中韩科技合作的前进之路\n一条副题\n本报记者 张三")
    assert "\n\n小标题\n\n一张图的说明\n\n科技创新" in words
    assert words.endswith("末尾一段" + given.LONG)


async def test_headline_that_wraps_is_copied_as_one_line() -> None:
    app = Pointed(ENGLISH)
    async with app.run_test(size=(60, 30)):
        found = app.galley.get_selection(Selection(None, None))
        assert found is not None
        assert found[0].startswith(ENGLISH.headline + "\n")


async def test_copied_list_has_no_signs_and_table_its_cells() -> None:
    app = Pointed()
    async with app.run_test(size=(100, 30)):
        galley = app.galley
        items = [n for n, line in enumerate(galley.lines) if line.block == 5]
        galley.scroll_to(y=items[0], animate=False)
        top = items[0] - galley.scroll_offset.y
        assert app.copied((0, top), (99, top + 1)) == "甲\n乙"


async def test_mouse_selects_the_words_under_it_and_they_are_lit() -> None:
    app = Pointed()
    async with app.run_test(size=(100, 30)) as pilot:
        first = next(n for n, line in enumerate(app.galley.lines) if line.block == 0)
        x = 14 + 4
        await pilot.mouse_down(PointedGalley, offset=(x, first))
        await pilot.hover(PointedGalley, offset=(x + 5, first))
        await pilot.mouse_up(PointedGalley, offset=(x + 5, first))
        await pilot.pause()
        assert app.screen.get_selected_text() == "本报讯"
        light = app.screen.get_component_rich_style("screen--selection").bgcolor
        lit = [
            s.text for s in app.galley.render_line(first) if s.style and s.style.bgcolor == light
        ]
        assert "".join(lit) == "本报讯"
        assert {cell_len(row) for row in app.rows()} == {100}


async def test_what_is_selected_stays_so_at_another_width() -> None:
    app = Pointed()
    async with app.run_test(size=(100, 30)) as pilot:
        galley = app.galley
        app.screen.selections = {galley: selection_of(Spot(5, 2), Spot(5, 90))}
        await pilot.resize_terminal(47, 30)
        await pilot.pause()
        assert app.screen.get_selected_text() == STORY.text[2:90]


async def test_two_clicks_select_a_word_and_three_the_paragraph() -> None:
    app = Pointed(ENGLISH)
    async with app.run_test(size=(100, 30)) as pilot:
        line = next(n for n, line in enumerate(app.galley.lines) if line.start == 0)
        at = (14 + app.galley.lines[line].text.index(" ") + 2, line)
        await pilot.click(PointedGalley, offset=at, times=2)
        word = app.screen.get_selected_text()
        assert word == ENGLISH.text.split()[1]
        await pilot.click(PointedGalley, offset=at, times=3)
        assert app.screen.get_selected_text() == ENGLISH.text.split("\n\n")[0]


async def test_in_columns_the_mouse_points_at_the_line_of_its_column() -> None:
    app = Pointed()
    async with app.run_test(size=(170, 30)):
        galley = app.galley
        galley.change(columns=True)
        (_, first_end), (start, _) = galley._columns[:2]
        left, right = galley.lines[first_end - 1], galley.lines[start]
        assert galley.column_count == 2
        # The head stands above both columns, so that the first line of each is below it.
        head = galley._head_lines
        assert head == next(n for n, line in enumerate(galley.lines) if line.block == 0)
        first = galley.lines[0]
        assert galley.place_at(galley._margin + first.indent, 0) == Offset(0, rank_of(first))
        foot = galley.place_at(galley._margin + left.indent, first_end - 1)
        assert foot == Offset(2 * left.runs[0].start, rank_of(left))
        beside = galley._margin + galley.cells + GUTTER
        assert galley.place_at(beside, head) == Offset(2 * right.runs[0].start, rank_of(right))
        # From the foot of one to the head of the next, and nothing of what stands beside them.
        copied = app.copied((galley._margin, first_end - 1), (beside, head))
        assert copied == STORY.text[left.start : right.start + 1]


# -- text that was never cleaned --


def test_clean_article_is_the_same_object() -> None:
    assert safe_article(STORY) is STORY


def test_raw_text_is_cleaned_everywhere_and_loses_the_marks_that_would_not_fit() -> None:
    bad = "a\x1b[31mb\u202ec\nd"
    raw = Article(
        slug="x",
        headline=bad,
        kicker=bad,
        deck=bad,
        byline=bad,
        dateline=bad,
        printed_on=(bad,),
        blocks=(
            Paragraph(text=bad, marks=(Mark(start=0, end=2, kind=MarkKind.STRONG),)),
            Heading(text=bad),
            Quote(text=bad),
            Items(items=(bad,)),
            Table(rows=((bad,),)),
            Image(url="http://a.invalid/", caption=bad, credit=bad),
        ),
    )
    safe = safe_article(raw)
    assert not {"\x1b", "\u202e", "\n"} & set(repr(safe).replace("\\n", "\n"))
    first = safe.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.marks == ()
    for line in set_article(safe, 40):
        assert "\x1b" not in line.text


# -- the preview --


def test_beginning_holds_enough_blocks_and_no_more() -> None:
    assert beginning_of(STORY, 10).blocks == STORY.blocks[:1]
    assert beginning_of(STORY, 10**6) is STORY


async def test_preview_leads_on_where_there_is_more() -> None:
    class OnePreview(App[None]):
        def compose(self) -> ComposeResult:
            yield Preview()

    app = OnePreview()
    async with app.run_test(size=(40, 12)) as pilot:
        preview = app.query_one(Preview)
        preview.show(STORY, language="zh")
        await pilot.pause()
        rows = [preview.render_line(y).text for y in range(12)]
        assert rows[-1].startswith("Enter reads on")
        assert {cell_len(row) for row in rows} == {40}
        preview.clear()
        assert not "".join(preview.render_line(y).text for y in range(12)).strip()
