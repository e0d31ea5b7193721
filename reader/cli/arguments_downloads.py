"""The arguments of `reader download` and `reader schedule`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.cli.arguments import Arguments

__all__ = ["COMMANDS", "add_downloads"]

COMMANDS = ("download", "schedule")


def add_downloads(command: Callable[[str, str], Arguments]) -> None:
    """Add them."""
    _add_download(command("download", "bring in whole issues with their pictures, and go on later"))
    _add_schedule(
        command("schedule", "print the timer that downloads every morning, or install it")
    )


def _add_download(download: Arguments) -> None:
    download.add_argument(
        "words",
        nargs="*",
        metavar="PAPER… FROM..TO",
        help="newspapers, then the days: 2024-07-01..2024-07-06, 2020.., 2024-07, 'last week'"
        " (default: today); without any, go on with what is unfinished",
    )
    download.add_argument(
        "--all", action="store_true", help="every newspaper of the library that can be fetched"
    )
    download.add_argument(
        "--today",
        action="store_true",
        help="today's issue, of every newspaper where none is named; says nothing if all went well",
    )
    download.add_argument("--no-pictures", action="store_true", help="leave the pictures out")
    download.add_argument(
        "--page-pictures", action="store_true", help="the pictures of the printed pages, too"
    )
    download.add_argument(
        "--quota",
        default=None,
        metavar="SIZE",
        help="let the library use no more than that, such as 20GB: the issues read the longest ago"
        " go first, what you kept stays (default: as configured)",
    )
    download.add_argument(
        "--base-url",
        default=argparse.SUPPRESS,
        metavar="URL",
        help="ask this mirror",
    )
    what = download.add_mutually_exclusive_group()
    what.add_argument(
        "--list", action="store_true", help="print the downloads, and what is lacking, and why"
    )
    what.add_argument(
        "--pause",
        nargs="?",
        type=int,
        const=0,
        metavar="N",
        help="let the download of that number rest, or all",
    )
    what.add_argument(
        "--retry",
        nargs="?",
        type=int,
        const=0,
        metavar="N",
        help="ask once more for what is lacking in that download, or in all",
    )
    what.add_argument(
        "--cancel", type=int, metavar="N", help="give that download up; what came stays"
    )


def _add_schedule(schedule: Arguments) -> None:
    schedule.add_argument(
        "--at",
        default="06:30",
        metavar="HH:MM",
        help="when, by this computer's clock (default: 06:30)",
    )
    kind = schedule.add_mutually_exclusive_group()
    kind.add_argument("--systemd", action="store_true", help="a timer of systemd (the usual one)")
    kind.add_argument("--cron", action="store_true", help="a line of the crontab")
    kind.add_argument("--launchd", action="store_true", help="a property list of macOS")
    what = schedule.add_mutually_exclusive_group()
    what.add_argument("--install", action="store_true", help="put it in its place")
    what.add_argument("--remove", action="store_true", help="take it away again")
