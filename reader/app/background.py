"""What the terminal says of its own background, among the keys that are typed.

It is asked with OSC 11 and answers when it likes, if it does; with mode 2031 some say of themselves
that they became dark or light. Textual takes such an answer for keys, so it is taken out before.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from textual.color import Color
from textual.message import Message

from reader.app.contrast import luminance

ASK = "\x1b]11;?\x07"
TELL = "\x1b[?2031h"
TELL_NO_MORE = "\x1b[?2031l"
HOLD_S = 0.1
"""How long the beginning of an answer waits for its end before it is a key after all."""
DARK = 0.18
"""The luminance below which white is read better than black."""

_ANSWER = re.compile(
    r"\x1b\]11;(?P<colour>[^\x07\x1b]{0,60})(?:\x07|\x1b\\)|\x1b\[\?997;(?P<kind>[12])n"
)
_BEGUN = re.compile(
    r"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]{0,60}\x1b?)?)?)?|\[(?:\?(?:9(?:9(?:7(?:;[12]?)?)?)?)?)?)?\Z"
)
_RGB = re.compile(r"rgba?:([0-9a-f]{1,4})/([0-9a-f]{1,4})/([0-9a-f]{1,4})(?:/[0-9a-f]{1,4})?", re.I)


class Background(Message, bubble=False):
    """The terminal said that its background is dark, or that it is light."""

    def __init__(self, *, is_dark: bool) -> None:
        self.is_dark = is_dark
        super().__init__()


class Answers:
    """Takes the terminal's answers out of what comes from it, however it is cut into pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._until = 0.0

    def keys_in(self, data: str) -> Iterator[str | Background]:
        """What was typed, and what was answered, in their order."""
        data, self._held = self._held + data, ""
        begun = _BEGUN.search(data)
        if begun is not None:
            data, self._held = data[: begun.start()], begun[0]
            self._until = time.monotonic() + HOLD_S
        at = 0
        for answer in _ANSWER.finditer(data):
            if answer.start() > at:
                yield data[at : answer.start()]
            at = answer.end()
            is_dark = _is_dark(answer)
            if is_dark is not None:
                yield Background(is_dark=is_dark)
        if data[at:]:
            yield data[at:]

    def overdue(self) -> str:
        """What waited for its end for too long: it is keys."""
        if not self._held or time.monotonic() < self._until:
            return ""
        held, self._held = self._held, ""
        return held


def _is_dark(answer: re.Match[str]) -> bool | None:
    """Whether an answer speaks of a dark ground; None where it says nothing that is understood."""
    if answer["kind"]:
        return answer["kind"] == "1"
    found = _RGB.fullmatch(answer["colour"])
    if found is None:
        return None
    red, green, blue = (int(part, 16) * 255 // (16 ** len(part) - 1) for part in found.groups())
    return luminance(Color(red, green, blue)) < DARK
