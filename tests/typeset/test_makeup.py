"""The plan of a printed page: which edges are one line, and whose each slot is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.typeset.makeup import Plan, plan_of

if TYPE_CHECKING:
    from reader.model import Point


def block(left: float, top: float, right: float, bottom: float) -> tuple[Point, ...]:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def drawn(plan: Plan) -> list[str]:
    return ["".join("." if n < 0 else chr(ord("A") + n) for n in row) for row in plan.slots]


numbers = st.one_of(st.floats(0, 1), st.floats(-1e12, 1e12), st.sampled_from([0.0, 0.5, 1.0]))
hostile = st.lists(st.lists(st.tuples(numbers, numbers), max_size=30), max_size=12)


@given(hostile)
@settings(deadline=None)
def test_any_corners_make_a_plan_whose_lines_ascend(places: list[list[Point]]) -> None:
    plan = plan_of(places)
    assert list(plan.xs) == sorted(set(plan.xs))
    assert list(plan.ys) == sorted(set(plan.ys))
    assert set(plan.owners) <= set(range(len(places)))
    for owner in plan.owners:
        for left, top, right, bottom in plan.spans(owner):
            assert {plan.slots[y][x] for y in range(top, bottom) for x in range(left, right)} == {
                owner
            }


@given(hostile)
@settings(deadline=None)
def test_every_place_hangs_together(places: list[list[Point]]) -> None:
    plan = plan_of(places)
    for owner in plan.owners:
        slots = {
            (x, y) for y, row in enumerate(plan.slots) for x, n in enumerate(row) if n == owner
        }
        reached = [min(slots)]
        for x, y in reached:
            beside = {(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)}
            reached += sorted((beside & slots) - set(reached))
        assert set(reached) == slots


def test_the_white_between_columns_is_one_line() -> None:
    plan = plan_of([block(0.01, 0, 0.488, 1), block(0.51, 0, 0.99, 1)])
    assert drawn(plan) == ["AB"]


def test_edges_that_nearly_meet_are_one_line() -> None:
    plan = plan_of([block(0, 0, 0.5, 0.4), block(0.5, 0, 1, 0.41), block(0, 0.42, 1, 1)])
    assert drawn(plan) == ["AB", "CC"]


def test_a_place_thinner_than_what_counts_as_near_keeps_its_two_edges() -> None:
    plan = plan_of([block(0, 0, 1, 0.5), block(0, 0.5, 1, 0.512), block(0, 0.512, 1, 1)])
    assert drawn(plan) == ["A", "B", "C"]


def test_of_two_places_on_each_other_the_smaller_is_on_top() -> None:
    plan = plan_of([block(0.4, 0.4, 0.6, 0.6), block(0, 0, 1, 1)])
    assert drawn(plan) == ["BBB", "BAB", "BBB"]


def test_of_a_place_cut_in_pieces_the_largest_is_kept() -> None:
    plan = plan_of([block(0, 0, 0.2, 1), block(0.2, 0, 0.3, 1), block(0, 0.3, 1, 0.9)])
    assert 2 in plan.owners
    assert len(plan.spans(2)) == 1


def test_a_place_hidden_by_others_is_not_on_the_plan() -> None:
    plan = plan_of([block(0, 0, 0.45, 1), block(0.45, 0, 1, 1), block(0, 0, 0.95, 1)])
    assert plan.owners == (0, 1)


def test_one_place_for_several_stories_is_shared_out() -> None:
    assert drawn(plan_of([block(0, 0, 1, 1)] * 3)) == ["A", "B", "C"]


def test_a_bay_is_filled_and_a_corner_that_is_large_is_not() -> None:
    bay = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0.7), (0.4, 0.7), (0.4, 0.4), (0, 0.4))
    assert drawn(plan_of([bay])) == ["A"]
    corner = ((0, 0), (1, 0), (1, 0.4), (0.4, 0.4), (0.4, 1), (0, 1))
    assert drawn(plan_of([corner])) == ["AA", "A."]


def test_a_thin_strip_between_stories_is_part_of_one() -> None:
    plan = plan_of([block(0, 0, 0.5, 0.46), block(0, 0.5, 0.5, 1), block(0.5, 0, 1, 1)])
    assert drawn(plan) == ["AC", "BC"]


def test_an_advertisement_s_place_stays_empty() -> None:
    plan = plan_of([block(0, 0, 0.5, 0.7), block(0.5, 0, 1, 1)])
    assert drawn(plan) == ["AB", ".B"]


def test_the_margins_are_no_part_of_the_plan() -> None:
    plan = plan_of([block(0.2, 0.3, 0.8, 0.6)])
    assert (plan.xs, plan.ys) == ((0.2, 0.8), (0.3, 0.6))


@pytest.mark.parametrize(
    "place",
    [
        (),
        ((0.1, 0.1), (0.9, 0.9)),
        ((0.5, 0.1), (0.5, 0.9), (0.5, 0.5)),
        ((-3.0, -3.0), (-2.0, -3.0), (-2.0, -2.0)),
    ],
)
def test_a_place_without_extent_on_the_page_is_not_on_the_plan(place: tuple[Point, ...]) -> None:
    assert plan_of([place]).owners == ()


def test_a_slanting_place_and_one_that_crosses_itself_have_slots() -> None:
    slanting = ((0, 0), (1, 0), (0, 1))
    bow = ((0, 0), (1, 1), (1, 0), (0, 1))
    assert plan_of([slanting]).owners == (0,)
    assert plan_of([bow]).owners == (0,)


def test_a_gap_that_touches_a_place_nowhere_is_not_its_bay() -> None:
    corner = ((0, 0), (1, 0), (1, 0.3), (0.3, 0.3), (0.3, 1), (0, 1))
    around = [block(0.3, 0.3, 0.6, 1), block(0.6, 0.3, 1, 0.6), block(0.8, 0.6, 1, 1)]
    assert drawn(plan_of([corner, *around])) == ["AAAA", "ABCC", "AB.D"]
