"""`reader.lang`: what the interface says, in English and in Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reader
from reader.app.themes import LABELS
from reader.commands import COMMANDS, PLACES
from reader.lang import LANGUAGES, language, language_of_locale, say, say_n, speak
from reader.lang.chinese import CHINESE
from reader.text import clean

PACKAGE = Path(reader.__file__).parent


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


def words_said() -> dict[str, str]:
    """Every literal key of `say` in the package, and where it is said."""
    said: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            # A nameplate says its own words; nothing else takes them without `say`.
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            # Chinese has one form for any count: that of many.
            at = {"say": 0, "Nameplate": 0, "say_n": 1}.get(name)
            if at is not None and len(node.args) > at and isinstance(node.args[at], ast.Constant):
                said[str(node.args[at].value)] = f"{path.relative_to(PACKAGE)}:{node.lineno}"
    return said


def words_declared() -> set[str]:
    """What is said without standing in a call: commands, places and themes."""
    commands = {words for command in COMMANDS for words in (command.label, command.help)}
    return commands | set(PLACES.values()) | set(LABELS.values())


def values_in(words: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", words))


def test_everything_said_has_a_chinese_wording() -> None:
    said = words_said()
    assert said
    assert {words: place for words, place in said.items() if words not in CHINESE} == {}


def test_every_command_place_and_theme_has_a_chinese_wording() -> None:
    assert sorted(words_declared() - set(CHINESE)) == []


def test_every_chinese_wording_is_of_something_said() -> None:
    assert sorted(set(CHINESE) - set(words_said()) - words_declared()) == []


def test_both_wordings_take_the_same_values() -> None:
    assert {
        english for english, chinese in CHINESE.items() if values_in(english) != values_in(chinese)
    } == set()


def test_every_wording_is_clean_and_chinese() -> None:
    for english, chinese in CHINESE.items():
        assert chinese.strip() == clean(chinese).strip() != ""
        assert not english[:1].isspace()
        has_words = re.search("[A-Za-z]{2}", english.replace("{", " {"))
        assert not has_words or re.search("[\u4e00-\u9fff]|^\\W*$", chinese), english


def test_sentences_end_as_sentences_in_both_languages() -> None:
    # A full stop is one cell in English; a sentence without one in Chinese looks cut off.
    assert [
        english
        for english, chinese in CHINESE.items()
        if english.endswith(".") and chinese[-1] not in "。）"
    ] == []


# -- saying ------------------------------------------------------------------------


def test_english_is_said_unless_chinese_is_spoken() -> None:
    assert language() == "en"
    assert say("{n} articles", n=8) == "8 articles"
    speak("zh-Hans")
    assert language() == "zh"
    assert say("{n} articles", n=8) == CHINESE["{n} articles"].replace("{n}", "8")
    speak("fr")
    assert say("{n} articles", n=8) == "8 articles"


def test_what_has_no_chinese_is_said_in_english() -> None:
    speak("zh")
    assert say("Nobody says {what}.", what="this") == "Nobody says this."


@pytest.mark.parametrize("spoken", LANGUAGES)
@given(value=st.text())
def test_a_value_goes_in_as_it_is(spoken: str, value: str) -> None:
    speak(spoken)
    assert say("a {value} b", value=value) == f"a {value} b"


def test_braces_in_a_value_are_no_places() -> None:
    assert say("{a} and {b}", a="{b}", b="{a!r:>9}") == "{b} and {a!r:>9}"


def test_a_place_without_a_value_stays() -> None:
    assert say("{a} and {b}", a=1) == "1 and {b}"
    assert say("{a}") == "{a}"


def test_one_is_told_from_many_where_the_language_does() -> None:
    def articles(count: int) -> str:
        return say_n("{n} article", "{n} articles", count)

    assert [articles(count) for count in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]
    assert say_n("{n} article", "{n} articles", 1, n="0/1") == "0/1 article"
    speak("zh")
    assert [articles(count) for count in (0, 1, 2)] == ["0 篇", "1 篇", "2 篇"]


# -- whose language ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh-Hant"}, "zh"),
        ({"LANG": "ZH_TW"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"READER_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ({"READER_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANGUAGE": "zh_CN:en", "LANG": "en_US.UTF-8"}, "zh"),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], spoken: str) -> None:
    assert language_of_locale(environ) == spoken
