"""What works in the whole paper."""

from __future__ import annotations

from reader.commands.command import Command, motions, put_on_list, tag

COMMANDS: tuple[Command, ...] = (
    *motions("paper"),
    Command(
        id="paper.out",
        keys="q,escape,h,left",
        label="Out",
        help="Back to the issue; the whole paper opens again where you left it.",
        palette=False,
        footer=True,
    ),
    Command(
        id="paper.open",
        keys="enter,l,right",
        label="Read alone",
        help="Read the article at the top alone.",
        footer=True,
    ),
    Command(
        id="paper.read_on",
        keys="space",
        label="Read on",
        help="A screen down.",
        palette=False,
        footer=True,
    ),
    Command(
        id="paper.read_back",
        keys="shift+space,backspace",
        label="Back up",
        help="A screen up.",
        palette=False,
    ),
    Command(
        id="paper.next_section",
        keys="]",
        label="Next section",
        help="The next section's head to the top.",
        footer=True,
    ),
    Command(
        id="paper.previous_section",
        keys="[",
        label="Previous section",
        help="This section's head to the top, then the one before.",
        footer=True,
    ),
    Command(
        id="paper.next_article",
        keys="n",
        label="Next article",
        help="The next article to the top.",
        footer=True,
    ),
    Command(
        id="paper.previous_article",
        keys="p",
        label="Previous article",
        help="This article's beginning to the top, then the one before.",
        footer=True,
    ),
    Command(
        id="paper.bookmark",
        keys="b",
        label="Bookmark",
        help="Keep the article at the top for good, or let it go again.",
        footer=True,
    ),
    tag("paper"),
    put_on_list("paper"),
    Command(
        id="paper.toggle_read",
        keys="u",
        label="Read or unread",
        help="Mark the article at the top read, or unread again.",
    ),
    Command(
        id="paper.narrower",
        keys="-",
        label="Narrower",
        help="Set the text in a narrower column; remembered.",
    ),
    Command(
        id="paper.wider",
        keys="+,=",
        label="Wider",
        help="Set the text in a wider column; remembered.",
    ),
    Command(
        id="paper.script",
        keys="s",
        label="Simplified or traditional",
        help="Show this newspaper in the other script, simplified or traditional; remembered.",
    ),
    Command(
        id="paper.copy",
        keys="y",
        label="Copy the text",
        help="Copy the selection, or the article at the top.",
    ),
    Command(
        id="paper.cite",
        keys="c",
        label="Cite",
        help="Copy a reference to this article: GB/T 7714, BibTeX, CSL-JSON or Markdown.",
    ),
)
