"""Sentences that stand on the screen, a line each, in whichever language is spoken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from reader.app.place import content

if TYPE_CHECKING:
    from textual.visual import VisualType


class Said(Static):
    """Says them, and says them again in the other language."""

    def __init__(self, words: Callable[[], str], *, id: str | None = None) -> None:  # noqa: A002
        self._words = words
        super().__init__(self._said(), id=id)

    def _said(self) -> VisualType:
        return Content("\n").join(content(line) for line in self._words().splitlines())

    def say_again(self) -> None:
        """Say it in the language spoken now."""
        self.update(self._said())
