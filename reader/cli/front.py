"""The two ways in: `reader`, and `reader open`."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.running import DONE, library_file
from reader.errors import UsageError
from reader.lang import language_of_locale, speak
from reader.text import shown

if TYPE_CHECKING:
    from reader.config import Config
    from reader.library import Library
    from reader.model import Outline, SectionOutline

_LEAD_ROWS = 3


def start(options: argparse.Namespace) -> int:
    """`reader`: the app on a terminal, else the newest front page as text."""
    from reader.delivery import deliver_sample
    from reader.library import Library

    config = _configured()
    with Library.open(library_file(options)) as library:
        deliver_sample(library)
        if terminal.is_interactive():
            return _app(library, config)
        _complain(config)
        terminal.write(front_page(library, terminal.measure(None)))
    return DONE


def open_source(options: argparse.Namespace) -> int:
    """`reader open FILE|DIR|URL`: read without keeping."""
    from reader.delivery import open_path
    from reader.library import Library

    with (
        tempfile.TemporaryDirectory(prefix="reader-") as folder,
        Library.open(Path(folder) / "opened.db") as library,
    ):
        open_path(options.source, library)
        if terminal.is_interactive():
            return _app(library, _configured())
        _print_all(library, options)
    return DONE


def front_page(library: Library, measure: int) -> str:
    """The first page of the newest issue: masthead, headlines, the first lines of each story."""
    newest = library.newest()
    outline = library.outline(*newest) if newest else None
    if outline is None:
        raise UsageError("The library is empty; `reader fetch PAPER` brings in an issue.")
    from reader.cli.printing import masthead, tally_of
    from reader.export import without_controls
    from reader.export.text import paragraph
    from reader.model import Issue, Role

    section = _first_of(outline)
    stories = [line for line in outline.lines if line.role in (Role.STORY, Role.PICTURE)]
    issue = Issue(newspaper_id=outline.newspaper.id, date=outline.date)
    tally = tally_of(len(outline.sections), len(stories))
    parts = [masthead(outline.newspaper, issue, tally, measure)]
    label = " ".join(part for part in (section.page, section.name) if part) if section else ""
    if label:
        parts.append(paragraph(label, measure) + "\n")
    for line in section.lines if section else ():
        if line not in stories:
            continue
        rows = [paragraph(line.kicker, measure)] if line.kicker else []
        rows.append(paragraph(line.headline, measure))
        if line.byline:
            rows.append(paragraph(line.byline, measure, indent=2))
        rows.append(_lead(library.opening(line.key, limit=measure * (_LEAD_ROWS + 1)), measure))
        parts.append("\n".join(row for row in rows if row) + "\n")
    return without_controls("\n".join(parts))


def _first_of(outline: Outline) -> SectionOutline | None:
    return next((section for section in outline.sections if section.lines), None)


def _lead(text: str, measure: int) -> str:
    from reader.export.text import paragraph

    rows = paragraph(" ".join(text.split()), measure, indent=2).split("\n")
    if len(rows) <= _LEAD_ROWS:
        return "\n".join(rows)
    from reader.text.cells import truncated

    last = truncated(rows[_LEAD_ROWS - 1] + "…", measure)
    return "\n".join([*rows[: _LEAD_ROWS - 1], last])


def _print_all(library: Library, options: argparse.Namespace) -> None:
    from reader.cli.printing import print_article, print_articles, print_issue
    from reader.export import is_exported, printed_in

    issues = []
    for newspaper in library.newspapers():
        for tally in library.days(newspaper.id):
            if issue := library.issue(newspaper.id, tally.date):
                issues.append((newspaper, issue))
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

    if terminal.is_interactive():
        from reader.commands import COMMANDS

        config = read_config(commands=COMMANDS)
    else:
        config = read_config()
    speak(config.language if config.language != "auto" else language_of_locale(os.environ))
    return config


def _complain(config: Config) -> None:
    notes = terminal.Notes()
    for complaint in config.complaints:
        notes.add(complaint)
    if notes.count > 2:
        terminal.tell(f"{notes.count - 2} more are wrong in {shown(config.complaints[0].path)}.")


def _app(library: Library, config: Config) -> int:
    from reader.app import run_app
    from reader.papers import stand_of_papers

    _complain(config)
    return run_app(library, papers=stand_of_papers())
