"""Downloads in the app: what is wished for stands in the library, and another process meets it.

It goes on while one reads. What is unfinished when the app is left stays wished for, and is spoken
of at the next start; the network is asked for it then only where the configuration says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from textual import on

from reader.app.marking import Written, marking_of
from reader.app.opening import Opening
from reader.app.place import Place
from reader.app.progress import Arrived, DownloadMoved, DownloadsEnded
from reader.config import Downloads
from reader.errors import LibraryError, ReaderError, UnderWay
from reader.lang import say, say_n
from reader.model import DayState, Downloading, Dropped, Progress

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import Download, Outline
    from reader.papers import Paper

Span = tuple[date, date]


class DownloadingApp(Opening):
    """An app that downloads."""

    def __init__(
        self,
        library: Library,
        *,
        downloads: Downloads | None = None,
        quota: int = 0,
        **more: Any,
    ) -> None:
        """`quota` is what the library may use, in bytes; 0 for as many as there are."""
        super().__init__(library, **more)
        self._wanted = downloads or Downloads()
        self._quota = quota
        self.under_way: dict[int, Downloading] = {}
        """By the wish's number how far its issue is, of those that are being brought in here."""
        self.is_downloading = False
        """Whether this app has a process that downloads."""
        self._asked_meanwhile = False
        self._told: tuple[str, date] | None = None
        """The one issue that was asked for by itself: it is told of like any other delivery."""
        self._opened: set[tuple[str, date]] = set()

    # -- wishing --

    def wish(self, wanted: Sequence[tuple[Paper, Span]]) -> None:
        """Want whole issues of newspapers, and begin to bring them in."""
        if self.library.is_read_only:
            self.say_failure(
                say("The library can only be read, so nothing can be fetched into it.")
            )
            return
        if len(wanted) == 1 and wanted[0][1][0] == wanted[0][1][1]:
            self._told = wanted[0][0].newspaper.id, wanted[0][1][0]
        pictures, at = self._wanted.pictures, datetime.now(UTC)

        def write(library: Library) -> None:
            for paper, (first, last) in wanted:
                library.downloads.wish(paper.id, first, last, pictures=pictures, at=at)

        self.change_downloads(write)

    def change_downloads(self, job: Callable[[Library], object], *, goes_on: bool = True) -> None:
        """Write to the wishes, then go on with them where `goes_on`."""

        def then(_answer: object) -> None:
            if goes_on:
                self.go_on_downloading()

        marking_of(self).write(job, then)  # type: ignore[arg-type]

    def go_on_downloading(self) -> None:
        """Have another process meet what is wished for, if none does yet."""
        if self.is_downloading:
            self._asked_meanwhile = True
            return
        self.is_downloading, self._asked_meanwhile = True, False
        self.run_worker(
            self._download, name="downloads", group="downloads", thread=True, exit_on_error=False
        )

    def _download(self) -> None:
        """In a thread: until nothing is left, or nothing can be brought in."""
        errand = self.deliveries.download_errand(self.papers, self._quota)
        try:
            done = self.deliveries.download(errand, self._hear)
        except UnderWay as error:
            words = say("{who} What you asked for is on its list now.", who=error)
            self.post_message(DownloadsEnded(words))
            return
        except ReaderError as error:
            self.post_message(DownloadsEnded(str(error), failed=True))
            return
        except Exception:
            # A fault of ours must not take the screen down with it, nor leave it waiting.
            sentence = say(
                "A fault in the reader stopped the downloads; what had come is kept."
                " D goes on with them."
            )
            self.post_message(DownloadsEnded(sentence, failed=True))
            return
        if done is None:
            self.post_message(DownloadsEnded(""))
            return
        here, lacking = done.states[DayState.DONE], len(done.lacking)
        sentences = []
        if here + lacking > 1:
            words = say_n("{n} issue is here.", "{n} issues are here.", here)
            sentences.append(words)
            if lacking:
                sentences.append(
                    say_n("{n} is lacking; D names it.", "{n} are lacking; D names them.", lacking)
                )
        if done.dropped:
            sentences.append(
                say_n(
                    "{n} issue made room by the quota.",
                    "{n} issues made room by the quota.",
                    len(done.dropped),
                )
            )
        self.post_message(DownloadsEnded(" ".join(sentences), failed=bool(lacking)))

    def _hear(self, what: Downloading | Dropped | Progress) -> None:
        """In the thread: pass on what the other process says."""
        if isinstance(what, Downloading):
            self.post_message(DownloadMoved(what))
            if (what.newspaper_id, what.date) == self._told and what.state not in (
                DayState.UNDER_WAY,
                DayState.WAITING,
            ):
                paper = self.paper_of(what.newspaper_id)
                if paper is not None:
                    today = self.today_of(paper.newspaper)
                    self.post_message(self.deliveries.end_of_day(paper, what, today))
                self._told = None
        elif isinstance(what, Progress) and (what.newspaper_id, what.date) == self._told:
            self.post_message(Arrived(what))

    # -- hearing of it --

    @on(DownloadMoved)
    def _take_move(self, message: DownloadMoved) -> None:
        moved = message.moved
        if moved.state is DayState.UNDER_WAY:
            self.under_way[moved.number] = moved
        else:
            self.under_way.pop(moved.number, None)
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                if screen.PLACE == "downloads":
                    screen.post_message(DownloadMoved(moved))
                elif moved.state is not DayState.UNDER_WAY:
                    screen.post_message(Written())

    @on(DownloadsEnded)
    def _take_end(self, message: DownloadsEnded) -> None:
        self.is_downloading = False
        self.under_way.clear()
        if self._asked_meanwhile:
            self.go_on_downloading()
        elif message.sentence and message.failed:
            self.say_failure(message.sentence)
        elif message.sentence:
            self.announce(message.sentence)
        for screen in self.screen_stack:
            if isinstance(screen, Place) and screen.PLACE == "downloads":
                screen.post_message(Written())

    def open_article(
        self, keys: tuple[str, ...], key: str, outline: Outline | None = None, **how: Any
    ) -> None:
        """Show an article, and remember that its issue is being read."""
        super().open_article(keys, key, outline, **how)
        newspaper_id, _, rest = key.partition("/")
        with suppress(ValueError):
            self.note_opened(newspaper_id, date.fromisoformat(rest.partition("/")[0]))

    def note_opened(self, newspaper_id: str, day: date) -> None:
        """Remember that an issue is being read, once for as long as the app is open: what was read
        the longest ago is what makes room."""
        if (newspaper_id, day) in self._opened or self.library.is_read_only:
            return
        self._opened.add((newspaper_id, day))
        at = datetime.now(UTC)

        def write(library: Library) -> None:
            # An issue that is not noted goes a little earlier; that is worth no sentence.
            with suppress(LibraryError):
                library.room.opened(newspaper_id, day, at=at)

        marking_of(self).ask(write, None)  # type: ignore[arg-type]

    def speak_of_downloads(self) -> None:
        """At the start: go on with what is unfinished, or say that there is something."""

        def then(unfinished: list[Download]) -> None:
            if not unfinished:
                return
            if self._wanted.resumes and not self.library.is_read_only:
                self.go_on_downloading()
                return
            self.announce(
                say_n(
                    "{n} download is unfinished; D goes on with it.",
                    "{n} downloads are unfinished; D goes on with them.",
                    len(unfinished),
                )
            )

        def look(library: Library) -> list[Download]:
            try:
                wishes = library.downloads.all()
            except LibraryError:
                # What is wrong with it is said where it is read.
                return []
            return [wish for wish in wishes if not wish.is_over and not wish.is_paused]

        marking_of(self).ask(look, then)  # type: ignore[arg-type]
