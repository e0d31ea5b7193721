"""The arguments of `reader search`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.cli.arguments import Arguments

__all__ = ["COMMANDS", "add_search", "with_query_last"]

COMMANDS = ("search",)
_WITH_VALUE = ("--limit", "--format", "--width", "--order", "--library")
_FORMATS = ("text", "jsonl")
_ORDERS = ("best", "newest")
_USUAL = 20
_HELP = (
    'the words, all of which are found; "in quotation marks" as they stand, -not, one OR other,'
    " paper:kjrb, section:要闻, by:张三, date:2024-07..2024-08, is:unread, is:read, is:bookmarked,"
    " tag:farming"
)


def add_search(command: Callable[[str, str], Arguments]) -> None:
    """Add it."""
    search = command("search", "find articles by their words, in the whole library")
    search.add_argument("query", metavar="QUERY", help=_HELP)
    search.add_argument(
        "--limit",
        type=_count,
        default=_USUAL,
        metavar="N",
        help=f"print no more than so many (default: {_USUAL}); 0 for all there are",
    )
    search.add_argument(
        "--order", choices=_ORDERS, default="best", help="which come first (default: best)"
    )
    search.add_argument(
        "--format", choices=_FORMATS, default="text", help="how it is printed (default: text)"
    )


def with_query_last(words: Sequence[str]) -> list[str]:
    """The command line with what is searched for as one word at its end: the query has words that
    begin with a hyphen, which would be taken for options."""
    at = 0
    while at < len(words) and words[at].startswith("--library"):
        at += 1 if "=" in words[at] else 2
    if words[at : at + 1] != ["search"]:
        return list(words)
    options, query = list(words[: at + 1]), list[str]()
    rest = iter(words[at + 1 :])
    for word in rest:
        if word == "--":
            query += rest
        elif word in _WITH_VALUE:
            options += [word, *islice(rest, 1)]
        elif word.startswith("--") or word == "-h":
            options.append(word)
        else:
            query.append(word)
    return [*options, "--", " ".join(query)] if query else options


def _count(words: str) -> int:
    if re.fullmatch(r"[0-9]{1,9}", words):
        return int(words)
    raise argparse.ArgumentTypeError("a limit is a whole number, 0 for all there are")
