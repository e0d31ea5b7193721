"""Textual's driver, coming up under a picture that is on the terminal already.

A module of its own, as it can be imported only where there are terminals of this kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from reader.app.firstframe import FirstFrame

_OTHER_SCREEN = "\x1b[?1049h"


class QuietDriver(LinuxDriver):
    """Leaves the picture where it is, and can hold its tongue."""

    is_still = False
    """Whether nothing more is drawn, as the app is being left."""

    _attributes: list[Any] | None = None

    @property
    def _first_frame(self) -> FirstFrame | None:
        return getattr(self._app, "first_frame", None)

    def write(self, data: str) -> None:
        """Write to the terminal, except what would wipe the picture away."""
        if self.is_still:
            return
        frame = self._first_frame
        if frame is not None and frame.is_shown and data == _OTHER_SCREEN:
            # Going to the other screen once more would clear it.
            self._attributes = frame.taken_over()
            return
        super().write(data)

    def start_application_mode(self) -> None:
        """Take the terminal over, from the picture or from whoever started the program."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._attributes is not None:
            # What Textual found was set for the picture.
            self.attrs_before, self._attributes = self._attributes, None

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.is_still = False
        super().stop_application_mode()
