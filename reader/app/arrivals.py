"""How a delivery gets on, passed on as often as somebody who watches takes it in.

A site in a hurry has something stored every twentieth of a second, and each time every open screen
reads its issue again and is painted: beside that no key would be answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from reader.model import Progress

__all__ = ["EVERY_S", "Arrivals"]

EVERY_S = 0.25


class Arrivals:
    """Takes reports in and passes the newest of each issue on through `pass_on`, with all that was
    stored since the one before."""

    def __init__(
        self,
        pass_on: Callable[[Progress], None],
        later: Callable[[float, Callable[[], None]], object],
    ) -> None:
        self._pass_on = pass_on
        self._later = later
        """Has something called in so many seconds."""
        self._held: dict[tuple[str, date], Progress] = {}
        self._is_resting = False

    def take(self, progress: Progress, *, at_once: bool = False) -> None:
        """Pass a report on, now or soon."""
        issue = (progress.newspaper_id, progress.date)
        before = self._held.pop(issue, None)
        if before is not None:
            progress = replace(progress, stored=(*before.stored, *progress.stored))
        if self._is_resting and not at_once:
            self._held[issue] = progress
        else:
            self._go(progress)

    def forget(self, newspaper_id: str, day: date) -> None:
        """A delivery has ended: what it said before is of no interest any more."""
        self._held.pop((newspaper_id, day), None)

    def _go(self, progress: Progress) -> None:
        if not self._is_resting:
            self._is_resting = True
            self._later(EVERY_S, self._go_on)
        self._pass_on(progress)

    def _go_on(self) -> None:
        self._is_resting = False
        held, self._held = self._held, {}
        for progress in held.values():
            self._go(progress)
