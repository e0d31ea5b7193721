"""What somebody did in this run of the app, so that it can be undone, and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.library import Library
    from reader.library.before import Before, Part

MOST_DEEDS = 200
"""How many deeds can be undone."""
MOST_BYTES = 64 * 1024 * 1024
"""What the deeds may hold together: a removed issue is there with its pictures."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a deed."""

    done: str
    """"" where nothing is said when it is done."""
    undone: str
    redone: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody does to the library."""

    parts: tuple[Part, ...]
    """What of the library it changes."""
    job: Callable[[Library], Any]
    words: Callable[[Any], Words]
    """What to say, from what the job answered."""
    key: str = ""
    """The article that one is shown again when it is undone; "" where it is in sight anyway."""
    several: Callable[[int], Words] | None = None
    """What to say of so many that were done one after the other; None where each stands alone."""


@dataclass(slots=True)
class _Done:
    """Deeds that are undone together, mostly one."""

    deeds: list[Deed]
    before: list[Before]
    words: Words

    @property
    def size(self) -> int:
        return sum(part.size for part in self.before)


class History:
    """The deeds that can be undone, the last one first. Not for two threads at a time."""

    def __init__(self) -> None:
        self._past: list[_Done] = []
        self._future: list[_Done] = []

    def do(self, library: Library, deed: Deed) -> tuple[Any, Words]:
        """Do it: what the job answers, and what to say."""
        answer, before = library.change(deed.parts, deed.job)
        words = deed.words(answer)
        last = self._past[-1] if self._past and not self._future else None
        if last is not None and deed.several is not None and last.deeds[0].several is deed.several:
            last.deeds.append(deed)
            last.before += before
            last.words = deed.several(len(last.deeds))
        else:
            self._past.append(_Done([deed], list(before), words))
        self._future.clear()
        self._forget()
        return answer, words

    def undo(self, library: Library) -> tuple[str, str]:
        """Undo the last deed: what to say of it, "" where there is none, and what to show."""
        if not self._past:
            return "", ""
        done = self._past[-1]
        library.put_back(done.before)
        self._future.append(self._past.pop())
        return done.words.undone, done.deeds[-1].key

    def redo(self, library: Library) -> str:
        """Do what was undone last once more: what to say of it, "" where there is nothing."""
        if not self._future:
            return ""
        done = self._future[-1]
        parts = [part for deed in done.deeds for part in deed.parts]
        _, before = library.change(parts, lambda inner: [deed.job(inner) for deed in done.deeds])
        done.before = list(before)
        self._past.append(self._future.pop())
        return done.words.redone

    def _forget(self) -> None:
        """Let go of the oldest deeds where there are too many; the last one always stays."""
        held = 0
        for number, done in enumerate(reversed(self._past)):
            held += done.size
            if number and (number >= MOST_DEEDS or held > MOST_BYTES):
                del self._past[: len(self._past) - number]
                return
