"""One downloader a library.

The lock is held on an open file and goes with the process that holds it, however that ends; the
file beside the library only says who it is, and one that was left behind locks nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from reader.errors import LibraryError, UnderWay
from reader.lang import say
from reader.text import shown

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


__all__ = ["one_downloader", "who_downloads"]

_FAR = 1 << 20
"""Where the lock lies on Windows: bytes that are locked cannot be read there."""


@contextmanager
def one_downloader(library: Path) -> Iterator[None]:
    """Be the one that downloads into a library; raises `UnderWay` where another does."""
    path = _path(library)
    descriptor = _locked(path)
    try:
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()} {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n".encode())
        yield
    finally:
        # Before it is let go of: whoever opens it now looks whether it is still the file there.
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


def who_downloads(library: Path) -> UnderWay | None:
    """Who downloads into a library now, as an error that says so; None where nobody does."""
    path = _path(library)
    if not path.exists():
        return None
    try:
        descriptor = _locked(path)
    except UnderWay as error:
        return error
    except LibraryError:
        return None
    with suppress(OSError):
        path.unlink()
    os.close(descriptor)
    return None


def _path(library: Path) -> Path:
    return library.with_name(library.name + "-downloader")


def _locked(path: Path) -> int:
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise LibraryError(
                say(
                    "{file} cannot be written ({reason}), and without it two downloads could be in "
                    "each other's way; put that right.",
                    file=shown(path),
                    reason=shown(error.strerror or error),
                )
            ) from error
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            raise _under_way(path) from None
        with suppress(OSError):
            there, here = path.stat(), os.fstat(descriptor)
            if (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino):
                return descriptor
        # The one before took the file away with it.
        os.close(descriptor)


def _under_way(path: Path) -> UnderWay:
    words: list[str] = []
    with suppress(OSError):
        words = path.read_bytes()[:80].decode("ascii", "replace").split()
    process = words[0] if words and words[0].isdigit() else "?"
    since = words[1][11:16] if len(words) > 1 else ""
    return UnderWay(
        say(
            "Process {process} is downloading into this library already, since {time} UTC.",
            process=process,
            time=since or "?",
        ),
        process=int(process) if process != "?" else 0,
    )
