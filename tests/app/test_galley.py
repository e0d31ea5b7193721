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

from reader.app.widgets.galley import Galley, balanced_columns, columns_of, safe_article
from reader.app.widgets.preview import Preview, beginning_of
from reader.lang import speak
from reader.model import Article, Heading, Image, Items, Mark, MarkKind, Paragraph, Quote, Table
from reader.typeset import Line, Run, set_article

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
        assert max(cell_len(row.rstrip()) for row in body) == 24 + 72


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


async def test_pictures_can_be_hidden() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 20)):
        captions = [line for line in app.galley.lines if "一张图的说明" in line.text]
        assert [line.text for line in captions] == ["〔图〕 一张图的说明"]
        app.galley.change(pictures=False)
        assert not [line for line in app.galley.lines if "一张图的说明" in line.text]


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


# -- columns --


def test_no_column_but_the_first_begins_with_white() -> None:
    lines = tuple(Line((Run("x"),)) if n % 3 else Line() for n in range(40))
    columns = columns_of(lines, 6)
    assert all(lines[start].runs for start, _ in columns[1:])
    assert [n for start, end in columns for n in range(start, end) if lines[n].runs] == [
        n for n in range(40) if lines[n].runs
    ]


def test_no_column_ends_with_a_sub_heading() -> None:
    lines = tuple(Line((Run("x", "heading" if n == 9 else ""),)) for n in range(30))
    columns = columns_of(lines, 10)
    assert columns[0] == (0, 9)
    assert columns[1][0] == 9


def test_columns_of_a_short_text_end_at_about_the_same_row() -> None:
    lines = tuple(Line((Run("x"),)) for n in range(31))
    columns = balanced_columns(lines, 40, 3)
    assert [end - start for start, end in columns] == [11, 11, 9]


def test_nothing_still_makes_one_column() -> None:
    assert columns_of((), 10) == ((0, 0),)


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


def selection(start: tuple[int, int], end: tuple[int, int]) -> Selection:
    return Selection(Offset(*start), Offset(*end))


async def test_copy_has_neither_the_line_ends_nor_the_indents_of_the_setting() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 30)):
        galley = app.galley
        body = [n for n, line in enumerate(galley.lines) if line.block == 0]
        copied = galley.get_selection(selection((0, body[0]), (999, body[-1])))
        assert copied is not None
        assert copied[0] == STORY.text[: len(copied[0])]
        assert copied[0] == "本报讯，" + given.LONG


async def test_copy_of_part_of_a_line_is_those_characters() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 30)):
        galley = app.galley
        first = next(n for n, line in enumerate(galley.lines) if line.block == 0)
        pad = 14 + galley.lines[first].indent
        copied = galley.get_selection(selection((pad, first), (pad + 3, first)))
        assert copied is not None
        assert copied[0] == "本报讯"


async def test_copy_of_everything_is_headline_text_and_captions() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 30)):
        copied = app.galley.get_selection(Selection(None, None))
        assert copied is not None
        words = copied[0]
    assert words.startswith("新闻述评\n中韩科技合作的前进之路\n一条副题\n本报记者 张三")
    assert "\n\n小标题\n\n〔图〕 一张图的说明\n\n科技创新" in words
    assert words.endswith("末尾一段" + given.LONG)


async def test_headline_that_wraps_is_copied_as_one_line() -> None:
    app = OneGalley(ENGLISH)
    async with app.run_test(size=(60, 30)):
        copied = app.galley.get_selection(Selection(None, None))
        assert copied is not None
        assert copied[0].startswith(ENGLISH.headline + "\n")


async def test_copied_list_has_no_signs_and_table_its_cells() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 30)):
        galley = app.galley
        items = [n for n, line in enumerate(galley.lines) if line.block == 5]
        copied = galley.get_selection(selection((0, items[0]), (999, items[-1])))
        assert copied is not None
        assert copied[0] == "甲\n乙"


async def test_mouse_selects_the_words_under_it() -> None:
    app = OneGalley()
    async with app.run_test(size=(100, 30)) as pilot:
        galley = app.galley
        first = next(n for n, line in enumerate(galley.lines) if line.block == 0)
        x = 14 + 4
        await pilot.mouse_down(Galley, offset=(x, first))
        await pilot.hover(Galley, offset=(x + 5, first))
        await pilot.mouse_up(Galley, offset=(x + 5, first))
        await pilot.pause()
        words = app.screen.get_selected_text()
        assert words is not None
        assert "本报讯".startswith(words[:2])
        assert {cell_len(row) for row in app.rows()} == {100}


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
