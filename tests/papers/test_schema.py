"""What a definition may say beyond name and address, and the sentence for each that is wrong."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ConfigError
from reader.papers.definition import FASTEST_PER_SECOND, faults_in, paper_from

if TYPE_CHECKING:
    from reader.papers import Paper

PATH = Path("mine.toml")
HEAD = 'id = "mine"\nname = "我的报"\n'
ENTRY = 'entry = "http://h.example/{year}-{month}/{day}/node_2.htm"\n'
ERA = f'[[eras]]\nengine = "founder-classic"\n{ENTRY}'


def paper(text: str, *, is_ours: bool = False) -> Paper:
    return paper_from(text.encode(), PATH, is_ours=is_ours)


def fault(text: str, *, is_ours: bool = False) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        paper(text, is_ours=is_ours)
    return caught.value


def with_line(line: str) -> str:
    return f"{HEAD}{line}\n{ERA}"


# -- what is taken --


def test_names_house_region_and_how_sure_it_is() -> None:
    mine = paper(
        with_line(
            'other_names = ["报"]\ngroup = "某报业"\nregion = "Beijing 北京"\nkind = "weekly"\n'
            'confidence = "low"\nseen = 2026-01-02\nsource = "seen once"\nappears = "07:30"'
        )
    )
    assert mine.names == ("mine", "我的报", "报")
    assert (mine.group, mine.region, mine.kind) == ("某报业", "Beijing 北京", "weekly")
    assert (mine.confidence, mine.seen, mine.source) == ("low", date(2026, 1, 2), "seen once")
    assert mine.appears == time(7, 30)


@pytest.mark.parametrize(
    ("days", "without", "with_one"),
    [
        ("01-01", [date(2026, 1, 1), date(1999, 1, 1)], [date(2026, 1, 2)]),
        ("2026-02-17", [date(2026, 2, 17)], [date(2025, 2, 17), date(2026, 2, 18)]),
        (
            "2026-02-17..2026-02-23",
            [date(2026, 2, 17), date(2026, 2, 20), date(2026, 2, 23)],
            [date(2026, 2, 16), date(2026, 2, 24), date(2027, 2, 20)],
        ),
        (
            "12-30..01-02",
            [date(2025, 12, 30), date(2026, 1, 2), date(2026, 12, 31)],
            [date(2026, 1, 3), date(2026, 12, 29)],
        ),
        ("05-01 .. 05-03", [date(2026, 5, 2)], [date(2026, 5, 4)]),
        ("02-29", [date(2024, 2, 29)], [date(2025, 3, 1)]),
    ],
)
def test_days_without_an_issue_are_days_and_spans(
    days: str, without: list[date], with_one: list[date]
) -> None:
    mine = paper(with_line(f'no_issue = ["{days}"]'))
    assert all(mine.is_without_issue(day) for day in without)
    assert not any(mine.is_without_issue(day) for day in with_one)


def test_a_closed_weekday_is_without_an_issue() -> None:
    mine = paper(with_line('closed = ["sunday"]'))
    assert mine.is_without_issue(date(2026, 11, 22))
    assert not mine.is_without_issue(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("pace", "at_once", "per_second"),
    [
        ("at_once = 8", 8, 2.0),
        ("at_once = 1\npace.gap_s = 2", 1, 0.5),
        ("gap_s = 0.001", 2, FASTEST_PER_SECOND),
        ("per_second = 5", 2, 5.0),
    ],
)
def test_a_pace_is_a_gap_or_so_many_a_second(pace: str, at_once: int, per_second: float) -> None:
    mine = paper(with_line(f"pace.{pace}"))
    assert (mine.at_once, mine.per_second, mine.is_paced) == (at_once, per_second, True)


def test_without_a_pace_it_is_known_that_nobody_named_one() -> None:
    assert not paper(HEAD + ERA).is_paced


def test_an_era_s_headers_stand_over_the_paper_s() -> None:
    mine = paper(with_line('headers = { Referer = "http://a.example/", X-A = "1" }'))
    assert mine.eras[0].headers == {"Referer": "http://a.example/", "X-A": "1"}
    both = HEAD + 'headers = { Referer = "http://a.example/", X-A = "1" }\n' + ERA
    mine = paper(both + '[eras.headers]\nReferer = "http://b.example/"\n')
    assert mine.eras[0].headers == {"Referer": "http://b.example/", "X-A": "1"}


def test_every_host_that_an_address_names_may_be_asked() -> None:
    mine = paper(
        HEAD
        + 'hosts = ["IMG.h.example"]\n'
        + ERA
        + 'newest = "https://new.example:8443/index.htm"\n'
    )
    assert mine.all_hosts() == {"h.example", "img.h.example", "new.example:8443"}


def test_a_paper_of_ones_own_may_be_on_this_computer() -> None:
    assert paper(HEAD + ERA.replace("h.example", "127.0.0.1:8000")).all_hosts() == {
        "127.0.0.1:8000"
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("page_address", "layout/{year}{month}/{day}/node_{page}.html"),
        ("article_address", "content_{id}.html?div={number}"),
        ("headline", "div.title > h1:first-child, #t"),
        ("area_size", "350x550"),
        ("encoding", "gb18030"),
    ],
)
def test_a_setting_of_each_kind_is_taken(key: str, value: str) -> None:
    mine = paper(f'{HEAD}{ERA}[eras.settings]\n{key} = "{value}"\n')
    assert mine.eras[0].settings == {key: value}


# -- what is refused, with the key --


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('other_names = "x"', "other_names"),
        ("other_names = [1]", "other_names"),
        ('kind = "hourly"', "kind"),
        ('confidence = "sure"', "confidence"),
        ('seen = "2026-01-01"', "seen"),
        ("seen = 2026-01-01T00:00:00", "seen"),
        ('appears = "7:30"', "appears"),
        ('appears = "24:00"', "appears"),
        ('no_issue = "01-01"', "no_issue"),
        ('no_issue = ["02-30"]', "no_issue"),
        ('no_issue = ["2025-02-29"]', "no_issue"),
        ('no_issue = ["2026-02-17..02-23"]', "no_issue"),
        ('no_issue = ["2026-02-17..2026-02-16"]', "no_issue"),
        ('no_issue = ["0000-01-01"]', "no_issue"),
        ('no_issue = ["yesterday"]', "no_issue"),
        ("pace.at_once = 1\npace.gap_s = 0", "pace.gap_s"),
        ("pace.gap_s = 99999", "pace.gap_s"),
        ("pace.gap_s = 1\npace.per_second = 1", "pace.gap_s"),
        ('hosts = ["http://x.example/"]', "hosts"),
        ('hosts = ["x y"]', "hosts"),
        ('headers = { Cookie = "a=b" }', "headers.Cookie"),
        ('headers = { Host = "x" }', "headers.Host"),
        ('headers = { User-Agent = "x" }', "headers.User-Agent"),
        ('headers = { "X Y" = "x" }', "headers.X Y"),
        ('headers = { X = "\\u00e9" }', "headers.X"),
        ("headers = { X = 1 }", "headers.X"),
        ("page_names = 1", "page_names"),
        ("page_names.rename = {}", "page_names.rename"),
        ('page_names.drop = "x"', "page_names.drop"),
        ("page_names.replace = { a = 1 }", "page_names.replace.a"),
        ('homepage = "http://user:pass@h.example/"', "homepage"),
    ],
)
def test_a_value_that_cannot_be_names_its_key(line: str, key: str) -> None:
    assert fault(with_line(line)).key == key


@pytest.mark.parametrize(
    ("line", "key", "words"),
    [
        ('settings = { headlin = "h1" }', "eras.settings.headlin", "did you mean “headline”"),
        ('settings = { headline = "h1[" }', "eras.settings.headline", "no CSS selector"),
        ('settings = { headline = "" }', "eras.settings.headline", "no CSS selector"),
        (f'settings = {{ body = "{"a " * 600}" }}', "eras.settings.body", "at most 1,000"),
        ('settings = { page_address = "{year}{x}" }', "eras.settings.page_address", "{x}"),
        ('settings = { page_address = "a{" }', "eras.settings.page_address", "{"),
        ('settings = { article_address = "" }', "eras.settings.article_address", "is empty"),
        ('settings = { area_size = "350" }', "eras.settings.area_size", "350x550"),
        ('settings = { encoding = "klingon" }', "eras.settings.encoding", "gb18030"),
        ('settings = { encoding = "rot13" }', "eras.settings.encoding", "gb18030"),
        ('newest = "ftp://h.example/"', "eras.newest", "http or https"),
        ('confidence = "x"', "eras.confidence", "known are"),
        ("seen = 5", "eras.seen", "must be a date"),
    ],
)
def test_an_era_that_cannot_be_names_its_key(line: str, key: str, words: str) -> None:
    wrong = fault(HEAD + ERA + line)
    assert wrong.key == key
    assert words in str(wrong)


def test_a_setting_that_an_engine_cannot_do_without_is_missed() -> None:
    wrong = fault(HEAD + ERA.replace("founder-classic", "stdaily-api"))
    assert wrong.key in ("eras.settings.code", "eras.settings.site_id")
    assert "stdaily-api needs it" in str(wrong)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.0.0.1", "[::1]", "localhost", "printer", "paper.local", "a.internal"]
)
def test_a_paper_of_ours_has_to_be_on_the_public_web(host: str) -> None:
    wrong = fault(HEAD + ERA.replace("h.example", host), is_ours=True)
    assert wrong.key == "eras.entry"
    assert "public name" in str(wrong)


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        ("", "", "every day"),
        ("last = 2020-12-31", "first = 2020-06-01", "2020-06-01"),
        ("first = 2020-01-01", "first = 2021-01-01", "2021-01-01"),
        ("first = 2020-01-01\nlast = 2020-12-31", "last = 2020-01-01", "2020-01-01"),
    ],
)
def test_two_eras_on_one_day_are_refused(first: str, second: str, day: str) -> None:
    wrong = fault(f"{HEAD}{ERA}{first}\n{ERA}{second}\n")
    assert f"lets two eras cover {day}" in str(wrong)


def test_eras_that_meet_are_taken() -> None:
    mine = paper(f"{HEAD}{ERA}last = 2020-12-31\n{ERA}first = 2021-01-01\n")
    assert len(mine.eras) == 2


# -- the line --


def test_a_fault_in_the_second_era_has_the_second_era_s_line() -> None:
    text = f'{HEAD}{ERA}last = 2020-12-31\n\n{ERA}first = "x"\n'
    assert fault(text).line == 11
    assert text.splitlines()[10] == 'first = "x"'


def test_a_fault_in_the_second_era_s_settings_has_their_line() -> None:
    text = (
        f'{HEAD}{ERA}last = 2020-12-31\n[eras.settings]\nbody = "p"\n'
        f'{ERA}first = 2021-01-01\n[eras.settings]\nbody = "p["\n'
    )
    assert fault(text).line == 14


def test_what_is_missing_has_the_line_of_what_it_is_missing_in() -> None:
    assert fault(HEAD + '[[eras]]\nengine = "founder-classic"\n').line == 3


def test_a_file_that_is_no_toml_has_its_line() -> None:
    wrong = fault(HEAD + "closed = [\nx\n")
    assert wrong.line == 4
    assert "mine.toml, line 4, is not TOML" in str(wrong)


def test_every_fault_is_found_at_once() -> None:
    text = with_line('langage = "zh"\ntime_zone = "Mars"\nkind = 5').replace("founder-", "funder-")
    keys = [wrong.key for wrong in faults_in(text.encode(), PATH)]
    assert keys == ["langage", "time_zone", "eras.engine", "kind"]


def test_a_right_definition_has_no_fault() -> None:
    assert faults_in((HEAD + ERA).encode(), PATH) == ()


@given(
    st.sampled_from(
        ["no_issue", "hosts", "headers", "page_names", "appears", "seen", "confidence", "kind"]
    ),
    st.one_of(
        st.integers().map(str),
        st.text(max_size=20).map(lambda t: '"' + t.replace("\\", "").replace('"', "") + '"'),
        st.text(max_size=12).map(lambda t: '["' + t.replace("\\", "").replace('"', "") + '"]'),
        st.sampled_from(["{}", "true", "2024-07-06", "[[]]", '{ a = "b" }', "{ replace = 3 }"]),
    ),
)
def test_any_value_is_taken_or_refused_in_one_line(key: str, value: str) -> None:
    text = with_line(f"{key} = {value}").encode("utf-8", "replace")
    said = [str(wrong) for wrong in faults_in(text, PATH)]
    assert all("\n" not in sentence and sentence.startswith("mine.toml") for sentence in said)


@given(st.text(max_size=60))
def test_any_selector_is_taken_or_refused(selector: str) -> None:
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 0xD800 else "" for c in selector)
    text = f'{HEAD}{ERA}[eras.settings]\nheadline = "{escaped}"\n'
    assert len(faults_in(text.encode(), PATH)) <= 1
