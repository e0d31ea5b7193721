"""`reader.typeset.break_text`: where a line ends."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.cells import graphemes, width_in_cells
from reader.typeset import break_text
from reader.typeset.opportunities import NEVER_FIRST, NEVER_LAST

from .conftest import any_text, measures, running_text

LONG = (
    "记者从中国科学院获悉，“我们在2024年7月6日完成了第3次试验”，共行驶3.5公里，增长10.5%以上——"
    "这是GDP（国内生产总值）的……意外。他说：“好。”张三·李四前往《自然》杂志，约3000多万元人民币。"
)


def broken(text: str, measure: int, **indents: int) -> list[str]:
    return [text[start:end] for start, end in break_text(text, measure, **indents)]


def assert_well_set(text: str, measure: int) -> None:
    lines = break_text(text, measure)
    clusters = {0}
    at = 0
    for cluster in graphemes(text):
        at += len(cluster)
        clusters.add(at)
    done = 0
    for start, end in lines:
        line = text[start:end]
        assert end > start
        assert not text[done:start].strip()  # only spaces stand between two lines
        assert start in clusters
        assert end in clusters
        assert width_in_cells(line) <= measure or len(list(graphemes(line))) == 1
        done = end
    assert not text[done:].strip()


@given(running_text, measures)
def test_nothing_is_lost_torn_or_wider_than_the_measure(text: str, measure: int) -> None:
    assert_well_set(text, measure)


@given(any_text, measures)
def test_the_same_holds_for_any_text_at_all(text: str, measure: int) -> None:
    assert_well_set(text, measure)


def test_newspaper_text_is_well_set_at_every_measure() -> None:
    for measure in range(1, 201):
        assert_well_set(LONG, measure)


@given(running_text, st.integers(8, 200))
def test_a_mark_stands_at_the_wrong_edge_only_where_it_must(text: str, measure: int) -> None:
    lines = break_text(text, measure)
    for (start, end), (following, _) in pairwise(lines):
        first, last = text[following], text[end - 1]
        if first not in NEVER_FIRST and last not in NEVER_LAST:
            continue
        # Then no place in the line would have been better.
        line = [*graphemes(text[start:end]), first]
        for left, right in pairwise(line):
            is_bad = right[0] in NEVER_FIRST or left[0] in NEVER_LAST
            assert is_bad or " " in (left, right), (
                text[start:end],
                text[following : following + 9],
            )


@given(
    st.lists(
        st.sampled_from(["中", "文，", "（国）", "word", "two ", " 3.5%", "——", "2024年"])
    ).map("".join),
    st.integers(40, 200),
)
def test_a_line_is_as_full_as_it_can_be(text: str, measure: int) -> None:
    # What stands on two lines would not go on one that ends where the second does. The last line
    # may have taken something from the one before it.
    lines = break_text(text, measure)
    for (start, _), (_, end) in pairwise(lines[:-1]):
        assert width_in_cells(text[start:end]) > measure


@pytest.mark.parametrize("mark", "，。、：；！？）》」』】〕”’…—％")
def test_closing_mark_never_starts_a_line(mark: str) -> None:
    text = f"科学技术{mark}是第一生产力{mark}" * 6
    for measure in range(8, 40):
        assert not [line for line in broken(text, measure) if line[0] == mark]


@pytest.mark.parametrize("mark", "（《「『【〔“‘￥")
def test_opening_mark_never_ends_a_line(mark: str) -> None:
    text = f"科学{mark}技术是第一{mark}生产力" * 6
    for measure in range(8, 40):
        assert not [line for line in broken(text, measure) if line[-1] == mark]


@pytest.mark.parametrize("sign", ["——", "……"])
def test_double_dash_and_double_dots_are_never_torn(sign: str) -> None:
    text = f"他看见了{sign}那是海{sign}" * 6
    for measure in range(8, 40):
        assert not [line for line in broken(text, measure) if line.count(sign[0]) % 2]


HELD = (
    "10%",
    "36.5℃",
    "3.5公里",
    "2024年",
    "3000多万元",
    "第12版",
    "1,234.5亿元",
    "2：1",
    "-5℃",
    "$500",
)
HELD += ("1990—2000年", "￥80", "COVID-19", "A4", "10:30", "9·11", "5G", "don't", "and/or", "10 km")


@pytest.mark.parametrize("whole", HELD)
def test_a_number_and_its_unit_hold_together(whole: str) -> None:
    for before in range(9):
        text = "中" * before + whole + "国国国"
        assert any(whole in line for line in broken(text, 16))


def test_latin_words_break_at_spaces_and_behind_hyphens() -> None:
    text = "The ninth South Korea-Japan-China Trilateral Summit isn't held (as usual) in May 2024."
    words = set(text.replace("-", "- ").split())
    for measure in range(24, 60):
        for line in broken(text, measure):
            assert set(line.replace("-", "- ").split()) <= words


def test_korean_words_hold_together() -> None:
    text = "제9차 한중일 정상회의가 5월 서울에서 열렸다."
    for measure in range(12, 60):
        assert " ".join(broken(text, measure)) == text


def test_an_address_has_a_line_of_its_own_before_it_is_cut() -> None:
    text = "详见 https://www.example.com/very-long/path 上的说明"
    assert broken(text, 40) == ["详见", "https://www.example.com/very-long/path", "上的说明"]


def test_an_address_wider_than_the_line_is_cut_behind_its_signs() -> None:
    assert broken("https://www.example.com/long/path/index.html", 24) == [
        "https://www.example.com/",
        "long/path/index.html",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('他说了"你好"然后', ["他说了", '"你好"', "然后"]),
        ("word — dash", ["word —", "dash"]),
        ("“一”“二”“三”", ["“一”", "“二”", "“三”"]),
    ],
)
def test_quotes_and_dashes_keep_to_their_side(text: str, lines: list[str]) -> None:
    assert broken(text, 7) == lines


def test_no_cluster_is_torn() -> None:
    family = "👨\u200d👩\u200d👧"
    assert broken(family * 3, 5) == [family * 2, family]
    assert broken("e\u0301" * 5, 3) == ["e\u0301" * 3, "e\u0301" * 2]
    assert broken("🇨🇳🇯🇵🇰🇷", 3) == ["🇨🇳", "🇯🇵", "🇰🇷"]


def test_spaces_hang_and_are_not_shown() -> None:
    assert broken("  aaa   bbb  ", 3) == ["aaa", "bbb"]
    assert broken("   ", 3) == []
    assert broken("", 3) == []


def test_line_ends_of_the_text_end_lines() -> None:
    assert break_text("ab\ncd ef\n\ng", 3) == [(0, 2), (3, 5), (6, 8), (10, 11)]


def test_first_line_and_others_have_their_own_indent() -> None:
    assert broken("中文中文中文", 8, first_indent=4) == ["中文", "中文中文"]
    assert broken("中文中文中文", 8, indent=4) == ["中文中文", "中文"]


def test_a_character_wider_than_the_line_stands_alone() -> None:
    assert broken("中文", 1) == ["中", "文"]
    assert broken("中文", 0) == ["中", "文"]


HOSTILE = {
    "newspaper": LONG * 10_000,
    "one word": "x" * 1_000_000,
    "spaces": " " * 1_000_000,
    "a space between marks": "（" + " " * 1_000_000 + "）",
    "combining marks": "e" + "\u0301" * 1_000_000,
    "joiners": "a\u200d" * 500_000,
    "flags": "🇨" * 1_000_000,
    "opening": "（" * 1_000_000,
    "closing": "，" * 1_000_000,
    "straight quotes": '"' * 1_000_000,
    "digits": "1 " * 500_000,
    "multiples": "1" + "十" * 1_000_000,
    "hyphens": "http://" + "a-" * 500_000,
    "addresses": "www." * 250_000,
    "dots": "." * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_line_of_a_million_characters_takes_linear_time(name: str) -> None:
    text = HOSTILE[name]
    tenth = text[: len(text) // 10]
    times = []
    for sample in (tenth, text):
        began = time.process_time()
        break_text(sample, 72)
        times.append(time.process_time() - began)
    # Ten times the text; a quadratic step would take a hundred times as long.
    assert times[1] < 30 * times[0] + 1


def test_ten_thousand_characters_at_a_new_measure_never_keep_anyone_waiting() -> None:
    text = (LONG * 200)[:10_000]
    break_text(text, 72)
    began = time.process_time()
    for measure in range(40, 50):
        break_text(text, measure)
    # How far under a frame it stays, tests/bench/setting.py measures.
    assert (time.process_time() - began) / 10 < 0.25


def test_scripts_without_spaces_break_between_their_words() -> None:
    text = "ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอน"
    lines = broken(text, 12)
    assert "".join(lines) == text
    assert "ภาษา" in lines[0]
    assert all(not line.startswith(("ะ", "า", "ั")) for line in lines)


def test_signs_beyond_the_first_plane_count_as_one_character() -> None:
    text = "𠀀𠀁𠀂，𠀃𠀄。"
    assert broken(text, 6) == ["𠀀𠀁", "𠀂，", "𠀃𠀄。"]
