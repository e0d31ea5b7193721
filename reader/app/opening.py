"""How newspapers, issues and articles are opened: from the library at once, else by a delivery
that outlives the screen that started it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from time import monotonic
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from textual import on
from textual.worker import get_current_worker

from reader.app.arrivals import Arrivals
from reader.app.deliveries import Deliveries
from reader.app.dressing import Dressed
from reader.app.place import Place
from reader.app.progress import Arrived, Finished
from reader.app.screens.newsstand import NewsstandScreen
from reader.dates import short_day
from reader.errors import LibraryError
from reader.lang import language, say
from reader.papers import OWN, SAMPLE

if TYPE_CHECKING:
    from reader.app.firstframe import FirstFrame
    from reader.app.widgets.matches import Sought
    from reader.config import WebArchive
    from reader.library import Library
    from reader.model import Newspaper, Outline, Progress
    from reader.papers import Paper


PINS_AT_ONCE = 20
"""Bookmarks whose missing pictures are asked for once more at a time."""
PIN_AGAIN_S = 3600.0


class Opening(Dressed):
    """An app that knows newspapers, and opens and fetches their issues."""

    def __init__(
        self,
        library: Library,
        *,
        papers: tuple[Paper, ...] = (),
        today: Callable[[], date] | None = None,
        base_url: str = "",
        theme: str = "",
        archive: WebArchive | None = None,
        first_frame: FirstFrame | None = None,
    ) -> None:
        super().__init__(library, theme=theme, first_frame=first_frame)
        self.papers = papers
        self._today = today
        self._has_mirror = bool(base_url)
        self.deliveries = Deliveries(
            library, base_url=base_url, archive=archive, tell=self.post_message
        )
        self._arrivals = Arrivals(self._pass_on_progress, self.set_timer)
        self._offered: tuple[str, date] | None = None
        """The issue that an archive was last offered for."""
        self._awaited: tuple[str, date] | None = None
        """The issue that opens as soon as its first article is here."""
        self._pins_again_at = 0.0
        self._awaited_at: Place | None = None
        """Where it was asked for: it opens there and takes nobody away from anywhere else, nor
        from under a field that is being typed into."""

    # -- newspapers and days --

    def newspaper_named(self, newspaper_id: str) -> Newspaper | None:
        """The newspaper of an id, stored or only known."""
        if not newspaper_id:
            return None
        with contextlib.suppress(LibraryError):
            newspaper = self.library.newspaper(newspaper_id)
            if newspaper is not None:
                return newspaper
        paper = self.paper_of(newspaper_id)
        return paper.newspaper if paper else None

    def paper_of(self, newspaper_id: str) -> Paper | None:
        """Where a newspaper is fetched from; None for one that only lies in the library, as the
        sample does (a mirror may have even that)."""
        if newspaper_id == SAMPLE and not self._has_mirror:
            return None
        return next((p for p in self.papers if p.newspaper.id == newspaper_id), None)

    def today_of(self, newspaper: Newspaper | None) -> date:
        """Today where the newspaper is printed."""
        if self._today is not None:
            return self._today()
        now = datetime.now(UTC)
        if newspaper is not None:
            with contextlib.suppress(ZoneInfoNotFoundError, ValueError, OSError):
                return now.astimezone(ZoneInfo(newspaper.time_zone)).date()
        return now.astimezone().date()

    @property
    def place(self) -> Place | None:
        """The topmost place, whatever lies over it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Place):
                return screen
        return None

    @property
    def current_newspaper(self) -> Newspaper | None:
        """The newspaper that the place is about, else the one read last, else any."""
        place = self.place
        if place is not None and place.newspaper is not None:
            return place.newspaper
        with contextlib.suppress(LibraryError):
            newest = self.library.newest()
            if newest is not None:
                return self.newspaper_named(newest[0])
        return self.papers[0].newspaper if self.papers else None

    def stored(self, newspaper_id: str, day: date) -> bool:
        """Whether the library has something of that day's issue."""
        try:
            return day in self.library.month(newspaper_id, day.year, day.month)
        except LibraryError as error:
            self.say_failure(error)
            return False

    # -- opening --

    def open_newest(self, newspaper: Newspaper) -> None:
        """The newest issue in the library, else today's."""
        try:
            days = self.library.days(newspaper.id)
        except LibraryError as error:
            self.say_failure(error)
            return
        if days:
            self.open_issue(newspaper.id, days[-1].date)
        else:
            self.open_day(newspaper, self.today_of(newspaper))

    def open_day(self, newspaper: Newspaper, day: date, *, key: str = "") -> None:
        """An issue from the library at once; else it is fetched, and opens with its first
        article."""
        self._mark_on_stand(newspaper.id)
        if self.stored(newspaper.id, day):
            self.open_issue(newspaper.id, day, key=key)
        elif day > self.today_of(newspaper):
            self.say_failure(
                say(
                    "{day} has not come yet where {name} is printed.",
                    day=short_day(day, language()),
                    name=newspaper.name,
                )
                + self._nearest(newspaper, day)
            )
        elif self.paper_of(newspaper.id) is None:
            self.say_failure(
                say(
                    "{name} of {day} is not in the library, and there is nowhere to fetch it from.",
                    name=newspaper.name,
                    day=short_day(day, language()),
                )
                + self._nearest(newspaper, day)
            )
        else:
            self._await(newspaper.id, day)
            self.fetch_issue(newspaper.id, day)

    def _nearest(self, newspaper: Newspaper, day: date) -> str:
        words = self.deliveries.nearest_sentence(newspaper.id, day)
        return f" {words}" if words else ""

    def open_issue(self, newspaper_id: str, day: date, *, key: str = "") -> None:
        """Show an issue of the library over the newsstand, in place of whatever was open."""
        from reader.app.screens.issue import IssueScreen

        self._awaited = None
        self._back_to_newsstand()
        self._mark_on_stand(newspaper_id)
        self.push_screen(IssueScreen(newspaper_id, day, key=key))
        if key and key.count("/") > 1:
            outline = self.library.outline(newspaper_id, day)
            keys = tuple(line.key for line in outline.lines) if outline else (key,)
            self.open_article(keys, key, outline)

    def open_article(
        self,
        keys: tuple[str, ...],
        key: str,
        outline: Outline | None = None,
        *,
        collection: str = "",
        sought: Sought | None = None,
        as_kept: bool = False,
    ) -> None:
        """Show an article over the list it was chosen from; `keys` is what `n` and `p` walk, and
        `collection` what they are together, where that is said over the text. What is `sought`
        is lit in it, and it opens there; `as_kept` shows the texts of bookmarks as they were kept.
        """
        from reader.app.screens.article import ArticleScreen

        self._awaited = None
        screen = ArticleScreen(keys, key, outline, collection=collection, as_kept=as_kept)
        screen.sought = sought
        self.push_screen(screen)

    def _await(self, newspaper_id: str, day: date) -> None:
        self._awaited, self._awaited_at = (newspaper_id, day), self.place

    def _mark_on_stand(self, newspaper_id: str) -> None:
        # Whichever way one came to a newspaper: the stand's keys mean it, and one comes out at it.
        stand = self.screen_stack[0]
        if isinstance(stand, NewsstandScreen):
            stand.mark_newspaper(newspaper_id)

    def _back_to_newsstand(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    # -- deliveries --

    def fetch_issue(self, newspaper_id: str, day: date, *, from_archive: bool = False) -> bool:
        """Bring an issue into the library; False when it cannot be, or is on its way already."""
        paper = self.paper_of(newspaper_id)
        if paper is None:
            newspaper = self.newspaper_named(newspaper_id)
            self.say_failure(
                say(
                    "There is nowhere to fetch {name} from; what the library has of it stays.",
                    name=newspaper.name if newspaper else newspaper_id,
                )
            )
            return False
        words = {"name": paper.newspaper.name, "day": short_day(day, language())}
        today = self.today_of(paper.newspaper)
        if self.library.is_read_only:
            self.say_failure(
                say("The library can only be read, so nothing can be fetched into it.")
            )
            return False
        if not self.deliveries.claim(newspaper_id, day):
            self.announce(say("{name} {day} is on its way already.", **words))
            return False
        if newspaper_id == OWN:
            self.say_progress(say("{name} {day} · asking its feeds", **words))
        else:
            self.say_progress(say("{name} {day} · asking for the list of pages", **words))
        self.run_worker(
            lambda: self.deliveries.run(paper, day, today=today, from_archive=from_archive),
            name=f"{newspaper_id} {day}",
            group="deliveries",
            thread=True,
            exit_on_error=False,
        )
        return True

    def fetch_missing(self, newspaper_id: str, day: date) -> None:
        """Go on with an issue that is here in part, where nobody has to be asked for it."""
        if self.paper_of(newspaper_id) is None or self.library.is_read_only:
            return
        with contextlib.suppress(LibraryError):
            tally = self.library.month(newspaper_id, day.year, day.month).get(day)
            is_on_its_way = self.deliveries.is_running(newspaper_id, day)
            if tally is not None and tally.gaps and not is_on_its_way:
                self.fetch_issue(newspaper_id, day)

    def pin_pictures(self, key: str) -> None:
        """Bring the pictures of a bookmarked article into the library, in their own time."""
        try:
            article = self.library.article(key)
        except LibraryError as error:
            self.say_failure(error)
            return
        if article is None or not any(image.url for image in article.images):
            return
        self.run_worker(
            lambda: self.deliveries.pin(article, key),
            name=f"pictures {key}",
            group="deliveries",
            thread=True,
            exit_on_error=False,
        )

    def pin_missing(self) -> None:
        """Ask again for pictures of bookmarks that did not come when they were made, a few
        bookmarks at a time; nothing is asked for twice within an hour."""
        now = monotonic()
        if self.library.is_read_only or now < self._pins_again_at:
            return
        self._pins_again_at = now + PIN_AGAIN_S
        self.run_worker(
            self._pin_missing,
            name="pictures of bookmarks",
            group="deliveries",
            thread=True,
            exit_on_error=False,
        )

    def _pin_missing(self) -> None:
        worker = get_current_worker()
        clippings = self.library.clippings
        with contextlib.suppress(LibraryError):
            clippings.settle(at=datetime.now(UTC), is_over=lambda: worker.is_cancelled)
            keys = clippings.without_pictures()
            # Those that never come must not stand before the others for ever.
            last = self.library.recall("pictures.pinned") or ""
            after = keys.index(last) + 1 if last in keys else 0
            for key in (*keys[after:], *keys[:after])[:PINS_AT_ONCE]:
                bookmark = self.library.bookmark_of(key)
                if worker.is_cancelled or bookmark is None:
                    return
                for article in (bookmark.article, *(text.article for text in bookmark.later)):
                    self.deliveries.pin(article, key)
                self.library.note_down("pictures.pinned", key)

    @on(Arrived)
    def _take_progress(self, message: Arrived) -> None:
        progress = message.progress
        is_awaited = self._awaited == (progress.newspaper_id, progress.date)
        self._arrivals.take(progress, at_once=is_awaited and bool(progress.stored))

    def _pass_on_progress(self, progress: Progress) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.post_message(Arrived(progress))
        issue = (progress.newspaper_id, progress.date)
        is_awaited = self._awaited == issue and self.screen is self._awaited_at
        if is_awaited and self.stored(*issue):
            self.open_issue(*issue)
            self.call_later(self._say_arrived, progress)

    def _say_arrived(self, progress: Progress) -> None:
        if self.place is not None:
            self.place.post_message(Arrived(progress))

    @on(Finished)
    def _pass_on_end(self, message: Finished) -> None:
        self._arrivals.forget(message.newspaper_id, message.day)
        if not message.failed:
            # Whatever was out of reach may not be so any more.
            self.pin_missing()
        awaited = self._awaited == (message.newspaper_id, message.day)
        if message.may_be_archived:
            self._offered = (message.newspaper_id, message.day)
        if awaited:
            self._awaited = None
            if message.issue_exists and self.screen is self._awaited_at:
                self.open_issue(message.newspaper_id, message.day)
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.post_message(
                    Finished(
                        message.newspaper_id,
                        message.day,
                        message.sentence,
                        issue_exists=message.issue_exists,
                        failed=message.failed,
                        near=message.near,
                    )
                )

    # -- one sentence, on the place in front --

    def say_failure(self, error: Exception | str) -> None:
        """What went wrong, where the person is."""
        if self.place is not None:
            self.place.say_failure(error)

    def say_progress(self, sentence: str) -> None:
        """How far something is, where the person is."""
        if self.place is not None:
            self.place.say_progress(sentence)

    def announce(self, sentence: str) -> None:
        """What was done, where the person is."""
        if self.place is not None:
            self.place.announce(sentence)
