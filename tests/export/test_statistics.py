"""Statistics in lines and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from reader.export.statistics import LEVELS, calendar_of, document_of, lines_of, printed
from reader.lang import speak
from reader.model import DayRead, ReadTally, Share, Streak
from reader.text.cells import width_in_cells

TODAY = date(2024, 7, 9)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    speak("en")
    yield
    speak("en")


def days(*counts: int) -> tuple[DayRead, ...]:
    """So many articles on the last days up to today."""
    first = TODAY - timedelta(days=len(counts) - 1)
    return tuple(
        DayRead(date=first + timedelta(days=n), articles=count, characters=count * 900)
        for n, count in enumerate(counts)
        if count
    )


def tally(*counts: int, shares: int = 2) -> ReadTally:
    read = days(*counts)
    share = [
        Share(
            newspaper_id=f"p{n}",
            newspaper=f"科技日报{n}",
            section="要闻",
            articles=1234 - n,
            characters=5,
        )
        for n in range(shares)
    ]
    return ReadTally(
        articles=1234,
        characters=2345678,
        days=read,
        newspapers=tuple(share),
        sections=tuple(share),
        streak=Streak(days=2, first=TODAY - timedelta(days=1), last=TODAY),
        longest=Streak(days=23, first=date(2024, 1, 1), last=date(2024, 1, 23)),
        best=max(read, key=lambda day: day.articles),
    )


def text_of(counted: ReadTally, cells: int = 100, year: int = 2024) -> str:
    return printed(lines_of(counted, year=year, today=TODAY, cells=cells))


def test_it_says_how_much_how_often_and_when() -> None:
    text = text_of(tally(1, 0, 4))
    assert "1,234 articles · 2,345,678 characters · on 2 days" in text
    assert "2 · the longest 23, until Tue 23 Jan 2024" in text
    assert "Tue 9 Jul 2024 · 4 articles" in text
    assert "科技日报0" in text
    assert "科技日报1 要闻" in text


def test_where_there_is_little_room_it_says_the_same_in_more_lines() -> None:
    text = text_of(tally(1, 0, 4), cells=56)
    assert "1,234 articles · 2,345,678 characters\n" in text
    assert " on 2 days\n" in text
    assert "the longest 23, until Tue 23 Jan 2024" in text
    assert "…" not in text


def test_nothing_read_is_said() -> None:
    assert text_of(ReadTally()) == "Nothing is read yet.\n"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("year", [1, 2023, 2024, 9999])
@pytest.mark.parametrize("cells", [1, 20, 37, 56, 57, 60, 80, 110, 200])
def test_no_line_is_wider_than_the_screen(cells: int, year: int, language: str) -> None:
    speak(language)  # type: ignore[arg-type]
    for line in text_of(tally(1, 0, 4, shares=40), cells, year).splitlines():
        assert width_in_cells(line) <= max(20, cells)


def test_a_day_is_the_denser_the_more_was_read_on_it() -> None:
    rows = calendar_of(days(1, 2, 3, 4, 0, 8, 0), year=2024, today=TODAY, cells=60)
    text = ["".join(words for words, _ in row) for row in rows]
    # 3 July was a Wednesday, the 9th a Tuesday: the week of the 8th has begun.
    week = (date(2024, 7, 3) - date(2024, 1, 1)).days // 7 + 4
    assert [text[1 + weekday][week] for weekday in (2, 3, 4, 5, 6)] == list("░░▒▒·")
    assert [text[1 + weekday][week + 1 : week + 2] for weekday in (0, 1, 2)] == ["█", "·", " "]


def test_the_calendar_of_a_narrow_screen_ends_with_the_weeks_that_have_come() -> None:
    rows = calendar_of(days(8), year=2024, today=TODAY, cells=24)
    text = ["".join(words for words, _ in row) for row in rows]
    assert text[2][23] == LEVELS[-1]
    assert text[0].endswith("Jun")


def test_today_and_the_levels_have_names_for_their_colours() -> None:
    names = {
        name for line in lines_of(tally(1, 8), year=2024, today=TODAY, cells=60) for _, name in line
    }
    assert {"today", "level-1", "level-0", "heading", "bar"} <= names


def test_what_the_clock_got_wrong_is_said() -> None:
    wrong = ReadTally(articles=2, undated=2)
    assert "2 of these have no day" in text_of(wrong)


def test_long_lists_say_how_much_more_there_is() -> None:
    assert text_of(tally(1, shares=40)).count("and 28 more") == 2


def test_names_from_outside_carry_no_controls() -> None:
    share = Share(
        newspaper_id="a", newspaper="a\x1b[31mb", section="c\u202ed", articles=1, characters=1
    )
    text = text_of(ReadTally(articles=1, newspapers=(share,), sections=(share,)))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_json_has_all_of_it() -> None:
    told = json.loads(document_of(tally(1, 0, 4)))
    assert told["articles"] == 1234
    assert told["days"][-1] == {"date": "2024-07-09", "articles": 4, "characters": 3600}
    assert told["best"] == told["days"][-1]
    assert told["streak"] == {"days": 2, "first": "2024-07-08", "last": "2024-07-09"}
    assert told["newspapers"][0] == {
        "newspaper": "p0",
        "name": "科技日报0",
        "articles": 1234,
        "characters": 5,
    }
    assert told["sections"][0]["section"] == "要闻"


def test_json_of_nothing_is_an_object_all_the_same() -> None:
    told = json.loads(document_of(ReadTally()))
    assert (told["articles"], told["best"], told["longest"]["first"]) == (0, None, "")
