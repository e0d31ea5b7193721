"""A WARC file as a tape: read forwards, wound to where a record begins, and picked up again behind
what is damaged.

A place on the tape is an offset in the file and how far into what is packed there. In a file as it
should be each record is packed by itself and the second number is 0; one that was packed as a whole
is read too, only that winding it takes longer.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from reader.delivery.intake.entry import CHUNK, FREE_OF_RATIO, HIGHEST_RATIO, too_empty
from reader.errors import ParseError
from reader.lang import say

Place = tuple[int, int]

_GZIP = b"\x1f\x8b\x08"
_RECORD = re.compile(rb"WARC/[01]\.[0-9]+[ \t]*\r?\n")
_LONGEST_LINE = 64 * 1024
_LONGEST_HEAD = 1024 * 1024
"""Bytes of a record's own headers and its answer's together."""
_LEAST_PIECE = 4096


def damaged() -> str:
    """Why a record is left out that cannot be read."""
    return say("A record in it is damaged and was left out.")


class Tape:
    """The bytes of a WARC file, unpacked where it is packed. Reading raises `ParseError` where it
    is damaged or a bomb, and answers b"" at the end."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._size = path.stat().st_size
        self.is_packed = self._file.read(3) == _GZIP
        self._head_left = _LONGEST_HEAD
        self._start = self._within = 0
        self._is_sound = self._is_inside = False
        self.wind((0, 0))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def wind(self, place: Place) -> None:
        """Goes to a place."""
        start, within = place
        if self.is_packed and self._is_sound and start == self._start and within >= self._within:
            self.begin()
            self._pass(within - self._within)
            return
        self._start = start
        self._file.seek(self._start if self.is_packed else self._start + within)
        self._within = 0 if self.is_packed else within
        self._buffer = b""
        self._at = 0
        self._raw = b""
        self._unpacker = zlib.decompressobj(31)
        self._packed_in = 0
        self._is_over = False
        self._is_sound = True
        self.begin()
        if self.is_packed and within:
            self._pass(within)

    def begin(self) -> None:
        """A record begins here: it has its whole allowance of headers before it, and ends where
        what is packed together ends."""
        self._head_left = _LONGEST_HEAD
        self._is_inside = True

    @property
    def place(self) -> Place:
        """Where it is."""
        if self.is_packed:
            return self._start, self._within
        return self._start + self._within, 0

    # -- reading --

    def read(self, length: int) -> bytes:
        """At most so many bytes; b"" at the end."""
        if self._at >= len(self._buffer):
            self._fill()
        found = self._buffer[self._at : self._at + length]
        self._at += len(found)
        self._within += len(found)
        return found

    def readline(self, length: int = _LONGEST_LINE) -> bytes:
        """A line, cut where it is longer than any header is; b"" when a record's headers never
        end."""
        parts: list[bytes] = []
        left = min(length, _LONGEST_LINE, self._head_left)
        while left > 0:
            if self._at >= len(self._buffer):
                self._fill()
                if self._at >= len(self._buffer):
                    break
            end = self._buffer.find(b"\n", self._at, self._at + left)
            end = min(self._at + left, len(self._buffer)) if end < 0 else end + 1
            part = self._buffer[self._at : end]
            parts.append(part)
            self._at = end
            self._within += len(part)
            left -= len(part)
            if part.endswith(b"\n"):
                break
        line = b"".join(parts)
        self._head_left -= len(line)
        return line

    def skip(self, length: int) -> int:
        """Passes over so many bytes; how many there were."""
        if self.is_packed or length <= len(self._buffer) - self._at:
            return self._pass(length)
        here = self._start + self._within
        there = min(here + length, self._size)
        self.wind((there, 0))
        return there - here

    def _pass(self, length: int) -> int:
        left = length
        while left > 0 and (piece := self.read(min(left, CHUNK))):
            left -= len(piece)
        return length - left

    def to_record(self) -> bool:
        """Passes over the empty lines between two records; whether one begins there, else it is
        damaged or over."""
        self._is_inside = False
        while True:
            if self._at >= len(self._buffer):
                self._fill()
                if self._at >= len(self._buffer):
                    return False
            if self._buffer[self._at] not in b"\r\n\0":
                return True
            self._at += 1
            self._within += 1

    def _fill(self) -> None:
        self._buffer, self._at = b"", 0
        if self._is_over:
            return
        if not self.is_packed:
            self._buffer = self._file.read(CHUNK)
            self._is_over = not self._buffer
            return
        while not self._buffer and not self._is_over:
            if self._unpacker.eof and self._is_inside:
                return
            if not self._raw:
                self._raw = self._file.read(CHUNK)
                if not self._raw:
                    self._is_over = True
                    return
            if self._unpacker.eof:
                self._next_member()
                continue
            self._unpack()

    def _unpack(self) -> None:
        before = len(self._raw)
        try:
            self._buffer = self._unpacker.decompress(self._raw, CHUNK)
        except zlib.error as error:
            self._is_sound = False
            raise ParseError(damaged()) from error
        if self._unpacker.eof:
            self._raw = self._unpacker.unused_data
        else:
            self._raw = self._unpacker.unconsumed_tail
        self._packed_in += before - len(self._raw)
        produced = self._within + len(self._buffer)
        if produced > FREE_OF_RATIO and produced > HIGHEST_RATIO * self._packed_in:
            self._is_sound = False
            raise ParseError(too_empty())

    def _next_member(self) -> None:
        self._start += self._packed_in
        self._within = self._packed_in = 0
        stripped = self._raw.lstrip(b"\0")
        # Some programs fill up the block of a member with zeros.
        self._start += len(self._raw) - len(stripped)
        self._raw = stripped
        if stripped:
            self._unpacker = zlib.decompressobj(31)

    # -- behind what is damaged --

    def find_record(self, after: Place) -> bool:
        """Goes to the next place behind another at which a record begins; whether there is one."""
        start, within = after
        if self.is_packed:
            return self._find_member(start + 1)
        return self._find_line(start + within + 1)

    def _find_line(self, start: int) -> bool:
        self._file.seek(start)
        kept, base = b"", start
        while chunk := self._file.read(1024 * 1024):
            kept += chunk
            for found in _RECORD.finditer(kept):
                if found.start() == 0 or kept[found.start() - 1] == 0x0A:
                    self.wind((base + found.start(), 0))
                    return True
            base += len(kept) - min(len(kept), 32)
            kept = kept[-32:]
        return False

    def _find_member(self, start: int) -> bool:
        self._file.seek(start)
        kept, base = b"", start
        while True:
            chunk = self._file.read(1024 * 1024)
            kept += chunk
            at = kept.find(_GZIP)
            while at >= 0 and (len(kept) - at >= _LEAST_PIECE or not chunk):
                try:
                    head = zlib.decompressobj(31).decompress(kept[at : at + _LEAST_PIECE], 64)
                except zlib.error:
                    head = b""
                if head.startswith(b"WARC/"):
                    self.wind((base + at, 0))
                    return True
                at = kept.find(_GZIP, at + 1)
            if not chunk:
                return False
            keep = len(kept) - at if at >= 0 else min(len(kept), 2)
            base += len(kept) - keep
            kept = kept[len(kept) - keep :]
