"""The arguments of `reader feeds`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.cli.arguments import Arguments

FEED_ACTIONS = ("list", "add", "remove", "export", "fetch")
"""Of `reader feeds`; the first is what is done where none is named."""


def add_feeds(command: Callable[[str, str], Arguments], common: Arguments) -> None:
    """What `reader feeds` can do."""
    feeds = command("feeds", "the feeds that make your own newspaper: list, add, remove, fetch")
    feeds.actions = FEED_ACTIONS
    actions = feeds.add_subparsers(dest="action", metavar="ACTION", parser_class=type(feeds))

    def action(name: str, help_line: str) -> Arguments:
        return actions.add_parser(
            name,
            help=help_line,
            description=help_line[0].upper() + help_line[1:] + ".",
            allow_abbrev=False,
            parents=[common],
        )

    listed = action("list", "list them in their order, with what failed (the usual action)")
    listed.add_argument(
        "--format", choices=("text", "json", "jsonl"), default="text", help="how it is printed"
    )
    added = action("add", "subscribe to the feed at an address, or that the page there names")
    added.add_argument("urls", nargs="+", metavar="URL", help="of a feed, or of a site's page")
    added.add_argument("--section", default="", metavar="NAME", help="the group in which it stands")
    removed = action("remove", "take feeds out; what came of them stays in the library")
    removed.add_argument("feeds", nargs="+", metavar="URL|TITLE", help="its address or its title")
    action("export", "print the list as OPML, which other feed readers take")
    fetched = action("fetch", "bring in today's issue of your newspaper: `reader fetch own`")
    fetched.add_argument(
        "--base-url",
        default=argparse.SUPPRESS,
        metavar="URL",
        help="ask this mirror: scheme and host are its own, paths stay",
    )
