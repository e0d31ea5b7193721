"""The two ways in: `reader`, and `reader open`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import firstframe, terminal
from reader.cli.adding import is_address
from reader.cli.names import known_papers
from reader.cli.running import DONE, library_file
from reader.errors import UsageError
from reader.lang import language_for, say, speak
from reader.text import shown

if TYPE_CHECKING:
    from reader.cli.firstframe import FirstFrame
    from reader.config import Config
    from reader.library import Library
    from reader.model import Issue, Newspaper


def start(options: argparse.Namespace) -> int:
    """`reader`: the app on a terminal, else the newest issue as text."""
    from reader.delivery import deliver_sample
    from reader.library import Library

    config = _configured()
    path = library_file(options)
    status = DONE
    frame = _first_frame(path, config)
    with Library.open(path) as library:
        deliver_sample(library)
        if terminal.is_interactive() and not options.plain:
            status = _app(library, config, base_url=options.base_url, first_frame=frame)
        else:
            _complain(config)
            _print_newest(library)
        if frame is not None:
            frame.settle()
    if frame is not None:
        frame.store()
    return status


def _first_frame(library: Path, config: Config) -> FirstFrame | None:
    """What stands on the terminal before the app does; None where the newsstand may look otherwise
    next time."""
    from reader.config import config_path

    frame = firstframe.current()
    if frame is None:
        return None
    if config.complaints or not frame.is_of(os.fspath(library), os.fspath(config_path())):
        frame.put_away()
        return None
    return frame


def open_source(options: argparse.Namespace) -> int:
    """`reader open FILE|DIR|URL`: read without keeping."""
    issues = _issues_at(options.source)
    if not terminal.is_interactive():
        _print_all(issues, options)
        return DONE
    import tempfile

    from reader.library import Library

    with (
        tempfile.TemporaryDirectory(prefix="reader-") as folder,
        Library.open(Path(folder) / "opened.db") as library,
    ):
        for newspaper, issue in issues:
            library.store(newspaper, issue, at=datetime.now(UTC))
        return _app(library, _configured(), opened=issues[-1])


def _print_newest(library: Library) -> None:
    """The newest issue of the library, as those who see no screen want it."""
    from reader.cli.printing import print_in_line

    newest = library.newest()
    issue = library.issue(*newest) if newest else None
    newspaper = next((n for n in library.newspapers() if newest and n.id == newest[0]), None)
    if issue is None or newspaper is None:
        raise UsageError(say("The library is empty; `reader fetch PAPER` brings in an issue."))
    print_in_line(newspaper, issue, terminal.measure(None))


def _issues_at(source: str) -> tuple[tuple[Newspaper, Issue], ...]:
    """What the pages at a path or an address make together; `ParseError` where there is none."""
    from reader.delivery import is_container, issues_of, pages_at

    today = datetime.now().astimezone().date()
    if is_address(source):
        from reader.cli.opening import issues_at

        return issues_at(source, today)
    if Path(source).is_file() and is_container(source):
        return _issues_within(Path(source), today)
    notes = terminal.Notes()
    pages, failures = [], []
    for found in pages_at([Path(source)]):
        if found.page is not None:
            pages.append(found.page)
        elif found.failure is not None:
            failures.append((found.path.name, found.failure))
    if not pages:
        raise (
            failures[0][1]
            if failures
            else UsageError(say("There are no pages in {file}.", file=shown(source)))
        )
    for name, failure in failures:
        notes.add(terminal.about(name, failure))
    notes.close()
    return issues_of(pages, known_papers(), today)


def _issues_within(path: Path, today: date) -> tuple[tuple[Newspaper, Issue], ...]:
    """The issues in an archive, a crawl or a book, put together in a library that goes away."""
    import tempfile

    from reader.delivery import Import, LeftOut
    from reader.library import Library

    notes = terminal.Notes()
    with (
        tempfile.TemporaryDirectory(prefix="reader-") as folder,
        Library.open(Path(folder) / "opened.db") as library,
    ):
        job = Import(library, known_papers(), today=today, at=datetime.now(UTC))
        for event in job.events([path]):
            if isinstance(event, LeftOut) and not event.is_remark:
                notes.add(terminal.about(event.name, event.reason))
        notes.close()
        issues = tuple(
            (newspaper, issue)
            for newspaper in library.newspapers()
            for tally in library.days(newspaper.id)
            if (issue := library.issue(newspaper.id, tally.date)) is not None
        )
    if not issues:
        raise UsageError(say("There are no pages in {file}.", file=shown(path)))
    return issues


def _print_all(issues: Sequence[tuple[Newspaper, Issue]], options: argparse.Namespace) -> None:
    from reader.cli.printing import print_article, print_articles, print_issue
    from reader.export import is_exported, printed_in

    stories = [
        printed
        for newspaper, issue in issues
        for printed in printed_in(issue, newspaper)
        if is_exported(printed.article)
    ]
    if len(stories) == 1:
        print_article(stories[0], options)
    elif options.format in ("json", "jsonl") or len(issues) != 1:
        print_articles(stories, options)
    else:
        print_issue(*issues[0], options)


def _configured() -> Config:
    """The config, with the interface's language set by it."""
    from reader.config import read_config

    # What is wrong in the file is said in the language that is known without it.
    speak(language_for(os.environ))
    if terminal.is_interactive():
        from reader.commands import COMMANDS

        config = read_config(commands=COMMANDS)
    else:
        config = read_config()
    speak(language_for(os.environ, configured=config.language))
    return config


def _complain(config: Config) -> None:
    notes = terminal.Notes()
    for complaint in config.complaints:
        notes.add(complaint)
    if notes.count > 2:
        terminal.tell(
            say(
                "{n} more are wrong in {file}.",
                n=notes.count - 2,
                file=shown(config.complaints[0].path),
            )
        )


def _app(
    library: Library,
    config: Config,
    *,
    opened: tuple[Newspaper, Issue] | None = None,
    base_url: str = "",
    first_frame: FirstFrame | None = None,
) -> int:
    from reader.app import Start, run_app

    _complain(config)
    start = Start(newspaper_id=opened[0].id, day=opened[1].date) if opened else Start()
    return run_app(
        library,
        papers=tuple(paper.slowed(config.at_once, config.per_second) for paper in known_papers()),
        base_url=base_url,
        start=start,
        keymap=config.keys,
        theme=config.theme,
        measure=config.measure,
        language=config.language,
        archive=config.archive,
        pictures=config.pictures,
        downloads=config.downloads,
        quota=config.quota,
        notice=str(config.complaints[0]) if config.complaints else "",
        first_frame=first_frame,
    )
