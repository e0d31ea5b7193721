"""Only an address that every browser would read alike may be opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.parse.links import last_name, openable, path_of, without_query

BASE = "http://paper.example/html/2024-07/06/node_2.htm"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("content_1.htm?div=-1", "http://paper.example/html/2024-07/06/content_1.htm?div=-1"),
        ("./content_1.htm", "http://paper.example/html/2024-07/06/content_1.htm"),
        ("../05/node_2.htm", "http://paper.example/html/2024-07/05/node_2.htm"),
        ("/a", "http://paper.example/a"),
        ("//other.example/a", "http://other.example/a"),
        ("https://other.example/a", "https://other.example/a"),
        (" \n content_1.htm \t", "http://paper.example/html/2024-07/06/content_1.htm"),
        ("a b.htm", "http://paper.example/html/2024-07/06/a%20b.htm"),
        ("http://paper.example./x", "http://paper.example./x"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
    ],
)
def test_an_address_is_resolved_where_it_stood(href: str, url: str) -> None:
    assert openable(href, BASE) == url


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b",
        "http://user:secret@paper.example/",
        "http://h:99999/",
        "http://h:0/",
        "http://h:x/",
        "http://a..b/",
        "http://[::1%25eth0]/",
        "http://xn--/",
        "http://a b/",
        "http://h/%00",
        "http:///x",
        "http:x",
        "http://",
        "--headless",
        "\x00",
        "a\x1bb",
        "a\u202eb",
        "\\\\host\\share",
        "http://h/" + "a" * 5000,
    ],
)
def test_an_address_that_could_be_misread_is_refused(href: str) -> None:
    assert openable(href, BASE) == ""


def test_a_relative_address_without_a_page_to_stand_on_is_refused() -> None:
    assert openable("content_1.htm") == ""


def test_an_address_that_grows_too_long_when_resolved_is_refused() -> None:
    assert openable("a" * 4000, "http://h/" + "b" * 200 + "/") == ""


def test_an_address_on_a_base_that_is_none_is_refused() -> None:
    assert openable("x", "javascript:0//") == ""


def _cases(shared: Path) -> list[tuple[str, bool]]:
    path = shared / "hostile/files/values/urls.json"
    if not path.is_file():
        pytest.skip("the hostile addresses are not here")
    return [(url, bool(may)) for url, may, *_ in json.loads(path.read_text(encoding="utf-8"))]


def test_every_hostile_address_that_may_be_opened_is_openable(shared: Path) -> None:
    assert [url for url, may in _cases(shared) if may and not openable(url, BASE)] == []


def test_no_hostile_address_that_may_not_be_opened_is_openable(shared: Path) -> None:
    assert [url for url, may in _cases(shared) if not may and openable(url)] == []


def test_a_hostile_address_on_a_page_leads_nowhere_but_to_that_page_s_site(shared: Path) -> None:
    site = "http://paper.example/"
    opened = [openable(url, BASE) for url, may in _cases(shared) if not may]
    assert [url for url in opened if url and not url.startswith(site)] == []


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_text_makes_it_fail_or_slip_through(href: str, base: str) -> None:
    assert openable(href, base) == "" or openable(href, base).lower().startswith("http")


@given(st.text(max_size=80))
def test_what_is_openable_stays_so(href: str) -> None:
    url = openable(href, BASE)
    assert openable(url, BASE) == url


def test_the_path_has_neither_query_nor_fragment() -> None:
    assert path_of("http://h/a/b.htm?x=1#y") == "/a/b.htm"


def test_an_address_that_cannot_be_split_has_no_path() -> None:
    assert path_of("http://[") == ""


def test_query_and_fragment_are_cut_off() -> None:
    assert without_query("http://h/a?div=-1#x") == "http://h/a"


@pytest.mark.parametrize(
    ("url", "name"),
    [("http://h/a/content_12.htm?div=-1", "content_12"), ("http://h/a/b", "b"), ("http://h/", "")],
)
def test_the_last_name_of_an_address(url: str, name: str) -> None:
    assert last_name(url) == name
