"""Days as people write them, and as papers print them.

The clock is never read here: whoever asks says which day today is.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from reader.errors import UsageError
from reader.text import clean, shown

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_HAN_WEEKDAYS = "一二三四五六日"
_JAPANESE_WEEKDAYS = "月火水木金土日"
_KOREAN_WEEKDAYS = "월화수목금토일"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")
_RELATIVE = {
    word: days
    for days, words in enumerate(
        ("today 今天 今日 오늘", "yesterday 昨天 昨日 어제", "前天 一昨日", "大前天")
    )
    for word in words.split()
}
_MONTH = "|".join(f"{m[:3]}(?:{m[3:]})?" if len(m) > 3 else m for m in _MONTHS)
_YEAR = r"(?P<y>[0-9]{1,6})"
_DAY = r"(?P<d>[0-9]{1,2})"
_WHOLE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}\s?(?P<sep>[-/.])\s?(?P<m>[0-9]{{1,2}})\s?(?P=sep)\s?{_DAY}",
        r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
        rf"(?:{_YEAR}\s?[年년]\s?)?(?P<m>[0-9]{{1,2}})\s?[月월]\s?{_DAY}\s?[日号일]?",
        rf"{_DAY}(?:st|nd|rd|th)?\s+(?P<m>{_MONTH})\.?(?:,?\s+{_YEAR})?",
        rf"(?P<m>{_MONTH})\.?\s+{_DAY}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?",
    )
)
_FARTHEST = 40_000
"""Days that `-N` may go back."""


def parse_day(words: str, *, today: date) -> date:
    """The day that `2024-07-06`, `6 July`, `7月6日`, `yesterday`, `昨天`, `Monday` or `-3` mean.

    A day without a year is the latest such day that is not after `today`. Raises `UsageError`.
    """
    text = clean(words).translate(_FULL_WIDTH)
    folded = text.casefold()
    if folded in _RELATIVE:
        return _back(today, _RELATIVE[folded], words)
    if re.fullmatch(r"-[0-9]{1,6}", text):
        return _back(today, int(text[1:]), words)
    weekday = _weekday_of(folded)
    if weekday is not None:
        return _back(today, (today.weekday() - weekday) % 7, words)
    for pattern in _WHOLE:
        found = pattern.fullmatch(text)
        if found:
            return _day(found, words, today)
    raise UsageError(
        f"“{shown(words, 40)}” is no date; "
        "write one such as 2024-07-06, 6 July, 7月6日, yesterday or -3."
    )


def _back(today: date, days: int, words: str) -> date:
    try:
        if days > _FARTHEST:
            raise OverflowError
        return today - timedelta(days=days)
    except OverflowError:
        raise UsageError(f"“{shown(words, 40)}” is before there were newspapers.") from None


def _weekday_of(word: str) -> int | None:
    for n, name in enumerate(_WEEKDAYS):
        if word in (name.casefold(), name[:3].casefold()):
            return n
    found = re.fullmatch("(?:星期|周|礼拜|週)([一二三四五六日天])", word)
    return _HAN_WEEKDAYS.index(found[1].replace("天", "日")) if found else None


def _day(found: re.Match[str], words: str, today: date) -> date:
    month = _month_number(found["m"])
    number = int(found["d"])
    if found["y"]:
        return _existing(int(found["y"]), month, number, words)
    # 29 February may be up to eight years back.
    for year in range(today.year, max(0, today.year - 9), -1):
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day <= today:
            return day
    return _existing(today.year, month, number, words)


def _existing(year: int, month: int, number: int, words: str) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise UsageError(
            f"“{shown(words, 40)}” is a day that does not exist; check the month and the day."
        ) from None


def _month_number(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return next(
        n for n, name in enumerate(_MONTHS, 1) if name[:3].casefold() == word[:3].casefold()
    )


def parse_range(words: str, *, today: date) -> tuple[date, date]:
    """First and last day of `FROM..TO`; one day is a range of its own. Raises `UsageError`."""
    first, dots, last = words.partition("..")
    if not dots:
        day = parse_day(words, today=today)
        return day, day
    if not first.strip() or not last.strip():
        raise UsageError("A range of days is written FROM..TO, such as 2024-07-01..2024-07-06.")
    begin, end = parse_day(first, today=today), parse_day(last, today=today)
    if begin > end:
        raise UsageError(
            f"The range {begin}..{end} ends before it begins; write the earlier day first."
        )
    return begin, end


# -- wording ---------------------------------------------------------------------


def masthead_date(day: date, language: str) -> str:
    """The date as a paper of that language prints it: `2024年7月6日 星期六`, `Saturday, 6 July
    2024`.
    """
    n = day.weekday()
    match language.split("-")[0]:
        case "zh":
            return f"{day.year}年{day.month}月{day.day}日 星期{_HAN_WEEKDAYS[n]}"
        case "ja":
            return f"{day.year}年{day.month}月{day.day}日（{_JAPANESE_WEEKDAYS[n]}）"
        case "ko":
            return f"{day.year}년 {day.month}월 {day.day}일 {_KOREAN_WEEKDAYS[n]}요일"
        case _:
            return f"{_WEEKDAYS[n]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date, language: str) -> str:
    """The date in few cells: `Sat 6 Jul 2024`, `2024年7月6日 周六`."""
    n = day.weekday()
    if language.split("-")[0] == "zh":
        return f"{day.year}年{day.month}月{day.day}日 周{_HAN_WEEKDAYS[n]}"
    return f"{_WEEKDAYS[n][:3]} {day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def month_name(year: int, month: int, language: str) -> str:
    """`July 2024`, `2024年7月`."""
    if language.split("-")[0] in ("zh", "ja"):
        return f"{year}年{month}月"
    return f"{_MONTHS[month - 1]} {year}"


def weekday_initials(language: str) -> tuple[str, ...]:
    """The seven columns of a calendar, Monday first: `Mo` … or `一` …, two cells at most."""
    if language.split("-")[0] == "zh":
        return tuple(_HAN_WEEKDAYS)
    return tuple(name[:2] for name in _WEEKDAYS)
