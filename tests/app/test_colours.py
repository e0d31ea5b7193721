"""Every word on every screen can be read, in every theme: what is drawn is measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.color import Color
from textual.screen import ModalScreen
from textual.theme import BUILTIN_THEMES

from reader.app.contrast import SIGN, TEXT, contrast, legible
from reader.app.themes import THEMES

RULES = frozenset("─━═│┃╌┄┈┌┐└┘├┤┬┴┼╭╮╰╯▁▔▏▕")
"""Lines that part things: nobody reads them, and what they part is parted without them."""
SIGNS = frozenset("▌▐▂▃▄▅▆▇█▎")
"""What is seen at a glance and not read."""

_OWN = Color.parse("ansi_default").ansi
PLACES: dict[str, tuple[str, ...]] = {
    "the newsstand": (),
    "the calendar": ("c",),
    "an issue": ("enter",),
    "the sections": ("enter", "shift+tab"),
    "an article": ("enter", "enter"),
    "a noted article": ("B", "enter"),
    "the bookmarks": ("B",),
    "the palette": ("ctrl+p", "d"),
    "the themes": ("T",),
    "the keys": ("question_mark",),
    "a date": ("d", "x"),
    "a note": ("enter", "enter", "a", "x"),
    "the search": ("S", "报", "down"),
    "what was read": ("enter", "u", "R"),
    "read articles": ("enter", "u", "j", "b"),
}
NAMES = [theme.name for theme in THEMES] + [
    name for name, theme in BUILTIN_THEMES.items() if not theme.ansi
]


def drawn(app: Any) -> Iterator[tuple[str, Color, Color]]:
    """Every sign on the screen with its two colours; what lies behind a box is not in use."""
    box = app.screen.children[0].region if isinstance(app.screen, ModalScreen) else None
    width, height = app.size
    for y, strip in enumerate(app.screen._compositor.render_strips(app.size)[:height]):
        x = 0
        for segment in strip:
            style = segment.style
            for sign in segment.text:
                if not sign.isspace() and (box is None or box.contains(x, y)):
                    yield sign, *colours_of(style)
                x += cell_len(sign)
        assert x == width


def colours_of(style: Any) -> tuple[Color, Color]:
    """The colours that a style comes to, as a terminal draws them."""
    ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    if style.dim:
        ink = ground.blend(ink, 0.5)
    return (ground, ink) if style.reverse else (ink, ground)


def unreadable(app: Any) -> dict[tuple[str, str], str]:
    """Pairs of colours that are too near each other, and what is written in them."""
    found: dict[tuple[str, str], str] = {}
    for sign, ink, ground in drawn(app):
        if (ink.ansi, ground.ansi) == (_OWN, _OWN):
            # The terminal's own two, of which nobody but its owner knows anything.
            continue
        least = SIGN if sign in SIGNS else TEXT
        if sign not in RULES and contrast(ink, ground) < least - 0.005:
            pair = f"{ink.hex} on {ground.hex}", f"{contrast(ink, ground):.2f}"
            found[pair] = (found.get(pair, "") + sign)[:40]
    return found


@pytest.mark.parametrize("place", PLACES)
async def test_everything_written_can_be_read_in_every_theme(library, app_on, place: str) -> None:
    app = app_on(library)
    wrong = {}
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*PLACES[place])
        for theme in NAMES:
            app.theme = theme
            await pilot.pause()
            if found := unreadable(app):
                wrong[theme] = found
    assert wrong == {}


@pytest.mark.parametrize("kind", ["say_failure", "say_progress", "announce"])
async def test_a_sentence_at_the_foot_can_be_read(library, app_on, kind: str) -> None:
    app = app_on(library)
    wrong = {}
    async with app.run_test(size=(60, 16)) as pilot:
        for theme in NAMES:
            app.theme = theme
            getattr(app, kind)("Something is said here, and it is not short enough for one row.")
            await pilot.pause()
            if found := unreadable(app):
                wrong[theme] = found
    assert wrong == {}


async def test_a_selection_can_be_read(library, app_on) -> None:
    app = app_on(library)
    wrong = {}
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter", "enter")
        app.screen.query_one("#galley").text_select_all()
        for theme in NAMES:
            app.theme = theme
            await pilot.pause()
            if found := unreadable(app):
                wrong[theme] = found
    assert wrong == {}


@pytest.mark.parametrize("place", ["the newsstand", "an issue", "a date"])
async def test_ink_is_black_and_white_and_nothing_else(library, app_on, place: str) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*PLACES[place])
        app.theme = "ink"
        await pilot.pause()
        seen = {colour.hex for _, *both in drawn(app) for colour in both}
        assert seen == {"#000000", "#FFFFFF"}


# -- the ratio -------------------------------------------------------------------------

COLOURS = st.builds(Color, *[st.integers(0, 255)] * 3)


def test_the_ratio_is_that_of_wcag() -> None:
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(white, white) == 1
    # Two greys that are known to lie on the two sides of the limit.
    assert contrast(Color.parse("#767676"), white) == pytest.approx(4.54, abs=0.01)
    assert contrast(Color.parse("#777777"), white) == pytest.approx(4.48, abs=0.01)


@given(COLOURS, COLOURS)
def test_any_colour_becomes_legible_on_any_ground(colour: Color, ground: Color) -> None:
    assert contrast(legible(colour, [ground], TEXT), ground) >= TEXT


@given(COLOURS, COLOURS)
def test_a_legible_colour_stays_as_it_is(colour: Color, ground: Color) -> None:
    if contrast(colour, ground) >= TEXT:
        assert legible(colour, [ground], TEXT) == colour
