"""Days that a site no longer serves, from a real archive on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from werkzeug import Response as Answer

from reader.cli import main
from reader.delivery import (
    archive_fetcher_for,
    deliver,
    deliver_from_archive,
    may_be_archived,
    pin_pictures,
)
from reader.errors import (
    Absence,
    NotArchived,
    NotPublished,
    ParseError,
    ReaderError,
    Refused,
    Unreachable,
)
from reader.fetch import ArchiveFetcher
from reader.model import Issue, PrintDay, Request, Response
from reader.papers import Paper, load, paper_named, stand_of_papers
from reader.parse.memento import Archive, archive_at
from tests.delivery.archives import Taken, copies_of_folder, pywb_serving

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer

    from reader.library import Library

DAY = date(2024, 11, 21)
NOON = datetime(2024, 11, 21, 4, tzinfo=UTC)
NOT_KEPT, OTHER = date(2024, 11, 22), date(2024, 11, 20)
TODAY = date(2026, 11, 26)
FAMILIES = {
    "F1": ("founder", "layout/{year}{month}/{day}/node_01.html"),
    "F2": ("founder-classic", "html/{year}-{month}/{day}/node_2.htm"),
    "F2-table": ("founder-classic", "html/{year}-{month}/{day}/node_187.htm"),
    "F2b": ("founder-nbs", "html/{year}-{month}/{day}/nbs.D110000renmrb_01.htm"),
    "F3": ("paper-index", "content/{year}{month}{day}/IssueIndex.htm"),
    "F4b": ("jfjb-json", "jfjb/{year}/{month}/{day}/index.json"),
}
"""How each is read, and where an issue begins."""
ROOT = "http://small.example.cn"


@dataclass(frozen=True)
class Old:
    """A newspaper whose site is gone, and the archive that has its pages."""

    archive: Archive
    press: Any
    toml: str
    host: str


def host_of(family: str) -> str:
    return f"epaper.{family.lower()}.example.cn"


def toml_of(family: str, spec: Any) -> str:
    engine, entry = FAMILIES[family]
    return (
        f'id = "old-{family.lower()}"\nname = "{spec.name}"\n\n[[eras]]\n'
        f'engine = "{engine}"\nentry = "http://{host_of(family)}{spec.base}/{entry}"\n'
    )


@pytest.fixture(scope="session")
def presses(press_kit: Any) -> dict[str, Any]:
    return {family: press_kit.Press(press_kit.spec_for(family), seed=11) for family in FAMILIES}


@pytest.fixture(scope="session")
def archive(
    presses: dict[str, Any], press_kit: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    """One pywb for all: starting it takes seconds."""
    copies: list[Taken] = []
    for family, press in presses.items():
        folder = tmp_path_factory.mktemp(family)
        press_kit.static_site(press, [DAY], folder)
        taken = copies_of_folder(folder, host_of(family), NOON + timedelta(days=2))
        # When the crawler came first the issue was not up yet, and it came again.
        entry, other = (
            FAMILIES[family][1].format(year="2024", month="11", day=d) for d in (21, 20)
        )
        first = next(copy for copy in taken if copy.url.endswith(f"{press.spec.base}/{entry}"))
        early = replace(first, at=NOON, status="404 Not Found", body=b"<p>not yet</p>")
        # Where the issue before was, the site answered with this one.
        wrong = replace(first, url=first.url.removesuffix(entry) + other)
        copies += [early, wrong, *taken]
    copies += [
        Taken(
            url=f"{ROOT}/2024/a", at=NOON, status="302 Found", headers=(("Location", "/2024/b"),)
        ),
        Taken(url=f"{ROOT}/2024/b", at=NOON, body="<p><a href='/2024/c'>原文</a></p>".encode()),
        Taken(url=f"{ROOT}/2024/gone", at=NOON, status="503 Busy", body=b"<p>busy</p>"),
        Taken(url=f"{ROOT}/", at=NOON - timedelta(days=90), body=b"<p>summer</p>"),
        Taken(url=f"{ROOT}/", at=NOON + timedelta(hours=30), body=b"<p>the day</p>"),
    ]
    with pywb_serving(copies, tmp_path_factory.mktemp("pywb")) as address:
        found = archive_at(address)
        assert found is not None
        yield found


@pytest.fixture(params=FAMILIES)
def old(request: pytest.FixtureRequest, archive: Archive, presses: dict[str, Any]) -> Old:
    press = presses[request.param]
    return Old(archive, press, toml_of(request.param, press.spec), host_of(request.param))


@pytest.fixture
def paper(old: Old, tmp_path: Path) -> Paper:
    path = tmp_path / "old.toml"
    path.write_text(old.toml)
    return load(path)


def wrong(press_kit: Any, press: Any, issue: Issue) -> dict[str, float]:
    score = press_kit.score_issues([issue], {str(DAY): press.truth(DAY).to_dict()})
    rates = score.rates()
    perfect = dict.fromkeys(rates, 1.0) | {"lost rate": 0.0, "added rate": 0.0}
    faults = {name: rate for name, rate in rates.items() if rate != perfect[name]}
    return faults | {name: float(count) for name, count in score.extra.items()}


# -- through the delivery ----------------------------------------------------------------------


async def test_an_issue_from_the_archive_is_the_printed_one(
    old: Old, paper: Paper, library: Library, press_kit: Any
) -> None:
    async with archive_fetcher_for(old.archive) as fetcher:
        issue = await deliver_from_archive(
            paper, DAY, fetcher=fetcher, archive=old.archive, library=library
        )
    assert issue.gaps == ()
    assert wrong(press_kit, old.press, issue) == {}
    kept = library.issue(paper.id, DAY)
    assert kept is not None
    assert kept.url.startswith(f"{old.archive.address}20241123040000/http://{old.host}/")
    # Addresses of pages and articles are the newspaper's own: nothing points at the archive.
    assert {article.url.split("/")[2] for article in kept.articles} == {old.host}


async def test_what_was_copied_is_asked_for_once(
    old: Old, paper: Paper, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with archive_fetcher_for(old.archive) as fetcher:
        first = await deliver_from_archive(
            paper, DAY, fetcher=fetcher, archive=old.archive, library=library
        )
        asked: list[str] = []
        answer = fetcher.answer

        async def counted(request: Request) -> Any:
            asked.append(request.url)
            return await answer(request)

        monkeypatch.setattr(fetcher, "answer", counted)
        second = await deliver_from_archive(
            paper, DAY, fetcher=fetcher, archive=old.archive, library=library
        )
    assert second == first
    assert asked == []


@pytest.mark.parametrize("old", ["F1", "F2", "F2-table", "F2b", "F4b"], indirect=True)
async def test_the_issue_of_another_day_is_not_taken_for_the_one_asked_for(
    old: Old, paper: Paper, library: Library
) -> None:
    async with archive_fetcher_for(old.archive) as fetcher:
        with pytest.raises(NotArchived) as caught:
            await deliver_from_archive(
                paper, OTHER, fetcher=fetcher, archive=old.archive, library=library
            )
    assert f"of {OTHER} is" in str(caught.value)
    assert library.days(paper.id) == ()


async def test_what_a_site_said_of_a_day_does_not_keep_the_archive_from_it(
    old: Old, paper: Paper, library: Library, at: datetime
) -> None:
    absent = PrintDay(day=DAY, absence="no-issue", known_at=at)
    library.learn(paper.id, [absent])
    async with archive_fetcher_for(old.archive) as fetcher:
        issue = await deliver_from_archive(
            paper, DAY, fetcher=fetcher, archive=old.archive, library=library
        )
        with pytest.raises(NotArchived):
            await deliver_from_archive(
                paper, NOT_KEPT, fetcher=fetcher, archive=old.archive, library=library
            )
    assert any(True for _ in issue.articles)
    assert library.print_days(paper.id, DAY, NOT_KEPT) == {DAY: absent}


@pytest.mark.parametrize("old", ["F2"], indirect=True)
async def test_where_an_issue_came_from_stays_so_whoever_is_asked_for_the_rest(
    old: Old, paper: Paper, library: Library, at: datetime
) -> None:
    class Archived:
        """The site is there again, with the same pages."""

        async def fetch(self, request: Request) -> Response:
            return await copies.fetch(request)

    async with archive_fetcher_for(old.archive) as fetcher:
        copies = ArchiveFetcher(fetcher, old.archive, DAY, ZoneInfo("Asia/Shanghai"))

        async def from_archive() -> Issue:
            return await deliver_from_archive(
                paper, DAY, fetcher=fetcher, archive=old.archive, library=library
            )

        copy = await from_archive()
        again = await deliver(paper, DAY, fetcher=Archived(), library=library)
        assert again.url == copy.url
        whole = await deliver(paper, DAY, fetcher=Archived(), library=library, ask_all=True)
        assert whole.url.startswith(f"http://{old.host}/")
        assert (await from_archive()).url == whole.url


async def test_a_day_that_the_archive_lacks_is_one_sentence(
    old: Old, paper: Paper, library: Library
) -> None:
    async with archive_fetcher_for(old.archive) as fetcher:
        with pytest.raises(NotArchived, match="has no copy of") as caught:
            await deliver_from_archive(
                paper, NOT_KEPT, fetcher=fetcher, archive=old.archive, library=library
            )
    assert str(caught.value).endswith("that belongs to 2024-11-22.")
    assert library.days(paper.id) == ()


@pytest.fixture
async def small(archive: Archive) -> Any:
    """Asks the archive for single pages."""
    async with archive_fetcher_for(archive) as fetcher:
        yield ArchiveFetcher(fetcher, archive, DAY, ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize("old", ["F1"], indirect=True)
async def test_the_pictures_of_a_bookmark_come_from_where_its_issue_came(
    old: Old, paper: Paper, library: Library
) -> None:
    async with archive_fetcher_for(old.archive) as fetcher:
        issue = await deliver_from_archive(
            paper, DAY, fetcher=fetcher, archive=old.archive, library=library
        )
    article = next(article for article in issue.articles if article.images)
    assert {image.url.split("/")[2] for image in article.images} == {old.host}
    count = await pin_pictures(article, library, issue_url=issue.url)
    assert count == len({image.url for image in article.images})
    picture = library.picture(article.images[0].url)
    assert picture is not None
    assert picture[0].startswith("image/")


async def test_a_redirect_that_was_copied_leads_to_the_page(small: ArchiveFetcher) -> None:
    response = await small.fetch(Request(url=f"{ROOT}/2024/a"))
    assert response.url == f"{ROOT}/2024/b"
    assert response.body == "<p><a href='/2024/c'>原文</a></p>".encode()


async def test_an_error_that_was_copied_is_no_page(small: ArchiveFetcher) -> None:
    with pytest.raises(NotArchived, match="503"):
        await small.fetch(Request(url=f"{ROOT}/2024/gone"))


async def test_of_a_front_page_the_copy_of_the_day_is_taken(small: ArchiveFetcher) -> None:
    assert (await small.fetch(Request(url=f"{ROOT}/"))).body == b"<p>the day</p>"


# -- through the command line ------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


@pytest.fixture
def reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Said]:
    """Runs a command line in a home of its own."""
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library.db"))

    def run(*words: str) -> Said:
        status = main(words)
        out, err = capsysbinary.readouterr()
        return Said(status, out.decode(), err.decode())

    return run


@pytest.fixture
def settled(old: Old, tmp_path: Path) -> Old:
    """The newspaper and the archive as a person configured them."""
    folder = tmp_path / "config" / "reader"
    (folder / "papers").mkdir(parents=True)
    (folder / "papers" / "old.toml").write_text(old.toml)
    (folder / "reader.toml").write_text(f'[archive]\naddress = "{old.archive.address}"\n')
    return old


@pytest.mark.parametrize(
    ("old", "status"), [("F2", 404), ("F2-table", 403), ("F2", 410)], indirect=["old"]
)
def test_a_day_that_the_site_no_longer_serves_is_offered_and_comes(
    settled: Old, reader: Callable[..., Said], httpserver: HTTPServer, status: int
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("").respond_with_handler(lambda _: Answer("", status=status))
    paper, name = settled.toml.split('"')[1], settled.archive.name
    said = reader("fetch", paper, "2024-11-21", "--base-url", httpserver.url_for("/"))
    offer = f"`reader fetch {paper} 2024-11-21 --archive`"
    assert said.status == 4
    assert said.err.endswith(f"; {offer} asks {name} for its copy.\n")
    assert said.err.count("\n") == 1
    said = reader(*offer.strip("`").split()[1:])
    count = sum(a.role in ("article", "picture") for a in settled.press.truth(DAY).articles)
    assert said.status == 0
    assert said.err == f"{paper} 2024-11-21 is from {name}'s copy of 2024-11-23.\n"
    here, listed = said.out.split()[-1].split("/")
    assert here == listed
    assert 0 < int(here) <= count
    shown = reader("show", paper, "2024-11-21").out
    assert f"from {name}'s copy of 2024-11-23" in shown


@pytest.mark.parametrize("old", ["F2"], indirect=True)
def test_a_host_that_is_gone_is_offered_too(
    settled: Old, reader: Callable[..., Said], httpserver: HTTPServer
) -> None:
    url = httpserver.url_for("/")
    httpserver.stop()
    paper = settled.toml.split('"')[1]
    try:
        said = reader("fetch", paper, "2024-11-21", "--base-url", url)
    finally:
        httpserver.start()
    assert said.status == 1
    assert f"`reader fetch {paper} 2024-11-21 --archive`" in said.err


@pytest.mark.parametrize("old", ["F2"], indirect=True)
def test_a_day_without_a_copy_is_status_4(settled: Old, reader: Callable[..., Said]) -> None:
    paper = settled.toml.split('"')[1]
    said = reader("fetch", paper, "2024-11-22", "--archive", settled.archive.address)
    assert (said.status, said.out) == (4, "")
    assert said.err.count("\n") == 1
    assert "--archive`" not in said.err


# -- the offer ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kjrb() -> Paper:
    return paper_named("kjrb", stand_of_papers())


@pytest.mark.parametrize(
    ("error", "is_offered"),
    [
        (NotPublished("x"), True),
        (NotPublished("x", absence=Absence.ERROR_PAGE), True),
        (NotPublished("x", absence=Absence.ANOTHER_DAY), True),
        (NotPublished("x", absence=Absence.NOT_YET), False),
        (NotArchived("x"), False),
        (Refused("x", status=403), True),
        (Refused("x", status=503), False),
        (Unreachable("x"), True),
        (ParseError("x"), True),
        (ReaderError("x"), False),
    ],
)
def test_an_archive_is_offered_for_what_is_gone(
    kjrb: Paper, library: Library, error: ReaderError, *, is_offered: bool
) -> None:
    assert may_be_archived(kjrb, DAY, error, TODAY, library) is is_offered


def test_nothing_is_offered_for_today(kjrb: Paper, library: Library) -> None:
    assert not may_be_archived(kjrb, TODAY, NotPublished("x"), TODAY, library)


@pytest.mark.parametrize("is_from_site", [True, False])
def test_nothing_is_offered_for_a_day_that_the_sites_calendar_leaves_out(
    kjrb: Paper, library: Library, at: datetime, *, is_from_site: bool
) -> None:
    absent = PrintDay(day=DAY, absence="no-issue", is_from_site=is_from_site, known_at=at)
    library.learn(kjrb.id, [absent])
    is_offered = may_be_archived(kjrb, DAY, NotPublished("x"), TODAY, library)
    assert is_offered is not is_from_site


def test_nothing_is_offered_for_a_day_that_was_not_printed(
    tmp_path: Path, library: Library
) -> None:
    path = tmp_path / "weekday.toml"
    path.write_text(
        'id = "w"\nname = "W"\nclosed = ["thursday"]\n[[eras]]\nengine = "founder-classic"\n'
        'entry = "http://epaper.example.cn/{year}/{month}/{day}/node_2.htm"\n'
    )
    assert not may_be_archived(load(path), DAY, NotPublished("x"), TODAY, library)


def test_nothing_is_offered_for_a_site_that_has_to_be_posted_to(
    tmp_path: Path, library: Library
) -> None:
    path = tmp_path / "posted.toml"
    path.write_text(
        'id = "p"\nname = "P"\n[[eras]]\nengine = "stdaily-api"\n'
        'entry = "http://epaper.example.cn/api"\n[eras.settings]\ncode = "P"\nsite_id = "s"\n'
    )
    assert not may_be_archived(load(path), DAY, NotPublished("x"), TODAY, library)
