"""What works at the newsstand."""

from __future__ import annotations

from reader.commands.command import Command, export, motions

COMMANDS: tuple[Command, ...] = (
    *motions("newsstand"),
    Command(
        id="newsstand.open",
        keys="enter,l,right",
        label="Read",
        help="Open the newest issue of this newspaper, or fetch its first one.",
        footer=True,
    ),
    Command(
        id="newsstand.calendar",
        keys="c,tab",
        label="Calendar",
        help="Go to this newspaper's calendar and back; shows and hides it where it is narrow.",
        footer=True,
    ),
    Command(
        id="newsstand.previous_month",
        keys="<",
        label="Previous month",
        help="The calendar's previous month.",
        palette=False,
    ),
    Command(
        id="newsstand.next_month",
        keys=">",
        label="Next month",
        help="The calendar's next month.",
        palette=False,
    ),
    Command(
        id="newsstand.previous_issue",
        keys="comma",
        label="Previous issue",
        help="To the issue before the calendar's day, fetched where it is not here yet.",
    ),
    Command(
        id="newsstand.next_issue",
        keys=".",
        label="Next issue",
        help="To the issue after the calendar's day, fetched where it is not here yet.",
    ),
    export("newsstand"),
    Command(
        id="newsstand.remove",
        keys="delete,ctrl+x",
        label="Remove the issue",
        help="Take the issue of the calendar's day out of the library; what you kept of it stays.",
    ),
    Command(
        id="newsstand.add_feed",
        keys="a",
        label="Add a feed",
        help="Subscribe to a feed, or to a site that has one, for a newspaper of your own.",
    ),
    Command(
        id="newsstand.find",
        keys="/",
        label="Filter",
        help="Show only the newspapers whose names have what you type.",
        footer=True,
    ),
    Command(
        id="newsstand.out",
        keys="escape,h,left",
        label="Back",
        help="From the calendar back to the newspapers.",
        palette=False,
    ),
    Command(
        id="newsstand.leave",
        keys="q",
        label="Leave",
        help="From the calendar back to the newspapers; from there leave the reader.",
        palette=False,
        footer=True,
    ),
)
