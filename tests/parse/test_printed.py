"""Dates are believed whole or not at all; page labels give number and name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.parse.printed import (
    claimed_date,
    date_in_figures,
    date_within,
    looks_like_a_date,
    page_label,
    printed_date,
    section_name,
)

DAY = date(2024, 7, 6)

WHOLE = [
    "2024年07月06日 星期六",
    "2024年7月6日",
    "2024 年 7 月 6 日　星期六",
    "２０２４年０７月０６日",
    "二〇二四年七月六日",
    "二○二四年七月六日 星期六",
    "2024-07-06",
    "2024/7/6",
    "2024.07.06",
    "20240706",
    "2024年7月6号",
    "2024년 7월 6일 토요일",
    "2024年7月6日（土曜日）",
    "星期六 2024年7月6日",
    "时间：2024-07-06",
    "发布时间: 2024-07-06 08:15",
    "2024-07-06T08:15:30Z",
    "2024-07-06 08:15:30.123+08:00",
    "6 July 2024",
    "6th July, 2024",
    "July 6, 2024",
    "Jul. 6, 2024",
    "Saturday, 6 July 2024",
    "Saturday, July 6, 2024",
    "SATURDAY, JULY 6, 2024",
]

IMPOSSIBLE = [
    "2024-02-30",
    "2024-13-01",
    "2024年00月10日",
    "2023年2月29日",
    "0000-01-01",
    "20241345",
    "31 June 2024",
    "2024-07-06 25:00",
    "2024-07-06 10:99",
    "二〇二四年七月十十日",
]

NO_DATES = [
    "",
    "Opinion",
    "2024",
    "2024年",
    "7月6日",
    "2024-07-06到2024-07-09",
    "2024年7月6日至9日",
    "On 6 July 2024 the court met.",
    "²⁰²⁴-07-06",
    "٢٠٢٤-٠٧-٠٦",
    "2024-07/06",
    "二十四年七月六日",
    "x" * 200,
]


@pytest.mark.parametrize("line", WHOLE)
def test_a_whole_date_is_believed(line: str) -> None:
    printed = printed_date(line)
    assert printed is not None
    assert printed.day == DAY


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("二〇二四年十月十日", date(2024, 10, 10)),
        ("二〇二四年十二月二十一日", date(2024, 12, 21)),
        ("一九九九年一月三十日", date(1999, 1, 30)),
    ],
)
def test_a_date_in_chinese_numerals_is_believed(line: str, day: date) -> None:
    printed = printed_date(line)
    assert printed is not None
    assert printed.day == day


@pytest.mark.parametrize("line", IMPOSSIBLE)
def test_a_day_that_cannot_be_is_said_and_left_open(line: str) -> None:
    printed = printed_date(line)
    assert printed is not None
    assert (printed.day, "left open" in printed.remark) == (None, True)


@pytest.mark.parametrize("line", NO_DATES)
def test_what_is_no_whole_date_is_none(line: str) -> None:
    assert printed_date(line) is None


@pytest.mark.parametrize(
    "line", ["2024年07月06日 星期五", "Sunday, 6 July 2024", "2024-07-06 周一", "2024-07-06 (Mon)"]
)
def test_a_weekday_of_another_day_leaves_the_date_open(line: str) -> None:
    printed = printed_date(line)
    assert printed is not None
    assert (printed.day, "weekday" in printed.remark) == (None, True)


def test_a_remark_shows_nothing_a_terminal_would_obey() -> None:
    assert "\x1b" not in claimed_date("\x1b[2J soon").remark


def test_a_place_for_a_date_that_holds_none_gets_a_remark() -> None:
    assert claimed_date("soon").remark == "“soon” is not a date; the date is left open."


def test_an_empty_place_for_a_date_gets_a_remark() -> None:
    assert claimed_date("  ").remark == "The page gives no date."


@pytest.mark.parametrize(
    "line",
    [
        "第01版 2024年07月06日 星期六",
        "要闻 | 2024年07月06日",
        "Paper    6 July 2024    Page 4",
        "本报 2024-07-06 出版",
    ],
)
def test_a_date_is_found_within_a_masthead(line: str) -> None:
    found = date_within(line)
    assert found is not None
    assert found.day == DAY


@pytest.mark.parametrize("line", ["第01版 要闻", "1.2024-07-06.8", "2024-07-06-12", ""])
def test_a_masthead_without_a_date_gives_none(line: str) -> None:
    assert date_within(line) is None


def test_a_date_within_a_line_is_judged_by_its_weekday() -> None:
    found = date_within("第01版 2024年07月06日 星期一")
    assert found is not None
    assert found.day is None


@pytest.mark.parametrize("line", ["2024-7-6-8", "6月/7月 2024", "2024 年 7 月", "12345678"])
def test_a_line_about_a_date_is_known_as_one(line: str) -> None:
    assert looks_like_a_date(line)


@pytest.mark.parametrize("line", ["Opinion", "要闻", "2024 was a year of records, said the mayor."])
def test_a_section_name_is_not_about_a_date(line: str) -> None:
    assert not looks_like_a_date(line)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_comes_back_from_its_own_spelling(day: date) -> None:
    weekday = "一二三四五六日"[day.weekday()]
    printed = printed_date(f"{day.year}年{day.month:02d}月{day.day:02d}日 星期{weekday}")
    assert printed is not None
    assert printed.day == day


@given(st.text(max_size=90))
def test_no_line_makes_it_fail(line: str) -> None:
    printed_date(line)
    date_within(line)
    assert isinstance(page_label(line), tuple)


@pytest.mark.parametrize(
    ("label", "number", "name"),
    [
        ("第01版：要 闻", "01", "要闻"),
        ("第 A03 版 国际", "A03", "国际"),
        ("01版:头版", "01", "头版"),
        ("第４版：科 普", "4", "科普"),
        ("a02： 综合", "A02", "综合"),
        ("第08版", "08", ""),
        ("12", "12", ""),
        ("Opinion", "", "Opinion"),
        ("Sci-tech International", "", "Sci-tech International"),
        ("5G 时代", "", "5G 时代"),
        ("第04版：Sci-tech International", "04", "Sci-tech International"),
        ("", "", ""),
    ],
)
def test_a_page_label_gives_number_and_name(label: str, number: str, name: str) -> None:
    assert page_label(label) == (number, name)


def test_spaces_that_part_latin_words_stay_in_a_name() -> None:
    assert section_name("企 业 · 创 新 New Ideas") == "企业·创新 New Ideas"


@pytest.mark.parametrize(
    ("line", "month_first", "day"),
    [
        ("05.04.2025 - 10:15", False, date(2025, 4, 5)),
        ("Stand: 13.05.2024, 08.28 Uhr", True, date(2024, 5, 13)),
        ("4/25/2025", False, date(2025, 4, 25)),
        ("4/5/2025", True, date(2025, 4, 5)),
        ("4/5/2025", False, date(2025, 5, 4)),
        ("31.02.2025", False, None),
        ("1.2.3.2025", False, None),
        ("no date", False, None),
    ],
)
def test_figures_with_the_year_last_are_a_date(
    line: str, month_first: bool, day: date | None
) -> None:
    assert date_in_figures(line, month_first=month_first) == day
