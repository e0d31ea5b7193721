"""What is at a path: a folder, a page, or a container of pages."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.delivery.intake.folders import Folder
from reader.errors import ParseError
from reader.lang import say
from reader.text import shown

if TYPE_CHECKING:
    from reader.delivery.intake.entry import Source

if TYPE_CHECKING:
    from reader.papers import Paper

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_LOOK_WITHIN = 4096


def source_at(path: Path, knows: Callable[[bytes], bool], papers: Sequence[Paper]) -> Source:
    """What is at a path, opened; `knows` tells of a page whether it was brought in before. Raises
    `ParseError` where it cannot be read."""
    return container_at(path, papers) or Folder(path, knows)


def container_at(path: Path, papers: Sequence[Paper]) -> Source | None:
    """The archive, crawl, book or file of records at a path; None for a page or a folder."""
    if path.is_dir() or not path.exists():
        return None
    head = _head_of(path)
    name = path.name.lower()
    if head.startswith((b"WARC/", b"filedesc://")) or name.endswith((".warc", ".warc.gz")):
        from reader.delivery.intake.warcs import Crawl

        return Crawl(path)
    if head.startswith(_ZIP) or name.endswith((".zip", ".epub")):
        return _zip_at(path, papers)
    from reader.delivery.intake.records import Records, are_records

    if are_records(head):
        return Records(path, papers)
    return None


def _head_of(path: Path) -> bytes:
    """The first bytes of a regular file, unpacked where they are packed; b"" where there is
    none."""
    import zlib

    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            head = file.read(_LOOK_WITHIN)
    except (OSError, ValueError):
        return b""
    if head.startswith(b"\x1f\x8b"):
        try:
            return zlib.decompressobj(31).decompress(head, _LOOK_WITHIN)
        except zlib.error:
            return head
    return head


def _zip_at(path: Path, papers: Sequence[Paper]) -> Source:
    from reader.delivery.intake.zips import ZipOfPages

    try:
        is_zip = zipfile.is_zipfile(path)
    except OSError:
        is_zip = False
    if not is_zip:
        raise ParseError(say("{file} is a damaged ZIP archive.", file=shown(path.name, 80)))
    if path.name.lower().endswith(".epub") or _is_book(path):
        from reader.delivery.intake.books import Book

        return Book(path, papers)
    return ZipOfPages(path)


def _is_book(path: Path) -> bool:
    """Whether a ZIP says at its beginning that it is an EPUB."""
    with path.open("rb") as file:
        return b"mimetypeapplication/epub+zip" in file.read(120)
