"""Set lines as plain text, for pipes, printers and screen readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.typeset.lines import Line


def plain(lines: Iterable[Line]) -> str:
    """The lines as they look, one under another, without spaces at their ends."""
    return "\n".join((" " * line.indent + line.text).rstrip(" ") for line in lines)
