"""`reader download`: whole issues with their pictures, resumed where they stopped."""

from __future__ import annotations

import argparse
import asyncio
import re
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.bar import Bars
from reader.cli.bringing import end_on_sigterm
from reader.cli.names import known_papers, today_at, typed
from reader.cli.running import (
    DONE,
    FAILED,
    IN_PART,
    NO_ISSUE,
    TERMINATED,
    check_mirror,
    library_file,
)
from reader.errors import UnderWay, UsageError
from reader.lang import say, say_n
from reader.model import DayState, Download, Downloading, Dropped, PicturesWanted
from reader.text import shown

if TYPE_CHECKING:
    from reader.config import Config
    from reader.delivery import Downloaded
    from reader.library import Library
    from reader.model import Progress
    from reader.papers import Paper

MOST_NAMED = 8
"""Days that are named with what went wrong; the rest is counted."""


def download(options: argparse.Namespace) -> int:
    """`reader download [PAPER… [FROM..TO]]`."""
    from reader.config import read_config
    from reader.library import Library

    check_mirror(options)
    config = read_config()
    if not options.today:
        # A quota that cannot be read is none, and whoever set one wants to know.
        for complaint in config.complaints[:MOST_NAMED]:
            terminal.tell(complaint)
    quota = _quota(options, config)
    papers = tuple(paper.slowed(config.at_once, config.per_second) for paper in known_papers())
    with Library.open(library_file(options)) as library:
        if options.list:
            return _print_list(library, papers)
        if options.pause is not None:
            return _pause(library, options.pause)
        if options.cancel is not None:
            return _cancel(library, options.cancel)
        wished = _wish(library, papers, options, config)
        status = _run(library, papers, options, quota, wished)
        if options.quota is not None:
            library.room.give_back()
        return status


def _quota(options: argparse.Namespace, config: Config) -> int:
    from reader.config import size_of
    from reader.config.sizes import LEAST_QUOTA, size_in_words

    if options.quota is None:
        return config.quota
    quota = size_of(typed(options.quota))
    if quota is None or 0 < quota < LEAST_QUOTA:
        raise UsageError(
            say(
                "--quota takes a size such as 20GB, at least {least}, or 0 for none.",
                least=size_in_words(LEAST_QUOTA),
            )
        )
    return quota


# -- what is wished ----------------------------------------------------------------


def _wish(
    library: Library, papers: Sequence[Paper], options: argparse.Namespace, config: Config
) -> Collection[int]:
    """Write down what was asked for, and the numbers it has; without words what is unfinished is
    asked for again."""
    at = datetime.now(UTC)
    names, span = _meant([typed(word) for word in options.words], is_all=options.all)
    if options.retry is not None:
        if names or options.all or options.today:
            raise UsageError(say("--retry goes with the number of a download, or alone."))
        for number in _numbers(library, options.retry):
            library.downloads.retry(number, at=at)
        return ()
    if not (names or options.all or options.today):
        for wish in library.downloads.all():
            if wish.is_paused:
                library.downloads.pause(wish.number, is_paused=False)
        return ()
    if options.today and span:
        raise UsageError(say("--today means today; leave the days out, or --today."))
    if names and options.all:
        raise UsageError(say("--all means every newspaper; name none, or leave it out."))
    from reader.delivery import days_wanted, on_the_stand
    from reader.papers import SAMPLE, paper_named

    chosen = [paper_named(name, papers) for name in names] or on_the_stand(library, papers)
    for paper in chosen:
        if paper.id == SAMPLE and not options.base_url:
            raise UsageError(
                say(
                    "{name} came with the reader; there is no more of it.",
                    name=paper.newspaper.name,
                )
            )
    if not chosen:
        raise UsageError(
            say(
                "No newspaper in the library can be fetched yet; `reader download PAPER` begins "
                "with one."
            )
        )
    pictures = config.downloads.pictures
    if options.no_pictures:
        pictures = PicturesWanted.NONE
    elif options.page_pictures:
        pictures = PicturesWanted.PAGES
    wanted = []
    for paper in {paper.id: paper for paper in chosen}.values():
        today = today_at(paper.newspaper)
        wanted.append((paper, days_wanted(paper, *_span(span, today), today=today)))
    return {
        library.downloads.wish(paper.id, first, last, pictures=pictures, at=at).number
        for paper, (first, last) in wanted
    }


def _meant(words: list[str], *, is_all: bool) -> tuple[list[str], str]:
    """The newspapers' names, and the days, which come last if there are any."""
    if words and (len(words) > 1 or is_all) and _is_span(words[-1]):
        return words[:-1], words[-1]
    return words, ""


def _is_span(word: str) -> bool:
    from reader.dates import parse_span

    if ".." in word or re.match(r"[-+]?[0-9０-９]", word.strip()):
        return True
    try:
        parse_span(word, today=datetime.now(UTC).date())
    except UsageError:
        return False
    return True


def _span(words: str, today: date) -> tuple[date, date]:
    from reader.dates import parse_span

    return parse_span(words, today=today) if words else (today, today)


def _numbers(library: Library, number: int) -> list[int]:
    """The wishes that a number means, 0 all of them."""
    found = [wish.number for wish in library.downloads.all() if number in (0, wish.number)]
    if number and not found:
        raise UsageError(_no_such(number))
    return found


def _no_such(number: int) -> str:
    return say("There is no download {number}; `reader download --list` shows them.", number=number)


# -- what can be done with wishes ------------------------------------------------------


def _pause(library: Library, number: int) -> int:
    for one in _numbers(library, number):
        library.downloads.pause(one, is_paused=True)
    terminal.tell(say("They rest now; `reader download` goes on with them."))
    return DONE


def _cancel(library: Library, number: int) -> int:
    if not library.downloads.cancel(number):
        raise UsageError(_no_such(number))
    terminal.tell(say("Given up; what came stays in the library."))
    return DONE


def _print_list(library: Library, papers: Sequence[Paper]) -> int:
    names = _names(library, papers)
    for wish in library.downloads.all():
        terminal.write(_line_of(wish, names) + "\n")
        for day in library.downloads.lacking(wish.number):
            terminal.write(f"    {day.day.isoformat()} {shown(day.reason, 300)}\n")
    return DONE


def _line_of(wish: Download, names: dict[str, str]) -> str:
    """`3 kjrb 科技日报 2024-07-01..2024-07-31 12/31, 2 lacking, paused`."""
    span = wish.first.isoformat()
    if wish.last != wish.first:
        span += f"..{wish.last.isoformat()}"
    parts = [f"{wish.number} {wish.newspaper_id} {shown(names.get(wish.newspaper_id, ''))} {span} "]
    parts[0] += f"{wish.done}/{wish.days}"
    if wish.lacking:
        parts.append(say("{n} lacking", n=wish.lacking))
    if wish.is_paused:
        parts.append(say("paused"))
    elif not wish.is_over:
        parts.append(say("unfinished"))
    return ", ".join(parts)


def _names(library: Library, papers: Sequence[Paper]) -> dict[str, str]:
    names = {paper.id: paper.newspaper.name for paper in papers}
    return names | {newspaper.id: newspaper.name for newspaper in library.newspapers()}


# -- doing it --------------------------------------------------------------------------


def _run(
    library: Library,
    papers: Sequence[Paper],
    options: argparse.Namespace,
    quota: int,
    wished: Collection[int],
) -> int:
    names = _names(library, papers)
    try:
        with Bars(names) as bars:
            done = asyncio.run(_download(library, papers, options, quota, bars))
    except UnderWay as error:
        if options.today:
            # What was wished is on the list of the one that is at it.
            return DONE
        terminal.tell(say("{who} What you asked for is on its list now.", who=error))
        return FAILED
    except asyncio.CancelledError:
        _tell_stopped()
        return TERMINATED
    except KeyboardInterrupt:
        _tell_stopped()
        raise
    if done.dropped:
        terminal.tell(_dropped_words(done.dropped, names))
    library.indexing.take_in()
    asked = [wish for wish in library.downloads.all() if wish.number in wished]
    status = _told(done, names, asked, is_quiet=options.today)
    if status == NO_ISSUE:
        words, status = _why_none(library, asked)
        terminal.tell(words)
    return status


def _why_none(library: Library, asked: Sequence[Download]) -> tuple[str, int]:
    """What is told where nothing was printed, and the exit status; of a single day it is known."""
    if len(asked) == 1 and asked[0].days == 1:
        wish = asked[0]
        day = library.downloads.days(wish.number).get(wish.first)
        if day is not None and day.reason:
            is_removed = library.is_removed(wish.newspaper_id, wish.first)
            return day.reason, FAILED if is_removed else NO_ISSUE
    return say("There was no issue on the days that were asked for."), NO_ISSUE


def _tell_stopped() -> None:
    terminal.tell(say("Stopped; what had arrived is here, and `reader download` goes on."))


async def _download(
    library: Library,
    papers: Sequence[Paper],
    options: argparse.Namespace,
    quota: int,
    bars: Bars,
) -> Downloaded:
    from reader.delivery import Downloader

    end_on_sigterm()

    def report(what: Downloading | Dropped | Progress) -> None:
        if not isinstance(what, Downloading):
            return
        bars.show(what)
        if what.state is DayState.UNDER_WAY:
            return
        bars.count(library.downloads.all())
        if not options.today and what.state in (DayState.DONE, DayState.IN_PART):
            bars.write(f"{what.newspaper_id} {what.date.isoformat()} {what.state.value}")

    bars.count(library.downloads.all())
    downloader = Downloader(library, papers, base_url=options.base_url, quota=quota, report=report)
    return await downloader.run()


def _dropped_words(dropped: Sequence[Dropped], names: dict[str, str]) -> str:
    first = f"{names.get(dropped[0].newspaper_id, '')} {dropped[0].day.isoformat()}"
    return say_n(
        "To keep to the quota {n} issue was dropped: {first}. It can be fetched again.",
        "To keep to the quota {n} issues were dropped, the first is {first}. They can be fetched "
        "again.",
        len(dropped),
        first=first,
    )


def _told(
    done: Downloaded, names: dict[str, str], asked: Sequence[Download], *, is_quiet: bool
) -> int:
    """Say what is lacking; the exit status, `NO_ISSUE` without a word. `asked` are the wishes that
    were made just now."""
    states = done.states
    failed, in_part = states[DayState.FAILED], states[DayState.IN_PART]
    if done.lacking and is_quiet:
        reasons = say("; ").join(_named(one, names, "").rstrip(".。") for one in done.lacking)
        terminal.tell(reasons + say("."))
        return FAILED if failed else IN_PART
    for one in done.lacking[:MOST_NAMED]:
        terminal.tell(_named(one, names, f" {one.date}"))
    if done.lacking:
        if (more := len(done.lacking) - MOST_NAMED) > 0:
            terminal.tell(say("{n} more days are lacking; --list names them.", n=more))
        terminal.tell(say("`reader download --retry` asks for what is lacking once more."))
        return IN_PART if in_part or states[DayState.DONE] else FAILED
    none_here = (
        all(wish.is_whole and not wish.printed for wish in asked)
        if asked
        else states[DayState.NONE_PRINTED] and not states[DayState.DONE]
    )
    return NO_ISSUE if none_here and not is_quiet else DONE


def _named(lacking: Downloading, names: dict[str, str], day: str) -> str:
    """Why an issue is lacking, with its newspaper's name, which the reason may begin with."""
    name = names.get(lacking.newspaper_id, lacking.newspaper_id)
    return lacking.reason if name in lacking.reason else f"{name}{day}: {lacking.reason}"
