"""What is in the library, for lists and for reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from reader.library import codec, ledger
from reader.library.issues import day_number, day_of, number_of_issue
from reader.model import (
    Article,
    DayTally,
    Issue,
    Line,
    Newspaper,
    Outline,
    Section,
    SectionOutline,
    StandEntry,
    Version,
)

_RECENT_DAYS = 30
_TALLY = "day, articles, read, begun, pages, gaps, url <> ''"
_NEWSPAPER = "id, name, english_name, language, time_zone, homepage, icp, closed_weekdays"


COPIES = """SELECT copy FROM bookmark WHERE key = ?1
    UNION ALL SELECT copy FROM reading_list WHERE key = ?1"""
"""What an article is read from when its issue is gone."""


def _newspaper_from(row: tuple[str, ...]) -> Newspaper:
    return Newspaper(
        id=row[0],
        name=row[1],
        english_name=row[2],
        language=row[3],
        time_zone=row[4],
        homepage=row[5],
        icp=row[6],
        closed_weekdays=frozenset(map(int, row[7])),
    )


def _tally_from(row: tuple[int, ...]) -> DayTally:
    return DayTally(
        date=day_of(row[0]),
        articles=row[1],
        read=row[2],
        begun=row[3],
        pages=row[4],
        gaps=row[5],
        is_listed=bool(row[6]),
    )


def newspapers(sql: sqlite3.Connection) -> tuple[Newspaper, ...]:
    """Every newspaper an issue was ever stored of, the longest known first."""
    rows = sql.execute(f"SELECT {_NEWSPAPER} FROM newspaper ORDER BY number")  # noqa: S608
    return tuple(map(_newspaper_from, rows.fetchall()))


def newspaper(sql: sqlite3.Connection, newspaper_id: str) -> Newspaper | None:
    """The newspaper of that id."""
    row = sql.execute(
        f"SELECT {_NEWSPAPER} FROM newspaper WHERE id = ?",  # noqa: S608
        (newspaper_id,),
    ).fetchone()
    return None if row is None else _newspaper_from(row)


def stand(sql: sqlite3.Connection) -> tuple[StandEntry, ...]:
    """Newspapers with an issue, the longest known first; the size of the library does not count."""
    entries = []
    for unread, *columns in sql.execute(
        f"SELECT unread, {_NEWSPAPER} FROM newspaper ORDER BY number"  # noqa: S608
    ).fetchall():
        paper = _newspaper_from(tuple(columns))
        (newest,) = sql.execute(
            "SELECT max(day) FROM issue WHERE newspaper_id = ?", (paper.id,)
        ).fetchone()
        if newest is None:
            continue
        days_before = min(_RECENT_DAYS, day_of(newest).toordinal()) - 1
        first = day_number(day_of(newest) - timedelta(days=days_before))
        recent = _tallies(sql, paper.id, first, newest)
        (bookmarks,) = sql.execute(
            "SELECT count(*) FROM bookmark WHERE newspaper_id = ?", (paper.id,)
        ).fetchone()
        entries.append(
            StandEntry(
                newspaper=paper,
                newest=recent[-1],
                recent=recent,
                unread=unread,
                bookmarks=bookmarks,
            )
        )
    return tuple(entries)


def _tallies(
    sql: sqlite3.Connection, newspaper_id: str, first: int, last: int
) -> tuple[DayTally, ...]:
    rows = sql.execute(
        f"SELECT {_TALLY} FROM issue WHERE newspaper_id = ? AND day BETWEEN ? AND ? "  # noqa: S608
        "ORDER BY day",
        (newspaper_id, first, last),
    )
    return tuple(map(_tally_from, rows.fetchall()))


def days(sql: sqlite3.Connection, newspaper_id: str) -> tuple[DayTally, ...]:
    """Every day of the newspaper, oldest first."""
    return _tallies(sql, newspaper_id, 0, 99_999_999)


def month(
    sql: sqlite3.Connection, newspaper_id: str, year: int, number: int
) -> dict[date, DayTally]:
    """The days of one month."""
    first = year * 10_000 + number * 100
    return {each.date: each for each in _tallies(sql, newspaper_id, first, first + 99)}


def neighbours(
    sql: sqlite3.Connection, newspaper_id: str, day: date
) -> tuple[date | None, date | None]:
    """The days of the issues before and after that day, whether or not it has one itself."""
    before, after = sql.execute(
        """SELECT (SELECT max(day) FROM issue WHERE newspaper_id = ?1 AND day < ?2),
                  (SELECT min(day) FROM issue WHERE newspaper_id = ?1 AND day > ?2)""",
        (newspaper_id, day_number(day)),
    ).fetchone()
    return (
        None if before is None else day_of(before),
        None if after is None else day_of(after),
    )


def newest(sql: sqlite3.Connection) -> tuple[str, date] | None:
    """The newest issue of all; of one day's, the one stored last."""
    row = sql.execute(
        "SELECT newspaper_id, day FROM issue ORDER BY day DESC, number DESC LIMIT 1"
    ).fetchone()
    return None if row is None else (row[0], day_of(row[1]))


# -- one issue -----------------------------------------------------------------


def sections_of(sql: sqlite3.Connection, issue: int) -> dict[int, Section]:
    """The sections of an issue by their numbers, in order, without their articles."""
    rows = sql.execute(
        """SELECT number, name, page, url, page_image_url, page_pdf_url FROM section
           WHERE issue = ? ORDER BY place""",
        (issue,),
    )
    return {
        row[0]: Section(
            name=row[1], page=row[2], url=row[3], page_image_url=row[4], page_pdf_url=row[5]
        )
        for row in rows
    }


def outline(sql: sqlite3.Connection, newspaper_id: str, day: date) -> Outline | None:
    """The issue as its contents page shows it; no body is read."""
    number = number_of_issue(sql, newspaper_id, day)
    paper = newspaper(sql, newspaper_id)
    if number is None or paper is None:
        return None
    sections = sections_of(sql, number)
    lines: dict[int, list[Line]] = {n: [] for n in sections}
    prefix = f"{newspaper_id}/{day.isoformat()}/"
    role_of, area_of = codec.role_of, codec.unpacked_area
    for row in sql.execute(
        """SELECT a.section, a.slug, a.headline, a.kicker, a.deck, a.byline, a.language, a.length,
               a.picture_count, a.role, a.area, r.read_at, r.position, b.number, a.versions,
               l.place
           FROM article AS a LEFT JOIN read_state AS r ON r.key = ?1 || a.slug
               LEFT JOIN bookmark AS b ON b.key = ?1 || a.slug
               LEFT JOIN reading_list AS l ON l.key = ?1 || a.slug
           WHERE a.issue = ?2 ORDER BY a.place""",
        (prefix, number),
    ):
        lines[row[0]].append(
            Line(
                key=prefix + row[1],
                slug=row[1],
                headline=row[2],
                kicker=row[3],
                deck=row[4],
                byline=row[5],
                language=row[6],
                length=row[7],
                picture_count=row[8],
                role=role_of(row[9]),
                area=area_of(row[10]) if row[10] else (),
                is_read=row[11] is not None,
                is_begun=row[11] is None and bool(row[12]),
                is_bookmarked=row[13] is not None,
                is_changed=row[14] > 0,
                is_listed=row[15] is not None,
            )
        )
    (url,) = sql.execute("SELECT url FROM issue WHERE number = ?", (number,)).fetchone()
    return Outline(
        newspaper=paper,
        date=day,
        sections=tuple(
            SectionOutline(
                name=section.name,
                page=section.page,
                lines=tuple(lines[n]),
                url=section.url,
                page_image_url=section.page_image_url,
                page_pdf_url=section.page_pdf_url,
            )
            for n, section in sections.items()
        ),
        gaps=ledger.gaps(sql, number),
        url=url,
    )


def issue(sql: sqlite3.Connection, newspaper_id: str, day: date) -> Issue | None:
    """The whole issue."""
    number = number_of_issue(sql, newspaper_id, day)
    if number is None:
        return None
    sections = sections_of(sql, number)
    articles: dict[int, list[Article]] = {n: [] for n in sections}
    for n, content in sql.execute(
        """SELECT a.section, b.content FROM article AS a LEFT JOIN body AS b ON b.article = a.number
           WHERE a.issue = ? ORDER BY a.place""",
        (number,),
    ):
        articles[n].append(codec.unpacked_article(content))
    (url,) = sql.execute("SELECT url FROM issue WHERE number = ?", (number,)).fetchone()
    return Issue(
        newspaper_id=newspaper_id,
        date=day,
        url=url,
        ledger=ledger.ledger(sql, newspaper_id, day),
        sections=tuple(
            Section(
                name=section.name,
                page=section.page,
                articles=tuple(articles[n]),
                url=section.url,
                page_image_url=section.page_image_url,
                page_pdf_url=section.page_pdf_url,
            )
            for n, section in sections.items()
        ),
    )


# -- one article ---------------------------------------------------------------


def parts_of(key: str) -> tuple[str, date, str] | None:
    """Newspaper, day and slug of a key; None where it is none."""
    newspaper_id, _, rest = key.partition("/")
    day, _, slug = rest.partition("/")
    try:
        return newspaper_id, date.fromisoformat(day), slug
    except ValueError:
        return None


def row_of(sql: sqlite3.Connection, key: str) -> tuple[int, int, int] | None:
    """Article, issue and section numbers of a stored article."""
    if (parts := parts_of(key)) is None:
        return None
    row: tuple[int, int, int] | None = sql.execute(
        """SELECT a.number, a.issue, a.section FROM article AS a
           JOIN issue AS i ON i.number = a.issue
           WHERE i.newspaper_id = ? AND i.day = ? AND a.slug = ?""",
        (parts[0], day_number(parts[1]), parts[2]),
    ).fetchone()
    return row


def article(sql: sqlite3.Connection, key: str) -> Article | None:
    """The article as its issue has it, else as a bookmark or the reading list keeps it."""
    row = row_of(sql, key)
    failure: Exception | None = None
    if row is not None:
        try:
            return body(sql, row[0])
        except (codec.Unreadable, sqlite3.DatabaseError) as error:
            failure = error
    for (copy,) in sql.execute(COPIES, (key,)):
        try:
            return codec.article_from_json(codec.unpacked(copy)["article"])
        except (codec.Unreadable, LookupError, TypeError) as error:
            failure = failure or error
    if failure is not None:
        raise failure
    return None


def body(sql: sqlite3.Connection, number: int) -> Article:
    """The article of that number; raises `Unreadable`."""
    row = sql.execute("SELECT content FROM body WHERE article = ?", (number,)).fetchone()
    if row is None:
        raise codec.Unreadable("no body")
    return codec.unpacked_article(row[0])


def versions(sql: sqlite3.Connection, key: str) -> tuple[Version, ...]:
    """What the article was before the paper changed it, the first text first."""
    if (row := row_of(sql, key)) is None:
        return ()
    return tuple(
        Version(
            article=codec.unpacked_article(content),
            replaced_at=datetime.fromisoformat(replaced_at),
        )
        for replaced_at, content in sql.execute(
            "SELECT replaced_at, content FROM earlier WHERE article = ? ORDER BY number", (row[0],)
        )
    )


def section_of(sql: sqlite3.Connection, issue_number: int, number: int) -> Section:
    """A section without its articles."""
    return sections_of(sql, issue_number)[number]


def flaws(sql: sqlite3.Connection) -> Iterable[str]:
    """What is wrong with the library, a sentence each; nothing where it is whole."""
    try:
        words = [str(row[0]) for row in sql.execute("PRAGMA integrity_check(20)")]
    except sqlite3.DatabaseError as error:
        words = [str(error)]
    if words != ["ok"]:
        # What follows would stumble over the same pages.
        yield from words
        return
    if sql.execute("PRAGMA foreign_key_check").fetchone() is not None:
        yield "A row belongs to one that is not there."
    for number, content in sql.execute(
        "SELECT a.number, b.content FROM article AS a LEFT JOIN body AS b ON b.article = a.number"
    ):
        try:
            codec.unpacked_article(content)
        except (codec.Unreadable, TypeError):
            yield f"The text of article {number} cannot be read."
    for key, content in sql.execute("SELECT key, copy FROM bookmark"):
        try:
            codec.article_from_json(codec.unpacked(content)["article"])
        except (codec.Unreadable, TypeError, LookupError):
            yield f"The copy that the bookmark {key} keeps cannot be read."
    for key, content in sql.execute("SELECT key, copy FROM reading_list"):
        try:
            codec.article_from_json(codec.unpacked(content)["article"])
        except (codec.Unreadable, TypeError, LookupError):
            yield f"The copy that the reading list keeps of {key} cannot be read."
    for newspaper_id, kept, counted in sql.execute(
        """SELECT n.id, n.unread, total(i.articles - i.read) FROM newspaper AS n
           LEFT JOIN issue AS i ON i.newspaper_id = n.id GROUP BY n.id"""
    ):
        if kept != counted:
            yield f"{newspaper_id} counts {kept} unread and has {counted:.0f}."
