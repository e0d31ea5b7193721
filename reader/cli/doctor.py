"""`reader doctor`: how everything is, and what to do about it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import asking, checks, terminal
from reader.cli.checks import Finding, Verdict
from reader.cli.running import DONE, FAILED, library_file
from reader.cli.safety import counts
from reader.errors import Damaged, LibraryError
from reader.lang import say, say_n
from reader.text import shown, width_in_cells

if TYPE_CHECKING:
    from reader.library import Library

_WIDEST_SUBJECT = 9
_SIGNS = {Verdict.GOOD: "✓", Verdict.NOTE: "·", Verdict.BAD: "✗"}


def doctor(options: argparse.Namespace) -> int:
    """`reader doctor [--fix]`: a finding a line, with a remedy below it; 1 where one is bad."""
    path = library_file(options)
    if options.fix:
        _mend(path)
    findings = []
    for finding in _findings(path, options):
        findings.append(finding)
        if options.format == "text":
            _print(finding)
            terminal.flush()
    verdict = checks.verdict_of(findings)
    if options.format == "json":
        _print_json(verdict, findings)
    return FAILED if verdict is Verdict.BAD else DONE


def _findings(path: Path, options: argparse.Namespace) -> Iterator[Finding]:
    environ = checks.environment()
    yield from checks.library(path)
    yield from checks.config()
    yield from checks.papers()
    yield from checks.terminal(environ)
    yield from checks.width(asking.widths())
    yield from checks.network(environ)
    if options.online:
        yield from checks.online(options.online, options.base_url)


def _print(finding: Finding) -> None:
    room = " " * max(1, _WIDEST_SUBJECT + 1 - width_in_cells(finding.subject))
    terminal.say(f"{_SIGNS[finding.verdict]} {finding.subject}{room}{finding.said}")
    if finding.remedy:
        terminal.say(f"  {' ' * (_WIDEST_SUBJECT + 1)}→ {finding.remedy}")


def _print_json(verdict: Verdict, findings: list[Finding]) -> None:
    told = [
        {
            "subject": each.subject,
            "verdict": each.verdict.value,
            "said": each.said,
            "remedy": each.remedy,
        }
        for each in findings
    ]
    words = {"verdict": verdict.value, "findings": told}
    terminal.say(json.dumps(words, ensure_ascii=False, indent=2))


# -- mending -------------------------------------------------------------------


def _mend(path: Path) -> None:
    """What can be done without a loss, each told in a sentence."""
    from reader.library import Library

    if not path.exists():
        return
    try:
        with Library.open(path, create=False) as library:
            if library.is_read_only:
                return
            flaws = library.integrity()
            if flaws:
                try:
                    library.health.count_again()
                    flaws = library.integrity()
                except LibraryError:
                    pass
                else:
                    if not flaws:
                        terminal.tell(say("What lists count was counted again."))
            if not flaws:
                _reclaim(library)
    except Damaged as error:
        if not _was_ours(path):
            terminal.tell(error)
            return
        flaws = [str(error)]
    if flaws:
        _rescue(path)


def _was_ours(path: Path) -> bool:
    from reader.library.backups import Backups
    from reader.library.rescue import is_ours

    return bool(Backups(path).listed()) or is_ours(path)


def _rescue(path: Path) -> None:
    from reader.library.rescue import rescue

    found = rescue(path, datetime.now(UTC), tell=terminal.tell)
    terminal.tell(
        say(
            "Saved from the damaged library: {what}, {articles}; it is kept as {file}.",
            what=counts(found.saved),
            articles=say_n("{n} article", "{n} articles", found.articles),
            file=shown(found.kept_aside.name),
        )
    )
    if not found.returned.is_nothing:
        terminal.tell(say("From the backups: {what}.", what=counts(found.returned)))
    if found.bare:
        terminal.tell(
            say_n(
                "Of {n} article only the headline is left; `reader fetch` of its day brings the "
                "text.",
                "Of {n} articles only the headlines are left; `reader fetch` of their days brings "
                "the texts.",
                found.bare,
            )
        )


def _reclaim(library: Library) -> None:
    import shutil

    idle, size = library.health.idle_bytes, library.path.stat().st_size
    if idle <= checks.IDLE_BYTES or idle * 10 <= size:
        return
    if shutil.disk_usage(library.path.absolute().parent).free < size:
        terminal.tell(say("There is no room to give idle bytes back; they are used up in time."))
        return
    terminal.tell(say("Giving {idle} back to the disk…", idle=checks.weight(idle)))
    library.health.reclaim()
