"""What works in the statistics."""

from __future__ import annotations

from reader.commands.command import Command, motions

COMMANDS: tuple[Command, ...] = (
    *motions("statistics"),
    Command(
        id="statistics.previous_year",
        keys="<,comma",
        label="Year before",
        help="What was read in the year before; from all years to this one.",
        footer=True,
    ),
    Command(
        id="statistics.next_year",
        keys=">,.",
        label="Year after",
        help="What was read in the year after; from this one to all years.",
        footer=True,
    ),
    Command(
        id="statistics.newspaper",
        keys="p,tab",
        label="Newspaper",
        help="Count the newspapers one by one, then all of them again.",
        footer=True,
    ),
    Command(
        id="statistics.out",
        keys="q,escape,h,left",
        label="Out",
        help="Back to where you came from.",
        palette=False,
        footer=True,
    ),
)
