"""The app's colours: which there are, and which are worn."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from textual import on
from textual.app import App

from reader.app.background import Background
from reader.app.depth import Colourless, Depth, depth_of
from reader.app.firstframe import driver_under
from reader.app.themes import (
    ANSWERED,
    COLOURLESS,
    FOLLOWED,
    LABELS,
    THEMES,
    default_theme,
    readable,
    shades,
)
from reader.errors import LibraryError, ReaderError
from reader.lang import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.filter import LineFilter

    from reader.app.app import ReaderApp
    from reader.app.firstframe import FirstFrame
    from reader.app.palette import PaletteEntry
    from reader.library import Library


class Dressed(App[int]):
    """An app in the colours chosen last."""

    def __init__(
        self, library: Library, *, theme: str = "", first_frame: FirstFrame | None = None
    ) -> None:
        wants_none = bool(os.environ.get("NO_COLOR"))
        if not wants_none:
            # Empty it says nothing, but Textual asks only whether it is there.
            os.environ.pop("NO_COLOR", None)
        super().__init__(driver_class=driver_under(first_frame))
        self.depth = Depth.NONE if wants_none else depth_of(os.environ, self.console.color_system)
        """How many colours the terminal shows."""
        self._colourless = Colourless()
        self._is_trying = False
        """Whether the themes are being tried on, one after the other."""
        self.library = library
        for ours in THEMES:
            self.register_theme(ours)
        self._configured_theme = theme
        self.theme = self._first_theme()
        # The stylesheets are about to be read with the colours that it names. Textual would read
        # them in its own and once more in ours.
        self.stylesheet.set_variables(self.get_css_variables())
        self._first_dress: str | None = self.theme

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is done to every line before it goes out."""
        return (self._colourless,) if self.depth is Depth.NONE else super().get_line_filters()

    @property
    def _reader(self) -> ReaderApp:
        from reader.app.app import ReaderApp

        assert isinstance(self, ReaderApp)  # noqa: S101 - told to the type checker
        return self

    # -- which one --

    @property
    def _chosen_theme(self) -> str:
        """The theme chosen last, until the configuration names another one than it did then; ""
        where the terminal's background is followed."""
        remembered = configured = None
        with contextlib.suppress(ReaderError):
            remembered = self.library.recall(self._note)
            configured = self.library.recall("theme.configured")
        if (configured or "") == self._configured_theme:
            if remembered in self._offered_themes:
                return str(remembered)
            if remembered == FOLLOWED:
                return ""
        return self._configured_theme if self._configured_theme in self._offered_themes else ""

    @property
    def _note(self) -> str:
        # What was chosen on a terminal with many colours says nothing of one with few.
        return "theme" if self.depth is Depth.MANY else "theme.few"

    @property
    def _offered_themes(self) -> list[str]:
        """Names of the themes that this terminal can show, ours first."""
        names = [theme.name for theme in THEMES]
        names += sorted(name for name in self.available_themes if name not in names)
        if self.depth is Depth.MANY:
            return names
        return [name for name in names if self.available_themes[name].ansi]

    def _first_theme(self) -> str:
        return self._chosen_theme or self._followed_theme()

    def _followed_theme(self) -> str:
        """The theme of the terminal's background, as far as it is known."""
        if self.depth is not Depth.MANY:
            return COLOURLESS
        answered = None
        with contextlib.suppress(ReaderError):
            answered = self.library.recall("theme.answered")
        return answered if answered in ANSWERED else default_theme(os.environ)

    def follow_background(self) -> None:
        """Ask the terminal what its background is; nobody waits for the answer."""
        ask = getattr(self._driver, "ask_background", None)
        if ask is not None and self.depth is Depth.MANY and not self._chosen_theme:
            ask()

    @on(Background)
    def _take_background(self, message: Background) -> None:
        answered = ANSWERED[0] if message.is_dark else ANSWERED[1]
        if self._chosen_theme or self._is_trying:
            return
        self.theme = answered
        if not self.library.is_read_only:
            from reader.app.marking import marking_of

            def note(library: Library) -> None:
                if library.recall("theme.answered") != answered:
                    library.note_down("theme.answered", answered)

            marking_of(self._reader).write(note)

    # -- wearing it --

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

        if self.depth is Depth.NONE:
            self._reader.announce(say("There are no colours here to choose from."))
            return
        before, self._is_trying = self.theme, True

        def wear(entry: PaletteEntry | None) -> None:
            if entry is None:
                self.theme = before
            else:
                self.theme = self._followed_theme() if entry.words == FOLLOWED else entry.words

        def keep(entry: PaletteEntry | None) -> None:
            self._is_trying = False
            wear(entry)
            if entry is not None:
                with contextlib.suppress(LibraryError):
                    self.library.note_down(self._note, entry.words)
                    self.library.note_down("theme.configured", self._configured_theme)
                self.follow_background()

        entries = [
            PaletteEntry(
                label=say(LABELS[name]) if name in LABELS else name.replace("-", " ").title(),
                group=say("Of the reader") if name in LABELS else say("Of Textual"),
                words=name,
            )
            for name in self._offered_themes
        ]
        if self.depth is Depth.MANY:
            label, group = say("As the terminal's background"), say("Of the reader")
            entries.insert(0, PaletteEntry(label=label, group=group, words=FOLLOWED))
        marked = self._chosen_theme or (FOLLOWED if self.depth is Depth.MANY else before)
        self.push_screen(Chooser(say("Themes"), entries, marked=marked, tried=wear), keep)
