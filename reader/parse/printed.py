"""Dates and page numbers as papers print them.

A printed date is believed only if it is whole and can be: `2024年07月06日 星期六` is, `2024-02-30`
is not, nor is a date whose weekday is another day's. What cannot be believed is said and never
replaced by a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reader.text import clean, shown

_FULL_WIDTH = str.maketrans("０１２３４５６７８９－／．：", "0123456789-/.:")
_HAN_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WEEKDAYS = {
    name: n
    for names in (
        "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
        "周一 周二 周三 周四 周五 周六 周日",
        "週一 週二 週三 週四 週五 週六 週日",
        "礼拜一 礼拜二 礼拜三 礼拜四 礼拜五 礼拜六 礼拜日",
        "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
        "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue wed thu fri sat sun",
    )
    for n, name in enumerate(names.split())
} | {"星期天": 6, "周天": 6}
_WEEKDAY = "|".join(sorted(map(re.escape, _WEEKDAYS), key=len, reverse=True))
_MONTH = "|".join(m if len(m) < 4 else f"{m[:3]}(?:{m[3:]})?" for m in _MONTHS)
_YMD = (
    r"(?P<y>[0-9]{4})\s?(?:年|년)\s?(?P<m>[0-9]{1,2})\s?(?:月|월)\s?(?P<d>[0-9]{1,2})\s?(?:日|号|일)",
    r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})",
    r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
    r"(?P<y>[〇○零一二三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,3})月(?P<d>[一二三四五六七八九十]{1,3})日",
    rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?\s(?P<m>{_MONTH})\.?,?\s(?P<y>[0-9]{{4}})",
    rf"(?P<m>{_MONTH})\.?\s(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>[0-9]{{4}})",
)
_TIME = (
    r"(?:[T\s]\s?(?P<H>[0-9]{1,2}):(?P<M>[0-9]{2})(?::(?P<S>[0-9]{2})(?:\.[0-9]+)?)?"
    r"\s?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_LEAD = r"(?:(?:时间|日期|发布时间|来源日期|date|published)\s?[:：]\s?)?"
_WHOLE = [
    re.compile(
        rf"{_LEAD}(?:[(（]?(?P<w1>{_WEEKDAY})[)）]?,?\s?)?{ymd}{_TIME},?\s?"
        rf"(?:[(（]?(?P<w2>{_WEEKDAY})[)）]?)?",
        re.IGNORECASE | re.ASCII,
    )
    for ymd in _YMD
]
_DATE_LIKE = re.compile(
    r"[0-9]{1,5}\s?[-/.年년][\s0-9]{1,3}[-/.月월]\s?[0-9]{1,3}|年.{1,3}月|[0-9]{8}|[0-9]{4}"
)
_FIGURES = re.compile(r"(?<![\d.])(\d{1,2})([./])(\d{1,2})\2(19\d\d|20\d\d)(?!\d)")
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A line that says when."""

    day: date | None = None
    remark: str = ""
    """Why the day is None although there is something that looks like a date."""


def printed_date(line: str) -> PrintedDate | None:
    """The date a whole line gives; None where the line is about something else."""
    text = clean(line).translate(_FULL_WIDTH)
    if not text or len(text) > _LONGEST:
        return None
    for pattern in _WHOLE:
        found = pattern.fullmatch(text)
        if found:
            return _believed(found, line)
    return None


def claimed_date(line: str) -> PrintedDate:
    """The date of a place that should hold one: what is there and is no date gets a remark."""
    found = printed_date(line)
    if found:
        return found
    text = clean(line)
    if not text:
        return PrintedDate(remark="The page gives no date.")
    return PrintedDate(remark=f"“{shown(text, 40)}” is not a date; the date is left open.")


def date_within(text: str) -> PrintedDate | None:
    """The first date in a longer line that stands apart: `第01版 2024年07月06日 星期六`."""
    line = clean(text[:400]).translate(_FULL_WIDTH)
    for piece in re.split(r"[|｜]", line):
        found = printed_date(piece)
        if found:
            return found
    for pattern in (_YMD[0], _YMD[1], _YMD[4], _YMD[5]):
        found_within = re.search(
            rf"(?<![0-9./-]){pattern}(?![0-9-])(?:\s?[(（]?(?P<w2>{_WEEKDAY})[)）]?)?",
            line,
            re.IGNORECASE | re.ASCII,
        )
        if found_within:
            return _believed(found_within, found_within[0])
    return None


def date_in_figures(line: str, *, month_first: bool = False) -> date | None:
    """The day in a line that gives it in figures with the year last: `05.04.2025`, `4/25/2025`.

    The day comes first, unless the page is known to put the month there, or it cannot be a month.
    """
    found = _FIGURES.search(line)
    if not found:
        return None
    one, two, year = int(found[1]), int(found[3]), int(found[4])
    is_turned = one <= 12 and (two > 12 or (found[2] == "/" and month_first))
    day, month = (two, one) if is_turned else (one, two)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def looks_like_a_date(line: str) -> bool:
    """Whether a short line is about a date, believable or not."""
    return len(line) <= 40 and _DATE_LIKE.search(line.translate(_FULL_WIDTH)) is not None


def _believed(found: re.Match[str], line: str) -> PrintedDate:
    groups = found.groupdict()
    try:
        day = date(_number(groups["y"]), _month(groups["m"]), _number(groups["d"]))
    except ValueError:
        return PrintedDate(
            remark=f"“{shown(line, 40)}” is a day that does not exist; the date is left open."
        )
    if groups.get("H") and not (
        int(groups["H"]) < 24 and int(groups["M"]) < 60 and int(groups["S"] or 0) < 61
    ):
        return PrintedDate(
            remark=f"“{shown(line, 40)}” is a time that does not exist; the date is left open."
        )
    weekday = (groups.get("w1") or groups.get("w2") or "").lower()
    if weekday and _WEEKDAYS[weekday] != day.weekday():
        return PrintedDate(
            remark=f"“{shown(line, 40)}” names a weekday that this day was not; "
            "the date is left open."
        )
    return PrintedDate(day=day)


def _month(word: str) -> int:
    name = word.lower()[:3]
    for n, month in enumerate(_MONTHS, 1):
        if month.startswith(name) and name.isalpha() and name.isascii():
            return n
    return _number(word)


def _number(word: str) -> int:
    if word.isascii():
        return int(word)
    if "十" in word:
        tens, _, ones = word.partition("十")
        return int(_HAN_DIGITS.get(tens, "1" if not tens else "x")) * 10 + int(
            _HAN_DIGITS.get(ones, "0" if not ones else "x")
        )
    return int("".join(_HAN_DIGITS[c] for c in word))


# -- pages -----------------------------------------------------------------------

_PAGE_LABEL = re.compile(
    r"(?:第\s*)?(?P<number>[A-Za-z]{0,2}\s?[0-9]{1,3})\s*版?\s*[:：]?\s*(?P<name>.*)", re.DOTALL
)
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff\uf900-\ufaff·]) +(?=[\u3400-\u9fff\uf900-\ufaff·])")


def page_label(label: str) -> tuple[str, str]:
    """Number and name of a page as its label gives them: `第01版：要 闻` → ("01", "要闻").

    The number is "" where the label has none; a name keeps the spaces that part words in Latin
    script.
    """
    text = clean(label).translate(_FULL_WIDTH)
    number = ""
    found = _PAGE_LABEL.fullmatch(text)
    if found and ("版" in text or ":" in text or "：" in text or not found["name"]):
        number, text = found["number"].replace(" ", "").upper(), found["name"]
    return number, section_name(text)


def section_name(name: str) -> str:
    """A page's name without the spaces print sets between two characters to fill a line."""
    return _BETWEEN_HAN.sub("", clean(name)).strip("：: ")
