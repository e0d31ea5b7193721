"""Bringing files in: source after source, page after page, some hundred at a time into the library.

What has been stored is said only then, and so is how far a file was read: whoever starts again
after a kill goes on behind it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from reader.delivery.files import containers_in
from reader.delivery.intake.crawls import Copied, bring_issues, issues_in
from reader.delivery.intake.entry import Found, Source, sentence_of
from reader.delivery.intake.gathering import Gathered, Gathering
from reader.delivery.intake.sources import source_at
from reader.errors import ParseError
from reader.model import Filed, Intaken, Issue

if TYPE_CHECKING:
    from reader.delivery.intake.entry import Site
    from reader.library import Library
    from reader.papers import Paper

_TOGETHER = 200
"""Articles that go into the library at a time; of an issue that is large already, more."""
_MOST_TOGETHER = 5_000
_EVERY_S = 1.0
_MOST_LETTERS = 16_000_000
"""Characters that are held before they are stored, however few the articles."""
_LARGEST_FOLLOWED = 10_000
"""Articles of an issue that is still put together with what is here of it already: of a larger one
a story that is very like another is taken for a later state of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An issue that articles of a file are in now."""

    filed: Filed
    new: int
    """Articles that are new or changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that was passed over, and why."""

    path: Path
    name: str
    reason: str
    is_remark: bool = False
    """Whether it was read all the same, and this is only to be known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A file that was brought in before."""

    path: Path
    was: Intaken


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far it is."""

    path: Path
    name: str
    pages: int


Event = Stored | LeftOut | Known | Step


@dataclass(slots=True)
class _File:
    """A page that waits to be stored: what it is known by, and where its stories go."""

    name: str
    digest: bytes
    into: list[Gathered] = field(default_factory=list)


class Import:
    """Brings files in. `events` is what happens, and has to be gone through to the end or to
    `close`, which stores what has come."""

    def __init__(
        self,
        library: Library,
        papers: Sequence[Paper],
        *,
        today: date,
        at: datetime,
        base_url: str = "",
    ) -> None:
        self._library = library
        self._papers = papers
        self._today = today
        self._at = at
        self._base_url = base_url
        self._gathering = Gathering(papers, today)
        self._files: list[_File] = []
        self._source: Source | None = None
        self._path = Path()
        self._place = 0
        self._held = 0
        self._letters = 0
        self._largest = 0
        self._since = 0.0
        self._sums: dict[tuple[str, date], tuple[int, int]] = {}
        """Articles, and new ones, of issues that may go on."""
        self._copied = Copied(library, base_url)

    def events(self, paths: Sequence[Path]) -> Iterator[Event]:
        """Brings in everything at the paths; what can be told as it happens."""
        for path in paths:
            yield from self._whole(path)

    def _whole(self, path: Path) -> Iterator[Event]:
        self._path = path
        yield from self._file(path)
        if path.is_dir():
            for container in containers_in(path):
                yield from self._file(container)

    def _file(self, path: Path) -> Iterator[Event]:
        try:
            source = source_at(path, self._knows, self._papers)
        except (ParseError, OSError) as error:
            yield LeftOut(path=path, name=path.name, reason=sentence_of(error))
            return
        self._source = source
        self._gathering = Gathering(self._papers, self._today, is_in_order=source.is_in_order)
        self._place = 0
        self._sums = {}
        self._copied = Copied(self._library, self._base_url)
        was = self._library.intake.of(source.digest) if source.digest else None
        try:
            if was is not None and was.is_whole:
                yield Known(path=path, was=was)
                return
            if source.digest and was is None:
                self._library.intake.forget(source.digest)
            yield from self._all_of(source, path, was)
        finally:
            self._source = None
            source.close()

    def _all_of(self, source: Source, path: Path, was: Intaken | None) -> Iterator[Event]:
        self._place = was.place if was else 0
        if hasattr(source, "addresses"):
            yield from self._issues(cast("Site", source), source, path, was)
        for pages, found in enumerate(source.found(self._place), 1):
            if found.failure:
                is_remark = self._copied.covers(found.url)
                yield LeftOut(path=path, name=found.name, reason=found.failure, is_remark=is_remark)
            elif found.is_known:
                yield from self._again(found, path)
            elif found.page is not None:
                for remark in found.page.remarks:
                    yield LeftOut(path=path, name=found.name, reason=remark, is_remark=True)
                if reason := self._copied.doubted(found.page):
                    yield LeftOut(path=path, name=found.name, reason=reason, is_remark=True)
                else:
                    self._take(found)
            self._place = found.place or self._place
            if self._is_due():
                yield from self._store(is_last=False)
            if pages % 20 == 0:
                yield Step(path=path, name=found.name, pages=pages)
        yield from self._store(is_last=True)

    def _knows(self, digest: bytes) -> bool:
        known = self._library.intake.of(digest)
        return known is not None and known.is_whole

    def _again(self, found: Found, path: Path) -> Iterator[Event]:
        was = self._library.intake.of(found.digest) if found.digest else None
        if was is None:
            return
        for filed in was.issues:
            count, new = self._sums.get((filed.newspaper_id, filed.date), (0, 0))
            self._sums[filed.newspaper_id, filed.date] = count + filed.articles, new
        yield Known(path=path / found.name if path.is_dir() else path, was=was)

    # -- the issues of a site's copy --

    def _issues(
        self, site: Site, source: Source, path: Path, was: Intaken | None
    ) -> Iterator[Event]:
        done = {(filed.newspaper_id, filed.date) for filed in was.issues} if was else set()
        issues = issues_in(site, self._papers, self._today, base_url=self._base_url)
        for paper, _ in issues:
            self._copied.add(paper)
        waiting = [(paper, day) for paper, day in issues if (paper.id, day) not in done]
        for brought in bring_issues(site, waiting, self._library, base_url=self._base_url):
            if isinstance(brought, str):
                yield LeftOut(path=path, name=path.name, reason=brought)
                continue
            filed, issue = brought
            self._keep_pictures(source, issue)
            if source.digest:
                self._library.intake.note(
                    source.digest,
                    path.name,
                    [filed],
                    at=self._at,
                    place=self._place,
                    is_whole=False,
                )
            yield Stored(filed=filed, new=filed.articles)
            yield Step(path=path, name=issue.id, pages=filed.articles)

    # -- page by page --

    def _take(self, found: Found) -> None:
        if found.page is None:
            return
        if not self._held:
            self._since = time.monotonic()
        newspaper = found.newspaper
        if newspaper is not None and newspaper.name == newspaper.id:
            newspaper = self._library.newspaper(newspaper.id) or newspaper
        into = self._gathering.add(
            found.page,
            newspaper=newspaper,
            taken=found.taken.date() if found.taken else None,
        )
        self._files.append(_File(found.name, found.digest, list(into)))
        self._held += len(into)
        self._letters += sum(len(article.text) for article in found.page.articles)

    def _is_due(self) -> bool:
        together = max(_TOGETHER, min(self._largest // 10, _MOST_TOGETHER))
        return (
            self._held >= together
            or self._letters > _MOST_LETTERS
            or (self._held > 0 and time.monotonic() - self._since > _EVERY_S * together / _TOGETHER)
        )

    def _store(self, *, is_last: bool) -> Iterator[Event]:
        fresh = self._library.intake.together(lambda: self._stored(is_whole=is_last))
        for key, (count, new) in fresh.items():
            had, had_new = self._sums.get(key, (0, 0))
            self._sums[key] = had + count, had_new + new
        # An issue is told when it grows no more, as far as anybody can know.
        over = [key for key in self._sums if is_last or key not in fresh]
        for newspaper_id, day in over:
            count, new = self._sums.pop((newspaper_id, day))
            yield Stored(filed=Filed(newspaper_id=newspaper_id, date=day, articles=count), new=new)

    def _stored(self, *, is_whole: bool) -> dict[tuple[str, date], tuple[int, int]]:
        """Puts what is held into the library; articles and new ones of each issue."""
        library, source = self._library, self._source
        fresh: dict[tuple[str, date], tuple[int, int]] = {}
        self._largest = 0
        for gathered in self._gathering.issues():
            newspaper, day = gathered.newspaper, gathered.day
            count = gathered.count
            # Who imports a page wants it, also where it was removed before.
            library.restore(newspaper.id, day)
            self._follow(gathered)
            issue = gathered.issue()
            keys = library.store(newspaper, issue, at=self._at)
            if source is not None:
                self._keep_pictures(source, issue)
            fresh[newspaper.id, day] = count, len(keys)
        for file in self._files:
            if file.digest:
                library.intake.forget(file.digest)
                library.intake.note(
                    file.digest, file.name, _counted(file.into), at=self._at, is_whole=True
                )
        if source is not None and source.digest and (fresh or is_whole):
            library.intake.note(
                source.digest,
                self._path.name,
                [
                    Filed(newspaper_id=newspaper_id, date=day, articles=count)
                    for (newspaper_id, day), (count, _) in fresh.items()
                ],
                at=self._at,
                place=self._place,
                is_whole=is_whole,
            )
        self._gathering.clear()
        self._files.clear()
        self._held = self._letters = 0
        return fresh

    def _follow(self, gathered: Gathered) -> None:
        """What is here of an issue comes first, so that stories torn over two batches are put
        together; an issue of a paper's own lists has its order from them."""
        tally = self._library.month(gathered.newspaper.id, gathered.day.year, gathered.day.month)
        here = tally.get(gathered.day)
        if here is None:
            return
        self._largest = max(self._largest, here.articles)
        if here.is_listed or here.articles > _LARGEST_FOLLOWED:
            return
        issue = self._library.issue(gathered.newspaper.id, gathered.day)
        if issue is not None:
            gathered.follow(issue)

    def _keep_pictures(self, source: Source, issue: Issue) -> None:
        urls = [block.url for article in issue.articles for block in article.images if block.url]
        urls += [section.page_image_url for section in issue.sections if section.page_image_url]
        for url in dict.fromkeys(urls):
            if self._library.picture_beginning(url, 1) is None:
                picture = source.picture(url)
                if picture is not None:
                    self._library.keep_picture(url, *picture)

    def close(self) -> list[Event]:
        """Stores what has come and was not stored yet."""
        if not self._held:
            return []
        return list(self._store(is_last=False))


def _counted(into: Sequence[Gathered]) -> list[Filed]:
    counts: dict[tuple[str, date], int] = {}
    for gathered in into:
        key = gathered.newspaper.id, gathered.day
        counts[key] = counts.get(key, 0) + 1
    return [
        Filed(newspaper_id=newspaper_id, date=day, articles=count)
        for (newspaper_id, day), count in counts.items()
    ]
