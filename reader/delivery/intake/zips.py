"""A ZIP of saved pages, read in place."""

from __future__ import annotations

import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from reader.delivery.intake.addresses import address_of_path, key_of
from reader.delivery.intake.entry import (
    LARGEST_ENTRY,
    MOST_ENTRIES,
    Budget,
    Found,
    Spent,
    digest_of_file,
    gunzipped,
    is_container,
    nested,
    picture_type,
    read_within,
    sentence_of,
    too_large,
)
from reader.delivery.intake.saving import read_saved
from reader.errors import ParseError, ReaderError
from reader.lang import say
from reader.model import Response
from reader.text import shown

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_LARGEST_DIRECTORY = 32 * 1024 * 1024
_NO_PAGES = (
    *(".css", ".js", ".map", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".bmp"),
    *(".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".pdf", ".avif", ".xml", ".opf"),
    *(".ncx", ".ds_store", ".db", ".ini", ".exe", ".dll"),
)
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    IndexError,
    OverflowError,
    MemoryError,
)
"""What the standard library raises on archives that are broken on purpose."""


class Zipped:
    """The entries of a ZIP within bounds; what is common to archives of pages and to books."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.budget = Budget()
        self._file = path.open("rb")
        try:
            _refuse_large_directory(path)
            self._zip = zipfile.ZipFile(self._file)
        except _BROKEN as error:
            self._file.close()
            raise ParseError(
                say("{file} is a damaged ZIP archive.", file=shown(path.name, 80))
            ) from error
        self.entries = self._zip.infolist()[:MOST_ENTRIES]
        self.left_out = len(self._zip.infolist()) - len(self.entries)
        self.names = [name_in(info) for info in self.entries]

    def read(self, at: int, most: int = LARGEST_ENTRY) -> bytes:
        """The entry at that place; `ParseError` says why it cannot be had, `Spent` that nothing
        more can."""
        info = self.entries[at]
        if info.flag_bits & _ENCRYPTED:
            raise ParseError(say("It is encrypted and was not read."))
        if is_link(info):
            raise ParseError(say("It is a link and was not followed."))
        # What is declared is not believed, but who declares too much is not read either.
        if info.file_size > most:
            raise ParseError(too_large())
        try:
            with self._zip.open(info) as file:
                return read_within(cast("BinaryIO", file), self.budget, info.compress_size, most)
        except _BROKEN as error:
            raise ParseError(say("It is damaged and cannot be unpacked.")) from error

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
        self._file.close()


def _refuse_large_directory(path: Path) -> None:
    """A list of entries is read whole by the standard library, so it is looked at before."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 66_000))
        tail = file.read(66_000)
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and len(tail) >= at + 16:
        declared = int.from_bytes(tail[at + 12 : at + 16], "little")
        if declared != 0xFFFFFFFF and declared > _LARGEST_DIRECTORY:
            raise ValueError(declared)
        if declared == 0xFFFFFFFF:
            wide = tail.rfind(b"PK\x06\x06", 0, at)
            if wide < 0 or int.from_bytes(tail[wide + 40 : wide + 48], "little") > (
                _LARGEST_DIRECTORY
            ):
                raise ValueError(declared)


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is a symbolic link."""
    return stat.S_ISLNK(info.external_attr >> 16)


def name_in(info: zipfile.ZipInfo) -> str:
    """An entry's name, in the encoding of the Chinese or the Western program that wrote it."""
    name = info.orig_filename.partition("\0")[0] if info.orig_filename else info.filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


class ZipOfPages:
    """The pages in a ZIP; a `Source`, and a `Site` where folders in it are named for hosts."""

    is_in_order = False

    def __init__(self, path: Path) -> None:
        self.digest = digest_of_file(path)
        self._zip = Zipped(path)
        self._at_url: dict[str, int] = {}
        self._at_name: dict[str, int] = {}
        for at, name in enumerate(self._zip.names):
            self._at_name.setdefault(_plain(name), at)
            if url := address_of_path(name):
                self._at_url.setdefault(key_of(url), at)
        self._used: set[str] = set()
        self._lay: dict[str, str] = {}
        """The folders of pages that were read, by the folders of their addresses."""
        self._inside: dict[str, bytes] = {}

    def found(self, after: int = 0) -> Iterator[Found]:
        """Every page; what cannot be read costs itself."""
        zipped = self._zip
        for at in range(len(zipped.entries)):
            place, name = at + 1, shown(zipped.names[at], 200)
            if place <= after or not _may_be_page(zipped.names[at]):
                continue
            mirrored = address_of_path(zipped.names[at])
            if mirrored and key_of(mirrored) in self._used:
                continue
            if is_container(zipped.names[at]):
                yield Found(name=name, place=place, failure=nested())
                continue
            try:
                yield self._page(at, name, mirrored)
            except Spent as error:
                yield Found(name=name, place=place, failure=sentence_of(error))
                return
            except ReaderError as error:
                yield Found(name=name, place=place, url=mirrored, failure=sentence_of(error))
        if zipped.left_out:
            yield Found(
                name=shown(zipped.path.name, 80),
                place=len(zipped.entries),
                failure=say(
                    "Of an archive only {n} entries are read; the others were left out.",
                    n=MOST_ENTRIES,
                ),
            )

    def _page(self, at: int, name: str, mirrored: str) -> Found:
        body = self._zip.read(at)
        if body.startswith((b"PK\x03\x04", b"WARC/")):
            raise ParseError(nested())
        if body.startswith(b"\x1f\x8b"):
            body = gunzipped(body)
        saved = read_saved(body, mirrored)
        self._inside = dict(saved.pictures)
        if saved.page.url:
            folder = saved.page.url.partition("?")[0].rpartition("/")[0]
            self._lay[folder] = _plain(self._zip.names[at]).rpartition("/")[0]
        return Found(name=name, place=at + 1, page=saved.page, taken=saved.taken)

    def picture(self, url: str) -> tuple[str, bytes] | None:
        """A picture that stands in the archive under its address, or beside a page that shows
        it."""
        content = self._inside.get(url)
        if content is None:
            at = self._at_url.get(key_of(url))
            at = self._beside(url) if at is None else at
            try:
                content = None if at is None else self._zip.read(at)
            except ReaderError:
                return None
        kind = picture_type(content) if content else ""
        return (kind, content) if content and kind else None

    def _beside(self, url: str) -> int | None:
        path = url.partition("?")[0]
        for folder, lay in self._lay.items():
            if path.startswith(folder + "/"):
                name = f"{lay}/{path[len(folder) + 1 :]}".lstrip("/")
                if (at := self._at_name.get(_plain(name))) is not None:
                    return at
        return None

    # -- as a site --

    def addresses(self) -> Iterator[str]:
        """The addresses of what stands in folders named for hosts."""
        for name in self._zip.names:
            if url := address_of_path(name):
                yield url

    def response(self, url: str) -> Response | None:
        """The page that stands under an address."""
        key = key_of(url)
        for name in (key, f"{key}index.html", f"{key}/index.html", f"{key}index.htm"):
            at = self._at_url.get(name)
            if at is not None:
                try:
                    body = self._zip.read(at)
                    body = gunzipped(body) if body.startswith(b"\x1f\x8b") else body
                    return Response(url=url, body=body)
                except ReaderError:
                    return None
        return None

    def use(self, urls: list[str]) -> None:
        """These have been read: they are not found again."""
        self._used.update(map(key_of, urls))

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()


def _plain(name: str) -> str:
    return posixpath.normpath(name).lstrip("/")


def _may_be_page(name: str) -> bool:
    """Whether an entry may be a page, and not a folder, a picture, a style sheet or what an
    operating system leaves behind."""
    last = name.rpartition("/")[2].lower()
    is_left_behind = last.startswith("._") or "__macosx/" in name.lower()
    return bool(last) and not last.endswith(_NO_PAGES) and not is_left_behind
