"""Indexing what came into the library, while nobody presses a key.

What is not indexed yet is found all the same, only slower; so this may wait, be left at any moment
and be done by whichever reader comes to it first. It has a connection of its own, so that no screen
waits for it, and lets go between small batches.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path

EVERY_S = 2.0
"""How often is looked whether somebody is at the keys."""
LOOK_S = 30.0
"""How often is looked whether something came, once all was done."""
QUIET_S = 1.5
"""How long nobody has pressed a key or moved the mouse before anything is done."""
AT_ONCE = 100
"""Articles a batch; an issue is indexed whole."""
PAUSE_S = 0.15
"""How long others have a turn between two batches. SQLite looks every tenth of a second whether it
may write."""
PATIENCE_S = 0.2
"""How long a batch waits for another program that writes; then it is left for later."""


class CatchingUp:
    """What is left to do in one library, and when."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last_input = time.monotonic()
        self._done_at = 0.0
        """When all was done; 0 while there may be more to do."""
        self._ending = threading.Event()

    def note_input(self) -> None:
        """Somebody is at the keys."""
        self._last_input = time.monotonic()

    def end(self) -> None:
        """Begin no further batch."""
        self._ending.set()

    @property
    def may_begin(self) -> bool:
        """Whether there may be something to do, and nobody is disturbed by it."""
        is_due = not self._done_at or time.monotonic() - self._done_at > LOOK_S
        return is_due and self._is_quiet

    @property
    def _is_quiet(self) -> bool:
        return not self._ending.is_set() and time.monotonic() - self._last_input > QUIET_S

    def work(self) -> None:
        """Index batch after batch until all is done or somebody is at the keys; for a thread."""
        from reader.library import Library

        self._done_at = time.monotonic()
        # Whatever is wrong with the file is said where somebody reads it.
        with (
            suppress(LibraryError),
            Library.open(self._path, create=False, patience_s=PATIENCE_S) as library,
        ):
            while library.indexing.stale_count():
                if not self._is_quiet:
                    self._done_at = 0.0
                    return
                library.indexing.catch_up(AT_ONCE)
                self._ending.wait(PAUSE_S)
