"""Searching behind the keys: in a thread of its own, the newest question first.

A question that is followed by another is broken off. One that takes long, in a library that is not
indexed yet, answers in steps: what was found after a moment, then after a longer one, at last all.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.model import Found, Order, Scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from reader.app.scripts import Scripts
    from reader.library.search import Search

MOMENTS_S = (0.25, 1.0, 4.0)
"""How long is searched before what was found so far is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody typed, and where and in which order they want it found."""

    number: int
    words: str
    scope: Scope
    order: Order
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a question, so far."""

    question: Question
    found: Found = field(default_factory=Found)
    is_last: bool = True
    failure: LibraryError | None = None


class Searching:
    """Asks the library one question at a time, in whichever thread `start` runs its work."""

    def __init__(
        self,
        path: Path,
        *,
        today: date,
        scripts: Scripts,
        start: Callable[[Callable[[], None]], object],
        tell: Callable[[Answer], object],
    ) -> None:
        self._path = path
        self._today = today
        self._scripts = scripts
        self._start = start
        self._tell = tell
        self._lock = threading.Lock()
        self._next: Question | None = None
        self._is_running = False
        self._is_closed = False
        self._search: Search | None = None

    def ask(self, question: Question) -> None:
        """Answer this next, and nothing that was asked before."""
        with self._lock:
            self._next = question
            if self._is_running or self._is_closed:
                return
            self._is_running = True
        self._start(self._work)

    def close(self) -> None:
        """Answer nothing any more, and let go of the library."""
        with self._lock:
            self._is_closed = True
            self._next = None
            is_running = self._is_running
        if not is_running:
            self._let_go()

    def _let_go(self) -> None:
        search, self._search = self._search, None
        if search is not None:
            with suppress(LibraryError):
                search.close()

    def _taken(self) -> Question | None:
        with self._lock:
            question, self._next = self._next, None
            self._is_running = question is not None
            return question

    @property
    def _is_overtaken(self) -> bool:
        return self._next is not None or self._is_closed

    def _work(self) -> None:
        while (question := self._taken()) is not None:
            try:
                self._answer(question)
            except LibraryError as error:
                if not self._is_overtaken:
                    self._tell(Answer(question=question, failure=error))
            except BaseException:
                # Whatever this is, the next question finds somebody to answer it.
                with self._lock:
                    self._is_running = False
                raise
        if self._is_closed:
            self._let_go()

    def _answer(self, question: Question) -> None:
        if self._search is None:
            from reader.library.search import Search

            self._search = Search.open(self._path)
        for moment in (*MOMENTS_S, None):
            began = time.monotonic()
            was_broken_off = False

            def is_enough(moment: float | None = moment, began: float = began) -> bool:
                nonlocal was_broken_off
                is_over = moment is not None and time.monotonic() - began > moment
                was_broken_off = was_broken_off or is_over
                return is_over or self._is_overtaken

            found = self._search.find(
                question.words,
                today=self._today,
                scope=question.scope,
                order=question.order,
                limit=question.limit,
                is_cancelled=is_enough,
            )
            if self._is_overtaken:
                return
            hits = tuple(map(self._scripts.hit, found.hits))
            found = Found(hits=hits, is_all=found.is_all, remarks=found.remarks)
            self._tell(Answer(question=question, found=found, is_last=not was_broken_off))
            if not was_broken_off:
                return
