"""Any address of a newspaper: `reader papers add URL`, and what `fetch` and `open` make of one."""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.names import known_papers, typed
from reader.cli.running import DONE, FAILED
from reader.errors import ConfigError, UsageError
from reader.lang import say
from reader.text import shown

if TYPE_CHECKING:
    from reader.discovery import Finding
    from reader.papers import Paper

_FIRST_WORDS = 120
"""Characters of the example's text that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What an address means."""

    paper: Paper
    day: date | None
    """None where it names no day."""
    is_article: bool = False
    finding: Finding | None = None
    """How the paper was found out about; None for one that was known."""


def is_address(words: str) -> bool:
    """Whether an argument is an address and no name of a paper or a file."""
    return re.match(r"https?://", words, re.IGNORECASE) is not None


def known_at(url: str, papers: Sequence[Paper], base_url: str = "") -> Meant | None:
    """The paper of the stand whose address that is, and the day; None where it is nobody's."""
    from reader.discovery.known import place_of

    place = place_of(url, papers, _today(), base_url=base_url)
    if place is None:
        return None
    return Meant(paper=place.paper, day=place.day, is_article=place.is_article)


def meant_by(url: str, base_url: str = "") -> Meant:
    """The paper and the day that an address means: of the stand, else as the site itself tells."""
    _refuse_unfit(url)
    papers = known_papers()
    if known := known_at(url, papers, base_url):
        return known if known.day else replace(known, day=newest(url))
    finding = found_at(url, papers)
    if known := _known_after_all(finding, papers, base_url):
        return known
    return Meant(paper=finding.paper, day=finding.day, finding=finding)


def _refuse_unfit(url: str) -> None:
    from reader.parse.links import openable

    if not openable(url):
        raise UsageError(
            say(
                "{url} is no address that can be opened: it must have a host, and no user's "
                "name, control character or port that cannot be.",
                url=shown(url, 120),
            )
        )


def _known_after_all(finding: Finding, papers: Sequence[Paper], base_url: str = "") -> Meant | None:
    """The paper of the stand that an address led to without being one of its own."""
    from reader.engines.places import filled

    return known_at(filled(finding.paper.eras[0].entry, finding.day), papers, base_url)


def found_at(url: str, papers: Sequence[Paper], identifier: str = "") -> Finding:
    """Finds out about the paper at an address from its site."""
    from reader.delivery import find_paper, finder

    ticker = terminal.Ticker()

    async def ask() -> Finding:
        async with finder(url) as fetcher:
            return await find_paper(
                url,
                fetcher,
                _today(),
                {paper.id for paper in papers},
                wanted_id=identifier,
                tell=lambda page: ticker.show(say("looking at {page}", page=page)),
            )

    try:
        return asyncio.run(ask())
    finally:
        ticker.clear()


def newest(url: str) -> date | None:
    """The day of the issue that a paper's own front door leads to; None where nothing tells."""
    from reader.delivery import finder, newest_at

    async def ask() -> date | None:
        async with finder(url) as fetcher:
            return await newest_at(url, fetcher, _today())

    return asyncio.run(ask())


def _today() -> date:
    return datetime.now().astimezone().date()


# -- papers add ----------------------------------------------------------------------


def add(options: argparse.Namespace) -> int:
    """`reader papers add URL`: shows what was found, and writes it where that is wanted."""
    url = typed(options.url)
    if not is_address(url):
        raise UsageError(
            say(
                "{url} is no address; one begins with http:// or https://, such as that of an "
                "issue's first page.",
                url=shown(url, 60),
            )
        )
    _refuse_unfit(url)
    papers = known_papers()
    meant = known_at(url, papers)
    if meant is None:
        finding = found_at(url, papers, options.id)
        meant = _known_after_all(finding, papers)
        if meant is None:
            return _offered(finding, options)
    paper = meant.paper
    day = f" {meant.day.isoformat()}" if meant.day else ""
    terminal.tell(
        say(
            "{name} is known already: `{command}` brings it in.",
            name=paper.newspaper.name,
            command=f"reader fetch {paper.id}{day}",
        )
    )
    return DONE


def _offered(finding: Finding, options: argparse.Namespace) -> int:
    if not options.yes and not terminal.is_interactive():
        # What was found is told beside it, and the definition can be put into a file as it is.
        status = settle(finding, is_agreed=False, tell=terminal.tell)
        terminal.write(finding.definition)
        return status
    return settle(finding, is_agreed=options.yes)


def settle(finding: Finding, *, is_agreed: bool, tell: Callable[[str], None] = terminal.say) -> int:
    """Writes a definition: at once where that was agreed to, in a terminal after asking, else not.
    What there is to know is told through `tell`.
    """
    path = file_for(finding)
    can_ask = terminal.is_interactive()
    for line in summary(finding):
        tell(line)
    if not is_agreed and not can_ask:
        terminal.tell(
            say("Nothing was written; with --yes this goes into {file}.", file=shown(path, 160))
        )
        return DONE
    if not is_agreed:
        terminal.write("\n" + finding.definition + "\n")
        if not _agrees(say("Write this to {file}? [y/N]", file=shown(path, 160)) + " "):
            terminal.tell(say("Nothing was written."))
            return FAILED
    write_definition(finding)
    tell(f"{finding.paper.id} {shown(path, 200)}")
    return DONE


def file_for(finding: Finding) -> Path:
    """Where a definition belongs."""
    from reader.config import papers_path

    return papers_path() / f"{finding.paper.id}.toml"


def write_definition(finding: Finding) -> None:
    """Puts a definition among a person's own; a file that is there is left as it is."""
    path = file_for(finding)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(finding.definition)
    except FileExistsError as error:
        raise ConfigError(
            f"{shown(path, 160)} is there already and was left as it is; --id gives the newspaper"
            " another name.",
            path=path,
        ) from error
    except OSError as error:
        why = shown(error.strerror or error, 80)
        raise ConfigError(f"{shown(path, 160)} cannot be written: {why}.", path=path) from error


def summary(finding: Finding) -> list[str]:
    """What was found out, for a person to judge."""
    paper = finding.paper.newspaper
    labels = [
        " ".join(part for part in (section.page, section.name) if part)
        for section in finding.sections
    ]
    named = ", ".join(label for label in labels if label)
    lines = [
        f"{paper.name} ({paper.id}), {paper.language}, {paper.time_zone}",
        f"issue of {finding.day.isoformat()}: {_count(finding.pages, 'page')}"
        + (f" ({shown(named, 160)})" if named else "")
        + f", {_count(finding.articles, 'article')} on those that were looked at",
    ]
    example = finding.example
    if example is not None:
        by = f", {example.byline}" if example.byline else ""
        lines.append(f"for example: {shown(example.headline, 100)}{shown(by, 60)}")
        lines.append(f"  {shown(example.text[:_FIRST_WORDS], _FIRST_WORDS)}…")
    if not finding.is_dated:
        lines.append("only the newest issue can be asked for: its addresses have no date")
    elif finding.tried:
        lines.append(
            f"any day can be asked for; {finding.tried.isoformat()} was tried and is there"
        )
    else:
        lines.append("days are asked for by their address; no other day was found to try it on")
    return lines


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _agrees(question: str) -> bool:
    terminal.write(question)
    terminal.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "是", "好")
