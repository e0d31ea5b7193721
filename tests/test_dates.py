"""`reader.dates`: days as people write them and as papers print them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.dates import (
    day_in_year,
    masthead_date,
    month_name,
    parse_day,
    parse_range,
    parse_span,
    short_day,
    weekday_initials,
)
from reader.errors import UsageError
from reader.papers import stand_of_papers

TODAY = date(2024, 7, 10)  # a Wednesday
SIXTH = date(2024, 7, 6)
LANGUAGES = ["zh", "zh-Hant", "ja", "ko", "en", "en-US", "de", "fr", "es", "it", "pt", "xx"]
dates = st.dates(min_value=date(1000, 1, 1), max_value=date(9999, 12, 31))


@pytest.mark.parametrize(
    "words",
    [
        "2024-07-06", "2024-7-6", "2024/7/6", "2024.07.06", "20240706", " 2024-07-06 ",
        "6 July 2024", "6 july", "6 Jul", "6th July", "6 Jul. 2024", "6 July, 2024", "6th of July",
        "July 6", "July 6, 2024", "Jul 6th 2024", "JULY 6",
        "7月6日", "2024年7月6日", "2024年07月06日", "2024 年 7 月 6 日", "7月6号", "7月6",
        "７月６日", "２０２４－０７－０６", "２０２４年７月６日", "2024년 7월 6일", "7월 6일",
        "-4", "Saturday", "sat", "星期六", "周六", "週六", "礼拜六", "土曜日", "토요일",
        "Saturday, 6 July 2024", "Sat 6 Jul", "2024年7月6日 星期六", "7月6日周六",
        "2024年7月6日（土）",
    ],
)  # fmt: skip
def test_a_day_can_be_written_in_many_ways(words: str) -> None:
    assert parse_day(words, today=TODAY) == SIXTH


@pytest.mark.parametrize(
    ("words", "days"),
    [("today", 0), ("今天", 0), ("Yesterday", 1), ("昨天", 1), ("昨日", 1), ("前天", 2),
     ("大前天", 3), ("星期天", 3),
     ("어제", 1), ("-0", 0), ("-3", 3), ("－３", 3), ("-365", 365), ("Wed", 0), ("周日", 3)],
)  # fmt: skip
def test_days_are_counted_back_from_today(words: str, days: int) -> None:
    assert parse_day(words, today=TODAY) == TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("words", "today", "day"),
    [
        ("6 July", date(2024, 7, 5), date(2023, 7, 6)),
        ("6 July", date(2024, 7, 6), date(2024, 7, 6)),
        ("12月31日", date(2024, 1, 1), date(2023, 12, 31)),
        ("29 February", date(2024, 2, 28), date(2020, 2, 29)),
        ("29 February", date(1904, 2, 28), date(1896, 2, 29)),
        ("1 January", date(1, 1, 1), date(1, 1, 1)),
    ],
)
def test_a_day_without_a_year_is_the_latest_one_not_after_today(
    words: str, today: date, day: date
) -> None:
    assert parse_day(words, today=today) == day


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("2024-02-30", "There is no 30 February 2024; "),
        ("2023-02-29", "There is no 29 February 2023; "),
        ("31 June", "There is no 31 June; "),
        ("2月30日", "There is no 30 February; "),
        ("2024-13-01", "There is no month 13; "),
        ("2024-00-10", "There is no month 0; "),
        ("2024-07-00", "There is no 0 July 2024; "),
        ("0000-01-01", "There is no year 0; "),
        ("10000-01-01", "There is no year 10000; "),
        ("99999年1月1日", "There is no year 99999; "),
        ("Monday, 6 July 2024", "6 July 2024 is a Saturday, not a Monday; "),
        ("2024年7月6日 星期天", "6 July 2024 is a Saturday, not a Sunday; "),
        ("-999999", "No newspaper is 999999 days old; "),
    ],
)
def test_a_day_that_does_not_exist_is_refused_by_name(words: str, sentence: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_day(words, today=TODAY)
    assert str(raised.value).startswith(sentence)
    assert "2024-07-06" in str(raised.value).removeprefix(sentence)


@pytest.mark.parametrize(
    "words",
    [
        "", " ", "rubbish", "6", "2024", "2024-07", "07-06", "6/7", "6/7/24", "24-07-06",
        "6/7/2024",
        "²⁰²⁴-07-06", "٢٠٢٤-٠٧-٠٦", "-2024-07-06", "2024-07/06", "2024--07-06", "202407066", "+3",
        "--3", "-3.5", "-", "−3", "1e3", "6 Jull", "6 Jul 24", "Ju 6", "7月", "月日",
        "tomorrow", "明天",
        "2024-07-06T00:00", "星期八", "Mon Mon", "today.", "x" * 10_000, "Sat " * 5000, "9" * 5000,
        "2024-07-06\x1b[31m",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_day(words, today=TODAY)
    message = str(raised.value)
    assert len(message) < 200
    assert "\x1b" not in message


numbers = st.from_regex(r"\A[0-9]{1,6}[-/.年][0-9]{1,3}[-/.月][0-9]{1,3}日?\Z")


@given(st.text() | numbers | st.from_regex(r"\A-?[0-9]+\Z"), st.dates())
def test_any_words_give_a_day_or_a_sentence(words: str, today: date) -> None:
    with suppress(UsageError):
        assert isinstance(parse_day(words, today=today), date)


@given(dates, st.sampled_from(LANGUAGES))
def test_what_is_printed_is_understood(day: date, language: str) -> None:
    for words in (masthead_date(day, language), short_day(day, language), day.isoformat()):
        assert parse_day(words, today=TODAY) == day


# -- ranges ------------------------------------------------------------------------


def test_a_range_has_a_first_and_a_last_day() -> None:
    assert parse_range("2024-07-01..6 July", today=TODAY) == (date(2024, 7, 1), SIXTH)
    assert parse_range("-4 .. today", today=TODAY) == (SIXTH, TODAY)


def test_a_single_day_is_a_range_of_its_own() -> None:
    assert parse_range("昨天", today=TODAY) == (date(2024, 7, 9), date(2024, 7, 9))


@pytest.mark.parametrize(
    ("words", "hint"),
    [("..", "FROM..TO"), ("2024-07-01..", "FROM..TO"), ("..today", "FROM..TO"),
     ("today..yesterday", "ends before it begins"), ("2024-07-01..2024-06-31", "no 31 June"),
     ("1 July..2 July..3 July", "no date")],
)  # fmt: skip
def test_a_wrong_range_is_refused(words: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        parse_range(words, today=TODAY)


# -- wording -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "2024年7月6日 星期六"),
        ("zh-Hant", "2024年7月6日 星期六"),
        ("ja", "2024年7月6日（土）"),
        ("ko", "2024년 7월 6일 토요일"),
        ("en", "Saturday, 6 July 2024"),
        ("en-GB", "Saturday, 6 July 2024"),
        ("en-US", "Saturday, July 6, 2024"),
        ("de", "Samstag, 6. Juli 2024"),
        ("fr", "Samedi 6 juillet 2024"),
        ("es-AR", "Sábado, 6 de julio de 2024"),
        ("it", "Sabato 6 luglio 2024"),
        ("pt-BR", "Sábado, 6 de julho de 2024"),
        ("xx", "Saturday, 6 July 2024"),
        ("", "Saturday, 6 July 2024"),
    ],
)
def test_a_masthead_speaks_the_papers_language(language: str, words: str) -> None:
    assert masthead_date(SIXTH, language) == words


def test_every_known_newspapers_masthead_is_dated_in_its_language() -> None:
    for paper in stand_of_papers():
        tongue = paper.newspaper.language
        words = masthead_date(SIXTH, tongue)
        assert tongue.startswith("en") or "July" not in words, paper.newspaper.id


def test_the_first_of_a_month_is_french() -> None:
    assert masthead_date(date(2024, 8, 1), "fr") == "Jeudi 1er août 2024"


def test_days_of_a_year_that_is_known() -> None:
    assert day_in_year(SIXTH, "en") == "Sat 6 Jul"
    assert day_in_year(SIXTH, "zh") == "7月6日 周六"


def test_short_days() -> None:
    assert short_day(SIXTH, "en") == "Sat 6 Jul 2024"
    assert short_day(SIXTH, "zh-Hans") == "2024年7月6日 周六"


def test_months_are_named() -> None:
    assert month_name(2024, 7, "en") == "July 2024"
    assert month_name(2024, 7, "zh") == month_name(2024, 7, "ja") == "2024年7月"
    assert month_name(2024, 7, "ko") == "2024년 7월"


def test_the_week_begins_on_monday() -> None:
    assert weekday_initials("en")[::6] == ("Mo", "Su")
    assert weekday_initials("zh")[::6] == ("一", "日")
    assert weekday_initials("ja")[::6] == ("月", "日")
    assert weekday_initials("ko")[::6] == ("월", "일")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2024-07-06", SIXTH, SIXTH),
        ("2024-07-01..2024-07-06", date(2024, 7, 1), SIXTH),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-06..", date(2024, 6, 1), TODAY),
        ("2020..2023-02", date(2020, 1, 1), date(2023, 2, 28)),
        ("last week", date(2024, 7, 1), date(2024, 7, 7)),
        ("上个月", date(2024, 6, 1), date(2024, 6, 30)),
        ("去年", date(2023, 1, 1), date(2023, 12, 31)),
        ("last  Month..yesterday", date(2024, 6, 1), date(2024, 7, 9)),
        ("２０２４－０２", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_spans_are_days_months_years_and_what_was_last(words: str, first: date, last: date) -> None:
    assert parse_span(words, today=TODAY) == (first, last)


@pytest.mark.parametrize(
    "words", ["", "..", "..2024", "2024-13", "2024-0", "2024-07..2024-06", "0000", "soon.."]
)
def test_spans_that_are_none_are_said(words: str) -> None:
    with pytest.raises(UsageError):
        parse_span(words, today=TODAY)


def test_last_month_in_january_is_december() -> None:
    assert parse_span("last month", today=date(2024, 1, 9)) == (
        date(2023, 12, 1),
        date(2023, 12, 31),
    )
