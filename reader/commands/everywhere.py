"""What works in every place."""

from __future__ import annotations

from reader.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        id="everywhere.go_to_date",
        keys="d",
        label="Go to date",
        help="Go to a date: a calendar, and a field for 2024-07-06, 6 July, 7月6日, yesterday, -3.",
        footer=True,
    ),
    Command(
        id="everywhere.todays_paper",
        keys="t",
        label="Today's paper",
        help="Open today's issue of this newspaper; it is fetched if it is not here yet.",
        footer=True,
    ),
    Command(
        id="everywhere.bookmarks",
        keys="B",
        label="Bookmarks",
        help="Every article you kept; works without a network.",
        footer=True,
    ),
    Command(
        id="everywhere.search",
        keys="S",
        label="Search",
        help="Search the library, this newspaper, this issue or the bookmarks, as you type.",
        footer=True,
    ),
    Command(
        id="everywhere.reading_list",
        keys="X",
        label="Reading list",
        help="Read today's list straight through; once more shows the list itself.",
    ),
    Command(
        id="everywhere.statistics",
        keys="R",
        label="Read so far",
        help="What you have read: days in a row, a calendar of the year, newspapers and sections.",
    ),
    Command(
        id="everywhere.undo",
        keys="ctrl+z",
        label="Undo",
        help="Undo what you did last: marks, bookmarks, notes, the reading list, removals.",
    ),
    Command(
        id="everywhere.redo",
        keys="ctrl+y,ctrl+shift+z",
        label="Redo",
        help="Do again what you undid last.",
    ),
    Command(
        id="everywhere.download",
        keys="D",
        label="Downloads",
        help="Download this issue, a range of dates, or every paper for today; see how far it is.",
    ),
    Command(
        id="everywhere.from_archive",
        keys="A",
        label="From the archive",
        help="Bring this day's issue from a web archive, where its site no longer serves it.",
    ),
    Command(
        id="everywhere.themes",
        keys="T",
        label="Themes",
        help="Choose the colours: night, paper, ink, and more.",
    ),
    Command(
        id="everywhere.language",
        keys="L",
        label="English or Chinese",
        help="Speak English or Chinese 中文, on every screen at once; remembered.",
    ),
    Command(
        id="everywhere.keys",
        keys="?,f1",
        label="Keys",
        help="Every key that works here, filtered as you type.",
        footer=True,
    ),
    Command(
        id="everywhere.palette",
        keys="ctrl+p",
        label="Command palette",
        help="Every action by name, every newspaper, every date, every section of this issue.",
        palette=False,
    ),
    Command(
        id="everywhere.interrupt",
        keys="ctrl+c",
        label="Copy the selection",
        help="Copy what is selected; without a selection, say how to leave.",
        palette=False,
    ),
    Command(
        id="everywhere.leave",
        keys="ctrl+q",
        label="Leave",
        help="Leave the reader from anywhere; nothing is lost.",
        priority=True,
    ),
)
