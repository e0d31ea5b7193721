"""A copy of a newspaper's own site, in whatever it came, is the issues that fetching it gives."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.delivery import Import, Stored, deliver
from reader.library import Library
from reader.papers import Paper, load
from tests.delivery.archives import Taken, copies_of_folder
from tests.delivery.intake.containers import packed, record, zipped

if TYPE_CHECKING:
    from reader.model import Issue

DAYS = (date(2024, 11, 20), date(2024, 11, 21))
TODAY = date(2026, 11, 26)
AT = datetime(2024, 11, 23, 4, tzinfo=UTC)
FAMILIES = {
    "F1": ("founder", "layout/{year}{month}/{day}/node_01.html"),
    "F2": ("founder-classic", "html/{year}-{month}/{day}/node_2.htm"),
    "F2-table": ("founder-classic", "html/{year}-{month}/{day}/node_187.htm"),
    "F2b": ("founder-nbs", "html/{year}-{month}/{day}/nbs.D110000renmrb_01.htm"),
    "F3": ("paper-index", "content/{year}{month}{day}/IssueIndex.htm"),
    "F4b": ("jfjb-json", "jfjb/{year}/{month}/{day}/index.json"),
}
"""How each is read, and where an issue begins."""


class Copied:
    """A newspaper's site, copied whole."""

    def __init__(self, press_kit: Any, family: str, folder: Path) -> None:
        self.press = press_kit.Press(press_kit.spec_for(family), seed=11)
        self.host = f"epaper.{family.lower()}.example.cn"
        site = folder / "site"
        press_kit.static_site(self.press, list(DAYS), site)
        self.copies = copies_of_folder(site, self.host, AT)
        engine, entry = FAMILIES[family]
        definition = folder / "paper.toml"
        definition.write_text(
            f'id = "old"\nname = "{self.press.spec.name}"\n\n[[eras]]\nengine = "{engine}"\n'
            f'entry = "http://{self.host}{self.press.spec.base}/{entry}"\n'
        )
        self.paper = load(definition)


@pytest.fixture(params=FAMILIES)
def copied(request: pytest.FixtureRequest, press_kit: Any, tmp_path: Path) -> Copied:
    return Copied(press_kit, request.param, tmp_path)


def warc_of(copies: list[Taken], path: Path) -> Path:
    records = []
    for copy in copies:
        kind = dict(copy.record()["headers"])["Content-Type"]  # type: ignore[call-overload]
        records.append(record(copy.url, copy.body, headers=[("Content-Type", kind)]))
    path.write_bytes(packed(records))
    return path


def bring(library: Library, path: Path, paper: Paper, base_url: str = "") -> list[Stored]:
    job = Import(library, [paper], today=TODAY, at=AT, base_url=base_url)
    return [event for event in job.events([path]) if isinstance(event, Stored)]


def faults(press_kit: Any, press: Any, issues: list[Issue]) -> dict[str, float]:
    truth = {str(day): press.truth(day).to_dict() for day in DAYS}
    score = press_kit.score_issues(issues, truth)
    rates = score.rates()
    perfect = dict.fromkeys(rates, 1.0) | {"lost rate": 0.0, "added rate": 0.0}
    wrong = {name: rate for name, rate in rates.items() if rate != perfect[name]}
    return wrong | {name: float(count) for name, count in score.extra.items()}


def issues_in(library: Library) -> list[Issue]:
    found = [library.issue("old", day) for day in DAYS]
    return [issue for issue in found if issue is not None]


def test_a_crawl_becomes_the_issues_that_were_printed(
    library: Library, copied: Copied, press_kit: Any, tmp_path: Path
) -> None:
    stored = bring(library, warc_of(copied.copies, tmp_path / "c.warc.gz"), copied.paper)
    assert [event.filed.date for event in stored] == list(DAYS)
    issues = issues_in(library)
    assert faults(press_kit, copied.press, issues) == {}
    assert all(section.page_image_url for issue in issues for section in issue.sections) or (
        copied.paper.eras[0].engine in ("paper-index", "jfjb-json")
    )


class _Site:
    """The site as it answered, for a fetch."""

    def __init__(self, copies: list[Taken]) -> None:
        from reader.delivery.intake.addresses import key_of

        self._bodies = {key_of(copy.url): copy.body for copy in copies}

    async def fetch(self, request: Any) -> Any:
        from reader.delivery.intake.addresses import key_of
        from reader.errors import Refused
        from reader.model import Response

        body = self._bodies.get(key_of(request.url))
        if body is None:
            raise Refused("404", url=request.url, status=404)
        return Response(url=request.url, body=body)


@pytest.mark.parametrize("way", ["warc", "zip", "mirror"])
async def test_whatever_it_came_in_it_is_what_a_fetch_gives(
    press_kit: Any, tmp_path: Path, way: str
) -> None:
    copied = Copied(press_kit, "F2", tmp_path)
    with Library.open(tmp_path / "fetched.db") as fetched:
        for day in DAYS:
            site = _Site(copied.copies)
            await deliver(copied.paper, day, fetcher=site, library=fetched, is_own_site=False)
        expected = issues_in(fetched)
    named = [(copy.url.removeprefix("http://"), copy.body) for copy in copied.copies]
    path = tmp_path / "in"
    match way:
        case "warc":
            warc_of(copied.copies, path)
        case "zip":
            path.write_bytes(zipped(named))
        case _:
            for name, body in named:
                (path / name).parent.mkdir(parents=True, exist_ok=True)
                (path / name).write_bytes(body)

    def brought() -> list[Issue]:
        with Library.open(tmp_path / "imported.db") as library:
            bring(library, path, copied.paper)
            return issues_in(library)

    import asyncio

    imported = await asyncio.to_thread(brought)
    assert [issue.sections for issue in imported] == [issue.sections for issue in expected]


def test_a_crawl_of_a_mirror_is_known_by_the_mirror_s_address(
    library: Library, press_kit: Any, tmp_path: Path
) -> None:
    copied = Copied(press_kit, "F2", tmp_path)
    mirror = "http://127.0.0.1:8123"
    site = f"http://{copied.host}"
    copies = [
        Taken(url=copy.url.replace(site, mirror), at=copy.at, body=copy.body)
        for copy in copied.copies
    ]
    bring(library, warc_of(copies, tmp_path / "c.warc.gz"), copied.paper, base_url=mirror)
    assert faults(press_kit, copied.press, issues_in(library)) == {}


def test_a_page_picture_of_a_crawl_comes_along(
    library: Library, press_kit: Any, tmp_path: Path
) -> None:
    copied = Copied(press_kit, "F2", tmp_path)
    bring(library, warc_of(copied.copies, tmp_path / "c.warc.gz"), copied.paper)
    [issue, _] = issues_in(library)
    urls = [section.page_image_url for section in issue.sections if section.page_image_url]
    assert urls
    assert all(library.picture(url) is not None for url in urls)


def test_articles_whose_contents_page_was_not_taken_are_read_by_themselves(
    library: Library, press_kit: Any, tmp_path: Path
) -> None:
    copied = Copied(press_kit, "F2", tmp_path)
    articles = [copy for copy in copied.copies if "node_" not in copy.url]
    bring(library, warc_of(articles, tmp_path / "c.warc.gz"), copied.paper)
    assert all(list(issue.articles) for issue in issues_in(library))
