"""The colours: four themes of our own, and the variables that ours and Textual's own all have.

- `night`: warm grey on near black, for a dark terminal;
- `paper`: black on the warm white of newsprint;
- `ink`: black on white and nothing else;
- `terminal`: the terminal's own two colours, bold and reversed, for one that has few colours or
  none, and for whoever wants none (NO_COLOR).

Every sign has a shape besides its colour, so that each of these works without the others'.

Stylesheets name variables, never colours. Words: `headline`, `quiet`, `star`, `fresh`, `done`,
`link`, `error` and the like, all of them legible on `background`, `surface` and `panel`. Grounds of
their own, each with its words in `…-text` and what else it takes in `…-style` (a `text-style`):
`mark`, the row where one is; `select`, selected text; `found`, what was searched for, and
`found-here`, the find one is at; `lit`, a passage that somebody lit; `notice`, the sentence at the
foot.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

from reader.app.contrast import SIGN, TEXT, legible

_PAGE = ("background", "surface", "panel")
"""What words stand on, but for the marked row."""
_WORDS = (
    *("foreground", "primary", "secondary", "accent", "warning", "error", "success"),
    *("headline", "quiet", "star", "fresh", "done", "link"),
)
_ON_GROUNDS = {
    "mark": ("mark-text", "mark-quiet", "mark-star", "mark-fresh"),
    "select": ("select-text",),
    "found": ("found-text",),
    "found-here": ("found-here-text",),
    "lit": ("lit-text",),
    "notice": ("notice-text", "notice-fresh", "notice-error"),
}
"""The words on each ground of its own."""
_ON_INK = (*(w for name in _ON_GROUNDS if name != "found" for w in _ON_GROUNDS[name]), "mark-bar")
_THEIRS = {
    "text-disabled": "quiet",
    "screen-selection-background": "select",
    "screen-selection-foreground": "select-text",
    "input-selection-background": "select",
    "input-selection-foreground": "select-text",
    "input-cursor-background": "foreground",
    "input-cursor-foreground": "background",
    "scrollbar": "thumb",
    "scrollbar-hover": "quiet",
    "scrollbar-active": "fresh",
    "scrollbar-background": "background",
    "scrollbar-background-hover": "background",
    "scrollbar-background-active": "background",
    "scrollbar-corner-color": "background",
}
"""What Textual's own widgets call it."""
_STYLES = {
    "mark-style": "none",
    "select-style": "none",
    "found-style": "none",
    "found-here-style": "bold",
    "lit-style": "none",
    "notice-style": "none",
    "failure-style": "bold",
}
_STYLES_WITHOUT_COLOURS = {
    "mark-style": "reverse",
    "select-style": "reverse",
    "found-style": "bold underline",
    "found-here-style": "bold reverse",
    "lit-style": "reverse",
    "notice-style": "reverse",
    "failure-style": "bold reverse",
}

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
            "thumb": "#6b6860",
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
            "thumb": "#8c816b",
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
            "rule": "#000000",
            "mark": "#000000",
            "select": "#000000",
            "found": "#ffffff",
            "found-style": "bold underline",
            "found-here": "#000000",
            "lit": "#000000",
            "notice": "#000000",
            "thumb": "#000000",
            "quiet": "#000000",
            "done": "#000000",
            **dict.fromkeys(_ON_INK, "#ffffff"),
        },
    ),
    Theme(
        name="terminal",
        primary="ansi_default",
        foreground="ansi_default",
        background="ansi_default",
        ansi=True,
        variables={
            "ansi-background": "ansi_default",
            "ansi-foreground": "ansi_default",
            "input-cursor-text-style": "reverse",
        },
    ),
)
"""Our own, the first of them for a terminal of which nothing is known."""

LABELS = {
    "night": "Night",
    "paper": "Paper",
    "ink": "Ink",
    "terminal": "Terminal",
}
"""What our own are called; Textual's keep their names."""

COLOURLESS = "terminal"
"""The one that needs no colours."""

ANSWERED = ("night", "paper")
"""Those of a dark and of a light background."""

FOLLOWED = "followed"
"""What is noted where somebody chose that the background be followed."""


def default_theme(environ: Mapping[str, str]) -> str:
    """The theme for somebody who never chose one.

    Some terminals say their colours in COLORFGBG ("0;15": black on white); the others are asked
    once the first picture is there, and get `night` until they answer, as most are dark.
    """
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return "paper" if background in ("7", "15") else "night"


def shades(theme: Theme) -> dict[str, str]:
    """The variables that our stylesheets use, for a theme that does not name them itself."""
    if theme.ansi:
        words = (word for words in _ON_GROUNDS.values() for word in words)
        ours = (*_WORDS, *_ON_GROUNDS, *words, "rule", "thumb", "mark-bar")
        return dict.fromkeys(ours, "ansi_default") | _STYLES_WITHOUT_COLOURS
    dark = theme.dark
    background = Color.parse(theme.background or ("#121212" if dark else "#efefef"))
    foreground = Color.parse(theme.foreground or ("#e0e0e0" if dark else "#1f1f1f"))
    primary = Color.parse(theme.primary)
    named = {
        name: Color.parse(value)
        for name, value in theme.variables.items()
        if name in _WORDS or name in _ON_GROUNDS
    }
    headline = named.get("headline", foreground)
    quiet = named.get("quiet", foreground.blend(background, 0.38))
    star = named.get("star") or Color.parse(theme.warning or theme.primary)
    fresh = named.get("fresh", primary)
    mark = named.get("mark", background.blend(foreground, 0.12))
    notice = named.get("notice") or Color.parse(theme.panel or mark)
    colours = {
        "headline": headline,
        "quiet": quiet,
        "rule": background.blend(foreground, 0.25),
        "thumb": background.blend(foreground, 0.25),
        "star": star,
        "fresh": fresh,
        "done": foreground.blend(background, 0.5),
        "link": Color.parse(theme.secondary or theme.primary),
        "mark": mark,
        "mark-text": headline,
        "mark-quiet": quiet,
        "mark-star": star,
        "mark-fresh": fresh,
        "mark-bar": primary,
        "select": background.blend(primary, 0.35),
        "select-text": headline,
        "found": background.blend(star, 0.35),
        "found-text": headline,
        "found-here": star,
        "found-here-text": background,
        "lit": background.blend(star, 0.3),
        "lit-text": headline,
        "notice": notice,
        "notice-text": foreground,
        "notice-fresh": fresh,
        "notice-error": Color.parse(theme.error or theme.primary),
    }
    return {name: colour.hex6 for name, colour in colours.items()} | _STYLES


def readable(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables with every colour of words moved until it is read on whatever it may stand on,
    and Textual's own names for what ours mean.

    A theme is made by eye, and Textual's are made for larger letters and other grounds than ours.
    What is the terminal's own (`ansi_…`) stays: nobody knows it, and it was chosen by whoever
    reads.
    """
    found = dict(variables)
    page = [Color.parse(found[name]) for name in _PAGE]
    if Color.parse(found["background"]).ansi is not None:
        # A box is on the ground of the page, and nothing shines through it.
        found |= dict.fromkeys(_PAGE, found["background"])
    else:
        told = [(name, page, TEXT) for name in _WORDS] + [("thumb", page, SIGN)]
        for name, words in _ON_GROUNDS.items():
            ground = [Color.parse(found[name])]
            told += [(word, ground, TEXT) for word in words]
        told.append(("mark-bar", [Color.parse(found["mark"])], SIGN))
        for name, grounds, least in told:
            found[name] = legible(Color.parse(found[name]), grounds, least).hex6
    for theirs, ours in _THEIRS.items():
        found[theirs] = found[ours]
    return found
