"""Dates in addresses: `…/2026-11/24/…`, `?date=20261124`, `/2026/nov/24/`, `?y=2026&m=11&d=24`.

Two questions are asked. Which days could an address speak of? And, where the day is known: what
would the address be with places for the day in it? The second is much the surer one, for then the
day's spellings are looked for and nothing else is taken for one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from reader.engines.places import MONTHS, filled

_EARLIEST = date(1946, 1, 1)
_SHORT_YEARS = timedelta(days=800)
"""A date of six digits is believed if it is not further back: any number could be one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to write a day into an address."""

    template: str
    pattern: re.Pattern[str]
    is_certain: bool = True
    """Whether it can be believed without knowing the day from elsewhere."""


_PARTS = {
    "{year}": r"(?P<y>(?:19|20)[0-9]{2})",
    "{yy}": r"(?P<s>[0-9]{2})",
    "{month}": r"(?P<m>0[1-9]|1[0-2])",
    "{day}": r"(?P<d>0[1-9]|[12][0-9]|3[01])",
    "{m}": r"(?P<m>[1-9]|1[0-2])",
    "{d}": r"(?P<d>[1-9]|[12][0-9]|3[01])",
    "{mon}": rf"(?P<n>{'|'.join(MONTHS)})",
}


def _form(template: str, *, is_certain: bool = True) -> Form:
    pattern = re.escape(template)
    for place, part in _PARTS.items():
        pattern = pattern.replace(re.escape(place), part)
    # Behind eight digits a running number may follow at once; behind other forms it would be
    # another number.
    is_solid = template == "{year}{month}{day}"
    behind = r"(?=[0-9]{0,6}(?![0-9]))" if is_solid else r"(?![0-9])"
    return Form(
        template=template,
        pattern=re.compile(rf"(?<![0-9]){pattern}{behind}", re.IGNORECASE | re.ASCII),
        is_certain=is_certain,
    )


_SEPARATED = [
    "{year}-{month}/{day}",
    "{year}{month}/{day}",
    "{year}/{month}/{day}",
    "{year}/{month}{day}",
    "{year}-{month}-{day}",
    "{year}_{month}_{day}",
    "{year}.{month}.{day}",
    "{year}/{month}-{day}",
    "{year}{month}{day}",
    "{year}/{m}/{d}",
    "{year}-{m}-{d}",
    "{year}-{m}/{d}",
    "{year}_{m}_{d}",
    "{year}/{mon}/{day}",
    "{year}/{mon}/{d}",
    "{year}-{mon}-{day}",
    "{day}-{month}-{year}",
    "{day}/{month}/{year}",
    "{day}_{month}_{year}",
    "{day}.{month}.{year}",
    "{day}-{mon}-{year}",
    "{day}{mon}{year}",
]
_FORMS = (
    *map(_form, _SEPARATED),
    _form("{day}{month}{year}", is_certain=False),
    _form("{month}-{day}-{year}", is_certain=False),
    _form("{month}/{day}/{year}", is_certain=False),
    _form("{month}{day}{year}", is_certain=False),
    _form("{yy}/{month}/{day}", is_certain=False),
    _form("{yy}-{month}-{day}", is_certain=False),
    _form("{yy}{month}/{day}", is_certain=False),
    _form("{yy}{month}{day}", is_certain=False),
)
_IN_QUERY = re.compile(
    r"(?<=[?&])(?P<yn>[a-z_]*y[a-z_]*)=(?P<y>(?:19|20)[0-9]{2})"
    r"&(?P<mn>[a-z_]*m[a-z_]*)=(?P<m>[0-9]{1,2})"
    r"&(?P<dn>[a-z_]*d[a-z_]*)=(?P<d>[0-9]{1,2})(?![0-9])",
    re.IGNORECASE | re.ASCII,
)


def days_in(url: str, today: date, *, unsure: bool = False) -> tuple[date, ...]:
    """The days an address may speak of, the likeliest first; with `unsure`, by forms too that any
    number could have.

    Days to come are none, but for tomorrow: somewhere it is tomorrow already.
    """
    found: list[date] = []
    address = _after_host(url)
    for match in _IN_QUERY.finditer(address):
        _believe(match, found, today)
    for form in _FORMS:
        if not (form.is_certain or unsure):
            continue
        for match in form.pattern.finditer(address):
            _believe(match, found, today, is_short="{yy}" in form.template)
    return tuple(dict.fromkeys(found))


def _believe(
    match: re.Match[str], found: list[date], today: date, *, is_short: bool = False
) -> None:
    parts = match.groupdict()
    year = int(parts["y"]) if parts.get("y") else 2000 + int(parts.get("s") or 0)
    month = MONTHS.index(parts["n"].lower()) + 1 if parts.get("n") else int(parts.get("m") or 0)
    try:
        day = date(year, month, int(parts["d"]))
    except ValueError:
        return
    latest = today + timedelta(days=1)
    earliest = today - _SHORT_YEARS if is_short else _EARLIEST
    if earliest <= day <= latest:
        found.append(day)


def _after_host(url: str) -> str:
    """Path and query: a host's name or port is no date."""
    return re.sub(r"^[a-z][a-z0-9+.-]*://[^/?#]*", "", url, flags=re.IGNORECASE).partition("#")[0]


@lru_cache(maxsize=64)
def _spellings(day: date, *, is_padded: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each spelling of a day with the template it stands for, the longest first."""
    spelt: dict[str, str] = {}
    for form in _FORMS:
        is_plain = "{m}" in form.template or "{d}" in form.template
        text = filled(form.template, day)
        if text not in spelt or (is_plain and not is_padded):
            spelt[text] = form.template
    out = []
    for text, template in sorted(spelt.items(), key=lambda item: -len(item[0])):
        is_solid = template == "{year}{month}{day}"
        behind = r"(?=[0-9]{0,6}(?![0-9]))" if is_solid else r"(?![0-9])"
        out.append((re.compile(rf"(?<![0-9]){re.escape(text)}{behind}", re.IGNORECASE), template))
    return tuple(out)


def with_places(url: str, day: date, *, is_padded: bool = True) -> str:
    """The address with places wherever it spells that day; without any it does not speak of it.

    `is_padded` decides where both `{month}` and `{m}` would fit.
    """
    start = len(url) - len(_after_host(url))
    head, rest = url[:start], url[start:]
    rest = _IN_QUERY.sub(lambda match: _query_places(match, day, is_padded=is_padded), rest)
    for pattern, template in _spellings(day, is_padded=is_padded):
        if template.startswith("{yy}") and "{year}" in rest:
            continue
        rest = pattern.sub(template.replace("\\", ""), rest)
    if "{" not in rest:
        return url
    # `…/2026/20261124/…`: folders of the year or the month beside the whole date.
    month = f"{day.month:02d}"
    for text, template in (
        (f"{day.year}-{month}", "{year}-{month}"),
        (f"{day.year}{month}", "{year}{month}"),
        (f"{day.year}/{month}", "{year}/{month}"),
        (f"{day.year}", "{year}"),
    ):
        rest = re.sub(rf"(?<=/){re.escape(text)}(?=/)", template, rest)
    return head + rest


def _query_places(match: re.Match[str], day: date, *, is_padded: bool) -> str:
    parts = match.groupdict()
    if (int(parts["y"]), int(parts["m"]), int(parts["d"])) != (day.year, day.month, day.day):
        return match[0]
    month = "{month}" if len(parts["m"]) == 2 and (is_padded or day.month < 10) else "{m}"
    in_month = "{day}" if len(parts["d"]) == 2 and (is_padded or day.day < 10) else "{d}"
    return f"{parts['yn']}={{year}}&{parts['mn']}={month}&{parts['dn']}={in_month}"


def speaks_of(url: str, day: date) -> bool:
    """Whether the address spells that day."""
    return with_places(url, day) != url


def is_whole(template: str) -> bool:
    """Whether a template names year, month and day, so that any day's address can be made."""
    return (
        ("{year}" in template or "{yy}" in template)
        and any(place in template for place in ("{month}", "{m}", "{mon}"))
        and ("{day}" in template or "{d}" in template)
    )


def likeliest_day(urls: Iterable[str], today: date) -> date | None:
    """The day most of the addresses speak of; of several as frequent ones the newest."""
    counts: Counter[date] = Counter()
    for url in urls:
        days = days_in(url, today)
        if days:
            counts[days[0]] += 1
    if not counts:
        return None
    return max(counts, key=lambda day: (counts[day], day))


def pads(urls: Iterable[str]) -> bool:
    """Whether addresses write `03` for a third day; True where none of them tells."""
    plain = re.compile(
        r"(?<![0-9])[0-9]{4}[-/_](?:[1-9][-/_][0-9]{1,2}|[0-9]{1,2}[-/_][1-9])(?![0-9])"
    )
    return not any(plain.search(_after_host(url)) for url in urls)
