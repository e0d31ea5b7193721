"""Dates in addresses: found without knowing them, and replaced by places once they are known."""

from __future__ import annotations

from datetime import date

import pytest

from reader.discovery.days import days_in, is_whole, pads, speaks_of, with_places

TODAY = date(2026, 11, 26)
DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/2026-11/24/p.html", "/{year}-{month}/{day}/p.html"),
        ("/202611/24/p.html", "/{year}{month}/{day}/p.html"),
        ("/2026/11/24/p.html", "/{year}/{month}/{day}/p.html"),
        ("/2026/1124/p.html", "/{year}/{month}{day}/p.html"),
        ("/2026/nov/24/p", "/{year}/{mon}/{day}/p"),
        ("/p?date=20261124&n=3", "/p?date={year}{month}{day}&n=3"),
        ("/p?y=2026&m=11&d=24", "/p?y={year}&m={month}&d={day}"),
        ("/24-11-2026/p", "/{day}-{month}-{year}/p"),
        ("/t20261124_99.htm", "/t{year}{month}{day}_99.htm"),
        ("/2026/20261124/x_20261124.html", "/{year}/{year}{month}{day}/x_{year}{month}{day}.html"),
        ("/bao/261124/1.html", "/bao/{yy}{month}{day}/1.html"),
        ("/a/202611240017.html", "/a/{year}{month}{day}0017.html"),
    ],
)
def test_a_day_is_replaced_by_places(path: str, template: str) -> None:
    url = f"http://paper.example{path}"
    assert with_places(url, DAY) == f"http://paper.example{template}"
    assert is_whole(template)


@pytest.mark.parametrize("path", ["/12026112499/p", "/2026-11-25/p", "/26/11/p", "/content_1.htm"])
def test_other_numbers_are_no_day(path: str) -> None:
    assert not speaks_of(f"http://paper.example{path}", DAY)


def test_a_host_is_never_a_date() -> None:
    assert days_in("http://20261124.example:8124/p", TODAY) == ()
    assert not speaks_of("http://20261124.example/p", DAY)


def test_six_digits_are_a_day_only_for_those_who_ask_for_guesses() -> None:
    assert days_in("http://paper.example/261124/", TODAY) == ()
    assert days_in("http://paper.example/261124/", TODAY, unsure=True) == (DAY,)


def test_days_to_come_are_none() -> None:
    assert days_in("http://paper.example/20271124/", TODAY) == ()


def test_zeros_before_a_day_are_told_from_other_addresses() -> None:
    assert not pads(["http://paper.example/2026/11/3/p"])
    assert pads(["http://paper.example/2026/11/24/p"])
    assert with_places("http://paper.example/2026/11/24/", DAY, is_padded=False).endswith(
        "/{year}/{m}/{d}/"
    )
