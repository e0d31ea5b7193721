"""A newspaper's definition: what a TOML file must say, and what is said of one that does not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reader.engines import ENGINES, Era
from reader.errors import ConfigError
from reader.model import Newspaper
from reader.parse.links import openable
from reader.text import clean, is_blank, shown

LARGEST_FILE = 256 * 1024
FASTEST_PER_SECOND = 2.0
"""Requests a second that one host is asked at most; a definition may ask for less, never for
more.
"""
MOST_AT_ONCE = 2
_LONGEST_LINE = 8000
"""Characters."""

_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
_ZONE = re.compile(r"[A-Za-z0-9_+-]{1,32}(?:/[A-Za-z0-9_+-]{1,32}){0,2}")
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_KEYS = (
    "id",
    "name",
    "english_name",
    "language",
    "time_zone",
    "homepage",
    "icp",
    "closed",
    "pace",
    "eras",
)
_ERA_KEYS = ("engine", "first", "last", "entry", "settings")
_PACE_KEYS = ("at_once", "per_second")
_PLACES = ("{year}", "{month}", "{day}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A newspaper and how its site is read."""

    newspaper: Newspaper
    eras: tuple[Era, ...]
    at_once: int = MOST_AT_ONCE
    """Requests to one of its hosts that may be open at a time."""
    per_second: float = FASTEST_PER_SECOND

    @property
    def id(self) -> str:
        """The newspaper's id."""
        return self.newspaper.id

    def eras_for(self, day: date) -> tuple[Era, ...]:
        """The eras to try for a day: those that cover it first, then the rest, nearest first."""
        return tuple(sorted(self.eras, key=lambda era: (not era.covers(day), _distance(era, day))))


def _distance(era: Era, day: date) -> int:
    if era.covers(day):
        return 0
    edges = [edge for edge in (era.first, era.last) if edge]
    return min(abs((day - edge).days) for edge in edges)


def paper_from(text: bytes, path: Path) -> Paper:
    """The paper a file defines; `ConfigError` says which file, line and key are wrong, and what
    is right.
    """
    return _Reading(text, path).paper()


class _Reading:
    def __init__(self, raw: bytes, path: Path) -> None:
        self.path = path
        if len(raw) > LARGEST_FILE:
            raise ConfigError(
                f"{shown(path.name)} is larger than 256 kB; a definition is a page long.",
                path=path,
            )
        try:
            self.text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            raise ConfigError(
                f"{shown(path.name)} is not UTF-8; save it as UTF-8.", path=path
            ) from fault
        if max(map(len, self.text.splitlines()), default=0) > _LONGEST_LINE:
            # The standard reader takes the square of a dotted key's length.
            raise ConfigError(
                f"{shown(path.name)} cannot be read: a line in it is too long.", path=path
            )
        try:
            self.data: Mapping[str, Any] = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as fault:
            raise ConfigError(
                f"{shown(path.name)} is not TOML: {shown(fault, 120)}.", path=path
            ) from fault
        except (ValueError, RecursionError, OverflowError) as fault:
            raise ConfigError(
                f"{shown(path.name)} cannot be read: a value in it is too deep or too large.",
                path=path,
            ) from fault

    def wrong(self, key: str, what: str) -> ConfigError:
        line = self._line_of(key)
        where = f", line {line}" if line else ""
        return ConfigError(
            f"{shown(self.path.name)}{where}: “{shown(key, 40)}” {what}",
            path=self.path,
            line=line,
            key=key,
        )

    def _line_of(self, key: str) -> int:
        last = key.rsplit(".", 1)[-1]
        pattern = re.compile(
            rf"""^\s*(?:\[+\s*)?["']?(?:[\w.-]*\.)?{re.escape(last)}["']?\s*(?:=|\]|\.)"""
        )
        for number, line in enumerate(self.text.splitlines(), 1):
            if len(line) < 4000 and pattern.match(line):
                return number
        return 0

    def paper(self) -> Paper:
        self._known_keys(self.data, _KEYS, "")
        name = self._string(self.data, "name", "")
        if is_blank(name):
            raise self.wrong("name", "is missing: say what the newspaper is called.")
        identifier = self._string(self.data, "id", "")
        if not _ID.fullmatch(identifier) or ".." in identifier:
            raise self.wrong(
                "id", 'must be lower-case letters, digits, dots and dashes, such as "kjrb".'
            )
        at_once, per_second = self._pace()
        return Paper(
            newspaper=Newspaper(
                id=identifier,
                name=name,
                english_name=self._string(self.data, "english_name", ""),
                language=self._language(),
                time_zone=self._zone(),
                homepage=self._address(self.data, "homepage"),
                icp=self._string(self.data, "icp", ""),
                closed_weekdays=self._closed(),
            ),
            eras=self._eras(),
            at_once=at_once,
            per_second=per_second,
        )

    def _known_keys(self, table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in known:
                remedy = _nearest(key, known)
                raise self.wrong(
                    f"{where}{key}", f"is no key of a newspaper's definition; {remedy}"
                )

    def _string(self, table: Mapping[str, Any], key: str, default: str, where: str = "") -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(f"{where}{key}", "must be text in quotes.")
        if len(value) > 2000:
            raise self.wrong(f"{where}{key}", "is too long.")
        return clean(value)

    def _language(self) -> str:
        value = self._string(self.data, "language", "zh")
        if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", value):
            raise self.wrong("language", 'must be a language tag such as "zh" or "zh-Hant".')
        return value

    def _zone(self) -> str:
        value = self._string(self.data, "time_zone", "Asia/Shanghai")
        try:
            if not _ZONE.fullmatch(value):
                raise ValueError
            ZoneInfo(value)
        except (ValueError, OSError, ZoneInfoNotFoundError) as fault:
            raise self.wrong(
                "time_zone", 'is no time zone; write one such as "Asia/Shanghai".'
            ) from fault
        return value

    def _address(self, table: Mapping[str, Any], key: str, where: str = "") -> str:
        value = self._string(table, key, "", where)
        if value and not openable(
            value.format(year="2024", month="07", day="06")
            if "{" in value and _fillable(value)
            else value
        ):
            raise self.wrong(f"{where}{key}", "must be an http or https address.")
        return value

    def _closed(self) -> frozenset[int]:
        value = self.data.get("closed", [])
        if not isinstance(value, list) or not all(
            isinstance(day, str) and day.lower() in _DAYS for day in value
        ):
            raise self.wrong("closed", 'must be a list of weekdays such as ["sunday"].')
        return frozenset(_DAYS.index(day.lower()) for day in value)

    def _pace(self) -> tuple[int, float]:
        pace = self.data.get("pace", {})
        if not isinstance(pace, dict):
            raise self.wrong("pace", "must be a table with at_once and per_second.")
        self._known_keys(pace, _PACE_KEYS, "pace.")
        at_once, per_second = (
            pace.get("at_once", MOST_AT_ONCE),
            pace.get("per_second", FASTEST_PER_SECOND),
        )
        if not isinstance(at_once, int) or isinstance(at_once, bool) or at_once < 1:
            raise self.wrong("pace.at_once", f"must be a whole number from 1 to {MOST_AT_ONCE}.")
        if (
            not isinstance(per_second, int | float)
            or isinstance(per_second, bool)
            or not 0.01 <= per_second < 1e9
        ):
            raise self.wrong(
                "pace.per_second", f"must be a number from 0.01 to {FASTEST_PER_SECOND:g}."
            )
        return min(at_once, MOST_AT_ONCE), min(float(per_second), FASTEST_PER_SECOND)

    def _eras(self) -> tuple[Era, ...]:
        eras = self.data.get("eras", [])
        if not isinstance(eras, list) or not eras or not all(isinstance(era, dict) for era in eras):
            raise self.wrong(
                "eras", "is missing: a newspaper needs at least one [[eras]] with engine and entry."
            )
        return tuple(self._era(era) for era in eras[:50])

    def _era(self, table: Mapping[str, Any]) -> Era:
        self._known_keys(table, _ERA_KEYS, "eras.")
        engine = self._string(table, "engine", "", "eras.")
        if engine not in ENGINES:
            remedy = _nearest(engine, ENGINES)
            raise self.wrong("eras.engine", f"is no engine; {remedy}")
        entry = self._string(table, "entry", "", "eras.")
        if not entry:
            raise self.wrong("eras.entry", "is missing: say where the first page of an issue is.")
        if not _fillable(entry):
            raise self.wrong(
                "eras.entry", f"may have {', '.join(_PLACES)} in braces and nothing else."
            )
        self._address(table, "entry", "eras.")
        first, last = self._day(table, "first"), self._day(table, "last")
        if first and last and first > last:
            raise self.wrong("eras.last", "is before first.")
        settings = table.get("settings", {})
        if not isinstance(settings, dict) or not all(
            isinstance(value, str) for value in settings.values()
        ):
            raise self.wrong("eras.settings", "must be a table of texts in quotes.")
        return Era(
            engine=engine,
            entry=entry,
            first=first,
            last=last,
            settings={clean(str(key)): clean(value) for key, value in settings.items()},
        )

    def _day(self, table: Mapping[str, Any], key: str) -> date | None:
        value = table.get(key)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            raise self.wrong(f"eras.{key}", "must be a date such as 2024-07-06, without quotes.")
        return value


def _nearest(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1)
    return f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}."


def _fillable(entry: str) -> bool:
    rest = entry
    for place in _PLACES:
        rest = rest.replace(place, "")
    return "{" not in rest and "}" not in rest
