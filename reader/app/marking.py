"""Marks are written behind the keys: what was read, where one was, what is kept.

A write waits for the disk, and for another program that holds the library; a key does not. So the
writes of one app go one after the other through a thread, in the order in which they were asked
for, and the screens hear when one is done.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from textual.message import Message

from reader.errors import LibraryError

if TYPE_CHECKING:
    from reader.app.app import ReaderApp
    from reader.library import Library

Job = Callable[["Library"], Any]


class Written(Message, bubble=False):
    """Marks in the library changed: look there again."""

    def can_replace(self, message: Message) -> bool:
        """Looking once is enough."""
        return isinstance(message, Written)


class Marking:
    """The writes of one app that are still to be done."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self._jobs: deque[tuple[Job, Callable[[Any], object] | None]] = deque()
        self._has_written = False
        self._task: asyncio.Task[None] | None = None

    def write(self, job: Job, then: Callable[[Any], object] | None = None) -> None:
        """Do a write soon, then call `then` with its answer; what fails is said on the screen."""
        self._has_written = True
        self.ask(job, then)

    def ask(self, job: Job, then: Callable[[Any], object] | None) -> None:
        """Look something up once everything asked for before is written, and call `then` with it;
        nothing has to be looked at again for that."""
        self._jobs.append((job, then))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())

    @property
    def is_idle(self) -> bool:
        """Whether everything asked for is written."""
        return self._task is None or self._task.done()

    async def finish(self) -> None:
        """Wait until everything is on the disk."""
        while self._task is not None and not self._task.done():
            await asyncio.shield(self._task)

    async def _work(self) -> None:
        from reader.app.place import Place

        while self._jobs:
            job, then = self._jobs.popleft()
            try:
                answer = await asyncio.to_thread(job, self._app.library)
            except LibraryError as error:
                self._app.call_later(self._app.say_failure, error)
            else:
                if then is not None:
                    self._app.call_later(then, answer)
            if self._has_written and not self._jobs:
                self._has_written = False
                for screen in self._app.screen_stack:
                    if isinstance(screen, Place):
                        screen.post_message(Written())


_of_app: WeakKeyDictionary[ReaderApp, Marking] = WeakKeyDictionary()


def marking_of(app: ReaderApp) -> Marking:
    """The one queue of an app, so that what is asked for later is written later."""
    return _of_app.setdefault(app, Marking(app)) if app not in _of_app else _of_app[app]
