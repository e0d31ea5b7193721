"""`fetch` and `import`."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import reader.delivery
from reader.cli import bringing
from reader.cli.bringing import days_of
from reader.errors import NotArchived, NotPublished, Refused, Removed, Unreachable, UsageError
from reader.library import Library
from reader.model import Issue, Listing, Progress, State

TODAY = date(2024, 7, 6)
OFFER = "`reader fetch kjrb {} --archive` asks the Internet Archive for its copy."
GAP = Listing(
    name="https://example.com/c9",
    state=State.FAILED,
    url="https://example.com/c9",
    reason="the site answered 503",
    title="缺的一篇",
)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, kjrb) -> dict[date, object]:
    """A site in which a day has an issue or a reason why not; what is asked is under `asked`."""
    days: dict[date, object] = {}

    @asynccontextmanager
    async def fetcher_for(paper, library, *, base_url=""):
        days[date.min] = (paper.at_once, paper.per_second, base_url)
        yield object()

    async def deliver(paper, day, *, library, report, **asked) -> Issue:
        report(Progress(newspaper_id=paper.id, date=day, pages=2, articles=4))
        answer = days.get(day)
        if answer is None:
            raise NotPublished(f"{paper.newspaper.name} has no issue on {day}.", day=day)
        if isinstance(answer, BaseException):
            raise answer
        assert isinstance(answer, Issue)
        library.store(kjrb, answer, at=datetime.now(UTC))
        return answer

    monkeypatch.setattr(reader.delivery, "fetcher_for", fetcher_for)
    monkeypatch.setattr(reader.delivery, "deliver", deliver)
    monkeypatch.setattr(bringing, "today_at", lambda _: TODAY)
    return days


def test_an_issue_ends_in_a_line_with_its_tally(reader, site, issue_of) -> None:
    site[TODAY] = issue_of(TODAY)
    said = reader("fetch", "kjrb")
    assert (said.status, said.out, said.err) == (0, "kjrb 2024-07-06 4/4\n", "")


def test_an_issue_with_gaps_is_status_3_and_names_one(reader, site, issue_of) -> None:
    site[TODAY] = issue_of(TODAY, gaps=(GAP, replace(GAP, name="c10")))
    said = reader("fetch", "科技日报", "today")
    assert (said.status, said.out) == (3, "kjrb 2024-07-06 4/6\n")
    assert "2 could not be brought in, the first is 缺的一篇 (the site answered 503)." in said.err
    assert said.err.count("\n") == 1


def test_a_day_without_an_issue_is_status_4(reader, site) -> None:
    said = reader("fetch", "kjrb", "2024-07-05")
    assert (said.status, said.out) == (4, "")
    assert said.err == f"科技日报 has no issue on 2024-07-05; {OFFER.format('2024-07-05')}\n"


def test_in_a_range_a_day_without_an_issue_is_told_and_the_rest_goes_on(
    reader, site, issue_of
) -> None:
    site[date(2024, 7, 3)] = issue_of(date(2024, 7, 3))
    site[date(2024, 7, 5)] = issue_of(date(2024, 7, 5))
    said = reader("fetch", "kjrb", "2024-07-03..2024-07-05")
    assert (said.status, said.out) == (0, "kjrb 2024-07-03 4/4\nkjrb 2024-07-05 4/4\n")
    assert said.err == f"科技日报 has no issue on 2024-07-04; {OFFER.format('2024-07-04')}\n"


def test_a_range_without_any_issue_is_status_4(reader, site) -> None:
    assert reader("fetch", "kjrb", "2024-07-03..2024-07-04").status == 4


def test_one_issue_in_part_makes_the_range_status_3(reader, site, issue_of) -> None:
    site[date(2024, 7, 3)] = issue_of(date(2024, 7, 3), gaps=(GAP,))
    site[date(2024, 7, 4)] = issue_of(date(2024, 7, 4))
    assert reader("fetch", "kjrb", "2024-07-03..2024-07-04").status == 3


def test_a_site_that_cannot_be_reached_is_status_1_and_what_came_is_named(
    reader, site, issue_of
) -> None:
    site[date(2024, 7, 3)] = issue_of(date(2024, 7, 3))
    site[date(2024, 7, 4)] = Unreachable("Could not reach the site.")
    said = reader("fetch", "kjrb", "2024-07-03..2024-07-05")
    assert (said.status, said.out) == (1, "kjrb 2024-07-03 4/4\n")
    assert said.err == f"Could not reach the site; {OFFER.format('2024-07-04')}\n"


def test_ctrl_c_keeps_what_came(reader, site, issue_of, stocked: Path) -> None:
    site[date(2024, 7, 5)] = issue_of(date(2024, 7, 5))
    site[TODAY] = KeyboardInterrupt()
    said = reader("fetch", "kjrb", "2024-07-05..2024-07-06")
    assert (said.status, said.out) == (130, "kjrb 2024-07-05 4/4\n")
    with Library.open(stocked) as library:
        assert library.issue("kjrb", date(2024, 7, 5)) is not None


def test_a_cancelled_delivery_is_status_143(reader, site) -> None:
    site[TODAY] = asyncio.CancelledError()
    assert reader("fetch", "kjrb").status == 143


def test_a_persons_pace_can_only_be_slower(reader, site, issue_of, own_directories: Path) -> None:
    site[TODAY] = issue_of(TODAY)
    path = own_directories / "config" / "reader" / "reader.toml"
    path.parent.mkdir(parents=True)
    path.write_text("[pace]\nat_once = 1\nper_second = 0.25\n")
    reader("fetch", "kjrb", "--base-url", "http://127.0.0.1:9")
    assert site[date.min] == (1, 0.25, "http://127.0.0.1:9")


def test_progress_is_silent_where_stderr_is_no_terminal(reader, site, issue_of) -> None:
    site[TODAY] = issue_of(TODAY)
    assert reader("fetch", "kjrb").err == ""


def test_progress_is_one_line_that_is_rewritten_and_taken_away(
    reader, site, issue_of, monkeypatch
) -> None:
    monkeypatch.setattr("reader.cli.terminal.stderr_is_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    site[TODAY] = issue_of(TODAY)
    err = reader("fetch", "kjrb").err
    assert "page 0/2" in err
    assert "\n" not in err
    assert err.endswith("\r\x1b[K")


@pytest.mark.parametrize("words", ["file:///tmp", "ftp://x", "http://", "x", "http://u:p@h/"])
def test_a_base_url_that_is_none_is_a_sentence(reader, words: str) -> None:
    said = reader("fetch", "kjrb", "--base-url", words)
    assert said.status == 1
    assert said.err.count("\n") == 1


def test_an_unknown_paper_names_the_nearest(reader) -> None:
    said = reader("fetch", "kjrd")
    assert said.status == 1
    assert "kjrb" in said.err


@pytest.mark.parametrize(
    ("words", "count"), [("2024-07-06", 1), ("2024-07-01..2024-07-06", 6), ("yesterday", 1)]
)
def test_days_are_one_or_a_range(words: str, count: int) -> None:
    assert len(days_of(words, TODAY)) == count


@pytest.mark.parametrize(
    "words", ["2024-07-07", "2020-01-01..2024-07-06", "2024-07-08..2024-07-09"]
)
def test_the_future_and_years_at_once_are_refused(words: str) -> None:
    with pytest.raises(UsageError):
        days_of(words, TODAY)


def test_a_range_that_reaches_into_the_future_ends_today() -> None:
    assert days_of("2024-07-05..2024-07-09", TODAY)[-1] == TODAY


PAGE = """<!doctype html><html lang="en"><head><title>{0}</title>
<meta property="article:published_time" content="2024-07-06"></head><body><article><h1>{0}</h1>
<p>6 July 2024</p>{1}</article></body></html>"""
TEXT = "<p>The bridge over the river opened a month before its time on Friday.</p>" * 6


def test_import_prints_a_line_an_issue_and_keeps_it(reader, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format("First page here", TEXT))
    said = reader("import", str(tmp_path / "a.html"))
    assert (said.status, said.err) == (0, "")
    newspaper, day, count = said.out.split()
    assert (day, count) == ("2024-07-06", "1")
    found = json.loads(reader("show", newspaper, day, "1", "--format", "json").out)
    assert found["title"] == "First page here"


def test_importing_twice_keeps_one(reader, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format("First page here", TEXT))
    first = reader("import", str(tmp_path / "a.html")).out
    assert reader("import", str(tmp_path / "a.html")).out == first
    assert reader("issues", first.split()[0]).out.count("\n") == 1


@pytest.mark.parametrize("name", ["nosuch.html", "empty.html", "\x1b[2J"])
def test_what_cannot_be_imported_is_a_sentence(reader, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.html").write_text("")
    said = reader("import", str(tmp_path / name))
    assert (said.status, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert "\x1b" not in said.err


def test_a_page_of_a_folder_that_is_no_article_is_told_and_fails_nothing(
    reader, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE.format("First page here", TEXT))
    (folder / "b.html").write_text("")
    said = reader("import", str(folder))
    assert said.status == 0
    assert said.err.count("\n") == 1


# -- from an archive ---------------------------------------------------------------------------


@pytest.fixture
def archived(monkeypatch: pytest.MonkeyPatch, issue_of, kjrb) -> list[tuple[object, ...]]:
    """An archive that has every day; what it is asked is listed."""
    asked: list[tuple[object, ...]] = []

    @asynccontextmanager
    async def archive_fetcher_for(archive, *, at_once, per_second):
        asked.append((archive.address, at_once, per_second))
        yield object()

    async def deliver_from_archive(paper, day, *, archive, library, **_) -> Issue:
        asked.append((paper.id, day))
        if day.day == 5:
            raise NotArchived("The archive has no copy.", day=day)
        url = f"{archive.address}20240708000000/http://paper.example/{day}/"
        issue = replace(issue_of(day), url=url)
        library.store(kjrb, issue, at=datetime.now(UTC))
        return issue

    monkeypatch.setattr(reader.delivery, "archive_fetcher_for", archive_fetcher_for)
    monkeypatch.setattr(reader.delivery, "deliver_from_archive", deliver_from_archive)
    monkeypatch.setattr(bringing, "today_at", lambda _: TODAY)
    return asked


def test_the_archive_is_the_internet_archive_where_none_is_named(reader, archived) -> None:
    said = reader("fetch", "kjrb", "2024-07-04", "--archive")
    assert (said.status, said.out) == (0, "kjrb 2024-07-04 4/4\n")
    assert said.err == "kjrb 2024-07-04 is from the Internet Archive's copy of 2024-07-08.\n"
    assert archived[0] == ("https://web.archive.org/web/", None, None)


@pytest.mark.parametrize(
    "words",
    [
        ("kjrb", "2024-07-04", "--archive", "http://127.0.0.1:9/c"),
        ("kjrb", "--archive", "http://127.0.0.1:9/c/", "2024-07-04"),
        ("--archive=http://127.0.0.1:9/c", "kjrb", "2024-07-04"),
    ],
)
def test_an_archive_is_named_by_its_address(reader, archived, words: tuple[str, ...]) -> None:
    assert reader("fetch", *words).status == 0
    assert [one[0] for one in archived] == ["http://127.0.0.1:9/c/", "kjrb"]


@pytest.mark.parametrize(
    "words", [("--archive", "kjrb", "2024-07-04"), ("kjrb", "--archive", "2024-07-04")]
)
def test_an_option_without_an_address_swallows_nothing(
    reader, archived, words: tuple[str, ...]
) -> None:
    assert reader("fetch", *words).status == 0
    assert archived[1] == ("kjrb", date(2024, 7, 4))


def test_the_configured_archive_is_asked_at_its_pace(
    reader, archived, own_directories: Path
) -> None:
    path = own_directories / "config" / "reader" / "reader.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[archive]\naddress = "http://localhost:9/c/"\nat_once = 3\nper_second = 2\n')
    assert reader("fetch", "kjrb", "2024-07-04", "--archive").status == 0
    assert archived[0] == ("http://localhost:9/c/", 3, 2.0)


def test_of_a_range_what_the_archive_lacks_is_told_and_the_rest_comes(reader, archived) -> None:
    said = reader("fetch", "kjrb", "2024-07-04..2024-07-06", "--archive")
    assert (said.status, said.out) == (0, "kjrb 2024-07-04 4/4\nkjrb 2024-07-06 4/4\n")
    assert "The archive has no copy.\n" in said.err


def test_a_single_day_that_the_archive_lacks_is_status_4(reader, archived) -> None:
    said = reader("fetch", "kjrb", "2024-07-05", "--archive")
    assert (said.status, said.err) == (4, "The archive has no copy.\n")


@pytest.mark.parametrize("address", ["ftp://x/", "http://u:p@h/", "http://", "http://h/?q=//"])
def test_what_is_no_archive_is_a_sentence(reader, archived, address: str) -> None:
    said = reader("fetch", "kjrb", "2024-07-04", f"--archive={address}")
    assert said.status == 1
    assert "address of a web archive" in said.err
    assert archived == []


def test_an_archive_and_a_mirror_are_not_asked_at_once(reader, archived) -> None:
    said = reader("fetch", "kjrb", "--archive", "--base-url", "http://127.0.0.1:9")
    assert said.status == 1
    assert archived == []


def test_nothing_is_offered_to_who_does_not_want_it(reader, site, own_directories: Path) -> None:
    path = own_directories / "config" / "reader" / "reader.toml"
    path.parent.mkdir(parents=True)
    path.write_text("[archive]\noffer = false\n")
    assert reader("fetch", "kjrb", "2024-07-05").err == "科技日报 has no issue on 2024-07-05.\n"


def test_of_many_days_the_offer_is_made_once(reader, site) -> None:
    assert reader("fetch", "kjrb", "2024-07-01..2024-07-05").err.count("--archive`") == 1


def test_in_a_range_a_day_that_fails_is_told_and_the_rest_comes(reader, site, issue_of) -> None:
    site[date(2024, 7, 3)] = Refused("The site answered 500.")
    site[date(2024, 7, 4)] = issue_of(date(2024, 7, 4))
    said = reader("fetch", "kjrb", "2024-07-03..2024-07-04")
    assert (said.status, said.out) == (3, "kjrb 2024-07-04 4/4\n")
    assert said.err == "The site answered 500.\n"


def test_a_removed_issue_of_a_range_is_told_and_passed_over(reader, site, issue_of) -> None:
    site[date(2024, 7, 3)] = Removed("You removed it.", day=date(2024, 7, 3))
    site[date(2024, 7, 4)] = issue_of(date(2024, 7, 4))
    assert reader("fetch", "kjrb", "2024-07-03..2024-07-04").status == 0
    assert reader("fetch", "kjrb", "2024-07-03").status == 1


def test_restoring_forgets_what_was_removed(reader, site, issue_of, stocked: Path) -> None:
    day = date(2024, 7, 4)
    with Library.open(stocked) as library:
        library.remove_issue("kjrb", day, at=datetime.now(UTC))
    site[day] = issue_of(day)
    assert reader("fetch", "kjrb", "2024-07-04", "--restore").out == "kjrb 2024-07-04 4/4\n"
