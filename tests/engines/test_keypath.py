"""Places in an answer: found where they are, and nowhere else an error."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.engines.keypath import days_at, moves_of, values_at, word_at, words_at

ANSWER = {
    "obj": {"list": [{"n": "一"}, {"n": 2}, {"m": None}], "rows": [[1, 2], [3]]},
    "data": {"Front": [{"t": "a"}], "Sport": []},
}


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("obj.list[].n", ["一", 2]),
        ("obj.list[0].n", ["一"]),
        ("obj.list[-2].n", [2]),
        ("obj.list[9].n", []),
        ("obj.rows[][]", [1, 2, 3]),
        ("data{}.key", ["Front", "Sport"]),
        ("data{}.value[].t", ["a"]),
        ("obj.none|obj.list[0].n", ["一"]),
        ("obj.list[2].m|obj.list[1].n", [2]),
        ("data[]", []),
        ("obj{}[]{}.nothing", []),
        ("", []),
    ],
)
def test_a_place_gives_what_stands_there(path: str, values: list[object]) -> None:
    assert values_at(ANSWER, path) == values


def test_a_list_at_the_top_is_gone_through() -> None:
    assert values_at([{"a": 1}, {"a": 2}], "[].a") == [1, 2]


@pytest.mark.parametrize(
    "path", ["a..b", "a[", "a]b", "a[x]", "{", "a{b}", ".", "a[12345]", "x" * 500]
)
def test_what_is_no_place_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        moves_of(path)


def test_numbers_are_words_and_the_rest_is_none() -> None:
    assert words_at({"a": [1, True, None, {"b": 1}, "x", ["y", 2.5]]}, "a[]") == "1 x y 2.5"


def test_the_first_words_count() -> None:
    assert word_at({"a": [None, "", "x", "y"]}, "a[]") == "x"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-09-28", date(2026, 9, 28)),
        ("2026-09-28 00:00:00", date(2026, 9, 28)),
        ("2026-09-28T08:00:00.000+0800", date(2026, 9, 28)),
        ("20260928", date(2026, 9, 28)),
        (20260928, date(2026, 9, 28)),
        ("2026年9月28日", date(2026, 9, 28)),
    ],
)
def test_a_day_is_read_as_sites_write_it(value: object, day: date) -> None:
    assert days_at({"d": value}, "d") == {day}


def test_a_stamp_names_the_days_it_is_somewhere() -> None:
    midnight_in_shanghai = 1790524800000
    assert date(2026, 9, 28) in days_at({"d": midnight_in_shanghai}, "d")


@pytest.mark.parametrize("value", ["2026-02-30", "soon", None, True, [], "9" * 13, -1, 1e30])
def test_no_day_is_no_error(value: object) -> None:
    days_at({"d": value}, "d")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=12,
)


@settings(deadline=None)
@given(_JSON, st.sampled_from(["a", "a.b", "[].a", "a{}.value[]", "{}.key", "[0][]", "a|b|c"]))
def test_any_answer_gives_a_list(value: object, path: str) -> None:
    assert isinstance(values_at(value, path), list)
    assert isinstance(words_at(json.loads(json.dumps(value)), path), str)
    days_at(value, path)
