"""A newspaper's definition: what is right is taken, what is wrong is said in one sentence."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ConfigError
from reader.papers import Paper, load
from reader.papers.definition import FASTEST_PER_SECOND, LARGEST_FILE, MOST_AT_ONCE, paper_from

PATH = Path("mine.toml")
HEAD = 'id = "mine"\nname = "我的报"\n'
ERA = '[[eras]]\nengine = "founder-classic"\nentry = "http://h.example/{year}-{month}/{day}/node_2.htm"\n'


def paper(text: str) -> Paper:
    return paper_from(text.encode(), PATH)


def fault(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        paper(text)
    return caught.value


def test_a_short_definition_is_enough() -> None:
    mine = paper(HEAD + ERA)
    assert (mine.id, mine.newspaper.name, mine.newspaper.time_zone) == (
        "mine",
        "我的报",
        "Asia/Shanghai",
    )


def test_a_byte_order_mark_does_no_harm() -> None:
    assert paper_from(b"\xef\xbb\xbf" + (HEAD + ERA).encode(), PATH).id == "mine"


def test_closed_weekdays_are_numbers_from_monday() -> None:
    closed = paper(HEAD + 'closed = ["Saturday", "sunday"]\n' + ERA).newspaper.closed_weekdays
    assert closed == frozenset((5, 6))


# -- one sentence, with the way out


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("nam", "name"),
        ("time_zon", "time_zone"),
        ("closd", "closed"),
        ("english-name", "english_name"),
    ],
)
def test_an_unknown_key_names_the_nearest(key: str, near: str) -> None:
    assert f"did you mean “{near}”" in str(fault(f'{HEAD}{key} = "x"\n{ERA}'))


def test_a_key_unlike_any_lists_those_that_are() -> None:
    assert "known are id, name" in str(fault(f'{HEAD}zzzzzz = "x"\n{ERA}'))


def test_an_unknown_engine_names_the_nearest() -> None:
    text = str(fault(HEAD + ERA.replace("founder-classic", "founder-clasic")))
    assert "did you mean “founder-classic”" in text


def test_an_engine_unlike_any_lists_those_that_are() -> None:
    said = str(fault(HEAD + ERA.replace("founder-classic", "zzz")))
    assert re.search(r"known are .*\bfounder-classic\b", said)


def test_a_fault_knows_its_line_and_key() -> None:
    wrong = fault('id = "mine"\nname = "我的报"\nlanguage = "Chinese!"\n' + ERA)
    assert (wrong.line, wrong.key, wrong.path) == (3, "language", PATH)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("name = 7", "name"),
        ('name = "  "', "name"),
        ('id = "../x"', "id"),
        ('id = "a..b"', "id"),
        ('id = "Ab"', "id"),
        ('id = ""', "id"),
        ('id = "' + "a" * 41 + '"', "id"),
        ('language = "zh_CN"', "language"),
        ('homepage = "javascript:alert(1)"', "homepage"),
        ('homepage = "' + "a" * 3000 + '"', "homepage"),
        ('closed = "sunday"', "closed"),
        ('closed = ["someday"]', "closed"),
        ("closed = [1]", "closed"),
        ("pace = 3", "pace"),
        ("pace.at_once = 0", "pace.at_once"),
        ("pace.at_once = true", "pace.at_once"),
        ("pace.at_once = 1.5", "pace.at_once"),
        ("pace.per_second = nan", "pace.per_second"),
        ("pace.per_second = inf", "pace.per_second"),
        ("pace.per_second = -1", "pace.per_second"),
        ("pace.per_second = 0", "pace.per_second"),
        ('pace.per_second = "2"', "pace.per_second"),
        ("pace.speed = 2", "pace.speed"),
    ],
)
def test_a_value_that_cannot_be_names_its_key(line: str, key: str) -> None:
    kept = [own for own in HEAD.splitlines() if own.split()[0] != line.split()[0]]
    assert fault("\n".join([*kept, line, ERA])).key == key


@pytest.mark.parametrize(
    "zone", ["../../../../etc/passwd", "/etc/localtime", "Mars/Olympus", "", "Asia"]
)
def test_a_time_zone_that_is_none_is_refused(zone: str) -> None:
    assert fault(f'{HEAD}time_zone = "{zone}"\n{ERA}').key == "time_zone"


@pytest.mark.parametrize("zone", ["Asia/Seoul", "UTC", "America/Argentina/Buenos_Aires"])
def test_a_time_zone_that_is_one_is_taken(zone: str) -> None:
    assert paper(f'{HEAD}time_zone = "{zone}"\n{ERA}').newspaper.time_zone == zone


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('entry = "file:///{year}"', "eras.entry"),
        ('entry = "http://h/{date}"', "eras.entry"),
        ('entry = "http://h/{year.__class__}"', "eras.entry"),
        ('entry = "http://h/{"', "eras.entry"),
        ('entry = "{year}"', "eras.entry"),
        ('entry = ""', "eras.entry"),
        ('first = "2024-07-06"', "eras.first"),
        ("first = 2024-07-06T08:00:00", "eras.first"),
        ("first = 2024-07-06\nlast = 2024-07-05", "eras.last"),
        ("settings = 3", "eras.settings"),
        ("settings = { a = 3 }", "eras.settings.a"),
        ("exec = 3", "eras.exec"),
    ],
)
def test_an_era_that_cannot_be_names_its_key(line: str, key: str) -> None:
    kept = [own for own in ERA.splitlines() if own.split()[0] != line.split()[0]]
    assert fault("\n".join([HEAD, *kept, line])).key == key


@pytest.mark.parametrize("eras", ["", "eras = []", "eras = 3", "eras = [3]"])
def test_a_paper_without_an_era_is_refused(eras: str) -> None:
    assert fault(HEAD + eras).key == "eras"


def test_a_file_larger_than_any_definition_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.toml"
    path.write_bytes(b"#" * (LARGEST_FILE + 10))
    with pytest.raises(ConfigError, match="larger than 256 kB"):
        load(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml cannot be read"):
        load(tmp_path / "none.toml")


def test_toml_nested_without_end_is_refused() -> None:
    assert "too deep" in str(fault("a = " + "[" * 7000))


def test_a_line_longer_than_any_is_refused_at_once() -> None:
    assert "a line in it is too long" in str(fault("a." * 60_000 + "b = 1"))


# -- the pace


@pytest.mark.parametrize(
    "pace",
    ["at_once = 99999", "per_second = 1000.0", "per_second = 99999999", "at_once = 3"],
)
def test_a_definition_cannot_ask_faster_than_is_polite(pace: str) -> None:
    mine = paper(f"{HEAD}pace.{pace}\n{ERA}")
    assert mine.at_once <= MOST_AT_ONCE
    assert mine.per_second <= FASTEST_PER_SECOND


def test_a_definition_may_ask_slower() -> None:
    mine = paper(f"{HEAD}pace.at_once = 1\npace.per_second = 0.5\n{ERA}")
    assert (mine.at_once, mine.per_second) == (1, 0.5)


# -- eras


def eras() -> Paper:
    old = ERA + "last = 2020-12-31\n"
    new = ERA.replace("node_2", "node_1") + "first = 2021-06-01\n"
    return paper(HEAD + old + new)


@pytest.mark.parametrize(
    ("day", "pages"),
    [
        (date(2019, 1, 1), ["node_2", "node_1"]),
        (date(2021, 1, 31), ["node_2", "node_1"]),
        (date(2021, 5, 31), ["node_1", "node_2"]),
        (date(2024, 1, 1), ["node_1", "node_2"]),
    ],
)
def test_the_era_that_covers_a_day_is_tried_first(day: date, pages: list[str]) -> None:
    tried = [re.findall(r"node_\d", era.entry)[0] for era in eras().eras_for(day)]
    assert tried == pages


def test_of_eras_that_do_not_cover_a_day_the_nearest_is_tried_first() -> None:
    far = ERA + "last = 2001-01-01\n"
    near = ERA.replace("node_2", "node_1") + "first = 2010-01-01\n"
    tried = paper(HEAD + far + near).eras_for(date(2009, 12, 1))
    assert "node_1" in tried[0].entry


# -- hostile files


@pytest.fixture(scope="module")
def hostile(shared: Path) -> list[Path]:
    files = [*shared.glob("hostile/files/toml/*.toml"), *shared.glob("hostile/files/fuzz/*.toml")]
    if not files:
        pytest.skip("the hostile definitions are not here")
    return sorted(files)


def test_a_hostile_definition_is_a_paper_or_one_clean_sentence(hostile: list[Path]) -> None:
    said = []
    for path in hostile:
        try:
            load(path)
        except ConfigError as error:
            said.append(str(error))
    bad = [s for s in said if len(s) > 400 or any(unicodedata.category(c)[0] == "C" for c in s)]
    assert bad == []


def test_every_hostile_sentence_names_the_file(hostile: list[Path]) -> None:
    said = {path.name: refusal(path.read_bytes(), path) for path in hostile}
    assert [name for name, words in said.items() if words and not words.startswith(name)] == []


def refusal(text: bytes, path: Path = PATH) -> str:
    """What is said of a definition, "" where it is taken."""
    try:
        paper_from(text, path)
    except ConfigError as error:
        return str(error)
    return ""


@given(st.text(max_size=120))
def test_any_text_is_a_paper_or_a_config_error(text: str) -> None:
    assert "\n" not in refusal(text.encode("utf-8", "replace"))


@given(
    st.sampled_from(["id", "name", "language", "time_zone", "homepage", "icp", "closed", "pace"]),
    st.one_of(
        st.integers().map(str),
        st.floats().map(lambda f: str(f).replace("e+", "e")),
        st.text(max_size=20).map(lambda t: '"' + t.replace("\\", "").replace('"', "") + '"'),
        st.sampled_from(["[]", "{}", "true", "2024-07-06", "[[]]", '[""]']),
    ),
)
def test_any_value_is_taken_or_refused_in_one_line(key: str, value: str) -> None:
    kept = [own for own in HEAD.splitlines() if own.split()[0] != key]
    text = "\n".join([*kept, f"{key} = {value}", ERA])
    assert "\n" not in refusal(text.encode("utf-8", "replace"))
