"""Saved pages: found in folders safely, filed under the right issue, or among the saved pages."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.delivery import (
    Import,
    LeftOut,
    Stored,
    issues_of,
    newspaper_of,
    page_of_file,
    pages_at,
)
from reader.papers import Paper, stand_of_papers
from reader.parse import parse_page

if TYPE_CHECKING:
    from reader.library import Library

TODAY = date(2026, 11, 24)
DAY = date(2024, 7, 6)
ICP = "京ICP备06005116号"


def html(
    title: str = "大桥通车", text: str = "江水东流。", *, icp: str = ICP, day: str = DAY.isoformat()
) -> str:
    stamp = f'<div class="date">{day}</div>' if day else ""
    return (
        f'<html>{stamp}<div class="section">第01版：要闻</div><h1>{title}</h1>'
        f'<article><p>{text}</p></article><div class="foot">{icp}</div></html>'
    )


def bring(
    library: Library, at: datetime, *paths: Path, papers: Sequence[Paper] = ()
) -> tuple[list[Stored], list[LeftOut]]:
    job = Import(library, papers or stand_of_papers(), today=TODAY, at=at)
    events = list(job.events(paths))
    stored = [event for event in events if isinstance(event, Stored)]
    return stored, [event for event in events if isinstance(event, LeftOut)]


def names(library: Library, newspaper_id: str, day: date) -> list[str]:
    issue = library.issue(newspaper_id, day)
    return [article.headline for article in issue.articles] if issue else []


# -- into the library


def test_the_seed_becomes_an_article_of_its_newspaper(
    library: Library, at: datetime, shared: Path
) -> None:
    [imported], failed = bring(library, at, shared / "seed")
    filed = imported.filed
    assert (filed.newspaper_id, filed.date, filed.articles, failed) == ("kjrb", DAY, 1, [])


def test_the_seed_stands_in_its_section(library: Library, at: datetime, shared: Path) -> None:
    bring(library, at, shared / "seed")
    issue = library.issue("kjrb", DAY)
    assert issue is not None
    assert [section.name for section in issue.sections] == ["Opinion"]


def test_the_same_file_twice_changes_nothing(
    library: Library, at: datetime, tmp_path: Path
) -> None:
    page = tmp_path / "1.html"
    page.write_text(html(), encoding="utf-8")
    bring(library, at, page)
    [again], _ = bring(library, at, page)
    assert (again.new, names(library, "kjrb", DAY)) == (0, ["大桥通车"])


def test_a_page_of_an_unknown_newspaper_is_a_saved_page(
    library: Library, at: datetime, tmp_path: Path
) -> None:
    page = tmp_path / "1.html"
    page.write_text(html(icp=""), encoding="utf-8")
    bring(library, at, page)
    assert names(library, "saved", DAY) == ["大桥通车"]


@pytest.mark.parametrize("day", ["", "2024-02-30", "soon"])
def test_a_page_without_a_date_to_believe_is_a_saved_page_of_today(
    library: Library, at: datetime, tmp_path: Path, day: str
) -> None:
    page = tmp_path / "1.html"
    page.write_text(html(day=day), encoding="utf-8")
    bring(library, at, page)
    assert names(library, "saved", TODAY) == ["大桥通车"]


def test_stories_of_several_days_go_to_their_own_days(
    library: Library, at: datetime, tmp_path: Path
) -> None:
    page = tmp_path / "1.txt"
    page.write_text(
        "桥\n作者：李明  时间：2019-08-03\n\n\u3000\u3000通车。\n\n"
        "江\n作者：王芳  时间：2019-08-04\n\n\u3000\u3000东流。\n",
        encoding="utf-8",
    )
    imported, _ = bring(library, at, page)
    assert [found.filed.date for found in imported] == [date(2019, 8, 3), date(2019, 8, 4)]


def test_two_articles_of_one_title_are_both_kept(
    library: Library, at: datetime, tmp_path: Path
) -> None:
    (tmp_path / "content_1.htm").write_text(html(text="江水东流不回头。"), encoding="utf-8")
    (tmp_path / "content_2.htm").write_text(html(text="粮食丰收在望了。"), encoding="utf-8")
    bring(library, at, tmp_path)
    assert names(library, "kjrb", DAY) == ["大桥通车", "大桥通车"]


def test_halves_of_a_torn_story_without_addresses_become_one(
    library: Library, at: datetime, tmp_path: Path
) -> None:
    first = html(text="江水东流。（下转第2版）")
    rest = html(text="（上接第1版）不复回头。").replace("第01版", "第02版")
    (tmp_path / "a.html").write_text(first, encoding="utf-8")
    (tmp_path / "b.html").write_text(rest, encoding="utf-8")
    bring(library, at, tmp_path)
    issue = library.issue("kjrb", DAY)
    assert issue is not None
    assert [article.text for article in issue.articles] == ["江水东流。\n\n不复回头。"]


def test_pages_stand_in_print_order(library: Library, at: datetime, tmp_path: Path) -> None:
    for name, label in [
        ("a", "第10版：体育"),
        ("b", "第02版：综合"),
        ("c", "副刊"),
        ("d", "A1版：x"),
    ]:
        text = html(title=f"题目{name}", text=f"正文{name}").replace("第01版：要闻", label)
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    bring(library, at, tmp_path)
    issue = library.issue("kjrb", DAY)
    assert issue is not None
    assert [section.page for section in issue.sections] == ["02", "10", "A1", ""]


def test_a_printed_issue_saved_as_pages_comes_out_whole(
    library: Library, at: datetime, tmp_path: Path, press_kit: Any
) -> None:
    press = press_kit.Press(press_kit.spec_for("F2"), seed=7)
    press_kit.static_site(press, [TODAY], tmp_path)
    papers = [
        replace(paper, newspaper=replace(paper.newspaper, icp="京ICP备00000000号"))
        for paper in stand_of_papers()
        if paper.id == "kjrb"
    ]
    folders = sorted(tmp_path.glob("**/html/2026-11/24"))
    bring(library, at, *folders, papers=papers)
    issue = library.issue("kjrb", TODAY)
    assert issue is not None
    score = press_kit.score_issues([issue], {str(TODAY): press.truth(TODAY).to_dict()})
    rates = score.rates()
    exact = ("articles found", "title exact", "text exact", "continued: joined", "twin: kept once")
    assert {name: rates[name] for name in exact} == dict.fromkeys(exact, 1.0)


def test_a_page_that_was_removed_comes_back_when_it_is_imported_again(
    library: Library, at: datetime, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_text(html(), encoding="utf-8")
    bring(library, at, tmp_path / "a.html")
    library.remove_issue("kjrb", DAY, at=at)
    bring(library, at, tmp_path / "a.html")
    assert names(library, "kjrb", DAY) == ["大桥通车"]


# -- folders


def test_contents_pages_in_a_folder_are_named_as_no_articles(
    library: Library, at: datetime, tmp_path: Path
) -> None:
    (tmp_path / "node_2.htm").write_text("<a id=pageLink href=x>第01版</a>", encoding="utf-8")
    imported, failed = bring(library, at, tmp_path)
    assert (imported, [found.name for found in failed]) == ([], ["node_2.htm"])


def test_files_that_are_no_pages_are_passed_over(tmp_path: Path) -> None:
    for name in ("style.css", "picture.png", "script.js", ".hidden.html"):
        (tmp_path / name).write_text(html(), encoding="utf-8")
    assert list(pages_at([tmp_path])) == []


def test_a_hidden_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "1.html").write_text(html(), encoding="utf-8")
    assert list(pages_at([tmp_path])) == []


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b/2.html", "a/1.html", "c.html", "B.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(html(), encoding="utf-8")
    found = [str(page.path.relative_to(tmp_path)) for page in pages_at([tmp_path])]
    assert found == ["B.html", "c.html", "a/1.html", "b/2.html"]


def test_a_link_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text(html(), encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "1.html").symlink_to(tmp_path / "secret.html")
    (folder / "out").symlink_to(tmp_path)
    assert list(pages_at([folder])) == []


def test_a_link_within_a_folder_may_be_followed(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_text(html(), encoding="utf-8")
    (tmp_path / "2.html").symlink_to(tmp_path / "1.html")
    assert [page.name for page in pages_at([tmp_path])] == ["1", "2"]


def test_a_link_that_leads_to_itself_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "1.html").symlink_to(tmp_path / "1.html")
    assert list(pages_at([tmp_path])) == []


# -- notes beside pages


def put_note(tmp_path: Path, note: str) -> Path:
    page = tmp_path / "p.html"
    page.write_text(html(), encoding="utf-8")
    (tmp_path / "p.json").write_text(note, encoding="utf-8")
    return page


def test_the_address_in_a_note_is_the_page_s(tmp_path: Path) -> None:
    page = put_note(tmp_path, '{"url": "http://h/content_7.htm"}')
    found = page_of_file(page).page
    assert found is not None
    assert found.articles[0].slug == "content_7"


def test_nothing_but_the_address_is_read_from_a_note(tmp_path: Path) -> None:
    note = {"url": "http://h/content_7.htm", "title": "NEVER", "newspaper": "NEVER", "date": "1999"}
    page = put_note(tmp_path, json.dumps(note))
    assert "NEVER" not in repr(page_of_file(page).page)


@pytest.mark.parametrize(
    "note",
    ["[1]", "{", '{"url": 7}', '{"url": "javascript:alert(1)"}', "[" * 50_000, "{}" + " " * 70_000],
    ids=["list", "cut", "number", "script", "deep", "large"],
)
def test_a_note_that_cannot_be_used_is_said_and_the_page_is_read(tmp_path: Path, note: str) -> None:
    found = page_of_file(put_note(tmp_path, note)).page
    assert found is not None
    assert (found.url, any("was not used" in remark for remark in found.remarks)) == ("", True)


def test_a_note_is_no_page_of_its_own(tmp_path: Path) -> None:
    put_note(tmp_path, "{}")
    assert [page.path.name for page in pages_at([tmp_path])] == ["p.html"]


def test_a_note_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    page = put_note(tmp_path, "{}")
    (tmp_path / "other").write_text('{"url": "http://h/content_7.htm"}', encoding="utf-8")
    (tmp_path / "p.json").unlink()
    (tmp_path / "p.json").symlink_to(tmp_path / "other")
    found = page_of_file(page).page
    assert found is not None
    assert found.url == ""


# -- single files


def test_an_address_given_by_hand_wins_over_the_note(tmp_path: Path) -> None:
    page = put_note(tmp_path, '{"url": "http://h/content_7.htm"}')
    found = page_of_file(page, "http://h/content_8.htm").page
    assert found is not None
    assert found.url == "http://h/content_8.htm"


def test_a_packed_page_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "1.html.gz"
    path.write_bytes(gzip.compress(html().encode()))
    found = page_of_file(path)
    assert found.page is not None
    assert (found.name, found.page.articles[0].headline) == ("1", "大桥通车")


def test_a_cut_archive_gives_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "1.html.gz"
    path.write_bytes(gzip.compress(html().encode())[:-8])
    assert page_of_file(path).page is not None


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "1.html.gz"
    path.write_bytes(gzip.compress(b"\0" * (33 * 1024 * 1024), 9))
    assert "unpacks to more" in str(page_of_file(path).failure)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none.html", "There is no file"),
        ("folder", "is a folder"),
        ("bad.gz", "damaged gzip"),
        ("large", "larger than any"),
        ("pipe", "no regular file"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "bad.gz").write_bytes(b"\x1f\x8b\xff\xff\xff")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(32 * 1024 * 1024 + 1)
    os.mkfifo(tmp_path / "pipe")
    assert words in str(page_of_file(tmp_path / name).failure)


def test_a_name_is_shown_harmlessly(tmp_path: Path) -> None:
    path = tmp_path / "-rf \u202e[bold]\x1b[2J.html"
    path.write_text(html(), encoding="utf-8")
    assert page_of_file(path).name == "-rf [bold][2J"


# -- whose page


def test_a_page_is_known_by_its_address(tmp_path: Path) -> None:
    kjrb = next(paper for paper in stand_of_papers() if paper.id == "kjrb")
    url = kjrb.eras[1].entry.format(year="2024", month="07", day="06")
    page = parse_page(html(icp="").encode(), url)
    found = newspaper_of(page, stand_of_papers())
    assert found is not None
    assert found.id == "kjrb"


def test_a_page_of_nobody_s_is_nobody_s() -> None:
    page = parse_page(html(icp="").encode(), "http://other.example/1.htm")
    assert newspaper_of(page, stand_of_papers()) is None


def test_a_site_whose_address_begins_alike_is_another(paper: Paper) -> None:
    prefix = paper.eras[1].entry.split("/http_www")[0]
    page = parse_page(html(icp="").encode(), f"{prefix}.other.example/1.htm")
    assert newspaper_of(page, [paper]) is None


def test_no_pages_make_no_issues() -> None:
    assert issues_of([], stand_of_papers(), TODAY) == ()


# -- hostile folders


@pytest.fixture
def hostile(shared: Path, tmp_path: Path) -> Path:
    folder = shared / "hostile/files/issue"
    if not folder.is_dir():
        pytest.skip("the hostile folders are not here")
    return Path(shutil.copytree(folder, tmp_path / "issue"))


@pytest.mark.parametrize("name", ["cycle", "escape", "dup", "sidecar"])
def test_a_hostile_folder_gives_its_own_pages_only(hostile: Path, name: str) -> None:
    found = list(pages_at([hostile / name]))
    assert all(page.path.is_relative_to(hostile / name) for page in found)
    assert "NEVER1" not in repr([page.page for page in found])


def test_two_articles_under_one_id_are_both_kept(
    library: Library, at: datetime, hostile: Path
) -> None:
    bring(library, at, hostile / "dup")
    issue = library.issue("kjrb", DAY)
    assert issue is not None
    text = " ".join(article.text for article in issue.articles)
    assert ("KEEPA" in text, "KEEPB" in text) == (True, True)


def test_a_hostile_folder_leaves_the_library_whole(
    library: Library, at: datetime, hostile: Path
) -> None:
    bring(library, at, hostile)
    assert library.integrity() == []
