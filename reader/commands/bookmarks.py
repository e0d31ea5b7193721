"""What works in the bookmarks."""

from __future__ import annotations

from reader.commands.command import Command, export, motions, put_on_list, tag

COMMANDS: tuple[Command, ...] = (
    *motions("bookmarks"),
    Command(
        id="bookmarks.open",
        keys="enter,l,right",
        label="Read",
        help="Read the bookmarked article.",
        palette=False,
        footer=True,
    ),
    Command(
        id="bookmarks.out",
        keys="q,escape,h,left",
        label="Out",
        help="Back to where you came from.",
        palette=False,
        footer=True,
    ),
    Command(
        id="bookmarks.find",
        keys="/",
        label="Filter",
        help="Show only bookmarks that say what you type, have a #tag or are of a paper:name.",
        footer=True,
    ),
    Command(
        id="bookmarks.remove",
        keys="b,delete",
        label="Remove",
        help="Remove the bookmark, with its note, tags and highlights.",
        footer=True,
    ),
    tag("bookmarks", footer=True),
    put_on_list("bookmarks"),
    Command(
        id="bookmarks.versions",
        keys="V",
        label="What changed",
        help="Read it with what the paper changed since you kept it.",
    ),
    Command(
        id="bookmarks.cite",
        keys="c",
        label="Cite",
        help="Copy a reference to this article: GB/T 7714, BibTeX, CSL-JSON or Markdown.",
    ),
    export("bookmarks", footer=True),
    Command(
        id="bookmarks.note",
        keys="a",
        label="Note",
        help="Write why you kept it.",
        footer=True,
    ),
)
