"""Archives of every kind, among them broken and hostile ones."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reader.errors import FetchError, NotArchived, Refused, Unreachable
from reader.fetch import ArchiveFetcher
from reader.model import Request
from reader.parse.memento import Archive

DAY = date(2024, 11, 21)
BEIJING = ZoneInfo("Asia/Shanghai")
PAGE = "http://epaper.example.cn/html/2024-11/21/node_2.htm"
FRONT = "http://epaper.example.cn/paperindex.htm"
WANTED = "20241121040000"
TAKEN = "20241121090000"
THEN = "Memento-Datetime: Thu, 21 Nov 2024 09:00:00 GMT"
LONG_AGO = "Memento-Datetime: Fri, 21 Jun 2019 09:00:00 GMT"
BODY = "<html><body>原文<a href='/html/x.htm'>x</a></body></html>".encode()

MakeCopies = Callable[..., ArchiveFetcher]


def raw(url: str = PAGE, stamp: str = WANTED) -> str:
    return f"/web/{stamp}id_/{url}"


@pytest.fixture
async def copies(site: Any, make_fetcher: Callable[..., Any]) -> AsyncIterator[MakeCopies]:
    """Makes fetchers of one issue from the archive that `site` is."""
    async with make_fetcher(allowed_hosts=[f"127.0.0.1:{site.port}"]) as fetcher:

        def make(**given: Any) -> ArchiveFetcher:
            return ArchiveFetcher(fetcher, Archive(f"{site.url}/web/"), DAY, BEIJING, **given)

        yield make


async def test_a_copy_is_answered_as_the_page_it_was(site: Any, copies: Any, answer: Any) -> None:
    site.answers[raw()] = answer(BODY, "200 OK", THEN, "Content-Type: text/html; charset=gbk")
    fetcher = copies()
    response = await fetcher.fetch(Request(url=PAGE))
    assert (response.url, response.body) == (PAGE, BODY)
    assert response.content_type == "text/html; charset=gbk"
    assert site.paths == [raw()]
    assert fetcher.source == f"{site.url}/web/{TAKEN}/{PAGE}"


async def test_robots_are_asked_of_the_archive(site: Any, copies: Any, answer: Any) -> None:
    site.robots = answer(b"User-agent: *\nDisallow: /web/\n", "200 OK", "Content-Type: text/plain")
    site.answers[raw()] = answer(BODY, "200 OK", THEN)
    with pytest.raises(Refused, match=r"robots\.txt"):
        await copies().fetch(Request(url=PAGE))
    assert site.paths == []


async def test_a_question_that_is_posted_is_not_asked(site: Any, copies: Any) -> None:
    with pytest.raises(Refused, match="posted") as caught:
        await copies().fetch(Request(url=PAGE, json_body="{}"))
    assert str(caught.value).count(". ") == 0
    assert site.asked == []


async def test_the_headers_meant_for_the_site_stay_here(
    site: Any, copies: Any, answer: Any
) -> None:
    site.answers[raw()] = answer(BODY, "200 OK", THEN)
    await copies().fetch(Request(url=PAGE, headers=(("Referer", PAGE), ("X-Token", "1"))))
    assert not {"referer", "x-token"} & set(site.asked[-1].headers)


async def test_an_archive_without_headers_says_the_moment_by_its_redirect(
    site: Any, copies: Any, answer: Any
) -> None:
    site.answers[raw()] = answer(b"", "302 Found", f"Location: {raw(stamp=TAKEN)}")
    site.answers[raw(stamp=TAKEN)] = answer(BODY)
    fetcher = copies()
    assert (await fetcher.fetch(Request(url=PAGE))).url == PAGE
    assert fetcher.source == f"{site.url}/web/{TAKEN}/{PAGE}"


async def test_a_redirect_to_the_banners_form_is_followed_to_the_untouched_one(
    site: Any, copies: Any, answer: Any
) -> None:
    there = f"Location: http://127.0.0.1:{site.port}/web/{TAKEN}/{PAGE}"
    site.answers[raw()] = answer(b"", "302 Found", there)
    site.answers[raw(stamp=TAKEN)] = answer(BODY, "200 OK", THEN)
    await copies().fetch(Request(url=PAGE))
    assert site.paths == [raw(), raw(stamp=TAKEN)]


@pytest.mark.parametrize(
    "location", ["/html/2024-11/21/node_3.htm", "http://epaper.example.cn/html/2024-11/21/node_3.htm",
                 f"/web/{WANTED}id_/http://epaper.example.cn:80/html/2024-11/21/node_3.htm"]
)  # fmt: skip
async def test_a_redirect_that_the_site_gave_is_followed_in_the_archive(
    site: Any, copies: Any, answer: Any, location: str
) -> None:
    other = PAGE.replace("node_2", "node_3")
    site.answers[raw()] = answer(b"", "302 Found", f"Location: {location}", THEN)
    for name in (other, other.replace(".cn/", ".cn:80/")):
        site.answers[raw(name)] = answer(BODY, "200 OK", THEN)
    response = await copies().fetch(Request(url=PAGE))
    assert response.url.replace(":80", "") == other


async def test_a_redirect_that_the_site_gave_to_another_site_is_no_copy(
    site: Any, copies: Any, answer: Any
) -> None:
    site.answers[raw()] = answer(b"", "302 Found", "Location: http://parking.example/", THEN)
    with pytest.raises(NotArchived, match=r"another site, parking\.example"):
        await copies().fetch(Request(url=PAGE))


async def test_a_redirect_out_of_the_archive_is_not_followed(
    site: Any, copies: Any, answer: Any
) -> None:
    site.answers[raw()] = answer(b"", "302 Found", "Location: http://169.254.169.254/secrets")
    with pytest.raises(Refused, match="another host"):
        await copies().fetch(Request(url=PAGE))


@pytest.mark.parametrize("headers", [(), (THEN,)])
@pytest.mark.parametrize(
    "location",
    ["http://[x", "//[", "javascript:alert(1)", "http://u:p@h/", "http://a..b/", "\\\\x"],
)
async def test_a_redirect_to_no_address_is_not_followed(
    site: Any, copies: Any, answer: Any, headers: tuple[str, ...], location: str
) -> None:
    site.answers[raw()] = answer(b"", "302 Found", f"Location: {location}", *headers)
    with pytest.raises(FetchError):
        await copies().fetch(Request(url=PAGE))
    assert {asked.path for asked in site.asked} <= {"/robots.txt", raw(), f"/web/{PAGE}"}


@pytest.mark.parametrize("headers", [(), (THEN,)])
async def test_a_circle_is_left(
    site: Any, copies: Any, answer: Any, headers: tuple[str, ...]
) -> None:
    other = PAGE.replace("node_2", "node_3")
    for one, two in ((PAGE, other), (other, PAGE)):
        location = two if headers else raw(two)
        site.answers[raw(one)] = answer(b"", "302 Found", f"Location: {location}", *headers)
    with pytest.raises(NotArchived, match="circle"):
        await copies().fetch(Request(url=PAGE))


async def test_a_way_without_end_is_left(site: Any, copies: Any, answer: Any) -> None:
    async def on(asked: Any) -> None:
        number = int(asked.path.partition("?")[2] or 0) + 1
        await asked.send(answer(b"", "302 Found", f"Location: {raw()}?{number}"))

    site.answers[raw()] = on
    with pytest.raises(NotArchived, match="more than"):
        await copies().fetch(Request(url=PAGE))
    assert len(site.paths) < 12


async def test_an_unknown_page_is_one_sentence(site: Any, copies: Any) -> None:
    with pytest.raises(NotArchived) as caught:
        await copies().fetch(Request(url=PAGE))
    assert str(caught.value) == (
        f"127.0.0.1:{site.port} has no copy of epaper.example.cn/html/2024-11/21/node_2.htm that "
        "belongs to 2024-11-21."
    )
    assert site.paths == [raw(), f"/web/{PAGE}"]


async def test_where_copies_have_come_an_unknown_page_costs_one_question(
    site: Any, copies: Any, answer: Any
) -> None:
    other = PAGE.replace("node_2", "node_3")
    site.answers[raw()] = answer(BODY, "200 OK", THEN)
    fetcher = copies()
    await fetcher.fetch(Request(url=PAGE))
    with pytest.raises(NotArchived):
        await fetcher.fetch(Request(url=other))
    assert site.paths == [raw(), raw(other)]


@pytest.mark.parametrize("status", ["404 Not Found", "503 Busy", "403 Forbidden", "500 No"])
async def test_an_error_that_was_copied_is_passed_over_for_the_next_copy(
    site: Any, copies: Any, answer: Any, status: str
) -> None:
    later = "20241125090000"
    site.answers[raw()] = answer(b"<p>no</p>", status, THEN)
    site.answers[raw(stamp=later)] = answer(
        BODY, "200 OK", "Memento-Datetime: Mon, 25 Nov 2024 09:00:00 GMT"
    )
    listed = (
        f'<{site.url}/web/{later}/{PAGE}>; rel="memento"; datetime="Mon, 25 Nov 2024 09:00:00 GMT"'
    )
    site.answers[f"/web/timemap/link/{PAGE}"] = answer(listed.encode())
    response = await copies().fetch(Request(url=PAGE))
    assert response.body == BODY
    assert site.paths == [raw(), f"/web/timemap/link/{PAGE}", raw(stamp=later)]


async def test_a_copied_error_without_another_copy_is_named(
    site: Any, copies: Any, answer: Any
) -> None:
    site.answers[raw()] = answer(b"", "404 Not Found", THEN)
    with pytest.raises(NotArchived, match="its copy is the answer 404"):
        await copies().fetch(Request(url=PAGE))


async def test_the_archives_own_trouble_is_tried_again_and_told(
    site: Any, copies: Any, answer: Any
) -> None:
    site.answers[raw()] = [
        answer(b"", "503 Busy", "Retry-After: 1"),
        answer(b"", "429 Too Many", "Retry-After: 2"),
        answer(BODY, "200 OK", THEN),
    ]
    assert (await copies().fetch(Request(url=PAGE))).body == BODY
    site.answers[raw()] = answer(b"", "503 Busy")
    with pytest.raises(Refused, match="503"):
        await copies().fetch(Request(url=PAGE))


async def test_an_archive_that_hides_a_site_says_so(site: Any, copies: Any, answer: Any) -> None:
    site.answers[raw()] = answer(b"", "403 Forbidden")
    with pytest.raises(NotArchived, match=r"does not show its copy of .* \(403\)"):
        await copies().fetch(Request(url=PAGE))


async def test_no_archive_there_is_a_sentence(site: Any, copies: Any) -> None:
    await site.stop()
    with pytest.raises(Unreachable):
        await copies().fetch(Request(url=PAGE))


@pytest.mark.parametrize(
    "link", [f"/web/{TAKEN}/http://epaper.example.cn/x", f"//h/web/{WANTED}js_/https://a.example/"]
)
async def test_a_page_with_the_archives_banner_never_reaches_the_parser(
    site: Any, copies: Any, answer: Any, link: str
) -> None:
    page = f'<html><div id="banner">…</div><a href="{link}">x</a></html>'.encode()
    site.answers[raw()] = answer(page, "200 OK", THEN)
    with pytest.raises(NotArchived, match="own links"):
        await copies().fetch(Request(url=PAGE))


async def test_a_page_that_is_no_copy_is_not_taken_for_one(
    site: Any, copies: Any, answer: Any
) -> None:
    site.answers["/web/"] = None
    site.answers[raw()] = answer(b"<html>Search the archive</html>")
    with pytest.raises(NotArchived):
        await copies().fetch(Request(url=PAGE))


async def test_a_front_page_of_another_week_is_not_this_days(
    site: Any, copies: Any, answer: Any
) -> None:
    site.answers[raw(FRONT)] = answer(BODY, "200 OK", LONG_AGO)
    with pytest.raises(NotArchived, match="its copy shows 2019-06-21"):
        await copies().fetch(Request(url=FRONT))


@pytest.mark.parametrize(
    "header",
    ["Memento-Datetime: yesterday", "Memento-Datetime: " + "9" * 5000,
     "Memento-Datetime: Thu, 21 Nov 99999 09:00:00 GMT", "Memento-Datetime:"],
)  # fmt: skip
async def test_a_moment_that_cannot_be_is_none(
    site: Any, copies: Any, answer: Any, header: str
) -> None:
    site.answers[raw()] = answer(BODY, "200 OK", header, 'Link: <<<;;;"rel=memento', "Link: ,,,")
    with pytest.raises(FetchError):
        await copies().fetch(Request(url=PAGE))


async def test_the_pages_of_a_time_map_are_turned_within_bounds(
    site: Any, copies: Any, answer: Any
) -> None:
    site.answers[raw()] = answer(b"", "404 Not Found", THEN)

    async def endless(asked: Any) -> None:
        number = int(asked.path.partition("?")[2] or 0) + 1
        maps = (
            f"<{site.url}/map?{number}>; rel=timemap, <http://elsewhere.example/map>; rel=timemap"
        )
        await asked.send(answer(maps.encode()))

    site.answers["/map"] = endless
    link = f'Link: <{site.url}/map?0>; rel="timemap"'
    site.answers[raw()] = answer(b"", "404 Not Found", THEN, link)
    with pytest.raises(NotArchived):
        await copies().fetch(Request(url=PAGE))
    assert site.paths == [raw(), "/map?0", "/map?1", "/map?2", "/map?3"]


async def test_of_many_copies_only_a_few_are_tried(site: Any, copies: Any, answer: Any) -> None:
    stamps = [f"202411{day}090000" for day in range(22, 30)]
    for stamp in (WANTED, *stamps):
        site.answers[raw(stamp=stamp)] = answer(b"", "404 Not Found", THEN)
    listed = ",\n".join(
        f'<{site.url}/web/{s}/{PAGE}>; rel=memento; datetime="{s[6:8]} Nov 2024 09:00:00 GMT"'
        for s in stamps
    )
    site.answers[f"/web/timemap/link/{PAGE}"] = answer(listed.encode())
    with pytest.raises(NotArchived):
        await copies().fetch(Request(url=PAGE))
    tried = [path for path in site.paths if "id_" in path]
    assert tried == [raw(stamp=stamp) for stamp in (WANTED, *stamps[:3])]


async def test_an_archive_without_stamps_is_asked_through_its_time_gate(
    site: Any, copies: Any, answer: Any
) -> None:
    site.answers[f"/web/{PAGE}"] = answer(b"", "302 Found", "Location: /versions/17")
    site.answers["/versions/17"] = answer(BODY, "200 OK", THEN)
    other = PAGE.replace("node_2", "node_3")
    site.answers[f"/web/{other}"] = answer(BODY, "200 OK", THEN)
    fetcher = copies()
    assert (await fetcher.fetch(Request(url=PAGE))).url == PAGE
    gate = next(asked for asked in site.asked if asked.path == f"/web/{PAGE}")
    assert gate.headers["accept-datetime"] == "Thu, 21 Nov 2024 04:00:00 GMT"
    await fetcher.fetch(Request(url=other))
    assert site.paths[-1] == f"/web/{other}"
    assert raw(other) not in site.paths


async def test_a_frame_around_the_copy_is_looked_through(
    site: Any, copies: Any, answer: Any
) -> None:
    link = f'Link: </web/{TAKEN}mp_/{PAGE}>; rel="memento"; datetime="{THEN.partition(": ")[2]}"'
    site.answers[f"/web/{PAGE}"] = answer(b"<html><iframe></iframe></html>", "200 OK", link)
    site.answers[raw(stamp=TAKEN)] = answer(BODY, "200 OK", THEN)
    assert (await copies().fetch(Request(url=PAGE))).body == BODY


async def test_a_copy_that_is_here_is_not_asked_for_again(
    site: Any, copies: Any, answer: Any, shelf: Any
) -> None:
    site.answers[raw()] = answer(BODY, "200 OK", THEN)
    now = datetime(2026, 11, 26, tzinfo=UTC)
    first = copies(store=shelf, now=lambda: now)
    second = copies(store=shelf, now=lambda: now)
    one, two = await first.fetch(Request(url=PAGE)), await second.fetch(Request(url=PAGE))
    assert one == two
    assert site.paths == [raw()]
    assert second.source == first.source


async def test_no_host_but_the_archives_is_ever_asked(site: Any, copies: Any, answer: Any) -> None:
    link = 'Link: <http://elsewhere.example/map>; rel="timemap"'
    site.answers[raw()] = answer(b"", "404 Not Found", THEN, link)
    elsewhere = f'<http://elsewhere.example/{TAKEN}/{PAGE}>; rel=memento; datetime="{THEN[18:]}"'
    site.answers[f"/web/timemap/link/{PAGE}"] = answer(elsewhere.encode())
    with pytest.raises(NotArchived):
        await copies().fetch(Request(url=PAGE))
