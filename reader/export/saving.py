"""Files put into a person's folder: whole or not at all, and never over another one.

What is written stands beside its place under a hidden name that ends in `.part`, and comes to its
own name in one step when it is whole and on the disk. Who is killed before that leaves the hidden
file and nothing else.

Names are made here too. One that is right on this machine may be none on the next: another system
takes `a` and `A`, or two ways of writing é, for one name, means a device by `nul.txt`, or drops the
full stop at an end. So letters, digits, `-` and `_` are all that stays of a name, and `Names` knows
which are alike.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reader.errors import UsageError
from reader.lang import say
from reader.library.backups import settle_folder
from reader.text import shown

_MOST_NAMES = 9_999
_LONGEST_NAME = 80
_MOST_BYTES = 200
"""Of a whole name; file systems take 255, of which others want some for a name of their own."""
_ROOM_FOR_A_NUMBER = 5
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin|conout|com[0-9]|lpt[0-9])", re.IGNORECASE)
_TEMPORARY = ".part"


def file_stem(words: str, *, otherwise: str = "reader", room: int = _MOST_BYTES) -> str:
    """The words as a file's name without its extension, in at most `room` bytes of UTF-8;
    `otherwise` where nothing is left of them."""
    # Full-width letters and raised digits are letters and digits to some systems.
    folded = unicodedata.normalize("NFKC", words)
    kept: list[str] = []
    for character in folded:
        is_mark = unicodedata.category(character) in ("Mn", "Mc")
        is_part = is_mark and bool(kept) and kept[-1] != "-" and not _is_variation(character)
        plain = character.isalnum() or character in "-_" or is_part
        if plain or kept[-1:] != ["-"]:
            kept.append(character if plain else "-")
    stem = unicodedata.normalize("NFC", "".join(kept)[:_LONGEST_NAME]).strip("-")
    # Cut between characters, never inside one.
    stem = stem.encode()[: max(1, room)].decode("utf-8", "ignore").strip("-") or otherwise
    return f"{stem}_" if _DEVICE.fullmatch(stem) else stem


def _is_variation(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


class Names:
    """The names of one folder: each is given away once, whatever system the folder comes to."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, words: str, extension: str, *, otherwise: str = "reader") -> str:
        """A file's name for these words that no other of the folder is like."""
        for n in range(1, 1_000_000):
            name = numbered(words, n, extension, otherwise=otherwise)
            alike = unicodedata.normalize("NFKD", name).casefold()
            if alike not in self._taken:
                self._taken.add(alike)
                return name
        raise _too_many(words)


def numbered(words: str, n: int, extension: str, *, otherwise: str = "reader") -> str:
    """`name.epub`, and from the second on `name-2.epub`."""
    room = _MOST_BYTES - len(extension.encode()) - _ROOM_FOR_A_NUMBER
    stem = file_stem(words, otherwise=otherwise, room=room)
    return f"{stem}{extension}" if n == 1 else f"{stem}-{n}{extension}"


# -- where it goes -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a file, or a folder of files, is to be."""

    folder: Path
    words: str
    """What it is called: an exact name, or words from which a new one is made."""
    is_exact: bool = False
    may_replace: bool = False
    """Whether an exact name may be another file's until now."""

    def path(self, extension: str, n: int = 1) -> Path:
        """The place under its first name, or one of the next."""
        if self.is_exact:
            return self.folder / self.words
        return self.folder / numbered(self.words, n, extension)


def target_of(output: str, words: str, *, may_replace: bool = False) -> Target:
    """What a person means by a path: a folder that is there, or one ended by a slash, gets a new
    file, whose name is made from the words; anything else is the file's own place.

    Raises `UsageError` where something is there already, and where no folder is.
    """
    path = Path(output).expanduser()
    if path.is_dir() and not path.is_symlink():
        return Target(folder=path, words=words)
    if output.endswith(("/", os.sep)) or path.is_dir():
        return Target(folder=path, words=words)
    target = Target(folder=path.parent, words=path.name, is_exact=True, may_replace=may_replace)
    if not target.folder.is_dir():
        raise UsageError(say("There is no folder {folder}.", folder=shown(target.folder)))
    if not may_replace and os.path.lexists(path):
        raise _exists(path)
    return target


class Unfinished:
    """A file, or a folder of files, that is being written beside its place."""

    def __init__(self, hidden: Path, file: IO[bytes] | None = None) -> None:
        self.hidden = hidden
        """Where it stands meanwhile."""
        self._file = file
        self._path: Path | None = None

    @property
    def file(self) -> IO[bytes]:
        """What is written to; a folder has none."""
        assert self._file is not None, "a folder"  # noqa: S101 - a fault of ours
        return self._file

    @property
    def path(self) -> Path:
        """Where it is, once it is whole."""
        assert self._path is not None, "not in its place yet"  # noqa: S101 - a fault of ours
        return self._path

    def is_at(self, path: Path) -> None:
        """It is whole, and there."""
        self._path = path


@contextmanager
def saving(target: Target, extension: str) -> Iterator[Unfinished]:
    """A file to write to, which is in its place when the block ends well, and nowhere when it does
    not.

    Raises `UsageError` where the folder cannot be written to, or has no room left.
    """
    with _said(target.folder):
        target.folder.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=target.folder, prefix=".", suffix=_TEMPORARY)
    hidden = Path(name)
    try:
        with _said(target.folder):
            with os.fdopen(number, "w+b") as file:
                unfinished = Unfinished(hidden, file)
                yield unfinished
                file.flush()
                os.fsync(file.fileno())
            hidden.chmod(0o644)
            unfinished.is_at(_placed(hidden, target, extension))
            settle_folder(target.folder)
    finally:
        with suppress(OSError):
            hidden.unlink()


@contextmanager
def saving_folder(target: Target) -> Iterator[Unfinished]:
    """A folder to put files into, which has its name when the block ends well, and is gone with all
    that is in it when it does not.

    Raises `UsageError` as `saving` does.
    """
    with _said(target.folder):
        target.folder.mkdir(parents=True, exist_ok=True)
        hidden = Path(tempfile.mkdtemp(dir=target.folder, prefix=".", suffix=_TEMPORARY))
    try:
        with _said(target.folder):
            unfinished = Unfinished(hidden)
            yield unfinished
            hidden.chmod(0o755)
            settle_folder(hidden)
            unfinished.is_at(_placed_folder(hidden, target))
            settle_folder(target.folder)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def save_new(folder: Path, name: str, extension: str, content: bytes) -> Path:
    """Writes a file of that name into the folder, `name-2` and so on where there is one; where it
    is then. What came in a name from outside and cannot stand in one is a dash.

    Raises `UsageError` where the folder cannot be written to.
    """
    words = file_stem(name, otherwise="picture")
    with saving(Target(folder=folder, words=words), extension) as unfinished:
        unfinished.file.write(content)
    return unfinished.path


@contextmanager
def _said(folder: Path) -> Iterator[None]:
    """What the system refuses, in a sentence."""
    try:
        yield
    except OSError as error:
        why = shown(error.strerror or str(error))
        raise UsageError(
            say("{folder} cannot be written to: {why}.", folder=shown(folder), why=why)
        ) from error
    except UnicodeEncodeError as error:
        if error.encoding == "utf-8":
            raise
        raise UsageError(
            say(
                "This computer's locale has no letters for the name {name}; set LANG=C.UTF-8, or "
                "name a file with --output.",
                name=shown(Path(str(error.object)).name),
            )
        ) from error


def _placed(whole: Path, target: Target, extension: str) -> Path:
    """The file under its name, or under the first of its names that nobody has."""
    if target.may_replace:
        there = target.path(extension)
        if there.is_dir():
            raise _exists(there)
        whole.replace(there)
        return there
    for n in range(1, 2 if target.is_exact else _MOST_NAMES):
        there = target.path(extension, n)
        try:
            # A second name for it: unlike renaming, that is refused where there is one.
            os.link(whole, there)
        except FileExistsError:
            continue
        except OSError:
            # Some file systems know no second name for a file.
            if os.path.lexists(there):
                continue
            whole.rename(there)
        return there
    raise _exists(target.path(extension)) if target.is_exact else _too_many(target.words)


def _placed_folder(whole: Path, target: Target) -> Path:
    for n in range(1, 2 if target.is_exact else _MOST_NAMES):
        there = target.path("", n)
        if not os.path.lexists(there):
            # Should a file come to be there meanwhile, a folder does not take its place.
            whole.rename(there)
            return there
    raise _exists(target.path("")) if target.is_exact else _too_many(target.words)


def _exists(path: Path) -> UsageError:
    return UsageError(say("{file} is there already; --force writes over a file.", file=shown(path)))


def _too_many(words: str) -> UsageError:
    return UsageError(say("There are too many files called {name} already.", name=shown(words)))
