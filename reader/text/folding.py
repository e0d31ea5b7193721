"""Finding words as a person means them: case, width, accents, the shape of quotes and whether
Chinese is simplified or traditional don't count.

A text is folded character by character, so that what is found in the folded text is known in the
text itself: `ＡＩ` and `Ai` are found by "ai", `café` by "cafe", curly quotes by straight ones.
What is found begins and ends where a character does: a Korean syllable or a voiced kana is never
found by a part of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import repeat

from reader.text.scripts import simplified_forms

_LIKE = {
    **dict.fromkeys("‘’‚‛′＇", "'"),
    **dict.fromkeys("“”„‟″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_GONE = ("Cf", "Cc", "Cs")
_UNFINISHED = "(?![\u1160-\u11ff\u3099\u309a])"
"""Vowels and endings of Korean syllables, and the marks of voiced kana: what is followed by one of
them is only the beginning of another character."""


def _folded_character(code: int) -> str:
    character = chr(code)
    if character.isspace():
        return " "
    pieces: list[str] = []
    simplified = simplified_forms()
    # What a letter is made of may have a case again: of 𝕬 it is A.
    apart = unicodedata.normalize("NFKD", _LIKE.get(character, character).casefold())
    for one in unicodedata.normalize("NFKD", apart.casefold()):
        category = unicodedata.category(one)
        if category in _GONE or 0x300 <= ord(one) <= 0x36F:
            continue
        one = _LIKE.get(one, one)
        pieces.append(simplified.get(one, one))
    return "".join(pieces)


class _Folds(dict[int, str]):
    """Code point → what it counts as; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded_character(code)
        return folded


class _Lengths(dict[int, str]):
    """Code point → a character whose number is how many that one folds to."""

    def __missing__(self, code: int) -> str:
        self[code] = length = chr(len(_FOLDS[code]))
        return length


_FOLDS = _Folds()
_SHORT = 64
"""Characters of a text that is sooner folded one by one."""
_FREQUENT = tuple((sign, _folded_character(ord(sign))) for sign in "，“”：；（）？！")


@cache
def _changing() -> re.Pattern[str]:
    """The characters that folding may change: not those of which most Chinese text is made, and
    which it takes longer to look up than to pass over."""
    traditional = "".join(sign for sign in simplified_forms() if sign <= "\uffff")
    return re.compile(
        "[A-Z\x00-\x1f\x7f-\u2fff\u3000\u3003-\u3007\u3012-\u33ff\ua000-\uffff"
        rf"\U00010000-\U0010ffff{traditional}]"
    )


def _fold_of(found: re.Match[str]) -> str:
    return _FOLDS[ord(found[0])]


_LENGTHS = _Lengths()
_ONE_EACH = re.compile("\x01*")


def fold(text: str) -> str:
    """The text as it is compared with what was typed."""
    if text.isascii() and text.isprintable():
        return text.lower()
    if len(text) <= _SHORT:
        return text.translate(_FOLDS)
    for sign, folded_sign in _FREQUENT:
        text = text.replace(sign, folded_sign)
    return _changing().sub(_fold_of, text)


def folded(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the offset in `text` of the one it came
    from."""
    if text.isascii() and text.isprintable():
        return text.lower(), range(len(text))
    lengths = text.translate(_LENGTHS)
    if _ONE_EACH.fullmatch(lengths):
        return text.translate(_FOLDS), range(len(text))
    offsets = [at for at, length in enumerate(lengths) for _ in repeat(None, ord(length))]
    return text.translate(_FOLDS), offsets


def words_of(query: str) -> tuple[str, ...]:
    """The folded words of what was typed; () where nothing was."""
    return tuple(fold(query).split())


def has_words(words: Sequence[str], folded_text: str) -> bool:
    """Whether each of the folded words occurs in a folded text, in whatever order."""
    return all(
        word in folded_text
        and (not _may_go_on(word) or _pattern_of(word).search(folded_text) is not None)
        for word in words
    )


def _may_go_on(word: str) -> bool:
    """Whether its last character may be only the beginning of one: of a syllable, of a voiced
    kana."""
    return "\u1100" <= word[-1] <= "\u11ff" or "\u3040" <= word[-1] <= "\u30ff"


def spans_of(query: str, text: str) -> list[tuple[int, int]]:
    """Where `query` occurs in `text`: first character and one past the last, in the text's own
    offsets, one after the other and never overlapping; [] for a query of nothing but spaces."""
    needle = fold(query).strip(" ")
    return list(_spans(needle, *folded(text), text)) if needle else []


def spans_of_words(words: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Where any of the folded words occurs in `text`; those that overlap or touch are one."""
    if not words:
        return []
    found = folded(text)
    spans = sorted(span for word in words for span in _spans(word, *found, text))
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@lru_cache(maxsize=64)
def _pattern_of(needle: str) -> re.Pattern[str]:
    # However many spaces part two words in print.
    return re.compile(" +".join(map(re.escape, needle.split())) + _UNFINISHED)


def _spans(
    needle: str, haystack: str, offsets: Sequence[int], text: str
) -> Iterator[tuple[int, int]]:
    done = 0
    for found in _pattern_of(needle).finditer(haystack):
        start, end = offsets[found.start()], offsets[found.end() - 1] + 1
        if start < done:
            continue
        # What folds to nothing belongs to the character before it: an accent, a soft hyphen.
        while end < len(text) and not _FOLDS[ord(text[end])]:
            end += 1
        yield start, end
        done = end
