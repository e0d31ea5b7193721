"""From one issue of a newspaper to the next, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.place import Place
from reader.lang import say

if TYPE_CHECKING:
    from datetime import date

    from reader.errors import LibraryError
    from reader.library import Library


def issue_beyond(library: Library, newspaper_id: str, day: date, steps: int) -> date | None:
    """The day of the issue so many behind that of `day`, or before it where they are less than 0;
    where there are fewer, of the last one; None where there is none. Raises `LibraryError`."""
    found = None
    for _ in range(abs(steps)):
        following = library.neighbours(newspaper_id, found or day)[steps > 0]
        if following is None:
            break
        found = following
    return found


def no_issue_beyond(steps: int) -> str:
    """Why one cannot go so many issues on."""
    if steps < 0:
        return say("This is the oldest issue in the library.")
    return say("This is the newest issue in the library.")


class TurningPlace(Place):
    """A place that shows an issue, or a part of one, and turns to others. They are read in a
    worker; steps asked for meanwhile add up."""

    day: date
    """The day of the issue shown."""
    _issues_on = 0
    """How many issues further one asked to be taken, and is not yet."""

    def action_previous_issue(self) -> None:
        """The issue before this one."""
        self._turn_to_issue(-1)

    def action_next_issue(self) -> None:
        """The issue after this one."""
        self._turn_to_issue(1)

    def _turn_to_issue(self, step: int) -> None:
        self._issues_on += step
        self._read_other(self.day, steps=self._issues_on)

    def _read_other(self, day: date, *, steps: int = 0) -> object:
        """Read the issue so many beyond that of `day` and show it, else `_stay`."""
        raise NotImplementedError

    def _stay(self, day: date, reason: LibraryError | str) -> None:
        if day != self.day or not self.is_mounted:
            return
        self._issues_on = 0
        if isinstance(reason, str):
            self.announce(reason)
        else:
            self.say_failure(reason)
