"""What works where something was found in an article."""

from __future__ import annotations

from reader.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        id="found.next",
        keys="n",
        label="Next match",
        help="To the next place where the words stand.",
        palette=False,
        footer=True,
    ),
    Command(
        id="found.previous",
        keys="N",
        label="Match before",
        help="To the place before where the words stand.",
        palette=False,
        footer=True,
    ),
    Command(
        id="found.end",
        keys="escape,ctrl+g",
        label="End the search",
        help="Light nothing any more; the keys mean again what they mean in an article.",
        palette=False,
        footer=True,
    ),
)
