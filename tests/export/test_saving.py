from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.errors import UsageError
from reader.export.saving import save_new, saving, target_of


def test_a_file_is_whole_and_never_over_another(tmp_path: Path) -> None:
    folder = tmp_path / "Downloads"
    first = save_new(folder, "kjrb-2024-07-06-01", ".pdf", b"one")
    second = save_new(folder, "kjrb-2024-07-06-01", ".pdf", b"two")
    assert [file.name for file in (first, second)] == [
        "kjrb-2024-07-06-01.pdf",
        "kjrb-2024-07-06-01-2.pdf",
    ]
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert sorted(folder.iterdir()) == sorted((first, second))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("..", "picture.pdf"),
        ("科技日报/01\x1b[2J", "科技日报-01-2J.pdf"),
        ("x" * 500, "x" * 80 + ".pdf"),
    ],
)
def test_a_name_from_outside_leads_nowhere_else(tmp_path: Path, name: str, file: str) -> None:
    assert save_new(tmp_path, name, ".pdf", b"x") == tmp_path / file


def test_a_folder_without_links_takes_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    assert save_new(tmp_path, "a", ".png", b"1").name == "a.png"
    assert save_new(tmp_path, "a", ".png", b"2").name == "a-2.png"
    assert (tmp_path / "a.png").read_bytes() == b"1"


def test_a_folder_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot be written to"):
        save_new(tmp_path / "file", "a", ".pdf", b"x")


def test_a_name_that_the_locale_has_no_letters_for_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_ascii(_whole: Path, there: Path) -> None:
        there.name.encode("ascii")

    monkeypatch.setattr(os, "link", in_ascii)
    target = target_of(f"{tmp_path}/", "科技日报")
    with pytest.raises(UsageError, match="locale"), saving(target, ".epub"):
        pass
    assert list(tmp_path.iterdir()) == []
