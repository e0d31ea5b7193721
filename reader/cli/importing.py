"""`reader import`: a line for every issue that something went into, and a word on what did not."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader.cli import terminal
from reader.cli.feeds import import_feeds
from reader.cli.names import known_papers
from reader.cli.running import DONE, FAILED, IN_PART, library_file
from reader.errors import UsageError
from reader.lang import say, say_n
from reader.text import shown

if TYPE_CHECKING:
    from reader.delivery.intake.run import Event, Import
    from reader.library import Library
    from reader.model import Intaken

_MOST_REASONS = 1000
_LINES = 3
"""On the terminal, about what was left out."""
_LONGEST = 190

_MOST_INDEXED = 1_000_000
"""Articles: all that a file can have in it, in a few minutes."""


def import_files(options: argparse.Namespace) -> int:
    """Run `reader import`."""
    from reader.delivery import Import
    from reader.library import Library

    papers = known_papers()
    with (
        _Report(options.report, is_verbose=options.verbose) as report,
        Library.open(library_file(options)) as library,
    ):
        words, status = import_feeds(options.paths, library)
        paths = [Path(word) for word in words]
        job = Import(
            library,
            papers,
            today=datetime.now().astimezone().date(),
            at=datetime.now(UTC),
            base_url=options.base_url,
        )
        try:
            came = [_bring(job, path, report) for path in paths]
            report.index(library)
        except (KeyboardInterrupt, SystemExit):
            for event in job.close():
                report.take(event)
            report.close()
            terminal.tell(
                say("Stopped; what was read is in the library, and the same command goes on.")
            )
            raise
        library.indexing.take_in(_MOST_INDEXED)
    report.close()
    if status is not None:
        came.append(status != FAILED)
    if not any(came):
        if not report.count and status is None:
            raise UsageError(say("There are no pages in what was named."))
        return FAILED
    return DONE if all(came) and status in (None, DONE) else IN_PART


def _bring(job: Import, path: Path, report: _Report) -> bool:
    """Whether something of what is at the path is in the library now."""
    came = False
    for event in job.events([path]):
        came = report.take(event) or came
    return came


class _Report:
    """What is told while files come in: issues as they are stored, and, grouped by the reason, what
    was left out."""

    def __init__(self, file: str, *, is_verbose: bool) -> None:
        self._is_verbose = is_verbose
        self._ticker = terminal.Ticker()
        self._reasons: Counter[str] = Counter()
        self._first: dict[str, str] = {}
        self._file: TextIO | None = None
        if file:
            try:
                self._file = Path(file).open("w", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed in __exit__
            except (OSError, ValueError) as error:
                raise UsageError(
                    say(
                        "The report {file} cannot be written: {reason}.",
                        file=shown(file, 120),
                        reason=shown(getattr(error, "strerror", None) or error, 80),
                    )
                ) from error
        self._known: tuple[str, Intaken] | None = None
        self._times_known = 0
        self._is_closed = False
        self.count = 0
        """How much was left out."""

    def __enter__(self) -> _Report:
        return self

    def __exit__(self, *_: object) -> None:
        self._ticker.clear()
        if self._file is not None:
            self._file.close()

    def take(self, event: Event) -> bool:
        """Tells what happened; whether something is in the library by it."""
        from reader.delivery import Known, LeftOut, Stored

        match event:
            case Stored(filed=filed):
                self._ticker.clear()
                terminal.write(f"{filed.newspaper_id} {filed.date.isoformat()} {filed.articles}\n")
                terminal.flush()
                return True
            case Known(path=path, was=was):
                self._know(path, was)
                return True
            case LeftOut():
                self._leave_out(event.path, event.name, event.reason, is_remark=event.is_remark)
            case _:
                self._ticker.show(f"{event.path.name} {event.pages} {event.name}")
        return False

    def _know(self, path: Path, was: Intaken) -> None:
        self._known = self._known or (path.name, was)
        self._times_known += 1
        if was.is_whole and not path.is_dir():
            self._note(os.fspath(path), path.name, _nothing_new(path.name, was))

    def _leave_out(self, path: Path, name: str, reason: str, *, is_remark: bool) -> None:
        self._note(os.fspath(path), name, terminal.about(name, reason))
        if is_remark:
            return
        self.count += 1
        if reason in self._reasons or len(self._reasons) < _MOST_REASONS:
            self._reasons[reason] += 1
            self._first.setdefault(reason, name)

    def _note(self, path: str, name: str, sentence: str) -> None:
        if self._file is not None:
            self._file.write(f"{shown(path, 400)}\t{shown(name, 400)}\t{shown(sentence, 400)}\n")
        if self._is_verbose:
            self._ticker.clear()
            terminal.tell(shown(sentence, _LONGEST))

    def index(self, library: Library) -> None:
        """What has come is found from now on."""
        count = 0
        while indexed := library.indexing.catch_up():
            count += indexed
            self._ticker.show(say("indexing {n}", n=count))

    def close(self) -> None:
        """Says what was left out, unless it was named one by one."""
        self._ticker.clear()
        if self._is_closed or self._is_verbose:
            return
        self._is_closed = True
        lines = _LINES
        if self._known is not None:
            lines -= 1
            terminal.tell(shown(self._words_of_known(*self._known), _LONGEST))
        groups = self._reasons.most_common()
        told = groups if len(groups) <= lines else groups[: lines - 1]
        for reason, count in told:
            first = terminal.about(self._first[reason], reason)
            if count > 1:
                first = say("{n} like this one: {first}", n=count, first=first)
            terminal.tell(shown(first, _LONGEST))
        rest = self.count - sum(count for _, count in told)
        if rest:
            terminal.tell(
                say_n(
                    "{n} more was left out; with -v everything is named.",
                    "{n} more were left out; with -v everything is named.",
                    rest,
                )
            )

    def _words_of_known(self, name: str, was: Intaken) -> str:
        if self._times_known == 1:
            return _nothing_new(name, was)
        return say(
            "{n} files were brought in before, and nothing in them is new.", n=self._times_known
        )


def _nothing_new(name: str, was: Intaken) -> str:
    return say(
        "{name} was brought in on {day}, and nothing in it is new.",
        name=shown(name, 80),
        day=was.brought_at.astimezone().date(),
    )
