"""A book of news, EPUB 2 or 3: an issue of the newspaper that it is called after."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reader.delivery.intake.chapters import (
    HOST,
    Story,
    pieces_of,
    place_in_issue,
    story_of,
    tree_of_page,
)
from reader.delivery.intake.entry import Found, Spent, digest_of_file, picture_type, sentence_of
from reader.delivery.intake.package import Entry, Package, package_of
from reader.delivery.intake.zips import Zipped
from reader.errors import ReaderError
from reader.lang import say
from reader.model import Newspaper
from reader.papers import folded_name
from reader.parse.page import Page
from reader.parse.printed import date_within, printed_date
from reader.text import clean, shown

if TYPE_CHECKING:
    from reader.papers import Paper

_BRACKETED = re.compile(r"\s*[\[（(【]([^\[\]（）()【】]{4,60})[\]）)】]\s*$")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SHORT_DAY = re.compile(r"\b([0-9]{1,2})\s+([A-Za-z]{3})[a-z]*\.?,?\s+([0-9]{4})\b")
_UNFIT = re.compile(r"[^a-z0-9]+")
_EARLIEST = 1500
_CONTENTS = ("nav", "toc", "cover", "titlepage", "title_page")


class Book:
    """The stories of an EPUB; a `Source`."""

    is_in_order = True

    def __init__(self, path: Path, papers: Sequence[Paper]) -> None:
        self.digest = digest_of_file(path)
        self._papers = papers
        self._zip = Zipped(path)
        try:
            self._places: dict[str, int] = {}
            for at, name in enumerate(self._zip.names):
                self._places.setdefault(posixpath.normpath(name), at)
            self._package = package_of(self._zip, self._places)
        except BaseException:
            self._zip.close()
            raise
        self._site = f"https://{self.digest.hex()[:16]}{HOST}/"
        name, self._day = _name_and_day(self._package)
        self._newspaper = newspaper_called(name or clean(path.stem), papers, self._package.language)
        self._parents: dict[tuple[str, str], tuple[str, str]] = {}
        """What the contents call a place in a page, and the section it stands in."""
        self._sections: set[str] = set()
        self._note(self._package.contents)

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def _note(self, contents: list[Entry]) -> None:
        waiting = [(entry, "") for entry in reversed(contents)]
        while waiting:
            entry, above = waiting.pop()
            own = [each for each in entry.within if each.path and each.path != entry.path]
            if own:
                self._sections.add(entry.path)
                waiting += [(each, entry.label) for each in reversed(entry.within)]
            elif entry.path:
                self._parents.setdefault((entry.path, entry.fragment), (entry.label, above))

    def found(self, after: int = 0) -> Iterator[Found]:
        """Every story, in the order of the book."""
        for name in self._package.absent[:20]:
            yield Found(
                name=shown(name, 120), failure=say("The book names it and does not have it.")
            )
        waiting: Found | None = None
        for at, path in enumerate(self._package.spine, 1):
            if path == self._package.nav or self._is_only_contents(path):
                continue
            name = shown(path, 120)
            try:
                stories = self._stories_on(path)
            except Spent as error:
                yield Found(name=name, failure=sentence_of(error))
                break
            except ReaderError as error:
                yield Found(name=name, failure=sentence_of(error))
                continue
            for label, section, story in stories:
                if not label and waiting is None and self._package.kind.startswith("periodical"):
                    # What stands before the first story is the list of the sections.
                    continue
                if not label and waiting is not None and self._parents and not story.newspaper:
                    waiting = _continued(waiting, story)
                    continue
                if waiting is not None and waiting.place > after:
                    yield waiting
                waiting = self._found(name, at, section, story)
        if waiting is not None and waiting.place > after:
            yield waiting

    def _is_only_contents(self, path: str) -> bool:
        stem = posixpath.basename(path).partition(".")[0].lower()
        is_named = (path, "") in self._parents
        return not is_named and (path in self._sections or stem in _CONTENTS)

    def _stories_on(self, path: str) -> list[tuple[str, str, Story]]:
        """What the contents call each story on a page, its section, and the story."""
        tree = tree_of_page(self._zip.read(self._places[path]))
        fragments = [fragment for where, fragment in self._parents if where == path and fragment]
        found = []
        for fragment, piece in pieces_of(tree, fragments) if fragments else [("", tree)]:
            label, section = self._parents.get((path, fragment), ("", ""))
            story = story_of(piece, label, self._site + path)
            if story is not None:
                found.append((label, section, story))
        return found

    def _found(self, name: str, at: int, section: str, story: Story) -> Found:
        newspaper = self._newspaper
        if story.newspaper:
            newspaper = newspaper_called(story.newspaper, self._papers, story.article.language)
            # One that goes on upon another page names both by their numbers alone.
            number, name_of_page = place_in_issue(section)
            if not story.section and number == story.page:
                story.section = name_of_page
        page = Page(
            articles=(story.article,),
            date=story.day or self._day,
            section=story.section if story.newspaper else section,
            page=story.page,
            url=story.article.url,
        )
        return Found(name=name, place=at, page=page, newspaper=newspaper)

    def picture(self, url: str) -> tuple[str, bytes] | None:
        """A picture of the book."""
        if not url.startswith(self._site):
            return None
        from urllib.parse import unquote

        at = self._places.get(posixpath.normpath(unquote(url.removeprefix(self._site))))
        try:
            content = b"" if at is None else self._zip.read(at)
        except ReaderError:
            return None
        kind = picture_type(content)
        return (kind, content) if kind else None


def _continued(found: Found, story: Story) -> Found:
    """A story with what stands of it on the next page of the book."""
    if found.page is None:
        return found
    *others, last = found.page.articles
    last = replace(last, blocks=(*last.blocks, *story.article.blocks))
    return replace(found, page=replace(found.page, articles=(*others, last)))


def newspaper_called(name: str, papers: Sequence[Paper], language: str) -> Newspaper:
    """The newspaper of that name: one of the stand, else one that is called so."""
    wanted = folded_name(name)
    for paper in papers:
        if any(folded_name(known) == wanted for known in paper.names):
            return paper.newspaper
    plain = _UNFIT.sub("-", name.lower()).strip("-")[:40].strip("-")
    if not plain or not name.isascii():
        plain = (
            "book-" + hashlib.blake2b(wanted.encode("utf-8", "replace"), digest_size=4).hexdigest()
        )
    if any(paper.id == plain for paper in papers) or plain == "saved":
        plain += "-book"
    return Newspaper(id=plain, name=name, language=language or "zh")


def _name_and_day(package: Package) -> tuple[str, date | None]:
    """What a book is called without its date, and the date: calibre and we put both in the
    title."""
    title, day = package.title, None
    bracket = _BRACKETED.search(title)
    if bracket and (day := day_in(bracket[1])):
        title = title[: bracket.start()]
    elif (found := _ISO_DAY.search(title)) and (day := day_in(found[0])):
        title = title[: found.start()] + title[found.end() :]
    elif day := day_in(title):
        title = package.publisher or title
    name = package.kind.split(":", 2)[2] if package.kind.count(":") >= 2 else title
    days = [day, *map(day_in, package.dates)]
    return name.strip(" -–—·:："), next((each for each in days if each is not None), None)


def day_in(words: str) -> date | None:
    """The day that some words of a book name; None for none that can be one."""
    if found := _ISO_DAY.match(words.strip()):
        return _day(*map(int, found.groups()))
    if found := _SHORT_DAY.search(words):
        month = found[2].lower()[:3]
        if month in _MONTHS:
            return _day(int(found[3]), _MONTHS.index(month) + 1, int(found[1]))
    printed = printed_date(words) or date_within(words)
    return printed.day if printed is not None else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _EARLIEST else None
    except ValueError:
        return None
