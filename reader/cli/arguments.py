"""The arguments of every command.

Nothing here imports what the commands need; `Namespace.command` names the function to run.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from reader.cli import terminal
from reader.text import shown

FORMATS = ("text", "md", "json", "jsonl")

_EPILOG = """\
Without a command the app opens; without a terminal the newest front page is printed.
Exit status: 0 done, 1 failed, 2 misused, 3 stored in part, 4 no issue that day, 130 interrupted."""


class Arguments(argparse.ArgumentParser):
    """A parser whose messages are one clean line, and whose help is UTF-8 in any locale."""

    def error(self, message: str) -> NoReturn:
        """Says what is wrong and ends with status 2."""
        terminal.tell(f"{self.prog}: {_hinted(message)} Try `{self.prog} --help`.")
        raise SystemExit(2)

    def _print_message(self, message: str, file: Any = None) -> None:
        terminal.write(message)


def _hinted(message: str) -> str:
    """argparse's message as a sentence, with the nearest command where one was misspelt."""
    found = re.match(r"argument COMMAND: invalid choice: (.*) \(choose from ", message, re.DOTALL)
    if found is None:
        return shown(message, 160).rstrip(".") + "."
    import difflib

    word = found[1].strip("'\"")
    close = difflib.get_close_matches(word, COMMANDS, n=1, cutoff=0.5)
    hint = f"; did you mean {close[0]}?" if close else ""
    if not close and re.search(r"[./\\:]", word):
        hint = f"; to read a file or an address: reader open {shown(word, 60)}"
    return f"there is no command {shown(word, 60)}{hint}".rstrip("?") + ("?" if close else ".")


def _cells(words: str) -> int:
    if re.fullmatch(r"[0-9]{1,3}", words) and int(words) > 0:
        return int(words)
    raise argparse.ArgumentTypeError("a width is a whole number of cells from 1 to 999")


def _common() -> Arguments:
    # Defaults of a subcommand overwrite what stood before it, so there are none.
    common = Arguments(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--library",
        metavar="PATH",
        help="the library file (default: $READER_LIBRARY, else your data directory)",
    )
    return common


def _output() -> Arguments:
    output = Arguments(add_help=False)
    output.add_argument(
        "--format", choices=FORMATS, default="text", help="how it is printed (default: text)"
    )
    output.add_argument(
        "--width",
        type=_cells,
        metavar="N",
        help="cells in a line of text (default: the terminal's width, at most 72)",
    )
    return output


def with_archive_last(words: Sequence[str]) -> list[str]:
    """The command line with `--archive` at its end, with the address that follows it if one does:
    elsewhere it would swallow a newspaper or a date, or part the one from the other."""
    if "--" in words:
        return list(words)
    before: list[str] = []
    last: list[str] = []
    waiting = False
    for word in words:
        if waiting and "://" in word:
            last.append(f"--archive={word}")
        elif word == "--archive":
            last.append("--archive=")
        elif word.startswith("--archive="):
            last.append(word)
        else:
            before.append(word)
        waiting = word == "--archive"
    return before + last


COMMANDS = ("open", "import", "fetch", "papers", "issues", "show", "bookmarks", "parse")


def arguments() -> Arguments:
    """The parser of the whole command line."""
    common, output = _common(), _output()
    parser = Arguments(
        prog="reader",
        description="The newspaper, in a terminal: whole dated issues, kept on your own disk.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        parents=[common],
    )
    parser.add_argument("-V", "--version", action="store_true", help="print the version and leave")
    parser.add_argument(
        "--base-url", default="", metavar="URL", help="fetch from this mirror instead of the site"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Arguments)

    def command(name: str, help_line: str, parents: Sequence[Arguments] = ()) -> Arguments:
        return commands.add_parser(
            name,
            help=help_line,
            description=help_line[0].upper() + help_line[1:] + ".",
            allow_abbrev=False,
            parents=[common, *parents],
        )

    opened = command(
        "open", "read a page, or the issue at an address, without keeping it", [output]
    )
    opened.add_argument("source", metavar="FILE|DIR|URL", help="a page, a folder or an address")

    imported = command("import", "put saved pages into the library")
    imported.add_argument("paths", nargs="+", metavar="FILE|DIR", help="pages and folders of them")

    fetched = command("fetch", "bring in an issue, or every issue of a range of dates")
    fetched.add_argument(
        "paper", metavar="PAPER|URL", help="a newspaper's id or name, or any address of an issue"
    )
    fetched.add_argument(
        "when",
        nargs="?",
        default="",
        metavar="DATE|FROM..TO",
        help="2024-07-06, 'July 6', 昨天, -3, 2024-07-01..2024-07-06"
        " (default: today, or the day of the address)",
    )
    fetched.add_argument(
        "--yes", action="store_true", help="keep the definition of a newspaper that was not known"
    )
    fetched.add_argument(
        "--base-url",
        # The option may stand before the command too; a default here would undo it.
        default=argparse.SUPPRESS,
        metavar="URL",
        help="ask this mirror: scheme and host are its own, paths stay",
    )
    fetched.add_argument(
        "--archive",
        nargs="?",
        const="",
        metavar="URL",
        help="take what the site no longer serves from a web archive (default: the configured one)",
    )

    papers = command("papers", "list the newspapers that can be fetched, or add one")
    actions = papers.add_subparsers(dest="action", metavar="add", parser_class=Arguments)
    add = actions.add_parser(
        "add",
        help="find out about the newspaper at any address of it",
        description="Find out about the newspaper at any address of it, and write its definition.",
        allow_abbrev=False,
    )
    add.add_argument("url", metavar="URL", help="its home, a page, an article, an old bookmark")
    add.add_argument(
        "--id", default="", metavar="ID", help="what to call it (default: by its site)"
    )
    add.add_argument("--yes", action="store_true", help="write the definition without asking")

    issues = command("issues", "list the issues of a newspaper in the library, newest first")
    issues.add_argument("paper", metavar="PAPER", help="a newspaper's id or name")

    show = command("show", "print an issue, a page of it or an article", [output])
    show.add_argument("paper", metavar="PAPER", help="a newspaper's id or name")
    show.add_argument("when", metavar="DATE", help="2024-07-06, 'July 6', 昨天, -3, latest")
    show.add_argument(
        "what",
        nargs="?",
        default="",
        metavar="SECTION|ARTICLE",
        help="01, p1 or a section's name; 3, a slug or part of a headline for an article",
    )

    command("bookmarks", "print what you bookmarked, newest first", [output])

    parse = command("parse", "print the articles of saved pages, keeping nothing", [output])
    parse.add_argument("paths", nargs="+", metavar="PATH", help="pages and folders; - is stdin")
    parse.add_argument("--url", default="", metavar="URL", help="where the page came from")
    parse.add_argument(
        "--explain", action="store_true", help="also say what was taken out, and by which rule"
    )
    return parser
