"""The app: which places there are, what works in all of them, and the deliveries that outlive
the screen that started them."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from textual import on
from textual.app import App, SystemCommand

from reader.app import Start
from reader.app.deliveries import Deliveries
from reader.app.firstframe import driver_under, leave
from reader.app.place import Place, bindings_of
from reader.app.progress import Arrived, Finished
from reader.app.screens.newsstand import NewsstandScreen
from reader.app.themes import LABELS, THEMES, default_theme, shades
from reader.dates import short_day
from reader.errors import LibraryError, ReaderError
from reader.lang import language, say
from reader.papers import SAMPLE

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.screen import Screen

    from reader.app.firstframe import FirstFrame
    from reader.app.palette import Chooser, PaletteEntry
    from reader.commands import Command
    from reader.config import WebArchive
    from reader.library import Library
    from reader.model import Newspaper, Outline
    from reader.papers import Paper


LAST_WRITES_S = 3.0
"""How long leaving waits for a delivery to put down what it has."""


def _import_ahead() -> None:
    from reader.app.screens import article, issue

    del article, issue


class ReaderApp(App[int]):
    """Newsstand → issue → article."""

    TITLE = "reader"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["reader.tcss", "issue.tcss"]
    BINDINGS = bindings_of("everywhere")
    ENABLE_COMMAND_PALETTE = False
    # Esc leaves a place; a list that fills the screen is no less itself for it.
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        library: Library,
        *,
        papers: tuple[Paper, ...] = (),
        today: Callable[[], date] | None = None,
        base_url: str = "",
        start: Start | None = None,
        keymap: Mapping[str, str] | None = None,
        theme: str = "",
        measure: int = 0,
        archive: WebArchive | None = None,
        notice: str = "",
        first_frame: FirstFrame | None = None,
    ) -> None:
        super().__init__(driver_class=driver_under(first_frame))
        self.first_frame = first_frame
        """What stands on the terminal before the app does."""
        self.measure = measure
        """Cells of the column for somebody who has not changed it in the app; 0: the usual ones."""
        self.fault: Exception | None = None
        """What ended the app, where it was a fault of ours."""
        self._notice = notice
        self.library = library
        self.papers = papers
        self._today = today
        self._has_mirror = bool(base_url)
        self._start = start or Start()
        self.keymap: dict[str, str] = dict(keymap or {})
        """A person's own keys, by command id."""
        self.deliveries = Deliveries(
            library, base_url=base_url, archive=archive, tell=self.post_message
        )
        self._offered: tuple[str, date] | None = None
        """The issue that an archive was last offered for."""
        self._awaited: tuple[str, date] | None = None
        """The issue that opens as soon as its first article is here."""
        self._awaited_at: Place | None = None
        """Where it was asked for: it opens there and takes nobody away from anywhere else, nor
        from under a field that is being typed into."""
        for ours in THEMES:
            self.register_theme(ours)
        self._configured_theme = theme
        self.theme = self._first_theme()
        # The stylesheets are about to be read with the colours that it names. Textual would read
        # them in its own and once more in ours.
        self.stylesheet.set_variables(self.get_css_variables())
        self._first_dress: str | None = self.theme

    # -- start and end --

    def get_default_screen(self) -> Screen[None]:
        """The newsstand is what everything else opens over."""
        return NewsstandScreen()

    def on_mount(self) -> None:
        """Take the place asked for, and the signals that would leave the terminal in disorder."""
        if self.keymap:
            self.set_keymap(self.keymap)
        loop = asyncio.get_running_loop()
        for number in ("SIGTERM", "SIGHUP"):
            # Textual restores the terminal when it is left, and only then.
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                signum = getattr(signal, number)
                loop.add_signal_handler(signum, self._leave_by_signal, int(signum))
        self.call_after_refresh(self._after_first_picture)
        self.call_later(self._go_to_start)
        if self._notice:
            self.call_later(self.say_failure, self._notice)

    def _handle_exception(self, error: Exception) -> None:
        self.fault = self.fault or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the values of every variable in it. Whoever ran the
        # app writes it to the log and says one sentence.
        self._close_messages_no_wait()

    def _after_first_picture(self) -> None:
        gc.freeze()
        gc.enable()
        # What the first Enter needs is fetched while nobody waits for it.
        self.run_worker(_import_ahead, thread=True, exit_on_error=False, group="imports")

    def _leave_by_signal(self, signum: int) -> None:
        self.exit(128 + signum)

    async def on_unmount(self) -> None:
        """Nothing goes on fetching once the screen is gone; what came is kept."""
        self.deliveries.cancel_all()
        # Whoever opened the library closes it next: what is being written must be written.
        await asyncio.to_thread(self.deliveries.wait, LAST_WRITES_S)

    def _go_to_start(self) -> None:
        start = self._start
        newspaper = self.newspaper_named(start.newspaper_id)
        if newspaper is None and start.key:
            newspaper = self.newspaper_named(start.key.partition("/")[0])
        if newspaper is None:
            return
        day = start.day
        if day is None:
            if start.key:
                with contextlib.suppress(ValueError, IndexError):
                    day = date.fromisoformat(start.key.split("/")[1])
            if day is None:
                self.open_newest(newspaper)
                return
        self.open_day(newspaper, day, key=start.key)

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

    def open_article(self, keys: tuple[str, ...], key: str, outline: Outline | None = None) -> None:
        """Show an article over the list it was chosen from; `keys` is what `n` and `p` walk."""
        from reader.app.screens.article import ArticleScreen

        self._awaited = None
        self.push_screen(ArticleScreen(keys, key, outline))

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
        self.say_progress(say("{name} {day} · asking for the list of pages", **words))
        self.run_worker(
            lambda: self.deliveries.run(paper, day, today=today, from_archive=from_archive),
            name=f"{newspaper_id} {day}",
            group="deliveries",
            thread=True,
            exit_on_error=False,
        )
        return True

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

    @on(Arrived)
    def _pass_on_progress(self, message: Arrived) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.post_message(Arrived(message.progress))
        progress = message.progress
        issue = (progress.newspaper_id, progress.date)
        is_awaited = self._awaited == issue and self.screen is self._awaited_at
        if is_awaited and self.stored(*issue):
            self.open_issue(*issue)
            self.call_later(self._say_arrived, message)

    def _say_arrived(self, message: Arrived) -> None:
        if self.place is not None:
            self.place.post_message(Arrived(message.progress))

    @on(Finished)
    def _pass_on_end(self, message: Finished) -> None:
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

    # -- commands --

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done now is neither offered nor done."""
        if action == "bookmarks":
            return self.place is None or self.place.PLACE != "bookmarks"
        return super().check_action(action, parameters)

    def run_later(self, verb: str, target: DOMNode) -> None:
        """Run an action once whatever lies over the place is gone."""
        self.call_later(self.run_action, verb, target)

    def give(self, command: Command) -> None:
        """Give a command by name, in the place it belongs to."""
        target: DOMNode = self
        if command.place == "month":
            found = self.screen.query("MonthView")
            if not found:
                return
            found.first().focus()
            target = found.first()
        elif command.place != "everywhere" and self.place is not None:
            target = self.place
        self.run_later(command.verb, target)

    def _choose(self, chooser: Chooser) -> None:
        def run(entry: PaletteEntry | None) -> None:
            if entry is not None and entry.run is not None:
                entry.run()

        self.push_screen(chooser, run)

    def action_go_to_date(self) -> None:
        """Ask for a day and open it."""
        from reader.app.screens.calendar import GoToDate

        newspaper = self.current_newspaper
        if newspaper is None:
            self.announce(say("There is no newspaper yet to go to a date of."))
            return
        today = self.today_of(newspaper)
        day = self.place.issue_day if self.place else None
        if day is None:
            with contextlib.suppress(LibraryError):
                days = self.library.days(newspaper.id)
                day = days[-1].date if days else None

        def go(chosen: date | None) -> None:
            if chosen is not None:
                self.open_day(newspaper, chosen)

        self.push_screen(
            GoToDate(
                newspaper,
                day=day or today,
                today=today,
                library=self.library,
                is_fetchable=self.paper_of(newspaper.id) is not None,
            ),
            go,
        )

    def action_todays_paper(self) -> None:
        """Today's issue of this newspaper."""
        newspaper = self.current_newspaper
        if newspaper is not None:
            self.open_day(newspaper, self.today_of(newspaper))

    def action_bookmarks(self) -> None:
        """The bookmarks, over whatever is open."""
        from reader.app.screens.bookmarks import BookmarksScreen

        if not any(isinstance(screen, BookmarksScreen) for screen in self.screen_stack):
            self.push_screen(BookmarksScreen())

    def action_download(self) -> None:
        """All of this day's issue."""
        newspaper = self.current_newspaper
        if newspaper is None:
            return
        day = self.place.issue_day if self.place else None
        self.fetch_issue(newspaper.id, day or self.today_of(newspaper))

    def action_from_archive(self) -> None:
        """The issue that an archive was offered for, else this day's, from the archive."""
        newspaper, day = self.current_newspaper, self.place.issue_day if self.place else None
        offered, self._offered = self._offered, None
        if offered is None and newspaper is not None and day is not None:
            offered = (newspaper.id, day)
        if offered is None:
            self.announce(say("Choose a day first, then ask the archive for it."))
        elif self.fetch_issue(*offered, from_archive=True):
            self._await(*offered)

    def action_keys(self) -> None:
        """The `?` page."""
        from reader.app.screens.help import help_of

        self._choose(help_of(self))

    def action_palette(self) -> None:
        """The command palette."""
        from reader.app.palette import palette_of

        self._choose(palette_of(self))

    def action_leave(self) -> None:
        """Out of the reader."""
        frame, self.first_frame = self.first_frame, None
        if frame is None or self.is_headless:
            self.exit(0)
        else:
            self.run_worker(leave(self, frame), exit_on_error=False)

    def action_interrupt(self) -> None:
        """Reached where nothing is selected: say how to leave."""
        self.announce(say("Ctrl+Q leaves the reader."))

    # -- themes --

    def _first_theme(self) -> str:
        """The theme chosen last, until the configuration names another one than it did then."""
        remembered = configured = None
        with contextlib.suppress(ReaderError):
            remembered = self.library.recall("theme")
            configured = self.library.recall("theme.configured")
        if remembered in self.available_themes and (configured or "") == self._configured_theme:
            return str(remembered)
        if self._configured_theme in self.available_themes:
            return self._configured_theme
        return default_theme(os.environ)

    def refresh_css(self, animate: bool = True) -> None:
        """Dress anew, unless the app is just starting in what it was made with."""
        first, self._first_dress = self._first_dress, None
        if first != self.theme:
            super().refresh_css(animate)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables for themes that are not ours."""
        return shades(self.current_theme)

    def action_themes(self) -> None:
        """Choose the colours; each is shown as the mark comes to it."""
        from reader.app.palette import Chooser, PaletteEntry

        before = self.theme

        def wear(entry: PaletteEntry | None) -> None:
            self.theme = entry.words if entry is not None else before

        def keep(entry: PaletteEntry | None) -> None:
            wear(entry)
            if entry is not None:
                with contextlib.suppress(LibraryError):
                    self.library.note_down("theme", entry.words)
                    self.library.note_down("theme.configured", self._configured_theme)

        own = [theme.name for theme in THEMES]
        others = sorted(name for name in self.available_themes if name not in own)
        entries = [
            PaletteEntry(label=say(LABELS[name]), group=say("Of the reader"), words=name)
            for name in own
        ] + [
            PaletteEntry(label=name.replace("-", " ").title(), group=say("Of Textual"), words=name)
            for name in others
        ]
        self.push_screen(Chooser(say("Themes"), entries, marked=before, tried=wear), keep)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Textual's own commands are not offered: ours are all in one list."""
        return ()
