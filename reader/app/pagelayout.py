"""Which of the two layouts a page is shown in: as printed, or composed for this terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.dates import masthead_date
from reader.lang import say
from reader.text import clean
from reader.typeset import broadsheet, replica

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from reader.model import Newspaper
    from reader.typeset.sheet import Sheet, Story

COMPOSED, PRINTED = "composed", "printed"
LEAST_FOR_PRINT = (110, 30)
"""Columns and rows of a page on which as many boxes as in print can still be read."""
LEAST_PLACED = 0.75
"""The part of a page's stories whose places must be known."""
MOST_WHITE = 0.2
"""The part of a printed page's cells that may stay white because its texts are too short for their
places on so large a screen."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be laid out."""

    stories: tuple[Story, ...]
    newspaper: Newspaper
    day: date
    is_first: bool
    """Whether it is the one with the nameplate."""
    pictured: Collection[str] = ()
    """The keys of the stories whose pictures are here, or may come. In print the room of the
    others stays what it was; a page that is composed has none for them."""


def laid_out(page: Page, width: int, height: int, wanted: str = "") -> tuple[Sheet, str]:
    """The page, and which layout that is: the one that is wanted, where it can be had, else the
    better one. As printed is better where that is known, fits on the screen and fills it.
    """
    sheet = None
    if wanted == PRINTED or (not wanted and _may_be_printed(page, width, height)):
        sheet = _printed(page, width, height)
        if sheet is not None and not wanted and not is_full(sheet, height):
            sheet = None
    if sheet is not None:
        return sheet, PRINTED
    words = (say("In brief"), say("{n} more below"))
    stories = [
        story if story.key in page.pictured else replace(story, has_picture=False)
        for story in page.stories
    ]
    return broadsheet.compose(stories, width, height, briefs=words[0], more=words[1]), COMPOSED


def _may_be_printed(page: Page, width: int, height: int) -> bool:
    least_width, least_height = LEAST_FOR_PRINT
    if width < least_width or height < least_height:
        return False
    return replica.suits(page.stories, width, height) >= LEAST_PLACED


def _printed(page: Page, width: int, height: int) -> Sheet | None:
    names = (clean(page.newspaper.name), masthead_date(page.day, page.newspaper.language))
    return replica.as_printed(
        page.stories,
        width,
        height,
        language=page.newspaper.language,
        nameplate=names if page.is_first else (),
    )


def is_full(sheet: Sheet, height: int) -> bool:
    """Whether a page fits on one screen, and is filled by its texts."""
    if sheet.height > height:
        return False
    cells = white = 0
    for box in sheet.boxes:
        pictured = box.picture.height if box.picture else 0
        for rect in box.rects:
            drawn = {line.y for line in box.lines if rect.holds(line.x, line.y)}
            cells += rect.width * rect.height
            white += rect.width * max(0, rect.height - len(drawn) - pictured)
    return white <= cells * MOST_WHITE
