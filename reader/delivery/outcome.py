"""What came of a run of downloads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import DayState, Downloading, Dropped

__all__ = ["Downloaded"]


@dataclass(slots=True)
class Downloaded:
    """What came of a run."""

    states: Counter[DayState] = field(default_factory=Counter)
    """Days by what came of them."""
    lacking: list[Downloading] = field(default_factory=list)
    """The days that could not be brought in, or only in part, and why."""
    dropped: list[Dropped] = field(default_factory=list)
    """Issues that made room."""
