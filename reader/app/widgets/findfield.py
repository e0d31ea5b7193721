"""The field that `/` opens at the foot: what one looks for here, and how much of it there is.

It takes the row of the line of keys, so that nothing else moves. The place that opened it hears
what is typed (`Changed`, which every field sends) and says what came of it with `tell`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from reader.text.cells import truncated, width_in_cells

if TYPE_CHECKING:
    from textual.screen import Screen

SIGN = " / "
"""What stands before the words."""
LEAST_ROOM = 16
"""Cells that what is typed keeps, whatever there is to say behind it."""


class FindField(Input):
    """Typing looks for it at once; Enter keeps what was found and gives the keys back, Esc, or
    Backspace where nothing stands any more, ends it."""

    DEFAULT_CSS = """
    FindField, FindField:focus {
        dock: bottom; height: 1; border: none; padding: 0 1 0 3;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"find--sign", "find--tally", "find--nothing"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+g", "dismiss", "Close", show=False),
        Binding("down,ctrl+n", "step(1)", "Down", show=False),
        Binding("up,ctrl+p", "step(-1)", "Up", show=False),
        Binding("pagedown", "step(10)", "Page down", show=False),
        Binding("pageup", "step(-10)", "Page up", show=False),
    ]

    class Accepted(Message):
        """Enter: what was found is kept, and the keys go back to the place."""

        def __init__(self, field: FindField, value: str) -> None:
            self.field = field
            self.value = value
            super().__init__()

    class Dismissed(Message):
        """Nothing is looked for any more; the field is gone."""

    class Stepped(Message):
        """To another of the things found: so many further, backwards where negative."""

        def __init__(self, steps: int) -> None:
            self.steps = steps
            super().__init__()

    def __init__(self, placeholder: str, *, value: str = "") -> None:
        super().__init__(value, placeholder=placeholder, select_on_focus=False)
        self._tally = ""
        self._hint = ""
        self._is_in_vain = False
        self._was_dismissed = False

    @classmethod
    def open_in(cls, screen: Screen[None], placeholder: str, *, value: str = "") -> FindField:
        """Open the field at the foot of a screen, ready to type; the one that is open already is
        given the keys again."""
        for field in screen.query(cls):
            if not field._was_dismissed:
                field.cursor_position = len(field.value)
                screen.set_focus(field)
                return field
        field = cls(placeholder, value=value)
        screen.mount(field)
        # At once: what is typed on goes into the field and is no key of the place.
        screen.set_focus(field)
        return field

    def tell(self, tally: str, hint: str = "", *, is_in_vain: bool = False) -> None:
        """What was found, at the right of the row: `3/61`; behind it, where there is room, which
        keys go on from there."""
        said = (tally, hint, is_in_vain)
        if said != (self._tally, self._hint, self._is_in_vain):
            self._tally, self._hint, self._is_in_vain = said
            self._make_room()
            self.refresh()

    def close(self) -> None:
        """Take the field away, without a word."""
        self._was_dismissed = True
        self.remove()

    # -- drawing --

    def on_resize(self) -> None:
        """What stands at the right may need fewer cells."""
        self._make_room()

    def _shown_tally(self) -> str:
        room = max(0, self.outer_size.width - len(SIGN) - LEAST_ROOM)
        whole = " · ".join(part for part in (self._tally, self._hint) if part)
        return whole if width_in_cells(whole) <= room else truncated(self._tally, room)

    def _make_room(self) -> None:
        shown = self._shown_tally()
        self.styles.padding = (0, width_in_cells(shown) + 2 if shown else 1, 0, len(SIGN))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The sign, what is typed, what was found."""
        width = self.outer_size.width
        typed = super().render_lines(Region(0, 0, width, 1))[0]
        sign_style = self.rich_style + self.get_component_rich_style("find--sign", partial=True)
        name = "find--nothing" if self._is_in_vain else "find--tally"
        tally_style = self.rich_style + self.get_component_rich_style(name, partial=True)
        tally = self._shown_tally()
        tail = f"{tally} " if tally else ""
        middle = typed.crop(len(SIGN), width - width_in_cells(tail))
        strip = Strip.join(
            [Strip([Segment(SIGN, sign_style)]), middle, Strip([Segment(tail, tally_style)])]
        )
        return [strip.adjust_cell_length(width).crop(crop.x, crop.right)]

    # -- keys --

    async def action_submit(self) -> None:
        """Keep what was found; nothing typed is nothing to keep."""
        if self.value.strip():
            self.post_message(self.Accepted(self, self.value))
        else:
            self.action_dismiss()

    def action_dismiss(self) -> None:
        """End it."""
        if not self._was_dismissed:
            self.post_message(self.Dismissed())
            self.close()

    def action_delete_left(self) -> None:
        """Delete; where nothing is left, end it."""
        if self.value:
            super().action_delete_left()
        else:
            self.action_dismiss()

    def action_step(self, steps: int) -> None:
        """To another of the things found."""
        self.post_message(self.Stepped(steps))
