"""The last thirty days of a newspaper in one row of cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import DayTally

DAYS = 30
LEVELS = "▁▂▃▄▅▆▇█"


def spark(recent: Sequence[DayTally], last: date) -> tuple[tuple[str, bool], ...]:
    """One sign a day for the `DAYS` days up to `last`, and whether that day is all read.

    The height says how many articles against the fullest day, a space that there is no issue.
    """
    tallies = {tally.date: tally for tally in recent}
    most = max((tally.articles for tally in recent), default=0)
    signs: list[tuple[str, bool]] = []
    for back in range(DAYS - 1, -1, -1):
        tally = tallies.get(last - timedelta(days=back))
        if tally is None:
            signs.append((" ", False))
            continue
        level = round(tally.articles / most * (len(LEVELS) - 1)) if most else 0
        signs.append((LEVELS[level], tally.read >= tally.articles > 0))
    return tuple(signs)
