"""Lines that stand with a story and are not of it, told by their own words.

Four kinds: lines that open a list of other things (*closing*), lines that lead away from the story
wherever they stand (*aside*), lines that can only stand behind it (*ending*: the responsible
editor, a licence, an invitation to follow), and what a site tells its readers about itself
(*notice*). A line is looked up by its first letters, so a page's thousand lines cost next to
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.parse.phrases import ASIDE, CLOSING, ENDING, ENDING_WITHIN, NOTICE

_AROUND = " \t:：…»«›>→←.!·•|｜-–—*【】[]()（）〔〕「」▶►☞◆■●"
_NUMBERS = re.compile(r"\d[\d\s:/.,%+-]{0,15}|\(\d+\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)


class Phrases:
    """A set of phrases, some of which a line may go on from."""

    def __init__(self, tables: Iterable[str], longest: int) -> None:
        self._longest = longest
        self._whole: set[str] = set()
        self._begun: dict[str, list[str]] = {}
        for table in tables:
            for line in table.splitlines():
                for phrase in line.split(" | "):
                    self._add(phrase.strip().removeprefix("| ").removesuffix(" |"))

    def _add(self, phrase: str) -> None:
        if phrase.endswith("*") and len(phrase) > 1:
            begun = phrase[:-1].casefold()
            self._whole.add(begun.strip(_AROUND))
            self._begun.setdefault(begun[:2], []).append(begun)
        elif phrase:
            self._whole.add(phrase.casefold().strip(_AROUND))

    def has(self, text: str) -> bool:
        """Whether the line is one of the phrases, or begins with one that goes on."""
        if len(text) > self._longest:
            return False
        line = text.casefold().lstrip(_AROUND)
        if line.rstrip(_AROUND) in self._whole:
            return bool(line)
        for begun in self._begun.get(line[:2], ()):
            if line.startswith(begun) and not _goes_on_as_a_word(line, begun):
                return True
        return False


def _goes_on_as_a_word(line: str, begun: str) -> bool:
    """Whether the phrase is only the beginning of a longer word: `more in` of `more insight`."""
    after = line[len(begun) : len(begun) + 1]
    return begun[-1:].isalpha() and after.isalpha() and after < "\u2e80"


_CLOSING = Phrases(CLOSING.values(), 80)
_ASIDE = Phrases(ASIDE.values(), 200)
_ENDING = Phrases(ENDING.values(), 420)


def is_closing(text: str) -> bool:
    """Whether a line opens a list of other things: `Related stories`, 相关阅读."""
    return _CLOSING.has(text)


def is_aside(text: str) -> bool:
    """Whether a line leads away from a story from the middle of it: a button, a `Read also: …`."""
    return (
        _ASIDE.has(text)
        or (text[:1].isdecimal() and _NUMBERS.fullmatch(text) is not None)
        or _ADDRESS.fullmatch(text) is not None
    )


def is_ending(text: str) -> bool:
    """Whether a line is about the story, its rights or its makers, and stands behind it."""
    if _ENDING.has(text) or (len(text) < 60 and "@" in text):
        return True
    return len(text) <= 420 and any(word in text.casefold() for word in ENDING_WITHIN)


def notices_in(text: str) -> int:
    """How many of the words of such notices a line has."""
    line = text.casefold()
    return sum(word in line for word in NOTICE)


def is_notice(text: str) -> bool:
    """Whether a line speaks of the site and its readers: consent, subscriptions, rights."""
    line = text.casefold()
    # A bare loop: every line of running text is asked for every word.
    for word in NOTICE:  # noqa: SIM110
        if word in line:
            return True
    return False
