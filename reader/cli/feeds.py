"""`reader feeds`, and what `reader import` does with a feed or a list of them."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.names import nearest, typed
from reader.cli.running import DONE, FAILED, IN_PART, library_file
from reader.errors import ReaderError, UsageError
from reader.lang import aside, say, say_n
from reader.model import State
from reader.text import shown

if TYPE_CHECKING:
    from reader.delivery.feeds import FeedFile
    from reader.library import Library
    from reader.model import Listing, Subscription

_HEAD_BYTES = 65_536


def feeds(options: argparse.Namespace) -> int:
    """`reader feeds …`."""
    from reader.library import Library

    if options.action == "fetch":
        return _fetch(options)
    with Library.open(library_file(options)) as library:
        match options.action:
            case "add":
                return _add(options, library)
            case "remove":
                return _remove(options, library)
            case "export":
                return _export(library)
            case _:
                return _list(options, library)


def _known(library: Library) -> tuple[Subscription, ...]:
    return library.feeds.all()


def _none() -> str:
    return say(
        "There are no feeds yet: `reader feeds add URL` subscribes to one, "
        "`reader import LIST.opml` to those of another reader."
    )


def _list(options: argparse.Namespace, library: Library) -> int:
    found = _known(library)
    if options.format != "text":
        records = [_record(feed) for feed in found]
        if options.format == "json":
            terminal.write(json.dumps(records, ensure_ascii=False, indent=1) + "\n")
        for record in records if options.format == "jsonl" else ():
            terminal.write(json.dumps(record, ensure_ascii=False) + "\n")
        return DONE
    if not found:
        terminal.tell(_none())
    for section in dict.fromkeys(feed.section for feed in found):
        if section:
            terminal.write(f"{section}\n")
        for feed in found:
            if feed.section == section:
                _print_feed(feed, "  " if section else "")
    return DONE


def _print_feed(feed: Subscription, indent: str) -> None:
    terminal.write(f"{indent}{feed.name}\n{indent}  {feed.url}\n")
    when = ""
    if feed.fetched_at is not None:
        local = feed.fetched_at.astimezone()
        when = say("last fetched {time}", time=f"{local:%Y-%m-%d %H:%M}")
    elif not feed.failure:
        when = say("not fetched yet")
    failure = say("failed: {reason}", reason=feed.failure) if feed.failure else ""
    terminal.write(f"{indent}  {' · '.join(filter(None, (when, failure)))}\n")


def _record(feed: Subscription) -> dict[str, str]:
    return {
        "title": feed.name,
        "url": feed.url,
        "section": feed.section,
        "homepage": feed.homepage,
        "language": feed.language,
        "fetched_at": feed.fetched_at.isoformat() if feed.fetched_at else "",
        "tried_at": feed.tried_at.isoformat() if feed.tried_at else "",
        "failure": feed.failure,
    }


def _add(options: argparse.Namespace, library: Library) -> int:
    """Each address is asked for before it is subscribed, so that what is none is known at once."""
    from dataclasses import replace

    from reader.delivery import feed_found
    from reader.text import clean

    section = clean(typed(options.section))
    before = {feed.url for feed in _known(library)}
    status = DONE
    added = 0
    for words in options.urls:
        try:
            feed = asyncio.run(feed_found(typed(words)))
        except ReaderError as error:
            terminal.tell(terminal.about(shown(words, 80), error))
            status = FAILED
            continue
        if feed.url in before:
            terminal.tell(say("{name} is among your feeds already.", name=feed.name))
            continue
        library.feeds.add([replace(feed, section=section)], at=datetime.now(UTC))
        before.add(feed.url)
        added += 1
        terminal.write(f"{feed.url}\t{feed.name}\n")
    if added:
        terminal.tell(say("`reader fetch own` brings in what is new in them."))
    return IN_PART if status and added else status


def _remove(options: argparse.Namespace, library: Library) -> int:
    known = _known(library)
    meant = [_called(typed(words), known) for words in options.feeds]
    library.feeds.remove(feed.url for feed in meant)
    for feed in meant:
        terminal.tell(
            say("{name} is no longer among your feeds; what came of it stays.", name=feed.name)
        )
    return DONE


def _called(words: str, known: Sequence[Subscription]) -> Subscription:
    for feed in known:
        if words == feed.url:
            return feed
    wanted = words.strip().casefold()
    found = [feed for feed in known if feed.name.casefold() == wanted]
    if not found:
        found = [
            feed for feed in known if wanted and wanted in f"{feed.name} {feed.url}".casefold()
        ]
    if len(found) == 1:
        return found[0]
    if found:
        names = say(", ").join(shown(feed.name, 40) for feed in found[:3])
        raise UsageError(
            say(
                "{n} of your feeds are like {words}: {names}; give the address.",
                n=len(found),
                words=shown(words, 60),
                names=names,
            )
        )
    hint = nearest(words, [feed.name for feed in known])
    raise UsageError(
        say(
            "None of your feeds is called {words}{hint}; `reader feeds` lists them.",
            words=shown(words, 60),
            hint=hint,
        )
    )


def _export(library: Library) -> int:
    from reader.export.opml import opml_of

    found = _known(library)
    if not found:
        raise UsageError(_none())
    terminal.write(opml_of(found, say("My newspaper")))
    return DONE


def _fetch(options: argparse.Namespace) -> int:
    """`reader feeds fetch`, which is `reader fetch own`."""
    from reader.cli.bringing import fetch
    from reader.papers import OWN

    defaults = {"paper": OWN, "when": "", "yes": False, "archive": None}
    for name, value in {**defaults, "again": False, "restore": False}.items():
        setattr(options, name, value)
    return fetch(options)


def tell_remarks(ledger: Sequence[Listing]) -> None:
    """What is to be said of an issue of feeds besides what is missing: what was left out, and of
    what there is the summary alone."""
    left_out = [line for line in ledger if line.is_page and line.state is State.STORED]
    notes = terminal.Notes(limit=3)
    for line in left_out:
        if line.reason:
            notes.add(f"{shown(line.title, 60)}: {line.reason}")
    notes.close()
    short = [line for line in ledger if line.reason and line.slug]
    if short:
        terminal.tell(
            say_n(
                "Of one story there is the summary alone: {title} ({reason}).",
                "Of {n} stories there is the summary alone, the first is {title} ({reason}).",
                len(short),
                title=shown(short[0].title, 60),
                reason=shown(short[0].reason, 120),
            )
        )


# -- reader import -----------------------------------------------------------------


def import_feeds(words: Sequence[str], library: Library) -> tuple[list[str], int | None]:
    """Brings in those of the files named that are feeds or lists of them; the others, and the exit
    status so far, None where none was a feed."""
    from reader.delivery.feeds import bring_in
    from reader.delivery.files import bytes_of

    others: list[str] = []
    statuses: list[int] = []
    for word in words:
        path = Path(word)
        if not _begins_as_feed(path):
            others.append(word)
            continue
        try:
            brought = bring_in(
                bytes_of(path),
                path.name,
                library,
                today=datetime.now().astimezone().date(),
                at=datetime.now(UTC),
            )
        except ReaderError as error:
            terminal.tell(terminal.about(path.name, error))
            statuses.append(FAILED)
            continue
        statuses.append(_tell_brought(path.name, brought))
    return others, max(statuses) if statuses else None


def _begins_as_feed(path: Path) -> bool:
    from reader.delivery.feeds import is_feed_file

    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return is_feed_file(file.read(_HEAD_BYTES))
    except (OSError, ValueError):
        return False


def _tell_brought(name: str, brought: FeedFile) -> int:
    from reader.papers import OWN

    for day, count, _ in brought.issues:
        terminal.write(f"{OWN} {day.isoformat()} {count}\n")
    for feed in brought.subscribed:
        terminal.write(f"{feed.url}\t{feed.name}\n")
    if brought.is_list:
        count = len(brought.subscribed)
        known = say_n("{n} was there already", "{n} were there already", brought.known)
        terminal.tell(
            say_n(
                "{n} feed is new{known}.",
                "{n} feeds are new{known}.",
                count,
                known=aside(f"({known})") if brought.known else "",
            )
        )
    notes = terminal.Notes(limit=3)
    for what, why in brought.skipped:
        notes.add(f"{shown(what, 80)}: {why}." if what else f"{why}.")
    for remark in brought.remarks:
        notes.add(terminal.about(name, remark))
    notes.close()
    return DONE
