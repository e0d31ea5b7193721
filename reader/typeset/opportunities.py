"""Between which characters a line may end.

Unicode's own algorithm (UAX #14, as ICU has it, with its strict rules for Chinese and Japanese)
says where words end, and knows scripts that need a dictionary for it. What a newspaper wants
besides is said here. Most of it takes places away: the W3C's lists for Chinese and Japanese print
of what begins no line and what ends none; and that a number keeps its unit, its sign and its 第,
an address its parts and a Korean word its syllables. Two things are added that Unicode has no way
to know: which way a straight quotation mark faces, and that the dash before a number is its sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from icu4py.breakers import LineBreaker

NEVER_FIRST = frozenset(
    # what closes
    "」』）》〉】〕〗〙〛］｝｠〞〟’”»›)]}"
    # stops and pauses
    "、。，．：；！？·・／‼⁇⁈⁉｡､･,.;:!?"
    # dashes and dots, what prolongs and what repeats
    "—―–‐゠⸺…⋯‥ーｰ〜～ヽヾゝゞ々〻"
    # small kana
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
    # signs behind a number
    "%％‰℃℉°′″¢￠"
)
"""Characters that begin no line (after the W3C's CLREQ and JLREQ)."""

NEVER_LAST = frozenset("「『（《〈【〔〖〘〚［｛｟〝“‘„‚«‹([{¿¡$￥¥€£₩＄￡￦№")
"""Characters that end no line."""

_LOCALE = "zh-u-lb-strict"
_PHRASE_LOCALE = {"ko": "ko-u-lw-phrase"}
_OTHER_PHRASES = "ja-u-lw-phrase"
"""ICU looks for phrases under these two names only; its dictionary holds Chinese words as well."""
_HAN_OR_MARK = "[\u2e80-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003fffd”’…—]"
_UNITS = (
    "平方公里|平方千米|平方米|立方米|千瓦时|摄氏度|人次|公里|公斤|公顷|公分|千米|千克|千瓦|厘米|毫米|微米|"
    "纳米|毫克|毫升|英里|英尺|英寸|海里|小时|分钟|美元|欧元|英镑|日元|港元|年代|世纪|个月|周年|周岁|光年|"
    "時間|か月|"
    "[年月日号號时分秒点个人名位元角米里克吨升度岁次家件条项种版页期届亩瓦倍层座台辆架艘枚颗只头匹株篇部"
    "本册张幅句字场轮局回天周季圈顿户所间套批円回目歳時組条頁個張條萬億]"
)
# Each begins with characters and not with a look back, which makes them several times as quick.
_DIGIT = "[0-9０-９]"
_LETTER = "[A-Za-z0-9\xc0-\u024f]"
_QUANTITY = re.compile(f"{_DIGIT}[多余几]?[十百千万亿兆萬億]*[多余]?(?:{_UNITS})?")
"""A number, what is counted by it and what it is counted in: no line begins in the middle."""
_BETWEEN_DIGITS = re.compile(f"{_DIGIT}[：．／—―–～〜·・](?={_DIGIT})")
_BETWEEN_LETTERS = re.compile(f"{_LETTER}[’'·/](?={_LETTER})")
"""A sign that holds its two sides together, and the character before it."""
_ORDINAL = re.compile(f"第(?={_DIGIT})")
_LATIN_UNIT = re.compile(
    "[0-9] (?=(?:[kcmnµMGT]?(?:m|g|l|W|Wh|Hz|B|V|A|Pa|eV)|km²|m²|m³|km/h|°C|°F|"
    r"[ap]\.?m|million|billion|trillion|percent)(?![A-Za-z0-9]))"
)
_KOREAN = re.compile(
    "[\uac00-\ud7a3](?=[\uac00-\ud7a3A-Za-z0-9“‘「『《〈(])|[A-Za-z0-9\xc0-\u036f”’」』》〉)·](?=[\uac00-\ud7a3])"
)
"""No line ends behind one of these three. Korean parts its words by spaces, and a word goes on
behind the marks in it."""
_HYPHEN = re.compile("-")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_MINUS = re.compile(f"(?<={_HAN_OR_MARK})-(?=[0-9])")
_FIRST = re.compile(f"[{re.escape(''.join(NEVER_FIRST))}]")
_LAST = re.compile(rf"[{re.escape(''.join(NEVER_LAST))}]\s*")
_POINT_FIRST = re.compile(r"(?<=\s)\.(?=\w)")
_QUOTE = re.compile("[\"']")
_WIDE = re.compile(_HAN_OR_MARK)


def opportunities(text: str) -> list[int]:
    """The places where a new line may begin, ascending; spaces stand before them."""
    may = _by_unicode(text)
    never = _held(text)
    added: set[int] = set()
    if '"' in text or "'" in text:
        opens, closes = _quotes(text)
        never |= {at + 1 for at in opens} | set(closes)
        added |= {at for at in opens if at and _WIDE.match(text, at - 1)}
        added |= {at + 1 for at in closes if _WIDE.match(text, at + 1)}
    if "-" in text:
        added |= {found.start() for found in _MINUS.finditer(text)}
    if added:
        never -= added
        may = sorted({*may, *(at for at in added if 0 < at < len(text))})
    never.update([found.start() for found in _FIRST.finditer(text)])
    never.update([found.end() for found in _LAST.finditer(text)])
    if "." in text:
        never.difference_update([found.start() for found in _POINT_FIRST.finditer(text)])
    return [at for at in may if at not in never]


def phrases(text: str, places: Iterable[int], language: str) -> list[int]:
    """Those of the `opportunities` of a text that stand between two phrases."""
    locale = _PHRASE_LOCALE.get(language.split("-")[0].lower(), _OTHER_PHRASES)
    between = set(_by_unicode(text, locale))
    return [at for at in places if at in between or text[at - 1] in NEVER_FIRST]


def _by_unicode(text: str, locale: str = _LOCALE) -> list[int]:
    """ICU's places for a line's beginning."""
    ends = [end for _, end in LineBreaker(text, locale).segments()]
    if text and max(text) > "\uffff":
        # It counts in UTF-16, where what lies beyond the first plane is two.
        at, place_of = 0, {}
        for n, c in enumerate(text):
            place_of[at] = n
            at += 2 if c > "\uffff" else 1
        ends = [place_of[end] for end in ends if end in place_of]
    elif ends:
        ends.pop()
    return ends


def _held(text: str) -> set[int]:
    """Places where no line begins because of what stands around them."""
    never: set[int] = set()
    for found in _QUANTITY.finditer(text):
        if found.end() - found.start() > 1:
            never.update(range(found.start() + 1, found.end()))
    for pattern in (_BETWEEN_DIGITS, _BETWEEN_LETTERS):
        for found in pattern.finditer(text):
            never.update((found.end() - 1, found.end()))
    for pattern in (_ORDINAL, _LATIN_UNIT, _KOREAN):
        never.update([found.end() for found in pattern.finditer(text)])
    for found in _HYPHEN.finditer(text):
        if not _parts_words(text, found.start()):
            never.update(found.span())
    if "://" in text or "www." in text:
        for found in _ADDRESS.finditer(text):
            never.update(range(found.start() + 1, found.end()))
    return never


def _parts_words(text: str, at: int) -> bool:
    """Whether the hyphen at `at` stands between two words of two letters at least."""
    return text[max(0, at - 2) : at].isalpha() and text[at + 1 : at + 3].isalpha()


def _quotes(text: str) -> tuple[list[int], list[int]]:
    """Straight quotation marks that open and that close, told by the space beside them, else by
    turns.
    """
    opens: list[int] = []
    closes: list[int] = []
    is_open = False
    for found in _QUOTE.finditer(text):
        at = found.start()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if found[0] == "'" and before.isalnum() and after.isalnum() and not _WIDE.match(before):
            continue
        if (before.isspace() or before in NEVER_LAST) and not after.isspace():
            is_open = True
        elif after.isspace() or after in NEVER_FIRST:
            is_open = False
        else:
            is_open = not is_open
        (opens if is_open else closes).append(at)
    return opens, closes
