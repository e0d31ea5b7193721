"""What a page is called in a list of pages: `第01版：要闻`, `(GA01) 封面`, `01 - 封面`."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.parse.printed import section_name

_FULL_WIDTH = str.maketrans("０１２３４５６７８９（）【】－", "0123456789()[]-")
_NUMBER = r"(?P<number>[A-Za-z]{0,5}\s?[0-9]{1,4}|[一二三四五六七八九十]{1,3})"
_LABEL = re.compile(
    rf"(?P<open>[\[(【（]\s*)?(?P<first>第\s*)?{_NUMBER}(?P<space>\s*)(?P<sheet>版面?)?\s*(?P<close>[\])】）])?"
    r"(?P<gap>\s*(?:[:：.、·|—–-]+\s*)?)(?P<name>.*)",
    re.DOTALL,
)
_WAYS = re.compile(
    r"[\s<>«»‹›◀▶←→|\[\]()]*(?:(?:上|下|前|后|後|首|末)\s*一?\s*(?:版|页|頁|期|篇)|返\s*回"
    r"|目\s*[录錄]|首\s*页|PDF|下[载載]|关闭|打印|更多).*"
    r"|\W*|(?:prev(?:ious)?|next|index|home)(?: page)?\W*",
    re.IGNORECASE | re.DOTALL,
)
_DOWNLOAD = re.compile(r"\W*(?:PDF)?\s*版?\s*(?:下[载載])?\W*", re.IGNORECASE)
_NEXT = re.compile(r"下\s*一?\s*(?:版|页|頁)|后一版|next page", re.IGNORECASE)
_BEFORE = re.compile(r"上\s*一?\s*(?:版|页|頁)|前一版|previous page", re.IGNORECASE)
_MAY_LEAD = re.compile("[上下前后NnPp]")
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_LONGEST = 80
_LONGEST_WAY = 20
"""Characters of the words on a button, with its arrows."""


@lru_cache(maxsize=1024)
def label_of(text: str, *, is_strict: bool = False) -> tuple[str, str]:
    """Number and name in a page's label; ("", "") for words that lead to a page without naming
    it, such as 下一版.

    A strict reading wants what only a label has: 版, brackets or a colon beside the number. Every
    page of an issue lists the same pages, so that what was read once is remembered.
    """
    words = text.translate(_FULL_WIDTH).strip()
    if not words or len(words) > _LONGEST or way_of(words):
        return "", ""
    found = _LABEL.fullmatch(words)
    if found and _is_label(found, is_strict):
        number = _plain_number(found["number"])
        name = section_name(found["name"])
        return number, "" if _DOWNLOAD.fullmatch(name) else name
    if is_strict or _WAYS.fullmatch(words):
        return "", ""
    return "", section_name(words)


def _is_label(found: re.Match[str], is_strict: bool) -> bool:
    number, name, gap = found["number"], found["name"], found["gap"]
    if not number[-1].isdigit():
        return bool(found["first"] and found["sheet"])
    if found["sheet"]:
        return len(number) <= 6
    if found["open"] and found["close"]:
        return True
    if not name:
        return not is_strict
    if gap.strip():
        # 12.5 and 10-fold are no pages.
        return gap.strip()[0] in ":：" or gap.endswith(" ") or not name[0].isdigit()
    # `A01 头版`: the number stands apart and looks like a page's.
    return not is_strict and bool(found["space"]) and (number[0].isalpha() or number[0] == "0")


def _plain_number(number: str) -> str:
    number = number.replace(" ", "").upper()
    if number[-1].isdigit():
        return number
    tens, ten, ones = number.partition("十")
    if not ten:
        return "".join(str(_DIGITS[c]) for c in number)
    return str(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0))


def way_of(text: str) -> int:
    """1 where a link leads to the next page, -1 to the one before, else 0."""
    if len(text) > _LONGEST_WAY or not _MAY_LEAD.search(text):
        return 0
    if _NEXT.search(text):
        return 1
    return -1 if _BEFORE.search(text) else 0


def plain_number(number: str) -> str:
    """A page's number without the zeros that fill it up, for comparing."""
    letters = number.rstrip("0123456789").upper()
    digits = number[len(letters) :]
    return letters.strip() + (str(int(digits)) if digits else "")
