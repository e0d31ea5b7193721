from __future__ import annotations

import pytest

from reader.app.pictures.terminal import Way, cell_size, way_of


@pytest.mark.parametrize(
    ("environ", "colours", "way"),
    [
        ({"TERM": "xterm-kitty"}, "truecolor", Way.KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "truecolor", Way.KITTY),
        ({"TERM_PROGRAM": "ghostty"}, "truecolor", Way.KITTY),
        ({"TERM": "xterm-kitty"}, "256", Way.BLOCKS),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux,1,0"}, "truecolor", Way.BLOCKS),
        ({"TERM": "xterm-kitty", "SSH_CONNECTION": "1 2 3 4"}, "truecolor", Way.BLOCKS),
        ({"TERM": "foot"}, "truecolor", Way.SIXEL),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "truecolor", Way.SIXEL),
        ({"TERM": "xterm-256color", "WT_SESSION": "x"}, "truecolor", Way.SIXEL),
        ({"TERM": "tmux-256color"}, "256", Way.BLOCKS),
        ({"TERM": "xterm-256color"}, "256", Way.BLOCKS),
        ({"TERM": "xterm"}, "standard", Way.DOTS),
        ({"TERM": "xterm-kitty"}, None, Way.DOTS),
        ({"TERM": "linux"}, "standard", Way.SHADES),
        ({}, None, Way.DOTS),
    ],
)
def test_the_best_way_is_told_from_what_the_terminal_says_of_itself(
    environ: dict[str, str], colours: str | None, way: Way
) -> None:
    assert way_of(environ, colours) is way


def test_who_knows_better_says_so() -> None:
    assert way_of({"TERM": "linux"}, None, "kitty") is Way.KITTY
    assert way_of({"TERM": "xterm-kitty"}, "truecolor", "auto") is Way.KITTY


def test_a_cell_has_a_size_even_where_the_system_knows_none() -> None:
    width, height = cell_size()
    assert width > 0
    assert height > 0
