"""Files put into a person's folder: whole or not at all, and never over another one."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from reader.errors import UsageError
from reader.lang import say
from reader.text import shown

_MOST_NAMES = 999
_LONGEST_NAME = 80


def save_new(folder: Path, name: str, extension: str, content: bytes) -> Path:
    """Writes a file of that name into the folder, `name-2` and so on where there is one; where it
    is then. What came in a name from outside and cannot stand in one is a dash.

    Raises `UsageError` where the folder cannot be written to.
    """
    plain = "".join(c if c.isalnum() or c in "-_" else "-" for c in name)[:_LONGEST_NAME]
    plain = plain.strip("-") or "picture"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Written beside its place first, so that nobody finds half of it there.
        number, whole = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(whole).chmod(0o644)
            return _placed(Path(whole), folder, plain, extension)
        finally:
            with suppress(OSError):
                Path(whole).unlink()
    except OSError as error:
        why = shown(error.strerror or str(error))
        raise UsageError(
            say("{folder} cannot be written to: {why}.", folder=shown(folder), why=why)
        ) from error


def _placed(whole: Path, folder: Path, name: str, extension: str) -> Path:
    """The file under the first of its names that nobody has."""
    for n in range(1, _MOST_NAMES):
        there = folder / (f"{name}{extension}" if n == 1 else f"{name}-{n}{extension}")
        try:
            os.link(whole, there)
        except FileExistsError:
            continue
        except OSError:
            # Some file systems know no second name for a file.
            if there.exists():
                continue
            whole.rename(there)
        return there
    raise UsageError(say("There are too many files called {name} already.", name=shown(name)))
