"""The arguments of the commands that keep the library safe: `doctor`, `backup`, `restore`,
`reparse`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.cli.arguments import Arguments


def add_safety(command: Callable[[str, str], Arguments]) -> None:
    """Add them, by way of `command`, which makes one of a name and a line of help."""
    doctor = command(
        "doctor", "look after the library, the configuration and the terminal, and say what to do"
    )
    doctor.add_argument(
        "--fix",
        action="store_true",
        help="mend what can be mended without a loss: a damaged library from what can be read"
        " of it and from its backups (the damaged file is kept), counts, idle room",
    )
    doctor.add_argument(
        "--online",
        default="",
        metavar="PAPER",
        help="also ask that newspaper's site for its robots.txt; otherwise nothing is asked",
    )
    doctor.add_argument(
        "--base-url", default=argparse.SUPPRESS, metavar="URL", help="ask this mirror of it"
    )
    doctor.add_argument(
        "--format", choices=("text", "json"), default="text", help="how it is printed"
    )

    backup = command(
        "backup", "write a backup of all you made: bookmarks, notes, what you read, settings, feeds"
    )
    backup.add_argument(
        "path",
        nargs="?",
        default="",
        metavar="PATH",
        help="a new file, or a folder (default: beside the library, as the reader's own)",
    )
    backup.add_argument(
        "--whole", action="store_true", help="the issues too: a copy of the whole library"
    )

    restore = command(
        "restore", "list the backups, or bring back what you made from one; nothing here is lost"
    )
    restore.add_argument(
        "backup",
        nargs="?",
        default="",
        metavar="BACKUP",
        help="a number of the list, latest, or a file (default: list them)",
    )

    reparse = command(
        "reparse", "read issues again from the pages that were kept of them, asking no site"
    )
    reparse.add_argument(
        "paper", nargs="?", default="", metavar="PAPER", help="a newspaper's id or name"
    )
    reparse.add_argument(
        "when",
        nargs="?",
        default="",
        metavar="DATE|FROM..TO",
        help="2024-07-06, -3, 2024-07-01..2024-07-06 (default: every issue with kept pages)",
    )
