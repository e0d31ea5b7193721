"""`reader stats`: what was read, counted on this disk and told to nobody else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.names import newspaper_in
from reader.cli.running import DONE, library_file
from reader.library import Library

if TYPE_CHECKING:
    import argparse

_WIDEST = 112
"""Cells of a year's calendar with room between its weeks."""


def stats(options: argparse.Namespace) -> int:
    """`reader stats [--paper PAPER] [--year Y]`; days are those of this machine's clock."""
    from reader.export.statistics import document_of, lines_of, nothing_read, printed

    today = datetime.now(UTC).astimezone().date()
    with Library.open(library_file(options)) as library:
        paper = newspaper_in(library, options.paper).id if options.paper.strip() else ""
        tally = library.statistics.tally(today=today, newspaper_id=paper, year=options.year)
    year = today.year if options.year is None else options.year
    if options.format == "json":
        terminal.say(document_of(tally))
    elif not tally.articles:
        terminal.tell(nothing_read(year, today))
    else:
        cells = min(_WIDEST, terminal.columns())
        terminal.write(printed(lines_of(tally, year=year, today=today, cells=cells)))
    return DONE
