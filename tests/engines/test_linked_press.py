"""Whole issues of every family of linked pages, with a known truth, and of sites they are not."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from reader.engines import Era
from reader.errors import Absence, NotPublished
from tests.engines.press_site import (
    HOST,
    PressSite,
    Transform,
    bare,
    with_other_names,
    without_names,
    without_records,
)

if TYPE_CHECKING:
    from reader.model import Issue

FAMILIES = ["F1", "F1-zqb", "F1-gmw", "F2", "F2-table", "F2-liar", "F2b", "F3", "F3-fzrb"]
DAYS = "2026-11-21..2026-11-24"


def read(
    press_kit: Any, family: str, seed: int, transform: Transform = bytes, **changes: object
) -> tuple[list[Issue], list[Any]]:
    press = press_kit.Press(press_kit.spec_for(family, **changes), seed=seed)
    days = [day for day in press_kit.days(DAYS) if press.truth(day)]
    site = PressSite(press, days, transform)
    return [site.issue(day) for day in days], [press.truth(day) for day in days]


def faults(press_kit: Any, issues: list[Issue], truths: list[Any]) -> dict[str, float]:
    """What of an issue is not as printed; {} where all is."""
    score = press_kit.score_issues(issues, {str(t.date): t.to_dict() for t in truths})
    rates = score.rates()
    perfect = dict.fromkeys(rates, 1.0) | {"lost rate": 0.0, "added rate": 0.0}
    wrong = {name: rate for name, rate in rates.items() if rate != perfect[name]}
    return wrong | {f"extra: {kind}": float(n) for kind, n in score.extra.items()}


@pytest.mark.parametrize("seed", [2, 31])
@pytest.mark.parametrize("family", FAMILIES)
def test_issues_are_read_exactly(press_kit: Any, family: str, seed: int) -> None:
    assert faults(press_kit, *read(press_kit, family, seed)) == {}


CHANGES: list[dict[str, object]] = [
    {"letters": True},
    {"encoding": "gb18030", "meta_charset": "gb2312", "page_gap": True},
    {"encoding": "gb18030", "meta_charset": "utf-8"},
    {"stray_links": 6, "spaced_names": True},
]


@pytest.mark.parametrize("changes", CHANGES, ids=["-".join(c) for c in CHANGES])
@pytest.mark.parametrize("family", ["F1", "F2b", "F3", "F3-fzrb"])
def test_other_manners_of_a_site_change_nothing(
    press_kit: Any, family: str, changes: dict[str, object]
) -> None:
    assert faults(press_kit, *read(press_kit, family, 5, **changes)) == {}


@pytest.mark.parametrize("transform", [without_names, with_other_names, without_records, bare])
@pytest.mark.parametrize("family", FAMILIES)
def test_addresses_and_structure_are_enough(
    press_kit: Any, family: str, transform: Transform
) -> None:
    wrong = faults(press_kit, *read(press_kit, family, 7, transform))
    near = {name: rate for name, rate in wrong.items() if rate < 0.98 and "rate" not in name}
    assert (near, wrong.get("lost rate", 0) < 0.002, "extra: unknown" in wrong) == ({}, True, False)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_article_stands_where_it_was_printed(press_kit: Any, family: str) -> None:
    issues, truths = read(press_kit, family, 13)
    off = Counter[str]()
    for issue, truth in zip(issues, truths, strict=True):
        here = {urlsplit(a.url).path: a for a in issue.articles}
        for article in truth.articles:
            first = article.parts[0]
            found = here.get(first.path)
            if found is None:
                # Two editors' lines of the same words are one.
                off["missing"] += article.counted
            elif not _same(found.area, first.area):
                off["elsewhere"] += 1
    assert off["missing"] == off["elsewhere"] == 0


def _same(area: tuple[tuple[float, float], ...], printed: list[tuple[float, float]]) -> bool:
    return len(area) == len(printed) and all(
        abs(x - u) < 0.005 and abs(y - v) < 0.005
        for (x, y), (u, v) in zip(area, printed, strict=True)
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_pages_know_their_picture_and_their_pdf(press_kit: Any, family: str) -> None:
    issues, truths = read(press_kit, family, 13)
    has_pdf = family not in ("F1-zqb", "F1-gmw")  # those skins link none
    for issue, truth in zip(issues, truths, strict=True):
        told = {s.page: (s.page_image_url, s.page_pdf_url) for s in issue.sections}
        wanted = {
            p.number: (HOST + p.picture_path, HOST + p.pdf_path if has_pdf else "")
            for p in truth.pages
        }
        assert told == wanted


@pytest.mark.parametrize("where", [b"<body", b"</body>"])
@pytest.mark.parametrize("family", ["F1", "F1-zqb", "F2", "F2-table", "F2b", "F3-fzrb"])
def test_lists_of_other_pages_articles_are_told_from_a_page_s_own(
    press_kit: Any, family: str, where: bytes
) -> None:
    press = press_kit.Press(press_kit.spec_for(family), seed=7)
    day = date(2026, 11, 24)
    truth = press.truth(day)
    most_read = "".join(
        f'<li><a href="{part.path}">{article.title}</a></li>'
        for article in truth.articles[::5]
        for part in article.parts
    )
    more = f"<div><h4>热点</h4><ul>{most_read}</ul></div>".encode(press.spec.encoding)

    def with_more(page: bytes) -> bytes:
        at = page.find(where) if where == b"<body" else page.rfind(where)
        at = page.find(b">", at) + 1 if where == b"<body" and at >= 0 else at
        return page[:at] + more + page[at:] if at >= 0 else page

    assert faults(press_kit, [PressSite(press, [day], with_more).issue(day)], [truth]) == {}


# -- days without an issue ---------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "absence", "other"),
    [
        ("404", Absence.NO_ISSUE, None),
        ("403", Absence.NO_ISSUE, None),
        ("error200", Absence.ERROR_PAGE, None),
        ("shell", Absence.NO_ISSUE, None),
        ("newest", Absence.ANOTHER_DAY, date(2026, 11, 24)),
    ],
)
@pytest.mark.parametrize("family", ["F1", "F1-gmw", "F2", "F2-table", "F2b", "F3"])
def test_a_day_without_an_issue_is_told_as_the_site_tells_it(
    press_kit: Any, family: str, how: str, absence: Absence, other: date | None
) -> None:
    spec = press_kit.spec_for(family, missing=how, no_issue_weekdays=(5, 6))
    site = PressSite(press_kit.Press(spec, seed=3), press_kit.days("2026-11-20..2026-11-24"))
    with pytest.raises(NotPublished) as told:
        site.issue(date(2026, 11, 21))
    assert (told.value.absence, told.value.other_day) == (absence, other)


def test_pages_that_are_not_up_yet_are_gaps(press_kit: Any) -> None:
    press = press_kit.Press(press_kit.spec_for("F1", late_pages=2), seed=7)
    days = press_kit.days("2026-11-23..2026-11-24")
    issue = PressSite(press, days).issue(days[-1])
    visible = [page.number for page in press.truth(days[-1]).pages if not page.late]
    assert [section.page for section in issue.sections] == visible


# -- where the newest issue begins -------------------------------------------------


@pytest.mark.parametrize(
    ("family", "engine", "entry"),
    [
        ("F1", "founder", "/layout/index.html"),
        ("F1", "founder", "/../paperindex.htm"),
        ("F2", "founder-classic", "/paperindex.htm"),
        ("F2b", "founder-nbs", "/paperindex.htm"),
        ("F3", "paper-index", "/content/PaperIndex.htm"),
    ],
)
def test_the_newest_issue_is_found_from_the_site_s_own_entry(
    press_kit: Any, family: str, engine: str, entry: str
) -> None:
    press = press_kit.Press(press_kit.spec_for(family), seed=7)
    days = press_kit.days("2026-11-23..2026-11-24")
    path = press.spec.base + entry
    if "/.." in path:
        path = path.split("/../")[0].rpartition("/")[0] + "/" + path.split("/../")[1]
    era = Era(engine=engine, entry=HOST + path)
    issue = PressSite(press, days).issue(days[-1], era)
    assert faults(press_kit, [issue], [press.truth(days[-1])]) == {}
