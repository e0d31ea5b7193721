"""`e`: what one reads is written into a file, by a thread, into the folder that is shown."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.app.marking import marking_of
from reader.app.screens import exporting
from reader.app.screens.exporting import ExportBox
from reader.errors import Unreachable
from reader.lang import speak

if TYPE_CHECKING:
    from reader.app.app import ReaderApp
    from reader.library import Library

AppOn = Callable[..., "ReaderApp"]
Seen = Callable[["ReaderApp"], str]


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folders of a person lie in the test's own."""
    monkeypatch.setattr(exporting, "downloads_path", lambda: tmp_path / "Downloads")
    monkeypatch.setattr(exporting, "documents_path", lambda: tmp_path / "Documents")
    return tmp_path


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def written(pilot, app: ReaderApp) -> None:
    await app.workers.wait_for_complete(
        [worker for worker in app.workers if worker.group == "export"]
    )
    await marking_of(app).finish()
    await pilot.pause()


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (("e",), "科技日报-2024-07-06.epub"),
        (("enter", "e"), "科技日报-2024-07-06.epub"),
        (("enter", "enter", "e"), "科技日报-2024-07-06-要闻第1条"),
        (("B", "e"), "Bookmarks"),
    ],
)
async def test_a_book_is_written_from_every_place(
    app_on: AppOn,
    seen: Seen,
    library: Library,
    size: tuple[int, int],
    folders: Path,
    keys: tuple[str, ...],
    name: str,
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        assert isinstance(app.screen, ExportBox)
        text = seen(app)
        assert "A book (EPUB)" in text
        assert "The printed pages (PDF)" in text
        assert "Downloads" in text
        assert "Enter writes it" in text
        await press(pilot, "enter")
        await written(pilot, app)
        assert app.place is not None
        assert "Saved as" in app.place.sentence
    (file,) = (folders / "Downloads").iterdir()
    assert zipfile.ZipFile(file).testzip() is None
    assert file.suffix == ".epub"
    if name != "Bookmarks":
        assert file.name.startswith(name)


async def test_what_and_where_and_the_form_are_chosen_and_remembered(
    app_on: AppOn, seen: Seen, library: Library, folders: Path
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "enter", "enter", "e")
        assert "‹ This article ›" in seen(app)
        await press(pilot, "right", "tab", "j")
        assert "‹ Its page ›" in seen(app)
        assert "Documents" in seen(app)
        await press(pilot, "enter")
        await written(pilot, app)
        (file,) = (folders / "Documents").iterdir()
        assert file.suffix == ".md"
        assert file.read_text(encoding="utf-8").startswith("---\n")
        await press(pilot, "e", "enter")
        await written(pilot, app)
    assert len(list((folders / "Documents").iterdir())) == 2


async def test_the_issues_of_a_month_are_one_book(
    app_on: AppOn, library: Library, folders: Path
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "e", "right", "enter")
        await written(pilot, app)
    (file,) = (folders / "Downloads").iterdir()
    with zipfile.ZipFile(file) as book:
        assert "OEBPS/part00002.xhtml" in book.namelist()


async def test_a_folder_that_cannot_be_written_to_is_said(
    app_on: AppOn, library: Library, folders: Path
) -> None:
    (folders / "Downloads").write_bytes(b"")
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "enter", "e", "enter")
        await written(pilot, app)
        assert app.place is not None
        assert "cannot be written to" in app.place.sentence


async def test_pages_that_do_not_come_are_said(
    app_on: AppOn, library: Library, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(library)

    def refused(_name: str, url: str, *, key: str) -> bytes:
        if url.endswith("/1.pdf"):
            return b"%PDF-1.4 one"
        raise Unreachable("The site did not answer.", url=url)

    async with app.run_test(size=(100, 30)) as pilot:
        monkeypatch.setattr(app.deliveries, "pdf", refused)
        await press(pilot, "enter", "e", "G", "enter")
        await written(pilot, app)
        assert app.place is not None
        assert "3 pages did not come" in app.place.sentence
    (folder,) = (folders / "Downloads").iterdir()
    assert [file.read_bytes() for file in folder.iterdir()] == [b"%PDF-1.4 one"]


async def test_escape_writes_nothing(app_on: AppOn, library: Library, folders: Path) -> None:
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        await press(pilot, "enter", "e", "escape")
        assert not isinstance(app.screen, ExportBox)
    assert not (folders / "Downloads").exists()


async def test_the_box_speaks_chinese(app_on: AppOn, seen: Seen, library: Library) -> None:
    app = app_on(library)
    speak("zh")
    async with app.run_test(size=(60, 16)) as pilot:
        await press(pilot, "enter", "e")
        assert "电子书" in seen(app)
        assert "回车" in seen(app)
