"""Bringing saved pages in: files and folders to pages, pages to issues.

A folder is data from outside like any page: only regular files inside it are read, links that
lead out of it are not followed, and of the note that may lie beside a page (`NAME.json`) nothing
is read but its `url`.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.engines import read_page
from reader.engines.stories import put_together
from reader.errors import ParseError, ReaderError
from reader.lang import say
from reader.model import Article, Issue, Newspaper, Section
from reader.papers import Paper, paper_by_icp
from reader.parse.encoding import LARGEST_PAGE
from reader.parse.links import openable
from reader.parse.slugs import slug_of_words
from reader.text import shown

if TYPE_CHECKING:
    from reader.library import Library
    from reader.parse.page import Page

_LARGEST_NOTE = 64 * 1024
_MOST_FILES = 200_000
_GZIP = b"\x1f\x8b"
_PAGES = frozenset(
    [
        "",
        ".html",
        ".htm",
        ".shtml",
        ".xhtml",
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
SAVED = Newspaper(id="saved", name="散页", english_name="Saved pages", language="zh")
"""Where a page goes whose newspaper nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage:
    """A file and what was read from it: a page, or the reason why there is none."""

    path: Path
    name: str
    """The file's name without its extensions."""
    page: Page | None = None
    failure: ReaderError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An issue that files were put into."""

    newspaper: Newspaper
    date: date
    articles: int
    new: int


# -- files to pages --------------------------------------------------------------


def pages_at(paths: Iterable[Path], url: str = "") -> Iterator[FilePage]:
    """Every page in the files and folders, in sorted order; a folder's files that are no pages
    at all are passed over.
    """
    for path in paths:
        if path.is_dir():
            for file in files_in(path):
                yield page_of_file(file)
        else:
            yield page_of_file(path, url)


def files_in(folder: Path) -> Iterator[Path]:
    """The regular files in a folder and its folders, sorted; nothing is reached through a link
    that leads out.
    """
    root = folder.resolve()
    count = 0
    for top, folders, names in os.walk(root, followlinks=False):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in sorted(names):
            path = Path(top) / name
            if name.startswith(".") or not _is_page(name) or not _is_inside(path, root):
                continue
            if _stem_and_kind(name)[1] == ".json" and _has_page_beside(path, names):
                continue
            count += 1
            if count > _MOST_FILES:
                return
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


def _has_page_beside(path: Path, names: Sequence[str]) -> bool:
    stem = _stem_and_kind(path.name)[0]
    return any(
        _stem_and_kind(name)[0] == stem and _stem_and_kind(name)[1] != ".json" for name in names
    )


def _is_page(name: str) -> bool:
    """Whether a file in a folder may be a page, and not a style sheet, a picture or a script."""
    return _stem_and_kind(name)[1] in _PAGES


def page_of_file(path: Path, url: str = "") -> FilePage:
    """What one file holds; a failure is answered, not raised."""
    name = shown(_stem_and_kind(path.name)[0], 120)
    try:
        body = bytes_of(path)
        noted, remark = ("", "") if url else _noted_url(path)
        page = read_page(body, url or noted)
        if remark:
            page = replace(page, remarks=(*page.remarks, remark))
        return FilePage(path=path, name=name, page=page)
    except ReaderError as error:
        return FilePage(path=path, name=name, failure=error)


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


def _noted_url(path: Path) -> tuple[str, str]:
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


# -- pages to issues -------------------------------------------------------------


def newspaper_of(page: Page, papers: Iterable[Paper]) -> Newspaper | None:
    """The newspaper a page is from: by what it says itself, its registration number or its
    address.
    """
    papers = tuple(papers)
    for paper in papers:
        if page.newspaper_id and paper.id == page.newspaper_id:
            return paper.newspaper
    known = paper_by_icp(page.icp, papers) if page.icp else None
    if known:
        return known.newspaper
    for paper in papers:
        for era in paper.eras:
            prefix = era.entry.split("{", 1)[0].split("://", 1)[-1].rsplit("/html/", 1)[0]
            if page.url and prefix and page.url.split("://", 1)[-1].startswith(prefix):
                return paper.newspaper
    return None


def issues_of(
    pages: Iterable[Page], papers: Sequence[Paper], today: date
) -> tuple[tuple[Newspaper, Issue], ...]:
    """The issues that pages make together, each newspaper's by date.

    A page whose newspaper nobody knows goes to the saved pages; one whose date cannot be
    believed is filed under the day it came, among the saved pages too, for a newspaper's own
    date is never guessed.
    """
    gathered: dict[tuple[str, date], tuple[Newspaper, dict[tuple[str, str], list[Article]]]] = {}
    taken: dict[tuple[str, date], set[str]] = {}
    for page in pages:
        known = newspaper_of(page, papers)
        for n, article in enumerate(page.articles):
            day = page.day_of(n)
            newspaper = known if known and day else SAVED
            filed = day or today
            _, sections = gathered.setdefault((newspaper.id, filed), (newspaper, {}))
            articles = sections.setdefault((page.page, page.section), [])
            if not any(_is_same(other, article) for other in articles):
                slugs = taken.setdefault((newspaper.id, filed), set())
                articles.append(_named_apart(article, slugs))
                slugs.add(articles[-1].slug)
    return tuple(
        (newspaper, _issue(newspaper, day, sections))
        for (_, day), (newspaper, sections) in sorted(gathered.items(), key=lambda item: item[0])
    )


def _is_same(one: Article, other: Article) -> bool:
    return (one.url, one.headline, one.blocks) == (other.url, other.headline, other.blocks)


def _named_apart(article: Article, slugs: set[str]) -> Article:
    """The article under a name that no other of its issue has: two may have one headline, and the
    halves of a torn story do.
    """
    if article.slug not in slugs:
        return article
    return replace(article, slug=slug_of_words(article.headline + article.text))


def _issue(
    newspaper: Newspaper, day: date, gathered: dict[tuple[str, str], list[Article]]
) -> Issue:
    sections = tuple(
        Section(name=name, page=number, articles=tuple(articles))
        for (number, name), articles in sorted(
            gathered.items(), key=lambda item: _print_order(*item[0])
        )
    )
    return Issue(newspaper_id=newspaper.id, date=day, sections=put_together(sections))


def _print_order(number: str, name: str) -> tuple[bool, str, int, str]:
    letters = number.rstrip("0123456789")
    digits = number[len(letters) :]
    return (not number, letters, int(digits) if digits else 0, name)


def import_paths(
    paths: Iterable[Path], library: Library, papers: Sequence[Paper], *, today: date, at: datetime
) -> tuple[tuple[Imported, ...], tuple[FilePage, ...]]:
    """Puts the pages of files and folders into the library; answers the issues they went into,
    and the files that were no pages.
    """
    read: list[Page] = []
    failed: list[FilePage] = []
    for found in pages_at(paths):
        if found.page is None:
            failed.append(found)
        else:
            read.append(found.page)
    imported: list[Imported] = []
    for newspaper, issue in issues_of(read, papers, today):
        # Who imports a page wants it, also where it was removed before.
        library.restore(newspaper.id, issue.date)
        keys = library.store(newspaper, issue, at=at)
        count = sum(1 for _ in issue.articles)
        imported.append(
            Imported(newspaper=newspaper, date=issue.date, articles=count, new=len(keys))
        )
    return tuple(imported), tuple(failed)
