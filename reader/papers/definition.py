"""A newspaper's definition: what a TOML file must say, and what is said of one that does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reader.engines import ENGINES, Era
from reader.errors import ConfigError
from reader.model import Newspaper
from reader.papers.addresses import (
    wrong_in_address,
    wrong_in_header,
    wrong_in_host,
    wrong_in_setting,
)
from reader.papers.closures import Closure, closure_of
from reader.papers.paper import (
    CONFIDENCES,
    DEFAULT_AT_ONCE,
    DEFAULT_PER_SECOND,
    KINDS,
    PageNames,
    Paper,
)
from reader.papers.source import LARGEST_FILE, Source, Where, nearest
from reader.text import is_blank, shown

__all__ = ["FASTEST_PER_SECOND", "KEYS", "LARGEST_FILE", "MOST_AT_ONCE", "faults_in", "paper_from"]

MOST_AT_ONCE = 8
"""Requests to a host that may be open at a time, whatever a definition asks."""
FASTEST_PER_SECOND = 20.0
"""Requests that may begin at a host in a second, whatever a definition asks."""
_LONGEST_GAP_S = 3600
_MOST_ERAS = 50

_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_ZONE = re.compile(r"[A-Za-z0-9_+-]{1,32}(?:/[A-Za-z0-9_+-]{1,32}){0,2}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

KEYS: Mapping[str, tuple[str, ...]] = {
    "": (
        *("id", "name", "english_name", "other_names", "language", "time_zone", "homepage", "icp"),
        *("group", "region", "kind", "closed", "no_issue", "appears", "pace", "hosts", "headers"),
        *("page_names", "confidence", "seen", "source", "eras"),
    ),
    "pace": ("at_once", "per_second", "gap_s"),
    "page_names": ("replace", "drop", "advertisement"),
    "eras": (
        *("engine", "entry", "newest", "first", "last", "settings", "headers"),
        *("confidence", "seen"),
    ),
}
"""Every key there is, by the table it stands in."""

_Value = TypeVar("_Value")


def paper_from(text: bytes, path: Path, *, is_ours: bool = False) -> Paper:
    """The paper a file defines; `ConfigError` says which file, line and key are wrong, and what is
    right. One that comes with the reader has to be on the public web.
    """
    definition = _Definition(Source(text, path), is_ours=is_ours)
    paper = definition.paper()
    if definition.faults:
        raise definition.faults[0]
    return paper


def faults_in(text: bytes, path: Path) -> tuple[ConfigError, ...]:
    """Everything that is wrong in a definition."""
    try:
        definition = _Definition(Source(text, path), is_ours=False)
    except ConfigError as fault:
        return (fault,)
    definition.paper()
    return tuple(definition.faults)


class _Definition:
    """One pass over a definition: takes what is right, notes what is wrong."""

    def __init__(self, source: Source, *, is_ours: bool) -> None:
        self._source = source
        self._data = source.data
        self._is_ours = is_ours
        self.faults: list[ConfigError] = []

    def paper(self) -> Paper:
        """The paper; not to be used where there are `faults`."""
        self._known(self._data, "", ())
        take, words = self._take, self._words
        at_once, per_second = take(self._pace, (DEFAULT_AT_ONCE, DEFAULT_PER_SECOND))
        nothing: dict[str, str] = {}
        headers = take(lambda: self._headers(self._data, ()), nothing)
        return Paper(
            newspaper=Newspaper(
                id=take(self._id, ""),
                name=take(self._name, ""),
                english_name=words("english_name"),
                language=take(self._language, "zh"),
                time_zone=take(self._zone, "UTC"),
                homepage=take(self._homepage, ""),
                icp=words("icp"),
                closed_weekdays=take(self._closed, frozenset()),
            ),
            eras=take(lambda: self._eras(headers), ()),
            at_once=at_once,
            per_second=per_second,
            is_paced=bool(self._data.get("pace")),
            other_names=take(lambda: self._source.texts(self._data, "other_names"), ()),
            group=words("group"),
            region=words("region"),
            kind=take(lambda: self._one_of(self._data, "kind", KINDS, "daily"), "daily"),
            no_issue=take(self._no_issue, ()),
            appears=take(self._appears, None),
            hosts=take(self._hosts, ()),
            page_names=take(self._page_names, PageNames()),
            confidence=take(lambda: self._one_of(self._data, "confidence", CONFIDENCES, ""), ""),
            seen=take(lambda: self._day(self._data, "seen"), None),
            source=words("source"),
        )

    # -- noting --

    def _take(self, read: Callable[[], _Value], otherwise: _Value) -> _Value:
        try:
            return read()
        except ConfigError as fault:
            self.faults.append(fault)
            return otherwise

    def _known(self, table: Mapping[str, Any], name: str, where: Where) -> None:
        whole = {
            "": "a newspaper's definition",
            "pace": "a pace",
            "page_names": "the rules for page names",
            "eras": "an era",
        }[name]
        self.faults += self._source.unknown_keys(table, KEYS[name], where, whole)

    def _words(self, key: str) -> str:
        return self._take(lambda: self._source.words(self._data, key, ""), "")

    # -- the newspaper --

    def _name(self) -> str:
        name = self._source.words(self._data, "name", "")
        if is_blank(name):
            raise self._source.wrong(("name",), "is missing: say what the newspaper is called.")
        return name

    def _id(self) -> str:
        identifier = self._source.words(self._data, "id", "")
        if not _ID.fullmatch(identifier) or ".." in identifier:
            raise self._source.wrong(
                ("id",), 'must be lower-case letters, digits, dots and dashes, such as "kjrb".'
            )
        return identifier

    def _language(self) -> str:
        value = self._source.words(self._data, "language", "zh")
        if not _LANGUAGE.fullmatch(value):
            raise self._source.wrong(
                ("language",), 'must be a language tag such as "zh" or "zh-Hant".'
            )
        return value

    def _zone(self) -> str:
        value = self._source.words(self._data, "time_zone", "Asia/Shanghai")
        try:
            if not _ZONE.fullmatch(value):
                raise ValueError
            ZoneInfo(value)
        except (ValueError, OSError, ZoneInfoNotFoundError) as fault:
            raise self._source.wrong(
                ("time_zone",), 'is no time zone; write one such as "Asia/Shanghai".'
            ) from fault
        return value

    def _homepage(self) -> str:
        return self._address(self._data, "homepage", (), has_places=False)

    def _one_of(
        self,
        table: Mapping[str, Any],
        key: str,
        known: tuple[str, ...],
        default: str,
        where: Where = (),
    ) -> str:
        value = self._source.words(table, key, default, where)
        if value != default and value not in known:
            raise self._source.wrong(
                (*where, key), f"is {shown(value, 40) or 'empty'}; {nearest(value, known)}"
            )
        return value

    # -- when --

    def _closed(self) -> frozenset[int]:
        value = self._data.get("closed", [])
        if not isinstance(value, list) or not all(
            isinstance(day, str) and day.lower() in _DAYS for day in value
        ):
            raise self._source.wrong(("closed",), 'must be a list of weekdays such as ["sunday"].')
        return frozenset(_DAYS.index(day.lower()) for day in value)

    def _no_issue(self) -> tuple[Closure, ...]:
        return tuple(map(self._closure, self._source.texts(self._data, "no_issue", most=1000)))

    def _closure(self, words: str) -> Closure:
        try:
            return closure_of(words)
        except ValueError as fault:
            raise self._source.wrong(("no_issue",), f"has “{shown(words, 40)}”, {fault}") from fault

    def _appears(self) -> time | None:
        value = self._source.words(self._data, "appears", "")
        if not value:
            return None
        found = _CLOCK.fullmatch(value)
        if found is None:
            raise self._source.wrong(
                ("appears",), 'must be a time of day such as "07:30", by the paper\'s own clock.'
            )
        return time(int(found[1]), int(found[2]))

    def _day(self, table: Mapping[str, Any], key: str, where: Where = ()) -> date | None:
        value = table.get(key)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            raise self._source.wrong(
                (*where, key), "must be a date such as 2024-07-06, without quotes."
            )
        return value

    # -- how --

    def _pace(self) -> tuple[int, float]:
        pace = self._source.table(self._data, "pace")
        self._known(pace, "pace", ("pace",))
        at_once = pace.get("at_once", DEFAULT_AT_ONCE)
        if not isinstance(at_once, int) or isinstance(at_once, bool) or at_once < 1:
            raise self._source.wrong(
                ("pace", "at_once"), f"must be a whole number from 1 to {MOST_AT_ONCE}."
            )
        per_second = self._number(pace, "per_second", DEFAULT_PER_SECOND, 0.01, 1e9)
        if "gap_s" in pace:
            if "per_second" in pace:
                raise self._source.wrong(
                    ("pace", "gap_s"), "and per_second say the same; leave one of them out."
                )
            gap_s = self._number(pace, "gap_s", 0.5, 0.001, _LONGEST_GAP_S)
            per_second = 1 / gap_s
        return min(at_once, MOST_AT_ONCE), min(per_second, FASTEST_PER_SECOND)

    def _number(
        self, pace: Mapping[str, Any], key: str, default: float, least: float, most: float
    ) -> float:
        value = pace.get(key, default)
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not least <= value <= most
        ):
            said = FASTEST_PER_SECOND if key == "per_second" else most
            raise self._source.wrong(("pace", key), f"must be a number from {least:g} to {said:g}.")
        return float(value)

    def _hosts(self) -> tuple[str, ...]:
        hosts = tuple(host.lower() for host in self._source.texts(self._data, "hosts", most=20))
        for host in hosts:
            if wrong := wrong_in_host(host, is_public=self._is_ours):
                raise self._source.wrong(("hosts",), f"has “{shown(host, 60)}”; each {wrong}")
        return hosts

    def _headers(self, table: Mapping[str, Any], where: Where) -> dict[str, str]:
        headers = self._source.table_of_texts(table, "headers", where, most=20)
        for name, value in headers.items():
            if wrong := wrong_in_header(name, value):
                raise self._source.wrong((*where, "headers", name), wrong)
        return headers

    def _page_names(self) -> PageNames:
        rules = self._source.table(self._data, "page_names")
        self._known(rules, "page_names", ("page_names",))
        return PageNames(
            replace=self._source.table_of_texts(rules, "replace", ("page_names",)),
            drop=self._source.texts(rules, "drop", ("page_names",)),
            advertisement=self._source.texts(rules, "advertisement", ("page_names",)),
        )

    def _address(
        self, table: Mapping[str, Any], key: str, where: Where, *, has_places: bool = True
    ) -> str:
        value = self._source.words(table, key, "", where)
        if value and (
            wrong := wrong_in_address(value, is_public=self._is_ours, has_places=has_places)
        ):
            raise self._source.wrong((*where, key), wrong)
        return value

    # -- eras --

    def _eras(self, headers: Mapping[str, str]) -> tuple[Era, ...]:
        tables = self._data.get("eras", [])
        if (
            not isinstance(tables, list)
            or not tables
            or not all(isinstance(table, dict) for table in tables)
        ):
            raise self._source.wrong(
                ("eras",),
                "is missing: a newspaper needs at least one [[eras]] with engine and entry.",
            )
        if len(tables) > _MOST_ERAS:
            raise self._source.wrong(("eras",), f"are {len(tables)}, of at most {_MOST_ERAS}.")
        eras: list[Era] = []
        for number, table in enumerate(tables):
            where: Where = ("eras", number)
            try:
                era = self._era(table, where, headers)
            except ConfigError as fault:
                self.faults.append(fault)
            else:
                self._must_not_overlap(era, eras, where)
                eras.append(era)
        return tuple(eras)

    def _must_not_overlap(self, era: Era, others: list[Era], where: Where) -> None:
        for other in others:
            begin = max(era.first or date.min, other.first or date.min)
            if begin <= min(era.last or date.max, other.last or date.max):
                day = "every day" if begin == date.min else begin.isoformat()
                key = "first" if era.first else "last" if era.last else "engine"
                self.faults.append(
                    self._source.wrong(
                        (*where, key),
                        f"lets two eras cover {day}; end one, with last, before the other's first.",
                    )
                )
                return

    def _era(self, table: Mapping[str, Any], where: Where, headers: Mapping[str, str]) -> Era:
        self._known(table, "eras", where)
        source = self._source
        engine = source.words(table, "engine", "", where)
        if engine not in ENGINES:
            raise source.wrong((*where, "engine"), f"is no engine; {nearest(engine, ENGINES)}")
        entry = self._address(table, "entry", where)
        if not entry:
            raise source.wrong(
                (*where, "entry"), "is missing: say where the first page of an issue is."
            )
        first, last = self._day(table, "first", where), self._day(table, "last", where)
        if first and last and first > last:
            raise source.wrong((*where, "last"), "is before first.")
        return Era(
            engine=engine,
            entry=entry,
            newest=self._address(table, "newest", where),
            first=first,
            last=last,
            settings=self._settings(table, engine, where),
            headers={**headers, **self._headers(table, where)},
            confidence=self._one_of(table, "confidence", CONFIDENCES, "", where),
            seen=self._day(table, "seen", where),
        )

    def _settings(self, table: Mapping[str, Any], engine: str, where: Where) -> dict[str, str]:
        known = ENGINES[engine]
        settings = self._source.table_of_texts(table, "settings", where)
        where = (*where, "settings")
        self.faults += self._source.unknown_keys(
            settings, known, where, f"the settings of {engine}"
        )
        for key, value in settings.items():
            if key in known and (
                wrong := wrong_in_setting(value, known[key].kind, is_public=self._is_ours)
            ):
                raise self._source.wrong((*where, key), wrong)
        for key, setting in known.items():
            if setting.is_needed and not settings.get(key):
                raise self._source.wrong((*where, key), f"is missing: {engine} needs it.")
        return settings
