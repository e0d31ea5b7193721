"""The rows that the pages of a library file hold, read without SQLite.

SQLite reaches a row from the table's root, over pages that point to pages. Where one of those is
damaged, everything below it is out of reach, though it stands in the file unharmed. So here each
page is read for itself: one that holds rows says where they are, and a row says of what types its
values are. What was written last lies in the log beside the file, page by page, and comes first.

The format is the one that https://www.sqlite.org/fileformat2.html describes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

Value: TypeAlias = "int | float | str | bytes | None"

_LOG_HEADER, _FRAME_HEADER = 32, 24
_PAGE_BYTES = 4096
_FIRST_PAGE_HEADER = 100
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 13, 10, 2
_MOST_COLUMNS = 64
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class _Broken(Exception):
    """What stands there is no row."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row, of a table or of an index."""

    number: int | None
    """The row's number; None where it is one of an index, or of a table without numbers."""
    values: Sequence[Value]
    """As far as they could be read; what follows a page that is missing is left out."""
    is_whole: bool


class Pages:
    """The pages of a file and of the log beside it."""

    def __init__(self, file: BinaryIO, log: BinaryIO | None) -> None:
        self._file = file
        self._log = log
        header = file.read(_FIRST_PAGE_HEADER)
        size = int.from_bytes(header[16:18], "big")
        size = 65536 if size == 1 else size
        is_size = 512 <= size <= 65536 and not size & (size - 1)
        self._size = size if header.startswith(b"SQLite format 3\0") and is_size else _PAGE_BYTES
        file.seek(0, 2)
        self.count = file.tell() // self._size
        self._newer = self._in_log()
        if self._newer:
            self.count = max(self.count, *self._newer)
        self._usable = self._size - (header[20] if len(header) > 20 and header[20] < 32 else 0)

    @classmethod
    def of(cls, path: Path, file: BinaryIO) -> Pages:
        """Those of a library file that is open for reading."""
        with suppress(OSError):
            return cls(file, path.with_name(path.name + "-wal").open("rb"))
        return cls(file, None)

    def _in_log(self) -> dict[int, int]:
        """Where in the log the newest of each page is; of what was never committed nothing."""
        if self._log is None:
            return {}
        header = self._log.read(_LOG_HEADER)
        if len(header) < _LOG_HEADER or header[:3] != b"\x37\x7f\x06":
            return {}
        committed: dict[int, int] = {}
        begun: dict[int, int] = {}
        at = _LOG_HEADER
        while True:
            self._log.seek(at)
            frame = self._log.read(_FRAME_HEADER)
            if len(frame) < _FRAME_HEADER or frame[8:16] != header[16:24]:
                return committed
            number, pages = struct.unpack(">II", frame[:8])
            begun[number] = at + _FRAME_HEADER
            if pages:
                committed |= begun
                begun = {}
            at += _FRAME_HEADER + self._size

    def page(self, number: int) -> bytes:
        """A page's bytes; empty where there is none."""
        if (at := self._newer.get(number)) is not None and self._log is not None:
            self._log.seek(at)
            return self._log.read(self._size)
        if not 1 <= number <= self.count:
            return b""
        self._file.seek((number - 1) * self._size)
        return self._file.read(self._size)

    def records(self) -> Iterator[Record]:
        """Every row that can be read, in the order of the pages."""
        free = self._free()
        for number in range(1, self.count + 1):
            if number in free:
                continue
            page = self.page(number)
            if len(page) == self._size:
                yield from self._records_on(page, _FIRST_PAGE_HEADER if number == 1 else 0)

    def _free(self) -> frozenset[int]:
        """Pages that were let go; what stands on them was deleted."""
        header = self.page(1)[:_FIRST_PAGE_HEADER]
        free: set[int] = set()
        trunk = int.from_bytes(header[32:36], "big") if header.startswith(b"SQLite") else 0
        while 0 < trunk <= self.count and trunk not in free:
            free.add(trunk)
            page = self.page(trunk)
            trunk, leaves = struct.unpack(">II", page[:8])
            if leaves > self._size // 4 - 2:
                break
            free |= set(struct.unpack(f">{leaves}I", page[8 : 8 + 4 * leaves]))
        return frozenset(free)

    def _records_on(self, page: bytes, start: int) -> Iterator[Record]:
        kind = page[start]
        if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR):
            return
        first = start + (12 if kind == _INDEX_INTERIOR else 8)
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        if first + 2 * cells > self._usable:
            return
        for (at,) in struct.iter_unpack(">H", page[first : first + 2 * cells]):
            if first + 2 * cells <= at < self._usable:
                with suppress(_Broken, IndexError, struct.error, ValueError, OverflowError):
                    yield self._record(page, at, kind)

    def _record(self, page: bytes, at: int, kind: int) -> Record:
        if kind == _INDEX_INTERIOR:
            at += 4
        length, at = _varint(page, at)
        number = None
        if kind == _TABLE_LEAF:
            number, at = _varint(page, at)
            number -= (number >> 63) << 64
        payload = self._payload(page, at, length, is_table=kind == _TABLE_LEAF)
        values = _values(payload, length)
        return Record(number, values, len(payload) == length)

    def _payload(self, page: bytes, at: int, length: int, *, is_table: bool) -> bytes:
        """A row's bytes, which go on on other pages where they are many."""
        usable = self._usable
        most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
        if length <= most:
            here = length
        else:
            least = (usable - 12) * 32 // 255 - 23
            here = least + (length - least) % (usable - 4)
            here = here if here <= most else least
        if length > self.count * self._size or at + here > usable:
            raise _Broken
        parts = [page[at : at + here]]
        left = length - here
        following = int.from_bytes(page[at + here : at + here + 4], "big") if left else 0
        while left > 0 and 1 < following <= self.count:
            more = self.page(following)
            if len(more) < self._size:
                break
            following = int.from_bytes(more[:4], "big")
            parts.append(more[4 : 4 + min(left, usable - 4)])
            left -= len(parts[-1])
        return b"".join(parts)


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = page[at + n]
        if n == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n + 1
    raise _Broken


def _values(payload: bytes, length: int) -> list[Value]:
    """The values of a row; raises where its head does not fit its body."""
    head, at = _varint(payload, 0)
    if not 1 < head <= len(payload):
        raise _Broken
    types = []
    while at < head:
        kind, at = _varint(payload, at)
        types.append(kind)
    if at != head or len(types) > _MOST_COLUMNS or head + sum(map(_length, types)) != length:
        raise _Broken
    values: list[Value] = []
    for kind in types:
        size = _length(kind)
        part = payload[at : at + size]
        if len(part) < size:
            break
        values.append(_value(kind, part))
        at += size
    return values


def _length(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind in (10, 11):
        raise _Broken
    return 8 if kind == 7 else _INTEGERS.get(kind, 0)


def _value(kind: int, part: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind in _INTEGERS:
        return int.from_bytes(part, "big", signed=True)
    if kind == 7:
        return float(struct.unpack(">d", part)[0])
    return part.decode() if kind % 2 else part
