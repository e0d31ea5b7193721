"""Every key that works here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.app.palette import Chooser, PaletteEntry
from reader.commands import PLACES, Command, commands_of, shown_key
from reader.lang import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.app.app import ReaderApp


def keys_shown(command: Command, keymap: dict[str, str]) -> str:
    """All keys of a command as they are printed: `j ↓`."""
    keys = keymap.get(command.id, command.keys).split(",")
    return " ".join(shown_key(key.strip()) for key in keys)


def key_entries(
    places: Iterable[str], keymap: dict[str, str], app: ReaderApp | None = None
) -> tuple[PaletteEntry, ...]:
    """The commands of some places, each under its place's name; choosing one gives it."""
    return tuple(
        PaletteEntry(
            key=keys_shown(command, keymap),
            label=say(command.help),
            group=say(PLACES[place]),
            words=f"{command.label} {say(command.label)} {command.help}",
            run=partial(app.give, command) if app is not None else None,
        )
        for place in places
        # Everybody finds the arrows: what has a name comes before the motions.
        for command in sorted(commands_of(place), key=lambda c: not (c.palette or c.footer))
    )


def help_of(app: ReaderApp) -> Chooser:
    """The page for the place in front of it; filtered as one types, Enter does it."""
    place = app.place
    here = [place.PLACE] if place is not None else []
    if here == ["newsstand"]:
        here.append("month")
    if here == ["article"]:
        here.append("found")
    return Chooser(
        say("Keys"),
        key_entries([*here, "everywhere"], app.keymap, app),
        placeholder=say("Type to filter; Enter does it, Esc goes back"),
        nothing=say("No key does that here."),
    )
