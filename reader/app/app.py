"""The app: how it begins and ends, and what works in all of its places."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events

from reader.app import Start
from reader.app.catchingup import EVERY_S, CatchingUp
from reader.app.downloading import DownloadingApp
from reader.app.firstframe import leave
from reader.app.marking import marking_of
from reader.app.pictures.house import close_gallery
from reader.app.place import Place, bindings_of
from reader.app.screens.newsstand import NewsstandScreen
from reader.app.scripts import Scripts
from reader.config import Pictures
from reader.errors import LibraryError
from reader.lang import language, language_for, say, speak

if TYPE_CHECKING:
    from textual.app import SystemCommand
    from textual.dom import DOMNode
    from textual.screen import Screen

    from reader.app.doings import Doings
    from reader.app.firstframe import FirstFrame
    from reader.app.palette import Chooser, PaletteEntry
    from reader.commands import Command
    from reader.config import Downloads, WebArchive
    from reader.library import Library
    from reader.model import ListEntry
    from reader.papers import Paper


PIN_AFTER_S = 15.0
"""How long after the start pictures of bookmarks that did not come are asked for again."""
LAST_WRITES_S = 3.0
"""How long leaving waits for a delivery to put down what it has."""


def _import_ahead() -> None:
    from reader.app.screens import article, issue

    del article, issue


class ReaderApp(DownloadingApp):
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
        tongue: str = "",
        archive: WebArchive | None = None,
        pictures: Pictures | None = None,
        downloads: Downloads | None = None,
        quota: int = 0,
        notice: str = "",
        first_frame: FirstFrame | None = None,
    ) -> None:
        super().__init__(
            library,
            papers=papers,
            today=today,
            base_url=base_url,
            theme=theme,
            archive=archive,
            first_frame=first_frame,
            downloads=downloads,
            quota=quota,
        )
        self.first_frame = first_frame
        """What stands on the terminal before the app does."""
        self.measure = measure
        """Cells of the column for somebody who has not changed it in the app; 0: the usual ones."""
        self.fault: Exception | None = None
        """What ended the app, where it was a fault of ours."""
        self._configured_language = tongue
        """The interface's language by the configuration; "" where whoever made the app chose it."""
        if tongue:
            speak(self._first_language())
        self.scripts = Scripts(self)
        """Which newspapers are read in simplified or in traditional characters."""
        self.pictures = pictures or Pictures()
        """What a person wants of pictures."""
        self._notice = notice
        self._start = start or Start()
        self.catching_up = CatchingUp(library.path)
        """The index, which is brought up to date while nobody presses a key."""
        self.keymap: dict[str, str] = dict(keymap or {})
        """A person's own keys, by command id; "" where a command is to have none."""

    # -- start and end --

    def get_default_screen(self) -> Screen[None]:
        """The newsstand is what everything else opens over."""
        return NewsstandScreen()

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """The screens that shine through the one in front. To Textual that is always the one below
        it, each of whose changes then has everything painted anew."""
        is_opaque = bool(self._screen_stack) and self.screen.styles.background.a == 1
        return [] if is_opaque else super()._background_screens

    def on_mount(self) -> None:
        """Take the place asked for, and the signals that would leave the terminal in disorder."""
        if self.keymap:
            # To Textual no key is no change: what is to have none gets one that no terminal sends.
            self.set_keymap({name: keys or "nothing" for name, keys in self.keymap.items()})
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
        if not self.library.is_read_only:
            self.set_interval(EVERY_S, self._catch_up)

    def _catch_up(self) -> None:
        is_at_it = any(worker.group == "indexing" for worker in self.workers)
        if self.catching_up.may_begin and not is_at_it:
            work = self.catching_up.work
            self.run_worker(work, thread=True, group="indexing", exit_on_error=False)

    async def on_event(self, event: events.Event) -> None:
        """Nothing is done by the way while somebody is at the keys."""
        if isinstance(event, events.InputEvent):
            self.catching_up.note_input()
        await super().on_event(event)

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
        self.follow_background()
        # What the first Enter needs is fetched while nobody waits for it.
        self.run_worker(_import_ahead, thread=True, exit_on_error=False, group="imports")
        self.run_worker(self.scripts.load_ahead, thread=True, exit_on_error=False, group="imports")
        self.speak_of_downloads()
        self.set_timer(PIN_AFTER_S, self.pin_missing)

    def _leave_by_signal(self, signum: int) -> None:
        self.exit(128 + signum)

    async def on_unmount(self) -> None:
        """Nothing goes on fetching once the screen is gone; what came is kept."""
        self.catching_up.end()
        self.deliveries.cancel_all()
        close_gallery(self)
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

    # -- commands --

    def on_key(self, event: events.Key) -> None:
        """What is typed faster than a field can open goes into the field all the same: it comes
        here past the widget that had the keys, and would be taken for a key of the place."""
        field = self.focused
        if field is not None and field.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            field.post_message(events.Key(event.key, event.character))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done now is neither offered nor done."""
        if action == "bookmarks":
            return self.place is None or self.place.PLACE != "bookmarks"
        if action == "statistics":
            return self.place is None or self.place.PLACE != "statistics"
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
        elif command.place == "found":
            target = next(iter(self.screen.query("ReadingGalley")), self)
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
        """Today's issue of this newspaper, and what is missing of it."""
        newspaper = self.current_newspaper
        if newspaper is None:
            self.announce(say("There is no newspaper yet whose issue could be opened."))
            return
        today, place = self.today_of(newspaper), self.place
        if place is not None and place.PLACE == "issue" and place.issue_day == today:
            self.announce(say("This is today's issue."))
        else:
            self.open_day(newspaper, today)
        self.fetch_missing(newspaper.id, today)

    def action_bookmarks(self) -> None:
        """The bookmarks, over whatever is open."""
        from reader.app.screens.bookmarks import BookmarksScreen

        if not any(isinstance(screen, BookmarksScreen) for screen in self.screen_stack):
            self.push_screen(BookmarksScreen())

    def action_search(self) -> None:
        """Search, over whatever is open; where one searches already, for other words."""
        from reader.app.screens.search import SearchScreen, places_to_search

        place = self.place
        searching = next((s for s in self.screen_stack if isinstance(s, SearchScreen)), None)
        if searching is not None:
            # There is one search: from what it found one comes back to it.
            while self.screen is not searching:
                self.pop_screen()
            searching.action_find()
            return
        newspaper, day = (place.newspaper, place.issue_day) if place else (None, None)
        has_issue = newspaper is not None and day is not None and self.stored(newspaper.id, day)
        places = places_to_search(newspaper, day, has_issue=has_issue)
        is_at_bookmarks = place is not None and place.PLACE == "bookmarks"
        self.push_screen(SearchScreen(places, len(places) - 1 if is_at_bookmarks else 0))

    def action_statistics(self) -> None:
        """What was read, counted, over whatever is open."""
        from reader.app.screens.statistics import StatisticsScreen

        if not any(isinstance(screen, StatisticsScreen) for screen in self.screen_stack):
            self.push_screen(StatisticsScreen())

    @cached_property
    def doings(self) -> Doings:
        """What can be done with articles, and undone."""
        from reader.app.doings import Doings

        return Doings(self)

    # -- the interface's own language --

    def _first_language(self) -> str:
        """The language chosen last, until the configuration names another one than it did then."""
        chosen = None
        with contextlib.suppress(LibraryError):
            if (self.library.recall("language.configured") or "") == self._configured_language:
                chosen = self.library.recall("language")
        return language_for(os.environ, chosen=chosen, configured=self._configured_language)

    def action_language(self) -> None:
        """The other language, on every screen and from now on."""
        spoken = "en" if language() == "zh" else "zh"
        speak(spoken)
        if not self.library.is_read_only:

            def note(library: Library) -> None:
                library.note_down("language", spoken)
                library.note_down("language.configured", self._configured_language)

            marking_of(self).write(note)
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.say_again()
        self.announce(say("The interface is in English."))

    def action_undo(self) -> None:
        """Undo what was done last."""
        self.doings.undo()

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self.doings.redo()

    def action_reading_list(self) -> None:
        """Read the list from the first that is unread; from its reading to the list itself."""
        place = self.place
        if place is None or self.screen is not place:
            return
        if place.collection:
            self._show_list()
        else:
            self.doings.reading_list(self._read_or_show_list)

    def _read_or_show_list(self, entries: tuple[ListEntry, ...]) -> None:
        key = next((entry.key for entry in entries if not entry.is_read), "")
        if key:
            self.read_list(entries, key)
            return
        if self.place is not None and self.place.PLACE != "list":
            self._show_list()
        if entries:
            self.call_later(self.announce, say("Everything on the list is read."))

    def read_list(self, entries: tuple[ListEntry, ...], key: str) -> None:
        """Read the list straight through from one of its articles."""
        keys = tuple(entry.key for entry in entries)
        self.open_article(keys, key, collection=say("Reading list"))

    def _show_list(self) -> None:
        from reader.app.screens.readinglist import ReadingListScreen

        place, key = self.place, ""
        if place is not None and place.collection:
            key = str(getattr(place, "key", ""))
        under = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        if isinstance(under, ReadingListScreen):
            under.came_back(key)
            self.pop_screen()
        elif key:
            self.switch_screen(ReadingListScreen(key))
        else:
            self.push_screen(ReadingListScreen())

    def action_download(self) -> None:
        """The downloads, over whatever is open."""
        from reader.app.screens.downloads import DownloadsScreen

        if any(isinstance(screen, DownloadsScreen) for screen in self.screen_stack):
            return
        day = self.place.issue_day if self.place else None
        self.push_screen(DownloadsScreen(self.current_newspaper, day))

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
        """Copy what is selected; where nothing is, say how to leave. By its usual key the screen
        copies before it comes to this."""
        words = self.screen.get_selected_text()
        if words:
            self.copy_to_clipboard(words)
            self.announce(say("The selection is copied."))
        else:
            self.announce(say("{key} leaves the reader.", key=self.doings.key("everywhere.leave")))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Textual's own commands are not offered: ours are all in one list."""
        return ()
