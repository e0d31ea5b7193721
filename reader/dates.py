"""Days as people write them, and as papers print them.

The clock is never read here: whoever asks says which day today is.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache

from reader.errors import UsageError
from reader.lang import language, say
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
_WRITTEN_OUT: dict[str, tuple[str, str, str]] = {
    "de": (
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{weekday}, {day}. {month} {year}",
    ),
    "es": (
        "lunes martes miércoles jueves viernes sábado domingo",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "{weekday}, {day} de {month} de {year}",
    ),
    "fr": (
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "{weekday} {day} {month} {year}",
    ),
    "it": (
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
        " dicembre",
        "{weekday} {day} {month} {year}",
    ),
    "pt": (
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "{weekday}, {day} de {month} de {year}",
    ),
}
"""Weekdays from Monday, months, and how a masthead puts them together."""
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－／．，（）", "0123456789-/.,()")
_RELATIVE = {
    word: days
    for days, words in enumerate(
        (
            ("today", "今天", "今日", "오늘"),
            ("yesterday", "昨天", "昨日", "어제"),
            ("前天", "一昨日", "그저께"),
            ("大前天",),
        )
    )
    for word in words
}
_WEEKDAY_WORDS = {
    **{word: n for n, name in enumerate(_WEEKDAYS) for word in (name.lower(), name[:3].lower())},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
    **{
        before + sign: n
        for before in ("星期", "周", "週", "礼拜", "禮拜")
        for n, signs in enumerate((*_HAN_WEEKDAYS[:6], "日天"))
        for sign in signs
    },
    **{f"{sign}{end}": n for n, sign in enumerate(_JAPANESE_WEEKDAYS) for end in ("曜日", "曜")},
    **{f"{sign}요일": n for n, sign in enumerate(_KOREAN_WEEKDAYS)},
    **{
        word.lower(): n
        for weekdays, _, _ in _WRITTEN_OUT.values()
        for n, word in enumerate(weekdays.split())
    },
}
_MONTH_NUMBERS = {
    **{word: n for n, name in enumerate(_MONTHS, 1) for word in (name.lower(), name[:3].lower())},
    "sept": 9,
    **{
        word.lower(): n
        for _, months, _ in _WRITTEN_OUT.values()
        for n, word in enumerate(months.split(), 1)
    },
}
_WEEKDAY = "|".join(sorted(_WEEKDAY_WORDS, key=len, reverse=True))
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_YEAR = r"(?P<y>[0-9]{4,6})"
_DAY = r"(?P<d>[0-9]{1,2})"
_FARTHEST = 400_000
"""Days that `-N` may go back: further than there are newspapers."""
_LONGEST = 60
"""Characters of the longest day anybody writes."""


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """The ways to write a day. They are made when the first one is read, as that takes longer than
    all else here, and a start reads none."""
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{_YEAR}\s?(?P<sep>[-/.])\s?(?P<m>[0-9]{{1,2}})\s?(?P=sep)\s?{_DAY}",
            r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
            rf"(?:{_YEAR}\s?[年년]\s?)?(?P<m>[0-9]{{1,2}})\s?[月월]\s?{_DAY}\s?[日号號일]?",
            rf"{_DAY}(?:st|nd|rd|th|er|[.º])?\s+(?:(?:of|de)\s+)?(?P<m>{_MONTH})\.?"
            rf"(?:,?\s+(?:de\s+)?{_YEAR})?",
            rf"(?P<m>{_MONTH})\.?\s+{_DAY}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?",
        )
    )


@cache
def _with_weekday() -> re.Pattern[str]:
    """A day and its weekday, either first."""
    return re.compile(
        rf"(?P<first>{_WEEKDAY}),?\s+(?P<rest>.+)"
        rf"|(?P<day>.+?)(?:,?\s*\(?(?P<last>{_WEEKDAY})\)?|\((?P<sign>[{_JAPANESE_WEEKDAYS}])\))"
    )


def parse_day(words: str, *, today: date) -> date:
    """The day that `2024-07-06`, `6 July`, `7月6日`, `yesterday`, `昨天`, `Monday` or `-3` mean.

    A day without a year is the latest such day that is not after `today`, and so is a weekday. What
    `masthead_date` and `short_day` print is understood too. Raises `UsageError`.
    """
    text = clean(words).translate(_FULL_WIDTH).lower()
    if len(text) > _LONGEST:
        text = ""
    if text in _RELATIVE:
        return _back(today, _RELATIVE[text])
    if re.fullmatch("-[0-9]{1,9}", text):
        return _back(today, int(text[1:]))
    if text in _WEEKDAY_WORDS:
        return _back(today, (today.weekday() - _WEEKDAY_WORDS[text]) % 7)
    day = _written(text, today)
    if day is None:
        raise UsageError(
            say("“{words}” is no date; {remedy}", words=shown(words, 40), remedy=_remedy())
        )
    return day


def _written(text: str, today: date) -> date | None:
    """The day that is written out; None where none is."""
    for form in _forms():
        if found := form.fullmatch(text):
            year = int(found["y"]) if found["y"] else None
            month = _MONTH_NUMBERS.get(found["m"]) or int(found["m"])
            return _existing(year, month, int(found["d"]), today)
    found = _with_weekday().fullmatch(text)
    if found is None:
        return None
    day = _written((found["rest"] or found["day"]).strip(), today)
    weekday = (
        _JAPANESE_WEEKDAYS.index(found["sign"])
        if found["sign"]
        else _WEEKDAY_WORDS[found["first"] or found["last"]]
    )
    if day is not None and day.weekday() != weekday:
        raise UsageError(
            say(
                "{day} is a {weekday}, not a {other}; {remedy}",
                day=_in_words(day.year, day.month, day.day),
                weekday=_weekday_word(day.weekday()),
                other=_weekday_word(weekday),
                remedy=_remedy(),
            )
        )
    return day


def _back(today: date, days: int) -> date:
    try:
        if days > _FARTHEST:
            raise OverflowError
        return today - timedelta(days=days)
    except OverflowError:
        raise UsageError(
            say("No newspaper is {days} days old; {remedy}", days=days, remedy=_remedy())
        ) from None


def _existing(year: int | None, month: int, number: int, today: date) -> date:
    if year is not None:
        day = _day_or_none(year, month, number)
    else:
        # 29 February may be eight years back: 1900 was no leap year.
        days = (_day_or_none(y, month, number) for y in range(today.year, today.year - 9, -1))
        day = next((day for day in days if day is not None and day <= today), None)
    if day is None:
        raise UsageError(
            say("There is no {day}; {remedy}", day=_in_words(year, month, number), remedy=_remedy())
        )
    return day


def _day_or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _remedy() -> str:
    return say("write a day such as 2024-07-06, 6 July, 7月6日, yesterday or -3.")


def _weekday_word(number: int) -> str:
    return f"星期{_HAN_WEEKDAYS[number]}" if language() == "zh" else _WEEKDAYS[number]


def _in_words(year: int | None, month: int, number: int) -> str:
    if language() == "zh":
        return (f"{year}年" if year is not None else "") + f"{month}月{number}日"
    if year is not None and not MINYEAR <= year <= MAXYEAR:
        return f"year {year}"
    if not 1 <= month <= 12:
        return f"month {month}"
    return f"{number} {_MONTHS[month - 1]}" + (f" {year}" if year is not None else "")


def parse_range(words: str, *, today: date) -> tuple[date, date]:
    """First and last day of `FROM..TO`; one day is a range of its own. Raises `UsageError`."""
    first, dots, last = words.partition("..")
    if not dots:
        day = parse_day(words, today=today)
        return day, day
    if not first.strip() or not last.strip():
        raise UsageError(
            say("A range of days is written FROM..TO, such as 2024-07-01..2024-07-06.")
        )
    begin, end = parse_day(first, today=today), parse_day(last, today=today)
    return _in_order(begin, end)


def parse_span(words: str, *, today: date) -> tuple[date, date]:
    """First and last day of `FROM..TO`, each a day, a month or a year; of `FROM..`, to today; of a
    month, a year, `last week`. Raises `UsageError`."""
    first, dots, last = words.translate(_FULL_WIDTH).partition("..")
    if not dots:
        span = _span_named(first, today)
        if span is not None:
            return span
        day = parse_day(words, today=today)
        return day, day
    if not first.strip():
        raise UsageError(
            say("A range of days is written FROM..TO, such as 2024-07-01..2024-07-06.")
        )
    begin = (_span_named(first, today) or (parse_day(first, today=today),))[0]
    end = today
    if last.strip():
        end = (_span_named(last, today) or (parse_day(last, today=today),))[-1]
    return _in_order(begin, end)


def _in_order(begin: date, end: date) -> tuple[date, date]:
    if begin > end:
        raise UsageError(
            say(
                "The range {begin}..{end} ends before it begins; write the earlier day first.",
                begin=begin,
                end=end,
            )
        )
    return begin, end


def _span_named(words: str, today: date) -> tuple[date, date] | None:
    """The days of a month, a year, or a week as it is called from today; None for anything else."""
    name = " ".join(clean(words[:_LONGEST]).casefold().split())
    if name in _SPANS:
        unit, back = _SPANS[name]
        if unit == "week":
            monday = _back(today, today.weekday() + 7 * back)
            return monday, monday + timedelta(days=6)
        number = today.year * 12 + today.month - 1 - back
        year, month = divmod(number, 12) if unit == "month" else (today.year - back, 0)
        return _month_or_year(year, month + 1 if unit == "month" else None)
    if found := _YEAR_AND_MONTH.fullmatch(name):
        return _month_or_year(int(found["y"]), int(found["m"]) if found["m"] else None)
    if (found := _MONTH_AND_YEAR.fullmatch(name)) is not None:
        return _month_or_year(int(found["y"]), _MONTH_NUMBERS[found["month"]])
    return None


_SPANS = {
    word: (unit, back)
    for unit, back, words in (
        ("week", 0, ("this week", "本周", "这周", "本週", "這週")),
        ("week", 1, ("last week", "上周", "上週", "上星期")),
        ("month", 0, ("this month", "本月", "这个月", "這個月")),
        ("month", 1, ("last month", "上月", "上个月", "上個月")),
        ("year", 0, ("this year", "今年")),
        ("year", 1, ("last year", "去年")),
    )
    for word in words
}
"""The unit, and how many of it back."""
_YEAR_AND_MONTH = re.compile(r"(?P<y>[0-9]{4})(?:[-/.年] ?(?P<m>[0-9]{1,2}) ?月?|年)?")
_MONTH_AND_YEAR = re.compile(rf"(?P<month>{_MONTH}),? (?P<y>[0-9]{{4}})")


def _month_or_year(year: int, month: int | None) -> tuple[date, date] | None:
    first = _day_or_none(year, 1 if month is None else month, 1)
    if first is None:
        return None
    if month is None:
        return first, date(year, 12, 31)
    return first, date(year, month, monthrange(year, month)[1])


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
        case tongue if tongue in _WRITTEN_OUT:
            weekdays, months, form = _WRITTEN_OUT[tongue]
            return form.format(
                weekday=weekdays.split()[n].capitalize(),
                day="1er" if tongue == "fr" and day.day == 1 else day.day,
                month=months.split()[day.month - 1],
                year=day.year,
            )
        case _ if language == "en-US":
            return f"{_WEEKDAYS[n]}, {_MONTHS[day.month - 1]} {day.day}, {day.year}"
        case _:
            return f"{_WEEKDAYS[n]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday_name(day: date, language: str) -> str:
    """`Saturday`, 星期六."""
    return f"星期{_HAN_WEEKDAYS[day.weekday()]}" if language == "zh" else _WEEKDAYS[day.weekday()]


def short_day(day: date, language: str) -> str:
    """The date in few cells: `Sat 6 Jul 2024`, `2024年7月6日 周六`."""
    n = day.weekday()
    if language.split("-")[0] == "zh":
        return f"{day.year}年{day.month}月{day.day}日 周{_HAN_WEEKDAYS[n]}"
    return f"{_WEEKDAYS[n][:3]} {day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def day_in_year(day: date, language: str) -> str:
    """The same where the year is known: `Sat 6 Jul`, `7月6日 周六`."""
    words = short_day(day, language)
    return words.partition("年")[2] or words.rpartition(" ")[0]


def month_name(year: int, month: int, language: str) -> str:
    """`July 2024`, `2024年7月`."""
    match language.split("-")[0]:
        case "zh" | "ja":
            return f"{year}年{month}月"
        case "ko":
            return f"{year}년 {month}월"
        case _:
            return f"{_MONTHS[month - 1]} {year}"


def weekday_initials(language: str) -> tuple[str, ...]:
    """The seven columns of a calendar, Monday first: `Mo` … or `一` …, two cells at most."""
    match language.split("-")[0]:
        case "zh":
            return tuple(_HAN_WEEKDAYS)
        case "ja":
            return tuple(_JAPANESE_WEEKDAYS)
        case "ko":
            return tuple(_KOREAN_WEEKDAYS)
        case _:
            return tuple(name[:2] for name in _WEEKDAYS)
