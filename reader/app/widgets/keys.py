"""The line of keys at the foot of a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widget import Widget

from reader.commands import Command, commands_of, shown_key
from reader.lang import say
from reader.text.cells import width_in_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.dom import DOMNode


def key_of(command: Command, keymap: Mapping[str, str]) -> str:
    """The key that is shown for a command: the first one, a person's own before ours; "" where
    it has none."""
    return shown_key(keymap.get(command.id, command.keys).split(",")[0].strip())


class KeysLine(Widget):
    """One row of keys and what they do: those of the place in their order as far as they fit,
    then what fits of those that work everywhere. A click does what the key does."""

    DEFAULT_CSS = """
    KeysLine { height: 1; dock: bottom; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--label"}

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self._is_typing = False
        self._spots: list[tuple[int, int, Command]] = []

    @property
    def place(self) -> str:
        """Whose keys are shown."""
        return self._place

    @place.setter
    def place(self, place: str) -> None:
        if place != self._place:
            self._place = place
            self.refresh()

    @property
    def is_typing(self) -> bool:
        """Whether what has the keys takes letters: then no letter is shown as a key."""
        return self._is_typing

    @is_typing.setter
    def is_typing(self, is_typing: bool) -> None:
        if is_typing != self._is_typing:
            self._is_typing = is_typing
            self.refresh()

    def _key_of(self, command: Command, keymap: Mapping[str, str]) -> str:
        if not self._is_typing:
            return key_of(command, keymap)
        keys = keymap.get(command.id, command.keys).split(",")
        return next((key for name in keys if len(key := shown_key(name.strip())) > 1), "")

    def _target(self, command: Command) -> DOMNode:
        if command.place == "everywhere":
            return self.app
        is_of_screen = command.place == getattr(self.screen, "PLACE", "")
        return self.screen if is_of_screen else self.screen.focused or self.screen

    def render(self) -> Content:
        """The row."""
        keymap = getattr(self.app, "keymap", {})
        room = self.size.width
        pieces: list[Content] = []
        self._spots = []
        at, is_full = 0, False
        listed = [c for c in (*commands_of(self._place), *commands_of("everywhere")) if c.footer]
        # `?` leads to all the others, so it gets its cells first, at the end of the row.
        last = next((c for c in listed if c.id == "everywhere.keys"), None)
        kept = 0
        if last is not None:
            kept = width_in_cells(f"{self._key_of(last, keymap)} {say(last.label)}")
            listed.remove(last)
        key_style = self.get_visual_style("keys--key", partial=True)
        label_style = self.get_visual_style("keys--label", partial=True)
        for command in [*listed, *([last] if last else [])]:
            key, label = self._key_of(command, keymap), say(command.label)
            if not key or self._target(command).check_action(command.verb, ()) is False:
                continue
            width = width_in_cells(f"{key} {label}")
            gap = 2 if pieces else 0
            needed = at + gap + width + (0 if command is last else kept + 2)
            # A shorter one further on would stand without its other half: `.` and no `,`. Those
            # that work everywhere are no pairs.
            is_full = needed > room or (is_full and command.place == self._place)
            if is_full:
                continue
            pieces.append(Content.assemble(" " * gap, (key, key_style), " ", (label, label_style)))
            self._spots.append((at + gap, at + gap + width, command))
            at += gap + width
        return Content("").join(pieces)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for start, end, command in self._spots:
            if start <= event.x < end:
                event.stop()
                await self.run_action(command.verb, self._target(command))
                return

    async def run_action(  # type: ignore[override]
        self, verb: str, target: DOMNode
    ) -> None:
        """Run a place's action as its key would."""
        await self.app.run_action(verb, target)
