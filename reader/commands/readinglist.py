"""What works in the reading list."""

from __future__ import annotations

from reader.commands.command import Command, motions, tag

COMMANDS: tuple[Command, ...] = (
    *motions("list"),
    Command(
        id="list.open",
        keys="enter,l,right",
        label="Read",
        help="Read on from this article through the list.",
        palette=False,
        footer=True,
    ),
    Command(
        id="list.out",
        keys="q,escape,h,left",
        label="Out",
        help="Back to where you came from.",
        palette=False,
        footer=True,
    ),
    Command(
        id="list.find",
        keys="/",
        label="Filter",
        help="Show only the articles of the list that have what you type.",
        footer=True,
    ),
    Command(
        id="list.take_off",
        keys="x,delete",
        label="Take off",
        help="Take this article off the list.",
        footer=True,
    ),
    Command(
        id="list.earlier",
        keys="K,shift+up",
        label="Earlier",
        help="Read this article before the one above it.",
        footer=True,
    ),
    Command(
        id="list.later",
        keys="J,shift+down",
        label="Later",
        help="Read this article after the one under it.",
        footer=True,
    ),
    Command(
        id="list.bookmark",
        keys="b",
        label="Bookmark",
        help="Keep this article for good, or let it go again.",
    ),
    tag("list"),
    Command(
        id="list.toggle_read",
        keys="u",
        label="Read or unread",
        help="Mark this article read, or unread again.",
    ),
)
