"""What kind of character each one is to a line, and between which kinds a line may end.

Most characters have a class of their own; some get theirs from their neighbours: a straight
quotation mark opens or closes by what stands beside it, 公里 after a number is its unit and
elsewhere a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import product

NEVER_FIRST = frozenset(
    # what closes
    "」』）》〉】〕〗〙〛］｝｠〞〟’”»›)]}"
    # stops and pauses
    "、。，．：；！？·・‼⁇⁈⁉｡､･,.;:!?"
    # dashes and dots, what prolongs and what repeats
    "—―…⋯‥ーｰ〜～ヽヾゝゞ々〻"
    # small kana
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
    # signs behind a number
    "%％‰℃℉°′″¢￠"
)
"""Characters that begin no line (after the W3C's CLREQ and JLREQ)."""

NEVER_LAST = frozenset("「『（《〈【〔〖〘〚［｛｟〝“‘„‚«‹([{¿¡$￥¥€£₩＄￡￦№")
"""Characters that end no line."""

# S  a space                       G  a space or sign that holds its two sides together
# I  an ideograph, kana, emoji     U  one that belongs to the number before it
# F  第 before a number            D  a digit
# O  an opening mark               Q  the same of Latin text, or a sign before a number
# C  a closing mark                c  the same of Latin text: holds on to a letter behind it
# J  a dash or dots: what stands before it holds on to it, and two are never torn apart
# L  a letter of words that hold together (Korean ones too)
# H  a hyphen   B  a hyphen inside a word: a line may end behind it   h  a slash
# q  a straight quotation mark, until it is known which way it faces
_LATIN_CLOSING = frozenset(")]}.,;:!?%»›°′″¢")
_DASHES = frozenset("—―…⋯‥")
_LATIN_OPENING = frozenset("([{¿¡«‹$€£№")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_IDEOGRAPHIC = (
    (0x2E80, 0x2FFF),
    (0x3003, 0x3007),
    (0x3012, 0x3013),
    (0x301C, 0x312F),
    (0x3190, 0xA4CF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF0F),
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF9F),
    (0x16FE0, 0x18CFF),
    (0x1AFF0, 0x1B2FF),
    (0x20000, 0x3FFFD),
)
"""Han, kana, bopomofo, Yi, Tangut and what is printed among them; all but Korean."""


def _class_of(c: str) -> str:
    code = ord(c)
    if c.isspace():
        return "S"
    if c in _DIGITS:
        return "D"
    if c in NEVER_FIRST:
        return "J" if c in _DASHES else "c" if c in _LATIN_CLOSING else "C"
    if c in NEVER_LAST:
        return "Q" if c in _LATIN_OPENING else "O"
    if c in "\"'":
        return "q"
    if c in "-\u2010\u2012\u2013":
        return "H"
    if c == "/":
        return "h"
    if any(first <= code <= last for first, last in _IDEOGRAPHIC):
        return "I"
    return "I" if code >= 0x2190 and unicodedata.category(c) == "So" else "L"


class _Table(dict[int, str]):
    """Character to class, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _class_of(chr(code))
        return found


_TABLE = _Table()

OPPORTUNITIES = frozenset(
    map(
        "".join,
        [
            *product("IU", "IFOQLD"),
            *product("CJ", "IFOQLD"),
            *product("cLD", "IFO"),
            *product("Hh", "IFO"),
            *product("B", "LIFO"),
            *product("S", "IFOQLDHhB"),
        ],
    )
)
"""Pairs of classes between which a line may end; all others hold together."""

_UNITS = (
    "平方公里|平方千米|平方米|立方米|千瓦时|摄氏度|人次|公里|公斤|公顷|公分|千米|千克|千瓦|厘米|毫米|微米|"
    "纳米|毫克|毫升|英里|英尺|英寸|海里|小时|分钟|美元|欧元|英镑|日元|港元|年代|世纪|个月|周年|周岁|光年|"
    "時間|か月|"
    "[年月日号号时分秒点个人名位元角米里克吨升度岁次家件条项种版页期届亩瓦倍层座台辆架艘枚颗只头匹株篇部"
    "本册张幅句字场轮局回天周季圈顿户所间套批円回目歳時組条頁個張條萬億]"
)
_QUANTITY = re.compile(f"(?<=[0-9０-９])[多余几]?[十百千万亿兆萬億]*[多余]?(?:{_UNITS})?")
_LATIN_UNIT = re.compile(
    r"(?<=[0-9]) (?=(?:[kcmnµMGT]?(?:m|g|l|W|Wh|Hz|B|V|A|Pa|eV)|km²|m²|m³|km/h|°C|°F|"
    r"[ap]\.?m|million|billion|trillion|percent)(?![A-Za-z0-9]))"
)
_BETWEEN_DIGITS = re.compile("(?<=[0-9０-９])[：．／—―–～〜·・](?=[0-9０-９])")
_POINT_FIRST = re.compile(r"(?<!\S)\.(?=\w)")
_INSIDE_WORD = re.compile("(?<=[A-Za-z\xc0-\u024f])[’'·](?=[A-Za-z\xc0-\u024f])")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")

_HYPHEN_IN_WORD = re.compile("(?<=LL)H(?=LL)")
_MINUS = re.compile("(?<=[IUCJ])H(?=D)")
_ORDINAL = re.compile("第(?=[0-9０-９])")
_SPACES_THAT_HOLD = re.compile("(?<=[OQ])S++|(?<!S)S++(?=[CcJ])")


def classes_of(text: str) -> str:
    """The class of every character of a text, one letter each."""
    classes = text.translate(_TABLE)
    if "D" in classes:
        classes = _numbers(text, classes)
    if "L" in classes and ("q" in classes or "C" in classes):
        classes = _marked(classes, _INSIDE_WORD.finditer(text), "L")
    if "q" in classes:
        classes = _quotes(classes)
    if "H" in classes:
        if "://" in text or "www." in text:
            # The hyphens of an address part no words.
            spans = [found.span() for found in _ADDRESS.finditer(text)]
            for start, end in spans:
                classes = classes[:start] + classes[start:end].replace("H", "L") + classes[end:]
        classes = _MINUS.sub("Q", _HYPHEN_IN_WORD.sub("B", classes))
    if "S" in classes:
        classes = _marked(classes, _POINT_FIRST.finditer(text), "L")
        classes = _SPACES_THAT_HOLD.sub(lambda found: "G" * len(found[0]), classes)
    return classes


def _numbers(text: str, classes: str) -> str:
    classes = _marked(classes, _QUANTITY.finditer(text), "U")
    classes = _marked(classes, _BETWEEN_DIGITS.finditer(text), "G")
    classes = _marked(classes, _LATIN_UNIT.finditer(text), "G")
    return _marked(classes, _ORDINAL.finditer(text), "F")


def _quotes(classes: str) -> str:
    """Straight quotation marks, turned by the space beside them, else by turns."""
    letters = list(classes)
    is_open = False
    for at, letter in enumerate(letters):
        if letter != "q":
            continue
        before = letters[at - 1] if at else "S"
        after = letters[at + 1] if at + 1 < len(letters) else "S"
        if before in "SGOQ" and after not in "SG":
            is_open = True
        elif after in "SGCcJ":
            is_open = False
        else:
            is_open = not is_open
        letters[at] = "Q" if is_open else "c"
    return "".join(letters)


def _marked(classes: str, stretches: Iterable[re.Match[str]], letter: str) -> str:
    """The classes with what was found made one letter."""
    pieces: list[str] = []
    done = 0
    for found in stretches:
        start, end = found.span()
        if end > start:
            pieces += (classes[done:start], letter * (end - start))
            done = end
    return "".join(pieces) + classes[done:] if done else classes
