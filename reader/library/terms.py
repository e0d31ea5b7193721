"""What of a text is found, and by which marks in the index.

A text is compared folded (see `text.folding`). In the folded text *signs* are told from *letters*:
signs are written without spaces between words, as Chinese and Japanese are, and any run of them is
found wherever it stands; letters make words, which are found by how they begin, or whole where they
were asked for in quotation marks.

The index holds for every text its distinct marks: of a run of signs every two that stand together
and its last one alone (so that one sign is found as the beginning of a mark), of letters whole
words. What bears its marks may still be something else, so each text is looked at before it counts.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from operator import add

from reader.model import Article, Image, text_of
from reader.text.folding import fold, folded
from reader.text.scripts import simplified_forms

_SIGNS = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u302f"
    "\u3031-\u3035\u3040-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b2ff\U00020000-\U0003fffd"
)
_LETTER = rf"[^\W_{_SIGNS}]"
_RUNS = re.compile(f"([{_SIGNS}]+)|({_LETTER}+)")
_NO_SIGNS = re.compile(f"[^{_SIGNS}]+")
_WORDS = re.compile(f"{_LETTER}+")
_A_FIRST = re.compile("   . ")
"""In a row of pairs: a space and the sign after it, which is no pair."""
_UNFINISHED = "(?![\u1160-\u11ff\u3099\u309a])"
"""Marks of voiced kana, and what goes on with a Korean syllable: before them none ends."""
_LONGEST_WORD = 40
IN_HEADLINE = "\ue000"
"""Begins the marks of headlines, which are indexed as text and once more as headline. It is neither
letter nor sign, so that no text has it in a mark."""
BETWEEN = "\0"
"""Parts what stands in one article and is found apart; folding leaves none in a text."""


def fields_of(article: Article) -> Iterator[str]:
    """What of an article is found: its headline first, then all else that it says."""
    yield article.headline
    yield article.kicker
    yield article.deck
    yield article.byline
    yield article.dateline
    for block in article.blocks:
        if isinstance(block, Image):
            yield block.caption
            yield block.credit
        else:
            yield text_of(block)


def searched(article: Article) -> str:
    """All that is found of an article, folded; its headline before the first `BETWEEN`."""
    return BETWEEN.join(map(fold, fields_of(article)))


def marks_of(text: str) -> str:
    """The marks of a folded text, a space between them; those of signs as often as they occur."""
    words = {word[:_LONGEST_WORD] for word in _WORDS.findall(text)}
    return f"{_pairs(_NO_SIGNS.sub(' ', text))} {' '.join(words)}"


def _pairs(text: str) -> str:
    """Every two signs that stand together, and the last of each run.

    The pairs of a whole text are made by laying it beside itself, shifted by one: this is done for
    every text there is, and taking it apart sign by sign takes five times as long.
    """
    signs = array("I")
    signs.frombytes(f"{text} ".encode("utf-32-le"))
    pairs = array("I")
    pairs.frombytes(b" \0\0\0" * (3 * len(signs)))
    pairs[::3] = signs
    pairs[1:-3:3] = signs[1:]
    return _A_FIRST.sub(" ", "  " + pairs.tobytes().decode("utf-32-le"))


def marks_of_clump(texts: Sequence[str]) -> str:
    """The marks of what several articles are found by."""
    headlines = marks_of(BETWEEN.join(text.partition(BETWEEN)[0] for text in texts))
    in_headlines = " ".join(IN_HEADLINE + mark for mark in headlines.split())
    return f"{marks_of(BETWEEN.join(texts))} {in_headlines}"


# -- looking into packed texts ---------------------------------------------------


_HAN = re.compile("[\u3400-\u9fff]+")
QUICK_CHARSET = "gbk"
"""In which a text can be looked through without being decoded. It has no character that folds to
nothing, but for controls."""


@cache
def _forms() -> dict[str, list[bytes]]:
    """Chinese character → the GBK of every character that folds to it, or to a text with it."""
    forms: dict[str, list[bytes]] = {}
    squared = map(chr, (*range(0x2E80, 0x2FE0), *range(0x3200, 0x3400), *range(0xF900, 0xFB00)))
    for sign in (*simplified_forms(), *squared):
        with suppress(UnicodeEncodeError):
            encoded = sign.encode(QUICK_CHARSET)
            for one in fold(sign):
                forms.setdefault(one, []).append(encoded)
    return forms


def packed_pattern(terms: Sequence[Term]) -> re.Pattern[bytes] | None:
    """What an encoded text that has one of the terms matches, and perhaps one that has none: a
    character may seem to begin in the middle of another. None where that cannot be told without
    decoding: but for Chinese characters there are too many ways to write what is looked for."""
    patterns = []
    for term in terms:
        need = max(term.needs, key=len, default="")
        if not _HAN.fullmatch(need):
            return None
        signs = []
        for sign in need:
            ways = list(_forms().get(sign, ()))
            with suppress(UnicodeEncodeError):
                ways.append(sign.encode(QUICK_CHARSET))
            if not ways:
                break
            one = b"|".join(map(re.escape, ways))
            signs.append(one if len(ways) == 1 else b"(?:" + one + b")")
        else:
            patterns.append(b"".join(signs))
    return re.compile(b"|".join(patterns) or b"(?!)", re.DOTALL)


# -- what is looked for ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase that is looked for."""

    words: str
    """Folded, and not only spaces."""
    is_whole: bool = False
    """Whether it was asked for in quotation marks: then it ends where a word ends."""
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    needs: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """What a folded text has to contain, however it is written around."""

    def __post_init__(self) -> None:
        parts = self.words.split()
        starts = rf"(?<!{_LETTER})" if re.match(_LETTER, parts[0]) else ""
        ends = rf"(?!{_LETTER})" if self.is_whole and re.match(_LETTER, parts[-1][-1]) else ""
        # However many spaces part two words in print.
        between = " +".join(map(re.escape, parts))
        object.__setattr__(self, "pattern", re.compile(starts + between + ends + _UNFINISHED))
        needs = tuple(one for one in re.split(r'[\s"\\]+', self.words) if one)
        object.__setattr__(self, "needs", needs)

    @property
    def marks(self) -> tuple[tuple[str, bool], ...]:
        """The marks of every text that has it, and of each whether it is only a beginning; () for
        what no index knows: punctuation."""
        marks: dict[tuple[str, bool], None] = {}
        for found in _RUNS.finditer(self.words):
            signs, word = found.groups()
            if signs is not None and len(signs) > 1:
                marks.update(dict.fromkeys((pair, False) for pair in map(add, signs, signs[1:])))
            elif signs is not None:
                marks[signs, True] = None
            else:
                is_open = found.end() == len(self.words) and not self.is_whole
                marks[word[:_LONGEST_WORD], is_open and len(word) <= _LONGEST_WORD] = None
        return tuple(marks)

    def is_in(self, text: str) -> bool:
        """Whether a folded text has it."""
        return self.words[:1] in text and self.pattern.search(text) is not None

    def times_in(self, text: str, most: int) -> int:
        """How often a folded text has it, counting no further than `most`."""
        times = 0
        for _ in self.pattern.finditer(text):
            times += 1
            if times >= most:
                break
        return times


def spans_of_terms(terms: Iterable[Term], text: str) -> list[tuple[int, int]]:
    """Where a text that is not folded has any of the terms; those that overlap or touch are one."""
    terms = tuple(terms)
    plain = fold(text)
    if not any(term.is_in(plain) for term in terms):
        return []
    haystack, offsets = folded(text)
    spans = sorted(
        (offsets[found.start()], offsets[found.end() - 1] + 1)
        for term in terms
        for found in term.pattern.finditer(haystack)
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        # What folds to nothing belongs to the character before it: an accent, a soft hyphen.
        while end < len(text) and not fold(text[end]):
            end += 1
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
