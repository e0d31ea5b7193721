"""What works among the downloads."""

from __future__ import annotations

from reader.commands.command import Command, motions

COMMANDS: tuple[Command, ...] = (
    *motions("downloads"),
    Command(
        id="downloads.choose",
        keys="enter,l,right",
        label="Choose",
        help="Download what the row names; of a download, open its newest issue.",
        palette=False,
        footer=True,
    ),
    Command(
        id="downloads.out",
        keys="q,escape,h,left",
        label="Out",
        help="Back to where you came from; downloads go on.",
        palette=False,
        footer=True,
    ),
    Command(
        id="downloads.pause",
        keys="p,space",
        label="Pause or go on",
        help="Let this download rest, or go on with it.",
        footer=True,
    ),
    Command(
        id="downloads.retry",
        keys="r",
        label="Retry",
        help="Ask once more for what is lacking in this download.",
        footer=True,
    ),
    Command(
        id="downloads.cancel",
        keys="delete,x",
        label="Give up",
        help="Give this download up; what came stays.",
        footer=True,
    ),
)
