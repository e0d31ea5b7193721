"""The arguments of every command.

Nothing here imports what the commands need; `Namespace.command` names the function to run.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from reader.cli import terminal
from reader.cli.arguments_clippings import add_bookmarks
from reader.cli.arguments_downloads import COMMANDS as _DOWNLOADS
from reader.cli.arguments_downloads import add_downloads
from reader.cli.arguments_export import add_export
from reader.cli.arguments_feeds import add_feeds
from reader.cli.arguments_import import add_import
from reader.cli.arguments_safety import add_safety
from reader.cli.arguments_search import COMMANDS as _SEARCH
from reader.cli.arguments_search import add_search
from reader.cli.arguments_statistics import add_statistics
from reader.text import shown

FORMATS = ("text", "plain", "md", "json", "jsonl")

_EPILOG = """\
Without a command the app opens; without a terminal the newest issue is printed.
Exit status: 0 done, 1 failed, 2 misused, 3 stored in part, 4 no issue that day, 130 interrupted."""


class Arguments(argparse.ArgumentParser):
    """A parser whose messages are one clean line, and whose help is UTF-8 in any locale."""

    actions: tuple[str, ...] = ()
    """What may be done; the first is what is meant where none is named."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """As argparse does it, with the usual action put in where none is named."""
        words = None if args is None else list(args)
        if words is not None and self.actions:
            at = _first_word(words)
            if words[at : at + 1] not in [["-h"], ["--help"], *([name] for name in self.actions)]:
                words.insert(at, self.actions[0])
        return super().parse_known_args(words, namespace)

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


def _first_word(words: Sequence[str]) -> int:
    """Where the first word is that is not of the option which all commands have."""
    at = 0
    while at < len(words) and words[at].partition("=")[0] == "--library":
        at += 1 if "=" in words[at] else 2
    return min(at, len(words))


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
        help="print as in a terminal of so many cells (default: as in this one)",
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


PAPER_ACTIONS = ("list", "show", "check", "add")
"""Of `reader papers`; the first is what is done where none is named."""

COMMANDS = (
    *(
        "open",
        "import",
        "fetch",
        "papers",
        "issues",
        "show",
        "cite",
        "remove",
        "bookmarks",
        "export",
        "parse",
        "stats",
        "doctor",
        "backup",
        "restore",
        "feeds",
        "reparse",
    ),
    *_DOWNLOADS,
    *_SEARCH,
)


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
    parser.add_argument(
        "--plain",
        action="store_true",
        help="print the newest issue in one straight line, for screen readers and printers",
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
    fetched.add_argument(
        "--again",
        action="store_true",
        help="ask for everything, also for what is here and for days known to be without an issue",
    )
    fetched.add_argument(
        "--restore", action="store_true", help="bring back what you removed of the issue, too"
    )

    papers = command(
        "papers",
        "list the newspapers that can be fetched, show one, check whether it can be read, add one",
    )
    _add_paper_actions(papers, common)

    issues = command("issues", "list the issues of a newspaper in the library, newest first")
    issues.add_argument("paper", metavar="PAPER", help="a newspaper's id or name")
    issues.add_argument(
        "when",
        nargs="?",
        default="",
        metavar="DATE",
        help="of this issue everything the paper lists, and what has come of it",
    )

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
    show.add_argument(
        "--ledger",
        action="store_true",
        help="everything the paper lists, and what has come of it: stored, failed and why, …",
    )
    show.add_argument(
        "--versions",
        action="store_true",
        help="the article's earlier texts too, where the paper changed it",
    )

    cited = command("cite", "print a reference to an article")
    cited.add_argument("paper", metavar="PAPER", help="a newspaper's id or name")
    cited.add_argument("when", metavar="DATE", help="2024-07-06, 'July 6', 昨天, -3, latest")
    cited.add_argument(
        "what", metavar="ARTICLE", help="its number, its slug, its address or part of its headline"
    )
    cited.add_argument(
        "--style",
        choices=("gbt", "bibtex", "csl", "markdown"),
        default="gbt",
        help="GB/T 7714 (the default), BibTeX, CSL-JSON or Markdown",
    )

    removed = command("remove", "take an issue or an article out of the library, and keep it out")
    removed.add_argument("paper", metavar="PAPER", help="a newspaper's id or name")
    removed.add_argument("when", metavar="DATE", help="2024-07-06, 'July 6', 昨天, -3, latest")
    removed.add_argument(
        "what",
        nargs="?",
        default="",
        metavar="ARTICLE",
        help="3, a slug or part of a headline; without it the whole issue",
    )
    removed.add_argument("--yes", action="store_true", help="do not ask first")

    bookmarks = command("bookmarks", "print, make, tag, export and import bookmarks")
    add_bookmarks(bookmarks, common, output, Arguments)

    parse = command("parse", "print the articles of saved pages, keeping nothing", [output])
    parse.add_argument("paths", nargs="+", metavar="PATH", help="pages and folders; - is stdin")
    parse.add_argument("--url", default="", metavar="URL", help="where the page came from")
    parse.add_argument(
        "--explain", action="store_true", help="also say what was taken out, and by which rule"
    )
    add_export(command, _cells)
    add_statistics(command)
    add_downloads(command)
    add_search(command)
    add_safety(command)
    add_feeds(command, common)
    add_import(command)
    return parser


def _add_paper_actions(papers: Arguments, common: Arguments) -> None:
    """What `reader papers` can do."""
    papers.actions = PAPER_ACTIONS
    actions = papers.add_subparsers(dest="action", metavar="ACTION", parser_class=Arguments)

    def action(name: str, help_line: str) -> Arguments:
        return actions.add_parser(
            name,
            help=help_line,
            description=help_line[0].upper() + help_line[1:] + ".",
            allow_abbrev=False,
            parents=[common],
        )

    listed = action("list", "list the newspapers that have every word in a name (the usual action)")
    listed.add_argument("words", nargs="*", metavar="WORD", help="part of a name, house or region")
    listed.add_argument(
        "--language", default="", metavar="TAG", help="in this language: zh, ko, en"
    )
    listed.add_argument("--engine", default="", metavar="NAME", help="read by this engine")
    listed.add_argument("--group", default="", metavar="WORD", help="of this house")
    listed.add_argument("--region", default="", metavar="WORD", help="printed there")
    listed.add_argument(
        "--confidence", choices=("high", "medium", "low"), default="", help="known to be read so"
    )
    shown_one = action("show", "show all that is known of a newspaper")
    shown_one.add_argument("paper", metavar="PAPER", help="a newspaper's id or name")
    for parser in (listed, shown_one):
        parser.add_argument(
            "--format", choices=("text", "json", "jsonl"), default="text", help="how it is printed"
        )
    checked = action("check", "try to read a newspaper, and name the step that fails")
    checked.add_argument(
        "paper", metavar="PAPER|FILE.toml", help="a newspaper's id or name, or a definition's file"
    )
    checked.add_argument(
        "when", nargs="?", default="", metavar="DATE", help="the issue to try (default: the newest)"
    )
    checked.add_argument(
        "--base-url", default=argparse.SUPPRESS, metavar="URL", help="try this mirror"
    )
    add = action(
        "add", "find out about the newspaper at any address of it, and write its definition"
    )
    add.add_argument("url", metavar="URL", help="its home, a page, an article, an old bookmark")
    add.add_argument(
        "--id", default="", metavar="ID", help="what to call it (default: by its site)"
    )
    add.add_argument("--yes", action="store_true", help="write the definition without asking")
