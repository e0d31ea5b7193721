"""`reader parse`: saved pages in, articles out, nothing kept."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli import terminal
from reader.cli.running import DONE, FAILED
from reader.delivery import FilePage, newspaper_of, pages_at
from reader.errors import ParseError, ReaderError, UsageError
from reader.export import Printed, is_exported
from reader.papers import stand_of_papers
from reader.parse.encoding import LARGEST_PAGE
from reader.parse.links import openable
from reader.text import shown

if TYPE_CHECKING:
    from reader.parse.page import Page


class _Reading:
    """Reads the pages one after another and remembers what went wrong."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._notes = terminal.Notes()
        self.failed = False

    def pages(self) -> Iterator[FilePage]:
        """Every page that could be read."""
        count = 0
        for words in self._options.paths:
            found = [_stdin_page(self._options.url)] if words == "-" else None
            for file in found or pages_at([Path(words)], self._options.url):
                count += 1
                if file.page is not None:
                    for remark in file.page.remarks:
                        self._notes.add(terminal.about(file.path.name, remark))
                    yield file
                elif file.failure is not None:
                    self.failed = True
                    self._notes.add(terminal.about(file.path.name, file.failure))
        if not count:
            raise UsageError("There are no pages in what was named.")

    def close(self) -> int:
        """Says what is left to say and gives the exit status."""
        self._notes.close()
        return FAILED if self.failed else DONE


def parse(options: argparse.Namespace) -> int:
    """Run `reader parse`."""
    if options.url and not openable(options.url):
        raise UsageError("--url takes an http or https address.")
    reading = _Reading(options)
    match options.format:
        case "json" | "jsonl":
            _records(reading, options)
        case _:
            _texts(reading, options)
    return reading.close()


def _records(reading: _Reading, options: argparse.Namespace) -> None:
    from reader.cli.printing import as_object, print_records

    records = (record for file in reading.pages() for record in _of(file, options))
    only_page = len(options.paths) == 1 and not Path(options.paths[0]).is_dir()
    if options.format == "jsonl" or not only_page:
        print_records(records, options.format)
        return
    known = list(records)
    if len(known) == 1:
        as_object(known[0])
    elif known or not reading.failed:
        print_records(known, "json")


def _of(file: FilePage, options: argparse.Namespace) -> list[dict[str, Any]]:
    from reader.export import without_controls
    from reader.export.json import record_of

    records = [record_of(printed) for printed in _printed(file)]
    if options.explain and records and file.page is not None:
        records[0]["removed"] = [
            {"rule": one.rule, "text": without_controls(one.text), "count": one.count}
            for one in file.page.removals
        ]
    return records


def _texts(reading: _Reading, options: argparse.Namespace) -> None:
    from reader.cli.printing import print_articles

    measure = terminal.measure(options.width)
    for number, file in enumerate(reading.pages()):
        page = file.page
        if page is None:
            continue
        terminal.write("\n" if number else "")
        if number or _is_many(options):
            terminal.write(
                f"== {shown(file.path.name, 120)}\n\n" if options.format == "text" else ""
            )
        print_articles(_printed(file), options)
        if options.format == "text":
            _text_notes(page, measure)
        if options.explain:
            _explain(page)


def _is_many(options: argparse.Namespace) -> bool:
    return len(options.paths) > 1 or Path(options.paths[0]).is_dir()


def _printed(file: FilePage) -> list[Printed]:
    """The page's stories; the first has the file's name for its id, the others a number too."""
    page = file.page
    if page is None:
        return []
    stories = [(n, article) for n, article in enumerate(page.articles) if is_exported(article)]
    known = newspaper_of(page, stand_of_papers())
    return [
        Printed(
            id=file.name if number == 1 else f"{file.name}#{number}",
            article=article,
            newspaper_id=known.id if known else page.newspaper_id,
            newspaper=known.name if known else page.newspaper_name,
            date=page.day_of(n),
            section=page.section,
            page=page.page,
        )
        for number, (n, article) in enumerate(stories, 1)
    ]


def _text_notes(page: Page, measure: int) -> None:
    from reader.cli.printing import NOT_PRINTED
    from reader.export.text import headline_list

    others = [article for article in page.articles if not is_exported(article)]
    heads = [article.headline or article.text[:40] for article in others]
    if heads:
        title = NOT_PRINTED.get(others[0].language[:2], "Notices and advertisements:")
        terminal.write("\n" + headline_list(title, heads, measure) + "\n")


def _explain(page: Page) -> None:
    terminal.write("\n")
    if not page.removals:
        terminal.write("nothing was taken out\n")
    for one in page.removals:
        times = f" (x{one.count})" if one.count > 1 else ""
        terminal.write(f"{shown(one.rule, 40):<20}  {shown(one.text, 100)}{times}\n")


def _stdin_page(url: str) -> FilePage:
    from reader.engines import read_page

    path = Path("stdin")
    try:
        body = sys.stdin.buffer.read(LARGEST_PAGE + 1)
        return FilePage(path=path, name="stdin", page=read_page(body, url))
    except ReaderError as error:
        return FilePage(path=path, name="stdin", failure=error)
    except (OSError, AttributeError) as error:
        failure = ParseError("Standard input cannot be read.")
        failure.__cause__ = error
        return FilePage(path=path, name="stdin", failure=failure)
