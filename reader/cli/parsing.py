"""`reader parse`: saved pages in, articles out, nothing kept."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli import terminal
from reader.cli.pages import SavedPage, is_web_address, pages_at
from reader.cli.running import DONE, FAILED
from reader.errors import ReaderError, UsageError
from reader.export import Printed, is_exported
from reader.text import shown

if TYPE_CHECKING:
    from reader.parse.page import Page


class _Reading:
    """Reads the pages one after another and remembers what went wrong."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._notes = terminal.Notes()
        self.failed = False

    def pages(self) -> Iterator[tuple[SavedPage, Page]]:
        """Every page that could be read."""
        from reader.engines import read_page

        for words in self._options.paths:
            try:
                for saved in pages_at(words):
                    try:
                        url, complaint = self._options.url, ""
                        if not url:
                            url, complaint = saved.address()
                        page = read_page(saved.read(), url)
                    except ReaderError as error:
                        self._fail(_about(saved, error))
                    else:
                        for sentence in filter(None, (complaint, *page.remarks)):
                            self._notes.add(_about(saved, sentence))
                        yield saved, page
            except UsageError as error:
                self._fail(str(error))

    def close(self) -> int:
        """Says what is left to say and gives the exit status."""
        self._notes.close()
        return FAILED if self.failed else DONE

    def _fail(self, sentence: str) -> None:
        self.failed = True
        self._notes.add(sentence)


def parse(options: argparse.Namespace) -> int:
    """Run `reader parse`."""
    if options.url and not is_web_address(options.url):
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

    records = (record for saved, page in reading.pages() for record in _of(saved, page, options))
    only_page = len(options.paths) == 1 and not Path(options.paths[0]).is_dir()
    if options.format == "jsonl" or not only_page:
        print_records(records, options.format)
        return
    known = list(records)
    if len(known) == 1:
        as_object(known[0])
    elif known or not reading.failed:
        print_records(known, "json")


def _of(saved: SavedPage, page: Page, options: argparse.Namespace) -> list[dict[str, Any]]:
    from reader.export import without_controls
    from reader.export.json import record_of

    records = [record_of(printed) for printed in _printed(saved, page)]
    if options.explain and records:
        records[0]["removed"] = [
            {"rule": one.rule, "text": without_controls(one.text), "count": one.count}
            for one in page.removals
        ]
    return records


def _texts(reading: _Reading, options: argparse.Namespace) -> None:
    from reader.cli.printing import print_articles

    measure = terminal.measure(options.width)
    for number, (saved, page) in enumerate(reading.pages()):
        terminal.write("\n" if number else "")
        if number or _is_many(options):
            terminal.write(f"== {saved.shown_name}\n\n" if options.format == "text" else "")
        print_articles(_printed(saved, page), options)
        if options.format == "text":
            _text_notes(page, measure)
        if options.explain:
            _explain(page)


def _is_many(options: argparse.Namespace) -> bool:
    return len(options.paths) > 1 or Path(options.paths[0]).is_dir()


def _printed(saved: SavedPage, page: Page) -> list[Printed]:
    """The page's stories; the first has the file's name for its id, the others a number too."""
    stories = [article for article in page.articles if is_exported(article)]
    return [
        Printed(
            id=saved.id if number == 1 else f"{saved.id}#{number}",
            article=article,
            newspaper=page.newspaper_name or page.newspaper_id,
            date=page.date,
            section=page.section,
            page=page.page,
        )
        for number, article in enumerate(stories, 1)
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


def _about(saved: SavedPage, sentence: object) -> str:
    words = str(sentence)
    return words if saved.shown_name in words else f"{saved.shown_name}: {words}"
