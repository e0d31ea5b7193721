"""An errand done in a process of its own.

Reading pages is Python from end to end, and only one thread of a process runs Python at a time:
beside the screen, in whatever thread, it makes every key wait. The child is told its errand on its
standard input, which stays open: where that ends, because the errand is called off or because who
asked is gone, it puts down what it has and ends too. What it has to say are pickled values, each
after its length.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from reader.delivery.errand import Brought, DownloadErrand, carry_out, meet_wishes
from reader.delivery.outcome import Downloaded
from reader.errors import ReaderError
from reader.lang import speak

if TYPE_CHECKING:
    from reader.delivery.errand import Errand
    from reader.model import Progress

__all__ = ["deliver_apart", "download_apart", "main"]

T = TypeVar("T")

_BEGIN = (
    "import sys; sys.path[:] = sys.argv[1:]; from reader.delivery.apart import main; raise main()"
)
"""Its modules are found where ours are, and nowhere else."""
_LENGTH = struct.Struct("!I")
_LAST_WRITES_S = 2.5
"""How long a child that is to end may take to put down what it has."""
_NICE = 5
"""So much it stands back behind the screen where there is one processor for both."""


async def deliver_apart(errand: Errand, report: Callable[[Progress], None]) -> Brought:
    """Have it done; raises what `carry_out` does, and `RuntimeError` where the child ends without
    a word."""
    return await _done_apart(errand, report, Brought)


async def download_apart(errand: DownloadErrand, report: Callable[[Any], None]) -> Downloaded:
    """Have the wishes of a library met; raises what `Downloader.run` does, and `RuntimeError` where
    the child ends without a word."""
    return await _done_apart(errand, report, Downloaded)


async def _done_apart(
    errand: Errand | DownloadErrand, report: Callable[[Any], None], end: type[T]
) -> T:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _BEGIN,
        *sys.path,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # A terminal that is closed would end it before it has put anything down.
        start_new_session=True,
    )
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("a child without pipes")
    try:
        child.stdin.write(pickle.dumps(errand))
        with suppress(ConnectionError):
            await child.stdin.drain()
        while True:
            said = await _heard(child.stdout)
            if isinstance(said, end):
                return said
            if isinstance(said, ReaderError):
                raise said
            report(said)
    finally:
        child.stdin.close()
        await _ended(child, child.stdout)


async def _heard(pipe: asyncio.StreamReader) -> Any:
    try:
        (length,) = _LENGTH.unpack(await pipe.readexactly(_LENGTH.size))
        # The child is ours, and nobody else writes to its pipe.
        return pickle.loads(await pipe.readexactly(length))  # noqa: S301
    except asyncio.IncompleteReadError as error:
        raise RuntimeError("the delivery ended without a word") from error


async def _ended(child: asyncio.subprocess.Process, pipe: asyncio.StreamReader) -> None:
    try:
        async with asyncio.timeout(_LAST_WRITES_S):
            # Who waits until it is heard does not end.
            await pipe.read()
            await child.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()


# -- in the child --


def main() -> int:
    """Do the errand on the standard input; the exit status."""
    with os.fdopen(os.dup(1), "wb") as told:
        # What anything prints is none of what is told.
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        with suppress(AttributeError, OSError):
            os.nice(_NICE)
        errand: Errand | DownloadErrand = pickle.load(sys.stdin.buffer)  # noqa: S301 - see `_heard`
        speak(errand.language)
        with suppress(asyncio.CancelledError, BrokenPipeError):
            asyncio.run(_work(errand, told))
    return 0


async def _work(errand: Errand | DownloadErrand, told: BinaryIO) -> None:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def watch() -> None:
        while os.read(0, 1):
            pass
        with suppress(RuntimeError):  # the loop has come to its end
            if task is not None:
                loop.call_soon_threadsafe(task.cancel)

    threading.Thread(target=watch, daemon=True).start()

    def tell(what: Any) -> None:
        words = pickle.dumps(what)
        with suppress(BrokenPipeError):  # nobody is left to hear it, and `watch` knows
            told.write(_LENGTH.pack(len(words)) + words)
            told.flush()

    try:
        if isinstance(errand, DownloadErrand):
            tell(await meet_wishes(errand, tell))
        else:
            tell(await carry_out(errand, tell))
    except ReaderError as error:
        tell(error)
