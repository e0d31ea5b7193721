"""The arguments of `reader bookmarks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.cli.arguments import Arguments

BOOKMARK_ACTIONS = ("list", "add", "remove", "tag", "tags", "export", "import")
"""Of `reader bookmarks`; the first is what is done where none is named."""


def add_bookmarks(
    bookmarks: Arguments,
    common: Arguments,
    output: Arguments,
    parser_class: type[Arguments],
) -> None:
    """What `reader bookmarks` can do."""
    bookmarks.actions = BOOKMARK_ACTIONS
    actions = bookmarks.add_subparsers(dest="action", metavar="ACTION", parser_class=parser_class)

    def action(name: str, help_line: str, parents: Sequence[Arguments] = ()) -> Arguments:
        made: Arguments = actions.add_parser(
            name,
            help=help_line,
            description=help_line[0].upper() + help_line[1:] + ".",
            allow_abbrev=False,
            parents=[common, *parents],
        )
        return made

    listed = action("list", "print bookmarks, newest first (the usual action)", [output])
    _add_choice(listed)
    add = action("add", "bookmark an article; its line comes once that is on the disk")
    _add_article(add)
    add.add_argument("--note", default="", metavar="WORDS", help="why you keep it")
    add.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="give it this tag; several"
    )
    remove = action("remove", "let a bookmark go, with its note, tags and highlights")
    _add_article(remove)
    tag = action("tag", "give a bookmark tags, or take them off, and print those it has")
    _add_article(tag)
    tag.add_argument("--tag", action="append", default=[], metavar="TAG", help="give it this tag")
    tag.add_argument(
        "--untag", action="append", default=[], metavar="TAG", help="take this tag off it"
    )
    action("tags", "print every tag and how many bookmarks have it")
    export = action("export", "write bookmarks with all that hangs on them, to be imported again")
    _add_choice(export)
    export.add_argument(
        "--format",
        choices=("json", "md", "html"),
        default="json",
        help="JSON (the default), Markdown, or the bookmark file of browsers",
    )
    export.add_argument(
        "--output", default="", metavar="PATH", help="a new file, or a folder (default: stdout)"
    )
    export.add_argument("--force", action="store_true", help="write over the file at PATH")
    imported = action("import", "bring in bookmarks of this reader, of a browser or of a service")
    imported.add_argument("paths", nargs="+", metavar="FILE", help="files; - is stdin")


def _add_choice(parser: Arguments) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help="those that say all these words")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="those with this tag; several"
    )
    parser.add_argument("--paper", default="", metavar="PAPER", help="those of this newspaper")


def _add_article(parser: Arguments) -> None:
    parser.add_argument(
        "paper", metavar="PAPER|KEY|-", help="a newspaper, an article's key, or keys on stdin"
    )
    parser.add_argument(
        "when", nargs="?", default="", metavar="DATE", help="2024-07-06, -3, latest"
    )
    parser.add_argument(
        "what", nargs="?", default="", metavar="ARTICLE", help="3, a slug or part of a headline"
    )
