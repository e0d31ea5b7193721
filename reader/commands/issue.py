"""What works in an issue."""

from __future__ import annotations

from reader.commands.command import Command, motions, put_on_list

COMMANDS: tuple[Command, ...] = (
    *motions("issue"),
    Command(
        id="issue.open",
        keys="enter,l,right",
        label="Read",
        help="Read the article, or go from the sections to their articles.",
        palette=False,
        footer=True,
    ),
    Command(
        id="issue.out",
        keys="q,escape,h,left",
        label="Out",
        help="Back to where you came from.",
        palette=False,
        footer=True,
    ),
    Command(
        id="issue.switch_pane",
        keys="tab,shift+tab",
        label="Other pane",
        help="From the sections to the articles and back.",
        palette=False,
    ),
    Command(
        id="issue.next_section",
        keys="]",
        label="Next section",
        help="To the next section of this issue.",
        footer=True,
    ),
    Command(
        id="issue.previous_section",
        keys="[",
        label="Previous section",
        help="To the previous section of this issue.",
        footer=True,
    ),
    Command(
        id="issue.front_page",
        keys="f",
        label="Front page",
        help="This page laid out as a broadsheet; f leads back to the list.",
        footer=True,
    ),
    Command(
        id="issue.next_article",
        keys="n",
        label="Next article",
        help="To the next headline, over the borders of sections.",
        palette=False,
    ),
    Command(
        id="issue.previous_article",
        keys="p",
        label="Previous article",
        help="To the headline before, over the borders of sections.",
        palette=False,
    ),
    Command(
        id="issue.previous_issue",
        keys="comma",
        label="Previous issue",
        help="To the issue before this one that is in the library.",
        footer=True,
    ),
    Command(
        id="issue.next_issue",
        keys=".",
        label="Next issue",
        help="To the issue after this one that is in the library.",
        footer=True,
    ),
    Command(
        id="issue.find",
        keys="/",
        label="Filter",
        help="Show only the headlines, or sections, that have what you type.",
        footer=True,
    ),
    Command(
        id="issue.whole_paper",
        keys="w",
        label="Whole paper",
        help="Every section in one scroll, from the first page to the last.",
        footer=True,
    ),
    Command(
        id="issue.bookmark",
        keys="b",
        label="Bookmark",
        help="Keep this article for good, or let it go again.",
        footer=True,
    ),
    put_on_list("issue"),
    Command(
        id="issue.toggle_read",
        keys="u",
        label="Read or unread",
        help="Mark this article read, or unread again.",
    ),
    Command(
        id="issue.remove",
        keys="delete,ctrl+x",
        label="Remove the article",
        help="Take this article out of its issue; what you read and kept of it stays.",
    ),
    Command(
        id="issue.script",
        keys="s",
        label="Simplified or traditional",
        help="Show this newspaper in the other script, simplified or traditional; remembered.",
    ),
    Command(
        id="issue.cite",
        keys="c",
        label="Cite",
        help="Copy a reference to this article: GB/T 7714, BibTeX, CSL-JSON or Markdown.",
    ),
    Command(
        id="issue.retry",
        keys="r",
        label="Retry",
        help="Fetch again what is missing of this issue.",
    ),
    Command(
        id="issue.printed_page",
        keys="P",
        label="Printed page",
        help="The page as printed, this article lit on it, and its PDF where there is one.",
    ),
)
