"""How far a download is, in bars on stderr: all of it, every paper under way, and its issue.

There are none where stderr is no terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from reader.cli import terminal
from reader.lang import say, say_n
from reader.text import shown
from reader.text.cells import truncated

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from reader.model import Download, Downloading

__all__ = ["Bars"]

_NAME = 24
"""Cells of a bar's name at most."""


class Bars:
    """The bars, as a context manager; they go when it is left."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names` are those of the newspapers, by id."""
        self._names = names
        self._progress: Progress | None = None
        self._all: TaskID | None = None
        self._papers: dict[str, TaskID] = {}
        self._issues: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        if terminal.draws_on_stderr():
            self._progress = _made()
            self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def count(self, wishes: Iterable[Download]) -> None:
        """Take in how far the wishes are."""
        if self._progress is None:
            return
        wishes = [wish for wish in wishes if not wish.is_paused]
        papers = dict.fromkeys(wish.newspaper_id for wish in wishes)
        if len(papers) > 1:
            if self._all is None:
                self._all = self._progress.add_task(say("Everything"), said="")
            self._set(self._all, wishes)
        for newspaper_id in papers:
            if newspaper_id in self._papers:
                own = [wish for wish in wishes if wish.newspaper_id == newspaper_id]
                self._set(self._papers[newspaper_id], own)

    def _set(self, task: TaskID, wishes: list[Download]) -> None:
        assert self._progress is not None  # noqa: S101 - told to the type checker
        done = sum(wish.done + wish.lacking for wish in wishes)
        days = sum(wish.days for wish in wishes)
        said = say_n("{done} of {n} day", "{done} of {n} days", days, done=done)
        self._progress.update(task, completed=done, total=days, said=said)

    def show(self, one: Downloading) -> None:
        """Take in how far an issue is."""
        if self._progress is None:
            return
        newspaper_id = one.newspaper_id
        if newspaper_id not in self._papers:
            name = truncated(shown(self._names.get(newspaper_id, newspaper_id)), _NAME)
            self._papers[newspaper_id] = self._progress.add_task(name, said="", total=None)
            self._issues[newspaper_id] = self._progress.add_task("", said="", total=None)
        parts = []
        if one.articles:
            parts.append(say("article {done}/{all}", done=one.articles_done, all=one.articles))
        if one.pictures:
            parts.append(say("picture {done}/{all}", done=one.pictures_done, all=one.pictures))
        if one.failed:
            parts.append(say("{n} failed", n=one.failed))
        if one.doing and not one.pictures:
            parts.append(shown(one.doing, 40))
        self._progress.update(
            self._issues[newspaper_id],
            description=f"  {one.date.isoformat()}",
            completed=one.articles_done + one.pictures_done,
            total=one.articles + one.pictures or None,
            said=" · ".join(parts),
        )

    def write(self, line: str) -> None:
        """A line to stdout; above the bars where both are on a terminal."""
        if self._progress is not None and terminal.stdout_is_terminal():
            self._progress.print(line, markup=False, highlight=False)
        else:
            terminal.write(line + "\n")
            terminal.flush()

    def tell(self, sentence: object) -> None:
        """A line to stderr, above the bars."""
        if self._progress is not None:
            words = shown(sentence, terminal.LONGEST_SENTENCE)
            self._progress.print(words, markup=False, highlight=False)
        else:
            terminal.tell(sentence)


def _made() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn
    from rich.table import Column

    plain: dict[str, Any] = {"markup": False}
    return Progress(
        TextColumn("{task.description}", **plain),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[said]}", table_column=Column(no_wrap=True), **plain),
        console=Console(stderr=True, highlight=False, soft_wrap=False),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        refresh_per_second=8,
    )
