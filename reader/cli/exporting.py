"""`reader export`: an article, an issue, a range of issues or bookmarks, as files."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.names import (
    LATEST,
    chosen_in,
    day_in,
    newspaper_in,
    none_of,
    today_at,
    typed,
)
from reader.cli.printing import printed_article
from reader.cli.running import DONE, IN_PART, library_file
from reader.errors import LibraryError, UsageError
from reader.export import volume as volumes
from reader.export.printedpages import (
    PrintedPage,
    pages_of_bookmarks,
    pages_of_issue,
    take_pages,
)
from reader.export.saving import target_of
from reader.export.taking import Form, Split, Taken, form_named, pieces_of, take_away
from reader.lang import language, say, say_n
from reader.library import Library
from reader.text import shown

if TYPE_CHECKING:
    from reader.export.volume import Part, Volume
    from reader.model import Article, Bookmark, Issue, Newspaper, Section

BOOKMARKS = ("bookmarks", "收藏", "书签")
_TO_STDOUT = "-"


def export(options: argparse.Namespace) -> int:
    """`reader export PAPER DATE|FROM..TO|bookmarks [ARTICLE]`."""
    form = _form(options)
    with Library.open(library_file(options)) as library:
        if typed(options.paper).strip().casefold() in BOOKMARKS:
            asked: _Asked = _bookmarks(library, options)
        elif options.tag or options.of_paper:
            raise UsageError(say("--tag and --paper go with `reader export bookmarks`."))
        else:
            asked = _issues(library, options)
        if form is Form.PDF:
            return _take_pages(asked, options)
        return _take(library, asked.volume, form, options)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for."""

    volume: Volume
    newspaper: Newspaper | None = None
    issues: Sequence[tuple[Issue, Sequence[Section]]] = ()
    article: Article | None = None
    bookmarks: Sequence[Bookmark] = ()

    @property
    def pages(self) -> list[PrintedPage]:
        """Its printed pages that have a PDF."""
        if self.newspaper is None:
            return pages_of_bookmarks(self.bookmarks)
        return [
            page
            for issue, sections in self.issues
            for page in pages_of_issue(self.newspaper, issue, sections, self.article)
        ]


def _form(options: argparse.Namespace) -> Form:
    if options.format:
        form = Form(options.format)
    elif options.output == _TO_STDOUT:
        form = Form.TEXT
    else:
        form = form_named(options.output) or _by_itself(options.output, options.split)
    if options.output == _TO_STDOUT and not form.is_text:
        raise UsageError(say("{form} is not text; name a file with --output.", form=form.value))
    if options.output == _TO_STDOUT and options.split:
        raise UsageError(say("What is split goes into a folder; name one with --output."))
    if options.width is not None and form is not Form.TEXT:
        raise UsageError(say("--width goes with --format text."))
    return form


def _by_itself(path: str, split: str | None) -> Form:
    """A book, where nothing says what it is to be; a file of a kind that cannot be made is none."""
    ending = Path(path).suffix
    if ending[1:].isalpha() and not split and not path.endswith("/") and not Path(path).is_dir():
        raise UsageError(
            say(
                "What {file} is to be is not known; say so with --format: {forms}.",
                file=shown(path, 120),
                forms=", ".join(Form),
            )
        )
    return Form.EPUB


# -- what ----------------------------------------------------------------------------


def _issues(library: Library, options: argparse.Namespace) -> _Asked:
    newspaper = newspaper_in(library, options.paper)
    if not options.rest:
        raise UsageError(say("Name the day, or the days from one to another: FROM..TO."))
    when, what = options.rest[0], " ".join(options.rest[1:])
    days = _days(library, newspaper, when)
    if len(days) == 1:
        return _issue(library, newspaper, days[0], what)
    if what.strip():
        raise UsageError(say("An article is of one day; name that day alone."))

    def issue_of(day: date) -> Issue | None:
        return library.issue(newspaper.id, day)

    volume = volumes.of_range(newspaper, days, issue_of)
    if options.format != Form.PDF:
        return _Asked(volume)
    issues = [issue for day in days if (issue := issue_of(day)) is not None]
    return _Asked(volume, newspaper, [(issue, issue.sections) for issue in issues])


def _issue(library: Library, newspaper: Newspaper, day: date, what: str) -> _Asked:
    issue = library.issue(newspaper.id, day)
    if issue is None:
        raise LibraryError(say("The issue of {day} went out of the library just now.", day=day))
    if not what.strip():
        volume = volumes.of_issue(newspaper, issue)
        return _Asked(volume, newspaper, [(issue, issue.sections)])
    chosen = chosen_in(issue, what)
    if chosen.section is not None:
        volume = volumes.of_issue(newspaper, issue, chosen.section)
        return _Asked(volume, newspaper, [(issue, [chosen.section])])
    article = chosen.article
    assert article is not None  # noqa: S101 - one of the two was chosen
    printed = printed_article(newspaper, issue, article)
    kept = library.bookmark_of(printed.id)
    if kept is not None:
        printed = volumes.with_bookmark(printed, kept)
    volume = volumes.of_article(printed, issue_url=issue.url)
    return _Asked(volume, newspaper, [(issue, issue.sections)], article)


def _days(library: Library, newspaper: Newspaper, words: str) -> list[date]:
    """The days that are meant and here; one at least."""
    from reader.dates import parse_span

    today = today_at(newspaper)
    if ".." not in words:
        try:
            begin, end = parse_span(typed(words), today=today)
        except UsageError:
            begin = end = today
        if begin == end:
            return [day_in(library, newspaper, words)]
    here = [tally.date for tally in library.days(newspaper.id)]
    if not here:
        raise UsageError(none_of(newspaper))
    first, dots, last = typed(words).partition("..")
    newest = here[-1].isoformat()
    ends = [newest if end.strip().casefold() in LATEST else end for end in (first, last)]
    begin, end = parse_span("..".join(ends) if dots else first, today=today)
    days = [day for day in here if begin <= day <= end]
    if not days:
        raise UsageError(
            say(
                "The library has no issue of {name} from {begin} to {end}.",
                name=newspaper.name,
                begin=begin,
                end=end,
            )
        )
    return days


def _bookmarks(library: Library, options: argparse.Namespace) -> _Asked:
    words = " ".join(map(typed, options.rest)).strip()
    tags = tuple(filter(None, (typed(tag).strip() for tag in options.tag)))
    bookmarks = library.bookmarks()
    if options.of_paper:
        newspaper = newspaper_in(library, options.of_paper)
        bookmarks = tuple(one for one in bookmarks if one.newspaper.id == newspaper.id)
    bookmarks = volumes.chosen_bookmarks(bookmarks, words=words, tags=tags)
    if not bookmarks:
        raise UsageError(say("No bookmark is like that, so nothing was written."))
    return _Asked(
        volumes.of_bookmarks(
            bookmarks,
            language=volumes.common_language(bookmarks) or language(),
            chosen=" ".join(filter(None, (*(f"#{tag}" for tag in tags), words))),
        ),
        bookmarks=bookmarks,
    )


# -- taking it away ------------------------------------------------------------------


def _take(library: Library, volume: Volume, form: Form, options: argparse.Namespace) -> int:
    from reader.delivery import picture_at_hand

    ticker = terminal.Ticker()
    notes = terminal.Notes()

    def tell(part: Part) -> None:
        ticker.show(part.title)
        if options.pictures:
            _bring_pictures(library, part, notes)

    def picture_at(url: str) -> bytes | None:
        return picture_at_hand(url, library)

    if options.output == _TO_STDOUT:
        pieces = pieces_of(volume, form, picture_at=picture_at, measure=options.width, tell=tell)
        for piece in pieces:
            ticker.clear()
            terminal.write(piece)
        notes.close()
        return DONE
    target = target_of(typed(options.output), volume.words, may_replace=options.force)
    try:
        taken = take_away(
            volume,
            form,
            target,
            picture_at=picture_at,
            split=Split(options.split),
            measure=options.width,
            tell=tell,
        )
    finally:
        ticker.clear()
    notes.close()
    terminal.write(f"{shown(taken.path, 4000)}\n")
    terminal.tell(_summary(taken))
    return DONE


def _summary(taken: Taken) -> str:
    """`20 articles, 4 pictures; 3 pictures are not in the library.`"""
    parts = [say_n("{n} article", "{n} articles", taken.articles)]
    if taken.pictures:
        parts.append(say_n("{n} picture", "{n} pictures", taken.pictures))
    if taken.files > 1:
        parts.append(say_n("{n} file", "{n} files", taken.files))
    words = say(", ").join(parts)
    if not taken.absent:
        return words + say(".")
    return say_n(
        "{what}; {n} picture is not in the library (--pictures fetches it).",
        "{what}; {n} pictures are not in the library (--pictures fetches them).",
        taken.absent,
        what=words,
    )


def _bring_pictures(library: Library, part: Part, notes: terminal.Notes) -> None:
    """Fetch what a part's articles show and the library has not."""
    from reader.delivery import bring_pictures, picture_at_hand

    def tell(url: str, what: object) -> None:
        if isinstance(what, Exception):
            notes.add(f"{shown(url, 100)}: {what}")

    for printed in part.articles:
        urls = [image.url for image in printed.article.images if image.url]
        missing = [url for url in urls if picture_at_hand(url, library) is None]
        if missing:
            issue_url = part.issue_url or _issue_url(library, printed.id)
            asyncio.run(
                bring_pictures(
                    missing,
                    library,
                    issue_url=issue_url,
                    homes=(issue_url, printed.article.url),
                    tell=tell,
                )
            )


def _issue_url(library: Library, key: str) -> str:
    newspaper_id, _, rest = key.partition("/")
    try:
        day = date.fromisoformat(rest.partition("/")[0])
    except ValueError:
        return ""
    outline = library.outline(newspaper_id, day)
    return outline.url if outline else ""


def _take_pages(asked: _Asked, options: argparse.Namespace) -> int:
    from reader.delivery import pdf_of_page

    if options.split:
        raise UsageError(
            say("Every printed page is a file of its own; --split does not go with it.")
        )
    pages = asked.pages
    words = pages[0].words if len(pages) == 1 else asked.volume.words
    target = target_of(typed(options.output), words, may_replace=options.force)
    ticker = terminal.Ticker()

    def fetch(page: PrintedPage) -> bytes:
        return asyncio.run(pdf_of_page(page.url, issue_url=page.issue_url))

    try:
        taken = take_pages(pages, target, fetch, tell=lambda page: ticker.show(page.words))
    finally:
        ticker.clear()
    terminal.write(f"{shown(taken.path, 4000)}\n")
    for page, error in taken.failures:
        terminal.tell(f"{page.words}: {error}")
    return IN_PART if taken.failures else DONE
