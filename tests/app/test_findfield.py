"""The field at the foot that `/` opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from reader.app.widgets.findfield import FindField

if TYPE_CHECKING:
    from textual.pilot import Pilot


class Finder(App[None]):
    """A screen with a foot, and a field that counts what it hears."""

    BINDINGS = [("slash", "find", ""), ("b", "bookmark", "")]  # noqa: RUF012 - Textual's way

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("the page", id="page")
        foot = Static("keys", id="foot")
        foot.styles.dock = "bottom"
        yield foot

    def action_find(self) -> None:
        FindField.open_in(self.screen, "words")

    def action_bookmark(self) -> None:
        self.heard.append("b")

    def on_input_changed(self, message: FindField.Changed) -> None:
        self.heard.append(f"typed {message.value}")

    def on_find_field_accepted(self, message: FindField.Accepted) -> None:
        self.heard.append(f"kept {message.value}")

    def on_find_field_dismissed(self) -> None:
        self.heard.append("gone")

    def on_find_field_stepped(self, message: FindField.Stepped) -> None:
        self.heard.append(f"step {message.steps}")


def row_of(app: App[None], y: int) -> str:
    return "".join(part.text for part in app.screen._compositor.render_strips(app.size)[y])


async def opened(pilot: Pilot[None]) -> FindField:
    await pilot.press("slash")
    await pilot.pause()
    field = pilot.app.screen.query_one(FindField)
    assert field.has_focus
    return field


async def test_the_field_takes_the_row_at_the_foot_and_gives_it_back() -> None:
    app = Finder()
    async with app.run_test(size=(60, 10)) as pilot:
        field = await opened(pilot)
        assert row_of(app, 9).startswith(" / words")
        await pilot.press("科", "技")
        field.tell("12/61")
        await pilot.pause()
        assert row_of(app, 9).startswith(" / 科技")
        assert row_of(app, 9).endswith(" 12/61 ")
        await pilot.press("escape")
        await pilot.pause()
        assert row_of(app, 9).strip() == "keys"
    assert app.heard == ["typed 科", "typed 科技", "gone"]


async def test_enter_keeps_what_was_found_and_nothing_typed_is_nothing_to_keep() -> None:
    app = Finder()
    async with app.run_test(size=(60, 10)) as pilot:
        await opened(pilot)
        await pilot.press("a", "enter")
        await pilot.pause()
        assert app.screen.query(FindField)
        await pilot.press("backspace", "backspace")
        await pilot.pause()
        assert not app.screen.query(FindField)
        await opened(pilot)
        await pilot.press("space", "enter")
        await pilot.pause()
        assert not app.screen.query(FindField)
    assert app.heard == ["typed a", "kept a", "typed ", "gone", "typed  ", "gone"]


async def test_the_arrows_step_through_what_was_found() -> None:
    app = Finder()
    async with app.run_test(size=(60, 10)) as pilot:
        await opened(pilot)
        await pilot.press("down", "up", "pagedown", "pageup")
        await pilot.pause()
    assert app.heard == ["step 1", "step -1", "step 10", "step -10"]


async def test_the_field_is_opened_once_and_gets_the_keys_again() -> None:
    app = Finder()
    async with app.run_test(size=(60, 10)) as pilot:
        field = await opened(pilot)
        await pilot.press("a", "b")
        assert isinstance(app.screen, Screen)
        app.screen.set_focus(None)
        await pilot.press("slash", "c")
        await pilot.pause()
        assert field.value == "abc"
        assert len(app.screen.query(FindField)) == 1
        await pilot.press("escape", "slash")
        await pilot.pause()
        assert app.screen.query_one(FindField).value == ""


@pytest.mark.parametrize("width", [14, 20, 40, 80])
async def test_what_is_typed_keeps_its_room_on_any_width(width: int) -> None:
    app = Finder()
    async with app.run_test(size=(width, 8)) as pilot:
        field = await opened(pilot)
        field.tell("no match", "Esc shows all of them again", is_in_vain=True)
        await pilot.press(*"findthis")
        await pilot.pause()
        row = row_of(app, 7)
        assert len(row) == width
        assert row.startswith(" / findthis"[: width - 2])
        await pilot.resize_terminal(width + 7, 8)
        await pilot.pause()
        assert row_of(app, 7).startswith(" / findthis"[: width + 5])
