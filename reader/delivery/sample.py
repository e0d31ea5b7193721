"""The sample newspaper: files that go through the same engine as a site's pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.errors import ParseError
from reader.lang import say
from reader.model import Issue, Response

if TYPE_CHECKING:
    from reader.library import Library
    from reader.papers import Paper

_EDITION = "2"
"""Raised when the sample's pages change, so that libraries take the new ones in."""
_NOTE = "sample.edition"
_FOLDER = Path(__file__).parent.parent / "papers" / "sample"


@cache
def sample_issues() -> tuple[Issue, ...]:
    """Every issue of the sample newspaper, oldest first, read from its source pages."""
    paper = _paper()
    return tuple(_issue(paper, day) for day in _days())


def _paper() -> Paper:
    from reader.papers import SAMPLE, stand_of_papers

    return next(paper for paper in stand_of_papers() if paper.id == SAMPLE)


def _days() -> list[date]:
    days: list[date] = []
    for month in _FOLDER.joinpath("html").iterdir():
        if month.is_dir():
            days += [
                date.fromisoformat(f"{month.name}-{day.name}")
                for day in month.iterdir()
                if day.is_dir()
            ]
    return sorted(days)


def _issue(paper: Paper, day: date) -> Issue:
    from reader.engines import engine_for
    from reader.papers import entry_for

    era = paper.eras_for(day)[0]
    engine = engine_for(paper.newspaper, era, day, entry_for(era, day))
    waiting = list(engine.start())
    while waiting:
        request = waiting.pop(0)
        body = _FOLDER.joinpath(*urlsplit(request.url).path.strip("/").split("/")).read_bytes()
        waiting += engine.read(request, Response(url=request.url, body=body))
    issue = engine.issue()
    if issue.gaps or not issue.sections:
        raise ParseError(say("The sample newspaper of {day} is not whole.", day=day))
    return issue


def picture_of_sample(url: str) -> bytes | None:
    """The bytes of a picture of the sample newspaper, None for any other address."""
    parts = urlsplit(url)
    if parts.hostname != "sample.invalid" or ".." in parts.path:
        return None
    file = _FOLDER.joinpath(*parts.path.strip("/").split("/"))
    return file.read_bytes() if file.is_file() else None


def deliver_sample(library: Library) -> None:
    """Puts the sample newspaper into the library, unless this edition of it is there."""
    if library.is_read_only or library.recall(_NOTE) == _EDITION:
        return
    newspaper = _paper().newspaper
    for issue in sample_issues():
        library.store(newspaper, issue, at=datetime.now(UTC))
    library.note_down(_NOTE, _EDITION)
