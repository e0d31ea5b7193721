"""`reader reparse`: issues read again from the pages that were kept of them."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.names import known_papers, today_at, typed
from reader.cli.running import DONE, FAILED, library_file
from reader.errors import LibraryError, ReaderError
from reader.lang import say, say_n

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library import Library
    from reader.model import Reread
    from reader.papers import Paper


def reparse(options: argparse.Namespace) -> int:
    """`reader reparse [PAPER [DATE|FROM..TO]]`: a line an issue."""
    from reader.delivery.rereading import read_again
    from reader.library import Library

    papers = {paper.id: paper for paper in known_papers()}
    ticker = terminal.Ticker()
    failed = 0
    with Library.open(library_file(options), create=False) as library:
        chosen = _chosen(library, options, papers)
        for paper, day in chosen:
            ticker.show(f"{paper.id} {day.isoformat()}")
            try:
                found = read_again(paper, day, library)
            except LibraryError:
                ticker.clear()
                raise
            except ReaderError as error:
                ticker.clear()
                terminal.tell(error)
                failed += 1
                continue
            ticker.clear()
            terminal.write(_line(found) + "\n")
            terminal.flush()
    return FAILED if failed else DONE


def _chosen(
    library: Library, options: argparse.Namespace, papers: dict[str, Paper]
) -> Sequence[tuple[Paper, date]]:
    """The issues meant, of which pages are kept; `LibraryError` where there is none."""
    from reader.cli.bringing import days_of
    from reader.papers import paper_named

    wanted = ""
    days: frozenset[date] | None = None
    if options.paper:
        paper = paper_named(typed(options.paper), tuple(papers.values()))
        wanted = paper.id
        if options.when:
            days = frozenset(days_of(typed(options.when), today_at(paper.newspaper)))
    kept = [
        (papers[newspaper_id], day)
        for newspaper_id, day in library.sources.days(wanted)
        if newspaper_id in papers and (days is None or day in days)
    ]
    if not kept:
        raise LibraryError(
            say(
                "No pages are kept of what was named; those of issues that are fetched are, unless "
                "`keep_pages` in reader.toml says no."
            )
        )
    return kept


def _line(found: Reread) -> str:
    parts = [
        say_n("{n} article read", "{n} articles read", found.articles),
        say("{n} changed", n=len(found.changed)),
        say("{n} new", n=len(found.fresh)),
    ]
    if found.refused:
        parts.append(say("{n} stayed, being better", n=found.refused))
    if found.absent:
        parts.append(say_n("{n} page was not kept", "{n} pages were not kept", found.absent))
    return f"{found.newspaper_id} {found.date.isoformat()} " + ", ".join(parts)
