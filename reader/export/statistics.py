"""What was read, in lines for a terminal or as JSON.

A line is pieces of words, each with the name of what it is, so that the app can colour it; printed
without colours it says the same. A day of the year's calendar is a cell whose density says how much
was read on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reader.dates import month_name, short_day, weekday_initials
from reader.lang import language, say, say_n
from reader.text import clean
from reader.text.cells import truncated, width_in_cells

if TYPE_CHECKING:
    from reader.model import DayRead, ReadTally, Share, Streak

Piece = tuple[str, str]
"""Words, and what they are: "name", "quiet", "bar", "today", a level, or "" for plain."""
Line = tuple[Piece, ...]

LEVELS = "·░▒▓█"
"""Nothing read, then ever more of what the best day of the year had."""
_MONTH_CELLS = 3
_LABEL_CELLS = 4
_SHARES = 12
"""Rows of a list of newspapers or sections, unless all are asked for."""
_BAR_CELLS = 20
_NARROWEST = 20


def lines_of(
    tally: ReadTally, *, year: int, today: date, cells: int, most: int = _SHARES
) -> list[Line]:
    """All of it: how much, the calendar of a year, the newspapers and the sections; `most` of each,
    none wider than `cells`."""
    cells = max(_NARROWEST, cells)
    if not tally.articles:
        return [((nothing_read(year, today), "quiet"),)]
    lines = [*_summary(tally, today, cells), ()]
    if tally.days:
        lines += [*calendar_of(tally.days, year=year, today=today, cells=cells), ()]
    lines += _shares(say("By newspaper"), tally.newspapers, cells, most, is_whole=True)
    lines += [(), *_shares(say("By section"), tally.sections, cells, most, is_whole=False)]
    return lines


def nothing_read(year: int, today: date) -> str:
    """The sentence for a year, or all of them up to this one, of which there is nothing to say."""
    if year == today.year:
        return say("Nothing is read yet.")
    return say("Nothing was read in {year}.", year=year)


def _summary(tally: ReadTally, today: date, cells: int) -> list[Line]:
    tongue = language()
    articles = say_n("{n} article", "{n} articles", tally.articles, n=f"{tally.articles:,}")
    characters = say_n(
        "{n} character", "{n} characters", tally.characters, n=f"{tally.characters:,}"
    )
    days = say_n("on {n} day", "on {n} days", len(tally.days), n=f"{len(tally.days):,}")
    told = [
        (say("Read in all"), " · ".join([articles, characters, *([days] if tally.days else [])]))
    ]
    if tally.days:
        told.append((say("Days in a row"), _streaks(tally.streak, tally.longest, today)))
    if tally.best is not None:
        best = say_n("{n} article", "{n} articles", tally.best.articles)
        told.append((say("Best day"), f"{short_day(tally.best.date, tongue)} · {best}"))
    room = max(width_in_cells(name) for name, _ in told) + 2
    lines: list[Line] = []
    for name, words in told:
        for part in _in_lines(words, max(1, cells - room)):
            lines.append(((name + " " * (room - width_in_cells(name)), "quiet"), (part, "name")))
            name = ""
    if tally.undated:
        words = say_n(
            "{n} of these has no day: the clock was wrong when it was read.",
            "{n} of these have no day: the clock was wrong when they were read.",
            tally.undated,
        )
        lines.append(((truncated(words, cells), "quiet"),))
    return lines


def _in_lines(words: str, cells: int) -> list[str]:
    """Parts set apart by a dot, in as many lines as they need."""
    lines: list[str] = []
    for part in words.split(" · "):
        if lines and width_in_cells(f"{lines[-1]} · {part}") <= cells:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return [truncated(line, cells) for line in lines]


def _streaks(now: Streak, longest: Streak, today: date) -> str:
    """`5, the longest 23 until Sat 6 Jul 2024`."""
    words = str(now.days)
    if longest.days > now.days and longest.last is not None:
        until = short_day(longest.last, language())
        return say("{now} · the longest {n}, until {day}", now=words, n=longest.days, day=until)
    if now.days and now.last != today:
        return say("{now} · nothing read yet today", now=words)
    return words


# -- the calendar ----------------------------------------------------------------


def calendar_of(days: Sequence[DayRead], *, year: int, today: date, cells: int) -> list[Line]:
    """A row a weekday, a column a week; where there is no room for all weeks, the last ones that
    have come."""
    read = {day.date: day.articles for day in days if day.date.year == year}
    first, last = date(year, 1, 1), date(year, 12, 31)
    start = first.toordinal() - first.weekday()
    weeks = (last.toordinal() - start) // 7 + 1
    step = 2 if _LABEL_CELLS + weeks * 2 <= cells else 1
    room = (cells - _LABEL_CELLS) // step
    if room < weeks:
        ends = min(weeks, max(room, (min(today, last).toordinal() - start) // 7 + 1))
        start, weeks = start + (ends - room) * 7, room
    most = max(read.values(), default=0)
    rows = [_months(start, weeks, step, year)]
    for weekday, initials in enumerate(weekday_initials(language())):
        label = initials if weekday % 2 == 0 else ""
        row: list[Piece] = [(label + " " * (_LABEL_CELLS - width_in_cells(label)), "quiet")]
        for week in range(weeks):
            ordinal = start + week * 7 + weekday
            sign, name = " ", ""
            if first.toordinal() <= ordinal <= last.toordinal():
                sign, name = _cell(date.fromordinal(ordinal), read, most, today)
            row.append((sign + " " * (step - 1), name))
        rows.append(tuple(_joined(row)))
    count = sum(read.values())
    legend = f"{LEVELS[0]} {say('nothing')}  {''.join(LEVELS[1:])} {say('less to more')}"
    total = say_n("{n} article", "{n} articles", count, n=f"{count:,}")
    words = f"{year}: {total}"
    indent = " " * _LABEL_CELLS
    if width_in_cells(f"{indent}{words}   {legend}") <= cells:
        words += f"   {legend}"
    rows.append(((indent, ""), (truncated(words, cells - _LABEL_CELLS), "quiet")))
    return rows


def _cell(day: date, read: dict[date, int], most: int, today: date) -> Piece:
    count = read.get(day, 0)
    if day > today:
        return " ", ""
    level = -(-count * (len(LEVELS) - 1) // most) if most else 0
    return LEVELS[level], "today" if day == today else f"level-{level}"


def _months(start: int, weeks: int, step: int, year: int) -> Line:
    """The months' names over the weeks in which they begin."""
    cells = " " * _LABEL_CELLS
    for month in range(1, 13):
        at = _LABEL_CELLS + (date(year, month, 1).toordinal() - start) // 7 * step
        name = month_name(year, month, "en")[:_MONTH_CELLS]
        if language() == "zh":
            # Without its 月 a month has its name over it also where a week is one cell.
            name = f"{month}月" if step > 1 else str(month)
        is_free = at >= width_in_cells(cells) + (month > 1 and not cells.isspace())
        if is_free and at + width_in_cells(name) <= _LABEL_CELLS + weeks * step:
            cells += " " * (at - width_in_cells(cells)) + name
    return ((cells, "quiet"),)


def _joined(row: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    joined: list[Piece] = []
    for words, name in row:
        if joined and joined[-1][1] == name:
            joined[-1] = (joined[-1][0] + words, name)
        else:
            joined.append((words, name))
    return joined


# -- newspapers and sections -----------------------------------------------------


def _shares(
    title: str, shares: Sequence[Share], cells: int, most: int, *, is_whole: bool
) -> list[Line]:
    """A row each: its name, how many articles, and a bar as long as its part of the first one's."""
    if not shares:
        return []
    seen = shares[:most]
    bar = min(_BAR_CELLS, cells // 4)
    counts = [f"{share.articles:,}" for share in seen]
    wide = max(map(len, counts))
    room = cells - bar - wide - 4
    names = [truncated(_name_of(share, is_whole=is_whole), room) for share in seen]
    room = max(map(width_in_cells, names))
    lines: list[Line] = [((title, "heading"),)]
    for share, name, count in zip(seen, names, counts, strict=True):
        length = -(-share.articles * bar // seen[0].articles)
        lines.append(
            (
                (name + " " * (room - width_in_cells(name) + 2), ""),
                (" " * (wide - len(count)) + count + "  ", "name"),
                ("█" * length, "bar"),
            )
        )
    if (left := len(shares) - len(seen)) > 0:
        lines.append(((say_n("and {n} more", "and {n} more", left), "quiet"),))
    return lines


def _name_of(share: Share, *, is_whole: bool) -> str:
    name = clean(share.newspaper)
    if is_whole:
        return name
    return f"{name} {clean(share.section) or say('no section known')}"


# -- JSON ------------------------------------------------------------------------


def document_of(tally: ReadTally) -> str:
    """All of it as one JSON object, laid out to be looked at; dates are ISO 8601."""
    best = tally.best
    return json.dumps(
        {
            "articles": tally.articles,
            "characters": tally.characters,
            "days": [_day(day) for day in tally.days],
            "undated": tally.undated,
            "streak": _streak(tally.streak),
            "longest": _streak(tally.longest),
            "best": _day(best) if best is not None else None,
            "newspapers": [
                {
                    "newspaper": share.newspaper_id,
                    "name": share.newspaper,
                    "articles": share.articles,
                    "characters": share.characters,
                }
                for share in tally.newspapers
            ],
            "sections": [
                {
                    "newspaper": share.newspaper_id,
                    "section": share.section,
                    "articles": share.articles,
                    "characters": share.characters,
                }
                for share in tally.sections
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _day(day: DayRead) -> dict[str, str | int]:
    return {
        "date": day.date.isoformat(),
        "articles": day.articles,
        "characters": day.characters,
    }


def _streak(streak: Streak) -> dict[str, str | int]:
    first, last = (day.isoformat() if day else "" for day in (streak.first, streak.last))
    return {"days": streak.days, "first": first, "last": last}


def printed(lines: Iterable[Line]) -> str:
    """The lines without colours."""
    return "".join("".join(words for words, _ in line).rstrip() + "\n" for line in lines)
