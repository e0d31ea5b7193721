"""Taking things away: a volume, in a form, to where a person wants it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reader.errors import UsageError
from reader.export.plates import PictureAt, Plates
from reader.export.saving import Names, Target, saving, saving_folder
from reader.lang import say
from reader.text import shown

if TYPE_CHECKING:
    from reader.export.markdown import PictureOf
    from reader.export.volume import Part, Volume
    from reader.model import Image

Told = Callable[["Part"], object]
"""Hears of each part before it is written: brings its pictures in, says how far it is, or raises to
have it end."""

_TOGETHER = 64 * 1024
_OF_PICTURES = "pictures"


class Form(StrEnum):
    """How something is taken away; the value is its name on the command line."""

    EPUB = "epub"
    MARKDOWN = "md"
    HTML = "html"
    TEXT = "text"
    JSONL = "jsonl"
    PDF = "pdf"

    @property
    def extension(self) -> str:
        """How its files end."""
        return ".txt" if self is Form.TEXT else f".{self.value}"

    @property
    def is_text(self) -> bool:
        """Whether it can be read in a pipe."""
        return self not in (Form.EPUB, Form.PDF)


class Split(StrEnum):
    """What gets a file of its own."""

    NOTHING = ""
    ISSUE = "issue"
    ARTICLE = "article"


def form_named(path: str) -> Form | None:
    """The form that a file's name asks for."""
    ending = Path(path).suffix.lower()
    others = {".htm": Form.HTML, ".markdown": Form.MARKDOWN, ".ndjson": Form.JSONL}
    return others.get(ending) or next((f for f in Form if f.extension == ending), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken away."""

    path: Path | None = None
    """The file or the folder; None for what went into a pipe."""
    files: int = 0
    articles: int = 0
    pictures: int = 0
    absent: int = 0
    """Pictures that are not here."""


def take_away(
    volume: Volume,
    form: Form,
    target: Target,
    *,
    picture_at: PictureAt,
    split: Split = Split.NOTHING,
    measure: int | None = None,
    tell: Told = lambda _part: None,
) -> Taken:
    """Writes the volume into a file, or where it is split into a folder of files, whole or not at
    all. Raises `UsageError` where that cannot be, and where there is nothing to take away."""
    taking = _Taking(form, Plates(picture_at), measure)
    volume = taking.counted(volume, tell)
    if split is Split.NOTHING:
        with saving(target, form.extension) as unfinished:
            taking.write(volume, unfinished.file)
            taking.must_have_something()
        return taking.taken(unfinished.path, 1)
    with saving_folder(target) as folder:
        count = taking.write_all(volume, split, folder.hidden)
        taking.must_have_something()
    return taking.taken(folder.path, count)


def pieces_of(
    volume: Volume,
    form: Form,
    *,
    picture_at: PictureAt,
    measure: int | None = None,
    tell: Told = lambda _part: None,
) -> Iterator[str]:
    """The volume as text, piece by piece, for a pipe."""
    taking = _Taking(form, Plates(picture_at), measure)
    yield from taking.pieces(taking.counted(volume, tell))


class _Taking:
    """One such errand."""

    def __init__(self, form: Form, plates: Plates, measure: int | None) -> None:
        self._form = form
        self._plates = plates
        self._measure = measure
        self._articles = 0

    def counted(self, volume: Volume, tell: Told) -> Volume:
        """The volume, each part of which is told of when it is read."""

        def parts() -> Iterator[Part]:
            for part in volume.parts():
                tell(part)
                self._articles += sum(1 for _ in part.articles)
                yield part

        return replace(volume, parts=parts)

    def taken(self, path: Path, files: int) -> Taken:
        """What came of it."""
        return Taken(
            path=path,
            files=files,
            articles=self._articles,
            pictures=len(self._plates.here),
            absent=len(self._plates.absent),
        )

    def must_have_something(self) -> None:
        """Raises `UsageError` where no article came."""
        if not self._articles:
            raise UsageError(say("There is no article in it, so nothing was written."))

    def write(self, volume: Volume, file: IO[bytes], picture_of: PictureOf | None = None) -> None:
        """Write a volume into a file."""
        if self._form is Form.EPUB:
            from reader.export.epub import write_epub

            write_epub(volume, file, self._plates)
            return
        waiting: list[str] = []
        size = 0
        for piece in self.pieces(volume, picture_of):
            waiting.append(piece)
            size += len(piece)
            if size > _TOGETHER:
                file.write("".join(waiting).encode("utf-8", "replace"))
                waiting, size = [], 0
        file.write("".join(waiting).encode("utf-8", "replace"))

    def write_all(self, volume: Volume, split: Split, folder: Path) -> int:
        """Write its volumes into a folder, a file each; how many they were."""
        from reader.export.volume import split_by_article, split_by_issue

        names = Names()
        names.name(_OF_PICTURES, "")
        count = 0
        for one in (split_by_article if split is Split.ARTICLE else split_by_issue)(volume):
            with (folder / names.name(one.words, self._form.extension)).open("xb") as file:
                self.write(one, file, self._beside(folder))
                file.flush()
                os.fsync(file.fileno())
            count += 1
        return count

    def _beside(self, folder: Path) -> PictureOf:
        """Puts a note's pictures beside it."""

        def picture_of(image: Image) -> str:
            from reader.export.markdown import web_address

            plate = self._plates.plate(image.url)
            if plate is None:
                return web_address(image.url)
            place = folder / _OF_PICTURES / plate.name
            place.parent.mkdir(exist_ok=True)
            if not place.exists():
                place.write_bytes(plate.content)
            return f"{_OF_PICTURES}/{plate.name}"

        return picture_of

    def pieces(self, volume: Volume, picture_of: PictureOf | None = None) -> Iterator[str]:
        """A volume as text."""
        match self._form:
            case Form.MARKDOWN:
                from reader.export.notes import note_pieces

                return note_pieces(volume, picture_of)
            case Form.HTML:
                from reader.export.html import page_pieces

                return page_pieces(volume, self._plates)
            case Form.TEXT:
                from reader.export.plain import text_pieces

                return text_pieces(volume, self._measure)
            case Form.JSONL:
                from reader.export.json import line, whole_record_of

                return (
                    line(whole_record_of(printed)) + "\n"
                    for part in volume.parts()
                    for printed in part.articles
                )
            case Form.EPUB | Form.PDF:
                raise UsageError(
                    say("{form} is not text; name a file with --output.", form=shown(self._form))
                )
