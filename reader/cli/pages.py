"""Saved pages on disk: which files they are, their bytes, and the address a sidecar gives them."""

from __future__ import annotations

import gzip
import json
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from reader.errors import ParseError, UsageError
from reader.text import shown

LARGEST_PAGE = 32 * 1024 * 1024
"""Bytes, unpacked."""
LARGEST_SIDECAR = 1024 * 1024
MOST_FILES = 200_000
LONGEST_ADDRESS = 8192

PAGE_ENDINGS = frozenset(
    [".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp", ".txt", ".text"]
)
"""Files of a folder that count as pages, plain or with .gz after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A file that holds a page."""

    path: Path | None
    """None for standard input."""

    @property
    def id(self) -> str:
        """The file's name without its extensions."""
        if self.path is None:
            return "stdin"
        return shown(_stem(self.path.name)) or "page"

    @property
    def shown_name(self) -> str:
        """The file's name as it may be printed."""
        return "standard input" if self.path is None else shown(self.path.name, 80)

    def read(self) -> bytes:
        """Its bytes, unpacked; `ParseError` in a sentence where they cannot be had."""
        try:
            if self.path is None:
                return _within_limit(sys.stdin.buffer, self.shown_name)
            if self.path.name.lower().endswith(".gz"):
                with gzip.open(self.path) as packed:
                    return _within_limit(packed, self.shown_name)
            with self.path.open("rb") as file:
                return _within_limit(file, self.shown_name)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ParseError(f"{self.shown_name} is not a whole gzip file.") from error
        except (OSError, ValueError) as error:
            why = shown(getattr(error, "strerror", None) or "its name cannot be used", 80)
            raise ParseError(f"{self.shown_name} could not be read: {why}.") from error

    def address(self) -> tuple[str, str]:
        """The address in the sidecar, and a sentence where there is a sidecar that cannot be used.

        Nothing else of a sidecar is read.
        """
        if self.path is None:
            return "", ""
        sidecar = self.path.with_name(_stem(self.path.name) + ".json")
        try:
            if sidecar == self.path or not stat.S_ISREG(sidecar.lstat().st_mode):
                return "", ""
            with sidecar.open("rb") as file:
                content = file.read(LARGEST_SIDECAR + 1)
        except (OSError, ValueError):
            return "", ""
        name = shown(sidecar.name, 80)
        if len(content) > LARGEST_SIDECAR:
            return "", f"{name} is too large for a sidecar and was left aside."
        try:
            record = json.loads(content)
        except (ValueError, RecursionError):
            return "", f"{name} cannot be read and was left aside."
        if not isinstance(record, dict):
            return "", f"{name} is no sidecar and was left aside."
        url = record.get("url")
        if url is None or url == "":
            return "", ""
        if not isinstance(url, str) or not is_web_address(url):
            return "", f"The url in {name} is no web address and was left aside."
        return url, ""


def pages_at(words: str) -> Iterator[SavedPage]:
    """The page of that name, or the pages of that folder in sorted order; `UsageError` where there
    is nothing."""
    if words == "-":
        yield SavedPage(path=None)
        return
    path = Path(words)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None)
        if isinstance(error, FileNotFoundError) or why is None:
            raise UsageError(f"There is no file or folder {shown(words, 120)}.") from error
        raise UsageError(f"{shown(words, 120)} cannot be read: {shown(why, 80)}.") from error
    if not stat.S_ISDIR(mode):
        yield SavedPage(path=path)
        return
    found = False
    for file in _files_of(path):
        found = True
        yield SavedPage(path=file)
    if not found:
        raise UsageError(f"There are no pages in {shown(words, 120)}.")


def is_web_address(url: str) -> bool:
    """Whether it is an http or https address with nothing odd in it."""
    if len(url) > LONGEST_ADDRESS or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def _files_of(folder: Path) -> Iterator[Path]:
    """The pages below a folder, each folder's sorted by name. A link is followed only to what lies
    in the same folder, and no folder is gone through twice."""
    root = Path(os.path.realpath(folder))
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    count = 0
    while waiting:
        here = waiting.pop()
        try:
            identity = here.stat()
            if (identity.st_dev, identity.st_ino) in seen:
                continue
            seen.add((identity.st_dev, identity.st_ino))
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            continue
        folders = []
        for entry in entries:
            path = here / entry.name
            try:
                if entry.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
                    continue
                if entry.is_dir():
                    folders.append(path)
                elif entry.is_file() and _is_page(entry.name):
                    count += 1
                    if count > MOST_FILES:
                        return
                    yield path
            except OSError:
                continue
        waiting += reversed(folders)


def _is_page(name: str) -> bool:
    name = name.lower().removesuffix(".gz")
    return Path(name).suffix in PAGE_ENDINGS and not name.startswith("._")


def _stem(name: str) -> str:
    if name.lower().endswith(".gz"):
        name = name[:-3]
    return Path(name).stem


def _within_limit(file: BinaryIO | gzip.GzipFile, name: str) -> bytes:
    content = file.read(LARGEST_PAGE + 1)
    if len(content) > LARGEST_PAGE:
        raise ParseError(f"{name} is larger than any newspaper page (32 MB).")
    return content
