"""`issues`, `show` and `bookmarks`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reader.library import Library
from reader.model import Listing, State
from reader.text.cells import width_in_cells

KEY = "kjrb/2024-07-06/c2"


def test_issues_are_listed_newest_first_with_their_counts(reader, stocked: Path) -> None:
    said = reader("issues", "科技日报")
    assert said.status == 0
    rows = said.out.splitlines()
    assert [row.split()[0] for row in rows] == ["2024-07-06", "2024-07-04", "2024-07-03"]
    assert "4 articles" in rows[0]
    assert "2 pages" in rows[0]


def test_an_issue_with_gaps_says_how_much_of_it_is_here(
    reader, stocked: Path, kjrb, issue_of, at
) -> None:
    gap = Listing(
        name="https://example.com/c9",
        state=State.FAILED,
        url="https://example.com/c9",
        reason="the site answered 503",
    )
    with Library.open(stocked) as library:
        library.store(kjrb, issue_of(date(2024, 7, 8), gaps=(gap,)), at=at)
    assert "4/5 articles" in reader("issues", "kjrb").out


def test_a_newspaper_without_issues_says_how_to_get_one(reader) -> None:
    said = reader("issues", "kjrb")
    assert (said.status, said.out) == (0, "")
    assert "reader fetch kjrb" in said.err


@pytest.mark.parametrize("name", ["kjrb", "KJRB", "科技日报", "science and technology daily"])
def test_a_newspaper_has_three_names(reader, stocked: Path, name: str) -> None:
    assert reader("issues", name).out.count("\n") == 3


def test_an_unknown_newspaper_names_the_nearest(reader, stocked: Path) -> None:
    said = reader("show", "kjrd", "latest")
    assert (said.status, said.out) == (1, "")
    assert "did you mean kjrb?" in said.err


@pytest.mark.parametrize("when", ["2024-07-06", "2024/7/6", "2024年7月6日", "latest", "最新"])
def test_a_day_is_taken_in_any_form(reader, stocked: Path, when: str) -> None:
    assert "2024年7月6日" in reader("show", "kjrb", when).out


def test_a_day_that_is_not_here_names_the_days_around_it(reader, stocked: Path) -> None:
    said = reader("show", "kjrb", "2024-07-05")
    assert said.status == 1
    assert "2024-07-04, 2024-07-06" in said.err
    assert "reader fetch kjrb 2024-07-05" in said.err


def test_a_day_that_is_none_is_a_sentence(reader, stocked: Path) -> None:
    said = reader("show", "kjrb", "2024-02-31")
    assert said.status == 1
    assert said.err.count("\n") == 1


def test_the_whole_issue_is_set_as_text_under_its_masthead(reader, stocked: Path) -> None:
    out = reader("show", "kjrb", "2024-07-06", "--width", "60").out
    assert "科 技 日 报" in out.splitlines()[0]
    assert "2 pages · 4 articles" in out.splitlines()[1]
    for part in ("01 要闻", "引题", "我国科学家取得新突破", "副题", "By GONG Qian", "第二版二条"):
        assert part.replace("By ", "") in out
    assert "  1  我国科学家取得新突破" in out
    assert "启事、广告：更正" in out.replace("： ", "：")


def test_a_notice_is_exported_nowhere_but_named_in_the_text(reader, stocked: Path) -> None:
    for form in ("md", "json", "jsonl"):
        assert "更正" not in reader("show", "kjrb", "latest", "--format", form).out


def test_json_is_a_list_and_jsonl_a_line_an_article(reader, stocked: Path) -> None:
    listed = json.loads(reader("show", "kjrb", "latest", "--format", "json").out)
    lines = reader("show", "kjrb", "latest", "--format", "jsonl").out.splitlines()
    assert [json.loads(row) for row in lines] == listed
    assert [record["id"] for record in listed] == [f"kjrb/2024-07-06/c{n}" for n in (1, 2, 4, 5)]
    assert listed[0] | {"blocks": 0, "text": 0} == {
        "id": "kjrb/2024-07-06/c1",
        "newspaper": "kjrb",
        "date": "2024-07-06",
        "section": "要闻",
        "page": "01",
        "kicker": "引题",
        "title": "我国科学家取得新突破",
        "deck": "副题",
        "byline": "",
        "dateline": "",
        "language": "zh",
        "text": 0,
        "blocks": 0,
        "images": [],
        "url": "",
    }


def test_markdown_has_the_issue_the_sections_and_the_articles(reader, stocked: Path) -> None:
    out = reader("show", "kjrb", "latest", "--format", "md").out
    heads = [row for row in out.splitlines() if row.startswith("#")]
    assert heads == [
        "# 科技日报, 2024-07-06",
        "## 01 要闻",
        "### 我国科学家取得新突破",
        "### Ways to Advance",
        "## 02 综合",
        "### 第二版头条",
        "### 第二版二条",
    ]


@pytest.mark.parametrize("what", ["02", "综合", "p2", "第2版", "2版", "02 综合", "page 2"])
def test_a_section_is_meant_by_its_page_or_its_name(reader, stocked: Path, what: str) -> None:
    found = json.loads(reader("show", "kjrb", "latest", what, "--format", "json").out)
    assert [record["title"] for record in found] == ["第二版头条", "第二版二条"]


@pytest.mark.parametrize("what", ["2", "c2", KEY, "ways to", "Ways to Advance"])
def test_an_article_is_meant_by_number_slug_key_or_headline(
    reader, stocked: Path, what: str
) -> None:
    found = json.loads(reader("show", "kjrb", "latest", what, "--format", "json").out)
    assert found["id"] == KEY


def test_a_number_beyond_the_articles_is_a_sentence(reader, stocked: Path) -> None:
    said = reader("show", "kjrb", "latest", "99")
    assert said.status == 1
    assert "4 articles" in said.err


def test_part_of_two_headlines_names_them(reader, stocked: Path) -> None:
    said = reader("show", "kjrb", "latest", "第二版")
    assert said.status == 1
    assert "第二版头条, 第二版二条" in said.err


def test_nothing_like_it_is_a_sentence(reader, stocked: Path) -> None:
    said = reader("show", "kjrb", "latest", "ways to advanec")
    assert said.status == 1
    assert "did you mean Ways to Advance?" in said.err


def test_text_keeps_to_the_width(reader, stocked: Path) -> None:
    for width in (12, 30, 72):
        out = reader("show", "kjrb", "latest", "--width", str(width)).out
        assert max(map(width_in_cells, out.splitlines())) <= width


def test_no_bookmarks_is_a_hint_and_an_empty_list(reader, stocked: Path) -> None:
    said = reader("bookmarks")
    assert (said.status, said.out) == (0, "")
    assert said.err.count("\n") == 1
    assert reader("bookmarks", "--format", "json").out == "[]\n"


def test_bookmarks_come_newest_first_with_their_notes(reader, stocked: Path, at) -> None:
    with Library.open(stocked) as library:
        library.bookmark("kjrb/2024-07-06/c1", at=at)
        library.bookmark(KEY, at=at.replace(hour=5), note="for the trip")
    out = reader("bookmarks").out
    assert out.index("Ways to Advance") < out.index("我国科学家")
    assert "for the trip" in out
    assert "科技日报, 2024-07-06, 01 要闻" in out
    lines = reader("bookmarks", "--format", "jsonl").out.splitlines()
    assert [json.loads(row)["id"] for row in lines] == [KEY, "kjrb/2024-07-06/c1"]


def test_what_an_older_library_may_hold_does_not_reach_the_terminal(
    reader, stocked: Path, monkeypatch
) -> None:
    real = Library.issue

    def dirty(self: Library, newspaper_id: str, day: date):
        issue = real(self, newspaper_id, day)
        section = issue.sections[0]
        bad = replace(section.articles[0], headline="bad\x1b[2J\u202eness", byline="\x9b2J")
        return replace(issue, sections=(replace(section, articles=(bad,)),))

    monkeypatch.setattr(Library, "issue", dirty)
    for form in ("text", "md", "json", "jsonl"):
        out = reader("show", "kjrb", "2024-07-06", "--format", form).out
        assert not {"\x1b", "\x9b", "\u202e"} & set(out)
        assert "\\u001b" not in out


def test_a_part_of_a_section_s_name_names_it_where_nothing_else_has_it(reader) -> None:
    assert "Every Key on One Page" in reader("show", "sample", "2026-11-24", "手册").out
