"""A crawl: packed or not, damaged or not, each address as it was last taken."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.delivery.intake.containers import DAY, Told, headlines, html, packed, record

if TYPE_CHECKING:
    from reader.library import Library

A, B, C = (f"http://paper.example/{n}.htm" for n in (1001, 1002, 1003))
ONE, TWO, THREE = html("一号", "甲乙丙丁。"), html("二号", "子丑寅卯。"), html("三号", "天地玄黄。")


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    return tmp_path / "crawl.warc"


@pytest.mark.parametrize("is_packed", [False, True])
def test_the_pages_of_a_crawl_are_read(library: Library, crawl: Path, is_packed: bool) -> None:
    records = [record(A, ONE), record(B, TWO)]
    crawl.write_bytes(packed(records) if is_packed else b"".join(records))
    told = Told(library, crawl)
    assert (told.filed, told.left_out) == ([("kjrb", DAY, 2)], [])
    issue = library.issue("kjrb", DAY)
    assert issue is not None
    assert [article.url for article in issue.articles] == [A, B]


def test_a_crawl_packed_as_a_whole_is_read(library: Library, crawl: Path) -> None:
    crawl.write_bytes(gzip.compress(record(A, ONE) + record(B, TWO) + record(C, THREE)))
    assert Told(library, crawl).filed == [("kjrb", DAY, 3)]


def test_the_same_crawl_again_adds_nothing(library: Library, crawl: Path) -> None:
    crawl.write_bytes(record(A, ONE))
    Told(library, crawl)
    again = Told(library, crawl)
    assert (again.filed, again.known) == ([], ["crawl.warc"])


@pytest.mark.parametrize("is_turned", [False, True])
def test_of_an_address_the_last_capture_counts(
    library: Library, crawl: Path, is_turned: bool
) -> None:
    records = [
        record(A, html("旧题", "旧文。"), at="2024-07-06T01:00:00Z"),
        record(A, html("新题", "新文。"), at="2024-07-07T01:00:00Z"),
    ]
    crawl.write_bytes(b"".join(reversed(records) if is_turned else records))
    Told(library, crawl)
    assert headlines(library, "kjrb", DAY) == ["新题"]


def test_an_error_taken_later_does_not_hide_the_page(library: Library, crawl: Path) -> None:
    gone = record(A, "<h1>Not Found</h1>", status="404 Not Found", at="2024-08-01T00:00:00Z")
    crawl.write_bytes(record(A, ONE) + gone)
    assert Told(library, crawl).filed == [("kjrb", DAY, 1)]


def test_a_revisit_stands_for_what_was_taken_before(library: Library, crawl: Path) -> None:
    again = record(A, b"", kind="revisit", at="2024-07-08T00:00:00Z")
    crawl.write_bytes(record(A, ONE) + again)
    told = Told(library, crawl)
    assert (told.filed, told.left_out) == ([("kjrb", DAY, 1)], [])


def test_what_was_made_of_a_page_counts_only_without_the_page(
    library: Library, crawl: Path
) -> None:
    text = html("三号", "天地玄黄。")
    crawl.write_bytes(
        record(A, ONE)
        + record(A, TWO, kind="conversion", at="2025-01-01T00:00:00Z")
        + record(C, text, kind="conversion")
    )
    Told(library, crawl)
    assert headlines(library, "kjrb", DAY) == ["一号", "三号"]


def test_a_page_is_read_in_the_charset_that_its_answer_names(library: Library, crawl: Path) -> None:
    kind = [("Content-Type", "text/html; charset=gb18030")]
    crawl.write_bytes(record(A, html("镕㛃").encode("gb18030"), headers=kind))
    Told(library, crawl)
    assert headlines(library, "kjrb", DAY) == ["镕㛃"]


@pytest.mark.parametrize("way", ["gzip", "chunked", "both", "kept header"])
def test_what_was_packed_for_its_way_is_unpacked(library: Library, crawl: Path, way: str) -> None:
    body, headers = ONE.encode(), [("Content-Type", "text/html; charset=utf-8")]
    if way != "chunked":
        headers.append(("Content-Encoding", "br" if way == "kept header" else "gzip"))
        body = body if way == "kept header" else gzip.compress(body)
    if way in ("chunked", "both"):
        headers.append(("Transfer-Encoding", "chunked"))
        half = len(body) // 2
        body = b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in (body[:half], body[half:], b""))
    crawl.write_bytes(record(A, body, headers=headers))
    told = Told(library, crawl)
    assert (told.filed, told.left_out) == ([("kjrb", DAY, 1)], [])


def test_a_page_without_a_date_of_nobody_is_filed_under_the_day_it_was_taken(
    library: Library, crawl: Path
) -> None:
    page = "<html><h1>A page of somebody</h1><article><p>Words of it.</p></article></html>"
    crawl.write_bytes(record("http://other.example/x", page, at="2019-03-02T10:00:00Z"))
    assert Told(library, crawl).filed == [("saved", date(2019, 3, 2), 1)]


def test_pictures_and_style_sheets_are_no_pages(library: Library, crawl: Path) -> None:
    css, png = [("Content-Type", "text/css")], [("Content-Type", "image/png")]
    crawl.write_bytes(
        record("http://p.example/a.css", "p {}", headers=css)
        + record("http://p.example/a.png", b"\x89PNG\r\n\x1a\n", headers=png)
        + record("http://p.example/a.htm", b"", status="301 Moved", headers=[("Location", "b")])
        + record(A, ONE, kind="request")
    )
    told = Told(library, crawl)
    assert (told.filed, told.left_out) == ([], [])


@pytest.mark.parametrize("is_packed", [False, True])
@pytest.mark.parametrize("broken", ["junk", "length", "negative", "head"])
def test_a_damaged_record_costs_itself(
    library: Library, crawl: Path, broken: str, is_packed: bool
) -> None:
    middle = {
        "junk": b"WARC/1.0\r\n" + bytes(range(256)) * 20 + b"\r\n\r\n",
        "length": record(B, TWO, length=10_000_000),
        "negative": record(B, TWO, length=-5),
        "head": record(B, TWO).replace(b"Content-Length", b"Content-Width"),
    }[broken]
    records = [record(A, ONE), middle, record(C, THREE)]
    crawl.write_bytes(packed(records) if is_packed else b"".join(records))
    told = Told(library, crawl)
    assert {"一号", "三号"} <= set(headlines(library, "kjrb", DAY))
    assert told.left_out


def test_damage_within_what_is_packed_costs_the_record(library: Library, crawl: Path) -> None:
    one, two, three = (
        packed([each]) for each in (record(A, ONE), record(B, TWO), record(C, THREE))
    )
    broken = two[:60] + bytes(40) + two[100:]
    crawl.write_bytes(one + broken + three)
    told = Told(library, crawl)
    assert headlines(library, "kjrb", DAY) == ["一号", "三号"]
    assert told.left_out


def test_a_bomb_between_two_records_is_stopped_and_told(library: Library, crawl: Path) -> None:
    bomb = gzip.compress(bytes(64 << 20), mtime=0)
    crawl.write_bytes(packed([record(A, ONE)]) + bomb + packed([record(C, THREE)]))
    told = Told(library, crawl)
    assert headlines(library, "kjrb", DAY) == ["一号", "三号"]
    assert "unpacks to over" in told.left_out[0][1]


def test_a_crawl_cut_short_is_read_as_far_as_it_goes(library: Library, crawl: Path) -> None:
    crawl.write_bytes(record(A, ONE) + record(B, TWO)[:-12])
    told = Told(library, crawl)
    assert headlines(library, "kjrb", DAY) == ["一号", "二号"]
    assert "cut short" in told.left_out[0][1]


def test_addresses_of_no_page_are_told(library: Library, crawl: Path) -> None:
    crawl.write_bytes(record("file:///etc/passwd", ONE) + record("javascript:1", TWO))
    told = Told(library, crawl)
    assert told.filed == []
    assert [name for name, _ in told.left_out] == ["file:///etc/passwd", "javascript:1"]
