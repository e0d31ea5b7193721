"""What kind of character each one is to a line, and between which kinds a line may end.

Most characters have a class of their own; some get theirs from their neighbours: a quotation
mark opens or closes by what stands beside it, `公里` after a number is its unit and after a word
is a word.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from reader.text.cells import cell_of

NEVER_FIRST = frozenset(
    # what closes
    "」』）》〉】〕〗〙〛］｝｠〞〟’”»›)]}"
    # stops and pauses
    "、。，．：；！？·・‼⁇⁈⁉｡､･,.;:!?"
    # dashes, dots and what prolongs or repeats
    "—―…⋯‥ーｰ〜～ヽヾゝゞ々〻"
    # small kana
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    # signs after a number
    "%％‰℃℉°′″¢￠"
)
"""Characters that begin no line, as the W3C's CLREQ and JLREQ have them."""

NEVER_LAST = frozenset("「『（《〈【〔〖〘〚［｛｟〝“‘«‹([{¿¡$￥¥€£₩＄￡￦№#＃@")
"""Characters that end no line."""

# The classes:
#   S space            G space or sign that holds its two sides together
#   I ideograph, kana, emoji: a line may break on either side
#   F an ideograph that holds on to a number behind it (第)
#   U ideograph that belongs to the number before it: no break before, one behind
#   O opening mark     Q the same, of Latin text
#   C closing mark, with ideographs behind it as with any other character
#   c the same of Latin text: only ideographs are parted from it
#   J dash or dots: none begins a line, two are never torn apart
#   L letter of words that hold together     D digit
#   H hyphen, slash    B hyphen between two parts of a word: a break behind it
_LATIN_CLOSING = frozenset(")]}.,;:!?%’»›°′″")
_DASHES = frozenset("—―…⋯‥")
_LATIN_OPENING = frozenset("([{¿¡«‹$€£#@")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_HYPHENS = frozenset("-/\u2010\u2013\u2012")
_IDEOGRAPHIC = tuple(
    (int(first, 16), int(last, 16))
    for first, last in (
        pair.split("-")
        for pair in (
            "2e80-2fff 3005-3007 3012-3013 3020-312f 3190-a4cf f900-faff fe30-fe4f "
            "ff01-ff0f ff1a-ff20 ff3b-ff40 ff5b-ff9f 16fe0-18cff 1aff0-1b2ff 20000-3fffd"
        ).split()
    )
)

_QUANTITY = re.compile(
    "(?<=[0-9０-９%％])[多余几]?[十百千万亿兆]*[多余]?"
    "(?:平方公里|平方千米|平方米|立方米|千瓦时|摄氏度|人次|公里|公斤|公顷|公分|千米|千克|千瓦|厘米|毫米|微米|"
    "纳米|毫克|毫升|英里|英尺|英寸|小时|分钟|美元|欧元|英镑|日元|港元|澳元|卢布|年代|年间|世纪|个月|周年|"
    "周岁|光年|海里|节课|"
    "[年月日号时分秒点个人名位元亿万千百十米里克吨升度岁次家件条项种版页期届亩瓦倍层座台辆"
    "架艘枚颗只头匹株篇部本册张幅句字场届轮局回天周季分秒角圈顿户所间套批組组年円回目名歳時間分秒台本枚"
    "개명년월일시분초원호])?"
)
_LATIN_UNIT = re.compile(
    r"(?<=[0-9]) (?=(?:[kcmµnMGT]?(?:m|g|l|L|W|Wh|Hz|B|b|V|A|Pa|eV)|km²|m²|m³|°C|°F|%|"
    r"a\.m|p\.m|am|pm|million|billion|trillion|percent|per cent)\b)"
)
_BETWEEN_DIGITS = re.compile("(?<=[0-9０-９])[：．／，—―～〜–·・](?=[0-9０-９])")
_ORDINAL = re.compile("第(?=[0-9０-９])")
_LEADING_POINT = re.compile(r"(?<![^\s])\.(?=\w)")
_QUOTE = re.compile("[\"'“”‘’]")

_HYPHEN_IN_WORD = re.compile("(?<=LL)H(?=LL)")
_SPACES_THAT_HOLD = re.compile("(?<=[OQ])S+|S+(?=[CcJU])")

OPPORTUNITIES = frozenset(
    [
        *map("".join, product("IFU", "IFOQLD")),
        *map("".join, product("CJ", "IFOQLDH")),
        *map("".join, product("cLD", "IFO")),
        *map("".join, product("H", "IFO")),
        *map("".join, product("B", "LIFO")),
        *map("".join, product("S", "IFOQLDHB")),
    ]
)
"""Pairs of classes between which a line may end."""


def classes_of(text: str) -> str:
    """The class of every character of a text, one letter each."""
    classes = text.translate(_TABLE)
    if "O" in classes or '"' in classes or "'" in classes or "c" in classes or "C" in classes:
        classes = _quotes(text, classes)
    if "D" in classes:
        classes = _numbers(text, classes)
    if "H" in classes:
        classes = _HYPHEN_IN_WORD.sub("B", classes)
    if "S" in classes:
        if "." in text:
            classes = _marked(classes, _LEADING_POINT.finditer(text), "L")
        classes = _SPACES_THAT_HOLD.sub(lambda found: "G" * len(found[0]), classes)
    return classes


def _numbers(text: str, classes: str) -> str:
    units = (found for found in _QUANTITY.finditer(text) if found[0])
    classes = _marked(classes, units, "U")
    classes = _marked(classes, _BETWEEN_DIGITS.finditer(text), "G")
    classes = _marked(classes, _LATIN_UNIT.finditer(text), "G")
    if "第" in text:
        # 第 and a number hold together; what stands before 第 does not matter to it.
        classes = _marked(classes, _ORDINAL.finditer(text), "P")
    return classes


def _marked(classes: str, found: object, letter: str) -> str:
    raise NotImplementedError
