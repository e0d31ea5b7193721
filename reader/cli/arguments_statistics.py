"""The arguments of `reader stats`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.cli.arguments import Arguments


def add_statistics(command: Callable[[str, str], Arguments]) -> None:
    """`stats`."""
    stats = command("stats", "print what you have read: by day, newspaper and section")
    stats.add_argument(
        "--paper", default="", metavar="PAPER", help="of this newspaper only, by its id or name"
    )
    stats.add_argument("--year", type=_year, metavar="Y", help="what was read in this year only")
    stats.add_argument(
        "--format", choices=("text", "json"), default="text", help="how it is printed"
    )


def _year(words: str) -> int:
    if words.isascii() and words.isdigit() and 1 <= int(words[:5]) <= 9999:
        return int(words)
    raise argparse.ArgumentTypeError("a year is a whole number, as 2024")
