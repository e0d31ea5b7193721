"""What works in an article."""

from __future__ import annotations

from reader.commands.command import Command, motions, put_on_list

COMMANDS: tuple[Command, ...] = (
    *motions("article"),
    Command(
        id="article.out",
        keys="q,escape,h,left",
        label="Out",
        help="Back to where you came from; you come back to this line.",
        palette=False,
        footer=True,
    ),
    Command(
        id="article.read_on",
        keys="space",
        label="Read on",
        help="A screen down, and at the end on to the next article.",
        palette=False,
        footer=True,
    ),
    Command(
        id="article.read_back",
        keys="shift+space,backspace",
        label="Back up",
        help="A screen up.",
        palette=False,
    ),
    Command(
        id="article.next_article",
        keys="n,l,right",
        label="Next article",
        help="To the next article, over the borders of sections.",
        footer=True,
    ),
    Command(
        id="article.previous_article",
        keys="p",
        label="Previous article",
        help="To the article before.",
        footer=True,
    ),
    Command(
        id="article.next_section",
        keys="]",
        label="Next section",
        help="To the first article of the next section.",
    ),
    Command(
        id="article.previous_section",
        keys="[",
        label="Previous section",
        help="To the first article of the section before.",
    ),
    Command(
        id="article.front_page",
        keys="f",
        label="Front page",
        help="The page of this article as a broadsheet, with the mark on it.",
    ),
    Command(
        id="article.bookmark",
        keys="b",
        label="Bookmark",
        help="Keep this article for good, or let it go again.",
        footer=True,
    ),
    Command(
        id="article.note",
        keys="a",
        label="Note",
        help="Write a note to this article; it is bookmarked with it.",
    ),
    put_on_list("article"),
    Command(
        id="article.toggle_read",
        keys="u",
        label="Read or unread",
        help="Mark this article read, or unread again.",
    ),
    Command(
        id="article.find",
        keys="/",
        label="Find",
        help="Find words in this article as you type; n and N walk what was found, Esc ends it.",
        footer=True,
    ),
    Command(
        id="article.links",
        keys="O",
        label="Links",
        help="Number the links in view; typing a number opens it in the browser.",
    ),
    Command(
        id="article.narrower",
        keys="-",
        label="Narrower",
        help="Set the text in a narrower column; remembered.",
    ),
    Command(
        id="article.wider",
        keys="+,=",
        label="Wider",
        help="Set the text in a wider column; remembered.",
    ),
    Command(
        id="article.columns",
        keys="v",
        label="Columns",
        help="One column, or as many as fit, turned a page at a time like paper.",
    ),
    Command(
        id="article.pictures",
        keys="i",
        label="Pictures",
        help="Show or hide the pictures; their captions stay.",
    ),
    Command(
        id="article.look",
        keys="z,enter",
        label="Look at the picture",
        help="The picture in view, as large as the screen; n and p go through the others.",
    ),
    Command(
        id="article.printed_page",
        keys="P",
        label="Printed page",
        help="The page as printed, this article lit on it, and its PDF where there is one.",
    ),
    Command(
        id="article.versions",
        keys="V",
        label="Earlier text",
        help="Show the text before the paper changed it, changes struck, and the one now again.",
    ),
    Command(
        id="article.script",
        keys="s",
        label="Simplified or traditional",
        help="Show this newspaper in the other script, simplified or traditional; remembered.",
    ),
    Command(
        id="article.copy",
        keys="y",
        label="Copy the text",
        help="Copy the selection, or the whole text.",
    ),
    Command(
        id="article.copy_link",
        keys="Y",
        label="Copy the address",
        help="Copy this article's address.",
    ),
    Command(
        id="article.cite",
        keys="c",
        label="Cite",
        help="Copy a reference to this article: GB/T 7714, BibTeX, CSL-JSON or Markdown.",
    ),
    Command(
        id="article.browse",
        keys="o",
        label="Open in browser",
        help="Open this article's address in the browser.",
    ),
)
