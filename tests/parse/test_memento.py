"""Links, stamps and the choice of a copy."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.parse.memento import (
    MOST_LINKS,
    Archive,
    Link,
    archive_at,
    archive_of,
    best_first,
    copies_in,
    further_maps,
    http_date,
    is_same_page,
    links_of,
    moment_of,
    origin_of,
    span_for,
    stamp_of,
)

DAY = date(2024, 11, 21)
BEIJING = ZoneInfo("Asia/Shanghai")
PAGE = "http://epaper.example.cn/html/2024-11/21/node_2.htm"
ARCHIVE = Archive("http://127.0.0.1:8080/coll/")
MOMENT = datetime(2024, 11, 21, 9, tzinfo=UTC)


def copy(moment: datetime, url: str = "http://a.example/1") -> Link:
    return Link(url=url, rels=frozenset({"memento"}), moment=moment)


# -- an archive's addresses --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://web.archive.org/web/", "https://web.archive.org/web/"),
        ("HTTPS://web.archive.org/web", "https://web.archive.org/web/"),
        ("http://localhost:8080", "http://localhost:8080/"),
    ],
)
def test_an_archive_is_named_by_what_stands_before_its_stamps(written: str, address: str) -> None:
    archive = archive_at(written)
    assert archive is not None
    assert archive.address == address


@pytest.mark.parametrize(
    "written",
    ["", "web.archive.org", "ftp://a.example/", "http://u:p@a.example/", "http://a.example/?url=",
     "http://a.example/#x", "http://", "javascript:1", "http://a.example/\x1b[2J"],
)  # fmt: skip
def test_what_is_no_address_is_no_archive(written: str) -> None:
    assert archive_at(written) is None


def test_a_copys_address_and_back() -> None:
    address = ARCHIVE.raw(PAGE, MOMENT)
    assert address == f"http://127.0.0.1:8080/coll/20241121090000id_/{PAGE}"
    found = ARCHIVE.copy_at(address)
    assert found is not None
    assert (found.moment, found.original) == (MOMENT, PAGE)


@pytest.mark.parametrize(
    "address",
    [
        f"https://127.0.0.1:8080/coll/20241121090000/{PAGE}",
        f"http://127.0.0.1:8080/coll/20241121090000mp_/{PAGE}",
        f"http://127.0.0.1:8080/coll/20241121090000id_/{PAGE.replace('//', '/', 1)}",
        f"http://127.0.0.1:8080/coll/20241121090000id_/{PAGE.removeprefix('http://')}",
    ],
)
def test_a_copy_is_recognised_in_every_form_of_its_address(address: str) -> None:
    found = ARCHIVE.copy_at(address)
    assert found is not None
    assert (found.moment, found.original) == (MOMENT, PAGE)


@pytest.mark.parametrize(
    "address",
    [
        f"http://127.0.0.1:8080/coll/{PAGE}",
        f"http://127.0.0.1:8080/other/20241121090000/{PAGE}",
        f"http://elsewhere.example/coll/20241121090000/{PAGE}",
        f"http://127.0.0.1:8080/coll/20241399090000/{PAGE}",
        f"http://127.0.0.1:8080/coll/20241/{PAGE}",
        "http://127.0.0.1:8080/coll/20241121090000/javascript:alert(1)",
        "http://127.0.0.1:8080/coll/20241121090000/http://u:p@h/",
    ],
)
def test_other_addresses_are_no_copies(address: str) -> None:
    assert ARCHIVE.copy_at(address) is None


def test_a_short_stamp_is_the_beginning_of_its_time() -> None:
    found = ARCHIVE.copy_at(f"http://127.0.0.1:8080/coll/202411/{PAGE}")
    assert found is not None
    assert found.moment == datetime(2024, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (f"https://web.archive.org/web/20241121090000/{PAGE}", ("the Internet Archive", DAY)),
        (f"http://localhost:80/20241121090000id_/{PAGE}", ("localhost:80", DAY)),
        (PAGE, None),
        (f"https://web.archive.org/web/20241399090000/{PAGE}", None),
        ("", None),
    ],
)
def test_where_a_copy_came_from_is_read_in_its_address(url: str, origin: object) -> None:
    assert origin_of(url) == origin


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (PAGE, True),
        (PAGE.replace("http:", "https:"), True),
        (PAGE.replace(".cn/", ".cn:80/"), True),
        (PAGE.replace("epaper", "www.epaper"), True),
        (PAGE + "?div=-1", False),
        (PAGE.replace("21", "22"), False),
    ],
)
def test_addresses_that_an_archive_takes_for_one(other: str, *, is_same: bool) -> None:
    assert is_same_page(PAGE, other) is is_same


def test_links_in_a_page_that_the_archive_wrote_are_seen() -> None:
    stamp = stamp_of(MOMENT)
    plain = f'<a href="{PAGE}">, <a href="https://web.archive.org/web/20200101000000/{PAGE}">'
    assert not ARCHIVE.rewrote(plain.encode(), {stamp})
    for link in (f"/coll/{stamp}/{PAGE}", f"//h/coll/{stamp}js_///epaper.example.cn/x"):
        assert ARCHIVE.rewrote(f'{plain}<a href="{link}">'.encode(), {stamp})


# -- links -------------------------------------------------------------------------------------


def test_a_time_map_in_link_format_is_read() -> None:
    text = """
        <http://a.example/>;rel="original",
        <http://arc.example/timemap/http://a.example/>; rel="self";type="application/link-format"
          ; from="Tue, 20 Jun 2000 18:02:59 GMT" ; until="Wed, 09 Apr 2008 20:30:51 GMT",
        <http://arc.example/http://a.example/>; rel="timegate",
        <http://arc.example/20000620180259/http://a.example/>
          ; rel="first memento";datetime="Tue, 20 Jun 2000 18:02:59 GMT"
          ; license="http://creativecommons.org/publicdomain/zero/1.0/",
        <http://arc.example/20080409203051/http://a.example/?a,b;c>;rel=memento
          ;datetime="Wed, 09 Apr 2008 20:30:51 GMT"
    """
    links = links_of(text)
    assert len(links) == 5
    first, last = copies_in(links)
    assert first.moment == datetime(2000, 6, 20, 18, 2, 59, tzinfo=UTC)
    assert last.url.endswith("?a,b;c")
    assert links[1].until == datetime(2008, 4, 9, 20, 30, 51, tzinfo=UTC)


def test_relative_links_are_resolved_and_wild_ones_left_out() -> None:
    wild = ["http://[x", "//[", "javascript:x", "http://u:p@h/", ""]
    text = "</map>; rel=timemap, " + ", ".join(f"<{url}>; rel=memento" for url in wild)
    assert [link.url for link in links_of(text, "http://arc.example/x")] == [
        "http://arc.example/map"
    ]


def test_of_two_parameters_with_one_name_the_first_counts() -> None:
    (link,) = links_of('<http://a.example/>; rel="memento"; rel="original"; rel')
    assert link.rels == {"memento"}


@pytest.mark.parametrize(
    "text",
    [
        "<" * 200_000,
        '<http://a.example/>;rel="' * 20_000,
        "<http://a.example/>" + " ;" * 100_000,
        "<http://a.example/>;" + " " * 200_000 + "=",
        '<http://a.example/>; a="' + "\\" * 200_000,
        "<http://a.example/>; rel=" + "m" * 200_000,
        "<http://a.example/>," * 100_000,
    ],
)
def test_a_hostile_list_is_read_to_its_end(text: str) -> None:
    assert len(links_of(text)) <= MOST_LINKS


@given(st.text())
def test_any_text_gives_links_with_addresses_that_can_be_opened(text: str) -> None:
    for link in links_of(f"<http://a.example/>;rel=memento,{text}", "http://a.example/"):
        assert link.url.startswith(("http://", "https://"))


@given(st.binary(max_size=200))
def test_any_header_is_a_moment_or_none(raw: bytes) -> None:
    moment = moment_of(raw.decode("latin-1"))
    assert moment is None or moment.tzinfo is UTC


@given(st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_goes_into_a_header_and_comes_back(moment: datetime) -> None:
    assert moment_of(http_date(moment)) == moment.replace(microsecond=0)


# -- the choice --------------------------------------------------------------------------------


def test_the_wanted_moment_is_noon_where_the_paper_is_printed() -> None:
    assert span_for(PAGE, DAY, BEIJING).wanted == datetime(2024, 11, 21, 4, tzinfo=UTC)


def test_a_page_that_a_date_names_may_have_been_copied_years_later() -> None:
    span = span_for(PAGE, DAY, BEIJING)
    assert span.holds(MOMENT + timedelta(days=3000))
    assert not span.holds(MOMENT - timedelta(days=5))


@pytest.mark.parametrize("path", ["paperindex.htm", "html/layout/index.html", "", "node_2.htm"])
def test_an_address_without_a_date_shows_the_day_for_a_few_days_only(path: str) -> None:
    span = span_for(f"http://epaper2024.example.cn/{path}", DAY, BEIJING)
    assert span.holds(MOMENT)
    assert not span.holds(MOMENT + timedelta(days=9))
    assert not span.holds(MOMENT - timedelta(days=2))


def test_the_copy_taken_soon_after_comes_first() -> None:
    hours = [-100, -30, -2, 1, 50, 9000]
    span = span_for(PAGE, DAY, BEIJING)
    moments = [span.wanted + timedelta(hours=hour) for hour in hours]
    best = best_first([copy(moment) for moment in moments], span)
    assert [link.moment for link in best] == [moments[n] for n in (3, 4, 5, 2, 1)]


def test_only_the_pages_of_a_map_that_span_the_day_are_read_on() -> None:
    span = span_for("http://a.example/", DAY, BEIJING)

    def part(name: str, since: datetime | None, until: datetime | None) -> Link:
        return Link(
            url=f"http://arc.example/{name}", rels=frozenset({"timemap"}), since=since, until=until
        )

    month = timedelta(days=30)
    links = [
        part("before", None, MOMENT - month),
        part("then", MOMENT - month, MOMENT + month),
        part("after", MOMENT + month, None),
        part("unsaid", None, None),
        part("then", None, None),
    ]
    assert further_maps(links, span) == ("http://arc.example/then", "http://arc.example/unsaid")


def test_a_day_before_the_web_is_no_reason_to_fail() -> None:
    span = span_for(PAGE, date.min, BEIJING)
    assert span.earliest < span.wanted < span.latest


def test_a_copys_address_names_its_archive() -> None:
    found = archive_of(ARCHIVE.shown_at(PAGE, MOMENT))
    assert found is not None
    assert found[0] == ARCHIVE
    assert (found[1].moment, found[1].original) == (MOMENT, PAGE)
