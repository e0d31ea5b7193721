"""A ZIP of saved pages: read in place, within bounds, each entry for itself."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.delivery.intake import zips
from tests.delivery.intake.containers import DAY, TODAY, Told, headlines, html, zipped

if TYPE_CHECKING:
    from reader.library import Library

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "pages.zip"


def test_the_pages_of_a_zip_become_their_newspaper_s_issue(library: Library, archive: Path) -> None:
    archive.write_bytes(zipped([("a.html", html()), ("b/c.html", html("丰收", "稻谷金黄。"))]))
    told = Told(library, archive)
    assert told.filed == [("kjrb", DAY, 2)]
    assert headlines(library, "kjrb", DAY) == ["大桥通车", "丰收"]
    assert told.left_out == []


def test_the_same_zip_again_adds_nothing_and_says_so(library: Library, archive: Path) -> None:
    archive.write_bytes(zipped([("a.html", html())]))
    Told(library, archive)
    again = Told(library, archive)
    assert (again.filed, again.known) == ([], ["pages.zip"])


def test_the_same_zip_comes_back_when_its_issue_was_removed(
    library: Library, archive: Path
) -> None:
    archive.write_bytes(zipped([("a.html", html())]))
    Told(library, archive)
    library.remove_issue("kjrb", DAY, at=library.intake.of(_digest(archive)).brought_at)  # type: ignore[union-attr]
    assert Told(library, archive).filed == [("kjrb", DAY, 1)]


def _digest(path: Path) -> bytes:
    from reader.delivery.intake.entry import digest_of_file

    return digest_of_file(path)


def test_nothing_is_written_where_a_name_points_to(
    library: Library, archive: Path, tmp_path: Path
) -> None:
    archive.write_bytes(
        zipped([("../../out.html", html()), ("/tmp/out.html", html("二")), ("ok.html", html("三"))])
    )
    before = {path for path in tmp_path.rglob("*") if "kept" not in path.parts}
    Told(library, archive)
    assert {path for path in tmp_path.rglob("*") if "kept" not in path.parts} == before
    assert len(headlines(library, "kjrb", DAY)) == 3


def test_a_link_is_not_followed(library: Library, archive: Path) -> None:
    link = zipfile.ZipInfo("link.html")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.write_bytes(zipped([(link, "/etc/passwd"), ("a.html", html())]))
    told = Told(library, archive)
    assert told.left_out == [("link.html", "It is a link and was not followed.")]
    assert headlines(library, "kjrb", DAY) == ["大桥通车"]


def test_an_encrypted_entry_is_told(library: Library, archive: Path) -> None:
    raw = bytearray(zipped([("a.html", html())]))
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.find(magic) + at] |= 1
    archive.write_bytes(raw)
    assert Told(library, archive).left_out == [("a.html", "It is encrypted and was not read.")]


def test_a_zip_in_a_zip_is_not_opened_and_said(library: Library, archive: Path) -> None:
    inner = zipped([("a.html", html())])
    archive.write_bytes(zipped([("in.zip", inner), ("page.html", inner)]))
    told = Told(library, archive)
    assert [name for name, _ in told.left_out] == ["in.zip", "page.html"]
    assert all("archive within an archive" in reason for _, reason in told.left_out)


def test_an_entry_that_unpacks_to_far_more_is_left_out(library: Library, archive: Path) -> None:
    archive.write_bytes(zipped([("a.html", html() + " " * (4 << 20)), ("b.html", html("丰收"))]))
    told = Told(library, archive)
    assert [name for name, _ in told.left_out] == ["a.html"]
    assert headlines(library, "kjrb", DAY) == ["丰收"]


def test_what_follows_too_much_is_not_read(
    library: Library, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [(f"{n}.html", html(f"第{n}条", "字" * 1000 + str(n))) for n in range(9)]
    archive.write_bytes(zipped(entries))
    whole = zips.Budget
    monkeypatch.setattr(zips, "Budget", lambda: whole(left=16_000))
    told = Told(library, archive)
    assert [name for name, _ in told.left_out] == ["5.html"]
    assert len(headlines(library, "kjrb", DAY)) == 5


def test_of_too_many_entries_the_first_are_read(
    library: Library, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "MOST_ENTRIES", 2)
    archive.write_bytes(zipped([(f"{n}.html", html(f"第{n}条", f"正文{n}")) for n in range(5)]))
    told = Told(library, archive)
    assert len(headlines(library, "kjrb", DAY)) == 2
    assert "only 2 entries" in told.left_out[0][1]


def test_a_damaged_entry_costs_itself(library: Library, archive: Path) -> None:
    raw = bytearray(zipped([("a.html", html()), ("b.html", html("丰收"))]))
    raw[raw.find(b"a.html") + 30] ^= 0xFF
    archive.write_bytes(raw)
    told = Told(library, archive)
    assert [name for name, _ in told.left_out] == ["a.html"]
    assert headlines(library, "kjrb", DAY) == ["丰收"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_chinese_name_is_read_as_its_program_wrote_it(
    library: Library, archive: Path, encoding: str
) -> None:
    raw = zipped([("XXXXXX.html", b"")])
    name = "报纸".encode(encoding)
    raw = zipped([("X" * len(name) + ".html", b"")]).replace(b"X" * len(name), name)
    archive.write_bytes(raw)
    assert [name for name, _ in Told(library, archive).left_out] == ["报纸.html"]


def test_names_are_shown_without_what_they_carry(library: Library, archive: Path) -> None:
    archive.write_bytes(zipped([("\x1b[2J\u202e.html", b"")]))
    [(name, _)] = Told(library, archive).left_out
    assert "\x1b" not in name
    assert "\u202e" not in name


def test_an_entry_without_a_name_is_passed_over(library: Library, archive: Path) -> None:
    raw = bytearray(zipped([("X", html()), ("a.html", html())]))
    for magic, name in ((b"PK\x03\x04", 30), (b"PK\x01\x02", 46)):
        at = raw.find(magic)
        length = 26 if name == 30 else 28
        raw[at + name] = 0
        raw[at + length] = 1
    archive.write_bytes(raw)
    assert headlines(library, "kjrb", DAY) == []
    Told(library, archive)
    assert headlines(library, "kjrb", DAY) == ["大桥通车"]


@pytest.mark.parametrize("content", [b"PK\x03\x04junk" * 90, zipped([])[:-5]])
def test_a_broken_zip_is_one_sentence(library: Library, archive: Path, content: bytes) -> None:
    archive.write_bytes(content)
    assert Told(library, archive).left_out == [("pages.zip", "pages.zip is a damaged ZIP archive.")]


def test_a_picture_beside_a_page_comes_with_it(library: Library, archive: Path) -> None:
    page = (
        "<!-- saved from url=(0027)http://other.example/a/b.htm -->"
        "<html><h1>大桥通车</h1><article><p>江水东流，两岸丰收在望，大桥今日通车。</p>"
        '<img src="./b_files/bridge.png" width=600 height=400>'
        "<p>百姓奔走相告，一时传为美谈，四方宾客云集。</p></article></html>"
    )
    archive.write_bytes(zipped([("b.htm", page), ("b_files/bridge.png", PNG)]))
    Told(library, archive)
    issue = library.issue("saved", TODAY)
    assert issue is not None
    [image] = next(issue.articles).images
    assert library.picture(image.url) == ("image/png", PNG)
