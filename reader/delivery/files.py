"""Saved pages in files and folders.

A folder is data from outside like any page: only regular files inside it are read, links that
lead out of it are not followed, and of the note that may lie beside a page (`NAME.json`) nothing
is read but its `url`.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.delivery.intake.entry import is_container
from reader.delivery.intake.saving import Saved, read_saved
from reader.errors import ParseError, ReaderError
from reader.lang import say
from reader.papers import stand_of_papers
from reader.parse.encoding import LARGEST_PAGE
from reader.parse.links import openable
from reader.text import shown

if TYPE_CHECKING:
    from reader.parse.page import Page

_LARGEST_NOTE = 64 * 1024
_GZIP = b"\x1f\x8b"
_PAGES = frozenset(
    [
        "",
        ".html",
        ".htm",
        ".shtml",
        ".xhtml",
        ".mhtml",
        ".mht",
        ".txt",
        ".json",
        ".php",
        ".asp",
        ".aspx",
        ".jsp",
        ".do",
    ]
)
"""Endings of files in a folder that may be pages; what is named itself may end in anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage:
    """A file and what was read from it: a page, or the reason why there is none."""

    path: Path
    name: str
    """The file's name without its extensions."""
    page: Page | None = None
    failure: ReaderError | None = None


def pages_at(paths: Iterable[Path], url: str = "") -> Iterator[FilePage]:
    """Every page in the files, archives and folders, in sorted order; a folder's files that are no
    pages at all are passed over.
    """
    for path in paths:
        if path.is_dir():
            for file in files_in(path):
                yield page_of_file(file)
        elif is_container(path.name) or path.name.lower().endswith((".jsonl", ".json")):
            yield from _pages_within(path, url)
        else:
            yield page_of_file(path, url)


def _pages_within(path: Path, url: str) -> Iterator[FilePage]:
    """The pages of a container; of a file that only is called like one, itself."""
    from reader.delivery.intake.sources import container_at

    try:
        source = container_at(path, stand_of_papers())
    except (ReaderError, OSError) as error:
        failure = error if isinstance(error, ReaderError) else ParseError(str(error))
        yield FilePage(path=path, name=name_of(path), failure=failure)
        return
    if source is None:
        yield page_of_file(path, url)
        return
    try:
        for found in source.found(0):
            name = name_of(Path(found.name))
            if found.page is None:
                yield FilePage(path=path, name=name, failure=ParseError(found.failure))
                continue
            page = found.page
            if found.newspaper is not None and not page.newspaper_id:
                page = replace(
                    page,
                    newspaper_id=found.newspaper.id,
                    newspaper_name=found.newspaper.name,
                )
            yield FilePage(path=path, name=name, page=page)
    finally:
        source.close()


def files_in(folder: Path) -> Iterator[Path]:
    """The regular files in a folder and its folders that may be pages, sorted; nothing is reached
    through a link that leads out.
    """
    yield from _walked(folder, _may_be_page)


def containers_in(folder: Path) -> Iterator[Path]:
    """The archives and books in a folder and its folders, sorted, as `files_in` finds pages."""
    yield from _walked(folder, lambda name, _: is_container(name))


def _may_be_page(name: str, stems: Container[str]) -> bool:
    """Whether a file in a folder may be a page, and not a style sheet, a picture or a script, nor
    the note beside a page, whose stem is among those of the folder's other files."""
    stem, kind = _stem_and_kind(name)
    return kind in _PAGES and not is_container(name) and (kind != ".json" or stem not in stems)


def _walked(folder: Path, is_wanted: Callable[[str, Container[str]], bool]) -> Iterator[Path]:
    root = folder.resolve()
    for top, folders, names in os.walk(root, followlinks=False):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        names.sort()
        stems = {stem for stem, kind in map(_stem_and_kind, names) if kind != ".json"}
        for name in names:
            path = Path(top) / name
            if not name.startswith(".") and is_wanted(name, stems) and _is_inside(path, root):
                yield folder / path.relative_to(root)


def _is_inside(path: Path, root: Path) -> bool:
    try:
        return path.is_file() and path.resolve().is_relative_to(root)
    except (OSError, ValueError, RuntimeError):
        return False


def _stem_and_kind(name: str) -> tuple[str, str]:
    stem = name[:-3] if name.lower().endswith(".gz") else name
    base, dot, kind = stem.rpartition(".")
    return (base, f".{kind.lower()}") if dot and base else (stem, "")


def page_of_file(path: Path, url: str = "") -> FilePage:
    """What one file holds; a failure is answered, not raised."""
    name = name_of(path)
    try:
        saved = saved_in(path, bytes_of(path), url)
        return FilePage(path=path, name=name, page=saved.page)
    except ReaderError as error:
        return FilePage(path=path, name=name, failure=error)


def name_of(path: Path) -> str:
    """A file's name without its extensions, as it can be shown."""
    return shown(_stem_and_kind(path.name)[0], 120)


def saved_in(path: Path, body: bytes, url: str = "", likely: str = "") -> Saved:
    """The page that a file's bytes are; raises `ParseError` where they are none. Where it came
    from is `url`, else what the note beside it says, else where it is likely to come from.
    """
    noted, remark = ("", "") if url else noted_url(path)
    saved = read_saved(body, url or noted or likely)
    if remark:
        page = replace(saved.page, remarks=(*saved.page.remarks, remark))
        saved = replace(saved, page=page)
    return saved


def bytes_of(path: Path) -> bytes:
    """A file's bytes, unpacked where it is gzip; `ParseError` where it is missing, a folder,
    unreadable or too large.
    """
    label = shown(path, 120)
    try:
        if path.is_dir():
            raise ParseError(
                say("{label} is a folder; name a page in it, or import the folder.", label=label)
            )
        if not path.is_file() and path.exists():
            raise ParseError(say("{label} is no regular file and was not read.", label=label))
        with path.open("rb") as file:
            body = file.read(LARGEST_PAGE + 1)
    except FileNotFoundError as error:
        raise ParseError(say("There is no file {label}; check its name.", label=label)) from error
    except (OSError, ValueError) as error:
        reason = shown(getattr(error, "strerror", None) or error, 80)
        raise ParseError(
            say("{label} cannot be read: {reason}.", label=label, reason=reason)
        ) from error
    if len(body) > LARGEST_PAGE:
        raise ParseError(
            say("{label} is larger than any newspaper page; nothing was read from it.", label=label)
        )
    return _unpacked(body, label) if body.startswith(_GZIP) else body


def _unpacked(body: bytes, label: str) -> bytes:
    """Gzip undone, within bounds; what a cut archive still holds is kept."""
    unpacker = zlib.decompressobj(31)
    try:
        plain = unpacker.decompress(body, LARGEST_PAGE)
    except zlib.error as error:
        raise ParseError(say("{label} is a damaged gzip file.", label=label)) from error
    if unpacker.unconsumed_tail:
        raise ParseError(
            say(
                "{label} unpacks to more than any newspaper page; nothing was read from it.",
                label=label,
            )
        )
    return plain


def noted_url(path: Path) -> tuple[str, str]:
    """The address in the note beside a page, and a sentence where the note cannot be used."""
    note = path.with_name(f"{_stem_and_kind(path.name)[0]}.json")
    if note == path:
        return "", ""
    unusable = f"The note {shown(note.name, 80)} beside it gives no address and was not used."
    try:
        if not note.exists():
            return "", ""
        if note.is_symlink() or not note.is_file() or note.stat().st_size > _LARGEST_NOTE:
            return "", unusable
        said = json.loads(note.read_bytes())
    except (OSError, ValueError, RecursionError):
        return "", unusable
    address = said.get("url") if isinstance(said, dict) else None
    found = openable(address) if isinstance(address, str) else ""
    return found, "" if found else unusable
