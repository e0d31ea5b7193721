"""What works on a front page."""

from __future__ import annotations

from reader.commands.command import Command, put_on_list

COMMANDS: tuple[Command, ...] = (
    Command(
        id="frontpage.down",
        keys="j,down",
        label="Story below",
        help="To the story below.",
        palette=False,
    ),
    Command(
        id="frontpage.up",
        keys="k,up",
        label="Story above",
        help="To the story above.",
        palette=False,
    ),
    Command(
        id="frontpage.left",
        keys="h,left",
        label="Story at the left",
        help="To the story at the left.",
        palette=False,
    ),
    Command(
        id="frontpage.right",
        keys="l,right",
        label="Story at the right",
        help="To the story at the right.",
        palette=False,
    ),
    Command(
        id="frontpage.page_down",
        keys="ctrl+f,pagedown,space",
        label="A screen down",
        help="A screen down, and from the last one to the next page.",
        palette=False,
    ),
    Command(
        id="frontpage.page_up",
        keys="ctrl+b,pageup",
        label="A screen up",
        help="A screen up, and from the first one to the page before.",
        palette=False,
    ),
    Command(
        id="frontpage.top",
        keys="g,home",
        label="To the lead",
        help="To the story that leads the page.",
        palette=False,
    ),
    Command(
        id="frontpage.bottom",
        keys="G,end",
        label="To the last story",
        help="To the last story of the page.",
        palette=False,
    ),
    Command(
        id="frontpage.open",
        keys="enter",
        label="Read",
        help="Read the story.",
        palette=False,
        footer=True,
    ),
    Command(
        id="frontpage.out",
        keys="q,escape,f",
        label="Out",
        help="Back to the list, with the mark on the same story.",
        palette=False,
        footer=True,
    ),
    Command(
        id="frontpage.next_section",
        keys="]",
        label="Next page",
        help="Turn to the next page of this issue.",
        footer=True,
    ),
    Command(
        id="frontpage.previous_section",
        keys="[",
        label="Previous page",
        help="Turn to the previous page of this issue.",
        footer=True,
    ),
    Command(
        id="frontpage.switch",
        keys="F",
        label="Printed or composed",
        help="The page as it was printed, or composed for this terminal; remembered.",
        footer=True,
    ),
    Command(
        id="frontpage.previous_issue",
        keys="comma",
        label="Previous issue",
        help="To the front page of the issue before this one that is in the library.",
        footer=True,
    ),
    Command(
        id="frontpage.next_issue",
        keys=".",
        label="Next issue",
        help="To the front page of the issue after this one that is in the library.",
        footer=True,
    ),
    Command(
        id="frontpage.bookmark",
        keys="b",
        label="Bookmark",
        help="Keep this article for good, or let it go again.",
        footer=True,
    ),
    put_on_list("frontpage"),
    Command(
        id="frontpage.toggle_read",
        keys="u",
        label="Read or unread",
        help="Mark this article read, or unread again.",
    ),
)
