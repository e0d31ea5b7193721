"""Addresses of articles, known by their shape, and the days in addresses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.engines.dated_links import LinkShape, Parts, day_in

DAY = date(2026, 10, 6)


@pytest.mark.parametrize(
    ("template", "url", "parts"),
    [
        (
            "News/{section}/archives/{year}/{month}/{day}/{id}",
            "https://h.example/News/biz/archives/2026/10/06/2003",
            Parts(id="2003", section="biz", day=DAY),
        ),
        ("{year}/{mon}/{day}/{id}", "http://h.example/a/2026/oct/6/x", None),
        ("{year}/{mon}/{d}/{id}", "http://h.example/a/2026/Oct/6/x", Parts(id="x", day=DAY)),
        ("{id}?d={yy}{month}{day}", "http://h.example/x?d=261006", Parts(id="x", day=DAY)),
        ("{id}?d={yy}{month}{day}", "http://h.example/x", None),
        ("{year}{month}{day}{page}_{number}", "http://h.example/2026100611_01.php", "11"),
        ("a{number}", "http://h.example/a7.html", Parts(id="a7.html")),
        ("a{number}.html", "http://h.example/a7.htm", None),
        ("{day}/{day}/{id}", "http://h.example/06/07/x", Parts(id="x")),
        ("", "http://h.example/x", None),
        ("{id}", "http://[/x", None),
    ],
)
def test_an_address_says_what_its_shape_names(template: str, url: str, parts: object) -> None:
    found = LinkShape(template).parts_of(url)
    assert (found.page if isinstance(parts, str) and found else found) == parts


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://h.example/a/2026/10/06/x", DAY),
        ("https://h.example/a/2026/oct/6", DAY),
        ("https://h.example/a/2026-10-06/", DAY),
        ("https://h.example/n?date=20261006", DAY),
        ("https://h.example/e/06-10-2026", DAY),
        ("https://h.example/202610/06/", DAY),
        ("https://h.example/2026/13/45/x", None),
        ("https://h.example/news/2003865114", None),
        ("https://[/2026/10/06", None),
        ("", None),
    ],
)
def test_the_day_in_an_address(url: str, day: date | None) -> None:
    assert day_in(url) == day


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_shape_takes_any_address(template: str, url: str) -> None:
    shape = LinkShape(template)
    shape.parts_of(url)
    shape.parts_of("http://h.example/" + url)
    day_in(url)
