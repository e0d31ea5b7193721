"""Numbers on the links in view, and which one is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.widgets.selecting import rank_of
from reader.text.cells import width_in_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.app.widgets.selecting import Spot
    from reader.typeset import Line


class Hints:
    """The links that have a number, from 1, in the order of the text."""

    def __init__(self) -> None:
        self._addresses: list[str] = []
        self._lines: dict[int, list[tuple[int, str]]] = {}
        self._digits = ""

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._addresses)

    def clear(self) -> None:
        """Number none."""
        self._addresses, self._lines, self._digits = [], {}, ""

    def add(self, index: int, x: int, address: str) -> None:
        """Give the next number to a link that begins in line `index` at cell `x` of it."""
        self._addresses.append(address)
        self._lines.setdefault(index, []).append((x, str(len(self._addresses))))

    def on_line(self, index: int) -> Sequence[tuple[int, str]]:
        """The numbers in a line that may still be meant, each with its cell."""
        found = self._lines.get(index, ())
        return [(x, label) for x, label in found if label.startswith(self._digits)]

    def typed(self, key: str) -> tuple[bool, str]:
        """Whether a key is meant for the numbers, and the address that it chooses, "" for none
        yet."""
        if key == "enter":
            number = int(self._digits or 0)
            return True, self._addresses[number - 1] if 0 < number <= self.count else ""
        if key in ("escape", "backspace"):
            self._digits = self._digits[:-1]
            return True, ""
        if len(key) != 1 or not key.isdecimal() or not key.isascii():
            return False, ""
        meant = [n for n in range(1, self.count + 1) if str(n).startswith(self._digits + key)]
        if not meant:
            return True, ""
        self._digits += key
        return True, self._addresses[meant[0] - 1] if len(meant) == 1 else ""


def cell_of(line: Line, spot: Spot) -> int | None:
    """The cell of a line at which a spot stands; None where it stands in another."""
    if rank_of(line) != spot.rank:
        return None
    at = line.indent
    for run in line.runs:
        if run.start <= spot.at < run.start + len(run.text):
            return at + width_in_cells(run.text[: spot.at - run.start])
        at += width_in_cells(run.text)
    return None
