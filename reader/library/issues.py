"""Bringing issues in, and taking them out.

A delivery stores its issue again and again while it grows, so storing is an update: what is the
same is left alone, what the source lists now sets the order, what it does not list now stays where
it stood. Nothing is lost because a page could not be fetched this time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reader.library import codec
from reader.library.codec import storable
from reader.model import State

if TYPE_CHECKING:
    from reader.library.reconcile import Known
    from reader.library.rows import Stored
    from reader.model import Article, Issue, Listing, Newspaper

READ_ROLES = "('story', 'picture')"
"""What counts as an article in tallies; notices and advertisements do not."""

HAS_CONTENT = "(a.length > 0 OR a.picture_count > 0)"
"""What a bare headline lacks; it counts as missing."""


PER_DAY = 1_000_000
"""Articles that a day can have: an article's number is its day times this and a count."""


def day_number(day: date) -> int:
    """20240706."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """The date of a day number; raises ValueError where there is none."""
    return date(number // 10_000, number // 100 % 100, number % 100)


def moment(at: datetime) -> str:
    """A moment as it is stored: UTC, one that names no zone is taken to be UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat()


def number_of_issue(sql: sqlite3.Connection, newspaper_id: str, day: date) -> int | None:
    """The row of an issue."""
    row = sql.execute(
        "SELECT number FROM issue WHERE newspaper_id = ? AND day = ?",
        (storable(newspaper_id), day_number(day)),
    ).fetchone()
    return None if row is None else int(row[0])


def tally(sql: sqlite3.Connection, newspaper_id: str, day: date) -> None:
    """Count again what an issue's row and its newspaper's say of it."""
    row = sql.execute(
        "SELECT number, articles - read FROM issue WHERE newspaper_id = ? AND day = ?",
        (newspaper_id, day_number(day)),
    ).fetchone()
    if row is None:
        return
    number, unread_before = row
    articles, read, begun = sql.execute(
        f"""SELECT count(*), count(r.read_at), count(iif(r.read_at IS NULL, r.key, NULL))
            FROM article AS a LEFT JOIN read_state AS r ON r.key = ? || a.slug
            WHERE a.issue = ? AND a.role IN {READ_ROLES} AND {HAS_CONTENT}""",  # noqa: S608 - a constant of ours
        (f"{newspaper_id}/{day.isoformat()}/", number),
    ).fetchone()
    sql.execute(
        f"""UPDATE issue SET articles = ?1, read = ?2, begun = ?3,
               pages = (SELECT count(DISTINCT page) FROM section WHERE issue = ?4 AND page <> ''),
               gaps = (SELECT count(*) FROM listing WHERE issue = ?4
                       AND state IN ('failed', 'waiting'))
                   + (SELECT count(*) FROM article AS a WHERE issue = ?4
                       AND role IN {READ_ROLES} AND NOT {HAS_CONTENT})
           WHERE number = ?4""",  # noqa: S608 - constants of ours
        (articles, read, begun, number),
    )
    sql.execute(
        "UPDATE newspaper SET unread = max(0, unread + ?) WHERE id = ?",
        (articles - read - unread_before, newspaper_id),
    )


def remove_issue(sql: sqlite3.Connection, newspaper_id: str, day: date) -> None:
    """Take an issue out, with the pictures nothing else needs; marks and bookmarks stay."""
    number = number_of_issue(sql, newspaper_id, day)
    if number is None:
        return
    pictures = sql.execute(
        """SELECT url FROM article_picture WHERE article IN
               (SELECT number FROM article WHERE issue = ?1)
           UNION SELECT page_image_url FROM section WHERE issue = ?1 AND page_image_url <> ''""",
        (number,),
    ).fetchall()
    sql.execute(
        """UPDATE newspaper SET unread = max(0, unread -
               (SELECT articles - read FROM issue WHERE number = ?)) WHERE id = ?""",
        (number, newspaper_id),
    )
    sql.execute("DELETE FROM issue WHERE number = ?", (number,))
    sql.execute(
        "DELETE FROM source WHERE newspaper_id = ? AND day = ?",
        (storable(newspaper_id), day_number(day)),
    )
    drop_idle_pictures(sql, [url for (url,) in pictures])


def drop_idle_pictures(sql: sqlite3.Connection, urls: Sequence[str]) -> None:
    """Those of the pictures that neither an article nor a bookmark shows."""
    sql.executemany(
        """DELETE FROM picture WHERE url = ?1
           AND NOT EXISTS (SELECT 1 FROM article_picture WHERE url = ?1)
           AND NOT EXISTS (SELECT 1 FROM bookmark_picture WHERE url = ?1)""",
        [(url,) for url in urls],
    )
    sql.executemany(
        """DELETE FROM download_picture WHERE url = ?1
           AND NOT EXISTS (SELECT 1 FROM picture WHERE url = ?1)""",
        [(url,) for url in urls],
    )


# -- storing -------------------------------------------------------------------


def store(
    sql: sqlite3.Connection,
    newspaper: Newspaper,
    issue: Issue,
    at: datetime,
    *,
    is_reread: bool = False,
    refused: dict[str, str] | None = None,
) -> tuple[str, ...]:
    """Bring an issue in, or what is new of it; the keys of the articles that are new or changed.

    What a person removed stays out. With `is_reread` it was read again from the same pages, so
    that nothing was changed by the paper. Why copies of articles were not taken goes into
    `refused`.
    """
    from reader.library import arrangement, ledger, pinned, removals, rows

    if newspaper.id != issue.newspaper_id:
        raise ValueError("an issue is stored with its own newspaper")
    keep_newspaper(sql, newspaper)
    gone = removals.removed_of(sql, issue.newspaper_id, issue.date)
    if removals.WHOLE_ISSUE in gone:
        return ()
    number = _issue_row(sql, issue, at)
    _drop_absorbed(sql, number, issue.ledger)
    stored = rows.stored(sql, number)
    arriving = [
        (s, article) for s, section in enumerate(issue.sections) for article in section.articles
    ]
    slugs = _slugs(sql, issue, stored, gone.values(), [article for _, article in arriving])
    chosen: dict[str, tuple[int, Article]] = {}
    for slug, (s, article) in zip(slugs, arriving, strict=True):
        if slug in gone:
            continue
        # An article that the contents list twice stands where it is first listed.
        where, first = chosen.setdefault(slug, (s, article))
        if first is not article and len(article.text) > len(first.text):
            chosen[slug] = (where, article)

    numbers = arrangement.store_sections(sql, number, issue.sections)
    places = arrangement.places(
        numbers,
        {slug: s for slug, (s, _) in chosen.items()},
        {each.slug: each.section for each in stored.values()},
    )
    writer = rows.Writer(sql, number, day_number(issue.date), moment(at), is_reread=is_reread)
    changed = []
    for place, (slug, section) in enumerate(places):
        arrived = chosen[slug][1] if slug in chosen else None
        if writer.put(slug, arrived, stored.get(slug), section, place):
            changed.append(f"{issue.id}/{slug}")
    if not is_reread:
        pinned.follow(sql, issue.newspaper_id, issue.date, changed, at)
    if refused is not None:
        refused |= writer.refused
    arrangement.drop_empty_sections(sql, number, numbers, {section for _, section in places})
    has_other_gaps = ledger.store(
        sql, number, issue.ledger, {} if is_reread else writer.refused, at
    )
    if changed or has_other_gaps:
        sql.execute("UPDATE issue SET changed_at = ? WHERE number = ?", (moment(at), number))
    tally(sql, issue.newspaper_id, issue.date)
    return tuple(changed)


def _drop_absorbed(sql: sqlite3.Connection, issue: int, lines: Sequence[Listing]) -> None:
    """Take out what was stored as an article before it turned out to be part of another."""
    sql.executemany(
        "DELETE FROM article WHERE issue = ? AND source_slug = ?",
        [(issue, storable(line.name)) for line in lines if line.state is State.ABSORBED],
    )


def keep_newspaper(sql: sqlite3.Connection, newspaper: Newspaper) -> None:
    """What is known of a newspaper now; what was known before and is not now is kept."""
    sql.execute(
        """INSERT INTO newspaper (id, name, english_name, language, time_zone, homepage, icp,
               closed_weekdays) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name,
               english_name = iif(excluded.english_name = '', english_name, excluded.english_name),
               language = excluded.language, time_zone = excluded.time_zone,
               homepage = iif(excluded.homepage = '', homepage, excluded.homepage),
               icp = iif(excluded.icp = '', icp, excluded.icp),
               closed_weekdays = excluded.closed_weekdays
           WHERE (name, english_name, language, time_zone, homepage, icp, closed_weekdays) IS NOT
               (excluded.name, excluded.english_name, excluded.language, excluded.time_zone,
                excluded.homepage, excluded.icp, excluded.closed_weekdays)""",
        (
            newspaper.id,
            storable(newspaper.name),
            storable(newspaper.english_name),
            storable(newspaper.language),
            storable(newspaper.time_zone),
            storable(newspaper.homepage),
            storable(newspaper.icp),
            "".join(map(str, sorted(newspaper.closed_weekdays))),
        ),
    )


def _issue_row(sql: sqlite3.Connection, issue: Issue, at: datetime) -> int:
    number = number_of_issue(sql, issue.newspaper_id, issue.date)
    if number is None:
        inserted = sql.execute(
            "INSERT INTO issue (newspaper_id, day, url, stored_at, changed_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                issue.newspaper_id,
                day_number(issue.date),
                storable(issue.url),
                moment(at),
                moment(at),
            ),
        )
        return int(inserted.lastrowid or 0)
    if issue.url:
        url = storable(issue.url)
        sql.execute("UPDATE issue SET url = ?1 WHERE number = ?2 AND url <> ?1", (url, number))
    return number


def _slugs(
    sql: sqlite3.Connection,
    issue: Issue,
    stored: dict[str, Stored],
    removed: Collection[Known],
    arriving: list[Article],
) -> tuple[str, ...]:
    """Bookmarks and the reading list count as known, so that they find their articles when a
    removed issue comes back, and so does what was removed, so that it is known again whatever it is
    called now."""
    from reader.library.reconcile import Known, reconcile

    known = [
        Known(slug=each.slug, source_slug=each.source_slug, url=each.url, headline=each.headline)
        for each in stored.values()
    ]
    known += removed
    absent = {each.slug for each in removed}
    pinned: dict[str, Article] = {}
    prefix = f"{issue.id}/"
    for key, copy in sql.execute(
        """SELECT key, copy FROM bookmark WHERE newspaper_id = ?1 AND day = ?2
           UNION ALL SELECT key, copy FROM reading_list WHERE newspaper_id = ?1 AND day = ?2""",
        (issue.newspaper_id, day_number(issue.date)),
    ):
        slug = key.removeprefix(prefix)
        if slug not in stored and slug not in absent and slug not in pinned:
            try:
                article = codec.article_from_json(codec.unpacked(copy)["article"])
            except (codec.Unreadable, LookupError, TypeError):
                continue
            pinned[slug] = article
            known.append(
                Known(
                    slug=slug,
                    source_slug=article.slug,
                    url=article.url,
                    headline=article.headline,
                )
            )

    def read(slug: str) -> Article | None:
        if slug in pinned:
            return pinned[slug]
        if slug not in stored:
            return None
        row = sql.execute(
            "SELECT content FROM body WHERE article = ?", (stored[slug].number,)
        ).fetchone()
        try:
            return None if row is None else codec.unpacked_article(row[0])
        except codec.Unreadable:
            return None

    named = [replace(article, slug=storable(article.slug)) for article in arriving]
    return reconcile(known, named, read=read)
