"""Printed pages as the PDFs that a paper offers of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import FetchError, UsageError
from reader.export.saving import Names, Target, saving, saving_folder
from reader.lang import say, say_n
from reader.model import label_of

if TYPE_CHECKING:
    from reader.model import Article, Bookmark, Issue, Newspaper, Section

_EXTENSION = ".pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """A page of which there is a PDF."""

    url: str
    issue_url: str
    """Where its issue came from."""
    issue_id: str
    """`kjrb/2024-07-06`."""
    words: str
    """What its file is called: `科技日报-2024-07-06-01 要闻`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPages:
    """What came of them."""

    path: Path
    files: int
    failures: tuple[tuple[PrintedPage, FetchError], ...] = ()


def pages_of_issue(
    newspaper: Newspaper, issue: Issue, sections: Iterable[Section], article: Article | None = None
) -> list[PrintedPage]:
    """The pages of the sections that have a PDF; with an article only those that it stands on."""
    chosen = list(sections)
    if article is not None:
        chosen = [
            section
            for section in chosen
            if article in section.articles or (section.page and section.page in article.printed_on)
        ]
    return [
        _page(newspaper, issue.date, section, issue.url)
        for section in chosen
        if section.page_pdf_url
    ]


def pages_of_bookmarks(bookmarks: Iterable[Bookmark]) -> list[PrintedPage]:
    """The pages that bookmarked articles stood on, as far as they have a PDF."""
    pages = {
        one.section.page_pdf_url: _page(one.newspaper, one.date, one.section, one.article.url)
        for one in bookmarks
        if one.section.page_pdf_url
    }
    return list(pages.values())


def _page(newspaper: Newspaper, day: date, section: Section, issue_url: str) -> PrintedPage:
    words = "-".join(filter(None, (newspaper.name, day.isoformat(), label_of(section))))
    return PrintedPage(
        url=section.page_pdf_url,
        issue_url=issue_url,
        issue_id=f"{newspaper.id}/{day.isoformat()}",
        words=words,
    )


def take_pages(
    pages: Sequence[PrintedPage],
    target: Target,
    fetch: Callable[[PrintedPage], bytes],
    *,
    tell: Callable[[PrintedPage], object] = lambda _page: None,
) -> TakenPages:
    """Fetches the pages one by one: a single one into a file, several into a folder of files. What
    does not come is left out and told of; where nothing comes, its `FetchError` is raised.

    Raises `UsageError` where there is no page to take, and where the folder cannot be written to.
    """
    if not pages:
        raise UsageError(say("The paper offers no PDF of these pages."))
    if len(pages) == 1:
        tell(pages[0])
        content = fetch(pages[0])
        with saving(target, _EXTENSION) as unfinished:
            unfinished.file.write(content)
        return TakenPages(path=unfinished.path, files=1)
    if target.is_exact and target.words.lower().endswith(_EXTENSION):
        raise UsageError(
            say_n(
                "There is {n} page, with a file of its own; name a folder.",
                "There are {n} pages, each with a file of its own; name a folder.",
                len(pages),
            )
        )
    failures: list[tuple[PrintedPage, FetchError]] = []
    names = Names()
    with saving_folder(target) as folder:
        for page in pages:
            tell(page)
            try:
                content = fetch(page)
            except FetchError as error:
                failures.append((page, error))
                continue
            with (folder.hidden / names.name(page.words, _EXTENSION)).open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        if len(failures) == len(pages):
            raise failures[-1][1]
    return TakenPages(path=folder.path, files=len(pages) - len(failures), failures=tuple(failures))
