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
        label="Previous match",
        help="To the place before where the words stand.",
        palette=False,
        footer=True,
    ),
    Command(
        id="found.end",
        keys="escape,ctrl+g",
        label="End the search",
        help="End the search: nothing is lit, and every key is the article's again.",
        palette=False,
        footer=True,
    ),
)
