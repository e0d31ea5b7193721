"""One issue to bring in, told so that whoever does it need not be who asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import ConfigError
from reader.lang import say

if TYPE_CHECKING:
    from reader.config import WebArchive
    from reader.delivery.outcome import Downloaded
    from reader.library import Library
    from reader.model import Issue, Progress
    from reader.papers import Paper

__all__ = ["Brought", "DownloadErrand", "Errand", "carry_out", "meet_wishes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is to be brought, from where and into what; plain values, that another process can be
    given."""

    paper: Paper
    day: date
    library: Path
    """The library's file."""
    base_url: str = ""
    """The mirror to ask in place of the newspaper's site."""
    archive: WebArchive | None = None
    """The web archive to ask in place of both."""
    language: str = "en"
    """In which what goes wrong is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadErrand:
    """The wishes of a library, to be met."""

    papers: tuple[Paper, ...]
    """Those that can be fetched."""
    library: Path
    base_url: str = ""
    quota: int = 0
    language: str = "en"


async def meet_wishes(errand: DownloadErrand, report: Callable[[Any], None]) -> Downloaded:
    """Do that, here; raises what `Downloader.run` does."""
    from reader.delivery.downloading import Downloader
    from reader.library import Library

    with Library.open(errand.library) as library:
        return await Downloader(
            library,
            errand.papers,
            base_url=errand.base_url,
            quota=errand.quota,
            report=report,
        ).run()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came of it."""

    day: date
    stories: int
    gaps: int
    """How much of the issue was asked for in vain."""

    @classmethod
    def of(cls, issue: Issue) -> Brought:
        """What there is of an issue."""
        stories = sum(article.role.is_story for article in issue.articles)
        return cls(day=issue.date, stories=stories, gaps=len(issue.gaps))


async def carry_out(errand: Errand, report: Callable[[Progress], None]) -> Brought:
    """Do it, here; raises what `deliver` and `deliver_from_archive` do."""
    from reader.library import Library

    # A door of its own: whoever looks something up in the library for the screen must not wait
    # until what has arrived is stored.
    with Library.open(errand.library) as library:
        if errand.archive is not None:
            return Brought.of(await _from_archive(errand, errand.archive, library, report))
        from reader.delivery import deliver, fetcher_for

        async with fetcher_for(errand.paper, library, base_url=errand.base_url) as fetcher:
            issue = await deliver(
                errand.paper,
                errand.day,
                fetcher=fetcher,
                library=library,
                base_url=errand.base_url,
                report=report,
            )
        return Brought.of(issue)


async def _from_archive(
    errand: Errand, said: WebArchive, library: Library, report: Callable[[Progress], None]
) -> Issue:
    from reader.delivery import archive_fetcher_for, deliver_from_archive
    from reader.parse.memento import archive_at

    archive = archive_at(said.address)
    if archive is None:
        raise ConfigError(
            say("The address under [archive] is not one of a web archive: mend reader.toml.")
        )
    async with archive_fetcher_for(
        archive, at_once=said.at_once, per_second=said.per_second
    ) as fetcher:
        return await deliver_from_archive(
            errand.paper,
            errand.day,
            fetcher=fetcher,
            archive=archive,
            library=library,
            report=report,
        )
