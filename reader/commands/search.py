"""What works in the search."""

from __future__ import annotations

from reader.commands.command import Command, export, motions, put_on_list, tag

COMMANDS: tuple[Command, ...] = (
    *motions("search"),
    Command(
        id="search.open",
        keys="enter,l,right",
        label="Read",
        help="Read the article from the first place that was found; n and N walk them.",
        palette=False,
        footer=True,
    ),
    Command(
        id="search.scope",
        keys="tab",
        label="Where",
        help="Search somewhere else: the library, this newspaper, this issue, the bookmarks.",
        footer=True,
    ),
    Command(
        id="search.order",
        keys="ctrl+o",
        label="Order",
        help="The best first, or the newest.",
        footer=True,
    ),
    Command(
        id="search.find",
        keys="/",
        label="Other words",
        help="Back to the field, to search for something else.",
        footer=True,
    ),
    Command(
        id="search.out",
        keys="q,escape,h,left",
        label="Out",
        help="Back to where you came from.",
        palette=False,
        footer=True,
    ),
    Command(
        id="search.bookmark",
        keys="b",
        label="Bookmark",
        help="Keep this article for good, or let it go again.",
        footer=True,
    ),
    tag("search"),
    put_on_list("search"),
    Command(
        id="search.toggle_read",
        keys="u",
        label="Read or unread",
        help="Mark this article read, or unread again.",
    ),
    Command(
        id="search.cite",
        keys="c",
        label="Cite",
        help="Copy a reference to this article: GB/T 7714, BibTeX, CSL-JSON or Markdown.",
    ),
    export("search"),
)
