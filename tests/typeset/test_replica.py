"""A page as printed: every story once, nothing outside its box, what stood left stands left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.engines.areas import corners_of, map_size
from reader.text.cells import width_in_cells
from reader.typeset.replica import LEAST_HEIGHT, LEAST_WIDTH, as_printed, suits
from reader.typeset.sheet import Rect, Sheet, Story, neighbour, rows
from tests.typeset.conftest import running_text

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from reader.model import Point

numbers = st.one_of(
    st.floats(0, 1), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), st.floats(-1e9, 1e9)
)
polygons = st.lists(st.tuples(numbers, numbers), max_size=9).map(tuple)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Point, ...]:
    x, y = draw(st.floats(0, 0.9)), draw(st.floats(0, 0.9))
    right, bottom = draw(st.floats(x + 0.05, 1)), draw(st.floats(y + 0.03, 1))
    return ((x, y), (right, y), (right, bottom), (x, bottom))


words = st.one_of(st.sampled_from(["", "标题", "一条长一些的标题，分成两行"]), running_text)
places = st.lists(st.one_of(blocks(), polygons), min_size=1, max_size=10)


@st.composite
def pages(draw: st.DrawFn) -> list[Story]:
    texts = draw(st.lists(words, min_size=2, max_size=4))
    flags = draw(st.integers(0, 63))
    return [
        Story(
            key=str(n),
            headline=texts[n % len(texts)],
            kicker=texts[0] if flags & 1 else "",
            deck=texts[1] if flags & 2 else "",
            byline=texts[0] if flags & 4 else "",
            paragraphs=tuple(texts) if flags & 8 else (),
            area=area,
            has_picture=bool(flags & 16),
            caption=texts[1] if flags & 32 else "",
            language="zh" if n % 2 else "en",
        )
        for n, area in enumerate(draw(places))
    ]


widths, heights = st.integers(60, 300), st.integers(16, 100)


def story(key: str, *area: float, headline: str = "标题在这里") -> Story:
    """A story in the block from the first corner to the second."""
    left, top, right, bottom = area
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Story(key=key, headline=headline, area=corners, language="zh")


def printed(stories: list[Story], width: int = 120, height: int = 36) -> Sheet:
    sheet = as_printed(stories, width, height, language="zh")
    assert sheet is not None
    return sheet


def text_of(sheet: Sheet) -> list[str]:
    return ["".join(piece.text for piece in row) for row in rows(sheet)]


@given(pages(), widths, heights)
@settings(max_examples=80, deadline=None)
def test_every_story_is_on_the_page_once(stories: list[Story], width: int, height: int) -> None:
    sheet = as_printed(stories, width, height)
    if sheet is not None:
        assert sorted(box.key for box in sheet.boxes) == sorted(story.key for story in stories)


@given(pages(), widths, heights)
@settings(max_examples=80, deadline=None)
def test_no_cell_belongs_to_two_stories_and_none_lies_outside(
    stories: list[Story], width: int, height: int
) -> None:
    sheet = as_printed(stories, width, height)
    if sheet is None:
        return
    assert sheet.width == width
    taken: set[tuple[int, int]] = set()
    for box in sheet.boxes:
        assert box.rects
        for rect in box.rects:
            assert rect.width > 0
            assert rect.height > 0
            assert rect.x >= 0
            assert rect.y >= 0
            assert rect.right <= width
            assert rect.bottom <= sheet.height
            cells = {(x, y) for x in range(rect.x, rect.right) for y in range(rect.y, rect.bottom)}
            assert not cells & taken
            taken |= cells
    for stroke in sheet.strokes:
        for n in range(stroke.length):
            at = (stroke.x, stroke.y + n) if stroke.is_upright else (stroke.x + n, stroke.y)
            assert at not in taken


@given(pages(), widths, heights)
@settings(max_examples=80, deadline=None)
def test_no_word_stands_outside_its_box_or_on_another(
    stories: list[Story], width: int, height: int
) -> None:
    sheet = as_printed(stories, width, height)
    if sheet is None:
        return
    for box in sheet.boxes:
        used: set[tuple[int, int]] = set()
        if box.picture is not None:
            used |= _cells(box.picture)
        if box.sign != (-1, -1):
            used.add(box.sign)
        assert all(box.holds(x, y) for x, y in used)
        for line in box.lines:
            # A wide character in a box of one column cannot be helped.
            room = max(rect.width for rect in box.rects)
            cells = _cells(Rect(line.x, line.y, min(line.width, room), 1))
            assert all(box.holds(x, y) for x, y in cells), (box, line)
            assert not cells & used
            used |= cells


def _cells(rect: Rect) -> set[tuple[int, int]]:
    return {(x, y) for x in range(rect.x, rect.right) for y in range(rect.y, rect.bottom)}


@given(pages(), widths, heights)
@settings(max_examples=80, deadline=None)
def test_what_stood_left_of_another_does_not_stand_right_of_it(
    stories: list[Story], width: int, height: int
) -> None:
    sheet = as_printed(stories, width, height)
    if sheet is None:
        return
    strip = next((line.y for line in sheet.lines if line.runs[0].style == "label"), sheet.height)
    for one in stories:
        for other in stories:
            if not (_is_block(one) and _is_block(other)):
                continue
            first, second = sheet.box_of(one.key), sheet.box_of(other.key)
            assert first is not None
            assert second is not None
            if max(first.bounds.y, second.bounds.y) > strip:
                continue
            (left, top, right, bottom), (x, y, _, b) = _bounds(one), _bounds(other)
            del left
            if right <= x and top < b and y < bottom:
                assert first.bounds.x <= second.bounds.x


def _is_block(story: Story) -> bool:
    return len(story.area) == 4 and all(0 <= n <= 1 for point in story.area for n in point)


def _bounds(story: Story) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in story.area], [y for _, y in story.area]
    return min(xs), min(ys), max(xs), max(ys)


@given(pages(), widths, heights)
@settings(max_examples=20, deadline=None)
def test_the_same_page_is_always_set_the_same(
    stories: list[Story], width: int, height: int
) -> None:
    assert as_printed(stories, width, height) == as_printed(list(stories), width, height)


@given(pages(), st.integers(0, 300), st.integers(0, 100))
@settings(max_examples=40, deadline=None)
def test_a_page_suits_a_screen_only_where_it_can_be_drawn(
    stories: list[Story], width: int, height: int
) -> None:
    worth = suits(stories, width, height)
    assert 0 <= worth <= 1
    if worth:
        assert as_printed(stories, width, height) is not None


def test_boxes_share_their_borders() -> None:
    sheet = printed(
        [
            story("a", 0.01, 0.01, 0.99, 0.29),
            story("b", 0.01, 0.31, 0.49, 0.99),
            story("c", 0.51, 0.31, 0.99, 0.99),
        ],
        60,
        16,
    )
    text = text_of(sheet)
    assert text[0] == "┌" + "─" * 58 + "┐"
    seams = [row for row in text if row.startswith("├")]
    assert len(seams) == 1
    assert seams[0].count("┬") == 1
    assert seams[0].endswith("┤")
    assert text[-1].count("┴") == 1


def test_white_between_columns_becomes_one_rule() -> None:
    sheet = printed([story("a", 0.0, 0.0, 0.49, 1.0), story("b", 0.51, 0.0, 1.0, 1.0)])
    left, right = sheet.boxes
    assert right.bounds.x - left.bounds.right == 1


def test_a_place_bends_round_another() -> None:
    bend = ((0, 0), (1, 0), (1, 0.5), (0.5, 0.5), (0.5, 1), (0, 1))
    sheet = printed(
        [
            Story(key="bend", headline="弯", area=bend, language="zh", paragraphs=("字" * 3000,)),
            story("inside", 0.5, 0.5, 1.0, 1.0),
        ]
    )
    box, inside = sheet.box_of("bend"), sheet.box_of("inside")
    assert box is not None
    assert inside is not None
    assert len(box.rects) == 2
    assert any(line.y > inside.bounds.y for line in box.lines)
    assert any(line.x > inside.bounds.x for line in box.lines)


def test_the_smaller_of_two_places_on_each_other_is_on_top() -> None:
    sheet = printed([story("small", 0.3, 0.3, 0.6, 0.6), story("page", 0.0, 0.0, 1.0, 1.0)])
    small, page = sheet.box_of("small"), sheet.box_of("page")
    assert small is not None
    assert page is not None
    assert len(small.rects) == 1
    assert len(page.rects) > 1


def test_stories_that_were_given_one_place_share_it() -> None:
    sheet = printed([story(key, 0.0, 0.0, 1.0, 1.0) for key in "abc"])
    tops = [box.bounds.y for box in sheet.boxes]
    assert tops == sorted(set(tops))


def test_a_story_without_a_place_stands_in_the_strip() -> None:
    sheet = printed(
        [story("a", 0.0, 0.0, 1.0, 1.0), Story(key="b", headline="别处", language="zh")]
    )
    text = text_of(sheet)
    assert "本版另有" in text[-2]
    assert "别处" in text[-1]


@pytest.mark.parametrize(("language", "words"), [("en", "Also on this page"), ("ja", "このほか")])
def test_the_strip_speaks_the_paper_s_language(language: str, words: str) -> None:
    sheet = as_printed(
        [story("a", 0.0, 0.0, 1.0, 1.0), Story(key="b", headline="b")], 80, 24, language=language
    )
    assert sheet is not None
    assert any(words in row for row in text_of(sheet))


def test_a_bay_that_is_nobody_else_s_held_the_story_s_picture() -> None:
    bay = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0.7), (0.5, 0.7), (0.5, 0.4), (0, 0.4))
    sheet = printed([Story(key="a", headline="图", area=bay, language="zh")])
    assert len(sheet.boxes[0].rects) == 1


def test_a_long_page_is_longer_than_the_screen_rather_than_without_text() -> None:
    stories = [
        Story(
            key=str(n),
            headline="这是一条相当长的标题一行放不下",
            area=((0, n / 9), (0.2, n / 9), (0.2, (n + 1) / 9), (0, (n + 1) / 9)),
            paragraphs=("正文" * 40,),
            language="zh",
        )
        for n in range(9)
    ]
    stories.append(story("beside", 0.2, 0.0, 1.0, 1.0))
    sheet = printed(stories, 80, 24)
    assert sheet.height > 24
    text = "".join(text_of(sheet)).replace(" ", "")
    assert text.count("正文") > 9


def test_the_paper_s_name_stands_where_print_left_room_for_it() -> None:
    stories = [story("ear", 0.5, 0.0, 1.0, 0.25), story("below", 0.0, 0.25, 1.0, 1.0)]
    sheet = as_printed(stories, 120, 36, language="zh", nameplate=("人民日报", "星期二"))
    assert sheet is not None
    text = text_of(sheet)
    assert any("人 民 日 报" in row[:60] for row in text[:12])
    full = as_printed([story("a", 0.0, 0.0, 1.0, 1.0)], 120, 36, nameplate=("人民日报",))
    assert full is not None
    assert not full.lines


def test_a_page_without_places_is_not_drawn() -> None:
    assert as_printed([Story(key="a", headline="a")], 120, 36) is None
    assert suits([Story(key="a", headline="a")], 120, 36) == 0
    placed = [story("a", 0.0, 0.0, 1.0, 1.0)]
    assert as_printed(placed, LEAST_WIDTH - 1, 36) is None
    assert as_printed(placed, 120, LEAST_HEIGHT - 1) is None


def test_a_headline_that_does_not_fit_is_cut_behind_a_word() -> None:
    names = "International negotiations about semiconductors continue"
    sheet = as_printed(
        [
            Story(
                key=str(n),
                headline=names,
                area=((n / 6, 0), ((n + 1) / 6, 0), ((n + 1) / 6, 1), (n / 6, 1)),
            )
            for n in range(6)
        ],
        60,
        16,
    )
    assert sheet is not None
    words = {
        word.strip("…")
        for box in sheet.boxes
        for line in box.lines
        for word in "".join(run.text for run in line.runs).split()
    }
    assert any(width_in_cells(word) > 3 for word in words)


# -- moving ----------------------------------------------------------------------


@st.composite
def cut_pages(draw: st.DrawFn) -> list[Story]:
    """A page cut in two again and again, here and there with a corner cut out, as print has it."""
    whole, places = [(0.0, 0.0, 1.0, 1.0)], []
    for _ in range(draw(st.integers(1, 14))):
        left, top, right, bottom = whole.pop(0)
        x = left + (right - left) * draw(st.floats(0.35, 0.65))
        y = top + (bottom - top) * draw(st.floats(0.35, 0.65))
        match draw(st.sampled_from("xyc")):
            case "x":
                whole += [(left, top, x, bottom), (x, top, right, bottom)]
            case "y":
                whole += [(left, top, right, y), (left, y, right, bottom)]
            case _:
                corners = [
                    (left, top),
                    (right, top),
                    (right, y),
                    (x, y),
                    (x, bottom),
                    (left, bottom),
                ]
                places.append(tuple(corners))
                whole.append((x, y, right, bottom))
    blocks = [((a, b), (c, b), (c, d), (a, d)) for a, b, c, d in whole]
    return [
        Story(key=str(n), headline="标题", area=area, language="zh")
        for n, area in enumerate([*places, *blocks])
    ]


@given(cut_pages(), st.sampled_from([(80, 24), (120, 36), (200, 50)]))
@settings(max_examples=80, deadline=None)
def test_every_story_is_reached_with_the_arrows(
    stories: list[Story], size: tuple[int, int]
) -> None:
    sheet = printed(stories, *size)
    reached = [sheet.boxes[0].key]
    for key in reached:
        for direction in ("left", "right", "up", "down"):
            found = neighbour(sheet.boxes, key, direction)
            if found and found not in reached:
                reached.append(found)
    assert set(reached) == {story.key for story in stories}


# -- real places -----------------------------------------------------------------

SIZES = ((80, 24), (120, 36), (200, 50))


@pytest.fixture(scope="session")
def captured(shared: Path) -> list[list[tuple[Point, ...]]]:
    """The places on every captured page that has a map."""
    pages = []
    for path in sorted((shared / "papers" / "captures").rglob("*.html")):
        text = path.read_bytes().decode("utf-8", "replace")
        coords = re.findall(r'<area[^>]*\bcoords="([^"]+)"', text, re.IGNORECASE)
        if coords:
            size = map_size(None, coords)
            pages.append([corners_of(words, size) for words in coords])
    return pages


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_article_of_a_captured_page_stands_in_its_place(
    captured: list[list[tuple[Point, ...]]], width: int, height: int
) -> None:
    assert len(captured) >= 3
    for places in captured:
        stories = [
            Story(key=str(n), headline=f"第{n}条的标题在这里", area=area, language="zh")
            for n, area in enumerate(places)
        ]
        sheet = as_printed(stories, width, height, language="zh")
        assert sheet is not None
        assert len(sheet.boxes) == len(stories)
        assert "本版另有" not in "".join(text_of(sheet))
        assert suits(stories, width, height) == 1.0


@pytest.mark.parametrize("family", ["F1", "F1-zqb", "F2", "F3", "F4a"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_page_of_the_press_can_be_seen_as_printed(
    press_kit: SimpleNamespace, family: str, width: int, height: int
) -> None:
    day = press_kit.days("2026-11-24..2026-11-24")[0]
    truth = press_kit.Press(press_kit.spec_for(family), seed=7).truth(day).to_dict()
    for page in truth["pages"]:
        stories = [
            Story(
                key=f"{n}-{part['position']}",
                headline=article["title"],
                paragraphs=tuple(article["text"].split("\n")[:6]),
                area=tuple(map(tuple, part["area"])),
                language="zh",
            )
            for n, article in enumerate(truth["articles"])
            for part in article["parts"]
            if part["page"] == page["number"]
        ]
        if not stories:
            continue
        sheet = as_printed(stories, width, height, language="zh")
        assert sheet is not None
        assert {box.key for box in sheet.boxes} == {story.key for story in stories}
