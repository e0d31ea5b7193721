"""The calendars that sites keep of their own issues."""

from __future__ import annotations

import contextlib
import urllib.request
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines import Era
from reader.engines.calendars import Calendar, calendar_for, other_entries
from reader.errors import ParseError
from reader.model import Newspaper, Request, Response

PAPER = Newspaper(id="x", name="江报")
MONTH = date(2024, 7, 6)


def calendar(engine: str, entry: str, base_url: str = "") -> Calendar:
    found = calendar_for(PAPER, Era(engine=engine, entry=entry), base_url)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("engine", "entry", "asked"),
    [
        ("founder", "pc/layout/{year}{month}/{day}/node_01.html", "pc/layout/202407/period.xml"),
        ("founder-classic", "html/{year}-{month}/{day}/node_2.htm", "html/2024-07/period.xml"),
        ("founder-nbs", "html/{year}-{month}/{day}/nbs.D1_01.htm", "html/2024-07/period.xml"),
    ],
)
def test_founder_s_list_of_days_stands_beside_the_month_s_folders(
    engine: str, entry: str, asked: str
) -> None:
    [request] = calendar(engine, f"http://h/{entry}").requests(MONTH)
    assert request.url == f"http://h/{asked}"


def test_a_mirror_is_asked_in_the_site_s_place() -> None:
    entry = "http://h/html/{year}-{month}/{day}/node_2.htm"
    [request] = calendar("founder-classic", entry, "http://127.0.0.1:8000/m/").requests(MONTH)
    assert request.url == "http://127.0.0.1:8000/m/html/2024-07/period.xml"


@pytest.mark.parametrize(
    ("engine", "entry"),
    [
        ("paper-index", "http://h/content/{year}{month}{day}/IssueIndex.htm"),
        ("founder", "http://h/layout/index.html"),
        ("cms-content", "http://h/{year}-{month}-{day}/node_1.html"),
    ],
)
def test_a_site_that_keeps_no_list_has_no_calendar(engine: str, entry: str) -> None:
    assert calendar_for(PAPER, Era(engine=engine, entry=entry)) is None


def days_of(body: bytes) -> Mapping[date, str]:
    reads = calendar("founder", "http://h/layout/{year}{month}/{day}/node_01.html")
    [request] = reads.requests(MONTH)
    return reads.days(request, Response(url=request.url, body=body))


def test_days_that_do_not_exist_are_left_out() -> None:
    rows = "".join(
        f"<period><period_date>{day}</period_date></period>"
        for day in ("2024-07-05", "2024-7-6", "2024-02-31", "soon")
    )
    body = f"<period_list>{rows}</period_list>".encode()
    assert days_of(body).keys() == {date(2024, 7, 5), date(2024, 7, 6)}


@pytest.mark.parametrize(
    ("named", "address"),
    [
        ("node_865.htm", "http://h/html/2024-07/06/node_865.htm"),
        ("06/node_1.htm?div=1&amp;v=2", "http://h/html/2024-07/06/node_1.htm?div=1&v=2"),
        ("/html/2024-07/06/node_3.htm", "http://h/html/2024-07/06/node_3.htm"),
        ("../05/node_3.htm", ""),
        ("http://elsewhere/html/2024-07/06/node_3.htm", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_day_s_first_page_is_where_the_list_says_if_it_is_that_day_s(
    named: str, address: str
) -> None:
    era = Era(engine="founder-classic", entry="http://h/html/{year}-{month}/{day}/node_2.htm")
    found = calendar_for(PAPER, era)
    assert found is not None
    body = (
        "<period_list><period><front_page>node_9.htm</front_page>"
        "<period_date>2024-07-05</period_date></period>"
        f"<period><period_date>2024-07-06</period_date><front_page>{named}</front_page></period>"
        "<period><period_date>2024-07-08</period_date></period></period_list>"
    ).encode()
    [request] = found.requests(MONTH)
    listed = found.days(request, Response(url=request.url, body=body))
    assert listed[date(2024, 7, 6)] == address
    assert listed[date(2024, 7, 8)] == ""


def test_where_the_calendar_knows_nothing_of_a_day_the_newest_issue_may_lead_to_it() -> None:
    era = Era(
        engine="founder-classic",
        entry="http://h/html/{year}-{month}/{day}/node_2.htm",
        newest="http://h/paperindex.htm",
    )
    saturday, friday = date(2024, 7, 6), date(2024, 7, 5)
    own = "http://h/html/2024-07/06/node_2.htm"
    other = "http://h/html/2024-07/06/node_7.htm"
    assert other_entries(era, saturday, {}) == ("http://h/paperindex.htm",)
    assert other_entries(era, saturday, {}, "http://m/x") == ("http://m/x/paperindex.htm",)
    assert other_entries(era, saturday, {friday: ""}) == ("http://h/paperindex.htm",)
    assert other_entries(era, saturday, {saturday: other}) == (other,)
    assert other_entries(era, saturday, {saturday: own}) == ()
    assert other_entries(era, friday, {saturday: other}) == ()


def test_a_page_that_is_no_list_of_days_is_refused() -> None:
    with pytest.raises(ParseError, match="江报"):
        days_of(b"<html><h1>404 Not Found</h1></html>")


@given(st.binary(max_size=300))
def test_any_bytes_are_days_or_no_list(body: bytes) -> None:
    with contextlib.suppress(ParseError):
        assert isinstance(days_of(body), dict)


@pytest.mark.parametrize(
    ("family", "engine", "path"),
    [
        ("F1", "founder", "/layout/{year}{month}/{day}/node_01.html"),
        ("F2", "founder-classic", "/html/{year}-{month}/{day}/node_2.htm"),
        ("F2b", "founder-nbs", "/html/{year}-{month}/{day}/nbs.D110000renmrb_01.htm"),
        ("F4a", "stdaily-api", ""),
    ],
)
def test_the_days_of_a_site_are_those_it_printed(
    press_kit: Any, family: str, engine: str, path: str
) -> None:
    spec = press_kit.spec_for(family)
    press, days = press_kit.Press(spec, seed=5), press_kit.days("2026-11-12..2026-11-24")
    era = Era(
        engine=engine,
        entry=f"http://paper.example{spec.base}{path}",
        settings={"code": spec.code, "site_id": "s"},
    )
    with press_kit.serve(press, days) as running:
        found = calendar_for(PAPER, era, running.url)
        assert found is not None
        [request] = found.requests(date(2026, 11, 1))
        listed = found.days(request, answer(request))
        assert listed.keys() == {day for day in days if press.truth(day)}


def answer(request: Request) -> Response:
    data = request.json_body.encode() or None
    headers = dict(request.headers) | ({"Content-Type": "application/json"} if data else {})
    asked = urllib.request.Request(request.url, data=data, headers=headers)
    with urllib.request.urlopen(asked) as got:
        return Response(url=request.url, body=got.read())
