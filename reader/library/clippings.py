"""Bookmarks as a collection: lists of them, tags, highlights, and bringing in those of others.

A list reads no copy, of which there may be ten thousand: what it shows stands in the bookmark's row
and in `bookmark_line`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.lang import say
from reader.library import codec, keepsakes, marks, pinned
from reader.library.codec import storable
from reader.library.issues import day_of
from reader.model import Bookmark, BookmarkLine, Clipping, Highlight, Picture
from reader.text import shown
from reader.text.tags import joined

if TYPE_CHECKING:
    from reader.library.connection import Connection
    from reader.library.merging import Outcome
    from reader.model import Article, Newspaper, Section

_DAMAGE = (ValueError, TypeError, LookupError, sqlite3.DatabaseError)
_AT_ONCE = 500
"""Values in one list of a question."""

_LINES = """SELECT b.number, b.key, b.newspaper_id, b.day, b.headline, b.made_at, b.note,
        l.newspaper, l.english_name, l.section, l.page, l.byline, l.url
    FROM bookmark AS b LEFT JOIN bookmark_line AS l ON l.bookmark = b.number"""


class Clippings:
    """The bookmarks of a library; every method raises as `Library`'s do."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # -- lists -----------------------------------------------------------------

    def lines(self) -> tuple[BookmarkLine, ...]:
        """Every bookmark without its texts, the last made first; damage to one never hides the
        rest."""
        with self._connection.reading() as sql:
            return _lines(sql)

    def keys(self) -> tuple[str, ...]:
        """The articles that are bookmarked, the first made first."""
        with self._connection.reading() as sql:
            rows = sql.execute("SELECT key FROM bookmark ORDER BY number").fetchall()
            return tuple(str(key) for (key,) in rows)

    def texts(self, keys: Sequence[str]) -> dict[str, str]:
        """What a filter looks in beside the lists' lines: kicker, deck and text as it was kept; of
        those that can be read."""
        found: dict[str, str] = {}
        with self._connection.reading() as sql:
            for key in keys:
                with suppress(*_DAMAGE):
                    row = sql.execute("SELECT copy FROM bookmark WHERE key = ?", (key,)).fetchone()
                    article = codec.article_from_json(codec.unpacked(row[0])["article"])
                    found[key] = "\n".join((article.kicker, article.deck, article.text))
        return found

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag and how many bookmarks have it, the most used first."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT tag, count(*) FROM bookmark_tag GROUP BY tag ORDER BY count(*) DESC, tag"
            )
            return tuple((str(tag), int(count)) for tag, count in rows)

    def clipping(self, key: str) -> Clipping | None:
        """A bookmark with its pictures, as many of them as are here."""
        with self._connection.reading() as sql:
            bookmark = marks.bookmark_of(sql, storable(key))
            if bookmark is None:
                return None
            pictures = []
            for url in _picture_urls(bookmark):
                with suppress(*_DAMAGE):
                    if (found := keepsakes.picture(sql, storable(url))) is not None:
                        pictures.append(Picture(url=url, media_type=found[0], content=found[1]))
            return Clipping(bookmark=bookmark, pictures=tuple(pictures))

    def copy_of(self, key: str) -> tuple[Newspaper, Section, Article] | None:
        """What is here of an article to bookmark it, with where it stands in print."""
        with self._connection.reading() as sql:
            copy = marks.copied(sql, storable(key))
            return None if copy is None else (copy.newspaper, copy.section, copy.article)

    def without_pictures(self) -> tuple[str, ...]:
        """The bookmarks of which a picture has not come yet, the last made first."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                """SELECT DISTINCT b.number, b.key FROM bookmark_picture AS p
                   JOIN bookmark AS b ON b.number = p.bookmark
                   WHERE NOT EXISTS (SELECT 1 FROM picture WHERE url = p.url)
                   ORDER BY b.number DESC"""
            )
            return tuple(str(key) for _, key in rows)

    def keys_of(self, urls: Iterable[str]) -> dict[str, str]:
        """Which article each of these addresses is, of the bookmarks and else of the issues."""
        wanted = tuple({storable(url) for url in urls if url})
        found: dict[str, str] = {}
        with self._connection.reading() as sql:
            for at in range(0, len(wanted), _AT_ONCE):
                some = wanted[at : at + _AT_ONCE]
                holes = ", ".join("?" * len(some))
                for day, newspaper_id, slug, url in sql.execute(
                    f"""SELECT i.day, i.newspaper_id, a.slug, a.url FROM article AS a
                        JOIN issue AS i ON i.number = a.issue WHERE a.url IN ({holes})""",  # noqa: S608
                    some,
                ):
                    found[url] = f"{newspaper_id}/{day_of(day).isoformat()}/{slug}"
                bookmarked = sql.execute(
                    f"""SELECT l.url, b.key FROM bookmark_line AS l
                        JOIN bookmark AS b ON b.number = l.bookmark WHERE l.url IN ({holes})""",  # noqa: S608
                    some,
                )
                found.update(bookmarked.fetchall())
        return found

    # -- tags ------------------------------------------------------------------

    def tag(self, key: str, tags: Iterable[str]) -> tuple[str, ...]:
        """Give a bookmark tags; those it has now."""
        with self._connection.writing() as sql:
            number = _number(sql, key)
            pinned.add_tags(sql, number, joined(tags))
            return pinned.tags_of(sql, number)

    def untag(self, key: str, tags: Iterable[str]) -> tuple[str, ...]:
        """Take tags off a bookmark, however they are written; those it has now."""
        gone = {storable(tag).casefold() for tag in tags}
        with self._connection.writing() as sql:
            number = _number(sql, key)
            sql.executemany(
                "DELETE FROM bookmark_tag WHERE bookmark = ? AND tag = ?",
                [(number, t) for t in pinned.tags_of(sql, number) if t.casefold() in gone],
            )
            return pinned.tags_of(sql, number)

    # -- highlights ------------------------------------------------------------

    def highlight(self, key: str, lit: Highlight) -> None:
        """Light a passage of a bookmarked article."""
        with self._connection.writing() as sql:
            pinned.add_highlight(sql, _number(sql, key), lit)

    def unhighlight(self, key: str, lit: Highlight) -> None:
        """Take the light from a passage."""
        with self._connection.writing() as sql:
            sql.execute(
                "DELETE FROM highlight WHERE bookmark = ? AND start = ? AND passage = ?",
                (_number(sql, key), lit.start, storable(lit.passage)),
            )

    def annotate_highlight(self, key: str, lit: Highlight, note: str) -> None:
        """Write the note of a lit passage."""
        with self._connection.writing() as sql:
            sql.execute(
                """UPDATE highlight SET note = ? WHERE bookmark = ? AND start = ?
                   AND passage = ?""",
                (storable(note), _number(sql, key), lit.start, storable(lit.passage)),
            )

    # -- bringing in -----------------------------------------------------------

    def bring_in(self, clippings: Sequence[Clipping], *, at: datetime) -> tuple[Outcome, ...]:
        """Take bookmarks in, all of them or none, each joined with what is here already: nothing
        that is here is overwritten. What came of each."""
        from reader.library import merging

        with self._connection.writing() as sql:
            return tuple(merging.bring_in(sql, clipping, at) for clipping in clippings)

    def settle(
        self, *, at: datetime, most: int = 200, is_over: Callable[[], bool] = lambda: False
    ) -> None:
        """Write the lists' lines of bookmarks that an earlier version made, some at a time, and pin
        what the paper has made of their texts since then."""
        while not is_over():
            with self._connection.writing() as sql:
                rows = sql.execute(
                    """SELECT number, key FROM bookmark WHERE number NOT IN
                           (SELECT bookmark FROM bookmark_line) LIMIT ?""",
                    (most,),
                ).fetchall()
                for number, key in rows:
                    kept = marks.numbered(sql, number)
                    pinned.write_line(sql, number, kept.newspaper, kept.section, kept.article)
                    pinned.catch_up(sql, number, key, at)
            if len(rows) < most:
                return


def _number(sql: sqlite3.Connection, key: str) -> int:
    row = sql.execute("SELECT number FROM bookmark WHERE key = ?", (storable(key),)).fetchone()
    if row is None:
        raise LibraryError(
            say("The article {key} is not bookmarked; bookmark it first.", key=shown(key))
        )
    return int(row[0])


def _picture_urls(bookmark: Bookmark) -> tuple[str, ...]:
    articles = (bookmark.article, *(version.article for version in bookmark.later))
    urls = (image.url for article in articles for image in article.images if image.url)
    return tuple(dict.fromkeys(urls))


def _lines(sql: sqlite3.Connection) -> tuple[BookmarkLine, ...]:
    tags: defaultdict[int, list[str]] = defaultdict(list)
    lit: Counter[int] = Counter()
    changed: set[int] = set()
    with suppress(*_DAMAGE):
        for number, tag in sql.execute("SELECT bookmark, tag FROM bookmark_tag ORDER BY 1, 2"):
            tags[number].append(tag)
    with suppress(*_DAMAGE):
        lit.update(dict(sql.execute("SELECT bookmark, count(*) FROM highlight GROUP BY bookmark")))
    with suppress(*_DAMAGE):
        changed.update(n for (n,) in sql.execute("SELECT DISTINCT bookmark FROM bookmark_later"))

    def line(row: tuple[object, ...]) -> BookmarkLine:
        number = int(str(row[0]))
        if row[7] is None:
            return _line_of(marks.numbered(sql, number))
        # What an older row lacks is "" and what is damaged raises, here or where it is shown.
        words = [str(value) for value in (row[1], row[2], *row[4:])]
        key, newspaper_id, headline, made_at, note, name, english, section, page, byline, url = (
            words
        )
        return BookmarkLine(
            key=key,
            newspaper_id=newspaper_id,
            newspaper=name,
            english_name=english,
            date=day_of(int(str(row[3]))),
            headline=headline,
            made_at=datetime.fromisoformat(made_at),
            section=section,
            page=page,
            byline=byline,
            url=url,
            note=note,
            tags=tuple(tags[number]),
            highlights=lit[number],
            is_changed=number in changed,
        )

    failure: Exception | None = None
    found: list[BookmarkLine] = []
    try:
        rows = sql.execute(f"{_LINES} ORDER BY b.number DESC").fetchall()
    except sqlite3.DatabaseError:
        # A walk along the table ends at its first damaged page: one by one, then.
        rows = []
        for number in marks.numbers(sql):
            try:
                rows.append(sql.execute(f"{_LINES} WHERE b.number = ?", (number,)).fetchone())
            except sqlite3.DatabaseError as error:
                failure = error
    for row in rows:
        try:
            found.append(line(row))
        except _DAMAGE as error:
            failure = error
    if failure is not None and not found:
        raise failure
    return tuple(found)


def _line_of(kept: Bookmark) -> BookmarkLine:
    return BookmarkLine(
        key=kept.key,
        newspaper_id=kept.newspaper.id,
        newspaper=kept.newspaper.name,
        english_name=kept.newspaper.english_name,
        date=kept.date,
        headline=kept.article.headline,
        made_at=kept.made_at,
        section=kept.section.name,
        page=kept.section.page,
        byline=kept.article.byline,
        url=kept.article.url,
        note=kept.note,
        tags=kept.tags,
        highlights=len(kept.highlights),
        is_changed=bool(kept.later),
    )
