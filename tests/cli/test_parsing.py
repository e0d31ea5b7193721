"""`reader parse`: pages in, articles out."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest

PAGE = """<!doctype html><html lang="en"><head><title>{0}</title>
<meta property="article:published_time" content="2024-07-06"></head><body><article><h1>{0}</h1>
<p>6 July 2024</p>{1}<script>var nothing = "of this";</script></article></body></html>"""
TEXT = "<p>The bridge over the river opened a month before its time on Friday.</p>" * 6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "pages"
    (root / "below").mkdir(parents=True)
    (root / "b.html").write_text(PAGE.format("Second page here", TEXT))
    (root / "a.b.html.gz").write_bytes(gzip.compress(PAGE.format("First page here", TEXT).encode()))
    (root / "below" / "c.htm").write_text(PAGE.format("Third page here", TEXT))
    (root / "style.css").write_text("p { color: red }")
    (root / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return root


def lines(said) -> list[dict[str, object]]:
    return [json.loads(row) for row in said.out.splitlines()]


def test_one_page_as_json_is_an_object(reader, folder: Path) -> None:
    said = reader("parse", str(folder / "b.html"), "--format", "json")
    assert said.status == 0
    record = json.loads(said.out)
    assert (record["id"], record["title"]) == ("b", "Second page here")


def test_a_folder_has_a_line_for_every_page_in_sorted_order(reader, folder: Path) -> None:
    said = reader("parse", str(folder), "--format", "jsonl")
    assert (said.status, said.err) == (0, "")
    assert [record["id"] for record in lines(said)] == ["a.b", "b", "c"]


def test_a_folder_as_json_is_a_list(reader, folder: Path) -> None:
    (folder / "b.html").unlink()
    (folder / "below" / "c.htm").unlink()
    assert len(json.loads(reader("parse", str(folder), "--format", "json").out)) == 1


def test_text_is_set_and_markdown_is_markdown(reader, folder: Path) -> None:
    page = str(folder / "b.html")
    assert "Second page here" in reader("parse", page, "--width", "40").out
    assert "# Second page here\n" in reader("parse", page, "--format", "md").out


def test_a_sidecar_gives_the_address_and_nothing_else(reader, folder: Path) -> None:
    note = {"url": "https://example.com/news/b.html", "title": "NEVER", "text": "NEVER"}
    (folder / "b.json").write_text(json.dumps(note))
    said = reader("parse", str(folder), "--format", "jsonl")
    found = {record["id"]: record for record in lines(said)}
    assert len(found) == 3
    assert found["b"]["url"] == "https://example.com/news/b.html"
    assert found["c"]["url"] == ""
    assert "NEVER" not in said.out


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"[" * 100_000,
        b'{"url": 5}',
        b'["url"]',
        b'{"url": "file:///etc/passwd"}',
        b'{"url": "javascript:alert(1)"}',
        b'{"url": "https://user:word@example.com/"}',
        b'{"url": "https://example.com/\\u001b[2J"}',
        b"\xff\xfe",
        b'{"url": "https://example.com/"}' + b" " * 2_000_000,
    ],
)
def test_a_sidecar_that_is_none_changes_nothing(reader, folder: Path, note: bytes) -> None:
    (folder / "b.json").write_bytes(note)
    said = reader("parse", str(folder / "b.html"), "--format", "json")
    assert said.status == 0
    assert json.loads(said.out)["url"] == ""


def test_url_says_where_the_page_came_from(reader, folder: Path) -> None:
    page = str(folder / "b.html")
    said = reader("parse", page, "--url", "https://example.com/b", "--format", "json")
    assert json.loads(said.out)["url"] == "https://example.com/b"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:1", "-x", "\x1b[2J", "https://"])
def test_a_url_that_is_none_is_a_sentence(reader, folder: Path, url: str) -> None:
    said = reader("parse", str(folder / "b.html"), f"--url={url}")
    assert (said.status, said.out) == (1, "")
    assert said.err.count("\n") == 1


def test_a_page_that_cannot_be_read_does_not_hold_up_the_others(reader, folder: Path) -> None:
    (folder / "aa.html").write_text("")
    (folder / "ab.html.gz").write_bytes(b"\x1f\x8bnothing of the kind")
    said = reader("parse", str(folder), "--format", "jsonl")
    assert said.status == 1
    assert [record["id"] for record in lines(said)] == ["a.b", "b", "c"]
    assert said.err.count("\n") == 2


def test_a_hundred_bad_pages_are_three_lines(reader, folder: Path) -> None:
    for number in range(100):
        (folder / f"x{number}.html").write_text("")
    said = reader("parse", str(folder), "--format", "jsonl")
    assert said.status == 1
    assert said.err.count("\n") == 3
    assert "98 more" in said.err
    assert len(said.err) <= 600


@pytest.mark.parametrize("name", ["nosuch.html", "no\x1b[2Jsuch", "\udcff", "a" * 5000, "a\x00b"])
def test_a_path_that_is_none_is_a_sentence(reader, name: str) -> None:
    for form in ("text", "json", "jsonl"):
        said = reader("parse", name, "--format", form)
        assert (said.status, said.out.strip("[] \n")) == (1, "")
        assert said.err.count("\n") == 1
        assert "\x1b" not in said.err


def test_a_folder_without_pages_is_a_sentence(reader, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = reader("parse", str(tmp_path / "empty"), "--format", "jsonl")
    assert (said.status, said.out) == (1, "")
    assert said.err.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_links_out_of_the_folder_and_round_it_are_not_followed(
    reader, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.html").write_text(PAGE.format("Secret page here", TEXT))
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    (folder / "up").symlink_to(tmp_path)
    (folder / "round").symlink_to(folder)
    (folder / "gone.html").symlink_to(folder / "nosuch.html")
    said = reader("parse", str(folder), "--format", "jsonl")
    assert "Secret" not in said.out
    assert [record["id"] for record in lines(said)] == ["a.b", "b", "c"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a FIFO")
def test_a_pipe_in_a_folder_is_not_waited_for(reader, folder: Path) -> None:
    os.mkfifo(folder / "pipe.html")
    assert len(lines(reader("parse", str(folder), "--format", "jsonl"))) == 3


def test_a_bomb_is_a_sentence(reader, tmp_path: Path) -> None:
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(bytes(64 * 1024 * 1024)))
    said = reader("parse", str(tmp_path / "bomb.html.gz"))
    assert said.status == 1
    assert said.err.count("\n") == 1


def test_explain_says_what_was_taken_out_and_by_which_rule(reader, folder: Path) -> None:
    page = folder / "b.html"
    page.write_text(
        PAGE.format("Second page here", TEXT + "<p>版权所有 违者必究</p><p>责任编辑：王五</p>"),
        encoding="utf-8",
    )
    said = reader("parse", str(page), "--explain")
    assert said.status == 0
    record = json.loads(reader("parse", str(page), "--explain", "--format", "json").out)
    for removal in record["removed"]:
        assert set(removal) == {"rule", "text", "count"}
        assert removal["rule"] in said.out


def test_a_dash_is_standard_input(reader, monkeypatch) -> None:
    page = PAGE.format("Piped page here", TEXT).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page)))
    record = json.loads(reader("parse", "-", "--format", "json").out)
    assert (record["id"], record["title"]) == ("stdin", "Piped page here")


def test_a_file_name_is_shown_harmlessly(reader, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("names of the kind cannot be made here")
    for content, form in (("", "json"), (PAGE.format("A page of that name", TEXT), "text")):
        page = tmp_path / "-rf \u202e[bold]\x1b[2J.html"
        page.write_text(content)
        said = reader("parse", str(page), str(page), "--format", form)
        assert not {"\x1b", "\u202e"} & set(said.out + said.err)


def test_every_hostile_folder_ends_in_time_and_in_peace(reader, shared: Path) -> None:
    for folder in sorted((shared / "hostile" / "files" / "issue").iterdir()):
        said = reader("parse", str(folder), "--format", "jsonl")
        assert said.status in (0, 1)
        assert said.err.count("\n") <= 3
        assert "NEVER" not in said.out
