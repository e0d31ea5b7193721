"""`reader` without a command, and `reader open`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import reader.app
from reader.cli import terminal
from reader.delivery import sample_issues
from reader.library import Library
from reader.text.cells import width_in_cells

PAGE = """<!doctype html><html lang="en"><head><title>Bridge opens early</title>
<meta property="article:published_time" content="2024-07-06"></head><body>
<article><h1>Bridge opens early</h1><p>By Ann Lee</p><p>6 July 2024</p>{}</article></body></html>
""".format("<p>The bridge over the river opened a month before its time on Friday.</p>" * 6)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_without_a_terminal_the_newest_issue_is_printed(reader) -> None:
    said = reader()
    assert said.status == 0
    assert said.err == ""
    rows = said.out.splitlines()
    assert rows[0] == "读报"
    whole = len(tuple(sample_issues()[-1].articles))
    first, last = f"Article 1 of {whole}", f"Article {whole} of {whole}"
    assert rows.index("Contents") < rows.index(first) < rows.index(last)
    assert rows[-1] == "The end of this issue."
    assert max(map(width_in_cells, rows)) <= 72


def test_the_issue_is_whole_and_in_print_order(reader, stocked: Path, monkeypatch) -> None:
    monkeypatch.setattr(Library, "newest", lambda self: ("kjrb", self.days("kjrb")[-1].date))
    out = reader().out
    at = [out.index(words) for words in ("星期六", "我国科学家取得新突破", "第二版头条")]
    assert at == sorted(at)
    assert "正文。正文。" in out
    assert "The text of Ways to Advance." in out


def test_plain_prints_on_a_terminal_what_a_pipe_gets(reader, monkeypatch) -> None:
    in_a_pipe = reader().out
    started = interactive(monkeypatch)
    assert reader("--plain").out == in_a_pipe
    assert started == []


def test_plain_before_a_command_says_what_the_command_has_instead(reader) -> None:
    said = reader("--plain", "show", "sample", "latest")
    assert said.status == 2
    assert "--format plain" in said.err


@pytest.mark.parametrize("what", [[], ["01"], ["1"]])
def test_show_reads_an_issue_a_page_and_an_article_aloud(reader, stocked: Path, what) -> None:
    said = reader("show", "kjrb", "latest", *what, "--format", "plain")
    assert said.status == 0
    assert "我国科学家取得新突破" in said.out
    assert "─" not in said.out
    assert "* * *" not in said.out


def test_a_terminal_narrower_than_the_measure_is_kept_to(reader, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(width_in_cells, reader().out.splitlines())) <= 40


def test_the_sample_is_delivered_once(reader, own_directories: Path) -> None:
    first = reader().out
    assert reader().out == first
    with Library.open(own_directories / "library.db") as library:
        assert library.days("sample")


def interactive(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Makes the command line believe in a terminal and takes the app's place."""
    started: list[dict[str, object]] = []

    def run_app(library: Library, **more: object) -> int:
        newspapers = [newspaper.id for newspaper in library.newspapers()]
        started.append({"path": library.path, "newspapers": newspapers, **more})
        return 0

    monkeypatch.setattr(terminal, "is_interactive", lambda: True)
    monkeypatch.setattr(reader.app, "run_app", run_app)
    return started


def test_on_a_terminal_the_app_starts_with_the_sample(reader, monkeypatch) -> None:
    started = interactive(monkeypatch)
    assert reader().status == 0
    assert "sample" in started[0]["newspapers"]


@pytest.mark.parametrize("content", ["nosuch = 1", "[keys]\nx = 5", "]", "\x00"])
def test_a_wrong_config_is_told_and_the_app_starts_all_the_same(
    reader, monkeypatch, own_directories: Path, content: str
) -> None:
    path = own_directories / "config" / "reader" / "reader.toml"
    path.parent.mkdir(parents=True)
    path.write_text(content)
    started = interactive(monkeypatch)
    said = reader()
    assert len(started) == 1
    assert "reader.toml" in said.err
    assert said.err.count("\n") == 1


def test_the_app_does_not_start_on_a_damaged_library(
    reader, monkeypatch, own_directories: Path
) -> None:
    (own_directories / "library.db").write_bytes(b"no database" * 1000)
    started = interactive(monkeypatch)
    said = reader()
    assert said.status == 1
    assert not started
    assert said.err.count("\n") == 1
    assert (own_directories / "library.db").read_bytes() == b"no database" * 1000


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("name", "can"), [("dumb", False), ("xterm", True), ("", True)])
def test_a_dumb_terminal_gets_plain_text(monkeypatch, name: str, can: bool) -> None:
    import pty
    import sys

    _, follower = pty.openpty()
    with os.fdopen(follower, "r+b", buffering=0) as screen:
        monkeypatch.setenv("TERM", name)
        monkeypatch.setattr(sys, "stdin", screen)
        monkeypatch.setattr(sys, "stdout", screen)
        assert terminal.is_interactive() is can


def test_open_prints_a_page_and_keeps_nothing(reader, page: Path, own_directories: Path) -> None:
    said = reader("open", str(page))
    assert said.status == 0
    assert "Bridge opens early" in said.out
    assert not (own_directories / "library.db").exists()


def test_open_as_json_is_an_object_for_one_article(reader, page: Path) -> None:
    record = json.loads(reader("open", str(page), "--format", "json").out)
    assert record["title"] == "Bridge opens early"


def test_open_takes_a_folder(reader, page: Path) -> None:
    (page.parent / "pages").mkdir()
    for number in (1, 2):
        copy = PAGE.replace("early", f"early {number}")
        (page.parent / "pages" / f"{number}.html").write_text(copy, encoding="utf-8")
    said = reader("open", str(page.parent / "pages"), "--format", "jsonl")
    assert said.out.count("\n") == 2


def test_open_on_a_terminal_opens_the_app_on_a_library_that_goes_away(
    reader, monkeypatch, page: Path
) -> None:
    started = interactive(monkeypatch)
    assert reader("open", str(page)).status == 0
    assert started[0]["newspapers"]
    assert not Path(str(started[0]["path"])).exists()


@pytest.mark.parametrize("source", ["nosuch.html", "\x1b[2J", "http://", "http://a b/"])
def test_what_cannot_be_opened_is_a_sentence(reader, source: str) -> None:
    said = reader("open", source)
    assert said.status == 1
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "\x1b" not in said.err


def test_open_reads_an_address(reader, httpserver) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/bridge").respond_with_data(PAGE, content_type="text/html")
    said = reader("open", httpserver.url_for("/bridge"), "--format", "json")
    assert json.loads(said.out)["title"] == "Bridge opens early"
