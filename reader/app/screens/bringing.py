"""Pictures that are fetched while one looks at what they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.place import Place

if TYPE_CHECKING:
    from textual.timer import Timer

FETCHED_AFTER_S = 0.3
"""How long something is looked at before its pictures are asked for: who leafs through needs none
of them."""


class BringingPlace(Place):
    """A place whose pictures are fetched once it has been looked at for a moment."""

    _errand = ""
    """What the pictures being fetched go by; "" while none is."""
    _rest_timer: Timer | None = None

    def _bring_soon(self) -> None:
        """Fetch what is missing, if one stays."""
        self._rest_timer = self.set_timer(FETCHED_AFTER_S, self._bring_missing)

    def _bring_missing(self) -> None:
        raise NotImplementedError

    def _stop_bringing(self) -> None:
        if self._rest_timer is not None:
            self._rest_timer.stop()
            self._rest_timer = None
        if self._errand:
            self.reader.deliveries.call_off(self._errand)
            self._errand = ""
