"""`reader.text.cells`: widths as the terminal app counts them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.text import (
    cell_of,
    cell_widths,
    cluster_spans,
    graphemes,
    has_clusters,
    truncated,
    width_in_cells,
)
from reader.text.cells import as_many_as_fit

PRINTED = {
    "Latin, Greek, Cyrillic": (0x20, 0x52F),
    "Arabic and Hebrew": (0x591, 0x6FF),
    "Indic, Thai and their neighbours": (0x900, 0x10FF),
    "jamo": (0x1100, 0x11FF),
    "Latin additional": (0x1E00, 0x1FFF),
    "punctuation, signs, arrows": (0x2010, 0x2BFF),
    "CJK signs, kana, hanja": (0x2E80, 0x33FF),
    "hexagrams": (0x4DC0, 0x4DFF),
    "Han": (0x3400, 0x9FFF),
    "Yi": (0xA000, 0xA4CF),
    "Hangul": (0xA960, 0xD7FF),
    "compatibility and presentation forms": (0xF900, 0xFE6F),
    "half and full width": (0xFF01, 0xFFEE),
    "emoji": (0x1F000, 0x1FAFF),
    "Han, planes 2 and 3": (0x20000, 0x323AF),
}
FAMILIES = (
    "👨\u200d👩\u200d👧",
    "👩🏽\u200d🚀",
    "🏳\ufe0f\u200d🌈",
    "👍🏻",
    "❤\ufe0f",
    "1\ufe0f\u20e3",
    "🇨🇳",
    "e\u0301",
    "か\u3099",
    "\u1112\u1161\u11ab",
    "क\u094d",
    "\u1100\u1161",
)


@pytest.mark.parametrize("name", PRINTED)
def test_every_printed_character_is_as_wide_as_the_app_draws_it(name: str) -> None:
    first, last = PRINTED[name]
    differing = [
        f"U+{code:04X}"
        for code in range(first, last + 1)
        # What this Python does not know it takes for one cell; that is told in the module.
        if unicodedata.category(chr(code)) not in ("Cn", "Cc", "Cs")
        and width_in_cells(chr(code)) != cell_len(chr(code))
    ]
    assert differing == []


@pytest.mark.parametrize("family", FAMILIES)
def test_what_combines_is_as_wide_as_the_app_draws_it(family: str) -> None:
    assert width_in_cells(family) == cell_len(family)
    assert list(graphemes(family)) == [family]
    assert has_clusters(family)


def test_every_sign_that_becomes_an_emoji_is_as_wide_as_the_app_draws_it() -> None:
    differing = [
        f"U+{code:04X}"
        for code in (*range(0x20, 0x7F), *range(0xA0, 0x3300), *range(0x1F000, 0x1FB00))
        if unicodedata.category(chr(code)) != "Cn"
        and width_in_cells(f"{chr(code)}\ufe0f") != cell_len(f"{chr(code)}\ufe0f")
    ]
    assert differing == []


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])))
def test_clusters_add_up_to_the_text_and_its_width(text: str) -> None:
    assert "".join(graphemes(text)) == text
    assert [text[start:end] for start, end in cluster_spans(text)] == list(graphemes(text))
    assert sum(cell_widths(text)) == width_in_cells(text)
    assert len(cell_widths(text)) == len(text)
    assert has_clusters(text) == any(len(cluster) > 1 for cluster in graphemes(text)) or (
        unicodedata.category(text[0])[0] == "M" or text[0] in "\u200c\u200d\U0001f3fb"
    )


@given(st.lists(st.sampled_from([*FAMILIES, "a", "中", "，", "한", " "])).map("".join))
def test_running_text_is_as_wide_as_the_app_draws_it(text: str) -> None:
    assert width_in_cells(text) == cell_len(text)


@given(st.text(st.sampled_from("ab中，é한😀 …")), st.integers(-1, 30))
def test_a_cut_text_fits_and_is_a_beginning(text: str, cells: int) -> None:
    cut = truncated(text, cells)
    assert width_in_cells(cut) <= max(cells, 0)
    assert cut == text or cut == "" or text.startswith(cut.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "cells", "cut"),
    [
        ("科技日报", 8, "科技日报"),
        ("科技日报", 7, "科技日…"),
        ("科技日报", 6, "科技…"),
        ("ab cd", 4, "ab…"),
        ("👨\u200d👩\u200d👧👨\u200d👩\u200d👧", 3, "👨\u200d👩\u200d👧…"),
        ("科技", 1, "…"),
        ("科技", 0, ""),
    ],
)
def test_a_text_is_cut_between_characters(text: str, cells: int, cut: str) -> None:
    assert truncated(text, cells) == cut


def test_another_ellipsis_counts_with_its_own_width() -> None:
    assert truncated("abcdef", 5, "...") == "ab..."


def test_ambiguous_signs_take_one_cell_or_two() -> None:
    for sign in "“”—…●①→":
        assert cell_of(sign) == 1
        assert cell_of(sign, ambiguous=2) == 2
    assert width_in_cells("“中a”", ambiguous=2) == 7
    assert width_in_cells("中a", ambiguous=2) == 3


def test_a_long_text_is_measured_and_not_kept() -> None:
    assert width_in_cells("中" * 1000 + "a") == 2001


def test_flags_pair_from_the_left() -> None:
    assert list(graphemes("🇨🇳🇯🇵🇰")) == ["🇨🇳", "🇯🇵", "🇰"]


def test_text_of_single_characters_has_no_clusters() -> None:
    assert not has_clusters("科技日报 Daily 한국")
    assert not has_clusters("plain")


@pytest.mark.parametrize(
    ("cells", "shown"),
    [(18, "要闻 · 6 July · 张"), (17, "要闻 · 6 July"), (12, "要闻"), (4, "要闻"), (3, "要…")],
)
def test_a_part_that_does_not_fit_is_left_out_and_not_cut(cells: int, shown: str) -> None:
    assert as_many_as_fit(["要闻", "6 July", "张"], cells) == shown


def test_of_no_parts_nothing_is_shown() -> None:
    assert as_many_as_fit([], 10) == ""
