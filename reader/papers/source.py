"""The text of a definition: decoded, parsed, and able to say on which line a key stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reader.errors import ConfigError
from reader.text import clean, shown

LARGEST_FILE = 256 * 1024
"""Bytes."""
_LONGEST_LINE = 8000
"""Characters. The standard reader takes the square of a dotted key's length."""
_LONGEST_TEXT = 2000
"""Characters of one value."""

Where = tuple[str | int, ...]
"""The way to a key: `("eras", 1, "settings", "body")`."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


class Source:
    """A definition's file: its values, and the sentence for what is wrong in it."""

    def __init__(self, raw: bytes, path: Path) -> None:
        self.path = path
        if len(raw) > LARGEST_FILE:
            raise self._unread("is larger than 256 kB; a definition is a page long.")
        try:
            self.text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            line = raw[: fault.start].count(b"\n") + 1
            raise self._unread("is not UTF-8; save it as UTF-8.", line) from fault
        rows = self.text.splitlines()
        for number, row in enumerate(rows, 1):
            if len(row) > _LONGEST_LINE:
                raise self._unread("cannot be read: a line in it is too long.", number)
        try:
            self.data: Mapping[str, Any] = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as fault:
            found = re.search(r" \(at line (\d+), column \d+\)", str(fault))
            why = shown(str(fault).replace(found[0] if found else "", ""), 120)
            raise self._unread(
                f"is not TOML: {why.rstrip('.')}.", int(found[1]) if found else 0
            ) from fault
        except (ValueError, RecursionError, OverflowError) as fault:
            raise self._unread("cannot be read: a value in it is too deep or too large.") from fault
        self._lines = _lines_of(rows)

    def _unread(self, what: str, line: int = 0) -> ConfigError:
        where = f", line {line}," if line else ""
        return ConfigError(f"{shown(self.path.name)}{where} {what}", path=self.path, line=line)

    def wrong(self, where: Where, what: str) -> ConfigError:
        """What is wrong with a key, as an error that names file, line and key."""
        line = self._line_of(where)
        at = f", line {line}" if line else ""
        key = ".".join(str(part) for part in where if isinstance(part, str))
        return ConfigError(
            f"{shown(self.path.name)}{at}: “{shown(key, 60)}” {what}",
            path=self.path,
            line=line,
            key=key,
        )

    def _line_of(self, where: Where) -> int:
        """Where the key stands, else where the table stands it should be in."""
        while where:
            if where in self._lines:
                return self._lines[where]
            where = where[:-1]
        return 0

    def unknown_keys(
        self, table: Mapping[str, Any], known: Iterable[str], where: Where, whole: str
    ) -> list[ConfigError]:
        """A sentence for every key of a table that is none of those known, with the nearest."""
        known = tuple(known)
        return [
            self.wrong((*where, key), f"is no key of {whole}; {nearest(key, known)}")
            for key in table
            if key not in known
        ]

    def words(self, table: Mapping[str, Any], key: str, default: str, where: Where = ()) -> str:
        """A text, cleaned."""
        value = table.get(key, default)
        return self.one_text(value, (*where, key))

    def one_text(self, value: object, where: Where) -> str:
        """A value that has to be text, cleaned."""
        if not isinstance(value, str):
            raise self.wrong(where, "must be text in quotes.")
        if len(value) > _LONGEST_TEXT:
            raise self.wrong(
                where, f"is too long: {len(value):,} characters of at most {_LONGEST_TEXT:,}."
            )
        return clean(value)

    def texts(
        self, table: Mapping[str, Any], key: str, where: Where = (), *, most: int = 200
    ) -> tuple[str, ...]:
        """A list of texts, cleaned, without blank ones."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong((*where, key), "must be a list of texts in quotes.")
        if len(value) > most:
            raise self.wrong((*where, key), f"has {len(value)} entries of at most {most}.")
        return tuple(filter(None, (self.one_text(one, (*where, key)) for one in value)))

    def table(self, table: Mapping[str, Any], key: str, where: Where = ()) -> Mapping[str, Any]:
        """A table; empty where there is none."""
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong((*where, key), f"must be a table: [{key}].")
        return value

    def table_of_texts(
        self, table: Mapping[str, Any], key: str, where: Where = (), *, most: int = 200
    ) -> dict[str, str]:
        """A table whose values are texts, both cleaned."""
        found = self.table(table, key, where)
        if len(found) > most:
            raise self.wrong((*where, key), f"has {len(found)} entries of at most {most}.")
        return {
            self.one_text(name, (*where, key)): self.one_text(value, (*where, key, name))
            for name, value in found.items()
        }


def nearest(word: str, known: Iterable[str]) -> str:
    """`did you mean “x”?`, or which are known where nothing is like it."""
    from difflib import get_close_matches

    known = tuple(known)
    near = get_close_matches(word[:80], known, n=1)
    return f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}."


def _lines_of(rows: list[str]) -> dict[Where, int]:
    """The line of every key and table; the first where one seems to stand twice.

    A scan and no parse: what stands in a text of several lines may be taken for a key, which costs
    a line number that is a little off and nothing else.
    """
    lines: dict[Where, int] = {}
    counts: dict[Where, int] = {}
    table: Where = ()
    for number, row in enumerate(rows, 1):
        if found := _HEADER.match(row):
            table = _parts(found[2])
            if found[1] == "[[":
                lines.setdefault(table, number)
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            else:
                table = _within(table, counts)
            lines.setdefault(table, number)
        elif found := _KEY.match(row):
            parts = _parts(found[1])
            for length in range(1, len(parts) + 1):
                lines.setdefault((*table, *parts[:length]), number)
    return lines


def _within(table: Where, counts: Mapping[Where, int]) -> Where:
    """The table's way with the number of the array's entry it belongs to: `[eras.settings]`."""
    for length in range(len(table), 0, -1):
        if table[:length] in counts:
            return (*table[:length], counts[table[:length]], *table[length:])
    return table


def _parts(name: str) -> Where:
    return tuple(part.strip("\"'") for part in _PART.findall(name))
