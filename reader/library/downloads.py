"""What a person wants brought in, and what has come of each of its days.

A wish is a row, and so is every day of it of which there is something to say; each is written as it
happens. So whoever goes on with a wish, in whatever process and after whatever end of the one
before, finds what is left to do. A day without a row was not tried yet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from reader.library import keepsakes
from reader.library.codec import storable
from reader.library.issues import day_number, day_of, moment
from reader.model import DayState, Download, DownloadDay, PicturesWanted

if TYPE_CHECKING:
    from reader.library.connection import Connection

__all__ = ["Downloads"]

_DONE = (DayState.DONE, DayState.NONE_PRINTED, DayState.DROPPED)
_LACKING = (DayState.IN_PART, DayState.FAILED)

_PICTURES = """
    SELECT p.url FROM issue AS i
    JOIN article AS a ON a.issue = i.number JOIN article_picture AS p ON p.article = a.number
    WHERE i.newspaper_id = ?1 AND i.day = ?2 AND ?3 >= 1
    UNION SELECT s.page_image_url FROM issue AS i JOIN section AS s ON s.issue = i.number
    WHERE i.newspaper_id = ?1 AND i.day = ?2 AND ?3 >= 2 AND s.page_image_url <> ''"""
"""The pictures that an issue is to have, each once."""


class Downloads:
    """The wishes of a library; every method raises `LibraryError` or one of its kinds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # -- wishes ------------------------------------------------------------------

    def wish(
        self,
        newspaper_id: str,
        first: date,
        last: date,
        *,
        pictures: PicturesWanted = PicturesWanted.ARTICLES,
        at: datetime,
    ) -> Download:
        """Want every issue from one day to another. The same wish made again is the same one, to
        be asked for again where it is lacking, and its last day whatever came of it."""
        with self._connection.writing() as sql:
            days = (storable(newspaper_id), day_number(first), day_number(last))
            row = sql.execute(
                """SELECT number FROM download
                   WHERE newspaper_id = ? AND first_day = ? AND last_day = ?""",
                days,
            ).fetchone()
            if row is None:
                inserted = sql.execute(
                    """INSERT INTO download (newspaper_id, first_day, last_day, pictures, is_paused,
                           asked_at) VALUES (?, ?, ?, ?, 0, ?)""",
                    (*days, int(pictures), moment(at)),
                )
                number = int(inserted.lastrowid or 0)
            else:
                number = int(row[0])
                _ask_again(sql, number, pictures, at)
                sql.execute(
                    "DELETE FROM download_day WHERE download = ? AND day = ?", (number, days[2])
                )
            (wished,) = downloads_in(sql, "WHERE d.number = ?", (number,))
            return wished

    def all(self) -> tuple[Download, ...]:
        """Every wish, the first made first."""
        with self._connection.reading() as sql:
            return downloads_in(sql)

    def days(self, number: int) -> dict[date, DownloadDay]:
        """The days of a wish of which there is something to say, the newest first."""
        with self._connection.reading() as sql:
            return _days(sql, number)

    def lacking(self, number: int) -> tuple[DownloadDay, ...]:
        """The days of a wish that were asked for in vain, the newest first."""
        with self._connection.reading() as sql:
            return tuple(day for day in _days(sql, number).values() if day.state.is_lacking)

    def pause(self, number: int, *, is_paused: bool) -> None:
        """Leave a wish alone until it is to go on."""
        with self._connection.writing() as sql:
            sql.execute(
                "UPDATE download SET is_paused = ? WHERE number = ?", (int(is_paused), number)
            )

    def retry(self, number: int, *, at: datetime) -> None:
        """Ask once more for what was asked for in vain, at once."""
        with self._connection.writing() as sql:
            _ask_again(sql, number, None, at)

    def cancel(self, number: int) -> bool:
        """Give a wish up; what came stays. False where there is none of that number."""
        with self._connection.writing() as sql:
            return sql.execute("DELETE FROM download WHERE number = ?", (number,)).rowcount > 0

    def forget_done(self, *, before: datetime) -> None:
        """Give up the wishes that were all done before that moment."""
        with self._connection.writing() as sql:
            old = [
                (one.number,)
                for one in downloads_in(sql)
                if one.is_whole and (one.last_tried_at or one.asked_at) < before
            ]
            sql.executemany("DELETE FROM download WHERE number = ?", old)

    # -- their days --------------------------------------------------------------

    def note(
        self,
        number: int,
        day: date,
        state: DayState,
        *,
        reason: str = "",
        at: datetime,
        is_try: bool = False,
    ) -> None:
        """Write down what has come of a day; nothing where the wish was given up meanwhile. What
        it came to is true of other wishes too that want no more of the same issue. `is_try` where
        it was asked for in vain."""
        is_end = state not in (DayState.WAITING, DayState.UNDER_WAY)
        with self._connection.writing() as sql:
            sql.execute(
                """INSERT INTO download_day (download, day, state, reason, tries, tried_at)
                   SELECT d.number, ?2, ?3, ?4, ?5, ?6 FROM download AS d
                   JOIN download AS own ON own.number = ?1 AND own.newspaper_id = d.newspaper_id
                   WHERE d.number = ?1 OR (
                       ?7 AND ?2 BETWEEN d.first_day AND d.last_day AND d.pictures <= own.pictures)
                   ON CONFLICT (download, day) DO UPDATE SET state = excluded.state,
                       reason = excluded.reason, tries = tries + excluded.tries,
                       tried_at = excluded.tried_at""",
                (
                    number,
                    day_number(day),
                    state.value,
                    storable(reason),
                    int(is_try),
                    moment(at),
                    int(is_end),
                ),
            )

    def settle(self, number: int, days: Mapping[date, DayState], *, at: datetime) -> None:
        """Write down of many days what is known without asking, where nothing else is."""
        with self._connection.writing() as sql:
            sql.executemany(
                """INSERT INTO download_day (download, day, state, reason, tries, tried_at)
                   SELECT number, ?2, ?3, '', 0, ?4 FROM download WHERE number = ?1
                   ON CONFLICT (download, day) DO NOTHING""",
                [(number, day_number(day), state.value, moment(at)) for day, state in days.items()],
            )

    def whole_days(
        self, newspaper_id: str, first: date, last: date, pictures: PicturesWanted
    ) -> frozenset[date]:
        """The days of which nothing is missing here, as far as the paper listed it."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                """SELECT i.day FROM issue AS i
                   WHERE i.newspaper_id = ?1 AND i.day BETWEEN ?2 AND ?3 AND i.gaps = 0
                       AND i.articles > 0
                       AND (?4 < 1 OR NOT EXISTS (
                           SELECT 1 FROM article AS a
                           JOIN article_picture AS p ON p.article = a.number
                           WHERE a.issue = i.number
                               AND NOT EXISTS (SELECT 1 FROM picture WHERE url = p.url)))
                       AND (?4 < 2 OR NOT EXISTS (
                           SELECT 1 FROM section AS s
                           WHERE s.issue = i.number AND s.page_image_url <> ''
                               AND NOT EXISTS (
                                   SELECT 1 FROM picture WHERE url = s.page_image_url)))""",
                (storable(newspaper_id), day_number(first), day_number(last), int(pictures)),
            )
            return frozenset(day_of(number) for (number,) in rows)

    # -- their pictures ----------------------------------------------------------

    def missing_pictures(
        self, newspaper_id: str, day: date, pictures: PicturesWanted
    ) -> tuple[str, ...]:
        """Which pictures of an issue are not here."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                f"""SELECT url FROM ({_PICTURES}) AS w
                    WHERE NOT EXISTS (SELECT 1 FROM picture WHERE url = w.url)""",  # noqa: S608 - a constant of ours
                (storable(newspaper_id), day_number(day), int(pictures)),
            )
            return tuple(url for (url,) in rows)

    def keep_pictures_of(self, newspaper_id: str, day: date, pictures: PicturesWanted) -> None:
        """Keep those pictures of an issue that are here as long as the issue."""
        with self._connection.writing() as sql:
            sql.execute(
                f"""INSERT OR IGNORE INTO download_picture (url)
                    SELECT url FROM ({_PICTURES}) AS w
                    WHERE EXISTS (SELECT 1 FROM picture WHERE url = w.url)""",  # noqa: S608 - a constant of ours
                (storable(newspaper_id), day_number(day), int(pictures)),
            )

    def keep_picture(self, url: str, media_type: str, content: bytes) -> None:
        """Keep a picture as long as the issue it belongs to."""
        with self._connection.writing() as sql:
            sql.execute("INSERT OR IGNORE INTO download_picture (url) VALUES (?)", (storable(url),))
            keepsakes.keep_picture(sql, storable(url), media_type, content)


def _ask_again(
    sql: sqlite3.Connection, number: int, pictures: PicturesWanted | None, at: datetime
) -> None:
    sql.execute(
        """UPDATE download SET asked_at = ?2, is_paused = 0, pictures = coalesce(?3, pictures)
           WHERE number = ?1""",
        (number, moment(at), None if pictures is None else int(pictures)),
    )
    sql.execute(
        f"""UPDATE download_day SET state = '{DayState.WAITING}', tries = 0
            WHERE download = ? AND state IN (?, ?, ?)""",  # noqa: S608 - a constant of ours
        (number, *_LACKING, DayState.DROPPED),
    )


def downloads_in(
    sql: sqlite3.Connection, condition: str = "", values: Iterable[object] = ()
) -> tuple[Download, ...]:
    """The wishes that meet a condition, the first made first."""
    rows = sql.execute(
        f"""SELECT d.number, d.newspaper_id, d.first_day, d.last_day, d.pictures, d.is_paused,
                d.asked_at, coalesce(t.done, 0), coalesce(t.lacking, 0), coalesce(t.printed, 0),
                t.tried_at
            FROM download AS d LEFT JOIN (
                SELECT download, total(state IN (?, ?, ?)) AS done,
                    total(state IN (?, ?)) AS lacking, total(state = ?) AS printed,
                    max(tried_at) AS tried_at
                FROM download_day GROUP BY download) AS t ON t.download = d.number
            {condition} ORDER BY d.number""",  # noqa: S608 - constants of ours
        (*_DONE, *_LACKING, DayState.DONE, *values),
    )
    return tuple(
        Download(
            number=row[0],
            newspaper_id=row[1],
            first=day_of(row[2]),
            last=day_of(row[3]),
            pictures=PicturesWanted(row[4]),
            is_paused=bool(row[5]),
            asked_at=datetime.fromisoformat(row[6]),
            done=int(row[7]),
            lacking=int(row[8]),
            printed=int(row[9]),
            last_tried_at=None if row[10] is None else datetime.fromisoformat(row[10]),
        )
        for row in rows
    )


def _days(sql: sqlite3.Connection, number: int) -> dict[date, DownloadDay]:
    return {
        day_of(row[0]): DownloadDay(
            day=day_of(row[0]),
            state=DayState(row[1]),
            reason=row[2],
            tries=row[3],
            tried_at=datetime.fromisoformat(row[4]),
        )
        for row in sql.execute(
            """SELECT day, state, reason, tries, tried_at FROM download_day
               WHERE download = ? ORDER BY day DESC""",
            (number,),
        )
    }
