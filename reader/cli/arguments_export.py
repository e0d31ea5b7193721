"""The arguments of `reader export`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.cli.arguments import Arguments

EXPORT_FORMS = ("epub", "md", "html", "text", "jsonl", "pdf")


def add_export(command: Callable[[str, str], Arguments], cells: Callable[[str], int]) -> None:
    """`export`; `cells` reads a width."""
    export = command(
        "export", "write an issue, a range of them, an article or bookmarks into a file"
    )
    export.add_argument(
        "paper",
        metavar="PAPER|bookmarks",
        help="a newspaper's id or name; or the word bookmarks, and words that they have in them",
    )
    export.add_argument(
        "rest",
        nargs="*",
        default=[],
        metavar="DATE|FROM..TO [ARTICLE]",
        help="the issue, or the issues from one day to another; with a page or an article that one",
    )
    export.add_argument(
        "--format",
        choices=EXPORT_FORMS,
        help="a book, Markdown, a page, text, JSON lines, the printed pages' PDF"
        " (default: by the file's name, else epub)",
    )
    export.add_argument(
        "--output",
        default=".",
        metavar="PATH",
        help="the file, or a folder for a new one; - prints it (default: a new file here)",
    )
    export.add_argument(
        "--force", action="store_true", help="write over the file where there is one"
    )
    export.add_argument(
        "--split",
        choices=("issue", "article"),
        default="",
        help="a folder with a file for each issue, or each article",
    )
    export.add_argument(
        "--width",
        type=cells,
        metavar="N",
        help="set the text in lines of so many cells (default: a paragraph a line)",
    )
    export.add_argument(
        "--pictures",
        action="store_true",
        help="fetch the pictures that are not in the library, and keep them there",
    )
    export.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="TAG",
        help="of the bookmarks only those with this tag; several",
    )
    export.add_argument(
        "--paper",
        dest="of_paper",
        default="",
        metavar="PAPER",
        help="of the bookmarks only those of this newspaper",
    )
