"""What a hostile page becomes in every form: nothing that runs, leads away or lies."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from reader.errors import ReaderError
from reader.export import Printed, is_exported, volume
from reader.export.epub import write_epub
from reader.export.html import page_pieces
from reader.export.json import whole_record_of
from reader.export.notes import note_pieces
from reader.export.plain import text_pieces
from reader.export.plates import Plates
from reader.export.saving import Names, Target, saving
from reader.parse import parse_page

RAISED = ("<sub>", "</sub>", "<sup>", "</sup>")
"""What Markdown has no sign for."""
FOLDERS = ("page", "markup", "uni", "term", "fuzz", "cut", "enc", "many", "deep")


WHOLE = ("page", "markup", "term")
"""Of these every case is tried; of the others, which are many of a kind, every fourth."""
LARGEST = 200_000


def cases(shared: Path) -> list[Path]:
    folder = shared / "hostile" / "files"
    found = {name: sorted((folder / name).glob("*.html")) for name in FOLDERS}
    return [
        path
        for name, paths in found.items()
        for path in (paths if name in WHOLE else paths[::4])
        if path.stat().st_size < LARGEST
    ]


def stories(path: Path) -> list[Printed]:
    try:
        page = parse_page(path.read_bytes(), "https://example.com/a/b.html")
    except ReaderError:
        return []
    return [
        Printed(
            id=f"{path.stem}#{n}", article=article, newspaper=page.newspaper_name, language="zh"
        )
        for n, article in enumerate(page.articles)
        if is_exported(article)
    ]


def is_harmless_markdown(text: str) -> bool:
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        for one in (token, *(token.children or ())):
            address = str(one.attrs.get("href") or one.attrs.get("src") or "https://").lower()
            if not address.startswith(("http://", "https://")):
                return False
            if one.type.startswith("html") and one.content not in RAISED:
                return False
    return True


@pytest.mark.parametrize("part", range(4))
def test_hostile_pages_are_harmless_in_every_form(
    shared: Path, page_faults, book_faults, part: int
) -> None:
    faults: list[tuple[str, object]] = []
    for path in cases(shared)[part::4]:
        for printed in stories(path):
            of = volume.of_article(printed)
            plates = Plates(lambda _url: None)
            if found := page_faults("".join(page_pieces(of, plates))):
                faults.append((path.name, found))
            book = io.BytesIO()
            write_epub(of, book, plates)
            if found := book_faults(book.getvalue()):
                faults.append((path.name, found))
            note = "".join(note_pieces(of))
            _, matter, text = note.split("---\n", 2)
            if not is_harmless_markdown(text):
                faults.append((path.name, "markdown"))
            yaml = pytest.importorskip("yaml")
            if yaml.safe_load(matter)["title"] != json.loads(matter.split("\n")[0][7:]):
                faults.append((path.name, "front matter"))
            plain = "".join(text_pieces(of)) + json.dumps(whole_record_of(printed))
            faults += [(path.name, ascii(c)) for c in plain if ord(c) < 32 and c not in "\n\t"]
    assert faults == []


def test_hostile_pages_pass_the_standards_own_checker(
    shared: Path, epubcheck, tmp_path: Path
) -> None:
    chapters = []
    for path in cases(shared):
        chapters += [volume.Chapter(label=path.name, articles=tuple(stories(path)))]
    part = volume.Part(id="hostile", title="<hostile> & co", chapters=tuple(chapters))
    of = volume.Volume(
        id="hostile",
        title='</title><script>"',
        nameplate="\x1b[2J",
        subtitle="]]>",
        language='zh" onload="',
        words="hostile",
        parts=lambda: (part,),
    )
    path = tmp_path / "hostile.epub"
    with path.open("w+b") as file:
        write_epub(of, file, Plates(lambda _url: None))
    assert epubcheck([path]) == ""


def test_hostile_titles_become_names_that_every_system_takes(shared: Path, tmp_path: Path) -> None:
    titles = json.loads((shared / "hostile/files/values/names.json").read_text(encoding="utf-8"))
    folder = tmp_path / "books"
    names = Names()
    alike: set[str] = set()
    for title in [*titles, *titles]:
        name = names.name(title, ".epub")
        assert len(name.encode()) <= 200
        assert name == unicodedata.normalize("NFC", name)
        assert not set(name) & set('<>:"/\\|?*\0\n\t\x1b ~$%')
        assert name[0] not in "-. "
        stem = name.removesuffix(".epub")
        assert stem == stem.strip(" .")
        device = stem.split(".")[0].upper()
        assert device not in {"CON", "PRN", "AUX", "NUL"}
        assert not (device[:3] in ("COM", "LPT") and device[3:].isdigit() and len(device) == 4)
        key = unicodedata.normalize("NFKD", name).casefold()
        assert key not in alike
        alike.add(key)
        with saving(Target(folder=folder, words=title), ".epub") as unfinished:
            unfinished.file.write(title.encode("utf-8", "replace"))
        assert unfinished.path.parent == folder
    assert len(list(folder.iterdir())) == 2 * len(titles)
    assert [path.name for path in tmp_path.iterdir()] == ["books"]
