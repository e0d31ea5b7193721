"""The names a site gives its pages, and what a definition makes of them."""

from __future__ import annotations

from datetime import date

import pytest

from reader.model import Article, Issue, Listing, Role, Section, State
from reader.papers import PageNames

RULES = PageNames(
    replace={"要 闻": "要闻", "A": "B"}, drop=("本报", "·"), advertisement=("广告", "信息披露")
)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("要 闻", "要闻"),
        ("A", "B"),
        ("·A", "B"),
        ("本报要闻", "要闻"),
        ("综合", "综合"),
        ("", ""),
    ],
)
def test_a_name_is_replaced_whole_and_loses_what_is_dropped(printed: str, name: str) -> None:
    assert RULES.name_of(printed) == name


def issue() -> Issue:
    stories = (Article(slug="a", headline="桥"), Article(slug="b", headline="公告"))
    return Issue(
        newspaper_id="x",
        date=date(2026, 11, 20),
        sections=(
            Section(name="要 闻", page="01", articles=stories[:1]),
            Section(name="·广告", page="02", articles=stories[1:]),
        ),
        ledger=(
            Listing(name="p1", state=State.STORED, is_page=True, title="要 闻"),
            Listing(name="a", state=State.STORED),
            Listing(name="p2", state=State.STORED, is_page=True, title="·广告"),
            Listing(name="b", state=State.STORED),
        ),
    )


def test_pages_are_named_so_in_the_issue_and_in_its_ledger() -> None:
    named = RULES.applied(issue())
    assert [section.name for section in named.sections] == ["要闻", "广告"]
    assert [line.title for line in named.ledger if line.is_page] == ["要闻", "广告"]


def test_on_a_page_of_advertisement_nothing_is_a_story() -> None:
    named = RULES.applied(issue())
    assert [article.role for article in named.articles] == [Role.STORY, Role.ADVERTISEMENT]
    lines = {line.name: (line.role, line.state) for line in named.ledger}
    assert lines["a"] == (Role.STORY, State.STORED)
    assert lines["b"] == (Role.ADVERTISEMENT, State.NO_STORY)


def test_without_rules_an_issue_stays_as_it_is() -> None:
    assert PageNames().applied(issue()) == issue()
