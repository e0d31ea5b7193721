"""Which language a text is in, as far as its script tells."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.model import Block, text_of

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_KANA = re.compile("[\u3040-\u30ff]+")
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_LATIN = re.compile("[A-Za-z]+")
_SAMPLE = 300
"""Characters that are looked at: a story does not change its script later on."""


def language_of(headline: str, blocks: Iterable[Block] = (), declared: str = "") -> str:
    """`zh`, `ja`, `ko` or `en` by script; "" where there are no letters."""
    sample = headline
    for block in blocks:
        if len(sample) > _SAMPLE:
            break
        sample += text_of(block)[:_SAMPLE]
    han = _count(_HAN, sample)
    if 2 * han > len(sample) and not _KANA.search(sample) and not _HANGUL.search(sample):
        return "zh"
    kana = _count(_KANA, sample)
    hangul, latin = _count(_HANGUL, sample), _count(_LATIN, sample)
    if hangul > max(han, latin / 4):
        return "ko"
    if kana > (han + kana) / 5 and kana + han > latin / 4:
        return "ja"
    if han > latin / 4:
        return "zh"
    return "en" if latin else ""


def _count(letters: re.Pattern[str], sample: str) -> int:
    """How many letters of a script a sample has; by runs, which are far fewer."""
    return sum(map(len, letters.findall(sample)))
