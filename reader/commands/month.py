"""What works in the calendar of a month."""

from __future__ import annotations

from reader.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        id="month.open",
        keys="enter",
        label="Read this day",
        help="Open that day's issue, from the library at once, else it is fetched.",
        palette=False,
        footer=True,
    ),
    Command(
        id="month.day_left",
        keys="h,left",
        label="A day earlier",
        help="A day earlier.",
        palette=False,
    ),
    Command(
        id="month.day_right",
        keys="l,right",
        label="A day later",
        help="A day later.",
        palette=False,
    ),
    Command(
        id="month.week_up",
        keys="k,up",
        label="A week earlier",
        help="A week earlier.",
        palette=False,
    ),
    Command(
        id="month.week_down",
        keys="j,down",
        label="A week later",
        help="A week later.",
        palette=False,
    ),
    Command(
        id="month.first_day",
        keys="g,home",
        label="First of the month",
        help="To the first day of the month.",
        palette=False,
    ),
    Command(
        id="month.last_day",
        keys="G,end",
        label="Last of the month",
        help="To the last day of the month.",
        palette=False,
    ),
    Command(
        id="month.previous",
        keys="<,pageup",
        label="Previous month",
        help="To the month before.",
        palette=False,
        footer=True,
    ),
    Command(
        id="month.next",
        keys=">,pagedown",
        label="Next month",
        help="To the month after.",
        palette=False,
        footer=True,
    ),
)
