"""Commands that keep what a person made: `backup`, `restore`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.names import LATEST, typed
from reader.cli.running import DONE, library_file
from reader.errors import LibraryError, UsageError
from reader.lang import say, say_n
from reader.text import shown

if TYPE_CHECKING:
    from reader.library.backups import Backups
    from reader.model import Backup, Belongings

_STAMP = "%Y%m%dT%H%M%S"


def backup(options: argparse.Namespace) -> int:
    """`reader backup [PATH]`: the path of what was written."""
    from reader.library import Library
    from reader.library.backups import Backups, save

    path, at = library_file(options), datetime.now(UTC)
    # What cannot be opened is told of here, and an earlier version's is brought up to date.
    with Library.open(path, create=False):
        if not options.path:
            if options.whole:
                raise UsageError(
                    say("A copy of the whole library needs a PATH: `reader backup --whole PATH`.")
                )
            made = Backups(path).make(at)
            written = made.path if made else path
        else:
            written = Path(typed(options.path)).expanduser()
            if written.is_dir():
                written /= f"{path.name}-{at.strftime(_STAMP)}.backup"
            save(path, written, is_whole=options.whole)
    terminal.write(f"{shown(written)}\n")
    return DONE


def restore(options: argparse.Namespace) -> int:
    """`reader restore [BACKUP]`: the backups, a line each, or what came back of one."""
    from reader.library import Library
    from reader.library.backups import Backups

    backups = Backups(library_file(options))
    if not options.backup:
        for each in backups.listed():
            made = each.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
            terminal.write(f"{each.number:>4}  {made}  {held(each)}\n")
        if not backups.listed():
            terminal.tell(say("There is no backup yet; `reader backup` makes one."))
        return DONE
    chosen = _chosen(typed(options.backup), backups)
    with Library.open(library_file(options)) as library:
        returned = library.take_in(chosen)
    terminal.tell(told(returned))
    return DONE


def _chosen(word: str, backups: Backups) -> Path:
    """The file meant by a number, `latest` or a path."""
    listed = backups.listed()
    if word in LATEST and listed:
        return listed[0].path
    if word.isascii() and word.isdigit():
        for each in listed:
            if each.number == int(word):
                return each.path
        raise UsageError(
            say("There is no backup {number}; `reader restore` lists them.", number=word)
        )
    path = Path(word).expanduser()
    if not path.is_file():
        raise UsageError(
            say("There is no backup {file}; `reader restore` lists them.", file=shown(word, 120))
        )
    return path


def held(backup: Backup) -> str:
    """What is in a backup, in a few words."""
    from reader.library.restoring import belongings_of

    try:
        found = belongings_of(backup.path)
    except LibraryError:
        return say("cannot be read")
    return counts(found)


def counts(found: Belongings) -> str:
    """How much there is of what a person made."""
    return ", ".join(
        (
            say_n("{n} bookmark", "{n} bookmarks", found.bookmarks),
            say_n("{n} article read or begun", "{n} articles read or begun", found.read),
            say_n("{n} on the reading list", "{n} on the reading list", found.listed),
            say_n("{n} other thing", "{n} other things", found.others),
        )
    )


def told(returned: Belongings) -> str:
    """What came back."""
    if returned.is_nothing:
        return say("Everything in this backup is here already.")
    return say("Back again: {what}.", what=counts(returned))
