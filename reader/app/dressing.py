"""The app's colours: which there are, and which are worn."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from textual.app import App

from reader.app.firstframe import driver_under
from reader.app.themes import LABELS, THEMES, default_theme, readable, shades
from reader.errors import LibraryError, ReaderError
from reader.lang import say

if TYPE_CHECKING:
    from reader.app.firstframe import FirstFrame
    from reader.app.palette import PaletteEntry
    from reader.library import Library


class Dressed(App[int]):
    """An app in the colours chosen last."""

    def __init__(
        self, library: Library, *, theme: str = "", first_frame: FirstFrame | None = None
    ) -> None:
        super().__init__(driver_class=driver_under(first_frame))
        self.library = library
        for ours in THEMES:
            self.register_theme(ours)
        self._configured_theme = theme
        self.theme = self._first_theme()
        # The stylesheets are about to be read with the colours that it names. Textual would read
        # them in its own and once more in ours.
        self.stylesheet.set_variables(self.get_css_variables())
        self._first_dress: str | None = self.theme

    def _first_theme(self) -> str:
        """The theme chosen last, until the configuration names another one than it did then."""
        remembered = configured = None
        with contextlib.suppress(ReaderError):
            remembered = self.library.recall("theme")
            configured = self.library.recall("theme.configured")
        if remembered in self.available_themes and (configured or "") == self._configured_theme:
            return str(remembered)
        if self._configured_theme in self.available_themes:
            return self._configured_theme
        return default_theme(os.environ)

    def refresh_css(self, animate: bool = True) -> None:
        """Dress anew, unless the app is just starting in what it was made with."""
        first, self._first_dress = self._first_dress, None
        if first != self.theme:
            super().refresh_css(animate)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables for themes that are not ours."""
        return shades(self.current_theme)

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme, each of them such that it can be read."""
        self.theme_variables = readable(super().get_css_variables())
        return self.theme_variables

    def action_themes(self) -> None:
        """Choose the colours; each is shown as the mark comes to it."""
        from reader.app.palette import Chooser, PaletteEntry

        before = self.theme

        def wear(entry: PaletteEntry | None) -> None:
            self.theme = entry.words if entry is not None else before

        def keep(entry: PaletteEntry | None) -> None:
            wear(entry)
            if entry is not None:
                with contextlib.suppress(LibraryError):
                    self.library.note_down("theme", entry.words)
                    self.library.note_down("theme.configured", self._configured_theme)

        own = [theme.name for theme in THEMES]
        others = sorted(name for name in self.available_themes if name not in own)
        entries = [
            PaletteEntry(label=say(LABELS[name]), group=say("Of the reader"), words=name)
            for name in own
        ] + [
            PaletteEntry(label=name.replace("-", " ").title(), group=say("Of Textual"), words=name)
            for name in others
        ]
        self.push_screen(Chooser(say("Themes"), entries, marked=before, tried=wear), keep)
