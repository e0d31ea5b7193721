"""Articles as something else: plain text, Markdown, JSON, a page of HTML, a book.

An exporter takes `Printed` values, which say where an article stood in print, so that what it
writes needs neither the library nor the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import Article, Bookmark, Highlight, Issue, Newspaper

__all__ = [
    "Printed",
    "is_exported",
    "named_archive",
    "origin_words",
    "printed_in",
    "printed_of",
    "remarks_of",
    "without_controls",
]

# Everything here was dropped when the page was parsed. A library written by an older reader may
# hold some of it all the same, and an export goes to terminals and to other programs.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ufdd0-\ufdef"
    "\ud800-\udfff\U000e0000-\U000e007f"
    + "".join(chr(plane * 0x10000 + low) for plane in range(0x11) for low in (0xFFFE, 0xFFFF))
    + "]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """An article and where it stood in print."""

    id: str
    """`kjrb/2024-07-06/content_12` for an article of the library, else the name of its file."""
    article: Article
    newspaper_id: str = ""
    """What the reader calls the newspaper: `kjrb`."""
    newspaper: str = ""
    """The newspaper's name in its own language."""
    language: str = ""
    """The newspaper's language, for an article that names none of its own."""
    date: date | None = None
    section: str = ""
    page: str = ""
    note: str = ""
    """What the person who bookmarked it wrote."""
    tags: tuple[str, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    """Passages that the person lit in the text."""
    kept_at: datetime | None = None
    """When it was bookmarked."""

    @property
    def place(self) -> str:
        """`科技日报, 2024-07-06, 01 要闻`: as much of it as is known."""
        day = self.date.isoformat() if self.date else ""
        page = " ".join(part for part in (self.page, self.section) if part)
        return ", ".join(part for part in (self.newspaper, day, page) if part)


def remarks_of(printed: Printed) -> tuple[str, ...]:
    """What the person wrote to the article, a line each: the note, then those to passages."""
    lines = [line for line in printed.note.splitlines() if line.strip()]
    noted = [f"“{one.passage}” — {one.note}" for one in printed.highlights if one.note]
    return (*lines, *(" ".join(line.split()) for line in noted))


def is_exported(article: Article) -> bool:
    """Whether it is a story; notices and advertisements are named, never exported."""
    return article.role.is_story


def printed_in(issue: Issue, newspaper: Newspaper) -> Iterator[Printed]:
    """Every item of the issue in print order, notices and advertisements too."""
    for section in issue.sections:
        for article in section.articles:
            yield Printed(
                id=issue.key(article),
                article=article,
                newspaper_id=newspaper.id,
                newspaper=newspaper.name,
                language=newspaper.language,
                date=issue.date,
                section=section.name,
                page=section.page,
            )


def printed_of(bookmarks: Iterable[Bookmark]) -> Iterator[Printed]:
    """Bookmarked articles, in the order given."""
    for bookmark in bookmarks:
        yield Printed(
            id=bookmark.key,
            article=bookmark.article,
            newspaper_id=bookmark.newspaper.id,
            newspaper=bookmark.newspaper.name,
            language=bookmark.newspaper.language,
            date=bookmark.date,
            section=bookmark.section.name,
            page=bookmark.section.page,
            note=bookmark.note,
            tags=bookmark.tags,
            highlights=bookmark.highlights,
            kept_at=bookmark.made_at,
        )


def origin_words(issue_url: str) -> str:
    """`from the Internet Archive's copy of 2024-11-21`, in the interface's language; "" for an
    issue that came from its own site."""
    from reader.lang import say
    from reader.parse.memento import origin_of

    origin = origin_of(issue_url)
    if origin is None:
        return ""
    name, day = named_archive(origin[0]), origin[1].isoformat()
    return say("from {archive}'s copy of {day}", archive=name, day=day)


def named_archive(name: str) -> str:
    """An archive's name in the interface's language, where it has one."""
    from reader.lang import say
    from reader.parse.memento import INTERNET_ARCHIVE

    return say("the Internet Archive") if name == INTERNET_ARCHIVE else name


def without_controls(text: str) -> str:
    """The text without what a terminal would obey; line ends, tabs and spaces stay as they are."""
    return text if text.isprintable() else _CONTROLS.sub("", text)
