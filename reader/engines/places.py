"""The places in an address template that the date of an issue fills: `…/{year}-{month}/{day}/`.

A template is a definition's word for where something is. It is filled by replacing names that are
known and nothing else, so that a definition cannot reach into the program as `str.format` would.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

_PLACE = re.compile(r"\{([^{}]*)\}")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FISCAL_YEAR_BEGINS = 4
"""Month: of Japan, by whose years some archives are kept."""

DATE_PLACES = ("year", "yy", "month", "day", "m", "d", "mon", "fy")
"""2026, 26, 07, 06, 7, 6, jul, and the last two digits of the year that began in April."""
LINK_PLACES = ("page", "id", "number", "any")
"""What else an address of a page or an article may have: the page's code as printed, what names
the article, digits, anything without a slash.
"""
SHAPE_PLACES = (*LINK_PLACES, "section")
"""What the address of an article may have besides the date where issues are lists of links."""
QUESTION_PLACES = ("code", "section", "issue", "page", "page_id", "id", "link")
"""What an address of a question may have besides the date: the paper's code, a section's name, and
what answers called the issue, a page, an article or its address.
"""


def places_of(day: date) -> dict[str, str]:
    """What each place of `DATE_PLACES` is on a day."""
    fiscal = day.year - (day.month < _FISCAL_YEAR_BEGINS)
    return {
        "year": f"{day.year:04d}",
        "yy": f"{day.year % 100:02d}",
        "month": f"{day.month:02d}",
        "day": f"{day.day:02d}",
        "m": str(day.month),
        "d": str(day.day),
        "mon": MONTHS[day.month - 1],
        "fy": f"{fiscal % 100:02d}",
    }


def day_in_places(values: Mapping[str, str | None]) -> date | None:
    """The day that the places of an address name; None where one is missing. `ValueError` where
    there is no such day.
    """
    year = values.get("year") or (f"20{values['yy']}" if values.get("yy") else "")
    name = (values.get("mon") or "").lower()
    month = MONTHS.index(name) + 1 if name in MONTHS else values.get("month")
    if not (year and month and values.get("day")):
        return None
    return date(int(year), int(month), int(values["day"] or 0))


def filled(template: str, day: date) -> str:
    """The address with its date; places that no date fills stay as they are."""
    values = places_of(day)
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), template)


def wrong_place(template: str, known: tuple[str, ...]) -> str:
    """The first thing in braces that is no place, a lone brace too; "" where all is right."""
    for place in _PLACE.finditer(template):
        if place[1] not in known:
            return place[0]
    rest = _PLACE.sub("", template)
    return next((brace for brace in rest if brace in "{}"), "")
