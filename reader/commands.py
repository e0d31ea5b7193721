"""Every command a person can give, declared once.

From here come the key bindings of each place, the palette, the `?` page, the line of keys at the
foot and the check of a person's own keymap. The words are English; `reader.lang.say` puts them into
the reader's language where they are shown.

A command's id is `place.verb` and is a promise: keymaps name it. Its place's class has the method
`action_verb`.
"""

from __future__ import annotations

from dataclasses import dataclass

PLACES = {
    "everywhere": "Everywhere",
    "newsstand": "Newsstand",
    "month": "Calendar",
    "issue": "Issue",
    "article": "Article",
    "bookmarks": "Bookmarks",
}
"""The places in the order in which one comes to them, and what they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing a person can ask for."""

    id: str
    """`place.verb`; never changes once released."""
    keys: str
    """Keys parted by commas, as Textual names them; a single character names itself."""
    label: str
    """Two or three words: for the foot line and the palette."""
    help: str
    """One sentence: for the `?` page and the palette."""
    palette: bool = True
    """Whether it is offered by name; motions are not."""
    footer: bool = False
    """Whether it is worth its cells in the line of keys."""
    priority: bool = False
    """Whether it comes before the widget that has the focus, a field being typed in too."""

    @property
    def place(self) -> str:
        """Where it works."""
        return self.id.partition(".")[0]

    @property
    def verb(self) -> str:
        """What the method is called after `action_`."""
        return self.id.partition(".")[2]

    @property
    def key_names(self) -> tuple[str, ...]:
        """Its keys one by one."""
        return tuple(key.strip() for key in self.keys.split(","))


def _motions(place: str) -> tuple[Command, ...]:
    """How one moves in anything longer than the screen."""
    return (
        Command(
            id=f"{place}.down", keys="j,down", label="Down", help="One row down.", palette=False
        ),
        Command(id=f"{place}.up", keys="k,up", label="Up", help="One row up.", palette=False),
        Command(
            id=f"{place}.half_down",
            keys="ctrl+d",
            label="Half a screen down",
            help="Half a screen down.",
            palette=False,
        ),
        Command(
            id=f"{place}.half_up",
            keys="ctrl+u",
            label="Half a screen up",
            help="Half a screen up.",
            palette=False,
        ),
        Command(
            id=f"{place}.page_down",
            keys="ctrl+f,pagedown",
            label="A screen down",
            help="A screen down.",
            palette=False,
        ),
        Command(
            id=f"{place}.page_up",
            keys="ctrl+b,pageup",
            label="A screen up",
            help="A screen up.",
            palette=False,
        ),
        Command(
            id=f"{place}.top", keys="g,home", label="To the top", help="To the top.", palette=False
        ),
        Command(
            id=f"{place}.bottom",
            keys="G,end",
            label="To the end",
            help="To the end.",
            palette=False,
        ),
    )


COMMANDS: tuple[Command, ...] = (
    # -- everywhere --
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
        id="everywhere.download",
        keys="D",
        label="Download",
        help="Bring the whole of this day's issue into the library.",
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
    # -- newsstand --
    *_motions("newsstand"),
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
    # -- the calendar of a month --
    Command(
        id="month.open",
        keys="enter",
        label="Read this day",
        help="Open that day's issue, from the library at once, else it is fetched.",
        palette=False,
        footer=True,
    ),
    Command(
        id="month.day_left",
        keys="h,left",
        label="A day earlier",
        help="A day earlier.",
        palette=False,
    ),
    Command(
        id="month.day_right",
        keys="l,right",
        label="A day later",
        help="A day later.",
        palette=False,
    ),
    Command(
        id="month.week_up",
        keys="k,up",
        label="A week earlier",
        help="A week earlier.",
        palette=False,
    ),
    Command(
        id="month.week_down",
        keys="j,down",
        label="A week later",
        help="A week later.",
        palette=False,
    ),
    Command(
        id="month.first_day",
        keys="g,home",
        label="First of the month",
        help="To the first day of the month.",
        palette=False,
    ),
    Command(
        id="month.last_day",
        keys="G,end",
        label="Last of the month",
        help="To the last day of the month.",
        palette=False,
    ),
    Command(
        id="month.previous",
        keys="<,pageup",
        label="Previous month",
        help="To the month before.",
        palette=False,
        footer=True,
    ),
    Command(
        id="month.next",
        keys=">,pagedown",
        label="Next month",
        help="To the month after.",
        palette=False,
        footer=True,
    ),
    # -- issue --
    *_motions("issue"),
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
        id="issue.bookmark",
        keys="b",
        label="Bookmark",
        help="Keep this article for good, or let it go again.",
        footer=True,
    ),
    Command(
        id="issue.toggle_read",
        keys="u",
        label="Read or unread",
        help="Mark this article read, or unread again.",
    ),
    Command(
        id="issue.retry",
        keys="r",
        label="Retry",
        help="Fetch again what is missing of this issue.",
    ),
    # -- article --
    *_motions("article"),
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
    Command(
        id="article.toggle_read",
        keys="u",
        label="Read or unread",
        help="Mark this article read, or unread again.",
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
        help="Show or hide the pictures' captions.",
    ),
    Command(
        id="article.versions",
        keys="V",
        label="Earlier text",
        help="Show the text as it was before the paper changed it, and the one now again.",
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
        label="Copy the link",
        help="Copy this article's address.",
    ),
    Command(
        id="article.browse",
        keys="o",
        label="Open in browser",
        help="Open this article's address in the browser.",
    ),
    # -- bookmarks --
    *_motions("bookmarks"),
    Command(
        id="bookmarks.open",
        keys="enter,l,right",
        label="Read",
        help="Read the bookmarked article.",
        palette=False,
        footer=True,
    ),
    Command(
        id="bookmarks.out",
        keys="q,escape,h,left",
        label="Out",
        help="Back to where you came from.",
        palette=False,
        footer=True,
    ),
    Command(
        id="bookmarks.remove",
        keys="b,delete",
        label="Remove",
        help="Remove the bookmark; asks to press again.",
        footer=True,
    ),
    Command(
        id="bookmarks.note",
        keys="a",
        label="Note",
        help="Write why you kept it.",
        footer=True,
    ),
)
"""All of them, grouped by place in the order in which the `?` page shows them."""


def commands_of(place: str) -> tuple[Command, ...]:
    """The commands that belong to a place, in their order; () for a place that has none."""
    return tuple(command for command in COMMANDS if command.place == place)


def command_named(command_id: str) -> Command:
    """The command with this id; raises KeyError."""
    for command in COMMANDS:
        if command.id == command_id:
            return command
    raise KeyError(command_id)


_SHOWN_KEYS = {
    "comma": ",",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "delete": "Del",
    "backspace": "Backspace",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def shown_key(key: str) -> str:
    """A key as it is printed on it: `Ctrl+D`, `→`, `,`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    name = _SHOWN_KEYS.get(last, last)
    is_function_key = len(name) > 1 and name[0] == "f" and name[1:].isdigit()
    if is_function_key or (modifiers and len(name) == 1):
        name = name.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])
