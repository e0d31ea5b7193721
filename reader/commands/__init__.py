"""Every command a person can give, declared once.

From here come the key bindings of each place, the palette, the `?` page, the line of keys at the
foot and the check of a person's own keymap. The words are English; `reader.lang.say` puts them into
the reader's language where they are shown.

A command's id is `place.verb` and is a promise: keymaps name it. Its place's class has the method
`action_verb`.
"""

from __future__ import annotations

from reader.commands import (
    article,
    bookmarks,
    downloads,
    everywhere,
    found,
    frontpage,
    issue,
    month,
    newsstand,
    paper,
    picture,
    readinglist,
    search,
    statistics,
)
from reader.commands.command import Command
from reader.commands.shown import shown_key

__all__ = ["COMMANDS", "PLACES", "Command", "command_named", "commands_of", "shown_key"]

PLACES = {
    "everywhere": "Everywhere",
    "newsstand": "Newsstand",
    "month": "Calendar",
    "issue": "Issue",
    "frontpage": "Front page",
    "paper": "Whole paper",
    "article": "Article",
    "picture": "Picture",
    "found": "Found in an article",
    "bookmarks": "Bookmarks",
    "list": "Reading list",
    "search": "Search",
    "downloads": "Downloads",
    "statistics": "Read so far",
}
"""The places in the order in which one comes to them, and what they are called."""

COMMANDS: tuple[Command, ...] = (
    *everywhere.COMMANDS,
    *newsstand.COMMANDS,
    *month.COMMANDS,
    *issue.COMMANDS,
    *frontpage.COMMANDS,
    *paper.COMMANDS,
    *article.COMMANDS,
    *picture.COMMANDS,
    *found.COMMANDS,
    *bookmarks.COMMANDS,
    *readinglist.COMMANDS,
    *search.COMMANDS,
    *downloads.COMMANDS,
    *statistics.COMMANDS,
)
"""All of them, grouped by place in the order in which the `?` page shows them."""


def commands_of(place: str) -> tuple[Command, ...]:
    """The commands that belong to a place, in their order; () for a place that has none."""
    return tuple(command for command in COMMANDS if command.place == place)


def command_named(command_id: str) -> Command:
    """The command with this id; raises KeyError."""
    for command in COMMANDS:
        if command.id == command_id:
            return command
    raise KeyError(command_id)
