"""What a command is, and the motions that every long place has."""

from __future__ import annotations

from dataclasses import dataclass


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


def motions(place: str) -> tuple[Command, ...]:
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


def export(place: str, *, footer: bool = False) -> Command:
    """How one takes away what is read, marked or listed: by the same key in every place."""
    return Command(
        id=f"{place}.export",
        keys="e",
        label="Take away",
        help="Write it into a file: a book, Markdown, a page, text, or the printed page's PDF.",
        footer=footer,
    )


def put_on_list(place: str) -> Command:
    """How one puts what is marked, or read, on the reading list: by the same key in every place."""
    return Command(
        id=f"{place}.put_on_list",
        keys="x",
        label="To the reading list",
        help="Put this article on today's reading list, or take it off.",
    )


def tag(place: str, *, footer: bool = False) -> Command:
    """How one tags what is marked, or read: by the same key in every place."""
    return Command(
        id=f"{place}.tag",
        keys="#",
        label="Tags",
        help="Write the tags of this article; it is bookmarked with them.",
        footer=footer,
    )
