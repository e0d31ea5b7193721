"""`reader.typeset.sheet`: how rules join, what a row is made of, and where the arrows lead."""

from __future__ import annotations

import pytest

from reader.typeset.lines import Run
from reader.typeset.sheet import (
    Box,
    Canvas,
    Direction,
    Piece,
    Placed,
    Rect,
    Sheet,
    Stroke,
    Weight,
    neighbour,
    rows,
)


def drawn(sheet: Sheet, *, ambiguous: int = 1) -> list[str]:
    return ["".join(piece.text for piece in row) for row in rows(sheet, ambiguous=ambiguous)]


def frame(x: int, y: int, width: int, height: int) -> tuple[Stroke, ...]:
    return (
        Stroke(x, y, width),
        Stroke(x, y + height - 1, width),
        Stroke(x, y, height, is_upright=True),
        Stroke(x + width - 1, y, height, is_upright=True),
    )


# -- rules --


def test_boxes_that_share_a_border_are_joined_in_it() -> None:
    strokes = (*frame(0, 0, 5, 3), *frame(4, 0, 5, 5), *frame(0, 2, 5, 3))
    assert drawn(Sheet(width=9, height=5, strokes=strokes)) == [
        "┌───┬───┐",
        "│   │   │",
        "├───┤   │",
        "│   │   │",
        "└───┴───┘",
    ]


def test_rules_that_cross_are_joined_in_all_four_directions() -> None:
    strokes = (Stroke(0, 1, 3), Stroke(1, 0, 3, is_upright=True))
    assert drawn(Sheet(width=3, height=3, strokes=strokes)) == [" │ ", "─┼─", " │ "]


@pytest.mark.parametrize(
    ("weight", "row"), [(Weight.DOUBLE, "═╤═╧═"), (Weight.HEAVY, "━┯━┷━"), (Weight.LIGHT, "─┬─┴─")]
)
def test_upright_rules_meet_a_rule_of_any_weight(weight: Weight, row: str) -> None:
    strokes = (
        Stroke(0, 1, 5, weight=weight),
        Stroke(1, 1, 2, is_upright=True),
        Stroke(3, 0, 2, is_upright=True),
    )
    assert drawn(Sheet(width=5, height=3, strokes=strokes))[1] == row


def test_a_rule_of_one_cell_is_a_rule() -> None:
    strokes = (Stroke(0, 0, 1), Stroke(2, 0, 1, is_upright=True))
    assert drawn(Sheet(width=3, height=1, strokes=strokes)) == ["─ │"]


def test_where_signs_may_be_two_cells_wide_rules_are_ascii() -> None:
    strokes = (*frame(0, 1, 4, 2), Stroke(0, 0, 4, weight=Weight.DOUBLE))
    assert drawn(Sheet(width=4, height=3, strokes=strokes), ambiguous=2) == ["====", "+--+", "+--+"]


def test_rules_outside_the_sheet_are_left_out() -> None:
    strokes = (Stroke(0, 0, 9), Stroke(0, -2, 9, is_upright=True))
    assert drawn(Sheet(width=3, height=2, strokes=strokes)) == ["├──", "│  "]


# -- rows --


def test_every_cell_of_a_box_belongs_to_its_story_and_no_other() -> None:
    box = Box(
        key="a",
        rects=(Rect(1, 0, 6, 2),),
        lines=(Placed(2, 0, (Run("标题", "headline"),)),),
    )
    sheet = Sheet(width=9, height=2, boxes=(box,), strokes=(Stroke(8, 0, 2, is_upright=True),))
    assert rows(sheet)[0] == (
        Piece(" "),
        Piece(" ", "", "a"),
        Piece("标题", "headline", "a"),
        Piece(" ", "", "a"),
        Piece(" "),
        Piece("│", "rule"),
    )
    assert rows(sheet)[1][:2] == (Piece(" "), Piece(" " * 6, "", "a"))


def test_a_rule_inside_a_story_belongs_to_it() -> None:
    box = Box(key="a", rects=(Rect(0, 0, 3, 1),))
    sheet = Sheet(width=3, height=1, boxes=(box,), strokes=(Stroke(1, 0, 1, is_upright=True),))
    assert Piece("│", "rule", "a") in Canvas(sheet).row(0)


def test_a_story_that_bends_is_one_story() -> None:
    box = Box(key="a", rects=(Rect(0, 0, 6, 1), Rect(0, 1, 2, 2)))
    sheet = Sheet(width=6, height=3, boxes=(box,))
    assert box.bounds == Rect(0, 0, 6, 3)
    assert sheet.box_at(1, 2) is box
    assert sheet.box_at(4, 2) is None
    assert sheet.box_of("a") is box
    assert sheet.box_of("b") is None


def test_blocks_meet_where_they_have_a_cell_in_common() -> None:
    assert Rect(0, 0, 4, 4).meets(Rect(3, 3, 2, 2))
    assert not Rect(0, 0, 4, 4).meets(Rect(4, 0, 2, 2))


@pytest.mark.parametrize(("ambiguous", "row"), [(1, " ░░ "), (2, " .. ")])
def test_where_a_picture_belongs_there_is_a_shade(ambiguous: int, row: str) -> None:
    box = Box(key="a", rects=(Rect(0, 0, 4, 1),), picture=Rect(1, 0, 2, 1))
    assert drawn(Sheet(width=4, height=1, boxes=(box,)), ambiguous=ambiguous) == [row]


# -- moving --


def boxes() -> tuple[Box, ...]:
    """A lead over two columns, a story in the third, three under them, one long at the right."""
    places = {
        "lead": Rect(0, 0, 41, 12),
        "second": Rect(42, 0, 20, 8),
        "third": Rect(0, 13, 20, 9),
        "fourth": Rect(21, 13, 20, 9),
        "fifth": Rect(42, 9, 20, 13),
        "briefs": Rect(63, 0, 20, 22),
    }
    return tuple(Box(key=key, rects=(rect,)) for key, rect in places.items())


@pytest.mark.parametrize(
    ("key", "direction", "found"),
    [
        ("lead", "right", "second"),
        ("lead", "down", "third"),
        ("lead", "left", ""),
        ("lead", "up", ""),
        ("second", "left", "lead"),
        ("second", "down", "fifth"),
        ("fifth", "left", "lead"),
        ("fifth", "right", "briefs"),
        ("third", "right", "fourth"),
        ("fourth", "up", "lead"),
        ("fourth", "right", "fifth"),
        ("briefs", "left", "second"),
        ("briefs", "down", ""),
        ("nobody", "down", ""),
    ],
)
def test_arrows_lead_to_what_lies_next(key: str, direction: Direction, found: str) -> None:
    assert neighbour(boxes(), key, direction) == found


def test_a_level_that_is_kept_leads_back_the_way_one_went() -> None:
    assert neighbour(boxes(), "lead", "down", level=25) == "fourth"
    assert neighbour(boxes(), "briefs", "left", level=15) == "fifth"
    assert neighbour(boxes(), "fifth", "left", level=15) == "fourth"


def test_what_lies_aside_is_reached_where_nothing_lies_straight_ahead() -> None:
    scattered = (
        Box(key="a", rects=(Rect(0, 0, 10, 3),)),
        Box(key="b", rects=(Rect(20, 5, 10, 3),)),
    )
    assert neighbour(scattered, "a", "down") == "b"
    assert neighbour(scattered, "b", "left") == "a"


def test_a_story_in_the_bend_of_another_lies_beside_its_parts() -> None:
    bend = Box(key="bend", rects=(Rect(0, 0, 20, 4), Rect(0, 4, 8, 6)))
    inside = Box(key="inside", rects=(Rect(9, 5, 11, 5),))
    below = Box(key="below", rects=(Rect(0, 11, 20, 4),))
    boxes = (bend, inside, below)
    assert neighbour(boxes, "inside", "left") == "bend"
    assert neighbour(boxes, "inside", "up") == "bend"
    assert neighbour(boxes, "bend", "down") == "inside"
    assert neighbour(boxes, "inside", "down") == "below"
