"""`reader bookmarks` and what it does with them."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from reader.library import Library
from tests.cli.conftest import AT, DAY, READER

FIRST, SECOND = "kjrb/2024-07-06/c1", "kjrb/2024-07-06/c2"


@pytest.fixture
def kept(stocked: Path) -> Path:
    """Two bookmarks, one with a tag and a note."""
    with Library.open(stocked) as library:
        library.bookmark(FIRST, at=AT, note="为什么")
        library.bookmark(SECOND, at=AT)
        library.clippings.tag(FIRST, ["航天"])
    return stocked


def typed_in(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(words.encode())))


def test_an_article_is_bookmarked_by_its_place_with_note_and_tags(reader, stocked: Path) -> None:
    said = reader(
        *("bookmarks", "add", "kjrb", "2024-07-06", "1", "--note", "n", "--tag", "b", "--tag", "a")
    )
    assert (said.status, said.out, said.err) == (0, f"{FIRST}\n", "")
    with Library.open(stocked) as library:
        bookmark = library.bookmark_of(FIRST)
    assert bookmark is not None
    assert (bookmark.note, bookmark.tags) == ("n", ("a", "b"))


def test_keys_on_stdin_are_acknowledged_one_by_one(reader, stocked: Path, monkeypatch) -> None:
    typed_in(monkeypatch, f"{FIRST}\nkjrb/2024-07-06/none\n\n{SECOND}\n")
    said = reader("bookmarks", "add", "-")
    assert (said.status, said.out) == (3, f"{FIRST}\n{SECOND}\n")
    assert "kjrb/2024-07-06/none" in said.err
    assert said.err.count("\n") == 1


def test_an_acknowledged_bookmark_is_on_the_disk_when_the_program_is_killed(stocked: Path) -> None:
    with subprocess.Popen(
        [*READER, "bookmarks", "add", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{FIRST}\n{SECOND}\n".encode())
        process.stdin.flush()
        told = [process.stdout.readline().decode().strip() for _ in range(2)]
        process.kill()
    with Library.open(stocked) as library:
        assert [bookmark.key for bookmark in library.bookmarks()] == told[::-1]
        assert library.integrity() == []


def test_bookmarks_are_chosen_by_words_tag_and_paper(reader, kept: Path) -> None:
    for words, count in (
        (["--tag", "航天"], 1),
        (["#航"], 1),
        (["Advance"], 1),
        (["正文"], 1),
        (["--paper", "科技日报"], 2),
        (["--paper", "rmrb"], 0),
        (["paper:science"], 2),
        (["nowhere"], 0),
    ):
        said = reader("bookmarks", *words, "--format", "jsonl")
        assert (said.status, len(said.out.splitlines())) == (0, count), words
    assert reader("bookmarks", "nowhere").err == "No bookmark is like that.\n"
    assert "#航天" in reader("bookmarks").out


def test_tags_are_given_taken_and_counted(reader, kept: Path) -> None:
    said = reader("bookmarks", "tag", FIRST, "--tag", "new", "--untag", "航天")
    assert (said.status, said.out) == (0, f"{FIRST} #new\n")
    assert reader("bookmarks", "tags").out == "     1  new\n"
    assert reader("bookmarks", "tag", FIRST, "--tag", "#").status == 1


def test_a_bookmark_is_let_go_also_when_its_issue_is_gone(reader, kept: Path) -> None:
    with Library.open(kept) as library:
        library.remove_issue("kjrb", DAY, at=AT)
    assert reader("bookmarks", "remove", "kjrb", "2024-07-06", "Advance").out == f"{SECOND}\n"
    assert reader("bookmarks", "remove", FIRST).out == f"{FIRST}\n"
    assert reader("bookmarks", "remove", FIRST).status == 1


@pytest.mark.parametrize("form", ["json", "md", "html"])
def test_what_is_exported_comes_back(
    reader, kept: Path, tmp_path: Path, monkeypatch, form: str
) -> None:
    folder = tmp_path / "有 空格"
    folder.mkdir()
    said = reader("bookmarks", "export", "--format", form, "--output", str(folder))
    assert said.status == 0
    assert said.err == "2 bookmarks\n"
    (file,) = folder.iterdir()
    assert said.out.strip() == str(file)
    with Library.open(kept) as library:
        before = library.bookmarks()
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "other.db"))
    assert reader("bookmarks", "import", str(file)).out == (
        f"{file} 2 new 0 joined 0 same 0 skipped\n"
    )
    with Library.open(tmp_path / "other.db") as library:
        assert library.bookmarks() == before
    typed_in(monkeypatch, file.read_text(encoding="utf-8"))
    assert reader("bookmarks", "import", "-").out == "- 0 new 0 joined 2 same 0 skipped\n"


def test_a_file_without_bookmarks_fails_in_one_sentence(reader, tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    file.write_text("<p>nothing")
    said = reader("bookmarks", "import", str(file))
    assert (said.status, said.out) == (1, "")
    assert said.err.count("\n") == 1
    said = reader("bookmarks", "import", str(tmp_path / "none"))
    assert (said.status, said.err.count("\n")) == (1, 1)


def test_an_export_overwrites_nothing_unless_it_is_told_to(
    reader, kept: Path, tmp_path: Path
) -> None:
    file = tmp_path / "b.json"
    file.write_text("mine")
    said = reader("bookmarks", "export", "--output", str(file))
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert file.read_text() == "mine"
    assert reader("bookmarks", "export", "--output", str(file), "--force").status == 0
    assert file.read_text().startswith("{")
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


def test_nothing_to_export_is_no_file(reader, stocked: Path, tmp_path: Path) -> None:
    said = reader("bookmarks", "export", "--output", str(tmp_path / "x.json"))
    assert (said.status, said.out) == (1, "")
    assert not (tmp_path / "x.json").exists()
