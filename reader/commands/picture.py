"""What works where a picture, or a printed page, fills the screen."""

from __future__ import annotations

from reader.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        id="picture.out",
        keys="q,escape",
        label="Out",
        help="Back to where you came from.",
        palette=False,
        footer=True,
    ),
    Command(
        id="picture.next",
        keys="n,space,]",
        label="Next",
        help="To the next picture, or the next printed page.",
        palette=False,
        footer=True,
    ),
    Command(
        id="picture.previous",
        keys="p,backspace,[",
        label="Previous",
        help="To the picture before, or the printed page before.",
        palette=False,
        footer=True,
    ),
    Command(
        id="picture.closer",
        keys="+,=",
        label="Closer",
        help="Look at a part of it closer.",
        footer=True,
    ),
    Command(
        id="picture.farther",
        keys="-",
        label="Farther",
        help="See more of it at once.",
        footer=True,
    ),
    Command(
        id="picture.width",
        keys="w",
        label="Whole width",
        help="As wide as the screen, from the top; again for all of it.",
        footer=True,
    ),
    Command(
        id="picture.whole",
        keys="0",
        label="Whole picture",
        help="All of it at once.",
    ),
    Command(
        id="picture.left",
        keys="h,left",
        label="To the left",
        help="Further to the left.",
        palette=False,
    ),
    Command(
        id="picture.down",
        keys="j,down,ctrl+d,pagedown",
        label="Down",
        help="Further down.",
        palette=False,
    ),
    Command(
        id="picture.up",
        keys="k,up,ctrl+u,pageup",
        label="Up",
        help="Further up.",
        palette=False,
    ),
    Command(
        id="picture.right",
        keys="l,right",
        label="To the right",
        help="Further to the right.",
        palette=False,
    ),
    Command(
        id="picture.browse",
        keys="o",
        label="Open in browser",
        help="Open the page's PDF in the browser, or the picture where there is none.",
    ),
    Command(
        id="picture.save",
        keys="s",
        label="Save",
        help="Save the page's PDF, or the picture where there is none, to the downloads folder.",
        footer=True,
    ),
)
