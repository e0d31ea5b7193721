"""What somebody does with articles, from whichever place: marks, bookmarks, the reading list,
removals. All of it can be undone.

A deed is decided where it is written and not from what the screen shows, so that a key pressed
twice means there and back however slow the disk is.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from reader.app.history import Deed, History, Words
from reader.app.marking import marking_of
from reader.app.widgets.keys import key_of
from reader.commands import command_named
from reader.dates import short_day
from reader.lang import language, say, say_n
from reader.library.before import Kind, Part
from reader.text import shown
from reader.text.cells import truncated

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.app.app import ReaderApp
    from reader.app.marginalia import Marginalia
    from reader.library import Library
    from reader.model import Bookmark, ListEntry, Newspaper

TITLE_CELLS = 40
"""What of a headline a sentence has room for."""


def title_of(headline: str) -> str:
    """As much of a headline as a sentence has room for."""
    return truncated(shown(headline, 200), TITLE_CELLS)


def _read_several(count: int) -> Words:
    return Words(
        "",
        say_n(
            "{n} article is unread again that was read to its end.",
            "{n} articles are unread again that were read to their end.",
            count,
        ),
        say_n("{n} article is read again.", "{n} articles are read again.", count),
    )


class Doings:
    """What can be done, and undone, in one app."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self._history = History()

    def key(self, command_id: str) -> str:
        """A command's key as it is printed on it, for sentences; its name where it has none."""
        command = command_named(command_id)
        return key_of(command, self._app.keymap) or f"“{say(command.label)}”"

    @property
    def day_began(self) -> datetime:
        """When the day of the person began, in UTC."""
        return datetime.combine(self._app.today_of(None), time()).astimezone(UTC)

    def do(self, deed: Deed, then: Callable[[Any], object] | None = None) -> None:
        """Do something that can be undone, say so, then call `then` with what it answered."""

        def told(done: tuple[Any, Words]) -> None:
            answer, words = done
            if words.done:
                self._app.announce(words.done)
            if then is not None:
                then(answer)

        marking_of(self._app).write(lambda library: self._history.do(library, deed), told)

    # -- undoing --

    def undo(self) -> None:
        """Undo what was done last."""

        def told(undone: tuple[str, str]) -> None:
            words, key = undone
            self._app.announce(words or say("There is nothing to undo."))
            if key and self._app.place is not None:
                self._app.place.show_again(key)

        marking_of(self._app).write(self._history.undo, told)

    def redo(self) -> None:
        """Do what was undone last once more."""
        marking_of(self._app).write(
            self._history.redo,
            lambda words: self._app.announce(words or say("There is nothing to redo.")),
        )

    # -- read and unread --

    def toggle_read(self, key: str, headline: str) -> None:
        """Read, or unread again."""
        now, title = datetime.now(UTC), title_of(headline)
        read = say("“{headline}” is read again.", headline=title)
        unread = say("“{headline}” is unread again.", headline=title)

        def job(library: Library) -> bool:
            if library.read_state(key).is_read:
                library.mark_unread(key)
                return False
            library.mark_read(key, at=now)
            return True

        def words(is_read: Any) -> Words:
            if is_read:
                return Words(say("Marked as read."), unread, read)
            return Words(say("Unread again."), read, unread)

        self.do(Deed((Part(Kind.READ, key),), job, words))

    def read_to_its_end(self, key: str, headline: str, at: datetime) -> None:
        """Read, because its end was seen; several one after the other are undone together."""
        title = title_of(headline)
        words = Words(
            "",
            say("“{headline}” is unread again.", headline=title),
            say("“{headline}” is read again.", headline=title),
        )
        self.do(
            Deed(
                (Part(Kind.READ, key),),
                lambda library: library.mark_read(key, at=at),
                lambda _: words,
                several=_read_several,
            )
        )

    # -- bookmarks --

    def toggle_bookmark(self, key: str, headline: str) -> None:
        """Keep the article and its pictures for good, or let it go."""

        def job(library: Library) -> tuple[Bookmark | None, Bookmark | None]:
            was = library.bookmark_of(key)
            if was is None:
                return None, library.bookmark(key, at=datetime.now(UTC))
            library.unbookmark(key)
            return was, None

        def words(answer: Any) -> Words:
            was, now = answer
            if now is not None:
                done = say(
                    "Kept for good, to be read without a network; {key} shows them all.",
                    key=self.key("everywhere.bookmarks"),
                )
                return self.kept_words(done, headline)
            return self._unkept_words(headline, has_note=bool(was.note))

        def then(answer: Any) -> None:
            if answer[1] is not None:
                self._app.pin_pictures(key)

        self.do(Deed((Part(Kind.BOOKMARK, key),), job, words), then)

    def unbookmark(self, key: str, headline: str, *, has_note: bool) -> None:
        """Let the article go."""
        words = self._unkept_words(headline, has_note=has_note)
        self.do(
            Deed(
                (Part(Kind.BOOKMARK, key),),
                lambda library: library.unbookmark(key),
                lambda _: words,
            )
        )

    def annotate(self, key: str, headline: str, note: str) -> None:
        """Write the note; an article that is not kept yet is bookmarked with it."""
        title = title_of(headline)

        def job(library: Library) -> bool:
            if library.bookmark_of(key) is None:
                library.bookmark(key, at=datetime.now(UTC), note=note)
                return True
            library.annotate(key, note)
            return False

        def words(is_new: Any) -> Words:
            if is_new:
                return self.kept_words(say("Note kept."), headline)
            return Words(
                say("Note kept."),
                say("The note to “{headline}” is as it was.", headline=title),
                say("The note to “{headline}” is changed again.", headline=title),
            )

        def then(is_new: Any) -> None:
            if is_new:
                self._app.pin_pictures(key)

        self.do(Deed((Part(Kind.BOOKMARK, key),), job, words), then)

    @staticmethod
    def kept_words(done: str, headline: str) -> Words:
        """What is said of an article that is bookmarked by a deed."""
        title = title_of(headline)
        return Words(
            done,
            say("“{headline}” is no longer bookmarked.", headline=title),
            say("“{headline}” is bookmarked again.", headline=title),
        )

    def _unkept_words(self, headline: str, *, has_note: bool) -> Words:
        title, key = title_of(headline), self.key("everywhere.undo")
        if has_note:
            done = say("Bookmark and note removed; {key} brings both back.", key=key)
            undone = say("“{headline}” is bookmarked again, with its note.", headline=title)
        else:
            done = say("Bookmark removed; {key} brings it back.", key=key)
            undone = say("“{headline}” is bookmarked again.", headline=title)
        return Words(done, undone, say("“{headline}” is no longer bookmarked.", headline=title))

    @property
    def marginalia(self) -> Marginalia:
        """What can be done within a bookmark: tags and lit passages."""
        from reader.app.marginalia import Marginalia

        return Marginalia(self, self._app)

    # -- the reading list --

    def toggle_listed(self, key: str, headline: str) -> None:
        """Put the article on today's reading list, or take it off."""
        title, since = title_of(headline), self.day_began
        on = say("“{headline}” is on the reading list again.", headline=title)
        off = say("“{headline}” is off the reading list again.", headline=title)

        def job(library: Library) -> tuple[bool, int]:
            if library.is_listed(key):
                library.take_off_list(key)
                return False, 0
            library.put_on_list(key, at=datetime.now(UTC), since=since)
            entries = library.reading_list(since=since)
            return True, sum(not entry.is_read for entry in entries)

        def words(answer: Any) -> Words:
            is_on, count = answer
            if not is_on:
                back = self.key("everywhere.undo")
                return Words(
                    say("Taken off the reading list; {key} puts it back.", key=back), on, off
                )
            reads = self.key("everywhere.reading_list")
            return Words(
                say(
                    "On today's reading list, with {n} to read; {key} reads it.", n=count, key=reads
                ),
                off,
                on,
            )

        self.do(Deed((Part(Kind.LISTED, key),), job, words))

    def change_places(self, key: str, other: str) -> None:
        """Let two articles of the reading list change places."""
        words = Words(
            "",
            say("The reading list is in the order it had before."),
            say("The reading list is in its new order again."),
        )
        self.do(
            Deed(
                (Part(Kind.LISTED, key), Part(Kind.LISTED, other)),
                lambda library: library.change_places(key, other),
                lambda _: words,
            )
        )

    def reading_list(self, then: Callable[[tuple[ListEntry, ...]], object]) -> None:
        """Hand on the reading list as it is once everything asked for is written."""
        since = self.day_began
        marking_of(self._app).ask(lambda library: library.reading_list(since=since), then)

    # -- removals --

    def remove_article(self, key: str, headline: str) -> None:
        """Take an article out of its issue; what was read and kept of it stays."""
        title = title_of(headline)
        words = Words(
            say(
                "“{headline}” is removed; {key} brings it back.",
                headline=title,
                key=self.key("everywhere.undo"),
            ),
            say("“{headline}” is in its issue again.", headline=title),
            say("“{headline}” is removed again.", headline=title),
        )
        self.do(
            Deed(
                (Part(Kind.ARTICLE, key),),
                lambda library: library.remove_article(key, at=datetime.now(UTC)),
                lambda _: words,
                key=key,
            )
        )

    def remove_issue(self, newspaper: Newspaper, day: date) -> None:
        """Take an issue out of the library; what was read and kept of it stays."""
        named = {"name": newspaper.name, "day": short_day(day, language())}
        words = Words(
            say(
                "{name} {day} is removed; {key} brings it back.",
                **named,
                key=self.key("everywhere.undo"),
            ),
            say("{name} {day} is in the library again.", **named),
            say("{name} {day} is removed again.", **named),
        )
        self.do(
            Deed(
                (Part(Kind.ISSUE, f"{newspaper.id}/{day.isoformat()}"),),
                lambda library: library.remove_issue(newspaper.id, day, at=datetime.now(UTC)),
                lambda _: words,
            )
        )
