"""A site that only says where its newest issue is: the way from there to another day's."""

from __future__ import annotations

from datetime import date

import pytest

from reader.engines import Era, engine_for
from reader.engines.addresses import with_day
from reader.errors import Absence, NotPublished
from reader.model import Newspaper, Request, Response

PAPER = Newspaper(id="x", name="某报")
DAY, NEWEST = date(2026, 11, 20), date(2026, 11, 26)
HOME = "http://p.example/x/paperindex.htm"
REFRESH = '<meta http-equiv="REFRESH" content="0; URL=html/2026-11/26/node_12.htm">'
LAYOUT = (
    '<a href="202611/26/node_A01.html">第A01版：要闻</a>'
    '<a href="202611/26/node_A02.html">第A02版：综合</a>'
)


def engine(day: date = DAY, entry: str = HOME):
    return engine_for(PAPER, Era(engine="founder-classic", entry=entry), day, entry)


def answer(url: str, text: str) -> Response:
    return Response(url=url, body=text.encode(), content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("url", "turned"),
    [
        ("http://h/html/2026-11/26/node_2.htm", "http://h/html/2025-03/04/node_2.htm"),
        ("http://h/pc/layout/202611/26/node_01.html", "http://h/pc/layout/202503/04/node_01.html"),
        ("http://h/content/20261126/Page01BC.htm", "http://h/content/20250304/Page01BC.htm"),
        ("http://h/2026/20261126/20261126_m.html", "http://h/2025/20250304/20250304_m.html"),
        ("http://h/2026-11-26/a", "http://h/2025-03-04/a"),
        ("http://20261126.example/x.htm", "http://20261126.example/x.htm"),
        ("http://h/2026-11/25/node_2.htm", "http://h/2026-11/25/node_2.htm"),
    ],
)
def test_an_address_of_one_day_is_turned_to_another(url: str, turned: str) -> None:
    assert with_day(url, NEWEST, date(2025, 3, 4)) == turned


def test_the_newest_issue_s_address_leads_to_the_day_s() -> None:
    reading = engine()
    (request,) = reading.start()
    (onward,) = reading.read(request, answer(HOME, REFRESH))
    assert onward.url == "http://p.example/x/html/2026-11/20/node_12.htm"


def test_a_list_of_the_newest_issue_s_pages_leads_to_the_day_s() -> None:
    home = "http://p.example/pc/layout/index.html"
    reading = engine(entry=home)
    (request,) = reading.start()
    (onward,) = reading.read(request, answer(home, LAYOUT))
    assert onward.url == "http://p.example/pc/layout/202611/20/node_A01.html"


def test_a_site_that_leads_to_the_newest_issue_by_itself_is_turned_too() -> None:
    reading = engine()
    (request,) = reading.start()
    landed = "http://p.example/x/html/2026-11/26/node_12.htm"
    (onward,) = reading.read(request, answer(landed, "<p>报</p>"))
    assert onward.url == "http://p.example/x/html/2026-11/20/node_12.htm"


def test_where_the_day_has_none_the_newest_is_named() -> None:
    reading = engine()
    (request,) = reading.start()
    (onward,) = reading.read(request, answer(HOME, REFRESH))
    with pytest.raises(NotPublished) as caught:
        reading.miss(onward, "the site answered 404")
    assert (caught.value.absence, caught.value.other_day) == (Absence.ANOTHER_DAY, NEWEST)


def test_a_day_whose_page_leads_back_to_the_newest_is_without_an_issue() -> None:
    reading = engine()
    (request,) = reading.start()
    (onward,) = reading.read(request, answer(HOME, REFRESH))
    with pytest.raises(NotPublished) as caught:
        reading.read(onward, answer("http://p.example/x/html/2026-11/26/node_12.htm", "<p>报</p>"))
    assert caught.value.other_day == NEWEST


def test_an_address_with_a_date_is_never_turned() -> None:
    dated = "http://p.example/x/html/2026-11/20/node_1.htm"
    reading = engine(entry=dated)
    with pytest.raises(NotPublished) as caught:
        reading.read(Request(url=dated), answer(dated, REFRESH.replace("html/", "../../../html/")))
    assert caught.value.other_day == NEWEST


# -- a list of the whole issue --


def test_a_list_of_the_whole_issue_is_no_page_of_it() -> None:
    index = "http://p.example/html/2026-11/20/index_2026-11-20.htm"
    reading = engine(entry=index)
    (request,) = reading.start()
    listed = (
        "<h3><a href=node_8.htm>第A1版：要闻</a></h3><a href=content_1.htm>桥</a>"
        "<h3><a href=node_9.htm>第A2版：综合</a></h3><a href=content_2.htm>江</a>"
    )
    reading.read(request, answer(index, listed))
    assert [section.page for section in reading.issue().sections] == ["A1", "A2"]


# -- headers --


def test_every_request_carries_the_era_s_headers() -> None:
    era = Era(engine="founder-classic", entry=HOME, headers={"Referer": "http://p.example/"})
    reading = engine_for(PAPER, era, DAY, HOME)
    (request,) = reading.start()
    assert request.headers == (("Referer", "http://p.example/"),)
    (onward,) = reading.read(request, answer(HOME, REFRESH))
    assert onward.headers == request.headers


def test_what_the_engine_says_of_a_header_stands() -> None:
    era = Era(
        engine="stdaily-api",
        entry="https://p.example/api",
        settings={"code": "X", "site_id": "y"},
        headers={"X-Requested-With": "somebody", "Referer": "http://p.example/"},
    )
    (request, *_) = engine_for(PAPER, era, DAY, era.entry).start()
    said = [value for name, value in request.headers if name.lower() == "x-requested-with"]
    assert said == ["XMLHttpRequest"]
    assert ("Referer", "http://p.example/") in request.headers
