"""Where a Latin word may be parted: pyphen's patterns, and what a newspaper adds to them.

No word of fewer than five letters is parted, and none so that fewer than two letters stay or fewer
than three go down. Names in capitals and words with capitals inside are left whole.
"""

from __future__ import annotations

from functools import lru_cache

_SHORTEST = 5
_STAY, _GO = 2, 3
_PATTERNS: dict[str, str] = dict.fromkeys(("en", "zh", "ja", "ko"), "en_US")
"""Patterns that a language's own name does not lead to; the last three are those of the Latin words
in the text of a language without them."""


def load(language: str) -> None:
    """Read the patterns of a language, for whoever cannot wait for them later."""
    parts_of("newspapers", language)


def make_ready(language: str) -> None:
    """Read a language's patterns, which takes a tenth of a second, before a word needs them."""
    parts_of("newspaper", language)


@lru_cache(maxsize=8192)
def parts_of(word: str, language: str) -> tuple[int, ...]:
    """After how many letters the word may be parted, ascending; () where the language is unknown
    or has no patterns.
    """
    if len(word) < _SHORTEST or not language or not word[1:].islower():
        return ()
    import pyphen

    main = language.split("-")[0].lower()
    name = language if main == "en" and "-" in language else _PATTERNS.get(main, language)
    found = pyphen.language_fallback(name)
    if found is None:
        return ()
    # A place where the spelling changes with the hyphen carries it as data and is left out: the
    # text is never changed.
    places = pyphen.Pyphen(lang=found, left=_STAY, right=_GO).positions(word)
    return tuple(
        int(at)
        for at in places
        if _STAY <= at <= len(word) - _GO and getattr(at, "data", None) is None
    )
