"""The library: one SQLite file that holds issues, marks and bookmarks, and the only place that
speaks SQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from reader.library import (
    beginnings,
    calendar,
    issues,
    keepsakes,
    ledger,
    marks,
    readinglist,
    removals,
    shelf,
)
from reader.library.codec import storable
from reader.library.connection import Connection, Door
from reader.library.downloads import Downloads
from reader.library.room import Room
from reader.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.library.before import Before, Part
    from reader.library.clippings import Clippings
    from reader.library.feeds import Feeds
    from reader.library.health import Health
    from reader.library.indexing import Indexing
    from reader.library.intake import Intake
    from reader.library.sources import Sources
    from reader.library.statistics import Statistics
    from reader.model import (
        Article,
        Belongings,
        Bookmark,
        DayTally,
        Issue,
        ListEntry,
        Listing,
        Marks,
        Newspaper,
        Outline,
        PrintDay,
        ReadState,
        Reread,
        StandEntry,
        StoredResponse,
        Version,
    )

__all__ = ["Library"]

T = TypeVar("T")

PATIENCE_S = 5.0
"""How long a write waits for another program."""


class Library(Door):
    """A library file, open; a context manager that any thread may use.

    Every method raises `LibraryError` or one of its kinds, in one sentence with the file's path.
    What writes is whole or never was, and is on the disk when the method returns.
    """

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = True,
        read_only: bool = False,
        patience_s: float = PATIENCE_S,
    ) -> Self:
        """The library at `path`, made with its folder where there is none and `create` is set.

        A file that may not be written opens for reading. One that is no library, or not a whole
        one, or a newer reader's, is left as it is.
        """
        return cls(Connection.open(path, create=create, read_only=read_only, patience_s=patience_s))

    @property
    def path(self) -> Path:
        """The file."""
        return self._connection.path

    @property
    def is_read_only(self) -> bool:
        """Whether every write raises `ReadOnly`."""
        return self._connection.is_read_only

    @property
    def indexing(self) -> Indexing:
        """The index by which `Search` finds articles, and what it lacks."""
        from reader.library.indexing import Indexing

        return Indexing(self._connection)

    @property
    def sources(self) -> Sources:
        """The pages that issues were read from."""
        from reader.library.sources import Sources

        return Sources(self._connection)

    def store_again(
        self, newspaper: Newspaper, issue: Issue, *, absent: int, at: datetime
    ) -> Reread:
        """Bring in what was read again from the pages kept of an issue; what the paper changed,
        bookmarks and places in texts stay as they are. `absent` is how many pages were not kept."""
        from reader.library import rereading

        with self._connection.writing() as sql:
            return rereading.store(sql, newspaper, issue, absent, at)

    @property
    def health(self) -> Health:
        """How the file is."""
        from reader.library.health import Health

        return Health(self._connection)

    def take_in(self, backup: Path) -> Belongings:
        """Add what a person made and another library holds, a backup for one; what is here stays
        as it is. How much was added."""
        from reader.library.restoring import take_in

        return take_in(self._connection, backup)

    def integrity(self) -> list[str]:
        """What is wrong with the file, a sentence each; [] where it is whole. Reads all of it."""
        with self._connection.reading() as sql:
            return [shown(words) for words in shelf.flaws(sql)]

    @property
    def downloads(self) -> Downloads:
        """What a person wants brought in, and what has come of it."""
        return Downloads(self._connection)

    @property
    def room(self) -> Room:
        """How much room the library takes, and what makes room for more."""
        return Room(self._connection)

    @property
    def intake(self) -> Intake:
        """The files that were brought in."""
        from reader.library.intake import Intake

        return Intake(self._connection)

    # -- issues ----------------------------------------------------------------

    def store(self, newspaper: Newspaper, issue: Issue, *, at: datetime) -> tuple[str, ...]:
        """Bring an issue in, or what is new of one that grows; the keys of the articles that are
        new or changed.

        What is not in it this time stays, the order is that of the issue given. An article keeps
        the key it was first stored under (see `reconcile`), and its text where what arrives is an
        error page, empty, damaged or cut short; a text that the paper changed is kept in both
        versions. What a person removed stays out.
        """
        with self._connection.writing() as sql:
            return issues.store(sql, newspaper, issue, at)

    def remove_issue(self, newspaper_id: str, day: date, *, at: datetime) -> None:
        """Take an issue out until it is restored; what was read and bookmarked in it is kept."""
        with self._connection.writing() as sql:
            removals.remove_issue(sql, storable(newspaper_id), day, at)

    def remove_article(self, key: str, *, at: datetime) -> None:
        """Take an article out until its issue is restored; marks and bookmarks are kept."""
        with self._connection.writing() as sql:
            removals.remove_article(sql, storable(key), at)

    def restore(self, newspaper_id: str, day: date) -> int:
        """Let what was removed of an issue come back with its next delivery; how many removals
        there were."""
        with self._connection.writing() as sql:
            return removals.restore(sql, storable(newspaper_id), day)

    def is_removed(self, newspaper_id: str, day: date) -> bool:
        """Whether a person removed the whole issue."""
        with self._connection.reading() as sql:
            return removals.is_removed(sql, storable(newspaper_id), day)

    def ledger(self, newspaper_id: str, day: date) -> tuple[Listing, ...]:
        """Every page and article that the issue's paper lists, page by page, and what has come of
        each."""
        with self._connection.reading() as sql:
            return ledger.ledger(sql, storable(newspaper_id), day)

    def newspapers(self) -> tuple[Newspaper, ...]:
        """Every newspaper an issue was ever stored of, the longest known first."""
        with self._connection.reading() as sql:
            return shelf.newspapers(sql)

    def newspaper(self, newspaper_id: str) -> Newspaper | None:
        """The newspaper of that id."""
        with self._connection.reading() as sql:
            return shelf.newspaper(sql, storable(newspaper_id))

    def stand(self) -> tuple[StandEntry, ...]:
        """The newspapers that have an issue here, the longest known first."""
        with self._connection.reading() as sql:
            return shelf.stand(sql)

    def days(self, newspaper_id: str) -> tuple[DayTally, ...]:
        """Every day of the newspaper that is here, oldest first."""
        with self._connection.reading() as sql:
            return shelf.days(sql, storable(newspaper_id))

    def month(self, newspaper_id: str, year: int, month: int) -> dict[date, DayTally]:
        """The days of one month that are here."""
        with self._connection.reading() as sql:
            return shelf.month(sql, storable(newspaper_id), year, month)

    def neighbours(self, newspaper_id: str, day: date) -> tuple[date | None, date | None]:
        """The days of the issues before and after that day, whether or not it has one itself."""
        with self._connection.reading() as sql:
            return shelf.neighbours(sql, storable(newspaper_id), day)

    def newest(self) -> tuple[str, date] | None:
        """Newspaper and day of the newest issue of all."""
        with self._connection.reading() as sql:
            return shelf.newest(sql)

    def outline(self, newspaper_id: str, day: date) -> Outline | None:
        """The issue as its contents page shows it, without any text."""
        with self._connection.reading() as sql:
            return shelf.outline(sql, storable(newspaper_id), day)

    def issue(self, newspaper_id: str, day: date) -> Issue | None:
        """The whole issue."""
        with self._connection.reading() as sql:
            return shelf.issue(sql, storable(newspaper_id), day)

    def article(self, key: str) -> Article | None:
        """The article as its issue has it, else as its bookmark keeps it."""
        with self._connection.reading() as sql:
            return shelf.article(sql, storable(key))

    def versions(self, key: str) -> tuple[Version, ...]:
        """What the article was before the paper changed it, the first text first."""
        with self._connection.reading() as sql:
            return shelf.versions(sql, storable(key))

    def beginnings(self, keys: Sequence[str], characters: int = 8_000) -> dict[str, Article]:
        """Articles of one issue by their keys, each up to the block in which so many characters
        are reached; those that are not here or cannot be read are left out."""
        with self._connection.reading() as sql:
            return beginnings.beginnings(sql, keys, characters)

    # -- the newspaper's days --------------------------------------------------

    def learn(self, newspaper_id: str, days: Iterable[PrintDay]) -> None:
        """Remember of days whether they had an issue; the last that was found out counts."""
        with self._connection.writing() as sql:
            calendar.learn(sql, storable(newspaper_id), days)

    def print_days(self, newspaper_id: str, first: date, last: date) -> dict[date, PrintDay]:
        """What is known of the days from one to another."""
        with self._connection.reading() as sql:
            return calendar.print_days(sql, storable(newspaper_id), first, last)

    def printed_around(self, newspaper_id: str, day: date) -> tuple[date, ...]:
        """The nearest days before and after one that have an issue here, or are known to have had
        one; none, one or two."""
        with self._connection.reading() as sql:
            return calendar.printed_around(sql, storable(newspaper_id), day)

    # -- marks -----------------------------------------------------------------

    def read_state(self, key: str) -> ReadState:
        """How far somebody is with the article."""
        with self._connection.reading() as sql:
            return marks.read_state(sql, storable(key))

    def marks_of(self, keys: Iterable[str]) -> dict[str, Marks]:
        """What was done with each of these articles."""
        with self._connection.reading() as sql:
            return marks.marks_of(sql, map(storable, keys))

    def remember_position(self, key: str, position: int) -> None:
        """Where the article opens next time, in characters of its text."""
        with self._connection.writing() as sql:
            marks.remember_position(sql, storable(key), position)

    def mark_read(self, key: str, *, at: datetime) -> None:
        """Read; the first time it was stays."""
        with self._connection.writing() as sql:
            marks.mark_read(sql, storable(key), at)

    def mark_unread(self, key: str) -> None:
        """As if it had never been opened."""
        with self._connection.writing() as sql:
            marks.mark_unread(sql, storable(key))

    def bookmark(self, key: str, *, at: datetime, note: str = "") -> Bookmark:
        """Keep the article for good as it is now; one kept already stays, but for a new note."""
        with self._connection.writing() as sql:
            return marks.bookmark(sql, storable(key), at, storable(note))

    def unbookmark(self, key: str) -> None:
        """Let the article go."""
        with self._connection.writing() as sql:
            marks.unbookmark(sql, storable(key))

    def annotate(self, key: str, note: str) -> None:
        """Write the note of a bookmark."""
        with self._connection.writing() as sql:
            marks.annotate(sql, storable(key), storable(note))

    def bookmark_of(self, key: str) -> Bookmark | None:
        """The article's bookmark."""
        with self._connection.reading() as sql:
            return marks.bookmark_of(sql, storable(key))

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """Every bookmark, the last made first."""
        with self._connection.reading() as sql:
            return marks.bookmarks(sql)

    @property
    def clippings(self) -> Clippings:
        """What hangs on bookmarks: their tags, highlights and later texts, and lists of them."""
        from reader.library.clippings import Clippings

        return Clippings(self._connection)

    # -- the reading list ------------------------------------------------------

    def put_on_list(self, key: str, *, at: datetime, since: datetime) -> None:
        """Put the article at the end of the reading list. `since` is when the person's day began:
        what was read before it goes off the list."""
        with self._connection.writing() as sql:
            readinglist.put_on(sql, storable(key), at, since=since)

    def take_off_list(self, key: str) -> None:
        """Take the article off the reading list."""
        with self._connection.writing() as sql:
            readinglist.take_off(sql, storable(key))

    def change_places(self, key: str, other: str) -> None:
        """Let two articles of the reading list change places."""
        with self._connection.writing() as sql:
            readinglist.change_places(sql, storable(key), storable(other))

    def is_listed(self, key: str) -> bool:
        """Whether the article is on the reading list."""
        with self._connection.reading() as sql:
            return readinglist.is_on(sql, storable(key))

    def reading_list(self, *, since: datetime) -> tuple[ListEntry, ...]:
        """The reading list in its order, without what was read before `since`."""
        with self._connection.reading() as sql:
            return readinglist.entries(sql, since)

    # -- feeds -----------------------------------------------------------------

    @property
    def feeds(self) -> Feeds:
        """The feeds that make one's own newspaper."""
        from reader.library.feeds import Feeds

        return Feeds(self._connection)

    # -- changing, and putting back --------------------------------------------

    def change(
        self, parts: Sequence[Part], job: Callable[[Self], T]
    ) -> tuple[T, tuple[Before, ...]]:
        """Do what changes these parts, and take down in the same transaction what they were:
        the job's answer, and what `put_back` takes."""
        from reader.library import before as earlier

        with self._connection.writing() as sql:
            was = tuple(earlier.before(sql, part) for part in parts)
            answer = job(self)
            return answer, tuple(earlier.with_deed(sql, part) for part in was)

    def put_back(self, was: Sequence[Before]) -> None:
        """Let these parts be again what they were, all of them or none."""
        from reader.library import before as earlier

        with self._connection.writing() as sql:
            for part in reversed(was):
                earlier.put_back(sql, part)

    # -- statistics ------------------------------------------------------------

    @property
    def statistics(self) -> Statistics:
        """What was read, counted."""
        from reader.library.statistics import Statistics

        return Statistics(self._connection)

    # -- pictures, settings, answers -------------------------------------------

    def keep_picture(self, url: str, media_type: str, content: bytes) -> None:
        """Keep a picture under its address."""
        with self._connection.writing() as sql:
            keepsakes.keep_picture(sql, storable(url), media_type, content)

    def picture(self, url: str) -> tuple[str, bytes] | None:
        """Media type and content of a kept picture."""
        with self._connection.reading() as sql:
            return keepsakes.picture(sql, storable(url))

    def picture_beginning(self, url: str, length: int) -> bytes | None:
        """The first bytes of a kept picture, which say how large it is."""
        with self._connection.reading() as sql:
            return keepsakes.picture_beginning(sql, storable(url), length)

    def recall(self, name: str) -> str | None:
        """What was noted down under that name."""
        with self._connection.reading() as sql:
            return keepsakes.recall(sql, storable(name))

    def note_down(self, name: str, value: str) -> None:
        """Remember a small thing: a measure, a theme, the last place."""
        with self._connection.writing() as sql:
            keepsakes.note_down(sql, storable(name), storable(value))

    def response(self, url: str) -> StoredResponse | None:
        """The answer last kept of an address."""
        with self._connection.reading() as sql:
            return keepsakes.response(sql, storable(url))

    def has_validator(self, url: str) -> bool:
        """Whether the answer kept of an address can be asked for on condition that it changed."""
        with self._connection.reading() as sql:
            return keepsakes.has_validator(sql, storable(url))

    def keep_responses(self, responses: Sequence[StoredResponse]) -> None:
        """Keep answers as they came, and let go of those that are too old or too many to be of
        use."""
        packed = [keepsakes.packed_response(response) for response in responses]
        with self._connection.writing() as sql:
            keepsakes.keep_responses(sql, packed)

    def kept_addresses(self, prefix: str, most: int) -> frozenset[str] | None:
        """Which addresses that begin so have an answer kept; None where there are more."""
        with self._connection.reading() as sql:
            return keepsakes.kept_addresses(sql, storable(prefix), most)
