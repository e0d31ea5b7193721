"""Terminals with few colours or none, and what a terminal says of its background."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal")

Terminal = Callable[..., Any]

SGR = re.compile(rb"\x1b\[([0-9;:]*)m")
QUESTION = b"\x1b]11;?\x07"
NIGHT, PAPER = "16171a", "f6f0e2"
COLOURLESS = {
    "no colour wanted": {"NO_COLOR": "1"},
    "a VT220": {"TERM": "vt220", "COLORTERM": ""},
    "a VT100": {"TERM": "vt100", "COLORTERM": ""},
}
FEW = {
    "an old xterm": {"TERM": "xterm", "COLORTERM": ""},
    "the Linux console": {"TERM": "linux", "COLORTERM": ""},
}


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "COLORFGBG", "TEXTUAL_COLOR_SYSTEM", "FORCE_COLOR", "READER_LANG"):
        monkeypatch.delenv(name, raising=False)


def codes(output: bytes) -> set[int]:
    """Every code of colour or style that was sent."""
    return {int(code) for found in SGR.findall(output) for code in found.split(b";") if code}


def is_colour(code: int) -> bool:
    return 30 <= code <= 49 or 90 <= code <= 107


def reversed_rows(shown: Any) -> list[str]:
    """What stands in reversed letters, row by row."""
    cells = shown.picture._screen.buffer
    rows = (
        "".join(cells[y][x].data for x in range(100) if cells[y][x].reverse).strip()
        for y in range(30)
    )
    return [row for row in rows if row]


@pytest.mark.parametrize("kind", COLOURLESS)
def test_without_colours_none_are_sent_and_the_mark_is_seen(
    terminal: Terminal, stocked: Path, kind: str
) -> None:
    for _ in range(2):  # the second start may begin with what the first left
        with terminal(**COLOURLESS[kind]) as shown:
            shown.shows("Science and Technology Daily")
            shown.rest()
            assert any("科技日报" in row for row in reversed_rows(shown))
            shown.press("\r")
            shown.shows("Next section")
            shown.rest()
            assert any("我国科学家取得新突破" in row for row in reversed_rows(shown))
            shown.press("T")
            shown.shows("no colours here")
            shown.press("\x11")
            assert shown.wait() == 0
            assert {code for code in codes(shown.output) if is_colour(code)} == set()
            assert QUESTION not in shown.output


@pytest.mark.parametrize("kind", FEW)
def test_with_few_colours_no_others_are_sent(terminal: Terminal, stocked: Path, kind: str) -> None:
    for _ in range(2):
        with terminal(**FEW[kind]) as shown:
            shown.shows("Science and Technology Daily")
            shown.rest()
            assert any("科技日报" in row for row in reversed_rows(shown))
            shown.press("T")
            shown.shows("Ansi Dark")
            shown.rest()
            assert not any("Night" in row for row in shown.picture.rows)
            shown.press("\x1b")
            shown.rest(0.3)
            shown.press("\x11")
            assert shown.wait() == 0
            assert not {38, 48} & codes(shown.output)
            assert QUESTION not in shown.output


def ground(shown: Any) -> str:
    """The colour of the page."""
    return str(shown.picture._screen.buffer[0][0].bg)


def answered(shown: Any, answer: str) -> None:
    shown.seen(lambda _: QUESTION in shown.output)
    shown.press(answer)


@pytest.mark.parametrize(
    ("answer", "page"),
    [
        ("\x1b]11;rgb:ffff/ffff/ffff\x07", PAPER),
        ("\x1b]11;rgb:fa/f0/e0\x1b\\", PAPER),
        ("\x1b]11;rgb:0000/0000/0000\x1b\\", NIGHT),
        ("\x1b]11;rgba:1e1e/1e1e/2e2e/ffff\x07", NIGHT),
        ("\x1b]11;what?\x07", NIGHT),
    ],
)
def test_the_background_is_followed_and_its_answer_is_no_key(
    terminal: Terminal, stocked: Path, answer: str, page: str
) -> None:
    with terminal() as shown:
        shown.shows("Science and Technology Daily")
        answered(shown, answer)
        if page != NIGHT:
            shown.seen(lambda _: ground(shown) == page)
        shown.rest(0.4)
        assert ground(shown) == page
        # A key of it would have opened a field, the bookmarks or the calendar.
        assert any("N E W S S T A N D" in row for row in shown.picture.rows)
        shown.press("\x11")
        assert shown.wait() == 0
        assert b"\x1b[?2031l" in shown.output
    with terminal() as shown:
        # The next start knows it before it asks.
        shown.shows("Science and Technology Daily")
        shown.rest()
        assert ground(shown) == page


def test_a_terminal_that_becomes_light_is_followed(terminal: Terminal, stocked: Path) -> None:
    with terminal() as shown:
        shown.shows("Science and Technology Daily")
        shown.seen(lambda _: b"\x1b[?2031h" in shown.output)
        for answer, page in (("\x1b[?997;2n", PAPER), ("\x1b[?997;1n", NIGHT)):
            shown.press(answer)
            shown.seen(lambda _, page=page: ground(shown) == page)


def test_a_theme_that_was_chosen_stays(
    terminal: Terminal, stocked: Path, own_directories: Path
) -> None:
    config = own_directories / "config" / "reader" / "reader.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "paper"\n')
    with terminal() as shown:
        shown.shows("Science and Technology Daily")
        shown.rest(0.4)
        assert QUESTION not in shown.output
        assert ground(shown) == PAPER
