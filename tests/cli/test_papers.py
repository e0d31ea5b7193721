"""`papers`: the list, what is known of one, and the check that names the step that fails."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reader.cli import papers
from reader.papers import stand_of_papers

MINE = """\
id = "mine"
name = "我的报"
english_name = "My Daily"
other_names = ["我報"]
language = "zh-Hant"
region = "Nowhere 无处"
group = "我的报业"
closed = ["sunday"]
no_issue = ["01-01", "2026-02-17..2026-02-23"]
appears = "06:15"
confidence = "low"
seen = 2026-01-02
source = "made up"

[headers]
Referer = "http://p.example/"

[page_names]
advertisement = ["广告"]
drop = ["·"]

[page_names.replace]
"要 闻" = "要闻"

[[eras]]
engine = "founder-classic"
first = 2020-01-01
entry = "http://p.example/html/{year}-{month}/{day}/node_2.htm"
newest = "http://p.example/paperindex.htm"

[eras.settings]
area_size = "350x550"
"""


@pytest.fixture
def mine(own_directories: Path) -> Path:
    folder = own_directories / "config" / "reader" / "papers"
    folder.mkdir(parents=True)
    path = folder / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


def ids(out: str) -> list[str]:
    return [row.split()[0] for row in out.splitlines()]


# -- the list --


def test_papers_are_listed_with_id_names_and_language(reader) -> None:
    said = reader("papers")
    assert said.status == 0
    row = next(row for row in said.out.splitlines() if row.startswith("kjrb"))
    assert "科技日报" in row
    assert "Science and Technology Daily" in row
    assert row.endswith("zh")


def test_all_of_them_are_listed_the_sample_last(reader) -> None:
    said = reader("papers")
    *papers, sample = [paper.id for paper in stand_of_papers()]
    assert ids(said.out) == [*papers, "own", sample]


def test_a_newspaper_of_ones_own_is_listed_and_a_bad_one_is_told(reader, mine: Path) -> None:
    (mine.parent / "bad.toml").write_text("id = 5")
    said = reader("papers")
    assert said.status == 0
    assert {"kjrb", "mine"} <= set(ids(said.out))
    assert "bad.toml" in said.err


@pytest.mark.parametrize(
    ("words", "there", "not_there"),
    [
        (["--language", "zh-Hant"], "mine", "kjrb"),
        (["--engine", "stdaily-api"], "kjrb", "mine"),
        (["--group", "我的"], "mine", "kjrb"),
        (["--region", "nowhere"], "mine", "kjrb"),
        (["--confidence", "low"], "mine", "kjrb"),
        (["my", "dai"], "mine", "kjrb"),
        (["list", "我報", "--language", "ZH-hant"], "mine", "kjrb"),
        (["daily", "--region", "beijing"], "kjrb", "mine"),
    ],
)
def test_the_list_is_of_those_that_are_asked_for(
    reader, mine: Path, words: list[str], there: str, not_there: str
) -> None:
    found = ids(reader("papers", *words).out)
    assert there in found
    assert not_there not in found


def test_a_language_has_all_its_scripts(reader, mine: Path) -> None:
    assert {"mine", "kjrb"} <= set(ids(reader("papers", "--language", "zh").out))


@pytest.mark.parametrize("words", [["nosuchpaper"], ["--language", "xx"], ["日报", "zzz"]])
def test_where_none_is_like_that_it_is_said(reader, words: list[str]) -> None:
    said = reader("papers", *words)
    assert (said.status, said.out) == (1, "")
    assert "`reader papers` lists all" in said.err


def test_the_list_as_json(reader, mine: Path) -> None:
    records = json.loads(reader("papers", "--format", "json").out)
    lines = reader("papers", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == records
    assert {tuple(record) for record in records} == {tuple(records[0])}
    (record,) = (record for record in records if record["id"] == "mine")
    assert record["closed"] == ["sunday"]
    assert record["no_issue"] == ["01-01", "2026-02-17..2026-02-23"]
    assert record["eras"][0]["headers"] == {"Referer": "http://p.example/"}
    assert (record["appears"], record["seen"]) == ("06:15", "2026-01-02")


# -- one of them --


@pytest.mark.parametrize("words", [["mine"], ["show", "mine"], ["我报"], ["show", "my daily"]])
def test_all_that_is_known_of_one_is_shown(reader, mine: Path, words: list[str]) -> None:
    if words == ["我报"]:
        words = ["我報"]
    said = reader("papers", *words)
    assert said.status == 0
    for part in (
        "我的报  My Daily  我報",
        "mine · zh-Hant · daily · Nowhere 无处 · 我的报业",
        "up at 06:15",
        "Sunday, 01-01, 2026-02-17..2026-02-23",
        "low, seen on 2026-01-02",
        "made up",
        "要 闻 is 要闻; without ·; advertisement: 广告",
        "from 2020-01-01",
        "http://p.example/html/{year}-{month}/{day}/node_2.htm",
        "http://p.example/paperindex.htm",
        "350x550",
        "Referer: http://p.example/",
        "your own",
    ):
        assert part in said.out


def test_one_of_ours_says_so(reader) -> None:
    assert "comes with the reader" in reader("papers", "kjrb").out


def test_one_as_json(reader) -> None:
    record = json.loads(reader("papers", "show", "kjrb", "--format", "json").out)
    assert record["name"] == "科技日报"


def test_an_unknown_one_gets_the_nearest(reader) -> None:
    said = reader("papers", "show", "kjrd")
    assert said.status == 1
    assert "did you mean kjrb" in said.err


# -- a definition's file --


def test_a_right_definition_is_said_to_be_right(reader, mine: Path) -> None:
    said = reader("papers", "check", str(mine))
    assert said.status == 0
    assert said.out == "✓ definition: mine.toml defines 我的报 (mine) with 1 era.\n"


def test_every_fault_of_a_definition_is_named_with_its_line(reader, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    wrong = MINE.replace('language = "zh-Hant"', 'language = "Chinese!"')
    path.write_text(wrong.replace("area_size", "area_sise"), encoding="utf-8")
    said = reader("papers", "check", str(path))
    assert said.status == 1
    rows = said.out.splitlines()
    assert [row[0] for row in rows] == ["✗", "✗"]
    assert "bad.toml, line 5: “language”" in rows[0]
    assert "did you mean “area_size”?" in rows[1]


def test_of_many_faults_the_first_are_named_and_the_rest_counted(reader, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("\n".join(f"k{n} = 1" for n in range(50)), encoding="utf-8")
    rows = reader("papers", "check", str(path)).out.splitlines()
    assert len(rows) == 21
    assert rows[-1].endswith(" more are wrong.")


def test_a_hostile_file_is_right_or_told_in_clean_sentences(reader, shared: Path) -> None:
    files = [*shared.glob("hostile/files/toml/*.toml"), *shared.glob("hostile/files/fuzz/*.toml")]
    if not files:
        pytest.skip("the hostile definitions are not here")
    for path in files:
        said = reader("papers", "check", str(path))
        rows = said.out.splitlines()
        assert said.status == (0 if rows[0][0] == "✓" else 1), path.name
        assert all(row.startswith(("✓ definition: ", "✗ definition: ")) for row in rows), path.name
        assert not [c for c in said.out if unicodedata.category(c) == "Cc" and c != "\n"]


def test_a_file_that_is_not_there_is_said(reader, tmp_path: Path) -> None:
    said = reader("papers", "check", str(tmp_path / "none.toml"))
    assert (said.status, said.out.count("\n")) == (1, 1)
    assert "none.toml cannot be read" in said.out


# -- the way to an article, on a site with a known truth --


@contextmanager
def printed(kit: Any, family: str, tmp_path: Path, **more: Any) -> Iterator[tuple[str, Any, Path]]:
    """A running site of a family, its truth, and the definition of its paper."""
    press = kit.Press(kit.spec_for(family, **more), seed=3)
    with kit.serve(press, kit.days("2026-11-19..2026-11-21")) as running:
        path = tmp_path / "pressed.toml"
        day = kit.days("2026-11-20")[0]
        entry = re.sub(r"^http://[^/]+", "https://p.example", running.issue_url(day))
        entry = entry.replace("2026-11", "{year}-{month}").replace("202611", "{year}{month}")
        entry = re.sub(r"(?<=[}/])20(?=/)", "{day}", entry)
        path.write_text(
            'id = "pressed"\nname = "印刷日报"\n[[eras]]\n'
            f'engine = "{_ENGINES[family]}"\nentry = "{entry}"\n',
            encoding="utf-8",
        )
        yield running.url, press.truth(day), path


_ENGINES = {"F1": "founder", "F2": "founder-classic", "F2b": "founder-nbs"}


@pytest.mark.parametrize("family", list(_ENGINES))
def test_each_step_says_what_was_found(reader, press_kit, tmp_path: Path, family: str) -> None:
    with printed(press_kit, family, tmp_path) as (url, truth, path):
        said = reader("papers", "check", str(path), "2026-11-20", "--base-url", url)
    assert said.status == 0, said
    rows = said.out.splitlines()
    names = ["definition", "era", "entry", "pages", "articles", "text"]
    assert [row.partition(":")[0] for row in rows] == [f"✓ {name}" for name in names]
    assert f"{len(truth.pages)} pages listed" in rows[3]
    assert any(article.title in rows[5] for article in truth.articles)


def test_a_day_without_an_issue_is_status_4(reader, press_kit, tmp_path: Path) -> None:
    with printed(press_kit, "F1", tmp_path) as (url, _, path):
        said = reader("papers", "check", str(path), "2026-10-01", "--base-url", url)
    assert said.status == 4
    assert [row[:12] for row in said.out.splitlines()] == ["✓ definition"]
    assert "has no issue on 2026-10-01" in said.err


def test_without_a_date_the_newest_issue_of_late_is_looked_for(
    reader, press_kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "today_at", lambda _: date(2026, 11, 22))
    with printed(press_kit, "F2", tmp_path) as (url, _, path):
        said = reader("papers", "check", str(path), "--base-url", url)
    rows = said.out.splitlines()
    assert said.status == 0
    assert [row[:13] for row in rows[1:3]] == ["· 2026-11-22:", "· 2026-11-21:"]
    assert rows[3] == "✓ era: founder-classic reads 2026-11-20."


def test_where_no_day_of_late_has_one_the_address_is_doubted(
    reader, site, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, path = site
    monkeypatch.setattr(papers, "today_at", lambda _: date(2026, 11, 23))
    server.expect_request(re.compile("/html/.*")).respond_with_data("", status=404)
    said = reader("papers", "check", str(path), "--base-url", server.url_for(""))
    rows = said.out.splitlines()
    assert said.status == 1
    assert [row[0] for row in rows] == ["✓", *"·" * 8, "✗"]
    assert "may have changed" in rows[-1]


SHELL = "<html><title>报</title><p>2026年11月20日</p>" + "<p>一段没有链接的文字。</p>" * 300


@pytest.fixture
def site(httpserver, tmp_path: Path) -> tuple[Any, Path]:
    """A site made by hand, and the definition of its paper."""
    path = tmp_path / "handmade.toml"
    path.write_text(
        'id = "handmade"\nname = "手工报"\n[[eras]]\nengine = "founder-classic"\n'
        'entry = "https://p.example/html/{year}-{month}/{day}/node_1.htm"\n',
        encoding="utf-8",
    )
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    return httpserver, path


def checked(reader, site: tuple[Any, Path], pages: dict[str, str | int]) -> tuple[int, str]:
    """Status and last line of a check of the site with these pages."""
    server, path = site
    for name, answer in pages.items():
        where = server.expect_request(f"/html/2026-11/20/{name}")
        if isinstance(answer, int):
            where.respond_with_data("", status=answer)
        else:
            where.respond_with_data(answer, content_type="text/html; charset=utf-8")
    said = reader("papers", "check", str(path), "2026-11-20", "--base-url", server.url_for(""))
    return said.status, said.out.splitlines()[-1]


FRONT = (
    "<a href=node_1.htm>第01版：要闻</a><a href=node_2.htm>第02版：综合</a>"
    "<ul><li><a href=content_1.htm>桥</a></li></ul>"
)


def test_an_entry_that_is_refused_is_the_step_that_fails(reader, site) -> None:
    status, last = checked(reader, site, {"node_1.htm": 401})
    assert status == 1
    assert last.startswith("✗ entry: ")
    assert "401" in last


def test_an_entry_that_lists_nothing_is_the_step_that_fails(reader, site) -> None:
    status, last = checked(reader, site, {"node_1.htm": SHELL})
    assert status == 1
    assert last.startswith("✗ ")


def test_pages_without_articles_are_the_step_that_fails(reader, site) -> None:
    front = FRONT.partition("<ul>")[0]
    status, last = checked(reader, site, {"node_1.htm": front, "node_2.htm": front})
    assert status == 1
    assert last.startswith("✗ articles: 2 pages were read and no article found on them")


def test_an_article_that_is_refused_is_the_step_that_fails(reader, site) -> None:
    pages: dict[str, str | int] = {"node_1.htm": FRONT, "content_1.htm": 404, "node_2.htm": 404}
    status, last = checked(reader, site, pages)
    assert status == 1
    assert last.startswith("✗ text: ")
    assert "404" in last


def test_an_article_without_a_text_is_the_step_that_fails(reader, site) -> None:
    empty = "<html><h1>桥</h1><div id=ozoom></div></html>"
    pages = {"node_1.htm": FRONT, "node_2.htm": FRONT, "content_1.htm": empty}
    status, last = checked(reader, site, pages)
    assert status == 1
    assert last.startswith("✗ text: ")


def test_an_article_that_is_none_is_named_with_its_address(reader, site) -> None:
    shell = "<html><title>x</title><body></body></html>"
    pages = {"node_1.htm": FRONT, "node_2.htm": FRONT, "content_1.htm": shell}
    status, last = checked(reader, site, pages)
    assert status == 1
    assert last.startswith("✗ text: the page holds no article: http://")
    assert "/content_1.htm; look at it in a browser." in last


def test_a_mirror_that_is_no_address_is_misuse(reader) -> None:
    said = reader("papers", "check", "kjrb", "--base-url", "ftp://x")
    assert said.status == 1
    assert "--base-url takes an http or https address" in said.err
    assert "not ftp://x." in said.err
