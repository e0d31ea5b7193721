"""Whole issues with a known truth: nothing lost, nothing added, everything in its place."""

from __future__ import annotations

import urllib.request
from datetime import date
from typing import Any

import pytest

from reader.engines import Era, engine_for
from reader.errors import NotPublished
from reader.model import Issue, Newspaper, Request, Response

DAYS = "2026-11-23..2026-11-25"
CASES: list[tuple[str, int, dict[str, object]]] = [
    ("F2", 7, {}),
    ("F2", 3, {"letters": True}),
    ("F2", 11, {"encoding": "gb18030", "meta_charset": "gb2312", "page_gap": True}),
    ("F2", 5, {"stray_links": 6, "missing": "403", "spaced_names": False}),
    ("F2-table", 7, {}),
    ("F2-liar", 3, {}),
    ("F4a", 7, {}),
    ("F4a", 3, {"letters": True}),
    ("F4a", 11, {"page_gap": True, "articles": (6, 10)}),
    ("F4b", 7, {}),
    ("F4b", 3, {"letters": True}),
    ("F4b", 11, {"page_gap": True, "articles": (6, 10)}),
]


def era_of(spec: Any) -> Era:
    if spec.family == "F2":
        entry = f"{spec.base}/html/{{year}}-{{month}}/{{day}}/node_{spec.first_node}.htm"
        return Era(engine="founder-classic", entry=entry)
    if spec.family == "F4b":
        entry = f"{spec.base}/{spec.code}/{{year}}/{{month}}/{{day}}/index.json"
        return Era(engine="jfjb-json", entry=entry, settings={"code": spec.code})
    settings = {"code": spec.code, "site_id": "s"}
    return Era(engine="stdaily-api", entry=spec.base, settings=settings)


def answer(request: Request) -> Response:
    data = request.json_body.encode() or None
    headers = (
        {"User-Agent": "reader"}
        | dict(request.headers)
        | ({"Content-Type": "application/json"} if data else {})
    )
    asked = urllib.request.Request(request.url, data=data, headers=headers)
    with urllib.request.urlopen(asked) as got:
        return Response(url=request.url, body=got.read())


def issue_at(url: str, spec: Any, day: date) -> Issue:
    era = era_of(spec)
    entry = url + era.entry.format(year=f"{day:%Y}", month=f"{day:%m}", day=f"{day:%d}")
    engine = engine_for(Newspaper(id="kjrb", name=spec.name), era, day, entry)
    waiting = list(engine.start())
    while waiting:
        request = waiting.pop(0)
        waiting += engine.read(request, answer(request))
    return engine.issue()


@pytest.mark.parametrize(
    ("family", "seed", "changes"), CASES, ids=[f"{f}-{s}-{'-'.join(c)}" for f, s, c in CASES]
)
def test_issues_are_read_exactly(
    press_kit: Any, family: str, seed: int, changes: dict[str, object]
) -> None:
    spec = press_kit.spec_for(family, **changes)
    press, days = press_kit.Press(spec, seed=seed), press_kit.days(DAYS)
    with press_kit.serve(press, days) as running:
        issues = [issue_at(running.url, spec, day) for day in days if press.truth(day)]
    truth = {str(day): press.truth(day).to_dict() for day in days if press.truth(day)}
    score = press_kit.score_issues(issues, truth)
    rates = score.rates()
    perfect = dict.fromkeys(rates, 1.0) | {"lost rate": 0.0, "added rate": 0.0}
    wrong = {name: rate for name, rate in rates.items() if rate != perfect[name]}
    assert (wrong, dict(score.extra)) == ({}, {}), press_kit.report(score)


@pytest.mark.parametrize("family", ["F2", "F4a"])
def test_a_day_without_an_issue_is_said_to_have_none(press_kit: Any, family: str) -> None:
    spec = press_kit.spec_for(family)
    press = press_kit.Press(spec, seed=7)
    with (
        press_kit.serve(press, press_kit.days("2026-11-20..2026-11-23")) as running,
        pytest.raises(NotPublished),
    ):
        issue_at(running.url, spec, date(2026, 11, 21))


@pytest.mark.parametrize("family", ["F2", "F4a", "F4b"])
def test_the_same_pages_always_give_the_same_issue(press_kit: Any, family: str) -> None:
    spec = press_kit.spec_for(family)
    day = date(2026, 11, 24)
    with press_kit.serve(press_kit.Press(spec, seed=7), [day]) as running:
        assert issue_at(running.url, spec, day) == issue_at(running.url, spec, day)
