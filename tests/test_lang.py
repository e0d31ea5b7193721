"""`reader.lang`: what the interface says, in English and in Chinese."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reader
from reader.lang import LANGUAGES, language, language_of_locale, say, say_n, speak, wordings
from reader.text import clean

PACKAGE = Path(reader.__file__).parent


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


@pytest.fixture(scope="module")
def words() -> ModuleType:
    """What brings the catalogue up to date."""
    spec = importlib.util.spec_from_file_location("words", PACKAGE.parent / ".ci" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def values_in(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_the_catalogue_holds_what_is_said_and_nothing_else(words) -> None:
    kept = words.kept()
    assert words.text_of(words.up_to_date(kept)) == words.CATALOGUE.read_text(encoding="utf-8"), (
        "run: python .ci/words.py"
    )
    assert not [message.id for message in kept if message.id and message.fuzzy]


def test_everything_said_has_a_chinese_wording(words) -> None:
    assert len(words.all_words()) > 400
    assert words.wanting(words.kept()) == []


def test_what_is_read_is_what_babel_reads(words) -> None:
    read = {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        if isinstance(message.string, str)
        else message.string[0]
        for message in words.kept()
        if message.id
    }
    assert dict(wordings()) == read


def test_both_wordings_take_the_same_values(words) -> None:
    for message in words.kept():
        told = [message.id] if isinstance(message.id, str) else message.id
        for chinese in [message.string] if isinstance(message.string, str) else message.string:
            assert values_in(told[-1]) == values_in(chinese), told


def test_every_wording_is_clean_and_chinese() -> None:
    for english, chinese in wordings().items():
        assert chinese.strip() == clean(chinese).strip() != ""
        assert not english[:1].isspace()
        has_words = re.search("[A-Za-z]{2}", english.replace("{", " {"))
        assert not has_words or re.search("[\u4e00-\u9fff]|^\\W*$", chinese), english


def test_sentences_end_as_sentences_in_both_languages() -> None:
    # A full stop is one cell in English; a sentence without one in Chinese looks cut off.
    assert [
        english
        for english, chinese in wordings().items()
        if english.endswith(".") and chinese[-1] not in "。）"
    ] == []


def test_english_reads_no_catalogue() -> None:
    code = (
        "from reader import lang; lang.speak('en'); lang.say('Read');"
        "lang.say_n('{n} page', '{n} pages', 2); assert not lang.wordings.cache_info().misses"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PACKAGE.parent)


# -- saying ------------------------------------------------------------------------


def test_english_is_said_unless_chinese_is_spoken() -> None:
    assert language() == "en"
    assert say("{n} min", n=8) == "8 min"
    speak("zh-Hans")
    assert language() == "zh"
    assert say("{n} min", n=8) == "8 分钟"
    speak("fr")
    assert say("{n} min", n=8) == "8 min"


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
