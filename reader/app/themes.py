"""The colours: three themes of our own, and the variables that ours and Textual's own all have.

- `night`: warm grey on near black, for a dark terminal;
- `paper`: black on the warm white of newsprint;
- `ink`: black on white and nothing else.

Every sign has a shape besides its colour, so that each of these works without the others'.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

THEMES: tuple[Theme, ...] = (
    Theme(
        name="night",
        primary="#d9b36c",
        secondary="#9fb3c8",
        accent="#d9b36c",
        warning="#d99a5b",
        error="#e07a6b",
        success="#9fbf8f",
        foreground="#d6d1c4",
        background="#16171a",
        surface="#1c1d21",
        panel="#24262b",
        dark=True,
        variables={
            "headline": "#f4efe2",
            "quiet": "#8f8b80",
            "rule": "#45443f",
            "mark": "#2a2b30",
            "mark-bar": "#d9b36c",
            "star": "#e6c06f",
            "fresh": "#d9b36c",
            "done": "#6f7a6c",
        },
    ),
    Theme(
        name="paper",
        primary="#8a2f1d",
        secondary="#3f5a73",
        accent="#8a2f1d",
        warning="#8a5a14",
        error="#a3241a",
        success="#43663a",
        foreground="#2b2722",
        background="#f6f0e2",
        surface="#f0e8d6",
        panel="#e8dfc9",
        dark=False,
        variables={
            "headline": "#14110d",
            "quiet": "#736a5a",
            "rule": "#b9ad95",
            "mark": "#e6dcc3",
            "mark-bar": "#8a2f1d",
            "star": "#a8641a",
            "fresh": "#8a2f1d",
            "done": "#8f8672",
        },
    ),
    Theme(
        name="ink",
        primary="#000000",
        secondary="#000000",
        accent="#000000",
        warning="#000000",
        error="#000000",
        success="#000000",
        foreground="#000000",
        background="#ffffff",
        surface="#ffffff",
        panel="#ffffff",
        dark=False,
        text_alpha=1.0,
        variables={
            "headline": "#000000",
            "quiet": "#000000",
            "rule": "#000000",
            "mark": "#000000",
            "mark-text": "#ffffff",
            "mark-bar": "#ffffff",
            "mark-quiet": "#ffffff",
            "star": "#000000",
            "fresh": "#000000",
            "done": "#000000",
            "block-cursor-background": "#000000",
            "block-cursor-foreground": "#ffffff",
        },
    ),
)
"""Our own, the first of them for a terminal of which nothing is known."""

LABELS = {
    "night": "Night",
    "paper": "Paper",
    "ink": "Ink",
}
"""What our own are called; Textual's keep their names."""


def default_theme(environ: Mapping[str, str]) -> str:
    """The theme for somebody who never chose one.

    Some terminals say their colours in COLORFGBG ("0;15": black on white); asking the others costs
    a round trip before the first picture, so they get `night`, as most terminals are dark.
    """
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return "paper" if background in ("7", "15") else "night"


def shades(theme: Theme) -> dict[str, str]:
    """The variables that our stylesheets use, for a theme that does not name them itself."""
    dark = theme.dark
    background = Color.parse(theme.background or ("#121212" if dark else "#efefef"))
    foreground = Color.parse(theme.foreground or ("#e0e0e0" if dark else "#1f1f1f"))
    primary = Color.parse(theme.primary)
    if theme.ansi:
        return {
            "headline": "ansi_default",
            "quiet": "ansi_default",
            "rule": "ansi_default",
            "mark": "ansi_bright_black",
            "mark-text": "ansi_default",
            "mark-quiet": "ansi_default",
            "mark-bar": "ansi_blue",
            "star": "ansi_yellow",
            "fresh": "ansi_blue",
            "done": "ansi_default",
        }
    named = theme.variables
    mark = Color.parse(named["mark"]) if "mark" in named else background.blend(foreground, 0.12)
    quiet = Color.parse(named["quiet"]) if "quiet" in named else foreground.blend(background, 0.38)
    return {
        "headline": foreground.hex,
        "quiet": quiet.hex,
        "rule": background.blend(foreground, 0.25).hex,
        "mark": mark.hex,
        "mark-text": named.get("headline", foreground.hex),
        "mark-quiet": quiet.hex,
        "mark-bar": primary.hex,
        "star": Color.parse(theme.warning or theme.primary).hex,
        "fresh": primary.hex,
        "done": foreground.blend(background, 0.5).hex,
    }
