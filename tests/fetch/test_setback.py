"""What went wrong, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from reader.fetch.address import address_of
from reader.fetch.body import Limits
from reader.fetch.setback import broken, left_alone, refusal, setback_of, too_large, too_slow
from reader.lang import speak

ADDRESS = address_of("http://paper.example/html/2026-11/22/node_1.htm")
NOW = datetime(2026, 11, 26, tzinfo=UTC)
LIMITS = Limits()


@pytest.fixture
def _chinese() -> Iterator[None]:
    speak("zh")
    yield
    speak("en")


def sentences() -> list[str]:
    """What is said of every kind of setback."""
    errors = (
        httpx.ConnectError(""),
        httpx.ConnectTimeout(""),
        httpx.ReadTimeout(""),
        httpx.ProxyError(""),
        httpx.RemoteProtocolError(""),
        httpx.UnsupportedProtocol(""),
        httpx.ReadError(""),
    )
    setbacks = [
        broken(ADDRESS),
        too_slow(ADDRESS, LIMITS),
        too_large(ADDRESS, 8 << 20),
        *(refusal(ADDRESS, status, "", NOW) for status in (401, 403, 404, 410, 429, 451, 500, 999)),
        *(setback_of(error, ADDRESS, LIMITS, 8 << 20) for error in errors),
    ]
    waits = [str(left_alone(ADDRESS, s)) for s in (5, 300, 9000, 400_000)]
    return [str(setback.error) for setback in setbacks] + waits


def test_every_sentence_names_the_place_and_ends() -> None:
    for sentence in sentences():
        assert "paper.example" in sentence
        assert sentence.endswith(".")
        assert "{" not in sentence


@pytest.mark.usefixtures("_chinese")
def test_every_sentence_is_chinese_where_chinese_is_spoken() -> None:
    for sentence in sentences():
        assert "paper.example" in sentence
        assert sentence.endswith("。")
        plain = re.sub(r"paper\.example\S*?\.htm|paper\.example|\([A-Za-z ]+\)|MB", "", sentence)
        assert not re.search("[A-Za-z]{2}", plain), sentence
