"""Where a value stands in an answer in JSON, as a definition writes it.

`obj.editionList[].editionName` goes down by keys; `[]` goes through a list, `[0]` and `[-1]` take
one of it, and `{}` goes through the members of an object, each as `key` and `value`. Several paths
with `|` between them are tried one after another. Answers are what a site sends: whatever is not
as the path says is no value, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from reader.parse.printed import date_within, printed_date
from reader.text import clean

MOST_VALUES = 5000
"""Values that one path may give."""
_LONGEST_PATH = 400
_STEP = re.compile(r"(?P<key>[^.\[\]{}|]*)(?P<inside>(?:\[(?:-?[0-9]{1,4})?\]|\{\})*)")
_INSIDE = re.compile(r"\[(-?[0-9]*)\]|\{\}")
_EARLIEST_MS = 100_000_000_000
"""Stamps above this count milliseconds: as seconds it would be the year 5138."""


@dataclass(frozen=True, slots=True)
class _All:
    """Through a list."""


@dataclass(frozen=True, slots=True)
class _Members:
    """Through the members of an object."""


_Move = str | int | _All | _Members


@lru_cache(maxsize=512)
def moves_of(path: str) -> tuple[tuple[_Move, ...], ...]:
    """The moves of every alternative of a path; `ValueError` where it is none."""
    if len(path) > _LONGEST_PATH:
        raise ValueError(path)
    return tuple(_moves(alternative.strip()) for alternative in path.split("|") if path)


def _moves(path: str) -> tuple[_Move, ...]:
    moves: list[_Move] = []
    for at, step in enumerate(path.split(".")):
        found = _STEP.fullmatch(step)
        if not found or (not found["key"] and (at or not found["inside"])):
            raise ValueError(path)
        if found["key"]:
            moves.append(found["key"])
        for inside in _INSIDE.finditer(found["inside"]):
            if inside[0] == "{}":
                moves.append(_Members())
            else:
                moves.append(int(inside[1]) if inside[1] else _All())
    return tuple(moves)


def values_at(value: object, path: str) -> list[object]:
    """What stands there, of the first alternative that gives anything but null and emptiness."""
    if not path:
        return []
    for moves in moves_of(path):
        found = _follow(value, moves)
        if any(one not in (None, "", [], {}) for one in found):
            return found
    return []


def _follow(value: object, moves: tuple[_Move, ...]) -> list[object]:
    here = [value]
    for move in moves:
        here = [after for one in here for after in _after(one, move)][:MOST_VALUES]
    return here


def _after(value: object, move: _Move) -> Iterator[object]:
    match move:
        case str():
            if isinstance(value, Mapping) and move in value:
                yield value[move]
        case int():
            if isinstance(value, list) and -len(value) <= move < len(value):
                yield value[move]
        case _All():
            if isinstance(value, list):
                yield from value[:MOST_VALUES]
        case _Members():
            if isinstance(value, Mapping):
                yield from ({"key": key, "value": inner} for key, inner in value.items())


def words_of(value: object) -> str:
    """A text or a number as text, a list of them parted by spaces; "" for anything else."""
    match value:
        case bool() | None:
            return ""
        case str():
            return value
        case int() | float():
            return str(value)
        case list():
            return " ".join(word for word in map(words_of, value[:100]) if word)
        case _:
            return ""


def words_at(value: object, path: str, between: str = " ") -> str:
    """The words that stand there; of several places all, with `between` between them."""
    return between.join(word for word in map(words_of, values_at(value, path)) if word)


def word_at(value: object, path: str) -> str:
    """The first words that stand there."""
    return next((word for word in map(words_of, values_at(value, path)) if word), "")


def days_at(value: object, path: str) -> frozenset[date]:
    """Every day a place names; a count of seconds or milliseconds names the days it is somewhere
    on earth, as nothing says where it was made.
    """
    days: set[date] = set()
    for one in values_at(value, path):
        days.update(_days_of(one))
    return frozenset(days)


def _days_of(value: object) -> Iterator[date]:
    text = clean(words_of(value))
    if re.fullmatch(r"[0-9]{9,13}(?:\.0)?", text, re.ASCII):
        seconds = float(text) / (1000 if float(text) > _EARLIEST_MS else 1)
        moment = datetime.fromtimestamp(seconds, UTC)
        yield (moment - timedelta(hours=12)).date()
        yield (moment + timedelta(hours=14)).date()
        return
    found = printed_date(text) or printed_date(text[:10]) or date_within(text)
    if found and found.day:
        yield found.day
