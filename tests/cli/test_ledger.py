"""`issues PAPER DATE`, `show --ledger`, `show --versions` and `remove`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from reader.library import Library
from reader.model import Article, Listing, Paragraph, State

DAY = date(2024, 7, 6)
KEY = "kjrb/2024-07-06/c4"


@pytest.fixture
def listed(stocked: Path, kjrb, issue_of, at) -> Path:
    """The library with a ledger in which something of every kind stands."""
    issue = issue_of(DAY)
    bare = Article(slug="c6", headline="只有标题")
    sections = (
        issue.sections[0],
        replace(issue.sections[1], articles=(*issue.sections[1].articles, bare)),
    )
    ledger = (
        Listing(name="p1", state=State.STORED, is_page=True, page="01"),
        Listing(name="p2", state=State.STORED, is_page=True, page="02"),
        Listing(name="p3", state=State.FAILED, is_page=True, page="03", reason="timed out"),
        Listing(
            name="c9",
            state=State.FAILED,
            title="缺的一篇",
            page="02",
            reason="the site answered 503",
        ),
        Listing(name="c8", state=State.ABSORBED, title="余下", page="02", part_of="c4"),
    )
    with Library.open(stocked) as library:
        library.store(kjrb, replace(issue, sections=sections, ledger=ledger), at=at)
    return stocked


@pytest.mark.parametrize(
    "words", [("issues", "kjrb", "2024-07-06"), ("show", "kjrb", "latest", "--ledger")]
)
def test_the_ledger_names_everything_and_why_it_is_missing(reader, listed, words) -> None:
    said = reader(*words)
    assert (said.status, said.err) == (0, "")
    rows = said.out.splitlines()
    assert rows[0] == "01 要闻"
    assert "  stored        我国科学家取得新突破" in rows
    assert "  notice        更正" in rows
    assert "  empty         只有标题" in rows
    assert "  absorbed      余下 → 第二版头条" in rows
    assert "  failed        缺的一篇 (the site answered 503, tried 2024-07-06 01:00 UTC)" in rows
    assert "03  failed (timed out, tried 2024-07-06 01:00 UTC)" in rows
    assert rows[-1] == (
        "4/7 · 1 failed · 1 empty · 1 part of another story · 1 notice · 1 page missing"
    )


def test_the_ledger_is_there_for_programs_too(reader, listed) -> None:
    records = json.loads(reader("show", "kjrb", "latest", "--ledger", "--format", "json").out)
    assert len(records) == 11
    failed = next(each for each in records if each["title"] == "缺的一篇")
    assert (failed["kind"], failed["state"], failed["page"], failed["reason"]) == (
        "article",
        "failed",
        "02",
        "the site answered 503",
    )


def test_nothing_in_a_ledger_reaches_the_terminal_as_it_came(
    reader, stocked, kjrb, issue_of, at
) -> None:
    bad = Listing(name="x", state=State.FAILED, title="\x1b[2Jx", reason="\x1b]0;y\x07", page="01")
    with Library.open(stocked) as library:
        library.store(kjrb, replace(issue_of(DAY), ledger=(bad,)), at=at)
    out = reader("issues", "kjrb", "2024-07-06").out
    assert "x" in out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_a_list_of_issues_counts_what_is_missing(reader, listed) -> None:
    assert "4/7 articles" in reader("issues", "kjrb").out.splitlines()[0]
    assert "4/7 articles" in reader("show", "kjrb", "latest").out


def test_of_saved_pages_nobody_knows_what_is_missing(reader, stocked, kjrb, issue_of, at) -> None:
    assert " 4 articles" in reader("issues", "kjrb").out
    with Library.open(stocked) as library:
        library.store(kjrb, replace(issue_of(DAY), url="https://paper.example/"), at=at)
    assert "4/4 articles" in reader("issues", "kjrb").out.splitlines()[0]


# -- versions ------------------------------------------------------------------


def test_the_versions_of_a_text_are_printed_first_to_last(
    reader, stocked, kjrb, issue_of, at
) -> None:
    issue = issue_of(DAY)
    second = replace(issue.sections[1].articles[0], blocks=(Paragraph(text="后来改过的正文。"),))
    changed = replace(issue.sections[1], articles=(second, *issue.sections[1].articles[1:]))
    with Library.open(stocked) as library:
        library.store(
            kjrb, replace(issue, sections=(issue.sections[0], changed)), at=at + timedelta(hours=2)
        )
    out = reader("show", "kjrb", "latest", "第二版头条", "--versions").out
    assert out.index("The text of 第二版头条") < out.index("后来改过的正文")
    assert "until 2024-07-06 03:00 UTC" in out
    assert "The text of 第二版头条" not in reader("show", "kjrb", "latest", "第二版头条").out


def test_a_text_that_never_changed_is_printed_as_it_is(reader, stocked) -> None:
    said = reader("show", "kjrb", "latest", "第二版头条", "--versions")
    assert "has not changed" in said.err
    assert said.out.count("The text of 第二版头条") == 1


def test_versions_are_of_an_article(reader, stocked) -> None:
    assert reader("show", "kjrb", "latest", "--versions").status == 1


# -- removing ------------------------------------------------------------------


def test_a_removed_article_is_out_and_its_bookmark_is_not(reader, stocked, at) -> None:
    with Library.open(stocked) as library:
        library.bookmark(KEY, at=at)
    said = reader("remove", "kjrb", "2024-07-06", "第二版头条", "--yes")
    assert said.status == 0
    assert "--restore" in said.err
    assert "第二版头条" not in reader("show", "kjrb", "latest").out
    assert "第二版头条" in reader("bookmarks").out
    assert "  removed       第二版头条" in reader("issues", "kjrb", "latest").out
    assert "3 articles" in reader("issues", "kjrb").out.splitlines()[0]


def test_a_removed_issue_is_out(reader, stocked) -> None:
    assert reader("remove", "kjrb", "2024-07-06", "--yes").status == 0
    assert "2024-07-06" not in reader("issues", "kjrb").out
    with Library.open(stocked) as library:
        assert library.is_removed("kjrb", DAY)


@pytest.mark.parametrize(
    ("answer", "status", "is_gone"), [("y\n", 0, True), ("\n", 1, False), ("no\n", 1, False)]
)
def test_a_person_is_asked_first(reader, stocked, monkeypatch, answer, status, is_gone) -> None:
    class Keyboard:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return answer

    monkeypatch.setattr("sys.stdin", Keyboard())
    said = reader("remove", "kjrb", "2024-07-06")
    assert (said.status, "[y/N]" in said.err) == (status, True)
    with Library.open(stocked) as library:
        assert library.is_removed("kjrb", DAY) is is_gone


@pytest.mark.parametrize("what", [(), ("第二版头条",)])
def test_where_nobody_can_be_asked_nothing_is_removed(reader, stocked, what) -> None:
    said = reader("remove", "kjrb", "2024-07-06", *what)
    assert said.status == 1
    assert "--yes" in said.err
    with Library.open(stocked) as library:
        assert library.article(KEY) is not None


def test_a_page_is_not_removed_by_itself(reader, stocked) -> None:
    said = reader("remove", "kjrb", "2024-07-06", "02", "--yes")
    assert (said.status, said.err.count("\n")) == (1, 1)
