"""Deliveries under way: each has a thread with a loop of its own here, which has an issue brought
in by another process and brings pictures in itself.

Fetching waits, but parsing and storing do not: in the loop of the screen they would hold up the
keys. A thread cannot be interrupted, so what is cancelled is the task in its loop; whatever had
been stored stays.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from reader.app.progress import Arrived, Finished
from reader.config import WebArchive
from reader.dates import short_day
from reader.errors import FetchError, NotPublished, ReaderError, Unreachable
from reader.lang import language, say, say_n
from reader.model import DayState

if TYPE_CHECKING:
    from reader.delivery import Brought, Downloaded, DownloadErrand
    from reader.library import Library
    from reader.model import Article, Downloading, Progress, Subscription
    from reader.papers import Paper

T = TypeVar("T")

DOWNLOADS = "downloads"
"""What the downloads go by, to be called off."""


@dataclass(slots=True)
class _Running:
    """One delivery's loop and task, from the moment the thread has them."""

    loop: asyncio.AbstractEventLoop | None = None
    task: asyncio.Task[Any] | None = None
    is_cancelled: bool = False
    progress: Progress | None = None
    """How far it was when it last said so."""


class Deliveries:
    """Starts deliveries, at most one for an issue, and says through `tell` how they get on.

    `tell` is called from other threads.
    """

    def __init__(
        self,
        library: Library,
        *,
        base_url: str = "",
        archive: WebArchive | None = None,
        tell: Callable[[Arrived | Finished], object],
    ) -> None:
        self._library = library
        self._base_url = base_url
        self._archive = archive or WebArchive()
        self._tell = tell
        self._is_over = False
        """Whether the app is being left."""
        self._running: dict[tuple[str, date | str], _Running] = {}
        self._lock = threading.Condition()

    def is_running(self, newspaper_id: str, day: date) -> bool:
        """Whether that issue is on its way."""
        with self._lock:
            return (newspaper_id, day) in self._running

    def progress_of(self, newspaper_id: str, day: date) -> Progress | None:
        """How far that issue is; None where it is not on its way, or has said nothing yet."""
        with self._lock:
            running = self._running.get((newspaper_id, day))
            return running.progress if running else None

    def claim(self, newspaper_id: str, day: date) -> bool:
        """Take the issue on; False when it is on its way already."""
        with self._lock:
            if (newspaper_id, day) in self._running:
                return False
            self._running[newspaper_id, day] = _Running()
            return True

    def cancel_all(self) -> None:
        """Stop every delivery; what came stays in the library."""
        with self._lock:
            self._is_over = True
            for running in self._running.values():
                _cancel(running)

    def wait(self, seconds: float) -> bool:
        """Wait until none is under way, at most so long; answers whether that was reached."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._running, seconds)

    def run(self, paper: Paper, day: date, *, today: date, from_archive: bool = False) -> None:
        """Bring in an issue that was claimed; returns when it ended, well or not."""
        running = self._running[paper.newspaper.id, day]
        try:
            finished = self._outcome(paper, day, running, today, from_archive)
        except Exception:
            # A fault of ours must not take the screen down with it, nor leave it waiting.
            sentence = say(
                "A fault in the reader stopped this delivery; what had come is kept."
                " Press D to try again."
            )
            finished = self._finished(paper, day, sentence, failed=True)
        # Let go first: whoever hears of the end may ask whether it is still on its way.
        self._let_go(paper.newspaper.id, day)
        if not running.is_cancelled:
            self._tell(finished)

    def _outcome(
        self, paper: Paper, day: date, running: _Running, today: date, from_archive: bool
    ) -> Finished:
        """Bring the issue in and say how that ended."""
        newspaper = paper.newspaper
        try:
            brought = asyncio.run(self._deliver(paper, day, running, from_archive))
        except asyncio.CancelledError:
            sentence = say("Stopped; what had come is in the library.")
            return self._finished(paper, day, sentence, failed=True)
        except NotPublished as error:
            offer = self._offer(paper, day, error, today)
            near = error.near or self._neighbours(newspaper.id, day)
            words = "" if error.near else nearest_words(near)
            sentence = _joined(error, offer, words)
            return self._finished(paper, day, sentence, failed=True, offer=offer, near=near)
        except ReaderError as error:
            offer = self._offer(paper, day, error, today)
            sentence = _joined(error, offer, self._stock_sentence(newspaper.id))
            return self._finished(paper, day, sentence, failed=True, offer=offer)
        return self._finished(paper, day, end_sentence(brought, newspaper.name))

    def _finished(
        self,
        paper: Paper,
        day: date,
        sentence: str,
        *,
        failed: bool = False,
        offer: str = "",
        near: tuple[date, ...] = (),
    ) -> Finished:
        return Finished(
            paper.newspaper.id,
            day,
            sentence,
            issue_exists=self._has(paper.newspaper.id, day),
            failed=failed,
            may_be_archived=bool(offer),
            near=near,
        )

    def pin(self, article: Article, key: str) -> None:
        """Bring the pictures of a bookmarked article in; what does not come stays a caption."""
        with self._lock:
            if self._is_over or ("pictures", key) in self._running:
                return
            running = self._running["pictures", key] = _Running()
        try:
            asyncio.run(self._pin(article, key, running))
        except (asyncio.CancelledError, ReaderError):
            pass
        finally:
            self._let_go("pictures", key)

    def download(self, errand: DownloadErrand, report: Callable[[Any], None]) -> Downloaded | None:
        """Have the wishes of the library met; `report` hears of it in this thread. None where that
        was called off. Raises `ReaderError`."""

        async def meet() -> Downloaded:
            from reader.delivery import download_apart

            return await download_apart(errand, report)

        return self._go("bring", DOWNLOADS, meet())

    def download_errand(self, papers: Sequence[Paper], quota: int) -> DownloadErrand:
        """That errand, on the library and the mirror of this app."""
        from reader.delivery import DownloadErrand

        return DownloadErrand(
            papers=tuple(papers),
            library=self._library.path,
            base_url=self._base_url,
            quota=quota,
            language=language(),
        )

    def end_of_day(self, paper: Paper, moved: Downloading, today: date) -> Finished:
        """How one day of a download ended, told like any other delivery."""
        day = moved.date
        match moved.state:
            case DayState.NONE_PRINTED:
                absent = NotPublished(moved.reason, day=day)
                offer = self._offer(paper, day, absent, today)
                near = self._neighbours(paper.newspaper.id, day)
                sentence = _joined(moved.reason, offer)
                return self._finished(paper, day, sentence, failed=True, offer=offer, near=near)
            case DayState.FAILED:
                offer = self._offer(paper, day, Unreachable(moved.reason), today)
                sentence = _joined(moved.reason, offer, self._stock_sentence(paper.newspaper.id))
                return self._finished(paper, day, sentence, failed=True, offer=offer)
            case DayState.IN_PART:
                return self._finished(paper, day, moved.reason, failed=True)
            case _:
                from reader.delivery import Brought

                brought = Brought(day=day, stories=moved.articles, gaps=0)
                return self._finished(paper, day, end_sentence(brought, paper.newspaper.name))

    def bring(
        self,
        name: str,
        urls: Sequence[str],
        tell: Callable[[str, bytes | FetchError], object],
        *,
        key: str,
        homes: tuple[str, ...],
    ) -> None:
        """Fetch pictures of an article, or of a page of the issue that `key` begins with, one by
        one; `tell` hears of each in this thread. `call_off` ends it."""

        async def errand() -> None:
            from reader.delivery import bring_pictures

            issue_url = self._issue_url(key)
            await bring_pictures(
                urls, self._library, issue_url=issue_url, homes=(issue_url, *homes), tell=tell
            )

        if urls:
            with suppress(ReaderError):
                self._go("bring", name, errand())

    def pdf(self, name: str, url: str, *, key: str) -> bytes | None:
        """Fetch the PDF of a printed page; None where that was called off. Raises `ReaderError`."""

        async def errand() -> bytes:
            from reader.delivery import pdf_of_page

            return await pdf_of_page(url, issue_url=self._issue_url(key))

        return self._go("bring", name, errand())

    def feed_at(self, words: str) -> Subscription | None:
        """The feed at an address that was typed, or that the page there names; None where asking
        was called off. Raises `ReaderError`."""

        async def errand() -> Subscription:
            from reader.delivery import feed_found

            return await feed_found(words)

        return self._go("feed", words, errand())

    def call_off(self, name: str) -> None:
        """End what was begun under a name, if it is still under way."""
        with self._lock:
            running = self._running.get(("bring", name))
            if running is not None:
                _cancel(running)

    def _go(self, kind: str, name: str, errand: Coroutine[Any, Any, T]) -> T | None:
        """Do an errand in a loop of this thread's own; None where it was called off."""
        with self._lock:
            running = self._running[kind, name] = _Running()

        async def known() -> T:
            self._set_out(running)
            return await errand

        try:
            return asyncio.run(known())
        except asyncio.CancelledError:
            return None
        finally:
            errand.close()
            self._let_go(kind, name)

    def _issue_url(self, key: str) -> str:
        newspaper_id, day = key.split("/")[:2]
        issue = self._library.outline(newspaper_id, date.fromisoformat(day))
        return issue.url if issue else ""

    async def _pin(self, article: Article, key: str, running: _Running) -> None:
        self._set_out(running)
        from reader.delivery import pin_pictures

        await pin_pictures(article, self._library, issue_url=self._issue_url(key))

    def _set_out(self, running: _Running) -> None:
        """Make a delivery known to whoever may cancel it."""
        with self._lock:
            running.loop, running.task = asyncio.get_running_loop(), asyncio.current_task()
            if running.is_cancelled:
                raise asyncio.CancelledError

    def _let_go(self, name: str, what: date | str) -> None:
        with self._lock:
            self._running.pop((name, what), None)
            self._lock.notify_all()

    async def _deliver(
        self, paper: Paper, day: date, running: _Running, from_archive: bool
    ) -> Brought:
        self._set_out(running)
        from reader.delivery import Errand, deliver_apart

        errand = Errand(
            paper=paper,
            day=day,
            library=self._library.path,
            base_url=self._base_url,
            archive=self._archive if from_archive else None,
            language=language(),
        )
        return await deliver_apart(errand, self._report)

    def _offer(self, paper: Paper, day: date, error: ReaderError, today: date) -> str:
        """`A asks the Internet Archive for its copy.`, "" where that would be of no use."""
        from reader.delivery import may_be_archived
        from reader.export import named_archive
        from reader.parse.memento import archive_at

        archive = archive_at(self._archive.address) if self._archive.is_offered else None
        if archive is None or not may_be_archived(paper, day, error, today, self._library):
            return ""
        return say("A asks {archive} for its copy.", archive=named_archive(archive.name))

    def _report(self, progress: Progress) -> None:
        with self._lock:
            running = self._running.get((progress.newspaper_id, progress.date))
            if running is not None:
                running.progress = None if progress.is_finished else progress
        self._tell(Arrived(progress))

    def _has(self, newspaper_id: str, day: date) -> bool:
        try:
            return day in self._library.month(newspaper_id, day.year, day.month)
        except ReaderError:
            return False

    def _stock_sentence(self, newspaper_id: str) -> str:
        """What there is to read meanwhile."""
        try:
            count = len(self._library.days(newspaper_id))
        except ReaderError:
            return ""
        if not count:
            return ""
        return say_n(
            "The issue you have is still here.", "The {n} issues you have are still here.", count
        )

    def nearest_sentence(self, newspaper_id: str, day: date) -> str:
        """The issues next to a day that has none."""
        return nearest_words(self._neighbours(newspaper_id, day))

    def _neighbours(self, newspaper_id: str, day: date) -> tuple[date, ...]:
        try:
            found = self._library.neighbours(newspaper_id, day)
        except ReaderError:
            return ()
        return tuple(one for one in found if one is not None)


def _cancel(running: _Running) -> None:
    running.is_cancelled = True
    if running.loop is not None and running.task is not None:
        # Its loop may have come to its end on its own.
        with suppress(RuntimeError):
            running.loop.call_soon_threadsafe(running.task.cancel)


def _joined(*sentences: object) -> str:
    return " ".join(filter(None, map(str, sentences)))


def nearest_words(days: Sequence[date]) -> str:
    """`Nearest in the library: Fri 5 Jul 2024, Mon 8 Jul 2024.`, "" for none."""
    if not days:
        return ""
    names = say(", ").join(short_day(day, language()) for day in days)
    return say("Nearest in the library: {days}.", days=names)


def end_sentence(brought: Brought, name: str) -> str:
    """How a delivery ended, honest about what is missing."""
    day = short_day(brought.day, language())
    if brought.gaps:
        return say_n(
            "{name} {day}: {n} article is here, {gaps} failed; D tries them again.",
            "{name} {day}: {n} articles are here, {gaps} failed; D tries them again.",
            brought.stories,
            name=name,
            day=day,
            gaps=brought.gaps,
        )
    return say_n(
        "{name} {day} is here: {n} article.",
        "{name} {day} is here: {n} articles.",
        brought.stories,
        name=name,
        day=day,
    )
