"""A sentence that stands on the screen, in whichever language is spoken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widgets import Static

from reader.app.place import content

if TYPE_CHECKING:
    from textual.visual import VisualType


class Said(Static):
    """Says a sentence, and says it again in the other language."""

    def __init__(self, words: Callable[[], str], *, id: str | None = None) -> None:  # noqa: A002
        self._words = words
        super().__init__(self._said(), id=id)

    def _said(self) -> VisualType:
        return content(self._words())

    def say_again(self) -> None:
        """Say it in the language spoken now."""
        self.update(self._said())
